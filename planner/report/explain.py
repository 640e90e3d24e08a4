"""What `planner explain` says: how one workload got its place, or why it got none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from planner.report.check import VERDICT_INKS, basis
from planner.report.findings import findings_text
from planner.report.forms import ExplainForm
from planner.report.json_forms import explain_form
from planner.report.look import Ink, Look, Row, Span, block, count, flow, sentence, table, tail

if TYPE_CHECKING:
    from planner.plan import Choice, Plan, Rejection, WorkloadPlan

_INDENT = "  "
_SHOWN_RUNNERS_UP = 10


@dataclass(frozen=True, slots=True)
class ExplainReport:
    """One workload of a plan, which must have it. `titles` are the rules' titles by id."""

    plan: Plan
    workload: str
    titles: Mapping[str, str] = field(default_factory=dict)

    def text(self, look: Look) -> str:
        """The choice, the runners-up, the rejections by reason, and the findings."""
        found = self.plan.workloads[self.workload]
        return block(
            "" if look.quiet else self._heading(found, look),
            _chosen(found, look),
            _runners_up(found, look),
            _rejections(found.rejections, self.titles, look),
            findings_text(self.plan.findings_of(self.workload), look),
        )

    def form(self) -> ExplainForm:
        return explain_form(self.plan, self.workload)

    def _heading(self, found: WorkloadPlan, look: Look) -> str:
        verdict = Span(found.verdict.value, VERDICT_INKS[found.verdict])
        wanted = f"{found.model} {found.version}, {found.use.value}"
        said = tail([wanted, f"stack {self.plan.stack}", *basis(self.plan)])
        return flow([Span(f"{found.name}:", Ink.BOLD), verdict, *said], look, hanging=_INDENT)


def _chosen(found: WorkloadPlan, look: Look) -> str:
    if not found.chosen:
        return look.paint("Chosen: nothing", Ink.BOLD)
    return "\n".join([look.paint("Chosen", Ink.BOLD), *_choices(found.chosen, look)])


def _runners_up(found: WorkloadPlan, look: Look) -> str:
    if not found.runners_up:
        return ""
    lines = _choices(found.runners_up[:_SHOWN_RUNNERS_UP], look)
    left = len(found.runners_up) - _SHOWN_RUNNERS_UP
    lines += [f"{_INDENT}{left} more with --json"] if left > 0 else []
    return "\n".join([look.paint("Runners-up, best first", Ink.BOLD), *lines])


def _choices(choices: Iterable[Choice], look: Look) -> list[str]:
    rows = [Row((choice.type.value, choice.region, choice.geography)) for choice in choices]
    return table(rows, look, indent=_INDENT)


def _rejections(rejections: tuple[Rejection, ...], titles: Mapping[str, str], look: Look) -> str:
    if not rejections:
        return ""
    head = look.paint(f"Rejected: {count(len(rejections), 'offering')}", Ink.BOLD)
    groups = _by_rule(rejections)
    return "\n".join([head, *(_group(rule, groups[rule], titles, look) for rule in sorted(groups))])


def _by_rule(rejections: Iterable[Rejection]) -> dict[str, list[Rejection]]:
    groups: dict[str, list[Rejection]] = {}
    for rejection in rejections:
        for rule in rejection.reasons:
            groups.setdefault(rule, []).append(rejection)
    return groups


def _group(rule: str, rejections: list[Rejection], titles: Mapping[str, str], look: Look) -> str:
    reason = _common_reason(rule, rejections)
    told = len(rejections) == 1 and rejections[0].region in reason
    text = Span(reason or titles.get(rule, ""))
    head = flow([Span(rule, Ink.YELLOW), text], look, indent=_INDENT, hanging="    ")
    return "\n".join([head, *([] if told else _places(rejections, look))])


def _common_reason(rule: str, rejections: list[Rejection]) -> str:
    """The reason, where all of them have the same."""
    reasons = {rejection.reasons[rule] for rejection in rejections}
    return reasons.pop() if len(reasons) == 1 else ""


def _places(rejections: Iterable[Rejection], look: Look) -> Iterator[str]:
    """The regions of each type, in the plan's order."""
    regions: dict[str, list[str]] = {}
    for rejection in rejections:
        regions.setdefault(rejection.type.value, []).append(rejection.region)
    for type_, slugs in regions.items():
        yield sentence(f"{type_} in {', '.join(sorted(slugs))}", look, indent="    ")
