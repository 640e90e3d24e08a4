"""What `planner rules --json` says: every rule in one line, or the page of one."""

from __future__ import annotations

from planner.domain.terms import Severity
from planner.report.forms.base import VERSION, Version, fill, form
from planner.report.rules import RuleReport, RulesReport


@form
class RuleForm:
    """A rule in one line."""

    rule: str
    """Its id, such as `AOAI205`."""
    slug: str
    """Its readable name."""
    severity: Severity
    title: str


@form
class RulesForm:
    """All rules, in the order of their ids."""

    format_version: Version = VERSION
    rules: tuple[RuleForm, ...]


@form
class RulePageForm:
    """A rule with its page."""

    format_version: Version = VERSION
    rule: str
    """Its id, such as `AOAI205`."""
    slug: str
    """Its readable name."""
    severity: Severity
    title: str
    page: str
    """What it finds, why, an example, how to fix it and its sources, in Markdown."""


def rules_form(report: RulesReport) -> RulesForm:
    """The form of all rules."""
    return RulesForm(rules=tuple(fill(RuleForm, line, rule=line.id) for line in report.rules))


def rule_form(report: RuleReport) -> RulePageForm:
    """The form of one rule with its page."""
    return fill(RulePageForm, report.rule, rule=report.rule.id, page=report.page)


def form_of(report: RulesReport | RuleReport) -> RulesForm | RulePageForm:
    """The form of a report of `planner.report.rules`."""
    return rules_form(report) if isinstance(report, RulesReport) else rule_form(report)
