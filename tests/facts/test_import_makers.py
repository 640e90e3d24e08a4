"""Tables of other makers' models: each row with its maker, and none where no table says where."""

from __future__ import annotations

from collections.abc import Mapping
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
