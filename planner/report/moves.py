"""What becomes of a stack's workloads when the catalog changes under them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.report.check import VERDICT_INKS
from planner.report.look import Ink, Look, Span, flow, sentence

if TYPE_CHECKING:
    from planner.domain.plan import Plan

_INDENT = "  "


@dataclass(frozen=True, slots=True)
class Moves:
    """One stack's plans by two catalogs, on the same day."""

    before: Plan
    after: Plan

    @property
    def moved(self) -> tuple[str, ...]:
        """Names of the workloads whose verdict, place or findings differ, sorted."""
        names = sorted(self.after.workloads)
        return tuple(n for n in names if _side(self.before, n) != _side(self.after, n))

    @property
    def worse(self) -> tuple[str, ...]:
        """Names of the workloads that were let through and no longer are, sorted."""
        let_through, refused = (
            set(self.before.workloads) - {*self.before.refused},
            self.after.refused,
        )
        return tuple(name for name in refused if name in let_through)

    def text(self, look: Look) -> str:
        """A line a workload that differs."""
        day = self.after.as_of.isoformat()
        head = look.paint(f"Stack {self.after.stack} as of {day}", Ink.BOLD)
        lines = [self._line(name, look) for name in self.moved]
        same = "no verdict, place or finding changes"
        return "\n".join([head, *(lines or [sentence(same, look, indent=_INDENT)])])

    def _line(self, name: str, look: Look) -> str:
        before, after = _spans(self.before, name), _spans(self.after, name)
        spans = [Span(f"{name}:", Ink.BOLD), *before, Span("->"), *after]
        return flow(spans, look, indent=_INDENT, hanging=_INDENT * 2)


def rules_of(plan: Plan, name: str) -> tuple[str, ...]:
    """Ids of the rules that found something in a workload, sorted."""
    return tuple(sorted({finding.rule.id for finding in plan.findings_of(name)}))


def _side(plan: Plan, name: str) -> tuple[object, ...]:
    """What differs when a workload fares otherwise: verdict, places, rules."""
    workload = plan.workloads[name]
    places = [(choice.type, choice.region, choice.geography) for choice in workload.chosen]
    return workload.verdict, places, rules_of(plan, name)


def _spans(plan: Plan, name: str) -> Iterator[Span]:
    """`ok standard in swedencentral (AOAI502)`."""
    workload, rules = plan.workloads[name], rules_of(plan, name)
    yield Span(workload.verdict.value, VERDICT_INKS[workload.verdict])
    places = [f"{choice.type.value} in {choice.region}" for choice in workload.chosen]
    yield Span(", ".join(places))
    yield Span(f"({', '.join(rules)})" if rules else "")
