"""The planner's catalogs against the documentation's own tables, read by somebody else.

The stand-in has a reader of its own, so a catalog that was read wrongly shows here: in the facts
themselves, and in plans that a world of the tables refuses.
"""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.fake_azure.facts import BASE, BATCH, PROVISIONED, Facts, Life, load
from tests.proof.driver import prove
from tests.proof.known import KNOWN, Known, unexplained, unmet

STACKS = 150
Tick = tuple[str, str, str, str, str]
Lives = Mapping[tuple[str, str, str], tuple[Life, ...]]

STATED = {
    "2024-12": {("gpt-4", "0314"), ("gpt-4", "0613"), ("gpt-4-32k", "0314"), ("gpt-4-32k", "0613")},
    "2025-11": set(),
    "2026-09": set(),
    "2026-11": set(),
}
"""Versions for which a catalog states base offerings beyond the tables, from prose: regions for
those who had them (models page, 2024-12-05)."""
NEWEST = ("2026-09", "2026-11")
"""Snapshots whose folders have every table: schedule, sizes and quota."""
_SHARED_TYPES = ("GlobalStandard", "DataZoneStandard")
WITHOUT = {
    "2026-09": {("3", "gpt-5.5", sku) for sku in _SHARED_TYPES},
    "2026-11": {(tier, "gpt-5.5", sku) for tier in "234" for sku in _SHARED_TYPES},
}
"""Limits of the tables that a catalog corrects away: zeros that a younger page of tier 1 outdates."""
OTHERWISE = {"2026-09": set(), "2026-11": {("1", "gpt-5.5", sku) for sku in _SHARED_TYPES}}
"""Limits of the tables that a catalog has from that younger page, which is not in the folder."""


_LATER_DATES = {("gpt-realtime-mini", version) for version in ("2025-10-06", "2025-12-15")}
"""Rows of an older state that were left in the schedule beside the newer ones."""
_OF_2025 = {
    ("gpt-4o-realtime-preview", "2024-12-17"),
    ("gpt-4o-audio-preview", "2024-12-17"),
    ("dall-e-3", "3.0"),
    ("gpt-35-turbo", "1106"),
}
"""Retired between two pages: the last that dates them is of December 2025."""
_OF_2026_02 = {
    *((name, version) for name in ("gpt-4", "gpt-4-32k") for version in ("0314", "0613")),
    *(("gpt-35-turbo", version) for version in ("0301", "0613")),
    ("gpt-35-turbo-16k", "0613"),
    ("gpt-4.5-preview", "2025-02-27"),
    ("gpt-4o-realtime-preview", "2024-10-01"),
    ("o1-preview", "2024-09-12"),
    ("babbage-002", "1"),
    ("davinci-002", "1"),
    ("dall-e-2", "2.0"),
}
"""Retired models of a page of February 2026, which is not in the folder of 2026-09."""
_STANDARD_FIRST = {
    ("gpt-4o", "2024-05-13"),
    ("gpt-4o", "2024-08-06"),
    ("gpt-4o-mini", "2024-07-18"),
}
"""Dated apart for regional standard, by the service's list of models."""
_QUOTED = {
    *(("o1", "2024-12-17"), ("o1-pro", "2025-03-19"), ("o3", "2025-04-16")),
    *(("gpt-6-astra", "2026-09-03"), ("gpt-6-sol", "2026-09-22"), ("gpt-6-luna", "2026-09-22")),
    ("gpt-6.1-sol", "2026-09-29"),
}
"""Days that only third parties quote, beside those of the page or alone."""
STATED_LIVES = {
    "2026-09": _LATER_DATES | _OF_2025 | _OF_2026_02 | _STANDARD_FIRST,
    "2026-11": _LATER_DATES | _OF_2025 | _STANDARD_FIRST | _QUOTED | {("gpt-4o", "2024-08-06-ev3")},
}
"""Versions whose dates are not those of the folder's schedules, each for a reason above."""
COMPARED = ("stage", "retires", "firm", "replacement")


def ticks(facts: Facts, use: str = BASE) -> set[Tick]:
    """Everything that is offered, one by one."""
    return {
        (model, version, of, sku, region)
        for (model, version, of), skus in facts.offered.items()
        for sku, regions in skus.items()
        for region in regions
        if of == use
    }


@pytest.mark.parametrize("name", STATED)
def test_a_catalog_has_every_tick_of_the_tables_and_no_other(name: str) -> None:
    """Version, type and region, of base models; what prose adds is named above."""
    ours, theirs = ticks(load(name)), ticks(load(f"published/{name}"))
    assert theirs - ours == set()
    assert {(model, version) for model, version, *_ in ours - theirs} == STATED[name]


@pytest.mark.parametrize("name", NEWEST)
@pytest.mark.parametrize("use", ["fine-tuned", "base"])
def test_the_newest_catalogs_agree_in_every_use(name: str, use: str) -> None:
    """Trained models too, whose page the folder has."""
    ours, theirs = ticks(load(name), use), ticks(load(f"published/{name}"), use)
    assert ours == theirs != set()


@pytest.mark.parametrize("cloud", ["public", "us-government"])
@pytest.mark.parametrize("name", NEWEST)
def test_the_newest_catalogs_have_the_schedule(name: str, cloud: str) -> None:
    """Stage, day of retirement and successor of each base version. When a stage was first written
    down follows from these; that of 2026-11 goes on from the schedule of July, which its folder
    lacks."""
    ours, theirs = load(name, cloud).lives, load(f"published/{name}", cloud).lives
    base = {key for key in {*ours, *theirs} if key[2] == BASE}
    names = COMPARED if name == "2026-11" else ("since", *COMPARED)
    different = {key for key in base if _dates(ours, key, names) != _dates(theirs, key, names)}
    unsaid = {key[:2] for key in _only_listed(name) - theirs.keys()}
    assert {key[:2] for key in different} - unsaid == STATED_LIVES[name] - unsaid
    assert len(base) > 70


def _only_listed(name: str) -> set[tuple[str, str, str]]:
    """Versions of the service's own list, which dates those that no page dates."""
    return {key[:3] for key in load(name).listed}


def _dates(lives: Lives, key: tuple[str, str, str], names: tuple[str, ...]) -> list[list[str]]:
    return sorted([str(getattr(life, name)) for name in names] for life in lives.get(key, ()))


@pytest.mark.parametrize("name", NEWEST)
def test_the_newest_catalogs_have_the_sizes_and_the_quota(name: str) -> None:
    """PTU sizes of each model that is offered so and has one on the page, and each limit of each tier."""
    ours, theirs = load(name), load(f"published/{name}")
    offered = {(*key, sku) for *key, sku, _ in ticks(ours) if sku in PROVISIONED}
    offered -= {of for of in offered if "DeepSeek" in of[0]}  # no page: see the statements
    told = {of for of in offered if (of[0], of[3]) in theirs.sizes}
    assert {of: ours.size(*of) for of in told} == {of: theirs.size(*of) for of in told}
    assert len(told) > 40
    missing = {key for key in theirs.limits if key not in ours.limits}
    assert missing == WITHOUT[name]
    both = theirs.limits.keys() & ours.limits.keys()
    different = {key for key in both if ours.limits[key] != theirs.limits[key]}
    assert different == OTHERWISE[name]
    assert {sku for _, _, sku in both} >= BATCH


@pytest.mark.parametrize(("pair", "known"), KNOWN.items(), ids=[" in ".join(k) for k in KNOWN])
def test_plans_hold_in_worlds_of_the_tables(
    pair: tuple[str, str], known: tuple[Known, ...]
) -> None:
    """What differs has a reason with a date, and each reason is still met."""
    catalog, snapshot = pair
    tally = prove(STACKS, catalog=catalog, snapshot=snapshot)
    assert unexplained(tally.differences, known) == []
    assert unmet(tally.differences, known) == []
    assert tally.accepted.total() > 30


def test_a_wrong_catalog_is_found_out() -> None:
    """A catalog of another year, in a world of these tables: the proof is able to fail."""
    differences = prove(40, catalog="2025-11", snapshot="published/2026-09").differences
    assert unexplained(differences, KNOWN["2026-09", "published/2026-09"])


def test_a_reason_that_nothing_meets_is_named() -> None:
    """So that the table does not outlive its differences."""
    row = Known("nothing like it", "because", "2026-11-21")
    assert unmet(["a difference"], [row]) == ["because"]
    assert unexplained(["a difference"], [row]) == ["a difference"]
