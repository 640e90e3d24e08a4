"""Reads what `pulumi stack export` printed: the operations that a run began and never ended."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from planner.domain.begun import Begun, CutOff, arm_id
from planner.domain.finding import Location
from planner.domain.problem import FileError, Problem
from planner.files.text import shown, text_of

SIZE_LIMIT = 256 * 1024 * 1024
"""Bytes; ten thousand deployments take about forty million."""

_STACK = "pulumi:pulumi:Stack"


def read(path: Path, subscription: str | None = None) -> CutOff:
    """What a file of `pulumi stack export` says was begun. Raises FileError for any other file.

    `subscription` is needed where nothing of the stack stands yet; else its own ids say it.
    """
    text = text_of(path, limit=SIZE_LIMIT, smaller="it is no state of a stack of ours")
    deployment = _deployment(_json(text, shown(path)), shown(path))
    resources = [*_mappings(deployment.get("resources"))]
    pending = [*_pending(deployment)]
    known = subscription or _subscription([*resources, *(each for _, each in pending)])
    begun = tuple(_begun(operation, resource, known) for operation, resource in pending)
    return CutOff(_stack([*resources, *(each for _, each in pending)]), begun)


def _json(text: str, file: str) -> object:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        place = Location(file, error.lineno, error.colno)
        said = f"no JSON: {error.msg}; save what `pulumi stack export` prints"
        raise FileError([Problem(said, place)]) from error
    except RecursionError:
        raise FileError([Problem("nested too deeply", Location(file, 1, 1))]) from None


def _deployment(data: object, file: str) -> Mapping[str, Any]:
    found = data.get("deployment") if isinstance(data, dict) else None
    if isinstance(found, dict):
        return found
    said = "this is no state of a stack: save what `pulumi stack export` prints"
    raise FileError([Problem(said, Location(file, 1, 1))])


def _mappings(found: object) -> Iterator[Mapping[str, Any]]:
    for each in found if isinstance(found, list) else ():
        if isinstance(each, dict):
            yield each


def _pending(deployment: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for each in _mappings(deployment.get("pending_operations")):
        resource = each.get("resource")
        if isinstance(resource, dict) and isinstance(resource.get("urn"), str):
            yield str(each.get("type")), resource


def _begun(operation: str, resource: Mapping[str, Any], subscription: str | None) -> Begun:
    urn, parent, inputs = resource["urn"], resource.get("parent"), resource.get("inputs")
    type_ = _type(urn)
    given = inputs if isinstance(inputs, dict) else {}
    above = parent if isinstance(parent, str) and _type(parent) != _STACK else None
    id_ = resource.get("id") or arm_id(type_, given, subscription)
    return Begun(operation, type_, urn.rpartition("::")[2], above, id_)


def _type(urn: str) -> str:
    """The resource's own type: `urn:pulumi:STACK::PROJECT::PARENTS$TYPE::NAME`."""
    parts = urn.split("::")
    return parts[2].rpartition("$")[2] if len(parts) > len(("urn", "project", "type")) else ""


def _stack(resources: list[Mapping[str, Any]]) -> str:
    urn = next((each["urn"] for each in resources if isinstance(each.get("urn"), str)), "")
    return str(urn).partition("::")[0].removeprefix("urn:pulumi:")


def _subscription(resources: list[Mapping[str, Any]]) -> str | None:
    """As any id of what stands, or of what a resource is about, has it."""
    for each in resources:
        inputs = each.get("inputs")
        about = inputs if isinstance(inputs, dict) else {}
        for text in (each.get("id"), about.get("scope"), about.get("resourceUri")):
            parts = text.split("/") if isinstance(text, str) else []
            if parts[:2] == ["", "subscriptions"] and len(parts) > len(("", "subscriptions")):
                return parts[2]
    return None
