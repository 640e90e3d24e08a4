"""What one unit of capacity gives of the models that are not sold by a thousand tokens.

Images, speech and videos are counted in requests. Sources: `rate_limits` and the default capacity
in the ARM model list of 2026-08-22 (`az cognitiveservices model list`, 35 regions); for the models
that it does not name, the quotas and limits page of 2026-02-17, which counts their requests and
says nothing of units.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from planner.domain.terms import CapacityUnit, DeploymentType, Family, Unit


@dataclass(frozen=True, slots=True)
class Rate:
    """How a model is counted."""

    requests: int | None
    """Requests per minute that one unit gives; None where no document says."""
    usual: int
    """The size that the service proposes, in units; 1 where it proposes none."""
    source: str
    """Who says so, as messages cite it."""


_LIST = "model list 2026-08-22"
_PAGE = "docs 2026-02-17"

_RATES: Mapping[str, Rate] = {
    "gpt-image-1": Rate(3, 1, _LIST),
    "gpt-image-1-mini": Rate(3, 1, _LIST),
    "gpt-image-1.5": Rate(1, 3, _LIST),
    "gpt-image-2": Rate(1, 3, _LIST),
    "sora-2": Rate(1, 15, _LIST),
    "tts": Rate(1, 20, _LIST),
    "tts-hd": Rate(1, 5, _LIST),
    "whisper": Rate(1, 3, _LIST),
}
_OTHERS = ("dall-e", "gpt-image", "sora")
"""How the other models are called that the page counts in requests."""

_OF_OTHER_MAKERS: Mapping[str, Rate] = {
    "FLUX-1.1-pro": Rate(1, 1, _LIST),
    "FLUX.1-Kontext-pro": Rate(1, 1, _LIST),
    "FLUX.2-flex": Rate(1, 1, _LIST),
    "FLUX.2-pro": Rate(1, 1, _LIST),
    "MAI-Image-2": Rate(1, 9, _LIST),
    "MAI-Image-2.5": Rate(1, 1, _LIST),
    "MAI-Image-2.5-Flash": Rate(1, 10, _LIST),
    "MAI-Image-2.5-Pro": Rate(1, 1, _LIST),
    "MAI-Image-2e": Rate(1, 18, _LIST),
    "mistral-document-ai-2505": Rate(1, 1, _LIST),
    "mistral-document-ai-2512": Rate(1, 1, _LIST),
    "mistral-ocr-4-0": Rate(1, 1, _LIST),
    **dict.fromkeys(
        (
            "Cohere-embed-v3-english",
            "Cohere-embed-v3-multilingual",
            "Llama-3.2-11B-Vision-Instruct",
            "Llama-3.2-90B-Vision-Instruct",
            "MaaS",
            "Meta-Llama-3.1-405B-Instruct",
            "Meta-Llama-3.1-8B-Instruct",
            "Ministral-3B",
            "Mistral-large",
        ),
        Rate(None, 1, _LIST),
    ),
}
"""Images, pages of documents, and old marketplace models, of which each has capacity 1 of 1 and no
quota to divide (`MaaS` is their counter). All others give 1 request and 1,000 tokens a minute."""

_UNSAID = ("gpt-realtime-translate", "gpt-realtime-whisper")
"""How models are called that take minutes, and for whose capacity no page says what it counts."""


def rate_of(full: str) -> Rate | None:
    """How a model is counted that is sold by requests; None for one that is sold by tokens.

    The model may have its publisher before it, as in a stack file.
    """
    publisher, _, model = full.rpartition("/")
    known = _RATES.get(model) if not publisher else None
    known = known or _OF_OTHER_MAKERS.get(model)
    if known is not None:
        return known
    return Rate(None, 1, _PAGE) if full.startswith(_OTHERS) else None


_SPOKEN = ("audio", "realtime", "transcribe", "tts")
"""In the names of models that hear or speak, and are sold by tokens all the same: one unit of
gpt-realtime is 10,000 tokens and 20 requests a minute in the list, of gpt-4o-mini-tts 1,000 and
100, so that no size of a text request says what is enough."""


def is_spoken(model: str) -> bool:
    """Whether a model hears or speaks."""
    return any(word in model.split("-") for word in _SPOKEN)


def unit_of(model: str, type_: DeploymentType) -> Unit:
    """The word of a stack file that sizes a model as this type."""
    by_request = type_.unit is Unit.TPM and rate_of(model) is not None
    return Unit.UNITS if by_request else type_.unit


def capacity_unit(model: str, type_: DeploymentType) -> CapacityUnit:
    """What the capacity of a deployment of a base model counts."""
    if type_.family is Family.PROVISIONED:
        return CapacityUnit.PTU
    if type_.family is Family.BATCH:
        return CapacityUnit.ENQUEUED
    rate = rate_of(model)
    if rate is None:
        unsaid = model.startswith(_UNSAID)
        return CapacityUnit.UNITS if unsaid else CapacityUnit.TPM
    return CapacityUnit.REQUESTS if rate.requests == 1 else CapacityUnit.UNITS
