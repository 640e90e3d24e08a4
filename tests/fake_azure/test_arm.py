"""The HTTP door: what ARM's lists say, and how they say it."""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from tests.fake_azure import samples
from tests.fake_azure.arm import Door
from tests.fake_azure.faults import Fault
from tests.fake_azure.samples import SUB, TUNED, account, account_body, body, deployment
from tests.fake_azure.world import World

OLD, NEW = "2025-06-01", "2026-07-01"
BASE = f"{SUB}/providers/Microsoft.CognitiveServices"


@pytest.fixture
def world() -> World:
    made = samples.world("aoai", quota={"OpenAI.GlobalStandard.gpt-5.1": 200})
    made.put(deployment(), body(capacity=50))
    return made


@pytest.fixture
def door(world: World) -> Iterator[Door]:
    with Door(world) as opened:
        yield opened


def call(door: Door, path: str, version: str = NEW, verb: str = "GET", **query: str) -> Any:
    """The JSON answer; raises HTTPError. A version of "" sends none."""
    given = {"api-version": version, **query} if version else query
    said = "&".join(f"{key}={quote(value)}" for key, value in given.items())
    request = urllib.request.Request(f"{door.url}{path}?{said}", method=verb)
    request.add_header("Authorization", "Bearer any")
    with urllib.request.urlopen(request, timeout=10) as answered:
        return json.loads(answered.read())


def rows(door: Door, path: str, version: str = NEW, **query: str) -> list[Any]:
    found: list[Any] = call(door, path, version, **query)["value"]
    return found


def refused(door: Door, path: str, **more: Any) -> tuple[int, str]:
    with pytest.raises(urllib.error.HTTPError) as raised:
        call(door, path, **more)
    with raised.value as answered:
        return answered.code, json.loads(answered.read())["error"]["code"]


def test_models_come_once_for_each_account_kind(door: Door) -> None:
    """The two entries differ in their SKUs, so a reader must merge them."""
    found = rows(door, f"{BASE}/locations/swedencentral/models")
    mine = [r for r in found if (r["model"]["name"], r["model"]["version"]) == GPT]
    skus = [{sku["name"] for sku in row["model"]["skus"]} for row in mine]
    assert [row["kind"] for row in mine] == ["OpenAI", "AIServices"]
    assert skus[0] - skus[1] == {"GlobalBatch"}
    assert {"GlobalStandard", "Standard", "ProvisionedManaged"} <= skus[1]


GPT = ("gpt-5.1", "2025-11-13")


def test_sizes_are_null_for_tokens_and_numbers_for_ptu(door: Door) -> None:
    """As in the live record: minimum and step of standard types are null."""
    found = rows(door, f"{BASE}/locations/swedencentral/models")
    model = next(r["model"] for r in found if (r["model"]["name"], r["model"]["version"]) == GPT)
    sizes = {sku["name"]: sku["capacity"] for sku in model["skus"]}
    tokens = {"minimum": None, "maximum": 1_000_000, "step": None, "default": 10}
    assert sizes["GlobalStandard"] == tokens
    assert sizes["ProvisionedManaged"]["minimum"] == sizes["ProvisionedManaged"]["step"] == 50


def test_retired_and_closing_models_are_still_listed(door: Door) -> None:
    """In the API's words, which are one stage away from the documents'."""
    found = rows(door, f"{BASE}/locations/eastus2/models")
    said = {
        (row["model"]["name"], row["model"]["version"]): row["model"]["lifecycleStatus"]
        for row in found
    }
    assert said["gpt-4o", "2024-05-13"] == "Deprecated"
    assert said["gpt-4o", "2024-08-06"] == "Deprecating"
    assert said["Llama-3.2-90B-Vision-Instruct", "2"] == "Stable"


def test_fine_tuned_counters_are_more_skus_of_the_same_name(door: Door) -> None:
    """Told apart by the suffix of their usage name, irregularly spelt."""
    found = rows(door, f"{BASE}/locations/swedencentral/models")
    model = next(r["model"] for r in found if r["model"]["name"] == "gpt-4.1-mini")
    names = {(sku["name"], sku["usageName"]) for sku in model["skus"]}
    assert ("DeveloperTier", "OpenAI.DeveloperTier.gpt4.1-mini-finetune") in names
    assert ("Standard", "OpenAI.Standard.gpt4.1-mini-finetune") in names
    assert ("GlobalStandard", "OpenAI.GlobalStandard.gpt-4.1-mini") in names


@pytest.mark.parametrize("region", ["swedencentral", "eastus2"])
def test_a_shared_pool_is_the_same_in_every_region(door: Door, region: str) -> None:
    """One quota, one use, whatever region is asked."""
    wanted = "name.value eq 'openai.globalstandard.gpt-5.1'"
    (row,) = rows(door, f"{BASE}/locations/{region}/usages", **{"$filter": wanted})
    assert (row["currentValue"], row["limit"]) == (50, 200)
    assert (row["scopeType"], row["scopeId"]) == ("Global", "Global")


def test_older_versions_do_not_say_the_scope(door: Door) -> None:
    """Until 2026-07-01 a usage row does not say how far its pool reaches."""
    found = rows(door, f"{BASE}/locations/swedencentral/usages", OLD)
    assert not any("scopeType" in row for row in found)
    assert len(found) > 50


def test_accounts_are_counted_beside_models(door: Door) -> None:
    """The counters of accounts are rows of the same list."""
    found = rows(door, f"{BASE}/locations/swedencentral/usages")
    said = {row["name"]["value"]: (row["currentValue"], row["limit"]) for row in found}
    assert said["AccountCount"] == (1, 200)
    assert said["AIServices.S0.AccountCount"] == (1, 100)
    assert said["OpenAI.S0.AccountCount"] == (0, 30)


QUERY = {"modelFormat": "OpenAI", "modelName": GPT[0], "modelVersion": GPT[1]}


def test_capacities_are_what_is_left(door: Door) -> None:
    """Both forms of the call; places come in three spellings."""
    everywhere = rows(door, f"{BASE}/modelCapacities", **QUERY)
    here = rows(door, f"{BASE}/locations/swedencentral/modelCapacities", **QUERY)
    left = {row["name"]: row["properties"]["availableCapacity"] for row in here}
    assert left["GlobalStandard"] == 150
    assert [row for row in everywhere if row in here] == here
    spelt = {row["location"] for row in everywhere}
    plain = {place for place in spelt if place.islower()}
    spaced = {place for place in spelt if " " in place}
    assert plain
    assert spaced
    assert spelt - plain - spaced


def test_capacities_count_what_is_fine_tuned_apart(door: Door) -> None:
    """`availableFinetuneCapacity` is another pool."""
    query = {**QUERY, "modelName": "gpt-4.1-mini", "modelVersion": "2025-04-14"}
    here = rows(door, f"{BASE}/locations/swedencentral/modelCapacities", **query)
    tuned = {row["name"]: row["properties"]["availableFinetuneCapacity"] for row in here}
    assert tuned["Standard"] > 0
    assert tuned["DataZoneStandard"] == 0


def test_deleted_accounts_are_listed_shown_and_purged(world: World, door: Door) -> None:
    """With the day on which they go by themselves."""
    world.delete(account())
    (row,) = rows(door, f"{BASE}/deletedAccounts")
    assert row["id"] == (f"{BASE}/locations/swedencentral/resourceGroups/rg/deletedAccounts/aoai")
    assert row["properties"]["scheduledPurgeDate"].startswith("2026-11-22T09:00")
    assert call(door, row["id"])["name"] == "aoai"
    call(door, row["id"], verb="DELETE")
    assert rows(door, f"{BASE}/deletedAccounts") == []
    assert refused(door, row["id"]) == (404, "ResourceNotFound")


def test_accounts_and_deployments_are_read(door: Door) -> None:
    """Of a subscription, of a group, one by one, in any case."""
    above = account().rsplit("/", 1)[0]
    assert [row["name"] for row in rows(door, f"{BASE}/accounts")] == ["aoai"]
    assert [row["name"] for row in rows(door, above.upper())] == ["aoai"]
    assert [row["name"] for row in rows(door, f"{account()}/deployments")] == ["chat"]
    assert call(door, deployment().lower())["sku"] == {"name": "GlobalStandard", "capacity": 50}
    assert refused(door, deployment("none")) == (404, "ResourceNotFound")


def test_long_lists_come_in_pages() -> None:
    """Each page leads to the next; together they are the list."""
    world = samples.world("aoai", page_size=100)
    with Door(world) as door:
        found, page = [], call(door, f"{BASE}/locations/swedencentral/usages")
        while "nextLink" in page:
            assert len(page["value"]) == 100
            found += page["value"]
            rest = page["nextLink"].removeprefix(door.url)
            path, _, query = rest.partition("?")
            request = urllib.request.Request(f"{door.url}{path}?{query}")
            request.add_header("Authorization", "Bearer any")
            with urllib.request.urlopen(request, timeout=10) as answered:
                page = json.loads(answered.read())
        names = [row["name"]["value"] for row in (*found, *page["value"])]
    assert len(names) == len(set(names)) > 100


def test_arm_has_demands_of_its_own(world: World, door: Door) -> None:
    """A version, a subscription, a known path; and rights, at the subscription."""
    usages = f"{BASE}/locations/swedencentral/usages"
    assert refused(door, usages, version="") == (400, "MissingApiVersionParameter")
    assert refused(door, usages.replace("0000", "1111", 1)) == (404, "SubscriptionNotFound")
    assert refused(door, f"{BASE}/nonsense") == (400, "NoRegisteredProviderFound")
    assert refused(door, f"{BASE}/modelCapacities") == (400, "BadRequest")
    with pytest.raises(urllib.error.HTTPError, match="401") as raised:
        urllib.request.urlopen(f"{door.url}{usages}?api-version={NEW}", timeout=10)
    raised.value.close()
    world.switch_on(Fault(kind="throttled", match="GET *usages*", times=2))
    assert refused(door, usages) == (429, "TooManyRequests")
    assert refused(door, usages) == (429, "TooManyRequests")
    assert rows(door, usages)


def test_reading_usages_needs_a_right_at_the_subscription() -> None:
    """The Usages Reader role on a group or an account does not do."""
    world = samples.world("aoai", denied=(("*/usages/read", "/subscriptions/*/locations/*"),))
    with Door(world) as door:
        path = f"{BASE}/locations/swedencentral/usages"
        assert refused(door, path) == (403, "AuthorizationFailed")
        assert rows(door, f"{BASE}/locations/swedencentral/models")


def test_the_lists_agree_with_what_is_accepted() -> None:
    """What capacities promise for a model can be deployed, and not one unit more."""
    world = samples.world("aoai", quota={"OpenAI.GlobalProvisionedManaged": 100})
    with Door(world) as door:
        here = rows(door, f"{BASE}/locations/swedencentral/modelCapacities", **QUERY)
    left = {row["name"]: int(row["properties"]["availableCapacity"]) for row in here}
    world.put(deployment(), body(sku="GlobalProvisionedManaged", capacity=100))
    assert left["GlobalProvisionedManaged"] == 100
    world.put(deployment("b"), body(f"{TUNED}@1", "Standard", 5))


def test_a_door_closes_by_itself(tmp_path: Path) -> None:
    """As a program over a world's file: it says where it is, and ends."""
    state = tmp_path / "world.db"
    world = World.open(state)
    samples.fill(world, "aoai")
    command = [sys.executable, "-m", "tests.fake_azure.arm", str(state), "--seconds", "0.5"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout
        assert process.stdout.readline().startswith("http://127.0.0.1:")
        assert process.wait(20) == 0


ROOT = Path(__file__).parents[2]


def test_doors_see_each_others_writes(tmp_path: Path) -> None:
    """Two worlds over one file are one world."""
    one, other = World.open(tmp_path / "w.db"), World.open(tmp_path / "w.db")
    samples.fill(one, "aoai")
    other.put(account(), account_body(disableLocalAuth=True))
    assert one.get(account())["properties"]["disableLocalAuth"] is True
    one.close()
    other.close()
