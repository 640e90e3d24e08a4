"""Fixes written into the stack file as a person would, and planned; and stacks that need some."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from itertools import islice, repeat
from random import Random
from typing import Any

from planner.domain.finding import Finding
from planner.domain.offering import Offering
from planner.domain.plan import Plan
from planner.domain.terms import Cloud, DeploymentType, Use, Verdict
from planner.planning.make_plan import make_plan
from tests.checks.rows import catalog
from tests.planning.stacks import AS_OF, CATALOG, stack_of

Data = Mapping[str, Any]


def planned(data: Data, on: str = CATALOG, as_of: date = AS_OF) -> Plan:
    return make_plan(stack_of(dict(data)), catalog(on), as_of=as_of)


def edited(data: Data, workload: str, change: Mapping[str, Any]) -> Data:
    """The stack file after somebody typed the change into it, and nothing else."""
    given = data["workloads"][workload]
    return {**data, "workloads": {**data["workloads"], workload: {**given, **change}}}


def broken(data: Data, on: str = CATALOG, as_of: date = AS_OF) -> Iterator[str]:
    """What does not keep its word: each fix alone, and the first fixes of a workload together."""
    before = planned(data, on, as_of)
    fine = {n for n, w in before.workloads.items() if w.verdict is Verdict.OK}
    for name in before.workloads:
        found = [f for f in before.findings_of(name) if any(r.change for r in f.remedies)]
        changes = [(r.workload or name, r.change) for f in found for r in f.remedies if r.change]
        own = [f for f in found if any(r.change and not r.workload for r in f.remedies)]
        changes.append((name, {k: v for f in own for k, v in _first(f).items()}))
        for whose, change in ((whose, change) for whose, change in changes if change):
            after = planned(edited(data, whose, change), on, as_of)
            refused = {n for n in {*fine, name} if after.workloads[n].verdict is not Verdict.OK}
            if refused:
                rules = sorted({f.rule.id for f in after.findings if f.verdict is not Verdict.OK})
                yield f"{name} {dict(change)} leaves {refused} refused by {rules}: {data}"


def _first(finding: Finding) -> Mapping[str, Any]:
    """The first of its fixes that edits the workload itself."""
    return next(r.change for r in finding.remedies if r.change and not r.workload)


def drawn(count: int) -> Iterator[Data]:
    """Refused stacks: workloads that are offered, with one or two keys spoilt; from a seed."""
    rng, known = Random(8), catalog(CATALOG)
    offered = [
        o
        for o in known.offerings(use=Use.BASE)
        if known.regions[o.region].cloud is Cloud.PUBLIC and isinstance(o.type, DeploymentType)
    ]
    made = (_stack(_spoilt(rng, rng.choice(offered)), rng) for _ in repeat(None))
    return islice((data for data in made if planned(data).refused), count)


def _spoilt(rng: Random, offering: Offering) -> dict[str, Any]:
    made = _asking(offering)
    for key in rng.sample(sorted(SPOILT), rng.choice([1, 1, 2])):
        made = {k: v for k, v in {**made, key: SPOILT[key](rng, made)}.items() if v}
    return made


def _asking(offering: Offering) -> dict[str, Any]:
    """A workload that asks for an offering, in a size that fits most."""
    assert isinstance(offering.type, DeploymentType)
    size = {"tpm": 50_000, "ptu": 100, "units": 100}[offering.type.unit.value]
    return {
        "model": f"{offering.model}@{offering.version}",
        "deployment_type": offering.type.value,
        "region": offering.region,
        "capacity": {offering.type.unit.value: size},
    }


SPOILT: Mapping[str, Callable[[Random, dict[str, Any]], Any]] = {
    "model": lambda rng, w: w["model"][:-1] + rng.choice("0123456789"),
    "deployment_type": lambda rng, _: rng.choice(list(DeploymentType)).value,
    "region": lambda rng, w: rng.choice(
        [w["region"][1:], "westeurope", "eastus", [w["region"], "francecentral"], None]
    ),
    "residency": lambda rng, _: rng.choice(["eu", "us", "sweden", "europ", "japan"]),
    "capacity": lambda rng, _: rng.choice(
        [{"tpm": 50_500}, {"ptu": 17}, {"ptu": 15}, {"units": 3}]
    ),
    "replicas": lambda rng, _: rng.choice([2, 3]),
}
"""How one key of a workload goes wrong."""


def _stack(workload: dict[str, Any], rng: Random) -> Data:
    around: dict[str, Any] = {"environment": rng.choice(["dev", "prod"])}
    if rng.random() < 0.3:
        around["subscription"] = {"quota_tier": rng.choice([1, 3])}
    return {**around, "workloads": {"chat": workload}}
