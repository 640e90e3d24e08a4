"""What the lock remembers: where each workload was placed, as what, and since when.

The lock is made from a plan and goes into the next one. With it, a placement stays where it is
although something better appears, and a deployment whose offering is gone is kept, not dropped.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import count

from planner.domain.plan import Account, Deployment, Group, Place, Plan, TrainingPlace
from planner.domain.sent import Sent, Where
from planner.domain.settings import CREATE, NONE, AccountSettings
from planner.domain.terms import Upgrade


@dataclass(frozen=True, slots=True)
class Locked:
    """One workload, resolved."""

    workload: str
    since: date
    """The first day of the placement."""
    snapshot: str
    """The snapshot that it was first resolved with."""
    deployments: tuple[Deployment, ...] = ()
    """Sorted by region."""
    training: tuple[TrainingPlace, ...] = ()
    """Sorted by region."""
    moved_from: tuple[str, ...] = ()
    """Where it stood before, as `account/name`: places that were given up in full knowledge of
    them. Whether they still stand no lock can know."""
    moves: int = 0
    """How often it was given other places. The state remembers the number of what runs, so that a
    lock of before tells itself from one that is ahead; 0 is not known."""
    follows: tuple[str, ...] = ()
    """What the service may have moved to another version or model although `upgrade` is never by
    now, as `account/name`, sorted."""

    @property
    def spots(self) -> tuple[str, ...]:
        """Where it stands, as `account/name`."""
        return tuple(map(spot, self.places))

    def knows(self, running: Locked | None) -> bool:
        """Whether this was resolved by somebody who knew all that runs of the workload.

        A lock that was written anew, since the old one was lost or there never was one, does not:
        nobody asked by it for what runs to be moved. Nor does one that is older than what runs.
        """
        if running is None:
            return True
        told = {*running.spots} <= {*self.spots, *self.moved_from}
        return told and not self.is_older(running)

    def is_older(self, running: Locked | None) -> bool:
        """Whether what runs, elsewhere or as something else, was moved as often, or more often."""
        if running is None or not running.moves:
            return False
        return self.moves <= running.moves and {*self.as_what} != {*running.as_what}

    @property
    def as_what(self) -> tuple[str, ...]:
        """All that stands of it, each as `as_what` has it."""
        return tuple(map(as_what, self.places))

    @property
    def places(self) -> tuple[Deployment | TrainingPlace, ...]:
        """All that stands of it."""
        return (*self.deployments, *self.training)

    def version_of(self, model: str) -> str | None:
        """The version of a base model that it runs as; None when it runs as another model.

        The model is named as in a stack file.
        """
        return next((place.version for place in self.places if place.full_model == model), None)


def spot(place: Place) -> str:
    """Where something stands, as `account/name`."""
    return f"{place.account}/{place.name}"


def as_what(place: Place) -> str:
    """Where something stands and as what, as `account/name type`: what a move changes."""
    return f"{spot(place)} {place.type.value}"


@dataclass(frozen=True, slots=True)
class Reached:
    """How an account is reached: by whom through its public door, and at which private address."""

    network: str
    """The profile: `public`, `restricted` or `private`."""
    endpoint: str | None = None
    """ARM id of the subnet in which the stack's own private endpoint stands; None without one."""
    dns: str = CREATE
    """Who has the endpoint's names: `create` for zones of the stack, `given` for zones that are
    named by their ids, `none`."""

    @property
    def in_own_zones(self) -> bool:
        """Whether it has names in zones that the stack makes."""
        return self.endpoint is not None and self.dns == CREATE


@dataclass(frozen=True, slots=True)
class Secured:
    """What else keeps people from an account that stands, or keeps it from being deleted."""

    local_auth: bool | None = None
    """Keys as well as Entra ID; None where nobody knows."""
    lock: str | None = None
    """Level of its management lock; None without one."""


def reached(settings: AccountSettings) -> Reached:
    """What settings that are written out make of an account."""
    reach = settings.reach
    endpoint, (first, *_) = reach.private_endpoint.subnet, (*reach.private_endpoint.dns, NONE)
    dns = first if first in (CREATE, NONE) else GIVEN
    return Reached(reach.profile, endpoint, dns if endpoint is not None else CREATE)


GIVEN = "given"


def secured(settings: AccountSettings) -> Secured:
    """What settings make of keys and management lock."""
    return Secured(settings.local_auth, settings.lock)


@dataclass(frozen=True, slots=True)
class Lock:
    """What was resolved for one stack."""

    stack: str
    accounts: Mapping[str, Account] = field(default_factory=dict)
    """By name; an account keeps its name although the stack's naming changes."""
    workloads: Mapping[str, Locked] = field(default_factory=dict)
    group: Group | None = None
    """Where the accounts stand; None in a lock of a planner that did not write it down."""
    reached: Mapping[str, Reached] = field(default_factory=dict)
    """By the account's name; of an account that is not in it nobody knows how it is reached."""
    secured: Mapping[str, Secured] = field(default_factory=dict)
    """By the account's name; of an account that is not in it nobody knows."""
    guarded: frozenset[tuple[str, str]] = frozenset()
    """Workload and region of what was kept, and so protected, when the program last ran, and which
    stands as it stood then. Only the state knows; no file has it."""
    sent: Mapping[Where, Sent] = field(default_factory=dict)
    """What was asked for last. Only the state knows; of a lock from a file see `asked`."""
    remembered: frozenset[str] = field(default=frozenset(), compare=False)
    """Names of accounts of which the last run wrote down whether they are adopted. Only the state
    knows; no file has it, and it is nothing of what runs."""
    left: tuple[str, ...] = ()
    """Names of groups and accounts that were given up for others, in full knowledge of them."""
    prod: bool = False
    """It was planned for prod: accounts and group are protected, until a run for another
    environment takes that away."""

    @property
    def asked(self) -> dict[Where, Sent]:
        """What was asked for last of each deployment that runs."""
        planned = {
            (each.workload, each.region): _sent(each, locked)
            for locked in self.workloads.values()
            for each in locked.deployments
        }
        return {spot: self.sent.get(spot, each) for spot, each in planned.items()}

    def named(self, id_: str) -> Account | None:
        """The account of an ARM id; Azure compares without case. Without a group by its name."""
        home = f"/resourcegroups/{self.group.name}/providers/" if self.group else ""
        for account in self.accounts.values():
            tail = f"/accounts/{account.name}".casefold()
            if id_.casefold().endswith(tail) and home.casefold() in id_.casefold():
                return account
        return None

    def without(self, names: Collection[str]) -> Lock:
        """The lock less some workloads, which are then placed as if they were new.

        The accounts stay: their names cannot change, whoever stands in them.
        """
        left = {name: each for name, each in self.workloads.items() if name not in names}
        return replace(self, workloads=left)

    def dated(self, before: Lock | None) -> Lock:
        """The lock in which what has not moved since `before` keeps its day and snapshot."""
        known = before.workloads if before else {}
        dated = {name: _dated(each, known.get(name)) for name, each in self.workloads.items()}
        return replace(self, workloads=dated)

    def lacks(self, other: Lock) -> tuple[str, ...]:
        """The workloads that `other` has, and which this one has not, or elsewhere; sorted."""
        mine = {name: _spots(each) for name, each in self.workloads.items()}
        return tuple(
            n for n, each in sorted(other.workloads.items()) if mine.get(n) != _spots(each)
        )

    def filled(self, running: Lock) -> Lock:
        """The lock with what runs where it does not know of it; else it speaks.

        The group and the accounts that stand go before those that were never made. An account
        keeps its name and takes the next number that is free where another one has its own:
        numbers tell accounts apart and stand in no account.
        """
        unaware = self.unaware(running)
        meant = {name: each for name, each in self.workloads.items() if name not in unaware}
        meant = {n: _counted(each, running.workloads.get(n)) for n, each in meant.items()}
        return replace(
            self,
            accounts=self._accounts(running),
            workloads={**running.workloads, **meant},
            group=self._home(running),
            reached={**running.reached, **self.reached},
        )

    def recalling(self, lock: Lock | None) -> Lock:
        """What runs, with what only the lock knows of its accounts.

        That they were adopted, what their teams said of them and how they are reached, each where
        nobody else says it: a lock is written before a run, or not at all.
        """
        if lock is None:
            return self
        accounts = {n: self._recalled(a, lock.accounts.get(n)) for n, a in self.accounts.items()}
        reach, held = {**lock.reached, **self.reached}, {**lock.secured, **self.secured}
        return replace(self, accounts=accounts, reached=reach, secured=held)

    def _recalled(self, account: Account, known: Account | None) -> Account:
        if known is None:
            return account
        adopted = account.adopted or (known.adopted and account.name not in self.remembered)
        return replace(account, adopted=adopted, team_says=account.team_says or known.team_says)

    def is_of(self, running: Lock) -> bool:
        """Whether it is the lock of what runs: has, or gave up, all its accounts and a place in them.

        A renamed stack brings such a lock along; another stack has none.
        """
        mine = {p for each in self.workloads.values() for p in (*each.spots, *each.moved_from)}
        theirs = {place for each in running.workloads.values() for place in each.spots}
        known = running.accounts.keys() <= {*self.accounts, *self.left}
        return known and (not theirs or not mine.isdisjoint(theirs))

    def unaware(self, running: Lock) -> frozenset[str]:
        """The workloads that it has elsewhere than they run, without having given that place up.

        Or in an account in whose place another one stands.
        """
        stray = self.accounts.keys() - self._accounts(running).keys()
        return frozenset(
            name
            for name, each in self.workloads.items()
            if not each.knows(running.workloads.get(name))
            or stray & {place.account for place in each.places}
        )

    def older(self, running: Lock) -> frozenset[str]:
        """The workloads that were moved since it was written."""
        known = running.workloads
        return frozenset(n for n, each in self.workloads.items() if each.is_older(known.get(n)))

    def _gave_up(self, running: Lock) -> tuple[str, ...]:
        """Names of groups and accounts; what one that is older left may be home again."""
        return () if self.older(running) else self.left

    def _home(self, running: Lock) -> Group | None:
        """The group that stands, unless it was given up for another one."""
        stands, mine = running.group, self.group
        if stands is None or (mine is not None and stands.name in self._gave_up(running)):
            return mine
        return stands

    def _accounts(self, running: Lock) -> dict[str, Account]:
        """Those that stand, and its own where none stands in their place, or it was given up."""
        left = self._gave_up(running)
        stand = {n: a for n, a in running.accounts.items() if n not in left}
        held = {_place_of(account) for account in stand.values()}
        mine = {n: a for n, a in self.accounts.items() if _place_of(a) not in held}
        named = {n: a for n, a in self.accounts.items() if n in running.accounts}
        found = {**mine, **stand, **named}
        for name in sorted(running.accounts.keys() - found.keys()):
            found[name] = numbered(running.accounts[name], found.values())
        return found


def _sent(runs: Deployment, locked: Locked) -> Sent:
    """As the lock has it, which is what was planned and no news of the service."""
    followed = runs.settings.upgrade is not Upgrade.NEVER or spot(runs) in locked.follows
    return Sent(runs.full_model, runs.version, followed)


def _place_of(account: Account) -> tuple[object, ...]:
    """Of which there is one account at most."""
    return (account.region, account.team, account.number)


def numbered(account: Account, others: Iterable[Account]) -> Account:
    """The account with its own number, or the next one that no other has in its place."""
    beside = (o for o in others if (o.region, o.team) == (account.region, account.team))
    taken = {other.number for other in beside}
    free = (number for number in count(account.number) if number not in taken)
    return replace(account, number=next(free))


def lock_of(plan: Plan, before: Lock | None = None) -> Lock:
    """The lock that a plan gives; what has not moved keeps its day.

    That something is to be imported is a wish for one run, and not remembered.
    """
    known = before.workloads if before else {}
    every = {account.name: plan.settings.get(account.name) for account in plan.accounts}
    settings = {name: each for name, each in every.items() if each is not None}
    return Lock(
        stack=plan.stack,
        prod=plan.protects_accounts,
        accounts={a.name: replace(a, import_id=None) for a in plan.accounts},
        workloads={name: _dated(locked, known.get(name)) for name, locked in _fresh(plan).items()},
        group=_group(plan, before),
        left=_left(plan, before),
        reached={name: reached(each) for name, each in settings.items()},
        secured={name: secured(each) for name, each in settings.items()},
    )


def _fresh(plan: Plan) -> dict[str, Locked]:
    """The plan's workloads as if each were new today."""
    made = [replace(each, import_id=None) for each in plan.deployments]
    every: tuple[Place, ...] = (*made, *plan.training)
    here = [place for place in every if place.workload in plan.workloads]
    stay = [d for d in made if d.settings.upgrade is Upgrade.NEVER and plan.follows(d)]
    return resolved(here, plan.as_of, plan.catalog.snapshot, frozenset(map(spot, stay)))


def _left(plan: Plan, before: Lock | None) -> tuple[str, ...]:
    """Names of what was given up: a group for another, an account for another in its place."""
    if before is None or plan.group is None:
        return ()
    places = {_place_of(account) for account in plan.accounts}
    names = {n for n, account in before.accounts.items() if _place_of(account) in places}
    names |= {*before.left, *([before.group.name] if before.group else [])}
    return tuple(sorted(names - {plan.group.name} - {account.name for account in plan.accounts}))


def _group(plan: Plan, before: Lock | None) -> Group | None:
    """The group; that an adopted account stood in it is remembered when the account has left."""
    known = before.group if before else None
    shared = any(a.adopted for a in plan.accounts) or (known is not None and known.shared)
    return replace(plan.group, shared=shared) if plan.group else None


def resolved(
    places: Iterable[Place], day: date, snapshot: str, follows: Collection[str]
) -> dict[str, Locked]:
    """What stands of each workload since a day, by name; `follows` are spots, see `Locked.follows`."""
    found: dict[str, list[Place]] = defaultdict(list)
    for place in sorted(places, key=lambda place: (place.workload, place.region)):
        found[place.workload].append(place)
    return {
        name: Locked(
            workload=name,
            since=day,
            snapshot=snapshot,
            deployments=tuple(p for p in mine if isinstance(p, Deployment)),
            training=tuple(p for p in mine if isinstance(p, TrainingPlace)),
            follows=tuple(sorted(s for s in map(spot, mine) if s in follows)),
        )
        for name, mine in found.items()
    }


def _counted(locked: Locked, running: Locked | None) -> Locked:
    """With the moves of what runs, where these are more: the number never falls."""
    return locked if running is None else replace(locked, moves=max(locked.moves, running.moves))


def _dated(locked: Locked, before: Locked | None) -> Locked:
    """With the day and snapshot of the same placement before, or with the places given up.

    Moves are counted on from the greater number, so that a lock is never taken for an older one.
    """
    if before is None:
        return locked
    left = [spot for spot in (*before.moved_from, *before.spots) if spot not in locked.spots]
    times = before.moves + ({*before.as_what} != {*locked.as_what})
    found = replace(locked, moved_from=tuple(dict.fromkeys(left)), moves=max(times, locked.moves))
    if _spots(before) != _spots(locked):
        return found
    return replace(found, since=before.since, snapshot=before.snapshot)


def _spots(locked: Locked) -> list[tuple[object, ...]]:
    return [
        (place.account, place.region, place.type, place.full_model, place.version)
        for place in locked.places
    ]
