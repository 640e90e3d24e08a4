"""`planner schema`."""

from __future__ import annotations

import ast
import inspect
from argparse import Namespace
from collections.abc import Iterator
from itertools import pairwise
from types import ModuleType
from typing import Any

from planner.cli.commands import Context, Definition, Result
from planner.cli.parser import Parser, add_output_options
from planner.domain import deployment, workload
from planner.domain import settings as accounts
from planner.report.schema import SchemaReport

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
    schema = _described(workload.StackFile.model_json_schema())
    each = schema["$defs"]["Workload"]
    required = each.pop("required")
    defaults = {**each, "title": "Defaults", "description": "Workload keys that hold for all."}
    schema["$defs"]["Defaults"] = defaults
    described = schema["properties"]["defaults"]["description"]
    schema["properties"]["defaults"] = {"$ref": "#/$defs/Defaults", "description": described}
    return {
        "$schema": _DIALECT,
        **schema,
        "title": "Stack file of the Azure OpenAI deployment planner",
        **_required_unless_default(required),
    }


def _described(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema with each key's docstring as its description.

    Pydantic can do this when the classes are made, but then reads the source at every start.
    """
    models = {**schema["$defs"], workload.StackFile.__name__: schema}
    told = [each for module in _MODULES for each in _docstrings(module)]
    told += [(_HEIRS[name], key, text) for name, key, text in told if name in _HEIRS]
    for name, key, text in told:
        if key in models.get(name, {}).get("properties", {}):
            models[name]["properties"][key]["description"] = text
    return schema


_MODULES = (accounts, deployment, workload)
_HEIRS = {
    accounts.AccountSettings.__name__: accounts.Accounts.__name__,
    deployment.DeploymentSettings.__name__: workload.Workload.__name__,
}
"""The classes of the schema that have keys of another one, by that one's name."""


def _docstrings(module: ModuleType) -> Iterator[tuple[str, str, str]]:
    """Class, attribute and text of each docstring that stands under an attribute."""
    classes = (
        node for node in ast.parse(inspect.getsource(module)).body if isinstance(node, ast.ClassDef)
    )
    for each in classes:
        for attribute, after in pairwise(each.body):
            match attribute, after:
                case ast.AnnAssign(target=ast.Name(id=key)), ast.Expr(
                    value=ast.Constant(value=str(text))
                ):
                    yield each.name, key, inspect.cleandoc(text)


def _required_unless_default(keys: list[str]) -> dict[str, Any]:
    given = {"properties": {"defaults": {"required": keys}}, "required": ["defaults"]}
    each = {"additionalProperties": {"required": keys}}
    return {"if": given, "else": {"properties": {"workloads": each}}}


COMMAND = Definition(_configure, _run)
