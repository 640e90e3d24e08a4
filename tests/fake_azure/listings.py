"""What ARM's lists say of a world: models, usages, capacities, soft-deleted accounts.

Shapes: CognitiveServices.Management examples of azure-rest-api-specs (2025-10-01-preview and
2026-07-01) and a live record of 2025-04; with what makes such lists hard to read: each OpenAI
model twice, fine-tuned counters as more SKUs of the same name, places in three spellings, rows of
retired models, numbers that are null.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tests.fake_azure import quota
from tests.fake_azure.aging import GRAVE
from tests.fake_azure.asked import moment, stamp
from tests.fake_azure.deployments import default_of
from tests.fake_azure.facts import BASE, BATCH, FINE_TUNED, PROVISIONED, Life
from tests.fake_azure.settings import Settings
from tests.fake_azure.store import Deleted, State
from tests.fake_azure.world import World

Row = dict[str, Any]

SCOPES_SINCE = "2026-07-01"
"""API version from which usages and capacities say their scope."""
KINDS = ("OpenAI", "AIServices")

_STAGES = {
    "preview": "Preview",
    "generally-available": "GenerallyAvailable",
    "legacy": "Legacy",
    "deprecated": "Deprecating",
}
"""The documents' words and the API's, which are one stage apart; retirements page, 2026-10-05."""
_RETIRED = "Deprecated"

_OTHER_MAKER: Row = {
    "kind": "AIServices",
    "skuName": "S0",
    "model": {
        "format": "Meta",
        "name": "Llama-3.2-90B-Vision-Instruct",
        "version": "2",
        "lifecycleStatus": "Stable",
        "maxCapacity": 3,
        "skus": [
            {
                "name": "GlobalStandard",
                "usageName": "AIServices.GlobalStandard.MaaS",
                "capacity": {"default": 1, "maximum": 1},
            }
        ],
    },
}


@dataclass(frozen=True)
class Listings:
    """The lists at one moment, inside one transaction."""

    world: World
    state: State
    now: float
    api_version: str

    # -- models ---------------------------------------------------------------
    def models(self, region: str) -> list[Row]:
        """Models - List: every version with anything to offer here, for each account kind."""
        rows = [
            {"kind": kind, "skuName": "S0", "model": self._model(model, version, region, kind)}
            for model, version in self._here(region)
            for kind in KINDS
            if kind != "OpenAI" or "/" not in model
        ]
        return [*rows, _OTHER_MAKER] if self._ours(region) else []

    def _ours(self, region: str) -> bool:
        return region in self.world.facts.places(self.world.settings.cloud)

    def _here(self, region: str) -> list[tuple[str, str]]:
        offered = self.world.facts.offered.items()
        found = {(m, v) for (m, v, use), _ in offered if use == BASE}
        return sorted(key for key in found if self._skus(*key, region, BASE))

    def _skus(self, model: str, version: str, region: str, use: str) -> list[str]:
        skus = self.world.facts.offered.get((model, version, use), {})
        return sorted(sku for sku, regions in skus.items() if region in regions)

    def _model(self, model: str, version: str, region: str, kind: str) -> Row:
        settings, facts = self.world.settings, self.world.facts
        default = default_of(self.state, facts, settings, moment(self.now).date(), model)
        lives = facts.dated(model, version, BASE, None)
        return {
            **_named(model),
            "version": version,
            "isDefaultVersion": version == default,
            "lifecycleStatus": self._stage(model, version, lives),
            "deprecation": _deprecation(lives),
            "maxCapacity": 3,
            "capabilities": {"chatCompletion": "true", "inference": "true"},
            "finetuneCapabilities": None,
            "skus": list(self._model_skus(model, version, region, kind)),
            "source": None,
        }

    def _stage(self, model: str, version: str, lives: list[Life]) -> str:
        today, facts = moment(self.now).date(), self.world.facts
        if facts.retired(model, version, BASE, today):
            return _RETIRED
        if facts.closing(model, version, BASE, today):
            return "Deprecating"
        return _STAGES.get(lives[0].stage, "Stable") if lives else "Stable"

    def _model_skus(self, model: str, version: str, region: str, kind: str) -> Iterator[Row]:
        """Batch is left out of the one kind: lists of the two kinds differ, so readers merge."""
        for sku in self._skus(model, version, region, BASE):
            if kind == "OpenAI" or sku not in BATCH:
                yield self._sku(model, version, sku, BASE)
        for sku in self._skus(model, version, region, FINE_TUNED):
            if sku not in PROVISIONED:
                yield self._sku(model, version, sku, FINE_TUNED)

    def _sku(self, model: str, version: str, sku: str, use: str) -> Row:
        size, unlimited = self.world.facts.size(model, version, use, sku), sku not in PROVISIONED
        usage = quota.usage_name(model, sku, fine_tuned=use == FINE_TUNED)
        lives = self.world.facts.dated(model, version, BASE, sku)
        return {
            "name": sku,
            "usageName": usage,
            "deprecationDate": (_deprecation(lives) or {}).get("inference"),
            "capacity": {
                "minimum": None if unlimited else size.minimum,
                "maximum": size.maximum,
                "step": None if unlimited else size.step,
                "default": 10 if unlimited else size.minimum,
            },
            "rateLimits": [
                {"key": "request", "count": 1.0, "renewalPeriod": 10.0, "rules": None},
                {"key": "token", "count": 1000.0, "renewalPeriod": 60.0, "rules": None},
            ],
        }

    # -- usages ---------------------------------------------------------------
    def usages(self, region: str) -> list[Row]:
        """Usages - List: a row for each counter that a region has."""
        pools = {pool.usage: pool for pool in self._pools(region)}
        if not self._ours(region):
            return []
        rows = [self._usage(pools[name]) for name in sorted(pools)]
        return [*self._counters(region), *rows]

    def _pools(self, region: str) -> Iterator[quota.Pool]:
        settings, facts = self.world.settings, self.world.facts
        for (model, _, use), skus in facts.offered.items():
            tuned = use == FINE_TUNED
            for sku, regions in skus.items():
                if region in regions:
                    yield quota.pool(settings, facts, region, model, sku, fine_tuned=tuned)

    def _usage(self, pool: quota.Pool) -> Row:
        limit = quota.limit(self.world.settings, pool)
        row = _counter(pool.usage, pool.label, quota.used(self.state, pool), limit)
        return {**row, **self._scope(pool)}

    def _scope(self, pool: quota.Pool) -> Row:
        if self.api_version < SCOPES_SINCE:
            return {}
        place = {quota.GLOBAL: "Global", quota.ZONE: pool.place.upper()}.get(pool.scope, pool.place)
        return {"scopeType": pool.scope, "scopeId": place}

    def _counters(self, region: str) -> list[Row]:
        given = self.world.settings.accounts
        rows = [("AccountCount", "Cognitive Services total account limit", "*", "")]
        rows += [(f"{k}.S0.AccountCount", f"{k} account limit", k, k) for k in KINDS]
        return [
            _counter(name, label, quota.accounts(self.state, region, kind), given[of])
            for name, label, of, kind in rows
            if of in given
        ]

    # -- capacities -----------------------------------------------------------
    def capacities(self, model: str, version: str, only: str | None = None) -> list[Row]:
        """Model Capacities - List, of all regions or of one: the largest deployable size."""
        skus = self.world.facts.offered.get((model, version, BASE), {})
        places = sorted({r for regions in skus.values() for r in regions})
        return [
            self._capacity(model, version, sku, region)
            for region in places
            for sku in sorted(skus)
            if region in skus[sku] and only in (None, region) and self._ours(region)
        ]

    def _capacity(self, model: str, version: str, sku: str, region: str) -> Row:
        settings, facts = self.world.settings, self.world.facts
        pool = quota.pool(settings, facts, region, model, sku)
        place = self._spelling(region)
        name = facts.names[region].replace(" ", "")
        of = ".".join(_named(model).values())
        base = f"/subscriptions/{settings.subscription}/providers/Microsoft.CognitiveServices"
        return {
            "id": f"{base}/locations/{name}/models/{of}.{version}/skuCapacities/{sku}",
            "type": "Microsoft.CognitiveServices/locations/models/skuCapacities",
            "name": sku,
            "location": place,
            "properties": {
                "model": {**_named(model), "version": version},
                "skuName": sku,
                "availableCapacity": self._left(pool, (model, version, BASE, sku), region),
                "availableFinetuneCapacity": self._tuned(model, version, sku, region),
                **self._scope(pool),
            },
        }

    def _left(self, pool: quota.Pool, of: tuple[str, str, str, str], region: str) -> float:
        """Of a model, version and use as an SKU."""
        settings, largest = self.world.settings, self.world.facts.size(*of).maximum
        left = quota.limit(settings, pool) - quota.used(self.state, pool)
        served = _served(settings, of[-1], region)
        return float(max(0, min(left, served, largest)))

    def _tuned(self, model: str, version: str, sku: str, region: str) -> float:
        if sku not in self._skus(model, version, region, FINE_TUNED):
            return 0.0
        settings, facts = self.world.settings, self.world.facts
        pool = quota.pool(settings, facts, region, model, sku, fine_tuned=True)
        return self._left(pool, (model, version, FINE_TUNED, sku), region)

    def _spelling(self, region: str) -> str:
        """`westus`, `WestUS` and `West US` were all seen."""
        facts = self.world.facts
        shown = facts.names[region]
        return (region, shown.replace(" ", ""), shown)[sorted(facts.zones).index(region) % 3]


def _served(settings: Settings, sku: str, region: str) -> int:
    return settings.service_capacity.get(f"{sku}@{region}", 1_000_000_000)


def _named(model: str) -> Row:
    """Format and name of a model as the facts call it."""
    maker, _, name = model.rpartition("/")
    return {"format": maker or "OpenAI", "name": name}


def _deprecation(lives: list[Life]) -> Row | None:
    days = [life.retires for life in lives if life.retires]
    return {"inference": f"{min(days)}T00:00:00Z"} if days else None


def _counter(name: str, label: str, used: int, limit: int) -> Row:
    said = {"value": name, "localizedValue": label}
    return {"name": said, "unit": "Count", "currentValue": used, "limit": limit, "status": None}


def grave(deleted: Deleted) -> Row:
    """A soft-deleted account, as its list and its GET answer."""
    account = deleted.account
    group = account.arm.group.name if account.arm.group else ""
    subscription, place = account.id.split("/")[2], account.body["location"]
    base = f"/subscriptions/{subscription}/providers/Microsoft.CognitiveServices/locations/{place}"
    dates = {
        "deletionDate": stamp(deleted.at),
        "scheduledPurgeDate": stamp(deleted.at + GRAVE),
        "provisioningState": "Succeeded",
    }
    rid = f"{base}/resourceGroups/{group}/deletedAccounts/{account.arm.name}"
    return {**account.body, "id": rid, "properties": {**account.properties, **dates}}
