"""Pages changed at random: in ways that keep what they say, and in ways that break them.

`python -m tests.facts.fuzz PAGES --cases N --seed S` tries a folder of pages, one page at a time;
`test_import_fuzz` runs a few hundred cases of a small one.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from planner.facts.importing.docs import Imported, import_docs

Files = dict[str, str]
Tick = tuple[str, str, str, str]
"""Model, version, type and region."""

_ROW = re.compile(r"^\|.*\|\s*$")
_UNDER = re.compile(r"^\|[\s:|-]+\|\s*$")


@dataclass(frozen=True)
class Said:
    """What an import says of its files."""

    ticks: frozenset[Tick]
    imported: Imported

    @property
    def report(self) -> str:
        return "\n".join((*self.imported.problems, *self.imported.report))


def read(files: Files) -> Said:
    """Import files. Whatever they hold, this raises nothing."""
    with tempfile.TemporaryDirectory() as name:
        for file, text in files.items():
            path = Path(name) / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
        imported = import_docs(Path(name), name="x")
    return Said(frozenset(_ticks(imported)), imported)


def _ticks(imported: Imported) -> Iterator[Tick]:
    for record in imported.content.records["offerings.jsonl"]:
        regions = record["regions"]
        assert isinstance(regions, list)
        for region in regions:
            yield str(record["model"]), str(record["version"]), str(record["type"]), region


def facts(said: Said) -> dict[str, object]:
    """Everything that an import says, without where it says it from."""
    hidden = {"sources.jsonl"}
    return {
        file: sorted(repr({k: v for k, v in r.items() if k != "source"}) for r in records)
        for file, records in said.imported.content.records.items()
        if file not in hidden
    }


# --- changes that keep what a page says ---------------------------------------------------------

Change = Callable[[str, Random], str]


def _tables(text: str) -> list[tuple[int, int]]:
    """First line and line after the last of each table with outer pipes."""
    lines = text.split("\n")
    found = []
    for number in range(1, len(lines)):
        if _UNDER.match(lines[number]) and _ROW.match(lines[number - 1]):
            last = number + 1
            while last < len(lines) and _ROW.match(lines[last]):
                last += 1
            found.append((number - 1, last))
    return found


def _in_a_table(change: Callable[[list[str], Random], list[str]]) -> Change:
    """Apply a change of a table's lines to one table of a page."""

    def changed(text: str, random: Random) -> str:
        tables = _tables(text)
        if not tables:
            return text
        first, last = random.choice(tables)
        lines = text.split("\n")
        return "\n".join([*lines[:first], *change(lines[first:last], random), *lines[last:]])

    return changed


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def _bare(lines: list[str], _: Random) -> list[str]:
    cells = [line.strip().removeprefix("|").removesuffix("|").strip() for line in lines]
    # an empty cell at an edge needs its pipe
    return (
        cells if all(all(_cells(line)[:: len(_cells(line)) - 1 or 1]) for line in lines) else lines
    )


def _last_bare(lines: list[str], _: Random) -> list[str]:
    return [*lines[:-1], lines[-1].removeprefix("| ")] if _cells(lines[-1])[0] else lines


def _html(lines: list[str], random: Random) -> list[str]:
    def cell(tag: str, text: str) -> str:
        bold = re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", text)
        return f"<{tag}>{bold}</{tag}>"

    rows = [_cells(lines[0]), *(_cells(line) for line in lines[2:])]
    blank = [""] if random.random() < 0.5 else []
    made = ["<table>"]
    for number, row in enumerate(rows):
        made += [
            f"<tr>{''.join(cell('td' if number else 'th', text) for text in row)}</tr>",
            *blank,
        ]
    return [*made, "</table>"]


def _shuffled(lines: list[str], random: Random) -> list[str]:
    rows = lines[2:]
    random.shuffle(rows)
    return [*lines[:2], *rows]


def _padded(lines: list[str], random: Random) -> list[str]:
    width = random.randrange(1, 9)
    return [line.replace("|", "|" + " " * width) for line in lines]


def _under(lines: list[str], random: Random) -> list[str]:
    mark = random.choice(["---", ":---", "---:", "-"])
    return [lines[0], "| " + " | ".join([mark] * len(_cells(lines[1]))) + " |", *lines[2:]]


def _quoted(lines: list[str], _: Random) -> list[str]:
    return ["", *(f"> {line}" for line in lines), ""]


def _right(lines: list[str], random: Random) -> list[str]:
    return [*lines[:2], *(" " * random.randrange(8) + line for line in lines[2:])]


def _no_bold(lines: list[str], _: Random) -> list[str]:
    return [lines[0].replace("**", ""), *lines[1:]]


def _no(lines: list[str], random: Random) -> list[str]:
    sign = random.choice(["-", "❌", "NA", "N/A"])
    return [*lines[:2], *(re.sub(r"(?<=\| )-(?= \|)", sign, line) for line in lines[2:])]


def _loud(lines: list[str], _: Random) -> list[str]:
    return [line.replace("✅", "✅\ufe0f") for line in lines]


def _end_spaces(lines: list[str], _: Random) -> list[str]:
    return [f"{line}  " for line in lines]


DECOY = "| **Region** | **gpt-9**, **2030-01-01** |\n|---|---|\n| eastus | ✅ |\n"


def _insert(what: str) -> Change:
    """Put a block between two blocks, never into a table."""

    def changed(text: str, random: Random) -> str:
        lines = text.split("\n")
        inside = {n for first, last in _tables(text) for n in range(first, last + 1)}
        start = lines.index("---", 1) + 1
        free = [n for n in range(start, len(lines)) if not lines[n] and n not in inside]
        if not free:
            return text
        place = random.choice(free)
        return "\n".join([*lines[:place], "", what, "", *lines[place:]])

    return changed


def _iso(text: str, _: Random) -> str:
    return re.sub(r"(?m)^ms.date: (\d+)/(\d+)/(\d+)$", r"ms.date: \3-\1-\2", text, count=1)


def _quotes(text: str, random: Random) -> str:
    sign = random.choice("'\"")
    return re.sub(r"(?m)^(title|ms.date): ([^'\"\n]+)$", rf"\1: {sign}\2{sign}", text, count=2)


def _glued(text: str, random: Random) -> str:
    heads = re.findall(r"(?m)^#{2,3} [A-Z].*$", text)
    if not heads:
        return text
    head = random.choice(heads)
    return text.replace(f"\n{head}\n", f"\n{head.replace(' ', '', 1)}\n", 1)


def _closed(text: str, _: Random) -> str:
    return re.sub(r"(?m)^(##+ [A-Z].*)$", r"\1 ##", text)


KEEPING: dict[str, Change] = {
    "no outer pipes": _in_a_table(_bare),
    "last row without its first pipe": _in_a_table(_last_bare),
    "as HTML": _in_a_table(_html),
    "rows in another order": _in_a_table(_shuffled),
    "wider cells": _in_a_table(_padded),
    "another line under the header": _in_a_table(_under),
    "in a quotation": _in_a_table(_quoted),
    "rows to the right": _in_a_table(_right),
    "header without bold": _in_a_table(_no_bold),
    "another no": _in_a_table(_no),
    "a coloured yes": _in_a_table(_loud),
    "blanks at the end": _in_a_table(_end_spaces),
    "a table in a comment": _insert(f"<!--\n{DECOY}\n\n-->"),
    "a table in code": _insert(f"```markdown\n{DECOY}\n```"),
    "a table in code further right": _insert(f"```text Any\n{DECOY}\n    ```"),
    "prose": _insert("Some words about ✅ and `a|b`."),
    "a box": _insert("> [!NOTE]\n> A word."),
    "a table about something else": _insert("| Colour | Taste |\n|---|---|\n| red | ✅ |"),
    "an include that is not there": _insert("[!INCLUDE [x](../gone.md)]"),
    "Windows lines": lambda text, _: text.replace("\n", "\r\n"),
    "a byte order mark": lambda text, _: f"\ufeff{text}",
    "an ISO date": _iso,
    "quotes": _quotes,
    "headings without a blank": _glued,
    "closed headings": _closed,
}  # fmt: skip
"""Changes after which a page says what it said."""


# --- changes that break a page ------------------------------------------------------------------


def _at(text: str, random: Random, fits: Callable[[str], bool]) -> tuple[list[str], int] | None:
    lines = text.split("\n")
    start = lines.index("---", 1) + 1 if "---" in lines[1:] else 0
    fitting = [n for n in range(start, len(lines)) if fits(lines[n])]
    return (lines, random.choice(fitting)) if fitting else None


def _line(fits: str, change: Callable[[str, Random], list[str]]) -> Change:
    """Replace a line that fits a pattern by others."""

    def changed(text: str, random: Random) -> str:
        found = _at(text, random, lambda line: bool(re.match(fits, line)))
        if found is None:
            return text
        lines, number = found
        return "\n".join([*lines[:number], *change(lines[number], random), *lines[number + 1 :]])

    return changed


_HEAD = r"#{2,6} |# [A-Z]"
_BREAKS = r"\|"


def _without_some(text: str, random: Random) -> str:
    first = random.randrange(len(text))
    return text[:first] + text[first + random.randrange(400) :]


def _noisy(text: str, random: Random, signs: str) -> str:
    for _ in range(random.randrange(1, 6)):
        place = random.randrange(len(text))
        text = text[:place] + (random.choice(signs) if signs else "") + text[place + 1 :]
    return text


BREAKING: dict[str, Change] = {
    "a heading is gone": _line(_HEAD, lambda _line, _: []),
    "a heading is bold": _line(_HEAD, lambda line, _: [f"**{line.lstrip('# ')}**"]),
    "a heading is text": _line(_HEAD, lambda line, _: [line.lstrip("# ")]),
    "a heading is deeper": _line(_HEAD, lambda line, _: [f"#{line}"]),
    "a heading is glued": _line(_HEAD, lambda line, _: [line.replace(" ", "", 1)]),
    "a heading is underlined": _line(_HEAD, lambda line, _: ["", line.lstrip("# "), "------", ""]),
    "a heading is half": _line(_HEAD, lambda line, _: [line[: len(line) // 2]]),
    "a heading is in a comment": _line(_HEAD, lambda line, _: [f"<!-- {line} -->"]),
    "a tab is gone": _line(r"# \[", lambda _line, _: []),
    "a tab is there twice": _line(r"# \[", lambda line, _: [line, "", "Not available", "", line]),
    "no line under the header": _line(r"\|[\s:|-]+\|$", lambda _line, _: []),
    "no header": _line(r"\| \*\*", lambda _line, _: []),
    "a blank line in a table": _line(_BREAKS, lambda line, _: [line, ""]),
    "a blank line above a row": _line(_BREAKS, lambda line, _: ["", line]),
    "a line of text in a table": _line(_BREAKS, lambda line, _: [line, "And so on."]),
    "a comment in a table": _line(_BREAKS, lambda line, _: [line, "<!-- here -->"]),
    "a row that is a comment": _line(_BREAKS, lambda line, _: [f"<!-- {line} -->"]),
    "a row that is there twice": _line(_BREAKS, lambda line, _: [line, line]),
    "a row with a cell too many": _line(_BREAKS, lambda line, _: [f"{line} - |"]),
    "a row with a cell too few": _line(_BREAKS, lambda line, _: [line.rsplit("|", 2)[0] + "|"]),
    "a row that is cut": _line(_BREAKS, lambda line, _: [line[: len(line) // 2]]),
    "a row without its first pipe": _line(_BREAKS, lambda line, _: [line[1:]]),
    "a row without pipes": _line(_BREAKS, lambda line, _: [line.replace("|", "")]),
    "a row in a quotation": _line(_BREAKS, lambda line, _: [f"> {line}"]),
    "a row in a list": _line(_BREAKS, lambda line, _: [f"- {line}"]),
    "a row in two lines": _line(_BREAKS, lambda line, _: [line[: len(line) // 2], line[len(line) // 2 :]]),
    "two rows in a line": _line(_BREAKS, lambda line, _: [line + line]),
    "code that does not end": _line(r"$", lambda _line, _: ["", "```", ""]),
    "a comment that does not end": _line(r"$", lambda _line, _: ["", "<!-- ", ""]),
    "a table tag that does not end": _line(r"$", lambda _line, _: ["", "<table>", ""]),
    "a tag around": _line(r"$", lambda _line, _: ["", "<div>"]),
    "a strange sign": _line(_BREAKS, lambda line, _: [line.replace("✅", "✓", 1)]),
    "a star at a tick": _line(_BREAKS, lambda line, _: [line.replace("✅", "✅*", 1)]),
    "a note at a tick": _line(_BREAKS, lambda line, _: [line.replace("✅", "✅<sup>9</sup>", 1)]),
    "a star at a model": _line(r"\| [a-z]", lambda line, _: [re.sub(r"^(\| \S+)", r"\1*", line)]),
    "a date with a digit too many": _line(_BREAKS, lambda line, _: [re.sub(r"-(\d\d)\b(?!-)", r"-0\1", line, count=1)]),
    "half a page": lambda text, random: text[: random.randrange(len(text))],
    "the middle is gone": _without_some,
    "letters are gone": lambda text, random: _noisy(text, random, ""),
    "letters are others": lambda text, random: _noisy(text, random, "|#-*>`<! \n\\\t✅"),
    "no front matter": lambda text, _: text.split("---\n", 2)[-1],
}  # fmt: skip
"""Changes after which a page may say less, but nothing that it did not say."""

MAY_RENAME = {"letters are gone", "letters are others", "half a page", "the middle is gone"}
"""Changes that can turn one name into another, as 2025-04-14 into 2025-04-1."""


# --- what must hold -----------------------------------------------------------------------------


def kept(files: Files, before: Said, change: str, seed: int) -> str:
    """What is wrong after a change that keeps what the files say; empty when nothing is."""
    after = read(_changed(files, KEEPING[change], seed))
    if after.imported.problems:
        return f"refused: {after.imported.problems[0]}"
    return "" if facts(after) == facts(before) else "says something else"


def broken(files: Files, before: Said, change: str, seed: int) -> str:
    """What is wrong after a change that breaks the files; empty when nothing is."""
    changed = _changed(files, BREAKING[change], seed)
    after = read(changed)
    if any(not re.match(r"[^:]+:\d+: ", text) for text in after.imported.problems):
        return f"a problem without a place: {after.imported.problems}"
    if any("this is a bug" in text for text in after.imported.problems):
        return f"a reader failed: {after.imported.problems}"
    if after.imported.problems or change in MAY_RENAME:
        return ""
    if new := after.ticks - before.ticks:
        return f"invented: {sorted(new)[:3]}"
    lost = [tick for tick in before.ticks - after.ticks if not _named(tick, changed, after)]
    return f"lost in silence: {sorted(lost)[:3]}" if lost else ""


def _named(tick: Tick, files: Files, after: Said) -> bool:
    """Whether a tick is in the report, or not in the files any more."""
    model, version, _, region = tick
    if any(model in note and region in note for note in after.imported.notes):
        return True
    for unused in after.imported.unused:
        lines = files[unused.file].replace("\r", "").split("\n")
        first = unused.line - 1
        if any(
            version in text or region in text for text in lines[first : first + unused.rows + 4]
        ):
            return True
    text = "\n".join(files.values())
    return model not in text or version not in text or region not in text


def _changed(files: Files, change: Change, seed: int) -> Files:
    random = Random(seed)
    name = random.choice(sorted(files))
    return {**files, name: change(files[name], random)}


# --- from the command line ----------------------------------------------------------------------


def _pages(folder: Path) -> list[Files]:
    """Each page of a folder that can be imported for itself."""
    found = []
    for path in sorted(folder.glob("*.md")):
        files = {path.name: path.read_text(encoding="utf-8")}
        said = read(files)
        if not said.imported.problems and said.ticks:
            found.append(files)
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Try a folder; the exit code is 1 when something was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--cases", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    values = parser.parse_args(arguments)
    pages = _pages(values.folder)
    before = [read(files) for files in pages]
    tried, wrong, began = Counter[str](), Counter[str](), time.monotonic()
    for seed in range(values.seed, values.seed + values.cases):
        random = Random(seed)
        number = random.randrange(len(pages))
        judge, changes = random.choice([(kept, KEEPING), (broken, BREAKING)])
        change = random.choice(sorted(changes))
        said = judge(pages[number], before[number], change, seed)
        tried[judge.__name__] += 1
        if said:
            wrong[change] += 1
            sys.stdout.write(f"{seed} {sorted(pages[number])[0]}: {change}: {said[:300]}\n")
    spent = time.monotonic() - began
    sys.stdout.write(f"{len(pages)} pages, {dict(tried)}, {spent:.0f} s; wrong: {dict(wrong)}\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
