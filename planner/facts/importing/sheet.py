"""One availability table on its way to claims: its ticks, by version, cloud and terms."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.terms import Cloud, Condition, DeploymentType, Use
from planner.facts.importing.footnote_terms import Terms, terms_of
from planner.facts.importing.gather import Claim, Gathered, Mark, Unversioned
from planner.facts.importing.markdown import Origin, Place, Table, marks
from planner.facts.importing.model_cells import ModelCell
from planner.facts.importing.whose import is_marketplace
from planner.facts.reader import SourceKind

_Key = tuple[ModelCell, Cloud, frozenset[Condition]]


class Sheet:
    """Collects the cells of one table."""

    def __init__(self, table: Table, gathered: Gathered, kind: DeploymentType) -> None:
        self._table, self._gathered, self._kind = table, gathered, kind
        self._claims: dict[_Key, Claim] = {}
        self._heads: dict[ModelCell, Terms] = {}
        self._regions: dict[str, Terms] = {}
        self._loose: dict[str, set[str]] = {}

    @property
    def _place(self) -> Place:
        return self._table.place

    @property
    def _origin(self) -> Origin:
        return self._place.origin

    def head(self, found: ModelCell, line: int, cell: str) -> None:
        """Take a model and version; note what was understood otherwise than it is written."""
        if found.respelt:
            self._gathered.note(self._place, line, f"{found.respelt!r} is read as {found.model}")
        if found.conditions:
            self._gathered.note(self._place, line, f"{cell!r} is read as a preview")
        noted = terms_of(found.marks, self._table, line, self._gathered)
        self._heads[found] = Terms(found.conditions) | noted

    def terms_of_region(self, region: str, cell: str, line: int) -> None:
        """Take the footnotes of a region."""
        noted = terms_of(marks(cell), self._table, line, self._gathered)
        self._regions[region] = self._regions.get(region, Terms()) | noted

    def mark(self, found: ModelCell, region: str, line: int, cell: str) -> None:
        """Take one cell."""
        tick = self._gathered.ticked(self._place, line, cell, noted=True)
        if found.version is None:
            self._loose.setdefault(found.model, set()).update({region} if tick else ())
            return
        if not self._is_new(found, region, line, tick=tick):
            return
        terms = self._heads[found] | self._regions[region]
        terms |= terms_of(marks(cell), self._table, line, self._gathered)
        cloud = self._gathered.sites[region].cloud
        claim = self._claim(found, cloud, terms if tick else Terms())
        (claim.yes if tick else claim.no).add(region)
        if tick and terms.restriction:
            claim.restrictions[region] = terms.restriction

    def _is_new(self, found: ModelCell, region: str, line: int, *, tick: bool | None) -> bool:
        """Whether this page has not ticked the same already; the same table may be shown twice."""
        key = (self._origin, self._kind, found.full_model, found.version or "", region)
        here = Mark(self._place.file, self._table.line, line, tick)
        before = self._gathered.marked.setdefault(key, here)
        if before is not here and before != here:
            named = f"{found.model} {found.version} in {region}"
            text = f"{named} is there twice as {self._kind} (line {before.line})"
            self._gathered.wrong(self._place, line, f"{text}; remove one, or correct the headings")
        return before is here

    def _claim(self, found: ModelCell, cloud: Cloud, terms: Terms) -> Claim:
        key = (found, cloud, terms.conditions)
        if key not in self._claims:
            version = found.version or ""
            claim = Claim(found.model, version, Use.BASE, self._kind, cloud, self._origin)
            claim.conditions = terms.conditions | self._bought
            claim.publisher = found.publisher
            self._claims[key] = claim
        return self._claims[key]

    @property
    def _bought(self) -> frozenset[Condition]:
        return frozenset({Condition.MARKETPLACE} if is_marketplace(self._place) else ())

    def close(self) -> None:
        """Hand the claims over, and note that this table lists the type."""
        origin = self._gathered.used(self._place, SourceKind.AVAILABILITY)
        for cloud, publisher in {(c.cloud, c.publisher) for c in self._claims.values()}:
            self._gathered.covers(cloud, Use.BASE, self._kind, origin, publisher)
        self._gathered.claims.extend(self._claims.values())
        self._gathered.unversioned.extend(self._unversioned())

    def _unversioned(self) -> Iterator[Unversioned]:
        for model, regions in self._loose.items():
            yield Unversioned(model, frozenset(regions), self._kind, self._place, self._table.line)
