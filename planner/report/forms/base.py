"""What all forms share: their version, their decorator, and how they are filled."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, Literal, TypeVar, cast, dataclass_transform

Version = Literal[1]
"""The version of the form. Keys may be added to it; a key that goes or changes its meaning
raises it."""

VERSION: Version = 1

Form = TypeVar("Form")


@dataclass_transform(kw_only_default=True, frozen_default=True)
def form(cls: type[Form]) -> type[Form]:
    """A class whose fields are the keys of one JSON object, in that order, all always there.

    A name that Python keeps for itself has an underscore behind it: `from_` is the key `from`.
    """
    return dataclass(frozen=True, slots=True, kw_only=True)(cls)


def fill(made: type[Form], source: object, /, **otherwise: Any) -> Form:  # noqa: ANN401 - any field
    """A form with the attributes of `source` that have the names of its keys.

    `otherwise` holds what the source has not, or has under another name or in another shape.
    """
    names = [each.name for each in fields(cast("Any", made))]
    same = {n: getattr(source, n) for n in names if n not in otherwise and hasattr(source, n)}
    return made(**same, **otherwise)
