"""What the lock means for one workload: where it stays, what it lost, and whether an edit did that."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from planner.checks.rules.aoai205_not_in_region import RULE as NOT_SOLD
from planner.checks.rules.aoai401_leaves_boundary import RULE as LEAVES
from planner.checks.rules.aoai501_retired import RULE as RETIRED
from planner.domain.finding import Rule
from planner.domain.lock import Locked
from planner.domain.plan import Choice, Deployment, Place, Rejection, TrainingPlace
from planner.domain.terms import DeploymentType, TrainingType, Use
from planner.domain.workload import Workload
from planner.placement.stance import Stance, stance

ZONE, GLOBAL = DeploymentType.DATA_ZONE_STANDARD, DeploymentType.GLOBAL_STANDARD
SWEDEN, FRANCE = "swedencentral", "francecentral"
TUNED = "gpt-4.1-mini-2025-04-14.ft-b044"
OLD = Deployment(
    workload="chat",
    name="chat",
    account="a",
    region=SWEDEN,
    model="gpt-5.1",
    version="2025-11-13",
    use=Use.BASE,
    type=ZONE,
    capacity=50,
)
TRAINS = TrainingPlace("chat", "a", SWEDEN, "gpt-5.1", "2025-11-13", TrainingType.STANDARD)


def workload(**keys: Any) -> Workload:
    """As it runs, but for the keys given."""
    base = {
        "model": "gpt-5.1@2025-11-13",
        "deployment_type": ["data-zone-standard", "global-standard"],
        "region": [SWEDEN, FRANCE],
        "capacity": {"tpm": 50_000},
    }
    return Workload.model_validate({k: v for k, v in {**base, **keys}.items() if v is not None})


TRAINING = {
    "deployment_type": None,
    "capacity": None,
    "training": {"type": "standard", "method": "sft"},
}


def locked(*places: Place) -> Locked:
    return Locked(
        "chat",
        date(2026, 1, 1),
        "2026-09",
        tuple(p for p in places if isinstance(p, Deployment)),
        tuple(p for p in places if isinstance(p, TrainingPlace)),
    )


def choice(type_: DeploymentType | TrainingType = ZONE, region: str = SWEDEN) -> Choice:
    return Choice(type_, region, "", (0, 0))


def rejected(*rules: Rule, type_: DeploymentType = ZONE, region: str = SWEDEN) -> Rejection:
    return Rejection(type_, region, dict.fromkeys(rules, "no"))


def found(
    asked: Workload,
    *places: Place,
    choices: tuple[Choice, ...] = (),
    rejections: tuple[Rejection, ...] = (),
    runs: Locked | None = None,
) -> Stance:
    pins = locked(*places)
    subject = asked.subject(asked.model.version)
    return stance(pins, runs or pins, asked, subject, choices, rejections)


def test_it_stays_where_it_runs_as_what_it_runs() -> None:
    """Of all choices those at which it stands, of its type and in its region."""
    choices = (choice(GLOBAL), choice(), choice(region=FRANCE), choice(GLOBAL, FRANCE))
    there = replace(OLD, region=FRANCE, type=GLOBAL)
    assert found(workload(), OLD, there, choices=choices).pins == (choice(), choice(GLOBAL, FRANCE))
    assert found(workload(), choices=choices).pins == ()


def test_a_deployment_is_no_place_to_train() -> None:
    """What the workload is now counts, though both are called standard."""
    asked, standard = workload(**TRAINING), choice(TrainingType.STANDARD)
    assert found(asked, TRAINS, choices=(standard,)).pins == (standard,)
    old = replace(OLD, type=DeploymentType.STANDARD)
    assert found(asked, old, choices=(standard,)) == Stance()
    assert found(workload(), TRAINS, choices=(choice(DeploymentType.STANDARD),)) == Stance()


def test_what_the_tables_took_is_lost() -> None:
    """Nobody asked to move; each rule that rejects it speaks for the tables."""
    mine = rejected(NOT_SOLD, RETIRED)
    others = (rejected(NOT_SOLD, region=FRANCE), rejected(NOT_SOLD, type_=GLOBAL))
    assert found(workload(), OLD, rejections=(mine, *others)).lost == (mine,)


GIVEN_UP = {
    "another model": (workload(model="o3@2025-11-13"), NOT_SOLD),
    "another version": (workload(model="gpt-5.1@2026-01-01"), NOT_SOLD),
    "a residency that it does not keep": (workload(), LEAVES),
}


@pytest.mark.parametrize(("asked", "rule"), GIVEN_UP.values(), ids=GIVEN_UP)
def test_what_an_edit_gave_up_is_not_lost(asked: Workload, rule: Rule) -> None:
    """The stack file asks for something else than what runs, or not only the tables are against it."""
    assert found(asked, OLD, rejections=(rejected(NOT_SOLD, rule),)).lost == ()


UNCHANGED: dict[str, tuple[Workload, tuple[Place, ...], bool]] = {
    "as it runs": (workload(), (OLD,), True),
    "nothing runs": (workload(), (), False),
    "any region": (workload(region=None), (OLD,), True),
    "another region": (workload(region=FRANCE), (OLD,), False),
    "one of two in another region": (
        workload(region=SWEDEN),
        (OLD, replace(OLD, region=FRANCE)),
        False,
    ),
    "another type": (workload(deployment_type="global-standard"), (OLD,), False),
    "another model": (workload(model="o3@2025-11-13"), (OLD,), False),
    "another version": (workload(model="gpt-5.1@2026-01-01"), (OLD,), False),
    "larger than asked": (workload(), (replace(OLD, capacity=51),), False),
    "smaller than asked": (workload(), (replace(OLD, capacity=49),), False),
    "as small as asked": (
        workload(capacity={"tpm": {"min": 50_000, "target": 90_000}}),
        (OLD,),
        True,
    ),
    "as large as asked": (
        workload(capacity={"tpm": {"min": 10_000, "target": 50_000}}),
        (OLD,),
        True,
    ),
    "a size that is none": (workload(capacity={"tpm": 500}), (OLD,), False),
    "a place to train": (workload(**TRAINING), (TRAINS,), True),
    "a place to train another model": (workload(**TRAINING), (replace(TRAINS, model="o3"),), False),
    "a fine-tuned model": (
        workload(fine_tuned={"id": TUNED}),
        (replace(OLD, model=TUNED, version="1"),),
        True,
    ),
    "another fine-tuned model": (
        workload(fine_tuned={"id": TUNED}),
        (replace(OLD, model="other", version="1"),),
        False,
    ),
    "a fine-tuned model in the version of its base": (
        workload(fine_tuned={"id": TUNED}),
        (replace(OLD, model=TUNED),),
        False,
    ),
}


@pytest.mark.parametrize(("asked", "places", "expected"), UNCHANGED.values(), ids=UNCHANGED)
def test_whether_the_stack_file_still_asks_for_what_runs(
    asked: Workload, places: tuple[Place, ...], *, expected: bool
) -> None:
    """Type, region, model, version and size; only then no edit is to blame."""
    assert found(asked, *places).unchanged is expected


def test_what_runs_and_not_what_is_locked_is_asked_for() -> None:
    """A lock may be written ahead of the run that makes what it says."""
    new = replace(OLD, region=FRANCE)
    asked = workload(region=FRANCE)
    assert found(asked, new, runs=locked(OLD)).unchanged is False
    assert found(asked, OLD, runs=locked(new)).unchanged is True
