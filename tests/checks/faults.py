"""Stacks with one known fault each, and the twin without it.

Made from the catalog and from nothing that the checks know, so that they can be measured
with it. Stacks are stack files as data.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from itertools import cycle
from random import Random
from typing import Any, TypeVar

from planner.domain.offering import Lifecycle, Offering
from planner.domain.rates import is_spoken, unit_of
from planner.domain.subject import Target
from planner.domain.terms import (
    Availability,
    Cloud,
    Condition,
    DeploymentType,
    Family,
    Scope,
    Stage,
    TrainingMethod,
    TrainingType,
    Unit,
    Use,
)
from planner.facts.catalog import Catalog
from planner.facts.kinds import lifecycle

Stack = dict[str, Any]
Workload = dict[str, Any]
Item = TypeVar("Item")
Pair = tuple[Stack, Stack]
"""The faulty stack and its twin."""

MARGIN = timedelta(days=91)
SETTINGS: Stack = {"accounts": {"public_network": False, "naming": {"suffix": "c7f2"}}}
ACCOUNT = (
    "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg"
    "/providers/Microsoft.CognitiveServices/accounts/trainer"
)


@dataclass
class World:
    """What there is to make faults of, on one day."""

    catalog: Catalog
    as_of: date
    rng: Random
    names: Iterator[int] = field(default_factory=lambda: iter(range(1_000_000)))

    def one(self, pool: Sequence[Item]) -> Item | None:
        """One of several, or nothing where there is none."""
        return self.rng.choice(pool) if pool else None

    def stages(self, o: Offering) -> set[Stage | None]:
        return {life.stage_at(self.as_of) for life in self.lives(o)}

    def lives(self, o: Offering) -> tuple[Lifecycle, ...]:
        return self.catalog.lifecycle(o.subject, o.type, o.region)

    def disputes_itself(self, o: Offering) -> bool:
        """A row closes it to new customers by now and calls it open."""
        return any(life.may_be_closed(self.as_of) for life in self.lives(o))

    def lasts(self, o: Offering) -> bool:
        """It does not end within the next three months."""
        ends = [life.retires for life in self.lives(o) if life.retires is not None]
        return all(end > self.as_of + MARGIN for end in ends)

    def is_sound(self, o: Offering) -> bool:
        """Nothing at all is to be said against it."""
        bad = {Stage.DEPRECATED, Stage.RETIRED, Stage.PREVIEW}
        known = o.availability is Availability.AVAILABLE and not o.disputed_by
        public = self.catalog.regions[o.region].cloud is Cloud.PUBLIC
        open_ = not o.conditions and not bad & self.stages(o) and not self.disputes_itself(o)
        return known and public and open_ and self.lasts(o)

    @cached_property
    def offered(self) -> dict[Use, list[Offering]]:
        return {use: list(self.catalog.offerings(use=use)) for use in Use}

    @cached_property
    def sound(self) -> dict[Use, list[Offering]]:
        return {use: [o for o in every if self.is_sound(o)] for use, every in self.offered.items()}

    def base(self, *families: Family) -> Offering | None:
        """A sound base offering, of these families if any are given."""
        pool = self.sound[Use.BASE]
        return self.one([o for o in pool if not families or family(o) in families])

    def by_token(self) -> Offering | None:
        """A sound base offering that is sold by tokens per minute, of text."""
        pool = (o for o in self.sound[Use.BASE] if isinstance(o.type, DeploymentType))
        texts = (o for o in pool if not is_spoken(o.model))
        return self.one([o for o in texts if unit_of(o.model, served(o)) is Unit.TPM])

    def tuned(self, *types: DeploymentType) -> Offering | None:
        pool = self.sound[Use.FINE_TUNED]
        return self.one([o for o in pool if not types or o.type in types])

    def training(self) -> Offering | None:
        return self.one([o for o in self.sound[Use.TRAINING] if o.methods])

    def elsewhere(self, o: Offering) -> str | None:
        """A public region where it is not offered."""
        regions = self.catalog.regions.values()
        public = [r.slug for r in regions if r.cloud is Cloud.PUBLIC]
        found = (self.catalog.find(Target(o.subject, o.type, slug)) for slug in public)
        return self.one([f.region for f in found if f.availability is Availability.UNAVAILABLE])


def served(o: Offering) -> DeploymentType:
    """The deployment type of an offering that is not about training."""
    assert isinstance(o.type, DeploymentType)
    return o.type


def family(o: Offering) -> Family | None:
    return o.type.family if isinstance(o.type, DeploymentType) else None


def workload(world: World, o: Offering, **more: Any) -> Workload:
    """A workload that asks for one offering, in a size that fits."""
    made: Workload = {"model": f"{o.model}@{o.version}", "region": o.region}
    if isinstance(o.type, TrainingType):
        method = world.one(sorted(o.methods)) or TrainingMethod.SFT
        return made | {"training": {"type": o.type.value, "method": method.value}} | more
    made |= {"deployment_type": o.type.value, "capacity": size(world, o)}
    if o.use is Use.FINE_TUNED:
        made["fine_tuned"] = {"id": f"{o.model}-{o.version}.ft-{world.rng.getrandbits(128):032x}"}
        made["accept"] = ["AOAI704"] if o.type is not DeploymentType.DEVELOPER else []
        made["accept"] += ["AOAI402"] if o.type is DeploymentType.GLOBAL_STANDARD else []
    return made | more


def size(world: World, o: Offering) -> dict[str, int]:
    type_ = served(o)
    rule = world.catalog.capacity_rule(o.subject, type_)
    if type_.unit is Unit.PTU:
        least, step = (rule.minimum, rule.step) if rule else (100, 100)
        return {"ptu": least + step * world.rng.randrange(6)}
    if unit_of(o.model, type_) is Unit.TPM:
        most = rule.maximum if rule and rule.maximum else 400
        return {"tpm": world.rng.randrange(10, min(400, most)) * 1_000}
    return {"units": world.rng.randrange(10, 400)}


def stack(world: World, *workloads: Workload, **more: Any) -> Stack:
    if more.get("environment") == "prod":
        workloads = tuple({"residency": "global", **each} for each in workloads)
    named = {f"w{next(world.names)}": each for each in workloads}
    return {"version": 1, **SETTINGS, **more, "workloads": named}


def pair(world: World, bad: Workload, good: Workload) -> Pair:
    return stack(world, bad), stack(world, good)


def misspelt(world: World, name: str) -> str:
    """The name with two neighbouring characters in the wrong order, or one doubled."""
    places = [i for i in range(len(name) - 1) if name[i] != name[i + 1] and name[i].isalpha()]
    i = world.rng.choice(places)
    swapped = name[:i] + name[i + 1] + name[i] + name[i + 2 :]
    return world.rng.choice([swapped, name[: i + 1] + name[i:]])


def void_acceptance(world: World) -> Pair | None:
    o = world.base()
    entry = world.one(["AOAI999", "AOAI205", {"rule": "AOAI206", "until": date(2020, 1, 1)}])
    good = workload(world, o) if o else {}
    return pair(world, {**good, "accept": [entry]}, good) if o else None


def unknown_model(world: World) -> Pair | None:
    o = world.base()
    name = misspelt(world, o.model) if o else ""
    if o is None or name in world.catalog.models():
        return None
    good = workload(world, o)
    return pair(world, {**good, "model": f"{name}@{o.version}"}, good)


def unknown_version(world: World) -> Pair | None:
    o = world.base()
    version = f"{world.rng.randrange(2019, 2022)}-0{world.rng.randrange(1, 9)}-31"
    good = workload(world, o) if o else {}
    return pair(world, {**good, "model": f"{o.model}@{version}"}, good) if o else None


def unknown_region(world: World) -> Pair | None:
    o = world.base()
    region = misspelt(world, o.region) if o else ""
    if o is None or region in world.catalog.regions:
        return None
    good = workload(world, o)
    return pair(world, {**good, "region": region}, good)


def type_not_offered(world: World) -> Pair | None:
    o = world.base()
    if o is None:
        return None
    sold = world.catalog.types_of(o.subject)
    every = {each.type for each in world.offered[Use.BASE]} | {DeploymentType.DEVELOPER}
    other = world.one(sorted(every - set(sold)))
    good = workload(world, o)
    if other is None:
        return None
    return pair(world, {**good, "deployment_type": other.value, "capacity": {"units": 100}}, good)


def not_in_region(world: World) -> Pair | None:
    o = world.base()
    region = world.elsewhere(o) if o else None
    good = workload(world, o) if o else {}
    return pair(world, {**good, "region": region}, good) if region else None


def unknown_availability(world: World) -> Pair | None:
    o, catalog = world.base(), world.catalog
    lives = [
        life
        for life in catalog.all_of(lifecycle.KIND)
        if life.use is Use.BASE and not catalog.names(life.subject, Cloud.PUBLIC)
    ]
    open_ = [x for x in lives if x.retires is None or x.retires > world.as_of + MARGIN]
    life = world.one([x for x in open_ if x.stage is not Stage.RETIRED])
    if o is None or life is None:
        return None
    good = workload(world, o)
    return pair(world, {**good, "model": f"{life.model}@{life.version}"}, good)


def conditional(world: World, *conditions: Condition) -> Pair | None:
    pool = [o for every in world.offered.values() for o in every if o.conditions & {*conditions}]
    fit = [o for o in pool if world.lasts(o) and Stage.DEPRECATED not in world.stages(o)]
    o = world.one(fit)
    if o is None:
        return None
    bad = workload(world, o)
    return stack(world, bad), stack(world, bad, subscription={"approved": [o.model]})


def limited_access(world: World) -> Pair | None:
    return conditional(world, Condition.REGISTRATION, Condition.INVITATION)


def select_customers(world: World) -> Pair | None:
    return conditional(world, Condition.SELECT_CUSTOMERS)


def disputed(world: World) -> Pair | None:
    def split(o: Offering) -> bool:
        gone = {stage is Stage.RETIRED for stage in world.stages(o)}
        return len(gone) > 1

    o, good = world.one([o for o in world.offered[Use.BASE] if split(o)]), world.base()
    if o is None or good is None:
        return None
    return pair(world, workload(world, o), workload(world, good))


def provisioned(world: World) -> tuple[Workload, Any] | None:
    """A provisioned workload and its documented sizes."""
    o = world.base(Family.PROVISIONED)
    rule = world.catalog.capacity_rule(o.subject, served(o)) if o else None
    return (workload(world, o), rule) if o and rule else None


def below_minimum(world: World) -> Pair | None:
    found = provisioned(world)
    if found is None:
        return None
    good, rule = found
    return pair(world, {**good, "capacity": {"ptu": rule.minimum - 1}}, good)


def above_maximum(world: World) -> Pair | None:
    found = provisioned(world)
    if found is None or found[1].maximum is None:
        return None
    good, rule = found
    return pair(world, {**good, "capacity": {"ptu": rule.maximum + rule.step}}, good)


def off_step(world: World) -> Pair | None:
    found = provisioned(world) if world.rng.random() < 0.5 else None
    if found is not None:
        good, rule = found
        return pair(world, {**good, "capacity": {"ptu": rule.minimum + rule.step // 2}}, good)
    o = world.by_token()
    good = workload(world, o) if o else {}
    tpm = world.rng.randrange(10, 90) * 1_000 + world.rng.randrange(1, 999)
    return pair(world, {**good, "capacity": {"tpm": tpm}}, good) if o else None


def wrong_unit(world: World) -> Pair | None:
    o = world.base()
    if o is None:
        return None
    good = workload(world, o)
    wrong = {"tpm": 100_000} if "tpm" not in good["capacity"] else {"ptu": 100}
    return pair(world, {**good, "capacity": wrong}, good)


def too_many(world: World) -> Pair | None:
    o = world.base(Family.STANDARD)
    limit = world.catalog.limit("deployments-per-account")
    if o is None or limit is None:
        return None
    each = {**workload(world, o), "account": 1}  # without the pin, the account would split
    return stack(world, *[each] * (limit.value + 1)), stack(world, *[each] * limit.value)


def quota_exceeded(world: World) -> Pair | None:
    o = world.base(Family.STANDARD)
    if o is None:
        return None
    good = workload(world, o)
    need = next(iter(good["capacity"].values()))
    units = need // 1_000 if "tpm" in good["capacity"] else need
    name = f"OpenAI.{served(o).sku}.{o.model}"
    bad, enough = ({"quota": {name: number}} for number in (units - 1, units))
    return stack(world, good, subscription=bad), stack(world, good, subscription=enough)


def quota_unknown(world: World) -> Pair | None:
    o = world.base(Family.PROVISIONED)
    if o is None:
        return None
    good, tier = workload(world, o), {"quota_tier": world.rng.randrange(1, 7)}
    known = tier | {"quota": {f"OpenAI.{served(o).sku}@{o.region}": 100_000}}
    return stack(world, good, subscription=tier), stack(world, good, subscription=known)


def single_region(world: World) -> Pair | None:
    o = world.base(Family.STANDARD, Family.PROVISIONED)
    if o is None:
        return None
    bad = workload(world, o)
    good = {**bad, "accept": [*bad.get("accept", ()), "AOAI601"]}
    return stack(world, bad, environment="prod"), stack(world, good, environment="prod")


def too_small(world: World) -> Pair | None:
    o = world.by_token()
    o = None if o and is_spoken(o.model) else o  # which no number of tokens sizes
    good = workload(world, o) if o else {}
    tpm = world.rng.randrange(1, 5) * 1_000
    return pair(world, {**good, "capacity": {"tpm": tpm}}, good) if o else None


def leaves_boundary(world: World) -> Pair | None:
    regions = world.catalog.regions
    pool = [o for o in world.sound[Use.BASE] if regions[o.region].data_zone]
    inside = world.one([o for o in pool if o.type.scope is not Scope.GLOBAL])
    if inside is None:
        return None
    zone = regions[inside.region].data_zone
    outside = [
        o for o in pool if o.type.scope is Scope.GLOBAL or regions[o.region].data_zone != zone
    ]
    o = world.one(outside)
    if o is None:
        return None
    bad = workload(world, o, residency=zone)
    return pair(world, bad, workload(world, inside, residency=zone))


def weights_leave(world: World) -> Pair | None:
    o = world.tuned(DeploymentType.STANDARD)
    if o is None:
        return None
    residency = world.catalog.regions[o.region].geography
    good = workload(world, o, residency=residency)
    return pair(world, {**good, "deployment_type": "global-standard", "accept": []}, good)


def unknown_residency(world: World) -> Pair | None:
    o = world.base(Family.STANDARD)
    if o is None:
        return None
    word = world.rng.choice(["europ", "us-east", "everywhere", "swedn", "eu-west", "emea"])
    good = workload(world, o, residency="global")
    return pair(world, {**good, "residency": word}, good)


def residency_unsaid(world: World) -> Pair | None:
    o = world.base(Family.BATCH)
    good = stack(world, workload(world, o), environment="prod") if o else {}
    bare = {name: dict(each) for name, each in good.get("workloads", {}).items()}
    for each in bare.values():
        del each["residency"]
    return ({**good, "workloads": bare}, good) if o else None


def quota_key_unknown(world: World) -> Pair | None:
    return _with_quota(world, lambda name: name.replace("Standard", "Standart"), 100_000)


def quota_in_tokens(world: World) -> Pair | None:
    return _with_quota(world, lambda name: name, 5_000_000_000)


def _with_quota(world: World, spell: Callable[[str], str], number: int) -> Pair | None:
    """A stack that says its quota in a wrong way, and the same in the right one."""
    o = world.base(Family.STANDARD)
    if o is None:
        return None
    name, good = f"OpenAI.{served(o).sku}.{o.model}", workload(world, o)
    tier: Workload = {"quota_tier": 6}
    bad = stack(world, good, subscription=tier | {"quota": {spell(name): number}})
    return bad, stack(world, good, subscription=tier | {"quota": {name: 100_000}})


def ended(world: World, fits: Callable[[Offering], bool]) -> Offering | None:
    pool = [o for o in world.offered[Use.BASE] if not o.conditions and fits(o)]
    public = [o for o in pool if world.catalog.regions[o.region].cloud is Cloud.PUBLIC]
    return world.one(public)


def retired(world: World) -> Pair | None:
    o, good = ended(world, lambda o: world.stages(o) == {Stage.RETIRED}), world.base()
    if o is None or good is None:
        return None
    return pair(world, workload(world, o), workload(world, good))


def retires_soon(world: World) -> Pair | None:
    calm = {Stage.GENERALLY_AVAILABLE, Stage.LEGACY}
    o = ended(world, lambda o: world.stages(o) <= calm and not world.lasts(o))
    good = world.base()
    if o is None or good is None:
        return None
    return pair(world, workload(world, o), workload(world, good))


def closed(world: World) -> Pair | None:
    o = ended(world, lambda o: world.stages(o) == {Stage.DEPRECATED} and world.lasts(o))
    if o is None:
        return None
    bad = workload(world, o)
    customer = {"deployed_before": [bad["model"]]}
    return stack(world, bad), stack(world, bad, subscription=customer)


def preview_in_prod(world: World) -> Pair | None:
    o = ended(world, lambda o: world.stages(o) == {Stage.PREVIEW} and world.lasts(o))
    if o is None:
        return None
    bad = workload(world, o)
    return stack(world, bad, environment="prod"), stack(world, bad, environment="dev")


def not_pinned(world: World) -> Pair | None:
    o = world.base()
    good = workload(world, o) if o else {}
    return pair(world, {**good, "model": f"{o.model}@default"}, good) if o else None


def upgrade_changes_model(world: World) -> Pair | None:
    def moves(o: Offering) -> bool:
        named = {life.replacement or o.model for life in world.lives(o)}
        standard = family(o) is Family.STANDARD
        return standard and all(n.partition("@")[0] != o.model for n in named) and bool(named)

    o = world.one([o for o in world.sound[Use.BASE] if moves(o)])
    if o is None:
        return None
    good = workload(world, o)
    return pair(
        world, {**good, "upgrade": world.one(["when-expired", "when-default-changes"])}, good
    )


def developer_in_prod(world: World) -> Pair | None:
    o = world.tuned(DeploymentType.DEVELOPER)
    if o is None:
        return None
    bad = workload(world, o)
    return stack(world, bad, environment="prod"), stack(world, bad, environment="test")


def too_few_regions(world: World) -> Pair | None:
    o = world.base()
    if o is None:
        return None
    regions = list(world.catalog.regions_with(o.subject, o.type))
    public = [r for r in regions if world.catalog.regions[r].cloud is Cloud.PUBLIC][:3]
    good = workload(world, o) | {"region": public, "replicas": len(public)}
    return pair(world, {**good, "replicas": len(public) + 1}, good)


def contradicting(world: World) -> Pair | None:
    """One replica more than a country has regions, where the world has enough."""
    regions = world.catalog.regions
    o = world.base(Family.STANDARD)
    if o is None or o.type is not DeploymentType.STANDARD:
        return None
    country = regions[o.region].geography
    sold = [regions[r] for r in world.catalog.regions_with(o.subject, o.type)]
    public = [region for region in sold if region.cloud is Cloud.PUBLIC]
    inside = [region for region in public if region.geography == country]
    if len(public) == len(inside):
        return None
    good = workload(world, o, region=[], residency=country, replicas=len(inside))
    return pair(world, {**good, "replicas": len(inside) + 1}, good)


def together_and_apart(world: World) -> Pair | None:
    """Two workloads, one beside the other and the other apart from it."""
    o = world.base()
    if o is None:
        return None
    one, two = (f"w{next(world.names)}" for _ in range(2))
    each = workload(world, o)
    good = {"version": 1, **SETTINGS, "workloads": {one: {**each, "together_with": two}, two: each}}
    wish = {two: {**each, "apart_from": one}}
    return good | {"workloads": {**good["workloads"], **wish}}, good


def not_fine_tunable(world: World) -> Pair | None:
    good, catalog = world.training(), world.catalog
    uses = (Use.TRAINING, Use.FINE_TUNED)
    pool = [
        o
        for o in world.sound[Use.BASE]
        if not any(catalog.names(o.subject.used_as(use)) for use in uses)
    ]
    o = world.one(pool)
    if good is None or o is None:
        return None
    made = workload(world, good)
    return pair(world, {**made, "model": f"{o.model}@{o.version}"}, made)


def training_not_here(world: World) -> Pair | None:
    o = world.training()
    if o is None:
        return None
    good, region = workload(world, o), world.elsewhere(o)
    if region is not None and world.rng.random() < 0.7:
        return pair(world, {**good, "region": region}, good)
    other = world.one(sorted(set(TrainingMethod) - o.methods))
    if other is None:
        return None
    training = {**good["training"], "method": other.value}
    return pair(world, {**good, "training": training}, good)


def not_deployable_so(world: World) -> Pair | None:
    o = world.tuned(DeploymentType.STANDARD, DeploymentType.PROVISIONED)
    region = world.elsewhere(o) if o else None
    good = workload(world, o) if o else {}
    return pair(world, {**good, "region": region}, good) if region else None


def idle_deletion(world: World) -> Pair | None:
    o = world.tuned(DeploymentType.STANDARD, DeploymentType.PROVISIONED)
    good = workload(world, o) if o else {}
    return pair(world, {**good, "accept": []}, good) if o else None


def trained_elsewhere(world: World) -> Pair | None:
    o = world.tuned()
    if o is None:
        return None
    regions = [slug for slug in world.catalog.regions if slug != o.region]
    bad = workload(world, o)
    bad["fine_tuned"]["source_region"] = world.one(regions)
    named = {**bad["fine_tuned"], "source_account": ACCOUNT}
    return pair(world, bad, {**bad, "fine_tuned": named})


def settings(world: World, bad: Stack, good: Stack, **both: Any) -> Pair | None:
    """Faults of the accounts, with a sound workload in them."""
    o = world.base()
    if o is None:
        return None
    each, closed_ = workload(world, o, accept=["AOAI601"]), {"public_network": False}
    faulty = stack(world, each, **both) | {"accounts": {**closed_, **bad}}
    return faulty, stack(world, each, **both) | {"accounts": {**closed_, **good}}


def account_name(world: World) -> Pair | None:
    prefix = world.one(["a_b", "open ai", "x" * 64, "-start", "ü"])
    return settings(world, {"naming": {"prefix": prefix}}, {"naming": {"prefix": "ai"}})


def subdomain(world: World) -> Pair | None:
    prefix = world.one(["Upper", "aoaI", "PROD"])
    return settings(world, {"naming": {"prefix": prefix}}, {"naming": {"prefix": "ai"}})


def local_auth(world: World) -> Pair | None:
    return settings(world, {"local_auth": True}, {"local_auth": False})


def public_network(world: World) -> Pair | None:
    return settings(world, {"public_network": True}, {}, environment="prod")


def kind_openai(world: World) -> Pair | None:
    return settings(world, {"kind": "OpenAI"}, {"kind": "AIServices"})


def deployment_name(world: World) -> Pair | None:
    o = world.base()
    if o is None:
        return None
    each = workload(world, o)
    name = world.one(["support chat", "a/b", "x", "chat?", "ünder"])
    faulty = {"version": 1, **SETTINGS, "workloads": {name: each}}
    if not isinstance(o.type, DeploymentType):
        return None
    return faulty, stack(world, each)


KINDS: dict[str, Callable[[World], Pair | None]] = {
    "AOAI002": void_acceptance,
    "AOAI201": unknown_model,
    "AOAI202": unknown_version,
    "AOAI203": unknown_region,
    "AOAI204": type_not_offered,
    "AOAI205": not_in_region,
    "AOAI206": unknown_availability,
    "AOAI207": limited_access,
    "AOAI208": select_customers,
    "AOAI209": disputed,
    "AOAI301": below_minimum,
    "AOAI302": above_maximum,
    "AOAI303": off_step,
    "AOAI304": wrong_unit,
    "AOAI305": quota_exceeded,
    "AOAI306": quota_unknown,
    "AOAI307": too_many,
    "AOAI308": too_small,
    "AOAI313": quota_key_unknown,
    "AOAI314": quota_in_tokens,
    "AOAI401": leaves_boundary,
    "AOAI402": weights_leave,
    "AOAI403": unknown_residency,
    "AOAI405": residency_unsaid,
    "AOAI501": retired,
    "AOAI502": retires_soon,
    "AOAI503": closed,
    "AOAI504": preview_in_prod,
    "AOAI505": not_pinned,
    "AOAI506": upgrade_changes_model,
    "AOAI601": single_region,
    "AOAI602": developer_in_prod,
    "AOAI604": too_few_regions,
    "AOAI605": contradicting,
    "AOAI606": together_and_apart,
    "AOAI701": not_fine_tunable,
    "AOAI702": training_not_here,
    "AOAI703": not_deployable_so,
    "AOAI704": idle_deletion,
    "AOAI706": trained_elsewhere,
    "AOAI801": account_name,
    "AOAI802": subdomain,
    "AOAI803": local_auth,
    "AOAI804": public_network,
    "AOAI805": kind_openai,
    "AOAI806": deployment_name,
}
"""A way to bring each rule about. Not here: the planner's own bugs, and mere notes."""


def faults(catalog: Catalog, as_of: date, count: int, seed: int) -> list[tuple[Stack, str, Stack]]:
    """`count` faulty stacks with the rule that has to find each, and the twin without the fault.

    The same arguments give the same stacks. Rules that the snapshot has no material for (no
    disputes, no select customers) are left out; the others come in turn.
    """
    world = World(catalog, as_of, Random(seed))
    found: list[tuple[Stack, str, Stack]] = []
    idle = 0
    for rule, make in cycle(KINDS.items()):
        if len(found) == count or idle > 2 * len(KINDS):
            return found
        made = make(world)
        idle = idle + 1 if made is None else 0
        if made is not None:
            found.append((made[0], rule, made[1]))
    return found
