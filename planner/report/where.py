"""Offerings as text: what `planner where` and `planner catalog show` answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from planner.domain.capability import Capabilities
from planner.domain.offering import Feature, Gives, Here, Lifecycle, Offering
from planner.domain.subject import Subject
from planner.domain.terms import Availability, Stage, Use, Verdict
from planner.report.capabilities import capability_lines, values_asked
from planner.report.look import (
    Ink,
    Look,
    Row,
    Span,
    block,
    count,
    dots,
    flow,
    sentence,
    table,
    tail,
)

_INDENT = "  "
_FEW_REGIONS = 3
"""Regions that an overview names; more are counted."""
_INKS: Final = {
    Availability.AVAILABLE: Ink.GREEN,
    Availability.UNAVAILABLE: Ink.RED,
    Availability.UNKNOWN: Ink.YELLOW,
}
_WORDS: Final = {Verdict.OK: "yes", Verdict.UNVERIFIED: "unknown", Verdict.FAIL: "no"}
_VERDICTS: Final = {
    Verdict.OK: Ink.GREEN,
    Verdict.UNVERIFIED: Ink.YELLOW,
    Verdict.FAIL: Ink.RED,
}
_STAGES: Final = {
    Stage.PREVIEW: "preview",
    Stage.GENERALLY_AVAILABLE: "generally available",
    Stage.LEGACY: "legacy",
    Stage.DEPRECATED: "deprecated: existing customers only",
    Stage.RETIRED: "retired",
}


@dataclass(frozen=True, slots=True)
class WhereReport:
    """Where a model can be had, on a day, by one snapshot."""

    question: str
    """What was asked, in words: `gpt-5.1 as standard, residency eu`."""
    offerings: tuple[Offering, ...]
    """What was found, versions together, in the order to show."""
    lifecycles: Mapping[Subject, tuple[Lifecycle, ...]]
    as_of: date
    snapshot: str
    tables: date
    """The day of the snapshot's oldest public availability table."""
    clouds: Mapping[str, str] = field(default_factory=dict)
    """The name of the cloud of each region that is not in the public one."""
    features: tuple[Feature, ...] = ()
    """What is documented of these models beside deployments, such as the Assistants API."""
    capabilities: Mapping[Subject, Sequence[Capabilities]] = field(default_factory=dict)
    """What these versions can do, by document."""
    told: frozenset[str] | None = frozenset()
    """Names of the capabilities that the text tells; None for all of them."""
    gives: tuple[Gives, ...] = ()
    """What one unit of capacity gives of these versions."""
    remarks: tuple[str, ...] = ()
    """Sentences about what the answer leaves open."""
    nearest: tuple[str, ...] = ()
    """Sentences about what comes nearest, when nothing usable was found."""
    overview: bool = False
    """The question names no model: few words about each version."""
    each: tuple[Here, ...] = ()
    """A verdict for each region, where the question is whether it can be had in every one."""

    def text(self, look: Look) -> str:
        """A block per version: lifecycle, then each type with its regions.

        In an overview a block per model, with less about each version.
        """
        versions = _by_version(self.offerings)
        if self.told is None:
            versions = {
                **versions,
                **{each: [] for each in self.capabilities if each not in versions},
            }
        blocks = (
            self._models(versions, look)
            if self.overview
            else [self._version(subject, found, look) for subject, found in versions.items()]
        )
        remarks = "\n".join(sentence(text, look, ink=Ink.YELLOW) for text in self.remarks)
        summary = "" if look.quiet else self._summary(look)
        return block(*blocks, self._each(look), remarks, self._nearest(look), summary)

    def _each(self, look: Look) -> str:
        """A line a region: whether it can be had there, and as what or why not."""
        rows = [
            Row((_WORDS[here.verdict], here.region, here.said), (_VERDICTS[here.verdict], Ink.BOLD))
            for here in self.each
        ]
        return "\n".join(table(rows, look)) if rows else ""

    def _models(self, versions: Mapping[Subject, list[Offering]], look: Look) -> list[str]:
        """A block per model: its versions, each with its types and where they are to be had."""
        blocks: dict[str, list[str]] = {}
        for subject, found in versions.items():
            lines = blocks.setdefault(
                subject.full_model, [look.paint(subject.full_model, Ink.BOLD)]
            )
            said = [_lifecycle_words(each, self.as_of) for each in self.lifecycles.get(subject, ())]
            asked = values_asked(self.capabilities.get(subject, ()), self.told)
            words = tail(dict.fromkeys((*said, *asked)), Ink.DIM)
            head = [Span(subject.version), *words]
            lines.append(flow(head, look, indent=_INDENT, hanging=_INDENT * 2))
            lines += (self._reach(each, look) for each in _by_reach(found, self.clouds))
        return ["\n".join(lines) for lines in blocks.values()]

    def _reach(self, offerings: list[Offering], look: Look) -> str:
        """`standard, data-zone-standard in swedencentral`, `global-standard in 28 regions`."""
        types = ", ".join(dict.fromkeys(each.type.value for each in offerings))
        regions = list(dict.fromkeys(each.region for each in offerings))
        few = len(regions) <= _FEW_REGIONS
        where = ", ".join(regions) if few else count(len(regions), "region")
        first = offerings[0]
        unsure = first.availability is not Availability.AVAILABLE
        said = [self.clouds.get(first.region, ""), first.availability.value if unsure else ""]
        spans = [
            Span(types, Ink.CYAN),
            Span(f"in {where}"),
            *tail([*said, *sorted(first.conditions)], Ink.YELLOW),
        ]
        return flow(spans, look, indent=_INDENT * 2, hanging=_INDENT * 3)

    def _version(self, subject: Subject, offerings: list[Offering], look: Look) -> str:
        said = [] if subject.use is Use.BASE else [subject.use.value]
        said += [lifecycle_text(each, self.as_of) for each in self.lifecycles.get(subject, ())]
        head = [Span(str(subject.pinned), Ink.BOLD), *tail(said)]
        groups = _by_terms(offerings, self.clouds)
        lines = [line for group in groups.values() for line in self._group(group, look)]
        lines += [line for each in self._features(subject) for line in _feature(each, look)]
        lines += self._units(subject, look)
        lines += capability_lines(self.capabilities.get(subject, ()), look, self.told)
        return "\n".join([flow(head, look, hanging=_INDENT), *lines])

    def _group(self, offerings: list[Offering], look: Look) -> Iterator[str]:
        first = offerings[0]
        availability = Span(first.availability.value, _INKS[first.availability])
        head = [Span(first.type.value, Ink.CYAN), availability]
        said = tail([self.clouds.get(first.region, ""), *_terms(first), _sources(first)])
        yield flow([*head, *said], look, indent=_INDENT, hanging=_INDENT * 2)
        yield sentence(" ".join(each.region for each in offerings), look, indent=_INDENT * 2)

    def _units(self, subject: Subject, look: Look) -> Iterator[str]:
        """`one unit gives 10 requests and 1,000 tokens a minute`, with the types it holds for."""
        alike: dict[tuple[int | None, int | None, str], list[str]] = {}
        for each in self.gives:
            if each.subject == subject:
                key = each.requests, each.tokens, str(each.source)
                alike.setdefault(key, []).append(each.type.value)
        for (requests, tokens, source), types in alike.items():
            said = [count(requests, "request")] if requests is not None else []
            said += [count(tokens, "token")] if tokens is not None else []
            head = [Span("one unit gives", Ink.CYAN), Span(f"{' and '.join(said)} a minute")]
            shown = [*head, *tail([", ".join(types), source])]
            yield flow(shown, look, indent=_INDENT, hanging=_INDENT * 2)

    def _features(self, subject: Subject) -> list[Feature]:
        return [each for each in self.features if each.subject == subject]

    def _nearest(self, look: Look) -> str:
        if not self.nearest:
            return ""
        head = sentence(f"Nothing can be deployed for {self.question}.", look, ink=Ink.YELLOW)
        return "\n".join([head, *(sentence(text, look, indent=_INDENT) for text in self.nearest)])

    def _summary(self, look: Look) -> str:
        found = sum(each.availability is Availability.AVAILABLE for each in self.offerings)
        basis = [
            f"catalog {self.snapshot}, tables of {self.tables.isoformat()}",
            f"as of {self.as_of.isoformat()}",
        ]
        versions = len({each.subject for each in self.offerings})
        several = [count(versions, "version")] if self.overview else []
        said = [*several, f"{count(found, 'offering')} of {self.question}", *basis]
        summed = flow(dots(said, Ink.DIM), look, hanging=_INDENT)
        hint = "planner where MODEL shows a model's regions, terms and sources."
        return "\n".join(
            [summed, *([sentence(hint, look, ink=Ink.DIM)] if several and versions else [])]
        )


def _feature(feature: Feature, look: Look) -> Iterator[str]:
    head = [Span(f"feature {feature.name}", Ink.CYAN), *tail([str(feature.source)])]
    yield flow(head, look, indent=_INDENT, hanging=_INDENT * 2)
    yield sentence(" ".join(feature.regions), look, indent=_INDENT * 2)


def lifecycle_text(lifecycle: Lifecycle, as_of: date) -> str:
    """`generally available, retires 2027-05-15 or later, then gpt-5.2 (docs 2026-09-02)`.

    A line of some types or one cloud names them first: `as standard: retired 2026-03-31 (docs
    2026-02-10)`, `in Azure Government: deprecated, ...`.
    """
    then = [f"then {lifecycle.replacement}"] if lifecycle.replacement else []
    return f"{', '.join([_lifecycle_words(lifecycle, as_of), *then])} ({lifecycle.source})"


def _lifecycle_words(lifecycle: Lifecycle, as_of: date) -> str:
    """`generally available, retires 2027-05-15 or later`."""
    stage = lifecycle.stage_at(as_of)
    said = [_STAGES[stage] if stage else "stage not documented on that day"]
    if lifecycle.may_be_closed(as_of):
        said += [f"perhaps closed to new customers since {lifecycle.closes}"]
    if lifecycle.retires is not None:
        word = "retired" if stage is Stage.RETIRED else "retires"
        later = " or later" if lifecycle.not_before else ""
        day = f"{lifecycle.retires.isoformat()}{later}"
        said = [f"{word} {day}"] if stage is Stage.RETIRED else [*said, f"{word} {day}"]
    scope = [f"in {lifecycle.cloud.called}"] if lifecycle.cloud else []
    scope += [f"as {', '.join(sorted(lifecycle.types))}"] if lifecycle.types else []
    return (f"{' '.join(scope)}: " if scope else "") + ", ".join(said)


def _by_version(offerings: Iterable[Offering]) -> dict[Subject, list[Offering]]:
    versions: dict[Subject, list[Offering]] = {}
    for offering in offerings:
        versions.setdefault(offering.subject, []).append(offering)
    return versions


def _by_terms(
    offerings: Iterable[Offering], clouds: Mapping[str, str]
) -> dict[tuple[object, ...], list[Offering]]:
    """Offerings that differ in their region only, together."""
    groups: dict[tuple[object, ...], list[Offering]] = {}
    for each in offerings:
        who = (each.conditions, each.methods, each.restriction, clouds.get(each.region))
        key = (each.type, each.availability, *who, each.source, each.disputed_by)
        groups.setdefault(key, []).append(each)
    return groups


def _by_reach(offerings: Iterable[Offering], clouds: Mapping[str, str]) -> list[list[Offering]]:
    """Offerings of one version: those whose types are to be had in the same regions together."""
    types: dict[tuple[object, ...], list[Offering]] = {}
    for each in offerings:
        key = (each.type, clouds.get(each.region), each.availability, each.conditions)
        types.setdefault(key, []).append(each)
    reaches: dict[tuple[object, ...], list[Offering]] = {}
    for (_, *terms), found in types.items():
        reaches.setdefault((*terms, *(each.region for each in found)), []).extend(found)
    return list(reaches.values())


def _terms(offering: Offering) -> Iterator[str]:
    """Who may use it, how, and how far."""
    yield ", ".join(sorted(condition.value for condition in offering.conditions))
    yield ", ".join(sorted(method.value for method in offering.methods))
    yield offering.restriction or ""


def _sources(offering: Offering) -> str:
    if offering.source is None:
        return "no document names it"
    against = f", but {offering.disputed_by} says otherwise" if offering.disputed_by else ""
    return f"{offering.source}{against}"
