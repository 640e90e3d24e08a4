"""A snapshot has one canonical form, and it is written whole or not at all."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from planner.facts.header import HEADER
from planner.facts.reader import Record
from planner.facts.snapshot import DATA, load
from planner.facts.write import Content, line, render, write


def content_of(name: str) -> Content:
    """A shipped snapshot as records again."""
    folder = DATA / name
    records: dict[str, list[Record]] = {
        path.name: [json.loads(text) for text in path.read_text().splitlines()]
        for path in folder.glob("*.jsonl")
    }
    header = json.loads((folder / HEADER).read_text())
    return Content(header["name"], date.fromisoformat(header["date"]), records)


@pytest.mark.parametrize("name", ["2024-12", "2025-11", "2026-09", "2026-11"])
def test_shipped_files_are_canonical(name: str) -> None:
    """Writing a shipped snapshot again gives the same bytes."""
    texts = render(content_of(name))
    files = {path.name: path.read_text() for path in (DATA / name).iterdir()}
    assert texts == files


def test_order_of_records_does_not_matter(tmp_path: Path) -> None:
    """Records in any order give the same snapshot, which loads."""
    content = content_of("2024-12")
    turned = {file: list(reversed(records)) for file, records in content.records.items()}
    write(Content(content.name, content.date, turned), tmp_path / "x")
    assert load(str(tmp_path / "x")).sha256 == load("2024-12").sha256


def test_line() -> None:
    """A line is one object with sorted keys and characters as they are."""
    assert line({"b": 1, "a": "é"}) == '{"a": "é", "b": 1}'


def test_replaces_a_folder(tmp_path: Path) -> None:
    """A snapshot takes the place of an older one of that name, and leaves nothing beside it."""
    out = tmp_path / "x"
    write(content_of("2024-12"), out)
    write(content_of("2025-11"), out)
    assert load(str(out)).name == "2025-11"
    assert [path.name for path in tmp_path.iterdir()] == ["x"]


def test_foreign_folder_is_left_alone(tmp_path: Path) -> None:
    """A folder with anything but a snapshot in it is neither replaced nor touched."""
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(FileExistsError, match="something other than a snapshot"):
        write(content_of("2024-12"), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_nothing_is_written_when_writing_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When a file cannot be written, the older snapshot stands and no half one is left."""
    out = tmp_path / "x"
    write(content_of("2024-12"), out)
    before = {path.name: path.read_bytes() for path in out.iterdir()}

    def fail(*_: object, **__: object) -> int:
        raise OSError("disk full")

    monkeypatch.setattr(Path, "write_text", fail)
    with pytest.raises(OSError, match="disk full"):
        write(content_of("2025-11"), out)
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before
    assert [path.name for path in tmp_path.iterdir()] == ["x"]


def test_size_of_lines() -> None:
    """A line stays short enough for its change to be read in a diff."""
    texts = [text for name in ("2024-12", "2025-11", "2026-09", "2026-11") for text in _lines(name)]
    assert max(len(text) for text in texts) < 1200


def _lines(name: str) -> list[str]:
    return [
        text for path in (DATA / name).glob("*.jsonl") for text in path.read_text().splitlines()
    ]
