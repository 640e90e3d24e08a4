"""What the service itself listed for one subscription: its offerings, their terms and sizes.

A second witness beside the documents. A subscription is not shown what it has no access to, and
still sees retired versions that it may keep.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from planner.domain.offering import CapacityRule, Source
from planner.domain.publishers import OPENAI
from planner.domain.subject import Subject
from planner.domain.terms import DeploymentType, Stage, Use
from planner.facts.kind import Kind, many_by, said_publisher, stated
from planner.facts.reader import Reader, Record

Lines = Mapping[tuple[Subject, DeploymentType], Sequence["Observed"]]
"""The lines of a subject as one type; several where regions differ in their terms."""


@dataclass(frozen=True, slots=True)
class Every:
    """So many of something each period."""

    count: int
    seconds: int

    @property
    def per_minute(self) -> int:
        return self.count * 60 // self.seconds


@dataclass(frozen=True, slots=True)
class Observed:
    """The regions that listed one version as one type on the same terms."""

    model: str
    version: str
    use: Use
    type: DeploymentType
    regions: tuple[str, ...]
    account_kinds: tuple[str, ...]
    usage_name: str
    """The quota pool, as the service spells it."""
    default: int | None
    """The size that it proposes, in ARM's units like the others."""
    minimum: int | None
    step: int | None
    maximum: int | None
    requests: Every | None
    """What one unit of capacity gives."""
    tokens: Every | None
    """None for what is counted in requests alone: images, pages, speech."""
    priority: bool
    """Whether it takes the priority service tier, in one of the regions at least."""
    stage: Stage
    retires: date | None
    source: Source
    publisher: str = OPENAI

    @property
    def subject(self) -> Subject:
        return Subject(self.model, self.version, self.use, self.publisher)

    @property
    def rule(self) -> CapacityRule:
        """The sizes; where the list gives no minimum and no step, they are one unit."""
        return CapacityRule(self.minimum or 1, self.step or 1, self.maximum, self.source)


def _read(reader: Reader) -> Observed:
    return Observed(
        model=reader.text("model"),
        version=reader.text("version"),
        use=reader.word("use", Use),
        type=reader.word("type", DeploymentType),
        regions=reader.places(),
        account_kinds=reader.texts("account_kinds"),
        usage_name=reader.text("usage_name"),
        default=reader.maybe("default", int),
        minimum=reader.maybe("minimum", int),
        step=reader.maybe("step", int),
        maximum=reader.maybe("maximum", int),
        requests=_every(reader, "requests"),
        tokens=_every(reader, "tokens"),
        priority=reader.maybe("priority", bool) or False,
        stage=reader.word("stage", Stage),
        retires=reader.maybe_day("retires"),
        source=reader.source(),
        publisher=reader.publisher(),
    )


def _every(reader: Reader, key: str) -> Every | None:
    count, seconds = reader.maybe(key, int), reader.maybe(f"{key}_seconds", int)
    return None if count is None else Every(count, seconds or 60)


def _write(line: Observed) -> Record:
    fixed = {
        "model": line.model,
        "version": line.version,
        "use": line.use.value,
        "type": line.type.value,
        "regions": list(line.regions),
        "account_kinds": list(line.account_kinds),
        "usage_name": line.usage_name,
        "stage": line.stage.value,
        "source": line.source.id,
    }
    return {**fixed, **stated(_terms(line))}


def _terms(line: Observed) -> Record:
    return {
        "publisher": said_publisher(line.publisher),
        "default": line.default,
        "minimum": line.minimum,
        "step": line.step,
        "maximum": line.maximum,
        **_spelt("requests", line.requests),
        **_spelt("tokens", line.tokens),
        "priority": line.priority,
        "retires": line.retires.isoformat() if line.retires else None,
    }


def _spelt(key: str, every: Every | None) -> Record:
    """A minute is left out."""
    if every is None:
        return {}
    seconds = None if every.seconds == 60 else every.seconds  # noqa: PLR2004 - of a minute
    return {key: every.count, f"{key}_seconds": seconds}


def _cell(line: Observed) -> tuple[Subject, DeploymentType]:
    return line.subject, line.type


KIND: Final = Kind(
    name="observed",
    line="the `regions` where the service listed a version for a use and type on the same terms: "
    "`usage_name` of the pool, `default`, `minimum`, `step`, `maximum` sizes, what one unit gives "
    "(`requests` and `tokens` a minute, or per `requests_seconds`, `tokens_seconds`), `priority`, "
    "`stage`, `retires`, `account_kinds`",
    key=(
        "use",
        "model",
        "publisher",
        "version",
        "type",
        "usage_name",
        "retires",
        "stage",
        "source",
    ),
    read=_read,
    write=_write,
    index=many_by(_cell),
    about=("model", "publisher", "version", "use", "type"),
    aside=frozenset({"source", "account_kinds"}),
)
