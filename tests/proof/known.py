"""Where plans of a catalog and worlds of the published tables differ, each with its reason.

A difference that is not here is a bug of the catalog, of the planner or of the stand-in's reader.
A row that no difference meets any more is to be deleted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Known:
    """One kind of difference."""

    pattern: str
    """Found in the text of a difference."""
    why: str
    since: str
    """The day on which it was found and judged."""


_DAY = "2026-11-21"
_UNTOLD_TRAINING = Known(
    r"let through, and .* was not found in .*-(centralus|uaenorth)'|"
    r"refused for AOAI30\d, and .* was not found in .*-(centralus|uaenorth)'",
    "a model of another account can be deployed where models can be trained; the pages tick no"
    " training in Central US (the data zone US is named without its regions) nor, of OpenAI's"
    " models, in UAE North; no rule of the planner asks for it",
    _DAY,
)
_NO_SCHEDULE = Known(
    "refused for AOAI50[13], and ",
    "the folder has no retirement schedule; the catalog's dates are stated from other pages",
    _DAY,
)
_NO_SIZES = Known(
    r"(let through|refused for AOAI30\d), and 400 InvalidCapacity",
    "the folder has no page of PTU sizes, so the world takes the usual ones; the catalog's are of"
    " pages near that time",
    _DAY,
)

_NO_MAXIMUM = Known(
    "let through, and 400 InvalidCapacity: The specified capacity '300000'",
    "no page of that time gives the largest number of PTU; the world takes that of 2026",
    _DAY,
)

_SCHEDULE_OF_SEPTEMBER = Known(
    "refused for AOAI50[13], and ",
    "the folder has the schedule of 2026-09-02 alone, so its stages begin on that day",
    _DAY,
)

_GOVERNMENT_APART = Known(
    "(let through|refused for AOAI204), and 400 ServiceModelDeprecat.*region='usgov",
    "Azure Government has a schedule of its own, of 2026-07-28; the folder of 2026-09 lacks it",
    "2026-11-22",
)

_LISTED_DATES = Known(
    "refused for AOAI501, and .*model='gpt-(realtime-(translate|whisper)|(live-)?transcribe)'",
    "no page dates these; the service's own list does, and no page's world has its days",
    "2026-11-22",
)

_NO_CONDITIONS = Known(
    "refused for AOAI207, and |refused for AOAI205, and .*SKU of deployment cannot be changed",
    "who may have a model stands in prose; the tables that the world is made of do not say it, and"
    " what was made under a name is in the way of the next type that is tried",
    _DAY,
)

_STANDARD_FIRST = Known(
    "refused for AOAI501, and 400 ServiceModelDeprecating: .*gpt-4o",
    "the service retired regional standard of three versions first; the schedule has one date",
    _DAY,
)

_LISTED_SIZES = Known(
    "let through, and 400 InvalidCapacity|refused for AOAI302, and accepted",
    "the service's list gives a largest size by model; the pages have one number for all",
    _DAY,
)
KNOWN: Mapping[tuple[str, str], tuple[Known, ...]] = {
    ("2026-09", "published/2026-09"): (
        _LISTED_DATES,
        _UNTOLD_TRAINING,
        _STANDARD_FIRST,
        _LISTED_SIZES,
        _NO_CONDITIONS,
    ),
    ("2026-09", "published/2026-11"): (
        _GOVERNMENT_APART,
        _UNTOLD_TRAINING,
        _SCHEDULE_OF_SEPTEMBER,
        _LISTED_SIZES,
        _NO_CONDITIONS,
    ),
    ("2026-11", "published/2026-11"): (
        _UNTOLD_TRAINING,
        _SCHEDULE_OF_SEPTEMBER,
        _LISTED_SIZES,
        _NO_CONDITIONS,
    ),
    ("2025-11", "published/2025-11"): (
        _NO_CONDITIONS,
        _NO_SCHEDULE,
        _NO_SIZES,
        Known(
            r"^.*(let through|refused for AOAI\d+), and .*\.ft-",
            "the folder has no page on deploying trained models; the catalog's is stated",
            _DAY,
        ),
    ),
    ("2024-12", "published/2024-12"): (_NO_SCHEDULE, _NO_SIZES, _NO_CONDITIONS),
    ("2025-11", "2025-11"): (_NO_MAXIMUM, _UNTOLD_TRAINING),
    ("2024-12", "2024-12"): (_NO_MAXIMUM,),
}
"""(catalog, world) to the differences between them."""


def unexplained(differences: Iterable[str], known: Iterable[Known]) -> list[str]:
    """Differences that no row explains."""
    patterns = [re.compile(each.pattern) for each in known]
    return [line for line in differences if not any(p.search(line) for p in patterns)]


def unmet(differences: Iterable[str], known: Iterable[Known]) -> list[str]:
    """Reasons of rows that explain nothing."""
    lines = list(differences)
    return [row.why for row in known if not any(re.search(row.pattern, line) for line in lines)]
