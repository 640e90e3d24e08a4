"""`planner schema`."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from planner.cli.commands import Context, Definition, Result
from planner.cli.parser import Parser, add_output_options
from planner.report.schema import SchemaReport
from planner.workload import StackFile

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def _configure(parser: Parser) -> None:
    add_output_options(parser)


def _run(_: Namespace, __: Context) -> Result:
    return Result(SchemaReport(stack_schema()))


def stack_schema() -> dict[str, Any]:
    """The JSON Schema of a stack file.

    It knows that `defaults` takes any workload key, and that a key given there need not be
    repeated: `model` is required of each workload unless `defaults` has one.
    """
    schema = StackFile.model_json_schema()
    workload = schema["$defs"]["Workload"]
    required = workload.pop("required")
    defaults = {**workload, "title": "Defaults", "description": "Workload keys that hold for all."}
    schema["$defs"]["Defaults"] = defaults
    described = schema["properties"]["defaults"]["description"]
    schema["properties"]["defaults"] = {"$ref": "#/$defs/Defaults", "description": described}
    return {
        "$schema": _DIALECT,
        **schema,
        "title": "Stack file of the Azure OpenAI deployment planner",
        **_required_unless_default(required),
    }


def _required_unless_default(keys: list[str]) -> dict[str, Any]:
    given = {"properties": {"defaults": {"required": keys}}, "required": ["defaults"]}
    each = {"additionalProperties": {"required": keys}}
    return {"if": given, "else": {"properties": {"workloads": each}}}


COMMAND = Definition(_configure, _run)
