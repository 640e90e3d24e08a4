"""Rules about quota pools and accounts: what is asked of them, and what nobody knows of them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from planner.checks.base import Placed
from planner.checks.run import whole, without_place
from planner.domain.finding import Finding
from planner.domain.lock import Lock, Locked
from planner.domain.plan import Account, Deployment, LeftOut, Pool, PoolUse
from planner.domain.subject import Target
from planner.domain.terms import DeploymentType, Severity, Verdict
from planner.domain.workload import Stack
from planner.facts.scene import scene_of
from planner.placement.ledger import uses
from tests.checks.rows import AS_OF, CHAT, TRAINING, TUNED, Row, catalog, stack_of

GLOBAL = "OpenAI.GlobalStandard.gpt-5.1"
PTU: dict[str, Any] = {**CHAT, "deployment_type": "provisioned", "capacity": {"ptu": 50}}
TIER = {"subscription": {"quota_tier": 1}}


def quota(**keys: int) -> dict[str, Any]:
    """A stack that was granted this: `OpenAI__GlobalStandard` cannot be a keyword otherwise."""
    return {"subscription": {"quota": keys}}


def sized(thousands: int, **more: Any) -> dict[str, Any]:
    return {**CHAT, "capacity": {"tpm": thousands * 1000}, **more}


def two(first: dict[str, Any], second: dict[str, Any]) -> dict[str, Any]:
    return {"chat": first, "sales": second}


TABLES: dict[str, list[Row]] = {
    "AOAI305": [
        Row("nobody says what the pool holds", CHAT),
        Row("it fits", sized(1000), stack=TIER),
        Row(
            "one workload is too much",
            sized(1001),
            f"{GLOBAL} holds 1,000,000 TPM (tier 1, docs 2026-08-20), and 1,001,000 TPM are taken: "
            "chat takes 1,001,000 TPM",
            severity="error",
            stack=TIER,
            fixes=("ask for quota, then say what was granted in subscription.quota",),
        ),
        Row(
            "two of one pool, in two regions",
            workloads=two(sized(600), sized(500, region="eastus2")),
            says="chat takes 600,000 TPM and sales takes 500,000 TPM",
            stack=TIER,
        ),
        Row(
            "two of two pools",
            workloads=two(
                sized(250, deployment_type="data-zone-standard"),
                sized(250, deployment_type="data-zone-standard", region="eastus2"),
            ),
            stack=TIER,
        ),
        Row("granted more", sized(1001), stack=quota(**{GLOBAL: 2000})),
        Row("granted less", sized(50), "(subscription.quota)", stack=quota(**{GLOBAL: 49})),
        Row(
            "all models of a region share reserved throughput",
            workloads=two(PTU, {**PTU, "model": "gpt-5-mini@2025-08-07"}),
            says="OpenAI.ProvisionedManaged@swedencentral holds 75 PTU (subscription.quota), and "
            "100 PTU are taken: chat takes 50 PTU and sales takes 50 PTU",
            stack=quota(**{"OpenAI.ProvisionedManaged": 75}),
        ),
        Row(
            "a trained model leaves its base's pool alone",
            TUNED,
            stack=quota(**{"OpenAI.Standard.gpt-4.1-mini": 1}),
        ),
        Row(
            "and draws on its own",
            TUNED,
            "OpenAI.Standard.gpt4.1-mini-finetune@swedencentral holds 1,000 TPM",
            stack=quota(**{"openai.standard.gpt4.1-mini-finetune@Sweden Central": 1}),
        ),
        Row(
            "regional after all",
            workloads=two(sized(600), sized(500, region="eastus2")),
            stack=quota(**{f"{GLOBAL}@swedencentral": 600, f"{GLOBAL}@eastus2": 500}),
        ),
    ],
    "AOAI306": [
        Row("all is known", CHAT, stack=TIER),
        Row(
            "nothing is said",
            CHAT,
            "quota is not checked: the stack does not say what its subscription has",
            severity="note",
        ),
        Row("nothing is deployed", TRAINING),
        Row(
            "a type without documented defaults",
            PTU,
            "nobody says what OpenAI.ProvisionedManaged@swedencentral holds",
            severity="warning",
            stack=TIER,
            fixes=(
                "subscription.quota: {OpenAI.ProvisionedManaged@swedencentral: N}, what the portal shows",
            ),
        ),
        Row(
            "several pools",
            workloads={
                "a": PTU,
                "b": {**PTU, "region": "eastus2"},
                "c": {**PTU, "region": "westus3"},
            },
            says="nobody says what OpenAI.ProvisionedManaged@eastus2, "
            "OpenAI.ProvisionedManaged@swedencentral and 1 more hold",
            stack=TIER,
        ),
        Row("accepted", {**PTU, "accept": ["AOAI306"]}, stack=TIER),
        Row("nothing is said, and that is accepted", {**CHAT, "accept": ["AOAI306"]}),
        Row(
            "accepted by one of two",
            workloads=two({**PTU, "accept": ["AOAI306"]}, PTU),
            says="nobody says",
            stack=TIER,
        ),
        Row(
            "accepted once",
            {**PTU, "accept": [{"rule": "AOAI306", "until": "2026-11-19"}]},
            "nobody says",
            stack=TIER,
        ),
        Row("granted", PTU, stack=quota(**{"OpenAI.ProvisionedManaged@swedencentral": 50})),
    ],
}


def placed(stack: Stack, *deployments: Deployment, lock: Lock | None = None, **more: Any) -> Placed:
    scene = scene_of(stack, catalog(), AS_OF, lock)
    return Placed(scene, (), deployments, pools=uses(deployments, scene), **more)


def deployment(stack: Stack, workload: str, capacity: int, region: str = "") -> Deployment:
    asked = stack.workloads[workload]
    where = region or asked.region[0]
    return Deployment(
        workload=workload,
        name=workload,
        account=f"aoai-{where}",
        region=where,
        model=asked.model.model,
        version=asked.model.version,
        use=asked.use,
        type=asked.deployment_type[0],
        capacity=capacity,
    )


def of_rule(found: tuple[Finding, ...], rule: str) -> list[Finding]:
    return [finding for finding in found if finding.rule.id == rule]


def left_out(stack: Stack, name: str, *deployments: Deployment, needed: int) -> Finding:
    """What the rule says of a workload that the given deployments leave no quota for."""
    asked, kind = stack.workloads[name], stack.workloads[name].deployment_type[0]
    subject, facts = asked.subject(asked.model.version), scene_of(stack, catalog(), AS_OF).facts
    known = {use.pool: use for use in uses(deployments, scene_of(stack, catalog(), AS_OF))}
    short: list[PoolUse] = []
    for region in asked.region:
        pool = facts.pool_of(Target(subject, kind, region))
        assert pool is not None
        limit, said_by = facts.limit_of(pool, subject, kind)
        short.append(known.get(pool) or PoolUse(pool, 0, limit, said_by, ()))
    given = LeftOut(name, tuple(dict.fromkeys(short)), needed)
    (found,) = of_rule(without_place(placed(stack, *deployments, left_out=(given,))), "AOAI305")
    return found


def test_a_workload_without_quota_is_told_who_has_it() -> None:
    """The pool, what is needed, what is left, who says so, and who takes the rest."""
    stack = stack_of({**TIER, "workloads": two(sized(700), sized(600))})
    found = left_out(stack, "sales", deployment(stack, "chat", 700), needed=600)
    assert found.workload == "sales"
    assert found.path == ("workloads", "sales", "capacity")
    assert (found.severity, found.verdict) == (Severity.ERROR, Verdict.FAIL)
    assert found.message == (
        f"needs 600,000 TPM of {GLOBAL}, which has 300,000 of 1,000,000 TPM left "
        "(tier 1, docs 2026-08-20): chat takes 700,000 TPM"
    )


def test_what_is_left_is_offered_as_a_size() -> None:
    """The largest valid size that the pool has room for, and nothing that does not fit."""
    stack = stack_of({**TIER, "workloads": two(sized(700), sized(600))})
    found = left_out(stack, "sales", deployment(stack, "chat", 700), needed=600)
    assert found.remedies[0].change == {"capacity": {"tpm": 300_000}}


def test_a_size_is_offered_on_a_step() -> None:
    """Reserved throughput comes in steps of the model and type."""
    held = {"subscription": {"quota": {"OpenAI.ProvisionedManaged": 290}}}
    large = {**PTU, "capacity": {"ptu": 250}}
    stack = stack_of({**held, "workloads": two(PTU, large)})
    found = left_out(stack, "sales", deployment(stack, "chat", 50), needed=250)
    assert found.remedies[0].text == "capacity {ptu: 200}"


def test_another_region_is_offered_where_its_pool_has_room() -> None:
    """Regions whose pools nobody knows, that are too small, or of another jurisdiction, are not."""
    keys = {"eastus2": 100, "eastus": 20, "westus3": 100, "swedencentral": 100}
    here = {**PTU, "region": "eastus2"}
    held = {f"OpenAI.ProvisionedManaged@{region}": size for region, size in keys.items()}
    stack = stack_of({"subscription": {"quota": held}, "workloads": two(here, here)})
    found = left_out(stack, "sales", deployment(stack, "chat", 100), needed=50)
    changes = [dict(remedy.change) for remedy in found.remedies]
    assert changes == [{"region": "westus3"}, {}]


@pytest.mark.parametrize(
    ("least", "offered"),
    [(10, True), (50, True), (51, False), (100, False)],
    ids=["a range", "just enough", "too little", "a fixed size"],
)
def test_what_another_has_above_its_minimum_is_offered(least: int, *, offered: bool) -> None:
    """What runs is not made smaller for somebody new, unless its own target is lowered."""
    wide = {**CHAT, "capacity": {"tpm": {"min": least * 1_000, "target": 100_000}}}
    stack = stack_of({"subscription": {"quota": {GLOBAL: 100}}, "workloads": two(wide, CHAT)})
    found = left_out(stack, "sales", deployment(stack, "chat", 100), needed=50)
    texts = [remedy.text for remedy in found.remedies]
    assert ("lower the target of chat to 50,000 TPM" in texts) is offered


def test_another_type_is_offered_where_its_pool_has_room() -> None:
    """The tier's default of the data zone is known, and is large enough."""
    stack = stack_of({**TIER, "workloads": two(sized(1000), sized(200))})
    found = left_out(stack, "sales", deployment(stack, "chat", 1000), needed=200)
    assert {"deployment_type": "data-zone-standard"} in [r.change for r in found.remedies]
    asked = stack_of({**TIER, "workloads": two(sized(1000), sized(400))})
    found = left_out(asked, "sales", deployment(asked, "chat", 1000), needed=400)
    assert [dict(remedy.change) for remedy in found.remedies] == [{}]


def test_replicas_share_what_is_left_of_a_shared_pool() -> None:
    """Two deployments of half the room."""
    spread = sized(600, region=["swedencentral", "eastus2"], replicas=2)
    stack = stack_of({**TIER, "workloads": two(sized(301), spread)})
    found = left_out(stack, "sales", deployment(stack, "chat", 301), needed=1200)
    assert found.remedies[0].change == {"capacity": {"tpm": 349_000}}


def test_it_is_silent_where_no_pool_is_short() -> None:
    """Then something else than quota left the workload out, and another rule says what."""
    stack = stack_of({**TIER, "workloads": {"chat": CHAT}})
    found = without_place(placed(stack, left_out=(LeftOut("chat", (), 0),)))
    assert of_rule(found, "AOAI305") == []
    assert [f.rule.id for f in found if f.workload == "chat"] == ["AOAI608"]


@pytest.mark.parametrize(("running", "severity"), [(700, Severity.WARNING), (600, Severity.ERROR)])
def test_what_runs_already_disproves_a_limit(running: int, severity: Severity) -> None:
    """More than the limit runs: the limit is out of date. More than that is asked: an error."""
    stack = stack_of({**quota(**{GLOBAL: 500}), "workloads": {"chat": sized(700)}})
    asked = deployment(stack, "chat", 700)
    lock = Lock(
        "stack",
        workloads={"chat": Locked("chat", AS_OF, "2026-09", (replace(asked, capacity=running),))},
    )
    (found,) = of_rule(whole(placed(stack, asked, lock=lock)), "AOAI305")
    assert (found.workload, found.severity) == (None, severity)
    assert found.verdict is (Verdict.FAIL if severity is Severity.ERROR else Verdict.OK)


def test_many_takers_still_make_a_short_message() -> None:
    """The message is cut by whole shares; names may have 64 characters."""
    names = [f"{number:02}-{'x' * 61}" for number in range(40)]
    stack = stack_of({**TIER, "workloads": {name: sized(100) for name in names}})
    (found,) = of_rule(
        whole(placed(stack, *(deployment(stack, name, 100) for name in names))), "AOAI305"
    )
    assert len(found.message.encode()) <= 200
    assert "4,000,000 TPM are taken" in found.message


ACCOUNTS = [
    ("OpenAI", 30, {}, 0),
    ("OpenAI", 31, {}, 1),
    ("OpenAI", 33, {}, 3),
    ("AIServices", 100, {}, 0),
    ("AIServices", 101, {}, 1),
    ("OpenAI", 2, {"OpenAI.S0.AccountCount": 1}, 1),
    ("OpenAI", 2, {"openai.s0.accountcount@swedencentral": 2}, 0),
    ("OpenAI", 31, {"OpenAI.S0.AccountCount@eastus": 1}, 1),
]


@pytest.mark.parametrize(("kind", "count", "given", "refused"), ACCOUNTS)
def test_accounts_of_a_region(kind: str, count: int, given: dict[str, int], refused: int) -> None:
    """The deployments in accounts that a region has no place for are refused, the last ones."""
    names = [f"w{number:03}" for number in range(1, count + 1)]
    stack = stack_of({"subscription": {"quota": given}, "workloads": dict.fromkeys(names, CHAT)})
    accounts = tuple(
        Account(f"a{number}", "swedencentral", kind, f"a{number}", number)
        for number in range(1, count + 1)
    )
    deployments = tuple(
        replace(deployment(stack, name, 1), account=account.name)
        for name, account in zip(names, accounts, strict=True)
    )
    found = whole(Placed(scene_of(stack, catalog(), AS_OF), accounts, deployments))
    assert [f.workload for f in of_rule(found, "AOAI307")] == names[count - refused :]


def test_a_full_region_of_places_to_train() -> None:
    """An account beyond the limit without deployments speaks against the stack as a whole."""
    stack = stack_of({**quota(**{"AIServices.S0.AccountCount": 0}), "workloads": {"t": TRAINING}})
    account = Account("a", "swedencentral", "AIServices", "a")
    (found,) = of_rule(whole(Placed(scene_of(stack, catalog(), AS_OF), (account,), ())), "AOAI307")
    assert found.workload is None
    assert found.message == (
        "swedencentral holds at most 0 accounts of kind AIServices (subscription.quota), not 1"
    )


def test_pools_of_no_deployment_type_count_accounts() -> None:
    """A pool by a name that no pattern has is still shown."""
    stack = stack_of({**TIER, "workloads": {"chat": CHAT}})
    use = PoolUse(Pool("AccountCount", "eastus"), 3, 2, "subscription.quota", ())
    shown = Placed(scene_of(stack, catalog(), AS_OF), (), (), pools=(use,))
    (found,) = of_rule(whole(shown), "AOAI305")
    assert found.message == (
        "AccountCount@eastus holds 2 accounts (subscription.quota), and 3 accounts are taken"
    )
    assert DeploymentType.STANDARD.sku not in found.message
