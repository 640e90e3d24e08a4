"""For programs: the public form that `planner schema` describes."""

from __future__ import annotations

import json

from planner.report.base import Report
from planner.report.forms.choice import form_of
from planner.report.forms.encode import encode
from planner.report.look import Look


def render(report: Report, _: Look) -> str:
    """One JSON value, in ASCII, indented by two."""
    return json.dumps(encode(form_of(report)), indent=2) + "\n"
