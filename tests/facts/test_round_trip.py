"""The base tables of a catalog, written as pages and imported, are the same base tables."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from planner.domain.publishers import OPENAI
from planner.domain.terms import Cloud, Use
from planner.facts.catalog import Catalog
from planner.facts.importing.docs import import_docs, import_into
from planner.facts.kinds import offerings
from planner.facts.snapshot import load
from tests.facts.pages import Sheet, sheets, write_newer, write_older

Writer = Callable[[Catalog, Path], None]


@pytest.mark.parametrize("write_pages", [write_older, write_newer])
def test_round_trip(catalog: Catalog, write_pages: Writer, tmp_path: Path) -> None:
    """Both layouts carry every tick and every named version of every shipped snapshot."""
    folder = tmp_path / "pages"
    folder.mkdir()
    write_pages(catalog, folder)
    assert import_into(folder, tmp_path / "again", name="again") == ()
    again = load(str(tmp_path / "again"))
    assert again.counts() == catalog.counts()
    assert {_facts(sheet) for sheet in sheets(again)} == {
        _facts(sheet) for sheet in sheets(catalog)
    }


def _facts(sheet: Sheet) -> tuple[object, ...]:
    return sheet.kind, sheet.versions, sheet.ticks


def test_names_do_not_matter(catalog_2026: Catalog, tmp_path: Path) -> None:
    """Pages are understood whatever their files are called."""
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    write_older(catalog_2026, tmp_path / "a")
    for number, path in enumerate(sorted((tmp_path / "a").iterdir())):
        (tmp_path / "b" / f"{number}.md").write_text(path.read_text())
    first, second = (import_docs(tmp_path / each, name="x") for each in "ab")
    assert (first.content, first.problems) == (second.content, second.problems)


def test_named_without_ticks(catalog: Catalog, tmp_path: Path) -> None:
    """A version that a page names without a tick is named after the import too."""
    write_older(catalog, tmp_path)
    imported = import_docs(tmp_path, name="x")
    named = {(r["model"], r["version"]) for r in imported.content.records["offerings.jsonl"]}
    public = {
        (line.model, line.version)
        for line in catalog.all_of(offerings.KIND)
        if line.counted
        and line.publisher == OPENAI
        and catalog.names(line.subject.used_as(Use.BASE), Cloud.PUBLIC)
    }
    assert named == public
