"""Good stack files: spellings, defaults, and the place of every key."""

from __future__ import annotations

from datetime import date

import pytest

from planner.domain.terms import DeploymentType, Unit, Upgrade, Use
from planner.files.stack import parse

STACK = """\
version: 1
as_of: 2026-11-20
defaults: {residency: EU, upgrade: when_expired}
workloads:
  chat:
    model: gpt-5.1@2025-11-13
    deployment_type:
      - GlobalStandard
      - data-zone-standard
    region: [East US2, "West US 3", swedencentral]
    capacity: {tpm: {min: 10000, target: 50000}}
    accept:
      - AOAI206
      - {rule: AOAI502, until: 2026-12-01, reason: moving in January}
  train:
    model: gpt-4.1@2025-04-14
    training: {type: Standard, method: SFT}
    residency: sweden
"""


def test_types_and_regions_are_read_in_any_spelling() -> None:
    """Docs, portal and ARM spell them differently."""
    chat = parse(STACK).workloads["chat"]
    assert chat.deployment_type == (
        DeploymentType.GLOBAL_STANDARD,
        DeploymentType.DATA_ZONE_STANDARD,
    )
    assert chat.region == ("eastus2", "westus3", "swedencentral")


@pytest.mark.parametrize("spelling", [s for t in DeploymentType for s in (t.value, t.sku)])
@pytest.mark.parametrize("case", [str.lower, str.upper, str])
def test_every_type_has_two_spellings_in_any_case(spelling: str, case: type[str]) -> None:
    """Both columns of the table of deployment types."""
    workload = f"{{model: m@1, deployment_type: {case(spelling)}, capacity: {{units: 1}}}}"
    (read,) = parse(f"version: 1\nworkloads: {{w: {workload}}}\n").workloads["w"].deployment_type
    assert spelling in (read.value, read.sku)


def test_defaults_fill_what_a_workload_leaves_out() -> None:
    """The workload's own value wins."""
    stack = parse(STACK)
    assert [w.residency for w in stack.workloads.values()] == ["eu", "sweden"]
    assert {w.upgrade for w in stack.workloads.values()} == {Upgrade.WHEN_EXPIRED}


def test_uses_follow_from_the_keys() -> None:
    """A training section makes a place to train, anything else a deployment."""
    stack = parse(STACK)
    assert [w.use for w in stack.workloads.values()] == [Use.BASE, Use.TRAINING]
    assert stack.workloads["chat"].capacity is not None
    assert stack.workloads["chat"].capacity.unit is Unit.TPM
    assert stack.as_of == date(2026, 11, 20)


PLACES = {
    "a scalar: its value": (("as_of",), "2:8"),
    "a workload: its key": (("workloads", "chat"), "5:3"),
    "a block list: its key": (("workloads", "chat", "deployment_type"), "7:5"),
    "an item of a block list": (("workloads", "chat", "deployment_type", 1), "9:9"),
    "a flow list: its bracket": (("workloads", "chat", "region"), "10:13"),
    "an item of a flow list": (("workloads", "chat", "region", 1), "10:24"),
    "a value deep inside": (("workloads", "chat", "capacity", "tpm", "target"), "11:42"),
    "an acceptance": (("workloads", "chat", "accept", 1, "until"), "14:32"),
    "a default that the workload inherits": (("workloads", "chat", "residency"), "3:23"),
    "a key that the workload overrides": (("workloads", "train", "residency"), "18:16"),
    "a key nobody wrote: the workload": (("workloads", "train", "capacity"), "15:3"),
}


@pytest.mark.parametrize(("path", "place"), PLACES.values(), ids=PLACES.keys())
def test_every_key_path_has_its_place(path: tuple[str | int, ...], place: str) -> None:
    """Line and column count from 1."""
    assert str(parse(STACK, file="s.yaml").locate(path)) == f"s.yaml:{place}"
