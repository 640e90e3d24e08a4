"""Laying out lines: widths, tables, counts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.report.look import NARROWEST, WIDEST, Ink, Look, Row, Span, count, dots, flow, table


@pytest.mark.parametrize(
    ("width", "columns"), [(1, NARROWEST), (40, 40), (80, 80), (100, 100), (400, WIDEST)]
)
def test_widths_are_kept_within_bounds(width: int, columns: int) -> None:
    """Narrow terminals do not shred text, wide ones do not stretch it."""
    assert Look(width).columns == columns


@given(st.text(), st.integers(1, 200))
def test_flow_loses_no_word_and_keeps_the_width(text: str, width: int) -> None:
    """Only a single word may be wider than the line."""
    span = Span(text)
    lines = flow([span], Look(width), hanging="  ").split("\n")
    assert " ".join(lines).split() == span.words()
    assert all(len(line) <= Look(width).columns or len(line.split()) == 1 for line in lines)


def test_a_whole_span_is_not_broken() -> None:
    """Paths with spaces can still be clicked and copied."""
    text = flow([Span("x " * 18), Span("a path with spaces.yaml", whole=True)], Look(40))
    assert "\na path with spaces.yaml" in text


def test_parts_of_a_list_break_between_parts() -> None:
    """`1 error` does not end up on two lines."""
    text = flow(dots(["6 workloads"] * 8), Look(40))
    assert all(line.startswith("6 workloads") for line in text.splitlines())


ROWS = (Row(("support-chat", "gpt-5.1 2025-11-13", "50")), Row(("x", "o1", "1,250", "note")))


def test_a_table_that_fits_is_aligned() -> None:
    """Columns start at the same place, and no line ends in blanks."""
    assert table(ROWS, Look(80), indent="  ") == [
        "  support-chat  gpt-5.1 2025-11-13  50",
        "  x             o1                  1,250  note",
    ]


def test_a_table_that_does_not_fit_keeps_its_first_column() -> None:
    """The other cells are listed beside it."""
    rows = [Row((row.cells[0], row.cells[1] + "-" * 18, *row.cells[2:])) for row in ROWS]
    assert table(rows, Look(52)) == [
        "support-chat  gpt-5.1 2025-11-13------------------ ·\n              50",
        "x             o1------------------ · 1,250 · note",
    ]


def test_a_table_on_a_narrow_terminal_is_stacked() -> None:
    """The other cells stand below the first."""
    assert table(ROWS, Look(40)) == [
        "support-chat\n  gpt-5.1 2025-11-13 · 50",
        "x\n  o1 · 1,250 · note",
    ]


def test_an_empty_table_has_no_lines() -> None:
    """Nothing to show is nothing shown."""
    assert table([], Look()) == []


@pytest.mark.parametrize("ink", Ink)
def test_every_ink_is_a_code_or_nothing(ink: Ink) -> None:
    """Each member paints; plain leaves as is; without colour all do."""
    painted = Look(colour=True).paint("x", ink)
    assert painted == ("x" if ink is Ink.PLAIN else f"\x1b[{ink.value}mx\x1b[0m")
    assert Look().paint("x", ink) == "x"


def test_counts_read_well() -> None:
    """Singular, plural, thousands."""
    assert [count(n, "error") for n in (0, 1, 2, 1097)] == [
        "0 errors",
        "1 error",
        "2 errors",
        "1,097 errors",
    ]
