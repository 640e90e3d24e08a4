"""The service's own list beside the documents: who is believed, and of what a list can tell."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from planner.domain.offering import Lifecycle, Offering, Source
from planner.domain.subject import Subject, Target
from planner.domain.terms import Availability, DeploymentType, Stage, Use, parse_deployment_type
from planner.facts.importing.model_list import read_list
from planner.facts.importing.observed import LISTS, Named, given_list, list_records
from planner.facts.kinds import observed, queried
from planner.facts.kinds.registry import BY_FILE
from planner.facts.pools import usage_name
from planner.facts.sightings import Sightings
from planner.facts.snapshot import DATA
from planner.facts.write import lines
from tests.facts.shipped import snapshot

SHIPPED = LISTS / "2026-08-22.jsonl"
NEWER = ("2026-09", "2026-11")
YES, NO, OPEN = Availability.AVAILABLE, Availability.UNAVAILABLE, Availability.UNKNOWN
REGIONS = frozenset(snapshot("2026-11").regions)


def find(name: str, pin: str, type_: str, region: str, use: Use = Use.BASE) -> Offering:
    model, _, version = pin.partition("@")
    kind = parse_deployment_type(type_)
    assert kind is not None
    return snapshot(name).find(Target(Subject.of(model, version, use), kind, region))


WITNESSED = [
    # both say yes
    ("gpt-5.1@2025-11-13", "standard", "swedencentral", YES, True, False),
    # the documents say no, the service listed it
    ("gpt-5.1@2025-11-13", "standard", "switzerlandnorth", OPEN, True, True),
    # in a region that no table has a column for
    ("gpt-5.4@2026-03-05", "global-standard", "northeurope", OPEN, True, True),
    # both say no
    ("gpt-5.1@2025-11-13", "standard", "francecentral", NO, False, False),
    ("gpt-5.1@2025-11-13", "global-standard", "northeurope", NO, False, False),
    # nobody asked in that region
    ("gpt-5.1@2025-11-13", "standard", "switzerlandwest", NO, None, False),
    ("gpt-5.1@2025-11-13", "global-standard", "switzerlandwest", YES, None, False),
    # no table names it
    ("gpt-5.6-sol@2026-07-09", "global-standard", "swedencentral", OPEN, True, False),
    ("gpt-5.6-sol@2026-07-09", "standard", "swedencentral", OPEN, False, False),
    # the subscription has no access to it, so the list hides it
    ("computer-use-preview@2025-03-11", "global-standard", "eastus2", YES, None, False),
    ("computer-use-preview@2025-03-11", "global-standard", "westus", NO, None, False),
]


@pytest.mark.parametrize(("pin", "type_", "region", "answer", "listed", "disputed"), WITNESSED)
def test_two_witnesses(
    pin: str, type_: str, region: str, answer: Availability, listed: object, disputed: object
) -> None:
    """A listed no is unknown with both sources; silence about what was not asked says nothing."""
    found = find("2026-09", pin, type_, region)
    assert found.availability is answer
    assert (found.sighting.listed if found.sighting else None) is listed
    assert (found.disputed_by is not None) is disputed
    if found.disputed_by:
        assert str(found.disputed_by) == "model list 2026-08-22"
        assert str(found.source).startswith("docs ")


def test_trained_models() -> None:
    """Their pools have a name of their own, but for provisioned ones, of which no list can tell."""
    listed = find("2026-09", "gpt-4o@2024-08-06", "standard", "northcentralus", Use.FINE_TUNED)
    assert (listed.availability, listed.is_listed) == (OPEN, True)
    pooled = find("2026-09", "gpt-4.1@2025-04-14", "provisioned", "eastus2", Use.FINE_TUNED)
    assert (pooled.availability, pooled.sighting) == (NO, None)


@pytest.mark.parametrize("name", ["2024-12", "2025-11"])
def test_snapshots_from_before_the_list_are_silent(name: str) -> None:
    """They were made of what was known then."""
    assert not snapshot(name).speaks_of(observed.KIND)
    assert all(o.sighting is None for o in snapshot(name).offerings())


@pytest.mark.parametrize("name", NEWER)
def test_a_documented_yes_stays(name: str) -> None:
    """Whatever the service did not list: what a table ticks is as available as before."""
    unlisted = [o for o in snapshot(name).offerings(use=Use.BASE) if o.sighting and not o.is_listed]
    assert all(o.availability is YES and o.disputed_by is None for o in unlisted)


def _records(name: str) -> dict[str, list[Any]]:
    source, ours = {"id": "model-list"}, frozenset({"OpenAI"})
    formats = ours if name == "2026-09" else frozenset()
    found = list_records([Named(SHIPPED, source, "here", formats)], REGIONS)
    assert found.problems == ()
    return {file: list(records) for file, records in found.records.items()}


@pytest.mark.parametrize("name", NEWER)
@pytest.mark.parametrize("file", ["observed.jsonl", "queried.jsonl"])
def test_shipped_data_are_made_from_the_list(name: str, file: str) -> None:
    """By the program, byte by byte; the tables of 2026-09 name Azure OpenAI only."""
    made = lines(BY_FILE[file], _records(name)[file])
    assert made == (DATA / name / file).read_text(encoding="utf-8")


def test_thirty_five_regions_were_asked() -> None:
    """Switzerland West was not, and so nothing is said of it."""
    ((_, asked),) = snapshot("2026-09").index_of(queried.KIND).items()
    assert len(asked) == 35
    assert "switzerlandwest" not in asked


def entry(kind: str, sku: str, **more: Any) -> dict[str, Any]:
    """An entry as `az cognitiveservices model list` answers it."""
    model = {
        "format": "OpenAI",
        "name": "gpt-5.1",
        "version": "2025-11-13",
        "lifecycleStatus": "GenerallyAvailable",
        "deprecation": {"inference": "2027-05-15T00:00:00Z"},
        "skus": [
            {
                "name": sku,
                "usageName": f"OpenAI.{sku}.gpt-5.1",
                "capacity": {"default": 10, "maximum": 1000000, "minimum": None},
                "rateLimits": [
                    {"count": 10.0, "renewalPeriod": 60.0, "key": "request"},
                    {"count": 1000.0, "renewalPeriod": 60.0, "key": "token"},
                ],
                **more,
            }
        ],
    }
    return {"kind": kind, "skuName": "S0", "model": model}


def folder(parent: Path, **answers: Any) -> Path:
    made = parent / "list-2026-11-20"
    made.mkdir()
    for region, answer in answers.items():
        (made / f"{region}.json").write_text(json.dumps(answer))
    return made


def test_the_answers_of_the_command_line(tmp_path: Path) -> None:
    """Region by region, what several of them and several kinds of account say alike is one line."""
    both = [entry("OpenAI", "GlobalStandard"), entry("AIServices", "GlobalStandard")]
    path = folder(
        tmp_path, swedencentral=both, eastus2={"value": both}, westus=[entry("MaaS", "Standard")]
    )
    found = list_records([given_list(path)], REGIONS)
    assert found.problems == ()
    (line,) = found.records["observed.jsonl"]
    assert line == {
        "model": "gpt-5.1",
        "version": "2025-11-13",
        "use": "base",
        "type": "global-standard",
        "regions": ["eastus2", "swedencentral"],
        "account_kinds": ["AIServices", "OpenAI"],
        "usage_name": "OpenAI.GlobalStandard.gpt-5.1",
        "stage": "generally-available",
        "retires": "2027-05-15",
        "source": "model-list-2026-11-20",
        "default": 10,
        "maximum": 1000000,
        "requests": 10,
        "tokens": 1000,
    }
    assert found.records["queried.jsonl"] == [
        {"source": "model-list-2026-11-20", "regions": ["eastus2", "swedencentral", "westus"]}
    ]
    assert found.records["sources.jsonl"][0]["kind"] == "observed"


WRONG: dict[str, tuple[Any, str]] = {
    "no list": ({"error": "AuthorizationFailed"}, "not the answer of a model list"),
    "another SKU": ([entry("OpenAI", "Turbo")], "'Turbo' is no SKU or stage"),
    "no model": ([{"kind": "OpenAI"}], "an entry without 'model'"),
}


@pytest.mark.parametrize(("answer", "says"), WRONG.values(), ids=WRONG)
def test_what_is_no_model_list(answer: Any, says: str, tmp_path: Path) -> None:
    """Named with its file, and never a traceback."""
    found = list_records([given_list(folder(tmp_path, swedencentral=answer))], REGIONS)
    assert any(says in problem and "swedencentral" in problem for problem in found.problems)


def test_a_region_that_nobody_knows(tmp_path: Path) -> None:
    """Is a problem, as it is in a table."""
    found = list_records([given_list(folder(tmp_path, atlantis=[]))], REGIONS)
    assert any("unknown region 'atlantis'" in problem for problem in found.problems)


def test_a_list_says_its_day(tmp_path: Path) -> None:
    """In its name, since nothing else in it does."""
    path = tmp_path / "models.jsonl"
    path.write_text(SHIPPED.read_text(encoding="utf-8"), encoding="utf-8")
    found = list_records([given_list(path)], REGIONS)
    assert found.problems == (
        "models.jsonl:1: the name says no day; call it like models-2026-08-22.jsonl",
    )


def test_a_line_that_lacks_something(tmp_path: Path) -> None:
    """Is named with its number."""
    path = tmp_path / "models-2026-08-22.jsonl"
    path.write_text('{"format": "OpenAI"}\nnonsense\n')
    found = read_list(path).problems
    assert [problem.partition(": ")[0] for problem in found] == [f"{path.name}:1", f"{path.name}:2"]


@pytest.mark.parametrize(
    ("publisher", "model", "version", "pool"),
    [
        ("Anthropic", "claude-opus-5", "2", "claude-opus-5.Azure"),
        ("Anthropic", "claude-opus-5", "1", "claude-opus-5"),
        ("Mistral AI", "Mistral-large", "1", "MaaS"),
        ("Fireworks", "FW-GLM-5", "1", "Fireworks"),
    ],
)
def test_pools_of_other_makers_that_no_list_has(
    publisher: str, model: str, version: str, pool: str
) -> None:
    """By the pattern of the list of 2026-08-22: two hosts, one counter of old models, one of a maker."""
    subject = Subject(model, version, Use.BASE, publisher)
    assert (
        usage_name(subject, DeploymentType.GLOBAL_STANDARD) == f"AIServices.GlobalStandard.{pool}"
    )


OLD = Source("list-old", "Model list", date(2026, 8, 22), observed=True)
NEW = Source("list-new", "Model list", date(2026, 11, 20), observed=True)
DAY = timedelta(days=1)
LISTED = observed.Observed(
    model="gpt-5.1",
    version="2025-11-13",
    use=Use.BASE,
    type=DeploymentType.STANDARD,
    regions=("eastus2",),
    account_kinds=("OpenAI",),
    usage_name="OpenAI.Standard.gpt-5.1",
    default=None,
    minimum=None,
    step=None,
    maximum=None,
    requests=None,
    tokens=None,
    priority=False,
    stage=Stage.GENERALLY_AVAILABLE,
    retires=OLD.date + DAY,
    source=OLD,
)


def sightings(*lines: observed.Observed, **asked: Source) -> Sightings:
    """Lists that were asked about the regions that are named, each with its list."""
    queried_: dict[Source, frozenset[str]] = {}
    for region, source in asked.items():
        queried_[source] = queried_.get(source, frozenset()) | {*region.split("_")}
    return Sightings({(LISTED.subject, LISTED.type): lines}, queried_)


@pytest.mark.parametrize("order", [1, -1], ids=["older first", "newer first"])
def test_the_newest_list_that_can_tell_speaks(order: int) -> None:
    """However the lists are ordered; of a region that it was not asked about, an older one."""
    newer = replace(LISTED, regions=("swedencentral",), source=NEW)
    asked = {"eastus2_uksouth": OLD, "eastus2_swedencentral": NEW}
    found = sightings(LISTED, newer, **dict([*asked.items()][::order]))
    told = {
        region: found.of(Target(LISTED.subject, LISTED.type, region))
        for region in ("eastus2", "swedencentral", "uksouth", "westus")
    }
    said = {region: seen and (seen.listed, seen.source.date) for region, seen in told.items()}
    assert said == {
        "eastus2": (False, NEW.date),
        "swedencentral": (True, NEW.date),
        "uksouth": (False, OLD.date),
        "westus": None,
    }


OUTLIVING: dict[str, tuple[Stage, date | None, date, bool]] = {
    "open, and to retire tomorrow": (Stage.GENERALLY_AVAILABLE, OLD.date + DAY, OLD.date, True),
    "preview": (Stage.PREVIEW, OLD.date + DAY, OLD.date, True),
    "legacy": (Stage.LEGACY, OLD.date + DAY, OLD.date, True),
    "to retire that very day": (Stage.GENERALLY_AVAILABLE, OLD.date, OLD.date, False),
    "nobody says when": (Stage.GENERALLY_AVAILABLE, None, OLD.date, False),
    "closed to new customers": (Stage.DEPRECATED, OLD.date + DAY, OLD.date, False),
    "retired": (Stage.RETIRED, OLD.date + DAY, OLD.date, False),
    "documents end it later": (Stage.GENERALLY_AVAILABLE, OLD.date + DAY, OLD.date + DAY, False),
}


@pytest.mark.parametrize(
    ("stage", "retires", "documented", "outlives"), OUTLIVING.values(), ids=OUTLIVING
)
def test_a_listed_version_outlives_the_documents(
    stage: Stage, retires: date | None, documented: date, outlives: object
) -> None:
    """Only one that was open on a day when all documents had it retired, with an end after it."""
    found = sightings(replace(LISTED, stage=stage, retires=retires), eastus2=OLD)
    docs = Source("docs", "Lifecycle", date(2026, 1, 1))
    over = Lifecycle(
        model=LISTED.model,
        version=LISTED.version,
        use=Use.BASE,
        stage=Stage.DEPRECATED,
        stage_since=date(2026, 1, 1),
        retires=documented,
        replacement=None,
        source=docs,
    )
    lives = found.outliving(LISTED.subject, LISTED.type, [over])
    assert [life.retires for life in lives] == ([retires] if outlives else [])
    assert found.outliving(LISTED.subject, LISTED.type, []) == ()
