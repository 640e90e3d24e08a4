"""Several stacks of one subscription share its quota pools."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest

from planner.domain.finding import Finding
from planner.domain.plan import Plan
from planner.domain.terms import Severity, Verdict
from planner.domain.workload import Stack
from planner.planning.together import Planned, together
from tests.planning.stacks import plan_of, stack_of, workload

ONE = "8f1c2c8e-3f0b-4a86-9a55-0c8a3f1f7d10"
OTHER = "00000000-0000-0000-0000-000000000001"
POOL = "OpenAI.DataZoneStandard.gpt-5.1@eu"


def planned(name: str, thousands: int, id_: str | None = ONE, **subscription: Any) -> Planned:
    """A stack that takes this much of one data zone pool, and its plan."""
    said: dict[str, Any] = {"quota_tier": 1, **subscription, **({"id": id_} if id_ else {})}
    asked = workload(capacity={"tpm": thousands * 1000})
    stack = stack_of({"subscription": said, "workloads": {"chat": asked}}, name)
    return stack, plan_of(stack)


def said(plan: Plan) -> list[Finding]:
    return [f for f in plan.findings if f.rule.id == "AOAI305"]


def messages(*given: Planned) -> list[list[str]]:
    return [[f.message for f in said(plan)] for plan in together(given)]


def test_a_pool_that_two_stacks_exceed() -> None:
    """Each fits alone; together they are too much, which both are told."""
    text = (
        f"{POOL} holds 300,000 TPM (tier 1, docs 2026-08-20), and the stacks take 350,000 TPM: "
        "prod takes 200,000 TPM and dev takes 150,000 TPM"
    )
    assert messages(planned("dev", 150), planned("prod", 200)) == [[text], [text]]


def test_it_refuses_both_stacks_as_a_whole() -> None:
    """Nobody can say which of them would come too late."""
    for plan in together([planned("dev", 150), planned("prod", 200)]):
        (found,) = said(plan)
        assert (found.workload, found.verdict) == (None, Verdict.FAIL)
        assert plan.verdict is Verdict.FAIL
        assert not plan.applyable


SILENT = {
    "what fits": (planned("dev", 100), planned("prod", 200)),
    "another subscription": (planned("dev", 150), planned("prod", 200, OTHER)),
    "no subscription is named": (planned("dev", 150, None), planned("prod", 200, None)),
    "the same plan twice": (planned("dev", 200), planned("dev", 200)),
    "one alone": (planned("dev", 200),),
}


@pytest.mark.parametrize("given", SILENT.values(), ids=SILENT.keys())
def test_nothing_to_say(given: tuple[Planned, ...]) -> None:
    """The plans are as they were."""
    assert together(given) == tuple(plan for _, plan in given)


def test_ids_have_no_case() -> None:
    """A subscription's id is the same in capitals."""
    assert all(messages(planned("dev", 150), planned("prod", 200, ONE.upper())))


def test_limits_that_disagree() -> None:
    """The smallest counts, and that they disagree is worth a warning."""
    given = (planned("dev", 100), planned("prod", 250, quota={POOL: 500}))
    for plan in together(given):
        over, disputed = said(plan)
        assert over.message.startswith(f"{POOL} holds 300,000 TPM (tier 1, docs 2026-08-20)")
        assert disputed.message == (
            f"the stacks of the subscription disagree on what {POOL} holds: "
            "dev says 300,000 TPM and prod says 500,000 TPM"
        )
        assert (disputed.severity, disputed.verdict) == (Severity.WARNING, Verdict.OK)


def test_one_limit_will_do() -> None:
    """A stack that knows no limit is held to that of another."""
    known = planned("prod", 200)
    stack = stack_of(
        {
            "subscription": {"id": ONE},
            "workloads": {"chat": workload(capacity={"tpm": 150_000})},
        },
        "dev",
    )
    assert all(messages((stack, plan_of(stack)), known))


def test_order_means_nothing() -> None:
    """Each plan is told the same, whatever it stands beside."""
    given = [planned("a", 150), planned("b", 120), planned("c", 50, quota={POOL: 290})]
    first = dict(zip("abc", together(given), strict=True))
    for shuffled in permutations(given):
        for (_, before), after in zip(shuffled, together(shuffled), strict=True):
            assert after == first[before.stack]


def test_findings_have_their_place_and_order() -> None:
    """At `subscription.id`, among the findings about the stack as a whole."""
    stack, plan = planned("prod", 200)
    (found,) = said(together([(stack, plan), planned("dev", 150)])[0])
    assert found.path == ("subscription", "id")
    assert found.location == stack.locate(("subscription", "id"))


def test_two_files_of_one_name() -> None:
    """What they take is added up under that name."""
    (one, _) = messages(planned("dev", 150), planned("dev", 200))
    assert one[0].endswith("dev takes 350,000 TPM")
    assert isinstance(planned("dev", 1)[0], Stack)


def test_accounts_are_counted_over_stacks_too() -> None:
    """One account each, and the region's counter has room for one."""
    counter = "AIServices.S0.AccountCount"
    one: dict[str, Any] = {"quota": {f"{counter}@swedencentral": 1}}
    text = (
        f"{counter}@swedencentral holds 1 accounts (subscription.quota), and the stacks take 2 accounts: "
        "dev takes 1 accounts and prod takes 1 accounts"
    )
    assert messages(planned("dev", 10, **one), planned("prod", 10, **one)) == [[text], [text]]


def claiming(name: str, *, id_: str | None = None, **accounts: Any) -> Planned:
    """A stack with one account in its region, which is called as given."""
    said = {"subscription": {"id": id_}} if id_ else {}
    stack = stack_of({**said, "accounts": accounts, "workloads": {"chat": workload()}}, name)
    return stack, plan_of(stack)


def named(**region: Any) -> dict[str, Any]:
    return {"regions": {"swedencentral": region}}


GROUP = f"/subscriptions/{ONE}/resourceGroups/rg-ai"
CLAIMS = {
    "one name": (
        claiming("dev", **named(name="contoso")),
        claiming("prod", **named(name="Contoso")),
        ("contoso", "Contoso"),
    ),
    "one subdomain in two subscriptions": (
        claiming("dev", id_=ONE, **named(name="aa", subdomain="contoso")),
        claiming("prod", id_=OTHER, **named(name="bb", subdomain="contoso")),
        ("aa", "bb"),
    ),
    "one account in a group, said to have two subdomains": (
        claiming("dev", resource_group=GROUP, **named(name="contoso", subdomain="aa")),
        claiming("prod", resource_group=GROUP, **named(name="contoso", subdomain="bb")),
        ("contoso", "contoso"),
    ),
    "names of their own": (claiming("dev"), claiming("prod"), ()),
    "one name in two groups, with subdomains of their own": (
        claiming("dev", **named(name="contoso", subdomain="aa")),
        claiming("prod", **named(name="contoso", subdomain="bb")),
        (),
    ),
    "one takes over from the other": (
        claiming("dev", **named(name="contoso")),
        claiming("prod", taken_from="dev", **named(name="contoso")),
        (),
    ),
    "one takes over from a third": (
        claiming("dev", **named(name="contoso")),
        claiming("prod", taken_from="old", **named(name="contoso")),
        ("contoso", "contoso"),
    ),
}


@pytest.mark.parametrize(("one", "other", "names"), CLAIMS.values(), ids=CLAIMS.keys())
def test_an_account_is_of_one_stack(one: Planned, other: Planned, names: tuple[str, ...]) -> None:
    """Both are told, and neither can be applied; the word for a handover lets both pass."""
    plans = together([one, other])
    found = [f for plan in plans for f in plan.findings if f.rule.id == "AOAI838"]
    beside = ("prod", "dev")
    assert [f.message.partition(":")[0] for f in found] == [
        f"account {name} is also in stack {stack}"
        for name, stack in zip(names, beside, strict=False)
    ]
    assert all(plan.applyable is not bool(names) for plan in plans)


OWN_GROUP = f"/subscriptions/{ONE}/resourceGroups/RG-aoai-dev"
AWAY_GROUP = f"/subscriptions/{OTHER}/resourceGroups/rg-aoai-dev"
HOMES: dict[str, tuple[Planned, Planned, str | None]] = {
    "one makes it, the other names it by its id": (
        claiming("dev"),
        claiming("beta", resource_group=OWN_GROUP),
        "dev",
    ),
    "both make it": (
        claiming("dev", resource_group="rg-ai"),
        claiming("beta", resource_group="RG-ai"),
        "beta and dev",
    ),
    "both name it by its id": (
        claiming("dev", resource_group=GROUP),
        claiming("beta", resource_group=GROUP),
        None,
    ),
    "of one name in two subscriptions": (
        claiming("dev", id_=ONE),
        claiming("beta", resource_group=AWAY_GROUP),
        None,
    ),
    "of one name made in two subscriptions": (
        claiming("dev", id_=ONE, resource_group="rg-ai"),
        claiming("beta", id_=OTHER, resource_group="rg-ai"),
        None,
    ),
    "a group for each": (claiming("dev"), claiming("beta"), None),
    "it stays in Azure with what the stack adopted": (
        claiming("dev", id_=ONE, **{"import": True}),
        claiming("beta", resource_group=OWN_GROUP),
        None,
    ),
    "one file twice": (claiming("dev"), claiming("dev"), None),
}


@pytest.mark.parametrize(("one", "other", "makers"), HOMES.values(), ids=HOMES.keys())
def test_a_group_that_a_stack_makes_goes_with_it(
    one: Planned, other: Planned, makers: str | None
) -> None:
    """Both are warned, and may go on: today nothing is deleted."""
    plans = together([one, other])
    told = [f for plan in plans for f in plan.findings if "resource group" in f.message]
    names = [theirs.name for theirs, _ in (other, one)] if makers else []
    assert [f.message.partition(", it")[0].partition(" is also ")[2] for f in told] == [
        f"that of stack {name}: made by {makers}" for name in names
    ]
    assert {(f.rule.id, f.severity, f.verdict) for f in told} <= {
        ("AOAI838", Severity.WARNING, Verdict.OK)
    }
    assert all(plan.applyable for plan in plans)
