"""Reads what stands of a stack from its Pulumi state, which others write and anything may be in.

Two sources give the same: the engine, which a program asks for its own stack's last state (URN ->
`type` and `outputs`), and a file with what `pulumi stack export` printed. What the resources do not
say (an account's number, its team, places to train) is what `emit.memory` left in the outputs of
the account's component. What cannot be understood is left out, and said.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, Field, ValidationError

from planner.domain.deployment import ARM_UPGRADES, OWNER, DeploymentSettings
from planner.domain.finding import Location
from planner.domain.lock import Lock, Locked, numbered, resolved, spot
from planner.domain.plan import Account, Deployment, Group, TrainingPlace
from planner.domain.problem import FileError, Problem
from planner.domain.publishers import OPENAI, full_model, parted, publisher_meant
from planner.domain.sent import Sent, Where, spelt
from planner.domain.settings import AGAIN_TAG, STACK_TAG
from planner.domain.terms import (
    DeploymentType,
    Family,
    TrainingType,
    Upgrade,
    Use,
    normalise_region,
    parse_deployment_type,
)
from planner.domain.urns import name_of, types_of
from planner.files import export
from planner.files.doors import doors, secured
from planner.files.text import shown

COMPONENT = "planner:azureopenai:Account"
_OURS = re.compile(
    rf"{COMPONENT}\$azure-native:cognitiveservices(?:/v\w+)?:(Account|Deployment)$",
)
"""Types below our component; a deployment that somebody registered beside it is not ours."""
_GROUP = re.compile(r"azure-native:resources(?:/v\w+)?:ResourceGroup$")
_TUNED = re.compile(r"\.ft-|^ftchkpt-|:ftchkpt-")
_UPGRADES = {word: upgrade for upgrade, word in ARM_UPGRADES.items()}


@dataclass(frozen=True, slots=True)
class State:
    """What stands, as far as it was understood."""

    lock: Lock
    left_out: tuple[str, ...] = ()
    """One line for each of our accounts and deployments that was not."""
    made_by: frozenset[str] = frozenset()
    """The stacks that its accounts and group say they belong to, by their tags."""


class _Loose(BaseModel):
    """Part of a resource's outputs; keys that are not needed are passed over."""


class _Training(_Loose):
    workload: str
    model: str
    version: str
    type: TrainingType


class _Held(_Loose):
    asked: str | None = None
    """`MODEL@VERSION` as the deployment was sent, last or before what was tried."""
    follows: bool = False
    """The service may move it, so that it is what was asked for whatever stands."""
    tried: str | None = None
    """`MODEL@VERSION` of an edit of which the run could not know whether it would be written."""
    instead_of: str | None = None
    """`MODEL@VERSION` that stood then."""
    use: Use = Use.BASE
    source_account: str | None = None
    settings: DeploymentSettings = DeploymentSettings.left_out()
    """As they were sent last; what the resource itself says of them wins."""


class _Guard(_Loose):
    model: str
    sku: str


class _Moved(_Loose):
    times: int = Field(ge=0)
    to: frozenset[str]
    """All places that the run gave the workload, as `Locked.as_what` has them."""


class Memory(_Loose):
    """What an account's component remembers; see `emit.memory`."""

    number: int = Field(default=1, ge=1)
    team: str | None = None
    team_says: tuple[str, ...] = ()
    adopted: bool = False
    prod: bool = False
    group: str | None = None
    shared: bool = False
    holds: dict[str, _Held] = Field(default_factory=dict)
    training: list[_Training] = Field(default_factory=list)
    guards: dict[str, _Guard] = Field(default_factory=dict)
    moved: dict[str, _Moved] = Field(default_factory=dict)


class _AccountProperties(_Loose):
    customSubDomainName: str | None = None  # noqa: N815 (ARM's spelling)


class _Account(_Loose):
    name: str
    location: str
    kind: str
    properties: _AccountProperties = Field(default_factory=_AccountProperties)
    tags: dict[str, str] | None = None


class _Model(_Loose):
    format: str | None = None
    name: str
    version: str
    source: str | None = None


class _Sku(_Loose):
    name: str
    capacity: float = Field(ge=0)


class _DeploymentProperties(_Loose):
    model: _Model
    raiPolicyName: str | None = None  # noqa: N815 (ARM's spelling)
    versionUpgradeOption: str | None = None  # noqa: N815 (ARM's spelling)
    spilloverDeploymentName: str | None = None  # noqa: N815 (ARM's spelling)


class _Deployment(_Loose):
    name: str
    sku: _Sku
    properties: _DeploymentProperties
    tags: dict[str, str] | None = None


class _Group(_Loose):
    name: str
    location: str
    tags: dict[str, str] | None = None


class _StrangeError(Exception):
    """Something that cannot be understood, and why."""


Form = TypeVar("Form", bound=_Loose)


def exported(path: Path) -> Mapping[str, object]:
    """The resources in what `pulumi stack export` printed, as the engine gives them.

    Raises FileError for a file that cannot be read, or is none of these.
    """
    try:
        deployment = export.deployment(path)
    except export.NoExportError as error:
        raise _no_export(error.why, error.place) from error
    resources = deployment.get("resources") or []
    if not isinstance(resources, list):
        raise _no_export("its resources are no list", Location(shown(path), 1, 1))
    known = (each for each in resources if isinstance(each, dict) and not each.get("delete"))
    return {str(each.get("urn")): each for each in known}


def _no_export(why: str, place: Location) -> FileError:
    return FileError([Problem(f"this is not what `pulumi stack export` prints: {why}", place)])


def read(resources: Mapping[str, object], stack: str, *, day: date, snapshot: str) -> State:
    """What stands of `stack`; the places count from `day` and `snapshot`, as nobody knows since when.

    Never raises for what is in `resources`.
    """
    found = _Reader(resources).state(stack, day, snapshot)
    known = {n: door for n, door in doors(resources).items() if n in found.lock.accounts}
    held = {n: each for n, each in secured(resources).items() if n in found.lock.accounts}
    return replace(found, lock=replace(found.lock, reached=known, secured=held))


class _Reader:
    """One reading: the resources by what they are, and what could not be understood."""

    def __init__(self, resources: Mapping[str, object]) -> None:
        self.left_out: list[str] = []
        self.tags: list[Mapping[str, str]] = []
        self.accounts: dict[str, Account] = {}
        self.memories: dict[str, Memory] = defaultdict(Memory)
        self.raw: dict[str, dict[str, Mapping[str, Any]]] = {"Account": {}, "Deployment": {}}
        self.group: Group | None = None
        self.sent: dict[Where, Sent] = {}
        for urn, entry in sorted(resources.items()):
            self._sort(urn, entry)

    def _sort(self, urn: str, entry: object) -> None:
        """Put a resource where it belongs; other people's are nobody's business here."""
        types, name = types_of(urn), name_of(urn)
        plain = entry if isinstance(entry, dict) else {}
        ours = _OURS.search(types)
        if ours:
            self.raw[ours[1]][name] = plain
        elif types == COMPONENT:
            self._remember(name, plain)
        elif _GROUP.fullmatch(types) and name == "resource-group":
            self._found_group(name, plain)

    def _remember(self, name: str, entry: Mapping[str, Any]) -> None:
        outputs = entry.get("outputs")
        said = outputs.get("remembers") if isinstance(outputs, dict) else None
        try:
            self.memories[name] = Memory.model_validate(said or {})
        except ValidationError:
            self.left_out.append(f"{name}: what its component remembers")
            self.memories[name] = Memory()

    def _found_group(self, name: str, entry: Mapping[str, Any]) -> None:
        try:
            group = _form(_Group, entry)
        except _StrangeError as error:
            self.left_out.append(f"{name}: {error}")
        else:
            self.tags.append(group.tags or {})
            self.group = Group(group.name, normalise_region(group.location))

    def state(self, stack: str, day: date, snapshot: str) -> State:
        self._all("Account", self._account)
        found = [*self._all("Deployment", self._deployment)]
        held = [*self._training(), *found]
        lock = Lock(
            stack=stack,
            accounts=dict(sorted(self.accounts.items())),
            workloads=self._counted(resolved(held, day, snapshot, self._moved(found))),
            group=self._home_group(),
            guarded=frozenset(self._guarded(found)),
            sent=self.sent,
            prod=any(self.memories[name].prod for name in self.accounts),
            remembered=frozenset(n for n in self.accounts if self._is_told(n)),
        )
        made_by = frozenset(tags[STACK_TAG] for tags in self.tags if STACK_TAG in tags)
        return State(lock, tuple(self.left_out), made_by)

    def _all(self, kind: str, read: Any) -> list[Any]:  # noqa: ANN401 - accounts or deployments
        found = []
        for name, entry in self.raw[kind].items():
            try:
                found.append(read(name, entry))
            except _StrangeError as error:
                self.left_out.append(f"{name}: {error}")
        return found

    def _account(self, name: str, entry: Mapping[str, Any]) -> None:
        said, memory = _form(_Account, entry), self.memories[name]
        if said.name.lower() != name.lower():
            raise _StrangeError(f"its name is {said.name or 'empty'}, but it was made as {name}")
        self.tags.append(said.tags or {})
        made = Account(
            name=name,
            region=normalise_region(said.location),
            kind=said.kind,
            subdomain=said.properties.customSubDomainName or said.name,
            number=memory.number,
            team=memory.team,
            adopted=memory.adopted,
            team_says=memory.team_says,
        )
        self.accounts[name] = numbered(made, self.accounts.values())

    def _is_told(self, account: str) -> bool:
        """Whether a run wrote down what it knew of an account; the group is always part of it."""
        return self.memories[account].group is not None

    def _home_group(self) -> Group | None:
        """The group; with an adopted account in it, now or before, it stays in Azure."""
        if self.group is None:
            return self._named_group()
        adopted = any(account.adopted for account in self.accounts.values())
        told = any(memory.shared for memory in self.memories.values())
        return replace(self.group, shared=adopted or told)

    def _named_group(self) -> Group | None:
        """One that the program does not make is somebody else's; a component knows its name."""
        names = {each.group for name, each in self.memories.items() if name in self.accounts}
        known = sorted(name for name in names if name)
        return Group(known[0], exists=True) if len(known) == 1 else None

    def _deployment(self, name: str, entry: Mapping[str, Any]) -> Deployment:
        said = _form(_Deployment, entry)
        account = self._home(name, entry, said.name)
        workload = name.removesuffix(f"-{account.region}")
        held = self.memories[account.name].holds.get(name)
        type_ = parse_deployment_type(said.sku.name)
        if type_ is None or type_.sku != said.sku.name or not workload or workload == name:
            what = f"name is not WORKLOAD-{account.region}" if type_ else f"SKU is {said.sku.name}"
            raise _StrangeError(f"its {what}, which this planner does not know")
        settings = _settings(said, held.settings if held else DeploymentSettings.left_out())
        sent = _sent(said.properties.model, held)
        sent = replace(sent, followed=_may_have_moved(sent, type_, settings))
        self.sent[workload, account.region] = sent
        model = _model(said.properties.model, sent)
        tuned = Use.FINE_TUNED if _TUNED.search(model.name) else Use.BASE
        return Deployment(
            workload=workload,
            name=said.name,
            account=account.name,
            region=account.region,
            model=model.name,
            version=model.version,
            use=held.use if held else tuned,
            type=type_,
            capacity=int(said.sku.capacity),
            settings=settings,
            source_account=model.source or (held.source_account if held else None),
            publisher=_publisher(model),
        )

    def _home(self, name: str, entry: Mapping[str, Any], called: str) -> Account:
        """The account of a deployment: by its id, by who remembers it, or the region's only one."""
        id_ = entry.get("id")
        by_id = _account_in(id_) if isinstance(id_, str) else None
        here = [a for a in self.accounts.values() if name.endswith(f"-{a.region}")]
        remembers = [a for a in here if name in self.memories[a.name].holds]
        named = [a for a in here if by_id is not None and a.name.lower() == by_id.lower()]
        for found in (named, remembers, here):
            if len(found) == 1:
                return found[0]
        raise _StrangeError(f"nothing says in which account {called} stands")

    def _training(self) -> Iterator[TrainingPlace]:
        for account in self.accounts.values():
            for each in self.memories[account.name].training:
                model, publisher = parted(each.model)
                yield TrainingPlace(
                    each.workload,
                    account.name,
                    account.region,
                    model,
                    each.version,
                    each.type,
                    publisher,
                )

    def _counted(self, found: Mapping[str, Locked]) -> dict[str, Locked]:
        """With how often each was moved, as the accounts remember in which it stands."""
        return {name: replace(each, moves=self._moves(each)) for name, each in found.items()}

    def _moves(self, stands: Locked) -> int:
        """A move that was cut off is not counted: the lock that asked for it is still ahead."""
        here = {place.account for place in stands.places}
        memories = (self.memories[name].moved for name in here)
        told = [memory[stands.workload] for memory in memories if stands.workload in memory]
        done = {*stands.as_what}
        return max((max(0, t.times - (t.to != done)) for t in told), default=0)

    def _moved(self, deployments: Iterable[Deployment]) -> frozenset[str]:
        """Where what the service may have moved stands, although it is not asked to any more."""
        still = [d for d in deployments if d.settings.upgrade is Upgrade.NEVER]
        return frozenset(spot(d) for d in still if self.sent[d.workload, d.region].followed)

    def _guarded(self, deployments: Iterable[Deployment]) -> Iterator[tuple[str, str]]:
        """What a run kept or guarded, and which stands as it stood then."""
        for each in deployments:
            guards = self.memories[each.account].guards
            guard = guards.get(f"{each.workload}-{each.region}")
            if guard is not None and (guard.model, guard.sku) == (each.full_model, each.sku):
                yield each.workload, each.region


def _form(form: type[Form], entry: Mapping[str, Any]) -> Form:
    try:
        return form.model_validate(entry.get("outputs"))
    except ValidationError as error:
        path = ".".join(map(str, error.errors()[0]["loc"])) or "outputs"
        raise _StrangeError(f"its {path} cannot be understood") from error


def _account_in(id_: str) -> str | None:
    parts = id_.split("/")
    lower = [part.lower() for part in parts]
    after = lower.index("accounts") + 1 if "accounts" in lower else len(parts)
    return parts[after] if after < len(parts) else None


def _sent(stands: _Model, held: _Held | None) -> Sent:
    """What was asked for last, as the account's component remembers it."""
    runs = full_model(stands.name, _publisher(stands))
    stood = spelt(runs, stands.version)
    asked = _asked(held, stood) if held else None
    model, _, version = (asked or runs).partition("@")
    followed = held is not None and held.follows and asked == held.asked
    return Sent(model, version or None, followed, stood)


def _asked(held: _Held, stood: str) -> str | None:
    """What was tried, if it was written; a write that Azure refused left what stood before."""
    written = stood == held.tried or stood != held.instead_of
    return held.tried if held.tried and written else held.asked


def _may_have_moved(sent: Sent, type_: DeploymentType, settings: DeploymentSettings) -> bool:
    asks = settings.upgrade is not Upgrade.NEVER
    return type_.family is not Family.PROVISIONED and (sent.followed or asks)


def _model(stands: _Model, sent: Sent) -> _Model:
    """The model that is meant: what the service moved by itself is still what was asked for."""
    if not sent.followed or sent.version is None:
        return stands
    model, publisher = parted(sent.model)
    return stands.model_copy(update={"name": model, "version": sent.version, "format": publisher})


def _publisher(model: _Model) -> str:
    said = model.format or OPENAI
    return publisher_meant(said) or said


def _settings(said: _Deployment, sent: DeploymentSettings) -> DeploymentSettings:
    asked = said.properties.versionUpgradeOption
    upgrade = Upgrade.NEVER if asked is None else _UPGRADES.get(asked)
    if upgrade is None:
        raise _StrangeError(
            f"its versionUpgradeOption is {asked}, which this planner does not know"
        )
    stands = {
        "upgrade": upgrade,
        "content_filter": said.properties.raiPolicyName or sent.content_filter,
        "spillover": said.properties.spilloverDeploymentName,
    }
    tags = {tag: text for tag, text in (said.tags or {}).items() if tag != AGAIN_TAG}
    return sent.model_copy(update={**stands, **_tags(tags, sent)})


def _tags(stand: dict[str, str], sent: DeploymentSettings) -> dict[str, Any]:
    """The tags that stand; one called `owner` may be the key of that name, or a tag."""
    if stand == {**sent.tags, **({OWNER: sent.owner} if sent.owner else {})}:
        return {}
    return {"owner": stand.pop(OWNER, None) or None, "tags": stand}
