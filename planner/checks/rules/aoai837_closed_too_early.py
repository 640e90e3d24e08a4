"""AOAI837: an account that runs is closed before there is another way in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from planner.checks.base import Placed, StackRule
from planner.checks.common import settings
from planner.domain.finding import Finding, Page, Remedy, Rule
from planner.domain.lock import Reached, reached
from planner.domain.settings import NONE
from planner.domain.terms import Party, Severity, Verdict

RULE = Rule(
    id="AOAI837",
    slug="closed-too-early",
    title="Closed before there is another way in",
    severity=Severity.ERROR,
    verdict=Verdict.FAIL,
    speaks_for=Party.SETTINGS,
    page=Page(
        what="An account that runs would be closed to those who reach it today, and the private endpoint through which they are to come does not stand yet, or stands in another subnet. It is a warning where the planner cannot see who gets in: nothing is known of the account, or somebody else has the endpoints or the DNS zones; and where the stack's own zones are deleted, since its endpoints have their names elsewhere.",
        why="The account is changed first, since an endpoint needs it. Until endpoint and DNS records stand, and for good if they fail (a full subnet, a policy, a missing right), nobody could call it.",
        example=f"""\
# with a lock in which the account is public
accounts:
  network: private
  subnet: /subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/net/providers/Microsoft.Network/virtualNetworks/hub/subnets/endpoints
{settings.WORKLOAD}""",
        fix="Go in two steps. First leave the door open and name the subnet: `network: public` (or `restricted` with its rules) and `subnet: ID`; run `planner lock STACK` and `pulumi up`, and call the account from inside the network. Then write `private`, and run both again. Back again it is one step: the door opens before the endpoint goes.",
        source="Private endpoints need an account that stands (AccountProvisioningStateInvalid); public network access of Foundry resources: once disabled, only private endpoints get in.",
    ),
)


def check(placed: Placed) -> Iterator[Finding]:
    """One finding for each kind of account of which one would be closed too early."""
    known = placed.running.reached if placed.running else {}
    exist = placed.running.accounts if placed.running else {}
    for used in settings.used(placed):
        for account in placed.accounts:
            if account.name in exist and used.has(account):
                given = placed.stack.accounts.resolved("", account.region, account.team)
                found = _closing(used, known.get(account.name), reached(given))
                if found is not None:
                    yield found
                    break
    yield from _zones(placed, known)


def _zones(placed: Placed, known: Mapping[str, Reached]) -> Iterator[Finding]:
    """The stack's own zones go when endpoints have their names elsewhere; `none` is told above."""
    given = placed.stack.accounts
    ways = {a.name: reached(given.resolved("", a.region, a.team)) for a in placed.accounts}
    stay = [a for a in placed.accounts if ways[a.name].endpoint and ways[a.name].dns != NONE]
    had = [a for a in stay if a.name in known and known[a.name].in_own_zones]
    if had and not any(way.in_own_zones for way in ways.values()):
        used = next(u for u in settings.used(placed) if u.has(had[0]))
        yield _unseen(used, _ZONES_GO, _ZONES)


_ZONES_GO = "the DNS zones that the stack made would be deleted, with everybody's records in them"


def _closing(used: settings.Used, before: Reached | None, after: Reached) -> Finding | None:
    """What is wrong with the way from the one to the other."""
    if _lets_in(used, after) or before == after:
        return None
    if before is None:
        return _unseen(used, f"nobody knows how accounts{used.where} are reached today", _LOOK)
    if after.endpoint is None:
        return _without_endpoint(used, before, after)
    if before.endpoint is not None and before.dns == NONE != after.dns:
        return _too_early(used, before, after) if before.network != "private" else None
    if _stands(before, after):
        lost = after.dns == NONE != before.dns
        said = f"private accounts{used.where} lose the DNS zones of their endpoint"
        return _unseen(used, said, _NAMES) if lost else None
    return _too_early(used, before, after)


def _lets_in(used: settings.Used, after: Reached) -> bool:
    """Whether the public door stays open to somebody, as the stack file says by name."""
    reach = used.settings.reach
    rules = reach.ip_rules or reach.subnets
    return after.network == "public" or (after.network == "restricted" and bool(rules))


def _stands(before: Reached, after: Reached) -> bool:
    """Whether there is a private way in today: the endpoint itself, or one that others made."""
    if before.endpoint is None:
        return before.network == "private"
    return before.endpoint.casefold() == (after.endpoint or "").casefold()


def _without_endpoint(used: settings.Used, before: Reached, after: Reached) -> Finding | None:
    """The stack has no endpoint of its own: others make them, or nobody is let in."""
    if after.network == "restricted" and used.settings.reach.private_endpoint.create:
        message = f"accounts{used.where} run as {before.network}; restricted lets nobody in"
        return RULE.finding(used.path("network"), message, remedies=[_RULES])
    if before.endpoint is not None:
        said = f"{after.network} accounts{used.where} lose their private endpoint"
        return _unseen(used, said, _OTHERS)
    if before.network != after.network:
        said = f"accounts{used.where} that run as {before.network} become {after.network} at once"
        return _unseen(used, said, _OTHERS)
    return None


def _too_early(used: settings.Used, before: Reached, after: Reached) -> Finding:
    moves = before.endpoint is not None
    missing = "moves to another subnet" if moves else "does not stand yet"
    message = f"accounts{used.where} run as {before.network} and would be {after.network} while their private endpoint {missing}: nobody gets in"
    return RULE.finding(used.path("network"), message, remedies=[_steps(before, after)])


def _steps(before: Reached, after: Reached) -> Remedy:
    door = "public (or restricted with rules)" if before.network != "restricted" else "restricted"
    return Remedy(
        f"first network.profile {door} with the subnet, planner lock, pulumi up; then {after.network}"
    )


_RULES = Remedy("network.ip_rules [ADDRESS], or network.subnets ID")
_LOOK = Remedy("if they are public, go by way of public with the subnet; planner lock remembers it")
_OTHERS = Remedy("try an endpoint of theirs from inside the network before this is applied")
_ZONES = Remedy("let the others move first; a network can be linked to a hub's zone only then")
_NAMES = Remedy("have the names resolve to the endpoint elsewhere before this is applied")


def _unseen(used: settings.Used, said: str, remedy: Remedy) -> Finding:
    """A warning: whoever gets in afterwards is not seen from here."""
    message = f"{said}; who gets in then is not seen from here"
    return RULE.finding(
        used.path("network"),
        message,
        remedies=[remedy],
        severity=Severity.WARNING,
        verdict=Verdict.OK,
    )


CHECK = StackRule(RULE, check)
