"""Things that go wrong on purpose, counted in the world so that all its processes agree."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from fnmatch import fnmatchcase

from tests.fake_azure.ids import ArmId
from tests.fake_azure.store import State

REFUSING: Mapping[str, str] = {
    "conflict": "busy",
    "throttled": "throttled",
    "server-error": "server-error",
}
"""Faults that answer at once and do nothing, with the refusal they answer."""
KINDS = (*REFUSING, "timeout", "slow", "fail-later", "crash", "crash-before", "kill", "kill-before")
"""`timeout`: the write takes effect, the answer is a 504. `slow`: it takes `seconds` more.
`throttled` with `seconds`: for that
long every request that matches is refused, and Retry-After says how long is left.
`fail-later`: it is accepted and ends in state Failed. `crash`: the process that asked ends when
the write has been stored, before it hears of it; `crash-before`: when it is about to ask. `kill`
and `kill-before`: so ends every process of its session, the engine and the program too."""


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One kind of mishap and when it strikes. ValueError for a kind that is none."""

    kind: str
    match: str = "PUT *"
    """fnmatch pattern over `PUT microsoft.cognitiveservices/accounts/deployments /sub...`."""
    after: int = 0
    """Requests that match and are let through first."""
    times: int = 1
    """How often it strikes; 0 for ever."""
    rate: float = 1.0
    """Share of the requests it may strike that it does strike."""
    seed: int = 0
    seconds: float = 0.0

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"{self.kind} is not one of {', '.join(KINDS)}")

    def meets(self, verb: str, rid: ArmId) -> bool:
        """Whether the request is one that this fault is about."""
        return fnmatchcase(f"{verb} {rid.type} {rid.key}", _verb_kept(self.match))

    def strikes(self, number: int, struck: int) -> bool:
        """Whether it strikes the request that is the `number`th (from 0) it meets."""
        if number < self.after or (self.times and struck >= self.times):
            return False
        return random.Random(f"{self.seed}:{number}").random() < self.rate


def _verb_kept(pattern: str) -> str:
    verb, _, rest = pattern.partition(" ")
    return f"{verb} {rest.lower()}"


def install(state: State, faults: Iterable[Fault]) -> None:
    """Replace the faults that are switched on."""
    for key, _ in state.items("fault"):
        state.erase("fault", key)
    for number, fault in enumerate(faults):
        state.write("fault", f"{number:04}", {"fault": asdict(fault), "met": 0, "struck": 0})


def strike(state: State, verb: str, rid: ArmId, now: float) -> list[Fault]:
    """The faults that this request runs into; counts it."""
    found: list[Fault] = []
    for key, data in state.items("fault"):
        fault = Fault(**data["fault"])
        if not fault.meets(verb, rid):
            continue
        left = data.get("until", 0.0) - now
        if left > 0:
            found.append(replace(fault, seconds=left))
        elif fault.strikes(data["met"], data["struck"]):
            found.append(fault)
            data["struck"] += 1
            data["until"] = now + fault.seconds if fault.kind == "throttled" else 0.0
        data["met"] += 1
        state.write("fault", key, data)
    return found
