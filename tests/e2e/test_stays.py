"""With a real engine: a way into accounts stays open, and what was adopted stays in Azure."""

from __future__ import annotations

from typing import Any

from planner.domain.arm_names import endpoint
from tests.e2e.driving import Project, account_id, account_name
from tests.e2e.stacks import Stack, adopting, small, stack, with_accounts, with_workload, workload
from tests.fake_azure.settings import SUBSCRIPTION

HERE = account_name()
END = endpoint(HERE)
GROUP = f"/subscriptions/{SUBSCRIPTION}/resourceGroups/rg-aoai-dev"
SUBNET = f"/subscriptions/{SUBSCRIPTION}/resourceGroups/net/providers/Microsoft.Network/virtualNetworks/hub/subnets/endpoints"


def _reached(run: Project) -> Any:
    return run.world.get(account_id())["properties"]["publicNetworkAccess"]


def _applied(run: Project, wanted: Stack) -> list[str]:
    """What an up of another stack file asks of Azure."""
    run.write(wanted)
    run.lock()
    before = run.mark
    run.up()
    return run.asked(before)


def test_an_account_is_closed_in_two_steps_and_opened_in_one(standing: Project) -> None:
    """In one step it would be closed first. The steps that the finding prints leave somebody in at
    every moment; on the way back the door opens before the endpoint goes."""
    run = standing
    run.lock()
    closed = with_accounts(small(), network="private", subnet=SUBNET)
    before = run.mark
    run.write(closed)
    ran = run.try_up()
    assert not ran.ok
    assert "AOAI837" in ran.errors
    assert run.asked(before) == []
    asked = _applied(run, with_accounts(small(), network="public", subnet=SUBNET))
    assert f"PUT {END}" in asked
    assert _reached(run) == "Enabled"
    assert _applied(run, closed) == [f"PUT {HERE}"]
    assert _reached(run) == "Disabled"
    opened = _applied(run, small())
    assert _reached(run) == "Enabled"
    assert opened.index(f"PUT {HERE}") < opened.index(f"DELETE {END}")


def test_an_adopted_account_stays_until_the_stack_owns_it(standing: Project) -> None:
    """It stays in Azure when it leaves the stack, with what others have in it; who really wants it
    gone says so one run earlier. Whose tag it has is asked before anything is taken over."""
    run = standing
    _let_go(run)
    run.forget()
    taken = adopting(small(), "answers", "drafts", "search", resource_group=GROUP)
    _taken_over(run, with_accounts(taken, **{"import": True}))
    theirs = f"{account_id()}/deployments/theirs"
    run.world.put(theirs, run.world.get(f"{account_id()}/deployments/search"))
    paris = {**stack(mail=workload(region="francecentral")), "empty": True}
    left = with_accounts(paris, resource_group=GROUP)
    assert f"DELETE {HERE}" not in _applied(run, left)
    assert {account_id().lower(), theirs.lower()} <= {*run.standing()}
    both = with_workload(left, "answers", workload())
    both["subscription"]["id"] = SUBSCRIPTION
    _applied(run, with_accounts(both, **{"import": True}))
    _applied(run, with_accounts(both, owned=True))
    assert f"DELETE {HERE}" in _applied(run, left)


def _let_go(run: Project) -> None:
    """As docs/pulumi.md tells who hands an account over: the account with all that needs it."""
    account = next(r["urn"] for r in run.state() if r["type"].endswith(":Account") and r["custom"])
    before = run.mark
    refused = run.run("state", "delete", account, "--yes")
    assert not refused.ok
    run.must("state", "delete", account, "--target-dependents", "--yes")
    assert not [each for each in run.known() if account_id().lower() in each.lower()]
    assert run.asked(before) == []


def _taken_over(run: Project, taken: Stack) -> None:
    """From another stack, by name: without it nothing is asked of Azure but whose it is."""
    _tagged(run, "theirs")
    before = run.mark
    run.write(taken)
    ran = run.try_up()
    assert not ran.ok
    assert "belongs to stack theirs; fix: taken_from: theirs beside import" in ran.errors
    assert run.asked(before) == []
    _applied(run, with_accounts(taken, taken_from="theirs"))
    assert run.world.get(account_id())["tags"]["planner-stack"] == "dev"


def _tagged(run: Project, stack: str) -> None:
    there = run.world.get(account_id())
    run.world.put(account_id(), {**there, "tags": {"planner-stack": stack}})
