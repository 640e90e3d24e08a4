"""Tables of the documentation that speak of models or regions and hold no fact of the catalog.

Known by page or header, from other_tables.yaml; asked only about tables that no reader knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Final

import yaml

from planner.facts.importing.markdown import Table, plain

_FILE: Final = Path(__file__).with_suffix(".yaml")

Patterns = Iterable[tuple[re.Pattern[str], str]]
"""Words to look for, and what a table that has them is about."""


@cache
def _known() -> dict[str, Patterns]:
    """The rows of the file, by what they look at: `pages` and `headers`."""
    raw = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return {
        looked_at: tuple((re.compile(row["words"]), str(row["why"])) for row in rows)
        for looked_at, rows in raw.items()
    }


def why_other(table: Table) -> str:
    """What a table is about instead; empty where that is not known."""
    header = " | ".join(plain(cell) for cell in table.header).lower()
    named = _about("pages", _page(table)) or _about("headers", header)
    return f"no fact of the catalog: {named}" if named else ""


def is_other_page(table: Table) -> bool:
    """Whether a table stands on a page about something else.

    Its regions or limits would read as those of ordinary deployments.
    """
    return bool(_about("pages", _page(table)))


def _page(table: Table) -> str:
    origin = table.place.origin
    return f"{origin.title} {origin.path}".lower()


def _about(looked_at: str, text: str) -> str:
    return next((why for words, why in _known()[looked_at] if words.search(text)), "")
