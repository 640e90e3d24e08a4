"""The world: one state, ARM's rules, and a clock. Both doors lead here."""

from __future__ import annotations

import copy
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, NoReturn, TypeVar

from tests.fake_azure import (
    accounts,
    companions,
    deployments,
    dns,
    faults,
    filters,
    gates,
    lingering,
    quota,
    spelling,
)
from tests.fake_azure.aging import Aging, remove
from tests.fake_azure.asked import Asked, made_up_id, stamp
from tests.fake_azure.errors import ArmError, refuse
from tests.fake_azure.facts import Facts, load
from tests.fake_azure.faults import Fault
from tests.fake_azure.ids import ArmId
from tests.fake_azure.settings import Settings
from tests.fake_azure.store import MEMORY, Deleted, Entry, Operation, Resource, State, Store

T = TypeVar("T")
Body = dict[str, Any]

CRASHED = 70
"""Exit code of a process that a fault ended: it is meant to be told from others."""


@dataclass(frozen=True)
class Kind:
    """A resource type: how it is spelt, and its rules. Rules raise ArmError."""

    name: str
    write: Callable[[Asked], object]
    delete: Callable[[Asked], None] | None = None
    stated: bool = True
    """Whether ARM shows a provisioning state."""
    tagged: bool = False
    """Whether ARM shows an etag."""


_SERVICE, _NETWORK = "Microsoft.CognitiveServices/accounts", "Microsoft.Network"

_ALL = (
    Kind("Microsoft.Resources/resourceGroups", companions.write_group),
    Kind(_SERVICE, accounts.write, tagged=True),
    Kind(f"{_SERVICE}/deployments", deployments.write, deployments.delete, tagged=True),
    Kind(f"{_SERVICE}/projects", accounts.write_project, tagged=True),
    Kind(
        f"{_SERVICE}/raiPolicies",
        filters.write_policy,
        filters.delete_policy,
        stated=False,
        tagged=True,
    ),
    Kind(
        f"{_SERVICE}/raiBlocklists",
        filters.write_blocklist,
        filters.delete_blocklist,
        stated=False,
        tagged=True,
    ),
    Kind(
        f"{_SERVICE}/raiBlocklists/raiBlocklistItems",
        filters.write_blocklist,
        stated=False,
        tagged=True,
    ),
    Kind(f"{_NETWORK}/privateEndpoints", companions.write_endpoint, tagged=True),
    Kind(
        f"{_NETWORK}/privateEndpoints/privateDnsZoneGroups",
        companions.write_zone_group,
        tagged=True,
    ),
    Kind(f"{_NETWORK}/privateDnsZones", dns.write_zone, dns.delete_zone, tagged=True),
    Kind(f"{_NETWORK}/privateDnsZones/virtualNetworkLinks", dns.write_link, tagged=True),
    Kind("Microsoft.Insights/diagnosticSettings", companions.write_diagnostics, stated=False),
    Kind("Microsoft.Authorization/roleAssignments", companions.write_assignment, stated=False),
    Kind("Microsoft.Authorization/locks", companions.write_lock, lingering.lifted, stated=False),
    Kind(
        "Microsoft.ManagedIdentity/userAssignedIdentities",
        companions.write_identity,
        stated=False,
    ),
)

KINDS: Mapping[str, Kind] = {kind.name.lower(): kind for kind in _ALL}


@dataclass(frozen=True)
class Accepted:
    """A write that ARM has taken on."""

    id: str
    ends: float
    """World time at which it is done."""
    echo: Body | None = None
    """The answer to a PUT of what is done at once: as it was sent, however a GET spells it."""


class World:
    """A world that several threads, and through its file several processes, may use at once.

    Ids may be given in any case. Bodies are ARM's JSON. Every method that asks for a resource
    raises ArmError with ARM's code, status and text.
    """

    def __init__(self, store: Store, settings: Settings | None = None) -> None:
        self._store = store
        if settings is not None or store.fresh:
            self._set_up(settings or Settings())
        with store.transaction() as state:
            self.settings = Settings.from_json(state.read("meta", "settings"))
        self.facts: Facts = load(self.settings.snapshot, self.settings.cloud)

    @classmethod
    def in_memory(cls, settings: Settings | None = None) -> World:
        """A world of this process alone."""
        return cls(Store(MEMORY), settings)

    @classmethod
    def open(cls, path: Path, settings: Settings | None = None) -> World:
        """The world in a file; made when it is not there. Settings given replace those in it."""
        return cls(Store.at(path), settings)

    def close(self) -> None:
        self._store.close()

    def _set_up(self, settings: Settings) -> None:
        with self._store.transaction() as state:
            first = state.read("meta", "clock") is None
            state.write("meta", "settings", settings.to_json())
            if first:
                start = datetime.fromisoformat(settings.now).timestamp()
                state.write("meta", "clock", {"start": start, "real": time.time()})

    # -- time ---------------------------------------------------------------
    def now(self) -> float:
        """The world's time, in seconds since 1970."""
        with self._store.transaction() as state:
            return self._now(state)

    def _now(self, state: State) -> float:
        clock = state.read("meta", "clock")
        ran = 0.0 if self.settings.frozen else time.time() - float(clock["real"])
        return float(clock["start"]) + ran

    def advance(self, *, days: float = 0, hours: float = 0, seconds: float = 0) -> None:
        """Let time pass at once, and everything happen that happens by itself in it."""
        with self._store.transaction() as state:
            clock = state.read("meta", "clock")
            clock["start"] += days * 86400 + hours * 3600 + seconds
            state.write("meta", "clock", clock)
            self._aging(state).bring_up(all_of_it=True)

    def _aging(self, state: State) -> Aging:
        return Aging(state, self.facts, self.settings, self._now(state))

    def new_default(self, model: str, version: str) -> None:
        """The service makes `version` the model's default, and upgrades who asked for that."""
        with self._store.transaction() as state:
            state.write("default", model, version)
            self._aging(state).bring_up(all_of_it=True)

    # -- what goes wrong ----------------------------------------------------
    def switch_on(self, *on: Fault) -> None:
        """Let these faults strike from now on, in place of those that did."""
        with self._store.transaction() as state:
            faults.install(state, on)

    def _strike(self, verb: str, rid: ArmId) -> list[Fault]:
        with self._store.transaction() as state:
            hits = faults.strike(state, verb, rid, self._now(state))
        for hit in hits:
            if hit.kind in ("crash-before", "kill-before"):
                _end(hit)
            if hit.kind in faults.REFUSING:
                account = account_of(rid) or rid
                error = refuse(faults.REFUSING[hit.kind], account=account.text)
                error.retry_after = hit.seconds
                raise error
        return hits

    # -- asking -------------------------------------------------------------
    def put(self, rid: str, body: Mapping[str, Any]) -> Accepted:
        """Create or replace a resource, as a PUT does; returns when it was accepted."""
        asked = ArmId.of(rid)
        return self._request("PUT", asked, lambda s, hits: self._put(s, asked, body, hits))

    def patch(self, rid: str, body: Mapping[str, Any]) -> Accepted:
        """Change a resource's tags or SKU, as a PATCH may; other keys are refused."""
        asked = ArmId.of(rid)
        if set(body) - {"tags", "sku"}:
            raise ArmError("BadRequest", 400, "A PATCH may hold only tags and sku.")

        def change(state: State, hits: list[Fault]) -> Accepted:
            old = self._found(state, asked)
            sku = {**old.body.get("sku", {}), **body.get("sku", {})}
            return self._put(state, asked, {**old.body, **body, "sku": sku}, hits)

        return self._request("PATCH", asked, change)

    def delete(self, rid: str) -> Accepted:
        """Delete a resource and all below it; nothing happens when there is none."""
        asked = ArmId.of(rid)
        return self._request("DELETE", asked, lambda s, hits: self._delete(s, asked, hits))

    def get(self, rid: str) -> Body:
        """A resource as ARM answers; `ResourceNotFound` when there is none."""
        asked = ArmId.of(rid)
        self._strike("GET", asked)
        with self._store.transaction() as state:
            self._aging(state).bring_up()
            return self._shown(state, self._found(state, asked))

    def reading(self, path: str) -> None:
        """A GET of a list: refused where the right is missing or a fault strikes."""
        asked = ArmId.of(path)
        self._strike("GET", asked)
        words = path.strip("/").split("/")
        action = f"Microsoft.CognitiveServices/{words[-1]}/read"
        if not self.settings.may(action, asked.text):
            client = self.settings.client
            raise refuse("forbidden", client=client, action=action, scope=asked.text)

    def exists(self, rid: str) -> bool:
        with self._store.transaction() as state:
            self._aging(state).bring_up()
            return state.get(ArmId.of(rid)) is not None

    def find(self, kind: str, under: str = "/subscriptions") -> list[Body]:
        """Resources of a type, anywhere below an id, in order of id."""
        with self._store.transaction() as state:
            self._aging(state).bring_up()
            found = state.below(ArmId.of(under), kind.lower())
            return [self._shown(state, resource) for resource in found]

    def _shown(self, state: State, resource: Resource) -> Body:
        answer = _answer(state, resource)
        return {**spelling.spelt(answer), "id": answer["id"]} if self.settings.spelling else answer

    def _found(self, state: State, rid: ArmId) -> Resource:
        found = state.get(rid)
        if found is None:
            group = rid.group.name if rid.group else ""
            raise refuse("not-found", name=f"{_spelt(rid)}/{rid.name}", group=group)
        return found

    def _request(self, verb: str, rid: ArmId, act: Callable[[State, list[Fault]], T]) -> T:
        code = ""
        try:
            hits = self._strike(verb, rid)
            with self._store.transaction() as state:
                self._aging(state).bring_up()
                result = act(state, hits)
        except ArmError as error:
            code = error.code
            raise
        finally:
            self._note(verb, rid, code)
        _aftermath(hits)
        return result

    def _note(self, verb: str, rid: ArmId, code: str) -> None:
        with self._store.transaction() as state:
            state.note(Entry(self._now(state), verb, rid.text, code, os.getpid()))

    # -- writing ------------------------------------------------------------
    def _asked(self, state: State, rid: ArmId, body: Mapping[str, Any]) -> Asked:
        given = copy.deepcopy(dict(body))
        return Asked(state, self.facts, self.settings, self._now(state), rid, given, state.get(rid))

    def _put(
        self, state: State, rid: ArmId, body: Mapping[str, Any], hits: Iterable[Fault]
    ) -> Accepted:
        asked = self._asked(state, rid, body)
        self._allowed(asked, "write")
        gates.pass_through(asked)
        _unlocked(asked, "write")
        verb = "update" if asked.old else "create"
        _free(asked)
        pool = KINDS[rid.type].write(asked)
        written = self._written(asked, pool if isinstance(pool, str) else "")
        state.put(written)
        accepted = self._begin(asked, verb, hits)
        at_once = not KINDS[rid.type].stated
        return replace(accepted, echo=_answer(state, written)) if at_once else accepted

    def _delete(self, state: State, rid: ArmId, hits: Iterable[Fault]) -> Accepted:
        asked = self._asked(state, rid, {})
        self._allowed(asked, "delete")
        if asked.old is None:
            return Accepted(rid.text, asked.now)
        _unlocked(asked, "delete")
        _free(asked)
        rule = KINDS[rid.type].delete
        if rule:
            rule(asked)
        return self._begin(asked, "delete", hits)

    def _allowed(self, asked: Asked, verb: str) -> None:
        kind = KINDS.get(asked.id.type)
        if kind is None:
            raise refuse("type-unknown", type=asked.id.type)
        action = f"{kind.name}/{verb}"
        if not self.settings.may(action, asked.id.text):
            client = self.settings.client
            raise refuse("forbidden", client=client, action=action, scope=asked.id.text)
        group = asked.id.group
        missing = group and group.key != asked.id.key and asked.state.get(group) is None
        if group and missing and verb == "write":
            raise refuse("no-group", group=group.name)

    def _written(self, asked: Asked, pool: str) -> Resource:
        kind, count = KINDS[asked.id.type], int(asked.state.read("meta", "writes") or 0) + 1
        asked.state.write("meta", "writes", count)
        rid = asked.old.id if asked.old else asked.id.text
        made = asked.old.made if asked.old else asked.now
        asked.body.update(id=rid, name=ArmId.of(rid).name, type=kind.name)
        if kind.tagged:
            asked.body["etag"] = f'"{made_up_id(rid, str(count))}"'
        if asked.id.type.startswith("microsoft.cognitiveservices"):
            asked.body["systemData"] = _system_data(self.settings.client, made, asked.now)
        used = asked.old.used if asked.old else asked.now
        settles = asked.old.settles if asked.old else 0.0
        return Resource(rid, asked.body, made, used, settles, pool)

    def _begin(self, asked: Asked, verb: str, hits: Iterable[Fault]) -> Accepted:
        extra = sum(hit.seconds for hit in hits if hit.kind == "slow")
        fails = any(hit.kind == "fail-later" for hit in hits)
        named = "delete" if verb == "delete" else "put"
        ends = asked.now + self.settings.duration(named, asked.id.type) + extra
        account = occupied(asked)
        asked.state.begin(
            Operation(
                asked.id.text,
                verb,
                account.key if account else "",
                asked.now,
                ends,
                fails,
                self.settings.settling,
            )
        )
        self._aging(asked.state).bring_up()
        return Accepted(asked.id.text, ends)

    # -- soft-deleted accounts ----------------------------------------------
    def graves(self) -> list[Deleted]:
        """Accounts that can still be restored or purged, in order of id."""
        with self._store.transaction() as state:
            self._aging(state).bring_up(all_of_it=True)
            return state.deleted()

    def purge(self, rid: str) -> None:
        """End a soft-deleted account for good: name, subdomain and quota are free."""
        asked = ArmId.of(rid)
        action = "Microsoft.CognitiveServices/locations/resourceGroups/deletedAccounts/delete"
        if not self.settings.may(action, asked.text):
            client = self.settings.client
            raise refuse("forbidden", client=client, action=action, scope=asked.text)
        with self._store.transaction() as state:
            self._aging(state).bring_up(all_of_it=True)
            state.erase("deleted", asked.key)

    # -- for tests ----------------------------------------------------------
    def serve(self, deployment: str) -> None:
        """Somebody calls a deployment, so it is not idle."""
        with self._store.transaction() as state:
            found = self._found(state, ArmId.of(deployment))
            found.used = self._now(state)
            state.put(found)

    def vanish(self, rid: str) -> None:
        """Somebody else deletes a resource, past all rules; accounts are soft-deleted."""
        with self._store.transaction() as state:
            remove(state, ArmId.of(rid), self._now(state))

    def alter(self, rid: str, change: Callable[[Body], None]) -> None:
        """Somebody else changes a resource, past all rules: `change` edits its body."""
        with self._store.transaction() as state:
            found = self._found(state, ArmId.of(rid))
            change(found.body)
            state.put(found)

    def occupy(self, account: str, seconds: float) -> None:
        """Somebody else writes below an account, and takes that long."""
        rid = ArmId.of(f"{account}/deployments/somebody-else")
        with self._store.transaction() as state:
            now, key = self._now(state), ArmId.of(account).key
            state.begin(Operation(rid.text, "update", key, now, now + seconds))

    def journal(self) -> list[Entry]:
        """Every PUT, PATCH and DELETE that was asked for, in order, with its error code."""
        with self._store.transaction() as state:
            return state.journal()

    def usage(self, pool: quota.Pool) -> tuple[int, int]:
        """(used, limit) of a quota pool, in units of capacity."""
        with self._store.transaction() as state:
            self._aging(state).bring_up()
            return quota.used(state, pool), quota.limit(self.settings, pool)

    def view(self, look: Callable[[State], T]) -> T:
        """What `look` makes of the state, in one transaction."""
        with self._store.transaction() as state:
            self._aging(state).bring_up()
            return look(state)


def account_of(rid: ArmId) -> ArmId | None:
    """The account that an id is or lies below; None when it does not."""
    if not f"{rid.type}/".startswith(f"{accounts.ACCOUNT}/"):
        return None
    return ArmId("/".join(rid.text.split("/")[:9]))


def occupied(asked: Asked) -> ArmId | None:
    """The account that a write keeps from other writes; private endpoints connect to it too."""
    if asked.id.type == companions.ENDPOINT:
        body = asked.body or (asked.old.body if asked.old else {})
        return companions.target(body)
    return account_of(asked.id)


def _free(asked: Asked) -> None:
    """One write at a time below an account; and none below one that is being created."""
    account = occupied(asked)
    mine = [account.key] if account else []
    if asked.id.type == companions.GROUP:
        mine = [r.arm.key for r in asked.state.below(asked.id, accounts.ACCOUNT)]
    for operation in asked.state.operations():
        if operation.account in mine:
            _blocked(asked, ArmId.of(operation.account), operation)


def _blocked(asked: Asked, account: ArmId, by: Operation) -> None:
    found = asked.state.get(account)
    text = found.id if found else account.text
    making = by.verb == "create" and ArmId.of(by.id).key == account.key
    if asked.id.type == companions.ENDPOINT or (making and asked.id.key != account.key):
        raise refuse("unsettled", account=text)
    raise refuse("busy", account=text)


def _unlocked(asked: Asked, verb: str) -> None:
    """CanNotDelete stops deletes, ReadOnly all writes, at their scope and below it."""
    hit = []
    for lock in lingering.locks(asked.state, asked.now):
        scope = lock.arm.scope
        reaches = asked.id.within(scope) or (verb == "delete" and scope.within(asked.id))
        stops = verb == "delete" or lock.properties.get("level") == "ReadOnly"
        if reaches and stops and asked.id.type != companions.LOCK:
            hit.append(scope.text)
    if hit:
        raise refuse("locked", scope=asked.id.text, verb=verb, locks=",".join(hit))


def _end(hit: Fault) -> NoReturn:
    """End this process; for `kill` all others of its session first, as an outage would."""
    if hit.kind.startswith("kill"):
        asked = ["ps", "-A", "-o", "pid=,sess="]
        listed = subprocess.run(asked, capture_output=True, text=True, check=True)
        rows = (line.split() for line in listed.stdout.splitlines())
        here = str(os.getsid(0))
        others = {int(pid) for pid, session in rows if session == here} - {os.getpid()}
        for pid in others:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
    os._exit(CRASHED)


def _aftermath(hits: Iterable[Fault]) -> None:
    for hit in hits:
        if hit.kind in ("crash", "kill"):
            _end(hit)
        if hit.kind == "timeout":
            raise refuse("timeout")


def _spelt(rid: ArmId) -> str:
    kind = KINDS.get(rid.type)
    return kind.name if kind else rid.type


def _system_data(client: str, made: float, changed: float) -> Body:
    by = {"createdBy": client, "createdByType": "Application", "createdAt": stamp(made)}
    return {
        **by,
        "lastModifiedBy": client,
        "lastModifiedByType": "Application",
        "lastModifiedAt": stamp(changed),
    }


_BUSY = {"create": "Creating", "update": "Updating", "delete": "Deleting"}


def _answer(state: State, resource: Resource) -> Body:
    """A resource as ARM shows it at this moment."""
    body = copy.deepcopy(resource.body)
    if not KINDS[resource.arm.type].stated:
        return body
    running = state.operation(resource.arm)
    said = "Failed" if resource.failed else "Succeeded"
    if running:
        said = _BUSY[running.verb]
        if running.verb == "create" and resource.arm.type == accounts.ACCOUNT:
            said = "Accepted"
    body.setdefault("properties", {})["provisioningState"] = said
    return body
