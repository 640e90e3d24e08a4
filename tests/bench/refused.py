"""How long refused workloads take with their fixes: every version, type and region of a snapshot."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from datetime import date

from planner.checks.base import Case
from planner.checks.run import judge
from planner.domain.terms import Cloud, DeploymentType, Family, Verdict
from planner.domain.workload import Stack
from planner.facts.catalog import Catalog
from planner.facts.scene import scene_of
from planner.facts.snapshot import load
from tests.bench import inputs
from tests.bench.measure import Cost
from tests.bench.table import Row

BUDGET = 8.0
"""Processor seconds."""

SIZES = {Family.PROVISIONED: {"ptu": 100}, Family.BATCH: {"units": 100}}
TOKENS = {"tpm": 50_000}


def stacks(catalog: Catalog) -> Iterator[Stack]:
    """One stack for each base version, type and public region, with everything pinned."""
    regions = sorted(r.slug for r in catalog.regions.values() if r.cloud is Cloud.PUBLIC)
    for model in catalog.models():
        for version in catalog.versions(model):
            for type_ in DeploymentType:
                size = SIZES.get(type_.family, TOKENS)
                pinned = {"model": f"{model}@{version}", "deployment_type": type_, "capacity": size}
                for slug in regions:
                    workloads = {"one": {**pinned, "region": slug}}
                    yield Stack.model_validate({"version": 1, "workloads": workloads})


def seconds(catalog: Catalog, as_of: date) -> tuple[int, float]:
    """How many of them are refused, and the processor seconds that judging those takes."""
    cases = [_case(stack, catalog, as_of) for stack in stacks(catalog)]
    started = time.process_time()
    refused = sum(any(f.verdict is not Verdict.OK for f in judge(case).findings) for case in cases)
    return refused, time.process_time() - started


def row(catalog: Catalog) -> Row:
    """The measurement as a row of docs/benchmarks.md."""
    refused, took = seconds(catalog, date.fromisoformat(inputs.AS_OF))
    name = f"{refused:,} workloads refused with their fixes, in process, processor seconds"
    return Row(name, Cost(took), "none", None, budget=BUDGET)


def _case(stack: Stack, catalog: Catalog, as_of: date) -> Case:
    workload = stack.workloads["one"]
    scene = scene_of(stack, catalog, as_of)
    return Case("one", workload, scene, workload.subject(workload.model.version))


def main() -> None:
    """Print both numbers for the snapshot that the other benchmarks use."""
    refused, taken = seconds(load(inputs.CATALOG), date.fromisoformat(inputs.AS_OF))
    sys.stdout.write(f"{refused:,} refused workloads judged in {taken:.1f} s\n")


if __name__ == "__main__":
    main()
