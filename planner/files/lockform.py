"""The schema of a lock file, and a lock as its plain data.

What an entry leaves out has the value named here or in `DeploymentSettings`, for ever: a default
that changes in stack files does not change what runs.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import Field, ValidationInfo, field_validator, model_validator
from pydantic_core import PydanticCustomError

from planner.domain.deployment import DeploymentSettings
from planner.domain.lock import Lock, Locked, Reached, Secured
from planner.domain.plan import Account, Deployment, Group, TrainingPlace
from planner.domain.publishers import OPENAI
from planner.domain.schema import Strict
from planner.domain.settings import CREATE
from planner.domain.terms import DeploymentType, TrainingType, Use

VERSION: Literal[1] = 1
"""Version of the file format."""

Text = Annotated[str, Field(min_length=1)]
Plain = dict[str, Any]
"""Mappings, lists, texts, numbers and dates, as YAML has them."""

_DIGITS = 12
"""Hexadecimal digits of a digest: it tells of mistakes, it does not keep attackers out."""


class PlaceEntry(DeploymentSettings):
    """One deployment, or one place to train."""

    region: Text
    account: Text
    use: Use = Use.BASE
    """Before `type`, which is read by it."""
    type: DeploymentType | TrainingType
    capacity: int | None = Field(default=None, ge=0)
    model: Text | None = None
    """Where it is not the workload's."""
    publisher: Text | None = None
    """Where it is not the workload's."""
    version: Text | None = None
    """Where it is not the workload's."""
    name: Text | None = None
    """The deployment's name where it is not the workload's."""
    source_account: str | None = None

    @field_validator("type", mode="before")
    @classmethod
    def _typed(cls, value: object, info: ValidationInfo) -> object:
        training = info.data.get("use") is Use.TRAINING
        words = (TrainingType if training else DeploymentType).__members__.values()
        found = next((word for word in words if word.value == value), None)
        if found is not None:
            return found
        raise PydanticCustomError(
            "deployment_type",
            "{given} is not a {kind}",
            {
                "given": repr(value),
                "kind": "training type" if training else "deployment type",
                "known": [word.value for word in words],
            },
        )

    @model_validator(mode="after")
    def _sized(self) -> Self:
        if self.capacity is None and self.use is not Use.TRAINING:
            raise PydanticCustomError("missing_key", "capacity is required")
        return self


class GroupEntry(Strict):
    """The resource group."""

    name: Text
    location: Text | None = None
    """Its region; left out for somebody else's."""
    exists: bool = False
    """It is somebody else's."""
    shared: bool = False
    """An adopted account stands in it, or stood."""
    left: tuple[Text, ...] = ()
    """Names of groups and accounts that were given up for others."""
    digest: str

    @model_validator(mode="after")
    def _located(self) -> Self:
        if self.location is None and not self.exists:
            raise PydanticCustomError("missing_key", "location is required")
        return self


class AccountEntry(Strict):
    """One account."""

    region: Text
    kind: Text
    number: int = Field(default=1, ge=1)
    subdomain: str | None = None
    """Where it is not the account's name."""
    team: Text | None = None
    """Whose it is; left out for nobody's."""
    team_says: tuple[Text, ...] = ()
    """Keys that the team's section under `accounts.teams` has; left out where it has none."""
    adopted: bool = False
    """It was taken over, not made."""
    network: Literal["public", "restricted", "private"] | None = None
    """The profile under which it is reached; left out where nobody knows."""
    endpoint: Text | None = None
    """ARM id of the subnet of the stack's own private endpoint."""
    dns: Literal["create", "given", "none"] = "create"
    """Who has the endpoint's names."""
    local_auth: bool = False
    """Keys as well as Entra ID; not known without `network`."""
    lock: Literal["CanNotDelete", "ReadOnly"] | None = None
    """Level of its management lock; not known without `network`."""
    digest: str


class WorkloadEntry(Strict):
    """One workload, resolved."""

    since: date
    catalog: Text
    """The snapshot that it was first resolved with."""
    model: Text
    publisher: Text = OPENAI
    """Left out for OpenAI."""
    version: Text
    places: tuple[PlaceEntry, ...]
    moved_from: tuple[Text, ...] = ()
    """Places that were given up, as `account/name`, so that a run may delete what stands there."""
    moves: int = Field(default=0, ge=0)
    """How often it was given other places."""
    follows: tuple[Text, ...] = ()
    """What the service may have moved although `upgrade` is never by now, as `account/name`."""
    digest: str

    @model_validator(mode="after")
    def _somewhere(self) -> Self:
        if not self.places:
            raise PydanticCustomError("missing_key", "places is empty; a workload stands somewhere")
        return self


class LockForm(Strict):
    """Everything that a lock file says."""

    lock_version: Literal[1]
    stack: Text
    environment: Literal["prod"] | None = None
    """Where accounts and group are protected; left out for other environments."""
    group: GroupEntry | None = None
    """Left out by planners that did not write it down."""
    accounts: dict[str, AccountEntry]
    workloads: dict[str, WorkloadEntry]


def digest(name: str, entry: Mapping[str, Any]) -> str:
    """A short digest of an entry's plain data under its name, however it is laid out."""
    content = {key: value for key, value in entry.items() if key != "digest"}
    said = json.dumps([name, content], sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(said.encode()).hexdigest()[:_DIGITS]


GROUP = "group"
"""The key of the resource group, which is its name for the digest too."""


def plain_group(lock: Lock) -> Plain | None:
    """The resource group's entry; None where nobody knows it."""
    if lock.group is None:
        return None
    where = {"exists": True} if lock.group.exists else {"location": lock.group.location}
    shared = {"shared": True} if lock.group.shared else {}
    left = {"left": list(lock.left)} if lock.left else {}
    return _sealed(GROUP, {"name": lock.group.name, **where, **shared, **left})


def plain_accounts(lock: Lock) -> dict[str, Plain]:
    """Each account's entry, sorted by name."""
    entries = {
        name: {
            "region": account.region,
            "kind": account.kind,
            **_unless(1, number=account.number),
            **_unless(name, subdomain=account.subdomain),
            **_unless(None, team=account.team),
            **_unless([], team_says=[*account.team_says]),
            **({"adopted": True} if account.adopted else {}),
            **_plain_reached(lock.reached.get(name)),
            **_plain_secured(lock.secured.get(name)),
        }
        for name, account in sorted(lock.accounts.items())
    }
    return {name: _sealed(name, entry) for name, entry in entries.items()}


def _plain_reached(known: Reached | None) -> Plain:
    if known is None:
        return {}
    return {
        "network": known.network,
        **_unless(None, endpoint=known.endpoint),
        **_unless(CREATE, dns=known.dns),
    }


def _plain_secured(known: Secured | None) -> Plain:
    if known is None:
        return {}
    keys = {"local_auth": True} if known.local_auth else {}
    return {**keys, **_unless(None, lock=known.lock)}


def plain_workloads(lock: Lock) -> dict[str, Plain]:
    """Each workload's entry, sorted by name."""
    return {
        name: _sealed(name, _plain_workload(locked))
        for name, locked in sorted(lock.workloads.items())
        if locked.places
    }


def _sealed(name: str, entry: Plain) -> Plain:
    return {**entry, "digest": digest(name, entry)}


def _unless(default: object, **value: object) -> Plain:
    return {key: given for key, given in value.items() if given != default}


def _plain_workload(locked: Locked) -> Plain:
    first = locked.places[0]
    return {
        "since": locked.since,
        "catalog": locked.snapshot,
        "model": first.model,
        **_unless(OPENAI, publisher=first.publisher),
        "version": first.version,
        "places": [_plain_place(place, first) for place in locked.places],
        **_unless([], moved_from=[*locked.moved_from]),
        **_unless(0, moves=locked.moves),
        **_unless([], follows=[*locked.follows]),
    }


def _plain_place(place: Deployment | TrainingPlace, first: Deployment | TrainingPlace) -> Plain:
    spot = {"region": place.region, "account": place.account}
    model = {
        **_unless(first.model, model=place.model),
        **_unless(first.publisher, publisher=place.publisher),
        **_unless(first.version, version=place.version),
    }
    if isinstance(place, TrainingPlace):
        return {**spot, "use": Use.TRAINING.value, "type": place.type.value, **model}
    return {
        **spot,
        **_unless(Use.BASE.value, use=place.use.value),
        "type": place.type.value,
        "capacity": place.capacity,
        **model,
        **_unless(place.workload, name=place.name),
        **_in_order(
            {**place.settings.said(), **_unless(None, source_account=place.source_account)}
        ),
    }


_FIRST = ("upgrade", "content_filter", "source_account", "spillover")
"""Keys of a place as version 1 had them at first; those that came later follow."""


def _in_order(said: Plain) -> Plain:
    return {key: said[key] for key in (*_FIRST, *said) if key in said}


def lock_from(form: LockForm) -> Lock:
    """The lock that a form holds."""
    return Lock(
        stack=form.stack,
        prod=form.environment is not None,
        accounts={name: _account(name, entry) for name, entry in sorted(form.accounts.items())},
        workloads={name: _locked(name, entry) for name, entry in sorted(form.workloads.items())},
        group=_group(form.group) if form.group else None,
        left=form.group.left if form.group else (),
        reached={
            name: Reached(entry.network, entry.endpoint, entry.dns)
            for name, entry in sorted(form.accounts.items())
            if entry.network is not None
        },
        secured={
            name: Secured(entry.local_auth, entry.lock)
            for name, entry in sorted(form.accounts.items())
            if entry.network is not None
        },
    )


def _group(entry: GroupEntry) -> Group:
    return Group(entry.name, entry.location or "", entry.exists, entry.shared)


def _account(name: str, entry: AccountEntry) -> Account:
    subdomain = name if entry.subdomain is None else entry.subdomain
    return Account(
        name=name,
        region=entry.region,
        kind=entry.kind,
        subdomain=subdomain,
        number=entry.number,
        team=entry.team,
        adopted=entry.adopted,
        team_says=entry.team_says,
    )


def _locked(name: str, entry: WorkloadEntry) -> Locked:
    places = [_place(name, place, entry) for place in entry.places]
    return Locked(
        workload=name,
        since=entry.since,
        snapshot=entry.catalog,
        deployments=tuple(place for place in places if isinstance(place, Deployment)),
        training=tuple(place for place in places if isinstance(place, TrainingPlace)),
        moved_from=entry.moved_from,
        moves=entry.moves,
        follows=entry.follows,
    )


def _place(name: str, place: PlaceEntry, entry: WorkloadEntry) -> Deployment | TrainingPlace:
    model, version = place.model or entry.model, place.version or entry.version
    publisher = place.publisher or entry.publisher
    if isinstance(place.type, TrainingType):
        where = (place.account, place.region)
        return TrainingPlace(name, *where, model, version, place.type, publisher)
    return Deployment(
        workload=name,
        name=place.name or name,
        account=place.account,
        region=place.region,
        model=model,
        version=version,
        use=place.use,
        type=place.type,
        capacity=place.capacity or 0,
        settings=place.handed_on,
        source_account=place.source_account,
        publisher=publisher,
    )
