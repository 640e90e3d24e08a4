"""What `planner schema` says: one JSON Schema, whatever the format."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from planner.report.look import Look


@dataclass(frozen=True, slots=True)
class SchemaReport:
    """A JSON Schema."""

    schema: Mapping[str, Any]

    def text(self, look: Look) -> str:  # noqa: ARG002 - a schema has one look
        return json.dumps(self.schema, indent=2)
