"""The commands: each a member that builds what it stands for, and only when it is asked for."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from typing import cast

from planner.cli.errors import UsageError
from planner.cli.exits import ExitCode
from planner.cli.parser import Parser
from planner.cli.words import unknown
from planner.report.base import Report


@dataclass(frozen=True, slots=True)
class Context:
    """What a command may know of the world besides its arguments."""

    today: date
    directory: Path
    """Where the user stands; `stacks/` is looked for here."""


@dataclass(frozen=True, slots=True)
class Result:
    """What a command hands back: the report, the exit code, and what to complain about."""

    report: Report
    code: ExitCode = ExitCode.OK
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Definition:
    """One command: how it reads its arguments, and what it does with them."""

    configure: Callable[[Parser], None]
    run: Callable[[Namespace, Context], Result]
    """Raises UsageError, FileError or CatalogError for what the caller got wrong."""


class Command(StrEnum):
    """Every command: its words, one line about it, and the word of its form where that differs.

    The one list that help, parser, completion, schemas and tests go by: docs/architecture.md says
    how to add a command.
    """

    summary: str
    says: str
    """The published form of what it says with `--json`, as `planner schema --for` knows it."""

    def __new__(cls, words: str, summary: str, says: str = "") -> Command:
        member = str.__new__(cls, words)
        member._value_ = words
        member.summary = summary
        member.says = says or words
        return member

    INIT = "init", "write a first stack file that passes", "document"
    CHECK = "check", "find what would fail, and what would fix it"
    PLAN = "plan", "show what would be deployed where, and what is refused"
    PREVIEW = "preview", "findings, plan and resource tree, offline"
    WHERE = "where", "where a model can be had, as which type, until when"
    EXPLAIN = "explain", "how a workload got its place, or why it got none"
    LOCK = "lock", "write down what was placed where, so that it stays there"
    RECOVER = "recover", "what to run after a run of pulumi was cut off"
    RULES = "rules", "list the rules, or show the page of one"
    SCHEMA = "schema", "print the JSON Schema of a file or of an output", "stack"
    COMPLETION = "completion", "print what completes commands in a shell", "document"
    CATALOG_LIST = "catalog list", "list the snapshots that are shipped", "snapshots"
    CATALOG_SHOW = "catalog show", "show what a snapshot holds", "catalog"
    CATALOG_DISPUTES = (
        "catalog disputes",
        "what the sources of a snapshot see differently",
        "disputes",
    )
    CATALOG_DIFF = "catalog diff", "compare two snapshots, and what it means for a stack", "diff"
    CATALOG_IMPORT_DOCS = (
        "catalog import docs",
        "make a snapshot from documentation tables",
        "snapshots",
    )

    @property
    def definition(self) -> Definition:
        """The command itself, from the file of its name."""
        module = import_module(f"planner.cli.{self.value.replace(' ', '_')}")
        return cast("Definition", module.COMMAND)

    def parser(self) -> Parser:
        """The command's arguments."""
        parser = Parser(f"planner {self.value}", f"{self.summary[0].upper()}{self.summary[1:]}.")
        self.definition.configure(parser)
        return parser


def split(arguments: Sequence[str]) -> tuple[Command, list[str]]:
    """The command that the first arguments name, and the others.

    Raises UsageError with the near command when there is no such one.
    """
    for command in Command:
        words = command.value.split()
        if [*arguments[: len(words)]] == words:
            return command, [*arguments[len(words) :]]
    raise UsageError(_no_command(arguments), "see: planner --help")


def group_of(arguments: Sequence[str]) -> tuple[str, ...]:
    """The words that lead to several commands, such as `catalog`; none is the whole list."""
    words: tuple[str, ...] = ()
    for word in arguments:
        if not any(_leads((*words, word), command) for command in Command):
            break
        words = (*words, word)
    return words


def listing(group: tuple[str, ...] = ()) -> str:
    """The commands of a group with their summaries, for people."""
    commands = [command for command in Command if not group or _leads(group, command)]
    width = max(len(command.value) for command in commands)
    lines = [f"  {command.value:{width}}  {command.summary}" for command in commands]
    return "\n".join(lines)


def _leads(words: tuple[str, ...], command: Command) -> bool:
    return tuple(command.value.split()[: len(words)]) == words


def _no_command(arguments: Sequence[str]) -> str:
    group = group_of(arguments)
    known = list(dict.fromkeys(c.value.split()[len(group)] for c in Command if _leads(group, c)))
    name = " ".join(["planner", *group])
    if len(arguments) == len(group):
        return f"{name}: a command is missing; known: {', '.join(known)}"
    wrong = arguments[len(group)]
    if wrong.startswith("-"):
        return f"{name}: {wrong} is no option here; options come after the command: {name} COMMAND {wrong}"
    return f"{name}: {unknown('command', wrong, known)}"
