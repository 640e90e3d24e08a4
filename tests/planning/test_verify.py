"""`verify` finds each way in which a plan can break its promise, without help from its makers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from planner.checks.rules.aoai206_availability_unknown import RULE as UNKNOWN
from planner.checks.rules.aoai301_below_minimum import RULE as BELOW
from planner.checks.rules.aoai807_names_not_yours import RULE as NOT_YOURS
from planner.domain.deployment import DeploymentSettings
from planner.domain.finding import Finding
from planner.domain.lock import Lock
from planner.domain.plan import Group, Kept, Plan, Pool, PoolUse, WorkloadPlan
from planner.domain.settings import BlockList, ContentFilter, Encryption, Identity, UsedList
from planner.domain.terms import DeploymentType, TrainingType, Use, Verdict
from planner.facts.catalog import Catalog
from planner.planning.verify import verify
from tests import given
from tests.planning.broken import (
    ANYWHERE,
    APART,
    AWAY,
    BOTH,
    CHAT,
    DEFAULT,
    FINE,
    FRANCE,
    FULL,
    HERE,
    INSIDE,
    INSIDE_ASKED,
    LATEST,
    NUMBER,
    OPEN,
    PINNED,
    PTU,
    QUOTA,
    SIZES,
    SMALL,
    SMALL_ASKED,
    SPILL,
    SPREAD,
    SWEDEN,
    TALK,
    TEAM,
    THERE,
    TRAINING,
    TRAINS,
    TRAINS_INSIDE,
    TUNED_FULL,
    TWO,
    World,
    counted,
)
from tests.planning.stacks import stack_of, workload

Row = tuple[World, Plan, *tuple[str, ...]]
"""A sound plan, how it is broken, and all that verify says of it."""


def _as_ok(plan: Plan, name: str) -> Plan:
    """A refused workload is said to be let through."""
    workloads = {**plan.workloads, name: replace(plan.workloads[name], verdict=Verdict.OK)}
    return replace(plan, workloads=workloads)


def _with_old(**changes: object) -> Plan:
    """The plan with a deployment of the workload whose model is retired."""
    made: dict[str, object] = {
        "workload": "old",
        "name": "old",
        "model": "o3",
        "version": "2025-04-16",
        "type": DeploymentType.GLOBAL_STANDARD,
        **changes,
    }
    return counted(CHAT.also(**made))


def _outcome(plan: Plan, name: str, version: str) -> dict[str, WorkloadPlan]:
    return {**plan.workloads, name: replace(plan.workloads[name], version=version)}


def _crowded(world: World) -> Plan:
    """All stand in the first account."""
    made = tuple(replace(d, account=HERE) for d in world.plan.deployments)
    return replace(world.plan, deployments=made)


def _spilling(to: str) -> Plan:
    return SPILL.nth(1, settings=DeploymentSettings(spillover=to))


WHO: dict[str, Row] = {
    "every workload of the stack has an outcome": (
        CHAT,
        replace(CHAT.plan, workloads={"chat": CHAT.plan.workloads["chat"]}),
        "the plan's workloads are not the stack's",
    ),
    "nothing stands that the stack file does not have": (
        CHAT,
        CHAT.with_(
            *(replace(CHAT.plan.deployments[0], workload=f"ghost{n}") for n in range(9, -1, -1))
        ),
        *(f"ghost{n}: placed, and not in the stack file" for n in range(10)),
    ),
    "what is let through is placed": (
        CHAT,
        counted(replace(CHAT.plan, deployments=())),
        "chat: 0 placed, 1 expected",
    ),
    "what is let through is placed as often as asked": (
        SPREAD,
        counted(replace(SPREAD.plan, deployments=SPREAD.plan.deployments[:1])),
        "chat: 1 placed, 2 expected",
    ),
    "a place to train is placed too": (
        TRAINS,
        replace(TRAINS.plan, training=()),
        "learn: 0 placed, 1 expected",
    ),
    "what is refused is not deployed": (
        CHAT,
        _with_old(),
        "old: 1 placed, 0 expected",
        "old: o3 2025-04-16 is retired",
    ),
}

NAMES: dict[str, Row] = {
    "the group is the one that is asked for": (
        CHAT,
        replace(CHAT.plan, resource_group="rg-other"),
        f"resource group rg-other, not {CHAT.plan.resource_group}",
    ),
    "a group that is to be made is not somebody else's": (
        CHAT,
        replace(CHAT.plan, group_exists=True),
        f"resource group {CHAT.plan.resource_group} is made by the stack",
    ),
    "an account is planned once": (
        CHAT,
        replace(
            CHAT.plan, accounts=(*CHAT.plan.accounts, replace(CHAT.plan.accounts[0], subdomain="x"))
        ),
        "account aoai-test-swedencentral is planned 2 times",
    ),
    "account names differ in more than case": (
        TWO,
        replace(
            TWO.plan,
            accounts=(
                *TWO.plan.accounts,
                replace(TWO.plan.accounts[0], name=HERE.upper(), subdomain="x"),
            ),
        ),
        "account aoai-test-swedencentral is planned 2 times",
        "account AOAI-TEST-SWEDENCENTRAL is planned without its settings",
    ),
    "subdomains differ in more than case": (
        TWO,
        replace(
            TWO.plan,
            accounts=(TWO.plan.accounts[0], replace(TWO.plan.accounts[1], subdomain=THERE.upper())),
        ),
        "subdomain aoai-test-francecentral is planned 2 times",
    ),
    "names of deployments differ in an account": (
        BOTH,
        BOTH.nth(1, name="Chat"),
        "aoai-test-swedencentral/chat is planned 2 times",
        "near: called Chat, not near",
    ),
    "a deployment has its workload's name": (
        CHAT,
        CHAT.first(name="talk"),
        "chat: called talk, not chat",
    ),
    "a deployment has the name that is asked for": (
        TALK,
        TALK.first(name="chat"),
        "chat: called chat, not talk",
    ),
    "a deployment keeps the name under which it runs": (
        INSIDE.edited(chat={**INSIDE_ASKED, "deployment_name": "talk"}),
        INSIDE.first(name="talk"),
        "chat: called talk, not chat",
    ),
    "an account stands in the region of what is in it": (
        CHAT,
        CHAT.first(region=FRANCE),
        "chat: account aoai-test-swedencentral is not in francecentral",
    ),
    "an account is planned for what is in it": (
        CHAT,
        replace(CHAT.plan, accounts=()),
        "chat: account aoai-test-swedencentral is not in swedencentral",
    ),
    "a place to train stands in its account's region": (
        TRAINS,
        TRAINS.trains(region="northcentralus"),
        "learn: account aoai-test-swedencentral is not in northcentralus",
    ),
    "a workload stands in an account of its team": (
        TEAM,
        TEAM.accounts(team="sales"),
        "chat: account aoai-test-claims-swedencentral is not of team claims",
    ),
    "a workload that moves goes to an account of its team": (
        TEAM.locked(),
        replace(
            TEAM.first(account="another"),
            accounts=(
                *TEAM.plan.accounts,
                replace(TEAM.plan.accounts[0], name="another", subdomain="x", team="sales"),
            ),
        ),
        "account another is planned without its settings",
        "chat: account another is not of team claims",
    ),
    "a workload without a team stands in no team's account": (
        CHAT,
        CHAT.accounts(team="sales"),
        "chat: account aoai-test-swedencentral is not of team None",
    ),
    "a workload stands in the account that it names by number": (
        NUMBER,
        NUMBER.accounts(number=1),
        "chat: account aoai-test-swedencentral-2 is not number 2",
    ),
    "the number of an account is asked for of what runs too": (
        NUMBER.locked(),
        NUMBER.accounts(number=1),
        "chat: account aoai-test-swedencentral-2 is not number 2",
    ),
    "an account takes no more deployments than it holds": (
        FULL,
        _crowded(FULL),
        "account aoai-test-swedencentral: 33 of 32 deployments-per-account",
    ),
    "an account takes no more fine-tuned ones than it holds": (
        TUNED_FULL,
        _crowded(TUNED_FULL),
        "account aoai-test-swedencentral: 11 of 10 fine-tuned-deployments-per-account",
    ),
    "it spills over to what stands in its account": (
        SPILL,
        _spilling("gone"),
        "chat: spills over to gone, which is not in aoai-test-swedencentral",
    ),
    "it spills over to what was asked for": (
        SPILL,
        _spilling("also"),
        "chat: spills over to also, which was not asked for",
    ),
}

TRAINS_DEPLOYED = replace(
    FINE.plan.deployments[0],
    workload="learn",
    name="learn",
    model="gpt-4.1-mini",
    version="2025-04-14",
)

WISHES: dict[str, Row] = {
    "the region was asked for": (
        CHAT,
        CHAT.elsewhere("eastus2"),
        "chat: eastus2 was not asked for",
    ),
    "the type was asked for": (
        CHAT,
        counted(CHAT.first(type=DeploymentType.GLOBAL_STANDARD)),
        "chat: global-standard was not asked for",
    ),
    "the model was asked for": (
        CHAT,
        CHAT.first(model="gpt-5"),
        "chat: gpt-5 2025-11-13 was not asked for",
    ),
    "the publisher was asked for": (
        CHAT,
        CHAT.first(publisher="xAI"),
        "chat: xAI/gpt-5.1 2025-11-13 was not asked for",
    ),
    "the version was asked for": (
        CHAT,
        CHAT.first(version="2025-08-07"),
        "chat: gpt-5.1 2025-08-07 was not asked for",
    ),
    "a fine-tuned model is the one that was trained": (
        FINE,
        FINE.first(model="gpt-4.1-mini-2025-04-14.ft-0"),
        "tuned: gpt-4.1-mini-2025-04-14.ft-0 1 was not asked for",
    ),
    "a fine-tuned model has version 1": (
        FINE,
        FINE.first(version="2025-04-14"),
        "tuned: gpt-4.1-mini-2025-04-14.ft-b044a9d3cf9c4228b5d393567f693b83 2025-04-14 was not asked for",
    ),
    "a fine-tuned deployment is used as one": (
        FINE,
        FINE.first(use=Use.BASE),
        "tuned: standard was not asked for",
    ),
    "a place to train is no deployment": (
        TRAINS,
        counted(replace(TRAINS.plan, training=(), deployments=(TRAINS_DEPLOYED,))),
        "learn: standard was not asked for",
        "learn: deployed without a capacity",
    ),
    "training is of the type that was asked for": (
        TRAINS,
        TRAINS.trains(type=TrainingType.GLOBAL),
        "learn: global was not asked for",
    ),
    "training is of the model that was asked for": (
        TRAINS,
        TRAINS.trains(model="gpt-4.1"),
        "learn: gpt-4.1 2025-04-14 was not asked for",
    ),
    "the size was asked for: not larger": (
        CHAT,
        counted(CHAT.first(capacity=51)),
        "chat: capacity 51 is outside what was asked for",
    ),
    "the size was asked for: not smaller": (
        CHAT,
        counted(CHAT.first(capacity=49)),
        "chat: capacity 49 is outside what was asked for",
    ),
    "each replica has a region of its own": (
        SPREAD,
        SPREAD.nth(0, region=SWEDEN, account=HERE),
        "aoai-test-swedencentral/chat is planned 2 times",
        "chat: 2 replicas in sweden",
    ),
    "each replica has a region of its own, if it need not have a geography": (
        APART,
        APART.nth(0, region="eastus2", account="aoai-test-eastus2"),
        "aoai-test-eastus2/chat is planned 2 times",
        "chat: 2 replicas in eastus2",
    ),
    "workloads that belong together share their regions": (
        BOTH,
        replace(
            BOTH.nth(1, region=FRANCE, account=THERE),
            accounts=TWO.plan.accounts,
            settings=TWO.plan.settings,
        ),
        "near: not together with chat",
    ),
    "workloads that are to be apart share no region": (
        AWAY,
        AWAY.nth(0, region=SWEDEN, account=HERE),
        "far: not apart from chat",
    ),
}

OFFERS: dict[str, Row] = {
    "it is offered there": (
        BOTH,
        BOTH.elsewhere("uksouth"),
        "chat: uksouth was not asked for",
        "chat: gpt-5.1 2025-11-13 data-zone-standard in uksouth is unavailable",
        "near: uksouth was not asked for",
        "near: gpt-5.1 2025-11-13 data-zone-standard in uksouth is unavailable",
    ),
    "training is offered there": (
        TRAINS,
        TRAINS.elsewhere("westeurope"),
        "learn: westeurope was not asked for",
        "learn: standard training in westeurope is unavailable",
    ),
    "what nobody knows is accepted by name, and the plan says so": (
        OPEN,
        replace(OPEN.plan, findings=tuple(f for f in OPEN.plan.findings if not f.accepted)),
        "new: gpt-5.6-sol 2026-07-09 data-zone-standard in swedencentral is unknown",
    ),
    "it stays in its residency": (
        INSIDE,
        counted(INSIDE.first(type=DeploymentType.DATA_ZONE_STANDARD)),
        "chat: data-zone-standard in swedencentral is not sure to stay in sweden",
    ),
    "training stays in its residency": (
        TRAINS_INSIDE,
        TRAINS_INSIDE.trains(type=TrainingType.GLOBAL),
        "learn: global was not asked for",
        "learn: global in swedencentral is not sure to stay in sweden",
    ),
    "no version is retired": (CHAT, _as_ok(_with_old(), "old"), "old: o3 2025-04-16 is retired"),
    "a size is one that Azure has: on the step": (
        SIZES,
        counted(SIZES.first(capacity=75)),
        "chat: capacity 75 is not a size of provisioned",
    ),
    "the version of @default is the one that the plan names": (
        DEFAULT,
        DEFAULT.first(version="2020-01-01"),
        "chat: gpt-5.1 2020-01-01 was not asked for",
    ),
    "the plan's version is the one that was asked for": (
        CHAT,
        replace(
            CHAT.first(version="2020-01-01"), workloads=_outcome(CHAT.plan, "chat", "2020-01-01")
        ),
        "chat: gpt-5.1 2020-01-01 was not asked for",
        "chat: gpt-5.1 2020-01-01 data-zone-standard in swedencentral is unknown",
    ),
}

QUOTAS: dict[str, Row] = {
    "capacity is within the pool": (
        QUOTA,
        replace(QUOTA.plan, pools=(replace(QUOTA.plan.pools[0], limit=49),)),
        "quota OpenAI.DataZoneStandard.gpt-5.1@eu: 50 of 49",
    ),
    "what the stack file says of a region's pool counts": (
        PINNED,
        replace(PINNED.plan, pools=(replace(PINNED.plan.pools[0], limit=None),)),
        "quota OpenAI.ProvisionedManaged@swedencentral: the limit that the stack file gives is not used",
    ),
    "nothing is counted that does not stand": (
        SPILL,
        replace(SPILL.plan, deployments=SPILL.plan.deployments[:1], workloads=SPILL.plan.workloads),
        "chat: 0 placed, 1 expected",
        "more: 0 placed, 1 expected",
        "quota of GlobalStandard: 100 counted, 50 deployed",
        "quota of ProvisionedManaged: 50 counted, 0 deployed",
    ),
    "every deployment is counted": (
        QUOTA,
        replace(QUOTA.plan, pools=()),
        "quota of DataZoneStandard: 0 counted, 50 deployed",
    ),
    "a deployment is counted once": (
        QUOTA,
        replace(QUOTA.plan, pools=QUOTA.plan.pools * 2),
        "quota of DataZoneStandard: 100 counted, 50 deployed",
    ),
    "what the stack file says of a pool counts": (
        SPILL,
        replace(SPILL.plan, pools=(SPILL.plan.pools[0], replace(SPILL.plan.pools[1], limit=None))),
        "quota OpenAI.ProvisionedManaged@swedencentral: the limit that the stack file gives is not used",
    ),
}

KEPT: dict[str, Row] = {
    "what runs is placed or kept": (
        CHAT.locked(),
        counted(
            replace(
                CHAT.plan,
                deployments=(),
                workloads={
                    **CHAT.plan.workloads,
                    "chat": replace(CHAT.plan.workloads["chat"], verdict=Verdict.FAIL),
                },
            )
        ),
        "chat: runs, and is neither placed nor kept",
    ),
    "all that runs is placed or kept": (
        FULL.locked(),
        replace(
            counted(replace(FULL.plan, deployments=())),
            workloads={
                name: replace(outcome, verdict=Verdict.FAIL)
                for name, outcome in FULL.plan.workloads.items()
            },
        ),
        *(f"w{n:02}: runs, and is neither placed nor kept" for n in range(33)),
    ),
    "an account stays in its region": (
        TRAINS.locked(),
        TRAINS.elsewhere("northcentralus"),
        "account aoai-test-swedencentral is not as the lock has it",
    ),
    "the group stays in its region": (
        CHAT.locked(),
        replace(CHAT.plan, location="francecentral"),
        "resource group rg-aoai-test in francecentral, not swedencentral",
    ),
    "the group is the stack's own": (
        CHAT,
        replace(CHAT.plan, group_exists=True),
        "resource group rg-aoai-test is made by the stack",
    ),
    "an account keeps its subdomain": (
        CHAT.locked(),
        CHAT.accounts(subdomain="another"),
        "account aoai-test-swedencentral is not as the lock has it",
    ),
    "what is kept stands as it is": (
        CHAT.locked(),
        replace(counted(CHAT.first(capacity=60)), kept=(Kept("chat", ()),)),
        "chat: kept, but not as it runs",
    ),
    "what is kept was there before": (
        CHAT,
        replace(CHAT.plan, kept=(Kept("chat", ()),)),
        "chat: kept, but not as it runs",
    ),
    "a place to train that is kept stands as it is": (
        TRAINS.locked(),
        replace(TRAINS.plan, training=(), kept=(Kept("learn", ()),)),
        "learn: kept, but not as it runs",
        "learn: runs, and is neither placed nor kept",
    ),
}

LISTED = ContentFilter(block_lists=(UsedList(name="words"),))
KEY = Encryption(key_vault="https://v.vault.azure.net/", key="k", identity_client_id="1")
GROUP = "/subscriptions/1/resourcegroups/ai"

REFERRED: dict[str, Row] = {
    "its content filter is its account's": (
        CHAT,
        CHAT.first(settings=DeploymentSettings(content_filter="strict")),
        "chat: aoai-test-swedencentral has no content filter strict",
    ),
    "a content filter changes one that is there": (
        CHAT,
        CHAT.settings(content_filters={"strict": ContentFilter(base="loose")}),
        "content filter strict: aoai-test-swedencentral has no base loose",
    ),
    "a content filter does not change itself": (
        CHAT,
        CHAT.settings(content_filters={"strict": ContentFilter(base="strict")}),
        "content filter strict: aoai-test-swedencentral has no base strict",
    ),
    "content filters do not change each other": (
        CHAT,
        CHAT.settings(content_filters={"a": ContentFilter(base="b"), "b": ContentFilter(base="a")}),
        "content filter a: aoai-test-swedencentral has no base b",
        "content filter b: aoai-test-swedencentral has no base a",
    ),
    "a content filter uses block lists that are there": (
        CHAT,
        CHAT.settings(content_filters={"strict": LISTED}),
        "content filter strict: aoai-test-swedencentral has no block list words",
    ),
    "a source account is an account": (
        CHAT,
        CHAT.first(source_account=GROUP),
        f"chat: source account {GROUP} is not the id of an account",
    ),
    "an account has settings": (
        CHAT,
        replace(CHAT.plan, settings={}),
        "account aoai-test-swedencentral is planned without its settings",
    ),
    "a key has an identity that reads it": (
        CHAT,
        CHAT.settings(encryption=KEY),
        "account aoai-test-swedencentral: no identity of its own reads its key",
    ),
    "a key has an identity that exists": (
        CHAT,
        CHAT.settings(encryption=KEY, identity=Identity(user_assigned=("create",))),
        "account aoai-test-swedencentral: no identity of its own reads its key",
    ),
}

THERE_INDEED: dict[str, Plan] = {
    "a policy on another, with a list": replace(
        CHAT.first(settings=DeploymentSettings(content_filter="strict")),
        settings=CHAT.settings(
            content_filters={"strict": ContentFilter(base="loose"), "loose": LISTED},
            block_lists={"words": BlockList()},
        ).settings,
    ),
    "a source account": CHAT.first(
        source_account=f"{GROUP}/providers/Microsoft.CognitiveServices/accounts/a"
    ),
    "a key and an identity that exists": CHAT.settings(
        encryption=KEY, identity=Identity(user_assigned=("create", f"{GROUP}/identity"))
    ),
}


@pytest.mark.parametrize(
    ("group", "adopted", "lines"),
    [
        ("AI", False, ("chat: source account gone would be deleted",)),
        ("AI", True, ()),
        ("other", False, ()),
    ],
    ids=["its own", "adopted", "of another group"],
)
def test_a_source_account_that_runs_stays(
    group: str, *, adopted: bool, lines: tuple[str, ...]
) -> None:
    """What a deployment is drawn from is not deleted; an adopted account is not deleted at all."""
    source = f"{GROUP}/providers/Microsoft.CognitiveServices/accounts/Gone"
    gone = replace(CHAT.plan.accounts[0], name="gone", adopted=adopted)
    running = Lock("test", accounts={"gone": gone}, group=Group(group))
    plan = CHAT.first(source_account=source)
    assert verify(plan, CHAT.stack, given.catalog(CHAT.catalog), running=running) == lines


def test_a_source_account_that_is_still_planned_stays() -> None:
    """A deployment may be drawn from its own account, which runs and is not deleted."""
    home = f"/subscriptions/1/resourceGroups/{CHAT.plan.resource_group}"
    source = f"{home}/providers/Microsoft.CognitiveServices/accounts/{HERE}"
    locked = CHAT.locked()
    assert locked.lock is not None
    assert locked.lock.named(source) == CHAT.plan.accounts[0]
    assert locked.said(CHAT.first(source_account=source)) == ()


@pytest.mark.parametrize("plan", THERE_INDEED.values(), ids=THERE_INDEED)
def test_what_is_referred_to_may_be_there(plan: Plan) -> None:
    """Nothing is said of a reference that holds."""
    assert CHAT.said(plan) == ()


ROWS = {**REFERRED, **WHO, **NAMES, **WISHES, **OFFERS, **QUOTAS, **KEPT}


@pytest.mark.parametrize(
    ("world", "plan", "lines"),
    [(world, plan, lines) for world, plan, *lines in ROWS.values()],
    ids=ROWS,
)
def test_a_broken_plan_is_found_out(world: World, plan: Plan, lines: list[str]) -> None:
    """Each promise has a plan of its own that breaks it; the sound plan says nothing."""
    assert world.said() == ()
    assert list(world.said(plan)) == lines


def test_what_is_accepted_by_name_may_stand() -> None:
    """Nobody knows whether it is offered; the file accepts that, and the plan says so."""
    assert OPEN.plan.deployments
    assert OPEN.said() == ()


def test_a_full_account_of_running_ones_is_let_be() -> None:
    """The documented limit was lowered: what runs stands, and only what is new is one too many."""
    crowded = World(FULL.stack, replace(_crowded(FULL), accounts=FULL.plan.accounts[:1]))
    lock = crowded.locked()
    assert lock.said() == ()


def test_a_lowered_pool_refuses_nothing_that_is_kept() -> None:
    """What runs and is kept may hold more than its pool does now."""
    lowered = replace(QUOTA.plan.pools[0], limit=49)
    plan = replace(QUOTA.plan, pools=(lowered,), kept=(Kept("chat", ()),))
    assert QUOTA.locked().said(plan) == ()


def test_what_runs_stays_in_another_teams_account() -> None:
    """The stack file names another team; what runs does not move for that."""
    other = stack_of({"workloads": {"chat": workload(team="sales")}})
    assert verify(TEAM.plan, other, given.catalog(), TEAM.locked().lock) == ()
    assert verify(TEAM.plan, other, given.catalog()) == (
        "chat: account aoai-test-claims-swedencentral is not of team sales",
    )


def test_what_is_kept_is_held_against_the_lock_alone() -> None:
    """Nobody asks any more for what is kept: not for its place, its neighbours, its spill-over."""
    kept = {
        "chat": (CHAT, workload(region="eastus2", deployment_name="talk", together_with="old")),
        "learn": (TRAINS, {**TRAINING, "region": "northcentralus"}),
        "near": (BOTH, workload(apart_from="chat", region="eastus2")),
    }
    for name, (world, asked) in kept.items():
        edited = world.edited(**{name: asked})
        assert edited.said() != (), name
        assert edited.said(replace(world.plan, kept=(Kept(name, ()),))) == (), name


def test_a_kept_deployment_spills_over_as_it_did() -> None:
    """The stack file names another target, which what is kept need not know."""
    edited = SPILL.edited(chat=workload(spillover="also", **PTU))
    assert edited.said(replace(SPILL.plan, kept=(Kept("chat", ()),))) == ()
    assert "which was not asked for" in " ".join(edited.said())


def test_a_deployment_in_another_account_has_the_name_that_is_asked_for() -> None:
    """The name under which it runs belongs to the account in which it runs."""
    lock = TWO.locked().lock
    assert lock is not None
    asked = TALK.edited(chat=workload(deployment_name="talk"))
    moved = {
        "chat": replace(lock.workloads["chat"], deployments=lock.workloads["more"].deployments)
    }
    known = replace(lock, accounts={}, workloads=moved, group=None)
    assert replace(asked, lock=known).said() == ()


ACCEPTED = {
    "the file accepts it, and the plan does not say so": (["AOAI206"], []),
    "the plan says so, and the file accepts something else": (["AOAI807"], ["AOAI206"]),
    "what is accepted does not say that nobody knows": (["AOAI807"], ["AOAI807"]),
}


@pytest.mark.parametrize(("written", "told"), ACCEPTED.values(), ids=ACCEPTED)
def test_what_nobody_knows_needs_the_right_acceptance(written: list[str], told: list[str]) -> None:
    """By name in the file, and aloud in the plan."""
    stack = stack_of(
        {"workloads": {"new": workload(model="gpt-5.6-sol@2026-07-09", accept=written)}}
    )
    rules = {rule.id: rule for rule in (UNKNOWN, NOT_YOURS)}
    said = tuple(rules[each].finding((), "", workload="new").accept() for each in told)
    unsaid = tuple(UNKNOWN.finding((), "", workload="new") for _ in written)
    world = replace(OPEN, stack=stack)
    assert world.said(replace(OPEN.plan, findings=(*said, *unsaid))) == (
        "new: gpt-5.6-sol 2026-07-09 data-zone-standard in swedencentral is unknown",
    )


def test_what_is_not_offered_cannot_be_accepted() -> None:
    """An acceptance is of what nobody knows; where the tables say no it is none."""
    stack = stack_of({"workloads": {"chat": workload(region="uksouth", accept=["AOAI206"])}})
    told = (UNKNOWN.finding((), "", workload="chat").accept(),)
    plan = replace(DEFAULT.elsewhere("uksouth"), findings=told)
    assert verify(plan, stack, given.catalog()) == (
        "chat: gpt-5.1 2025-11-13 data-zone-standard in uksouth is unavailable",
    )


SIZE, PLACE = BELOW.finding((), "", workload="chat"), UNKNOWN.finding((), "", workload="chat")
SMALL_TOLD: dict[str, tuple[list[Finding], list[str]]] = {
    "accepted": ([SIZE.accept()], []),
    "accepted, beside something else that is not": ([PLACE, SIZE.accept()], []),
    "not told": ([], ["chat: capacity 25 is not a size of provisioned"]),
    "told, and not accepted": ([SIZE], ["chat: capacity 25 is not a size of provisioned"]),
    "something else is accepted": (
        [SIZE, PLACE.accept()],
        ["chat: capacity 25 is not a size of provisioned"],
    ),
}


@pytest.mark.parametrize(("told", "lines"), SMALL_TOLD.values(), ids=SMALL_TOLD)
def test_a_size_that_only_the_service_listed_needs_its_acceptance(
    told: list[Finding], lines: list[str]
) -> None:
    """The plan says of the size itself that it was accepted; else documents alone count."""
    assert SMALL.said() == ()
    assert list(SMALL.said(replace(SMALL.plan, findings=tuple(told)))) == lines


def test_what_neither_documents_nor_the_service_have_is_no_size() -> None:
    """An acceptance lets stand what was listed, not every size."""
    asked = stack_of({"workloads": {"chat": {**SMALL_ASKED, "capacity": {"ptu": 30}}}})
    plan = counted(SMALL.first(capacity=30))
    assert replace(SMALL, stack=asked).said(plan) == (
        "chat: capacity 30 is not a size of provisioned",
    )


def test_quota_that_is_not_that_of_the_deployments_is_told_by_type() -> None:
    """In the order of names, whatever counts too much."""
    names = [*"hgfedcba"]
    more = tuple(PoolUse(Pool(f"OpenAI.{n}.m", "subscription"), 1, None, "", ()) for n in names)
    said = QUOTA.said(replace(QUOTA.plan, pools=(*QUOTA.plan.pools, *more)))
    told = [each for each in said if each.startswith("quota of ")]
    assert told == [f"quota of {n}: 1 counted, 0 deployed" for n in sorted(names)]


def test_a_plan_without_settings_is_told_of_them_alone() -> None:
    """Whether a filter is there nobody can say then."""
    strict = CHAT.plan.deployments[0].settings.model_copy(update={"content_filter": "strict"})
    said = CHAT.said(replace(CHAT.first(settings=strict), settings={}))
    assert not [each for each in said if "has no content filter" in each]
    assert [each for each in said if "without its settings" in each]


def test_a_pool_may_be_used_up() -> None:
    """All that it holds, and no more."""
    full = replace(QUOTA.plan.pools[0], limit=50)
    assert QUOTA.said(replace(QUOTA.plan, pools=(full,))) == ()


def test_any_region_will_do_where_none_is_named() -> None:
    """The residency alone says where it may stand."""
    assert ANYWHERE.plan.deployments
    assert ANYWHERE.said() == ()


def test_a_version_of_which_one_source_says_that_it_lives_is_not_retired() -> None:
    """A document and the service's list date it; it is retired when both say so."""
    assert LATEST.plan.deployments
    assert LATEST.said() == ()
    later = LATEST.said(replace(LATEST.plan, as_of=date(2026, 10, 5)))
    assert later == ("talk: gpt-chat-latest 2026-05-05 is retired",)


def test_a_snapshot_without_limits_and_sizes_forbids_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What no document says is unknown, not zero."""
    monkeypatch.setattr(Catalog, "capacity_rule", lambda *_: None)
    monkeypatch.setattr(Catalog, "limit", lambda *_: None)
    crowded = replace(_crowded(FULL), accounts=FULL.plan.accounts[:1])
    assert FULL.said(crowded) == ()


def test_a_region_that_no_snapshot_has_stands_for_itself() -> None:
    """Its geography is not known; two replicas there are still too many."""
    (one, _) = SPREAD.plan.deployments
    lost = tuple(replace(one, region="atlantis", name=f"chat{n}") for n in range(2))
    assert "chat: 2 replicas in atlantis" in SPREAD.said(replace(SPREAD.plan, deployments=lost))


def test_what_is_kept_is_held_against_what_runs() -> None:
    """A lock may be written ahead of a run; what runs is what stays."""
    ahead = DEFAULT.locked().lock
    assert ahead is not None
    workloads = {"chat": replace(ahead.workloads["chat"], deployments=())}
    plan = replace(DEFAULT.plan, kept=(Kept("chat", ()),))
    stack, catalog = DEFAULT.stack, given.catalog()
    assert verify(plan, stack, catalog, replace(ahead, workloads=workloads), ahead) == ()
    assert verify(plan, stack, catalog, ahead, replace(ahead, workloads=workloads)) == (
        "chat: kept, but not as it runs",
    )


def test_the_group_stays_what_the_lock_says() -> None:
    """Another name or another owner in the stack file does not move what runs."""
    lock = CHAT.locked().lock
    assert lock is not None
    assert lock.group is not None
    for group in (
        replace(lock.group, name="rg-new"),
        replace(lock.group, location="", exists=True),
    ):
        plan = replace(CHAT.plan, resource_group=group.name, group_exists=group.exists)
        edited = replace(CHAT, lock=replace(lock, group=group))
        assert edited.said(plan) == ()
        assert edited.said() != ()
        assert CHAT.said(plan) != ()
    shared = replace(lock, group=replace(lock.group, location="", exists=True))
    assert replace(CHAT, lock=shared).said() == (
        "resource group rg-aoai-test is used by the stack",
    )
