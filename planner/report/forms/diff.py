"""What `planner catalog diff --json` says: what changed between two snapshots, and in a stack."""

from __future__ import annotations

from datetime import date

from planner.domain.offering import Lifecycle
from planner.domain.plan import Plan
from planner.domain.terms import Stage, Use, Verdict
from planner.report.diff import Change, DatesChange, DiffReport, Sign
from planner.report.forms.base import VERSION, Version, fill, form
from planner.report.forms.common import AnyType, ChoiceForm, choice_form, sku_of
from planner.report.moves import Moves, rules_of


@form
class ChangeForm:
    """Regions where one version, use and type came, went, or changed its terms."""

    model: str
    version: str
    use: Use
    deployment_type: AnyType
    sku: str | None
    """ARM's name of the type; null for training, which is no deployment."""
    regions: tuple[str, ...]


@form
class DatesForm:
    """What one source says of a version's lifecycle; dates are null where it says nothing."""

    stage: Stage
    closes: date | None
    """From this day on only existing customers may deploy it."""
    retires: date | None
    not_before: bool
    """The document says `no earlier than` the retirement date."""
    replacement: str | None


@form
class LifecycleChangeForm:
    """The dates of one version and use before and after; an empty side had none."""

    model: str
    version: str
    use: Use
    before: tuple[DatesForm, ...]
    after: tuple[DatesForm, ...]


@form
class SideForm:
    """One workload by one of the two catalogs."""

    verdict: Verdict
    chosen: tuple[ChoiceForm, ...]
    rules: tuple[str, ...]
    """Ids of the rules that found something, sorted."""


@form
class WorkloadChangeForm:
    """One workload whose verdict, place or findings differ."""

    workload: str
    before: SideForm
    after: SideForm


@form
class StackChangeForm:
    """What differs in one stack."""

    stack: str
    as_of: date
    workloads: tuple[WorkloadChangeForm, ...]


@form
class DiffForm:
    """What changed between two snapshots."""

    format_version: Version = VERSION
    before: str
    after: str
    added: tuple[ChangeForm, ...]
    removed: tuple[ChangeForm, ...]
    changed: tuple[ChangeForm, ...]
    """Regions on both sides whose availability is unknown on one, or whose conditions differ."""
    lifecycle: tuple[LifecycleChangeForm, ...]
    new_models: tuple[str, ...]
    gone_models: tuple[str, ...]
    stack: StackChangeForm | None
    """Null when no stack was named."""


def diff_form(report: DiffReport) -> DiffForm:
    """The form of two snapshots held against each other."""
    return fill(
        DiffForm,
        report,
        added=_change_forms(report, Sign.ADDED),
        removed=_change_forms(report, Sign.REMOVED),
        changed=_change_forms(report, Sign.CHANGED),
        lifecycle=tuple(map(_dates_change_form, report.dates)),
        stack=_stack_form(report.moves) if report.moves else None,
    )


def _change_forms(report: DiffReport, sign: Sign) -> tuple[ChangeForm, ...]:
    return tuple(_change_form(each) for each in report.changes if each.sign is sign)


def _change_form(change: Change) -> ChangeForm:
    return fill(ChangeForm, change, deployment_type=change.type, sku=sku_of(change.type))


def _dates_change_form(change: DatesChange) -> LifecycleChangeForm:
    before, after = (tuple(map(_dates_form, side)) for side in (change.before, change.after))
    return fill(LifecycleChangeForm, change, before=before, after=after)


def _dates_form(lifecycle: Lifecycle) -> DatesForm:
    return fill(DatesForm, lifecycle)


def _stack_form(moves: Moves) -> StackChangeForm:
    changes = (
        WorkloadChangeForm(
            workload=name, before=_side(moves.before, name), after=_side(moves.after, name)
        )
        for name in moves.moved
    )
    return fill(StackChangeForm, moves.after, workloads=tuple(changes))


def _side(plan: Plan, name: str) -> SideForm:
    found = plan.workloads[name]
    return fill(
        SideForm, found, chosen=tuple(map(choice_form, found.chosen)), rules=rules_of(plan, name)
    )
