"""A schema's errors in our words: what was given, what it must be, and the near name.

Pydantic says what is wrong with data; these sentences say it to whoever wrote the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches
from typing import get_args

from pydantic_core import ErrorDetails

from planner.domain.finding import Location, Path
from planner.domain.problem import Problem
from planner.domain.schema import Strict
from planner.domain.terms import Unit
from planner.files.amounts import advice, meant, quota_advice

_EXPECTED = {
    "float_parsing": "a number",
    "float_type": "a number",
    "int_parsing": "a whole number",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "bool_parsing": "true or false",
    "bool_type": "true or false",
    "string_type": "text",
    "model_type": "a mapping",
    "model_attributes_type": "a mapping",
    "dict_type": "a mapping",
    "tuple_type": "a list",
    "dataclass_type": "text such as gpt-5.1@2025-11-13",
    "form": "{words}",
    "string_too_short": "text of one character or more",
    "too_short": "one entry or more",
    "string_too_long": "text of {max_length} characters or fewer",
    "date_from_datetime_inexact": "a date such as 2026-11-20",
    "date_from_datetime_parsing": "a date such as 2026-11-20",
    "date_parsing": "a date such as 2026-11-20",
    "date_type": "a date such as 2026-11-20",
    "enum": "{expected}",
    "literal_error": "{expected}",
}
_OWN_WORDS = {"model_version", "capacity", "amount", "missing_key", "extra_key", "residency"}


_MUST = "; it must be "
_TRAINED = "gpt-4.1-mini-2025-04-14.ft-0a1b2c3d"


def message(detail: ErrorDetails, key: str, unit: Unit = Unit.TPM) -> str:
    """What is wrong with the value of `key`; `unit` is the one that fits the workload's type."""
    kind, given, context = detail["type"], detail["input"], detail.get("ctx") or {}
    if kind in _OWN_WORDS:
        return detail["msg"]
    if kind == "deployment_type":
        return _unknown_type(detail, context["known"])
    if key == "fine_tuned" and isinstance(given, str):
        return f"fine_tuned is {_shown_value(given)}; write fine_tuned: {{id: {_TRAINED}}}"
    if kind == "size" or (kind == "int_parsing" and meant(given)):
        return f"{key} is {_shown_value(given)}; {advice(key, given, unit)}"
    if glued := _glued(given):
        return f"{key} is {_shown_value(given)}; a space is missing after {glued}"
    expected = _EXPECTED.get(kind, detail["msg"].removeprefix("Input should be "))
    return f"{key} is {_shown_value(given)}{_MUST}{expected.format(**context)}"


def quota_message(detail: ErrorDetails, counter: str) -> str:
    """What is wrong with the quota of a counter, in the numbers that the service counts in."""
    instead = quota_advice(counter, detail["input"]) if detail["type"] == "int_parsing" else None
    if instead is None:
        return message(detail, counter)
    return f"{counter} is {_shown_value(detail['input'])}; {instead}"


def alternatives(problems: Iterable[Problem]) -> list[Problem]:
    """The problems; those that say at one place what one value must be said as one."""
    found: dict[tuple[str, Location | None], list[str]] = {}
    for problem in problems:
        given, _, expected = problem.message.partition(_MUST)
        found.setdefault((given, problem.location), []).append(expected)
    return [
        Problem(_MUST.join(filter(None, (given, " or ".join(dict.fromkeys(expected))))), location)
        for (given, location), expected in found.items()
    ]


def _glued(given: object) -> str:
    """The key of `key:value`, which without a space is one text; empty for another value."""
    found = _KEY.match(given) if isinstance(given, str) else None
    return found[0] if found and found[0] != _ID_OF_OPENAI else ""


_ID_OF_OPENAI = "ft:"
"""How the ids of trained models start at OpenAI itself, `ft:<base>:<organisation>::<id>`."""
_KEY = re.compile(r"[a-z_]+:(?=[^/\s])")


_MEANT = {
    "regional": "standard",
    "regional-standard": "standard",
    "regional-provisioned": "provisioned",
    "ptu": "provisioned",
    "global": "global-standard",
    "data-zone": "data-zone-standard",
    "datazone": "data-zone-standard",
    "batch": "global-batch",
}
"""Words of the documents and the portal for a type, which are spelt like another one."""


def _unknown_type(detail: ErrorDetails, known: list[str]) -> str:
    given = str(detail["input"]).lower()
    near = _MEANT.get(given.replace("_", "-")) or next(
        iter(get_close_matches(given, known, 1, 0.4)), ""
    )
    hint = f"did you mean {near}? " if near else ""
    return f"{detail['msg']}; {hint}known: {', '.join(known)}"


_SHOWN_LENGTH = 40


def _shown_value(value: object) -> str:
    if value is None:
        return "empty"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict | list):
        return "a mapping" if isinstance(value, dict) else "a list"
    text = repr(value)
    return text if len(text) <= _SHOWN_LENGTH else f"{text[:_SHOWN_LENGTH]}..."


def unknown_key(key: str, model: type[Strict] | None) -> str:
    """That the schema class has no such key, and which it has."""
    if glued := _glued(key):
        return f"unknown key {key!r}; a space is missing after {glued}"
    known = list(model.spelt()) if model is not None else []
    near = get_close_matches(key.lower(), known, n=1, cutoff=0.5)
    hint = f"did you mean {near[0]}? " if near else ""
    return f"unknown key {key!r}; {hint}known: {', '.join(known)}"


def model_at(path: Path, root: type[Strict]) -> type[Strict] | None:
    """The schema class that a key path leads into, from `root` on."""
    model: type[Strict] | None = root
    inside_dict = False
    for step in path:
        if inside_dict or model is None or isinstance(step, int):
            inside_dict = False
            continue
        field = model.spelt().get(step)
        annotation = field.annotation if field else None
        inside_dict = getattr(annotation, "__origin__", None) is dict
        model = _model_in(annotation)
    return model


def _model_in(annotation: object) -> type[Strict] | None:
    if isinstance(annotation, type) and issubclass(annotation, Strict):
        return annotation
    return next((found for arg in get_args(annotation) if (found := _model_in(arg))), None)
