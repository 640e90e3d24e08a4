"""The resource group and the real engine: it stays whatever is edited, until somebody means it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests.e2e.conftest import Deployed
from tests.e2e.driving import Project
from tests.e2e.stacks import Stack, small, stack, with_accounts, workload
from tests.fake_azure.settings import SUBSCRIPTION

GROUPS = f"/subscriptions/{SUBSCRIPTION}/resourceGroups"
NETWORK = f"{GROUPS}/net/providers/Microsoft.Network/virtualNetworks/hub"
PRIVATE: dict[str, Any] = {"subnet": f"{NETWORK}/subnets/endpoints", "location": "swedencentral"}
NAMES = {"naming": {"prefix": "llm", "suffix": "e2e"}}


def test_no_edit_moves_what_runs_to_another_group(standing: Project) -> None:
    """Another prefix, another name, another id, another region, its own id, a renamed stack: with
    the lock Azure is asked for nothing. Handed over by its id, the group outlives the stack."""
    standing.lock()
    before = standing.mark
    edits: list[dict[str, Any]] = [
        NAMES,
        {"resource_group": "rg-new"},
        {"resource_group": f"{GROUPS}/rg-hub"},
        {"location": "westeurope"},
    ]
    for accounts in edits:
        standing.write(with_accounts(small(), **accounts))
        assert standing.preview().changes == []
    standing.write(small())
    renamed = _rename(standing, "test")
    assert not {op for op, _ in renamed.preview().changes} - {"update"}
    assert standing.asked(before) == []


def test_a_group_that_is_handed_over_outlives_the_stack(standing: Project) -> None:
    """Named by its id it stays in the program; a destroy deletes what is in it, and leaves it."""
    standing.lock()
    before = standing.mark
    standing.write(with_accounts(small(), resource_group=f"{GROUPS}/rg-aoai-dev"))
    standing.up()
    assert standing.asked(before) == []
    standing.must("destroy", "--yes", "--skip-preview")
    assert "DELETE rg-aoai-dev" not in standing.asked(before)
    assert [rid.rpartition("/")[2] for rid in standing.standing()] == ["rg-aoai-dev"]


def test_another_group_when_it_is_meant(deployed: Deployed) -> None:
    """`planner lock STACK --upgrade-names` and `up`: all of the old group is deleted, one by one and
    the group last, then all is made in the new one. Nothing is refused on the way."""
    start = with_accounts(_both(), network=_private())
    run = deployed(start)
    run.lock()
    before = run.mark
    run.write(with_accounts(start, **NAMES))
    run.lock("--upgrade-names")
    run.up()
    asked = run.asked(before)
    assert not [line for line in asked if "!" in line]
    first = asked.index("PUT rg-llm-dev")
    assert asked[first - 1] == "DELETE rg-aoai-dev"
    assert {line.partition(" ")[0] for line in asked[:first]} == {"DELETE"}
    assert {line.partition(" ")[0] for line in asked[first:]} == {"PUT"}
    assert not [rid for rid in run.standing() if "rg-aoai-dev" in rid]
    run.settled()


def _both() -> Stack:
    return stack(answers=workload(), search=workload())


def _private() -> dict[str, Any]:
    return {"profile": "public", "private_endpoint": PRIVATE}


def _rename(run: Project, name: str) -> Project:
    """As docs/lock.md tells: the stack, both files, and the key `stack` of the lock."""
    run.must("stack", "rename", name)
    folder = run.folder / "stacks"
    lock = (folder / "dev.lock.yaml").read_text().replace("stack: dev", f"stack: {name}")
    (folder / f"{name}.lock.yaml").write_text(lock)
    (folder / "dev.yaml").rename(folder / f"{name}.yaml")
    (folder / "dev.lock.yaml").unlink()
    return replace(run, stack=name)
