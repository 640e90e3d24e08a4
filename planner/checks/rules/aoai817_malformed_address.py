"""AOAI817: an address that cannot be let in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from ipaddress import IPv4Network, ip_network

from planner.checks.base import Placed, StackRule
from planner.checks.common import settings
from planner.checks.common.references import shown
from planner.domain.finding import Finding, Page, Remedy, Rule
from planner.domain.terms import Party, Severity, Verdict

RULE = Rule(
    id="AOAI817",
    slug="malformed-address",
    title="Malformed address",
    severity=Severity.ERROR,
    verdict=Verdict.FAIL,
    speaks_for=Party.SETTINGS,
    page=Page(
        what="An entry of `accounts.network.ip_rules` is not an IPv4 address or CIDR range, has bits set beyond its prefix, is a private range, or a range of prefix 31 or 32. Or `encryption.key_vault` is not a vault's URI.",
        why="Azure refuses the rules, and the account with them. Private addresses never arrive at the public endpoint; they come in through a private endpoint or a subnet rule.",
        example=f"""\
accounts:
  network: {{profile: restricted, ip_rules: [203.0.113.7/24]}}
{settings.WORKLOAD}""",
        fix="Write an address (`203.0.113.7`) or the first address of a range (`203.0.113.0/24`).",
        source="Virtual networks for Azure AI services; IP rules are public IPv4 addresses or CIDR ranges, those of prefix 31 and 32 written as addresses (Azure/azure-powershell#25455).",
    ),
)

_PRIVATE = tuple(map(IPv4Network, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")))
"""RFC 1918; other reserved ranges are left to Azure."""

_SINGLE = 31
"""From this prefix on, Azure wants the addresses themselves."""


def check(placed: Placed) -> Iterator[Finding]:
    """One finding for each entry that is no public address or range."""
    for used in settings.used(placed):
        for n, text in enumerate(used.settings.reach.ip_rules):
            wrong = _wrong(text)
            if wrong is not None:
                what, remedy = wrong
                message = f"ip rule {shown(text)} {what}{used.where}"
                path = used.path("network", "ip_rules", n)
                yield RULE.finding(path, message, remedies=[Remedy(remedy)])
        yield from _vault(used)


_VAULT = re.compile(r"https://[\w-]+\.(vault|managedhsm)\.[\w.-]+/?", re.IGNORECASE)


def _vault(used: settings.Used) -> Iterator[Finding]:
    key = used.settings.encryption
    if key is None or _VAULT.fullmatch(key.key_vault):
        return
    message = f"key_vault {shown(key.key_vault)} is no URI of a vault{used.where}"
    name = key.key_vault if re.fullmatch(r"[\w-]{3,24}", key.key_vault) else "NAME"
    remedy = Remedy(f"key_vault https://{name}.vault.azure.net/")
    yield RULE.finding(used.path("encryption", "key_vault"), message, remedies=[remedy])


def _wrong(text: str) -> tuple[str, str] | None:
    if len(several := text.replace(",", " ").split()) > 1:
        return "is several in one text", f"ip_rules [{', '.join(several[:3])}]"
    try:
        found = ip_network(text, strict=False)
    except ValueError:
        return "is no address and no CIDR range", "write it like 203.0.113.0/24"
    if not isinstance(found, IPv4Network):
        return "is not IPv4", "give IPv4 addresses only"
    if any(found.subnet_of(each) for each in _PRIVATE):
        return "is a private range", "name the subnet under network.subnets"
    return _range(text, found)


def _range(text: str, found: IPv4Network) -> tuple[str, str] | None:
    """What is wrong with a public range, and what to write; None for a good one or an address."""
    if "/" not in text:
        return None
    if text.partition("/")[0] != str(found.network_address):
        return "has bits set beyond its prefix", f"ip rule {found}"
    if found.prefixlen >= _SINGLE:
        addresses = ", ".join(map(str, found))
        return f"has prefix {found.prefixlen}, which Azure refuses", f"ip_rules [{addresses}]"
    return None


CHECK = StackRule(RULE, check)
