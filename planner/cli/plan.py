"""`planner plan STACK`."""

from __future__ import annotations

from argparse import Namespace

from planner.cli.commands import Context, Definition, Result
from planner.cli.exits import ExitCode, FailOn, gravest
from planner.cli.parser import (
    Parser,
    add_catalog_option,
    add_day_option,
    add_live_option,
    add_lock_option,
    add_output_options,
    add_plan_file,
    add_threshold_option,
)
from planner.cli.planning import asked_for, inputs_of
from planner.domain.plan import Plan
from planner.report.plan import PlanReport


def _configure(parser: Parser) -> None:
    parser.option("stack", metavar="STACK", help="path, or name under stacks/")
    add_plan_file(parser)
    add_catalog_option(parser)
    add_day_option(parser)
    add_live_option(parser)
    add_lock_option(parser)
    add_threshold_option(parser)
    add_output_options(parser, findings=True)


def _run(values: Namespace, context: Context) -> Result:
    inputs = inputs_of(asked_for(values.stack, values), context)
    plan = inputs.plan()
    report = PlanReport(plan, inputs.lock_name, passes_over_lock=inputs.passes_over_lock)
    return Result(report, code_of(plan, values.fail_on))


def code_of(plan: Plan, fail_on: FailOn) -> ExitCode:
    """What a plan ends with: a refused workload fails it, verified or not."""
    refused = ExitCode.FINDINGS if plan.not_deployed else ExitCode.OK
    return gravest((refused, fail_on.code(plan.findings)))


COMMAND = Definition(_configure, _run)
