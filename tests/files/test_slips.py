"""Slips of a person writing YAML: each is answered in words that say what to do, at its place."""

from __future__ import annotations

import pytest

from planner.domain.problem import FileError
from planner.files.yamltree import Tree

SLIPS = {
    "a line too deep": (
        "chat:\n  model: a\n   region: b\n",
        "3:4: line 3 is indented by 3 spaces, its neighbours by 2",
    ),
    "a line not deep enough": (
        "chat:\n  model: a\n region: b\n",
        "3:2: line 3 is indented by 1 space, its neighbours by 2",
    ),
    "a name between two levels": (
        "w:\n    chat:\n        model: a\n   mail:\n        model: a\n",
        "4:4: line 4 is indented by 3 spaces, its neighbours by 4",
    ),
    "a first line that is indented": (
        "  version: 1\nworkloads: {}\n",
        "2:1: line 2 is indented by no spaces, its neighbours by 2",
    ),
    "a second line that is indented": (
        "version: 1\n  workloads: {}\n",
        "2:3: line 2 is indented by 2 spaces, its neighbours by none",
    ),
    "a comment between the neighbours": (
        "chat:\n  model: a\n# more\n\n   region: b\n",
        "5:4: line 5 is indented by 3 spaces, its neighbours by 2",
    ),
    "list items of two depths": (
        "region:\n   - a\n  - b\n",
        "3:3: line 3 is indented by 2 spaces, its neighbours by 3",
    ),
    "a tab": ("chat:\n\tmodel: a\n", "2:1: a tab; YAML indents with spaces only"),
    "a tab behind spaces": ("w:\n  \tchat: 1\n", "2:3: a tab; YAML indents with spaces only"),
    "a tab before a value": ("model:\t@a\n", "1:8: a value cannot start with @; put it in quotes"),
    "no colon after a section": (
        "version: 1\nworkloads\n  chat:\n    model: a\n",
        "2:10: a colon is missing after workloads",
    ),
    "no colon after a name": (
        "workloads:\n  chat\n    model: a\n",
        "2:7: a colon is missing after chat",
    ),
    "no colon after a key": (
        "chat:\n  model: a\n  region swedencentral\n  replicas: 2\n",
        "3:9: a colon is missing after region",
    ),
    "no colon in the last line": (
        "chat:\n  model: a\n  region\n",
        "3:9: a colon is missing after region",
    ),
    "no space after a colon": (
        "chat:\n  model:gpt-5.1@2025-11-13\n  region: b\n",
        "2:9: a space is missing after model:",
    ),
    "no space after a colon, last": (
        "chat:\n  model: a\n  region:b\n",
        "3:10: a space is missing after region:",
    ),
    "no space after a dash": ("region:\n  - a\n  -b\n", "3:4: a space is missing after -"),
    "no dash": ("region:\n  - a\n  b\n  - c\n", "3:3: a - is missing before b"),
    "a list behind its key": (
        "region: - a\n",
        "1:9: a list item cannot start here; put each - on a line of its own, or write [a, b]",
    ),
    "a key among list items": (
        "region:\n  - a\n  b: 1\n",
        "3:3: a key among list items; indent it, or start its line with -",
    ),
    "a list item among keys": (
        "chat:\n  model: a\n  - b\n",
        "3:3: a list item among keys; a value is either a list or a mapping",
    ),
    "two keys on a line": (
        "chat: model: a\n",
        "1:7: a second key in this line; put it on a line of its own, or the value in quotes",
    ),
    "a brace that stays open": (
        "chat:\n  capacity: {tpm: 1000\n  region: b\n",
        "2:13: the { that opens here is never closed",
    ),
    "a bracket that stays open": (
        "chat:\n  region: [a, b\n  replicas: 2\n",
        "2:11: the [ that opens here is never closed",
    ),
    "a bracket open at the end": ("region: [a, b", "1:9: the [ that opens here is never closed"),
    "one brace too many": (
        "chat:\n  capacity: {tpm: 1}}\n",
        "2:21: this } closes nothing; take it out",
    ),
    "one bracket too many": ("region: [a]]\n", "1:12: this ] closes nothing; take it out"),
    "no comma": ("capacity: {min: 1 target: 2}\n", "1:25: a comma is missing before this, or a }"),
    "a quote that stays open": (
        'catalog: "2026-09\nworkloads: {}\n',
        "1:10: the quote that opens here is never closed",
    ),
    "text behind a quote": (
        'catalog: "2026"-09\n',
        "1:16: text after the end of a value; put all of it in quotes",
    ),
    "a backslash in quotes": (
        'path: "C:\\projects"\n',
        "1:10: \\p has no meaning in double quotes; use single quotes",
    ),
    "an at sign": ("model: @default\n", "1:8: a value cannot start with @; put it in quotes"),
    "a back quote": ("model: `a`\n", "1:8: a value cannot start with `; put it in quotes"),
    "a star": (
        "region: *\n",
        "1:9: * at the start of a value refers to an anchor; put the value in quotes",
    ),
    "a greater-than sign": (
        "until: > 2026\n",
        "1:8: > announces text on the lines below; put the value in quotes",
    ),
    "a colon without a key": ("version: 1\n: x\n", "2:1: a key is missing before the colon"),
    "marks of git": (
        "a: 1\n<<<<<<< main\nb: 1\n=======\nb: 2\n>>>>>>> mine\n",
        "2:1: a mark of git, which leaves it where branches disagree; keep one side",
    ),
}


def said(text: str) -> list[str]:
    """What is said of a text, without the name of the file."""
    try:
        flaws = Tree(text, "f").flaws
    except FileError as error:
        flaws = list(error.problems)
    return [str(flaw).removeprefix("f:") for flaw in flaws]


@pytest.mark.parametrize(("text", "expected"), SLIPS.values(), ids=SLIPS.keys())
def test_a_slip_is_answered_in_human_words(text: str, expected: str) -> None:
    """Where the slip is, not where the parser stopped; what is missing, or too much."""
    assert said(text) == [expected]


ABOVE = 'version: 1\n# {a comment}\naccounts:\n    tags: {team: "a: b"}\n'


@pytest.mark.parametrize("name", sorted(SLIPS.keys() - {"a first line that is indented"}))
def test_good_lines_above_change_nothing_but_the_line(name: str) -> None:
    """Neither a bracket that is closed nor another depth elsewhere confuses the search."""
    text, expected = SLIPS[name]
    line = int(expected.partition(":")[0])
    moved = line + ABOVE.count("\n")
    place = expected.replace(f"{line}:", f"{moved}:", 1).replace(f"line {line} ", f"line {moved} ")
    assert said(ABOVE + text) == [place]
