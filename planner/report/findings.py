"""Findings as text: where, what and why, what would fix it; and where to read on, once a rule."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from planner.domain.finding import Finding, Location
from planner.domain.terms import Severity
from planner.report.look import Ink, Look, Span, clean, flow

BYTES = 400
"""No finding takes more, so that a hundred of them stay readable and cheap to pass on."""

_INKS = {Severity.ERROR: Ink.RED, Severity.WARNING: Ink.YELLOW, Severity.NOTE: Ink.CYAN}
_PLACE_BYTES, _NAME_BYTES, _OWNER_BYTES = 120, 64, 32
_HANGING = "  "


def finding_text(finding: Finding, look: Look) -> str:
    """One finding in at most `BYTES` bytes (colour codes not counted), without a last newline.

    Remedies that do not fit are counted; only then the message is shortened.
    """
    plain = replace(look, colour=False)
    shown = len(finding.remedies)
    text = _layout(finding, shown, plain)
    while (excess := len(text.encode()) - BYTES) > 0 and (shown or len(finding.message) > 1):
        if shown:
            shown -= 1
        else:
            finding = replace(finding, message=_shortened(finding.message, excess))
        text = _layout(finding, shown, plain)
    return _layout(finding, shown, look) if look.colour else text


def findings_text(findings: Sequence[Finding], look: Look) -> str:
    """Findings in the order of the file; those that the stack file accepted are left out."""
    shown = sorted((f for f in findings if not f.accepted), key=_reading_order)
    return "\n".join(finding_text(f, look) for f in shown)


def see_text(findings: Iterable[Finding], look: Look, told: Collection[str] = ()) -> str:
    """Where to read on about the rules of findings that are shown, but for those told before.

    A hint, so nothing where quiet is asked for.
    """
    ids = sorted({f.rule.id for f in findings if not f.accepted}.difference(told))
    if look.quiet or not ids:
        return ""
    which = ids[0] if len(ids) == 1 else f"ID, with ID one of {', '.join(ids)}"
    return flow([Span(f"see: planner rules {which}", Ink.DIM)], look, hanging=_HANGING)


def _reading_order(finding: Finding) -> tuple[Location, str]:
    return (finding.location or Location("", 0, 0), finding.rule.id)


def _shortened(message: str, excess: int) -> str:
    kept = max(len(message) - max(excess // 4, 1) - 1, 0)
    return message[:kept].rstrip(" …") + "…"


def _layout(finding: Finding, shown: int, look: Look) -> str:
    lines = [flow(_head(finding), look, hanging=_HANGING)]
    if finding.remedies:
        lines.append(flow(_fixes(finding, shown), look, indent=_HANGING, hanging=_HANGING * 2))
    return "\n".join(lines)


def _head(finding: Finding) -> list[Span]:
    about = f"{_clipped(finding.workload, _NAME_BYTES)}:" if finding.workload else ""
    return [
        Span(_place(finding.location), Ink.DIM, whole=True),
        Span(finding.rule.id, Ink.BOLD),
        Span(finding.severity.value, _INKS[finding.severity]),
        Span(about, Ink.BOLD),
        Span(finding.message),
        *_answering(finding),
    ]


def _answering(finding: Finding) -> list[Span]:
    """Who answers for the workload, where the stack file says so."""
    if finding.owner is None:
        return []
    return [Span(f"(owner: {_clipped(finding.owner, _OWNER_BYTES)})", Ink.DIM)]


def _place(location: Location | None) -> str:
    if location is None:
        return ""
    start = len(location.file.encode()) - _PLACE_BYTES
    file = f"…{location.file[start:]}" if start > 0 else location.file
    return str(replace(location, file=file))


def _clipped(text: str, size: int) -> str:
    data = clean(text).encode()
    return text if len(data) <= size else data[: size - 3].decode(errors="ignore") + "…"


def _fixes(finding: Finding, shown: int) -> list[Span]:
    texts = [r.text for r in finding.remedies[:shown]]
    left = len(finding.remedies) - shown
    texts += [f"{left} more with --json"] if left else []
    return [Span("fix:", Ink.GREEN), Span(" · or ".join(texts))]
