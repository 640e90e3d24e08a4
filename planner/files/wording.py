"""A schema's errors in our words: what was given, what it must be, and the near name.

Pydantic says what is wrong with data; these sentences say it to whoever wrote the file.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import get_args

from pydantic_core import ErrorDetails

from planner.domain.finding import Path
from planner.domain.schema import Strict

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
    "string_pattern_mismatch": "of the form {pattern}",
    "date_from_datetime_parsing": "a date such as 2026-11-20",
    "date_parsing": "a date such as 2026-11-20",
    "date_type": "a date such as 2026-11-20",
    "enum": "{expected}",
    "literal_error": "{expected}",
}
_OWN_WORDS = {"model_version", "capacity", "amount", "missing_key", "extra_key", "residency"}


def message(detail: ErrorDetails, key: str) -> str:
    """What is wrong with the value of `key`."""
    context = detail.get("ctx") or {}
    if detail["type"] in _OWN_WORDS:
        return detail["msg"]
    if detail["type"] == "deployment_type":
        return _unknown_type(detail, context["known"])
    expected = _EXPECTED.get(detail["type"], detail["msg"].removeprefix("Input should be "))
    return f"{key} is {_shown_value(detail['input'])}; it must be {expected.format(**context)}"


def _unknown_type(detail: ErrorDetails, known: list[str]) -> str:
    given = str(detail["input"]).lower()
    near = get_close_matches(given, known, n=1, cutoff=0.4)
    hint = f"did you mean {near[0]}? " if near else ""
    return f"{detail['msg']}; {hint}known: {', '.join(known)}"


_SHOWN_LENGTH = 40


def _shown_value(value: object) -> str:
    if value is None:
        return "empty"
    if isinstance(value, dict | list):
        return "a mapping" if isinstance(value, dict) else "a list"
    text = repr(value)
    return text if len(text) <= _SHOWN_LENGTH else f"{text[:_SHOWN_LENGTH]}..."


def unknown_key(key: str, model: type[Strict] | None) -> str:
    """That the schema class has no such key, and which it has."""
    known = list(model.spelt()) if model is not None else []
    near = get_close_matches(key, known, n=1, cutoff=0.5)
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
