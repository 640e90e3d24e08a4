"""What `planner check` says of one stack, or of several."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from planner.domain.finding import Finding
from planner.domain.terms import Severity, Verdict
from planner.report.base import Problem
from planner.report.findings import findings_text, see_text
from planner.report.look import Ink, Look, Span, block, count, flow, tail

if TYPE_CHECKING:
    from planner.domain.plan import Plan

VERDICT_INKS: Final = {
    Verdict.OK: Ink.GREEN,
    Verdict.FAIL: Ink.RED,
    Verdict.UNVERIFIED: Ink.YELLOW,
}


@dataclass(frozen=True, slots=True)
class Checked:
    """One stack that was read and checked."""

    plan: Plan

    def text(self, look: Look, told: Collection[str] = ()) -> str:
        """Findings, where to read on about rules that were not told yet, one summary line."""
        findings = findings_text(self.plan.findings, look)
        if look.quiet:
            return findings
        see = see_text(self.plan.findings, look, told)
        return block("\n".join(filter(None, (findings, see))), summary_text(self.plan, look))


@dataclass(frozen=True, slots=True)
class Unread:
    """One stack that could not be read."""

    stack: str
    problems: tuple[Problem, ...]
    """What is wrong and where; lines and columns count from 1."""

    def text(self, look: Look) -> str:
        """That it was not read; what is wrong is said on standard error, one line a problem."""
        if look.quiet:
            return ""
        head = [Span(f"{self.stack}:", Ink.BOLD, whole=True), Span("not read", Ink.RED)]
        return flow([*head, *tail([count(len(self.problems), "problem")])], look, hanging="  ")


@dataclass(frozen=True, slots=True)
class CheckReport:
    """All stacks of one `planner check`, in the order they were asked for."""

    stacks: tuple[Checked | Unread, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        read = (stack.plan for stack in self.stacks if isinstance(stack, Checked))
        return tuple(finding for plan in read for finding in plan.findings)

    @property
    def problems(self) -> tuple[Problem, ...]:
        unread = (stack for stack in self.stacks if isinstance(stack, Unread))
        return tuple(problem for stack in unread for problem in stack.problems)

    def text(self, look: Look) -> str:
        """A section a stack."""
        return block(*self._sections(look))

    def _sections(self, look: Look) -> Iterator[str]:
        told: set[str] = set()
        for stack in self.stacks:
            if isinstance(stack, Unread):
                yield stack.text(look)
            else:
                yield stack.text(look, told)
                told |= {f.rule.id for f in stack.plan.findings if not f.accepted}


def summary_text(plan: Plan, look: Look) -> str:
    """One line: the verdict, what it counts, and what it rests on."""
    verdict = Span(plan.verdict.value, VERDICT_INKS[plan.verdict])
    said = tail([*_workload_counts(plan), *finding_counts(plan.findings), *basis(plan)])
    return flow([Span(f"{plan.stack}:", Ink.BOLD), verdict, *said], look, hanging="  ")


def basis(plan: Plan) -> Iterator[str]:
    """What a result rests on: the snapshot and the day."""
    yield f"catalog {plan.catalog.snapshot}, tables of {plan.catalog.date.isoformat()}"
    pinned = " (pinned in the stack file)" if plan.as_of_pinned else ""
    yield f"as of {plan.as_of.isoformat()}{pinned}"


def finding_counts(findings: Iterable[Finding]) -> Iterator[str]:
    """`2 errors`, `1 warning`, ... or `no findings`."""
    counts = Counter("accepted" if f.accepted else f.severity.value for f in findings)
    for severity in Severity:
        if counts[severity.value]:
            yield count(counts[severity.value], severity.value)
    if counts["accepted"]:
        yield f"{counts['accepted']} accepted"
    if not counts:
        yield "no findings"


def _workload_counts(plan: Plan) -> Iterator[str]:
    verdicts = Counter(workload.verdict for workload in plan.workloads.values())
    yield count(len(plan.workloads), "workload")
    if verdicts[Verdict.FAIL]:
        yield f"{verdicts[Verdict.FAIL]} refused"
    if verdicts[Verdict.UNVERIFIED]:
        yield f"{verdicts[Verdict.UNVERIFIED]} unverified"
