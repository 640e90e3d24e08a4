"""What ARM allows of the rules at an account's public door, and of the key that encrypts it.

Sources: Learn, virtual networks for AI services and customer-managed keys, 2026; `errors.py` for
what is our own inference.
"""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from ipaddress import IPv4Network, ip_network
from typing import Any

from tests.fake_azure.asked import SUBNET, Asked
from tests.fake_azure.errors import refuse

_RESERVED = tuple(map(IPv4Network, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")))
_SMALL = 31
_VAULT = re.compile(r"https://[\w-]{3,24}\.(vault|managedhsm)\.[\w.-]+/?", re.IGNORECASE)


def check(asked: Asked) -> None:
    """Refuse rules and keys that lead nowhere; fill in the lists that are empty. Raises ArmError."""
    rules = asked.properties.get("networkAcls")
    if isinstance(rules, dict):
        _rules(asked, rules)
    source = (asked.properties.get("encryption") or {}).get("keyVaultProperties") or {}
    if source.get("keyVaultUri") and asked.settings.holds("no-vault"):
        _vault(asked, str(source["keyVaultUri"]))


def _rules(asked: Asked, rules: dict[str, Any]) -> None:
    for each in rules.get("ipRules") or []:
        wrong = _wrong(str(each.get("value", "")))
        if wrong and asked.settings.holds("private-address"):
            raise refuse("private-address", value=each.get("value"), why=wrong)
    for each in rules.get("virtualNetworkRules") or []:
        asked.need(str(each.get("id")), SUBNET, "properties.networkAcls.virtualNetworkRules.id")
    rules.update({key: rules.get(key) or [] for key in ("ipRules", "virtualNetworkRules")})


def _wrong(value: str) -> str:
    """Why an IP rule is none; empty when it is one."""
    try:
        found = ip_network(value)
    except ValueError:
        return "it is no address and no range"
    if not isinstance(found, IPv4Network):
        return "it is not IPv4"
    if any(found.subnet_of(each) for each in _RESERVED):
        return "it is a private range"
    if "/" in value and found.prefixlen >= _SMALL:
        return "prefixes of 31 and 32 are not supported"
    return ""


def _vault(asked: Asked, uri: str) -> None:
    known = asked.settings.existing
    there = known is None or any(fnmatchcase(uri.lower(), each.lower()) for each in known)
    if not there or not _VAULT.fullmatch(uri):
        raise refuse("no-vault", uri=uri)
