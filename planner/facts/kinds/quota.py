"""What a subscription has of a model's quota by default: by quota tier, or by agreement."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from planner.domain.offering import Source
from planner.domain.publishers import OPENAI, full_model
from planner.domain.terms import Cloud, DeploymentType
from planner.facts.kind import Kind, any_model, one_by, said_publisher, stated
from planner.facts.reader import Reader, Record


@dataclass(frozen=True, slots=True)
class QuotaDefault:
    """The documented default of a quota tier; what a subscription was granted wins over it.

    Azure Government has no tiers: there it is that of an agreement, `default` or `enterprise`.
    """

    tier: str
    model: str
    """Or `*`."""
    type: DeploymentType
    limit: int | None
    """In ARM's capacity units (thousands of tokens per minute); None when not documented."""
    requests_per_minute: int | None
    source: Source
    publisher: str = OPENAI
    cloud: Cloud = Cloud.PUBLIC


Defaults = Mapping[tuple[str, str, DeploymentType, Cloud], QuotaDefault]


def default_of(
    defaults: Defaults, tier: str, full: str, type_: DeploymentType, cloud: Cloud
) -> QuotaDefault | None:
    """The model's own default, else that of every other one of its publisher; None when nobody says.

    The model is named as in a stack file.
    """
    own = defaults.get((tier, full, type_, cloud))
    return own or defaults.get((tier, any_model(full), type_, cloud))


def _read(reader: Reader) -> QuotaDefault:
    return QuotaDefault(
        tier=reader.text("tier"),
        model=reader.text("model"),
        type=reader.word("type", DeploymentType),
        limit=reader.maybe("limit", int),
        requests_per_minute=reader.maybe("requests_per_minute", int),
        source=reader.source(),
        publisher=reader.publisher(),
        cloud=reader.maybe_word("cloud", Cloud) or Cloud.PUBLIC,
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
            "cloud": None if default.cloud is Cloud.PUBLIC else default.cloud.value,
        }
    )


def _pool(default: QuotaDefault) -> tuple[str, str, DeploymentType, Cloud]:
    full = full_model(default.model, default.publisher)
    return default.tier, full, default.type, default.cloud


KIND: Final = Kind(
    name="quota",
    line="a tier's default: `limit` in thousands of tokens, `requests_per_minute`; of the `cloud` it names, else of the public one",
    key=("tier", "model", "publisher", "type", "cloud"),
    read=_read,
    write=_write,
    index=one_by(_pool),
)
