"""Asks whose the accounts are that a plan takes over, before anything is registered.

Tags are seen in Azure alone. One look-up for each account with an import id, none for any other,
and only where a real engine runs the program.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import version

from pulumi import InvokeOptions
from pulumi.runtime import invoke_async

from planner.domain.plan import Account, Plan
from planner.domain.settings import STACK_TAG
from planner.emit import refusal

_CALL = "azure-native:cognitiveservices:getAccount"


async def check(plan: Plan) -> None:
    """Raise RefusedError when an account that is adopted has the tag of another stack.

    Unless the stack file names that stack under `taken_from`. What Azure does not answer (there is
    no such account, or it may not be read) is left to the import, which then says why it fails.
    """
    adopted = [each for each in plan.accounts if each.import_id is not None]
    found = [(each, await _tag(plan, each)) for each in adopted]
    problems = [_problem(each, tag) for each, tag in found if tag and _is_foreign(plan, each, tag)]
    if problems:
        raise refusal.RefusedError(problems)


async def _tag(plan: Plan, account: Account) -> str | None:
    """The stack that an account says it belongs to; None where it says none, or is not there."""
    given = {"accountName": account.name, "resourceGroupName": plan.resource_group}
    options = InvokeOptions(version=version("pulumi_azure_native"))
    try:
        answer = await invoke_async(_CALL, given, opts=options)
    except Exception:
        return None
    tags = answer.get("tags") if isinstance(answer, Mapping) else None
    said = tags.get(STACK_TAG) if isinstance(tags, Mapping) else None
    return said if isinstance(said, str) else None


def _is_foreign(plan: Plan, account: Account, tag: str) -> bool:
    settings = plan.settings[account.name]
    return tag not in (settings.tags.get(STACK_TAG), settings.taken_from)


def _problem(account: Account, tag: str) -> str:
    return (
        f"AOAI838 error: account {account.name} is to be adopted, and its tag {STACK_TAG} says that it "
        f"belongs to stack {tag}; fix: taken_from: {tag} beside import, when that stack has let go of it"
    )
