"""Models that an availability table ticks without a version: the version is looked for elsewhere.

Where the folder names one version of the model, it is that one. Of several it is open which one is
meant, so that each may be there. Where there is none, nothing can be said, and that is noted.
"""

from __future__ import annotations

from collections import defaultdict

from planner.domain.terms import Cloud, Use
from planner.facts.importing.gather import Claim, Gathered, Unversioned


def unversioned_claims(gathered: Gathered) -> list[Claim]:
    """What the tables tick without a version, for the versions that the folder names."""
    return [claim for each in gathered.unversioned for claim in _claims(each, gathered)]


def _claims(each: Unversioned, gathered: Gathered) -> list[Claim]:
    versions = _versions(each.model, gathered)
    ticks = ", ".join(sorted(each.regions)) or "no region"
    text = f"{each.model} has no version here, and is ticked as {each.type} in {ticks}"
    gathered.note(each.place, each.line, f"{text}; {_meant(versions)}")
    found: list[Claim] = []
    for cloud, regions in _by_cloud(each, gathered).items():
        for version in versions:
            claim = Claim(each.model, version, Use.BASE, each.type, cloud, each.place.origin)
            (claim.yes if len(versions) == 1 else claim.open).update(regions)
            found.append(claim)
    return found


def _meant(versions: list[str]) -> str:
    if not versions:
        return "not used, since no page of the folder names a version of it"
    if len(versions) == 1:
        return f"read as {versions[0]}, the only version in the folder"
    return f"open which of {', '.join(versions)} is meant, so that each may be there"


def _versions(model: str, gathered: Gathered) -> list[str]:
    claimed = {claim.version for claim in gathered.claims if claim.model == model}
    scheduled = {phase.version for phase in gathered.phases if phase.model == model}
    return sorted(claimed | scheduled)


def _by_cloud(each: Unversioned, gathered: Gathered) -> dict[Cloud, set[str]]:
    found: defaultdict[Cloud, set[str]] = defaultdict(set)
    for region in each.regions:
        found[gathered.sites[region].cloud].add(region)
    return found
