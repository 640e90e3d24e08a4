"""The checks' three questions: about a workload, about what was chosen for it, about all of it.

Nothing here raises because a rule has a bug: such a rule gives AOAI001, and the workload fails.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from planner.checks import registry
from planner.checks.base import Case, Placed, StackRule, no_proposals
from planner.checks.mistakes import told
from planner.checks.remedies import Proposal, Search, text, with_remedies
from planner.checks.rules import aoai001_check_failed as failed
from planner.checks.rules import aoai002_acceptance_void as void
from planner.checks.weigh import Weighed, attempt, placed, remarks, weigh
from planner.domain.finding import Finding, Remedy, Rule
from planner.domain.offering import Offering
from planner.domain.plan import Choice, Rejection
from planner.domain.subject import Target
from planner.domain.terms import Verdict


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the checks say of one workload before anything is chosen.

    `choices` stand in the user's order, the type first, then the region. They are empty when
    any finding is not `ok`: a refused workload has nothing to choose from.
    """

    findings: tuple[Finding, ...]
    choices: tuple[Choice, ...]
    rejections: tuple[Rejection, ...]
    """Every offering that the workload permits and a rule does not, with every reason."""


def judge(case: Case) -> Judgement:
    """Judge one workload by all rules about workloads, offerings and candidates. Never raises."""
    weighed = weigh(case)
    rejections = _rejections(weighed)
    if not weighed.findings and weighed.choices and not case.workload.accept:
        return Judgement((), tuple(weighed.choices), rejections)
    findings = _complete(case, weighed)
    refused = any(finding.verdict is not Verdict.OK for finding in findings)
    return Judgement(findings, () if refused else tuple(weighed.choices), rejections)


def _rejections(weighed: Weighed) -> tuple[Rejection, ...]:
    return tuple(Rejection(o.type, o.region, reasons) for o, reasons in weighed.rejected)


def sketch(case: Case) -> Judgement:
    """The same judgement without remedies, for a change that is tried out. Never raises."""
    weighed = weigh(case)
    found = [*weighed.findings, *([] if weighed.choices else _explained(case, weighed.nearest()))]
    refusing = tuple(f for f in found if f.verdict is not Verdict.OK)
    return Judgement(refusing, () if refusing else tuple(weighed.choices), _rejections(weighed))


def review(case: Case, offering: Offering) -> tuple[Finding, ...]:
    """What the rules say of the offering chosen for a workload. Never raises.

    Among it, accepted, the rejections that only an acceptance of the workload overrules.
    """
    found = remarks(case, offering)
    return _distinct(told(case, found)) if found else ()


def lost(case: Case, rejections: Iterable[Rejection]) -> tuple[Finding, ...]:
    """Why places at which a workload runs would be refused today, by rule. Never raises."""
    found = [(_offering(case, rejection), rejection.reasons) for rejection in rejections]
    return _distinct(told(case, _distinct(_explained(case, found))))


def _offering(case: Case, rejection: Rejection) -> Offering:
    return case.catalog.find(Target(case.subject, rejection.type, rejection.region))


def whole(placed_: Placed, *, proposing_for: str | None = None) -> tuple[Finding, ...]:
    """What the rules say of all workloads' placement together. Never raises.

    What might help is looked for of all workloads, or of one.
    """
    asked = [(check, check.check) for check in registry.STACK_RULES]
    return _about_all(placed_, asked, proposing_for)


def without_place(placed_: Placed, *, proposing_for: str | None = None) -> tuple[Finding, ...]:
    """Why workloads found no place beside the others, as far as all rules know. Never raises."""
    asked = [(check, check.left_out) for check in registry.STACK_RULES]
    return _about_all(placed_, asked if placed_.left_out else [], proposing_for)


_Asked = tuple[StackRule, Callable[[Placed], Iterable[Finding]]]


def _about_all(
    placed_: Placed, asked: Iterable[_Asked], proposing_for: str | None
) -> tuple[Finding, ...]:
    found: list[Finding] = []
    for check, speak in asked:
        try:
            for each in speak(placed_):
                proposes = proposing_for in (None, each.workload)
                found.append(_proposed(placed_, check, each) if proposes else each)
        except Exception as error:  # a bug in one rule must not hide the others
            found.append(failed.finding(check.rule, error, None))
    return _distinct(found)


def _proposed(placed_: Placed, check: StackRule, finding: Finding) -> Finding:
    """The finding with what its rule proposes for the workload, as far as other rules agree."""
    if finding.workload is None or check.changes is no_proposals:
        return finding
    workload = placed_.stack.workloads[finding.workload]
    subject = workload.subject(workload.model.version)
    case = Case(finding.workload, workload, placed_.scene, subject)
    search = Search(case)
    proposal = Proposal(check.rule, check.changes(placed_, finding))
    found = search.singles([proposal], frozenset({check.rule}))
    for error in search.broken.values():
        raise error
    return with_remedies(finding, [Remedy(text(change), change) for change in found])


def _complete(case: Case, weighed: Weighed) -> tuple[Finding, ...]:
    """All findings, explained and with remedies."""
    found = list(weighed.findings)
    if not weighed.choices:
        found += _explained(case, weighed.nearest())
    if not weighed.choices and all(f.verdict is Verdict.OK for f in found):
        found.append(failed.nothing_left(case))
    found = told(case, _distinct(found))
    found += void.complaints(case, registry.BY_ID)
    if case.workload.accept and all(f.verdict is Verdict.OK for f in found):
        found += void.unused(case, _used(case, weighed), registry.BY_ID)
    return _distinct(found)


def _explained(
    case: Case, refused: Sequence[tuple[Offering, Mapping[Rule, str]]]
) -> Iterator[Finding]:
    """One finding for each rule that rejected anything, over all that it rejected."""
    for check in registry.OFFERING_RULES:
        rejected = [o for o, reasons in refused if check.rule in reasons]
        if rejected:
            yield from attempt(check.rule, case, check.explain, case, rejected)


def _used(case: Case, weighed: Weighed) -> frozenset[Rule]:
    """The accepted rules that have something to accept, in the workload or in any choice.

    What a rule about the whole stack has to say is not known yet: its acceptance may be of use.
    """
    used = {finding.rule for finding in weighed.findings if finding.accepted}
    used |= {check.rule for check in registry.STACK_RULES}
    for choice in weighed.choices:
        used |= {f.rule for f in remarks(case, placed(case, choice)) if f.accepted}
    return frozenset(used)


def _distinct(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings without repetitions, in order."""
    kept: list[Finding] = []
    for finding in findings:
        if finding not in kept:
            kept.append(finding)
    return tuple(kept)
