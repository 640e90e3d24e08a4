"""`planner lock STACK`."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import replace
from pathlib import Path

from planner.cli.commands import Context, Definition, Result
from planner.cli.errors import UsageError
from planner.cli.exits import ExitCode, FailOn
from planner.cli.parser import (
    Parser,
    add_catalog_option,
    add_day_option,
    add_live_option,
    add_output_options,
)
from planner.cli.plan import code_of
from planner.cli.planning import asked_for, file_of, inputs_of
from planner.cli.restoring import restored, settle
from planner.cli.words import unknown
from planner.domain.lock import Lock, lock_of
from planner.domain.plan import Plan
from planner.domain.workload import Stack
from planner.files.lock import names, path_of
from planner.files.text import shown
from planner.planning.inputs import Inputs
from planner.report.lock import Fate, LockReport


def _configure(parser: Parser) -> None:
    parser.option("stack", metavar="STACK", help="path, or name under stacks/")
    parser.option(
        "--check",
        action="store_true",
        help="write nothing; fail when the lock is not what would be written",
    )
    parser.option(
        "--upgrade",
        nargs="*",
        action="extend",
        metavar="WORKLOAD",
        help="place these anew, wherever they stand; without names: all of them",
    )
    parser.option(
        "--from",
        dest="source",
        type=Path,
        metavar="FILE",
        help="write what stands: FILE is what `pulumi stack export` printed",
    )
    parser.option(
        "--overwrite",
        action="store_true",
        help="with --from: also over a lock that says more, or that cannot be read",
    )
    parser.option(
        "--upgrade-names",
        action="store_true",
        help="delete everything and make it anew, with group and accounts as the file names them",
    )
    add_catalog_option(parser)
    add_day_option(parser)
    add_live_option(parser)
    add_output_options(parser)


def _run(values: Namespace, context: Context) -> Result:
    """Plan under the lock that there is; keep what was placed, old and new.

    A plan of which nothing can be deployed leaves what runs as it is, and so the lock.
    """
    path = path_of(file_of(values.stack, context))
    if values.source is not None:
        return restored(path, values, context)
    if values.overwrite:
        raise UsageError("planner lock: --overwrite goes with --from FILE")
    asked = replace(asked_for(values.stack, values), forgive=_forgiven(values, path))
    inputs = inputs_of(asked, context)
    before = inputs.lock
    upgrade = _upgrade(values, inputs.stack, path)
    plan, stays = _planned(inputs, upgrade, rename=values.upgrade_names)
    after = lock_of(plan, before)
    fate = settle(path, after, check=values.check) if plan.applyable else Fate.LEFT
    known = before or Lock(inputs.stack.name)
    left = known if fate is Fate.LEFT else after
    report = LockReport(shown(path), fate, plan, known, left, stays=stays)
    return Result(report, _code(report, check=values.check))


def _planned(
    inputs: Inputs, upgrade: frozenset[str], *, rename: bool
) -> tuple[Plan, dict[str, tuple[str, ...]]]:
    """The plan, and the rules that refuse what was to be placed anew, by workload.

    What runs and is refused anew is not freed, and so keeps its entry; without it others may be
    refused, so that it is planned again until nothing is dropped.
    """
    known, stays = inputs.lock.workloads if inputs.lock else {}, dict[str, tuple[str, ...]]()
    while True:
        plan = inputs.plan(upgrade=upgrade, rename=rename)
        lost = upgrade & known.keys() & {*plan.not_deployed}
        if not lost:
            return plan, dict(sorted(stays.items()))
        stays |= {name: _rules(plan, name) for name in lost}
        upgrade -= lost


def _rules(plan: Plan, name: str) -> tuple[str, ...]:
    return tuple(sorted({finding.rule.id for finding in plan.against(name)}))


def _forgiven(values: Namespace, path: Path) -> frozenset[str]:
    """The workloads whose entries may be broken, since they are written anew."""
    if values.upgrade is None:
        return frozenset()
    return frozenset(values.upgrade or names(path))


def _upgrade(values: Namespace, stack: Stack, path: Path) -> frozenset[str]:
    """The workloads to free from the lock. Raises UsageError for one that nobody knows."""
    if values.upgrade is None:
        return frozenset()
    known = {*stack.workloads, *names(path)}
    wrong = [name for name in values.upgrade if name not in known]
    if wrong:
        said = (f"planner lock: {unknown('workload', name, sorted(known))}" for name in wrong)
        raise UsageError(*said)
    return frozenset(values.upgrade or known)


def _code(report: LockReport, *, check: bool) -> ExitCode:
    if check:
        good = report.fate is Fate.CURRENT and not report.stays
        return ExitCode.OK if good else ExitCode.FINDINGS
    return ExitCode.FINDINGS if report.stays else code_of(report.plan, FailOn.ERROR)


COMMAND = Definition(_configure, _run)
