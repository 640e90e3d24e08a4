"""What `planner rules` says: every rule in one line, or the page of one."""

from __future__ import annotations

from dataclasses import dataclass

from planner.report.look import Ink, Look, Row, table


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule in one line."""

    id: str
    slug: str
    severity: str
    title: str


@dataclass(frozen=True, slots=True)
class RulesReport:
    """All rules, in the order of their ids."""

    rules: tuple[RuleLine, ...]

    def text(self, look: Look) -> str:
        """A line a rule."""
        rows = [Row((r.id, r.severity, r.title), (Ink.BOLD,)) for r in self.rules]
        return "\n".join(table(rows, look))


@dataclass(frozen=True, slots=True)
class RuleReport:
    """One rule with its page, which is Markdown and shown as it is."""

    rule: RuleLine
    page: str

    def text(self, look: Look) -> str:
        return "\n".join(_page_line(line, look) for line in self.page.strip().splitlines())


def _page_line(line: str, look: Look) -> str:
    return look.paint(line, Ink.BOLD) if line.startswith("#") else line
