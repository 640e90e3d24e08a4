"""What a plan changes, as text: deletions first and loud, then all else, as people read a diff."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from planner.domain.plan import Account, Deployment, Group
from planner.domain.terms import Action, Unit
from planner.report.look import Ink, Look, Span, block, count, flow, sentence, tail
from planner.report.places import move_text

if TYPE_CHECKING:
    from planner.domain.plan import Place, Plan, PlannedChange

_INDENT = "  "
_SIGNS = {
    Action.DELETED: ("-", Ink.RED),
    Action.REPLACED: ("-/+", Ink.RED),
    Action.MOVED: ("+/-", Ink.YELLOW),
    Action.CHANGED: ("~", Ink.YELLOW),
    Action.ADDED: ("+", Ink.GREEN),
    Action.LEFT: ("<", Ink.YELLOW),
    Action.KEPT: ("=", Ink.YELLOW),
}
"""As in Terraform's plans: `-/+` is deleted first, then made; `+/-` the other way round."""

_VERBS = {Action.DELETED: "DELETES", Action.ADDED: "adds"}
"""Deletions are loud also where there is no colour."""

_UNPROTECT = "protected: pulumi up stops here until somebody unprotects it"
_IN_MOVES = {"deployment_type", "model", "name", "version"}
"""What the sentence about a move says by itself."""


def changes_text(plan: Plan, look: Look, lock: str = "", *, passes_over_lock: bool = False) -> str:
    """What is deleted, then what else changes against the lock, whose file is named `lock`."""
    if passes_over_lock and plan.applyable and plan.changes and not look.quiet:
        said = f"{lock} is passed over: without it the plan adds {_what(plan.changes)}."
        return sentence(f"{said} What runs may be moved or replaced.", look)
    deleted = [c for c in plan.changes if c.action is Action.DELETED]
    others = [c for c in plan.changes if c.action is not Action.DELETED]
    if look.quiet:
        others = [c for c in others if c.action in (Action.REPLACED, Action.MOVED)]
        return block(deletions_text(deleted, look), "\n".join(_lines(others, look)))
    return block(deletions_text(deleted, look), _others(plan, others, look, lock))


def change_counts(plan: Plan) -> Iterator[str]:
    """`DELETES 1 deployment and 1 account`, `1 replaced`, ..., `adds 2 deployments`."""
    for action in Action:
        changes = [change for change in plan.changes if change.action is action]
        if changes and action in _VERBS:
            yield f"{_VERBS[action]} {_what(changes)}"
        elif changes:
            yield f"{len(changes)} {action.value}"


def deletions_text(changes: list[PlannedChange], look: Look) -> str:
    """`DELETES 1 account and 1 resource group`, and each of them; empty where there is none."""
    if not changes:
        return ""
    head = flow(
        [Span(f"{_VERBS[Action.DELETED]} {_what(changes)}", Ink.RED)], look, hanging=_INDENT
    )
    return "\n".join([head, *_lines(changes, look)])


def _what(changes: Iterable[PlannedChange]) -> str:
    """`2 deployments, 1 place to train, 1 account and 1 resource group`."""
    counts = Counter(_kind(change.before or change.after) for change in changes)
    nouns = (
        ("deployment", None),
        ("place to train", "places to train"),
        ("account", None),
        ("resource group", None),
    )
    *others, last = [count(counts[noun], noun, more) for noun, more in nouns if counts[noun]]
    return f"{', '.join(others)} and {last}" if others else last


def _kind(part: Place | Account | Group | None) -> str:
    if isinstance(part, Group):
        return "resource group"
    if isinstance(part, Account):
        return "account"
    return "deployment" if isinstance(part, Deployment) else "place to train"


def _others(plan: Plan, changes: list[PlannedChange], look: Look, lock: str) -> str:
    against = lock or "the lock"
    if not plan.applyable:
        return sentence("Nothing changes: this plan cannot be applied.", look)
    if not plan.under_lock:
        return _unknown(plan, look)
    if all(change.action is Action.KEPT for change in plan.changes):
        return sentence(f"No changes against {against}.", look)
    if not changes:
        return ""
    counts = [text for text in change_counts(plan) if not text.startswith(_VERBS[Action.DELETED])]
    counts += [f"{plan.unchanged} as before"] if plan.unchanged else []
    title = [Span(f"Changes against {against}:", Ink.BOLD), *tail(counts)[1:]]
    return "\n".join([flow(title, look, hanging=_INDENT), *_lines(changes, look)])


def _unknown(plan: Plan, look: Look) -> str:
    if not plan.changes:
        return ""
    said = f"No lock, so nobody knows what runs: the plan adds {_what(plan.changes)}."
    return sentence(f"{said} planner lock {plan.stack} makes one.", look)


def _lines(changes: Iterable[PlannedChange], look: Look) -> list[str]:
    return [_line(change, look) for change in changes]


def _line(change: PlannedChange, look: Look) -> str:
    first = change.down and change.action is Action.MOVED
    sign, ink = _SIGNS[Action.REPLACED if first else change.action]
    spans = [Span(sign, ink), Span(f"{_named(change)}:", Ink.BOLD), Span(_text(change))]
    return flow(spans, look, indent=_INDENT, hanging=_INDENT * 3)


def _named(change: PlannedChange) -> str:
    """`support-chat`, `account aoai-dev-swedencentral`; with its name in Azure if it is another."""
    if change.workload is None:
        return f"{_kind(change.before or change.after)} {change.name}"
    own = change.name == change.workload
    return change.workload if own else f"{change.workload} (deployment {change.name})"


def _text(change: PlannedChange) -> str:
    notes = [change.why, _UNPROTECT if change.protected else ""]
    return "; ".join(filter(None, (_what_happens(change), *notes)))


def _what_happens(change: PlannedChange) -> str:
    """`capacity 50 -> 100, in swedencentral`."""
    differences = [str(each) for each in change.fields]
    if change.move is not None:
        more = [str(each) for each in change.fields if each.name not in _IN_MOVES]
        return "; ".join([move_text(change.move), *([", ".join(more)] if more else [])])
    if change.action is Action.CHANGED:
        return f"{', '.join(differences)}, in {change.region}"
    if change.action is Action.KEPT:
        return f"stays in {change.region} as it is, protected, although it would be refused today"
    gone = (
        f", account {change.account}" if change.action is Action.DELETED and change.workload else ""
    )
    return _part(change.after or change.before) + gone


def _part(part: Place | Account | Group | None) -> str:
    """`gpt-5.1 2025-11-13, standard, capacity 50, in swedencentral`."""
    if isinstance(part, Group):
        return f"in {part.location}"
    if isinstance(part, Account):
        return f"{part.kind} in {part.region}" + (", adopted" if part.import_id else "")
    if isinstance(part, Deployment):
        unit = " PTU" if part.type.unit is Unit.PTU else ""
        what = (
            f"{part.full_model} {part.version}, {part.type.value}, capacity {part.capacity:,}{unit}"
        )
        return f"{what}, in {part.region}" + (", adopted" if part.import_id else "")
    if part is None:
        return ""
    return f"{part.full_model} {part.version}, {part.type.value} training, in {part.region}"
