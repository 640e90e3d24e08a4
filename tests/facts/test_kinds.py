"""Every kind of fact: what it reads it writes again, what it lacks it is silent about."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from planner.domain.subject import Subject, Target
from planner.domain.terms import Availability, DeploymentType, Use
from planner.facts.catalog import Catalog
from planner.facts.header import HEADER
from planner.facts.kind import Kind
from planner.facts.kinds import coverage, features, lifecycle, limits, quota, regions, sources
from planner.facts.kinds.registry import BY_FILE, KINDS
from planner.facts.snapshot import DATA, CatalogError, load
from planner.facts.write import line
from tests.facts.snapshots import folder_of, problems, seal

GPT = Subject("gpt-4o", "2024-05-13", Use.BASE)

Edit = Callable[[Path], None]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_written_as_it_was_read(kind: Kind[Any, Any], catalog: Catalog) -> None:
    """Each line of the shipped snapshots is read and written to the same bytes."""
    written = "".join(f"{line(kind.write(fact))}\n" for fact in catalog.all_of(kind))
    file = DATA / catalog.name / kind.file
    assert file.is_file() == catalog.speaks_of(kind)
    assert written == (file.read_text() if file.is_file() else "")


def test_sources_and_regions_come_first() -> None:
    """The records of the other kinds name them."""
    assert KINDS[:2] == (sources.KIND, regions.KIND)


def test_names_are_unique() -> None:
    """A kind's name is also that of its file."""
    assert len(BY_FILE) == len(KINDS)


def test_an_index_is_built_once_and_only_when_asked(catalog: Catalog) -> None:
    """What nobody asks for is not built; what was built is kept."""
    fresh = load(catalog.name)
    assert set(fresh._indexes) <= {regions.KIND}
    assert fresh.index_of(limits.KIND) is fresh.index_of(limits.KIND)
    assert set(fresh._indexes) <= {regions.KIND, limits.KIND}


def without(kind: Kind[Any, Any]) -> Edit:
    """Take a kind's file out of a snapshot, and out of its header."""

    def edit(folder: Path) -> None:
        (folder / kind.file).unlink()
        seal(folder, drop=kind.file)

    return edit


@pytest.mark.parametrize(
    "kind",
    [kind for kind in KINDS if kind not in (sources.KIND, regions.KIND)],
    ids=lambda k: k.name,
)
def test_a_kind_without_a_file_is_silent(kind: Kind[Any, Any], tmp_path: Path) -> None:
    """The rest of the snapshot loads; what that kind would say is not known."""
    catalog = load(str(folder_of("2026-11", tmp_path, without(kind))))
    assert not catalog.speaks_of(kind)
    assert catalog.all_of(kind) == ()
    assert all(catalog.speaks_of(other) for other in KINDS if other is not kind)


@pytest.mark.parametrize("kind", [quota.KIND, limits.KIND], ids=lambda kind: kind.name)
@pytest.mark.parametrize("name", ["2024-12", "2025-11"])
def test_what_no_page_of_the_time_is_about_is_silent(name: str, kind: Kind[Any, Any]) -> None:
    """Nobody read a page with quota or limits for the older snapshots: no file says so."""
    assert not load(name).speaks_of(kind)


def test_silence_is_unknown(tmp_path: Path) -> None:
    """Without the documents that list a type, an unlisted region is unknown instead of unavailable."""
    target = Target(GPT, DeploymentType.STANDARD, "uksouth")
    assert load("2024-12").find(target).availability is Availability.UNAVAILABLE
    silent = load(str(folder_of("2024-12", tmp_path, without(coverage.KIND))))
    assert silent.find(target).availability is Availability.UNKNOWN


def test_silence_about_dates(tmp_path: Path) -> None:
    """Without lifecycle dates there are none; nothing is taken for retired or for current."""
    silent = load(str(folder_of("2024-12", tmp_path, without(lifecycle.KIND))))
    assert silent.lifecycle(GPT) == ()


@pytest.mark.parametrize("kind", [sources.KIND, regions.KIND], ids=lambda kind: kind.name)
def test_what_others_name_must_be_there(kind: Kind[Any, Any], tmp_path: Path) -> None:
    """Sources and regions are named by other files, so their absence shows at each such line."""
    found = problems(folder_of("2024-12", tmp_path, without(kind)))
    assert any(f"which {kind.file} does not have" in text for text in found)


def test_an_empty_file_is_not_silence(tmp_path: Path) -> None:
    """An empty file says that the sources were read and have nothing of the kind."""

    def edit(folder: Path) -> None:
        (folder / features.KIND.file).write_text("")
        seal(folder)

    catalog = load(str(folder_of("2024-12", tmp_path, edit)))
    assert catalog.speaks_of(features.KIND)
    assert catalog.all_of(features.KIND) == ()


def test_a_newer_planners_kind(tmp_path: Path) -> None:
    """A listed file of a kind that this planner does not know was made by a newer planner."""

    def edit(folder: Path) -> None:
        (folder / "latencies.jsonl").write_text('{"model": "gpt-9", "seconds": 1}\n')
        seal(folder, add="latencies.jsonl")

    assert problems(folder_of("2024-12", tmp_path, edit)) == (
        "copy/latencies.jsonl:1: a kind of fact that this planner does not know: the snapshot was "
        "made by a newer planner; upgrade this one, or name another snapshot",
    )


def test_a_known_file_that_the_header_does_not_list(tmp_path: Path) -> None:
    """A kind's file beside the header's list is a stray one: its checksum is nowhere."""

    def edit(folder: Path) -> None:
        seal(folder, drop="limits.jsonl")

    assert problems(folder_of("2026-09", tmp_path, edit)) == (
        "copy/limits.jsonl:1: snapshot.json does not list this file; remove it, or import the "
        "snapshot anew",
    )


def test_a_listed_file_that_is_missing(tmp_path: Path) -> None:
    """A file that the header lists must be there: silence is said by the header alone."""
    folder = folder_of("2026-09", tmp_path, lambda folder: (folder / "limits.jsonl").unlink())
    assert json.loads((folder / HEADER).read_text())["files"]["limits.jsonl"]
    with pytest.raises(CatalogError, match="the file is missing"):
        load(str(folder))
