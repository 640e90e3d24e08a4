"""A shipped snapshot is held against its checksums, and its kinds are read when they are asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.facts import snapshot
from planner.facts.catalog import Catalog
from planner.facts.kinds import features, offerings, pool_scopes
from planner.facts.kinds.registry import KINDS
from planner.facts.snapshot import DATA, CatalogError, load, shipped
from tests.facts.snapshots import folder_of, seal
from tests.facts.test_load import spoil, with_key


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of snapshot 2024-12 under the name `copy`, shipped beside nothing else."""
    folder = folder_of("2024-12", tmp_path, lambda _: None)
    monkeypatch.setattr(snapshot, "DATA", tmp_path)
    return folder


def asked(catalog: Catalog) -> list[object]:
    """Every fact of a catalog, kind by kind."""
    return [(kind.name, catalog.speaks_of(kind), catalog.all_of(kind)) for kind in KINDS]


@pytest.mark.parametrize("name", shipped())
def test_a_shipped_snapshot_is_in_order_as_a_whole(name: str) -> None:
    """Named as a folder it is read whole, nothing is wrong, and it has the same facts."""
    assert asked(load(str(DATA / name))) == asked(load(name))


def test_a_kind_is_read_when_it_is_asked_for(data: Path) -> None:
    """A line that is no fact is refused when its kind is asked for, each time, and no earlier."""
    spoil(data, "features.jsonl", 2, with_key("colour", "red"))
    catalog = load("copy")
    assert catalog.speaks_of(features.KIND)
    assert catalog.all_of(offerings.KIND)
    for _ in range(2):
        with pytest.raises(CatalogError, match=r"^copy/features.jsonl:2: ") as caught:
            catalog.features()
        assert len(caught.value.problems) == 1


def test_a_folder_of_ones_own_is_refused_whole(data: Path) -> None:
    """The same copy, named as a folder, is not loaded at all."""
    spoil(data, "features.jsonl", 2, with_key("colour", "red"))
    with pytest.raises(CatalogError, match=r"^copy/features.jsonl:2: "):
        load(str(data))


def test_an_edited_file_of_a_shipped_snapshot_is_refused_at_once(data: Path) -> None:
    """Every problem is told when it is loaded, although nothing was asked for."""
    spoil(data, "features.jsonl", 2, with_key("colour", "red"))
    (data / "disputes.jsonl").write_text("")
    with pytest.raises(CatalogError) as caught:
        load("copy")
    assert [text.split(": ")[0] for text in caught.value.problems] == [
        "copy/disputes.jsonl:1",
        "copy/features.jsonl:2",
    ]


@pytest.mark.parametrize("name", ["notes.txt", "secrets.jsonl"])
def test_a_stranger_in_a_shipped_snapshot_is_refused(data: Path, name: str) -> None:
    """What is beside the files, or listed and of no known kind, is told as in any folder."""
    (data / name).write_text("")
    if name.endswith(".jsonl"):
        seal(data, add=name)
    with pytest.raises(CatalogError, match=f"^copy/{name}:1: "):
        load("copy")


def test_silence_stays_silence(data: Path) -> None:
    """A kind without a file has no facts and is not spoken of; nothing is read to know it."""
    (data / "pool_scopes.jsonl").unlink()
    seal(data, drop="pool_scopes.jsonl")
    catalog = load("copy")
    assert not catalog.speaks_of(pool_scopes.KIND)
    assert catalog.all_of(pool_scopes.KIND) == ()
