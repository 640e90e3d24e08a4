"""What `planner lock --json` says: what its file keeps from now on, and what is not in it."""

from __future__ import annotations

from datetime import date

from planner.domain.plan import Move
from planner.domain.terms import CapacityUnit
from planner.report.forms.base import VERSION, Version, fill, form
from planner.report.forms.findings import RefusedForm
from planner.report.forms.plan import PlaceForm, kept_forms, move_form, refused_forms
from planner.report.lock import Fate, LockReport


@form
class LockMoveForm:
    """A deployment that stands elsewhere than the lock said."""

    since: date
    """The first day of the place that is left."""
    workload: str
    from_: PlaceForm
    to: PlaceForm | None
    """Null when it is given up."""
    down: bool
    """It is deleted before the new one is made; else both stand for a while."""
    quota_twice: int
    """Capacity that the new one needs while the old one still holds its own of the same pool."""
    unit: CapacityUnit | None
    """What `quota_twice` counts; null for training."""


@form
class LockChangeForm:
    """What is otherwise about a workload that stays where it is."""

    workload: str
    changes: tuple[str, ...]
    """In words: `capacity 50 -> 1250`."""


@form
class LockStayForm:
    """A workload that was to be placed anew and keeps its entry."""

    workload: str
    rules: tuple[str, ...]
    """Ids of the rules that refuse it anew, sorted."""


@form
class LockForm:
    """What `planner lock` wrote, or would write."""

    format_version: Version = VERSION
    stack: str
    lock: str
    """The lock file, as shown to the user."""
    stale: bool
    """The file is not what would be written, or is missing (`--check`)."""
    written: bool
    added: tuple[str, ...]
    """Names of workloads, sorted."""
    moved: tuple[LockMoveForm, ...]
    changed: tuple[LockChangeForm, ...]
    removed: tuple[str, ...]
    """Names of workloads, sorted."""
    unchanged: int
    """How many workloads are in the lock as before."""
    stays: tuple[LockStayForm, ...]
    """What `--upgrade` names and would be refused anew: it keeps its entry, and the exit code is 1."""
    refused: tuple[RefusedForm, ...]
    """Workloads of which nothing is deployed."""
    kept: tuple[RefusedForm, ...]
    """What stays although a new deployment of it would be refused."""


def lock_form(report: LockReport) -> LockForm:
    """The form of two locks held against each other."""
    changed = report.changed.items()
    return fill(
        LockForm,
        report,
        stack=report.plan.stack,
        lock=report.file,
        stale=report.fate in (Fate.STALE, Fate.MISSING),
        written=report.fate is Fate.WRITTEN,
        moved=tuple(_moved_form(report, move) for move in report.moved),
        changed=tuple(LockChangeForm(workload=n, changes=tuple(each)) for n, each in changed),
        stays=tuple(LockStayForm(workload=n, rules=each) for n, each in report.stays.items()),
        refused=refused_forms(report.plan),
        kept=kept_forms(report.plan),
    )


def _moved_form(report: LockReport, move: Move) -> LockMoveForm:
    return fill(LockMoveForm, move_form(move), since=report.since(move))


def form_of(report: LockReport) -> LockForm:
    """The form of a report of `planner.report.lock`."""
    return lock_form(report)
