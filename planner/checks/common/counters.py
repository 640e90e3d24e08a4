"""The quota counters that a subscription can have, by the names of the service's usages list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from planner.domain.live import plain
from planner.domain.terms import DeploymentType, Family, Use
from planner.facts.catalog import Catalog
from planner.facts.pools import account_pool, usage_name

PREFIX = "OpenAI."
_KINDS = ("OpenAI", "AIServices")


@lru_cache(maxsize=8)
def names(catalog: Catalog) -> Mapping[str, str]:
    """Every usage name that a deployment or account of this catalog can draw on, by plain name."""
    return {plain(name): name for name in sorted({*_pooled(catalog), *_counted()})}


def _pooled(catalog: Catalog) -> Iterator[str]:
    for type_ in DeploymentType:
        for model in catalog.models():
            yield usage_name(model, type_, Use.BASE)
            yield usage_name(model, type_, Use.FINE_TUNED)


def _counted() -> Iterator[str]:
    return (account_pool(kind, "").name for kind in _KINDS)


def sort_of(name: str) -> tuple[DeploymentType | None, str]:
    """The deployment type of a usage name (None if it names no SKU), and its model or nothing."""
    _, sku, model = (*name.split(".", 2), "", "")[:3]
    known = {plain(type_.sku): type_ for type_ in DeploymentType}
    return known.get(plain(sku)), model


def is_provisioned(type_: DeploymentType) -> bool:
    """Whether a type's pools count PTU and are shared by all models."""
    return type_.family is Family.PROVISIONED
