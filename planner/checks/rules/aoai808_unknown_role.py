"""AOAI808: a role that Azure has no id for."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from planner.checks.base import Placed, StackRule
from planner.checks.common import settings
from planner.checks.common.references import shown
from planner.domain.finding import Finding, Page, Remedy, Rule
from planner.domain.roles import ROLES, role_id
from planner.domain.terms import Party, Severity, Verdict

RULE = Rule(
    id="AOAI808",
    slug="unknown-role",
    title="Unknown role",
    severity=Severity.ERROR,
    verdict=Verdict.FAIL,
    speaks_for=Party.SETTINGS,
    page=Page(
        what="A role assignment names a role that is neither an id nor one of the documented names.",
        why="Azure assigns roles by id. A name that cannot be turned into one would stop the run after the account was made.",
        example=f"""\
accounts:
  role_assignments:
    - {{role: Cognitive Services OpenAI Usr, principal: 11111111-2222-3333-4444-555555555555}}
{settings.WORKLOAD}""",
        fix="Correct the name (docs/accounts.md lists them), or give the role's GUID, which also serves roles of your own.",
        source="Built-in roles, 2026-09; names changed from Azure AI to Foundry, ids did not.",
    ),
)


def check(placed: Placed) -> Iterator[Finding]:
    """One finding for each role without an id."""
    for used in settings.used(placed):
        for n, given in enumerate(used.settings.role_assignments):
            if role_id(given.role) is None:
                message = (
                    f"role {shown(given.role)} is none of those in docs/accounts.md, and no GUID"
                )
                path = used.path("role_assignments", n, "role")
                yield RULE.finding(path, message + used.where, remedies=_near(given.role))


def _near(role: str) -> list[Remedy]:
    near = get_close_matches(role, ROLES, n=2, cutoff=0.5)
    return [Remedy(f"role {name}") for name in near] or [Remedy("give the role's GUID")]


CHECK = StackRule(RULE, check)
