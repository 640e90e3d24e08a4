"""What stops a write before its resource provider sees it: registration and Azure Policy.

Sources: `errors.py`; both are Resource Manager's own, and come before any rule of a service.
"""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import Any

from tests.fake_azure.asked import Asked
from tests.fake_azure.errors import refuse


def pass_through(asked: Asked) -> None:
    """Refuse a PUT of an unregistered provider, or one that a policy denies. Raises ArmError."""
    _registered(asked)
    _compliant(asked)


def _registered(asked: Asked) -> None:
    namespace = asked.id.type.split("/")[0]
    for each in asked.settings.unregistered:
        if each.lower() == namespace:
            raise refuse("unregistered", namespace=each)


def _compliant(asked: Asked) -> None:
    for name, types, path, denied in asked.settings.policies:
        value = _value(asked.body, path)
        if fnmatchcase(asked.id.type, types.lower()) and fnmatchcase(value, denied.lower()):
            raise refuse("policy", name=asked.id.name, policy=name)


def _value(body: dict[str, Any], path: str) -> str:
    """The value at `properties.model.name` as lower-case text; empty where there is none."""
    found: Any = body
    for word in path.split("."):
        found = found.get(word) if isinstance(found, dict) else None
    return "" if found is None else str(found).lower()
