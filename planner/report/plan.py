"""What `planner plan` says: accounts with their deployments, what was refused, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.domain.terms import Unit, Use, Verdict
from planner.report.check import VERDICT_INKS, basis, finding_counts
from planner.report.findings import findings_text
from planner.report.look import Ink, Look, Row, Span, block, count, flow, sentence, table, tail
from planner.report.places import moves_text
from planner.report.quota import quota_text

if TYPE_CHECKING:
    from planner.domain.finding import Finding
    from planner.domain.plan import Account, Deployment, Plan, TrainingPlace, WorkloadPlan
    from planner.report.base import Problem
    from planner.report.forms.plan import PlanForm

_INDENT = "  "


@dataclass(frozen=True, slots=True)
class PlanReport:
    """A plan; without its findings where they are shown anyway."""

    plan: Plan
    with_findings: bool = True

    @property
    def findings(self) -> tuple[Finding, ...]:
        return self.plan.findings

    @property
    def problems(self) -> tuple[Problem, ...]:
        return ()

    def text(self, look: Look) -> str:
        """Heading, accounts, refused, kept, moves, quota, and the corrections it rests on."""
        if look.quiet:
            return block(
                self._refused(look), kept_text(self.plan, look), moves_text(self.plan, look)
            )
        return block(
            self._heading(look),
            *_accounts(self.plan, look),
            self._refused(look),
            kept_text(self.plan, look),
            moves_text(self.plan, look),
            quota_text(self.plan, look),
            _gap(self.plan, look),
            _facts(self.plan, look),
        )

    def form(self) -> PlanForm:
        from planner.report.forms.plan import plan_form  # noqa: PLC0415 - only JSON needs it

        return plan_form(self.plan)

    def _heading(self, look: Look) -> str:
        plan = self.plan
        verdict = Span(plan.verdict.value, VERDICT_INKS[plan.verdict])
        rest = [*finding_counts(plan.findings), *basis(plan)] if self.with_findings else []
        said = tail([*_counts(plan), *rest])
        head = [Span(f"Plan for {plan.stack}:", Ink.BOLD), verdict, *said]
        lines = [flow(head, look, hanging=_INDENT)]
        if plan.resource_group and plan.location:
            where = f"resource group {plan.resource_group} in {plan.location}"
            lines.append(sentence(where, look, ink=Ink.DIM))
        return "\n".join(lines)

    def _refused(self, look: Look) -> str:
        if self.with_findings:
            return refused_text(self.plan, look)
        lines = _refused_lines(self.plan, look)
        return "\n".join([look.paint("Refused", Ink.RED), *lines]) if lines else ""


def refused_text(plan: Plan, look: Look) -> str:
    """Findings about refused workloads, and those that speak against the stack as a whole."""
    whole = [f for f in plan.findings if not f.workload and f.verdict is not Verdict.OK]
    found = [plan.findings_of(name) for name in plan.not_deployed]
    texts = [findings_text(findings, look) for findings in (whole, *found)]
    lines = [text for text in texts if text]
    return "\n".join([look.paint("Refused", Ink.RED), *lines]) if lines else ""


def _refused_lines(plan: Plan, look: Look) -> list[str]:
    rows = [
        _refused_row(plan.workloads[name], sorted({f.rule.id for f in plan.findings_of(name)}))
        for name in plan.not_deployed
    ]
    return table(rows, look, indent=_INDENT)


def _counts(plan: Plan) -> Iterator[str]:
    yield count(len(plan.accounts), "account")
    yield count(len(plan.deployments), "deployment")
    if plan.training:
        yield count(len(plan.training), "place to train", "places to train")
    numbers = {"refused": len(plan.not_deployed), "kept": len(plan.kept)}
    numbers["moved"] = len({move.workload for move in plan.moves})
    yield from (f"{number} {word}" for word, number in numbers.items() if number)


def _accounts(plan: Plan, look: Look) -> Iterator[str]:
    """A section an account, all with the same columns."""
    rows = [
        (account.name, row) for account in plan.accounts for row in _account_rows(plan, account)
    ]
    lines = table([row for _, row in rows], look, indent=_INDENT) if rows else []
    for account in plan.accounts:
        inside = [line for (name, _), line in zip(rows, lines, strict=True) if name == account.name]
        yield "\n".join([_account_line(account, look), *inside])


def _account_line(account: Account, look: Look) -> str:
    said = tail([account.region, account.kind])
    return flow([Span(account.name, Ink.BOLD), *said], look, hanging=_INDENT)


def _account_rows(plan: Plan, account: Account) -> Iterator[Row]:
    for deployment in plan.deployments:
        if deployment.account == account.name:
            yield _deployment_row(deployment)
    for place in plan.training:
        if place.account == account.name:
            yield _training_row(place)


def _deployment_row(deployment: Deployment) -> Row:
    model = f"{deployment.model} {deployment.version}"
    unit = " PTU" if deployment.type.unit is Unit.PTU else ""
    size = f"{deployment.capacity:,}{unit}"
    use = "fine-tuned" if deployment.use is Use.FINE_TUNED else ""
    owner = deployment.settings.owner
    said = ", ".join(filter(None, (use, f"owner {owner}" if owner else "")))
    return Row((deployment.name, model, deployment.type.value, size, said), (Ink.CYAN,))


def _training_row(place: TrainingPlace) -> Row:
    model = f"{place.model} {place.version}"
    return Row((place.workload, model, f"{place.type.value} training"), (Ink.CYAN,))


def _refused_row(workload: WorkloadPlan, rules: list[str]) -> Row:
    model = f"{workload.model} {workload.version}"
    return Row((workload.name, model, workload.verdict.value, ", ".join(rules)), (Ink.BOLD,))


def kept_text(plan: Plan, look: Look) -> str:
    """What stays although it would be refused today, and why."""
    if not plan.kept:
        return ""
    reasons = [findings_text(kept.findings, look) or kept.workload for kept in plan.kept]
    return "\n".join([look.paint("Kept, and protected", Ink.YELLOW), *reasons])


def _gap(plan: Plan, look: Look) -> str:
    if plan.proven:
        return ""
    said = ": ".join(filter(None, ("A better placement was not ruled out", plan.gap)))
    return flow([Span(said, Ink.YELLOW)], look, hanging=_INDENT)


def _facts(plan: Plan, look: Look) -> str:
    """Facts of this plan's models that the catalog corrects, with the reasons."""
    lines = [f"{c.subject}: {c.was} -> {c.now} ({c.reason})" for c in plan.corrections]
    if not lines:
        return ""
    head = look.paint("The catalog corrects the documents here", Ink.DIM)
    return "\n".join([head, *(sentence(line, look, indent=_INDENT) for line in lines)])
