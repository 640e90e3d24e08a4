"""Reads what `pulumi stack export` printed: the operations that a run began and never ended."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from planner.domain.begun import Begun, CutOff, arm_id
from planner.domain.problem import FileError, Problem
from planner.domain.urns import name_of, type_of
from planner.files import export

_STACK = "pulumi:pulumi:Stack"


def read(path: Path, subscription: str | None = None) -> CutOff:
    """What a file of `pulumi stack export` says was begun. Raises FileError for any other file.

    `subscription` is needed where nothing of the stack stands yet; else its own ids say it.
    """
    deployment = _deployment(path)
    pending = [*_pending(deployment)]
    there = [*_mappings(deployment.get("resources")), *(each for _, each in pending)]
    known = subscription or _subscription(there)
    begun = tuple(_begun(operation, resource, known) for operation, resource in pending)
    return CutOff(_stack(there), begun)


def _deployment(path: Path) -> Mapping[str, Any]:
    try:
        return export.deployment(path)
    except export.NoExportError as error:
        said = f"{error.why}: save what `pulumi stack export` prints"
        raise FileError([Problem(said, error.place)]) from error


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
    type_, id_ = type_of(urn), resource.get("id")
    given = inputs if isinstance(inputs, dict) else {}
    above = parent if isinstance(parent, str) and type_of(parent) != _STACK else None
    known = id_ if id_ and isinstance(id_, str) else arm_id(type_, given, subscription)
    return Begun(operation, type_, name_of(urn), above, known)


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
