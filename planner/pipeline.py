"""`make_plan`: the only place that knows the order of the rooms.

It reads no file, clock, network or Pulumi config: the same arguments give the same plan.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from planner.catalog.query import Catalog
from planner.checks import aoai003_plan_unsound as unsound
from planner.checks.base import Case, Placed
from planner.checks.run import Judgement, judge, review, whole
from planner.finding import Finding
from planner.offering import Correction, Offering
from planner.placement.choose import choose
from planner.placement.layout import Layout, Placement, lay_out
from planner.placement.preference import rank
from planner.plan import CatalogRef, Choice, Plan, WorkloadPlan
from planner.terms import Stage, Verdict
from planner.verify import verify
from planner.workload import DEFAULT_VERSION, Stack, Workload


@dataclass(frozen=True, slots=True)
class _Outcome:
    """One workload on its way through the rooms."""

    case: Case
    judgement: Judgement
    chosen: tuple[Choice, ...]
    findings: tuple[Finding, ...]

    @property
    def verdict(self) -> Verdict:
        verdicts = {finding.verdict for finding in self.findings}
        return next((v for v in (Verdict.FAIL, Verdict.UNVERIFIED) if v in verdicts), Verdict.OK)

    def refused_by(self, findings: Iterable[Finding]) -> _Outcome:
        """The same with what the rules about the whole stack found out about it."""
        return replace(self, findings=(*self.findings, *findings))


def make_plan(stack: Stack, catalog: Catalog, *, as_of: date) -> Plan:
    """The plan for a stack against a catalog on a day."""
    outcomes = {
        name: _decide(_case(name, workload, stack, catalog, as_of))
        for name, workload in sorted(stack.workloads.items())
    }
    outcomes, about_stack = _judged_together(stack, catalog, as_of, outcomes)
    layout = _layout(stack, catalog, outcomes)
    plan = _plan(stack, catalog, as_of, outcomes, about_stack, layout)
    return _verified(plan, stack, catalog)


def _judged_together(
    stack: Stack, catalog: Catalog, as_of: date, outcomes: dict[str, _Outcome]
) -> tuple[dict[str, _Outcome], tuple[Finding, ...]]:
    """The outcomes with what the rules say of all of them together, and what concerns none.

    Repeated while workloads drop out: one that is refused may be what another one spills over to.
    """
    layout = _layout(stack, catalog, outcomes)
    found = whole(Placed(stack, catalog, as_of, layout.accounts, layout.deployments))
    judged = {
        name: outcome.refused_by(
            f for f in found if f.workload == name and f not in outcome.findings
        )
        for name, outcome in outcomes.items()
    }
    if all(judged[name].verdict is outcome.verdict for name, outcome in outcomes.items()):
        return judged, tuple(f for f in found if f.workload is None)
    return _judged_together(stack, catalog, as_of, judged)


def _case(name: str, workload: Workload, stack: Stack, catalog: Catalog, as_of: date) -> Case:
    version = workload.model.version
    if version == DEFAULT_VERSION:
        version = _newest(workload.model.model, catalog, as_of) or version
    return Case(name, workload, stack, catalog, as_of, version)


_SETTLED = {Stage.GENERALLY_AVAILABLE, Stage.LEGACY, None}


def _newest(model: str, catalog: Catalog, as_of: date) -> str | None:
    """The version `@default` stands for: the newest that is settled, else the newest."""
    versions = catalog.versions(model)
    for version in versions:
        stages = {life.stage_at(as_of) for life in catalog.lifecycle(model, version)}
        if stages <= _SETTLED:
            return version
    return versions[0] if versions else None


def _decide(case: Case) -> _Outcome:
    judgement = judge(case)
    workload = case.workload
    chosen: tuple[Choice, ...] = ()
    if all(f.verdict is Verdict.OK for f in judgement.findings):
        chosen = choose(judgement.choices, replicas=workload.replicas, spread=workload.spread)
    findings = list(judgement.findings)
    for choice in chosen:
        findings += [f for f in review(case, _offering(case, choice)) if f not in findings]
    return _Outcome(case, judgement, chosen, tuple(findings))


def _offering(case: Case, choice: Choice) -> Offering:
    workload = case.workload
    return case.catalog.find(
        workload.model.model, case.version, workload.use, choice.type, choice.region
    )


def _layout(stack: Stack, catalog: Catalog, outcomes: Mapping[str, _Outcome]) -> Layout:
    placements = [
        Placement(name, outcome.case.workload, outcome.case.version, outcome.chosen)
        for name, outcome in outcomes.items()
        if outcome.verdict is Verdict.OK
    ]
    return lay_out(stack, placements, catalog)


def _plan(
    stack: Stack,
    catalog: Catalog,
    as_of: date,
    outcomes: Mapping[str, _Outcome],
    about_stack: tuple[Finding, ...],
    layout: Layout,
) -> Plan:
    findings = [*about_stack, *(f for outcome in outcomes.values() for f in outcome.findings)]
    naming = stack.accounts
    first = layout.accounts[0].region if layout.accounts else ""
    return Plan(
        stack=stack.name,
        environment=stack.environment.value,
        as_of=as_of,
        as_of_pinned=stack.as_of == as_of,
        catalog=CatalogRef(catalog.name, catalog.sha256, catalog.date),
        resource_group=naming.group_name(stack.name),
        location=naming.location or first,
        settings=naming,
        accounts=layout.accounts,
        deployments=layout.deployments,
        training=layout.training,
        workloads={name: _workload_plan(name, outcome) for name, outcome in outcomes.items()},
        findings=_located(findings, stack),
        corrections=tuple(c for c in catalog.corrections() if _touched(c, stack)),
    )


def _touched(correction: Correction, stack: Stack) -> bool:
    workloads = stack.workloads.values()
    return any(correction.touches(w.model.model, w.use, w.types) for w in workloads)


def _workload_plan(name: str, outcome: _Outcome) -> WorkloadPlan:
    placed = outcome.chosen if outcome.verdict is Verdict.OK else ()
    others = (choice for choice in outcome.judgement.choices if choice not in placed)
    return WorkloadPlan(
        name=name,
        verdict=outcome.verdict,
        model=outcome.case.workload.model.model,
        version=outcome.case.version,
        use=outcome.case.workload.use,
        chosen=placed,
        runners_up=tuple(sorted(others, key=rank)),
        rejections=outcome.judgement.rejections,
    )


def _located(findings: Iterable[Finding], stack: Stack) -> tuple[Finding, ...]:
    """Findings with their places, in an order that no shuffling of the file changes."""
    ordered = sorted(findings, key=lambda f: (f.workload or "", f.rule, f.message))
    return tuple(finding.at(stack.locate(finding.path)) for finding in ordered)


def _verified(plan: Plan, stack: Stack, catalog: Catalog) -> Plan:
    """The plan, or an empty one that says what is wrong with it: a bug never deploys."""
    violations = verify(plan, stack, catalog)
    if not violations:
        return plan
    found = tuple(unsound.RULE.finding((), violation) for violation in violations)
    return replace(
        plan,
        accounts=(),
        deployments=(),
        training=(),
        findings=(*found, *plan.findings),
    )
