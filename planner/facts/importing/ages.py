"""Of several pages about one version the newest speak; much older ones are overruled, and noted.

A page's date is that of the last review that somebody wrote down: tables change without it. So two
pages within 60 days are of one age, and where they disagree nobody knows who is right. Beyond that
the older table is one that nobody keeps any more.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from planner.facts.importing.gather import Claim, Gathered, newer

ONE_AGE: Final = timedelta(days=60)


def of_the_newest(ranked: Sequence[Claim], gathered: Gathered) -> list[Claim]:
    """The claims of the newest page and of those of its age; `ranked` has the newest last.

    All are about one version, use, type and cloud. Ticks that are overruled are noted.
    """
    newest = ranked[-1]
    last_day = newer(newest.origin)[0]
    kept = [claim for claim in ranked if last_day - newer(claim.origin)[0] <= ONE_AGE]
    for claim in ranked:
        if claim not in kept:
            _note(claim, kept, gathered)
    return kept


def _note(old: Claim, kept: Sequence[Claim], gathered: Gathered) -> None:
    said = {region for claim in kept for region in claim.yes | claim.open}
    lost = ", ".join(sorted((old.yes | old.open) - said))
    if lost:
        new = kept[-1].origin
        text = f"{old.origin.path} ({old.origin.date}) has {old.model} {old.version} as {old.type}"
        gathered.notes.append(f"{text} in {lost}; {new.path} ({new.date}) does not, and is newer")
