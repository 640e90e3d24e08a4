"""What `planner catalog diff --json` says: what changed between two snapshots, and in a stack."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from planner.domain.diff import CatalogDiff, Change, KindChanges, Side, Sign
from planner.domain.plan import Plan
from planner.domain.publishers import OPENAI
from planner.domain.terms import DeploymentType, Stage, TrainingType, Use, Verdict
from planner.report.diff import DiffReport
from planner.report.forms.base import VERSION, Version, fill, form
from planner.report.forms.common import AnyType, ChoiceForm, choice_form, sku_of
from planner.report.moves import Moves, rules_of


@form
class ChangeForm:
    """Regions where one version, use and type came, went, or changed its terms."""

    model: str
    publisher: str
    """As ARM spells it in `model.format`."""
    version: str
    use: Use
    deployment_type: AnyType
    sku: str | None
    """ARM's name of the type; null for training, which is no deployment."""
    regions: tuple[str, ...]


@form
class DatesForm:
    """What one source says of a version's lifecycle; dates are null where it says nothing."""

    deployment_types: tuple[str, ...]
    """The types that it speaks of, sorted; empty for all that no other entry of the version names."""
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
    publisher: str
    """As ARM spells it in `model.format`."""
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
class FactChangeForm:
    """One fact before and after, as its record without the keys that name it and its sources."""

    about: Mapping[str, str]
    """The keys that name the fact, such as `model` and `type`, with their words."""
    regions: tuple[str, ...]
    """Where the same happened; empty for a fact that has no regions."""
    before: tuple[Mapping[str, Any], ...]
    """Several where sources contradict each other; empty when the fact was not there."""
    after: tuple[Mapping[str, Any], ...]


@form
class KindChangesForm:
    """One kind of fact; a fact with regions counts once in each of them."""

    kind: str
    """The name of its file in a snapshot, without the ending."""
    silent: tuple[str, ...]
    """The snapshots that have no file of it: what they lack was not said, rather than no."""
    added: int
    removed: int
    changed: int
    changes: tuple[FactChangeForm, ...]


@form
class DiffForm:
    """What changed between two snapshots."""

    format_version: Version = VERSION
    before: str
    after: str
    added: tuple[ChangeForm, ...]
    removed: tuple[ChangeForm, ...]
    changed: tuple[ChangeForm, ...]
    """Regions on both sides whose availability, conditions, restriction or methods differ."""
    lifecycle: tuple[LifecycleChangeForm, ...]
    kinds: tuple[KindChangesForm, ...]
    """Every kind of fact, offerings and lifecycle among them, with each of its changes."""
    new_models: tuple[str, ...]
    gone_models: tuple[str, ...]
    stack: StackChangeForm | None
    """Null when no stack was named."""


def diff_form(report: DiffReport) -> DiffForm:
    """The form of two snapshots held against each other."""
    diff = report.diff
    return fill(
        DiffForm,
        diff,
        added=_offering_forms(diff, Sign.ADDED),
        removed=_offering_forms(diff, Sign.REMOVED),
        changed=_offering_forms(diff, Sign.CHANGED),
        lifecycle=tuple(map(_dates_change_form, diff.of("lifecycle"))),
        kinds=tuple(map(_kind_form, diff.kinds)),
        stack=_stack_form(report.moves) if report.moves else None,
    )


def _offering_forms(diff: CatalogDiff, sign: Sign) -> tuple[ChangeForm, ...]:
    """One for each version, use and type, however its terms changed."""
    found: dict[tuple[tuple[str, str], ...], list[str]] = {}
    for change in diff.of("offerings"):
        if change.sign is sign:
            found.setdefault(tuple(change.about.items()), []).extend(change.regions)
    return tuple(_offering_form(dict(about), regions) for about, regions in found.items())


def _offering_form(about: Mapping[str, str], regions: list[str]) -> ChangeForm:
    words: type[TrainingType] | type[DeploymentType]
    words = TrainingType if about["use"] == Use.TRAINING else DeploymentType
    kind = next(word for word in words if word.value == about["type"])
    return ChangeForm(
        model=about["model"],
        publisher=about.get("publisher", OPENAI),
        version=about["version"],
        use=Use(about["use"]),
        deployment_type=kind,
        sku=sku_of(kind),
        regions=tuple(sorted(regions)),
    )


def _dates_change_form(change: Change) -> LifecycleChangeForm:
    return LifecycleChangeForm(
        model=change.about["model"],
        publisher=change.about.get("publisher", OPENAI),
        version=change.about["version"],
        use=Use(change.about["use"]),
        before=tuple(map(_dates_form, change.before)),
        after=tuple(map(_dates_form, change.after)),
    )


def _dates_form(side: Side) -> DatesForm:
    record = side.record
    types = record.get("types")
    return DatesForm(
        deployment_types=tuple(map(str, types)) if isinstance(types, list) else (),
        stage=Stage(str(record["stage"])),
        closes=_day(record, "closes"),
        retires=_day(record, "retires"),
        not_before=bool(record.get("not_before")),
        replacement=str(record["replacement"]) if "replacement" in record else None,
    )


def _day(record: Mapping[str, object], key: str) -> date | None:
    return date.fromisoformat(str(record[key])) if key in record else None


def _kind_form(kind: KindChanges) -> KindChangesForm:
    return fill(
        KindChangesForm,
        kind,
        added=kind.count(Sign.ADDED),
        removed=kind.count(Sign.REMOVED),
        changed=kind.count(Sign.CHANGED),
        changes=tuple(map(_fact_form, kind.changes)),
    )


def _fact_form(change: Change) -> FactChangeForm:
    before, after = (tuple(each.record for each in side) for side in (change.before, change.after))
    return fill(FactChangeForm, change, before=before, after=after)


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


def form_of(report: DiffReport) -> DiffForm:
    """The form of a report of `planner.report.diff`."""
    return diff_form(report)
