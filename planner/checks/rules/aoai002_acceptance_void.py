"""AOAI002: an acceptance that accepts nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from difflib import get_close_matches

from planner.checks.base import Case, PlannerRule
from planner.domain.finding import Finding, Page, Rule
from planner.domain.terms import Party, Severity, Verdict
from planner.domain.workload import Acceptance

RULE = Rule(
    id="AOAI002",
    slug="acceptance-void",
    title="An acceptance that cannot count",
    severity=Severity.WARNING,
    verdict=Verdict.OK,
    speaks_for=Party.PLANNER,
    page=Page(
        what="An entry of `accept` names a rule that does not exist or that may not be accepted, has expired, or (as a note) accepts something that was not found.",
        why="Whoever reads the stack file believes that a risk was looked at and accepted, while the entry does nothing.",
        example="""\
as_of: 2026-11-20
workloads:
  support-chat:
    model: gpt-5.1@2025-11-13
    deployment_type: global-standard
    region: swedencentral
    capacity: {tpm: 50000}
    accept: [{rule: AOAI206, until: 2026-06-30, reason: seen in the portal}]
""",
        fix="Correct the rule's id, move `until` to a later day after looking again, or remove the entry. Rules that say a combination is not sold cannot be accepted: change the workload.",
        source="No document: this is about the stack file itself.",
    ),
)

CHECK = PlannerRule(RULE)


def complaints(case: Case, rules: Mapping[str, Rule]) -> Iterator[Finding]:
    """A warning for each entry that cannot count, whatever the checks find."""
    for position, entry in enumerate(case.workload.accept):
        fault = _fault(case, entry, rules)
        if fault is not None:
            path = case.path("accept", position)
            yield RULE.finding(path, fault, workload=case.name)


def _fault(case: Case, entry: Acceptance, rules: Mapping[str, Rule]) -> str | None:
    rule = rules.get(entry.rule)
    if rule is None:
        area = [id_ for id_ in rules if id_[:5] == entry.rule[:5]]
        near = get_close_matches(entry.rule, area or rules, 1, 0.5)
        return f"{entry.rule} is not a rule" + (f"; did you mean {near[0]}?" if near else "")
    if not rule.acceptable:
        return f"{entry.rule} ({rule.title.lower()}) cannot be accepted"
    if entry.until is not None and entry.until < case.as_of:
        return f"the acceptance of {entry.rule} ended on {entry.until}, before {case.as_of}"
    return None


def unused(case: Case, used: Set[Rule], rules: Mapping[str, Rule]) -> Iterator[Finding]:
    """A note for each entry that could count and had nothing to accept; `used` are the rules that had."""
    for position, entry in enumerate(case.workload.accept):
        if rules.get(entry.rule) not in used and _fault(case, entry, rules) is None:
            message = f"{entry.rule} is accepted but was not found; the entry does nothing"
            path = case.path("accept", position)
            yield RULE.finding(path, message, workload=case.name, severity=Severity.NOTE)
