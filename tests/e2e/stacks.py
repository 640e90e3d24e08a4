"""Small stack files, as data."""

from __future__ import annotations

import copy
from typing import Any

from tests.fake_azure.settings import SUBSCRIPTION

Stack = dict[str, Any]

CLOSING = "gpt-4o@2024-08-06"
"""A version with a successor of the same model; only for who had it."""
TUNED = "gpt-4.1-mini-2025-04-14.ft-b044a9d3cf9c4228b5d393567f693b83"


def workload(
    model: str = "gpt-5.1@2025-11-13",
    type: str = "global-standard",  # noqa: A002 (the file's word)
    region: str = "swedencentral",
    tpm: int = 50_000,
    **more: Any,
) -> dict[str, Any]:
    """A workload; `more` holds keys of the stack file."""
    given = {"model": model, "deployment_type": type, "region": region, "capacity": {"tpm": tpm}}
    return {**given, **more}


def reserved(ptu: int = 25, **more: Any) -> dict[str, Any]:
    """A provisioned workload, which is protected."""
    return workload("gpt-5-mini@2025-08-07", "provisioned", capacity={"ptu": ptu}, **more)


def trial(**more: Any) -> dict[str, Any]:
    """A fine-tuned model under evaluation, which the service deletes after 24 hours."""
    return workload("gpt-4.1-mini@2025-04-14", "developer", fine_tuned={"id": TUNED}, **more)


def stack(**workloads: dict[str, Any]) -> Stack:
    """A stack of these workloads, pinned to a day and a catalog."""
    return {
        "version": 1,
        "catalog": {"name": "2026-09", "max_age": 400},
        "as_of": "2026-11-20",
        "subscription": {"deployed_before": [CLOSING]},
        "accounts": {"naming": {"prefix": "aoai", "suffix": "e2e"}},
        "workloads": workloads,
    }


def tuned(**more: Any) -> dict[str, Any]:
    """A fine-tuned model in use, which the service deletes when it is idle for 15 days."""
    return workload("gpt-4.1-mini@2025-04-14", "standard", fine_tuned={"id": TUNED}, **more)


def adopting(start: Stack, *names: str, **accounts: Any) -> Stack:
    """The stack with `import: true` at these workloads, and these settings of accounts."""
    found = copy.deepcopy(start)
    found["subscription"]["id"] = SUBSCRIPTION
    found["accounts"].update(accounts)
    for name in names:
        found["workloads"][name]["import"] = True
    return found


def with_accounts(start: Stack, **accounts: Any) -> Stack:
    """The stack with other settings of its accounts."""
    found = copy.deepcopy(start)
    found["accounts"].update(accounts)
    return found


def small() -> Stack:
    """Three deployments in a chain; a change of `drafts` has one on either side of it."""
    return stack(answers=workload(), drafts=workload(CLOSING), search=workload())


def changed(start: Stack, name: str, **keys: Any) -> Stack:
    """The stack with other keys in one workload."""
    found = copy.deepcopy(start)
    found["workloads"][name].update(keys)
    return found


def without(start: Stack, name: str) -> Stack:
    """The stack with a workload less."""
    found = copy.deepcopy(start)
    del found["workloads"][name]
    return found


def with_workload(start: Stack, name: str, wanted: dict[str, Any]) -> Stack:
    """The stack with one workload more."""
    found = copy.deepcopy(start)
    found["workloads"][name] = wanted
    return found
