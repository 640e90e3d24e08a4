"""Chooses among the offerings that the checks leave one workload."""

from __future__ import annotations

from collections.abc import Iterable

from planner.placement.preference import rank
from planner.plan import Choice


def choose(choices: Iterable[Choice], *, replicas: int, spread: str) -> tuple[Choice, ...]:
    """The best `replicas` choices that share no region (or geography, by `spread`).

    Returns () when there are too few; a workload is placed whole or not at all.
    """
    chosen: dict[str, Choice] = {}
    for choice in sorted(choices, key=rank):
        apart = choice.geography if spread == "geography" else choice.region
        if len(chosen) < replicas:
            chosen.setdefault(apart, choice)
    return tuple(chosen.values()) if len(chosen) == replicas else ()
