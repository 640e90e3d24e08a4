"""What is made of the engine's last state, in the words that people read; states made by hand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from planner.domain.lock import Lock, lock_of
from planner.domain.plan import Deployment
from planner.planning.running import (
    NOT_TOLD,
    NobodyKnowsError,
    OtherStackError,
    Own,
    Running,
    Told,
    running,
)
from tests.emit.mocked import DEPLOYMENT, GROUP
from tests.emit.plans import account, deployment, plan
from tests.emit.standing import State, state_of, urn

OWN = Own("dev", "dev", "stacks/dev.yaml", "dev.lock.yaml")
TWO = (deployment("chat"), deployment("mail"))
AGAIN = (
    "Write the file again and commit it: pulumi stack export --file state.json, then planner lock "
    "dev --from state.json"
)
UNTOLD = "Pulumi's state does not say what runs"
RESTORE = (
    "nothing is done, since all that runs might be deleted. Restore the lock from version control, "
    "or write it from an export: planner lock dev --from FILE"
)


def found(told: Told | State, lock: Lock | None = None, own: Own = OWN) -> Running:
    given = told if isinstance(told, Told) else Told(told)
    return running(given, lock, own, day=date(2026, 11, 20), snapshot="2026-09")


def strange(*names: str) -> State:
    """A state in which these deployments cannot be understood."""
    state = state_of(plan(*TWO))
    for name in names:
        state[urn(DEPLOYMENT, f"{name}-swedencentral")]["outputs"]["sku"]["name"] = "Quantum"
    return state


def test_nobody_to_ask_says_nothing() -> None:
    assert found(NOT_TOLD) == Running()
    assert found(NOT_TOLD, lock_of(plan(*TWO))) == Running()


def test_what_runs_is_what_the_state_says() -> None:
    """With a lock there is nothing to say; without one, how to get it again."""
    lock = lock_of(plan(*TWO))
    assert found(state_of(plan(*TWO)), lock).warnings == ()
    lost = found(state_of(plan(*TWO)))
    said = f"there is no dev.lock.yaml: what runs (2) stays as Pulumi's state has it. {AGAIN}"
    assert lost.warnings == (said,)
    assert lost.lock is not None
    assert [*lost.lock.workloads] == ["chat", "mail"]
    assert found({}) == Running(Lock("dev"))


WHYS = {
    "refused": (Told(refused="no access"), "no access"),
    "understood in part": (
        strange("chat", "mail"),
        "chat-swedencentral: its SKU is Quantum, which this planner does not know; "
        "mail-swedencentral: its SKU is Quantum, which this planner does not know",
    ),
}


@pytest.mark.parametrize(("told", "why"), WHYS.values(), ids=WHYS)
def test_what_is_not_known_for_sure_is_not_used(told: Any, why: str) -> None:
    """Under the lock alone, which is said; without one nothing is done."""
    alone = found(told, lock_of(plan(*TWO)))
    assert alone == Running(None, (f"{UNTOLD} ({why}): planned under dev.lock.yaml alone",))
    with pytest.raises(NobodyKnowsError) as stopped:
        found(told)
    assert str(stopped.value) == f"{UNTOLD} ({why}), and there is no dev.lock.yaml: {RESTORE}"


def test_the_state_of_another_stack_stops_the_program() -> None:
    """Unless it is called by the file's own tag, the lock is that of what runs, or nothing runs."""
    shop = replace(OWN, stack="shop", tag="shop", file="stacks/shop.yaml", lock_name="shop.lock")
    state = state_of(plan(*TWO))
    with pytest.raises(OtherStackError) as stopped:
        found(state, own=shop)
    assert str(stopped.value) == (
        "stacks/shop.yaml is of stack shop, and what runs here was made from stack dev: nothing is done, "
        "since all of it that stacks/shop.yaml does not have would be deleted. Set stackFile to the file "
        "of dev. If dev was renamed to shop, its lock comes along as shop.lock (docs/lock.md, Renaming a "
        "stack)"
    )
    with pytest.raises(OtherStackError):
        found(state, Lock("shop"), shop)
    assert found(state, own=replace(shop, tag="dev")).lock
    assert found(state, own=replace(shop, stack="dev")).lock
    assert found(state, lock_of(plan(*TWO)), shop).lock
    untagged = state_of(plan(*TWO))
    for each in untagged.values():
        each["outputs"].pop("tags", None)
    assert found(untagged, own=shop).lock
    empty = {name: each for name, each in state.items() if name.endswith("resource-group")}
    assert len(empty) == 1
    assert found(empty, own=shop).lock


def test_the_tags_of_several_stacks_are_all_named_in_order() -> None:
    regions = [f"region{number}" for number in range(8)]
    state = state_of(plan(accounts=[account(region) for region in regions]))
    tagged = [e["outputs"] for e in state.values() if e["outputs"].get("location") in regions]
    for name, each in zip("hgfedcba", tagged, strict=True):
        each["tags"] = {"planner-stack": name}
    group = next(e["outputs"] for e in state.values() if e["type"] == GROUP)
    group.pop("tags")
    with pytest.raises(OtherStackError, match="made from stack a, b, c, d, e, f, g, h: nothing"):
        found(state, own=replace(OWN, stack="shop", tag="shop"))


def _elsewhere(names: Iterable[str]) -> tuple[list[Deployment], list[Deployment]]:
    here = [deployment(name) for name in names]
    return here, [deployment(each.workload, "francecentral") for each in here]


@pytest.mark.parametrize(
    ("names", "said"),
    [("ab", "a, b"), ("edcba", "a, b, c, d, e"), ("fedcba", "a, b, c, d, e and 1 more")],
)
def test_a_lock_that_does_not_know_what_runs_is_told(names: str, said: str) -> None:
    """It was written from nothing, or torn by a merge; or it is older: two mistakes, two texts."""
    here, there = _elsewhere(names)
    unaware = lock_of(plan(*there))
    (warning,) = found(state_of(plan(*here)), unaware).warnings
    text = "dev.lock.yaml does not know what runs, which stays where it is"
    assert warning == f"{text}: {said}. {AGAIN}"
    counted = state_of(plan(*here, times_moved=dict.fromkeys(names, 1)))
    (warning,) = found(counted, unaware).warnings
    text = "dev.lock.yaml is older than what runs, which stays as it is"
    assert warning == f"{text}: {said}. {AGAIN}"


def test_older_and_unaware_are_told_of_one_after_the_other() -> None:
    here, there = _elsewhere("ab")
    state = state_of(plan(*here, times_moved={"b": 1}))
    older, unaware = found(state, lock_of(plan(*there))).warnings
    assert "is older than what runs, which stays as it is: b." in older
    assert "does not know what runs, which stays where it is: a." in unaware
