"""Reads and spells lock files: `stacks/<stack>.lock.yaml`, beside the stack file.

Everything that is wrong with a file is reported in one go, with line and column, as for stack
files. An entry has a digest, so that one edited by hand is noticed, while entries that two
branches added still merge.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path as FilePath
from pathlib import PurePath
from typing import Any

import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from planner.domain.finding import Location, Path
from planner.domain.lock import Lock
from planner.domain.problem import FileError, Problem
from planner.files.lockform import (
    GROUP,
    VERSION,
    LockForm,
    Plain,
    digest,
    lock_from,
    plain_accounts,
    plain_group,
    plain_workloads,
)
from planner.files.text import shown, text_of
from planner.files.wording import message, model_at, unknown_key
from planner.files.yamltree import Tree

ENDING = ".lock.yaml"
SIZE_LIMIT = 16 * 1024 * 1024
"""Bytes; ten thousand workloads take about four million."""


def path_of(stack_file: FilePath) -> FilePath:
    """Where the lock of a stack file is: beside it."""
    return stack_file.with_name(f"{stack_file.stem}{ENDING}")


def beside(stack_file: FilePath, forgive: Collection[str] = ()) -> Lock | None:
    """The lock of a stack file; None where there is none. Raises FileError as `read` does."""
    path = path_of(stack_file)
    return read(path, forgive) if path.exists() else None


def read(path: FilePath, forgive: Collection[str] = ()) -> Lock:
    """The lock in a file. Raises FileError with every problem found.

    Also when it is the lock of another stack; `forgive` is as for `parse`.
    """
    lock = parse(_text_of(path), shown(path), forgive)
    if lock.stack != (own := path.name.removesuffix(ENDING)):
        message = (
            f"this is the lock of stack {lock.stack}, not of {own}; if {lock.stack} was renamed, "
            f"change the key stack to {own}, else restore the file from version control"
        )
        raise FileError([Problem(message, Location(shown(path), 1, 1))])
    return lock


def names(path: FilePath) -> frozenset[str]:
    """The workloads that a file speaks of, however broken; none where there is no such file."""
    try:
        return frozenset(_section(Tree(_text_of(path), shown(path)).data, "workloads"))
    except FileError:
        return frozenset()


def _text_of(path: FilePath) -> str:
    return text_of(path, limit=SIZE_LIMIT, smaller="split the stack into several")


def dump(lock: Lock) -> str:
    """The text of a lock: one for equal locks, each part sorted by name."""
    accounts = {name: _Line(entry) for name, entry in plain_accounts(lock).items()}
    workloads = {
        name: {**entry, "places": [_Line(place) for place in entry["places"]]}
        for name, entry in plain_workloads(lock).items()
    }
    group = plain_group(lock)
    prod = {"environment": "prod"} if lock.prod else {}
    head = prod if group is None else {**prod, GROUP: _Line(group)}
    parts: tuple[Plain, ...] = (
        {"lock_version": VERSION, "stack": lock.stack, **head},
        {"accounts": accounts},
        {"workloads": workloads},
    )
    name = lock.stack if lock.stack.isprintable() else "STACK"
    title = f"# Made by `planner lock {name}`. Commit it; do not edit it.\n"
    return title + "\n".join(map(_yaml, parts))


class _Line(dict[str, Any]):
    """A mapping that is written on one line, so that a change of it is one line too."""


class _Dumper(yaml.SafeDumper):
    """Without anchors; in Python, since libyaml's breaks some lines elsewhere."""

    def ignore_aliases(self, _: object) -> bool:
        return True


def _on_one_line(dumper: yaml.SafeDumper, line: _Line) -> yaml.Node:
    return dumper.represent_mapping("tag:yaml.org,2002:map", line, flow_style=True)


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    """Text as usual; with escapes where a line break or a control character is in it."""
    style = None if text.isprintable() else '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style)


_Dumper.add_representer(_Line, _on_one_line)
_Dumper.add_representer(str, _text)


def _yaml(part: Plain) -> str:
    return yaml.dump(
        part,
        Dumper=_Dumper,
        sort_keys=False,
        allow_unicode=True,
        width=float("inf"),
    )


def parse(text: str, file: str = f"stack{ENDING}", forgive: Collection[str] = ()) -> Lock:
    """The lock in a text; raises FileError with every problem found.

    Entries of the workloads in `forgive` are left out where they are broken, and so are broken
    accounts in which only such workloads stand.
    """
    _refuse_conflicts(text, file)
    tree = Tree(text, file)
    tree.mapping(f"a lock file is a mapping that starts with lock_version: {VERSION}")
    return _lock(tree, forgive)


def _lock(tree: Tree, forgive: Collection[str]) -> Lock:
    form, wrong = _schema(tree)
    wrong += [*_edited(tree), *_homeless(tree)]
    broken = {each.path[:2] for each in wrong}
    dropped = _dropped(tree.data, broken, forgive)
    problems = [*tree.flaws, *(each.problem for each in wrong if each.path[:2] not in dropped)]
    if problems:
        raise FileError(problems)
    if form is None or dropped:
        form = LockForm.model_validate(_without(tree.data, dropped))
    return lock_from(form)


@dataclass(frozen=True, slots=True)
class _Wrong:
    """A problem, and the key path of what has it."""

    path: Path
    problem: Problem


_MARK = re.compile(r"^(<{7}|={7}|>{7}|\|{7})(?: (.*?))?\r?$", re.MULTILINE)
"""A line that git leaves where two branches changed the same lines."""


def _refuse_conflicts(text: str, file: str) -> None:
    """Raise FileError for a text with conflict markers: they say more than YAML would."""
    marks = [(mark[1][0], mark[2] or "", mark.start()) for mark in _MARK.finditer(text)]
    opening = [mark for mark in marks if mark[0] == "<"] or marks
    sides = dict.fromkeys(side for sign, side, _ in marks if sign in "<>" and side)
    who = f" ({' and '.join(sides)})" if sides else ""
    said = f"two branches changed the lock{who}; take either side, then run planner lock {_stack(file)}"
    if marks:
        lines = (text.count("\n", 0, start) + 1 for _, _, start in opening)
        raise FileError(Problem(said, Location(file, line, 1)) for line in lines)


def _stack(file: str) -> str:
    """The stack whose lock is in a file."""
    return PurePath(file).name.removesuffix(ENDING)


def _schema(tree: Tree) -> tuple[LockForm | None, list[_Wrong]]:
    try:
        return LockForm.model_validate(tree.data), []
    except ValidationError as error:
        return None, [_not_as_asked(detail, tree) for detail in error.errors()]


def _not_as_asked(detail: ErrorDetails, tree: Tree) -> _Wrong:
    path = tuple(detail["loc"])
    if detail["type"] == "extra_forbidden":
        text = unknown_key(str(path[-1]), model_at(path[:-1], LockForm))
        return _Wrong(path, Problem(text, tree.locate_key(path)))
    if detail["type"] == "missing":
        return _Wrong(path, Problem(f"{path[-1]} is required", tree.locate(path)))
    if path == ("lock_version",) and isinstance(detail["input"], int):
        text = f"lock_version is {detail['input']!r}; this planner reads {VERSION}"
        return _Wrong(path, Problem(f"{text}: use the planner that wrote it", tree.locate(path)))
    key = next((step for step in reversed(path) if isinstance(step, str)), "the file")
    return _Wrong(path, Problem(message(detail, key), tree.locate(path)))


def _section(data: Any, key: str) -> Mapping[str, Any]:  # noqa: ANN401 - YAML holds anything
    """The mappings in a section, whatever else is wrong with it."""
    section = data.get(key) if isinstance(data, dict) else None
    entries = section.items() if isinstance(section, dict) else ()
    return {name: entry for name, entry in entries if isinstance(entry, dict)}


def _places(entry: Mapping[str, Any]) -> Iterator[tuple[int, Mapping[str, Any]]]:
    places = entry.get("places")
    for index, place in enumerate(places if isinstance(places, list) else ()):
        if isinstance(place, dict):
            yield index, place


def _edited(tree: Tree) -> Iterator[_Wrong]:
    """Entries whose digest is not that of what they say."""
    restore = "restore it from version control"
    group = tree.data.get(GROUP) if isinstance(tree.data, dict) else None
    if isinstance(group, dict) and group.get("digest") != digest(GROUP, group):
        text = "group was edited by hand: its digest is not that of its content"
        yield _Wrong((GROUP,), Problem(f"{text}; {restore}", tree.locate_key((GROUP,))))
    for section, way_out in (
        ("accounts", restore),
        (
            "workloads",
            f"{restore}, or run planner lock {_stack(tree.file)} --upgrade {{}} to resolve it anew",
        ),
    ):
        for name, entry in _section(tree.data, section).items():
            if entry.get("digest") != digest(name, entry):
                text = f"{name} was edited by hand: its digest is not that of its content"
                place = tree.locate_key((section, name))
                yield _Wrong((section, name), Problem(f"{text}; {way_out.format(name)}", place))


def _homeless(tree: Tree) -> Iterator[_Wrong]:
    """Places in accounts that the lock does not have, or has elsewhere."""
    accounts = _section(tree.data, "accounts")
    for name, entry in _section(tree.data, "workloads").items():
        for index, place in _places(entry):
            text = _misplaced(place, accounts)
            if text:
                path = ("workloads", name, "places", index, "account")
                way_out = f"run planner lock {_stack(tree.file)} --upgrade {name}"
                problem = Problem(f"{name} {text}; {way_out}", tree.locate(path))
                yield _Wrong(path, problem)


def _misplaced(place: Mapping[str, Any], accounts: Mapping[str, Any]) -> str:
    """What is wrong with a place's account; empty when nothing is, or it is no text at all."""
    account, region = place.get("account"), place.get("region")
    if not isinstance(account, str) or not isinstance(region, str):
        return ""
    if account not in accounts:
        return f"stands in account {account}, which this lock does not list"
    there = accounts[account].get("region")
    if there == region or not isinstance(there, str):
        return ""
    return f"stands in {region}, but its account {account} is in {there}"


def _dropped(data: Any, broken: Collection[Path], forgive: Collection[str]) -> set[Path]:  # noqa: ANN401 - YAML holds anything
    """The entries that are forgiven, as key paths."""
    stand_in: dict[str, set[str]] = {}
    for name, entry in _section(data, "workloads").items():
        for _, place in _places(entry):
            stand_in.setdefault(str(place.get("account")), set()).add(name)
    accounts = {name for name, users in stand_in.items() if users <= set(forgive)}
    gone = {("accounts", name) for name in accounts if ("accounts", name) in broken}
    moved = {name for _, name in gone for name in stand_in[name]}
    moved |= {name for name in forgive if ("workloads", name) in broken}
    return {*gone, *(("workloads", name) for name in moved)}


def _without(data: Any, dropped: Collection[Path]) -> Plain:  # noqa: ANN401 - YAML holds anything
    return {
        key: {n: entry for n, entry in section.items() if (key, n) not in dropped}
        if isinstance(section, dict)
        else section
        for key, section in data.items()
    }
