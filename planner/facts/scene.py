"""What a plan is made from: what is wanted, what is known, and what runs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from planner.domain.live import Live
from planner.domain.lock import Lock
from planner.domain.plan import Deployment, Pool
from planner.domain.subject import Subject, Target
from planner.domain.terms import Use
from planner.domain.workload import Stack
from planner.facts.catalog import Catalog
from planner.facts.facts import Facts
from planner.facts.home import NOWHERE, Home, home_of


@dataclass(frozen=True, slots=True)
class Scene:
    """A stack, what is known on the day, where what runs stays, and what runs."""

    stack: Stack
    facts: Facts
    lock: Lock | None = None
    """Where workloads stay."""
    running: Lock | None = None
    """What runs; None where nobody knows. It differs from the lock where that was written ahead of
    a run, and where a run failed."""
    home: Home = NOWHERE
    """Near which workloads stand that leave their region open."""

    def subject_of(self, deployment: Deployment) -> Subject:
        """What a deployment uses; of a trained model, the model that it came from."""
        tuned = deployment.use is Use.FINE_TUNED
        model = self.stack.workloads[deployment.workload].model if tuned else deployment
        return Subject(model.model, deployment.version, deployment.use, model.publisher)

    def pool_of(self, deployment: Deployment) -> Pool | None:
        """The pool that a deployment draws on."""
        subject = self.subject_of(deployment)
        return self.facts.pool_of(Target(subject, deployment.type, deployment.region))

    def drawn(self, deployments: Iterable[Deployment]) -> Mapping[Pool, tuple[Deployment, ...]]:
        """The deployments that draw on each pool, all in a fixed order."""
        found: dict[Pool, list[Deployment]] = {}
        known: dict[Target, Pool | None] = {}
        for each in sorted(deployments, key=lambda d: (d.workload, d.region, d.account, d.name)):
            target = Target(self.subject_of(each), each.type, each.region)
            if target not in known:
                known[target] = self.facts.pool_of(target)
            pool = known[target]
            if pool is not None:
                found.setdefault(pool, []).append(each)
        return {pool: tuple(found[pool]) for pool in sorted(found)}


def scene_of(
    stack: Stack,
    catalog: Catalog,
    as_of: date,
    lock: Lock | None = None,
    live: Live | None = None,
    running: Lock | None = None,
) -> Scene:
    """The scene of a day. What the stack's own deployments hold is not held by others.

    Those are the deployments that run; of workloads that are gone from the stack file they hold
    their quota until they are deleted. Without `running`, what runs is what the lock knows.
    """
    known = lock if running is None else running
    facts = Facts(as_of, catalog, stack.subscription, live)
    scene = Scene(stack, facts, lock, known, home_of(stack, lock))
    if live is None or known is None:
        return scene
    runs = (each for locked in known.workloads.values() for each in locked.deployments)
    pools = scene.drawn(each for each in runs if each.workload in stack.workloads)
    held = {(p.name, p.scope): sum(d.capacity for d in by) for p, by in pools.items()}
    return replace(scene, facts=scene.facts.freed(held))
