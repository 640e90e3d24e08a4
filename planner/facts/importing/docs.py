"""Makes a snapshot from a folder of documentation pages and a file of statements.

Every table is recognised by its own headings and headers, or it is a problem; a folder with a
problem gives no snapshot.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from planner.domain.publishers import OPENAI
from planner.domain.terms import Cloud, Use
from planner.facts.check import problems_of
from planner.facts.importing import (
    assemble,
    availability,
    capabilities,
    capable,
    claude,
    early_schedule,
    footnote_terms,
    government_quota,
    lifecycle,
    limits,
    partners,
    retired,
    scope,
    serving,
    sizes,
    throughput,
    training,
    training_sites,
    whose,
)
from planner.facts.importing.gather import Gathered, day_of
from planner.facts.importing.known import known_sites, site_records, site_source
from planner.facts.importing.leaving import without
from planner.facts.importing.listed_lives import listed_lives
from planner.facts.importing.markdown import Page, Table, Unused
from planner.facts.importing.misprints import corrected, misprints
from planner.facts.importing.observed import (
    Lists,
    given_list,
    list_records,
    stated_lists,
)
from planner.facts.importing.pages import read_pages
from planner.facts.importing.stated import (
    add_stated,
    apply_terms,
    begin_stages,
    left_out,
    only_versions,
    retitled,
    silent,
    stated_records,
    with_zones,
)
from planner.facts.importing.statement_file import Statements, read_statements
from planner.facts.importing.unversioned import unversioned_claims
from planner.facts.reader import Record, SourceKind
from planner.facts.write import Content, write

_READERS: Final[tuple[tuple[Callable[[Table], bool], Callable[[Table, Gathered], None]], ...]] = (
    (lifecycle.is_schedule, lifecycle.read_schedule),
    (partners.is_partners_table, capabilities.read_partners_table),
    (early_schedule.is_early_schedule, early_schedule.read_early_schedule),
    (retired.is_retired_table, retired.read_retired_table),
    (throughput.is_priority_table, throughput.read_priority_table),
    (scope.is_left_out, scope.leave_out),
    (claude.is_quota, claude.read_quota),
    (training.is_training_table, training.read_training_table),
    (capabilities.is_models_table, capabilities.read_models_table),
    (capabilities.is_features_table, capabilities.read_features_table),
    (training_sites.is_training_sites, training_sites.read_training_sites),
    (serving.is_serving_table, serving.read_serving_table),
    (sizes.is_ptu_table, sizes.read_ptu_table),
    (sizes.is_quota_table, sizes.read_quota_table),
    (sizes.is_router_table, sizes.read_router_table),
    (sizes.is_batch_table, sizes.read_batch_table),
    (government_quota.is_government_quota, government_quota.read_government_quota),
    (limits.is_limits_table, limits.read_limits_table),
    (availability.is_region_rows, availability.read_region_rows),
    (availability.is_model_rows, availability.read_model_rows),
)
"""Each kind of table: how it is recognised, and what reads it; the first that fits is taken."""


_READ_FOOTNOTES: Final = (
    availability.read_region_rows,
    availability.read_model_rows,
    lifecycle.read_schedule,
    scope.leave_out,
    scope.judge_unknown,
    training.read_training_table,
    training_sites.read_training_sites,
)
"""Readers that say themselves what footnotes mean, or read nothing; those of others are noted."""

_LOOKED_FOR: Final = (
    "capacity.jsonl",
    "quota.jsonl",
    "pool_scopes.jsonl",
    "limits.jsonl",
    "features.jsonl",
    "corrections.jsonl",
)
"""Files that are there even when no page fills them: empty says that the pages were read for them.
A kind that nobody looked for has no file, and the snapshot is silent about it; so it is about what
the statements call `silent`."""


_SHOWN: Final = 5
"""Tables that are named where none of them is an availability table."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import gave: the snapshot's content, and every problem as `file:line: what`.

    With problems the content is what could be read; it must not be written.
    """

    content: Content
    problems: tuple[str, ...]
    notes: tuple[str, ...] = ()
    """What was understood otherwise than it is written, as `file:line: what`."""
    unused: tuple[Unused, ...] = ()
    """Tables that no fact was taken from, each with the reason."""

    @property
    def report(self) -> tuple[str, ...]:
        """Every table that was not used, and every note, a line each."""
        return (*map(str, self.unused), *self.notes)

    @property
    def summary(self) -> tuple[str, ...]:
        """How much there is in the report; no line where there is nothing."""
        numbers = f"tables not used: {len(self.unused)}; notes: {len(self.notes)}"
        return (f"{numbers}; --report names them",) if self.report else ()


def shipped_statements(name: str) -> Path | None:
    """The statements that a shipped snapshot of this name was made with."""
    path = Path(__file__).parent / "statements" / f"{name}.yaml"
    return path if path.is_file() else None


def import_docs(
    directory: Path,
    *,
    name: str,
    statements: Path | None = None,
    day: date | None = None,
    observed: Sequence[Path] = (),
    today: date | None = None,
) -> Imported:
    """Read every page of `directory` and the statements into the content of a snapshot.

    `day` is the date of pages that have none of their own. `observed` are model lists of the
    service beside those that the statements name. A table of a page that is dated after `today`
    is a problem; without it, any day will do. Raises OSError.
    """
    stated = read_statements(statements)
    sites = with_zones(known_sites(), stated)
    gathered = Gathered(sites, retitled(stated), only_versions(stated))
    pages, notes = read_pages(directory, day=day.isoformat() if day else "")
    gathered.notes.extend(notes)
    pages = without(pages, left_out(stated), gathered)
    for page in corrected(pages, misprints(stated), gathered.problems):
        _read(page, gathered)
        _check_days(page, today or date.max, gathered)
    gathered.claims += unversioned_claims(gathered)
    gathered.claims += training.training_claims(gathered)
    gathered.claims += serving.serving_claims(gathered)
    apply_terms(stated, gathered.claims)
    gathered.settle()
    named = [*stated_lists(stated), *map(given_list, observed)]
    lists = list_records(named, gathered.sites)
    content = Content(name, _date(gathered), _records(gathered, stated, lists))
    problems = *gathered.problems, *lists.problems, *stated.problems
    return Imported(content, problems, (*gathered.notes,), (*gathered.unused,))


def import_into(
    directory: Path, out: Path, *, name: str, statements: Path | None = None
) -> tuple[str, ...]:
    """Import `directory` into the snapshot folder `out`; give the problems.

    Nothing is written unless there are none. Raises OSError when `out` cannot be written.
    """
    imported = import_docs(directory, name=name, statements=statements)
    keep(imported, out)
    return imported.problems


def keep(imported: Imported, out: Path) -> None:
    """Write what was imported into the snapshot folder `out`, unless there are problems.

    Raises OSError.
    """
    if not imported.problems:
        write(imported.content, out)


def _read(page: Page, gathered: Gathered) -> None:
    gathered.problems.extend(page.problems)
    gathered.notes.extend(page.notes)
    for table in page.tables:
        _read_table(table, gathered)
    scope.judge_rest(page, gathered)
    availability.check_tabs(page, gathered)
    whose.covers_others(page, gathered)
    training_sites.read_training_list(page, gathered)
    serving.read_serving_lists(page, gathered)


def _check_days(page: Page, today: date, gathered: Gathered) -> None:
    """A page of the future is a slip of the pen, and would win over every other page."""
    firsts = {(table.place.file, table.place.origin): table for table in reversed(page.tables)}
    for (_, origin), table in firsts.items():
        day = day_of(origin) or date.min
        if day > today:
            text = f"a table of {day}, as its page says, after {today}; correct ms.date"
            gathered.wrong(table.place, table.line, text)


def _read_table(table: Table, gathered: Gathered) -> None:
    """Read a table; a reader that fails is a problem there, and hides no other one."""
    try:
        reader = _reader_of(table)
        reader(table, gathered)
        if reader not in _READ_FOOTNOTES:
            footnote_terms.note_unused(table, gathered)
    except (IndexError, KeyError, TypeError, ValueError) as error:
        text = f"the reader of this table failed ({type(error).__name__}: {error})"
        gathered.wrong(table.place, table.line, f"{text}; this is a bug of the planner, report it")


def _reader_of(table: Table) -> Callable[[Table, Gathered], None]:
    return next((read for fits, read in _READERS if fits(table)), scope.judge_unknown)


def _date(gathered: Gathered) -> date:
    """The day of the oldest public availability table of Azure OpenAI: what it says is as old.

    Of several tables of one deployment type the newest speaks, so an older one beside it does not
    count. A folder without public tables has the day of its oldest table.
    """
    ours = {claim.origin for claim in gathered.claims if claim.publisher == OPENAI}
    tables = [
        origin
        for origin, kind in gathered.origins.items()
        if kind is SourceKind.AVAILABILITY and origin in ours
    ]
    if not tables:
        gathered.problems.append("(folder):1: no availability table; name a folder that has some")
        gathered.problems.extend(map(str, gathered.unused[:_SHOWN]))
    public = (
        max(day_of(origin) or date.min for origin in origins)
        for (cloud, use, _, publisher), origins in gathered.coverage.items()
        if (cloud, use, publisher) == (Cloud.PUBLIC, Use.BASE, OPENAI)
    )
    oldest = min((day_of(origin) or date.min for origin in tables), default=date.min)
    return min(public, default=oldest)


def _records(gathered: Gathered, statements: Statements, lists: Lists) -> dict[str, list[Record]]:
    """All records by file; what is wrong with one is noted where its page or statement has it."""
    listed = lists.records.get("observed.jsonl", ())
    ids, phases = assemble.Ids(gathered.origins), lifecycle.told(gathered, listed)
    records: dict[str, list[Record]] = {
        "sources.jsonl": [site_source(), *assemble.source_records(gathered.origins, ids)],
        "regions.jsonl": site_records(gathered, lists.regions),
        "coverage.jsonl": assemble.coverage_records(gathered, ids),
        "offerings.jsonl": assemble.offering_records(gathered, ids),
        "lifecycle.jsonl": begin_stages(statements, lifecycle.lifecycle_records(phases, ids)),
        "disputes.jsonl": lifecycle.dispute_records(phases, ids),
        **{file: [] for file in _LOOKED_FOR if file not in silent(statements)},
        "capabilities.jsonl": capable.capability_records(gathered, ids),
    }
    places: dict[int, str] = {}
    for fact, record in sizes.bounded(assemble.fact_records(gathered, ids)):
        records.setdefault(fact.file, []).append(record)
        places[id(record)] = fact.where
    for file, lines in lists.records.items():
        records.setdefault(file, []).extend(lines)
    stated = stated_records(statements, gathered)
    gathered.problems.extend(add_stated(records, stated))
    days = {str(each["id"]): str(each["date"]) for each in lists.records.get("sources.jsonl", ())}
    records["lifecycle.jsonl"] += listed_lives(listed, records["lifecycle.jsonl"], days)
    capable.merge(records["capabilities.jsonl"], gathered.problems)
    places |= {id(each.record): each.where for each in stated}
    gathered.problems.extend(problems_of(records, places))
    return records
