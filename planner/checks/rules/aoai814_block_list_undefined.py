"""AOAI814: a block list that is not there."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from planner.checks.base import Placed, StackRule
from planner.checks.common import settings
from planner.domain.finding import Finding, Page, Remedy, Rule
from planner.domain.terms import Party, Severity, Verdict

RULE = Rule(
    id="AOAI814",
    slug="block-list-undefined",
    title="Block list not defined",
    severity=Severity.ERROR,
    verdict=Verdict.FAIL,
    speaks_for=Party.SETTINGS,
    page=Page(
        what="A content filter policy uses a block list that is not defined under `accounts.block_lists`.",
        why="Azure refuses the policy, and the deployments that name it wait for ever.",
        example=f"""\
accounts:
  block_lists: {{rivals: {{items: {{contoso: Contoso}}}}}}
  content_filters: {{strict: {{block_lists: [{{name: rival}}]}}}}
{settings.WORKLOAD}""",
        fix="Correct the name, or define the list under `accounts.block_lists`, where it is made before the policies.",
        source="Policy property customBlocklists, API 2025-06-01.",
    ),
)


def check(placed: Placed) -> Iterator[Finding]:
    """One finding for each list that a policy names and nobody defines."""
    for used in settings.used(placed):
        known = used.settings.block_lists
        for policy, given in sorted(used.settings.content_filters.items()):
            for n, each in enumerate(given.block_lists):
                if each.name not in known:
                    message = f"block list {each.name} of content filter {policy} is not defined"
                    path = used.path("content_filters", policy, "block_lists", n, "name")
                    near = get_close_matches(each.name, known, n=1, cutoff=0.5)
                    remedies = [Remedy(f"name {name}") for name in near]
                    remedies.append(Remedy(f"define accounts.block_lists.{each.name}"))
                    yield RULE.finding(path, message + used.where, remedies=remedies)


CHECK = StackRule(RULE, check)
