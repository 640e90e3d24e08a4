"""Runs the rules over one workload, without explaining or repairing anything.

Used twice: on the workload itself, and on the variants that might repair it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from planner.checks import registry
from planner.checks.base import Case, OfferingRule, Reasons, Rejected
from planner.checks.rules import aoai001_check_failed as failed
from planner.domain.finding import Finding, Rule
from planner.domain.offering import Offering, Region
from planner.domain.plan import Choice
from planner.domain.residency import ANYWHERE
from planner.domain.subject import Target
from planner.domain.terms import Cloud, DeploymentType, TrainingType, Verdict
from planner.facts import residency as boundary
from planner.facts.azure_places import nearest
from planner.facts.catalog import Catalog


@dataclass(slots=True)
class Weighed:
    """What the rules say of one workload."""

    accepted: frozenset[Rule]
    """The rules that the workload accepts."""
    findings: list[Finding] = field(default_factory=list)
    """Of workload and candidates rules, and of checks that failed to run."""
    choices: list[Choice] = field(default_factory=list)
    """What is left, in the user's order; whether the workload may use it, the findings say."""
    rejected: list[Rejected] = field(default_factory=list)

    def nearest(self) -> list[Rejected]:
        """The rejected offerings with the fewest reasons against them: they speak for all."""
        least = min((len(reasons) for _, reasons in self.rejected), default=0)
        return [each for each in self.rejected if len(each[1]) == least]

    def rejecting(self) -> set[Rule]:
        """The rules that rejected something, when that left nothing."""
        if self.choices:
            return set()
        return {rule for _, reasons in self.rejected for rule in reasons}


def accepted_rules(case: Case) -> frozenset[Rule]:
    """The acceptable rules that the workload accepts on the day of the plan."""
    counting = (e for e in case.workload.accept if e.until is None or e.until >= case.as_of)
    named = (registry.BY_ID.get(entry.rule) for entry in counting)
    return frozenset(rule for rule in named if rule is not None and rule.acceptable)


def settled(findings: Iterable[Finding], accepted: frozenset[Rule]) -> Iterator[Finding]:
    """The findings, accepted where the workload accepts them; never one that says `fail`."""
    for finding in findings:
        waived = finding.rule in accepted and finding.verdict is not Verdict.FAIL
        yield finding.accept() if waived else finding


def attempt(
    rule: Rule, case: Case, function: Callable[..., Iterable[Finding]], *args: object
) -> tuple[Finding, ...]:
    """What a rule's function finds; when it raises, a finding that says so and refuses."""
    try:
        return tuple(function(*args))
    except Exception as error:  # a bug in one rule must not hide the others
        return (failed.finding(rule, error, case),)


_NOTHING: frozenset[Rule] = frozenset()


def weigh(case: Case, *, beside: frozenset[Rule] = _NOTHING) -> Weighed:
    """Judge the workload and its offerings. Raises nothing: a rule that does becomes a finding.

    The rules `beside` count as accepted, beside those that the workload accepts.
    """
    weighed = Weighed(accepted_rules(case) | beside if case.workload.accept else beside)
    if _judge_workload(case, weighed):
        _judge_offerings(case, weighed)
    if weighed.choices:
        for check in registry.CANDIDATES_RULES:
            found = attempt(check.rule, case, check.check, case, weighed.choices, weighed.rejected)
            weighed.findings.extend(settled(found, weighed.accepted))
    return weighed


def _judge_workload(case: Case, weighed: Weighed) -> bool:
    """Run the workload rules; False when one of them leaves no offering to judge."""
    go_on = True
    for check in registry.WORKLOAD_RULES:
        found = attempt(check.rule, case, check.check, case)
        if found:
            weighed.findings.extend(settled(found, weighed.accepted))
            go_on = go_on and not check.final
    return go_on


def _judge_offerings(case: Case, weighed: Weighed) -> None:
    """Ask every rule about every offering that the workload permits."""
    catalog, regions = case.catalog, _regions(case)
    for type_order, type_ in enumerate(case.workload.types):
        by_cloud: dict[Cloud, dict[Rule, str | None]] = {}
        for region_order, (slug, geography) in regions:
            offering = catalog.find(Target(case.subject, type_, slug))
            shared = by_cloud.setdefault(catalog.cloud_of(slug), {})
            reasons = _reasons(case, offering, weighed, shared)
            if reasons:
                weighed.rejected.append((offering, reasons))
            else:
                order = (type_order, region_order)
                weighed.choices.append(Choice(type_, slug, geography, order))


def _regions(case: Case) -> Sequence[tuple[int, tuple[str, str]]]:
    """Place in the user's order, slug and geography of each permitted region.

    Regions that the catalog does not know are left out. Left-out regions mean the public ones
    inside the residency, those near where the stack is first; none is preferred where nothing
    says where that is.
    """
    workload, known = case.workload, case.catalog.regions
    if not workload.region:
        residency = workload.residency or ANYWHERE
        wide = case.stack.spread_risk or not case.scene.home.said
        near = case.scene.home.regions
        return _inside(case.catalog, workload.types, residency, near, wide=wide)
    return [
        (order, (slug, known[slug].geography))
        for order, slug in enumerate(workload.region)
        if slug in known
    ]


@lru_cache(maxsize=256)
def _inside(
    catalog: Catalog,
    types: tuple[DeploymentType | TrainingType, ...],
    residency: str,
    near: tuple[str, ...],
    *,
    wide: bool,
) -> Sequence[tuple[int, tuple[str, str]]]:
    """The public regions that a residency allows for one of the types.

    Where it allows none of the types anywhere, those in which a narrower type would stay inside:
    then it is the type that is wrong. All of them for a residency that nobody knows.
    """
    public = [r for r in catalog.regions.values() if r.cloud is Cloud.PUBLIC]
    for tried in (types, (DeploymentType.STANDARD,)):
        allowed = [r for r in public if _may_stay(tried, r, residency)]
        if allowed:
            break
    places = sorted((region.slug, region.geography) for region in allowed or public)
    return tuple((nearest(place[0], near, wide=wide), place) for place in places)


def _may_stay(
    types: Iterable[DeploymentType | TrainingType], region: Region, residency: str
) -> bool:
    return any(boundary.stays(t, region, residency) is not Verdict.FAIL for t in types)


def _reasons(
    case: Case, offering: Offering, weighed: Weighed, shared: dict[Rule, str | None]
) -> Reasons:
    """Why the offering will not do: every reason, not the first."""
    reasons: Reasons = {}
    for check in registry.REJECTING[offering.use]:
        try:
            reason = (
                _once(case, offering, check, shared)
                if check.by_type
                else check.reject(case, offering)
            )
            if reason is not None and not waives(case, check, offering, weighed.accepted):
                reasons[check.rule] = reason
        except Exception as error:  # nor let an offering pass unseen
            weighed.findings.append(failed.finding(check.rule, error, case))
            reasons[failed.RULE] = f"{check.rule.id} could not be run"
    return reasons


def _once(
    case: Case, offering: Offering, check: OfferingRule, shared: dict[Rule, str | None]
) -> str | None:
    """What a rule that looks at type and cloud says of them; asked for the first region only."""
    if check.rule not in shared:
        shared[check.rule] = check.reject(case, offering)
    return shared[check.rule]


def waives(case: Case, check: OfferingRule, offering: Offering, accepted: frozenset[Rule]) -> bool:
    """Whether the workload accepts this rejection; never one whose verdict is `fail`."""
    return check.rule in accepted and _sureness(case, check, offering) is not Verdict.FAIL


def _sureness(case: Case, check: OfferingRule, offering: Offering) -> Verdict:
    return check.sureness(case, offering) if check.sureness else check.rule.verdict


def placed(case: Case, choice: Choice) -> Offering:
    """The offering behind a choice."""
    return case.catalog.find(Target(case.subject, choice.type, choice.region))


def remarks(case: Case, offering: Offering) -> list[Finding]:
    """What the rules say of a chosen offering; raises nothing."""
    found: list[Finding] = []
    for rule, remark in registry.REMARKS[offering.use]:
        found.extend(attempt(rule, case, remark, case, offering))
    if not case.workload.accept:
        return found
    accepted = accepted_rules(case)
    for check in registry.REJECTING[offering.use]:
        if check.rule in accepted:
            found.extend(attempt(check.rule, case, _relied_on, case, check, offering))
    return list(settled(found, accepted))


def _relied_on(case: Case, check: OfferingRule, offering: Offering) -> Iterable[Finding]:
    """The rejection, if any, that only an acceptance keeps from counting."""
    if check.reject(case, offering) is None:
        return ()
    return check.explain(case, [offering])
