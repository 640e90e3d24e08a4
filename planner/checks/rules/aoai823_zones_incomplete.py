"""AOAI823: names that would not resolve inside the network."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planner.checks.base import Placed, StackRule
from planner.checks.common import settings
from planner.checks.common.words import listed
from planner.domain.finding import Finding, Page, Path, Remedy, Rule
from planner.domain.settings import CREATE, NONE
from planner.domain.terms import Party, Severity, Verdict

_ZONE = "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/dns/providers/Microsoft.Network/privateDnsZones/privatelink.openai.azure.com"
_SUBNET = "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/net/providers/Microsoft.Network/virtualNetworks/hub/subnets/endpoints"

RULE = Rule(
    id="AOAI823",
    slug="zones-incomplete",
    title="DNS zones incomplete",
    severity=Severity.WARNING,
    verdict=Verdict.OK,
    speaks_for=Party.SETTINGS,
    page=Page(
        what="`private_endpoint.dns` lists zones, and not all three under which an account answers; or it mixes `create` or `none` with ids, which is an error.",
        why="A name without a record resolves to the public address, where a private account refuses the call.",
        example=f"""\
accounts:
  network:
    profile: private
    private_endpoint:
      subnet: {_SUBNET}
      dns: {_ZONE}
{settings.WORKLOAD}""",
        fix="Give the ids of all three: privatelink.openai.azure.com, privatelink.cognitiveservices.azure.com and privatelink.services.ai.azure.com. If a hub has no zone of a name yet, make it there. Not `create`, which stands alone and makes all three: a network can be linked to one zone of a name.",
        source="Private link for Foundry resources: AIServices answers under all three.",
    ),
)

ZONES = (
    "privatelink.openai.azure.com",
    "privatelink.cognitiveservices.azure.com",
    "privatelink.services.ai.azure.com",
)


def check(placed: Placed) -> Iterator[Finding]:
    """One finding for each kind of account with too few zones, or with words among the ids."""
    for used in settings.used(placed):
        path = used.path("network", "private_endpoint", "dns")
        dns = used.settings.reach.private_endpoint.dns
        if used.settings.endpoint_subnet is None:
            continue
        missing = _missing(dns)
        if len(dns) > 1 and {CREATE, NONE} & {*dns}:
            yield _mixed(used, path, dns, missing)
        elif missing and all("/" in id_ for id_ in dns):
            message = f"private endpoints{used.where} have no DNS zone {listed(missing)}"
            yield RULE.finding(path, message, remedies=_beside(dns, missing))


def _mixed(used: settings.Used, path: Path, dns: Sequence[str], missing: list[str]) -> Finding:
    """A word beside ids would be taken for one."""
    word = next(each for each in dns if each in (CREATE, NONE))
    message = f"dns{used.where} mixes {word} with ids: it is {word} alone, or the ids of all zones"
    ids = [each for each in dns if each not in (CREATE, NONE)]
    return RULE.finding(
        path,
        message,
        remedies=_beside(ids, missing),
        severity=Severity.ERROR,
        verdict=Verdict.FAIL,
    )


def _missing(dns: Sequence[str]) -> list[str]:
    named = {id_.rpartition("/")[2].casefold() for id_ in dns}
    return [zone for zone in ZONES if zone not in named]


def _beside(dns: Sequence[str], missing: Sequence[str]) -> list[Remedy]:
    """The ids of the missing zones, as they are where the others stand.

    Never `create`: a network that is linked to a hub's zone cannot be linked to a second one of
    the same name.
    """
    folder, _, _ = next(iter(dns), "").rpartition("/")
    if not folder or not missing:
        return []
    if len(missing) == 1:
        return [Remedy(f"dns: also {folder}/{missing[0]}")]
    return [Remedy(f"dns: also the ids of {listed(missing)}, as where the others are")]


CHECK = StackRule(RULE, check)
