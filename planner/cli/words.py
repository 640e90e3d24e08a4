"""Words on the command line: turned into what they stand for, or answered with the near one."""

from __future__ import annotations

from argparse import ArgumentTypeError
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from typing import TypeVar

from planner.domain.terms import DeploymentType, parse_deployment_type

_LISTED = 30
"""Names up to which a message lists all that are known."""

Word = TypeVar("Word", bound=StrEnum)


def unknown(what: str, given: str, known: Iterable[str]) -> str:
    """`unknown format 'jsn'; did you mean json? known: text, json`."""
    names = list(known)
    by_lower = {name.lower(): name for name in names}
    near = get_close_matches(given.lower(), by_lower, n=1, cutoff=0.5)
    hint = f"did you mean {by_lower[near[0]]}? " if near else ""
    listed = f"known: {', '.join(names)}" if len(names) <= _LISTED else f"{len(names)} are known"
    return f"unknown {what} {given!r}; {hint}{listed}"


def word_of(words: type[Word], what: str) -> Callable[[str], Word]:
    """A reader of the words of an enum, in any case, for argparse's `type`."""

    def read(text: str) -> Word:
        try:
            return words(text.lower())
        except ValueError:
            raise ArgumentTypeError(unknown(what, text, [w.value for w in words])) from None

    return read


def one_of(known: Sequence[str], what: str) -> Callable[[str], str]:
    """A reader of some words, in any case, for argparse's `type`."""

    def read(text: str) -> str:
        if text.lower() not in known:
            raise ArgumentTypeError(unknown(what, text, known))
        return text.lower()

    return read


def deployment_type(text: str) -> DeploymentType:
    """A deployment type in either spelling, for argparse's `type`."""
    found = parse_deployment_type(text)
    if found is None:
        known = [member.value for member in DeploymentType]
        raise ArgumentTypeError(unknown("deployment type", text, known))
    return found


def day(text: str) -> date:
    """A date, for argparse's `type`."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is not a date; write it like 2026-11-20") from None
