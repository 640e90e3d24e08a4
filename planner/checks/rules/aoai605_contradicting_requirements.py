"""AOAI605: requirements that can each be met, and not together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planner.checks.base import Case, Change, Changes, PlannerRule
from planner.checks.common import loosen, words
from planner.domain.finding import Finding, Page, Rule
from planner.domain.plan import Choice
from planner.domain.terms import Party, Severity, Verdict

RULE = Rule(
    id="AOAI605",
    slug="contradicting-requirements",
    title="Requirements that contradict each other",
    severity=Severity.ERROR,
    verdict=Verdict.FAIL,
    speaks_for=Party.REQUEST,
    page=Page(
        what="Each of some requirements of a workload can be met, all of them together cannot. The finding names the smallest set that contradicts itself, with `residency`, `replicas` or `spread` in it, and stands for the findings of the rules that only follow from it. One wrong region, type or size is no contradiction: its own rule says so.",
        why="No single key is wrong, so a list of what each rule rejects does not say which ones to weigh against each other.",
        example="""\
workloads:
  support-chat:
    model: gpt-5.1@2025-11-13
    deployment_type: standard
    residency: sweden
    replicas: 2
    capacity: {tpm: 50000}
""",
        fix="Give up one of the named requirements, or a part of it: each remedy changes one of them and was tried. `planner explain STACK WORKLOAD` shows what each would give.",
        source="The stack file itself, against the tables of the snapshot in use.",
    ),
)

KEYS = ("residency", "replicas", "spread", "deployment_type", "region", "capacity")
"""The requirements that are weighed against each other, in the order in which they are named."""
TELLING = frozenset({"residency", "replicas", "spread"})
"""At least one of them is in a contradiction; between the others, a rule of their own says it."""
_LONGEST = 200
"""Bytes of a message."""
_SHOWN = 2


def finding(case: Case, members: Sequence[str], left: Sequence[Choice]) -> Finding:
    """The finding about requirements that leave only `left` between them, which is too little."""
    names = [_named(case, key) for key in KEYS if key in members]
    first = next(key for key in KEYS if key in members)
    *others, last = names
    message = f"{', '.join(others)} and {last} contradict each other"
    told = f"{message}: {_left(case, left)}"
    short = told if len(told.encode()) <= _LONGEST else message
    return RULE.finding(case.path(first), short, workload=case.name)


def _named(case: Case, key: str) -> str:
    """A requirement as the stack file has it: `residency sweden`, `region [eastus, westus]`."""
    workload = case.workload
    if key == "capacity" and workload.capacity is not None:
        amount = workload.capacity.amount
        size = f"{amount.target:,}"
        size = size if amount.min == amount.target else f"{amount.min:,} to {size}"
        return f"capacity {size} {loosen.word(workload.capacity.unit)}"
    value = getattr(workload, key)
    if isinstance(value, tuple):
        more = ", ..." if len(value) > _SHOWN else ""
        names = ", ".join(map(str, value[:_SHOWN])) + more
        return f"{key} [{names}]" if len(value) > 1 else f"{key} {names}"
    return f"{key} {value}"


def _left(case: Case, left: Sequence[Choice]) -> str:
    if not left:
        return f"{words.subject(case)} has no such offering"
    kind = "geography" if case.workload.spread == "geography" else "region"
    spots = sorted({choice.geography if kind == "geography" else choice.region for choice in left})
    return f"only {words.listed(spots)} {'is' if len(spots) == 1 else 'are'} left"


def changes(members: Sequence[str]) -> Changes:
    """What might help: one family of changes for each member; a wider residency comes last."""
    ranked = sorted((key for key in KEYS if key in members), key=lambda key: key == "residency")

    def family(case: Case, key: str) -> Iterator[Change]:
        return (step.change for step in loosen.KEYS[key](case))

    return lambda case: [family(case, key) for key in ranked]


CHECK = PlannerRule(RULE)
