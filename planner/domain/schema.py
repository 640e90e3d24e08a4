"""What the classes of a stack file's schema share: strictness, and how words are read."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic.fields import FieldInfo

from planner.domain.terms import normalise_region


class Strict(BaseModel):
    """Unknown keys are mistakes, and a stack does not change once read."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @classmethod
    def spelt(cls) -> dict[str, FieldInfo]:
        """The fields by the keys of a stack file: `import` is no name that Python allows."""
        return {field.alias or name: field for name, field in cls.model_fields.items()}


def as_list(value: object) -> object:
    """One value where several may stand."""
    return value if isinstance(value, list | tuple) else [value]


def _parse_region(value: object) -> object:
    return normalise_region(value) if isinstance(value, str) else value


RegionSlug = Annotated[str, BeforeValidator(_parse_region), Field(min_length=1)]
"""A region, however it is spelt; ARM's spelling inside."""

Texts = Annotated[tuple[str, ...], BeforeValidator(as_list, json_schema_input_type=str | list[str])]
"""One text or several."""
