"""AOAI827: a resource group that cannot be used as one that exists."""

from __future__ import annotations

import re
from collections.abc import Iterator

from planner.checks.base import Placed, StackRule
from planner.checks.common import settings
from planner.checks.common.references import shown
from planner.domain.finding import Finding, Page, Remedy, Rule
from planner.domain.roles import is_guid
from planner.domain.terms import Party, Severity, Verdict

RULE = Rule(
    id="AOAI827",
    slug="group-unusable",
    title="Resource group unusable",
    severity=Severity.ERROR,
    verdict=Verdict.FAIL,
    speaks_for=Party.SETTINGS,
    page=Page(
        what="`accounts.resource_group` is neither the name of a group to make nor the ARM id of one that exists, or its id is of another subscription than `subscription.id`.",
        why="Azure refuses the name, or finds no group; all of a stack is in one subscription.",
        example=f"""\
accounts:
  resource_group: /subscriptions/prod/resourceGroups/ai
{settings.WORKLOAD}""",
        fix="A name makes the group: letters, digits, `_-.()`, at most 90, no dot at the end. `/subscriptions/<id>/resourceGroups/<name>` uses one that exists.",
        source="Resource name rules of ARM.",
    ),
)

_NAME = re.compile(r"[\w().-]{0,89}[\w()-]")
_ID = re.compile(r"/subscriptions/([^/]+)/resourceGroups/([^/]+)", re.IGNORECASE)
_REMEDY = Remedy("a group's name, or /subscriptions/<id>/resourceGroups/<name>")


def check(placed: Placed) -> Iterator[Finding]:
    """One finding for a group that is none."""
    given = placed.stack.accounts.resource_group
    wrong = None if given is None else _wrong(given, placed.stack.subscription.id)
    if given is not None and wrong is not None:
        remedy = Remedy("leave the slash at the end out") if given.endswith("/") else _REMEDY
        yield RULE.finding(settings.path("resource_group"), wrong, remedies=[remedy])


def _wrong(given: str, subscription: str | None) -> str | None:
    found = _ID.fullmatch(given)
    name = found[2] if found else given
    if "/" in given and (found is None or not is_guid(found[1])):
        return f"resource_group {shown(given)} is no ARM id of a group"
    if not _NAME.fullmatch(name):
        return f"{shown(name)} cannot be a resource group's name"
    if found and subscription and found[1].lower() != subscription.lower():
        return f"the group is of subscription {found[1]}, the stack of {subscription}"
    return None


CHECK = StackRule(RULE, check)
