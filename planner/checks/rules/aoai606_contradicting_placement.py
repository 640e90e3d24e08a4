"""AOAI606: workloads that cannot stand together or apart as the stack file asks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from planner.checks.base import Placed, StackRule
from planner.checks.common import words
from planner.checks.common.neighbours import APART, BESIDE, Neighbours, Requirement
from planner.domain.finding import Finding, Page, Path, Remedy, Rule
from planner.domain.plan import LeftOut
from planner.domain.terms import Party, Severity, Verdict
from planner.domain.workload import Stack

RULE = Rule(
    id="AOAI606",
    slug="contradicting-placement",
    title="Together and apart in ways that cannot be",
    severity=Severity.ERROR,
    verdict=Verdict.FAIL,
    speaks_for=Party.REQUEST,
    page=Page(
        what="`together_with` or `apart_from` names no other workload of the stack, or such wishes exclude each other: because of their names (one together with the other, the other apart from it), their regions and residencies (together, and no region in common; apart, and only one region between them), or their replicas (together with something that stands in fewer regions). The finding names the smallest set of requirements that cannot hold together. Of workloads that exclude each other as few are refused as possible, and rather what is new than what runs; the others are placed. What is refused for another reason, or kept as it runs, contradicts nothing.",
        why="No placement has what was asked for, and whichever part were given up silently might be the one that mattered.",
        example="""\
defaults: {model: gpt-5.1@2025-11-13, deployment_type: global-standard, capacity: {tpm: 50000}}
workloads:
  chat: {region: swedencentral, together_with: search}
  search: {region: francecentral}
""",
        fix="Take back one of the named requirements. For a name that is not there, the finding gives the near one.",
        source="The stack file itself; residencies against the regions of the snapshot in use.",
    ),
)

_LONGEST = 200
"""Bytes of a message."""


def check(placed: Placed) -> Iterator[Finding]:
    """One finding for each name that means no other workload."""
    for name in sorted(placed.stack.workloads):
        yield from _unmeant(placed.stack, name)


def left_out(placed: Placed) -> Iterator[Finding]:
    """One finding for each workload whose wishes, or those of others about it, exclude it."""
    for out in placed.left_out:
        members = behind(placed, out)
        if members:
            yield _contradiction(placed.stack, out.workload, members)


def behind(placed: Placed, out: LeftOut) -> Sequence[Requirement]:
    """What cannot hold together while the others stand; empty where nothing contradicts itself.

    Those that stand count, and not what is kept, which asks for nothing; then, beside what cannot
    stand without it, others that are left out. Who is to be beside one that is refused is left out
    for that.
    """
    stand = {place.workload for place in placed.places} - placed.kept
    others = {each.workload for each in placed.left_out} - placed.kept
    beside = {*placed.stack.workloads[out.workload].together_with}
    if out.short or not beside <= stand | others | placed.kept:
        return ()
    neighbours = Neighbours(placed.stack, placed.catalog)
    found = neighbours.against(out.workload, stand)
    found = found or neighbours.against(out.workload, stand | others)
    return found if any(out.workload in (each.workload, each.other) for each in found) else ()


def _unmeant(stack: Stack, name: str) -> Iterator[Finding]:
    for key in (BESIDE, APART):
        for other in getattr(stack.workloads[name], key):
            if other == name:
                message = f"{key} names the workload itself"
            elif other not in stack.workloads:
                message = f"{key} {other} is not a workload of the stack"
            else:
                continue
            remedies = [*_nearest(stack, name, key, other), _without(stack, name, key, other)]
            path = _path(stack, name, key, other)
            yield RULE.finding(path, message, workload=name, remedies=remedies)


def _contradiction(stack: Stack, name: str, members: Sequence[Requirement]) -> Finding:
    """The finding about one workload; its own wishes come first."""
    ordered = sorted(members, key=lambda each: (not each.other, each.workload != name))
    first = ordered[0]
    wishes = [each for each in ordered if each.other]
    remedies = [_taken_back(stack, name, wish) for wish in wishes]
    path = _path(stack, first.workload, first.key, first.other)
    message = _message([_said(stack, each) for each in ordered])
    return RULE.finding(path, message, workload=name, remedies=remedies[:3])


def _taken_back(stack: Stack, name: str, wish: Requirement) -> Remedy:
    """Without a wish: a change of the workload itself, words where it is another's."""
    if wish.workload == name:
        return _without(stack, name, wish.key, wish.other)
    return Remedy(f"{wish.workload} without {wish.key} {wish.other}")


def _message(said: Sequence[str]) -> str:
    """As many requirements as fit, and the number of the others."""
    for shown in range(len(said), 0, -1):
        message = f"{words.listed(said, limit=shown)} cannot hold together"
        if len(message.encode()) <= _LONGEST:
            break
    return message


def _said(stack: Stack, each: Requirement) -> str:
    """A requirement in words: `chat together_with search`, `search region francecentral`."""
    if each.other:
        return f"{each.workload} {each.key} {each.other}"
    value = getattr(stack.workloads[each.workload], each.key)
    shown = words.listed(value, "or") if isinstance(value, tuple) else value
    return f"{each.workload} {each.key} {shown}"


def _nearest(stack: Stack, name: str, key: str, wrong: str) -> Iterator[Remedy]:
    given = getattr(stack.workloads[name], key)
    others = [other for other in stack.workloads if other not in (name, *given)]
    for near in get_close_matches(wrong, others, n=1, cutoff=0.5):
        named = [near if each == wrong else each for each in given]
        yield Remedy(f"{key} {near}", {key: named})


def _without(stack: Stack, name: str, key: str, other: str) -> Remedy:
    kept = [each for each in getattr(stack.workloads[name], key) if each != other]
    return Remedy(f"without {key} {other}", {key: kept})


def _path(stack: Stack, name: str, key: str, other: str) -> Path:
    given = getattr(stack.workloads[name], key)
    here: Path = ("workloads", name, key)
    return (*here, given.index(other)) if len(given) > 1 else here


CHECK = StackRule(RULE, check, left_out=left_out)
