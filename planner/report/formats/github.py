"""For GitHub Actions: each finding as a workflow command that shows it beside its line.

https://docs.github.com/actions/reference/workflow-commands: properties escape `%`, line breaks,
`:` and `,`; the message `%` and line breaks. GitHub shows ten errors and ten warnings a step.
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.finding import Finding, Location
from planner.domain.terms import Severity
from planner.report.base import Judged, Report
from planner.report.look import Look, clean

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def render(report: Report, _: Look) -> str:
    """A line a problem and a finding; those that the stack file accepted are left out."""
    if not isinstance(report, Judged):
        raise TypeError(f"{type(report).__name__} has no findings to annotate")
    lines = [_command("error", location, "", [text]) for text, location in report.problems]
    lines += [_annotation(each) for each in report.findings if not each.accepted]
    return "".join(f"{line}\n" for line in lines)


def _annotation(finding: Finding) -> str:
    level, rule = _LEVELS[finding.severity], finding.rule.id
    return _command(level, finding.location, rule, _lines(finding))


def _lines(finding: Finding) -> Iterator[str]:
    yield f"{finding.workload}: {finding.message}" if finding.workload else finding.message
    if finding.remedies:
        yield f"fix: {' · or '.join(remedy.text for remedy in finding.remedies)}"
    yield f"see: planner rules {finding.rule.id}"


def _command(
    level: str, location: Location | None, title: str, lines: Iterator[str] | list[str]
) -> str:
    """`::error file=stacks/prod.yaml,line=14,col=18,title=AOAI205::claims-chat: ...`."""
    properties = {"title": title}
    if location:
        place = {"file": location.file, "line": str(location.line), "col": str(location.column)}
        properties = {**place, **properties}
    said = ",".join(f"{key}={_property(value)}" for key, value in properties.items() if value)
    return f"::{' '.join(filter(None, (level, said)))}::{_data(lines)}"


def _property(text: str) -> str:
    return _escaped(clean(text)).replace(":", "%3A").replace(",", "%2C")


def _data(lines: Iterator[str] | list[str]) -> str:
    return "%0A".join(_escaped(clean(line)) for line in lines)


def _escaped(text: str) -> str:
    """`clean` has already taken line breaks away; what is left to escape is the escape itself."""
    return text.replace("%", "%25")
