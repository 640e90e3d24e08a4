"""Reads the tables of models that can be fine-tuned, and says where each may be trained.

The newest table that names a model version speaks for it, and the newest list of regions speaks
for global training; older ones of the same folder are superseded.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from planner.domain.terms import Cloud, Condition, TrainingMethod, TrainingType, Use
from planner.facts.importing import capabilities, names
from planner.facts.importing.gather import NO, Claim, Gathered, Training, TrainingSite, newer
from planner.facts.importing.markdown import Place, Row, Table, marks, plain

_TYPES: Final[Mapping[str, TrainingType]] = {
    "Fine-tuning regions": TrainingType.STANDARD,
    "Standard training regions": TrainingType.STANDARD,
    "Standard regions": TrainingType.STANDARD,
    "Data Zone": TrainingType.DATA_ZONE,
    "Global": TrainingType.GLOBAL,
    "Global training": TrainingType.GLOBAL,
    "Global training (preview)": TrainingType.GLOBAL,
    "Developer": TrainingType.DEVELOPER,
}

_OTHER_COLUMNS: Final = frozenset(
    {
        "Max request (tokens)",
        "Methods",
        "Modality",
        "Model ID",
        "Status",
        "Training Data (up to)",
        "Training data (up to)",
    }
)

_STATUS: Final[Mapping[str, frozenset[Condition]]] = {
    "": frozenset(),
    "GA": frozenset(),
    "Public preview": frozenset({Condition.PREVIEW}),
    "Private preview": frozenset({Condition.PREVIEW, Condition.INVITATION}),
}

_NOTES: Final[tuple[tuple[str, Condition], ...]] = (
    ("is currently in public preview", Condition.PREVIEW),
    ("access is gated and available by invitation only", Condition.INVITATION),
)
"""Footnotes of a model or its status, by what they contain."""

_NO_VISION: Final = "no vision support"


def is_training_table(table: Table) -> bool:
    """Whether a table lists models that can be fine-tuned."""
    heads = [plain(cell) for cell in table.header]
    return heads[0] == "Model ID" and any(head in _TYPES for head in heads[1:2])


def read_training_table(table: Table, gathered: Gathered) -> None:
    """Read a table of trainable models."""
    heads = [plain(cell) for cell in table.header]
    for head in heads:
        if head not in _TYPES and head not in _OTHER_COLUMNS:
            gathered.wrong(table.place, table.line, f"unknown column {head!r}; correct the header")
            return
    gathered.used(table.place)
    for row in table.rows:
        if gathered.fits(table, row):
            cells = dict(zip(heads, row.cells, strict=True))
            _read_row(table, row, cells, gathered)


def _read_row(table: Table, row: Row, cells: Mapping[str, str], gathered: Gathered) -> None:
    place = table.place
    if names.is_out_of_scope(plain(cells["Model ID"])):
        return
    found = names.model_version(cells["Model ID"])
    if found is None:
        text = f"not a model: {plain(cells['Model ID'])!r}; correct the cell"
        gathered.wrong(place, row.line, text)
        return
    training = Training(
        model=found[0],
        version=found[1],
        types={kind: cells[head] for head, kind in _TYPES.items() if head in cells},
        methods=_methods(place, row.line, cells.get("Methods", ""), gathered),
        conditions=_conditions(table, row.line, cells, gathered),
        vision="vision" in cells.get("Modality", ""),
        place=place,
        line=row.line,
    )
    gathered.training.append(training)
    capabilities.read_trainable(table, row, found, cells, gathered)


def _methods(place: Place, line: int, cell: str, gathered: Gathered) -> frozenset[TrainingMethod]:
    words = [word.strip().lower() for word in plain(cell).split(",") if word.strip()]
    known = {method.value: method for method in TrainingMethod}
    for word in words:
        if word not in known:
            gathered.wrong(place, line, f"unknown training method {word!r}; correct the cell")
    return frozenset(known[word] for word in words if word in known)


def _conditions(
    table: Table, line: int, cells: Mapping[str, str], gathered: Gathered
) -> frozenset[Condition]:
    status = plain(cells.get("Status", ""))
    if status not in _STATUS:
        gathered.wrong(table.place, line, f"unknown status {status!r}; correct the cell")
        return frozenset()
    found = set(_STATUS[status])
    for mark in (*marks(cells["Model ID"]), *marks(cells.get("Status", ""))):
        condition = _noted(table.notes.get(mark, ""))
        if condition is None:
            gathered.wrong(
                table.place, line, f"footnote {mark} is missing or not understood; correct it"
            )
        else:
            found.add(condition)
    return frozenset(found)


def _noted(note: str) -> Condition | None:
    return next((condition for words, condition in _NOTES if words in note), None)


def training_claims(gathered: Gathered) -> list[Claim]:
    """What the newest tables and lists say of training, version by version and type by type."""
    claims: list[Claim] = []
    for (model, version), training in _newest(gathered).items():
        for kind, cell in training.types.items():
            claim = _claim(model, version, training, kind)
            _READERS[kind](claim, training, cell, gathered)
            claims.append(claim)
            gathered.covers(Cloud.PUBLIC, Use.TRAINING, kind, claim.origin)
    return claims


def trainable_versions(gathered: Gathered, model: str) -> list[str]:
    """The versions of a model that the training tables name."""
    return sorted(version for name, version in _newest(gathered) if name == model)


def _newest(gathered: Gathered) -> dict[tuple[str, str], Training]:
    """The newest row for each model version."""
    newest: dict[tuple[str, str], Training] = {}
    for training in sorted(gathered.training, key=lambda each: newer(each.place.origin)):
        version = training.version or _only_version(training, gathered)
        if version:
            newest[training.model, version] = training
    return newest


def _only_version(training: Training, gathered: Gathered) -> str | None:
    versions = gathered.base_versions(training.model)
    if len(versions) == 1:
        return versions[0]
    have = ", ".join(versions) or "none"
    text = f"{training.model} has no version here, and elsewhere has {have}; add the version"
    gathered.wrong(training.place, training.line, text)
    return None


def _claim(model: str, version: str, training: Training, kind: TrainingType) -> Claim:
    return Claim(
        model=model,
        version=version,
        use=Use.TRAINING,
        type=kind,
        cloud=Cloud.PUBLIC,
        origin=training.place.origin,
        methods=training.methods,
        conditions=training.conditions,
    )


def _standard(claim: Claim, training: Training, cell: str, gathered: Gathered) -> None:
    if plain(cell) == "Not supported":
        return
    for text in re.split(r"<br\s*/?>", cell):
        region = gathered.region(training.place, training.line, text)
        if region:
            claim.yes.add(region)


def _data_zone(claim: Claim, training: Training, cell: str, gathered: Gathered) -> None:
    """The table names the zone, not its regions: there it may be, anywhere else it is not."""
    zone = plain(cell).lower()
    regions = {slug for slug, site in gathered.sites.items() if site.data_zone == zone}
    if not regions and zone not in NO:
        text = (
            f"no region is known to be in the data zone {plain(cell)!r}, so each may be; state them"
        )
        gathered.note(training.place, training.line, text)
        regions = set(gathered.azure_openai_regions())
    claim.open |= regions & gathered.azure_openai_regions()


def _global(claim: Claim, training: Training, cell: str, gathered: Gathered) -> None:
    if not gathered.ticked(training.place, training.line, cell):
        return
    if not gathered.training_sites:
        text = "global training is ticked, but no page lists its regions; add the list"
        gathered.wrong(training.place, training.line, text)
        return
    origin = max(gathered.training_sites, key=newer)
    claim.origin = origin
    for site in gathered.training_sites[origin]:
        _place(claim, training, site)


def _place(claim: Claim, training: Training, site: TrainingSite) -> None:
    if not site.ours or training.model in site.without:
        claim.no.add(site.region)
        return
    claim.yes.add(site.region)
    if training.vision and not site.vision:
        claim.restrictions[site.region] = _NO_VISION


def _developer(claim: Claim, training: Training, cell: str, gathered: Gathered) -> None:
    """A tick says that the type exists for the model; in which regions is nowhere stated."""
    if gathered.ticked(training.place, training.line, cell):
        claim.open |= gathered.azure_openai_regions()


_READERS: Final[Mapping[TrainingType, Callable[[Claim, Training, str, Gathered], None]]] = {
    TrainingType.STANDARD: _standard,
    TrainingType.DATA_ZONE: _data_zone,
    TrainingType.GLOBAL: _global,
    TrainingType.DEVELOPER: _developer,
}
