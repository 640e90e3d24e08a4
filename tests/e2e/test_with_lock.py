"""The lock and the real engine: edits that Azure would refuse leave what runs, and types change."""

from __future__ import annotations

from tests.e2e.conftest import Deployed
from tests.e2e.driving import Project, account_name
from tests.e2e.stacks import CLOSING, changed, reserved, small, stack, workload

HERE = account_name()
NEWER = "gpt-4o@2024-11-20"


def test_version_and_capacity_in_one_edit_change_nothing(standing: Project) -> None:
    """Azure refuses both at once, so the planner does: nothing is asked for, and a warning says
    what to do. In two steps it goes through."""
    standing.lock()
    before = standing.mark
    standing.write(changed(small(), "drafts", model=NEWER, capacity={"tpm": 70_000}))
    ran = standing.preview()
    assert ran.changes == []
    standing.up()
    assert standing.asked(before) == []
    assert standing.deployment("drafts")["sku"]["capacity"] == 50
    for step in ({"model": NEWER}, {"model": NEWER, "capacity": {"tpm": 70_000}}):
        standing.write(changed(small(), "drafts", **step))
        standing.lock()
        standing.up()
    assert standing.asked(before) == [f"PUT {HERE}/drafts"] * 2
    standing.settled()


def test_an_offering_that_is_gone_deletes_nothing(standing: Project) -> None:
    """Nobody is an existing customer any more by the stack file: the deployment would be refused
    if it were new. It is kept, and its neighbours change as they are asked to."""
    standing.lock()
    edit = changed(small(), "search", capacity={"tpm": 20_000})
    edit["subscription"] = {}
    standing.write(edit)
    before = standing.mark
    assert standing.preview().changes == [("update", "search-swedencentral")]
    standing.up()
    assert standing.asked(before) == [f"PUT {HERE}/search"]
    assert standing.deployment("drafts")["properties"]["model"]["version"] == CLOSING.split("@")[1]


def test_without_the_lock_it_is_kept_as_well(standing: Project) -> None:
    """Pulumi's own state says that it runs."""
    edit = small()
    edit["subscription"] = {}
    standing.write(edit)
    assert standing.preview().changes == []


def test_a_provisioned_deployment_becomes_a_standard_one(deployed: Deployed) -> None:
    """With a lock the program knows that Azure has no way from the one to the other: it replaces,
    deleting first, once the deployment is unprotected."""
    run = deployed(stack(answers=workload(), claims=reserved()))
    run.lock()
    before = run.mark
    run.write(stack(answers=workload(), claims=workload("gpt-5-mini@2025-08-07")))
    run.must("state", "unprotect", run.urn("claims-swedencentral"), "--yes")
    run.up()
    assert run.asked(before) == [f"DELETE {HERE}/claims", f"PUT {HERE}/claims"]
    assert run.deployment("claims")["sku"]["name"] == "GlobalStandard"
    run.settled()


def test_another_naming_leaves_the_accounts(standing: Project) -> None:
    """A name or subdomain that exists cannot be changed: with the lock it is not even tried."""
    standing.lock()
    edit = small()
    edit["accounts"] = {
        "naming": {"prefix": "other", "suffix": "e2e"},
        "resource_group": "rg-aoai-dev",
    }
    standing.write(edit)
    assert standing.preview().changes == []


def test_a_name_is_changed_when_it_is_asked_for_by_name(standing: Project) -> None:
    """The edit alone asks Azure for nothing; after an upgrade the old one goes before the new one
    is made."""
    standing.lock()
    before = standing.mark
    standing.write(changed(small(), "drafts", deployment_name="gpt"))
    assert standing.preview().changes == []
    standing.lock("--upgrade", "drafts")
    standing.up()
    assert standing.asked(before) == [f"DELETE {HERE}/drafts", f"PUT {HERE}/gpt"]
    standing.settled()


def test_an_upgrade_moves_and_nothing_else_does(deployed: Deployed) -> None:
    """The preferred region can be had again: it is taken when asked for, made before the old one
    goes."""
    there = account_name("francecentral")
    run = deployed(stack(answers=workload(), drafts=workload(region="francecentral")))
    run.lock()
    before = run.mark
    wide = workload() | {"region": ["swedencentral", "francecentral"]}
    run.write(stack(answers=workload(), drafts=wide))
    assert run.preview().changes == []
    run.lock("--upgrade", "drafts")
    run.up()
    assert run.asked(before) == [
        f"PUT {HERE}/drafts",
        f"DELETE {there}/drafts",
        f"DELETE {there}",
    ]
    run.settled()
