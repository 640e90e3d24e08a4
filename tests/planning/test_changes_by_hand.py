"""What a plan changes, told of plans and locks made by hand: words, order and protection."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from planner.domain.changes import changes
from planner.domain.deployment import DeploymentSettings
from planner.domain.lock import Lock, Locked, Reached, Secured
from planner.domain.plan import (
    Account,
    Deployment,
    FieldChange,
    Group,
    Kept,
    Move,
    Place,
    Plan,
    PlannedChange,
    TrainingPlace,
)
from planner.domain.settings import AccountSettings
from planner.domain.terms import Action, DeploymentType
from tests.planning.broken import CHAT, TRAINS

ONE, TWO = (Account(name, "sweden", "AIServices", name) for name in ("one", "two"))
CHATS: Deployment = replace(CHAT.plan.deployments[0], account="one", region="sweden")
RESERVED = replace(CHATS, type=DeploymentType.PROVISIONED)


def _plan(*places: Place, **keys: Any) -> Plan:
    """A plan with these places, in the first account unless others are given."""
    given = {"accounts": (ONE,), "settings": {}, **keys}
    return replace(
        CHAT.plan,
        deployments=tuple(place for place in places if isinstance(place, Deployment)),
        training=tuple(place for place in places if isinstance(place, TrainingPlace)),
        **given,
    )


def _lock(*places: Deployment, **keys: Any) -> Lock:
    workloads: dict[str, Locked] = {}
    for place in places:
        before = workloads.get(place.workload)
        made = (*(before.deployments if before else ()), place)
        workloads[place.workload] = Locked(place.workload, date(2026, 1, 1), "2026-09", made)
    return replace(Lock("test", {"one": ONE}, workloads), **keys)


def _of_workloads(found: tuple[PlannedChange, ...]) -> list[PlannedChange]:
    return [change for change in found if change.workload is not None]


def _told(found: tuple[PlannedChange, ...]) -> list[tuple[str, str, str]]:
    return [(change.action.value, change.name, change.why) for change in found]


def test_what_is_gone_is_deleted_and_why() -> None:
    """All its places; whoever renamed a workload is told that it is a new one."""
    lock = _lock(CHATS, replace(CHATS, workload="mail", name="mail", capacity=7))
    found = changes(_plan(replace(CHATS, workload="talk", name="talk")), lock)
    renamed = "no longer in the stack file; if it became talk: a renamed workload is a new one"
    assert _told(found) == [
        ("deleted", "chat", renamed),
        ("deleted", "mail", "no longer in the stack file"),
        ("added", "talk", ""),
    ]
    assert [change.down for change in found] == [True, True, False]


def test_what_stands_already_is_no_new_name_of_what_is_gone() -> None:
    """A neighbour that is like it was there before, under its own name."""
    twin = replace(CHATS, workload="twin", name="twin")
    (deleted,) = changes(_plan(twin), _lock(CHATS, twin))
    assert deleted.why == "no longer in the stack file"


def test_a_place_that_is_given_up() -> None:
    """Nothing takes over: it is deleted, for fewer replicas are asked for."""
    gone = replace(CHATS, account="two", region="france")
    plan = _plan(CHATS, moves=(Move("chat", gone, None, down=True, twice=0),))
    (deleted, *_) = changes(plan, _lock(CHATS, gone))
    assert (deleted.action, deleted.region, deleted.why, deleted.down) == (
        Action.DELETED,
        "france",
        "fewer replicas are asked for",
        True,
    )


@pytest.mark.parametrize("account", ["one", "two"])
def test_what_moves_says_the_order_of_things(account: str) -> None:
    """Replaced in its account, moved to another one; with the move itself."""
    new = replace(CHATS, account=account, name="talk", region="sweden" if account == "one" else "x")
    move = Move("chat", CHATS, new, down=account == "one", twice=3)
    plan = _plan(new, moves=(move,), accounts=(ONE, TWO))
    (change,) = _of_workloads(changes(plan, _lock(CHATS, accounts={"one": ONE, "two": TWO})))
    assert [field.name for field in change.fields] == ["name"]
    assert change.action is (Action.REPLACED if account == "one" else Action.MOVED)
    assert (change.move, change.down, change.before, change.after) == (move, move.down, CHATS, new)


PROTECTED = {
    "standard": (CHATS, False),
    "provisioned": (RESERVED, True),
}


@pytest.mark.parametrize(("place", "expected"), PROTECTED.values(), ids=PROTECTED)
def test_provisioned_ones_are_protected_when_they_are_deleted(
    place: Deployment, *, expected: bool
) -> None:
    """Not when they change in place; of an account that is provisioned nobody knows."""
    other = replace(place, workload="other", name="other")
    (deleted,) = changes(_plan(other), _lock(place, other))
    assert deleted.protected is expected
    larger = replace(other, capacity=99)
    (changed,) = changes(_plan(larger), _lock(other))
    assert (changed.action, changed.protected) == (Action.CHANGED, False)


@pytest.mark.parametrize("account", ["one", "two"])
def test_provisioned_ones_are_protected_when_they_are_made_anew(account: str) -> None:
    """Replaced or moved: the old one has to be deleted for that."""
    new = replace(RESERVED, account=account, name="talk")
    plan = _plan(new, moves=(Move("chat", RESERVED, new, down=True, twice=0),), accounts=(ONE, TWO))
    (change,) = _of_workloads(changes(plan, _lock(RESERVED)))
    assert change.protected


def test_a_place_to_train_is_never_protected() -> None:
    """It can always be had again; and what it has in common with a deployment is told."""
    trains = replace(TRAINS.plan.training[0], workload="chat", account="one", region="sweden")
    lock = replace(
        _lock(), workloads={"chat": Locked("chat", date(2026, 1, 1), "a", training=(trains,))}
    )
    other = replace(CHATS, workload="other", name="other")
    deleted, _ = changes(_plan(other), lock)
    assert (deleted.before, deleted.protected) == (trains, False)
    plan = _plan(CHATS, moves=(Move("chat", trains, CHATS, down=False, twice=0),))
    (change,) = changes(plan, lock)
    assert {field.name for field in change.fields} == {"model", "version", "deployment_type"}


def test_each_replica_is_held_against_its_own_place() -> None:
    """A workload stands in each account once."""
    second = replace(CHATS, account="two", capacity=70)
    lock = _lock(CHATS, second, accounts={"one": ONE, "two": TWO})
    (change,) = changes(_plan(CHATS, replace(second, capacity=80), accounts=(ONE, TWO)), lock)
    assert [str(field) for field in change.fields] == ["capacity 70 -> 80"]


def test_another_type_in_place_is_told_as_json_has_it() -> None:
    """Stack files and JSON call it the deployment type."""
    (change,) = changes(_plan(replace(CHATS, type=DeploymentType.GLOBAL_STANDARD)), _lock(CHATS))
    assert [str(f) for f in change.fields] == [
        "deployment type data-zone-standard -> global-standard"
    ]


def test_without_a_lock_all_is_new() -> None:
    """And of a plan that cannot be applied nothing is."""
    assert [change.action for change in changes(_plan(CHATS), None)] == [Action.ADDED] * 2
    assert changes(_plan(accounts=()), _lock(CHATS)) == ()


def test_a_group_in_which_nothing_is_left() -> None:
    """It goes last, with whatever else people put into it."""
    (*_, last) = changes(_plan(accounts=(), workloads={}), _lock(CHATS, group=RG))
    assert (last.name, last.why, last.down) == (
        "rg",
        "no account of the stack is left in it; whatever else is in it goes too",
        True,
    )


def test_what_is_made_elsewhere_is_no_new_name_of_what_is_gone() -> None:
    """Though all else about it is the same."""
    made = replace(CHATS, workload="talk", name="talk", account="two", region="france")
    plan = _plan(made, accounts=(ONE, replace(TWO, region="france")))
    (deleted, *_) = changes(plan, _lock(CHATS))
    assert deleted.why == "no longer in the stack file"


def test_what_was_kept_at_the_last_run_is_protected_when_it_is_deleted() -> None:
    """By workload and region; what only changes is not deleted."""
    other = replace(CHATS, workload="other", name="other")
    lock = _lock(CHATS, other, guarded=frozenset({("chat", "sweden"), ("other", "france")}))
    found = changes(_plan(), replace(lock, accounts={"one": ONE}))
    assert {c.name: c.protected for c in _of_workloads(found)} == {"chat": True, "other": False}
    larger = replace(CHATS, capacity=99)
    found = changes(_plan(larger, other), lock)
    assert [(c.action, c.protected) for c in found] == [(Action.CHANGED, False)]


def test_what_is_kept_is_told_though_nothing_changes() -> None:
    """It stands although it would be refused."""
    other = replace(CHATS, workload="other", name="other")
    found = changes(_plan(CHATS, other, kept=(Kept("chat", ()),)), _lock(CHATS, other))
    assert [(c.action, c.name, c.fields) for c in found] == [(Action.KEPT, "chat", ())]


def test_how_a_part_came_to_the_stack_is_no_change_of_it() -> None:
    """An import is a wish for one run, and adopted it was before."""
    adopted = replace(ONE, adopted=True, import_id="/one")
    plan = _plan(replace(CHATS, import_id="/chat"), accounts=(adopted,))
    assert changes(plan, _lock(CHATS)) == ()
    tagged = replace(CHATS, settings=DeploymentSettings(content_filter="strict"), import_id="/chat")
    (change,) = changes(_plan(tagged), _lock(CHATS))
    assert [field.name for field in change.fields] == ["content_filter"]


GONE = {
    "made by the stack": (TWO, "dev", Action.DELETED, "nothing is left in it", True, False),
    "of prod": (TWO, "prod", Action.DELETED, "nothing is left in it", True, True),
    "adopted": (
        replace(TWO, adopted=True),
        "dev",
        Action.LEFT,
        "it was adopted: it stays in Azure, with what others have in it",
        False,
        False,
    ),
}


@pytest.mark.parametrize(
    ("account", "where", "action", "why", "down", "held"), GONE.values(), ids=GONE
)
def test_an_account_in_which_nothing_is_left(
    account: Account, where: str, action: Action, why: str, *, down: bool, held: bool
) -> None:
    """It is deleted, or left to those whose it was."""
    lock = _lock(CHATS, accounts={"one": ONE, "two": account})
    (found,) = changes(_plan(CHATS, environment=where), lock)
    assert (found.action, found.why, found.down, found.protected) == (action, why, down, held)
    assert (found.name, found.account, found.region, found.workload) == (
        "two",
        "two",
        "sweden",
        None,
    )
    assert (found.before, found.after, found.fields) == (account, None, ())


def test_accounts_that_come_and_change() -> None:
    """What comes has nothing before, what changes says what."""
    other = replace(ONE, kind="OpenAI")
    plan = _plan(CHATS, accounts=(ONE, TWO))
    changed, added = changes(plan, _lock(CHATS, accounts={"one": other}))
    assert (changed.action, changed.before, changed.after) == (Action.CHANGED, other, ONE)
    assert [str(field) for field in changed.fields] == ["kind OpenAI -> AIServices"]
    assert (added.action, added.before, added.after, added.fields) == (Action.ADDED, None, TWO, ())


def test_who_speaks_of_an_account_changes_nothing_about_it() -> None:
    """Which keys a team's section has is remembered, and sent to nobody."""
    spoken = replace(ONE, team_says=("lock", "tags"))
    assert changes(_plan(CHATS), _lock(CHATS, accounts={"one": spoken})) == ()


DOORS: dict[str, tuple[Reached | None, dict[str, Any], list[FieldChange]]] = {
    "as it was": (Reached("public"), {}, []),
    "nobody knows how it was": (None, {"network": "private"}, []),
    "closed": (
        Reached("public"),
        {"network": {"profile": "private", "private_endpoint": {"subnet": "/s", "dns": ["/zone"]}}},
        [
            FieldChange("network", "public", "private"),
            FieldChange("endpoint", None, "/s"),
            FieldChange("dns", "create", "given"),
        ],
    ),
}


def _reached_by(dns: object) -> AccountSettings:
    endpoint = {"subnet": "/v/subnets/s", "dns": dns}
    network = {"profile": "private", "private_endpoint": endpoint}
    return AccountSettings.model_validate({"network": network})


OWN = Reached("private", "/v/subnets/s")
ZONES_OF: dict[str, tuple[Reached, dict[str, AccountSettings], bool]] = {
    "a hub's in their place": (OWN, {"one": _reached_by(["/zone"])}, True),
    "no endpoint any more": (OWN, {"one": AccountSettings()}, True),
    "another account needs them": (
        OWN,
        {"one": _reached_by(["/zone"]), "two": _reached_by("create")},
        False,
    ),
    "they were a hub's": (
        Reached("private", "/v/subnets/s", "given"),
        {"one": AccountSettings()},
        False,
    ),
}


@pytest.mark.parametrize(("before", "after", "said"), ZONES_OF.values(), ids=ZONES_OF)
def test_the_stacks_own_zones_are_not_deleted_without_a_word(
    before: Reached, after: dict[str, AccountSettings], said: object
) -> None:
    """Who has records in them hears of it before it is done."""
    accounts = (ONE, TWO) if "two" in after else (ONE,)
    plan = _plan(CHATS, accounts=accounts, settings=after)
    lock = _lock(CHATS, accounts={a.name: a for a in accounts}, reached={"one": before})
    (change,) = changes(plan, lock)
    told = "the DNS zones that the stack made are deleted, with everybody's records in them"
    assert (change.name, change.why) == ("one", told if said else "")


SECURED: dict[str, tuple[Secured | None, dict[str, Any], list[FieldChange]]] = {
    "as it was": (
        Secured(local_auth=True, lock="ReadOnly"),
        {"local_auth": True, "lock": "ReadOnly"},
        [],
    ),
    "nobody knows how it was": (None, {"local_auth": True}, []),
    "nobody knows of keys": (Secured(), {"local_auth": True}, []),
    "keys, and the lock is gone": (
        Secured(local_auth=False, lock="CanNotDelete"),
        {"local_auth": True},
        [
            FieldChange("local_auth", before=False, after=True),
            FieldChange("lock", "CanNotDelete", None),
        ],
    ),
}


@pytest.mark.parametrize(("before", "settings", "expected"), SECURED.values(), ids=SECURED)
def test_keys_and_management_lock_of_an_account_are_told_when_they_change(
    before: Secured | None, settings: dict[str, Any], expected: list[FieldChange]
) -> None:
    """Where the state says what they were."""
    plan = _plan(CHATS, settings={"one": AccountSettings.model_validate(settings)})
    held = {} if before is None else {"one": before}
    found = changes(plan, _lock(CHATS, secured=held))
    assert [field for change in found for field in change.fields] == expected


@pytest.mark.parametrize(("before", "settings", "expected"), DOORS.values(), ids=DOORS)
def test_how_an_account_is_reached_is_told_when_it_changes(
    before: Reached | None, settings: dict[str, Any], expected: list[FieldChange]
) -> None:
    """Where it is known how it was reached before."""
    plan = _plan(CHATS, settings={"one": AccountSettings.model_validate(settings)})
    doors = {} if before is None else {"one": before}
    found = changes(plan, _lock(CHATS, reached=doors))
    assert [field for change in found for field in change.fields] == expected
    assert changes(_plan(CHATS), _lock(CHATS, reached={"one": Reached("private")})) == ()


RG, NEW = Group("rg", "sweden"), Group("new", "sweden")
GROUPS: dict[
    str, tuple[Group | None, dict[str, Any], dict[str, Any], list[tuple[str, str, str]]]
] = {
    "the same": (RG, {"resource_group": "rg"}, {}, []),
    "not known": (None, {"resource_group": "new"}, {}, []),
    "another one": (
        RG,
        {"resource_group": "new"},
        {},
        [
            ("deleted", "rg", "everything in it is deleted, and made anew in new"),
            ("added", "new", ""),
        ],
    ),
    "that of somebody else": (
        RG,
        {"resource_group": "new", "group_exists": True},
        {},
        [("deleted", "rg", "everything in it is deleted, and made anew in new")],
    ),
    "from that of somebody else": (
        Group("rg", "", exists=True),
        {"resource_group": "new"},
        {},
        [("added", "new", "")],
    ),
    "shared": (
        replace(RG, shared=True),
        {"resource_group": "new"},
        {},
        [
            ("added", "new", ""),
            ("left", "rg", "an adopted account stands in it, or stood: it stays in Azure"),
        ],
    ),
    "with an adopted account": (
        RG,
        {"resource_group": "new"},
        {"accounts": {"one": replace(ONE, adopted=True)}},
        [
            ("added", "new", ""),
            ("left", "rg", "an adopted account stands in it, or stood: it stays in Azure"),
        ],
    ),
}


@pytest.mark.parametrize(("group", "keys", "lock", "expected"), GROUPS.values(), ids=GROUPS)
def test_the_resource_group(
    group: Group | None,
    keys: dict[str, Any],
    lock: dict[str, Any],
    expected: list[tuple[str, str, str]],
) -> None:
    """It goes with its name, unless it is somebody else's or others have something in it."""
    found = changes(_plan(CHATS, location="sweden", **keys), _lock(CHATS, group=group, **lock))
    assert _told(found) == expected
    for change in found:
        deleted = change.action is Action.DELETED
        assert (change.down, change.protected, change.account) == (deleted, False, "")
        assert change.region == "sweden"


def test_one_adopted_account_is_enough_for_a_group_to_stay() -> None:
    """It may stand beside others of the stack."""
    accounts = {"one": ONE, "two": replace(TWO, adopted=True)}
    plan = _plan(CHATS, resource_group="new", accounts=(ONE, TWO))
    found = changes(plan, _lock(CHATS, group=RG, accounts=accounts))
    assert [(c.action, c.name) for c in found] == [(Action.ADDED, "new"), (Action.LEFT, "rg")]


def test_a_group_of_prod_is_protected() -> None:
    """Like the accounts in it."""
    plan = _plan(CHATS, resource_group="new", environment="prod")
    (deleted, _) = changes(plan, _lock(CHATS, group=RG))
    assert (deleted.name, deleted.protected) == ("rg", True)


def test_the_order_of_changes() -> None:
    """Deletions first; deployments before accounts, and the group last; by region, name, account."""

    def standing(name: str, account: str, region: str) -> Deployment:
        return replace(
            CHATS, workload=f"{name}{account}{region}", name=name, account=account, region=region
        )

    spots = [
        ("b", "two", "france"),
        ("a", "two", "sweden"),
        ("b", "one", "france"),
        ("a", "one", "sweden"),
        ("b", "one", "sweden"),
        ("c", "one", "denmark"),
    ]
    accounts = {
        "z": replace(ONE, name="z"),
        "y": replace(ONE, name="y", region="france"),
        "one": ONE,
    }
    lock = _lock(*(standing(*spot) for spot in spots), accounts=accounts, group=Group("rg", "aa"))
    found = changes(_plan(CHATS, accounts=(ONE, TWO), resource_group="new", location="aa"), lock)
    assert [(c.action.value, c.name, c.account, c.region) for c in found] == [
        ("deleted", "c", "one", "denmark"),
        ("deleted", "b", "one", "france"),
        ("deleted", "b", "two", "france"),
        ("deleted", "a", "one", "sweden"),
        ("deleted", "a", "two", "sweden"),
        ("deleted", "b", "one", "sweden"),
        ("deleted", "y", "y", "france"),
        ("deleted", "z", "z", "sweden"),
        ("deleted", "rg", "", "aa"),
        ("added", "chat", "one", "sweden"),
        ("added", "two", "two", "sweden"),
        ("added", "new", "", "aa"),
    ]


def test_what_was_made_for_prod_is_protected_until_a_run_for_another_environment() -> None:
    """An edit of the environment together with a deletion: Pulumi's state still protects it."""
    lock = _lock(CHATS, accounts={"one": ONE, "two": TWO}, prod=True)
    (gone,) = changes(_plan(CHATS), lock)
    assert (gone.name, gone.action, gone.protected) == ("two", Action.DELETED, True)
    (free,) = changes(_plan(CHATS), replace(lock, prod=False))
    assert not free.protected
    home = replace(_lock(CHATS, prod=True), group=Group("old", "sweden"))
    groups = changes(_plan(CHATS, resource_group="new"), home)
    assert [g.protected for g in groups if g.action is Action.DELETED] == [True]
