"""Whether all that a plan's deployments and accounts refer to is there; a part of `verify`.

What is referred to and not planned would be refused by Azure, or, where it exists, deleted by
Pulumi while it is in use. Knows the plan, and what runs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from planner.domain.lock import Lock
from planner.domain.plan import Plan
from planner.domain.settings import AccountSettings

_ACCOUNT = re.compile(
    r"/subscriptions/[^/]+/resourceGroups/[^/]+"
    r"/providers/Microsoft\.CognitiveServices/accounts/[^/]+",
    re.IGNORECASE,
)
_BUILT_IN = "Microsoft."
_MADE = "create"


def references(plan: Plan, running: Lock) -> Iterator[str]:
    """Everything that is referred to and not there: filters, bases, lists, accounts, identities."""
    yield from _of_deployments(plan)
    yield from _sources(plan, running)
    for account in plan.accounts:
        settings = plan.settings.get(account.name)
        if settings is None:
            yield f"account {account.name} is planned without its settings"
        else:
            yield from _of_account(account.name, settings)


def _of_deployments(plan: Plan) -> Iterator[str]:
    for d in plan.deployments:
        settings = plan.settings.get(d.account)
        if settings is not None and not _has_policy(settings, d.settings.content_filter):
            yield f"{d.workload}: {d.account} has no content filter {d.settings.content_filter}"
        if d.source_account is not None and not _ACCOUNT.fullmatch(d.source_account):
            yield f"{d.workload}: source account {d.source_account} is not the id of an account"


def _sources(plan: Plan, running: Lock) -> Iterator[str]:
    """What runs and leaves the plan is deleted, unless it was adopted."""
    stays = {account.name for account in plan.accounts}
    for d in plan.deployments:
        source = running.named(d.source_account) if d.source_account else None
        if source is not None and not source.adopted and source.name not in stays:
            yield f"{d.workload}: source account {source.name} would be deleted"


def _has_policy(settings: AccountSettings, name: str) -> bool:
    return name.startswith(_BUILT_IN) or name in settings.content_filters


def _is_based(settings: AccountSettings, name: str) -> bool:
    """Whether a policy changes one of Microsoft's in the end, over as many others as there are."""
    for _ in settings.content_filters:
        if name in settings.content_filters:
            name = settings.content_filters[name].base
    return name.startswith(_BUILT_IN)


def _of_account(account: str, settings: AccountSettings) -> Iterator[str]:
    """Policies change one that is there and name lists that are; a key has an identity to read it.

    One that is made beside the account comes too late: it has no access to the vault yet.
    """
    for name, policy in settings.content_filters.items():
        if not _is_based(settings, name):
            yield f"content filter {name}: {account} has no base {policy.base}"
        for used in policy.block_lists:
            if used.name not in settings.block_lists:
                yield f"content filter {name}: {account} has no block list {used.name}"
    exist = {*settings.identity.user_assigned} - {_MADE}
    if settings.encryption is not None and not exist:
        yield f"account {account}: no identity of its own reads its key"
