"""`planner catalog show [SNAPSHOT] [MODEL[@VERSION]]`."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator

from planner.cli.commands import Context, Definition, Result
from planner.cli.errors import UsageError
from planner.cli.exits import ExitCode
from planner.cli.names import name_mistakes, pinned, refuse_mistakes
from planner.cli.parser import Parser, add_day_option, add_output_options
from planner.cli.snapshots import catalog_of, clouds_of, is_snapshot, numbers
from planner.cli.words import deployment_type, word_of
from planner.domain.capability import Capabilities
from planner.domain.offering import Feature, Offering
from planner.domain.subject import Subject, Target
from planner.domain.terms import Use, normalise_region
from planner.facts.catalog import Catalog
from planner.facts.kinds import capabilities, limits, observed, offerings, throughput
from planner.facts.rates import gives
from planner.facts.where import dates_of
from planner.report.catalog import CatalogShowReport
from planner.report.where import WhereReport

_FILTERS = ("model", "use", "type", "region")


def _configure(parser: Parser) -> None:
    parser.option(
        "names",
        nargs="*",
        metavar="SNAPSHOT|MODEL[@VERSION]",
        help="a snapshot's name or folder (default: the newest), a model, or both",
    )
    parser.option("--model", metavar="MODEL[@VERSION]", help="only this model or version")
    parser.option("--use", type=word_of(Use, "use"), metavar="|".join(Use), help="only this use")
    parser.option("--type", type=deployment_type, metavar="T", help="only this deployment type")
    parser.option("--region", type=normalise_region, metavar="R", help="only this region")
    add_day_option(parser)
    add_output_options(parser)


def _run(values: Namespace, context: Context) -> Result:
    catalog = catalog_of(_sort_names(values))
    model, version = pinned(values.model, catalog)
    mistakes = name_mistakes(catalog, model, version, values.region)
    refuse_mistakes(mistakes, "planner catalog show")
    offerings = tuple(_matching(catalog, values, model, version))
    code = ExitCode.OK if offerings else ExitCode.FINDINGS
    if any(getattr(values, name) for name in _FILTERS):
        every = (*offerings, *_only_listed(catalog, values, model, version))
        found = ExitCode.OK if every else ExitCode.FINDINGS
        return Result(_listing(catalog, every, values, context), found)
    return Result(_whole(catalog, offerings, values, context), code)


def _sort_names(values: Namespace) -> str | None:
    """The snapshot that is named; a model among the names becomes the option `--model`.

    Raises UsageError where two of either are named.
    """
    snapshots = [name for name in values.names if is_snapshot(name)]
    models = [name for name in values.names if name not in snapshots]
    models += [values.model] if values.model else []
    if len(snapshots) > 1 or len(models) > 1:
        named = ", ".join(snapshots if len(snapshots) > 1 else models)
        raise UsageError(f"planner catalog show: one snapshot and one model at most, not {named}")
    values.model = models[0] if models else None
    return snapshots[0] if snapshots else None


def _whole(
    catalog: Catalog, offerings: tuple[Offering, ...], values: Namespace, context: Context
) -> CatalogShowReport:
    return CatalogShowReport(
        snapshot=numbers(catalog),
        offerings=offerings,
        corrections=catalog.corrections(),
        disputes=catalog.disputes(),
        features=catalog.features(),
        capabilities=catalog.all_of(capabilities.KIND),
        throughput=catalog.all_of(throughput.KIND),
        limits=catalog.all_of(limits.KIND),
        lifecycles=dates_of(offerings, catalog),
        as_of=values.as_of or context.today,
        clouds=clouds_of(catalog),
    )


def _matching(
    catalog: Catalog, values: Namespace, model: str | None, version: str | None
) -> Iterator[Offering]:
    """The offerings that some document speaks of and that pass all filters."""
    wanted = (model, version, values.use, values.type)
    for line in catalog.all_of(offerings.KIND):
        have = (line.subject.full_model, line.version, line.use, line.type)
        if all(want in (None, got) for want, got in zip(wanted, have, strict=True)):
            for region in line.regions:
                if values.region in (None, region):
                    yield catalog.find(Target(line.subject, line.type, region))


def _only_listed(
    catalog: Catalog, values: Namespace, model: str | None, version: str | None
) -> Iterator[Offering]:
    """The places that the service's own list has and no document: unknown, with both sources."""
    wanted = (model, version, values.use, values.type)
    documented = catalog.index_of(offerings.KIND)
    found: dict[Target, None] = {}
    for line in catalog.all_of(observed.KIND):
        have = (line.subject.full_model, line.version, line.use, line.type)
        if all(want in (None, got) for want, got in zip(wanted, have, strict=True)):
            cells = documented.get((line.subject, line.type), {})
            places = (region for region in line.regions if values.region in (None, region))
            found |= {Target(line.subject, line.type, p): None for p in places if p not in cells}
    return (catalog.find(target) for target in found)


def _listing(
    catalog: Catalog, offerings: tuple[Offering, ...], values: Namespace, context: Context
) -> WhereReport:
    filters = [f"{name} {value}" for name in _FILTERS if (value := getattr(values, name))]
    return WhereReport(
        question=", ".join(filters),
        offerings=offerings,
        lifecycles=dates_of(offerings, catalog),
        as_of=values.as_of or context.today,
        snapshot=catalog.name,
        tables=catalog.date,
        clouds=clouds_of(catalog),
        features=_features(catalog, offerings),
        gives=gives(catalog, offerings),
        capabilities=_capabilities(catalog, offerings, values),
        told=None,
    )


def _capabilities(
    catalog: Catalog, offerings: tuple[Offering, ...], values: Namespace
) -> dict[Subject, tuple[Capabilities, ...]]:
    """What is documented of the versions that are shown, and of those that no table offers."""
    index = catalog.index_of(capabilities.KIND)
    shown = dict.fromkeys(each.subject for each in offerings)
    if not values.type and not values.region:
        shown |= {each: None for each in index if _is_asked(each, catalog, values)}
    return {subject: tuple(index[subject]) for subject in shown if subject in index}


def _is_asked(subject: Subject, catalog: Catalog, values: Namespace) -> bool:
    wanted = (*pinned(values.model, catalog), values.use)
    have = (subject.full_model, subject.version, subject.use)
    return all(want in (None, got) for want, got in zip(wanted, have, strict=True))


def _features(catalog: Catalog, offerings: tuple[Offering, ...]) -> tuple[Feature, ...]:
    versions = {each.subject.pinned for each in offerings}
    return tuple(each for each in catalog.features() if each.subject.pinned in versions)


COMMAND = Definition(_configure, _run)
