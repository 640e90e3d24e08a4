"""`planner completion SHELL`."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping, Sequence

from planner.checks.registry import RULES
from planner.cli.commands import Context, Definition, Result
from planner.cli.completing import places
from planner.cli.parser import Parser, add_output_options
from planner.cli.shells import Shell
from planner.cli.snapshots import catalog_of
from planner.cli.words import word_of
from planner.facts.capable import known_words
from planner.facts.catalog import Catalog
from planner.facts.residency import words
from planner.facts.snapshot import shipped
from planner.report.document import DocumentReport


def _configure(parser: Parser) -> None:
    parser.option(
        "shell",
        type=word_of(Shell, "shell"),
        metavar="SHELL",
        help=f"{', '.join(Shell)}; such as: source <(planner completion bash)",
    )
    add_output_options(parser)


def _run(values: Namespace, _: Context) -> Result:
    shell: Shell = values.shell
    return Result(DocumentReport(shell.script(tuple(places(_named(catalog_of(None)))))))


def _named(catalog: Catalog) -> Mapping[str, Sequence[str]]:
    """The names that arguments take, by metavar, as the newest snapshot has them."""
    models = [_one_word(model) for model in catalog.models()]
    pins = [
        f"{_one_word(model)}@{version}"
        for model in catalog.models()
        for version in catalog.versions(model)
    ]
    return {
        "MODEL": models,
        "MODEL[@VERSION]": (*models, *pins),
        "R": tuple(catalog.regions),
        "C": sorted({name for snapshot in shipped() for name in known_words(catalog_of(snapshot))}),
        "X": words(catalog),
        "SNAPSHOT": tuple(shipped()),
        "SNAPSHOT|MODEL[@VERSION]": (*shipped(), *catalog.models(), *pins),
        "SNAPSHOT|DIR": tuple(shipped()),
        "A": tuple(shipped()),
        "B": tuple(shipped()),
        "ID": sorted(each.rule.id for each in RULES),
    }


def _one_word(full: str) -> str:
    """A model's name without blanks, which every command understands: `MistralAI/Codestral-2501`."""
    return full.replace(" ", "")


COMMAND = Definition(_configure, _run)
