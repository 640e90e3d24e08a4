"""What `planner plan` says: accounts with their deployments, what was refused, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.domain.terms import Unit, Use
from planner.report.changes import change_counts, changes_text
from planner.report.check import VERDICT_INKS, basis, finding_counts
from planner.report.findings import findings_text, see_text
from planner.report.look import Ink, Look, Row, Span, block, count, flow, sentence, table, tail
from planner.report.quota import quota_text

if TYPE_CHECKING:
    from planner.domain.finding import Finding
    from planner.domain.plan import Account, Deployment, Plan, TrainingPlace
    from planner.report.base import Problem

_INDENT = "  "


@dataclass(frozen=True, slots=True)
class PlanReport:
    """A plan, held against the lock, whose file is named `lock`."""

    plan: Plan
    lock: str = ""
    passes_over_lock: bool = False
    """That file is there, and the plan was asked for without it."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        return self.plan.findings

    @property
    def problems(self) -> tuple[Problem, ...]:
        return ()

    def text(self, look: Look) -> str:
        """Heading, changes, accounts, refused, kept, quota, corrections, and the verdict again."""
        over = self.passes_over_lock
        changes = changes_text(self.plan, look, self.lock, passes_over_lock=over)
        if look.quiet:
            return block(changes, refused_text(self.plan, look), kept_text(self.plan, look))
        return block(
            heading_text(self.plan, look),
            changes,
            *_accounts(self.plan, look),
            refused_text(self.plan, look),
            kept_text(self.plan, look),
            see_text(shown_findings(self.plan), look),
            limits_text(self.plan, look),
            verdict_text(self.plan, look),
        )


def heading_text(plan: Plan, look: Look) -> str:
    """The verdict, what it counts and rests on, and the resource group."""
    verdict = Span(plan.verdict.value, VERDICT_INKS[plan.verdict])
    said = tail([*_counts(plan), *finding_counts(plan.findings), *basis(plan)])
    head = [Span(f"Plan for {plan.stack}:", Ink.BOLD), verdict, *said]
    lines = [flow(head, look, hanging=_INDENT)]
    if plan.resource_group and plan.location:
        where = f"resource group {plan.resource_group} in {plan.location}"
        lines.append(sentence(where, look, ink=Ink.DIM))
    return "\n".join(lines)


def limits_text(plan: Plan, look: Look) -> str:
    """What the plan takes of its quota, how far it is proven, and the facts that were corrected."""
    return block(quota_text(plan, look), _gap(plan, look), _facts(plan, look))


def verdict_text(plan: Plan, look: Look) -> str:
    """The last line: what becomes of the stack, for whoever reads the end only."""
    verdict = Span(plan.verdict.value, VERDICT_INKS[plan.verdict])
    left_out = len(plan.not_deployed)
    said = [*change_counts(plan)] or ["no changes" if plan.applyable else "cannot be applied"]
    said += [f"{left_out} refused"] if left_out else []
    return flow([Span(f"{plan.stack}:", Ink.BOLD), verdict, *tail(said)], look, hanging=_INDENT)


def refused_text(plan: Plan, look: Look) -> str:
    """What refuses the stack as a whole, and what refuses workloads of which nothing stands."""
    refused = [f for name in plan.not_deployed for f in plan.against(name)]
    parts = {"Against the stack as a whole": plan.against(None), "Refused": refused}
    return block(
        *(
            "\n".join([look.paint(head, Ink.RED), findings_text(found, look)])
            for head, found in parts.items()
            if found
        )
    )


def shown_findings(plan: Plan) -> tuple[Finding, ...]:
    """The findings that `refused_text` and `kept_text` show."""
    refused = (f for name in plan.not_deployed for f in plan.against(name))
    kept = (f for each in plan.kept for f in each.findings)
    return (*plan.against(None), *refused, *kept)


def _counts(plan: Plan) -> Iterator[str]:
    yield count(len(plan.accounts), "account")
    yield count(len(plan.deployments), "deployment")
    if plan.training:
        yield count(len(plan.training), "place to train", "places to train")
    numbers = {"refused": len(plan.not_deployed), "kept": len(plan.kept)}
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
    team = [f"team {account.team}"] if account.team else []
    said = tail([account.region, account.kind, *team])
    return flow([Span(account.name, Ink.BOLD), *said], look, hanging=_INDENT)


def _account_rows(plan: Plan, account: Account) -> Iterator[Row]:
    for deployment in plan.deployments:
        if deployment.account == account.name:
            yield _deployment_row(deployment)
    for place in plan.training:
        if place.account == account.name:
            yield _training_row(place)


def _deployment_row(deployment: Deployment) -> Row:
    model = f"{deployment.full_model} {deployment.version}"
    unit = " PTU" if deployment.type.unit is Unit.PTU else ""
    size = f"{deployment.capacity:,}{unit}"
    use = "fine-tuned" if deployment.use is Use.FINE_TUNED else ""
    owner, workload = deployment.settings.owner, deployment.workload
    of = f"workload {workload}" if workload != deployment.name else ""
    said = ", ".join(filter(None, (use, of, f"owner {owner}" if owner else "")))
    return Row((deployment.name, model, deployment.type.value, size, said), (Ink.CYAN,))


def _training_row(place: TrainingPlace) -> Row:
    model = f"{place.full_model} {place.version}"
    return Row((place.workload, model, f"{place.type.value} training"), (Ink.CYAN,))


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
