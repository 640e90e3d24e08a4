"""A stack's life: preview, up, nothing more to do, destroy."""

from __future__ import annotations

from itertools import pairwise

from tests.e2e.conftest import Deployed
from tests.e2e.driving import Project, account_name
from tests.e2e.stacks import reserved, stack, with_accounts, workload

DESTROY = ("destroy", "--yes", "--skip-preview")


def test_the_examples_deploy_and_then_stand_still(project: Project) -> None:
    """dev.yaml: the preview's creates happen, once each, and then neither side wants anything."""
    run = project.start()
    shown = run.preview().changes
    assert {op for op, _ in shown} == {"create"}
    assert run.world.journal() == []
    run.up()
    asked = run.asked()
    assert len(asked) == len(set(asked)) == len(shown)
    assert not [each for each in asked if "!" in each]
    assert run.known() == run.standing()
    run.settled()
    assert run.asked() == asked


def test_a_second_up_asks_for_nothing(standing: Project) -> None:
    """`up` once more writes nothing."""
    before = standing.mark
    standing.up("--expect-no-changes")
    assert standing.asked(before) == []


def test_one_write_at_a_time(project: Project) -> None:
    """A chain of four in each of two regions: no write of an account meets another."""
    names = ("a", "b", "c", "d")
    chains = {f"{n}-{r}": workload(region=r) for n in names for r in ("eastus2", "swedencentral")}
    run = project.start()
    run.write(stack(**chains))
    run.up("--parallel", "64")
    asked = run.asked()
    assert not [each for each in asked if "!" in each]
    for region in ("eastus2", "swedencentral"):
        mine = [each for each in asked if f"{account_name(region)}/" in each]
        assert mine == [f"PUT {account_name(region)}/{n}-{region}" for n in names]


def test_destroy_undoes_the_chain_backwards(deployed: Deployed) -> None:
    """Deployments go in reverse order, one at a time, then the account, then the group."""
    run = deployed(stack(answers=workload(), books=workload(), claims=reserved()))
    made, before = run.asked(), run.mark
    assert not run.run("destroy", "--yes").ok
    assert run.asked(before) == []
    run.must("state", "unprotect", "--all", "--yes")
    run.must("destroy", "--yes", "--skip-preview")
    assert run.asked(before) == [each.replace("PUT", "DELETE") for each in reversed(made)]
    assert run.standing() == run.known() == []
    entries = run.world.journal()[before:]
    assert all(first.at <= second.at for first, second in pairwise(entries))


def test_production_stands_still_and_goes_when_it_is_meant(project: Project) -> None:
    """prod.yaml, with private endpoints, DNS, locks, diagnostics, roles and filters: what was made
    stays as it is; destroy does nothing until the protection is taken away, then lifts the locks
    first and leaves nothing."""
    run = project.start("prod")
    run.up()
    made = run.asked()
    assert not [each for each in made if "!" in each]
    run.settled()
    before = run.mark
    assert not run.run("destroy", "--yes").ok
    assert run.asked(before) == []
    run.must("state", "unprotect", "--all", "--yes")
    run.must(*DESTROY)
    gone = run.asked(before)
    assert sorted(gone) == sorted(each.replace("PUT", "DELETE") for each in made)
    for account in {each.split()[1].split("/")[0] for each in made if "/support-chat" in each}:
        mine = [each for each in gone if f" {account}" in each]
        assert _words(mine[0]) == f"DELETE {account}/lock-{account}"
        assert mine[-1] == f"DELETE {account}"
    assert run.standing() == run.known() == []


def test_a_lock_is_lifted_before_a_workload_goes(deployed: Deployed) -> None:
    """`CanNotDelete` holds for deployments. Taken out of the file together with a workload it is
    deleted first, and what it still holds for some seconds is waited for; while it stands, a
    removal fails and changes nothing."""
    both = stack(answers=workload(), books=workload())
    run = deployed(with_accounts(both, lock="CanNotDelete"))
    run.subscribed(lock_lingers=5.0)
    before = run.mark
    run.write(stack(answers=workload()))
    run.up()
    lock, books = f"{account_name()}/lock-{account_name()}", f"{account_name()}/books"
    asked = [f"DELETE {lock}", f"DELETE {books} !ScopeLocked", f"DELETE {books}"]
    assert [_words(each) for each in run.asked(before)] == asked
    run.write(with_accounts(both, lock="CanNotDelete"))
    run.up()
    before = run.mark
    run.write(with_accounts(stack(answers=workload()), lock="CanNotDelete"))
    assert "ScopeLocked" in run.impatient().try_up().errors
    assert run.asked(before) == [f"DELETE {books} !ScopeLocked"]


def _words(asked: str) -> str:
    return asked.replace("/Microsoft.Authorization", "")
