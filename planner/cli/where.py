"""`planner where [MODEL[@VERSION]]`."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from planner.cli.commands import Context, Definition, Result
from planner.cli.errors import UsageError
from planner.cli.exits import ExitCode
from planner.cli.names import (
    capability_mistakes,
    name_mistakes,
    pinned,
    refuse_mistakes,
    residency_mistakes,
)
from planner.cli.parser import Parser, add_catalog_option, add_day_option, add_output_options
from planner.cli.snapshots import catalog_of, clouds_of, old
from planner.cli.words import capability, day, deployment_type, word_of
from planner.domain.capability import Capabilities, Number, Wanted
from planner.domain.offering import Feature, Lifecycle
from planner.domain.residency import canonical
from planner.domain.subject import Subject
from planner.domain.terms import Cloud, TrainingType, Use, normalise_region
from planner.facts.capable import facts_of
from planner.facts.catalog import Catalog
from planner.facts.each import each_of, failed
from planner.facts.rates import gives
from planner.facts.where import Answer, Question, ask, dates_of, is_sure_to_stay, nearest
from planner.report.where import WhereReport

_MOST_NAMES = 4
_EXAMPLES = (
    "planner where gpt-5.1",
    "planner where --region swedencentral --type standard",
    "planner where --residency eu --retires-after 2027-06-30",
)
_FILTERS = (
    "type",
    "region",
    "residency",
    "capability",
    "retires_after",
    "training",
    "fine_tuned",
)


def _configure(parser: Parser) -> None:
    parser.option(
        "model",
        nargs="?",
        metavar="MODEL[@VERSION]",
        help="such as gpt-5.1 or gpt-5.1@2025-11-13; without it, all models that fit",
    )
    parser.option("--type", type=deployment_type, metavar="T", help="deployment type, or its SKU")
    parser.option(
        "--region",
        type=normalise_region,
        action="append",
        default=[],
        metavar="R",
        help="a region, in any spelling; with --each several times",
    )
    parser.option(
        "--each",
        action="store_true",
        help="a verdict for each --region; exit code 1 unless it can be had in every one",
    )
    parser.option(
        "--residency",
        type=canonical,
        metavar="X",
        help="global, us, eu, eu-members, apac, a geography (uk, sweden) or region: nothing is processed elsewhere",
    )
    parser.option(
        "--capability",
        type=capability,
        action="append",
        default=[],
        metavar="C",
        help="documented to have it: vision, responses, context>=200000 ...; may be given several times",
    )
    parser.option(
        "--retires-after", type=day, metavar="DATE", help="documented to answer on that day"
    )
    _add_uses(parser)
    add_catalog_option(parser)
    add_day_option(parser)
    add_output_options(parser)


def _add_uses(parser: Parser) -> None:
    parser.option(
        "--training",
        type=word_of(TrainingType, "training type"),
        metavar="T",
        help=f"where to train, as one of: {', '.join(TrainingType)}",
    )
    parser.option(
        "--fine-tuned", action="store_true", help="where a model trained from it can be deployed"
    )


def _run(values: Namespace, context: Context) -> Result:
    catalog = catalog_of(values.catalog)
    question = _question(values, catalog)
    _check_asked(values)
    refuse_mistakes(_mistakes(question, catalog), "planner where")
    for region in values.region:
        refuse_mistakes(name_mistakes(catalog, None, None, region), "planner where")
    day_ = values.as_of or context.today
    if values.each:
        return _each(question, values.region, catalog, day_)
    report = _report(question, catalog, day_)
    return Result(report, ExitCode.FINDINGS if report.nearest else ExitCode.OK)


def _each(question: Question, regions: list[str], catalog: Catalog, as_of: date) -> Result:
    """What fits in any of the regions, and the verdict of each."""
    report = _report(question, catalog, as_of)
    here = tuple(each for each in report.offerings if each.region in regions)
    verdicts = each_of(question, regions, catalog, as_of)
    lifecycles = dates_of(here, catalog)
    asked = f"{report.question} in each of {', '.join(dict.fromkeys(regions))}"
    told = replace(
        report, question=asked, offerings=here, lifecycles=lifecycles, each=verdicts, nearest=()
    )
    return Result(told, ExitCode.FINDINGS if any(failed(verdicts)) else ExitCode.OK)


def _report(question: Question, catalog: Catalog, as_of: date) -> WhereReport:
    """The answer; when nothing can be deployed, what comes nearest is never empty."""
    answer = ask(question, catalog, as_of)
    return WhereReport(
        question=str(question),
        offerings=answer.offerings,
        lifecycles=dates_of(answer.offerings, catalog),
        as_of=as_of,
        snapshot=catalog.name,
        tables=catalog.date,
        clouds=clouds_of(catalog),
        features=tuple(_features(question, answer, catalog)),
        gives=gives(catalog, answer.offerings),
        capabilities=_capabilities(question, answer, catalog),
        told=_names(question),
        remarks=(*_remarks(question, answer, catalog), *old(catalog, as_of)),
        nearest=() if answer.usable else nearest(question, catalog, as_of),
        overview=question.model is None,
    )


def _check_asked(values: Namespace) -> None:
    """Raise UsageError, with examples, where nothing narrows the answer down."""
    if values.model is None and not any(getattr(values, name) for name in _FILTERS):
        options = ", ".join(f"--{name.replace('_', '-')}" for name in _FILTERS)
        raise UsageError(
            f"planner where: name a model, or give one of {options}",
            f"such as: {_EXAMPLES[0]}",
            *(f"         {example}" for example in _EXAMPLES[1:]),
        )


def _features(question: Question, answer: Answer, catalog: Catalog) -> Iterator[Feature]:
    """What is documented of the versions in the answer, and of no other capability than asked."""
    shown = {each.subject for each in answer.offerings} if question.model is None else None
    wanted = _names(question)
    for feature in catalog.features(question.model):
        if (not wanted or feature.name in wanted) and (shown is None or feature.subject in shown):
            yield feature


def _names(question: Question) -> frozenset[str]:
    """The capabilities asked for; with a context the largest prompt, which may stand for it."""
    names = frozenset(each.name for each in question.capabilities)
    return names | {Number.INPUT} if Number.CONTEXT in names else names


def _capabilities(
    question: Question, answer: Answer, catalog: Catalog
) -> dict[Subject, tuple[Capabilities, ...]]:
    """What is documented of the versions in the answer, in the clouds where they are.

    Without a model only what was asked.
    """
    shown = {(each.subject, catalog.cloud_of(each.region)) for each in answer.offerings}
    said = {
        subject: tuple(
            fact
            for fact in facts_of(catalog, subject)
            if fact.cloud is None or (subject, fact.cloud) in shown
        )
        for subject in dict.fromkeys(each.subject for each in answer.offerings)
    }
    if question.model:
        return said
    names = _names(question)
    return {subject: tuple(_of_names(facts, names)) for subject, facts in said.items()}


def _of_names(facts: Iterable[Capabilities], names: frozenset[str]) -> Iterator[Capabilities]:
    for fact in facts:
        values = {name: value for name, value in fact.values.items() if name in names}
        if values:
            yield replace(fact, values=values)


def _regions(values: Namespace) -> str | None:
    """The one region that is asked for; None with --each. Raises UsageError for several without."""
    if values.each and not values.region:
        raise UsageError("planner where: --each needs regions: --region R --region S --each")
    if values.region[1:] and not values.each:
        raise UsageError("planner where: several regions need --each, which gives each its verdict")
    return values.region[0] if values.region and not values.each else None


def _question(values: Namespace, catalog: Catalog) -> Question:
    """The question that the options ask. Raises UsageError where they contradict each other."""
    model, version = pinned(values.model, catalog)
    if values.training and (values.type or values.fine_tuned):
        raise UsageError("planner where: --training does not go with --type or --fine-tuned")
    use = Use.FINE_TUNED if values.fine_tuned else Use.BASE
    return Question(
        model=model,
        version=version,
        use=Use.TRAINING if values.training else use,
        type=values.training or values.type,
        region=_regions(values),
        residency=values.residency,
        capabilities=tuple(values.capability),
        retires_after=values.retires_after,
    )


def _mistakes(question: Question, catalog: Catalog) -> Iterator[str]:
    yield from name_mistakes(catalog, question.model, question.version, question.region)
    yield from residency_mistakes(catalog, question.residency)
    yield from capability_mistakes(catalog, question.capabilities)


def _remarks(question: Question, answer: Answer, catalog: Catalog) -> Iterator[str]:
    if answer.undated:
        left_out = _some([str(each.pinned) for each in answer.undated])
        yield f"No document says when they retire, and left out: {left_out}."
    yield from _doubts(answer)
    if question.model and answer.usable and answer.retired:
        left_out = ", ".join(map(_retired, answer.retired))
        yield f"Retired on that day, and left out: {left_out}."
    elsewhere = clouds_of(catalog)
    if question.model and answer.usable and all(each.region in elsewhere for each in answer.usable):
        yield f"No table of the public cloud offers it: there it is {_in_public(question, catalog)}."
    unsure = sum(not is_sure_to_stay(each, question.residency, catalog) for each in answer.usable)
    if unsure:
        yield (
            f"For {unsure} of these the documents do not settle whether prompts stay inside "
            f"{question.residency} (planner rules AOAI401)."
        )


def _retired(life: Lifecycle) -> str:
    """`2024-07-18 (2026-03-31)`, `2024-07-18 as standard (2026-03-31)`; a cloud, if it is of one."""
    types = f" as {' or '.join(sorted(life.types))}" if life.types else ""
    cloud = f" in {life.cloud.called}" if life.cloud else ""
    return f"{life.version}{types}{cloud} ({life.retires})"


def _doubts(answer: Answer) -> Iterator[str]:
    """What is left out because it is not known to have what was asked for."""
    groups: dict[tuple[Wanted, bool], list[str]] = {}
    for each in answer.doubts:
        versions = groups.setdefault((each.wanted, each.disputed), [])
        versions.append(str(each.subject.pinned))
    for (wanted, disputed), versions in groups.items():
        who = "Documents contradict each other on" if disputed else "No document speaks of"
        yield f"{who} {wanted.name}, and left out: {_some(versions)}."


def _some(names: list[str]) -> str:
    left = len(names) - _MOST_NAMES
    return ", ".join(names[:_MOST_NAMES]) + (f" and {left} more" if left > 0 else "")


def _in_public(question: Question, catalog: Catalog) -> str:
    named = any(catalog.names(each, Cloud.PUBLIC) for each in question.subjects(catalog))
    return "unavailable" if named else "unknown (planner rules AOAI206)"


COMMAND = Definition(_configure, _run)
