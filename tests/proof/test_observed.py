"""What the service listed, judged by the catalogs: how much of it is refused, and for what."""

from __future__ import annotations

import pytest

from planner.domain.terms import Stage
from tests.proof.observed import AGREED, count, listed

NEWER = ("2026-09", "2026-11")
SORA = frozenset(
    {
        "sora-2 2025-10-06 global-standard eastus2",
        "sora-2 2025-10-06 global-standard swedencentral",
    }
)
"""Retired on 2026-07-15, by the documents and by the list, which still called it a preview."""


@pytest.mark.parametrize("name", NEWER)
def test_next_to_nothing_that_was_listed_is_refused(name: str) -> None:
    """At most one in a hundred, each of them named here; the rest is let through or unverified."""
    found = count(name)
    assert found.total == 3_541
    assert found.share <= 0.01
    assert {rule: set(names) for rule, names in found.refused.items()} == {"AOAI501": set(SORA)}
    assert {name for text in found.contradicted for name in [text.partition(": ")[0]]} == SORA


def test_what_is_not_refused_is_let_through_or_open() -> None:
    """The newest snapshot knows most of it: under a tenth is unverified."""
    newest, before = count("2026-11"), count("2026-09")
    assert newest.ok > before.ok > 2_000
    assert sum(newest.unknown.values()) < newest.total / 10
    assert {word for rules in newest.unknown for word in rules.split()} <= {
        "AOAI206",
        "AOAI209",
        "AOAI301",
        "AOAI303",
    }


def test_closing_and_retired_as_the_list_says() -> None:
    """What the planner calls closed or retired, the service called so on that day."""
    found = count("2026-09").agreed
    assert found == {"AOAI501": 185, "AOAI503": 747}
    stages = [line.stage for line, _ in listed()]
    assert stages.count(Stage.RETIRED) == 163
    assert sum(found.values()) <= sum(stage in AGREED for stage in stages)


def test_other_makers_models_that_were_listed() -> None:
    """The newest snapshot, whose tables name them, refuses none of what is not retired."""
    found = count("2026-11", others=True)
    assert found.total > 2_500
    assert found.refused == {}
    assert found.ok > found.total / 2


@pytest.mark.parametrize("name", ["2024-12", "2025-11"])
def test_older_snapshots_know_little_of_it(name: str) -> None:
    """They are silent about lists, and refuse what came after them."""
    found = count(name)
    assert found.total == 3_541
    assert found.share > 0.1
    assert found.ok < found.total / 5
