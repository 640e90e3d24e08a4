"""Reads retirement schedules: base models, and fine-tuned models with their two phases."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from planner.domain.publishers import OPENAI, full_model, publisher_meant
from planner.domain.terms import Cloud, Stage, Use
from planner.facts.importing import model_cells, names
from planner.facts.importing.assemble import Ids, publisher_of
from planner.facts.importing.gather import Gathered, Phase, cloud_of, day_of, newer
from planner.facts.importing.markdown import Row, Table, marks, plain
from planner.facts.makers import maker
from planner.facts.reader import Record

_BASE: Final = ("Model", "Version", "Lifecycle", "Retirement date", "Replacement")
_TUNED: Final = (
    "Model",
    "Version",
    "Training retirement date",
    "Deployment retirement date",
)
_OURS: Final = ("Azure OpenAI", "Fine-tuned models")
_BOTH: Final = "Microsoft"
"""The section of Microsoft's own models, which has the model router of Azure OpenAI too."""

_STAGES: Final[Mapping[str, Stage]] = {
    "GA": Stage.GENERALLY_AVAILABLE,
    "Preview": Stage.PREVIEW,
    "Legacy": Stage.LEGACY,
    "Deprecated": Stage.DEPRECATED,
    "Retired": Stage.RETIRED,
}

_NONE: Final = "—"
_RELATIVE: Final = frozenset({"Base model retirement", "One year after training retirement"})
"""Said of a trained model whose days follow from others."""


def is_schedule(table: Table) -> bool:
    """Whether a table is a retirement schedule, of any maker's models."""
    return _heads(table) in (_BASE, _TUNED)


def read_schedule(table: Table, gathered: Gathered) -> None:
    """Read a retirement schedule."""
    heading = plain(table.place.nearest)
    if heading not in _OURS and publisher_meant(heading) is None:
        text = f"a schedule under the unknown heading {heading!r}; correct the heading"
        gathered.wrong(table.place, table.line, text)
        return
    gathered.used(table.place)
    for row in table.rows:
        if not gathered.fits(table, row):
            continue
        if not all(plain(cell) for cell in row.cells[:2]):
            gathered.wrong(table.place, row.line, "no model or no version; fill in the cell")
            continue
        publisher = _publisher(table, row, gathered)
        if publisher and _is_named(table, row, publisher, gathered):
            where, cloud = f"{table.place.file}:{row.line}", cloud_of(table.place.origin)
            for phase in _phases(table, row, gathered):
                placed = replace(phase, where=where, cloud=cloud)
                gathered.phases.append(_of(publisher, placed))


def _of(publisher: str, phase: Phase) -> Phase:
    """The row as one of a publisher; its successor is of the same one if nobody's name begins so."""
    after = phase.replacement
    if after and "/" not in after and publisher != OPENAI:
        after = full_model(after, publisher)
    return replace(phase, publisher=publisher, replacement=after)


def _publisher(table: Table, row: Row, gathered: Gathered) -> str | None:
    """Whose model a row is; None, with a problem noted, where the heading and the name disagree."""
    heading, model = plain(table.place.nearest), _model(row)
    section = OPENAI if heading in _OURS else publisher_meant(heading)
    found = maker(model) or (OPENAI if heading == _BOTH else section)
    if found == section or heading == _BOTH:
        return found
    text = f"{model!r} under {heading!r} is of {found}; name its maker in planner/facts/makers.py"
    gathered.wrong(table.place, row.line, text)
    return None


def _model(row: Row) -> str:
    """The model of a row, without a remark in brackets behind it."""
    return plain(row.cells[0]).partition(" (")[0]


def _is_named(table: Table, row: Row, publisher: str, gathered: Gathered) -> bool:
    """Whether a row names a model and a version; footnotes on them go into the report.

    A row on another maker's model may be of all its versions.
    """
    model, version = _model(row), plain(row.cells[1])
    every = version == _NONE and publisher != OPENAI
    if not model_cells.is_model(model) or not (every or model_cells.is_version(version)):
        text = f"not a model and a version: {model!r}, {version!r}; correct the cells"
        gathered.wrong(table.place, row.line, text)
        return False
    for mark in (mark for cell in row.cells for mark in marks(cell)):
        text = plain(table.notes.get(mark, "")) or "without a text"
        gathered.note(table.place, row.line, f"footnote {mark} of {model} is not used: {text}")
    return True


def _heads(table: Table) -> tuple[str, ...]:
    return tuple(plain(cell) for cell in table.header)


def _phases(table: Table, row: Row, gathered: Gathered) -> Iterable[Phase]:
    if _heads(table) == _BASE:
        phase = _base(table, row, gathered)
        return [phase] if phase else []
    training = _phase(table, row, Use.TRAINING, gathered)
    return [each for each in (training, _phase(table, row, Use.FINE_TUNED, gathered)) if each]


def _base(table: Table, row: Row, gathered: Gathered) -> Phase | None:
    _, version, word, day, replacement = (plain(cell) for cell in row.cells)
    model = _model(row)
    stage, retires = _STAGES.get(word), _day(day)
    if stage is None:
        gathered.wrong(table.place, row.line, f"unknown lifecycle {word!r}; correct the cell")
        return None
    if retires is None:
        gathered.wrong(table.place, row.line, f"unknown date {day!r}; correct the cell")
        return None
    origin = table.place.origin
    after = None if replacement == _NONE else successor(replacement)
    return Phase(model, version, Use.BASE, stage, *retires, after, origin)


def _phase(table: Table, row: Row, use: Use, gathered: Gathered) -> Phase | None:
    cell = plain(row.cells[2 if use is Use.TRAINING else 3])
    if cell in _RELATIVE:
        gathered.note(table.place, row.line, f"{cell!r} is no day, and is not used")
        return None
    retires = _day(cell)
    if retires is None:
        gathered.wrong(table.place, row.line, f"unknown date {cell!r}; correct the cell")
        return None
    model, version = plain(row.cells[0]), plain(row.cells[1])
    return Phase(model, version, use, None, *retires, None, table.place.origin)


def _day(text: str) -> tuple[date | None, bool] | None:
    """A date, and whether it is only the earliest one; None when it is neither date nor dash."""
    match = re.fullmatch(r"(No earlier than )?(\d{4}-\d{2}-\d{2})", text)
    if text == _NONE:
        return None, False
    try:
        return (date.fromisoformat(match[2]), bool(match[1])) if match else None
    except ValueError:
        return None


def successor(text: str) -> str:
    """`sora-2 (2025-12-08)` as the stack file spells it, `sora-2@2025-12-08`; of several the first."""
    first = text.partition(", ")[0]
    found = names.model_version(first)
    model, version = found or (first, None)
    full = full_model(model, maker(model) or OPENAI)
    return f"{full}@{version}" if version else full


def told(gathered: Gathered, listed: Iterable[Record] = ()) -> list[Phase]:
    """The rows; one without a version is of every version that the availability tables name.

    Where they name none, it is of those that the service `listed` (lines of `observed.jsonl`):
    what is retired has left the tables. Where nobody names one, the row is noted as not used.
    """
    versions: dict[str, set[str]] = {}
    for line in listed:
        full = full_model(str(line["model"]), str(line.get("publisher", OPENAI)))
        versions.setdefault(full, set()).add(str(line["version"]))
    return [each for phase in gathered.phases for each in _versions(phase, gathered, versions)]


def _versions(phase: Phase, gathered: Gathered, listed: Mapping[str, set[str]]) -> Iterable[Phase]:
    if phase.version != _NONE:
        return [phase]
    model = phase.full_model
    known = gathered.base_versions(model) or sorted(listed.get(model, ()))
    if not known:
        text = f"{model} has no version here, and elsewhere has none: left out"
        gathered.notes.append(f"{phase.where}: {text}")
    return [replace(phase, version=version) for version in known]


def lifecycle_records(phases: list[Phase], ids: Ids) -> list[Record]:
    """The lines of lifecycle.jsonl: the newest schedule that names a version, all of its rows."""
    stages = _Stages(phases)
    return [_record(phase, stages, ids) for group in _grouped(phases) for phase in _latest(group)]


def _grouped(phases: list[Phase]) -> list[list[Phase]]:
    """The rows on the same version, use and cloud."""
    groups: dict[tuple[str, str, Use, Cloud | None], list[Phase]] = {}
    for phase in phases:
        key = phase.full_model, phase.version, phase.use, phase.cloud
        groups.setdefault(key, []).append(phase)
    return list(groups.values())


def _latest(group: list[Phase]) -> list[Phase]:
    newest = max(newer(phase.origin) for phase in group)
    return list(dict.fromkeys(phase for phase in group if newer(phase.origin) == newest))


def dispute_records(phases: list[Phase], ids: Ids) -> list[Record]:
    """A dispute for each version that one schedule lists twice with different dates."""
    latest = map(_latest, _grouped(phases))
    return [_dispute(rows, ids) for group in latest for rows in _contradicting(group)]


def _contradicting(group: list[Phase]) -> list[list[Phase]]:
    """The rows on the same types, where there are several."""
    found = (
        [each for each in group if each.types == t] for t in dict.fromkeys(p.types for p in group)
    )
    return [rows for rows in found if len(rows) > 1]


def _dispute(phases: list[Phase], ids: Ids) -> Record:
    first = phases[0]
    what = f"{first.full_model}-{first.version}-{first.use.value}"
    where = f" in {first.cloud.called}" if first.cloud else ""
    return {
        "id": f"lifecycle-{what}-{first.cloud}" if first.cloud else f"lifecycle-{what}",
        "subject": f"{first.full_model} {first.version} retirement date ({first.use.value}){where}",
        "claims": [
            {"value": str(phase.retires), "source": ids[phase.origin]}
            for phase in sorted(phases, key=lambda each: str(each.retires))
        ],
    }


class _Stages:
    """The stage of each phase, and since when a schedule of the folder carries it.

    The fine-tuned tables have no stage. Training takes the base version's, since training is
    closed to new customers with it; a deployment stays generally available until it retires.
    """

    def __init__(self, phases: list[Phase]) -> None:
        base = [phase for phase in phases if phase.use is Use.BASE]
        self._words = {(p.full_model, p.version, p.origin): p.stage for p in base}
        self._since: dict[tuple[str, str, Stage | None, Cloud | None], date] = {}
        for phase in sorted(base, key=lambda each: newer(each.origin), reverse=True):
            day = day_of(phase.origin) or date.min
            self._since[phase.full_model, phase.version, phase.stage, phase.cloud] = day

    def of(self, phase: Phase) -> tuple[Stage, date]:
        day = day_of(phase.origin) or date.min
        stage = phase.stage or Stage.GENERALLY_AVAILABLE
        if phase.use is Use.TRAINING:
            base = self._words.get((phase.full_model, phase.version, phase.origin))
            stage = base or stage
        if phase.use is Use.FINE_TUNED:
            return stage, day
        known = self._since.get((phase.full_model, phase.version, stage, phase.cloud), day)
        return stage, phase.since or known


def _record(phase: Phase, stages: _Stages, ids: Ids) -> Record:
    stage, since = stages.of(phase)
    optional = {
        "closes": phase.closes.isoformat() if phase.closes else None,
        "retires": phase.retires.isoformat() if phase.retires else None,
        "not_before": phase.not_before or None,
        "replacement": phase.replacement,
        "types": sorted(kind.value for kind in phase.types) or None,
        "cloud": phase.cloud.value if phase.cloud else None,
    }
    fixed = {
        "model": phase.model,
        "version": phase.version,
        "use": phase.use.value,
        "stage": stage.value,
        "stage_since": since.isoformat(),
        "source": ids[phase.origin],
        **publisher_of(phase.publisher),
    }
    return {**fixed, **{key: value for key, value in optional.items() if value is not None}}
