"""What Azure offers, read from the bytes of a catalog snapshot by the stand-in's own reader.

The planner's code reads the same files. That both read them apart is the point: a mistake in one
reader, or in one set of rules, shows as a difference between the two.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import Any

DATA = Path(__file__).parents[2] / "planner" / "facts" / "data"
PUBLISHED = Path(__file__).parent / "published" / "data"
"""Tables of the documentation, read by `published/`: worlds that no catalog says anything of."""
_OF_TABLES = "published/"

SKUS: Mapping[str, str] = {
    "standard": "Standard",
    "data-zone-standard": "DataZoneStandard",
    "global-standard": "GlobalStandard",
    "provisioned": "ProvisionedManaged",
    "data-zone-provisioned": "DataZoneProvisionedManaged",
    "global-provisioned": "GlobalProvisionedManaged",
    "global-batch": "GlobalBatch",
    "data-zone-batch": "DataZoneBatch",
    "developer": "DeveloperTier",
}
"""The snapshot's words and ARM's; deployment types page of 2026-08."""

STANDARD = frozenset({"Standard", "DataZoneStandard", "GlobalStandard"})
PROVISIONED = frozenset(
    {"ProvisionedManaged", "DataZoneProvisionedManaged", "GlobalProvisionedManaged"}
)
BATCH = frozenset({"GlobalBatch", "DataZoneBatch"})
DEVELOPER = "DeveloperTier"

BASE, FINE_TUNED = "base", "fine-tuned"

_LIMITING = frozenset({"registration", "invitation", "select-customers"})

MOST = 100_000
"""PTU of one deployment where no document says more exactly; quotas-limits page, 2026-08-20."""


@dataclass(frozen=True, slots=True)
class Size:
    """The sizes one deployment may have, in units of `sku.capacity`."""

    minimum: int
    step: int
    maximum: int

    def fits(self, capacity: int) -> bool:
        """Whether it is the minimum plus whole steps; the range is another question."""
        return (capacity - self.minimum) % self.step == 0

    def widened(self, other: Size) -> Size:
        """What either of the two allows."""
        minimum, step = min((self.minimum, self.step), (other.minimum, other.step))
        return Size(minimum, step, max(self.maximum, other.maximum))


@dataclass(frozen=True, slots=True)
class Life:
    """The dates of one model version for one use, as one row of a schedule has them."""

    stage: str
    since: date
    """The day on which somebody first wrote the stage down."""
    closes: date | None
    retires: date | None
    firm: bool
    """False when the schedule says "no earlier than"."""
    replacement: str | None
    skus: frozenset[str]
    """The SKUs it dates; empty for all that no other row names."""


@dataclass(frozen=True)
class Facts:
    """One snapshot, as one cloud has it."""

    folder: Path
    cloud: str = "public"

    def _rows(self, name: str) -> Iterator[dict[str, Any]]:
        """The rows of a file; a catalog that is silent about a kind has none."""
        file = self.folder / name
        for line in file.read_bytes().splitlines() if file.is_file() else ():
            yield json.loads(line)

    @cached_property
    def offered(self) -> Mapping[tuple[str, str, str], Mapping[str, frozenset[str]]]:
        """(model, version, use) to SKU to region slugs; a SKU without regions is offered nowhere.

        Here and below models of other formats than OpenAI have it before them: `xAI/grok-4.3`.
        """
        found: dict[tuple[str, str, str], dict[str, set[str]]] = {}
        for row in self._rows("offerings.jsonl"):
            if row["type"] not in SKUS or row["use"] == "training":
                continue
            skus = found.setdefault((_called(row), row["version"], row["use"]), {})
            regions = skus.setdefault(SKUS[row["type"]], set())
            if row.get("availability", "available") == "available":
                regions.update(row["regions"])
        return {k: {s: frozenset(r) for s, r in v.items()} for k, v in found.items()}

    @cached_property
    def limited(self) -> frozenset[tuple[str, str, str, str]]:
        """(model, version, use, SKU) that only those who were granted it may deploy."""
        rows = (r for r in self._rows("offerings.jsonl") if _LIMITING & {*r.get("conditions", [])})
        return frozenset(
            (_called(r), r["version"], r["use"], SKUS[r["type"]]) for r in rows if r["type"] in SKUS
        )

    @cached_property
    def trainable(self) -> frozenset[str]:
        """Regions where any model can, or for all that is known may, be trained: where trained models
        of elsewhere may go."""
        rows = (r for r in self._rows("offerings.jsonl") if r["use"] == "training")
        return frozenset(region for row in rows for region in row["regions"])

    @cached_property
    def lives(self) -> Mapping[tuple[str, str, str], tuple[Life, ...]]:
        """(model, version, use) to its rows; several where a schedule contradicts itself.

        Rows of the own cloud, where a schedule has any, and else those of no cloud in particular.
        """
        found: dict[str, dict[tuple[str, str, str], list[Life]]] = {"": {}, self.cloud: {}}
        for row in self._rows("lifecycle.jsonl"):
            key = _called(row), row["version"], row["use"]
            found.setdefault(row.get("cloud", ""), {}).setdefault(key, []).append(_life(row))
        return {key: tuple(rows) for key, rows in (found[""] | found[self.cloud]).items()}

    @cached_property
    def sizes(self) -> Mapping[tuple[str, str], Size]:
        """(model or `*`, SKU) to sizes; older documents give no maximum."""
        return {
            (_called(row), SKUS[row["type"]]): Size(
                row["minimum"], row["step"], row.get("maximum", MOST)
            )
            for row in self._rows("capacity.jsonl")
        }

    @cached_property
    def limits(self) -> Mapping[tuple[str, str, str], int]:
        """(tier, model, SKU) to the cloud's documented default, in units of capacity."""
        every = self._rows("quota.jsonl")
        rows = (row for row in every if row.get("cloud", "public") == self.cloud)
        return {(r["tier"], _called(r), SKUS[r["type"]]): r["limit"] for r in rows if "limit" in r}

    @cached_property
    def zones(self) -> Mapping[str, str | None]:
        """Region slug to data zone (`us`, `eu`, `apac`), or None where none reaches."""
        return {row["region"]: row.get("data_zone") for row in self._rows("regions.jsonl")}

    @cache  # noqa: B019 (facts are few and stay)
    def places(self, cloud: str) -> frozenset[str]:
        """Region slugs of a cloud; each cloud knows only its own."""
        rows = self._rows("regions.jsonl")
        return frozenset(row["region"] for row in rows if row["cloud"] == cloud)

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Region slug to display name."""
        return {row["region"]: row["name"] for row in self._rows("regions.jsonl")}

    @cached_property
    def listed(self) -> Mapping[tuple[str, str, str, str], Size]:
        """(model, version, use, SKU) to the sizes that the service itself listed.

        Regions may differ in them: the smallest minimum with its step, and the largest maximum.
        """
        found: dict[tuple[str, str, str, str], Size] = {}
        for row in self._rows("observed.jsonl"):
            key = _called(row), row["version"], row["use"], SKUS[row["type"]]
            size = Size(row.get("minimum", 1), row.get("step", 1), row.get("maximum", MOST))
            found[key] = size.widened(found.get(key, size))
        return found

    def size(self, model: str, version: str, use: str, sku: str) -> Size:
        """The sizes of a deployment; a usual one where the documents name no model.

        What is documented of the model goes before what the service listed of the version and
        use, and that before what is documented of every other model. A trained model that is
        provisioned has the sizes of its base model.

        The tables of 2026-05 give nearly all models 15 and 5 for global and data zone, 50 and 50
        for regional; that others are the same is assumed.
        """
        regional = sku == "ProvisionedManaged"
        usual = Size(50, 50, MOST) if regional else Size(15, 5, MOST)
        listed_as = BASE if sku in PROVISIONED else use
        maker, slash, _ = model.rpartition("/")
        others = (self.sizes.get((name, sku)) for name in (f"{maker}{slash}*", "*"))
        listed = self.listed.get((model, version, listed_as, sku))
        known = (self.sizes.get((model, sku)), listed, *others)
        return next((size for size in known if size), usual)

    def versions(self, model: str, use: str = BASE) -> list[str]:
        """Versions of a model that are or were offered, oldest name first."""
        known = {*self.offered, *self.lives}
        return sorted(version for name, version, of in known if (name, of) == (model, use))

    def knows(self, model: str, version: str, use: str = BASE) -> bool:
        return (model, version, use) in self.offered or (model, version, use) in self.lives

    def dated(self, model: str, version: str, use: str, sku: str | None) -> list[Life]:
        """The rows that date a version as a SKU; without one, those that date it as a whole."""
        rows = self.lives.get((model, version, use), ())
        named = [row for row in rows if sku in row.skus]
        return named or [row for row in rows if not row.skus]

    def retired(
        self, model: str, version: str, use: str, on: date, sku: str | None = None
    ) -> date | None:
        """The day it retired, when that is `on` or before; the earliest where rows disagree."""
        rows = self.dated(model, version, use, sku)
        days = [r.retires for r in rows if r.retires and r.firm and r.retires <= on]
        return min(days, default=None)

    def closing(self, model: str, version: str, use: str, on: date) -> bool:
        """Whether only those who have it already may deploy it on that day.

        A day of closing alone does not close: versions that a page of 2025-12 closed in 2025-08 and
        called generally available could be had half a year later.
        """
        rows = self.lives.get((model, version, use), ())
        said = any(r.stage == "deprecated" and r.since <= on for r in rows)
        over = [r for r in rows if r.stage in ("deprecated", "retired")]
        return said or any(r.closes and r.closes <= on for r in over)


def _called(row: Mapping[str, Any]) -> str:
    maker = row.get("publisher")
    return f"{maker}/{row['model']}" if maker else str(row["model"])


def _life(row: Mapping[str, Any]) -> Life:
    closes, retires = row.get("closes"), row.get("retires")
    return Life(
        row["stage"],
        date.fromisoformat(row["stage_since"]),
        date.fromisoformat(closes) if closes else None,
        date.fromisoformat(retires) if retires else None,
        not row.get("not_before", False),
        row.get("replacement"),
        frozenset(SKUS[word] for word in row.get("types", []) if word in SKUS),
    )


@cache
def load(snapshot: str, cloud: str = "public") -> Facts:
    """The facts of a snapshot, by name; `published/2026-09` are those of the published tables.

    FileNotFoundError when there is none of that name.
    """
    of_tables = snapshot.startswith(_OF_TABLES)
    folder = PUBLISHED / snapshot.removeprefix(_OF_TABLES) if of_tables else DATA / snapshot
    if not (folder / "offerings.jsonl").is_file():
        raise FileNotFoundError(folder)
    return Facts(folder, cloud)
