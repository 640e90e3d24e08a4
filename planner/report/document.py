"""A text that a command made: shown as it is, or the file that it was written to."""

from __future__ import annotations

from dataclasses import dataclass

from planner.report.look import Look, block, sentence


@dataclass(frozen=True, slots=True)
class DocumentReport:
    """A text, where it went, and what to do next."""

    document: str
    file: str = ""
    """Where it was written to; empty when it is to be shown."""
    next: tuple[str, ...] = ()
    """Commands to run now, in this order."""

    def text(self, look: Look) -> str:
        """The document, or a line about its file; never both, so that it can be piped."""
        if not self.file:
            return self.document.removesuffix("\n")
        written = "" if look.quiet else sentence(f"wrote {self.file}", look)
        then = [] if look.quiet else [f"  {command}" for command in self.next]
        return block(written, "\n".join(["next:", *then]) if then else "")
