"""What `planner schema` says: the JSON Schema of a stack file, whatever the format."""

from __future__ import annotations

import json
from dataclasses import dataclass

from planner.report.forms import Form
from planner.report.look import Look


@dataclass(frozen=True, slots=True)
class SchemaReport:
    """A JSON Schema."""

    schema: Form

    def text(self, look: Look) -> str:  # noqa: ARG002 - a schema has one look
        return json.dumps(self.schema, indent=2)

    def form(self) -> Form:
        return self.schema
