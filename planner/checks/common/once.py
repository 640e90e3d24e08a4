"""What is true of several workloads in the same words is said once, with their names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from planner.checks.base import Placed
from planner.checks.common.words import listed
from planner.domain.finding import Finding, Path, Remedy, Rule

MESSAGE_BYTES = 200
"""A message with its place and remedies then fits into 400."""


def once(
    rule: Rule,
    placed: Placed,
    names: Iterable[str],
    sentence: str,
    path: Callable[[str], Path],
    remedies: Sequence[Remedy] = (),
) -> Iterator[Finding]:
    """One finding about all of these workloads but those that accept it, at the first of them.

    It is the workload's own where it is about one only; `remedies` are advice for several. What
    is accepted stays on record, a finding each.
    """
    told: list[str] = []
    for name in sorted(set(names)):
        if _accepts(placed, name, rule):
            yield rule.finding(path(name), sentence, workload=name).accept()
        else:
            told.append(name)
    if len(told) == 1:
        yield rule.finding(path(told[0]), sentence, workload=told[0])
    elif told:
        yield rule.finding(path(told[0]), _together(told, sentence), remedies=remedies)


def _accepts(placed: Placed, name: str, rule: Rule) -> bool:
    entries = placed.stack.workloads[name].accept
    counting = (e for e in entries if e.until is None or e.until >= placed.as_of)
    return rule.acceptable and any(entry.rule == rule.id for entry in counting)


def _together(names: Sequence[str], sentence: str) -> str:
    """The sentence after as many of the names as a message has room for."""
    texts = (f"{listed(names, limit=n)}: {sentence}" for n in range(len(names), 1, -1))
    short = f"{len(names)} workloads: {sentence}"
    return next((text for text in texts if len(text.encode()) <= MESSAGE_BYTES), short)
