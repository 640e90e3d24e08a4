"""Other makers' models, judged as the tables, the service's list and the account's kind have it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from planner.facts.snapshot import load
from planner.planning.make_plan import make_plan
from tests import given
from tests.cases.test_knowing import REQUIRED, judged, plan_of, scenario

CASES = sorted((Path(__file__).parent / "makers").glob("*.yaml"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_model_of_another_maker_is_judged_so(path: Path) -> None:
    """Each file has a sentence why, and what each workload is to be judged."""
    case = scenario(path)
    assert set(case) == REQUIRED
    assert len(case["why"].split()) > 5
    plan = plan_of(case)
    assert {name: judged(plan, name) for name in plan.workloads} == case["judged"]


WORDS = {
    "a slip is answered with the near publisher": (
        "names-and-slips",
        "misspelt",
        "xIA publishes no models; nearest: xAI",
        "model xAI/grok-4.3@1",
    ),
    "a prefix that is left out is written": (
        "names-and-slips",
        "left_out",
        "grok-4.3 is a model of xAI: write xAI/grok-4.3@1",
        "model xAI/grok-4.3@1",
    ),
    "another maker has no such model": (
        "names-and-slips",
        "of_another",
        "no table of catalog 2026-11 names a model Meta/grok-4.3; nearest: xAI/grok-4.3, xAI/grok-4,"
        " xAI/grok-3",
        "model xAI/grok-4.3@1",
    ),
    "Claude version 1 has a host outside": (
        "claude-and-its-hosts",
        "in_the_eu",
        "Anthropic/claude-opus-5 1 is processed by Anthropic, outside eu and any boundary of Azure"
        " (docs 2026-09-21)",
        "no small change keeps residency eu: AOAI401 blocks; planner explain lists what rules out what",
    ),
    "Azure hosts version 2 in the United States": (
        "claude-and-its-hosts",
        "in_the_us",
        "Anthropic/claude-opus-5 1 is processed by Anthropic, outside us and any boundary of Azure"
        " (docs 2026-09-21)",
        "deployment_type data-zone-standard, model Anthropic/claude-opus-5@2 (stays in us), which"
        " leaves AOAI847 (Checked and placed, and not written)",
    ),
    "what is not written says where it would stand": (
        "claude-and-its-hosts",
        "zoned",
        "Anthropic/claude-opus-5 2 fits as data-zone-standard in eastus2, but needs"
        " modelProviderData, which azure-native 3.29.0 cannot send",
        "deploy it there by Bicep or azapi, outside this stack",
    ),
    "an account of the older kind": (
        "an-account-of-kind-openai",
        "theirs",
        "xAI/grok-4.3 cannot stand in aoai-case-swedencentral: kind OpenAI takes OpenAI's models"
        " only (docs 2026-08-19)",
        "accounts.kind: AIServices, or leave it out",
    ),
}


@pytest.mark.parametrize(
    ("case", "workload", "message", "remedy"), WORDS.values(), ids=WORDS.keys()
)
def test_what_refuses_says_what_to_do(case: str, workload: str, message: str, remedy: str) -> None:
    """What is wrong, who says so, and the way out."""
    plan = plan_of(scenario(Path(__file__).parent / "makers" / f"{case}.yaml"))
    refusing = plan.against(workload)
    assert [finding.message for finding in refusing] == [message]
    assert remedy in [each.text for finding in refusing for each in finding.remedies]


def test_what_cannot_be_written_is_not_in_the_plan() -> None:
    """No deployment and no account of it: a run makes all of the rest, or nothing."""
    plan = plan_of(scenario(Path(__file__).parent / "makers" / "claude-and-its-hosts.yaml"))
    assert {d.workload for d in plan.deployments} == {"beside"}
    assert {account.region for account in plan.accounts} == {"swedencentral"}
    assert plan.applyable


def test_the_key_that_gives_a_team_its_kind_is_named() -> None:
    """`accounts.kind` would change nothing for the team; elsewhere the model fits."""
    grok = {
        "model": "xAI/grok-4.3@1",
        "deployment_type": "global-standard",
        "region": "swedencentral",
        "capacity": {"tpm": 50000},
    }
    stack = given.stack_of(
        {
            "version": 1,
            "accounts": {"teams": {"search": {"kind": "OpenAI"}}},
            "workloads": {"ours": {**grok, "team": "search"}, "other": grok},
        }
    )
    plan = make_plan(stack, load("2026-11"), as_of=date(2026, 11, 20))
    (finding,) = (each for each in plan.findings if each.rule.id == "AOAI846")
    assert finding.workload == "ours"
    assert [remedy.text for remedy in finding.remedies] == [
        "accounts.teams.search.kind: AIServices"
    ]
