"""The planner and the stand-in for Azure agree on generated stacks."""

from __future__ import annotations

import pytest

from planner.domain.plan import Plan
from planner.domain.terms import DeploymentType
from planner.emit import naming
from planner.facts.snapshot import load
from planner.planning.make_plan import make_plan
from tests.emit.mocked import ACCOUNT, DEPLOYMENT, register
from tests.fake_azure.errors import REFUSALS, ArmError, refuse
from tests.planning.stacks import AS_OF, stack_of, workload
from tests.proof import bodies
from tests.proof.__main__ import STACKS
from tests.proof.driver import CATALOG, SEED, Proof, prove
from tests.proof.rules import FORETOLD, OPEN, name_of
from tests.proof.stacks import Generator
from tests.proof.tally import Tally


@pytest.fixture(scope="module")
def tally() -> Tally:
    return prove(STACKS)


def test_the_two_never_differ(tally: Tally) -> None:
    """What the planner lets through is accepted, and what it refuses is refused for that reason."""
    assert tally.stacks >= 2_000
    assert tally.differences == []


def test_every_rule_and_every_type_is_proven(tally: Tally) -> None:
    """Each rule that foretells a refusal was confirmed by one, and each deployment type was accepted."""
    assert {rule for rule, _, _ in tally.confirmed} == set(FORETOLD)
    types = {what.partition(" ")[2] for what in tally.accepted}
    assert types == {each.value for each in DeploymentType}


def test_most_of_it_is_proven(tally: Tally) -> None:
    """What the stand-in cannot judge stays a small part, so that agreement means something."""
    assert tally.accepted.total() > 1_500
    assert tally.refused > 2_000
    assert tally.open.total() < tally.accepted.total() / 20
    assert tally.beside.total() < tally.confirmed.total() / 100


def test_the_same_seed_gives_the_same_stacks() -> None:
    """In any order; another seed gives others, so a difference can be found again by its number."""
    one, same, other = (Generator(load(CATALOG), seed) for seed in (SEED, SEED, SEED + 1))
    numbers = range(30)
    assert [one.stack(n) for n in numbers] == [same.stack(n) for n in reversed(numbers)][::-1]
    assert [one.stack(n) for n in numbers] != [other.stack(n) for n in numbers]


def test_a_planner_with_old_facts_is_found_out() -> None:
    """With the snapshot of a year before both kinds of mistake show: the proof is able to fail."""
    found = prove(40, catalog="2025-11").differences
    assert any("let through, and " in line for line in found)
    assert any("refused for AOAI" in line for line in found)


@pytest.mark.parametrize("name", sorted(set().union(*FORETOLD.values(), *OPEN.values())))
def test_a_refusal_is_known_by_its_text(name: str) -> None:
    """A rule is confirmed only by the refusal that it foretold, so each refusal must be recognised."""
    assert name_of(_example(name)) == name


def _example(name: str) -> ArmError:
    words = ("format", "model", "version", "sku", "region", "since", "location", "type", "regions")
    sizes = ("capacity", "minimum", "maximum", "step")
    error = refuse(name, **dict.fromkeys([*words, "account"], "x"), **dict.fromkeys(sizes, 7))
    assert error.code == REFUSALS[name].code
    return error


def test_bodies_are_what_the_program_sends() -> None:
    """The proof sends to the stand-in what the Pulumi program would register, key by key."""
    plans = [plan for plan in map(_plan, range(40)) if plan.deployments]
    for plan in plans:
        _compare(plan)
    assert any(each.source_account for plan in plans for each in plan.deployments)
    assert {each.kind for plan in plans for each in plan.accounts} == {"AIServices", "OpenAI"}


def _plan(number: int) -> Plan:
    data = Generator(load(CATALOG), SEED).stack(number)
    return make_plan(stack_of(data, f"s{number}"), load(CATALOG), as_of=data["as_of"])


def _compare(plan: Plan) -> None:
    sent = register(plan)
    deployments, accounts = sent.inputs(DEPLOYMENT), sent.inputs(ACCOUNT)
    for planned in plan.deployments:
        inputs = deployments[naming.deployment(planned)]
        assert {key: inputs[key] for key in ("sku", "properties")} == bodies.deployment(planned)
    for account in plan.accounts:
        inputs, ours = accounts[naming.account(account)], bodies.account(account)
        assert inputs["properties"].items() >= ours.pop("properties").items()
        assert inputs.items() >= ours.items()


def test_one_stack_is_in_one_cloud() -> None:
    """Found by hand: both were let through, and Azure refused the second's location."""
    data = {
        "as_of": AS_OF,
        "workloads": {
            "chat": workload(),
            "chat-gov": workload(
                model="gpt-4o@2024-11-20", deployment_type="standard", region="usgovvirginia"
            ),
        },
    }
    tally = Tally()
    Proof("two", data, load(CATALOG), tally).let_through()
    assert tally.differences == []
