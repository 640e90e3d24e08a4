"""One mistake, one finding, and fixes with which the workload passes.

What a rule refuses only because of a mistake that another rule names is not said again: findings
that the change of one key ends are one mistake, and the rule whose `Aspect` comes first speaks.
Where there are several mistakes, each one's fix names what has to be mended too, and carries it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from types import MappingProxyType

from planner.checks import contradiction, registry
from planner.checks.base import Case, Change, Changes, no_changes
from planner.checks.remedies import (
    Proposal,
    Search,
    bounds,
    leaving,
    nothing_helps,
    text,
    with_remedies,
)
from planner.checks.rules import aoai001_check_failed as failed
from planner.checks.rules import aoai401_leaves_boundary as leaves
from planner.checks.rules import aoai605_contradicting_requirements as contradicting
from planner.checks.trials import changed
from planner.domain.finding import Finding, Remedy, Rule
from planner.domain.residency import ANYWHERE
from planner.domain.terms import Verdict


@dataclass(frozen=True, slots=True)
class Mistake:
    """A refusing finding, the rules whose refusals it stands for, and what might help."""

    finding: Finding
    rules: frozenset[Rule]
    changes: Changes

    @property
    def rank(self) -> tuple[bool, int]:
        """What is sure before what is unknown, then the order of the rules' aspects."""
        aspect = self.finding.rule.aspect
        return self.finding.verdict is not Verdict.FAIL, aspect.place if aspect else 0


def told(case: Case, findings: Sequence[Finding]) -> list[Finding]:
    """The findings about a workload, one for each mistake, with remedies; and the warnings."""
    mistakes = _mistakes(case, findings)
    desk = _Desk(case, Search(case))
    others = [f for f in findings if f.verdict is Verdict.OK]
    said = [
        *(desk.explained(mistakes) if mistakes else []),
        *desk.warned(others, refused=bool(mistakes)),
    ]
    broken = desk.search.broken
    bugs = [failed.finding(rule, error, case) for rule, error in broken.items()]
    return [*sorted((f for f in said if f.rule not in broken), key=_in_order), *bugs]


def _in_order(finding: Finding) -> str:
    return finding.rule.id


def _mistakes(case: Case, findings: Sequence[Finding]) -> list[Mistake]:
    """What refuses the workload; a contradiction stands for what only follows from it."""
    refusing = [f for f in findings if f.verdict is not Verdict.OK]
    clash = contradiction.clash(case, refusing)
    stands_for = clash.stands_for if clash else frozenset()
    found = [
        Mistake(f, frozenset({f.rule}), registry.CHANGES.get(f.rule, no_changes))
        for f in refusing
        if f.rule not in stands_for
    ]
    if clash is not None:
        found.append(Mistake(clash.finding, stands_for, contradicting.changes(clash.members)))
    return sorted(found, key=lambda mistake: mistake.rank)


@dataclass
class _Desk:
    """Where the findings about one workload get their fixes."""

    case: Case
    search: Search
    cure: Change | None = None
    """The first change after which nothing is left against the workload."""

    def explained(self, mistakes: Sequence[Mistake]) -> list[Finding]:
        """One finding for each mistake, with its fixes."""
        cures = self._cures(mistakes)
        if not cures:
            groups = _by(mistakes, _blame)
            return [f for g in groups for f in self._hopeless(g)]
        self.cure, groups = self._separated(mistakes, cures)
        if len(groups) == 1 or len(self.cure) == 1:
            found = [_remedy(self.case, each) for each in cures]
            return [with_remedies(f, found) for g in groups for f in _said(g)]
        return [f for g in groups for f in self._one_of_several(g, self.cure, cures)]

    def warned(self, findings: Sequence[Finding], *, refused: bool) -> list[Finding]:
        """Findings that refuse nothing, with fixes after which the workload passes too.

        Of a refused workload they carry its first fix along. Where that is possible, the first
        fixes of all findings fit together.
        """
        base = dict(self.cure or {})
        if refused and not base:
            return list(findings)
        search = Search(changed(self.case, base), self.search.broken) if base else self.search
        joint: dict[str, object] = {}
        done: list[Finding] = []
        for finding in findings:
            found = self._calming(search, finding)
            found.sort(key=lambda change: not search.passes({**joint, **change}))
            joint.update(found[0] if found else {})
            done.append(with_remedies(finding, [_remedy(self.case, each, base) for each in found]))
        return done

    def _calming(self, search: Search, finding: Finding) -> list[Change]:
        """What ends a finding that refuses nothing; one that is accepted needs nothing."""
        if finding.accepted:
            return []
        return search.helpful(_from(registry.CHANGES, [finding.rule]), frozenset({finding.rule}))

    def _cures(self, mistakes: Sequence[Mistake]) -> list[Change]:
        """Changes after which nothing is left against the workload, smallest first."""
        every, rules = _every(mistakes)
        found = self.search.helpful(every, rules)
        otherwise = _from(registry.OTHERWISE, sorted(rules, key=lambda rule: rule.id))
        return found or self.search.singles(otherwise, rules)

    def _separated(
        self, mistakes: Sequence[Mistake], cures: Sequence[Change]
    ) -> tuple[Change, list[list[Mistake]]]:
        """A change that mends everything, and the mistakes that each of its keys mends.

        It is one whose keys are those that the findings blame: a type with which a wrong region
        and a wrong size happen to be right is a way out, but not what was mistaken.
        """
        if not mistakes[1:]:
            return cures[0], [[*mistakes]]
        for cure in chain(cures, self.search.deeper(*_every(mistakes))):
            groups = _by(mistakes, partial(self._key_of, cure))
            blamed = all(any(self._key_of(cure, m) in m.finding.path for m in g) for g in groups)
            if blamed and len(groups) == len(cure):
                return cure, groups
        return cures[0], _by(mistakes, lambda m: m.finding.rule.id)

    def _key_of(self, cure: Change, mistake: Mistake) -> str:
        """The key of a change that by itself ends a mistake; the first if none does."""
        for key, value in cure.items():
            after = self.search.trials.of({key: value})
            if after is not None and mistake.rules.isdisjoint(after.refusing):
                return key
        return next(iter(cure))

    def _one_of_several(
        self, group: Sequence[Mistake], cure: Change, cures: Sequence[Change]
    ) -> Iterator[Finding]:
        """A mistake's findings; each fix mends the other mistakes too, and says so."""
        mine = self._key_of(cure, group[0])
        own = {key: value for key, value in cure.items() if key == mine}
        rest = {key: value for key, value in cure.items() if key != mine}
        changes, rules = _every(group)
        others = Search(changed(self.case, rest)).singles(changes, rules)
        found = [_remedy(self.case, each, rest) for each in [own, *(c for c in others if c != own)]]
        found += [_remedy(self.case, each) for each in cures if len(each) < len(cure)]
        yield from (with_remedies(finding, found) for finding in _said(group))

    def _hopeless(self, group: Sequence[Mistake]) -> Iterator[Finding]:
        """Findings with what mends them and leaves something, or with what stands in the way."""
        changes, rules = _every(group)
        residency = bounds(self.case.scene, self.case.workload)
        found = [
            Remedy(leaving(text(change, residency), after.refusing))
            for change, after in self.search.partial(changes, rules)
        ]
        if not found:
            found = [
                Remedy(nothing_helps(self.search.blocking(changes), self.case.workload.residency))
            ]
        for finding in _said(group):
            yield with_remedies(finding, [] if finding.remedies else found)


def _said(group: Sequence[Mistake]) -> list[Finding]:
    """What is said of one mistake: by the first rule, once for each place that it names."""
    return [each.finding for each in group if each.finding.rule == group[0].finding.rule]


def _by(mistakes: Iterable[Mistake], key: Callable[[Mistake], str]) -> list[list[Mistake]]:
    groups: dict[str, list[Mistake]] = {}
    for mistake in mistakes:
        groups.setdefault(key(mistake), []).append(mistake)
    return list(groups.values())


def _blame(mistake: Mistake) -> str:
    """What of a workload a finding is about, and which key it blames."""
    rule, key = mistake.finding.rule, str(mistake.finding.path[2:3])
    return f"{rule.aspect.part} {key}" if rule.aspect else rule.id


def _every(mistakes: Iterable[Mistake]) -> tuple[tuple[Proposal, ...], frozenset[Rule]]:
    """What might help against mistakes, and the rules that refuse because of them."""
    proposals = dict.fromkeys(Proposal(m.finding.rule, m.changes) for m in mistakes)
    return tuple(proposals), frozenset(rule for m in mistakes for rule in m.rules)


def _from(known: Mapping[Rule, Changes], rules: Iterable[Rule]) -> list[Proposal]:
    return [Proposal(rule, known[rule]) for rule in rules if rule in known]


_NO_CHANGE: Change = MappingProxyType({})


def _remedy(case: Case, own: Change, rest: Change = _NO_CHANGE) -> Remedy:
    """A change in words; what mends another mistake comes after its own, other keys only."""
    residency = bounds(case.scene, case.workload)
    others = {key: value for key, value in rest.items() if key not in own}
    also = f", then also {text(others, residency)}" if others else ""
    return Remedy(f"{text(own, residency)}{_stays(case, own)}{also}", {**rest, **own})


def _stays(case: Case, change: Change) -> str:
    """That the residency holds as another type; said only where AOAI401 has looked at that.

    A change is offered when no rule is against it, so every placement that it permits stays
    inside; unless the workload accepts that one may leave.
    """
    residency = case.workload.residency
    if "deployment_type" not in change or residency in (None, ANYWHERE):
        return ""
    open_ = any(entry.rule == leaves.RULE.id for entry in case.workload.accept)
    return "" if open_ or "residency" in change else f" (stays in {residency})"
