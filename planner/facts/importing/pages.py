"""Every page of a folder, each with the files that it includes."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from planner.facts.importing.includes import Library
from planner.facts.importing.markdown import Page
from planner.facts.importing.source import read_source
from planner.facts.importing.walk import page_of

_ENDINGS: Final = (".md", ".mdx", ".markdown")
_ARTICLES: Final = "articles"


def read_pages(directory: Path, *, day: str = "") -> tuple[list[Page], list[str]]:
    """Every page of a folder and of the folders in it; and notes on files that are no pages.

    A file that others include is read where they include it. Pages without a date of their own
    are of `day`. Raises OSError.
    """
    files, notes = _files(directory)
    library = Library(
        {file: read_source(path, file, _where(directory, file)) for file, path in files}, day
    )
    pages = {file: page_of(library, file) for file in library.roots()}
    # files that only include each other are in no page yet
    left = [file for file in library.sources if file not in library.read]
    pages |= {file: page_of(library, file) for file in left if file not in library.read}
    return [pages[file] for file in sorted(pages)], notes


def _files(directory: Path) -> tuple[list[tuple[str, Path]], list[str]]:
    found: list[tuple[str, Path]] = []
    others: dict[str, int] = {}
    for path in sorted(directory.rglob("*")):
        inside = path.relative_to(directory)
        if not path.is_file() or any(part.startswith(".") for part in inside.parts):
            continue
        if path.suffix.lower() in _ENDINGS:
            found.append((inside.as_posix(), path))
        else:
            others[path.suffix] = others.get(path.suffix, 0) + 1
    notes = [f"(folder): {count} files *{kind} are no pages" for kind, count in others.items()]
    return found, notes


def _where(directory: Path, file: str) -> str:
    """The path of a file in the documentation, which keeps its pages under `articles/`."""
    parts = (*directory.resolve().parts, *file.split("/"))
    last = max((n for n, part in enumerate(parts) if part == _ARTICLES), default=None)
    return file if last is None else "/".join(parts[last:])
