"""AOAI816: two entries that are one thing in Azure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planner.checks.base import Placed, StackRule
from planner.checks.common import settings
from planner.domain.finding import Finding, Page, Path, Remedy, Rule
from planner.domain.roles import role_id
from planner.domain.settings import AccountSettings
from planner.domain.terms import Party, Severity, Verdict

RULE = Rule(
    id="AOAI816",
    slug="listed-twice",
    title="Listed twice",
    severity=Severity.ERROR,
    verdict=Verdict.FAIL,
    speaks_for=Party.SETTINGS,
    page=Page(
        what="Two projects, content filters, block lists or role assignments under `accounts` are the same to Azure, which compares names without case.",
        why="The second would overwrite the first (`RoleAssignmentExists` for roles), or Pulumi would refuse the doubled name.",
        example=f"""\
accounts:
  projects: [{{name: care}}, {{name: Care}}]
{settings.WORKLOAD}""",
        fix="Remove or rename one of the two.",
        source="ARM ids ignore case.",
    ),
)

_REMEDY = Remedy("take one of the two out")


def check(placed: Placed) -> Iterator[Finding]:
    """One finding for each entry that repeats another one."""
    for used in settings.used(placed):
        for path, what in _repeated(_entries(used.settings)):
            message = f"{what} is listed twice{used.where} (Azure ignores case)"
            yield RULE.finding(used.path(*path), message, remedies=[_REMEDY])


def _entries(given: AccountSettings) -> Iterator[tuple[Path, str]]:
    for n, project in enumerate(given.projects):
        yield ("projects", n), f"project {project.name}"
    for n, role in enumerate(given.role_assignments):
        id_ = role_id(role.role) or role.role
        yield ("role_assignments", n), f"role {id_} of {role.principal}"
    for key, noun in (("content_filters", "content filter"), ("block_lists", "block list")):
        yield from (((key, name), f"{noun} {name}") for name in getattr(given, key))


def _repeated(entries: Iterable[tuple[Path, str]]) -> Iterator[tuple[Path, str]]:
    seen: set[str] = set()
    for path, what in entries:
        if what.casefold() in seen:
            yield path, what
        seen.add(what.casefold())


CHECK = StackRule(RULE, check)
