"""AOAI810: an id of something else."""

from __future__ import annotations

from collections.abc import Iterator

from planner.checks.base import Placed, StackRule
from planner.checks.common import settings
from planner.checks.common.references import NAMES, flaw, references, type_of
from planner.domain.finding import Finding, Page, Remedy, Rule
from planner.domain.terms import Party, Severity, Verdict

RULE = Rule(
    id="AOAI810",
    slug="id-of-other-type",
    title="Id of another type",
    severity=Severity.ERROR,
    verdict=Verdict.FAIL,
    speaks_for=Party.SETTINGS,
    page=Page(
        what="A setting under `accounts` holds a well-formed ARM id of the wrong type of resource, such as a virtual network's where a subnet's belongs.",
        why="Azure refuses it after the account was made, or takes it and does nothing.",
        example=f"""\
accounts:
  network: private
  subnet: /subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/net/providers/Microsoft.Network/virtualNetworks/hub
{settings.WORKLOAD}""",
        fix="Give the id of the type that the finding names; a subnet's ends in `/virtualNetworks/<network>/subnets/<subnet>`.",
        source="Types of the resources in ARM's reference, as of 2026-11.",
    ),
)


def check(placed: Placed) -> Iterator[Finding]:
    """One finding for each id of another type."""
    for used in settings.used(placed):
        for each in references(used.settings):
            if flaw(each.id) is None and type_of(each.id).casefold() != each.wanted.casefold():
                message = f"{each.key} holds the id of a {type_of(each.id)}, not of {NAMES[each.wanted]}{used.where}"
                remedy = Remedy(f"give the id of {NAMES[each.wanted]}")
                yield RULE.finding(used.path(*each.path), message, remedies=[remedy])


CHECK = StackRule(RULE, check)
