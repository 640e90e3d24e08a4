"""Writes again what Azure accepted and then failed to make.

The state is refreshed before every run, and for Pulumi what exists is as it should be, whatever
Azure says of its end. So a deployment that stands as `Failed` would stay so, and the next run
would find nothing to do. A tag that differs makes the run write it; the run after that takes
the tag away.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

import pulumi
from pulumi.runtime.stack import register_stack_transformation

from planner.domain.settings import AGAIN_TAG
from planner.domain.urns import name_of, outputs_of, type_of

TAG = AGAIN_TAG
_ENDED_BADLY = {"Failed", "Canceled"}
"""Provisioning states in which nothing goes on. Source: ARM's asynchronous operations, 2026."""
_TAGGED = {
    "azure-native:cognitiveservices:Account",
    "azure-native:cognitiveservices:Deployment",
}
_DIGITS = 8

Marks = Mapping[tuple[str, str], str]
"""What the tag says, by type and logical name."""


def marks(resources: Mapping[str, object] | None) -> Marks:
    """Of what ended badly, by what the state says of it: another mark after each attempt."""
    found: dict[tuple[str, str], str] = {}
    for urn, resource in (resources or {}).items():
        outputs = outputs_of(resource)
        if type_of(urn) in _TAGGED and _state(outputs) in _ENDED_BADLY:
            found[type_of(urn), name_of(urn)] = _mark(outputs)
    return found


def _state(outputs: Mapping[str, Any]) -> object:
    properties = outputs.get("properties")
    return properties.get("provisioningState") if isinstance(properties, Mapping) else None


def _mark(outputs: Mapping[str, Any]) -> str:
    """Azure gives an etag to each version of a resource."""
    return hashlib.sha256(str(outputs.get("etag")).encode()).hexdigest()[:_DIGITS]


def warnings(found: Marks) -> tuple[str, ...]:
    """One line for each, for whoever reads the run."""
    return tuple(
        f"{name} stands as failed in Azure: it is written again (tag {TAG})"
        for _, name in sorted(found)
    )


def write_again(found: Marks) -> None:
    """Tag these from now on, so that the run writes them; before the first resource."""
    if found:
        register_stack_transformation(lambda args: _tagged(args, found))


def _tagged(
    args: pulumi.ResourceTransformationArgs, found: Marks
) -> pulumi.ResourceTransformationResult | None:
    mark = found.get((args.type_, args.name))
    if mark is None:
        return None
    said = args.props.get("tags")
    tags = {**(said if isinstance(said, Mapping) else {}), TAG: mark}
    return pulumi.ResourceTransformationResult({**args.props, "tags": tags}, args.opts)
