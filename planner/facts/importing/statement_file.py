"""Reads the statements of a snapshot: facts that stand in prose, in our own words, with their source.

A statements file is YAML. Its sections:

- `data_zones`: the `regions` of a `zone`;
- `left_out`: pages that are not read, by `path`, and `why`; with `tables`, the headings of those
  of a page's tables that are not, and with `but: capabilities` all but those of capabilities;
- `misprints`: what cells of a page (`path`) have and mean (`was`, `now`), and rows (`row`, `why`)
  that lack cells, so that nobody can read them;
- `silent`: `kinds` of facts that no page of the folder is about, and `why`;
- `retitled`: pages whose title names the wrong deployment type, by `path`, with `type`;
- `stages`: since when older pages, which are not in the folder, had a `stage` of `models`;
- `versions`: the versions of `models` that a page names without one, `model@version`;
- `coverage`: types that a document rules out or lists, by `cloud`, `use` and `types`;
- `offerings`, `lifecycle`, `features`: `models` are written `model@version`, several share a line;
- `capabilities`: likewise, `use` is base where none is given;
- `capacity`, `quota`: as above, `models` without a version, `*` for every other one;
- `pool_scopes`: likewise, for several `uses`;
- any other kind of fact by its name: records as in its file;
- `lists`: model lists of the service that were shipped, by `file`, with `id`, `document`, `date`
  and, where not all publishers are taken, `formats`;
- `terms`: `conditions` or a `restriction` that a document puts on what a table offers.

`corrects` names the correction that lets a record replace what a page says.
`lines` says where in the document a statement stands and is for readers of the file only.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import yaml

from planner.facts.kinds import regions
from planner.facts.kinds.registry import KINDS

Facts = dict[str, Any]
"""One statement: its keys and values as they are written."""

STATED: Final = tuple(kind for kind in KINDS if kind is not regions.KIND)
"""The kinds that may be stated, each in the section of its name; regions are in regions.yaml."""

_SECTIONS: Final = frozenset(
    {
        *("data_zones", "left_out", "lists", "misprints", "retitled", "silent", "stages"),
        *("terms", "versions", *(kind.name for kind in STATED)),
    }
)
_LINE: Final = "__line__"


@dataclass(slots=True)
class Statements:
    """A statements file, read; sections that are not there are empty."""

    file: str
    sections: Mapping[str, Any] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    def each(self, section: str, take: Callable[[str, Facts], None]) -> None:
        """Hand every statement of a section to `take`, with where it stands, `file:line`.

        A statement that `take` cannot use, since a key is missing or of another kind, is a problem.
        """
        for item in self.sections.get(section) or ():
            line = item.get(_LINE, 1) if isinstance(item, dict) else 1
            where = f"{self.file}:{line}"
            try:
                take(where, _facts(item))
            except KeyError as error:
                self.problems.append(
                    f"{where}: {section}: lacks {error}, or does not know it; add it"
                )
            except (TypeError, ValueError, AttributeError) as error:
                self.problems.append(f"{where}: {section}: not understood ({error}); correct it")


class _Loader(yaml.SafeLoader):
    """Remembers the line of every mapping; a date stays the text it is written as."""


def _mapping(loader: _Loader, node: yaml.MappingNode) -> Facts:
    found = loader.construct_mapping(node, deep=True)
    pairs = {str(key): value for key, value in found.items()}
    return {**pairs, _LINE: node.start_mark.line + 1}


def _text(loader: _Loader, node: yaml.ScalarNode) -> str:
    return str(loader.construct_scalar(node))


_Loader.add_constructor("tag:yaml.org,2002:map", _mapping)
_Loader.add_constructor("tag:yaml.org,2002:timestamp", _text)


def read_statements(path: Path | None) -> Statements:
    """Read a statements file; without one there is nothing stated. Raises OSError."""
    if path is None:
        return Statements("(none)")
    statements = Statements(path.name)
    try:
        loaded = yaml.load(path.read_text(encoding="utf-8"), _Loader)  # noqa: S506 - a safe loader
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        statements.problems.append(f"{path.name}:{line}: not YAML; correct it")
        return statements
    _take_sections(statements, loaded)
    return statements


def _take_sections(statements: Statements, loaded: object) -> None:
    sections = loaded if isinstance(loaded, dict) else {}
    for key in sorted(sections.keys() - _SECTIONS - {_LINE}):
        statements.problems.append(f"{statements.file}:1: unknown section {key!r}; remove it")
    statements.sections = {key: value for key, value in sections.items() if key in _SECTIONS}


def _facts(item: Any) -> Facts:  # noqa: ANN401
    """A statement without line numbers, and without what is for its readers only."""
    return {key: _plain(value) for key, value in item.items() if key not in {_LINE, "lines"}}


def _plain(value: Any) -> Any:  # noqa: ANN401
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items() if key != _LINE}
    return [_plain(each) for each in value] if isinstance(value, list) else value
