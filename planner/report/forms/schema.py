"""What `planner schema` says with `--json`: the schema, which is JSON by itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from planner.report.schema import SchemaReport


def form_of(report: SchemaReport) -> Mapping[str, Any]:
    """The form of a report of `planner.report.schema`."""
    return report.schema
