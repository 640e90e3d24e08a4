"""Retirement tables of early 2026, which say when a version closes, and of one type before others."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.facts.importing.docs import import_docs
from tests.facts.pages import page, table

HEADS = (
    "Model Name",
    "Model Version<sup>1</sup>",
    "Lifecycle Status",
    "Deprecation Date (No New Customers)",
    "Retirement Date",
    "Replacement Model",
)
OFFERED = page(
    "| Region | gpt-4o, 2024-05-13 |\n|---|---|\n| eastus | ✅ |\n",
    title="Standard models",
    path="x/standard-models.md",
)
SPLIT = (
    "Standard deployment type retires on **2026-03-31**, with auto-upgrades scheduled to start on "
    "**2026-03-09**. For other deployment types, including ALL Provisioned, Global Standard, and "
    "Data Zone Standard, the retirement date has been moved to **2026-10-01**."
)

ROWS = {
    "a preview": (("`Preview`", "n/a", "2026-04-15", "`gpt-5.1`"), [{"stage": "preview", "retires": "2026-04-15", "replacement": "gpt-5.1"}]),
    "closed before": (("`Generally Available`", "2025-05-13", "2026-10-01", ""), [{"closes": "2025-05-13", "retires": "2026-10-01"}]),
    "not before": (("Preview", "n/a", "No earlier than 2026-04-30", ""), [{"stage": "preview", "retires": "2026-04-30", "not_before": True}]),
    "not before, in words": (("Generally Available", "n/a", "No retirement scheduled. Will not retire before April 15, 2027", "n/a"), [{"retires": "2027-04-15", "not_before": True}]),
    "one type first": (("Generally Available", "2025-05-13", SPLIT, "`gpt-5.1`"), [{"closes": "2025-05-13", "retires": "2026-03-31", "types": ["standard"], "replacement": "gpt-5.1"}, {"closes": "2025-05-13", "retires": "2026-10-01", "replacement": "gpt-5.1"}]),
}  # fmt: skip


def lines(cells: tuple[str, ...], folder: Path) -> tuple[list[dict[str, object]], tuple[str, ...]]:
    """The lifecycle of one row, without what each line has; and the problems."""
    body = f"### Text generation\n\n{table(HEADS, [('`gpt-4o`', '2024-05-13', *cells)])}"
    (folder / "a.md").write_text(page(body, day="02/20/2026"))
    (folder / "b.md").write_text(OFFERED)
    imported = import_docs(folder, name="x")
    fixed = {"model", "version", "use", "stage_since", "source"}
    found = [
        {key: value for key, value in record.items() if key not in fixed}
        for record in imported.content.records["lifecycle.jsonl"]
    ]
    return found, imported.problems


@pytest.mark.parametrize(("cells", "said"), [pytest.param(*r, id=n) for n, r in ROWS.items()])
def test_row(cells: tuple[str, ...], said: list[dict[str, object]], tmp_path: Path) -> None:
    """Each form of a row becomes its lines; a type that goes first has one of its own."""
    assert lines(cells, tmp_path) == (
        [{"stage": "generally-available", **line} for line in said],
        (),
    )


def test_one_type_first_is_no_contradiction(tmp_path: Path) -> None:
    """Two days of one version are a dispute only where both are of the same types."""
    lines(ROWS["one type first"][0], tmp_path)
    assert import_docs(tmp_path, name="x").content.records["disputes.jsonl"] == []


WRONG = {
    "stage": (("Ripe", "n/a", "n/a", ""), "not a model, a version and a lifecycle status"),
    "closing": (("Preview", "soon", "n/a", ""), "unknown date 'soon'"),
    "retirement": (("Preview", "n/a", "2026-02-30", ""), "unknown date '2026-02-30'"),
}


@pytest.mark.parametrize(("cells", "said"), [pytest.param(*r, id=n) for n, r in WRONG.items()])
def test_what_is_not_understood(cells: tuple[str, ...], said: str, tmp_path: Path) -> None:
    """It is a problem with its line."""
    (problem,) = lines(cells, tmp_path)[1]
    assert problem.startswith("a.md:11: ")
    assert said in problem


def test_days_that_follow_from_others(tmp_path: Path) -> None:
    """A trained model that retires with its base has no day here, which is noted."""
    head = ("Model", "Version", "Training retirement date", "Deployment retirement date")
    row = ("`o4-mini`", "2025-04-16", "Base model retirement", "One year after training retirement")
    (tmp_path / "a.md").write_text(page(f"### Fine-tuned models\n\n{table(head, [row])}"))
    (tmp_path / "b.md").write_text(OFFERED)
    imported = import_docs(tmp_path, name="x")
    assert imported.problems == ()
    assert imported.content.records["lifecycle.jsonl"] == []
    assert "a.md:11: 'Base model retirement' is no day, and is not used" in imported.notes


SCHEDULE = ("Model", "Version", "Lifecycle", "Retirement date", "Replacement")


def _published(folder: Path, name: str, day: str, *rows: tuple[str, ...]) -> None:
    body = f"### Azure OpenAI\n\n{table(SCHEDULE, rows)}"
    (folder / f"{name}.md").write_text(page(body, day=day, path=f"x/{name}.md"))


def test_a_page_of_azure_government_dates_its_cloud_alone(tmp_path: Path) -> None:
    """Neither page outdates the other; a row that is there twice is one, two days are a dispute."""
    twice = ("gpt-4o", "2024-05-13", "Deprecated", "2027-01-01", "—")
    _published(tmp_path, "schedule-gov", "07/28/2026", twice, twice)
    _published(
        tmp_path, "schedule", "09/02/2026", ("gpt-4o", "2024-05-13", "GA", "2028-01-01", "—")
    )
    (tmp_path / "b.md").write_text(OFFERED)
    found = import_docs(tmp_path, name="x")
    assert (found.problems, found.content.records["disputes.jsonl"]) == ((), [])
    dates = {
        (record.get("cloud"), record["stage"], record["stage_since"], record["retires"])
        for record in found.content.records["lifecycle.jsonl"]
    }
    assert dates == {
        (None, "generally-available", "2026-09-02", "2028-01-01"),
        ("us-government", "deprecated", "2026-07-28", "2027-01-01"),
    }
    _published(tmp_path, "schedule-gov", "07/28/2026", twice, (*twice[:3], "2027-02-02", "—"))
    (dispute,) = import_docs(tmp_path, name="x").content.records["disputes.jsonl"]
    assert dispute["id"] == "lifecycle-gpt-4o-2024-05-13-base-us-government"
