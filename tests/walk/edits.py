"""What people do to a stack file between two runs: one edit at a time, and what it asks for by name.

Slips are among them: a mistyped region, a lock that is gone, half a network.
"""

from __future__ import annotations

import copy
import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Stack = dict[str, Any]

GONE = "2029-01-01"
"""By then everything that the snapshots know has retired."""
SUBNET = (
    "/subscriptions/8f1c2c8e-3f0b-4a86-9a55-0c8a3f1f7d10/resourceGroups/rg-network/providers"
    "/Microsoft.Network/virtualNetworks/vnet-one/subnets/snet-endpoints"
)
TUNED = "gpt-4.1-mini-2025-04-14.ft-b044a9d3cf9c4228b5d393567f693b83"

STANDARD = ("global-standard", "data-zone-standard")
REGIONS = ("swedencentral", "francecentral", "germanywestcentral", "polandcentral", "eastus2")
POLICY = "strict"


@dataclass(frozen=True)
class Edit:
    """One edit, and what may be deleted or made anew because a person asked for it."""

    says: str
    stack: Stack
    named: frozenset[str] = frozenset()
    """Workloads of which it says that they go, move or become something else."""
    opens: bool = False
    """It takes protection away by name: the stack is no longer one for production."""
    unplugs: bool = False
    """It takes the network's things away by name."""
    filters: bool = False
    """It takes a content filter policy away by name."""
    drops_lock: bool = False
    restores: int | None = None
    """A lock of before is put back: which one, counted round."""
    upgrades: frozenset[str] = frozenset()
    """Workloads that `planner lock --upgrade` is run for."""


def first(chance: random.Random) -> Stack:
    """A stack of two to five workloads, all of which can be deployed."""
    kinds = chance.sample(list(_WORKLOADS), chance.randint(2, 5))
    return {
        "version": 1,
        "catalog": {"name": "2026-09", "max_age": 3650},
        "as_of": "2026-11-20",
        "environment": chance.choice(("dev", "prod")),
        "subscription": {"deployed_before": ["gpt-4o@2024-08-06"]},
        "accounts": {"naming": {"prefix": "aoai", "suffix": "walk"}, "content_filters": _policy()},
        "workloads": {kind: _WORKLOADS[kind](chance) for kind in kinds},
    }


def _policy(threshold: str = "Low") -> dict[str, Any]:
    wanted = {"name": "Hate", "source": "Prompt", "threshold": threshold}
    return {POLICY: {"filters": [wanted]}}


def _standard(chance: random.Random) -> dict[str, Any]:
    return {
        "model": "gpt-5.1@2025-11-13",
        "deployment_type": chance.choice(STANDARD),
        "region": chance.choice(("swedencentral", "francecentral", "germanywestcentral")),
        "capacity": {"tpm": 50_000},
        **({"content_filter": POLICY} if chance.random() < 0.5 else {}),
    }


def _open(chance: random.Random) -> dict[str, Any]:
    return {
        "model": "gpt-5.4@2026-03-05",
        "deployment_type": "data-zone-standard",
        "residency": "eu",
        "replicas": chance.choice((1, 2)),
        "capacity": {"tpm": 20_000},
    }


def _reserved(_: random.Random) -> dict[str, Any]:
    return {
        "model": "gpt-5-mini@2025-08-07",
        "deployment_type": "provisioned",
        "region": "swedencentral",
        "capacity": {"ptu": 25},
    }


def _batch(_: random.Random) -> dict[str, Any]:
    return {
        "model": "gpt-5.4-mini@2026-03-17",
        "deployment_type": "global-batch",
        "region": "eastus2",
        "capacity": {"units": 200},
    }


def _closing(_: random.Random) -> dict[str, Any]:
    """For who had it, so refused as soon as the file no longer says so."""
    return {
        "model": "gpt-4o@2024-08-06",
        "deployment_type": "global-standard",
        "region": "swedencentral",
        "capacity": {"tpm": 30_000},
    }


def _trial(_: random.Random) -> dict[str, Any]:
    return {
        "model": "gpt-4.1-mini@2025-04-14",
        "fine_tuned": {"id": TUNED},
        "deployment_type": "developer",
        "region": "swedencentral",
        "capacity": {"tpm": 50_000},
    }


def _training(_: random.Random) -> dict[str, Any]:
    return {
        "model": "gpt-4.1-mini@2025-04-14",
        "training": {"type": "standard", "method": "sft"},
        "region": "swedencentral",
    }


_WORKLOADS: dict[str, Callable[[random.Random], dict[str, Any]]] = {
    "chat": _standard,
    "search": _standard,
    "open": _open,
    "reserved": _reserved,
    "batch": _batch,
    "closing": _closing,
    "trial": _trial,
    "training": _training,
}


def edit(stack: Stack, chance: random.Random) -> Edit:
    """The stack with one edit."""
    found = copy.deepcopy(stack)
    return chance.choice(EDITS)(found, chance)


def _one(stack: Stack, chance: random.Random) -> str | None:
    return chance.choice(sorted(stack["workloads"])) if stack["workloads"] else None


def _rename(stack: Stack, chance: random.Random) -> Edit:
    name = _one(stack, chance)
    if name is None:
        return Edit("nothing", stack)
    new = f"{name}x"
    stack["workloads"] = {new if n == name else n: w for n, w in stack["workloads"].items()}
    return Edit(f"rename {name}", stack, frozenset({name, new}))


def _remove(stack: Stack, chance: random.Random) -> Edit:
    name = _one(stack, chance)
    if name is None:
        return Edit("nothing", stack)
    del stack["workloads"][name]
    return Edit(f"remove {name}", stack, frozenset({name}))


def _remove_all(stack: Stack, _: random.Random) -> Edit:
    stack["workloads"] = {}
    return Edit("remove all, without the word for it", stack)


def _add(stack: Stack, chance: random.Random) -> Edit:
    kind = chance.choice(list(_WORKLOADS))
    name = f"{kind}{chance.randint(2, 9)}"
    stack["workloads"].setdefault(name, _WORKLOADS[kind](chance))
    return Edit(f"add {name}", stack)


def _retype(stack: Stack, chance: random.Random) -> Edit:
    name = _one(stack, chance)
    if name is None or "deployment_type" not in stack["workloads"][name]:
        return Edit("nothing", stack)
    new = chance.choice((*STANDARD, "provisioned", "data-zone-provisioned", "global-batch"))
    workload = stack["workloads"][name]
    workload["deployment_type"] = new
    unit = "ptu" if "provisioned" in new else "units" if "batch" in new else "tpm"
    workload["capacity"] = {unit: {"ptu": 50, "units": 100, "tpm": 40_000}[unit]}
    return Edit(f"retype {name} {new}", stack, frozenset({name}))


def _remodel(stack: Stack, chance: random.Random) -> Edit:
    name = _one(stack, chance)
    if name is None:
        return Edit("nothing", stack)
    new = chance.choice(("gpt-5.1@2025-11-13", "gpt-5-mini@2025-08-07", "gpt-5.4@2026-03-05"))
    stack["workloads"][name]["model"] = new
    return Edit(f"remodel {name} {new}", stack, frozenset({name}))


def _resize(stack: Stack, chance: random.Random) -> Edit:
    name = _one(stack, chance)
    if name is None or "capacity" not in stack["workloads"][name]:
        return Edit("nothing", stack)
    ((unit, size),) = stack["workloads"][name]["capacity"].items()
    stack["workloads"][name]["capacity"] = {unit: size * 2}
    return Edit(f"resize {name}", stack)


def _fewer(stack: Stack, chance: random.Random) -> Edit:
    name = _one(stack, chance)
    if name is None:
        return Edit("nothing", stack)
    workload = stack["workloads"][name]
    named = workload.get("replicas", 1) > 1
    workload["replicas"] = 1
    return Edit(f"one replica of {name}", stack, frozenset({name} if named else ()))


def _move(stack: Stack, chance: random.Random) -> Edit:
    name = _one(stack, chance)
    if name is None:
        return Edit("nothing", stack)
    stack["workloads"][name]["region"] = chance.choice(REGIONS)
    return Edit(f"move {name}", stack, frozenset({name}))


def _mistype(stack: Stack, chance: random.Random) -> Edit:
    name = _one(stack, chance)
    if name is None:
        return Edit("nothing", stack)
    stack["workloads"][name]["region"] = "swedncentral"
    return Edit(f"mistype the region of {name}", stack)


def _impossible(stack: Stack, chance: random.Random) -> Edit:
    name = _one(stack, chance)
    if name is None:
        return Edit("nothing", stack)
    stack["workloads"][name]["residency"] = chance.choice(("us", "eu", "switzerland"))
    return Edit(f"another residency for {name}", stack, frozenset({name}))


def _later(stack: Stack, chance: random.Random) -> Edit:
    stack["as_of"] = chance.choice((GONE, "2026-11-20", "2027-06-01"))
    return Edit(f"as of {stack['as_of']}", stack)


def _no_customer(stack: Stack, _: random.Random) -> Edit:
    stack["subscription"] = {}
    return Edit("no existing customer any more", stack)


def _drop_lock(stack: Stack, _: random.Random) -> Edit:
    return Edit("lose the lock", stack, drops_lock=True)


def _upgrade(stack: Stack, chance: random.Random) -> Edit:
    name = _one(stack, chance)
    named = frozenset({name}) if name else frozenset()
    return Edit(f"lock --upgrade {name}", stack, named, upgrades=named)


def _naming(stack: Stack, chance: random.Random) -> Edit:
    stack["accounts"]["naming"] = {"prefix": chance.choice(("aoai", "ai")), "suffix": "b2"}
    return Edit("another naming", stack)


def _group(stack: Stack, chance: random.Random) -> Edit:
    stack["accounts"]["resource_group"] = chance.choice(("rg-one", "rg-two"))
    return Edit("another resource group", stack)


def _location(stack: Stack, chance: random.Random) -> Edit:
    stack["accounts"]["location"] = chance.choice(REGIONS)
    return Edit("another location of the group", stack)


def _network(stack: Stack, chance: random.Random) -> Edit:
    profile = chance.choice(("public", "restricted", "private"))
    stack["accounts"]["network"] = profile
    ends = profile == "public" and stack["accounts"].pop("subnet", None) is not None
    if profile == "private":
        stack["accounts"]["subnet"] = SUBNET
    return Edit(f"network {profile}", stack, unplugs=ends)


def _filter(stack: Stack, chance: random.Random) -> Edit:
    stack["accounts"]["content_filters"] = _policy(chance.choice(("Low", "Medium", "High")))
    return Edit("another threshold", stack)


def _no_filter(stack: Stack, _: random.Random) -> Edit:
    stack["accounts"].pop("content_filters", None)
    return Edit("no content filter policy", stack, filters=True)


def _unfiltered(stack: Stack, chance: random.Random) -> Edit:
    name = _one(stack, chance)
    if name is not None:
        stack["workloads"][name].pop("content_filter", None)
    return Edit(f"the usual filter for {name}", stack)


def _environment(stack: Stack, chance: random.Random) -> Edit:
    stack["environment"] = chance.choice(("dev", "test", "prod"))
    return Edit(stack["environment"], stack, opens=stack["environment"] != "prod")


def _catalog(stack: Stack, chance: random.Random) -> Edit:
    name = chance.choice(("2025-11", "2026-09"))
    stack["catalog"] = {"name": name, "max_age": 3650}
    return Edit(f"catalog {name}", stack)


def _kind(stack: Stack, chance: random.Random) -> Edit:
    stack["accounts"]["kind"] = chance.choice(("OpenAI", "AIServices"))
    return Edit(f"kind {stack['accounts']['kind']}", stack)


def _team(stack: Stack, chance: random.Random) -> Edit:
    name = _one(stack, chance)
    if name is not None:
        stack["workloads"][name]["team"] = chance.choice(("red", "blue"))
    return Edit(f"another team for {name}", stack)


def _older(stack: Stack, chance: random.Random) -> Edit:
    return Edit("an older lock is put back", stack, restores=chance.randrange(100))


def _called(stack: Stack, chance: random.Random) -> Edit:
    name = _one(stack, chance)
    if name is not None and "training" not in stack["workloads"][name]:
        stack["workloads"][name]["deployment_name"] = f"prod-{name}"
    return Edit(f"another deployment name for {name}", stack)


EDITS: tuple[Callable[[Stack, random.Random], Edit], ...] = (
    _rename,
    _remove,
    _remove_all,
    _add,
    _retype,
    _remodel,
    _resize,
    _fewer,
    _move,
    _mistype,
    _impossible,
    _later,
    _no_customer,
    _drop_lock,
    _older,
    _upgrade,
    _naming,
    _group,
    _location,
    _network,
    _filter,
    _no_filter,
    _unfiltered,
    _environment,
    _catalog,
    _kind,
    _team,
    _called,
)
