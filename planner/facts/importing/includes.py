"""Which file includes which: `[!INCLUDE [title](../includes/file.md)]`, a line of its own."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from planner.facts.importing.blocks import Text
from planner.facts.importing.markdown import Origin
from planner.facts.importing.source import Source

_INCLUDE = re.compile(r"^\[!INCLUDE\s*\[.*?\]\s*\(\s*<?([^)>]+?)>?\s*\)\]$", re.IGNORECASE)


@dataclass(slots=True)
class Library:
    """The files of a folder, by their paths in it."""

    sources: Mapping[str, Source]
    day: str
    """Of pages that have no date of their own."""
    read: set[str] = field(default_factory=set)
    """Files that are in a page already."""

    def roots(self) -> list[str]:
        """The files that no other one includes."""
        included = {
            target
            for file, source in self.sources.items()
            for target in self._targets(source)
            if target != file
        }
        return [file for file in self.sources if file not in included]

    def _targets(self, source: Source) -> set[str]:
        texts = (block for block in source.blocks if isinstance(block, Text))
        found = {self.target(line, source.file) for text in texts for line in text.lines}
        return {target for target in found if target}

    def target(self, text: str, file: str) -> str | None:
        """The file that a line of a file includes, in the folder or not; None for other lines.

        A path that begins with `~/` or `/` is that of the repository; the folder may be a part of it.
        """
        match = _INCLUDE.match(text)
        if match is None:
            return None
        path = re.split(r"[?#]", match[1])[0]
        if not path.startswith(("~/", "/")):
            return posixpath.normpath(posixpath.join(posixpath.dirname(file), path))
        whole = posixpath.normpath(path.lstrip("~/"))
        ends = (each for each in self.sources if whole == each or whole.endswith(f"/{each}"))
        return next(ends, whole)

    def origin(self, source: Source, outer: Origin | None) -> Origin:
        """What a file says of itself; title and date are those of the page around it if it has none."""
        mine = source.origin
        title = mine.title or (outer.title if outer else "")
        date = mine.date or (outer.date if outer else "") or self.day
        return replace(mine, title=title, date=date)
