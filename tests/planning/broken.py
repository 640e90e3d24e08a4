"""Sound plans, and ways to break them by hand: what the tests of `verify` start from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from planner.domain.lock import Lock, lock_of
from planner.domain.plan import SUBSCRIPTION, Deployment, Plan, Pool, PoolUse
from planner.domain.workload import Stack
from planner.planning.verify import verify
from tests import given
from tests.planning.stacks import CATALOG, plan_of, stack_of, workload


@dataclass(frozen=True)
class World:
    """A stack with the plan that is sound for it."""

    stack: Stack
    plan: Plan
    lock: Lock | None = None
    catalog: str = CATALOG

    def said(self, plan: Plan | None = None) -> tuple[str, ...]:
        """What verify says of the plan, or of another one."""
        catalog = given.catalog(self.catalog)
        return verify(self.plan if plan is None else plan, self.stack, catalog, self.lock)

    def first(self, **changes: Any) -> Plan:
        """The plan with its first deployment changed."""
        return self.nth(0, **changes)

    def nth(self, n: int, **changes: Any) -> Plan:
        """The plan with one deployment changed."""
        made = list(self.plan.deployments)
        made[n] = replace(made[n], **changes)
        return replace(self.plan, deployments=tuple(made))

    def also(self, **changes: Any) -> Plan:
        """The plan with one more deployment, like the first but for the changes."""
        return self.with_(replace(self.plan.deployments[0], **changes))

    def with_(self, *deployments: Deployment) -> Plan:
        """The plan with more deployments."""
        return replace(self.plan, deployments=(*self.plan.deployments, *deployments))

    def trains(self, **changes: Any) -> Plan:
        """The plan with its first place to train changed."""
        return replace(self.plan, training=(replace(self.plan.training[0], **changes),))

    def accounts(self, **changes: Any) -> Plan:
        """The plan with every account changed."""
        return replace(self.plan, accounts=tuple(replace(a, **changes) for a in self.plan.accounts))

    def settings(self, **changes: Any) -> Plan:
        """The plan with the settings of every account changed."""
        given = {n: s.model_copy(update=changes) for n, s in self.plan.settings.items()}
        return replace(self.plan, settings=given)

    def elsewhere(self, region: str) -> Plan:
        """All that is planned stands in another region."""
        return replace(
            self.accounts(region=region),
            deployments=tuple(replace(d, region=region) for d in self.plan.deployments),
            training=tuple(replace(t, region=region) for t in self.plan.training),
        )

    def locked(self) -> World:
        """The same world with the lock that its plan gives."""
        return replace(self, lock=lock_of(self.plan))

    def edited(self, **workloads: Any) -> World:
        """The same plan under its lock, when the stack file asks for something else."""
        others = stack_of({"workloads": workloads}).workloads
        merged = {**self.stack.workloads, **others}
        stack = self.stack.model_copy(update={"workloads": merged})
        return replace(self.locked(), stack=stack)


def world(data: Mapping[str, Any] | None = None, /, **workloads: Any) -> World:
    """The world of a stack file; every workload of it is placed."""
    stack = stack_of({**(data or {}), "workloads": workloads})
    return World(stack, plan_of(stack))


def counted(plan: Plan) -> Plan:
    """The plan with pools that count what stands in it, so that quota is not what is wrong."""
    held: dict[str, int] = {}
    for d in plan.deployments:
        held[d.sku] = held.get(d.sku, 0) + d.capacity
    pools = (Pool(f"OpenAI.{sku}", SUBSCRIPTION) for sku in held)
    return replace(plan, pools=tuple(PoolUse(p, held[p.name[7:]], None, "", ()) for p in pools))


SWEDEN, FRANCE = "swedencentral", "francecentral"
HERE, THERE = "aoai-test-swedencentral", "aoai-test-francecentral"
PTU = {"deployment_type": "provisioned", "capacity": {"ptu": 50}}
GLOBAL = {"deployment_type": "global-standard"}
EVERYWHERE = {**GLOBAL, "region": [SWEDEN, FRANCE, "westeurope"]}
OLD = workload(model="o3@2025-04-16", **GLOBAL)
TRAINING = {
    "model": "gpt-4.1-mini@2025-04-14",
    "training": {"type": "standard", "method": "sft"},
    "region": [SWEDEN, "northcentralus"],
}
TUNED = {
    "model": "gpt-4.1-mini@2025-04-14",
    "fine_tuned": {"id": "gpt-4.1-mini-2025-04-14.ft-b044a9d3cf9c4228b5d393567f693b83"},
    "deployment_type": "standard",
    "region": SWEDEN,
    "capacity": {"tpm": 1000},
}

CHAT = world(chat=workload(region=[SWEDEN, FRANCE]), old=OLD)
TWO = world(chat=workload(), more=workload(region=FRANCE))
QUOTA = world({"subscription": {"quota_tier": 1}}, chat=workload())
TRAINS = world(learn=TRAINING)
FINE = world(tuned=TUNED)
SPREAD = world(chat=workload(replicas=2, region=[SWEDEN, FRANCE], spread="geography"))
BOTH = world(chat=workload(), near=workload(together_with="chat", region=[SWEDEN, FRANCE]))
AWAY = world(chat=workload(), far=workload(apart_from="chat", region=[SWEDEN, FRANCE]))
SIZES = world(
    chat=workload(deployment_type="provisioned", capacity={"ptu": {"min": 50, "target": 150}})
)
OPEN = world(new=workload(model="gpt-5.6-sol@2026-07-09", accept=["AOAI206"]))
DEFAULT = world(chat=workload(model="gpt-5.1@default"))
FULL = world(**{f"w{n:02}": workload(capacity={"tpm": 1000}, **GLOBAL) for n in range(33)})
TUNED_FULL = world(**{f"t{n:02}": TUNED for n in range(11)})
TEAM = world(chat=workload(team="claims"))
NUMBER = world(chat=workload(account=2))
SPILL = world(
    {"subscription": {"quota": {"OpenAI.ProvisionedManaged": 100}}},
    chat=workload(spillover="more", **PTU),
    more=workload(**GLOBAL),
    also=workload(**GLOBAL),
)
PINNED = world(
    {"subscription": {"quota": {"OpenAI.ProvisionedManaged@swedencentral": 100}}},
    chat=workload(**PTU),
)
TALK = world(chat=workload(deployment_name="talk"))
APART = world(chat=workload(replicas=2, region=["eastus", "eastus2"], model="gpt-4.1@2025-04-14"))
ANYWHERE = world(chat=workload(region=None, residency="eu"))
_TALKS = workload(model="gpt-chat-latest@2026-05-05", region=None, accept=["AOAI209"], **GLOBAL)
_LATEST = stack_of({"workloads": {"talk": _TALKS}})
LATEST = World(_LATEST, plan_of(_LATEST, as_of=date(2026, 9, 1)))
"""By then a document has its version retired, and the service's own list has it open."""
SMALL_ASKED = workload(
    model="gpt-4.1@2025-04-14",
    deployment_type="provisioned",
    capacity={"ptu": 25},
    accept=["AOAI301"],
)
SMALL = world(chat=SMALL_ASKED)
"""A size that only the service listed: documents begin at 50."""
INSIDE_ASKED = workload(
    model="gpt-4.1@2025-04-14",
    deployment_type=["standard", "data-zone-standard"],
    residency="sweden",
)
INSIDE = world(chat=INSIDE_ASKED)
TRAINS_INSIDE = world(learn={**TRAINING, "residency": "sweden"})
