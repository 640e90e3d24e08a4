"""What one live snapshot says of a pool, an account and what others hold; made by hand."""

from __future__ import annotations

from datetime import date

import pytest

from planner.domain.live import Live, Usage, plain

DAY = date(2026, 11, 20)
POOL = "OpenAI.GlobalStandard.gpt-4.1"
HERE = ("sweden", "france")


def usage(location: str, limit: int, current: int = 0, scope: str | None = None) -> Usage:
    return Usage(location, POOL, limit, current, scope)


def live(*usages: Usage) -> Live:
    return Live(DAY, None, usages, {"Aoai": ("b", "a"), "empty": ()})


def test_the_deployments_of_an_account_are_found_whatever_its_case() -> None:
    assert live().standing_in("aOAI") == ("b", "a")
    assert live().standing_in("empty") == live().standing_in("unasked") == ()


def test_of_several_counters_of_a_pool_the_fullest_counts() -> None:
    """By what is left, then by the region's name; those beyond its reach do not count."""
    some = live(usage("sweden", 100, 50), usage("france", 95, 10), usage("uk", 5))
    assert some.usage(POOL, "subscription", HERE) == usage("sweden", 100, 50)
    same = live(usage("sweden", 100), usage("france", 100))
    assert same.usage(POOL, "subscription", HERE) == usage("france", 100)
    assert some.usage("OpenAI.Standard.gpt-4.1", "subscription", HERE) is None
    assert some.usage(POOL, "subscription", ()) is None


def test_a_scope_that_the_service_states_goes_before_the_region() -> None:
    """A counter of another zone is none of this pool, wherever it is shown."""
    found = live(usage("sweden", 7, scope="eu"), usage("uk", 9, scope="us"))
    assert found.usage(POOL, "us", HERE) == usage("uk", 9, scope="us")
    assert found.usage(POOL, "eu", ()) == usage("sweden", 7, scope="eu")
    assert found.usage(POOL, "subscription", HERE) is None


def test_how_far_a_counter_reaches_is_said_by_its_region() -> None:
    """The first word of it, if there is one."""
    found = live(usage("sweden", 1), usage("sweden", 1, scope="eu"), usage("uk", 1, scope="us"))
    assert found.scope(POOL, "sweden") == "eu"
    assert found.scope(POOL, "uk") == "us"
    assert found.scope(POOL, "france") is None
    assert found.scope("OpenAI.Standard.x", "uk") is None


LESS: dict[str, tuple[Usage, dict[tuple[str, str], int], int]] = {
    "its own": (usage("sweden", 100, 60), {(POOL, "subscription"): 50}, 10),
    "spelt otherwise": (usage("sweden", 100, 60), {(POOL.lower(), "subscription"): 50}, 10),
    "of a region": (usage("sweden", 100, 60), {(POOL, "sweden"): 50}, 10),
    "of another region": (usage("sweden", 100, 60), {(POOL, "france"): 50}, 60),
    "of its zone": (usage("sweden", 100, 60, "eu"), {(POOL, "eu"): 50}, 10),
    "of another zone": (usage("sweden", 100, 60, "eu"), {(POOL, "us"): 50}, 60),
    "of another pool": (usage("sweden", 100, 60), {("OpenAI.Standard.x", "sweden"): 50}, 60),
    "several": (usage("sweden", 100, 60), {(POOL, "sweden"): 20, (POOL, "subscription"): 30}, 10),
    "never below nothing": (usage("sweden", 100, 10), {(POOL, "sweden"): 50}, 0),
}


@pytest.mark.parametrize(("counted", "held", "left"), LESS.values(), ids=LESS)
def test_what_will_be_planned_again_is_not_counted(
    counted: Usage, held: dict[tuple[str, str], int], left: int
) -> None:
    """What the service counts and nobody here holds belongs to others."""
    (found,) = live(counted).less(held, HERE).usages
    assert (found.current, found.limit) == (left, counted.limit)


def test_names_are_compared_without_case_and_hyphens() -> None:
    """Dots stay: they tell two models apart."""
    assert plain("OpenAI.GPT-4.1") == plain("openai.gpt4.1") != plain("openai.gpt-41")
