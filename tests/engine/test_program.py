"""The real `__main__.py` of this repository, previewed offline."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest

from planner.domain.plan import Plan
from planner.emit import naming
from planner.engine.offline import preview
from planner.engine.preview import DEPLOYMENT_TYPE, STACK_TYPE, LogLevel, Outcome, Preview
from planner.facts.snapshot import load
from planner.files.stack import read
from planner.planning.make_plan import make_plan
from planner.report.forms.encode import encode
from tests import given

ROOT = given.ROOT

MIXED = """
    version: 1
    catalog: {name: "2026-09", max_age: 400}
    as_of: 2026-11-20
    workloads:
      chat:
        model: gpt-5.1@2025-11-13
        deployment_type: global-standard
        region: swedencentral
        capacity: {tpm: 50000}
      lost:
        model: gpt-5.1@2025-11-13
        deployment_type: global-standard
        region: brazilsoutheast
        capacity: {tpm: 50000}
"""


ADOPTED = """\
version: 1
{}workloads:
  chat:
    model: gpt-5.1@2025-11-13
    deployment_type: global-standard
    region: swedencentral
    residency: global
    capacity: {{tpm: 50000}}
"""


def of_file(tmp_path: Path, text: str, **config: str) -> Preview:
    """The preview of a stack file given as text."""
    path = tmp_path / "mixed.yaml"
    path.write_text(dedent(text))
    return preview(ROOT, "test", {"stackFile": str(path), **config})


def planned(stack: str) -> Plan:
    read_stack = read(ROOT / "stacks" / f"{stack}.yaml")
    assert read_stack.as_of is not None
    return make_plan(read_stack, load(read_stack.catalog.name), as_of=read_stack.as_of)


def errors(found: Preview) -> list[str]:
    return [log.message for log in found.logs if log.severity is LogLevel.ERROR]


@pytest.mark.parametrize("stack", ["dev", "prod"])
def test_shipped_stacks_register_their_plan(stack: str) -> None:
    """What is registered is what `make_plan` plans, no more and no fewer."""
    found, plan = preview(ROOT, stack, {}), planned(stack)
    assert (found.outcome, found.error, found.logs) == (Outcome.OK, None, ())
    registered = {r.name for r in found.resources if r.type == DEPLOYMENT_TYPE}
    assert registered == {naming.deployment(d) for d in plan.deployments}
    assert len(found.chains) == len(plan.accounts)


def test_day_and_catalog_are_in_the_outputs() -> None:
    """The outputs say with what the plan was made; endpoints are not known yet."""
    found = preview(ROOT, "dev", {"asOf": "2026-10-31", "catalog": "2026-09"})
    outputs = encode(found)["outputs"]
    assert outputs["plan"]["as_of"] == "2026-10-31"
    assert outputs["plan"]["catalog"]["snapshot"] == "2026-09"
    assert {str(each) for each in outputs["endpoints"].values()} == {"{'$unknown': True}"}
    assert sorted(outputs) == ["deployments", "endpoints", "kept", "plan", "refused"]


def test_refused_is_a_warning_and_an_output(tmp_path: Path) -> None:
    """With `skip` the rest is registered, and the refusal is told once."""
    found = of_file(tmp_path, MIXED)
    assert found.ok
    assert [r.name for r in found.resources if r.type == DEPLOYMENT_TYPE] == ["chat-swedencentral"]
    (warning,) = found.logs
    assert warning.severity is LogLevel.WARNING
    assert warning.message.startswith("lost is not deployed:\n")
    assert list(encode(found)["outputs"]["refused"]) == ["lost"]


def test_nobody_is_asked_whose_an_adopted_account_is(tmp_path: Path) -> None:
    """Only Azure knows its tags; offline the account is shown as imported, whoever has it."""
    id_ = "11111111-2222-3333-4444-555555555555"
    adopting = f"subscription: {{id: {id_}}}\naccounts: {{import: true}}\n"
    found = of_file(tmp_path, ADOPTED.format(adopting))
    assert (found.ok, errors(found)) == (True, [])
    assert [each.name for each in found.resources if each.options.import_id] == [
        "aoai-mixed-swedencentral"
    ]


def test_refused_stops_before_the_first_resource(tmp_path: Path) -> None:
    """With `fail` nothing but the stack itself is registered, and each problem is a line."""
    found = of_file(tmp_path, MIXED, onRefused="fail")
    assert (found.outcome, found.error) == (Outcome.STOPPED, None)
    assert [r.type for r in found.resources] == [STACK_TYPE]
    assert errors(found)
    assert all("lost" in line and "\n" not in line for line in errors(found))
    assert found.outputs == {}


def test_unreadable_stack_file_stops_with_every_problem(tmp_path: Path) -> None:
    """Each problem of the file is a line with its place."""
    found = of_file(tmp_path, "version: 1\nworkload: {}\nenvironment: moon\n")
    assert found.outcome is Outcome.STOPPED
    assert len(errors(found)) == 2
    assert "mixed.yaml:2:1" in errors(found)[0]
    assert "mixed.yaml:3:14" in errors(found)[1]


def test_missing_stack_file_names_those_that_exist() -> None:
    """The stack's own name is the default, and a wrong one is answered."""
    found = preview(ROOT, "produ", {})
    assert found.outcome is Outcome.STOPPED
    assert "prod" in errors(found)[0]


def test_missing_catalog_names_those_that_exist() -> None:
    """So is a snapshot that is not there."""
    found = preview(ROOT, "dev", {"catalog": "1999-01"})
    assert found.outcome is Outcome.STOPPED
    assert "2026-09" in errors(found)[0]


def test_wrong_configuration_is_clean() -> None:
    """Words, dates and keys: one line each."""
    found = preview(ROOT, "dev", {"onRefused": "stop", "asOf": "soon", "onrefused": "skip"})
    assert found.outcome is Outcome.STOPPED
    assert [line.split(":")[0] for line in errors(found)] == [
        "config onrefused",
        "config asOf",
        "config onRefused",
    ]


def test_writes_of_an_account_never_meet() -> None:
    """In the shipped stacks no two deployments of one account share a wave."""
    found = preview(ROOT, "prod", {})
    for wave in found.waves:
        parents = [r.parent for r in wave if r.type == DEPLOYMENT_TYPE]
        assert len(parents) == len(set(parents))


def test_same_bytes_in_every_process() -> None:
    """Fresh processes, each with another order inside sets, say the same."""
    code = (
        "import json; from pathlib import Path; from planner.engine.offline import preview;"
        "from planner.report.forms.encode import encode;"
        "print(json.dumps(encode(preview(Path('.'), 'dev', {}))))"
    )
    assert len({_printed(code, PYTHONHASHSEED=seed) for seed in "0123"}) == 1


def _printed(code: str, **environment: str) -> bytes:
    """What a fresh process prints; it must succeed and say nothing else."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=True)
    assert done.stderr == b""
    return done.stdout


def test_preview_modules_need_no_pulumi() -> None:
    """What renders a preview starts fast: it does not load the SDK."""
    code = (
        "import sys, planner.engine.preview, planner.report.forms.preview;"
        "sys.exit(any(m.split('.')[0].startswith('pulumi') for m in sys.modules))"
    )
    assert _printed(code) == b""
