"""Worlds of other catalogs than the newest: each one deploys what its documents offer."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from tests.fake_azure import samples
from tests.fake_azure.errors import ArmError
from tests.fake_azure.facts import MOST, load
from tests.fake_azure.samples import body, deployment

SNAPSHOTS = {"2024-12": "2024-12-20", "2025-11": "2025-12-05", "2026-09": "2026-11-20"}
"""Snapshot to a day on which what it offers can be had."""

OLD_TUNED = "gpt-35-turbo-0125.ft-b044a9d3cf9c4228b5d393567f693b83"


@dataclass
class Row:
    """What a world of a snapshot is asked for, and its answer: a code, or nothing."""

    snapshot: str
    model: str
    sku: str
    capacity: int
    code: str = ""


ROWS = {
    "2024-12, provisioned": Row("2024-12", "gpt-4o@2024-08-06", "ProvisionedManaged", 50),
    "2025-11, provisioned": Row("2025-11", "gpt-4.1@2025-04-14", "GlobalProvisionedManaged", 15),
    "2025-11, standard": Row("2025-11", "gpt-5-mini@2025-08-07", "GlobalStandard", 10),
    "2025-11, by registration": Row(
        "2025-11", "gpt-5.1@2025-11-13", "GlobalStandard", 10, "DeploymentModelNotSupported"
    ),
    "2025-11, below the minimum": Row(
        "2025-11", "gpt-4.1@2025-04-14", "GlobalProvisionedManaged", 10, "InvalidCapacity"
    ),
    "2025-11, above every maximum": Row(
        "2025-11",
        "gpt-4.1@2025-04-14",
        "GlobalProvisionedManaged",
        MOST + 5,
        "InvalidCapacity",
    ),
    "2025-11, of a later year": Row(
        "2025-11", "gpt-5.4@2026-03-05", "GlobalStandard", 10, "DeploymentModelNotSupported"
    ),
    "2025-11, trained of a version of four digits": Row(
        "2025-11", f"{OLD_TUNED}@1", "Standard", 10
    ),
    "2026-09, of a later year": Row("2026-09", "gpt-5.4@2026-03-05", "GlobalStandard", 10),
}


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS.keys())
def test_a_world_offers_what_its_snapshot_says(row: Row) -> None:
    """Tables without a maximum size too, as those of 2024 and 2025 are."""
    now = f"{SNAPSHOTS[row.snapshot]}T09:00:00+00:00"
    world = samples.world("aoai", snapshot=row.snapshot, now=now)
    code = ""
    try:
        world.put(deployment(), body(row.model, row.sku, row.capacity))
    except ArmError as error:
        code = error.code
    assert code == row.code


@pytest.mark.parametrize("snapshot", SNAPSHOTS)
def test_every_size_of_a_snapshot_can_be_read(snapshot: str) -> None:
    """A minimum, a step and a maximum for each model and SKU that it offers."""
    facts = load(snapshot)
    pairs = {(*key, sku) for key, skus in facts.offered.items() for sku in skus}
    assert pairs
    assert all(0 < facts.size(*each).minimum < facts.size(*each).maximum for each in pairs)


LARGEST = {
    "listed of the version": (("gpt-4o", "2024-05-13", "base", "GlobalBatch"), 10_000_000),
    "of another version": (("gpt-4o", "2024-08-06", "base", "GlobalBatch"), 75_000_000),
    "of a base model": (("gpt-4.1", "2025-04-14", "base", "GlobalStandard"), 1_000_000),
    "of the same, trained": (("gpt-4.1", "2025-04-14", "fine-tuned", "GlobalStandard"), 10_000_000),
    "documented, whatever was listed": (
        ("gpt-4.1", "2025-04-14", "base", "ProvisionedManaged"),
        100_000,
    ),
}
"""What the service's list of 2026-08 and the page of sizes give, by version and use."""


@pytest.mark.parametrize(("of", "largest"), LARGEST.values(), ids=LARGEST)
def test_sizes_are_of_a_version_and_use(of: tuple[str, str, str, str], largest: int) -> None:
    """The service listed other sizes for other versions, and for trained models."""
    assert load("2026-09").size(*of).maximum == largest


def test_a_snapshot_that_is_not_there_is_named() -> None:
    """A misspelt snapshot would be a world of nothing."""
    with pytest.raises(FileNotFoundError, match="2026-13"):
        load("2026-13")
