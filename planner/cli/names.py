"""Names of models, versions and regions on the command line, held against a snapshot."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from planner.cli.errors import UsageError
from planner.domain.capability import ALIASES, NAMES, Wanted
from planner.domain.publishers import full_model
from planner.facts import residency as boundary
from planner.facts.azure_regions import GEOGRAPHY_OF
from planner.facts.azure_regions import SOURCE as AZURE
from planner.facts.capable import known_words
from planner.facts.catalog import Catalog
from planner.facts.history import elsewhere
from planner.facts.makers import maker
from planner.facts.snapshot import load, shipped
from planner.facts.whereabouts import regions_meant, residencies_meant


def pinned(text: str | None, catalog: Catalog) -> tuple[str | None, str | None]:
    """`MODEL[@VERSION]` as the snapshot spells both; None for what is not said."""
    named, _, version = (text or "").partition("@")
    model = catalog.spelt(named) if named else None
    spelt = {each.lower(): each for each in catalog.versions(model or "")}
    return model, spelt.get(version.lower(), version) or None


def name_mistakes(
    catalog: Catalog, model: str | None, version: str | None, region: str | None
) -> Iterator[str]:
    """Names that the snapshot does not have, each with the near ones. None is no mistake."""
    inside = f"in snapshot {catalog.name}"
    if model and model not in catalog.models():
        yield _no_model(model, catalog)
    elif model and version and version not in catalog.versions(model):
        near = catalog.near_versions(model, version) or catalog.versions(model)
        yield f"no version {version!r} of {model} {inside}{_near(near)}"
    if region and region not in catalog.regions:
        yield _no_region(region, catalog)


def residency_mistakes(catalog: Catalog, residency: str | None) -> Iterator[str]:
    """A residency that the snapshot does not have, with the near ones. None is no mistake."""
    known = boundary.words(catalog)
    if residency and residency not in known:
        near = residencies_meant(residency, (), catalog)
        hint = f"did you mean {' or '.join(near)}? " if near else ""
        yield f"unknown residency {residency!r}; {hint}known: {', '.join(known)}"


def capability_mistakes(catalog: Catalog, asked: Iterable[Wanted]) -> Iterator[str]:
    """Words that are no capability, and those that the snapshot says nothing about."""
    said = known_words(catalog)
    words = {*ALIASES, *NAMES, *(name for each in shipped() for name in known_words(load(each)))}
    for name in dict.fromkeys(each.name for each in asked):
        if name not in words:
            yield _no_capability(name, said, words)
        elif name not in said:
            yield _silent(name, catalog)


_ASKED_OTHERWISE = {
    "batch": "--type global-batch",
    "fine-tuning": "--training standard",
    "fine-tuned": "--fine-tuned",
    "provisioned": "--type provisioned",
    "training": "--training standard",
}
"""What people look for among the capabilities, and how it is asked."""


def _no_capability(name: str, said: Iterable[str], words: Iterable[str]) -> str:
    """The near words, or the option that is meant; and all that the snapshot says anything of."""
    option = _ASKED_OTHERWISE.get(name)
    near = get_close_matches(name, sorted(words), _MOST, 0.5)
    hint = f"did you mean {' or '.join(near)}? " if near else ""
    hint = f"ask with {option}; " if option else hint
    return f"unknown capability {name!r}; {hint}known: {', '.join(said)}"


def _silent(name: str, catalog: Catalog) -> str:
    having = [each for each in shipped() if name in known_words(load(each))]
    does = "does" if len(having) == 1 else "do"
    others = f"; {' and '.join(f'--catalog {each}' for each in having)} {does}" if having else ""
    return f"snapshot {catalog.name} says of no version whether it has {name}{others}"


def _no_model(model: str, catalog: Catalog) -> str:
    """Another maker's, named by another snapshot, or spelt alike; as rule AOAI201 has it."""
    said = f"no model {model!r} in snapshot {catalog.name}"
    who = maker(model) if "/" not in model else None
    if who is not None:
        return f"{said}: it is a model of {who}; write {catalog.spelt(full_model(model, who))}"
    known = elsewhere(catalog, model)
    if known.before:
        return f"{said}; snapshot {known.before} had it: gone since"
    if known.after:
        return f"{said}; snapshot {known.after} has it (--catalog {known.after})"
    return f"{said}{_near(catalog.near_models(model))}"


def _no_region(region: str, catalog: Catalog) -> str:
    """Unknown is not no: a region that Azure has may have models that no table lists."""
    near = regions_meant(region, None, catalog)[:_MOST]
    if region not in GEOGRAPHY_OF:
        return f"no region {region!r} in snapshot {catalog.name}{_near(near)}"
    there = f"; in the same geography: {', '.join(near)}" if near else ""
    return (
        f"{region} is an Azure region (docs {AZURE}), but no table of snapshot {catalog.name} "
        f"names it: what it has is unknown{there}"
    )


_MOST = 3
"""Near names that an answer lists."""


def refuse_mistakes(mistakes: Iterable[str], command: str) -> None:
    """Raise UsageError with all mistakes, if there are any."""
    problems = [f"{command}: {mistake}" for mistake in mistakes]
    if problems:
        raise UsageError(*problems)


def _near(names: tuple[str, ...]) -> str:
    return f"; did you mean {' or '.join(names)}?" if names else ""
