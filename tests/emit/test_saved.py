"""A plan that was saved and read back registers what the plan itself registers."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from google.protobuf import json_format  # type: ignore[import-untyped]

from planner.checks.registry import BY_ID
from planner.domain.lock import lock_of
from planner.domain.plan import Plan
from planner.domain.problem import FileError
from planner.domain.sent import Sent
from planner.domain.settings import Accounts
from planner.domain.terms import DeploymentType, Environment, Upgrade
from planner.files.plan import load_plan
from planner.planning.inputs import Asked, gather
from planner.planning.make_plan import make_plan
from planner.report.forms.encode import encode
from planner.report.forms.plan import plan_form
from tests import given
from tests.emit.mocked import Registered, register
from tests.emit.plans import account, deployment, plan, training
from tests.planning.stacks import plan_of, stack_of, workload

STACKS = [
    "dev",
    "prod",
    *sorted(
        str(path.relative_to(given.ROOT))
        for path in (given.ROOT / "stacks" / "examples").glob("*.yaml")
        if path.stem != "unreadable"
    ),
]


def form(found: Plan) -> Any:
    return json.loads(json.dumps(encode(plan_form(found))))


def saved(tmp_path: Path, found: Plan) -> Path:
    path = tmp_path / "plan.json"
    path.write_text(json.dumps(form(found), indent=2))
    return path


def loaded(tmp_path: Path, found: Plan) -> Plan:
    return load_plan(saved(tmp_path, found), BY_ID)


def requests(found: Registered) -> list[Any]:
    """Each registration as plain data: inputs, parents, order, protection and options.

    Hooks have a name of their own in every run, and what is waited for has no order.
    """
    plain = [json_format.MessageToDict(request) for request in found.requests]
    for each in plain:
        each.pop("hooks", None)
        each["dependencies"] = sorted(each.get("dependencies", []))
        for waits in each.get("propertyDependencies", {}).values():
            waits["urns"] = sorted(waits.get("urns", []))
    return sorted(plain, key=lambda each: (each["type"], each.get("name", "")))


def assert_same(tmp_path: Path, found: Plan) -> None:
    before, after = register(found), register(loaded(tmp_path, found))
    assert requests(after) == requests(before)
    assert after.outputs == before.outputs


@pytest.mark.parametrize("stack", STACKS)
def test_a_shipped_stack(tmp_path: Path, stack: str) -> None:
    """Every resource with its inputs, options and order, and every output."""
    asked = Asked(stack)
    found = gather(asked, directory=given.ROOT, today=given.AS_OF).plan()
    assert_same(tmp_path, found)


RICH: dict[str, Any] = {
    "network": {
        "profile": "private",
        "private_endpoint": {
            "subnet": "/subscriptions/1/resourceGroups/n/providers/Microsoft.Network/"
            "virtualNetworks/hub/subnets/endpoints"
        },
        "outbound": {"restricted": True, "allowed_fqdns": ["a.example"]},
    },
    "identity": {"system": True, "user_assigned": ["create"]},
    "projects": [{"name": "one", "display_name": "One"}],
    "diagnostics": {"storage": "/subscriptions/1/x", "event_hub": {"authorization_rule": "/r"}},
    "role_assignments": [
        {
            "role": "Cognitive Services OpenAI User",
            "principal": "9f1c2c8e-3f0b-4a86-9a55-0c8a3f1f7d10",
            "condition": "@x",
        }
    ],
    "encryption": {
        "key_vault": "https://v.vault.azure.net/",
        "key": "k",
        "identity_client_id": "8f1c2c8e-3f0b-4a86-9a55-0c8a3f1f7d10",
    },
    "content_filters": {
        "strict": {
            "filters": [{"name": "Hate", "source": "Prompt", "threshold": "Low"}],
            "block_lists": [{"name": "words"}],
        }
    },
    "block_lists": {"words": {"items": {"one": "bad", "two": {"pattern": "b.d", "regex": True}}}},
    "user_owned_storage": [{"id": "/subscriptions/1/s"}],
    "lock": "CanNotDelete",
    "restore": True,
    "tags": {"team": "chat"},
    "regions": {"francecentral": {"network": "public", "local_auth": True}},
}


def rich() -> Plan:
    """A plan with everything that an account can have, and every kind of deployment."""
    deployments = [
        deployment("chat", owner="équipe 🚀", tags={"a": "b"}, content_filter="strict"),
        deployment("fast", type=DeploymentType.PROVISIONED, spillover="chat", capacity=15),
        deployment("tuned", "francecentral", source_account="/subscriptions/1/a"),
        deployment("stays", "francecentral", import_id="/subscriptions/1/d"),
    ]
    adopted = replace(account("francecentral"), import_id="/subscriptions/1/f", number=2)
    return plan(
        *deployments,
        accounts=[account(), adopted, account("northcentralus", "OpenAI")],
        training=[training()],
        refused=["lost"],
        kept=["stays"],
        environment=Environment.PROD.value,
        retyped=frozenset({"chat"}),
        times_moved={"chat": 2},
        settings=Accounts.model_validate(RICH),
    )


def test_everything_that_a_plan_can_have(tmp_path: Path) -> None:
    """Settings of every kind, adoption, protection, kept and retyped deployments, training."""
    assert_same(tmp_path, rich())


def test_an_existing_group(tmp_path: Path) -> None:
    """It is used and not registered, after reading back as before."""
    group = "/subscriptions/1/resourceGroups/mine"
    found = plan(deployment(), settings=Accounts(resource_group=group), resource_group="mine")
    assert_same(tmp_path, found)


def test_a_group_that_was_handed_over(tmp_path: Path) -> None:
    """Read back it is left behind as well."""
    assert_same(tmp_path, plan(deployment(), group_released=True))


def test_what_is_made_anew_under_a_lock(tmp_path: Path) -> None:
    """A deployment that becomes another type in its account is replaced by a read plan too."""
    reserved = workload(deployment_type="global-provisioned", capacity={"ptu": 15})
    before = stack_of({"workloads": {"chat": reserved}})
    after = stack_of({"workloads": {"chat": workload(deployment_type="global-standard")}})
    lock = lock_of(plan_of(before), None)
    found = make_plan(after, given.catalog(), as_of=given.AS_OF, lock=lock)
    assert found.retyped == {"chat"}
    assert loaded(tmp_path, found).retyped == {"chat"}
    assert loaded(tmp_path, found).times_moved == found.times_moved
    assert_same(tmp_path, found)


def test_whose_it_is_is_read_back(tmp_path: Path) -> None:
    """The team of an account, and who answers for what was refused."""
    bad = workload(capacity={"tpm": 500}, owner="claims team")
    found = plan_of(stack_of({"workloads": {"chat": workload(team="claims"), "bad": bad}}))
    again = loaded(tmp_path, found)
    assert [account.team for account in again.accounts] == ["claims"]
    assert {f.owner for f in again.findings if f.workload == "bad"} == {"claims team"}
    assert_same(tmp_path, found)


def test_saving_it_again_says_the_same(tmp_path: Path) -> None:
    """But for what is told to people only."""
    told = {"moves", "changes", "pools", "corrections"}
    once, again = form(rich()), form(loaded(tmp_path, rich()))
    assert {k: v for k, v in again.items() if k not in told} == {
        k: v for k, v in once.items() if k not in told
    }


def _edit(data: Any, path: tuple[str | int, ...], value: object) -> None:
    for step in path[:-1]:
        data = data[step]
    data[path[-1]] = value


WRONG: dict[str, tuple[tuple[str | int, ...], object, str]] = {
    "another version": (("format_version",), 2, "format_version is 2; this planner reads 1"),
    "an unknown key": (("stuck",), 1, "unknown key 'stuck'; did you mean stack?"),
    "an unknown key of a deployment": (
        ("deployments", 0, "capacty"),
        1,
        "unknown key 'capacty'; did you mean capacity?",
    ),
    "an unknown setting": (
        ("settings", "aoai-dev-swedencentral", "local_aut"),
        True,
        "did you mean local_auth?",
    ),
    "a wrong type": (("deployments", 0, "capacity"), "much", "capacity is 'much'; it must be"),
    "an unknown word": (("deployments", 0, "deployment_type"), "huge", "deployment_type is 'huge'"),
    "another sku": (("deployments", 0, "sku"), "Standard", "sku is 'Standard', but 'GlobalStand"),
    "another verdict": (("verdict",), "ok", "verdict is 'ok', but 'fail' follows"),
    "less protection": (("protected",), [], "protected is [], but ["),
    "an account that is not there": (
        ("deployments", 0, "account"),
        "gone",
        "account gone is not among the plan's accounts",
    ),
    "no account at all": (("accounts",), None, "accounts is empty; it must be a list"),
    "an account without settings": (("accounts", 0, "name"), "new", "account new has no settings"),
    "a rule of later": (("findings", 0, "rule"), "AOAI999", "rule AOAI999 is not known"),
}


@pytest.mark.parametrize(("path", "value", "said"), WRONG.values(), ids=WRONG.keys())
def test_what_is_wrong_is_said_with_its_place(
    tmp_path: Path, path: tuple[str | int, ...], value: object, said: str
) -> None:
    """Nothing is half believed: each mistake has its line, and no plan comes of the file."""
    data = form(rich())
    _edit(data, path, value)
    file = tmp_path / "plan.json"
    file.write_text(json.dumps(data, indent=2))
    with pytest.raises(FileError) as caught:
        load_plan(file, BY_ID)
    lines = [p for p in caught.value.problems if said in p.message]
    assert lines, caught.value
    assert all(p.location and p.location.file.endswith("plan.json") for p in lines)


def test_a_missing_key(tmp_path: Path) -> None:
    """Plans of before, which were not whole, are not guessed at."""
    data = form(rich())
    del data["settings"]
    file = tmp_path / "plan.json"
    file.write_text(json.dumps(data))
    with pytest.raises(FileError, match="settings is required"):
        load_plan(file, BY_ID)


@pytest.mark.parametrize("text", ["", "[]", "{", "\x00"])
def test_what_is_no_plan(tmp_path: Path, text: str) -> None:
    """A clear message, never a traceback."""
    file = tmp_path / "plan.json"
    file.write_text(text)
    with pytest.raises(FileError):
        load_plan(file, BY_ID)


def test_a_key_that_is_given_twice(tmp_path: Path) -> None:
    """JSON would take the last one; a plan that says two things is refused."""
    file = saved(tmp_path, rich())
    text = file.read_text().replace('"stack": "dev",', '"stack": "dev",\n  "stack": "prod",')
    file.write_text(text)
    with pytest.raises(FileError, match="key 'stack' is given twice"):
        load_plan(file, BY_ID)


def test_what_follows_the_service_still_does_when_it_is_read_back(tmp_path: Path) -> None:
    """With `upgrade: never` too: it was moved before, and a saved plan does not roll it back."""
    quiet = deployment("chat", upgrade=Upgrade.NEVER)
    sent = {
        ("chat", "swedencentral"): Sent(
            quiet.model, quiet.version, followed=True, stands="gpt-5.4@1"
        )
    }
    found = plan(quiet, deployment("other", upgrade=Upgrade.NEVER), sent=sent)
    assert found.follows(quiet)
    assert loaded(tmp_path, found).sent == sent
    assert_same(tmp_path, found)
