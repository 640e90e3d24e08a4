"""AOAI813: a content filter policy that is not there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from planner.checks.base import Placed, StackRule
from planner.checks.common import settings
from planner.domain.finding import Finding, Page, Remedy, Rule
from planner.domain.settings import MICROSOFTS, ContentFilter
from planner.domain.terms import Party, Severity, Verdict

RULE = Rule(
    id="AOAI813",
    slug="content-filter-undefined",
    title="Content filter not defined",
    severity=Severity.ERROR,
    verdict=Verdict.FAIL,
    speaks_for=Party.SETTINGS,
    page=Page(
        what="A workload's `content_filter` is neither a policy of Microsoft's (`Microsoft.DefaultV2`) nor defined under `accounts.content_filters`. Or a policy's `base` is neither.",
        why="Azure refuses a deployment that names a policy which its account does not have, and a policy that changes one which is not there.",
        example="""\
accounts:
  content_filters: {strict: {mode: Blocking}}
workloads:
  support-chat:
    model: gpt-5.1@2025-11-13
    deployment_type: global-standard
    region: swedencentral
    capacity: {tpm: 50000}
    content_filter: strct
""",
        fix="Correct the name, or define the policy under `accounts.content_filters`, where it is made before the deployments.",
        source="Deployment property raiPolicyName, API 2025-06-01.",
    ),
)


def check(placed: Placed) -> Iterator[Finding]:
    """One finding for each base that nobody has, and each workload whose policy is missing."""
    yield from _bases(placed)
    defined = {a.name: placed.stack.accounts.of(a.region, a.team) for a in placed.accounts}
    told: set[str] = set()
    for each in placed.deployments:
        known = defined[each.account].content_filters
        name = each.settings.content_filter
        if name in known or name.startswith(MICROSOFTS) or each.workload in told:
            continue
        told.add(each.workload)
        message = f"content filter {name} is not defined for accounts in {each.region}"
        path = ("workloads", each.workload, "content_filter")
        yield RULE.finding(path, message, workload=each.workload, remedies=_near(name, known))


def _bases(placed: Placed) -> Iterator[Finding]:
    """Policies that change another one which no account has."""
    for used in settings.used(placed):
        known = used.settings.content_filters
        for policy, given in sorted(known.items()):
            wrong = _wrong(policy, known)
            if wrong:
                message = f"base {given.base} of content filter {policy} {wrong}{used.where}"
                path = used.path("content_filters", policy, "base")
                others = [] if given.base in known else [name for name in known if name != policy]
                near = get_close_matches(given.base, [*others, _DEFAULT], n=1, cutoff=0.5)
                remedies = [Remedy(f"base {each}") for each in near or [_DEFAULT]]
                yield RULE.finding(path, message, remedies=remedies)


def _wrong(policy: str, known: Mapping[str, ContentFilter]) -> str:
    """What is wrong with the base of a policy: it must lead to one of Microsoft's in the end."""
    above = [policy]
    while (base := known[above[-1]].base) in known and base not in above:
        above.append(base)
    if base in above:
        return "leads back to it" if base == policy else ""
    return "is not defined" if len(above) == 1 and not base.startswith(MICROSOFTS) else ""


_DEFAULT = "Microsoft.DefaultV2"


def _near(name: str, known: object) -> list[Remedy]:
    names = [*known, _DEFAULT] if isinstance(known, dict) else []
    near = get_close_matches(name, names, n=1, cutoff=0.5)
    change = [Remedy(f"content_filter {each}", {"content_filter": each}) for each in near]
    return [*change, Remedy(f"define accounts.content_filters.{name}")]


CHECK = StackRule(RULE, check)
