"""The public JSON forms: exactly these keys, in JSON's own kinds, the same every time."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from planner.cli.schema import schema_for
from planner.domain.deployment import DeploymentSettings
from planner.domain.finding import Location
from planner.domain.plan import Decided, Pool
from planner.domain.rates import capacity_unit
from planner.domain.subject import ModelVersion
from planner.domain.terms import CapacityUnit, DeploymentType, Stage
from planner.report.check import Checked, CheckReport, Unread
from planner.report.explain import ExplainReport
from planner.report.forms.check import check_form
from planner.report.forms.choice import form_of
from planner.report.forms.encode import encode
from planner.report.forms.explain import explain_form
from planner.report.forms.findings import finding_form
from planner.report.forms.plan import plan_form
from tests import schemas
from tests.report.samples import (
    CLEAN,
    MOVED,
    NOT_OFFERED,
    PLAN,
    RELAXATIONS,
    WHOLE,
)
from tests.report.test_text import REPORTS


def shape(value: Any) -> Any:
    """The keys of a form, all the way down; the first item stands for a list."""
    if isinstance(value, dict):
        return {key: shape(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [shape(value[0])] if value else []
    return None


FINDING = {
    "rule": None,
    "slug": None,
    "title": None,
    "severity": None,
    "verdict": None,
    "accepted": None,
    "workload": None,
    "owner": None,
    "message": None,
    "location": {"file": None, "line": None, "column": None, "path": [None]},
    "remedies": [{"text": None, "change": {"region": None}, "workload": None}],
    "help": None,
}
SETTINGS: dict[str, Any] = {**dict.fromkeys(DeploymentSettings.model_fields), "tags": {}}
CATALOG = {"snapshot": None, "sha256": None, "date": None, "age": None}


def test_the_check_form_has_exactly_its_keys() -> None:
    """Programs rely on each of them; a new one is a new format."""
    form = encode(check_form(PLAN))
    workloads = form.pop("workloads")
    assert {name: set(each) for name, each in workloads.items()} == {
        name: {"verdict", "owner"} for name in PLAN.workloads
    }
    form["findings"] = form["findings"][1:]
    assert shape(form) == {
        "format_version": None,
        "stack": None,
        "as_of": None,
        "catalog": CATALOG,
        "verdict": None,
        "findings": [FINDING],
    }


SUBJECT = ("model", "publisher", "version", "use")


def test_the_plan_form_has_exactly_its_keys() -> None:
    """Training places and refused workloads are lists of their own."""
    form = encode(plan_form(PLAN))
    form["findings"] = form["findings"][1:]
    place = ["workload", "account", "region", "model", "deployment_type", "sku"]
    place += ["publisher", "version"]
    assert shape(form) == {
        "format_version": None,
        "stack": None,
        "environment": None,
        "as_of": None,
        "as_of_pinned": None,
        "catalog": CATALOG,
        "verdict": None,
        "complete": None,
        "applyable": None,
        "resource_group": None,
        "location": None,
        "group_exists": None,
        "group_released": None,
        "tags": {},
        "settings": form["settings"],
        "protected": [None],
        "retyped": [],
        "guarded": [],
        "sent": [],
        "times_moved": {},
        "workloads": {
            name: dict.fromkeys(["verdict", *SUBJECT, "kept", "owner"])
            for name in form["workloads"]
        },
        "accounts": [
            {
                **dict.fromkeys(["name", "region", "kind", "subdomain", "number", "import_id"]),
                "team": None,
                "adopted": None,
                "team_says": [],
            }
        ],
        "deployments": [
            {
                **dict.fromkeys([*place, "name", "capacity", "unit"]),
                "settings": SETTINGS,
                **dict.fromkeys(["use", "source_account", "import_id"]),
            }
        ],
        "training": [dict.fromkeys(place)],
        "refused": [{"workload": None, "findings": [FINDING]}],
        "kept": [],
        "moves": [],
        "under_lock": None,
        "changes": [
            {
                **dict.fromkeys(["action", "workload", "name", "account", "region", "before"]),
                "after": dict.fromkeys(place),
                "fields": [],
                **dict.fromkeys(["why", "down", "protected"]),
            }
        ],
        "pools": [],
        "proven": None,
        "gap": None,
        "findings": [FINDING],
        "corrections": [dict.fromkeys(["id", "date", "subject", "was", "now", "reason"])],
    }


def test_the_offerings_form_has_exactly_its_keys() -> None:
    """Training has the training type's word and no SKU."""
    form = encode(form_of(REPORTS["where"]))
    source = {"document": None, "date": None}
    subject = dict.fromkeys(SUBJECT)
    assert shape(form) == {
        **dict.fromkeys(["format_version", "snapshot", "tables", "as_of", "question"]),
        "offerings": [
            {
                **subject,
                **dict.fromkeys(["deployment_type", "sku", "region", "cloud", "availability"]),
                **dict.fromkeys(["restriction", "disputed_by", "terms_source", "listed"]),
                "conditions": [],
                "methods": [],
                "source": source,
            }
        ],
        "units": [],
        "features": [{**subject, "name": None, "regions": [None], "source": source}],
        "capabilities": [],
        "lifecycles": [
            {
                **subject,
                **dict.fromkeys(["stage", "closes", "may_be_closed", "retires", "not_before"]),
                "replacement": None,
                "deployment_types": [],
                "cloud": None,
                "source": source,
            }
        ],
        "remarks": [],
        "nearest": [],
        "each": [],
    }
    base, *_, training = form["offerings"]
    assert (base["deployment_type"], base["sku"]) == ("standard", "Standard")
    assert (training["use"], training["deployment_type"], training["sku"]) == (
        "training",
        "standard",
        None,
    )


def test_the_explain_form_has_exactly_its_keys() -> None:
    """The choice, the others, every rejection with its reasons, and the verified ways out."""
    choice = dict.fromkeys(("deployment_type", "sku", "region", "geography"))
    decided = Decided("accounts", "fewer accounts", 1, 2, PLAN.workloads["support-chat"].chosen[0])
    report = ExplainReport(PLAN, "support-chat", RELAXATIONS, decided=decided)
    form = encode(explain_form(report))
    assert shape(form) == {
        **dict.fromkeys(("format_version", "stack", "workload", "as_of", "verdict")),
        **dict.fromkeys(SUBJECT),
        "catalog": CATALOG,
        "chosen": [choice],
        "lock": None,
        "runners_up": [choice],
        "decided": dict.fromkeys(("level", "value", "otherwise", "text")),
        "rejections": [
            dict.fromkeys(("deployment_type", "sku", "region")) | {"reasons": {"AOAI205": None}}
        ],
        "relaxations": [{"text": None, "change": {"residency": None}, "gives": [choice]}],
        "findings": [FINDING | {"remedies": []}],
    }
    assert form["relaxations"][1]["change"] == {
        "region": ["francecentral", "swedencentral"],
        "replicas": 1,
    }


def test_a_finding_says_where_it_is_and_what_to_change() -> None:
    """Changes are in the stack file's own words."""
    form = encode(finding_form(NOT_OFFERED))
    assert form["location"] == {
        "file": "stacks/prod.yaml",
        "line": 14,
        "column": 18,
        "path": ["workloads", "claims-chat", "region"],
    }
    assert [remedy["change"] for remedy in form["remedies"]] == [
        {"region": "swedencentral"},
        {"deployment_type": "data-zone-standard"},
    ]


def test_a_finding_without_a_place_keeps_its_route() -> None:
    """Null, not missing and not zero."""
    location = encode(finding_form(WHOLE))["location"]
    assert location == {
        "file": None,
        "line": None,
        "column": None,
        "path": ["accounts", "local_auth"],
    }


def test_several_stacks_are_a_list_and_one_is_itself() -> None:
    """A stack that cannot be read keeps its place."""
    unread = Unread("gone", (("no stack 'gone'", None), ("a tab", Location("x.yaml", 3, 1))))
    several = encode(form_of(CheckReport((Checked(CLEAN), unread))))
    assert several["format_version"] == 1
    assert several["stacks"][0] == encode(form_of(CheckReport((Checked(CLEAN),))))
    assert several["stacks"][1]["verdict"] == "fail"
    assert [problem["message"] for problem in several["stacks"][1]["problems"]] == [
        "no stack 'gone'",
        "a tab",
    ]


@pytest.mark.parametrize("name", REPORTS)
def test_every_form_is_json_with_a_version_and_never_changes(name: str) -> None:
    """The same result gives the same bytes."""
    first, second = (json.dumps(encode(form_of(REPORTS[name]))) for _ in range(2))
    assert first == second
    assert name == "schema" or json.loads(first)["format_version"] == 1


def words_of(name: str) -> str:
    """The word of a sample report's schema."""
    words = {"catalog-list": "snapshots", "catalog-show": "catalog"}
    return words.get(name, name.partition("-")[0])


@pytest.mark.parametrize("name", [name for name in REPORTS if name != "schema"])
def test_every_form_fits_its_schema(name: str) -> None:
    """With one of everything that a report has to show."""
    form, schema = encode(form_of(REPORTS[name])), schema_for(words_of(name))
    assert schemas.problems(form, schema) == []


def test_encode_speaks_the_stack_files_words() -> None:
    """Enums, versions, dates, tuples and anything else end up as JSON."""
    value = {
        "model": ModelVersion("gpt-5.1", "2025-11-13"),
        "stage": Stage.RETIRED,
        "until": date(2026, 1, 2),
        "region": ("a", "b"),
        "capacity": {"ptu": 15},
        "other": 1j,
        "none": None,
    }
    assert encode(value) == {
        "model": "gpt-5.1@2025-11-13",
        "stage": "retired",
        "until": "2026-01-02",
        "region": ["a", "b"],
        "capacity": {"ptu": 15},
        "other": "1j",
        "none": None,
    }


def test_moves_say_from_where_to_where_and_what_it_takes() -> None:
    """`to` is null for a deployment that is given up."""
    moves = encode(plan_form(MOVED))["moves"]
    place = {
        "region": "francecentral",
        "account": "aoai-prod-francecentral",
        "name": "support-chat",
        "deployment_type": "data-zone-standard",
        "model": "gpt-5.1",
        "publisher": "OpenAI",
        "version": "2025-11-13",
    }
    assert moves[0] == {
        "workload": "support-chat",
        "from": place,
        "to": {**place, "region": "swedencentral", "account": "aoai-prod-swedencentral"},
        "down": False,
        "quota_twice": 50,
        "unit": "1000 tpm",
    }
    assert [move["to"] is None for move in moves] == [False, True, False, False]


def test_pools_say_what_is_used_of_how_much_and_who_says_so() -> None:
    """A limit that nobody knows is null, not zero."""
    pools = encode(plan_form(MOVED))["pools"]
    assert pools[0] == {
        "pool": "OpenAI.DataZoneStandard.gpt-5.1",
        "scope": "eu",
        "used": 50,
        "limit": 300,
        "unit": "1000 tpm",
        "source": "tier 1, docs 2026-08-20",
        "workloads": ["support-chat"],
    }
    assert (pools[2]["limit"], pools[2]["source"]) == (None, "")


def test_capacities_say_what_they_count() -> None:
    """50 is 50,000 tokens a minute, 15 is 15 PTU, and of training nothing is counted."""
    form = encode(plan_form(MOVED))
    said = {each["deployment_type"]: each["unit"] for each in form["deployments"]}
    assert said == {
        "data-zone-standard": "1000 tpm",
        "developer": "1000 tpm",
        "data-zone-provisioned": "ptu",
    }
    assert [move["unit"] for move in form["moves"]] == ["1000 tpm", "1000 tpm", None, "ptu"]
    assert [pool["unit"] for pool in form["pools"]][:2] == ["1000 tpm", "ptu"]


@pytest.mark.parametrize(
    ("model", "type_", "unit"),
    [
        ("gpt-5.1", DeploymentType.GLOBAL_BATCH, CapacityUnit.ENQUEUED),
        ("gpt-5.1", DeploymentType.PROVISIONED, CapacityUnit.PTU),
        ("gpt-realtime", DeploymentType.GLOBAL_STANDARD, CapacityUnit.TPM),
        ("gpt-image-1", DeploymentType.GLOBAL_STANDARD, CapacityUnit.UNITS),
        ("gpt-image-2", DeploymentType.GLOBAL_STANDARD, CapacityUnit.REQUESTS),
        ("tts-hd", DeploymentType.STANDARD, CapacityUnit.REQUESTS),
        ("sora-2", DeploymentType.GLOBAL_STANDARD, CapacityUnit.REQUESTS),
        ("dall-e-3", DeploymentType.STANDARD, CapacityUnit.UNITS),
        ("gpt-realtime-whisper", DeploymentType.GLOBAL_STANDARD, CapacityUnit.UNITS),
    ],
)
def test_a_unit_is_told_as_far_as_documents_say_it(
    model: str, type_: DeploymentType, unit: CapacityUnit
) -> None:
    """By the deployment type, and for images, speech and video by the model; a pool's too."""
    assert capacity_unit(model, type_) is unit
    assert Pool(f"OpenAI.{type_.sku}.{model}", "subscription").unit is unit


def test_a_counter_of_accounts_has_no_unit_of_capacity() -> None:
    """It counts accounts."""
    assert Pool("OpenAI.S0.AccountCount", "swedencentral").unit is None


def test_a_kept_workload_is_not_among_the_refused() -> None:
    """It stands under `kept`, with what would refuse it."""
    form = encode(plan_form(MOVED))
    assert form["refused"] == []
    assert [each["workload"] for each in form["kept"]] == ["claims-chat"]


def test_the_lock_form_has_exactly_its_keys() -> None:
    """What `planner lock --json` gives, with one of each."""
    form = encode(form_of(REPORTS["lock"]))
    place = dict.fromkeys(["region", "account", "name", "deployment_type", "model", "version"])
    place["publisher"] = None
    assert form["moved"][0]["since"] == "2026-03-01"
    assert form["changed"][0]["changes"] == ["capacity 50 -> 1250", "spillover triage -> none"]
    move = dict.fromkeys(["since", "workload", "down", "quota_twice", "unit"])
    assert shape(form) == {
        **dict.fromkeys(["format_version", "stack", "lock", "stale", "written", "unchanged"]),
        "added": [None],
        "moved": [{**move, "from": place, "to": place}],
        "changed": [{"workload": None, "changes": [None]}],
        "removed": [None],
        "stays": [],
        "refused": [],
        "kept": [{"workload": None, "findings": [FINDING]}],
    }
