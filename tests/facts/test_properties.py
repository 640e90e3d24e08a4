"""What holds for any input: layouts carry any ticks, bad text never becomes a traceback."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from planner.domain.subject import Subject, Target
from planner.domain.terms import Availability, DeploymentType, TrainingType, Use
from planner.facts.importing.docs import import_docs
from planner.facts.kinds.registry import BY_FILE
from planner.facts.order import newest_first
from planner.facts.snapshot import DATA, CatalogError, load
from tests.facts.pages import page, table
from tests.facts.shipped import snapshot

REGIONS = ("australiaeast", "eastus", "eastus2", "swedencentral", "uaenorth", "westus3")
VERSIONS = (("gpt-5", "2025-08-07"), ("o1", "2024-12-17"), ("whisper", "001"))

ticks = st.sets(st.tuples(st.sampled_from(VERSIONS), st.sampled_from(REGIONS)))


@given(ticks)
@settings(max_examples=30, deadline=None)
def test_any_ticks(chosen: set[tuple[tuple[str, str], str]]) -> None:
    """Both layouts of any table import to just its ticks, and to each other's offerings."""
    older = page(
        table(
            ("**Region**", *(f"**{m}**, **{v}**" for m, v in VERSIONS)),
            [(r, *("✅" if (v, r) in chosen else "-" for v in VERSIONS)) for r in REGIONS],
        ),
        title="Standard model availability",
    )
    rows = [(*v, *("✅" if (v, r) in chosen else "" for r in REGIONS)) for v in VERSIONS]
    head = ("**Model**", "**Version**", *(f"**{region}**" for region in REGIONS))
    newer = page(f"## Standard/Regional\n\n# [All](#tab/az-all)\n\n{table(head, rows)}")
    records = [_offerings(text) for text in (older, newer)]
    assert records[0] == records[1]
    assert {((r["model"], r["version"]), place) for r in records[0] for place in _list(r)} == chosen


def _list(record: dict[str, object]) -> list[str]:
    regions = record["regions"]
    assert isinstance(regions, list)
    return regions


def _offerings(text: str) -> list[dict[str, object]]:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "page.md").write_text(text)
        imported = import_docs(Path(folder), name="x")
    assert imported.problems == ()
    return [dict(record) for record in imported.content.records["offerings.jsonl"]]


markdown = st.text(
    st.sampled_from("|#-*> []()`✅✓123\nRegionModelVersion gpteastus<sup>/"), max_size=200
)


@given(markdown)
@settings(max_examples=200, deadline=None)
def test_any_page(text: str) -> None:
    """Whatever a page holds, the import gives problems and never breaks."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "page.md").write_text(page(text, title="Standard model availability"))
        for problem in import_docs(Path(folder), name="x").problems:
            assert problem.split(":")[1].isdigit(), problem


HEADS = (
    ("**Region**", "**gpt-5**, **2025-08-07**"),
    ("**Model**", "**Version**", "**eastus**"),
    ("Model ID", "Standard regions", "Global", "Developer", "Methods", "Status"),
    ("Foundry project region", "Managed fine-tuning", "Interactive training (preview)"),
    ("Models", "East US", "Sweden Central"),
    ("Models", "Availability"),
    ("Model", "Version", "Lifecycle", "Retirement date", "Replacement"),
    ("Model", "Version", "Training retirement date", "Deployment retirement date"),
    ("Topic", "**gpt-5**"),
    ("Model Name", "Deployment Type", "Requests Per Minute (RPM)", "Tokens Per Minute (TPM)"),
    ("Model", "Deployment Type", "Default RPM", "Default TPM", "Enterprise and MCA-E RPM", "Enterprise and MCA-E TPM"),
    ("Model", "Enterprise and MCA-E", "Default", "Monthly credit card-based subscriptions", "MSDN subscriptions", "Azure for Students, free trials"),
    ("Limit name", "Limit value"),
)  # fmt: skip
"""The header of each kind of table that is read."""

cells = st.sampled_from(
    ["", "-", "✅", "❌<sup>1</sup>", "eastus", "East US2", "gpt-5", "`gpt-5` <br> (2025-08-07)", "Standard", "1,000", "5B", "NA", "—", "GA", "2027-01-01", "No earlier than 2027-02-30", "?"]
)  # fmt: skip
headings = st.sampled_from(["Azure OpenAI", "Tier 1", "Standard", "Global batch", "Elsewhere"])


@given(
    st.sampled_from(HEADS), headings, st.lists(st.lists(cells, min_size=1, max_size=7), max_size=4)
)
@example(HEADS[-6], "Azure OpenAI", [["", "", "", "—"]])  # was a problem without a line
@settings(max_examples=200, deadline=None)
def test_any_rows(head: tuple[str, ...], heading: str, rows: list[list[str]]) -> None:
    """Whatever rows a known table holds, the import gives problems and never breaks."""
    text = page(f"### {heading}\n\n{table(head, rows)}", title="Deploy a fine-tuned model")
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "page.md").write_text(text)
        for problem in import_docs(Path(folder), name="x").problems:
            assert problem.split(":")[1].isdigit(), problem


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=5,
)


@given(st.sampled_from(sorted(BY_FILE)), json_values)
@settings(max_examples=60, deadline=None)
def test_any_line(file: str, value: object) -> None:
    """Whatever a line holds, loading refuses it with problems and never breaks."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "x"
        shutil.copytree(DATA / "2024-12", copy)
        (copy / file).write_text(json.dumps(value) + "\n")
        with pytest.raises(CatalogError) as caught:
            load(str(copy))
    assert caught.value.problems


@given(
    st.sampled_from(["2024-12", "2025-11", "2026-09", "2026-11"]),
    st.sampled_from(Use),
    st.sampled_from([*DeploymentType, *TrainingType]),
    st.data(),
)
@settings(max_examples=200, deadline=None)
def test_find_agrees_with_lists(
    name: str, use: Use, kind: DeploymentType | TrainingType, data: st.DataObject
) -> None:
    """A look-up says available just where the list of regions has the region."""
    catalog = snapshot(name)
    model = data.draw(st.sampled_from(catalog.models()))
    version = data.draw(st.sampled_from(catalog.versions(model) or ("1",)))
    region = data.draw(st.sampled_from(sorted(catalog.regions)))
    subject = Subject(model, version, use)
    found = catalog.find(Target(subject, kind, region))
    listed = region in catalog.regions_with(subject, kind)
    assert (found.availability is Availability.AVAILABLE) is listed
    assert found.source or found.availability is Availability.UNKNOWN


@given(st.permutations(["2024-05-13", "0613", "turbo-2024-04-09", "1", "2", "vision-preview"]))
def test_order_does_not_depend_on_order(versions: list[str]) -> None:
    """Any order of the same versions is sorted the same way."""
    assert newest_first(versions) == newest_first(sorted(versions))
