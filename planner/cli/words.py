"""Words on the command line: turned into what they stand for, or answered with the near one."""

from __future__ import annotations

from argparse import ArgumentTypeError
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from typing import Generic, TypeVar

from planner.domain.capability import Wanted, WantedError, wanted
from planner.domain.terms import DeploymentType, parse_deployment_type

_LISTED = 30
"""Names up to which a message lists all that are known."""

Word = TypeVar("Word", bound=StrEnum)
Read = TypeVar("Read")


def unknown(what: str, given: str, known: Iterable[str]) -> str:
    """`unknown format 'jsn'; did you mean json? known: text, json`."""
    names = list(known)
    by_lower = {name.lower(): name for name in names}
    near = get_close_matches(given.lower(), by_lower, n=1, cutoff=0.5)
    hint = f"did you mean {by_lower[near[0]]}? " if near else ""
    listed = f"known: {', '.join(names)}" if len(names) <= _LISTED else f"{len(names)} are known"
    return f"unknown {what} {given!r}; {hint}{listed}"


@dataclass(frozen=True, slots=True, eq=False)  # argparse hashes its readers
class Words(Generic[Read]):
    """A reader of known words in any case, for argparse's `type`; completion asks for the words."""

    what: str
    """What they are, for the answer to another word: `format`."""
    known: Mapping[str, Read]

    def __call__(self, text: str) -> Read:
        try:
            return self.known[text.lower()]
        except KeyError:
            raise ArgumentTypeError(unknown(self.what, text, self.known)) from None


def word_of(words: type[Word], what: str) -> Words[Word]:
    """A reader of the words of an enum."""
    return Words(what, {word.value: word for word in words})


def one_of(known: Iterable[str], what: str) -> Words[str]:
    """A reader of some words."""
    return Words(what, {word: word for word in known})


def deployment_type(text: str) -> DeploymentType:
    """A deployment type in either spelling, for argparse's `type`."""
    found = parse_deployment_type(text)
    if found is None:
        known = [member.value for member in DeploymentType]
        raise ArgumentTypeError(unknown("deployment type", text, known))
    return found


def capability(text: str) -> Wanted:
    """What a version is to have, such as `vision` or `context>=200000`, for argparse's `type`."""
    try:
        return wanted(text)
    except WantedError as error:
        raise ArgumentTypeError(str(error)) from None


def day(text: str) -> date:
    """A date, for argparse's `type`."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is not a date; write it like 2026-11-20") from None
