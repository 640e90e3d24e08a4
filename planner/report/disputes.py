"""What `planner catalog disputes` says: what the sources of a snapshot see differently."""

from __future__ import annotations

from dataclasses import dataclass

from planner.domain.offering import Dispute
from planner.report.look import Ink, Look, Span, block, count, flow, sentence

_INDENT = "  "


@dataclass(frozen=True, slots=True)
class DisputesReport:
    """Disputes of one snapshot, in its order."""

    snapshot: str
    disputes: tuple[Dispute, ...]

    def text(self, look: Look) -> str:
        """A dispute: what it is about, who says what, and what is followed."""
        head = f"catalog {self.snapshot}: {count(len(self.disputes), 'dispute')}"
        return block(*(_dispute(each, look) for each in self.disputes), sentence(head, look))


def _dispute(dispute: Dispute, look: Look) -> str:
    claims = (f"{claim.value} ({claim.source})" for claim in dispute.claims)
    followed = dispute.resolution or "Open, and so unknown."
    return "\n".join(
        [
            flow([Span(dispute.subject, Ink.BOLD)], look, hanging=_INDENT),
            flow([Span(", but ".join(claims))], look, indent=_INDENT, hanging=_INDENT * 2),
            flow([Span(followed, Ink.DIM)], look, indent=_INDENT, hanging=_INDENT * 2),
        ]
    )
