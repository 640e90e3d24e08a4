"""AOAI812: a customer-managed key that the account could not use."""

from __future__ import annotations

from collections.abc import Iterator

from planner.checks.base import Placed, StackRule
from planner.checks.common import settings
from planner.domain.finding import Finding, Page, Remedy, Rule
from planner.domain.settings import CREATE, AccountSettings
from planner.domain.terms import Party, Severity, Verdict

RULE = Rule(
    id="AOAI812",
    slug="key-without-identity",
    title="Customer-managed key without an identity",
    severity=Severity.ERROR,
    verdict=Verdict.FAIL,
    speaks_for=Party.SETTINGS,
    page=Page(
        what="`accounts.encryption` names a key, and the account has no user-assigned identity that exists already.",
        why="The account reads the key while it is made. Its system-assigned identity, or one that is made in the same run, has no access to the vault yet: the account fails.",
        example=f"""\
accounts:
  encryption:
    key_vault: https://platform.vault.azure.net/
    key: openai
    identity_client_id: 11111111-2222-3333-4444-555555555555
{settings.WORKLOAD}""",
        fix="Make the identity first, give it Key Vault Crypto Service Encryption User on the vault, and name it under `identity.user_assigned`.",
        source="Customer-managed keys for Foundry resources; Azure Policy 67121cc7-ff39-4ab8-b7e3-95b84dab487d.",
    ),
)

_REMEDY = Remedy("identity.user_assigned: the id of one with access to the vault")


def check(placed: Placed) -> Iterator[Finding]:
    """One finding for each kind of account with a key it cannot read."""
    for used in settings.used(placed):
        if used.settings.encryption is not None and not _existing(used.settings):
            message = f"customer-managed key{used.where}, but no user-assigned identity to read it"
            yield RULE.finding(used.path("encryption"), message, remedies=[_REMEDY])


def _existing(given: AccountSettings) -> bool:
    return any(id_ != CREATE for id_ in given.identity.user_assigned)


CHECK = StackRule(RULE, check)
