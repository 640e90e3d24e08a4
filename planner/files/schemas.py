"""JSON Schemas of the files that people and programs hand to the planner, for editors and CI.

They are made of the classes that read the files, and say what JSON Schema can say: that a region
exists, or that a capacity fits its type, only the planner knows.
"""

from __future__ import annotations

from types import ModuleType
from typing import Any

from pydantic import BaseModel

from planner.domain import deployment, settings, workload
from planner.domain.docstrings import attribute_docs
from planner.files import live, lockform

Schema = dict[str, Any]

_HEIRS = {
    settings.Accounts.__name__: settings.AccountSettings.__name__,
    workload.Workload.__name__: deployment.DeploymentSettings.__name__,
    lockform.PlaceEntry.__name__: deployment.DeploymentSettings.__name__,
}
"""The classes of the schemas that have keys of another one, with that one's name."""


def stack_schema() -> Schema:
    """The schema of a stack file.

    It knows that `defaults` takes any workload key, and that a key given there need not be
    repeated: `model` is required of each workload unless `defaults` has one.
    """
    schema = _described(workload.StackFile, settings, deployment, workload)
    each = schema["$defs"]["Workload"]
    required = each.pop("required")
    defaults = {**each, "title": "Defaults", "description": "Workload keys that hold for all."}
    schema["$defs"]["Defaults"] = defaults
    described = schema["properties"]["defaults"]["description"]
    schema["properties"]["defaults"] = {"$ref": "#/$defs/Defaults", "description": described}
    return {**schema, **_required_unless_default(required)}


def lock_schema() -> Schema:
    """The schema of a lock file. Digests are not checked by it."""
    return _described(lockform.LockForm, deployment, lockform)


def live_schema() -> Schema:
    """The schema of a live snapshot; counters may have keys that the planner passes over."""
    return _described(live.LiveForm, live)


def _required_unless_default(keys: list[str]) -> Schema:
    given = {"properties": {"defaults": {"required": keys}}, "required": ["defaults"]}
    each = {"additionalProperties": {"required": keys}}
    return {"if": given, "else": {"properties": {"workloads": each}}}


def _described(root: type[BaseModel], *modules: ModuleType) -> Schema:
    """The schema of a class with each key's docstring as its description.

    Pydantic can do this when the classes are made, but then reads the source at every start.
    """
    schema = root.model_json_schema()
    parts = {**schema.get("$defs", {}), root.__name__: schema}
    told = [each for module in modules for each in attribute_docs(module)]
    told += [(heir, k, t) for heir, of in _HEIRS.items() for name, k, t in told if name == of]
    for name, key, text in told:
        if key in parts.get(name, {}).get("properties", {}):
            parts[name]["properties"][key]["description"] = text
    return schema
