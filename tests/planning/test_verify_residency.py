"""Whether a place stays in its residency, worked out a second time from the geographies."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.checks.rules.aoai206_availability_unknown import RULE as UNKNOWN
from planner.checks.rules.aoai401_leaves_boundary import RULE as LEAVES
from planner.domain.plan import Plan, TrainingPlace
from planner.domain.terms import DeploymentType, TrainingType
from planner.planning.verify_residency import stays
from tests import given
from tests.planning.broken import CHAT, FRANCE, SWEDEN, TRAINS
from tests.planning.stacks import stack_of, workload

GLOBAL, ZONE = DeploymentType.GLOBAL_STANDARD, DeploymentType.DATA_ZONE_STANDARD
STANDARD = DeploymentType.STANDARD

LEAVING: dict[str, tuple[str | None, list[str], str, DeploymentType, bool]] = {
    "a geography keeps standard ones": ("sweden", [], SWEDEN, STANDARD, True),
    "a geography does not keep those of its zone": ("sweden", [], SWEDEN, ZONE, False),
    "a geography does not keep global ones": ("sweden", [], SWEDEN, GLOBAL, False),
    "a geography does not keep its neighbour": ("sweden", [], "norwayeast", STANDARD, False),
    "a zone keeps standard ones": ("eu", [], SWEDEN, STANDARD, True),
    "a zone keeps its own": ("eu", [], SWEDEN, ZONE, True),
    "a zone does not keep global ones": ("eu", [], SWEDEN, GLOBAL, False),
    "a zone does not keep another zone": ("eu", [], "eastus2", ZONE, False),
    "a zone does not keep a region of its country that is outside": (
        "eu",
        [],
        "switzerlandwest",
        STANDARD,
        False,
    ),
    "a country that is a zone keeps its zone": ("united-states", [], "eastus2", ZONE, True),
    "a country that is part of a zone does not": ("france", [], FRANCE, ZONE, False),
    "member states keep standard ones": ("eu-members", [], SWEDEN, STANDARD, True),
    "member states do not keep Norway": ("eu-members", ["AOAI401"], "norwayeast", STANDARD, False),
    "of a zone nobody is sure": ("eu-members", [], SWEDEN, ZONE, False),
    "of a zone it may be accepted": ("eu-members", ["AOAI401"], SWEDEN, ZONE, True),
    "of a zone in Norway it may not": ("eu-members", ["AOAI401"], "norwayeast", ZONE, False),
    "of a global type it may not": ("eu-members", ["AOAI401"], SWEDEN, GLOBAL, False),
    "of a geography it may not": ("sweden", ["AOAI401"], SWEDEN, ZONE, False),
    "another acceptance is none": ("eu-members", ["AOAI206"], SWEDEN, ZONE, False),
    "of one region nobody is sure": ("region", [], SWEDEN, STANDARD, False),
    "of one region it may be accepted": ("region", ["AOAI401"], SWEDEN, STANDARD, True),
    "of one region a zone may not": ("region", ["AOAI401"], SWEDEN, ZONE, False),
    "who asks for nothing is anywhere": (None, [], SWEDEN, GLOBAL, True),
    "anywhere is anywhere": ("global", [], SWEDEN, GLOBAL, True),
    "a region that nobody knows is nowhere": ("eu", ["AOAI401"], "atlantis", STANDARD, False),
    "and still anywhere": ("global", [], "atlantis", STANDARD, True),
}
"""What is asked and accepted by name, where it stands, and whether it stays."""


def _plan(*accepted: str) -> Plan:
    """A plan that says aloud what was accepted."""
    rules = [rule for rule in (LEAVES, UNKNOWN) if rule.id in accepted]
    said = tuple(rule.finding((), "", workload="chat").accept() for rule in rules)
    return replace(CHAT.plan, findings=said)


@pytest.mark.parametrize(
    ("residency", "accept", "region", "type_", "sure"), LEAVING.values(), ids=LEAVING
)
def test_where_a_deployment_may_process(
    residency: str | None, accept: list[str], region: str, type_: DeploymentType, *, sure: bool
) -> None:
    """Only where documents disagree does an acceptance help."""
    stack = stack_of({"workloads": {"chat": workload(residency=residency, accept=accept)}})
    place = replace(CHAT.plan.deployments[0], region=region, type=type_)
    assert stays(place, stack.workloads["chat"], _plan(*accept), given.catalog()) is sure


def test_an_acceptance_is_said_aloud() -> None:
    """Written in the stack file and not told by the plan, or the other way round, it is none."""
    asked = {"residency": "region", "deployment_type": "standard"}
    for written, told in ((["AOAI401"], []), ([], ["AOAI401"])):
        stack = stack_of({"workloads": {"chat": workload(**asked, accept=written)}})
        place = replace(CHAT.plan.deployments[0], type=STANDARD)
        said = (*_plan(*told).findings, LEAVES.finding((), "", workload="chat"))
        plan = replace(CHAT.plan, findings=said)
        assert not stays(place, stack.workloads["chat"], plan, given.catalog())


TRAINING = {
    "in its region": ("region", TrainingType.STANDARD, True),
    "in a zone that is asked to be one region": ("region", TrainingType.DATA_ZONE, False),
    "anywhere, asked to be one region": ("region", TrainingType.GLOBAL, False),
    "in its geography": ("sweden", TrainingType.STANDARD, True),
    "in its zone": ("eu", TrainingType.DATA_ZONE, True),
}


@pytest.mark.parametrize(("residency", "type_", "sure"), TRAINING.values(), ids=TRAINING)
def test_where_a_job_may_train(residency: str, type_: TrainingType, *, sure: bool) -> None:
    """No document speaks against it that standard training stays in its region."""
    stack = stack_of({"workloads": {"chat": workload(residency=residency)}})
    (trains,) = TRAINS.plan.training
    place: TrainingPlace = replace(trains, type=type_)
    assert stays(place, stack.workloads["chat"], _plan(), given.catalog()) is sure


def test_a_zone_of_one_country_is_more_than_one_region() -> None:
    """Its job may train in another region of the country."""
    stack = stack_of({"workloads": {"chat": workload(residency="region")}})
    place = replace(TRAINS.plan.training[0], type=TrainingType.DATA_ZONE, region="eastus2")
    assert not stays(place, stack.workloads["chat"], _plan(), given.catalog())
