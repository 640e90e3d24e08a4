"""What `planner explain` says: how one workload got its place, or why it got none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.domain.terms import Verdict
from planner.report.check import VERDICT_INKS, basis
from planner.report.findings import findings_text, see_text
from planner.report.held import Decision
from planner.report.look import Ink, Look, Row, Span, block, count, flow, sentence, table, tail

if TYPE_CHECKING:
    from planner.domain.finding import Finding, Rule
    from planner.domain.plan import Choice, Decided, Plan, Rejection, Relaxation, WorkloadPlan
    from planner.report.base import Problem
    from planner.report.held import Held

_INDENT = "  "
_SHOWN_RUNNERS_UP = 10


@dataclass(frozen=True, slots=True)
class ExplainReport:
    """One workload of a plan, which must have it."""

    plan: Plan
    workload: str
    relaxations: tuple[Relaxation, ...] = ()
    """What would make it fit, when it is refused; empty when nothing small does."""
    held: Held | None = None
    """What the lock decides about it; None without a lock."""
    decided: Decided | None = None
    """What speaks for its places against the first runner-up; None where nothing does."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        return self.plan.findings_of(self.workload)

    @property
    def problems(self) -> tuple[Problem, ...]:
        return ()

    def text(self, look: Look) -> str:
        """The choice and its reason, the runners-up, the rejections by reason, the way out."""
        found = self.plan.workloads[self.workload]
        return block(
            "" if look.quiet else self._heading(found, look),
            _chosen(found, self.held, self.decided, look),
            _runners_up(found, look),
            _rejections(found.rejections, look),
            findings_text(self.findings, look),
            see_text(self.findings, look),
            "" if found.verdict is Verdict.OK else _way_out(self.relaxations, look),
        )

    def _heading(self, found: WorkloadPlan, look: Look) -> str:
        verdict = Span(found.verdict.value, VERDICT_INKS[found.verdict])
        wanted = f"{found.full_model} {found.version}, {found.use.value}"
        said = tail([wanted, f"stack {self.plan.stack}", *basis(self.plan)])
        return flow([Span(f"{found.name}:", Ink.BOLD), verdict, *said], look, hanging=_INDENT)


def _chosen(found: WorkloadPlan, held: Held | None, decided: Decided | None, look: Look) -> str:
    """The choice and what decided: the lock where it holds the workload, else a level."""
    nothing = "Kept" if found.kept else "Chosen: nothing"
    lines = [look.paint("Chosen" if found.chosen else nothing, Ink.BOLD)]
    lines += _choices(found.chosen, look)
    by_lock = held is not None and held.decision in (Decision.STAYS, Decision.KEPT)
    reasons = [_why_best(found, decided)] if found.chosen and not by_lock else []
    reasons += [held.text()] if held else []
    return "\n".join(
        [*lines, *(sentence(each, look, indent=_INDENT, ink=Ink.DIM) for each in reasons)]
    )


def _why_best(found: WorkloadPlan, decided: Decided | None) -> str:
    """What decided against the first runner-up: the level, else which of the two is preferred."""
    if not found.runners_up:
        return "the only one left" if len(found.chosen) == 1 else "the only ones left"
    if decided is not None:
        return decided.why
    last, first = found.chosen[-1], found.runners_up[0]
    (type_, region), (other_type, other_region) = last.order, first.order
    other = f"{first.type.value} in {first.region}"
    if type_ != other_type:
        reason, preferred = f"preferred type over {other}", type_ < other_type
    elif region != other_region:
        reason, preferred = f"preferred region over {other}", region < other_region
    else:
        reason, preferred = f"alphabetical tie with {other}", last.region < first.region
    return reason if preferred else f"not {other}, although preferred: {_what_else(found, first)}"


def _what_else(found: WorkloadPlan, better: Choice) -> str:
    """Why a choice that the user prefers was not taken."""
    if any(choice.region == better.region for choice in found.chosen):
        return "another replica is in that region"
    if any(choice.geography == better.geography for choice in found.chosen):
        return "another replica is in that geography, or the rest of the plan decides"
    return "the rest of the plan decides: the lock, quota or other workloads"


def _way_out(relaxations: Sequence[Relaxation], look: Look) -> str:
    head = look.paint("What would make it fit", Ink.BOLD)
    if not relaxations:
        tried = "nothing small: no change of one or two keys does"
        return "\n".join([head, sentence(tried, look, indent=_INDENT)])
    return "\n".join([head, *(_way(each, look) for each in relaxations)])


def _way(relaxation: Relaxation, look: Look) -> str:
    spans = [Span(f"{relaxation.text}:"), Span(_given(relaxation.gives), Ink.GREEN)]
    return flow(spans, look, indent=_INDENT, hanging="    ")


def _given(gives: Iterable[Choice]) -> str:
    """`standard in swedencentral and francecentral`."""
    regions: dict[str, list[str]] = {}
    for choice in gives:
        regions.setdefault(choice.type.value, []).append(choice.region)
    places = [f"{type_} in {' and '.join(slugs)}" for type_, slugs in regions.items()]
    return ", ".join(places)


def _runners_up(found: WorkloadPlan, look: Look) -> str:
    if not found.runners_up:
        return ""
    lines = _choices(found.runners_up[:_SHOWN_RUNNERS_UP], look)
    left = len(found.runners_up) - _SHOWN_RUNNERS_UP
    lines += [f"{_INDENT}{left} more with --json"] if left > 0 else []
    title = "Runners-up, best first" if found.chosen else "Candidates, best first"
    return "\n".join([look.paint(title, Ink.BOLD), *lines])


def _choices(choices: Iterable[Choice], look: Look) -> list[str]:
    rows = [Row((choice.type.value, choice.region, choice.geography)) for choice in choices]
    return table(rows, look, indent=_INDENT)


def _rejections(rejections: tuple[Rejection, ...], look: Look) -> str:
    if not rejections:
        return ""
    several = sum(len(rejection.reasons) > 1 for rejection in rejections)
    also = f", {several} for several reasons" if several else ""
    title = f"Rejected: {count(len(rejections), 'offering')}{also}"
    head = sentence(title, look, ink=Ink.BOLD)
    groups = _by_rule(rejections)
    ordered = sorted(groups, key=lambda rule: rule.id)
    return "\n".join([head, *(_group(rule, groups[rule], look) for rule in ordered)])


def _by_rule(rejections: Iterable[Rejection]) -> dict[Rule, list[Rejection]]:
    groups: dict[Rule, list[Rejection]] = {}
    for rejection in rejections:
        for rule in rejection.reasons:
            groups.setdefault(rule, []).append(rejection)
    return groups


def _group(rule: Rule, rejections: list[Rejection], look: Look) -> str:
    reason = _common_reason(rule, rejections)
    told = len(rejections) == 1 and rejections[0].region in reason
    text = Span(reason or rule.title)
    number = [] if told else tail([count(len(rejections), "offering")], Ink.DIM)
    head = flow([Span(rule.id, Ink.YELLOW), text, *number], look, indent=_INDENT, hanging="    ")
    return "\n".join([head, *([] if told else _places(rejections, look))])


def _common_reason(rule: Rule, rejections: list[Rejection]) -> str:
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
