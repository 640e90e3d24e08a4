"""What stands, read from the state: what a run leaves, and whatever else may be in it."""

from __future__ import annotations

import copy
import json
import random
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from planner.domain.deployment import ARM_UPGRADES
from planner.domain.lock import Lock, lock_of
from planner.domain.plan import Group, Plan
from planner.domain.problem import FileError
from planner.domain.settings import AGAIN_TAG, Accounts
from planner.domain.terms import DeploymentType, Upgrade, Use
from planner.files.state import State, exported, read
from tests.emit.mocked import ACCOUNT, COMPONENT, DEPLOYMENT
from tests.emit.plans import account, any_plan, deployment, plan, training
from tests.emit.standing import state_of, urn

DAY = date(2026, 11, 20)
CHAT = urn(DEPLOYMENT, "chat-swedencentral")
HERE = urn(ACCOUNT, "aoai-dev-swedencentral")
HOME = urn(COMPONENT, "aoai-dev-swedencentral")


def _read(resources: Any) -> State:
    return read(resources, "dev", day=DAY, snapshot="2026-09")


def _same(found: Lock, plan: Plan) -> bool:
    """But for since when, which no state knows."""
    made = lock_of(plan)
    stands = [place for each in found.workloads.values() for place in each.places]
    assert sorted(map(repr, stands)) == sorted(map(repr, plan.places))
    assert found.accounts == made.accounts
    assert found.reached == made.reached
    assert found.remembered == found.accounts.keys()
    return found.group == made.group


SUBNET = "/subscriptions/1/resourceGroups/n/providers/Microsoft.Network/virtualNetworks/v/subnets/s"
ZONE = "/subscriptions/1/resourceGroups/n/providers/Microsoft.Network/privateDnsZones/z"
RESTRICTED = {"profile": "restricted", "ip_rules": ["8.8.8.8"]}
ADDRESS = {"subnet": SUBNET, "location": "swedencentral"}
PRIVATE = {"profile": "private", "private_endpoint": ADDRESS}
GIVEN = {"profile": "private", "private_endpoint": {**ADDRESS, "dns": [ZONE]}}
NAMELESS = {"profile": "private", "private_endpoint": {**ADDRESS, "dns": "none"}}

PLANS = {
    "one": plan(deployment()),
    "types": plan(*(deployment(t.value, type=t) for t in DeploymentType)),
    "settings": plan(
        deployment("owned", owner="ada", tags={"a": "b"}),
        deployment("tagged", tags={"owner": "ada"}),
        deployment("filtered", content_filter="strict"),
        deployment("spilling", type=DeploymentType.PROVISIONED, spillover="owned"),
        *(deployment(upgrade.value, upgrade=upgrade) for upgrade in Upgrade),
    ),
    "names": plan(deployment("chat", name="gpt"), deployment("a-b", "eastus2")),
    "tuned": plan(
        deployment("tuned", model="gpt-4.1-mini.ft-1", version="1", use=Use.FINE_TUNED),
        deployment("odd", model="mine", version="1", use=Use.FINE_TUNED, source_account="/s/a"),
    ),
    "training": plan(deployment(), training=[training()]),
    "publishers": plan(
        deployment("ours"),
        deployment("theirs", publisher="DeepSeek", model="DeepSeek-V3.2", version="1"),
        deployment("moved", publisher="xAI", model="grok-4.3", version="1", upgrade="when-expired"),
        training=[replace(training(), publisher="Alibaba", model="qwen3-32b", version="1")],
    ),
    "accounts": plan(
        deployment("a", account="one"),
        deployment("b", account="two"),
        accounts=[
            replace(account(), name="one", subdomain="first"),
            replace(account(), name="two", number=2, adopted=True),
            replace(account("eastus2"), name="three", team="claims", team_says=("lock", "tags")),
        ],
    ),
    "restricted": plan(deployment(), settings=Accounts.model_validate({"network": RESTRICTED})),
    "private": plan(deployment(), settings=Accounts.model_validate({"network": PRIVATE})),
    "private with given zones": plan(
        deployment(), settings=Accounts.model_validate({"network": GIVEN})
    ),
    "private without zones": plan(
        deployment(), settings=Accounts.model_validate({"network": NAMELESS})
    ),
    "nothing": plan(),
}


@pytest.mark.parametrize("planned", PLANS.values(), ids=PLANS)
def test_what_stands_is_what_was_planned(planned: Plan) -> None:
    """After a run that went well the state gives the lock that the plan gives."""
    found = _read(state_of(planned))
    assert found.left_out == ()
    assert _same(found.lock, planned)


@settings(max_examples=25, deadline=None)
@given(any_plan())
def test_what_stands_is_what_was_planned_for_any_plan(planned: Plan) -> None:
    """The same over plans that nobody thought of."""
    found = _read(state_of(planned))
    assert found.left_out == ()
    assert _same(found.lock, planned)


def test_every_upgrade_is_read_back() -> None:
    """No two of ARM's words mean the same."""
    assert len({*ARM_UPGRADES.values()}) == len(Upgrade)


def test_a_state_of_before_has_no_memory() -> None:
    """Written by a program that remembered nothing: accounts are told apart all the same."""
    state = state_of(plan(deployment("a"), deployment("b", "eastus2")))
    for each in state.values():
        each["outputs"].pop("remembers", None)
    found = _read(state)
    assert found.left_out == ()
    assert [*found.lock.workloads] == ["a", "b"]
    assert not found.lock.remembered
    assert {a.number for a in found.lock.accounts.values()} == {1}


def test_two_accounts_of_a_region_without_memory_need_the_id() -> None:
    """Nothing but the id, which an export has, says where a deployment stands."""
    state = state_of(PLANS["accounts"])
    for each in state.values():
        each["outputs"].pop("remembers", None)
    assert len(_read(state).left_out) == 2
    rest = "/providers/Microsoft.CognitiveServices/accounts"
    for name, home in (("a", "ONE"), ("b", "two")):
        id_ = f"/subscriptions/s/resourceGroups/g{rest}/{home}/deployments/{name}"
        state[urn(DEPLOYMENT, f"{name}-swedencentral")]["id"] = id_
    found = _read(state)
    assert [w.places[0].account for w in found.lock.workloads.values()] == ["one", "two"]
    assert sorted(a.number for a in found.lock.accounts.values()) == [1, 1, 2]


def test_an_address_that_was_not_made_is_none() -> None:
    """A run that failed before the endpoint: nobody comes in that way, whatever was asked for."""
    state = state_of(PLANS["private"])
    without = {urn: each for urn, each in state.items() if not urn.endswith("-endpoint")}
    (way,) = _read(without).lock.reached.values()
    assert (way.network, way.endpoint) == ("private", None)
    without = {urn: each for urn, each in state.items() if not urn.endswith("-dns")}
    (way,) = _read(without).lock.reached.values()
    assert (way.endpoint, way.dns) == (SUBNET, "none")


def test_a_group_of_others_is_named_by_who_stands_in_it() -> None:
    """The program does not make it, so no resource says what it is called."""
    state = state_of(plan(deployment()))
    state = {name: each for name, each in state.items() if not name.endswith("resource-group")}
    assert _read(state).lock.group == Group("rg-aoai-dev", exists=True)


def test_other_peoples_resources_are_passed_over() -> None:
    """What somebody adds to the program is neither ours nor a problem."""
    state = state_of(plan(deployment()))
    theirs = {"type": DEPLOYMENT, "outputs": {}}
    state["urn:pulumi:dev::planner::azure-native:cognitiveservices:Deployment::mine"] = theirs
    state["urn:pulumi:dev::planner::random:index:Id::x"] = {"outputs": None}
    state["no urn at all"] = []
    found = _read(state)
    assert (found.left_out, [*found.lock.workloads]) == ((), ["chat"])


def test_azure_may_spell_an_account_in_its_own_case() -> None:
    """One that was adopted answers as it was made; it is known by the name that the stack has."""
    state = copy.deepcopy(state_of(plan(deployment())))
    before = _read(state).lock
    state[HERE]["outputs"]["name"] = state[HERE]["outputs"]["name"].upper()
    assert _read(state).lock == before


STRANGE: dict[str, tuple[str, tuple[str, ...], Any, str]] = {
    "a SKU of tomorrow": (CHAT, ("sku", "name"), "Quantum", "SKU is Quantum"),
    "no size": (CHAT, ("sku", "capacity"), None, "sku.capacity cannot be understood"),
    "no model": (CHAT, ("properties", "model"), None, "properties.model cannot be understood"),
    "a word for upgrades": (
        CHAT,
        ("properties", "versionUpgradeOption"),
        "Perhaps",
        "versionUpgradeOption is Perhaps",
    ),
    "an account without a region": (HERE, ("location",), None, "location cannot be understood"),
    "an account of another name": (HERE, ("name",), "other", "name is other, but it was made as"),
    "a memory that is none": (HOME, ("remembers",), 7, "what its component remembers"),
}


@pytest.mark.parametrize("case", STRANGE.values(), ids=STRANGE)
def test_what_is_not_understood_is_left_out_and_said(
    case: tuple[str, tuple[str, ...], Any, str],
) -> None:
    """No traceback, and no silence."""
    address, path, value, said = case
    state = copy.deepcopy(state_of(plan(deployment())))
    spot = state[address]["outputs"]
    for key in path[:-1]:
        spot = spot[key]
    spot[path[-1]] = value
    assert said in " ".join(_read(state).left_out)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000))
@example(54_344)  # the account's name is another one than it was made with
@example(28_543)  # and none at all
def test_no_state_is_too_strange(seed: int) -> None:
    """Any part of a state replaced by anything: an answer, and each deployment in it or left out."""
    rng = random.Random(seed)
    state = copy.deepcopy(_ROUGH)
    for _ in range(3):
        _broken(state, rng)
    found = _read(state)
    for each in found.lock.workloads.values():
        assert {p.account for p in each.places} <= found.lock.accounts.keys()


_ROUGH = state_of(PLANS["accounts"])
_JUNK: list[Any] = [None, 7, -1, "", "x", [], {}, {"a": {}}, True, [None], "urn::::"]


def _broken(state: Any, rng: random.Random) -> None:
    spot = state
    while True:
        keys = [*spot] if isinstance(spot, dict) else [*range(len(spot))]
        key = rng.choice(keys)
        inner = spot[key]
        if not isinstance(inner, dict | list) or not inner or rng.random() < 0.2:
            spot[key] = rng.choice(_JUNK)
            return
        spot = inner


def test_what_was_kept_is_guarded_while_it_stands() -> None:
    """The next run learns from the state what the last one kept; not when it is another by then."""
    state = state_of(plan(deployment("chat"), deployment("mail"), kept=["chat"]))
    assert _read(state).lock.guarded == {("chat", "swedencentral")}
    state[CHAT]["outputs"]["properties"]["model"]["name"] = "gpt-4o"
    assert _read(state).lock.guarded == frozenset()


def test_what_is_to_be_replaced_is_guarded_until_it_is() -> None:
    """A run that Pulumi refused says it again: by what stands, not by what was wanted."""
    runs = deployment("chat", model="gpt-4o", version="2024-08-06")
    state = state_of(plan(deployment("chat"), guarded=(runs,)))
    assert _read(state).lock.guarded == frozenset()
    state[CHAT]["outputs"]["properties"]["model"]["name"] = "gpt-4o"
    assert _read(state).lock.guarded == {("chat", "swedencentral")}


def test_what_was_made_for_prod_is_known_of_its_accounts_that_stand() -> None:
    """Until a run for another environment: what a component says of an account that is gone is old."""
    state = state_of(plan(deployment(), environment="prod"))
    assert _read(state).lock.prod
    assert not _read(state_of(plan(deployment()))).lock.prod
    del state[HERE]
    assert not _read(state).lock.prod


def test_the_tag_of_what_is_written_again_is_nobodys_wish() -> None:
    """A lock or a kept deployment would carry it on for ever."""
    state = state_of(plan(deployment("chat", tags={"a": "b"})))
    before = _read(state).lock
    state[CHAT]["outputs"]["tags"] = {"a": "b", AGAIN_TAG: "c0ffee"}
    assert _read(state).lock == before


def test_an_export_gives_the_same(tmp_path: Path) -> None:
    """`pulumi stack export` prints the same resources; what is being deleted is none of them."""
    planned = plan(deployment())
    rows = [{"urn": name, **each} for name, each in state_of(planned).items()]
    gone = {**rows[0], "urn": urn(DEPLOYMENT, "old-swedencentral"), "delete": True}
    path = tmp_path / "state.json"
    path.write_text(json.dumps({"version": 3, "deployment": {"resources": [*rows, gone, 7]}}))
    assert _same(_read(exported(path)).lock, planned)
    assert _read(exported(path)).made_by == {"dev"}


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"deployment": 1}', '{"deployment": {"resources": {"a": 1}}}', "[" * 9999],
)
def test_what_is_no_export_is_said(tmp_path: Path, text: str) -> None:
    """One line, with the file."""
    path = tmp_path / "state.json"
    path.write_text(text)
    with pytest.raises(FileError, match="this is not what `pulumi stack export` prints"):
        exported(path)


def test_a_new_stack_has_an_empty_state(tmp_path: Path) -> None:
    """Nothing was ever deployed."""
    path = tmp_path / "state.json"
    path.write_text('{"version": 3, "deployment": {"manifest": {}}}')
    assert _read(exported(path)).lock == Lock("dev")
