"""Small stacks, and everything the checks say about them; of placement only the ledger takes part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from planner.checks.base import Case, Placed
from planner.checks.rules import aoai606_contradicting_placement as neighbours
from planner.checks.run import Judgement, judge, review, whole
from planner.checks.weigh import placed
from planner.domain.finding import Finding
from planner.domain.plan import Account, Choice, Deployment
from planner.domain.terms import DeploymentType, Verdict
from planner.domain.workload import DEFAULT_VERSION, Stack
from planner.facts.catalog import Catalog
from planner.facts.scene import scene_of
from planner.placement.capacity import valid_sizes
from planner.placement.ledger import uses
from planner.planning.make_plan import make_plan
from tests import given

AS_OF = given.AS_OF
NAME = "chat"
CHAT: dict[str, Any] = {
    "model": "gpt-5.1@2025-11-13",
    "deployment_type": "global-standard",
    "region": "swedencentral",
    "capacity": {"tpm": 50_000},
}
TUNED: dict[str, Any] = {
    "model": "gpt-4.1-mini@2025-04-14",
    "fine_tuned": {"id": "gpt-4.1-mini-2025-04-14.ft-b044a9d3cf9c4228b5d393567f693b83"},
    "deployment_type": "standard",
    "region": "swedencentral",
    "capacity": {"tpm": 50_000},
}


def trained_from(pin: str) -> dict[str, Any]:
    """The same with a model that was trained from another base, `model@version`."""
    id_ = f"{pin.replace('@', '-')}.ft-b044a9d3cf9c4228b5d393567f693b83"
    return {**TUNED, "model": pin, "fine_tuned": {"id": id_}}


TRAINING: dict[str, Any] = {
    "model": "gpt-4.1-mini@2025-04-14",
    "training": {"type": "standard", "method": "sft"},
    "region": "swedencentral",
}


catalog = given.catalog


def stack_of(data: Mapping[str, Any]) -> Stack:
    """A stack called `stack` from a stack file's data."""
    return given.stack_of(data, "stack")


def case_of(
    workload: Mapping[str, Any],
    *,
    on: Catalog | None = None,
    as_of: date = AS_OF,
    **stack: Any,
) -> Case:
    """The case of one workload, called `NAME`, in a stack with these other keys."""
    return cases(stack_of({**stack, "workloads": {NAME: dict(workload)}}), on or catalog(), as_of)[
        0
    ]


def cases(stack: Stack, on: Catalog, as_of: date) -> list[Case]:
    return [
        Case(
            name,
            workload,
            scene_of(stack, on, as_of),
            workload.subject(_version(workload.model.model, on, workload.model.version)),
        )
        for name, workload in sorted(stack.workloads.items())
    ]


def _version(model: str, on: Catalog, version: str) -> str:
    return next(iter(on.versions(model)), version) if version == DEFAULT_VERSION else version


def examine(stack: Stack, on: Catalog, as_of: date) -> list[Finding]:
    """Every finding about a stack, placed as simply as can be: the first choice, one account a region."""
    found: list[Finding] = []
    deployments: list[Deployment] = []
    spots: set[tuple[str, int]] = set()
    for case in cases(stack, on, as_of):
        judgement = judge(case)
        found += judgement.findings
        for choice in judgement.choices[:1]:
            found += review(case, placed(case, choice))
            deployments += _deployments(case, choice)
            spots.add((choice.region, case.workload.account or 1))
    accounts = tuple(_account(stack, *spot) for spot in sorted(spots))
    scene = scene_of(stack, on, as_of)
    pools = uses(deployments, scene)
    found += whole(Placed(scene, accounts, tuple(deployments), pools))
    return [*found, *(f for f in _excluded(stack, on, as_of) if f not in found)]


def _excluded(stack: Stack, on: Catalog, as_of: date) -> list[Finding]:
    """What is said of workloads that wishes about neighbours exclude: only placing them tells."""
    if not any(w.together_with or w.apart_from for w in stack.workloads.values()):
        return []
    found = make_plan(stack, on, as_of=as_of).findings
    return [replace(f, location=None, owner=None) for f in found if f.rule is neighbours.RULE]


def _name(stack: Stack, region: str, number: int) -> str:
    own = stack.accounts.regions.get(region)
    if own is not None and own.name is not None:
        return own.name
    naming = stack.accounts.naming
    parts = (naming.prefix, stack.name, region, str(number) if number > 1 else "", naming.suffix)
    return "-".join(part for part in parts if part)


def _account(stack: Stack, region: str, number: int) -> Account:
    name = _name(stack, region, number)
    return Account(name, region, stack.accounts.of(region).kind, name)


def _deployments(case: Case, choice: Choice) -> list[Deployment]:
    if not isinstance(choice.type, DeploymentType):
        return []
    return [
        Deployment(
            workload=case.name,
            name=case.workload.deployment_name or case.name,
            account=_name(case.stack, choice.region, case.workload.account or 1),
            region=choice.region,
            model=case.subject.model,
            version=case.subject.version,
            use=case.subject.use,
            type=choice.type,
            capacity=_capacity(case, choice.type),
            settings=case.workload.handed_on,
            publisher=case.subject.publisher,
        )
    ]


def _capacity(case: Case, type_: DeploymentType) -> int:
    """What the workload asks for, in ARM's units; the checks have seen that some size is valid."""
    asked = case.workload.capacity
    rule = case.catalog.capacity_rule(case.subject, type_)
    sizes = valid_sizes(asked, rule) if asked else None
    return sizes.high if sizes else 1


def verdict(judgement: Judgement) -> Verdict:
    """The worst verdict of a judgement's findings."""
    found = {finding.verdict for finding in judgement.findings}
    return next((v for v in (Verdict.FAIL, Verdict.UNVERIFIED) if v in found), Verdict.OK)


@dataclass(frozen=True)
class Row:
    """One line of a rule's table: a workload, and what the rule says of it.

    `says` is a part of the message; None means that the rule is silent.
    """

    name: str
    workload: Mapping[str, Any] = field(default_factory=dict)
    says: str | None = None
    path: tuple[str | int, ...] | None = None
    severity: str | None = None
    fixes: tuple[str, ...] | None = None
    """Texts of the first remedies."""
    on: str = "2026-09"
    as_of: date = AS_OF
    stack: Mapping[str, Any] = field(default_factory=dict)
    workloads: Mapping[str, Any] | None = None
    """All workloads, where one is not enough."""

    def findings(self, rule: str) -> list[Finding]:
        workloads = self.workloads or {NAME: dict(self.workload)}
        stack = stack_of({**self.stack, "workloads": workloads})
        return [f for f in examine(stack, catalog(self.on), self.as_of) if f.rule.id == rule]


def hold(rule: str, row: Row) -> None:
    """Assert that a rule says of a row's stack what the row claims."""
    found = row.findings(rule)
    if row.says is None:
        assert found == []
        return
    assert found, f"{rule} is silent"
    first = found[0]
    assert row.says in first.message
    assert row.path is None or first.path == ("workloads", NAME, *row.path)
    assert row.severity is None or first.severity == row.severity
    texts = tuple(remedy.text for remedy in first.remedies)
    assert row.fixes is None or texts[: len(row.fixes)] == row.fixes
