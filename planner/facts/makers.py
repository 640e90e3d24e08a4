"""Makers of the models that Azure offers and that no snapshot holds yet.

Source: the names in the ARM model list of 2026-08-22 (`az cognitiveservices model list`, 35
regions, 12 formats). Whether, where and as what they are offered, the catalog does not know.
"""

from __future__ import annotations

from collections.abc import Mapping

_BEGINNINGS: Mapping[str, str] = {
    "claude-": "Anthropic",
    "codestral": "Mistral AI",
    "cohere-": "Cohere",
    "deepseek-": "DeepSeek",
    "embed-v": "Cohere",
    "flux": "Black Forest Labs",
    "fw-": "Fireworks",
    "gpt-oss": "OpenAI-OSS",
    "grok-": "xAI",
    "kimi-": "MoonshotAI",
    "llama-": "Meta",
    "mai-": "Microsoft",
    "meta-llama": "Meta",
    "ministral": "Mistral AI",
    "mistral": "Mistral AI",
    "phi-": "Microsoft",
    "qwen": "Alibaba",
    "stable-": "Stability AI",
    "timegen": "Nixtla",
    "tsuzumi": "NTT Data",
}
"""How the names of their models begin; no name of an Azure OpenAI model does."""


def maker(model: str) -> str | None:
    """Who makes a model that is not Azure OpenAI's, in ARM's spelling of `format`; else None."""
    plain = model.lower()
    return next((who for start, who in _BEGINNINGS.items() if plain.startswith(start)), None)
