"""The change table: an edit of the stack file, what Pulumi shows, what Azure is asked for.

The edit is of one of three deployments, the one in the middle. What stands before and after it is
never written.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.e2e.conftest import Deployed
from tests.e2e.driving import Project, Steps, account_name, deployment_id
from tests.e2e.stacks import (
    Stack,
    changed,
    reserved,
    small,
    stack,
    trial,
    tuned,
    with_accounts,
    with_workload,
    without,
    workload,
)

HERE, THERE = account_name(), account_name("francecentral")
DRAFTS = "drafts-swedencentral"
REPLACED = [("replace", DRAFTS)]


@dataclass(frozen=True)
class Row:
    """One row of the table."""

    name: str
    edit: Stack
    shown: Steps
    asked: list[str]
    paths: set[str] = field(default_factory=set)
    """Properties that the preview names, of `drafts`."""


def _moved() -> Row:
    created = [("create", THERE), ("create", "drafts-francecentral"), ("delete", DRAFTS)]
    asked = [f"PUT {THERE}", f"PUT {THERE}/drafts", f"DELETE {HERE}/drafts"]
    edit = {"model": "gpt-4o@2024-11-20", "region": "francecentral"}
    return Row("region", changed(small(), "drafts", **edit), created, asked)


def _renamed() -> Row:
    edit = with_workload(without(small(), "drafts"), "notes", workload("gpt-4o@2024-08-06"))
    shown = [("create", "notes-swedencentral"), ("delete", DRAFTS)]
    return Row("workload renamed", edit, shown, [f"PUT {HERE}/notes", f"DELETE {HERE}/drafts"])


def _replaced() -> Row:
    edit = changed(small(), "drafts", model="gpt-5.4@2026-03-05")
    asked = [f"DELETE {HERE}/drafts", f"PUT {HERE}/drafts"]
    paths = {"properties.model.name", "properties.model.version"}
    return Row("model", edit, REPLACED, asked, paths)


IN_PLACE: list[tuple[str, dict[str, Any], str]] = [
    ("capacity up", {"capacity": {"tpm": 70_000}}, "sku.capacity"),
    ("capacity down", {"capacity": {"tpm": 20_000}}, "sku.capacity"),
    ("version", {"model": "gpt-4o@2024-11-20"}, "properties.model.version"),
    ("type among standard ones", {"deployment_type": "data-zone-standard"}, "sku.name"),
    ("upgrade", {"upgrade": "when-expired"}, "properties.versionUpgradeOption"),
    ("content filter", {"content_filter": "Microsoft.Default"}, "properties.raiPolicyName"),
]
"""What changes of `drafts`, and the property that the run names."""


def test_changes_in_place(standing: Project) -> None:
    """Edit after edit of one deployment, each shown and asked for alone, and then all is well."""
    edit = small()
    for name, keys, path in IN_PLACE:
        edit, before = changed(edit, "drafts", **keys), standing.mark
        standing.write(edit)
        ran = standing.up()
        assert ran.changes == [("update", DRAFTS)], name
        assert path in ran.paths(DRAFTS), name
        assert standing.asked(before) == [f"PUT {HERE}/drafts"], name
    assert standing.known() == standing.standing()
    standing.preview("--expect-no-changes")


ROWS = [
    _replaced(),
    _moved(),
    _renamed(),
    Row(
        "workload added",
        with_workload(small(), "extra", workload()),
        [("create", "extra-swedencentral")],
        [f"PUT {HERE}/extra"],
    ),
    Row(
        "workload removed",
        without(small(), "drafts"),
        [("delete", DRAFTS)],
        [f"DELETE {HERE}/drafts"],
    ),
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_a_change_is_what_the_table_says(standing: Project, row: Row) -> None:
    """The preview shows the row's steps, Azure is asked for them alone, and then all stands."""
    standing.write(row.edit)
    before = standing.mark
    shown = standing.preview()
    assert sorted(shown.changes) == sorted(row.shown)
    assert shown.paths(DRAFTS) >= row.paths
    standing.up()
    assert standing.asked(before) == row.asked
    assert standing.known() == standing.standing()


def test_the_last_workload_of_a_region_takes_the_account_along(deployed: Deployed) -> None:
    """A region that is left loses its account, after the deployment and after the new one stands;
    the resource group stays where it was made."""
    run = deployed(stack(drafts=workload()))
    before = run.mark
    run.write(stack(drafts=workload(region="francecentral")))
    run.up()
    assert run.asked(before) == [
        f"PUT {THERE}",
        f"PUT {THERE}/drafts",
        f"DELETE {HERE}/drafts",
        f"DELETE {HERE}",
    ]
    run.settled()


def test_a_provisioned_deployment_is_not_removed_by_an_edit(deployed: Deployed) -> None:
    """It is protected: the removal fails before anything is asked for, until it is unprotected."""
    run = deployed(stack(answers=workload(), claims=reserved()))
    before, urn = run.mark, run.urn("claims-swedencentral")
    run.write(stack(answers=workload()))
    assert not run.run("preview", "--json").ok
    assert not run.try_up().ok
    assert run.asked(before) == []
    run.must("state", "unprotect", urn, "--yes")
    run.up()
    assert run.asked(before) == [f"DELETE {HERE}/claims"]


def test_a_provisioned_deployment_grows_and_migrates_in_place(deployed: Deployed) -> None:
    """Another size, and then another model, are updates although it is protected."""
    run = deployed(stack(claims=reserved()))
    before = run.mark
    for edit in (
        reserved(ptu=50),
        reserved(ptu=50) | {"model": "gpt-5.1@2025-11-13"},
    ):
        run.write(stack(claims=edit))
        assert run.preview().changes == [("update", "claims-swedencentral")]
        run.up()
    assert run.asked(before) == [f"PUT {HERE}/claims"] * 2


def test_an_upgrade_by_the_service_is_not_rolled_back(standing: Project) -> None:
    """A version that the service moved to stays: neither preview nor up want the old one."""
    edit = changed(small(), "drafts", upgrade="when-default-changes")
    standing.write(edit)
    standing.up()
    standing.world.new_default("gpt-4o", "2024-11-20")
    before = standing.mark
    standing.refresh()
    standing.up("--expect-no-changes")
    assert standing.asked(before) == []
    assert standing.deployment("drafts")["properties"]["model"]["version"] == "2024-11-20"


def test_a_developer_deployment_that_vanished_is_made_again(deployed: Deployed) -> None:
    """After 24 hours it is gone; the next refresh sees that, and the next up makes it again."""
    run = deployed(stack(answers=workload(), trial=trial(), zebra=workload()))
    run.world.advance(hours=25)
    assert not run.world.exists(deployment_id("trial"))
    before = run.mark
    run.refresh()
    assert run.preview().changes == [("create", "trial-swedencentral")]
    run.up()
    assert run.asked(before) == [f"PUT {HERE}/trial"]
    run.settled()


def test_an_idle_fine_tuned_deployment_that_vanished_is_made_again(deployed: Deployed) -> None:
    """After 15 days without a call it is gone; refresh and up make it again."""
    run = deployed(stack(answers=workload(), mine=tuned(), zebra=workload()))
    run.world.advance(days=16)
    assert not run.world.exists(deployment_id("mine"))
    before = run.mark
    run.refresh()
    run.up()
    assert run.asked(before) == [f"PUT {HERE}/mine"]
    run.settled()


def test_a_full_account_splits_and_nobody_moves(deployed: Deployed) -> None:
    """Eleven fine-tuned deployments, of which an account holds ten, stand in two accounts; a
    twelfth goes where it is told, whatever its name, and touches no other."""
    full = {f"t{number:02}": tuned(tpm=10_000) for number in range(1, 12)}
    run = deployed(stack(**full))
    second = account_name().replace("-e2e", "-2-e2e")
    assert [each for each in run.asked() if second in each] == [
        f"PUT {second}",
        f"PUT {second}/t11",
    ]
    pinned = {name: {**each, "account": 1 + (name == "t11")} for name, each in full.items()}
    before = run.mark
    run.write(stack(a00=tuned(tpm=10_000, account=2), **pinned))
    run.up()
    assert run.asked(before) == [f"PUT {second}/a00"]
    run.preview("--expect-no-changes")


def test_a_content_filter_stands_before_what_uses_it(deployed: Deployed) -> None:
    """Block list, policy, deployment, in this order; a change of the policy is one write, and what
    is no longer used goes backwards."""
    strict = {
        "filters": [{"name": "Hate", "source": "Prompt", "threshold": "Low"}],
        "block_lists": [{"name": "rivals"}],
    }
    rivals = {"rivals": {"items": {"one": "Contoso"}}}
    chat = stack(answers=workload(content_filter="strict"))
    start = with_accounts(chat, content_filters={"strict": strict}, block_lists=rivals)
    run = deployed(start)
    line = [f"{HERE}/rivals", f"{HERE}/rivals/one", f"{HERE}/strict", f"{HERE}/answers"]
    assert run.asked()[-4:] == [f"PUT {each}" for each in line]
    milder = {**strict, "filters": [{"name": "Hate", "source": "Prompt", "threshold": "Medium"}]}
    before = run.mark
    run.write(with_accounts(start, content_filters={"strict": milder}))
    run.up()
    assert run.asked(before) == [f"PUT {HERE}/strict"]
    run.settled()
    before = run.mark
    run.write(stack(answers=workload()))
    run.up()
    gone = [f"DELETE {each}" for each in line[2::-1]]
    assert run.asked(before) == [f"PUT {HERE}/answers", *gone]


def test_the_kind_is_upgraded_in_place(deployed: Deployed) -> None:
    """From OpenAI to AIServices: one update of the account; the deployments are not touched."""
    run = deployed(with_accounts(stack(answers=workload()), kind="OpenAI"))
    before = run.mark
    run.write(stack(answers=workload()))
    assert run.preview().changes == [("update", HERE)]
    run.up()
    assert run.asked(before) == [f"PUT {HERE}"]
    run.settled()


def test_a_deleted_account_is_restored(deployed: Deployed) -> None:
    """Within 48 hours its name is taken; with `restore` it comes back, and stays when the key
    goes."""
    run = deployed(stack(answers=workload()))
    run.must("destroy", "--yes", "--skip-preview")
    assert "FlagMustBeSetForRestore" in run.try_up().errors
    run.write(with_accounts(stack(answers=workload()), restore=True))
    run.up()
    run.write(stack(answers=workload()))
    run.up()
    assert run.known() == run.standing()
    run.settled()
