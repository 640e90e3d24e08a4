"""What `planner explain --json` says: how one workload got its place, or why it got none."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from planner.domain.plan import Decided, Rejection, Relaxation
from planner.domain.terms import Use, Verdict
from planner.report.explain import ExplainReport
from planner.report.forms.base import VERSION, Version, fill, form
from planner.report.forms.common import (
    AnyType,
    CatalogForm,
    ChoiceForm,
    catalog_form,
    choice_form,
    sku_of,
)
from planner.report.forms.findings import FindingForm, findings_form
from planner.report.held import Decision, Held


@form
class RejectionForm:
    """An offering that a workload permits and a rule does not."""

    deployment_type: AnyType
    sku: str | None
    """ARM's name of the type; null for training, which is no deployment."""
    region: str
    reasons: Mapping[str, str]
    """Why, by rule id: every reason, not the first."""


@form
class RelaxationForm:
    """A small change that makes a refused workload fit."""

    text: str
    change: Mapping[str, Any]
    """Workload keys with new values, as a stack file spells them."""
    gives: tuple[ChoiceForm, ...]
    """What the workload then gets, one a replica."""


@form
class HeldForm:
    """What the lock means for the workload."""

    file: str
    """The lock file."""
    decision: Decision
    """`stays` and `kept` are decided by the lock; `new` is what it does not know."""
    since: date | None
    """The first day of what runs; null when the lock does not know it."""
    text: str
    """What decides, in words."""
    without: tuple[ChoiceForm, ...]
    """Where it would go without its entry in the lock; empty when it would be refused."""


@form
class DecidedForm:
    """What speaks for the places against the first runner-up."""

    level: str
    """What is counted over the whole plan, and made small."""
    value: int
    otherwise: int
    """The same number with the runner-up."""
    text: str
    """The same in words."""


@form
class ExplainForm:
    """How one workload got its place, or why it got none."""

    format_version: Version = VERSION
    stack: str
    workload: str
    as_of: date
    catalog: CatalogForm
    verdict: Verdict
    model: str
    publisher: str
    """As ARM spells it in `model.format`."""
    version: str
    use: Use
    chosen: tuple[ChoiceForm, ...]
    """Empty when refused; one a replica otherwise."""
    lock: HeldForm | None
    """Null without a lock."""
    runners_up: tuple[ChoiceForm, ...]
    """The other candidates, best first."""
    decided: DecidedForm | None
    """Null where the lock decides, where there is no runner-up, and where nothing is chosen."""
    rejections: tuple[RejectionForm, ...]
    relaxations: tuple[RelaxationForm, ...]
    """Nearest first; each was planned in earnest."""
    findings: tuple[FindingForm, ...]


def explain_form(report: ExplainReport) -> ExplainForm:
    """The form of one workload's way through the plan."""
    plan, workload = report.plan, report.workload
    found = plan.workloads[workload]
    return fill(
        ExplainForm,
        found,
        stack=plan.stack,
        workload=workload,
        as_of=plan.as_of,
        catalog=catalog_form(plan.catalog),
        chosen=tuple(map(choice_form, found.chosen)),
        lock=_held_form(report.held) if report.held else None,
        runners_up=tuple(map(choice_form, found.runners_up)),
        decided=_decided_form(report.decided) if report.decided else None,
        rejections=tuple(map(_rejection_form, found.rejections)),
        relaxations=tuple(map(_relaxation_form, report.relaxations)),
        findings=findings_form(plan.findings_of(workload)),
    )


def _held_form(held: Held) -> HeldForm:
    return fill(
        HeldForm,
        held,
        since=held.locked.since if held.locked else None,
        text=held.text(),
        without=tuple(map(choice_form, held.free.chosen)),
    )


def _decided_form(decided: Decided) -> DecidedForm:
    return fill(DecidedForm, decided, text=decided.why)


def _rejection_form(rejection: Rejection) -> RejectionForm:
    return fill(
        RejectionForm,
        rejection,
        deployment_type=rejection.type,
        sku=sku_of(rejection.type),
        reasons=dict(sorted((rule.id, why) for rule, why in rejection.reasons.items())),
    )


def _relaxation_form(relaxation: Relaxation) -> RelaxationForm:
    change = dict(sorted(relaxation.change.items()))
    gives = tuple(map(choice_form, relaxation.gives))
    return fill(RelaxationForm, relaxation, change=change, gives=gives)


def form_of(report: ExplainReport) -> ExplainForm:
    """The form of a report of `planner.report.explain`."""
    return explain_form(report)
