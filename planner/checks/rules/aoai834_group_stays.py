"""AOAI834: what runs is in another resource group than the stack file now asks for."""

from __future__ import annotations

from collections.abc import Iterator

from planner.checks.base import Placed, StackRule
from planner.checks.common import settings
from planner.domain.finding import Finding, Page, Path, Remedy, Rule
from planner.domain.plan import Group
from planner.domain.terms import Party, Severity, Verdict

RULE = Rule(
    id="AOAI834",
    slug="group-stays",
    title="The resource group stays the one that was made",
    severity=Severity.WARNING,
    verdict=Verdict.OK,
    speaks_for=Party.SETTINGS,
    without_effect=True,
    page=Page(
        what="The lock knows another resource group than the stack file now asks for: `accounts.naming.prefix`, `accounts.resource_group` or `accounts.location` was changed, or the stack was renamed. What runs stays in its group, and what is new is made there.",
        why="A group can be neither renamed nor moved, and an account belongs to one group for life. Another group means that everything is deleted and made anew, at other endpoints; a deleted account's subdomain is taken for 48 hours (`CustomDomainInUse`).",
        example="""\
# with a lock that was made with the prefix aoai
accounts:
  naming: {prefix: llm}
workloads:
  support-chat:
    model: gpt-5.1@2025-11-13
    deployment_type: global-standard
    region: swedencentral
    capacity: {tpm: 50000}
""",
        fix="Take the change back, or write `resource_group: NAME` of the group that stands. If another group is meant, `docs/lock.md`, Another resource group, has two ways: a second stack beside this one, without a gap, or `planner lock STACK --upgrade-names`, which deletes everything and makes it anew.",
        source="Resource groups of Azure Resource Manager, 2026-09 (no renaming); recover or purge deleted resources, 2026-09 (48 hours).",
    ),
)


def check(placed: Placed) -> Iterator[Finding]:
    """One finding where the stack file asks for a group that does not stand."""
    known = placed.lock.group if placed.lock else None
    if known is None or not placed.accounts:
        return
    given = placed.stack.accounts
    asked = Group(
        given.group_name(placed.stack.name), given.location or "", given.group_id is not None
    )
    if asked.name.casefold() != known.name.casefold():
        yield _another(placed, known, asked)
    elif asked.exists != known.exists:
        yield _handed_over(known)
    elif not known.exists and given.location not in (None, known.location):
        message = f"resource group {known.name} stays in {known.location}; the stack file asks for {given.location}"
        yield RULE.finding(settings.path("location"), message, remedies=[_BACK])


def _another(placed: Placed, known: Group, asked: Group) -> Finding:
    named = Remedy(f"resource_group: {known.name} says what runs")
    message = f"resource group {known.name} stays, with all that is in it; the stack file asks for {asked.name}"
    return RULE.finding(
        _path(placed), message, remedies=[_BACK if known.exists else named, _BESIDE]
    )


def _path(placed: Placed) -> Path:
    named = placed.stack.accounts.resource_group is not None
    return settings.path("resource_group") if named else settings.path("naming")


def _handed_over(known: Group) -> Finding:
    """The same group, made by the stack for one side and somebody else's for the other."""
    path = settings.path("resource_group")
    if known.exists:
        message = f"resource group {known.name} is somebody else's and stays so; by its name it would be made"
        return RULE.finding(path, message, remedies=[Remedy("name it by its ARM id")])
    message = f"resource group {known.name} was made by this stack and stays in its state; named by its id it is left behind when the stack is destroyed"
    return RULE.finding(path, message, remedies=[_NAME], severity=Severity.NOTE)


_BACK = Remedy("take the change back")
_BESIDE = Remedy("another group: docs/lock.md has two ways")
_NAME = Remedy("its name, not its id, deletes it with the stack")


CHECK = StackRule(RULE, check)
