"""Plans made by hand, and as many as hypothesis likes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from hypothesis import strategies as st

from planner.checks.registry import BY_ID
from planner.domain.deployment import DeploymentSettings
from planner.domain.finding import Finding, Location, Remedy
from planner.domain.plan import (
    Account,
    CatalogRef,
    Deployment,
    Kept,
    Plan,
    TrainingPlace,
    WorkloadPlan,
)
from planner.domain.settings import Accounts
from planner.domain.terms import (
    DeploymentType,
    Environment,
    Severity,
    TrainingType,
    Upgrade,
    Use,
    Verdict,
)

REGIONS = ("swedencentral", "francecentral", "eastus2")


def account(region: str = "swedencentral", kind: str = "AIServices") -> Account:
    name = f"aoai-dev-{region}"
    return Account(name, region, kind, name)


def deployment(workload: str = "chat", region: str = "swedencentral", **changes: Any) -> Deployment:
    values: dict[str, Any] = {
        "name": workload,
        "account": f"aoai-dev-{region}",
        "model": "gpt-5.1",
        "version": "2025-11-13",
        "use": Use.BASE,
        "type": DeploymentType.GLOBAL_STANDARD,
        "capacity": 50,
    }
    said = {key: changes.pop(key) for key in DeploymentSettings.model_fields if key in changes}
    settings = DeploymentSettings.model_validate(said)
    return Deployment(workload=workload, region=region, settings=settings, **{**values, **changes})


def training(region: str = "northcentralus") -> TrainingPlace:
    return TrainingPlace(
        "tuning", f"aoai-dev-{region}", region, "gpt-4.1-mini", "2025-04-14", TrainingType.STANDARD
    )


def finding(
    workload: str | None = "chat", verdict: Verdict = Verdict.FAIL, message: str = "not offered"
) -> Finding:
    return Finding(
        rule=BY_ID["AOAI205"],
        severity=Severity.ERROR,
        verdict=verdict,
        workload=workload,
        path=("workloads", workload or "", "region"),
        message=message,
        remedies=(Remedy("region swedencentral"), Remedy("another type")),
        location=Location("stacks/dev.yaml", 14, 18),
    )


def plan(
    *deployments: Deployment,
    accounts: Iterable[Account] | None = None,
    training: Iterable[TrainingPlace] = (),
    refused: Iterable[str] = (),
    kept: Iterable[str] = (),
    findings: Iterable[Finding] = (),
    **changes: Any,
) -> Plan:
    """A plan of these deployments, with an account in each of their regions."""
    regions = sorted({d.region for d in deployments} | {t.region for t in training})
    out = dict.fromkeys(refused, Verdict.FAIL)
    verdicts = dict.fromkeys([*(d.workload for d in deployments), *kept], Verdict.OK) | out
    about = [finding(name) for name in sorted(out)]
    values: dict[str, Any] = {
        "stack": "dev",
        "environment": "dev",
        "as_of": date(2026, 11, 20),
        "as_of_pinned": True,
        "catalog": CatalogRef("2026-09", "ab" * 32, date(2026, 5, 11), 193),
        "resource_group": "rg-aoai-dev",
        "location": regions[0] if regions else "",
        "accounts": tuple(map(account, regions)) if accounts is None else tuple(accounts),
        "deployments": deployments,
        "training": tuple(training),
        "workloads": {n: _workload(n, v) for n, v in sorted(verdicts.items())},
        "findings": (*about, *findings),
        "kept": tuple(Kept(name, (finding(name),)) for name in sorted(kept)),
    }
    given: Accounts = changes.pop("settings", Accounts())
    resolved = {a.name: given.resolved("dev", a.region) for a in values["accounts"]}
    whole = {"group_exists": given.group_id is not None, "tags": given.tags_of("dev")}
    return Plan(**{**values, **whole, "settings": resolved, **changes})


def _workload(name: str, verdict: Verdict) -> WorkloadPlan:
    return WorkloadPlan(name, verdict, "gpt-5.1", "2025-11-13", Use.BASE, ())


WORKLOADS = st.text("abcxyz-0", min_size=1, max_size=6)


@st.composite
def any_plan(draw: st.DrawFn) -> Plan:
    """Any plan: several workloads and regions, every type, some refused, some kept."""
    spots = draw(st.lists(st.tuples(WORKLOADS, st.sampled_from(REGIONS)), unique=True, max_size=6))
    deployments = [
        deployment(
            workload,
            region,
            type=draw(st.sampled_from(DeploymentType)),
            capacity=draw(st.integers(1, 5000)),
            upgrade=draw(st.sampled_from(Upgrade)),
        )
        for workload, region in draw(st.permutations(spots))
    ]
    placed = {workload for workload, _ in spots}
    refused = draw(st.sets(WORKLOADS, max_size=3)) - placed
    kept = {name for name in placed if draw(st.booleans())}
    environment = draw(st.sampled_from(Environment)).value
    return plan(*deployments, refused=refused, kept=kept, environment=environment)
