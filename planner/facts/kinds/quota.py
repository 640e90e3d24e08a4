"""What a subscription has of a model's quota by default, by quota tier."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from planner.domain.offering import Source
from planner.domain.publishers import OPENAI, full_model
from planner.domain.terms import DeploymentType
from planner.facts.kind import Kind, any_model, one_by, said_publisher, stated
from planner.facts.reader import Reader, Record


@dataclass(frozen=True, slots=True)
class QuotaDefault:
    """The documented default of a quota tier; what a subscription was granted wins over it."""

    tier: str
    model: str
    """Or `*`."""
    type: DeploymentType
    limit: int | None
    """In ARM's capacity units (thousands of tokens per minute); None when not documented."""
    requests_per_minute: int | None
    source: Source
    publisher: str = OPENAI


Defaults = Mapping[tuple[str, str, DeploymentType], QuotaDefault]


def default_of(
    defaults: Defaults, tier: str, full: str, type_: DeploymentType
) -> QuotaDefault | None:
    """The model's own default, else that of every other one of its publisher; None when nobody says.

    The model is named as in a stack file.
    """
    return defaults.get((tier, full, type_)) or defaults.get((tier, any_model(full), type_))


def _read(reader: Reader) -> QuotaDefault:
    return QuotaDefault(
        tier=reader.text("tier"),
        model=reader.text("model"),
        type=reader.word("type", DeploymentType),
        limit=reader.maybe("limit", int),
        requests_per_minute=reader.maybe("requests_per_minute", int),
        source=reader.source(),
        publisher=reader.publisher(),
    )


def _write(default: QuotaDefault) -> Record:
    return stated(
        {
            "tier": default.tier,
            "model": default.model,
            "publisher": said_publisher(default.publisher),
            "type": default.type.value,
            "limit": default.limit,
            "requests_per_minute": default.requests_per_minute,
            "source": default.source.id,
        }
    )


def _pool(default: QuotaDefault) -> tuple[str, str, DeploymentType]:
    return default.tier, full_model(default.model, default.publisher), default.type


KIND: Final = Kind(
    name="quota",
    line="a tier's default: `limit` in thousands of tokens, `requests_per_minute`",
    key=("tier", "model", "publisher", "type"),
    read=_read,
    write=_write,
    index=one_by(_pool),
)
