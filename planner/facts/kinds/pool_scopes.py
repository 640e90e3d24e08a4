"""How far the quota pools of a model reach."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from planner.domain.offering import Source
from planner.domain.publishers import OPENAI, full_model
from planner.domain.subject import Subject
from planner.domain.terms import DeploymentType, QuotaScope, Use
from planner.facts.kind import Kind, any_model, many_by, said_publisher, stated
from planner.facts.reader import Reader, Record


@dataclass(frozen=True, slots=True)
class PoolScope:
    """How far the quota pools of a model reach, for one type and use, from a day on."""

    model: str
    """`*` for every model that no other line of the type and use names."""
    type: DeploymentType
    use: Use
    scope: QuotaScope
    since: date | None
    """The first day; None for what held before any change."""
    source: Source
    assumed: bool = False
    """True when the document announces the scope without saying which models have it already.
    The wider scope is then counted with: what fits in a shared pool fits in narrower ones too."""
    publisher: str = OPENAI

    def has_begun(self, as_of: date) -> bool:
        return self.since is None or self.since <= as_of


Scopes = Mapping[tuple[str, DeploymentType, Use], Sequence[PoolScope]]


def scope_on(
    scopes: Scopes, subject: Subject, type_: DeploymentType, as_of: date
) -> PoolScope | None:
    """The newest that has begun: of the model, else of every other one; None when none has."""
    for name in (subject.full_model, any_model(subject.full_model)):
        begun = (
            each for each in scopes.get((name, type_, subject.use), ()) if each.has_begun(as_of)
        )
        newest = max(begun, key=lambda scope: scope.since or date.min, default=None)
        if newest is not None:
            return newest
    return None


def _read(reader: Reader) -> PoolScope:
    return PoolScope(
        model=reader.text("model"),
        type=reader.word("type", DeploymentType),
        use=reader.word("use", Use),
        scope=reader.word("scope", QuotaScope),
        since=reader.maybe_day("since"),
        source=reader.source(),
        assumed=reader.maybe("assumed", bool) or False,
        publisher=reader.publisher(),
    )


def _write(scope: PoolScope) -> Record:
    return stated(
        {
            "model": scope.model,
            "publisher": said_publisher(scope.publisher),
            "type": scope.type.value,
            "use": scope.use.value,
            "scope": scope.scope.value,
            "since": scope.since.isoformat() if scope.since else None,
            "source": scope.source.id,
            "assumed": scope.assumed,
        }
    )


def _pools(scope: PoolScope) -> tuple[str, DeploymentType, Use]:
    return full_model(scope.model, scope.publisher), scope.type, scope.use


KIND: Final = Kind(
    name="pool_scopes",
    line="how far a quota pool reaches: `scope` (`region`, `data-zone`, `subscription`) from the day `since` on; `assumed` where the document announces it without naming the models that have it; model `*` is every other one",
    key=("model", "publisher", "type", "use", "since"),
    read=_read,
    write=_write,
    index=many_by(_pools),
)
