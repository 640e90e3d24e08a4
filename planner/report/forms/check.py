"""What `planner check --json` says: one stack as it is, several as a list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Literal

from planner.domain.finding import Location
from planner.domain.plan import Plan
from planner.domain.terms import Verdict
from planner.report.check import Checked, CheckReport, Unread
from planner.report.forms.base import VERSION, Version, fill, form
from planner.report.forms.common import CatalogForm, catalog_form
from planner.report.forms.findings import (
    FindingForm,
    LocationForm,
    findings_form,
    location_form,
)


@form
class WorkloadForm:
    """What is known of one workload."""

    verdict: Verdict
    owner: str | None
    """Who answers for it; null where the stack file does not say."""


@form
class CheckForm:
    """What was found in one stack."""

    format_version: Version = VERSION
    stack: str
    as_of: date
    """The day that the stack was checked for."""
    catalog: CatalogForm
    verdict: Verdict
    """The worst verdict of the stack and its workloads."""
    workloads: Mapping[str, WorkloadForm]
    """By name, sorted."""
    findings: tuple[FindingForm, ...]


@form
class ProblemForm:
    """One thing that keeps a stack file from being read."""

    message: str
    location: LocationForm


@form
class UnreadForm:
    """A stack that could not be read: it takes the place of what was found in it."""

    format_version: Version = VERSION
    stack: str
    verdict: Literal[Verdict.FAIL] = Verdict.FAIL
    problems: tuple[ProblemForm, ...]


@form
class StacksForm:
    """Several stacks of one `planner check`."""

    format_version: Version = VERSION
    stacks: tuple[CheckForm | UnreadForm, ...]
    """In the order in which they were asked for."""


AnyCheckForm = CheckForm | UnreadForm | StacksForm
"""What `planner check` says: of one stack as it is, of several as a list under `stacks`."""


def check_form(plan: Plan) -> CheckForm:
    """The form of one stack's check."""
    return fill(
        CheckForm,
        plan,
        catalog=catalog_form(plan.catalog),
        workloads={
            name: fill(WorkloadForm, workload) for name, workload in sorted(plan.workloads.items())
        },
        findings=findings_form(plan.findings),
    )


def unread_form(stack: str, problems: Iterable[tuple[str, Location | None]]) -> UnreadForm:
    """The form of a stack file that cannot be read; `problems` are messages and their places."""
    said = (
        ProblemForm(message=text, location=location_form(place, ())) for text, place in problems
    )
    return UnreadForm(stack=stack, problems=tuple(said))


def stacks_form(stacks: Sequence[CheckForm | UnreadForm]) -> AnyCheckForm:
    """The form of one stack as it is, of several as a list under `stacks`."""
    return stacks[0] if len(stacks) == 1 else StacksForm(stacks=tuple(stacks))


def form_of(report: CheckReport) -> AnyCheckForm:
    """The form of a report of `planner.report.check`."""
    return stacks_form(list(map(_stack_form, report.stacks)))


def _stack_form(stack: Checked | Unread) -> CheckForm | UnreadForm:
    if isinstance(stack, Checked):
        return check_form(stack.plan)
    return unread_form(stack.stack, stack.problems)
