"""What the pages of one moment say, as rows: offerings, lifecycles, sizes, quota, regions.

Every row names the page it is from. Pages may overlap: of schedules and sizes the newest page that
names a version counts, of availability all ticks together.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from tests.fake_azure.published.markdown import Page, Table, ticked
from tests.fake_azure.published.places import AREAS, GOVERNMENT, NAMES, known

Row = dict[str, Any]
Key = tuple[str, str, str, str, str, str]
"""model, version, use, type, page, maker (empty for OpenAI)"""

BY_PATH: Mapping[str, str] = {
    "datazone-provisioned-managed": "data-zone-provisioned",
    "datazone-standard": "data-zone-standard",
    "global-batch": "global-batch",
    "global-batch-datazone": "data-zone-batch",
    "provisioned-global": "global-provisioned",
    "provisioned-models": "provisioned",
    "standard-audio": "standard",
    "standard-chat-completions": "standard",
    "standard-completions": "standard",
    "standard-embeddings": "standard",
    "standard-global": "global-standard",
    "standard-image-generation": "standard",
    "standard-models": "standard",
}
"""Pages that hold one type, a region a row; those of Azure Government end in `-gov`."""

BY_HEADING: Mapping[str, str] = {
    "global standard": "global-standard",
    "data zone standard": "data-zone-standard",
    "standard/regional": "standard",
    "global provisioned managed": "global-provisioned",
    "data zone provisioned managed": "data-zone-provisioned",
    "regional provisioned managed": "provisioned",
    "global batch": "global-batch",
    "data zone batch": "data-zone-batch",
}
"""Headings of the pages that hold several, a version a row."""

SERVED: Mapping[str, str] = {
    "standard": "standard",
    "global standard": "global-standard",
    "developer tier": "developer",
    "provisioned throughput": "provisioned",
}
"""Headings of the page on deploying trained models."""

STAGES = {
    "preview": "preview",
    "ga": "generally-available",
    "legacy": "legacy",
    "deprecated": "deprecated",
    "retired": "retired",
}
OTHERS = "other foundry models"
MARKET = "marketplace-deployments-standard"
"""The page of models that are bought from the Marketplace; its headings are one level lower."""
MAKERS: Mapping[str, str] = {
    "claude": "Anthropic",
    "codestral": "Mistral AI",
    "cohere": "Cohere",
    "deepseek": "DeepSeek",
    "embed-v": "Cohere",
    "flux": "Black Forest Labs",
    "grok": "xAI",
    "kimi": "MoonshotAI",
    "llama": "Meta",
    "mai-": "Microsoft",
    "ministral": "Mistral AI",
    "mistral": "Mistral AI",
    "phi-": "Microsoft",
}
"""How model names of other makers begin, and the format that a model list of 2026-08-22 has."""
UNLIMITED = ("standard", "data-zone-standard", "global-standard", "developer")
BATCHES = ("global-batch", "data-zone-batch")
_MOST = 1_000_000
"""Largest standard deployment; service responses, 2025 and 2026."""
_TYPES = {
    "standard": "standard",
    "datazonestandard": "data-zone-standard",
    "globalstandard": "global-standard",
}
_AGREEMENTS = {
    "enterprise and mca-e": "enterprise",
    "default": "default",
    "monthly credit card-based subscriptions": "credit-card",
    "msdn subscriptions": "msdn",
}
_SCALE = {"B": 1_000_000, "M": 1_000, "K": 1}
_OPEN_ONLY = ("UAE North",)
"""Sites of global training whose footnote leaves out OpenAI's models; page of 2026-10-06."""
_LISTED = re.compile(r"^>? ?- ?([A-Z][A-Za-z0-9 ]+?)(?: _\(.*)?$", re.MULTILINE)
"""An item of the older list of sites, in a note below the table of models."""
_ONLY = {"o1-preview": "2024-09-12", "gpt-4.5-preview": "2025-02-27", "dall-e-2": "2.0"}
"""Versions of retired models that the page names alone; the others had a version 1 and no more.
Deployments in public templates, 2023 to 2025."""
_PIN = re.compile(r"(?P<model>[\w.-]+) ?,? \(?(?P<version>[\w.-]+)\)?")


@dataclass(frozen=True)
class Reader:
    """The pages of one folder."""

    pages: tuple[Page, ...]

    @classmethod
    def of(cls, folder: Path) -> Reader:
        return cls(tuple(Page.read(each) for each in sorted(folder.glob("*.md"))))

    def rows(self) -> Mapping[str, list[Row]]:
        """File name to rows, sorted: what `tests.fake_azure.facts` reads."""
        return {
            "sources": self._sources(),
            "regions": self._regions(),
            "offerings": _grouped([*self._ticks, *self._served(), *self._trained()]),
            "lifecycle": [*self._lifecycle(), *self._lives_of_others()],
            "capacity": self._sizes(),
            "quota": self._quota(),
        }

    def _sources(self) -> list[Row]:
        return [{"page": p.name, "date": p.date, "title": p.title} for p in self.pages]

    # -- base models ----------------------------------------------------------
    @cached_property
    def _ticks(self) -> list[tuple[Key, str]]:
        """(key, region) of each tick; region is empty where a version is named with none."""
        return [each for page in self.pages for each in _availability(page)]

    def _regions(self) -> list[Row]:
        named = sorted(self._named())
        zones = {
            r for (_, _, _, type_, *_), r in self._ticks if type_.startswith("data-zone") and r
        }
        return [_region(slug, in_zone=slug in zones) for slug in named]

    def _named(self) -> set[str]:
        """Regions that an availability table names."""
        tables = (t for p in self.pages for t in p.tables() if _type_of(p, t))
        return {slug for table in tables for slug in _places_of(table)}

    def _public(self) -> list[str]:
        """Those of the public cloud that a table of OpenAI's models names."""
        tables = (
            t for p in self.pages for t in p.tables() if _type_of(p, t) and not _foreign(p, t)
        )
        named = {slug for table in tables for slug in _places_of(table)}
        return sorted(slug for slug in named if AREAS[slug] != GOVERNMENT)

    def _lives_of_others(self) -> list[Row]:
        """The newest schedule's rows on other makers' models, where their availability is known."""
        known = {(key[0], key[1]) for key, _ in self._ticks if key[5]}
        pages = [p for p in self.pages if p.path == "model-retirement-schedule"] if known else []
        newest = max(pages, key=lambda p: p.date, default=None)
        return [] if newest is None else list(_others_of(newest, known))

    # -- trained models -------------------------------------------------------
    def _served(self) -> Iterator[tuple[Key, str]]:
        for page in self.pages:
            if page.path == "fine-tuning-deploy":
                yield from self._deploying(page)

    def _deploying(self, page: Page) -> Iterator[tuple[Key, str]]:
        everywhere = self._public()
        for model in page.bullets("### Global Standard"):
            yield from self._of(model, "global-standard", page, everywhere)
        for table in page.tables():
            type_ = SERVED.get(list(table.headings.values())[-1].lower(), "")
            for row in table.rows if type_ else []:
                regions = everywhere if row[1] == "All regions" else _ticked_in(table, row, 1)
                yield from self._of(row[0], type_, page, regions)

    def _of(
        self, model: str, type_: str, page: Page, regions: Iterable[str]
    ) -> Iterator[tuple[Key, str]]:
        """A trained model is served in the versions that can be trained: the page names none."""
        name = model.lower()
        for version in sorted({v for m, v in self._trainable() if m == name}):
            for region in ["", *regions]:
                yield (name, version, "fine-tuned", type_, page.name, ""), region

    def _trainable(self) -> set[tuple[str, str]]:
        return {(model, version) for (model, version, *_), _ in self._trained()}

    def _trained(self) -> Iterator[tuple[Key, str]]:
        """Standard and global training, by model; global regions have a page or list of their own."""
        for page in self.pages:
            for table in page.tables():
                if table.header[0] == "Model ID":
                    yield from self._training(page, table)

    def _training(self, page: Page, table: Table) -> Iterator[tuple[Key, str]]:
        for row in table.rows:
            pin = _PIN.fullmatch(row[0])
            if pin is None:
                continue
            for region in _regions_in(row[1]):
                yield (pin["model"], pin["version"], "training", "standard", page.name, ""), region
            if any(ticked(cell) for cell in row[2:]):
                key = (pin["model"], pin["version"], "training", "global", page.name, "")
                yield from ((key, region) for region in self._sites())

    def _sites(self) -> list[str]:
        """Regions of global training of OpenAI's models."""
        for page in self.pages:
            if page.path == "fine-tune-global-training-regions":
                (table,) = page.tables()
                own = (row[0] for row in table.rows if ticked(row[1]) and row[0] not in _OPEN_ONLY)
                return sorted(slug for slug in map(known, own) if slug)
        listed = (_LISTED.findall(page.text) for page in self.pages)
        return sorted({slug for names in listed for slug in map(known, names) if slug})

    # -- lifecycles -----------------------------------------------------------
    def _lifecycle(self) -> list[Row]:
        """The rows of the newest page that names a version, for each cloud that has a page."""
        found: dict[tuple[str, str, str, str], list[Row]] = {}
        first: dict[tuple[str, str, str, str, str], str] = {}
        for page in sorted(self.pages, key=lambda p: p.date):
            cloud = {"cloud": "us-government"} if page.path.endswith("-gov") else {}
            for row in ({**each, **cloud} for each in (*_schedule(page), *_gone(page))):
                key = (row["model"], row["version"], row["use"], row.get("cloud", ""))
                row.setdefault("stage_since", first.setdefault((*key, row["stage"]), page.date))
                rows = found.setdefault(key, [])
                if rows and rows[0]["source"] != page.name:
                    rows.clear()
                rows += [] if row in rows else [row]
        return [row for key in sorted(found) for row in found[key]]

    # -- sizes and quota ------------------------------------------------------
    def _sizes(self) -> list[Row]:
        rows = [_size("*", each, 1, 1, "reports", _MOST) for each in (*UNLIMITED, *BATCHES)]
        found: dict[tuple[str, str], Row] = {}
        for page in sorted(self.pages, key=lambda p: p.date):
            for table in page.tables():
                if table.header[0] == "Topic" and "fireworks" not in table.under:
                    found.update({(r["model"], r["type"]): r for r in _sized(page, table)})
        return [*rows, *(found[key] for key in sorted(found))]

    def _quota(self) -> list[Row]:
        found: dict[tuple[str, str, str], Row] = {}
        for page in self.pages:
            for table in page.tables():
                rows = _tier(page, table) if "Model Name" in table.header else _batch(page, table)
                found.update({(r["tier"], r["model"], r["type"]): r for r in rows})
        return [found[key] for key in sorted(found)]


def _grouped(ticks: Iterable[tuple[Key, str]]) -> list[Row]:
    """One row for each version, use, type and page, with the regions that are ticked."""
    found: dict[Key, set[str]] = defaultdict(set)
    for key, region in ticks:
        found[key].update([region] if region else [])
    names = ("model", "version", "use", "type", "source", "publisher")
    return [
        {
            **{name: word for name, word in zip(names, key, strict=True) if word},
            "regions": sorted(found[key]),
        }
        for key in sorted(found)
    ]


def _region(slug: str, *, in_zone: bool) -> Row:
    area = AREAS[slug]
    cloud = "us-government" if area == GOVERNMENT else "public"
    zone = {"data_zone": area if cloud == "public" else "us-gov"} if in_zone and area else {}
    return {"region": slug, "name": NAMES[slug], "cloud": cloud, **zone}


# -- availability -------------------------------------------------------------
def _type_of(page: Page, table: Table) -> str:
    """The deployment type that a table is about; empty for tables of other things."""
    if table.header[0] == "Region" and len(table.header) > 1:
        return BY_PATH.get(page.path.removesuffix("-gov"), "")
    if table.header[:2] == ["Model", "Version"]:
        heading = table.headings.get(3 if page.path == MARKET else 2, "").lower()
        return BY_HEADING.get(heading, "")
    return ""


def _foreign(page: Page, table: Table) -> bool:
    return OTHERS in table.under or page.path == MARKET


def _maker(model: str) -> str:
    """The maker of a model of a table of others'. KeyError for one that nobody named here."""
    begins = [maker for start, maker in MAKERS.items() if model.lower().startswith(start)]
    if not begins:
        raise KeyError(model)
    return begins[0]


def _places_of(table: Table) -> Iterator[str]:
    names = (row[0] for row in table.rows) if table.header[0] == "Region" else table.header[2:]
    yield from (slug for slug in map(known, names) if slug)


def _availability(page: Page) -> Iterator[tuple[Key, str]]:
    for table in page.tables():
        type_ = _type_of(page, table)
        if not type_:
            continue
        for model, version, region in _cells(table):
            maker = _maker(model) if _foreign(page, table) else ""
            yield (model, version, "base", type_, page.name, maker), region


def _cells(table: Table) -> Iterator[tuple[str, str, str]]:
    """(model, version, region) of each tick, and (model, version, "") of each version."""
    if table.header[0] == "Region":
        pins = [tuple(text.split(", ")) for text in table.header[1:]]
        yield from ((model, version, "") for model, version in pins)
        for row in table.rows:
            hits = [pin for pin, cell in zip(pins, row[1:], strict=True) if ticked(cell)]
            yield from ((model, version, known(row[0]) or row[0]) for model, version in hits)
        return
    for row in table.rows:
        yield row[0], row[1], ""
        yield from ((row[0], row[1], region) for region in _ticked_in(table, row, 2))


def _ticked_in(table: Table, row: list[str], first: int) -> list[str]:
    cells = zip(table.header[first:], row[first:], strict=False)
    return [known(name) or name for name, cell in cells if ticked(cell)]


def _regions_in(cell: str) -> list[str]:
    """The regions in a cell that has several, one after the other without a mark."""
    left, found = cell.replace(" ", "").lower(), []
    for slug in sorted(NAMES, key=len, reverse=True):
        if slug in left:
            found.append(slug)
            left = left.replace(slug, "|")
    return sorted(found)


# -- schedules ----------------------------------------------------------------
def _schedule(page: Page) -> Iterator[Row]:
    """Rows on OpenAI's models, and on the router, which is of OpenAI's format."""
    if not page.path.startswith(("model-retirement-schedule", "concepts-model-retirement")):
        return
    for table in page.tables():
        heading = table.under
        if "azure openai" in heading and table.header[2] == "Lifecycle":
            yield from (_life(page, row) for row in table.rows)
        elif heading.endswith("microsoft") and "partners" not in heading:
            yield from (_life(page, row) for row in table.rows if row[0] == "model-router")
        elif "fine-tuned models" in heading:
            yield from (_tuned(page, row) for row in table.rows)


def _others_of(page: Page, known: set[tuple[str, str]]) -> Iterator[Row]:
    """Rows below a maker's own heading; a dash for a version stands for all that are known."""
    for table in page.tables():
        maker = list(table.headings.values())[-1] if table.headings else ""
        if table.header[2:3] != ["Lifecycle"] or maker == "Azure OpenAI":
            continue
        for row in (row for row in table.rows if row[0] != "model-router"):
            model = row[0].split(" (")[0]
            versions = [v for m, v in sorted(known) if m == model] if row[1] == "—" else [row[1]]
            who = {"StabilityAI": "Stability AI"}.get(maker, maker)
            for version in versions:
                life = _life(page, [model, version, *row[2:4], row[4].split(", ")[0]])
                if "replacement" in life:
                    life["replacement"] = f"{who}/{life['replacement']}"
                yield {**life, "publisher": who, "stage_since": page.date}


def _gone(page: Page) -> Iterator[Row]:
    """The page of retired models: days in words, several models in one cell, few versions."""
    for table in page.tables() if page.path == "retired-models" else ():
        if table.under == "azure openai":
            for row in table.rows:
                yield from _gone_rows(page, row)


def _gone_rows(page: Page, row: list[str]) -> Iterator[Row]:
    models, closes, retires, instead = row[0].split(" - "), row[1], row[2], row[3]
    for model in models[0].split():
        version = models[1] if len(models) > 1 else _ONLY.get(model, "1")
        found = {"model": model, "version": version, "use": "base", "stage": "retired"}
        day = _in_words(retires)
        found |= {"retires": day, "stage_since": day, "source": page.name}
        found |= {"closes": _in_words(closes)} if closes else {}
        yield {**found, "replacement": _first(instead)} if instead else found


def _in_words(text: str) -> str:
    return datetime.strptime(" ".join(text.split()), "%B %d, %Y").date().isoformat()


def _first(instead: str) -> str:
    """The first successor: `a version: b` and `a (version b) or ...` are a@b."""
    found = re.match(r"([\w.-]+)(?: (?:version: |\(version |\()([\w.-]+))?", instead)
    assert found, instead
    return f"{found[1]}@{found[2]}" if found[2] else found[1]


def _life(page: Page, row: list[str]) -> Row:
    model, version, stage, retires, replacement = row[:5]
    found = {"model": model, "version": version, "use": "base", "stage": STAGES[stage.lower()]}
    pinned = _PIN.fullmatch(replacement)
    successor = f"{pinned['model']}@{pinned['version']}" if pinned else replacement
    dated = {"retires": retires} if retires[:2] == "20" else {}
    named = {"replacement": successor} if successor not in ("—", "") else {}
    return {**found, **dated, **named, "source": page.name}


def _tuned(page: Page, row: list[str]) -> Row:
    """Of trained models the schedule gives no stage; what it dates is taken to be available."""
    model, version, _, retires = row[:4]
    found = {"model": model, "version": version, "use": "fine-tuned", "retires": retires}
    return {**found, "stage": "generally-available", "source": page.name}


# -- sizes and quota ----------------------------------------------------------
def _size(model: str, type_: str, least: int, step: int, source: str, most: int = 0) -> Row:
    found = {"model": model, "type": type_, "minimum": least, "step": step, "source": source}
    return {**found, "maximum": most} if most else found


def _sized(page: Page, table: Table) -> Iterator[Row]:
    """PTU sizes: a column for each model, two rows for the regional type and two for the others."""
    rows = {row[0].lower().replace(" and ", " & "): row for row in table.rows}
    for at, title in enumerate(table.header[1:], 1):
        model = title.split(",")[0].strip()
        for words, types in (
            ("global & data zone", ("global-provisioned", "data-zone-provisioned")),
            ("regional", ("provisioned",)),
        ):
            least = rows.get(f"{words} provisioned minimum deployment")
            step = rows.get(f"{words} provisioned scale increment")
            if least and step and least[at].isdecimal():
                for type_ in types:
                    size = _size(model, type_, int(least[at]), int(step[at]), page.name)
                    yield size if "azure openai" in table.under else {**size, **_whose(model)}


def _whose(model: str) -> Row:
    begins = [maker for start, maker in MAKERS.items() if model.lower().startswith(start)]
    return {"publisher": begins[0]} if begins else {}


def _tier(page: Page, table: Table) -> Iterator[Row]:
    """Default limits of one tier, in thousands of tokens per minute."""
    number = table.headings[max(table.headings)].removeprefix("Tier ")
    tier = "free" if number == "0" else number
    for row in table.rows:
        tokens = row[3].replace(",", "") if len(row) > 3 else ""
        type_ = _TYPES.get(row[1].lower())
        if type_ and tokens.isdecimal():
            found = {"tier": tier, "model": row[0], "type": type_, "limit": int(tokens) // 1_000}
            yield {**found, "source": page.name}


def _batch(page: Page, table: Table) -> Iterator[Row]:
    """Default limits of enqueued tokens, in thousands, by agreement."""
    type_ = BY_HEADING.get(table.headings[max(table.headings)].lower()) if table.headings else None
    if type_ not in BATCHES or "Default" not in table.header:
        return
    for row in table.rows:
        for title, cell in zip(table.header[1:], row[1:], strict=True):
            agreement = _AGREEMENTS.get(title.lower())
            if agreement and cell[-1] in _SCALE:
                limit = int(float(cell[:-1]) * _SCALE[cell[-1]])
                found = {"tier": agreement, "model": row[0].replace(" ", "-"), "type": type_}
                yield {**found, "limit": limit, "source": page.name}
