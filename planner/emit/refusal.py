"""What the plan does not let through, in the words of Pulumi's diagnostics and outputs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from planner.domain.finding import Finding
from planner.domain.openness import opens
from planner.domain.plan import (
    Account,
    Deployment,
    Group,
    Plan,
    PlannedChange,
    TrainingPlace,
)
from planner.domain.terms import Action, Verdict
from planner.emit import naming
from planner.emit.config import OnRefused


class RefusedError(Exception):
    """The plan must not be deployed; `problems` has one line for each reason."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


def line(finding: Finding) -> str:
    """A finding on one line: place, rule, workload, what is wrong, what would fix it."""
    place = f"{finding.location} " if finding.location else ""
    about = f" {finding.workload}" if finding.workload else ""
    fixes = " · ".join(remedy.text for remedy in finding.remedies)
    fix = f"; fix: {fixes}" if fixes else ""
    text = f"{place}{finding.rule.id} {finding.severity.value}{about}: {finding.message}{fix}"
    return " ".join(text.split())


def reasons(plan: Plan, workload: str) -> tuple[Finding, ...]:
    """The findings that keep a workload out; of one that stays, those that would."""
    stays = next((k.findings for k in plan.kept if k.workload == workload), None)
    found = (f for f in plan.findings_of(workload) if f.verdict is not Verdict.OK)
    return tuple(found) if stays is None else stays


def check(plan: Plan, on_refused: OnRefused) -> None:
    """Raise RefusedError when nothing of the plan may be registered.

    That is when the plan as a whole cannot be applied, or when anything is refused and
    `on_refused` is `fail`: also an edit of what runs, which then stays as it was.
    """
    if plan.applyable and (on_refused is OnRefused.SKIP or not plan.refused):
        return
    whole = (f for f in plan.findings if f.workload is None and f.verdict is not Verdict.OK)
    problems = [line(f) for f in whole]
    problems += [text for name in plan.refused for text in _lines(plan, name)]
    raise RefusedError(problems or ["the plan has workloads, but nothing of it can be deployed"])


def warnings(plan: Plan) -> tuple[str, ...]:
    """What is taken away, opened or without effect, then each workload that is left out or kept."""
    left_out = [
        "\n  ".join([f"{name} is not deployed:", *_lines(plan, name)]) for name in plan.not_deployed
    ]
    stay = [
        "\n  ".join([f"{name} is kept as it is, protected:", *_lines(plan, name)])
        for name in plan.kept_workloads
    ]
    taken = [_taken(change) for change in plan.changes if change.action in _TAKING]
    gone = ["\n  ".join(["this run takes away what runs:", *taken])] if taken else []
    return (*gone, *_opened(plan), *_elsewhere(plan), *left_out, *stay)


def _elsewhere(plan: Plan) -> Iterator[str]:
    """Edits that do nothing, since what runs stays as it is called and where it stands."""
    yield from (line(finding) for finding in plan.findings if finding.rule.without_effect)


def _opened(plan: Plan) -> Iterator[str]:
    """The accounts that run and become more open, in one message."""
    accounts = (change for change in plan.changes if isinstance(change.after, Account))
    found = {change.name: [f for f in change.fields if opens(f)] for change in accounts}
    said = [f"{name}: {', '.join(map(str, fields))}" for name, fields in found.items() if fields]
    if said:
        yield "\n  ".join(["this run makes accounts that run more open:", *said])


_TAKING = {
    Action.DELETED: "is deleted",
    Action.REPLACED: "is deleted, then made anew in its account",
    Action.MOVED: "is made elsewhere, then deleted",
}


def _taken(change: PlannedChange) -> str:
    """`chat: gpt-5.1 2025-11-13, provisioned, in swedencentral is deleted; no longer in ...`."""
    part = change.before
    what, where = "account", change.region
    if isinstance(part, Deployment | TrainingPlace):
        what, where = f"{part.full_model} {part.version}, {part.type.value},", part.region
    elif isinstance(part, Group):
        what = "resource group"
    notes = [f"{what} in {where} {_fate(change)}", change.why, _held(change)]
    return f"{change.workload or change.name}: {'; '.join(filter(None, notes))}"


def _fate(change: PlannedChange) -> str:
    """A move to another account of its region is a deletion first: Pulumi goes by the region."""
    if change.action is Action.MOVED and change.down:
        return "is deleted, then made anew in another account"
    return _TAKING[change.action]


def _held(change: PlannedChange) -> str:
    """A deployment that is protected, by its name in Pulumi's state."""
    if not change.protected or not isinstance(change.before, Deployment):
        return "protected, so Pulumi refuses until it is unprotected" if change.protected else ""
    name = naming.deployment(change.before)
    return f"protected, so Pulumi refuses until `pulumi state unprotect` of {name}"


def _lines(plan: Plan, workload: str) -> list[str]:
    found = [line(finding) for finding in reasons(plan, workload)]
    return found or [f"{workload}: no place was found for it"]


def record(finding: Finding) -> dict[str, Any]:
    """A finding as an output: few keys, none of which is ever missing."""
    return {
        "rule": finding.rule.id,
        "severity": finding.severity.value,
        "message": finding.message,
        "remedies": [remedy.text for remedy in finding.remedies],
        "location": str(finding.location) if finding.location else None,
    }
