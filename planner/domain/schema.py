"""What the classes of a stack file's schema share: strictness, and how words are read."""

from __future__ import annotations

import inspect
import re
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
)
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError, core_schema

from planner.domain.terms import normalise_region


class Strict(BaseModel):
    """Unknown keys are mistakes, and a stack does not change once read.

    What checks a class's values is built when the first of them is read, not when the class is
    made: most runs read few of the classes, and building all of them took half of a start.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    @classmethod
    def left_out(cls) -> Self:
        """An instance of nothing but defaults, for a section that no file has to have."""
        return cls.model_construct()

    @classmethod
    def spelt(cls) -> dict[str, FieldInfo]:
        """The fields by the keys of a stack file: `import` is no name that Python allows.

        The class's own come first, then those that it has from another one.
        """
        return _spelt(cls)


@cache
def _spelt(model: type[Strict]) -> dict[str, FieldInfo]:
    """Asked for with every change that is tried, and always the same."""
    own = inspect.get_annotations(model)
    ordered = sorted(model.model_fields.items(), key=lambda each: each[0] not in own)
    return {field.alias or name: field for name, field in ordered}


@dataclass(frozen=True, slots=True)
class WhenGiven:
    """Marks a section whose class is built only when a file has the section, or for the schema.

    Its errors are those of the class, each with its whole key path.
    """

    section: type[Strict]

    def __get_pydantic_core_schema__(self, _: object, __: object) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(self.section.model_validate)

    def __get_pydantic_json_schema__(
        self, _: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        self.section.model_rebuild()
        return handler(self.section.__pydantic_core_schema__)


@dataclass(frozen=True, slots=True)
class Form:
    """A text of one form: the pattern is for machines, the words are for people.

    The pattern stands in the JSON Schema, whose dialect has no flags and no named groups.
    """

    pattern: str
    words: str
    """What it must be, such as `a GUID such as 8f1c...`."""

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.no_info_after_validator_function(self._checked, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {**handler(schema), "pattern": self.pattern}

    def _checked(self, text: str) -> str:
        if re.search(self.pattern, text) is None or text.endswith("\n"):
            raise PydanticCustomError("form", "{words}", {"words": self.words})
        return text


def as_list(value: object) -> object:
    """One value where several may stand."""
    return value if isinstance(value, list | tuple) else [value]


def parse_word(value: object) -> object:
    """A word of a closed list, however it is spelt: `When expired` is `when-expired`."""
    if not isinstance(value, str):
        return value
    return value.strip().lower().replace("_", "-").replace(" ", "-")


def _parse_region(value: object) -> object:
    return normalise_region(value) if isinstance(value, str) else value


RegionSlug = Annotated[str, BeforeValidator(_parse_region), Field(min_length=1)]
"""A region, however it is spelt; ARM's spelling inside."""

Texts = Annotated[tuple[str, ...], BeforeValidator(as_list, json_schema_input_type=str | list[str])]
"""One text or several."""
