"""Plans generated stacks and puts them, and what they were refused, into worlds."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from planner.checks.common.sizes import asked
from planner.domain.offering import lives_in
from planner.domain.plan import Account, Deployment, Plan, WorkloadPlan
from planner.domain.residency import ANYWHERE
from planner.domain.subject import Subject, Target
from planner.domain.terms import (
    Availability,
    Cloud,
    Condition,
    DeploymentType,
    Stage,
    Use,
    Verdict,
)
from planner.domain.workload import FineTuned, Stack, Workload
from planner.facts.catalog import Catalog
from planner.facts.residency import stays
from planner.facts.snapshot import load
from planner.placement.stance import FINE_TUNED_VERSION
from planner.planning.make_plan import make_plan
from tests.fake_azure.errors import ArmError
from tests.fake_azure.facts import load as facts_of
from tests.fake_azure.settings import Settings
from tests.fake_azure.world import World
from tests.planning.stacks import stack_of
from tests.proof import bodies
from tests.proof.rules import (
    CLOSED,
    FORETOLD,
    LIMITED,
    LIMITING,
    OPEN,
    PERHAPS_CLOSED,
    WHOLE,
    name_of,
)
from tests.proof.stacks import Data, Generator, cloud_of
from tests.proof.tally import Tally

CATALOG, SEED = "2026-09", 20261120
ENDLESS = 10**12
"""Quota that is never in the way: the planner does not judge it here."""


def prove(stacks: int, seed: int = SEED, catalog: str = CATALOG, snapshot: str = CATALOG) -> Tally:
    """The tally of that many generated stacks, planned with a catalog for worlds of a snapshot."""
    tally, facts = Tally(), load(catalog)
    generator = Generator(facts, seed)
    for number in range(stacks):
        data = generator.stack(number)
        one = Proof(f"s{number}", data, facts, tally, snapshot)
        one.let_through()
        one.refused()
    return tally


@dataclass(frozen=True)
class Offer:
    """One type and region that a refused workload asked for, and the rules against it."""

    type: DeploymentType
    region: str
    rules: frozenset[str]


class Proof:
    """One stack, planned, with the worlds that it is tried in."""

    def __init__(
        self, name: str, data: Data, catalog: Catalog, tally: Tally, snapshot: str = CATALOG
    ) -> None:
        self.stack: Stack = stack_of(data, name)
        self.catalog, self.tally, self.snapshot = catalog, tally, snapshot
        self.cloud = cloud_of(catalog, data)
        self._made: set[str] = set()
        self.plan: Plan = make_plan(self.stack, catalog, as_of=data["as_of"])
        tally.stacks += 1
        tally.workloads.update(each.verdict.value for each in self.plan.workloads.values())

    # -- what is let through --------------------------------------------------
    def let_through(self) -> None:
        """Put the accounts of the plan, then its deployments, in the order of the program."""
        if not self.plan.accounts:
            return
        world = self._world()
        for account in [each for each in self.plan.accounts if self._settle(world, each)]:
            for planned in bodies.written(self.plan, account.name):
                self._deploy(world, planned)

    def _settle(self, world: World, account: Account) -> bool:
        """Whether an account of the plan could be made."""
        try:
            world.put(bodies.account_id(self.plan, account.name), bodies.account(account))
        except ArmError as error:
            self._differ(f"let through, and {error}", account)
            return False
        self.tally.accounts += 1
        return True

    def _deploy(self, world: World, planned: Deployment) -> None:
        refusal = _refusal(world, self.plan, planned)
        unsure = self._unsure(planned)
        if refusal is not None and not any(name_of(refusal) in OPEN[rule] for rule in unsure):
            self._differ(f"let through, and {refusal}", planned)
        elif unsure:
            said = name_of(refusal) if refusal else "accepted"
            self.tally.open[f"{' '.join(unsure)}: {said}"] += 1
        else:
            self.tally.accepted[f"{planned.use} {planned.type}"] += 1

    def _unsure(self, planned: Deployment) -> list[str]:
        """The rules by which the plan says that it does not know; none when it is sure."""
        rules = {each.rule.id for each in self.plan.findings_of(planned.workload)}
        return sorted(rules.intersection(OPEN))

    # -- what is refused ------------------------------------------------------
    def refused(self) -> None:
        """Put every offering that a rule about availability, size or life speaks against."""
        world = self._world()
        for name, workload in self.plan.workloads.items():
            rules = self._against(name)
            offers = [] if workload.use is Use.TRAINING else list(self._offers(workload, rules))
            for offer in offers:
                self._try(world, workload, offer)
            if workload.verdict is not Verdict.OK:
                self._count(workload, rules, offers)
        self._unknown_regions(world)

    def _against(self, name: str) -> frozenset[str]:
        found = [each for each in self.plan.findings_of(name) if each.verdict is not Verdict.OK]
        unsure = {each.rule.id for each in found if each.verdict is Verdict.UNVERIFIED}
        rules = frozenset(each.rule.id for each in found)
        return _disputed(rules) if CLOSED in unsure else rules

    def _offers(self, workload: WorkloadPlan, rules: Collection[str]) -> Iterator[Offer]:
        """All types and regions that were asked for, with the rules against each."""
        against = {(r.type, r.region): r.reasons for r in workload.rejections}
        whole = WHOLE.intersection(rules)
        for type_ in self.stack.workloads[workload.name].deployment_type:
            for region in self._regions(workload.name):
                reasons = against.get((type_, region), {})
                found = whole.union(rule.id for rule in reasons)
                perhaps = self._perhaps_closed(workload, type_, region)
                yield Offer(type_, region, _disputed(found) if perhaps else found)

    def _perhaps_closed(self, workload: WorkloadPlan, type_: DeploymentType, region: str) -> bool:
        """Whether no row closes the version to new customers, and one contradicts itself on it."""
        subject, today = Subject(workload.model, workload.version, workload.use), self.plan.as_of
        lives = self.catalog.lifecycle(subject, type_, region)
        conditions = self.catalog.find(Target(subject, type_, region)).conditions
        closed = Condition.EXISTING_CUSTOMERS in conditions or any(
            life.stage_at(today) is Stage.DEPRECATED for life in lives
        )
        return not closed and any(life.may_be_closed(today) for life in lives)

    def _regions(self, name: str) -> list[str]:
        """The regions that were asked for: left open, those that the residency allows."""
        asked_for, known = self.stack.workloads[name], self.catalog.regions
        if asked_for.region:
            return [slug for slug in asked_for.region if slug in known]
        public = (slug for slug, region in known.items() if region.cloud is Cloud.PUBLIC)
        return sorted(slug for slug in public if self._allowed(asked_for, slug))

    def _allowed(self, workload: Workload, slug: str) -> bool:
        region, within = self.catalog.regions[slug], workload.residency or ANYWHERE
        return any(stays(type_, region, within) is not Verdict.FAIL for type_ in workload.types)

    def _count(self, workload: WorkloadPlan, rules: frozenset[str], offers: list[Offer]) -> None:
        """Whether all that a refused workload asked for was refused, or why that is not known.

        The findings speak of the nearest offerings; what else was asked for has rules of its own
        against it, of which ARM may know nothing either (the unit of a size, a residency).
        """
        against = rules.union(*(o.rules for o in offers if not o.rules.intersection(FORETOLD)))
        why = sorted(against.difference(FORETOLD))
        if workload.use is Use.TRAINING:
            why = ["a training workload is no deployment"]
        elif not why and not _sizes(self.stack.workloads[workload.name]):
            why = ["no whole unit, and ARM can be asked for whole ones only"]
        if why:
            self.tally.unprovable[" ".join(why)] += 1
            return
        self.tally.refused += 1
        for offer in () if "AOAI203" in rules else offers:
            if not offer.rules.intersection(FORETOLD):
                self._differ("refused, and nothing against the offering", (workload.name, offer))

    def _try(self, world: World, workload: WorkloadPlan, offer: Offer) -> None:
        """Put an offering in each size that was asked for; it is to be refused as foretold.

        No account can be made in a region that the tables of a world do not know.
        """
        given = self.stack.workloads[workload.name]
        rule = next((rule for rule in FORETOLD if rule in offer.rules), None)
        if rule is None or offer.region not in facts_of(self.snapshot).zones:
            return
        for size in _sizes(given):
            planned = self._deployment(workload, given, offer, size)
            self._account(world, planned)
            self._judge(_refusal(world, self.plan, planned), rule, planned)

    def _judge(self, refusal: ArmError | None, rule: str, planned: Deployment) -> None:
        name = name_of(refusal) if refusal else ""
        if refusal and name in FORETOLD[rule]:
            self.tally.confirmed[rule, refusal.code, name] += 1
        elif (name == LIMITED and self._is_limited(planned)) or any(
            name in OPEN[unsure] for unsure in self._doubts(planned)
        ):
            self.tally.beside[rule, name] += 1
        else:
            self._differ(f"refused for {rule}, and {refusal or 'accepted'}", planned)

    def _is_limited(self, planned: Deployment) -> bool:
        """Whether the catalog has a condition on any offering of the version: ARM judges access
        before region and size, where the planner names the nearest reason."""
        pin = self.plan.workloads[planned.workload]
        every = self.catalog.offerings(model=pin.model, version=pin.version, use=pin.use)
        return any(each.conditions & LIMITING for each in every)

    def _doubts(self, planned: Deployment) -> Iterator[str]:
        """What the catalog does not know of an offering, by the rule that says so."""
        pin = self.plan.workloads[planned.workload]
        subject = Subject(pin.model, pin.version, pin.use)
        found = self.catalog.find(Target(subject, planned.type, planned.region))
        if found.availability is Availability.UNKNOWN:
            yield "AOAI209" if found.disputed_by else "AOAI206"
        lives = lives_in(self.catalog.lifecycle(subject), self.cloud)
        if len({life.stage_at(self.plan.as_of) is Stage.RETIRED for life in lives}) > 1:
            yield "AOAI209"

    def _deployment(
        self, workload: WorkloadPlan, given: Workload, offer: Offer, size: int
    ) -> Deployment:
        tuned = given.fine_tuned
        return Deployment(
            workload=workload.name,
            name=workload.name,
            account=self.stack.accounts.account_name(self.stack.name, offer.region),
            region=offer.region,
            model=tuned.id if tuned else workload.model,
            version=FINE_TUNED_VERSION if tuned else workload.version,
            use=workload.use,
            type=offer.type,
            capacity=size,
            settings=given.handed_on,
            source_account=tuned.source_account if tuned else None,
        )

    def _account(self, world: World, planned: Deployment) -> None:
        if planned.account not in self._made:
            self._made.add(planned.account)
            kind = self.stack.accounts.kind
            made = Account(planned.account, planned.region, kind, planned.account)
            world.put(bodies.account_id(self.plan, made.name), bodies.account(made))

    def _unknown_regions(self, world: World) -> None:
        """Where no region is known by that name, ARM makes no account."""
        every = {slug for each in self.stack.workloads.values() for slug in each.region}
        for slug in sorted(every.difference(self.catalog.regions)):
            made = Account(f"nowhere-{slug}", slug, "AIServices", f"nowhere-{slug}")
            try:
                world.put(bodies.account_id(self.plan, made.name), bodies.account(made))
            except ArmError as error:
                self.tally.confirmed["AOAI203", error.code, name_of(error)] += 1
            else:
                self._differ("refused for AOAI203, and accepted", made)

    # -- worlds ---------------------------------------------------------------
    def _world(self) -> World:
        """The subscription as it is before the plan is carried out, on the day of the plan."""
        subscription = self.stack.subscription
        settings = Settings(
            frozen=True,
            snapshot=self.snapshot,
            cloud=self.cloud.value,
            now=f"{self.plan.as_of.isoformat()}T09:00:00+00:00",
            quota_tier="",
            default_quota=ENDLESS,
            approved=subscription.approved,
            deployed_before=tuple(pin.pin for pin in subscription.deployed_before),
            trained=dict(self._trained()),
        )
        world = World.in_memory(settings)
        world.put(bodies.group_id(self.plan), {"location": self._home()})
        return world

    def _home(self) -> str:
        return "usgovvirginia" if self.cloud is Cloud.GOVERNMENT else "swedencentral"

    def _trained(self) -> Iterator[tuple[str, str]]:
        """Which account trained each model: as the file says, else the stack's own there."""
        for each in self.stack.workloads.values():
            tuned = each.fine_tuned
            if tuned and tuned.source_account:
                yield tuned.id, tuned.source_account
            elif tuned and tuned.source_region:
                yield tuned.id, self._own(tuned)

    def _own(self, tuned: FineTuned) -> str:
        return bodies.account_id(
            self.plan, self.stack.accounts.account_name(self.stack.name, str(tuned.source_region))
        )

    def _differ(self, what: str, about: object) -> None:
        self.tally.differences.append(f"{self.stack.name} on {self.plan.as_of}: {what}: {about}")


def _disputed(rules: frozenset[str]) -> frozenset[str]:
    """The rules, of which that on closed versions does not know."""
    return rules - {CLOSED} | {PERHAPS_CLOSED} if CLOSED in rules else rules


def _sizes(workload: Workload) -> Mapping[int, None]:
    """The sizes that were asked for; none when no whole unit is in what was asked for."""
    if workload.capacity is None:
        return {}
    _, low, high = asked(workload.capacity)
    return dict.fromkeys((low, high) if 0 < low <= high else ())


def _refusal(world: World, plan: Plan, planned: Deployment) -> ArmError | None:
    """What ARM says against a deployment; None when it accepts."""
    try:
        world.put(bodies.deployment_id(plan, planned), bodies.deployment(planned))
    except ArmError as error:
        return error
    return None
