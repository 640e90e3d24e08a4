"""Stages and dates of model versions, asked on the days that matter."""

from __future__ import annotations

from datetime import date

import pytest

from planner.domain.subject import Subject
from planner.domain.terms import DeploymentType, Stage, TrainingType, Use
from planner.facts.catalog import Catalog
from tests.facts.shipped import snapshot as shipped

STAGES = [
    ("2024-12", "gpt-4@0613", "base", "2024-10-31", None),
    ("2024-12", "gpt-4@0613", "base", "2024-12-05", Stage.DEPRECATED),
    ("2024-12", "gpt-4@0613", "base", "2025-06-06", Stage.RETIRED),
    ("2024-12", "gpt-4o@2024-05-13", "base", "2025-06-01", Stage.GENERALLY_AVAILABLE),
    ("2024-12", "gpt-35-turbo@0301", "base", "2025-02-12", Stage.GENERALLY_AVAILABLE),
    ("2024-12", "gpt-35-turbo@0301", "base", "2025-02-13", Stage.RETIRED),
    ("2024-12", "text-davinci-003@1", "base", "2023-07-06", Stage.DEPRECATED),
    ("2024-12", "text-davinci-003@1", "base", "2024-06-14", Stage.RETIRED),
    ("2025-11", "gpt-35-turbo@0613", "base", "2025-07-16", Stage.RETIRED),
    ("2025-11", "gpt-35-turbo@1106", "base", "2025-11-22", Stage.RETIRED),
    ("2025-11", "gpt-4o-realtime-preview@2024-10-01", "base", "2025-03-01", Stage.DEPRECATED),
    ("2025-11", "gpt-4o@2024-08-06", "base", "2025-08-05", None),
    ("2025-11", "gpt-4o@2024-08-06", "base", "2025-08-06", None),
    ("2025-11", "gpt-4o@2024-08-06", "base", "2026-04-07", Stage.GENERALLY_AVAILABLE),
    ("2025-11", "gpt-4.1@2025-04-14", "base", "2026-04-14", Stage.GENERALLY_AVAILABLE),
    ("2025-11", "gpt-4.1@2025-04-14", "base", "2026-10-14", Stage.RETIRED),
    ("2025-11", "gpt-5-chat@2025-10-03", "base", "2025-11-01", Stage.PREVIEW),
    ("2025-11", "gpt-4o@2024-08-06", "fine-tuned", "2027-03-31", Stage.RETIRED),
    ("2026-09", "gpt-4o@2024-11-20", "base", "2026-09-01", None),
    ("2026-09", "gpt-4o@2024-11-20", "base", "2026-09-02", Stage.LEGACY),
    ("2026-09", "gpt-4o@2024-08-06", "base", "2026-07-07", Stage.DEPRECATED),
    ("2026-09", "gpt-5-chat@2025-10-03", "base", "2026-05-12", None),
    ("2026-09", "gpt-5-chat@2025-10-03", "base", "2026-05-13", Stage.RETIRED),
    ("2026-09", "gpt-5.5@2026-04-24", "base", "2026-11-20", Stage.GENERALLY_AVAILABLE),
    ("2026-09", "gpt-4.1@2025-04-14", "training", "2027-06-01", Stage.LEGACY),
    ("2026-09", "gpt-4.1@2025-04-14", "fine-tuned", "2027-10-13", Stage.GENERALLY_AVAILABLE),
    ("2026-09", "gpt-4.1@2025-04-14", "fine-tuned", "2027-10-14", Stage.RETIRED),
]


@pytest.mark.parametrize(("snapshot", "pin", "use", "day", "stage"), STAGES)
def test_stage_at(snapshot: str, pin: str, use: str, day: str, stage: Stage | None) -> None:
    """The stage on a day follows from the dates, and is None before anybody wrote it down."""
    model, _, version = pin.partition("@")
    type_ = TrainingType.GLOBAL if use == "training" else DeploymentType.GLOBAL_STANDARD
    (life,) = shipped(snapshot).lifecycle(Subject(model, version, Use(use)), type_)
    assert life.stage_at(date.fromisoformat(day)) is stage


TYPES = [
    ("a week after standard ended", "2025-11", "2026-04-07", {DeploymentType.STANDARD}),
    ("the day before", "2025-11", "2026-03-30", set()),
    ("on the day", "2025-11", "2026-03-31", {DeploymentType.STANDARD}),
    ("when all have ended", "2025-11", "2026-10-01", {*DeploymentType}),
    ("as the next schedule dates the others", "2026-09", "2026-10-01", {DeploymentType.STANDARD}),
]


@pytest.mark.parametrize(
    ("snapshot", "day", "gone"), [row[1:] for row in TYPES], ids=[row[0] for row in TYPES]
)
def test_a_type_may_end_before_the_others(
    snapshot: str, day: str, gone: set[DeploymentType]
) -> None:
    """Regional standard of gpt-4o-mini ended on 2026-03-31, every other type later."""
    subject = Subject("gpt-4o-mini", "2024-07-18", Use.BASE)
    lives = {type_: shipped(snapshot).lifecycle(subject, type_) for type_ in DeploymentType}
    on = date.fromisoformat(day)
    retired = {t for t, (life,) in lives.items() if life.stage_at(on) is Stage.RETIRED}
    assert retired == gone


GOVERNMENT = [
    ("gpt-4.1", "2025-04-14", "2027-04-14", Stage.DEPRECATED, Stage.LEGACY),
    ("gpt-4o", "2024-11-20", "2027-04-14", Stage.DEPRECATED, Stage.LEGACY),
    ("text-embedding-3-large", "1", "2027-04-15", *[Stage.GENERALLY_AVAILABLE] * 2),
]


@pytest.mark.parametrize(("model", "version", "retires", "there", "here"), GOVERNMENT)
def test_azure_government_has_dates_of_its_own(
    model: str, version: str, retires: str, there: Stage, here: Stage
) -> None:
    """By its page of 2026-07-28; the public cloud's newer page does not speak for it."""
    subject, type_ = Subject(model, version, Use.BASE), DeploymentType.STANDARD
    newest, today = shipped("2026-11"), date(2026, 11, 20)
    (life,) = newest.lifecycle(subject, type_, "usgovvirginia")
    assert (str(life.retires), life.stage_at(today)) == (retires, there)
    assert life.source.date == date(2026, 7, 28)
    (public,) = newest.lifecycle(subject, type_)
    assert newest.lifecycle(subject, type_, "eastus") == (public,)
    assert (public.cloud, public.stage_at(today)) == (None, here)


def test_a_version_that_the_government_page_leaves_out_has_the_dates_of_the_other() -> None:
    """gpt-5.6 is in the tables of Azure Government, and in the public schedule alone."""
    newest, subject = shipped("2026-11"), Subject("gpt-5.6-sol", "2026-07-09", Use.BASE)
    there = newest.lifecycle(subject, DeploymentType.DATA_ZONE_STANDARD, "usgovvirginia")
    assert [life.cloud for life in there] == [None]


CLOSING = [
    ("2025-11", "gpt-4o@2024-11-20", ["2025-11-20", "2026-04-07", "2026-09-30"]),
    ("2025-11", "gpt-4.1@2025-04-14", ["2026-04-14", "2026-10-13"]),
    ("2025-11", "gpt-4o-realtime-preview@2024-10-01", []),
    ("2024-12", "gpt-4@0613", []),
]


@pytest.mark.parametrize(("snapshot", "pin", "days"), CLOSING)
def test_a_day_of_closing_needs_a_stage_that_bears_it_out(
    snapshot: str, pin: str, days: list[str]
) -> None:
    """Closed and generally available in one row is a dispute, from that day until retirement."""
    model, _, version = pin.partition("@")
    subject = Subject(model, version, Use.BASE)
    (life,) = shipped(snapshot).lifecycle(subject, DeploymentType.GLOBAL_STANDARD)
    tried = [*days, "2024-06-01", "2025-11-19", "2025-03-01", "2026-10-14", "2027-06-01"]
    unsure = [day for day in tried if life.may_be_closed(date.fromisoformat(day))]
    assert unsure == days


def test_newer_schedule_wins(catalog_2026: Catalog) -> None:
    """Where both schedules name a version, dates and successor are those of the newer one."""
    (life,) = catalog_2026.lifecycle(Subject("o1", "2024-12-17", Use.BASE))
    assert (life.retires, life.replacement) == (date(2026, 10, 21), "gpt-5.6-sol")
    assert life.source.date == date(2026, 9, 2)


def test_stage_since_is_the_earliest_schedule(catalog_2026: Catalog) -> None:
    """A stage that the older schedule has too is known since the older schedule's day."""
    kept = catalog_2026.lifecycle(Subject("gpt-4o", "2024-08-06", Use.BASE))[-1]
    (changed,) = catalog_2026.lifecycle(Subject("gpt-4.1", "2025-04-14", Use.BASE))
    assert kept.stage_since == date(2026, 7, 7)
    assert changed.stage_since == date(2026, 9, 2)


def test_only_the_older_schedule_names_it(catalog_2026: Catalog) -> None:
    """A version that the newer schedule leaves out keeps the older one's dates."""
    (life,) = catalog_2026.lifecycle(Subject("gpt-4o", "2024-08-06-ev3", Use.BASE))
    assert life.source.date == date(2026, 7, 7)


@pytest.mark.parametrize("name", ["2026-09", "2026-11"])
def test_rows_that_were_left_in_are_corrected(name: str) -> None:
    """gpt-realtime-mini, listed twice with two dates, has the later one of each version."""
    dates = {"2025-10-06": date(2027, 4, 6), "2025-12-15": date(2027, 6, 15)}
    for version, day in dates.items():
        (life,) = shipped(name).lifecycle(Subject("gpt-realtime-mini", version, Use.BASE))
        assert life.retires == day


RETIRED = [
    ("gpt-4", "0613", date(2025, 6, 6), "gpt-4o@2024-11-20"),
    ("gpt-4-32k", "0314", date(2025, 6, 6), "gpt-4o@2024-11-20"),
    ("gpt-35-turbo", "0301", date(2025, 2, 13), "gpt-35-turbo@0125"),
    ("gpt-4.5-preview", "2025-02-27", date(2025, 7, 14), "gpt-4.1@2025-04-14"),
    ("gpt-4o-realtime-preview", "2024-10-01", date(2025, 3, 26), "gpt-4o-realtime-preview@2024-12-17"),
    ("o1-preview", "2024-09-12", date(2025, 7, 28), "o1"),
    ("dall-e-2", "2.0", date(2025, 1, 27), "gpt-image-1"),
    ("davinci-002", "1", date(2025, 1, 27), None),
    ("text-davinci-003", "1", date(2024, 6, 14), "gpt-35-turbo-instruct"),
    ("dall-e-3", "3.0", date(2026, 2, 18), "gpt-image-1-mini"),
]  # fmt: skip


@pytest.mark.parametrize(("model", "version", "day", "successor"), RETIRED)
def test_retired_versions_stay_known(
    newest: Catalog, model: str, version: str, day: date, successor: str | None
) -> None:
    """What the page of retired models lists, with its successor, for templates that still name it."""
    (life,) = newest.lifecycle(Subject(model, version, Use.BASE))
    assert (life.retires, life.replacement) == (day, successor)
    assert life.stage_at(day) is Stage.RETIRED


def test_training_retires_no_earlier_than(catalog_2026: Catalog) -> None:
    """A training date that is only the earliest possible one says so."""
    (life,) = catalog_2026.lifecycle(Subject("o4-mini", "2025-04-16", Use.TRAINING))
    assert (life.retires, life.not_before) == (date(2027, 4, 16), True)


def test_successor_with_version(catalog_2026: Catalog) -> None:
    """A successor that is another version of the model is spelt as stack files spell it."""
    (life,) = catalog_2026.lifecycle(Subject("sora-2", "2025-10-06", Use.BASE))
    assert life.replacement == "sora-2@2025-12-08"


def test_nobody_says(catalog_2026: Catalog) -> None:
    """A version that no schedule names has no lifecycle."""
    assert catalog_2026.lifecycle(Subject("computer-use-preview", "2025-03-11", Use.BASE)) == ()
