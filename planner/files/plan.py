"""Reads saved plans, `planner plan -o plan.json`: all that is deployed by one, and why.

What a saved plan says to people only (moves, changes, pools, corrections) is not read back. What
follows from the rest (verdict, protection, what is refused ...) must agree with it, so that a plan
which was edited by hand is noticed and not half believed.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from planner.domain.finding import Finding, Location, Path, Remedy, Rule
from planner.domain.plan import (
    Account,
    CatalogRef,
    Deployment,
    Kept,
    Plan,
    TrainingPlace,
    WorkloadPlan,
)
from planner.domain.problem import FileError, Problem
from planner.domain.sent import Sent
from planner.files.planform import (
    VERSION,
    SavedDeployment,
    SavedFinding,
    SavedLocation,
    SavedPlan,
    SavedSent,
    SavedTraining,
    SavedWorkload,
)
from planner.files.text import shown, text_of
from planner.files.wording import message, model_at, unknown_key
from planner.files.yamltree import Tree

SIZE_LIMIT = 64 * 1024 * 1024
"""Bytes; ten thousand workloads take about twenty million."""


_HALVES = re.compile(r"(?<!\\)((?:\\\\)*)\\u[dD][89a-fA-F][0-9a-fA-F]{2}")
"""Halves of characters, as JSON escapes those beyond 16 bits. YAML knows no halves."""


@dataclass(frozen=True, slots=True)
class _Wrong:
    """One thing that is wrong, and the key path at which it is."""

    path: Path
    message: str


def load_plan(path: FilePath, rules: Mapping[str, Rule]) -> Plan:
    """The plan in a file, as it was made; `rules` are this planner's, by id.

    Raises FileError with every problem found: what is no saved plan, one of another version, keys
    that are missing, unknown or wrong, and what does not agree with the rest.
    """
    text = text_of(path, limit=SIZE_LIMIT, smaller="split the stack into several")
    saved, wrong = _saved(_json(text, shown(path)))
    wrong = [*wrong, *(_unknown_rules(saved, rules) if saved else ())]
    if saved is None or wrong:
        raise _error(wrong, text, path)
    plan = _plan(saved, rules)
    wrong = [*_homeless(saved), *_disagreeing(saved, plan)]
    if wrong:
        raise _error(wrong, text, path)
    return plan


def _error(wrong: Iterable[_Wrong], text: str, path: FilePath) -> FileError:
    """Everything that is wrong, with its places, for which alone the file is read as a tree."""
    readable = _HALVES.sub(lambda half: half[1] + "?" * len(r"\ud83d"), text)
    tree = Tree(readable, shown(path))  # but for those, JSON is YAML, and this one knows lines
    return FileError(Problem(each.message, _place(each.path, tree)) for each in wrong)


def _place(path: Path, tree: Tree) -> Location | None:
    """Of the key, or of what it would stand in where it is not there."""
    return tree.locate_key(path) if path else tree.locate(path)


def _json(text: str, file: str) -> object:
    """The data in a text. Raises FileError where it is not JSON, or has a key twice."""
    twice: list[str] = []

    def mapping(pairs: list[tuple[str, object]]) -> dict[str, object]:
        found = dict(pairs)
        if len(found) < len(pairs):
            twice.extend(key for key, number in Counter(k for k, _ in pairs).items() if number > 1)
        return found

    try:
        data: object = json.loads(text, object_pairs_hook=mapping)
    except json.JSONDecodeError as error:
        place = Location(file, error.lineno, error.colno)
        raise FileError([Problem(f"this is not JSON: {error.msg}", place)]) from error
    if twice:
        raise FileError([Problem(f"key {twice[0]!r} is given twice", Location(file, 1, 1))])
    return data


def _saved(data: object) -> tuple[SavedPlan | None, list[_Wrong]]:
    """What the file says, or everything in which it is not as the form asks."""
    if not isinstance(data, dict):
        return None, [_Wrong((), "a saved plan is a mapping that starts with format_version: 1")]
    if (version := data.get("format_version", VERSION)) != VERSION:
        text = f"format_version is {version!r}; this planner reads {VERSION}"
        advice = "use the planner that wrote it, or make the plan anew"
        return None, [_Wrong(("format_version",), f"{text}: {advice}")]
    try:
        return SavedPlan.model_validate(data), []
    except ValidationError as error:
        return None, [_not_as_asked(detail) for detail in error.errors()]


def _not_as_asked(detail: ErrorDetails) -> _Wrong:
    path = tuple(detail["loc"])
    key = next((step for step in reversed(path) if isinstance(step, str)), "the file")
    match detail["type"]:
        case "missing":
            return _Wrong(path, f"{path[-1]} is required")
        case "extra_forbidden":
            return _Wrong(path, unknown_key(key, model_at(path[:-1], SavedPlan)))
        case _:
            return _Wrong(path, message(detail, key))


def _unknown_rules(saved: SavedPlan, rules: Mapping[str, Rule]) -> Iterator[_Wrong]:
    every: list[tuple[Path, tuple[SavedFinding, ...]]] = [(("findings",), saved.findings)]
    every += [(("kept", i, "findings"), kept.findings) for i, kept in enumerate(saved.kept)]
    for section, findings in every:
        for index, found in enumerate(findings):
            if found.rule not in rules:
                text = f"rule {found.rule} is not known; a newer planner has it: make the plan anew"
                yield _Wrong((*section, index, "rule"), text)


def _homeless(saved: SavedPlan) -> Iterator[_Wrong]:
    """Accounts without settings, and what stands in an account that is not there."""
    names = {account.name for account in saved.accounts}
    for index, account in enumerate(saved.accounts):
        if account.name not in saved.settings:
            yield _Wrong(("accounts", index, "name"), f"account {account.name} has no settings")
    used: list[tuple[Path, str]]
    used = [(("deployments", i, "account"), d.account) for i, d in enumerate(saved.deployments)]
    used += [(("training", i, "account"), t.account) for i, t in enumerate(saved.training)]
    for path, name in used:
        if name not in names:
            yield _Wrong(path, f"account {name} is not among the plan's accounts")


def _disagreeing(saved: SavedPlan, plan: Plan) -> Iterator[_Wrong]:
    """What follows from the rest and is said otherwise."""
    for path, said, meant in _derived(saved, plan):
        if said != meant:
            text = f"{path[-1]} is {said!r}, but {meant!r} follows from the rest of the plan"
            yield _Wrong(path, f"{text}; a saved plan is not edited: make it anew")


def _derived(saved: SavedPlan, plan: Plan) -> Iterator[tuple[Path, object, object]]:
    """Where the file says what follows from the rest: what it says, and what follows."""
    yield ("verdict",), saved.verdict.value, plan.verdict.value
    yield ("complete",), saved.complete, plan.complete
    yield ("applyable",), saved.applyable, plan.applyable
    yield ("protected",), [*saved.protected], [*plan.protected]
    yield ("refused",), [each.workload for each in saved.refused], [*plan.not_deployed]
    for index, (said, meant) in enumerate(zip(saved.deployments, plan.deployments, strict=True)):
        yield ("deployments", index, "sku"), said.sku, meant.sku
        yield ("deployments", index, "unit"), said.unit, meant.unit.value


def _plan(saved: SavedPlan, rules: Mapping[str, Rule]) -> Plan:
    return Plan(
        stack=saved.stack,
        environment=saved.environment.value,
        as_of=saved.as_of,
        as_of_pinned=saved.as_of_pinned,
        catalog=CatalogRef(**dict(saved.catalog)),
        resource_group=saved.resource_group,
        location=saved.location,
        group_exists=saved.group_exists,
        group_released=saved.group_released,
        tags=saved.tags,
        settings=saved.settings,
        accounts=tuple(Account(**dict(account)) for account in saved.accounts),
        deployments=tuple(map(_deployment, saved.deployments)),
        training=tuple(map(_training, saved.training)),
        workloads={name: _workload(name, each) for name, each in saved.workloads.items()},
        findings=_found(saved.findings, rules),
        kept=tuple(Kept(each.workload, _found(each.findings, rules)) for each in saved.kept),
        retyped=frozenset(saved.retyped),
        guarded=tuple(map(_deployment, saved.guarded)),
        sent={(each.workload, each.region): _sent(each) for each in saved.sent},
        times_moved=saved.times_moved,
        under_lock=saved.under_lock,
        proven=saved.proven,
        gap=saved.gap,
    )


def _deployment(saved: SavedDeployment) -> Deployment:
    return Deployment(**_with_type(dict(saved), "sku", "unit"))


def _sent(saved: SavedSent) -> Sent:
    return Sent(saved.model, saved.version, saved.followed, saved.stands)


def _training(saved: SavedTraining) -> TrainingPlace:
    return TrainingPlace(**_with_type(dict(saved), "sku"))


def _with_type(fields: dict[str, Any], *derived: str) -> dict[str, Any]:
    """The fields of a place under the names of the plan, without what follows from them."""
    kept = {name: value for name, value in fields.items() if name not in derived}
    kept["type"] = kept.pop("deployment_type")
    return kept


def _workload(name: str, saved: SavedWorkload) -> WorkloadPlan:
    return WorkloadPlan(
        name=name,
        verdict=saved.verdict,
        model=saved.model,
        publisher=saved.publisher,
        version=saved.version,
        use=saved.use,
        chosen=(),
        kept=saved.kept,
        owner=saved.owner,
    )


def _found(saved: Iterable[SavedFinding], rules: Mapping[str, Rule]) -> tuple[Finding, ...]:
    return tuple(_finding(each, rules[each.rule]) for each in saved)


def _finding(saved: SavedFinding, rule: Rule) -> Finding:
    return Finding(
        rule=rule,
        severity=saved.severity,
        verdict=saved.verdict,
        workload=saved.workload,
        path=saved.location.path,
        message=saved.message,
        remedies=tuple(Remedy(each.text, each.change, each.workload) for each in saved.remedies),
        location=_location(saved.location),
        accepted=saved.accepted,
        owner=saved.owner,
    )


def _location(saved: SavedLocation) -> Location | None:
    if saved.file is None or saved.line is None or saved.column is None:
        return None
    return Location(saved.file, saved.line, saved.column)
