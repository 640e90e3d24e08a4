"""What ARM allows of content filter policies and block lists.

Sources: RaiPolicy.tsp and the content filter pages of 2026 for the names; `errors.py` for what is
our own inference.
"""

from __future__ import annotations

from collections.abc import Mapping

from tests.fake_azure import quota
from tests.fake_azure.asked import Asked
from tests.fake_azure.errors import refuse

POLICY = f"{quota.ACCOUNT}/raipolicies"
BLOCKLIST = f"{quota.ACCOUNT}/raiblocklists"

BUILT_IN = ("microsoft.default", "microsoft.defaultv2")
"""Policies that every account has."""

_PROMPT, _ANSWER = "prompt", "completion"
_BOTH = frozenset({_PROMPT, _ANSWER})

NAMES: Mapping[str, frozenset[str]] = {
    "hate": _BOTH,
    "sexual": _BOTH,
    "violence": _BOTH,
    "selfharm": _BOTH,
    "profanity": _BOTH,
    "jailbreak": frozenset({_PROMPT}),
    "indirect attack": frozenset({_PROMPT}),
    "protected material text": frozenset({_ANSWER}),
    "protected material code": frozenset({_ANSWER}),
    "ungrounded material": frozenset({_ANSWER}),
}
"""Filters, and whether they look at prompts or at answers; content filter page, 2026."""


def write_policy(asked: Asked) -> None:
    """A content filter policy; filters, base and block lists must be there. Raises ArmError."""
    account = asked.parent()
    _based(asked)
    for each in asked.properties.get("contentFilters") or []:
        _known(asked, str(each.get("name", "")), str(each.get("source", "")))
    lists = {r.arm.name.lower() for r in asked.state.below(account.arm, BLOCKLIST)}
    for used in asked.properties.get("customBlocklists") or []:
        if used["blocklistName"].lower() not in lists:
            raise refuse("no-blocklist", name=used["blocklistName"])
    asked.properties["type"] = "UserManaged"


def _based(asked: Asked) -> None:
    """The base is one of Microsoft's, or another policy of the account."""
    base = asked.properties.get("basePolicyName")
    if base and asked.settings.holds("base-unknown") and not stands(asked, base):
        raise refuse("base-unknown", name=base)


def stands(asked: Asked, policy: str) -> bool:
    """Whether an account has a policy, its own or one that every account has."""
    above = asked.id.parent
    own = asked.state.below(above, POLICY) if above else []
    return policy.lower() in {*BUILT_IN, *(each.arm.name.lower() for each in own)}


def _known(asked: Asked, name: str, source: str) -> None:
    sources = NAMES.get(name.lower(), frozenset())
    if asked.settings.holds("filter-unknown") and source.lower() not in sources:
        raise refuse("filter-unknown", name=name, source=source)


def delete_policy(asked: Asked) -> None:
    """Refused while a deployment uses it."""
    account = asked.id.parent
    for each in asked.state.below(account, quota.DEPLOYMENT) if account else []:
        if str(each.properties.get("raiPolicyName", "")).lower() == asked.id.name.lower():
            raise refuse("in-use", name=asked.id.name, user=each.arm.name)


def write_blocklist(asked: Asked) -> None:
    """A block list or one of its items: nothing but that its parent stands."""
    asked.parent()


def delete_blocklist(asked: Asked) -> None:
    """Refused while a content filter policy uses it."""
    account = asked.id.parent
    for each in asked.state.below(account, POLICY) if account else []:
        used = each.properties.get("customBlocklists") or []
        if asked.id.name.lower() in {u["blocklistName"].lower() for u in used}:
            raise refuse("in-use", name=asked.id.name, user=each.arm.name)
