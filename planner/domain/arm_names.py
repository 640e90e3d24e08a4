"""What is called what in Azure: the names of things that belong to an account.

A name that changes is a new resource, so none of these may.
"""

from __future__ import annotations

import hashlib
import uuid

_OURS = uuid.UUID("4b7f4a3c-7a0e-5f60-9c3e-0d2b8f6f1a11")
"""The namespace of the GUIDs below; any other constant would do as well."""

_DIGITS = 6
"""Hexadecimal digits that tell networks of one name apart."""


def identity(account: str) -> str:
    """The user-assigned identity that is made for an account."""
    return f"id-{account}"


def endpoint(account: str) -> str:
    """The private endpoint of an account, and its connection."""
    return f"pe-{account}"


def diagnostics(account: str) -> str:
    """The diagnostic setting of an account."""
    return f"diag-{account}"


def lock(account: str) -> str:
    """The management lock of an account."""
    return f"lock-{account}"


def role_assignment(account: str, role: str, principal: str) -> str:
    """A GUID, as ARM asks for: the same one for the same account, id of a role, and principal."""
    return str(uuid.uuid5(_OURS, f"{account}/{role}/{principal.lower()}"))


def zone_link(network: str) -> str:
    """The link of a DNS zone to a network, by the network's ARM id.

    It tells networks of the same name apart, and stays what it is when others come or go.
    """
    mark = hashlib.sha256(network.casefold().encode()).hexdigest()[:_DIGITS]
    return f"{network.rpartition('/')[2]}-{mark}"


def dns_zone_config(zone: str) -> str:
    """An entry of an endpoint's DNS records, by the name of its zone."""
    return zone.replace(".", "-")
