"""`planner schema [--for WORD]`."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Mapping
from typing import Any

from planner.cli.commands import Context, Definition, Result
from planner.cli.parser import Parser, add_output_options
from planner.cli.words import one_of
from planner.files.schemas import live_schema, lock_schema, stack_schema
from planner.report.forms.base import VERSION
from planner.report.forms.describe import DIALECT
from planner.report.forms.published import Output
from planner.report.schema import SchemaReport

_FILES: Mapping[str, tuple[str, Callable[[], dict[str, Any]]]] = {
    "stack": ("Stack file of the Azure OpenAI deployment planner", stack_schema),
    "lock-file": ("Lock file of the Azure OpenAI deployment planner", lock_schema),
    "live": ("Live snapshot for the Azure OpenAI deployment planner", live_schema),
}
"""The files that are read: by word, their title, and what makes their schema."""

_OUTPUTS = {each.word: each for each in Output}
WORDS = (*_FILES, *_OUTPUTS)


def _configure(parser: Parser) -> None:
    parser.option(
        "--for",
        type=one_of(WORDS, "schema"),
        default="stack",
        dest="word",
        metavar="WORD",
        help=f"a file ({', '.join(_FILES)}; default: stack) or what a command says with --json "
        f"({', '.join(_OUTPUTS)})",
    )
    add_output_options(parser)


def _run(values: Namespace, _: Context) -> Result:
    return Result(SchemaReport(schema_for(values.word)))


def schema_for(word: str) -> dict[str, Any]:
    """The JSON Schema of a file or of an output, with its head. Raises KeyError for another word.

    Its `$id` is a name and no address: nothing is there to fetch, and it changes only with the
    version of what it describes.
    """
    if word in _FILES:
        title, make = _FILES[word]
        schema = make()
    else:
        title, schema = f"What `{_OUTPUTS[word].said_by}` says", _OUTPUTS[word].schema()
    identity = f"urn:azure-openai-planner:schema:{word}:{VERSION}"
    head = {"$schema": DIALECT, "$id": identity, "title": title}
    return {**head, **schema, "title": title}


COMMAND = Definition(_configure, _run)
