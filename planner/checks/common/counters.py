"""The quota counters that a subscription can have, by the names of the service's usages list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher, get_close_matches
from functools import lru_cache

from planner.domain.live import plain
from planner.domain.subject import Subject
from planner.domain.terms import DeploymentType, Family, QuotaScope, Use
from planner.facts.catalog import Catalog
from planner.facts.facts import Facts
from planner.facts.pools import TUNED, account_pool, is_keyed_by_region, pool_name

PREFIX = "OpenAI."
_KINDS = ("OpenAI", "AIServices")


@lru_cache(maxsize=8)
def names(catalog: Catalog) -> Mapping[str, str]:
    """Every usage name that a deployment or account of this catalog can draw on, by plain name."""
    return {plain(name): name for name in sorted({*_pooled(catalog), *_counted()})}


def _pooled(catalog: Catalog) -> Iterator[str]:
    for model in catalog.models():
        for version in catalog.versions(model) or ("",):
            base = Subject.of(model, version, Use.BASE)
            for type_ in DeploymentType:
                yield pool_name(catalog, base, type_)
                yield pool_name(catalog, base.used_as(Use.FINE_TUNED), type_)


def _counted() -> Iterator[str]:
    return (account_pool(kind, "").name for kind in _KINDS)


def sort_of(name: str) -> tuple[DeploymentType | None, str]:
    """The deployment type of a usage name (None if it names no SKU), and its model or nothing."""
    _, sku, model = (*name.split(".", 2), "", "")[:3]
    known = {plain(type_.sku): type_ for type_ in DeploymentType}
    return known.get(plain(sku)), model


def reach(facts: Facts, name: str) -> QuotaScope:
    """How far the pools of a known usage name reach on the day; of accounts, one region."""
    type_, model = sort_of(names(facts.documents)[plain(name)])
    if type_ is None or is_keyed_by_region(facts.said, name, facts.documents):
        return QuotaScope.REGION
    base = model.removesuffix(TUNED)
    named = next((each for each in facts.documents.models() if plain(each) == plain(base)), base)
    subject = Subject.of(named, "", Use.BASE if base == model else Use.FINE_TUNED)
    known = facts.documents.pool_scope(subject, type_, facts.day)
    return known.scope if known else QuotaScope.REGION


def near(catalog: Catalog, name: str) -> str | None:
    """The counter that a wrong name means: with a prefix, without a version, or spelt alike.

    The prefix may be the other service's. Another number is another model, and so is a name that is alike in its SKU only.
    """
    known = names(catalog)
    service, _, rest = name.partition(".")
    other = f"{_OTHER[service]}.{rest}" if service in _OTHER else name
    meant = (f"{PREFIX}{name}", _VERSION.sub("", name), other)
    exact = (known.get(plain(each)) for each in meant)
    alike = get_close_matches(plain(name), known, _LOOKED_AT, _ALIKE)
    spelt = (known[each] for each in alike if _is_same_model(each, plain(name)))
    return next(filter(None, (*exact, *spelt)), None)


_VERSION = re.compile(r"-\d{4}(-?\d{2}-?\d{2})?(?=$|-finetune$)")
_OTHER = {"OpenAI": "AIServices", "AIServices": "OpenAI"}
"""The other service whose counters a model may have."""
_LOOKED_AT = 5
_ALIKE = 0.8


def _is_same_model(one: str, other: str) -> bool:
    models = [sort_of(name)[1] for name in (one, other)]
    digits = {re.sub(r"\D", "", model) for model in models}
    return len(digits) == 1 and SequenceMatcher(None, models[0], models[1]).ratio() >= _ALIKE


def is_provisioned(type_: DeploymentType) -> bool:
    """Whether a type's pools count PTU and are shared by all models."""
    return type_.family is Family.PROVISIONED
