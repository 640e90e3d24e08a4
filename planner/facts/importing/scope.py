"""Tables that are left out on purpose, each with the reason; and what to do about unknown ones.

Nothing is dropped in silence: what is not read is in the import's report, and a problem where it
speaks of a region or a model of ours, or ticks anything.
"""

from __future__ import annotations

import re
from typing import Final

from planner.facts.importing import names
from planner.facts.importing.gather import Gathered
from planner.facts.importing.markdown import NEVER_CLOSED, Line, Page, Table, plain, shortened
from planner.facts.importing.model_cells import is_ours
from planner.facts.importing.other_tables import is_other_page, why_other
from planner.facts.makers import maker

_OTHER_MAKERS: Final = frozenset(
    {
        "Anthropic",
        "Black Forest Labs",
        "Cohere",
        "DeepSeek",
        "Fireworks",
        "Fireworks on Microsoft Foundry models",
        "Fireworks on Microsoft Foundry models (Preview)",
        "Meta",
        "Mistral AI",
        "Models sold directly by Azure",
        "MoonshotAI",
        "NTT Data",
        "Nixtla",
        "OpenAI-OSS",
        "StabilityAI",
        "gpt-oss",
        "xAI",
    }
)
"""Headings of tables that only name models of other makers."""

_PARTNERS: Final = "Foundry Models from partners and community"
"""Everything under this heading is another maker's, whatever the inner heading says."""

_NOT_OFFERINGS: Final = frozenset(
    {
        "Appendix",
        "Assistants",
        "Assistants (preview)",
        "Choose the right deployment type",
        "Deployment type comparison",
        "Deployment types that support provisioned throughput",
        "Global Standard, Data Zone Standard, and Standard",
    }
)
"""Headings of tables that explain words or set monthly usage tiers."""


_NO_PAGE: Final = "none"
"""Stands in the place of a `source_path`, perhaps with a reason, where a file is no page."""

_EDGE: Final = 2
"""Columns on the left that may name models."""

_NUMBER = re.compile(r"^[$~]?\d[\d,.:/ -]*[KMB%]?$")


def is_left_out(table: Table) -> bool:
    """Whether a table is known to be none of the catalog's business."""
    return bool(_why(table))


def leave_out(table: Table, gathered: Gathered) -> None:
    """Read nothing, and say why."""
    gathered.leave(table, _why(table))


def _why(table: Table) -> str:
    heading, path = plain(table.place.nearest), table.place.origin.path
    if path.split(" ")[0] == _NO_PAGE:
        return f"no page of the documentation, as its source_path says: {shortened(path)}"
    if is_other_page(table):
        return why_other(table)
    if heading in _OTHER_MAKERS or _PARTNERS in table.place.headings:
        return f"models of other makers ({heading})"
    return f"no offerings ({heading})" if heading in _NOT_OFFERINGS else ""


def judge_unknown(table: Table, gathered: Gathered) -> None:
    """A table that no reader knows: a problem if it speaks of what the catalog is about."""
    about, other = _about(table, gathered), why_other(table)
    if other:
        gathered.leave(table, other)
    elif about:
        heads = shortened(" | ".join(plain(cell) for cell in table.header))
        text = f"a table of no known kind, with {about}: {heads}"
        advice = f"teach the importer, or state {_statement(table)}"
        gathered.wrong(table.place, table.line, f"{text}; {advice}")
    else:
        gathered.leave(table, "of no known kind; no model with a region, day or number")


def _statement(table: Table) -> str:
    """What a statements file says to leave the table out; `why` is for people."""
    heading = plain(table.place.nearest)
    under = f"tables: [{heading}], " if heading else ""
    return f"left_out: [{{path: {table.place.origin.path}, {under}why: ...}}]"


def judge_rest(page: Page, gathered: Gathered) -> None:
    """What looks like a table and is none, and tables that a reader of the page does not see."""
    for table, inside in page.hidden:
        gathered.leave(table, f"inside {inside}")
        certain = not inside.endswith(NEVER_CLOSED) or is_other_page(table)
        if not certain and _about(table, gathered):
            gathered.wrong(table.place, table.line, f"a table inside {inside}; close it")
    for rows in page.loose:
        _judge_rows(rows, page, gathered)
    for line in page.lines:
        if "✅" in line.text:
            _judge_tick(line, gathered)
    if page.tables or page.loose:
        return
    gathered.notes.append(f"{page.file}:1: a page without a table")


def _judge_tick(line: Line, gathered: Gathered) -> None:
    """A tick in a line of text: a row that lost its pipes, if the line begins as rows do."""
    first = plain(line.text).split()[0]
    if _is_model(first) or names.region(first) in gathered.sites:
        text = f"a tick in a line of text that begins with {first}; make it the row of a table"
        gathered.wrong(line.place, line.line, text)
    else:
        gathered.note(line.place, line.line, f"a tick in a line of text: {shortened(line.text)}")


def _judge_rows(rows: Table, page: Page, gathered: Gathered) -> None:
    place = rows.place
    if place.file in page.bare:
        text = "no front matter with title and ms.date; add it, or take the file out"
        gathered.wrong(place, 1, text)
    about = "" if is_other_page(rows) else _spoken_of(rows, gathered)
    if about:
        text = f"a table without a separator line under its header, with {about}"
        gathered.wrong(place, rows.line, f"{text}; add the line, or join it to the table above")
    else:
        gathered.leave(rows, "no table: there is no separator line under a header")


def _about(table: Table, gathered: Gathered) -> str:
    """What of the catalog's business a table speaks of; empty for none.

    That takes a model at an edge of the table, and a region, a day or a number.
    """
    rows = [table.header, *(row.cells for row in table.rows)]
    edges = [*table.header, *(cell for cells in rows for cell in cells[:_EDGE])]
    models = [text for text in map(plain, edges) if _is_model(text)]
    if not models:
        return ""
    texts = [plain(cell) for cells in rows for cell in cells]
    found = next((text for text in texts if _is_fact(text, gathered)), "")
    return f"{shortened(models[0])} and {shortened(found)}" if found else ""


def _spoken_of(rows: Table, gathered: Gathered) -> str:
    """A tick, region or model of ours in rows that have lost their table."""
    cells = (cell for row in ((rows.header), *(each.cells for each in rows.rows)) for cell in row)
    texts = ("✅" if "✅" in cell else plain(cell) for cell in cells)
    known = (t for t in texts if t == "✅" or _is_model(t) or names.region(t) in gathered.sites)
    return shortened(next(known, ""))


def _is_model(text: str) -> bool:
    return is_ours(text) or maker(text) is not None


def _is_fact(text: str, gathered: Gathered) -> bool:
    """Whether a cell is a region, a day or a number."""
    return names.region(text) in gathered.sites or bool(_NUMBER.match(text))
