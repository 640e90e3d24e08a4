"""A snapshot that is missing, edited or wrong is refused, with every problem in one go."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from planner.facts.header import HEADER
from planner.facts.snapshot import CatalogError, load, nearest, shipped
from tests.facts.snapshots import folder_of, problems, seal

Edit = Callable[[Path], None]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of a shipped snapshot, to be spoilt."""
    return folder_of("2024-12", tmp_path, lambda _: None)


def spoil(folder: Path, file: str, line: int, change: Callable[[str], str]) -> None:
    """Change one line (from 1) of a file, and seal the snapshot again."""
    lines = (folder / file).read_text().splitlines()
    lines[line - 1] = change(lines[line - 1])
    (folder / file).write_text("".join(text + "\n" for text in lines))
    seal(folder)


def with_key(key: str, value: object) -> Callable[[str], str]:
    return lambda line: json.dumps({**json.loads(line), key: value}, sort_keys=True)


def without_key(key: str) -> Callable[[str], str]:
    def change(line: str) -> str:
        record = json.loads(line)
        del record[key]
        return json.dumps(record, sort_keys=True)

    return change


BAD_LINES = [
    ("unknown key", "regions.jsonl", with_key("colour", "red"), "unknown key 'colour'"),
    ("missing key", "regions.jsonl", without_key("geography"), "lacks the key 'geography'"),
    ("wrong type", "capacity.jsonl", with_key("minimum", "1"), "'minimum' is '1', not a whole number"),
    ("true is no number", "capacity.jsonl", with_key("step", True), "not a whole number"),  # noqa: FBT003
    ("empty text", "regions.jsonl", with_key("name", ""), "'name' is empty"),
    ("bad date", "sources.jsonl", with_key("date", "05/12/2024"), "not a date like 2026-09-01"),
    ("no such day", "sources.jsonl", with_key("date", "2024-02-30"), "not a date like 2026-09-01"),
    ("unknown word", "regions.jsonl", with_key("cloud", "moon"), "none of: public, us-government"),
    ("unknown type", "offerings.jsonl", with_key("type", "priority"), "which is none of: standard"),
    ("unknown region", "offerings.jsonl", with_key("regions", ["atlantis"]), "region 'atlantis'"),
    ("unknown source", "regions.jsonl", with_key("source", "rumour"), "source 'rumour'"),
    ("unsorted regions", "offerings.jsonl", with_key("regions", ["westus", "eastus"]), "not sorted"),
    ("region twice", "offerings.jsonl", with_key("regions", ["eastus", "eastus"]), "twice"),
    ("unavailable is not written", "offerings.jsonl", with_key("availability", "unavailable"), "only 'unknown'"),
    ("claims of another shape", "disputes.jsonl", with_key("claims", [{"value": "x"}]), "'claims' must be"),
    ("not JSON", "regions.jsonl", lambda _: "{", "not a JSON object"),
    ("a list", "regions.jsonl", lambda _: "[1]", "not a JSON object"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("file", "change", "said"),
    [pytest.param(*row, id=name) for name, *row in BAD_LINES],
)
def test_bad_line(folder: Path, file: str, change: Callable[[str], str], said: str) -> None:
    """A bad line is refused with its file and line, and with what is wrong."""
    spoil(folder, file, 2, change)
    found = problems(folder)
    assert any(text.startswith(f"copy/{file}:2: ") and said in text for text in found), found


def test_edited_file(folder: Path) -> None:
    """A file that was edited after it was made is named."""
    path = folder / "features.jsonl"
    path.write_text("")
    assert problems(folder) == (
        "copy/features.jsonl:1: edited after it was made (checksum differs); import it anew",
    )


def test_missing_file(folder: Path) -> None:
    """A file that is gone is named."""
    (folder / "features.jsonl").unlink()
    assert problems(folder) == (
        "copy/features.jsonl:1: the file is missing; import the snapshot anew",
    )


def test_stranger(folder: Path) -> None:
    """A file that no snapshot has is refused."""
    (folder / "notes.txt").write_text("hello\n")
    assert problems(folder) == ("copy/notes.txt:1: no file of a snapshot has this name; remove it",)


def test_duplicate_offering(folder: Path) -> None:
    """Two lines that offer the same version, use, type and region are refused."""
    path = folder / "offerings.jsonl"
    lines = path.read_text().splitlines()
    record = json.loads(lines[0])
    again = {**record, "conditions": ["invitation"], "regions": record["regions"][:1]}
    path.write_text("".join(f"{text}\n" for text in sorted([*lines, json.dumps(again)])))
    seal(folder)
    assert any("duplicate offering base" in text for text in problems(folder))


def test_same_key_twice(folder: Path) -> None:
    """Two lines with one key are refused at the second one."""
    path = folder / "regions.jsonl"
    lines = path.read_text().splitlines()
    path.write_text("".join(f"{text}\n" for text in [lines[0], *lines]))
    seal(folder)
    assert problems(folder)[0].startswith("copy/regions.jsonl:2: the line before has the same key")


def test_unsorted(folder: Path) -> None:
    """Lines out of order are refused at the line that comes too late."""
    path = folder / "regions.jsonl"
    first, second, *rest = path.read_text().splitlines()
    path.write_text("".join(f"{text}\n" for text in [second, first, *rest]))
    seal(folder)
    assert problems(folder)[0].startswith("copy/regions.jsonl:2: out of order")


def test_no_newline_at_the_end(folder: Path) -> None:
    """A last line without its newline is refused."""
    path = folder / "regions.jsonl"
    path.write_text(path.read_text().rstrip("\n"))
    seal(folder)
    assert "no newline at the end" in problems(folder)[0]


def test_all_problems_at_once(folder: Path) -> None:
    """One run shows the problems of several files."""
    spoil(folder, "regions.jsonl", 1, with_key("colour", "red"))
    spoil(folder, "capacity.jsonl", 1, with_key("step", 1.5))
    assert {text.split(":")[0] for text in problems(folder)} >= {
        "copy/regions.jsonl",
        "copy/capacity.jsonl",
    }


@pytest.mark.parametrize(
    "header",
    [
        "nonsense",
        "[]",
        "{}",
        '{"format_version": 2, "name": "x", "date": "2024-12-05", "files": {}}',
        '{"format_version": 1, "name": "x", "date": "soon", "files": {}}',
        '{"format_version": 1, "name": "x", "date": "2024-12-05", "files": {}, "more": 1}',
    ],
)
def test_bad_header(folder: Path, header: str) -> None:
    """A header that cannot be read is refused before anything else."""
    (folder / HEADER).write_text(header)
    (problem,) = problems(folder)
    assert problem.startswith("copy/snapshot.json:1: not a snapshot header")


def test_newer_format(folder: Path) -> None:
    """A format of the future is no damage: the answer is to upgrade, not to import it anew."""
    header = json.loads((folder / HEADER).read_text())
    (folder / HEADER).write_text(json.dumps({**header, "format_version": 2}))
    assert problems(folder) == (
        "copy/snapshot.json:1: not a snapshot header (format 2, this planner reads 1); "
        "upgrade this one, or name another snapshot",
    )


def test_missing_snapshot() -> None:
    """A snapshot that does not exist is answered with the near one and with those that do."""
    with pytest.raises(CatalogError) as caught:
        load("2026-9")
    (problem,) = caught.value.problems
    assert problem == (
        "2026-9: no such catalog snapshot; did you mean 2026-09? "
        "shipped are 2024-12, 2025-11, 2026-09, 2026-11; or name a snapshot folder"
    )


def test_folder_without_a_snapshot(tmp_path: Path) -> None:
    """A folder that is no snapshot is not one."""
    with pytest.raises(CatalogError, match="no such catalog snapshot"):
        load(str(tmp_path))


def test_shipped() -> None:
    """Three snapshots are shipped, oldest first, and the newest is the default."""
    assert shipped() == ("2024-12", "2025-11", "2026-09", "2026-11")
    assert load().name == "2026-11"


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("2024-01-01", "2024-12"),
        ("2024-10-24", "2024-12"),
        ("2025-05-04", "2024-12"),
        ("2025-05-05", "2025-11"),
        ("2026-05-10", "2025-11"),
        ("2026-05-11", "2026-09"),
        ("2026-07-24", "2026-09"),
        ("2026-07-25", "2026-11"),
        ("2030-01-01", "2026-11"),
    ],
)
def test_nearest(day: str, name: str) -> None:
    """The nearest snapshot is the newest that is not younger than the day, else the oldest."""
    assert nearest(date.fromisoformat(day)) == name


def test_a_folder_is_as_good_as_a_name(folder: Path) -> None:
    """An untouched copy loads, and is the same snapshot."""
    copy, original = load(str(folder)), load("2024-12")
    assert (copy.name, copy.date, copy.sha256) == (original.name, original.date, original.sha256)
