"""AOAI818: settings that change nothing."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from planner.checks.base import Placed, StackRule
from planner.checks.common import settings
from planner.checks.common.references import shown
from planner.domain.finding import Finding, Page, Path, Remedy, Rule
from planner.domain.settings import AccountSettings
from planner.domain.terms import Party, Severity, Verdict

RULE = Rule(
    id="AOAI818",
    slug="without-effect",
    title="Setting without effect",
    severity=Severity.WARNING,
    verdict=Verdict.OK,
    speaks_for=Party.SETTINGS,
    page=Page(
        what="A setting under `accounts` does nothing where it stands: address or subnet rules without profile `restricted`, allowed names without a restriction, a subnet where no private endpoint is made, projects in an account of kind OpenAI, or settings for a region that no catalog knows.",
        why="Whoever wrote it believes that something is open, shut or there, and it is not.",
        example=f"""\
accounts:
  network: {{profile: public, ip_rules: [203.0.113.0/24]}}
{settings.WORKLOAD}""",
        fix="Choose the profile or kind that the setting belongs to, or take it out.",
        source="docs/accounts.md.",
    ),
)


def check(placed: Placed) -> Iterator[Finding]:
    """One warning for each setting that does nothing."""
    for used in settings.used(placed):
        for path, message, remedy in _idle(used.settings):
            text = f"{message}{used.where}"
            yield RULE.finding(used.path(*path), text, remedies=[Remedy(remedy)])
    known = placed.catalog.regions
    for region in sorted(set(placed.stack.accounts.regions) - set(known)):
        near = get_close_matches(region, known, n=1)
        remedies = [Remedy(f"region {name}") for name in near] or [Remedy("take it out")]
        message = f"settings for {region}, which is no region of the catalog"
        yield RULE.finding(("accounts", "regions", region), message, remedies=remedies)
    yield from _teams(placed)


def _teams(placed: Placed) -> Iterator[Finding]:
    """Settings of teams that no workload names."""
    named = {w.team for w in placed.stack.workloads.values() if w.team is not None}
    named |= {account.team for account in placed.accounts if account.team is not None}
    for team in sorted(set(placed.stack.accounts.teams) - named):
        near = get_close_matches(team, sorted(named), n=1)
        remedies = [Remedy(f"team {name}") for name in near] or [Remedy("take it out")]
        message = f"settings for team {shown(team)}, which no workload names"
        yield RULE.finding(("accounts", "teams", team), message, remedies=remedies)


def _idle(given: AccountSettings) -> Iterator[tuple[Path, str, str]]:
    reach = given.reach
    for key in ("ip_rules", "subnets"):
        if getattr(reach, key) and reach.profile != "restricted":
            message = f"{key} have no effect on a {reach.profile} network"
            yield ("network", key), message, "profile restricted"
    if reach.outbound.allowed_fqdns and not reach.outbound.restricted:
        message = "allowed_fqdns have no effect while outbound is not restricted"
        yield ("network", "outbound"), message, "restricted true"
    yield from _idle_endpoint(given)
    if given.projects and given.kind == "OpenAI":
        yield ("projects",), "accounts of kind OpenAI have no projects", "kind AIServices"


def _idle_endpoint(given: AccountSettings) -> Iterator[tuple[Path, str, str]]:
    """A subnet without an endpoint, or an endpoint's details without a subnet."""
    endpoint = given.reach.private_endpoint
    if given.subnet is not None and not endpoint.create:
        message = "subnet has no effect: no private endpoint is made"
        instead = "network private" if given.network is None else "take private_endpoint none out"
        yield ("subnet",), message, f"{instead}, if one is wanted"
    idle = endpoint.create and given.endpoint_subnet is None and given.reach.profile != "private"
    if idle and {"dns", "location"} & endpoint.model_fields_set:
        message = "private_endpoint has no effect without a subnet: none is made"
        yield ("network", "private_endpoint"), message, "private_endpoint.subnet ID"


CHECK = StackRule(RULE, check)
