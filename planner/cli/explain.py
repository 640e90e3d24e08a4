"""`planner explain STACK WORKLOAD`."""

from __future__ import annotations

from argparse import Namespace

from planner.cli.commands import Context, Definition, Result
from planner.cli.errors import UsageError
from planner.cli.parser import (
    Parser,
    add_catalog_option,
    add_day_option,
    add_live_option,
    add_lock_option,
    add_output_options,
    add_threshold_option,
)
from planner.cli.planning import asked_for, inputs_of
from planner.cli.words import unknown
from planner.domain.plan import Plan
from planner.planning.inputs import Inputs
from planner.planning.relax import relaxations
from planner.report.explain import ExplainReport
from planner.report.held import Held


def _configure(parser: Parser) -> None:
    parser.option("stack", metavar="STACK", help="path, or name under stacks/")
    parser.option("workload", metavar="WORKLOAD", help="its name in the stack file")
    add_catalog_option(parser)
    add_day_option(parser)
    add_live_option(parser)
    add_lock_option(parser)
    add_threshold_option(parser)
    add_output_options(parser, findings=True)


def _run(values: Namespace, context: Context) -> Result:
    inputs = inputs_of(asked_for(values.stack, values), context)
    stack = inputs.stack
    if values.workload not in stack.workloads:
        problem = unknown("workload", values.workload, sorted(stack.workloads))
        raise UsageError(f"planner explain: {problem}")
    plan = inputs.plan()
    fitting = relaxations(
        stack, inputs.catalog, as_of=inputs.as_of, workload=values.workload, make=inputs.plan
    )
    held, decided = _held(values, inputs, plan), inputs.decided(values.workload)
    report = ExplainReport(plan, values.workload, fitting, held, decided)
    return Result(report, values.fail_on.code(plan.findings_of(values.workload)))


def _held(values: Namespace, inputs: Inputs, plan: Plan) -> Held | None:
    """What the lock means for the workload, held against a plan that is free of its entry."""
    if inputs.lock is None:
        return None
    name = values.workload
    locked = inputs.lock.workloads.get(name)
    free = inputs.plan(upgrade=(name,)) if locked else plan
    return Held(
        file=inputs.lock_name,
        command=f"planner lock {values.stack} --upgrade {name}",
        found=plan.workloads[name],
        locked=locked,
        free=free.workloads[name],
    )


COMMAND = Definition(_configure, _run)
