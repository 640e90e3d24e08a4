"""Throughput per PTU and priority processing, as the pages of a snapshot promise them."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.domain.offering import Processing
from planner.facts.importing.docs import import_docs
from planner.facts.kinds import throughput
from tests.facts.pages import page, table
from tests.facts.shipped import snapshot

PTU = [
    ("2026-09", "gpt-5.1", (4_750, 8, 50)),
    ("2026-11", "gpt-5.6-luna", (30_000, 6, 100)),
    ("2026-11", "gpt-4o-mini", (37_000, 4, 33)),
    ("2026-11", "Meta/Llama-3.3-70B-Instruct", (8_450, 4, 50)),
    ("2026-11", "gpt-6-sol", (3_000, None, 80)),
    ("2026-11", "gpt-image-2", (1_200, None, None)),
]
"""Input tokens a minute, ratio and latency; newer models have a method of sizing instead of a ratio."""


@pytest.mark.parametrize(("name", "model", "said"), PTU)
def test_of_one_ptu(name: str, model: str, said: tuple[int | None, ...]) -> None:
    """What the page of PTU sizes says of a model."""
    fact = snapshot(name).index_of(throughput.KIND)[model, Processing.PROVISIONED]
    assert (fact.input, fact.ratio, fact.latency) == said


def test_of_priority_processing() -> None:
    """Eight models; of some long prompts are processed as standard."""
    facts = snapshot("2026-11").all_of(throughput.KIND)
    found = {f.model: (f.latency, f.long_context) for f in facts if f.processing == "priority"}
    assert len(found) == 8
    assert found["gpt-5.6-sol"] == (50, 272_000)
    assert found["gpt-4.1"] == (80, 128_000)
    assert found["gpt-5.1"] == (50, None)


def test_regions_of_priority_processing() -> None:
    """By type, as a capability that where and catalog show know; data zones of the US alone."""
    found = {(f.name, f.model): f.regions for f in snapshot("2026-11").features()}
    assert len(found["priority-global-standard", "gpt-5.1"]) == 28
    assert found["priority-data-zone-standard", "gpt-5.1"] == (
        *(
            "centralus",
            "eastus",
            "eastus2",
            "northcentralus",
            "southcentralus",
            "westus",
            "westus3",
        ),
    )
    assert ("priority-data-zone-standard", "gpt-5.6-sol") not in found


@pytest.mark.parametrize(
    ("heading", "head", "row", "said"),
    [
        ("Latency target", ("Model", "Latency target value"), ("gpt-5, 1", "fast"), "unknown latency 'fast'"),
        ("Priority", ("**Region**", "**gpt-5**, **1**"), ("eastus", "✅"), "no type with priority"),
        ("Global standard model availability", ("**Region**", "gpt-5"), ("eastus", "✅"), "unknown column 'gpt-5'"),
    ],
)  # fmt: skip
def test_what_is_not_understood(
    tmp_path: Path, heading: str, head: tuple[str, str], row: tuple[str, str], said: str
) -> None:
    """Each is a problem with file and line."""
    text = page(f"### {heading}\n\n{table(head, [row])}", path="a/priority-processing.md")
    (tmp_path / "p.md").write_text(text)
    assert any(said in each for each in import_docs(tmp_path, name="x").problems)


def test_what_a_page_promises(tmp_path: Path) -> None:
    """The importer itself: numbers, a promise that is none, and a footnote on long prompts."""
    ptu = table(
        ("Topic", "**gpt-5**,<br>**2025-08-07**", "**gpt-6**"),
        [
            ("Input TPM per PTU", "4,750", "600"),
            ("Output-to-input ratio", "8", "See [sizing](#x)"),
            ("Latency target value<sup>1</sup>", "99% > 50 TPS", "N/A"),
        ],
    )
    latency = table(("Model", "Latency target value"), [("gpt-5, 1<sup>1</sup>", "99% > 70 TPS")])
    note = "\n<sup>1</sup> requests that exceed **128k prompt tokens** are standard.\n"
    text = page(f"### Latest\n\n{ptu}\n### Latency target\n\n{latency}{note}")
    (tmp_path / "p.md").write_text(text)
    records = import_docs(tmp_path, name="x").content.records["throughput.jsonl"]
    said = [{key: r[key] for key in r if key != "source"} for r in records]
    assert said == [
        {"model": "gpt-5", "processing": "provisioned", "input": 4750, "ratio": 8, "latency": 50},
        {"model": "gpt-6", "processing": "provisioned", "input": 600},
        {"model": "gpt-5", "processing": "priority", "latency": 70, "long_context": 128_000},
    ]
