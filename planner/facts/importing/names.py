"""The documentation's names for what the planner knows: regions, deployment types, models.

Each function gives None for a name it does not know; nothing is matched by likeness.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from planner.domain.terms import DeploymentType, Family, Scope, normalise_region
from planner.facts.importing.markdown import plain, unmarked

# Words of a title or heading that say nothing about the deployment type.
_FILLERS: Final = re.compile(
    r"\b(models?|region|availability|availablity|managed|deployments?|in azure government|for"
    r"|regional|throughput|tier|chat completions|completions|embeddings|image generation|image"
    r"|audio)\b|[/&()]"
)

_TYPES: Final[Mapping[str, DeploymentType]] = {
    "standard": DeploymentType.STANDARD,
    "standard standard": DeploymentType.STANDARD,
    "data zone standard": DeploymentType.DATA_ZONE_STANDARD,
    "global standard": DeploymentType.GLOBAL_STANDARD,
    "provisioned": DeploymentType.PROVISIONED,
    "data zone provisioned": DeploymentType.DATA_ZONE_PROVISIONED,
    "global provisioned": DeploymentType.GLOBAL_PROVISIONED,
    "global batch": DeploymentType.GLOBAL_BATCH,
    "data zone batch": DeploymentType.DATA_ZONE_BATCH,
    "developer": DeploymentType.DEVELOPER,
}

_BY_PARTS: Final[Mapping[tuple[Scope, Family], DeploymentType]] = {
    (kind.scope, kind.family): kind for kind in DeploymentType
}

_OUT_OF_SCOPE: Final = re.compile(
    r"^(Llama|Meta-Llama|DeepSeek|FLUX|Kimi|FW-|GLM|Qwen|MiniMax|Ministral|Mistral|mistral|Codestral"
    r"|gpt-oss|MAI-|Phi-|claude|grok|[Cc]ohere|embed-v|Stable-|tsuzumi|TimeGEN|Muse-)"
)
"""Models of other makers: they stand in some of the tables and are not part of the catalog."""

_MODEL_VERSION = re.compile(r"^(?P<model>[\w.-]+?) ?(?:\((?P<version>[\w.-]+)\))?$")


def deployment_type(text: str) -> DeploymentType | None:
    """The type that a title or a heading names: `Datazone standard model availability`."""
    words = plain(text).lower().replace("datazone", "data zone")
    return _TYPES.get(" ".join(_FILLERS.sub(" ", words).split()))


_HINT = re.compile(r"\b(global|data ?zone|standard|regional|provisioned|batch)\b", re.IGNORECASE)
_BOLD_LINE = re.compile(r"^(\*\*|__)(?P<text>[^*_]+)\1:?$")
_MOST_WORDS: Final = 6


def meant_as_heading(line: str) -> bool:
    """Whether a line of text speaks of deployment types as a heading does: bold, or a few words."""
    bold = _BOLD_LINE.match(line.strip())
    short = len(line.split()) <= _MOST_WORDS and line.strip()[-1:] not in tuple(".:;,?!")
    return bool(_HINT.search(line)) and (bold is not None or short)


def type_in_path(path: str) -> DeploymentType | None:
    """The type that a page's own path spells, as `.../model-matrix/global-batch-datazone.md` does."""
    name = (
        path.split(" ", maxsplit=1)[0].rsplit("/", 1)[-1].lower().replace("data-zone", "datazone")
    )
    words = set(re.split(r"[-.]", name))
    families = [family for family in Family if family.value in words]
    if len(families) != 1:
        return None
    scope = Scope.GLOBAL if "global" in words else Scope.GEOGRAPHY
    scope = Scope.DATA_ZONE if "datazone" in words else scope
    return _BY_PARTS.get((scope, families[0]))


def is_out_of_scope(model: str) -> bool:
    """Whether a model is another maker's, which this catalog leaves out on purpose."""
    return bool(_OUT_OF_SCOPE.match(model))


def model_version(cell: str) -> tuple[str, str | None] | None:
    """Model and version of a cell such as `gpt-4o` <br> (2024-08-06); the version may be None."""
    match = _MODEL_VERSION.match(plain(cell))
    return (match["model"], match["version"]) if match else None


def region(cell: str) -> str:
    """The slug of a region that is written `East US2`, `East US 2`, `eastus2` or `**eastus2**`."""
    return normalise_region(unmarked(cell))
