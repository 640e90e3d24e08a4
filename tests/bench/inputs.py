"""What the benchmarks run on, made from a seed: stack files, a template, rows for a join."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from planner.domain.offering import Offering
from planner.domain.rates import unit_of
from planner.domain.terms import Cloud, DeploymentType, Stage, Unit, Use
from planner.facts.catalog import Catalog

AS_OF = "2026-11-20"
CATALOG = "2026-09"
SEED = 2026

_SIZES: dict[Unit, int] = {Unit.TPM: 50_000, Unit.PTU: 50, Unit.UNITS: 100}

CLOUDFORMATION = """\
Resources:
  Bucket:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: planner-bench
"""


@dataclass(frozen=True, slots=True)
class Desired:
    """One workload that the catalog offers."""

    name: str
    offering: Offering

    @property
    def type(self) -> DeploymentType:
        assert isinstance(self.offering.type, DeploymentType)
        return self.offering.type


def desired(catalog: Catalog, count: int) -> list[Desired]:
    """`count` workloads over all models, types and regions that are open to all, always the same."""
    offered = [o for o in catalog.offerings(use=Use.BASE) if _is_open(o, catalog)]
    dice = random.Random(SEED)
    return [Desired(f"w{n:05}", dice.choice(offered)) for n in range(count)]


def _is_open(o: Offering, catalog: Catalog) -> bool:
    day = date.fromisoformat(AS_OF)
    stages = {life.stage_at(day) for life in catalog.lifecycle(o.subject)}
    closed = stages & {Stage.DEPRECATED, Stage.RETIRED}
    return not closed and not o.conditions and catalog.regions[o.region].cloud is Cloud.PUBLIC


def stack_text(workloads: Sequence[Desired]) -> str:
    """The stack file that asks for them."""
    head = f'version: 1\ncatalog: "{CATALOG}"\nas_of: {AS_OF}\nworkloads:\n'
    return head + "".join(_workload(w) for w in workloads)


def _workload(wanted: Desired) -> str:
    o = wanted.offering
    unit = unit_of(o.model, wanted.type)
    return (
        f"  {wanted.name}:\n"
        f"    model: {o.model}@{o.version}\n"
        f"    deployment_type: {wanted.type}\n"
        f"    region: {o.region}\n"
        f"    capacity: {{{unit}: {_SIZES[unit]}}}\n"
    )


def arm_template(workloads: Sequence[Desired]) -> str:
    """The same deployments as an ARM template, for scanners that read those."""
    schema = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"
    resources = [_arm_deployment(w) for w in workloads]
    return json.dumps({"$schema": schema, "contentVersion": "1.0.0.0", "resources": resources})


def _arm_deployment(wanted: Desired) -> dict[str, Any]:
    o = wanted.offering
    return {
        "type": "Microsoft.CognitiveServices/accounts/deployments",
        "apiVersion": "2025-06-01",
        "name": f"account-{o.region}/{wanted.name}",
        "sku": {"name": wanted.type.sku, "capacity": _SIZES[wanted.type.unit]},
        "properties": {"model": {"format": "OpenAI", "name": o.model, "version": o.version}},
    }


def write(directory: Path, name: str, text: str) -> Path:
    """A file for a tool to read."""
    path = directory / name
    path.write_text(text)
    return path
