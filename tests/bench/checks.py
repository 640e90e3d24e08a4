"""`planner check` as a process and in process, each held against a named baseline."""

from __future__ import annotations

import compileall
import json
import subprocess
import sys
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from planner.checks.base import Case
from planner.checks.run import judge, review
from planner.domain.offering import Offering
from planner.facts.catalog import Catalog
from planner.facts.scene import scene_of
from planner.facts.snapshot import load
from planner.files.stack import parse
from tests.bench import inputs, refused
from tests.bench.measure import Cost, call, pair, process
from tests.bench.table import Row

ROOT = Path(__file__).parents[2]
BASELINES = ROOT / ".venv-bench" / "bin"


def rows(directory: Path) -> list[Row]:
    """The rows of `planner check`, cold and large, and of the checks in process."""
    catalog = load(inputs.CATALOG)
    _compiled()
    return [
        *_cold(directory, catalog),
        *_thousand(directory, catalog),
        *_in_process(directory, catalog),
        refused.row(catalog),
    ]


def _against(row: Row, stack: Path, tool: Sequence[str]) -> Row:
    """The row with `planner check` of a stack and a baseline tool, in turn; or ours alone."""
    ours = [sys.executable, "-m", "planner", "check", str(stack)]
    # Exit code 1 is an answer: a thousand deployments are more than 28 accounts hold.
    _try(ours, allowed=(0, 1))
    program = BASELINES / tool[0]
    if not program.exists():
        return replace(row, ours=process(ours, cwd=ROOT))
    theirs = [str(program), *tool[1:]]
    _try(theirs, allowed=(0,))
    both = pair(ours, theirs, cwd=ROOT)
    return replace(row, ours=both.ours, theirs=both.theirs, ratios=both.ratios)


def _try(command: Sequence[str], allowed: Collection[int]) -> None:
    """Run a command once, to see that it finds what it should."""
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    assert done.returncode in allowed, done.stdout + done.stderr


def _compiled() -> None:
    """Compile our modules, as pip does for the baselines: editable installs may have none."""
    compileall.compile_dir(ROOT / "planner", quiet=1)


def _cold(directory: Path, catalog: Catalog) -> list[Row]:
    stack = inputs.write(directory, "one.yaml", inputs.stack_text(inputs.desired(catalog, 1)))
    template = inputs.write(directory, "one-bucket.yaml", inputs.CLOUDFORMATION)
    name = "planner check, 1 workload, cold process"
    row = Row(
        name, _OPEN, "cfn-lint, 1 resource", None, 0.25, budget_megabytes=45, budget_ratio=0.3
    )
    return [_against(row, stack, ("cfn-lint", "--", str(template)))]


def _thousand(directory: Path, catalog: Catalog) -> list[Row]:
    wanted = inputs.desired(catalog, 1_000)
    stack = inputs.write(directory, "thousand.yaml", inputs.stack_text(wanted))
    template = inputs.write(directory, "thousand.json", inputs.arm_template(wanted))
    schema = inputs.write(directory, "schema.json", _schema())
    syntax = ("check-jsonschema", "--schemafile", str(schema), str(stack))
    scanned = ("checkov", "-f", str(template), "--framework", "arm", "--quiet", "--compact")
    name = "planner check, 1,000 workloads"
    by_syntax = Row(name, _OPEN, "check-jsonschema (syntax only)", None, 0.5, budget_ratio=0.7)
    by_rules = Row(name, _OPEN, "Checkov (no rule of the kind)", None, 0.5)
    return [_against(by_syntax, stack, syntax), _against(by_rules, stack, scanned)]


_OPEN = Cost(0)
"""Stands in a row until it is measured."""


def _schema() -> str:
    command = [sys.executable, "-m", "planner", "schema"]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout


def _in_process(directory: Path, catalog: Catalog) -> list[Row]:
    return [_checked(directory, catalog, count) for count in (1_000, 10_000, 20_000)]


def _checked(directory: Path, catalog: Catalog, count: int) -> Row:
    wanted = inputs.desired(catalog, count)
    ours = call(_checker(wanted, catalog))
    joined = _join(wanted, catalog, directory)
    budget = 0.4 if count == 10_000 else None
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
