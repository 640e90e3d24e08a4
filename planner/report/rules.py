"""What `planner rules` says: every rule in one line, or the page of one."""

from __future__ import annotations

from dataclasses import dataclass

from planner.report.forms import FORMAT_VERSION, RuleForm, RulePageForm, RulesForm
from planner.report.look import Ink, Look, Row, table


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule in one line."""

    id: str
    slug: str
    severity: str
    title: str

    def form(self) -> RuleForm:
        return {
            "rule": self.id,
            "slug": self.slug,
            "severity": self.severity,
            "title": self.title,
        }


@dataclass(frozen=True, slots=True)
class RulesReport:
    """All rules, in the order of their ids."""

    rules: tuple[RuleLine, ...]

    def text(self, look: Look) -> str:
        """A line a rule."""
        rows = [Row((r.id, r.severity, r.title), (Ink.BOLD,)) for r in self.rules]
        return "\n".join(table(rows, look))

    def form(self) -> RulesForm:
        return {"format_version": FORMAT_VERSION, "rules": [rule.form() for rule in self.rules]}


@dataclass(frozen=True, slots=True)
class RuleReport:
    """One rule with its page, which is Markdown and shown as it is."""

    rule: RuleLine
    page: str

    def text(self, look: Look) -> str:
        return "\n".join(_page_line(line, look) for line in self.page.strip().splitlines())

    def form(self) -> RulePageForm:
        return {"format_version": FORMAT_VERSION, **self.rule.form(), "page": self.page}


def _page_line(line: str, look: Look) -> str:
    return look.paint(line, Ink.BOLD) if line.startswith("#") else line
