"""`planner check` as a process and in process, each held against a named baseline."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from planner.checks.base import Case
from planner.checks.run import judge, review
from planner.domain.offering import Offering
from planner.facts.catalog import Catalog
from planner.facts.scene import scene_of
from planner.facts.snapshot import load
from planner.files.stack import parse
from tests.bench import inputs
from tests.bench.measure import Cost, call, process
from tests.bench.table import Row

ROOT = Path(__file__).parents[2]
BASELINES = ROOT / ".venv-bench" / "bin"


def rows(directory: Path) -> list[Row]:
    """The rows of `planner check`, cold and large, and of the checks in process."""
    catalog = load(inputs.CATALOG)
    return [
        *_cold(directory, catalog),
        *_thousand(directory, catalog),
        *_in_process(directory, catalog),
    ]


def _tool(name: str, *arguments: str) -> Cost | None:
    """What a baseline tool takes, or None where it is not installed; it must find nothing."""
    program = BASELINES / name
    if not program.exists():
        return None
    command = [str(program), *arguments]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return process(command, cwd=ROOT)


def _check(stack: Path) -> Cost:
    """Exit code 1 is an answer: a thousand deployments are more than 28 accounts hold."""
    command = [sys.executable, "-m", "planner", "check", str(stack)]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    assert done.returncode in (0, 1), done.stderr
    return process(command, cwd=ROOT)


def _cold(directory: Path, catalog: Catalog) -> list[Row]:
    stack = inputs.write(directory, "one.yaml", inputs.stack_text(inputs.desired(catalog, 1)))
    template = inputs.write(directory, "one-bucket.yaml", inputs.CLOUDFORMATION)
    ours = _check(stack)
    linted = _tool("cfn-lint", "--", str(template))
    name = "planner check, 1 workload, cold process"
    return [Row(name, ours, "cfn-lint, 1 resource", linted, budget=0.25, budget_megabytes=60)]


def _thousand(directory: Path, catalog: Catalog) -> list[Row]:
    wanted = inputs.desired(catalog, 1_000)
    stack = inputs.write(directory, "thousand.yaml", inputs.stack_text(wanted))
    template = inputs.write(directory, "thousand.json", inputs.arm_template(wanted))
    schema = inputs.write(directory, "schema.json", _schema())
    ours = _check(stack)
    syntax = _tool("check-jsonschema", "--schemafile", str(schema), str(stack))
    scanned = _tool("checkov", "-f", str(template), "--framework", "arm", "--quiet", "--compact")
    name = "planner check, 1,000 workloads"
    return [
        Row(name, ours, "check-jsonschema (syntax only)", syntax, budget=0.6),
        Row(name, ours, "Checkov (no rule of the kind)", scanned, budget=0.6),
    ]


def _schema() -> str:
    command = [sys.executable, "-m", "planner", "schema"]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout


def _in_process(directory: Path, catalog: Catalog) -> list[Row]:
    return [_checked(directory, catalog, count) for count in (1_000, 10_000, 20_000)]


def _checked(directory: Path, catalog: Catalog, count: int) -> Row:
    wanted = inputs.desired(catalog, count)
    ours = call(_checker(wanted, catalog))
    joined = _join(wanted, catalog, directory)
    budget = 0.5 if count == 10_000 else None
    name = f"checks in process, {count:,} workloads"
    return Row(name, ours, "DuckDB join of the same tables", joined, budget=budget)


def _checker(wanted: Sequence[inputs.Desired], catalog: Catalog) -> Callable[[], object]:
    stack = parse(inputs.stack_text(wanted))
    as_of = date.fromisoformat(inputs.AS_OF)
    scene = scene_of(stack, catalog, as_of)
    cases = [
        Case(name, workload, scene, workload.subject(workload.model.version))
        for name, workload in stack.workloads.items()
    ]

    def check() -> None:
        for case, each in zip(cases, wanted, strict=True):
            judgement = judge(case)
            assert judgement.choices or judgement.findings
            review(case, each.offering)

    return check


def _join(wanted: Sequence[inputs.Desired], catalog: Catalog, directory: Path) -> Cost | None:
    """The availability check alone, as SQL, in the baselines' environment."""
    python = BASELINES / "python"
    if not python.exists():
        return None
    offered = [_row(o) for o in catalog.offerings()]
    files = (
        inputs.write(directory, "offered.json", json.dumps(offered)),
        inputs.write(directory, "asked.json", json.dumps([_row(w.offering) for w in wanted])),
    )
    command = [str(python), str(ROOT / "tests" / "bench" / "join.py"), *map(str, files)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return Cost(float(done.stdout))


def _row(o: Offering) -> tuple[str, str, str, str]:
    return (o.model, o.version, str(o.type), o.region)
