"""A Pulumi project as the CLI reads it: `Pulumi.yaml`, `Pulumi.<stack>.yaml`, typed config."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml

SECURE = "secure"


class ProjectError(Exception):
    """A project or its configuration is wrong; `problems` has one line for each thing."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


@dataclass(frozen=True, slots=True)
class Project:
    """A project with the configuration of one stack."""

    name: str
    program: Path
    """The folder or file that is run."""
    config: Mapping[str, str]
    """Values by `project:key`, sorted; every value is text, as programs get them."""
    secrets: frozenset[str]
    """Keys in `config` whose value is encrypted, and therefore not known here."""


def read(directory: Path, stack: str, given: Mapping[str, str]) -> Project:
    """The project in `directory`; `given` wins over the stack's file, which wins over defaults.

    Raises ProjectError when a file cannot be read, or when a value is missing or not of its
    declared type. As in the CLI, keys that nothing declares are the program's business.
    """
    described = _mapping(directory / "Pulumi.yaml")
    name = described.get("name")
    if not isinstance(name, str):
        raise ProjectError([f"{directory / 'Pulumi.yaml'}: name is missing"])
    declared = _qualified(_section(described, "config"), name)
    values = _stack_values(directory / f"Pulumi.{stack}.yaml", name)
    values |= _qualified(given, name)
    problems = [text for key in sorted(declared) for text in _judge(key, declared, values, stack)]
    if problems:
        raise ProjectError(problems)
    merged = _defaults(declared) | values
    secrets = frozenset(key for key, value in merged.items() if _encrypted(value))
    config = {key: _text(value) for key, value in sorted(merged.items())}
    return Project(name, directory / str(described.get("main") or "."), config, secrets)


def _mapping(path: Path) -> dict[str, Any]:
    try:
        loaded = yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ProjectError([f"{path}: there is no such file"]) from None
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise ProjectError([f"{path}: cannot be read: {' '.join(str(error).split())}"]) from error
    if loaded is None:
        return {}
    if not isinstance(loaded, dict):
        raise ProjectError([f"{path}: must be a mapping"])
    return loaded


def _section(described: Mapping[str, Any], key: str) -> dict[str, Any]:
    section = described.get(key)
    return section if isinstance(section, dict) else {}


def _stack_values(path: Path, project: str) -> dict[str, Any]:
    """The stack's own values; a stack without a file has none, as in the CLI."""
    return _qualified(_section(_mapping(path), "config"), project) if path.exists() else {}


def _qualified(values: Mapping[str, Any], project: str) -> dict[str, Any]:
    return {key if ":" in key else f"{project}:{key}": value for key, value in values.items()}


def _encrypted(value: object) -> bool:
    return isinstance(value, dict) and set(value) == {SECURE}


def _spec(value: object) -> Mapping[str, Any]:
    """A key's declaration; a bare value is its default."""
    return value if isinstance(value, dict) else {"default": value}


def _default(declared: object) -> object:
    spec = _spec(declared)
    return spec.get("value", spec.get("default"))


def _defaults(declared: Mapping[str, Any]) -> dict[str, Any]:
    found = {key: _default(value) for key, value in declared.items()}
    return {key: value for key, value in found.items() if value is not None}


def _judge(
    key: str, declared: Mapping[str, Any], values: Mapping[str, Any], stack: str
) -> list[str]:
    spec, short = _spec(declared[key]), key.split(":", 1)[1]
    if key not in values:
        missing = _default(spec) is None and "type" in spec
        return [f"stack {stack!r} is missing the configuration value {short!r}"] if missing else []
    wanted = spec.get("type")
    if wanted is None or _encrypted(values[key]) or _fits(values[key], spec):
        return []
    return [f"stack {stack!r} with configuration key {short!r} must be of type {wanted!r}"]


def _fits(value: object, spec: Mapping[str, Any]) -> bool:
    """Whether a value is of the declared type; texts count as what they spell."""
    match spec.get("type"):
        case "string":
            return not isinstance(value, dict | list)
        case "integer":
            return _is_integer(value)
        case "boolean":
            return isinstance(value, bool) or value in ("true", "false")
        case "array":
            items = _structured(value)
            inner = spec.get("items") or {}
            return isinstance(items, list) and all(_fits(each, inner) for each in items)
        case "object":
            return isinstance(_structured(value), dict)
    return True


def _is_integer(value: object) -> bool:
    if isinstance(value, str):
        return value.removeprefix("-").removeprefix("+").isdecimal()
    return isinstance(value, int) and not isinstance(value, bool)


def _structured(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return None


def _text(value: object) -> str:
    """A value as the CLI hands it to a program."""
    if _encrypted(value):
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict | list):
        return json.dumps(value, separators=(",", ":"), default=_text)
    if isinstance(value, date) and not isinstance(value, datetime):
        return f"{value.isoformat()} 00:00:00 +0000 UTC"
    return "" if value is None else str(value)
