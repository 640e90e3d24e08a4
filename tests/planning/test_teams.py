"""Accounts of teams: each has its own in each region, and what runs stays where it is."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest

from planner.domain.lock import Lock, lock_of
from planner.domain.plan import Plan
from planner.files.lock import dump, parse
from planner.planning.make_plan import make_plan
from planner.report.look import Look
from planner.report.plan import PlanReport
from tests import given
from tests.emit.mocked import register
from tests.planning.stacks import AS_OF, stack_of, workload

ACCOUNT = "azure-native:cognitiveservices:Account"


def _plan(
    lock: Lock | None = None,
    upgrade: tuple[str, ...] = (),
    settings: dict[str, Any] | None = None,
    /,
    **workloads: Any,
) -> Plan:
    said = {"accounts": settings} if settings else {}
    quota = {"quota_tier": 1, "quota": {"OpenAI.DataZoneProvisionedManaged": 100}}
    stack = stack_of({"subscription": quota, **said, "workloads": workloads})
    plan = make_plan(stack, given.catalog(), as_of=AS_OF, lock=lock, upgrade=upgrade)
    assert not {"AOAI001", "AOAI003"} & {finding.rule.id for finding in plan.findings}
    return plan


def _where(plan: Plan) -> dict[str, str]:
    return {place.workload: place.account for place in plan.places}


def _rules(plan: Plan, workload: str | None = None) -> set[str]:
    return {finding.rule.id for finding in plan.findings if finding.workload == workload}


def test_each_team_has_its_own_account_in_a_region() -> None:
    """Named with the team; those without one stand where they always did."""
    plan = _plan(aa=workload(team="claims"), bb=workload(team="sales"), cc=workload())
    assert plan.complete
    assert _where(plan) == {
        "aa": "aoai-test-claims-swedencentral",
        "bb": "aoai-test-sales-swedencentral",
        "cc": "aoai-test-swedencentral",
    }
    assert [(a.team, a.number) for a in plan.accounts] == [(None, 1), ("claims", 1), ("sales", 1)]
    assert "AOAI824" not in _rules(plan)


def test_each_teams_accounts_fill_up_by_themselves() -> None:
    """A full account of one team gets a second one, whatever the others have."""
    many = {f"w{n:02}": workload(capacity={"tpm": 1000}, team="claims") for n in range(33)}
    plan = _plan(**many, other=workload(capacity={"tpm": 1000}, team="sales"))
    assert [a.name for a in plan.accounts] == [
        "aoai-test-claims-swedencentral",
        "aoai-test-claims-swedencentral-2",
        "aoai-test-sales-swedencentral",
    ]
    assert "AOAI824" in _rules(plan)


def test_an_open_region_is_one_in_which_the_team_has_an_account() -> None:
    """Another team's account there is no reason to go there."""
    plan = _plan(
        aa=workload(team="claims", region="francecentral"),
        bb=workload(team="sales", region="swedencentral"),
        cc=workload(team="sales", region=None, residency="eu"),
    )
    assert _where(plan)["cc"] == _where(plan)["bb"]


def test_what_a_team_says_goes_over_what_its_region_says() -> None:
    """Team over region over all; mappings are merged key by key."""
    settings = {
        "tags": {"a": "all", "b": "all", "c": "all"},
        "naming": {"suffix": "x1"},
        "regions": {
            "swedencentral": {"tags": {"b": "region", "c": "region"}, "public_network": False}
        },
        "teams": {"claims": {"tags": {"c": "team"}, "network": "public", "kind": "OpenAI"}},
    }
    plan = _plan(None, (), settings, aa=workload(team="claims"), bb=workload())
    mine, nobodys = (plan.settings[_where(plan)[name]] for name in ("aa", "bb"))
    assert mine.tags == {"planner-stack": "test", "a": "all", "b": "region", "c": "team"}
    assert nobodys.tags["c"] == "region"
    assert (mine.reach.profile, nobodys.reach.profile) == ("public", "private")
    assert [(a.name, a.kind) for a in plan.accounts] == [
        ("aoai-test-swedencentral-x1", "AIServices"),
        ("aoai-test-claims-swedencentral-x1", "OpenAI"),
    ]
    sent = register(plan).inputs(ACCOUNT)
    assert sent["aoai-test-claims-swedencentral-x1"]["tags"]["c"] == "team"


def test_a_regions_own_name_is_of_nobodys_account() -> None:
    """Two accounts cannot have it."""
    settings = {"regions": {"swedencentral": {"name": "contoso", "subdomain": "contoso-ai"}}}
    plan = _plan(None, (), settings, aa=workload(team="claims"), bb=workload())
    assert [(a.name, a.subdomain) for a in plan.accounts] == [
        ("contoso", "contoso-ai"),
        ("aoai-test-claims-swedencentral", "aoai-test-claims-swedencentral"),
    ]


@pytest.mark.parametrize(("before", "after"), [(None, "claims"), ("claims", None), ("a1", "b1")])
def test_what_runs_stays_when_its_team_changes(before: str | None, after: str | None) -> None:
    """An edit of a word deletes nothing; the upgrade does, and the plan shows the new endpoint."""
    lock = lock_of(_plan(chat=workload(team=before), rest=workload(team=before)))
    now = {"chat": workload(team=after), "rest": workload(team=before)}
    plan = _plan(lock, **now)
    assert _where(plan)["chat"] == _where(plan)["rest"]
    assert plan.moves == ()
    assert "AOAI833" in _rules(plan, "chat")
    assert "AOAI833" not in _rules(plan, "rest")
    assert lock_of(plan, lock) == lock
    moved = _plan(lock, ("chat",), **now)
    (move,) = moved.moves
    assert (move.workload, move.down) == ("chat", True)
    assert {a.name: a.team for a in moved.accounts}[_where(moved)["chat"]] == after
    assert "AOAI833" not in _rules(moved, "chat")


def test_a_lock_keeps_teams_and_says_nothing_where_there_are_none() -> None:
    """Locks of stacks without teams have the bytes that they always had."""
    lock = lock_of(_plan(aa=workload(team="claims"), bb=workload()))
    assert parse(dump(lock), "test.lock.yaml") == lock
    assert dump(lock).count("team: claims") == 1
    assert "team" not in dump(lock_of(_plan(bb=workload())))


def test_traffic_does_not_spill_over_to_another_team() -> None:
    """Azure wants both in one account; the finding says that the teams are why they are not."""
    reserved = workload(
        deployment_type="data-zone-provisioned", capacity={"ptu": 15}, spillover="chat"
    )
    plan = _plan(chat=workload(team="claims"), reserved={**reserved, "team": "sales"})
    assert plan.refused == ("reserved",)
    (said,) = (f for f in plan.findings_of("reserved") if f.rule.id == "AOAI815")
    assert said.message == (
        "spillover chat is in accounts of team claims, reserved of team sales; "
        "they must share an account"
    )
    same = _plan(chat=workload(team="claims"), reserved={**reserved, "team": "claims"})
    assert same.complete


def test_a_team_that_makes_no_name_is_found_at_its_key() -> None:
    """Azure would refuse the account."""
    plan = _plan(chat=workload(team="the claims team"))
    (said,) = (f for f in plan.findings if f.rule.id == "AOAI801")
    assert said.path == ("workloads", "chat", "team")
    assert not plan.applyable


def test_a_mistake_of_a_teams_settings_is_found_at_the_team() -> None:
    """And a team that nobody is in is told."""
    roles = [{"role": "nobody", "principal": "11111111-2222-3333-4444-555555555555"}]
    settings = {"teams": {"claims": {"role_assignments": roles}, "clams": {}}}
    plan = _plan(None, (), settings, chat=workload(team="claims"))
    found = {f.rule.id: (f.path, f.message) for f in plan.findings if f.workload is None}
    path, message = found["AOAI808"]
    assert path == ("accounts", "teams", "claims", "role_assignments", 0, "role")
    assert message.endswith("for team claims")
    assert found["AOAI818"][0] == ("accounts", "teams", "clams")


def test_the_plan_says_whose_an_account_is() -> None:
    """On the account's line."""
    text = PlanReport(_plan(chat=workload(team="claims"))).text(Look(120))
    assert "aoai-test-claims-swedencentral · swedencentral · AIServices · team claims" in text


@pytest.mark.parametrize("seed", range(15))
def test_teams_share_no_account_however_the_file_is_shuffled(seed: int) -> None:
    """Open regions, pins, locks and edits of teams: each stands with its own, or where it ran."""
    dice = random.Random(seed)
    regions = ["swedencentral", "francecentral", None]

    def drawn(names: str) -> dict[str, Any]:
        return {
            f"w-{n}": workload(
                region=dice.choice(regions),
                residency="eu",
                capacity={"tpm": 1000},
                team=dice.choice([None, "claims", "sales"]),
                account=dice.choice([None, None, 1, 2]),
            )
            for n in names
        }

    before = drawn("abcdef")
    lock = lock_of(_plan(**before)) if seed % 3 else None
    now = {**before, **drawn("defgh")} if lock else before
    plan = _plan(lock, **now)
    teams = {a.name: a.team for a in plan.accounts}
    ran = {
        d.workload: d.account for w in (lock.workloads.values() if lock else ()) for d in w.places
    }
    for place in plan.places:
        stays = ran.get(place.workload) == place.account
        assert stays or teams[place.account] == now[place.workload].get("team")
    order = list(now)
    dice.shuffle(order)
    shuffled = _plan(lock, **{name: now[name] for name in order})
    assert (shuffled.accounts, shuffled.deployments) == (plan.accounts, plan.deployments)


TRAINING = {
    "model": "gpt-4.1@2025-04-14",
    "training": {"type": "standard", "method": "sft"},
    "region": "swedencentral",
    "capacity": None,
    "deployment_type": None,
}
SECTIONS: dict[str, dict[str, Any]] = {
    "nothing is said of any team": {},
    "one of two teams has a section": {"teams": {"claims": {"tags": {"a": "b"}}}},
    "both have one, and a region": {
        "teams": {"claims": {"lock": "CanNotDelete"}, "sales": {}},
        "regions": {"swedencentral": {"tags": {"c": "d"}}},
    },
    "only a region has one": {"regions": {"swedencentral": {"tags": {"c": "d"}}}},
}


@pytest.mark.parametrize("before", SECTIONS.values(), ids=SECTIONS.keys())
@pytest.mark.parametrize("after", SECTIONS.values(), ids=SECTIONS.keys())
def test_every_check_can_be_run_under_a_lock(before: dict[str, Any], after: dict[str, Any]) -> None:
    """Teams with and without a section, several accounts, training: no rule lacks an account."""
    every = {
        "aa": workload(team="claims"),
        "bb": workload(team="claims", account=2),
        "cc": workload(team="sales", region="francecentral"),
        "dd": workload(team="sales", **TRAINING),
        "ee": workload(),
    }
    lock = lock_of(_plan(None, (), before, **every))
    assert len(lock.accounts) == len(every)
    now = _plan(lock, (), {**before, **after}, **every)
    assert now.complete
    refused = {**every, "aa": workload(team="claims", capacity={"tpm": 500})}
    assert "aa" in _plan(lock, (), {**before, **after}, **refused).kept_workloads


def test_what_a_kept_deployment_uses_is_missed_in_a_team_of_which_nothing_is_said() -> None:
    """Its accounts have nobody's settings, and so nobody's policies (AOAI836)."""
    asked = workload(team="claims", content_filter="strict")
    filters: dict[str, Any] = {"content_filters": {"strict": {}}}
    lock = lock_of(_plan(None, (), filters, chat=asked))
    (said,) = (f for f in _plan(lock, chat=asked).findings if f.rule.id == "AOAI836")
    assert said.path == ("accounts", "content_filters")
    assert "chat is kept in aoai-test-claims-swedencentral" in said.message


def test_accounts_of_a_team_of_which_nothing_is_said_are_not_closed_too_early() -> None:
    """AOAI837 judges them with nobody's settings."""
    lock = lock_of(_plan(chat=workload(team="claims")))
    subnet = "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/net/providers/Microsoft.Network/virtualNetworks/hub/subnets/endpoints"
    plan = _plan(lock, (), {"network": "private", "subnet": subnet}, chat=workload(team="claims"))
    (said,) = (f for f in plan.findings if f.rule.id == "AOAI837")
    assert said.path == ("accounts", "network")
    assert not plan.applyable


def test_a_renamed_team_weakens_nothing() -> None:
    """The account would fall back to the settings of all: nothing is applied, until it is moved."""
    door = {"profile": "restricted", "ip_rules": "20.1.2.0/24"}
    section = {"network": door, "tags": {"a": "b"}}
    lock = lock_of(_plan(None, (), {"teams": {"claims": section}}, chat=workload(team="claims")))
    lock = parse(dump(lock), "test.lock.yaml")
    renamed = {"teams": {"klaims": section}}
    plan = _plan(lock, (), renamed, chat=workload(team="klaims"))
    assert not plan.applyable
    assert plan.changes == ()
    both = {"teams": {"klaims": section, "claims": section}}
    assert _plan(lock, (), both, chat=workload(team="klaims")).applyable
    moved = _plan(lock, ("chat",), renamed, chat=workload(team="klaims"))
    assert moved.applyable
    assert [a.name for a in moved.accounts] == ["aoai-test-klaims-swedencentral"]


def test_what_a_team_said_is_known_from_the_state_or_else_from_the_lock() -> None:
    """Also where the state is of a program that did not write it down."""
    team = {"teams": {"claims": {"lock": "CanNotDelete"}}}
    lock = lock_of(_plan(None, (), team, chat=workload(team="claims")))
    (account,) = lock.accounts.values()
    assert account.team_says == ("lock",)
    silent = replace(lock, accounts={account.name: replace(account, team_says=())})
    assert silent.recalling(lock).accounts == lock.accounts
    assert lock.recalling(silent).accounts == lock.accounts


def test_what_a_team_says_of_accounts_that_run_is_said_anew_by_each_plan() -> None:
    """A lock of an older planner learns it, and one whose section says nothing any more forgets."""
    team = {"teams": {"claims": {"lock": "CanNotDelete"}}}
    chat = workload(team="claims")
    old = lock_of(_plan(chat=chat))
    assert [a.team_says for a in old.accounts.values()] == [()]
    now = lock_of(_plan(old, (), team, chat=chat))
    assert [a.team_says for a in now.accounts.values()] == [("lock",)]
    assert lock_of(_plan(now, (), {"teams": {"claims": {}}}, chat=chat)) == old
