"""Finds the smallest set of a workload's requirements that cannot hold together.

A requirement is dropped by asking for nothing in its place: any public region, any type, any
size, one replica. Whether what is left can be met, the rules themselves say.

It is a contradiction (AOAI605) when

* only rules speak against the workload whose findings follow from what it asks for (`weighs`);
  an unknown model or a condition on its use comes first, and is another matter;
* the smallest set has two requirements or more, so that none of them is wrong by itself;
* residency, replicas or spread is in it; what excludes each other of the rest has its own rule;
* no single finding names the whole set already.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

from planner.checks import registry
from planner.checks.base import Case
from planner.checks.rules import aoai605_contradicting_requirements as contradicting
from planner.checks.weigh import Weighed, weigh
from planner.domain.finding import Finding, Rule
from planner.domain.terms import DeploymentType, Verdict

_DROPPED: Mapping[str, Any] = {
    "region": (),
    "deployment_type": tuple(DeploymentType),
    "residency": None,
    "replicas": 1,
    "spread": "region",
    "capacity": None,
}
"""The value of each key that asks for nothing."""


@dataclass(frozen=True, slots=True)
class Clash:
    """Requirements that contradict each other, the finding, and the rules that it stands for."""

    members: tuple[str, ...]
    finding: Finding
    stands_for: frozenset[Rule]


def clash(case: Case, findings: Iterable[Finding]) -> Clash | None:
    """The contradiction behind a workload's findings; None when they say it better themselves."""
    rules = frozenset(f.rule for f in findings if f.verdict is not Verdict.OK)
    if not rules or not all(rule.weighs for rule in rules) or not _may_clash(case):
        return None
    present = [key for key, nothing in _DROPPED.items() if _asks(case, key, nothing)]
    members = _smallest(case, present)
    if not members or len(members) == 1 or _is_told(members, rules):
        return None
    left = _weighed(_without(case, [key for key in present if key not in members])).choices
    finding = contradicting.finding(case, members, left)
    return Clash(members, finding, rules)


def _may_clash(case: Case) -> bool:
    workload = case.workload
    return workload.residency is not None or workload.replicas > 1


def _asks(case: Case, key: str, nothing: object) -> bool:
    given = getattr(case.workload, key)
    fixed = key == "deployment_type" and case.workload.training is not None
    return bool(given != nothing and not fixed)


def _is_told(members: Sequence[str], rules: frozenset[Rule]) -> bool:
    """Whether it is no matter of residency and replicas, or one finding already names it all."""
    if contradicting.TELLING.isdisjoint(members):
        return True
    return len(rules) == 1 and {*members} <= next(iter(rules)).weighs


def _smallest(case: Case, present: Sequence[str]) -> tuple[str, ...]:
    """The smallest set that cannot be met when all else is dropped; empty when nothing helps.

    Of two as small, the one without residency and replicas: a plain fault comes first.
    """
    if not _is_met(case, present, ()):
        return ()
    needed = {key for key in present if _is_met(case, present, {*present} - {key})}
    for count in range(len(needed), len(present) + 1):
        sets = [{*keys} for keys in combinations(present, count) if needed <= {*keys}]
        for kept in sorted(sets, key=lambda keys: len(contradicting.TELLING & keys)):
            if not _is_met(case, present, kept):
                return tuple(key for key in present if key in kept)
    return ()


def _is_met(case: Case, present: Sequence[str], kept: Collection[str]) -> bool:
    """Whether the rules let the workload through when only `kept` of its requirements count."""
    weighed = _weighed(_without(case, [key for key in present if key not in kept]))
    return bool(weighed.choices) and all(f.verdict is not Verdict.FAIL for f in weighed.findings)


def _weighed(case: Case) -> Weighed:
    """What is left of a workload if nothing counts that is only unverified.

    What nobody knows contradicts nothing: it is as if the workload accepted it.
    """
    return weigh(case, beside=_OPEN)


_OPEN = frozenset(rule for rule in registry.BY_ID.values() if rule.acceptable and rule.weighs)
"""The rules that a contradiction brings about, of what may be accepted."""


def _without(case: Case, keys: Iterable[str]) -> Case:
    dropped = {key: _DROPPED[key] for key in keys}
    return replace(case, workload=case.workload.model_copy(update=dropped))
