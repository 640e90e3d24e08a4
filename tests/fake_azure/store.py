"""The world's memory: one sqlite file that several processes may have open at once.

A transaction takes the whole file for itself, so what is checked in one still holds when it
writes. Nothing is synced to the disk: a process that dies loses nothing, a machine would.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from tests.fake_azure.ids import ArmId

MEMORY = ":memory:"

_TABLES = """
create table if not exists things (kind text, key text, data text, primary key (kind, key))
    without rowid;
create table if not exists journal (
    seq integer primary key, at real, verb text, id text, code text, pid integer);
"""


@dataclass
class Resource:
    """One resource: what ARM returns of it, and what only the world knows."""

    id: str
    body: dict[str, Any]
    """As ARM answers, but for the provisioning state, which follows from the time."""
    made: float
    """When it was created; seconds since 1970 of the world's time, as all times here."""
    used: float
    """When it last served a request."""
    settles: float = 0.0
    """Accounts: until when the network service sees it as unsettled."""
    pool: str = ""
    """Deployments: the quota pool that its capacity is taken from."""
    failed: bool = False
    """Its last write was accepted and did not succeed."""

    @property
    def arm(self) -> ArmId:
        return ArmId.of(self.id)

    @property
    def properties(self) -> dict[str, Any]:
        found: dict[str, Any] = self.body.setdefault("properties", {})
        return found

    @property
    def capacity(self) -> int:
        return int(self.body.get("sku", {}).get("capacity") or 0)


@dataclass(frozen=True)
class Operation:
    """A write that was accepted and is not finished."""

    id: str
    verb: str
    """`create`, `update` or `delete`."""
    account: str
    """Key of the account that it occupies; empty for what lives elsewhere."""
    starts: float
    ends: float
    fails: bool = False
    settling: float = 0.0


@dataclass
class Deleted:
    """A soft-deleted account with what it held."""

    account: Resource
    children: list[Resource]
    at: float


@dataclass(frozen=True)
class Entry:
    """One line of the journal: who asked for what, and the error code if it was refused."""

    at: float
    verb: str
    id: str
    code: str
    pid: int
    """Process that asked; one of ours, as several share a world."""


@dataclass
class State:
    """The world inside one transaction."""

    db: sqlite3.Connection

    # -- plain things -------------------------------------------------------
    def read(self, kind: str, key: str) -> Any:
        """The JSON value under `key`, or None."""
        row = self.db.execute(
            "select data from things where kind = ? and key = ?", (kind, key)
        ).fetchone()
        return json.loads(row[0]) if row else None

    def write(self, kind: str, key: str, value: object) -> None:
        self.db.execute(
            "insert or replace into things values (?, ?, ?)", (kind, key, json.dumps(value))
        )

    def erase(self, kind: str, key: str) -> None:
        self.db.execute("delete from things where kind = ? and key = ?", (kind, key))

    def items(self, kind: str, above: str = "", below: str = "\U0010ffff") -> list[tuple[str, Any]]:
        """(key, value) of a kind, keys from `above` to before `below`, in order of key."""
        rows = self.db.execute(
            "select key, data from things where kind = ? and key >= ? and key < ? order by key",
            (kind, above, below),
        )
        return [(key, json.loads(data)) for key, data in rows]

    # -- resources ----------------------------------------------------------
    def get(self, rid: ArmId) -> Resource | None:
        found = self.read("resource", rid.key)
        return Resource(**found) if found else None

    def put(self, resource: Resource) -> None:
        self.write("resource", resource.arm.key, asdict(resource))

    def drop(self, rid: ArmId) -> None:
        """Forget a resource and everything below it."""
        for each in [rid, *(r.arm for r in self.below(rid))]:
            self.erase("resource", each.key)
            self.erase("operation", each.key)

    def below(self, rid: ArmId, kind: str = "") -> list[Resource]:
        """Everything below an id, extension resources too; of one type if `kind` is given."""
        rows = self.items("resource", rid.key + "/", rid.key + "0")  # "0" follows "/"
        found = [Resource(**data) for _, data in rows]
        return [r for r in found if not kind or r.arm.type == kind]

    def of_type(self, kind: str) -> list[Resource]:
        """Every resource of a provider's type, in order of id; groups are of no provider."""
        namespace, *words = kind.split("/")
        pattern = f"*{namespace}/{'/*/'.join(words)}/*"  # a sieve; the type decides
        rows = self.db.execute(
            "select data from things where kind = 'resource' and key glob ? order by key",
            (pattern,),
        )
        found = [Resource(**json.loads(row[0])) for row in rows]
        return [r for r in found if r.arm.type == kind]

    def drawn(self, pool: str) -> int:
        """Capacity that standing resources take from a quota pool."""
        row = self.db.execute(
            "select sum(json_extract(data, '$.body.sku.capacity')) from things"
            " where kind = 'resource' and key glob '*/deployments/*'"
            " and json_extract(data, '$.pool') = ?",
            (pool,),
        ).fetchone()
        return int(row[0] or 0)

    # -- operations ---------------------------------------------------------
    def begin(self, operation: Operation) -> None:
        self.write("operation", ArmId.of(operation.id).key, asdict(operation))

    def operation(self, rid: ArmId) -> Operation | None:
        found = self.read("operation", rid.key)
        return Operation(**found) if found else None

    def operations(self) -> list[Operation]:
        return [Operation(**data) for _, data in self.items("operation")]

    # -- soft-deleted accounts ----------------------------------------------
    def bury(self, deleted: Deleted) -> None:
        self.write("deleted", deleted.account.arm.key, asdict(deleted))

    def deleted(self) -> list[Deleted]:
        return [_deleted(data) for _, data in self.items("deleted")]

    def grave(self, rid: ArmId) -> Deleted | None:
        found = self.read("deleted", rid.key)
        return _deleted(found) if found else None

    # -- the journal --------------------------------------------------------
    def note(self, entry: Entry) -> None:
        self.db.execute(
            "insert into journal (at, verb, id, code, pid) values (?, ?, ?, ?, ?)",
            (entry.at, entry.verb, entry.id, entry.code, entry.pid),
        )

    def journal(self) -> list[Entry]:
        rows = self.db.execute("select at, verb, id, code, pid from journal order by seq")
        return [Entry(*row) for row in rows]


def _deleted(data: dict[str, Any]) -> Deleted:
    children = [Resource(**child) for child in data["children"]]
    return Deleted(Resource(**data["account"]), children, data["at"])


@dataclass
class Store:
    """A world's file, or memory of this process alone."""

    path: str = MEMORY
    _lock: threading.RLock = field(default_factory=threading.RLock, repr=False)

    def __post_init__(self) -> None:
        self._db = sqlite3.connect(
            self.path, timeout=30, isolation_level=None, check_same_thread=False
        )
        self._db.execute("pragma synchronous = off")
        self._db.executescript(_TABLES)

    @property
    def fresh(self) -> bool:
        """Whether nobody has set this world up yet."""
        with self.transaction() as state:
            return state.read("meta", "settings") is None

    @contextmanager
    def transaction(self) -> Iterator[State]:
        """The state, for this caller alone; nothing is kept when the body raises."""
        with self._lock:
            self._db.execute("begin immediate")
            try:
                yield State(self._db)
            except BaseException:
                self._db.execute("rollback")
                raise
            self._db.execute("commit")

    def close(self) -> None:
        with self._lock:
            self._db.close()

    @classmethod
    def at(cls, path: Path) -> Store:
        return cls(str(path))
