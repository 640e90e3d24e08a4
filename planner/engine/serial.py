"""A preview as JSON data; format_version 1, the public form of `planner preview --json`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from planner.engine.preview import (
    NOT_CHECKED,
    Chain,
    Log,
    Options,
    Preview,
    Resource,
    Secret,
    Unknown,
)
from planner.engine.preview import Value as PreviewValue

FORMAT_VERSION = 1
UNKNOWN = {"$unknown": True}
SECRET = {"$secret": True}


def serialise(preview: Preview) -> dict[str, Any]:
    """The preview in JSON's own types, every key always there.

    A value that only Azure will know is `{"$unknown": true}`, a secret `{"$secret": true}`.
    """
    return {
        "format_version": FORMAT_VERSION,
        "project": preview.project,
        "stack": preview.stack,
        "outcome": preview.outcome.value,
        "error": preview.error,
        "config": _value(preview.config),
        "resources": [_resource(each) for each in preview.resources],
        "chains": [_chain(each) for each in preview.chains],
        "logs": [_log(each) for each in preview.logs],
        "outputs": _value(preview.outputs),
        "not_checked": list(NOT_CHECKED),
    }


def _chain(chain: Chain) -> dict[str, Any]:
    """`seconds` is an estimate, without what provisioned deployments add."""
    return {
        "account": chain.account,
        "writes": list(chain.writes),
        "provisioned": chain.provisioned,
        "seconds": chain.seconds,
    }


def _value(value: PreviewValue) -> Any:  # noqa: ANN401 (JSON has no type of its own)
    match value:
        case Unknown():
            return dict(UNKNOWN)
        case Secret():
            return dict(SECRET)
        case None | bool() | int() | float() | str():
            return value
        case Mapping():
            return {key: _value(each) for key, each in value.items()}
        case Sequence():
            return [_value(each) for each in value]


def _resource(resource: Resource) -> dict[str, Any]:
    return {
        "urn": resource.urn,
        "type": resource.type,
        "name": resource.name,
        "parent": resource.parent,
        "depth": resource.depth,
        "custom": resource.custom,
        "wave": resource.wave,
        "inputs": _value(resource.inputs),
        "outputs": _value(resource.outputs),
        "dependencies": list(resource.dependencies),
        "property_dependencies": {
            key: list(urns) for key, urns in resource.property_dependencies.items()
        },
        "options": _options(resource.options),
    }


def _options(options: Options) -> dict[str, Any]:
    return {
        "protect": options.protect,
        "retain_on_delete": options.retain_on_delete,
        "delete_before_replace": options.delete_before_replace,
        "replace_on_changes": list(options.replace_on_changes),
        "ignore_changes": list(options.ignore_changes),
        "deleted_with": options.deleted_with,
        "timeouts": dict(options.timeouts),
        "import_id": options.import_id,
        "hooks": list(options.hooks),
    }


def _log(log: Log) -> dict[str, Any]:
    return {"severity": log.severity.value, "message": log.message, "urn": log.urn}
