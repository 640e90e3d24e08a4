"""What happens by itself when the world's clock moves on."""

from __future__ import annotations

from typing import Any

import pytest

from tests.fake_azure import samples
from tests.fake_azure.errors import ArmError
from tests.fake_azure.quota import GLOBAL, pool
from tests.fake_azure.samples import TUNED, account, account_body, body, deployment
from tests.fake_azure.world import World


def model(world: World, name: str = "chat") -> str:
    """Model and version that a deployment serves now."""
    said = world.get(deployment(name))["properties"]["model"]
    return f"{said['name']}@{said['version']}"


def test_a_deleted_account_is_free_after_48_hours() -> None:
    """Name and subdomain come back when the soft delete is over, and not before."""
    world = samples.world("aoai")
    world.delete(account())
    world.advance(hours=47.9)
    with pytest.raises(ArmError, match="FlagMustBeSetForRestore"):
        world.put(account(), account_body())
    world.advance(hours=0.2)
    world.put(account(), account_body())


def test_a_purged_account_is_free_at_once() -> None:
    """Purge gives back name, subdomain and quota."""
    world = samples.world("aoai", quota={"OpenAI.GlobalStandard.gpt-5.1": 50})
    world.put(deployment(), body())
    world.delete(account())
    world.purge(account())
    world.put(account(), account_body())
    world.put(deployment(), body())


def test_a_deleted_account_keeps_quota_of_the_deployments_it_had() -> None:
    """Deleting the account past its deployments holds their quota until the purge."""
    world = samples.world("aoai", "other", quota={"OpenAI.GlobalStandard.gpt-5.1": 50})
    world.put(deployment(), body())
    world.delete(account())
    with pytest.raises(ArmError, match="InsufficientQuota"):
        world.put(deployment("chat", "other"), body())
    world.advance(hours=49)
    world.put(deployment("chat", "other"), body())


def test_a_restored_account_has_its_deployments_again() -> None:
    """Restore brings back what the account held."""
    world = samples.world("aoai")
    world.put(deployment(), body())
    world.delete(account())
    assert not world.exists(deployment())
    world.put(account(), account_body(restore=True))
    assert model(world) == "gpt-5.1@2025-11-13"
    assert world.graves() == []


def test_a_deleted_group_leaves_its_accounts_soft_deleted() -> None:
    """The group goes with everything in it; its accounts stay restorable."""
    world = samples.world("aoai")
    world.put(deployment(), body())
    world.delete(samples.GROUP)
    assert [grave.account.id for grave in world.graves()] == [account()]
    assert world.find("microsoft.cognitiveservices/accounts") == []


@pytest.mark.parametrize(
    ("sku", "used_after", "hours", "there"),
    [
        pytest.param("DeveloperTier", 0, 23.9, True, id="developer, first day"),
        pytest.param("DeveloperTier", 23, 24.1, False, id="developer, in use, second day"),
        pytest.param("GlobalStandard", 0, 15 * 24, True, id="idle for 15 days"),
        pytest.param("GlobalStandard", 0, 15 * 24 + 1, False, id="idle for more"),
        pytest.param("GlobalStandard", 48, 16 * 24, True, id="used since"),
    ],
)
def test_fine_tuned_deployments_end_by_themselves(
    sku: str, used_after: float, hours: float, *, there: bool
) -> None:
    """Developer ones after a day whatever happens, others after 15 days without a call."""
    world = samples.world("aoai")
    world.put(deployment(), body(f"{TUNED}@1", sku))
    world.advance(hours=used_after)
    if used_after:
        world.serve(deployment())
    world.advance(hours=hours - used_after)
    assert world.exists(deployment()) is there


def test_base_deployments_do_not_end_by_themselves() -> None:
    """Idle or not, a base model stays."""
    world = samples.world("aoai")
    world.put(deployment(), body())
    world.advance(days=100)
    assert world.exists(deployment())


NEVER, EXPIRED, NEW = (
    "NoAutoUpgrade",
    "OnceCurrentVersionExpired",
    "OnceNewDefaultVersionAvailable",
)


@pytest.mark.parametrize(
    ("more", "days", "version"),
    [
        pytest.param({"versionUpgradeOption": EXPIRED}, 20, "2025-03-20", id="not yet"),
        pytest.param({"versionUpgradeOption": EXPIRED}, 40, "2025-12-15", id="expired"),
        pytest.param({}, 40, "2025-12-15", id="unset is when expired"),
        pytest.param({"versionUpgradeOption": NEVER}, 40, "2025-03-20", id="never"),
        pytest.param({"versionUpgradeOption": NEW}, 20, "2025-12-15", id="new default"),
    ],
)
def test_the_service_upgrades_who_lets_it(more: Any, days: int, version: str) -> None:
    """On the retirement day, or when another version becomes the default, or never."""
    world = samples.world("aoai", now="2026-09-20T00:00:00+00:00")
    world.put(deployment(), body("gpt-4o-mini-transcribe@2025-03-20", **more))
    world.advance(days=days)
    assert model(world) == f"gpt-4o-mini-transcribe@{version}"


def test_an_upgrade_may_change_the_family() -> None:
    """A retired version moves to the successor that the schedule names."""
    old = "gpt-4o@2024-05-13"
    world = samples.world("aoai", now="2026-09-25T00:00:00+00:00", deployed_before=(old,))
    world.put(deployment(), body(old))
    world.advance(days=10)
    assert model(world) == "gpt-5.1@2025-11-13"
    now_in = pool(world.settings, world.facts, "swedencentral", "gpt-5.1", "GlobalStandard")
    assert (now_in.scope, world.usage(now_in)[0]) == (GLOBAL, 50)


def test_provisioned_deployments_are_never_upgraded() -> None:
    """Whatever the option says."""
    world = samples.world("aoai", now="2026-09-01T00:00:00+00:00")
    world.put(deployment(), body("o3@2025-04-16", "GlobalProvisionedManaged"))
    world.advance(days=90)
    assert model(world) == "o3@2025-04-16"


def test_a_write_is_seen_until_it_is_over() -> None:
    """The states that ARM shows while it works, and the end of them."""
    kind = "microsoft.cognitiveservices/accounts"
    took = {f"put {kind}": 30, f"put {kind}/deployments": 60, f"delete {kind}/deployments": 5}
    world = samples.world("aoai", durations=took)
    states = [_state(world, account())]
    world.advance(seconds=31)
    states += [_state(world, account())]
    assert world.put(deployment(), body()).ends == world.now() + 60
    states += [_state(world, deployment())]
    world.advance(seconds=60)
    states += [_state(world, deployment())]
    world.delete(deployment())
    states += [_state(world, deployment())]
    world.advance(seconds=5)
    assert states == ["Accepted", "Succeeded", "Creating", "Succeeded", "Deleting"]
    assert not world.exists(deployment())


def _state(world: World, rid: str) -> str:
    return str(world.get(rid)["properties"]["provisioningState"])


def test_a_write_that_was_accepted_can_fail() -> None:
    """The resource stays, in state Failed, and the next write mends it."""
    world = samples.world("aoai")
    world.switch_on(samples.fault("fail-later"))
    world.put(deployment(), body())
    assert _state(world, deployment()) == "Failed"
    world.put(deployment(), body())
    assert _state(world, deployment()) == "Succeeded"


def test_a_world_that_is_not_frozen_runs_like_a_clock() -> None:
    """Its time begins where the settings say."""
    world = World.in_memory()
    first = world.now()
    assert 0 <= world.now() - first < 60
    assert first > 1.79e9
