"""The program's configuration: Pulumi hands over words, here they become values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path

from planner.emit.conflict import MINUTES

LONGEST = 120
"""Minutes that a write may be tried again; more is a run that hangs."""


class OnRefused(StrEnum):
    """What to do with a stack of which some workloads are refused."""

    SKIP = "skip"
    FAIL = "fail"


class ConfigError(Exception):
    """Configuration that cannot be understood; `problems` has one line for each key."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


@dataclass(frozen=True, slots=True)
class Config:
    """The program's configuration, read and checked."""

    stack_file: str
    """A path, or the name of a file under `stacks/`."""
    catalog: str | None
    """Snapshot or folder; None leaves it to the stack file."""
    as_of: date | None
    """Day to plan for; None leaves it to the stack file."""
    on_refused: OnRefused
    retry_minutes: int = MINUTES
    """How long a write to a busy account is tried again; 0 for not at all."""
    live: Path | None = None
    """File of a live snapshot; None plans with documented quota."""


KEYS = ("stackFile", "catalog", "asOf", "onRefused", "retryMinutes", "live")

_UNQUOTED = re.compile(r"(\d{4}-\d\d-\d\d) 00:00:00 \+0000 UTC")
"""What Pulumi makes of a date that stands without quotes in `Pulumi.<stack>.yaml`."""


def read(values: Mapping[str, str], *, project: str, stack: str) -> Config:
    """The configuration in `values`, whose keys are `project:key`.

    Keys of other projects are not ours to judge. An empty text means not set. Raises
    ConfigError with every problem at once.
    """
    own = {key.split(":", 1)[1]: v for key, v in values.items() if key.startswith(f"{project}:")}
    problems = [_unknown(key) for key in sorted(own) if key not in KEYS]
    as_of = _as_of(own.get("asOf", ""), problems)
    on_refused = _on_refused(own.get("onRefused") or OnRefused.SKIP, problems)
    minutes = _minutes(own.get("retryMinutes", ""), problems)
    if problems:
        raise ConfigError(problems)
    file, catalog = own.get("stackFile") or stack, own.get("catalog") or None
    live = Path(own["live"]) if own.get("live") else None
    return Config(file, catalog, as_of, on_refused, minutes, live)


def _unknown(key: str) -> str:
    near = get_close_matches(key.lower(), [k.lower() for k in KEYS], n=1)
    hint = next((f"; did you mean {k}?" for k in KEYS if near and k.lower() == near[0]), "")
    return f"config {key}: there is no such key{hint} (keys: {', '.join(KEYS)})"


def _as_of(text: str, problems: list[str]) -> date | None:
    unquoted = _UNQUOTED.fullmatch(text)
    try:
        return date.fromisoformat(unquoted[1] if unquoted else text) if text else None
    except ValueError:
        problems.append(f"config asOf: {text!r} is not a date; write it like 2026-11-20")
        return None


def _minutes(text: str, problems: list[str]) -> int:
    if not text:
        return MINUTES
    if not text.isdecimal() or int(text) > LONGEST:
        problems.append(f"config retryMinutes: {text!r} is not a whole number from 0 to {LONGEST}")
        return MINUTES
    return int(text)


def _on_refused(word: str, problems: list[str]) -> OnRefused:
    try:
        return OnRefused(word)
    except ValueError:
        known = " or ".join(OnRefused)
        problems.append(f"config onRefused: {word!r} is neither; write {known}")
        return OnRefused.SKIP
