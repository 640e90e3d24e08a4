"""`planner rules [ID]`."""

from __future__ import annotations

from argparse import Namespace

from planner.checks.base import AnyRule
from planner.checks.pages import render
from planner.checks.registry import RULES
from planner.cli.commands import Context, Definition, Result
from planner.cli.errors import UsageError
from planner.cli.parser import Parser, add_output_options
from planner.cli.words import unknown
from planner.report.rules import RuleLine, RuleReport, RulesReport


def _configure(parser: Parser) -> None:
    parser.option("id", nargs="?", metavar="ID", help="such as AOAI205, or the rule's name")
    add_output_options(parser)


def _run(values: Namespace, _: Context) -> Result:
    rules = sorted(RULES, key=lambda each: each.rule.id)
    if values.id is None:
        return Result(RulesReport(tuple(map(_line, rules))))
    wanted = values.id.lower()
    for each in rules:
        if wanted in (each.rule.id.lower(), each.rule.slug):
            return Result(RuleReport(_line(each), render(each.rule)))
    known = [each.rule.id for each in rules]
    raise UsageError(
        f"planner rules: {unknown('rule', values.id.upper(), known)}", "see: planner rules"
    )


def _line(each: AnyRule) -> RuleLine:
    rule = each.rule
    return RuleLine(rule.id, rule.slug, rule.severity.value, rule.title)


COMMAND = Definition(_configure, _run)
