"""YAML text as plain data, with the place of every key path.

Built on PyYAML's events rather than its composer, since the composer recurses in C and a file
of a hundred thousand brackets would crash the process instead of giving a message.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import yaml

from planner.domain.finding import Location, Path
from planner.domain.problem import FileError, Problem
from planner.files import slips

DEPTH_LIMIT = 32
NODE_LIMIT = 1_000_000
"""Nodes after anchors are expanded; a file that needs more is an attack or a mistake."""

_SHOWN = 40
"""Characters of a number that a message repeats."""
_PARSER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TAG = "tag:yaml.org,2002:"
_RESOLVER: Any = yaml.resolver.Resolver()
_CONSTRUCTOR: Any = yaml.constructor.SafeConstructor()
_READ: dict[str, Callable[[yaml.ScalarNode], object]] = {
    f"{_TAG}str": lambda node: node.value,
    f"{_TAG}timestamp": lambda node: node.value,
    f"{_TAG}null": lambda _: None,
    f"{_TAG}bool": _CONSTRUCTOR.construct_yaml_bool,
    f"{_TAG}int": _CONSTRUCTOR.construct_yaml_int,
    f"{_TAG}float": _CONSTRUCTOR.construct_yaml_float,
}


@dataclass(slots=True, eq=False)
class Node:
    """A scalar (`value` set), a sequence (`items`) or a mapping (`pairs`)."""

    line: int
    column: int
    flow: bool = True
    """Written on the spot, so that its own start is the place to point at."""
    value: Any = None
    written: str = ""
    """A scalar as it stands in the text: 000 is the number 0."""
    items: list[Node] | None = None
    pairs: list[tuple[Node, Node]] | None = None
    merge: bool = False
    """The key `<<`."""
    weight: int = 1
    """Nodes in it once anchors are expanded."""
    index: dict[Any, tuple[Node, Node]] | None = None
    """A mapping's pairs by their keys, made when the first one is looked for."""

    def children(self) -> Iterator[Node]:
        """The nodes directly below."""
        yield from self.items or ()
        for pair in self.pairs or ():
            yield from pair


@dataclass(slots=True)
class _Builder:
    """Turns events into nodes; `flaws` collects what does not stop the reading."""

    file: str
    flaws: list[Problem]
    open: list[Node] = field(default_factory=list)
    keys: list[Node | None] = field(default_factory=list)
    """For each open mapping, the key that waits for its value."""
    anchors: dict[str, Node] = field(default_factory=dict)
    root: Node | None = None

    def feed(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.ScalarEvent):
            self._add(self._scalar(event), event.anchor)
        elif isinstance(event, yaml.CollectionStartEvent):
            self._start(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._end()
        elif isinstance(event, yaml.AliasEvent):
            self._add(self._alias(event), None)
        elif isinstance(event, yaml.DocumentStartEvent) and self.root is not None:
            raise self._unreadable(event, "a second document; a file is one document")

    def _start(self, event: yaml.CollectionStartEvent) -> None:
        node = Node(*_start(event), flow=bool(event.flow_style))
        if isinstance(event, yaml.MappingStartEvent):
            node.pairs = []
        else:
            node.items = []
        if len(self.open) >= DEPTH_LIMIT:
            raise self._unreadable(event, f"nested more than {DEPTH_LIMIT} deep")
        self._add(node, event.anchor)
        self.open.append(node)
        self.keys.append(None)

    def _end(self) -> None:
        node = self.open.pop()
        self.keys.pop()
        node.weight = 1 + sum(child.weight for child in node.children())
        if node.weight > NODE_LIMIT:
            message = "more than a million values once its anchors are expanded; write them out"
            raise FileError([Problem(message, Location(self.file, node.line, node.column))])

    def _add(self, node: Node, anchor: str | None) -> None:
        if anchor is not None:
            self.anchors[anchor] = node
        if not self.open:
            self.root = node
        elif (parent := self.open[-1]).items is not None:
            parent.items.append(node)
        elif (key := self.keys[-1]) is None:
            self.keys[-1] = node
        elif parent.pairs is not None:
            parent.pairs.append((key, node))
            self.keys[-1] = None

    def _alias(self, event: yaml.AliasEvent) -> Node:
        node = self.anchors.get(event.anchor or "")
        if node is None:
            message = f"no anchor &{event.anchor} comes before *{event.anchor}"
            raise self._unreadable(event, message)
        if node in self.open:
            raise self._unreadable(event, f"the anchor &{event.anchor} contains itself")
        return node

    def _scalar(self, event: yaml.ScalarEvent) -> Node:
        node = Node(*_start(event), written=event.value)
        tag = event.tag
        if tag is None or tag == "!":
            tag = _RESOLVER.resolve(yaml.ScalarNode, event.value, event.implicit)
        if tag == f"{_TAG}merge":
            node.merge = True
        elif tag in _READ:
            node.value = self._read(tag, event)
        else:
            self.flaws.append(
                self._flaw(event, f"the tag {tag.removeprefix(_TAG)} has no meaning here")
            )
        return node

    def _read(self, tag: str, event: yaml.ScalarEvent) -> object:
        try:
            value = _READ[tag](yaml.ScalarNode(tag, event.value))
            str(value)  # Python reads any number of hexadecimal digits, but does not write them
            return value
        except (ValueError, IndexError):
            text = event.value if len(event.value) <= _SHOWN else f"{event.value[:_SHOWN]}..."
            self.flaws.append(self._flaw(event, f"{text!r} is not a number that can be read"))
            return 0

    def _flaw(self, event: yaml.Event, message: str) -> Problem:
        return Problem(message, Location(self.file, *_start(event)))

    def _unreadable(self, event: yaml.Event, message: str) -> FileError:
        return FileError([self._flaw(event, message)])

    def innermost(self) -> tuple[int, int] | None:
        """The place of the bracket that was opened last and is not closed."""
        node = self.open[-1] if self.open else None
        return (node.line, node.column) if node is not None and node.flow else None


def _start(event: yaml.Event) -> tuple[int, int]:
    """Line and column from 1, where PyYAML counts from 0."""
    mark = event.start_mark
    return (1, 1) if mark is None else (mark.line + 1, mark.column + 1)


class Tree:
    """A YAML text: its plain data, its flaws, and the place of every key path.

    Raises FileError where the text is not YAML, nests too deep or expands without end.
    """

    def __init__(self, text: str, file: str) -> None:
        self.file = file
        self.flaws: list[Problem] = []
        """What is wrong with the text although it can be read."""
        self.root = _build(text, file, self.flaws)
        self.data = None if self.root is None else self._plain(self.root)
        """Dicts with text keys, lists and scalars; dates stay text."""

    def mapping(self, what: str) -> dict[str, Any]:
        """The data of a file that has to be a mapping. Raises FileError saying `what` it is."""
        if isinstance(self.data, dict):
            return self.data
        raise FileError([*self.flaws, Problem(what, Location(self.file, 1, 1))])

    def _plain(self, node: Node) -> Any:  # noqa: ANN401 - YAML holds anything
        if node.pairs is not None:
            return self._mapping(node)
        if node.items is not None:
            return [self._plain(item) for item in node.items]
        return node.value

    def _mapping(self, node: Node) -> dict[str, Any]:
        found: dict[str, Any] = {}
        merged: dict[str, Any] = {}
        for key, value in self._with_whole_numbers(node.pairs or ()):
            if key.merge:
                merged = {**self._merged(value), **merged}
                continue
            if not isinstance(name := key.value, str):
                self._flaw(key, "a key must be text; put it in quotes")
            elif name in found:
                self._flaw(key, f"{name} is given twice; keep one")
            else:
                found[name] = self._plain(value)
        return {**merged, **found} if merged else found

    def _with_whole_numbers(self, pairs: Sequence[tuple[Node, Node]]) -> list[tuple[Node, Node]]:
        """The pairs without the 000 of `{tpm: 50,000}`, which for YAML is a key without a value."""
        kept: list[tuple[Node, Node]] = []
        cut: dict[int, list[str]] = {}
        for key, value in pairs:
            if kept and _THREE_DIGITS.fullmatch(key.written) and _is_nothing(value):
                cut.setdefault(len(kept) - 1, []).append(key.written)
            else:
                kept.append((key, value))
        for index, groups in cut.items():
            key, value = kept[index]
            groups.insert(0, value.written)
            said = f"{key.written} is {','.join(groups)}; write {key.written}: {''.join(groups)}"
            self._flaw(value, said)
        return kept

    def _merged(self, node: Node) -> dict[str, Any]:
        merged: dict[str, Any] = {}
        for part in [node] if node.items is None else node.items:
            if part.pairs is None:
                self._flaw(part, "<< takes a mapping, or a list of mappings")
            else:
                merged = {**self._mapping(part), **merged}
        return merged

    def _flaw(self, node: Node, message: str) -> None:
        self.flaws.append(Problem(message, self.place(node)))

    def place(self, node: Node) -> Location:
        """Where a node starts."""
        return Location(self.file, node.line, node.column)

    def walk(self, path: Path) -> tuple[Location | None, Path]:
        """The place of the deepest part of `path` that exists, and the rest that does not."""
        node = self.root
        place = None if node is None else self.place(node)
        for depth, step in enumerate(path):
            entry = None if node is None else _child(node, step)
            if entry is None:
                return place, path[depth:]
            key, node = entry
            place = self.place(node if node.flow else key)
        return place, ()

    def locate(self, path: Path) -> Location | None:
        """The place of a key path, or of its nearest ancestor: values, or keys of blocks."""
        return self.walk(path)[0]

    def locate_key(self, path: Path) -> Location | None:
        """The place of the key itself, for a key that should not be there."""
        node = self.root
        for step in path[:-1]:
            entry = None if node is None else _child(node, step)
            node = None if entry is None else entry[1]
        entry = None if node is None else _child(node, path[-1])
        return self.locate(path) if entry is None else self.place(entry[0])


def _is_nothing(node: Node) -> bool:
    return not node.written and node.items is None and node.pairs is None


_THREE_DIGITS = re.compile(r"\d{3}")


def _build(text: str, file: str, flaws: list[Problem]) -> Node | None:
    builder = _Builder(file, flaws)
    try:
        for event in yaml.parse(text, Loader=_PARSER):
            builder.feed(event)
    except yaml.MarkedYAMLError as error:
        message, place = slips.said(error, text, builder.innermost())
        raise FileError([Problem(message, Location(file, *place))]) from error
    except yaml.reader.ReaderError as error:
        message = "a character that no text file needs; YAML does not take it"
        place = _position(text, error.position)
        raise FileError([Problem(message, Location(file, *place))]) from error
    return builder.root


def _position(text: str, offset: int) -> tuple[int, int]:
    before = text[:offset]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def _child(node: Node, step: str | int) -> tuple[Node, Node] | None:
    if isinstance(step, int):
        items = node.items or []
        return (items[step], items[step]) if step < len(items) else None
    if node.index is None:
        node.index = {}
        for pair in _pairs(node):
            node.index.setdefault(pair[0].value, pair)
    return node.index.get(step)


def _pairs(node: Node) -> Iterator[tuple[Node, Node]]:
    """A mapping's keys and values, what `<<` merges in last."""
    merged: list[Node] = []
    for key, value in node.pairs or ():
        if key.merge:
            merged += [value] if value.items is None else value.items
        else:
            yield key, value
    for part in merged:
        yield from _pairs(part)
