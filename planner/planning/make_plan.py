"""`make_plan`: the only place that knows the order of the rooms.

It reads no file, clock, network or Pulumi config: the same arguments give the same plan.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import product

from planner.checks.base import Case, Placed
from planner.checks.rules import aoai003_plan_unsound as unsound
from planner.checks.rules import aoai607_kept as kept_rule
from planner.checks.run import Judgement, judge, lost, review, sketch, whole, without_place
from planner.checks.trials import changed
from planner.domain.changes import changes
from planner.domain.finding import Finding
from planner.domain.live import Live
from planner.domain.lock import Lock, Locked, lock_of
from planner.domain.offering import Correction, Offering
from planner.domain.plan import (
    CatalogRef,
    Choice,
    Decided,
    Deployment,
    Kept,
    Move,
    Plan,
    PoolUse,
    TrainingPlace,
    WorkloadPlan,
)
from planner.domain.sent import Sent, Where
from planner.domain.subject import Subject, Target
from planner.domain.terms import Environment, Family, Party, Stage, Use, Verdict
from planner.domain.workload import DEFAULT_VERSION, Stack, Workload
from planner.facts.catalog import Catalog
from planner.facts.facts import Facts
from planner.facts.scene import Scene, scene_of
from planner.placement.items import Wish
from planner.placement.layout import Layout, Placement, lay_out
from planner.placement.ledger import counters
from planner.placement.moves import moves
from planner.placement.place import Placer, Placing
from planner.placement.preference import rank
from planner.placement.spots import Spot, spot_of
from planner.placement.stance import Stance, stance
from planner.planning.group import group_of, is_released
from planner.planning.proof import Edit, Proof, Trial
from planner.planning.renamed import renamed
from planner.planning.verify import verify


@dataclass(frozen=True, slots=True)
class _Outcome:
    """One workload on its way through the rooms."""

    case: Case
    judgement: Judgement
    stance: Stance
    findings: tuple[Finding, ...]
    chosen: tuple[Choice, ...] = ()
    remarks: tuple[Finding, ...] = ()
    """What the rules say of what was chosen."""
    crowded: tuple[Finding, ...] = ()
    """Those of its findings that say why the last placement had no place for it."""

    @property
    def verdict(self) -> Verdict:
        verdicts = {finding.verdict for finding in self.findings}
        return next((v for v in (Verdict.FAIL, Verdict.UNVERIFIED) if v in verdicts), Verdict.OK)

    @property
    def kept(self) -> Locked | None:
        """What stands as it runs, since the workload would be refused."""
        return None if self.verdict is Verdict.OK else self.case.runs

    @property
    def excused(self) -> bool:
        """Kept, and no edit of the stack file is to blame."""
        refusing = (f.rule for f in self.findings if f.verdict is not Verdict.OK)
        by_edit = any(rule.speaks_for is Party.SETTINGS for rule in refusing)
        return self.kept is not None and self.stance.unchanged and not by_edit

    @property
    def elsewhere(self) -> tuple[Choice, ...]:
        """Where it could be placed anew: other places or types, where only its own were lost."""
        refusing = [f for f in self.findings if f.verdict is not Verdict.OK]
        lost = (f.rule.speaks_for is Party.TABLES for f in refusing)
        if not all(lost) or any(f in self.judgement.findings for f in refusing):
            return ()
        stands = {(p.type, p.region) for p in (self.kept.places if self.kept else ())}
        return tuple(c for c in self.judgement.choices if (c.type, c.region) not in stands)

    def wish(self) -> Wish:
        case = self.case
        return Wish(
            name=case.name,
            workload=case.workload,
            subject=case.subject,
            choices=self.judgement.choices,
            pins=self.stance.pins,
            runs=case.locked is not None,
            edited=case.locked is not None and not self.stance.unchanged,
            deployed=case.locked.deployments if case.locked else (),
            kept=self.kept,
            stands=_stands(case, self.kept or case.locked),
        )

    def refused_by(self, findings: Iterable[Finding]) -> _Outcome:
        """The same with what the rules about the whole stack found out about it."""
        fresh = (f for f in findings if f.workload == self.case.name and f not in self.findings)
        return replace(self, findings=(*self.findings, *fresh))

    def crowded_by(self, findings: Iterable[Finding]) -> _Outcome:
        """The same with why it has no place in this placement, and not in those before."""
        own = tuple(f for f in self.findings if f not in self.crowded)
        now = tuple(f for f in findings if f.workload == self.case.name)
        return replace(self, findings=(*own, *now), crowded=now)

    def asked_again(self) -> Wish | None:
        """What it asks for, if it is kept for want of a place only."""
        asked = self.crowded_by(())
        return asked.wish() if self.crowded and asked.verdict is Verdict.OK else None


def _stands(case: Case, there: Locked | None) -> dict[str, Spot]:
    """The account of each region in which a workload stands."""
    lock = case.scene.lock
    places = there.places if there else ()
    return {p.region: spot_of(lock.accounts[p.account]) for p in places} if lock else {}


@dataclass(frozen=True, slots=True)
class _Settled:
    """All workloads, placed, and nothing left that a rule about the whole refuses."""

    outcomes: Mapping[str, _Outcome]
    about_stack: tuple[Finding, ...]
    placing: Placing
    layout: Layout
    pools: tuple[PoolUse, ...]


def make_plan(
    stack: Stack,
    catalog: Catalog,
    *,
    as_of: date,
    lock: Lock | None = None,
    running: Lock | None = None,
    upgrade: Collection[str] = (),
    rename: bool = False,
    live: Live | None = None,
) -> Plan:
    """The plan for a stack against a catalog on a day.

    With a lock, what it knows stays where it is, or is kept as it is when it would be refused;
    the workloads named in `upgrade` are placed anew. `running` is what runs, as the stack's own
    state has it: it says what this plan changes, and it fills what the lock does not know.
    Without it, what runs is what the lock knows; without either, nothing is known, as for a first
    run. `rename` makes everything anew, under the names that the stack file gives today. With a
    live snapshot, quota is what was measured.
    """
    pins = lock.filled(running) if lock and running else lock or running
    if pins is not None and rename:
        pins = renamed(pins, stack).filled(pins)
    runs = lock if running is None else running.recalling(lock)
    scene = _freed(scene_of(stack, catalog, as_of, pins, live, runs), upgrade)
    judged = _all_judged(scene)
    settled = _proven(scene, judged, _settled(Placer(scene), judged))
    sound = _verified(_plan(scene, settled, runs), scene)
    moved = {n: each.moves for n, each in lock_of(sound, pins).workloads.items() if each.moves}
    known = runs is not None
    return replace(sound, under_lock=known, times_moved=moved, changes=changes(sound, runs))


def decided(
    stack: Stack,
    catalog: Catalog,
    workload: str,
    *,
    as_of: date,
    lock: Lock | None = None,
    running: Lock | None = None,
    live: Live | None = None,
) -> Decided | None:
    """What speaks for the places of a workload against its first runner-up, as `make_plan` has it.

    None where it has no place or no runner-up, and where the lock decides.
    """
    pins = lock.filled(running) if lock and running else lock or running
    runs = lock if running is None else running.recalling(lock)
    scene = scene_of(stack, catalog, as_of, pins, live, runs)
    placer = Placer(scene)
    outcomes = _settled(placer, _all_judged(scene)).outcomes
    others = _workload_plan(workload, outcomes[workload]).runners_up
    asked = {n: o if o.kept else o.crowded_by(()) for n, o in outcomes.items()}
    wishes = [outcome.wish() for outcome in _standing(asked)]
    return placer.decided(wishes, workload, others[0]) if others else None


def _all_judged(scene: Scene) -> Mapping[str, _Outcome]:
    return {name: _judged(_case(name, scene)) for name in sorted(scene.stack.workloads)}


def _freed(scene: Scene, upgrade: Collection[str]) -> Scene:
    """The scene in which some workloads stand nowhere yet."""
    lock, running = scene.lock, scene.running
    return replace(
        scene,
        lock=lock.without(upgrade) if lock else None,
        running=running.without(upgrade) if running else None,
    )


def _case(name: str, scene: Scene) -> Case:
    workload = scene.stack.workloads[name]
    locked = scene.lock.workloads.get(name) if scene.lock else None
    version = workload.model.version
    if version == DEFAULT_VERSION:
        model = workload.model.full_model
        before = locked.version_of(model) if locked else None
        version = before or _newest(workload, scene.facts) or version
    subject = workload.subject(version)
    runs = scene.running.workloads.get(name) if scene.running else None
    return Case(name, workload, scene, subject, locked, runs)


_SETTLED = {Stage.GENERALLY_AVAILABLE, Stage.LEGACY, None}


def _newest(workload: Workload, facts: Facts) -> str | None:
    """The version `@default` stands for: the newest that is settled, else the newest."""
    versions = facts.documents.versions(workload.model.full_model)
    settled = (version for version in versions if _is_settled(workload, version, facts))
    return next(settled, versions[0] if versions else None)


def _is_settled(workload: Workload, version: str, facts: Facts) -> bool:
    """Whether it is open to everybody, and no preview, as one of the types that it may have."""
    subject = Subject.of(workload.model.full_model, version, Use.BASE)
    for type_, region in product(workload.types, workload.region or (None,)):
        lives = facts.documents.lifecycle(subject, type_, region)
        stages = {life.stage_at(facts.day) for life in lives}
        if stages <= _SETTLED and not any(life.may_be_closed(facts.day) for life in lives):
            return True
    return False


def _proven(scene: Scene, judged: Mapping[str, _Outcome], settled: _Settled) -> _Settled:
    """The same with those fixes only that the plan of the whole stack lets through."""
    fine = frozenset(n for n, o in settled.outcomes.items() if o.verdict is Verdict.OK)

    def plan(name: str, edit: Edit, group: frozenset[str]) -> Trial:
        return _tried(scene, judged, name, edit, group, fine)

    proof = Proof(scene, plan)
    outcomes = {n: _with_proven(o, proof) for n, o in settled.outcomes.items()}
    return replace(settled, outcomes=outcomes)


def _with_proven(outcome: _Outcome, proof: Proof) -> _Outcome:
    said = (*outcome.findings, *outcome.remarks)
    found = proof.proven(outcome.case.name, said)
    if found is said:
        return outcome
    first = len(outcome.findings)
    return replace(outcome, findings=found[:first], remarks=found[first:])


def _tried(
    scene: Scene,
    judged: Mapping[str, _Outcome],
    name: str,
    edit: Edit,
    group: frozenset[str],
    fine: frozenset[str],
) -> Trial:
    """What the plan of a group of workloads says of one of them when one of them is changed."""
    case = changed(judged[edit.workload].case, edit.change)
    workloads = {n: w for n, w in scene.stack.workloads.items() if n in group}
    stack = scene.stack.model_copy(update={"workloads": {**workloads, case.name: case.workload}})
    beside = replace(scene, stack=stack)
    outcomes = {n: o for n, o in judged.items() if n in group}
    tried = _judged(replace(case, scene=beside), sketch)
    after = _settled(Placer(beside), {**outcomes, case.name: tried}, name).outcomes
    harmed = (
        n for n, o in after.items() if n in fine and n != name and o.verdict is not Verdict.OK
    )
    refusing = (f for f in after[name].findings if f.verdict is not Verdict.OK)
    return Trial(tuple(refusing), tuple(harmed), _moves_off(after[name]))


def _moves_off(outcome: _Outcome) -> bool:
    """Whether something that runs of a workload is deleted; another version is set in place."""
    running = outcome.case.runs.deployments if outcome.case.runs else ()
    subject = outcome.case.subject
    chosen = {(c.type, c.region) for c in outcome.chosen}
    models = {d.full_model for d in running} - {subject.full_model}
    other = subject.use is not Use.FINE_TUNED and bool(models)
    return other or any((d.type, d.region) not in chosen for d in running)


def _judged(case: Case, by: Callable[[Case], Judgement] = judge) -> _Outcome:
    judgement = by(case)
    if case.locked is None:
        return _Outcome(case, judgement, Stance(), judgement.findings)
    runs = case.runs or case.locked
    there = stance(
        case.locked, runs, case.workload, case.subject, judgement.choices, judgement.rejections
    )
    gone = lost(case, there.lost) if judgement.choices else ()
    return _Outcome(case, judgement, there, (*judgement.findings, *gone))


def _settled(
    placer: Placer, outcomes: Mapping[str, _Outcome], tries: str | None = None
) -> _Settled:
    """The outcomes with what the rules say of all of them together.

    Repeated while a rule refuses workloads: one that is refused may be what another one spills
    over to, and gives room to those that had none. Repeated too while something that runs has no
    place as it is asked for now: it stays as it runs, and takes the room that it has.
    `tries` is the workload for which a change is tried out, which nobody reads remarks about.
    """
    placing = placer.place(
        [outcome.wish() for outcome in _standing(outcomes)],
        [wish for o in outcomes.values() if (wish := o.asked_again()) is not None],
    )
    placed = {name: _chosen(outcome, placing, tries) for name, outcome in outcomes.items()}
    layout = _layout(placer.scene, placed, placing)
    pools = placer.uses(layout.deployments)
    seen = _whole(placer.scene, layout, placing, pools, placed)
    found = whole(seen, proposing_for=tries)
    judged = {name: outcome.refused_by(found) for name, outcome in placed.items()}
    if any(judged[name].verdict is not outcome.verdict for name, outcome in outcomes.items()):
        return _settled(placer, {n: o.crowded_by(()) for n, o in judged.items()}, tries)
    crowded = without_place(seen, proposing_for=tries)
    judged = {name: outcome.crowded_by(crowded) for name, outcome in judged.items()}
    staying = _staying(outcomes, judged)
    if staying:
        return _settled(placer, _with_kept(judged, outcomes, staying), tries)
    about_stack = tuple(f for f in found if f.workload is None)
    return _Settled(judged, about_stack, placing, layout, pools)


ONE_BY_ONE = 4
"""Running workloads without a place that are kept one after another; more are kept at once."""


def _staying(before: Mapping[str, _Outcome], judged: Mapping[str, _Outcome]) -> Collection[str]:
    """What runs, has no place as it is asked for, and is kept from now on.

    One at a time, the smallest first: what it gives up may be the room that another one needs.
    """
    fresh = [name for name, o in judged.items() if o.kept and not before[name].kept]
    ordered = sorted(fresh, key=lambda name: (_held(judged[name].kept), name))
    return ordered if len(ordered) > ONE_BY_ONE else ordered[:1]


def _held(locked: Locked | None) -> int:
    return sum(d.capacity for d in locked.deployments) if locked else 0


def _with_kept(
    judged: Mapping[str, _Outcome], before: Mapping[str, _Outcome], staying: Collection[str]
) -> dict[str, _Outcome]:
    """The outcomes in which only what is kept remembers that it had no place."""
    return {
        name: outcome if name in staying or before[name].kept else outcome.crowded_by(())
        for name, outcome in judged.items()
    }


def _standing(outcomes: Mapping[str, _Outcome]) -> list[_Outcome]:
    """Those that are let through, or kept."""
    return [o for o in outcomes.values() if o.verdict is Verdict.OK or o.kept]


def _chosen(outcome: _Outcome, placing: Placing, tries: str | None) -> _Outcome:
    chosen = placing.chosen.get(outcome.case.name, ())
    if chosen == outcome.chosen:
        return outcome
    if tries is not None:
        return replace(outcome, chosen=chosen)
    remarks: list[Finding] = []
    for choice in chosen:
        found = review(outcome.case, _offering(outcome.case, choice))
        remarks += [f for f in found if f not in (*remarks, *outcome.findings)]
    return replace(outcome, chosen=chosen, remarks=tuple(remarks))


def _offering(case: Case, choice: Choice) -> Offering:
    return case.catalog.find(Target(case.subject, choice.type, choice.region))


def _layout(scene: Scene, outcomes: Mapping[str, _Outcome], placing: Placing) -> Layout:
    placements = [
        Placement(
            name=name,
            workload=outcome.case.workload,
            subject=outcome.case.subject,
            chosen=outcome.chosen,
            sizes={choice.region: placing.sizes[name, choice.region] for choice in outcome.chosen},
        )
        for name, outcome in outcomes.items()
        if outcome.chosen
    ]
    kept = [outcome.kept for outcome in outcomes.values() if outcome.kept]
    return lay_out(scene, placements, kept)


def _moves(scene: Scene, layout: Layout, before: Lock | None) -> tuple[Move, ...]:
    if before is None:
        return ()
    places: list[Deployment | TrainingPlace] = [*layout.deployments, *layout.training]
    return tuple(moves(before, places, scene.stack.workloads, scene.pool_of))


def _guarded(moved: Iterable[Move], before: Lock | None) -> Iterator[Deployment]:
    """What runs protected, and is replaced by what takes its place in its region.

    To Pulumi the two are one: it goes by workload and region.
    """
    held = before.guarded if before else frozenset()
    for old, new in ((move.before, move.after) for move in moved):
        if isinstance(old, Deployment) and new is not None and old.region == new.region:
            provisioned = old.type.family is Family.PROVISIONED
            if provisioned or (old.workload, old.region) in held:
                yield old


def _sent(layout: Layout, before: Lock | None) -> dict[Where, Sent]:
    """What was asked for last of what runs where something is planned."""
    known = before.asked if before else {}
    spots = sorted((each.workload, each.region) for each in layout.deployments)
    return {spot: known[spot] for spot in spots if spot in known}


def _whole(
    scene: Scene,
    layout: Layout,
    placing: Placing,
    pools: tuple[PoolUse, ...],
    outcomes: Mapping[str, _Outcome],
) -> Placed:
    return Placed(
        scene=scene,
        accounts=layout.accounts,
        deployments=layout.deployments,
        pools=pools,
        left_out=placing.left_out,
        kept=frozenset(name for name, outcome in outcomes.items() if outcome.kept),
        moves=_moves(scene, layout, scene.running),
        training=layout.training,
    )


def _plan(scene: Scene, settled: _Settled, before: Lock | None) -> Plan:
    stack, catalog, layout = scene.stack, scene.facts.documents, settled.layout
    outcomes = settled.outcomes
    findings = [*settled.about_stack, *(f for o in outcomes.values() for f in _said(o))]
    naming = stack.accounts
    moved = _moves(scene, layout, before)
    group = group_of(stack, [a.region for a in layout.accounts], catalog, scene.lock)
    return Plan(
        stack=stack.name,
        environment=stack.environment.value,
        as_of=scene.facts.day,
        as_of_pinned=stack.as_of == scene.facts.day,
        catalog=CatalogRef(
            catalog.name, catalog.sha256, catalog.date, catalog.age_on(scene.facts.day)
        ),
        resource_group=group.name,
        location=group.location,
        group_exists=group.exists,
        group_released=is_released(stack, group, layout.accounts),
        tags=naming.tags_of(stack.name),
        settings={a.name: naming.resolved(stack.name, a.region, a.team) for a in layout.accounts},
        accounts=layout.accounts,
        deployments=layout.deployments,
        training=layout.training,
        workloads={name: _workload_plan(name, outcome) for name, outcome in outcomes.items()},
        findings=_located(findings, stack),
        kept=tuple(_kept(outcome, stack) for outcome in outcomes.values() if outcome.kept),
        moves=moved,
        retyped=frozenset(move.workload for move in moved if move.retypes),
        guarded=tuple(_guarded(moved, before)),
        sent=_sent(layout, before),
        pools=settled.pools,
        counters=counters(layout.accounts, scene.facts),
        proven=settled.placing.proven,
        gap=settled.placing.gap,
        corrections=tuple(c for c in catalog.corrections() if _touched(c, stack)),
    )


def _said(outcome: _Outcome) -> tuple[Finding, ...]:
    """The findings about a workload; about one that is kept they refuse nothing."""
    found = (*outcome.findings, *outcome.remarks)
    if outcome.kept is None:
        return found
    said = tuple(_softened(outcome, found))
    return (kept_rule.finding(outcome.case, outcome.kept, outcome.elsewhere), *said)


def _softened(outcome: _Outcome, findings: Iterable[Finding]) -> Iterator[Finding]:
    """Findings about what is kept as they are told everywhere: an excused one refuses nothing."""
    prod = outcome.case.stack.environment is Environment.PROD
    return (f.soften(prod=prod) if outcome.excused else f for f in findings)


def _kept(outcome: _Outcome, stack: Stack) -> Kept:
    refusing = (f for f in outcome.findings if f.verdict is not Verdict.OK)
    return Kept(outcome.case.name, _located(_softened(outcome, refusing), stack))


def _touched(correction: Correction, stack: Stack) -> bool:
    workloads = stack.workloads.values()
    return any(correction.touches(w.model.full_model, w.use, w.types) for w in workloads)


def _workload_plan(name: str, outcome: _Outcome) -> WorkloadPlan:
    placed = outcome.chosen if outcome.verdict is Verdict.OK else ()
    others = (choice for choice in outcome.judgement.choices if choice not in placed)
    return WorkloadPlan(
        name=name,
        verdict=Verdict.OK if outcome.excused else outcome.verdict,
        model=outcome.case.subject.model,
        version=outcome.case.subject.version,
        use=outcome.case.subject.use,
        chosen=placed,
        runners_up=tuple(sorted(others, key=rank)),
        rejections=outcome.judgement.rejections,
        kept=outcome.kept is not None,
        owner=outcome.case.workload.owner,
        publisher=outcome.case.subject.publisher,
    )


def _located(findings: Iterable[Finding], stack: Stack) -> tuple[Finding, ...]:
    """Findings with their places, in an order that no shuffling of the file changes."""
    ordered = sorted(findings, key=lambda f: (f.workload or "", f.rule.id, f.message))
    return tuple(
        finding.at(stack.locate(finding.path), _owner(finding, stack)) for finding in ordered
    )


def _owner(finding: Finding, stack: Stack) -> str | None:
    workload = stack.workloads.get(finding.workload) if finding.workload else None
    return workload.owner if workload else None


def _verified(plan: Plan, scene: Scene) -> Plan:
    """The plan, or an empty one that says what is wrong with it: a bug never deploys.

    Of a plan that a finding stops nothing is deployed, and what is wrong with it is that finding.
    """
    if not plan.applyable:
        return plan
    violations = verify(plan, scene.stack, scene.facts.documents, scene.lock, scene.running)
    if not violations:
        return plan
    found = tuple(unsound.RULE.finding((), violation) for violation in violations)
    return replace(
        plan,
        accounts=(),
        deployments=(),
        training=(),
        findings=(*found, *plan.findings),
    )
