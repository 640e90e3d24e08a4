"""What `planner preview` says: findings, plan, and the resource tree of the Pulumi program."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from planner.engine.preview import (
    NOT_CHECKED,
    PROVISIONED_MINUTES,
    SECONDS_A_WRITE,
    Log,
    LogLevel,
    Outcome,
    Preview,
)
from planner.report.changes import changes_text
from planner.report.findings import findings_text, see_text
from planner.report.look import Ink, Look, Span, block, count, dots, flow, sentence
from planner.report.plan import heading_text, limits_text, verdict_text
from planner.report.tree import outputs_text, tree_text

if TYPE_CHECKING:
    from planner.domain.finding import Finding
    from planner.domain.plan import Plan
    from planner.report.base import Problem

_INDENT = "  "
_LOG_INKS: Final = {
    LogLevel.INFO: Ink.CYAN,
    LogLevel.WARNING: Ink.YELLOW,
    LogLevel.ERROR: Ink.RED,
}
_ENDINGS: Final = {
    Outcome.OK: "",
    Outcome.STOPPED: "the program stopped itself",
    Outcome.MISCONFIGURED: "the program was not run: its project file or configuration is wrong",
    Outcome.BROKEN: "the program broke",
}


@dataclass(frozen=True, slots=True)
class PreviewReport:
    """A plan, and what the Pulumi program made of it."""

    plan: Plan
    preview: Preview
    lock: str = ""
    """Name of the lock's file."""
    with_outputs: bool = False
    elsewhere: str = ""
    """The folder of the program that was run, where it is not the one that people are in."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        return self.plan.findings

    @property
    def problems(self) -> tuple[Problem, ...]:
        return ()

    def text(self, look: Look) -> str:
        """The plan, told once: changes, findings, the resource tree for the accounts, the verdict."""
        plan, preview = self.plan, self.preview
        changes = changes_text(plan, look, self.lock)
        findings = findings_text(plan.findings, look)
        said = _logs(preview, plan.findings, look)
        if look.quiet:
            return block(changes, findings, said, _failure(preview, look))
        return block(
            heading_text(plan, look),
            changes,
            findings,
            see_text(plan.findings, look),
            _heading(preview, look, self.elsewhere),
            tree_text(preview, look),
            _longest(preview, look),
            limits_text(plan, look),
            outputs_text(preview, look) if self.with_outputs else "",
            said,
            _not_checked(look),
            verdict_text(plan, look) if preview.ok else _failure(preview, look),
        )


def _heading(preview: Preview, look: Look, elsewhere: str) -> str:
    writes = sum(r.wave > 0 for r in preview.resources)
    said = [count(writes, "resource"), f"in {count(len(preview.waves), 'step')}"]
    program = f" (program in {elsewhere})" if elsewhere else ""
    name = f"Resource tree of {preview.project}/{preview.stack}{program}:"
    return flow([Span(name, Ink.BOLD), Span(" ".join(said))], look, hanging=_INDENT)


def _longest(preview: Preview, look: Look) -> str:
    """How long the longest line of writes takes: accounts are written side by side."""
    if not preview.chains:
        return ""
    longest = max(preview.chains, key=lambda c: (c.provisioned, c.seconds))
    name = longest.account.rpartition("::")[2]
    writes = count(len(longest.writes), "write")
    time = f"{writes} in {name}, one after another, about {_time(longest.seconds)}"
    said = [f"{time} (estimate: Azure is asked every {SECONDS_A_WRITE} s)"]
    if longest.provisioned:
        slow = count(longest.provisioned, "provisioned deployment")
        said.append(f"{slow} may add up to {PROVISIONED_MINUTES} min each (docs)")
    return flow([Span("Longest line", Ink.BOLD), *dots(said)], look, hanging=_INDENT)


def _time(seconds: int) -> str:
    minutes, rest = divmod(seconds, 60)
    return f"{minutes} min" + (f" {rest} s" if rest else "") if minutes else f"{rest} s"


def _logs(preview: Preview, told: Sequence[Finding], look: Look) -> str:
    if not preview.logs:
        return ""
    lines = [line for log in preview.logs for line in _log(log, told, look)]
    return "\n".join([look.paint("The program says", Ink.BOLD), *lines])


def _log(log: Log, told: Sequence[Finding], look: Look) -> Iterator[str]:
    """One message; it may have several lines, and repeats no finding that stands above."""
    first, *rest = log.message.splitlines() or [""]
    rest = [line for line in rest if not any(_repeats(line, finding) for finding in told)]
    first = first if rest else first.removesuffix(":")
    severity = Span(log.severity.value, _LOG_INKS[log.severity])
    yield flow([severity, Span(first)], look, indent=_INDENT, hanging=_INDENT * 2)
    for line in rest:
        yield sentence(line, look, indent=_INDENT * 2)


def _repeats(line: str, finding: Finding) -> bool:
    return finding.rule.id in line and " ".join(finding.message.split()) in line


def _failure(preview: Preview, look: Look) -> str:
    if preview.ok:
        return ""
    problems = (preview.error or "").splitlines()
    head = sentence(f"No complete preview: {_ENDINGS[preview.outcome]}", look, ink=Ink.RED)
    return "\n".join([head, *(sentence(line, look, indent=_INDENT) for line in problems)])


def _not_checked(look: Look) -> str:
    head = sentence("This is an offline preview. It does not check", look, ink=Ink.DIM)
    lines = [
        flow([Span(f"- {text}", Ink.DIM)], look, indent=_INDENT, hanging=_INDENT * 2)
        for text in NOT_CHECKED
    ]
    return "\n".join([head, *lines])
