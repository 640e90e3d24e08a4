"""Reads a snapshot folder, refuses it when anything in it is wrong, and finds the shipped ones."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

from planner.facts.catalog import Catalog
from planner.facts.check import Contents, Placed, check, known_to, read
from planner.facts.header import HEADER, Header, NewerFormatError, digest, read_header
from planner.facts.kind import Kind
from planner.facts.kinds.registry import BY_FILE, KINDS
from planner.facts.reader import Record

DATA = Path(__file__).parent / "data"


class CatalogError(Exception):
    """A snapshot that is missing or that cannot be trusted.

    `problems` has a text for each thing that is wrong: `file:line: what is wrong; what to do`.
    """

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


def load(name_or_dir: str | None = None) -> Catalog:
    """The catalog of a shipped snapshot, of a snapshot folder, or (None) the newest shipped one.

    A folder is read whole. A shipped snapshot, whose facts were checked before it was shipped, is
    only held against its checksums, and a kind of fact is read when it is first asked for. Raises CatalogError when there is no such snapshot, or when anything in it is wrong.
    """
    folder = _folder(name_or_dir)
    header = _header(folder)
    raw = _as_shipped(folder, header) if name_or_dir in (None, *shipped()) else None
    contents = _whole(folder, header) if raw is None else _OnDemand(folder, header, raw)
    return Catalog(header.name, header.sha256, header.date, contents)


def _whole(folder: Path, header: Header) -> Contents:
    """Every fact of a folder. Raises CatalogError with all that is wrong with any of them."""
    loading = _Loading(folder, header)
    checked = check(loading.files())
    if loading.problems or checked.problems:
        raise CatalogError((*loading.problems, *checked.problems))
    return checked.contents


def shipped() -> tuple[str, ...]:
    """The names of the snapshots that come with the planner, oldest first."""
    return tuple(sorted(header.parent.name for header in DATA.glob(f"*/{HEADER}")))


def date_of(name: str) -> date:
    """The date of a shipped snapshot, from its header alone. Raises CatalogError for a broken one."""
    return _header(DATA / name).date


def nearest(as_of: date) -> str:
    """The newest shipped snapshot that is not younger than `as_of`; else the oldest there is.

    Raises CatalogError when none is shipped.
    """
    names = shipped()
    if not names:
        raise CatalogError([_missing("(nearest)", names)])
    fitting = [name for name in names if date_of(name) <= as_of]
    return fitting[-1] if fitting else names[0]


def _folder(name_or_dir: str | None) -> Path:
    names = shipped()
    if name_or_dir is None and names:
        return DATA / names[-1]
    if name_or_dir in names:
        return DATA / str(name_or_dir)
    if name_or_dir and (Path(name_or_dir) / HEADER).is_file():
        return Path(name_or_dir)
    raise CatalogError([_missing(name_or_dir or "(newest)", names)])


def _missing(name: str, names: tuple[str, ...]) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 - only a wrong name needs it

    near = get_close_matches(name, names, 1, 0.5)
    hint = f"did you mean {near[0]}? " if near else ""
    have = ", ".join(names) or "none"
    return f"{name}: no such catalog snapshot; {hint}shipped are {have}; or name a snapshot folder"


def _header(folder: Path) -> Header:
    """Read snapshot.json. Raises CatalogError: without it nothing else can be checked."""
    try:
        return read_header((folder / HEADER).read_bytes())
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        newer = isinstance(error, NewerFormatError)
        advice = _UPGRADE if newer else "import it anew"
        text = f"{folder.name}/{HEADER}:1: not a snapshot header ({error}); {advice}"
        raise CatalogError([text]) from None


@dataclass(slots=True)
class _Loading:
    """One folder being read as text: its files are there, unedited, and in order."""

    folder: Path
    header: Header
    problems: list[str] = field(default_factory=list)

    def files(self) -> dict[str, list[Placed]]:
        """The records of every file; what is wrong with the files is in `problems`.

        The header says which files there are. A kind that it does not list is one that the
        snapshot is silent about.
        """
        listed = self.header.files
        for name in sorted({path.name for path in self.folder.iterdir()} - {HEADER, *listed}):
            self._wrong(name, 1, _stranger(name))
        for name in sorted(listed.keys() - BY_FILE.keys()):
            self._wrong(name, 1, _NEWER)
        return {kind.file: self._records(kind) for kind in KINDS if kind.file in listed}

    def _wrong(self, file: str, line: int, text: str) -> None:
        self.problems.append(f"{self._place(file, line)}: {text}")

    def _place(self, file: str, line: int) -> str:
        return f"{self.folder.name}/{file}:{line}"

    def _records(self, kind: Kind[Any, Any]) -> list[Placed]:
        path = self.folder / kind.file
        if not path.is_file():
            self._wrong(kind.file, 1, "the file is missing; import the snapshot anew")
            return []
        raw = path.read_bytes()
        if digest(raw) != self.header.files[kind.file]:
            self._wrong(kind.file, 1, "edited after it was made (checksum differs); import it anew")
        return self.parsed(kind, raw)

    def parsed(self, kind: Kind[Any, Any], raw: bytes) -> list[Placed]:
        """The records in the bytes of a file; what is wrong with its lines is in `problems`."""
        texts = raw.decode("utf-8", "replace").split("\n")
        if texts.pop():
            self._wrong(kind.file, len(texts) + 1, "no newline at the end; add it")
        placed: list[Placed] = []
        for number, text in enumerate(texts, 1):
            record = _record(text)
            if record is None:
                self._wrong(kind.file, number, "not a JSON object; correct or remove the line")
            else:
                placed.append((self._place(kind.file, number), record))
        self._ordered(kind, placed)
        return placed

    def _ordered(self, kind: Kind[Any, Any], placed: list[Placed]) -> None:
        keyed = [(kind.order(record), where) for where, record in placed]
        for (before, _), (after, where) in pairwise(keyed):
            name = " ".join(part for part in after if part)
            if before == after:
                self.problems.append(
                    f"{where}: the line before has the same key: {name}; remove one"
                )
            elif before > after:
                self.problems.append(f"{where}: out of order: {name}; sort the lines")


def _as_shipped(folder: Path, header: Header) -> dict[str, bytes] | None:
    """The bytes of every file, where the folder is as its header says; None where it is not."""
    if {path.name for path in folder.iterdir()} != {HEADER, *header.files}:
        return None
    if not header.files.keys() <= BY_FILE.keys():
        return None
    raw = {name: (folder / name).read_bytes() for name in header.files}
    return raw if all(digest(raw[name]) == header.files[name] for name in raw) else None


class _OnDemand(Mapping[Kind[Any, Any], tuple[Any, ...]]):
    """The facts of a shipped snapshot; those of a kind are read when they are first asked for.

    A check of a few workloads asks for half of the kinds, and reading all took a sixth of it.
    """

    def __init__(self, folder: Path, header: Header, raw: Mapping[str, bytes]) -> None:
        self._folder = folder
        self._header = header
        self._raw = raw
        self._facts: dict[Kind[Any, Any], tuple[Any, ...]] = {}

    def __getitem__(self, kind: Kind[Any, Any]) -> tuple[Any, ...]:
        """Raises KeyError for a kind without a file, CatalogError for lines that are no facts."""
        if kind not in self._facts:
            self._facts[kind] = self._read(kind, self._raw[kind.file])
        return self._facts[kind]

    def __contains__(self, kind: object) -> bool:
        return isinstance(kind, Kind) and kind.file in self._raw

    def __iter__(self) -> Iterator[Kind[Any, Any]]:
        return (kind for kind in KINDS if kind in self)

    def __len__(self) -> int:
        return len(self._raw)

    def _read(self, kind: Kind[Any, Any], raw: bytes) -> tuple[Any, ...]:
        loading = _Loading(self._folder, self._header)
        records = loading.parsed(kind, raw)
        facts = read(kind, records, known_to(kind, self), loading.problems)
        if loading.problems:
            raise CatalogError(loading.problems)
        return facts


_UPGRADE = "upgrade this one, or name another snapshot"

_NEWER = (
    "a kind of fact that this planner does not know: the snapshot was made by a newer planner; "
    + _UPGRADE
)


def _stranger(name: str) -> str:
    if name in BY_FILE:
        return f"{HEADER} does not list this file; remove it, or import the snapshot anew"
    return "no file of a snapshot has this name; remove it"


def _record(text: str) -> Record | None:
    try:
        record = json.loads(text)
    except ValueError:
        return None
    return record if isinstance(record, dict) else None
