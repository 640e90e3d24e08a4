"""AOAI805: an account kind that Microsoft changes by itself."""

from __future__ import annotations

from collections.abc import Iterator

from planner.checks.base import Placed, StackRule
from planner.checks.common import settings
from planner.domain.finding import Finding, Page, Rule
from planner.domain.terms import Party, Severity, Verdict

RULE = Rule(
    id="AOAI805",
    slug="kind-openai",
    title="Account kind OpenAI",
    severity=Severity.WARNING,
    verdict=Verdict.OK,
    speaks_for=Party.SETTINGS,
    page=Page(
        what="`accounts.kind` is `OpenAI`, the older kind without projects and other makers' models.",
        why="Microsoft upgrades such accounts to AIServices by itself, in waves; the program then sees drift, and setting the kind back is refused while projects exist. A region holds 30 accounts of this kind, against 100 of the other.",
        example=f"""\
accounts:
  kind: OpenAI
{settings.WORKLOAD}""",
        fix="Leave `kind` out: AIServices keeps the OpenAI endpoint, keys and deployments.",
        source="Upgrade of Azure OpenAI resources, 2026-08-19.",
    ),
)


def check(placed: Placed) -> Iterator[Finding]:
    """One warning for the stack."""
    for used in settings.used(placed):
        if used.settings.kind == "OpenAI":
            message = "Microsoft upgrades accounts of kind OpenAI to AIServices by itself (docs 2026-08-19)"
            yield RULE.finding(used.path("kind"), message)
            return


CHECK = StackRule(RULE, check)
