"""What is deleted here and made there: which of the lock's places a plan gives up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from planner.domain.lock import Lock, Locked
from planner.domain.plan import Deployment, Move, Place, Pool, TrainingPlace
from planner.domain.terms import DeploymentType, TrainingType, Use
from planner.placement.moves import moves

OLD = Deployment(
    workload="chat",
    name="chat",
    account="sweden",
    region="swedencentral",
    model="gpt-5.1",
    version="2025-11-13",
    use=Use.BASE,
    type=DeploymentType.STANDARD,
    capacity=50,
)
TRAINS = TrainingPlace("chat", "sweden", "swedencentral", "m", "1", TrainingType.STANDARD)
T = DeploymentType


def here(**keys: Any) -> Deployment:
    return replace(OLD, **keys)


def there(**keys: Any) -> Deployment:
    return replace(OLD, **{"account": "france", "region": "francecentral", **keys})


def locked(*places: Place, name: str = "chat") -> Locked:
    return Locked(
        name,
        date(2026, 1, 1),
        "2026-09",
        tuple(p for p in places if isinstance(p, Deployment)),
        tuple(p for p in places if isinstance(p, TrainingPlace)),
    )


def found(before: list[Place], after: list[Place], pool: Pool | None = None) -> list[Move]:
    return moves(Lock("test", {}, {"chat": locked(*before)}), after, ["chat"], lambda _: pool)


IN_PLACE: dict[str, tuple[Place, Place]] = {
    "nothing changes": (OLD, OLD),
    "its size": (OLD, here(capacity=60)),
    "its version": (OLD, here(version="2026-01-01")),
    "one standard type to another": (OLD, here(type=T.GLOBAL_STANDARD)),
    "a batch type that stays one": (
        here(type=T.GLOBAL_BATCH),
        here(type=T.GLOBAL_BATCH, capacity=9),
    ),
    "a provisioned one to another model": (
        here(type=T.PROVISIONED),
        here(type=T.PROVISIONED, model="o3"),
    ),
    "the job's type of a place to train": (TRAINS, replace(TRAINS, type=TrainingType.GLOBAL)),
    "the model of a place to train": (TRAINS, replace(TRAINS, model="other")),
}

ANEW: dict[str, tuple[Place, Place]] = {
    "another model": (OLD, here(model="o3")),
    "another model and another standard type": (OLD, here(model="o3", type=T.GLOBAL_STANDARD)),
    "another model of a batch type": (
        here(type=T.GLOBAL_BATCH),
        here(type=T.GLOBAL_BATCH, model="o3"),
    ),
    "another name": (OLD, here(name="talk")),
    "standard to provisioned": (OLD, here(type=T.PROVISIONED)),
    "provisioned to standard": (here(type=T.PROVISIONED), OLD),
    "one provisioned type to another": (here(type=T.PROVISIONED), here(type=T.GLOBAL_PROVISIONED)),
    "one batch type to another": (here(type=T.GLOBAL_BATCH), here(type=T.DATA_ZONE_BATCH)),
    "standard to batch": (OLD, here(type=T.GLOBAL_BATCH)),
    "standard to developer": (OLD, here(type=T.DEVELOPER)),
}


@pytest.mark.parametrize(("old", "new"), IN_PLACE.values(), ids=IN_PLACE)
def test_what_azure_changes_in_place_is_no_move(old: Place, new: Place) -> None:
    """It goes on answering."""
    assert found([old], [new]) == []


@pytest.mark.parametrize(("old", "new"), ANEW.values(), ids=ANEW)
def test_what_azure_makes_anew_in_its_account_is_down(old: Place, new: Place) -> None:
    """Deleted first, and then made: no quota is held twice."""
    assert found([old], [new], Pool("p", "s")) == [Move("chat", old, new, down=True, twice=0)]


def test_another_account_is_a_move_during_which_both_stand() -> None:
    """Of the pool that both draw on the new one needs its own size beside the old one's."""
    pool = Pool("OpenAI.Standard.gpt-5.1", "eu")
    (move,) = found([OLD], [there(capacity=70)], pool)
    assert move == Move("chat", OLD, there(capacity=70), down=False, twice=70, pool=pool)


def test_pools_that_are_not_shared_hold_nothing_twice() -> None:
    """Each region has its own, or there is none."""
    lock = Lock("test", {}, {"chat": locked(OLD)})
    (apart,) = moves(lock, [there()], ["chat"], lambda d: Pool("p", d.region))
    (none,) = found([OLD], [there()])
    assert (apart.twice, apart.pool, none.twice, none.pool) == (0, None, 0, None)


def test_a_place_to_train_that_moves_holds_nothing() -> None:
    """It draws on no pool, and nothing of it answers."""
    new, pool = replace(TRAINS, account="france", region="francecentral"), Pool("p", "s")
    for old, after in ((TRAINS, new), (OLD, new), (TRAINS, there()), (OLD, TRAINS), (TRAINS, OLD)):
        assert found([old], [after], pool) == [Move("chat", old, after, down=False, twice=0)]


def test_fewer_replicas_give_up_a_place() -> None:
    """Nothing takes over; what stays is no move."""
    assert found([OLD, there()], [OLD]) == [Move("chat", there(), None, down=True, twice=0)]


def test_what_is_made_in_a_region_takes_over_there_alone() -> None:
    """The replica of another region, which is given up, has no successor."""
    new = here(name="new")
    assert [(m.before.region, m.after) for m in found([OLD, there()], [new])] == [
        ("francecentral", None),
        ("swedencentral", new),
    ]


def test_more_replicas_are_no_move() -> None:
    """What is new takes over from nobody."""
    assert found([OLD], [OLD, there()]) == []


def test_what_takes_over_is_what_is_made_in_the_region() -> None:
    """Else what is left, both in the order of regions and accounts."""
    before = [there(account="f2"), here(name="old", account="a"), there(account="f1")]
    italy, spain = (
        there(account="i", region="italynorth"),
        there(account="z", region="spaincentral"),
    )
    after: list[Place] = [spain, here(name="new"), italy]
    assert [(m.before.account, m.after and m.after.account) for m in found([*before], after)] == [
        ("f1", "i"),
        ("f2", "z"),
        ("a", "sweden"),
    ]


def test_only_what_the_stack_file_and_the_plan_still_have_moves() -> None:
    """What is gone from either is removed, which is not told here; the rest by name."""
    names = [f"w{n}" for n in range(9, -1, -1)]
    lock = Lock(
        "test", {}, {n: locked(replace(OLD, workload=n), name=n) for n in [*names, "gone", "out"]}
    )
    after = [replace(there(), workload=name) for name in [*names, "new", "gone"]]
    told = moves(lock, after, [*names, "new", "out"], lambda _: None)
    assert [move.workload for move in told] == sorted(names)
