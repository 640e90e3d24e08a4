"""Tables of other makers' models: each row with its maker, and none where no table says where."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from planner.facts.importing.docs import import_docs
from tests.facts.pages import page, table

HEAD = ("**Model**", "**Version**", "**eastus**", "**westus2**")
TAB = "# [Americas](#tab/az-americas)\n\n"
OURS = f"#### Availability for Azure OpenAI in Foundry Models\n\n{TAB}" + table(
    HEAD, [("gpt-5.1", "2025-11-13", "✅", "-")]
)
OTHERS = "#### Availability for other Foundry Models sold by Azure\n\n"
GROK = table(HEAD, [("grok-4.3", "1", "✅", "✅"), ("Phi-4", "7", "-", "✅")])
EMPTY = "Not available\n"
END = "\n---\n\n"
"""Ends the tabs before it."""
SOLD = END.join(
    [
        f"## Global Standard\n\n{OURS}",
        f"{OTHERS}{TAB}{GROK}",
        f"## Data Zone Standard\n\n{OTHERS}{TAB}{EMPTY}",
    ]
)
BOUGHT = f"### Global standard\n\n{TAB}" + table(HEAD, [("Codestral-2501", "2", "✅", "-")])
SCHEDULE = ("Model", "Version", "Lifecycle", "Retirement date", "Replacement")
DATES = "## Foundry Models sold by Azure\n\n" + "\n".join(
    f"### {heading}\n\n{table(SCHEDULE, rows)}"
    for heading, rows in {
        "Microsoft": [
            ("model-router", "2025-11-18", "GA", "2027-05-20", "—"),
            ("Phi-4", "—", "GA", "—", "—"),
        ],
        "xAI": [("grok-4.3", "1", "Preview", "2027-04-06", "grok-5, grok-6")],
    }.items()
)
CLAUDE = "#### Free Trial\n\n" + table(
    (
        "Model",
        "Deployment type",
        "Version 2: Hosted on Azure",
        "Version 1: Hosted on Anthropic infrastructure",
        "RPM",
        "ITPM",
        "OTPM",
    ),
    [("claude-opus-5", "Data Zone Standard (US)", "Yes", "N/A", "40", "40,000", "8,000")],
)
PAGES = {
    "standard": page(SOLD, path="a/deployments-standard.md"),
    "marketplace": page(
        BOUGHT, title="Marketplace models - region availability", path="a/marketplace.md"
    ),
    "dates": page(DATES, path="a/model-retirement-schedule.md"),
    "claude": page(CLAUDE, path="a/claude.md"),
}


def imported(folder: Path, pages: Mapping[str, str]) -> Any:
    """What an import of these pages gives."""
    for name, text in pages.items():
        (folder / f"{name}.md").write_text(text)
    return import_docs(folder, name="x")


def test_each_row_has_its_maker(tmp_path: Path) -> None:
    """Azure OpenAI's has none; what is bought on the Marketplace says so."""
    found = imported(tmp_path, PAGES)
    assert found.problems == ()
    said = {
        record["model"]: (record.get("publisher"), record["regions"], record.get("conditions"))
        for record in found.content.records["offerings.jsonl"]
    }
    assert said == {
        "gpt-5.1": (None, ["eastus"], None),
        "grok-4.3": ("xAI", ["eastus", "westus2"], None),
        "Phi-4": ("Microsoft", ["westus2"], None),
        "Codestral-2501": ("Mistral AI", ["eastus"], ["marketplace"]),
    }


def test_the_page_about_partners_lists_the_marketplace_too(tmp_path: Path) -> None:
    """Another page with the same tables: its rows are no models of Azure OpenAI."""
    title = "Foundry Models from partners and community"
    partners = page(BOUGHT, title=title, path="a/models-from-partners.md")
    found = imported(tmp_path, {**PAGES, "marketplace": partners})
    assert found.problems == ()
    (bought,) = (r for r in found.content.records["offerings.jsonl"] if "conditions" in r)
    assert (bought["publisher"], bought["conditions"]) == ("Mistral AI", ["marketplace"])


def test_a_section_without_a_table_says_no_of_every_maker_on_its_page(tmp_path: Path) -> None:
    """And of none that is on another page."""
    records = imported(tmp_path, PAGES).content.records["coverage.jsonl"]
    zoned = {r["publisher"] for r in records if r["type"] == "data-zone-standard"}
    assert zoned == {"xAI", "Microsoft"}


def test_dates_without_a_version_are_of_every_version_of_the_tables(tmp_path: Path) -> None:
    """The router stays OpenAI's; of several successors the first counts, with its maker."""
    records = imported(tmp_path, PAGES).content.records["lifecycle.jsonl"]
    assert {(r["model"], r["version"], r.get("publisher")) for r in records} == {
        ("model-router", "2025-11-18", None),
        ("Phi-4", "7", "Microsoft"),
        ("grok-4.3", "1", "xAI"),
    }
    assert [r["replacement"] for r in records if "replacement" in r] == ["xAI/grok-5"]


GONE = "### Meta\n\n" + table(
    SCHEDULE,
    [
        ("Llama-3.2-11B", "—", "Retired", "2026-06-13", "—"),
        ("Llama-2-7B", "—", "Retired", "2024-06-13", "—"),
    ],
)
LISTED: list[dict[str, Any]] = [
    {"model": "Llama-3.2-11B", "version": "2", "sku": "GlobalStandard", "retires": "2026-06-13"},
    {"model": "Llama-4", "version": "1", "sku": "GlobalStandard", "retires": "2026-12-24"},
    {"model": "Llama-5", "version": "1", "sku": "GlobalStandard", "retires": "2027-01-01"},
    {"model": "Llama-5", "version": "1", "sku": "DataZoneStandard", "retires": "2099-12-31"},
]


def listed(folder: Path) -> Path:
    """A model list of Meta's models, as the service would give it."""
    same = {"format": "Meta", "lifecycle": ["Preview"], "regions": ["eastus"], "usage_name": "x"}
    path = folder / "lists" / "list-2026-08-22.jsonl"
    path.parent.mkdir()
    path.write_text("".join(json.dumps({**same, **line}) + "\n" for line in LISTED))
    return path


def test_what_left_the_tables_is_dated_in_the_versions_that_the_service_listed(
    tmp_path: Path,
) -> None:
    """A row without a version is of those; where nobody names one, the report says so."""
    pages = {**PAGES, "gone": page(GONE, path="a/gone.md")}
    imported(tmp_path, pages)
    found = import_docs(tmp_path, name="x", observed=[listed(tmp_path)])
    assert found.problems == ()
    lives = found.content.records["lifecycle.jsonl"]
    (gone,) = (r for r in lives if str(r["model"]).startswith("Llama-3"))
    assert (gone["version"], gone["stage"], gone["source"]) == ("2", "retired", "gone")
    said = "gone.md:12: Meta/Llama-2-7B has no version here, and elsewhere has none: left out"
    assert found.notes[-1] == said


def test_what_no_document_dates_has_the_dates_that_the_service_listed(tmp_path: Path) -> None:
    """By deployment type where they differ; a documented date is never overruled."""
    imported(tmp_path, PAGES)
    found = import_docs(tmp_path, name="x", observed=[listed(tmp_path)])
    records: Sequence[Any] = found.content.records["lifecycle.jsonl"]
    lives = [r for r in records if r.get("publisher") == "Meta"]
    said = {(r["model"], r.get("retires"), *r.get("types", ())) for r in lives}
    assert said == {
        ("Llama-3.2-11B", "2026-06-13"),
        ("Llama-4", "2026-12-24"),
        ("Llama-5", "2027-01-01", "global-standard"),
        ("Llama-5", None, "data-zone-standard"),
    }
    assert {(r["source"], r["stage_since"], r["stage"]) for r in lives} == {
        ("model-list-2026-08-22", "2026-08-22", "preview")
    }


def test_the_quota_of_claude_is_by_agreement(tmp_path: Path) -> None:
    """In units of a request and a thousand tokens."""
    (record,) = imported(tmp_path, PAGES).content.records["quota.jsonl"]
    assert (record["tier"], record["publisher"], record["type"]) == (
        "free",
        "Anthropic",
        "data-zone-standard",
    )
    assert (record["requests_per_minute"], record["limit"]) == (40, 40)


def test_without_a_table_nothing_of_them_is_taken(tmp_path: Path) -> None:
    """A date or a quota would be all that is known of a model."""
    ours = page(f"## Global Standard\n\n{OURS}", path="a/deployments-standard.md")
    less = {**PAGES, "standard": ours}
    del less["marketplace"]
    records = imported(tmp_path, less).content.records
    assert not [r for each in records.values() for r in each if "publisher" in r]
    assert [r["model"] for r in records["lifecycle.jsonl"]] == ["model-router"]


ODD = {
    "ours among theirs": GROK.replace("grok-4.3", "gpt-5.2"),
    "nobody's": GROK.replace("Phi-4", "Mystery-1"),
}


@pytest.mark.parametrize("text", ODD.values(), ids=ODD.keys())
def test_a_row_whose_heading_and_name_disagree_is_a_problem(text: str, tmp_path: Path) -> None:
    """It would be filed under a maker that nobody named."""
    odd = page(SOLD.replace(GROK, text), path="a/deployments-standard.md")
    (problem,) = imported(tmp_path, {"standard": odd}).problems
    assert "stands under the models of other makers" in problem
