"""What a wrong word may mean, and that it never means another jurisdiction."""

from __future__ import annotations

import pytest

from planner.domain.terms import DeploymentType, TrainingType, Verdict
from planner.facts import residency as boundary
from planner.facts.whereabouts import place_of, regions_meant, residencies_meant
from tests.given import catalog


@pytest.mark.parametrize(
    ("word", "residency", "first", "geographies"),
    [
        ("swedencentrall", None, "swedencentral", {"sweden"}),
        ("japneast", None, "japaneast", {"japan"}),
        ("eastus4", None, "eastus", {"united-states"}),
        ("usgovvirgina", None, "usgovvirginia", {"us-government"}),
        ("uk", "united-kingdom", "uksouth", {"united-kingdom"}),
        ("swiss", "switzerland", "switzerlandnorth", {"switzerland"}),
        ("norwaywest", "eu", "norwayeast", {"norway"}),
        ("westeu", "eu-members", "westeurope", None),
        ("useast1", None, "eastus", {"united-states"}),
    ],
)
def test_a_word_means_regions_of_one_jurisdiction(
    word: str, residency: str | None, first: str, geographies: set[str] | None
) -> None:
    """Slips of the pen, countries by code or name, regions without tables, other clouds' names."""
    found = regions_meant(word, residency, catalog())
    assert found[0] == first
    known = catalog().regions
    assert geographies is None or {known[slug].geography for slug in found} == geographies


@pytest.mark.parametrize("word", ["eu", "europe", "austria", "eucentral1", "euwest1", "westeu"])
@pytest.mark.parametrize("residency", [None, "eu", "eu-members"])
def test_a_word_for_europe_stays_in_europe(word: str, residency: str | None) -> None:
    """With a residency and without one."""
    found = regions_meant(word, residency, catalog())
    assert found
    assert {catalog().regions[slug].data_zone for slug in found} == {"eu"}


def test_a_region_that_was_clearly_meant_is_not_replaced_by_one_inside() -> None:
    """`koreacentrall` is no slip of a region in the EU; neither has a country without regions any."""
    assert regions_meant("koreacentrall", "eu", catalog()) == ()
    assert regions_meant("chile", None, catalog()) == ()
    assert regions_meant("zzz", None, catalog()) == ()


def test_a_country_without_regions_is_the_union_around_it() -> None:
    """Portugal has an Azure region nowhere, and is a member state."""
    assert place_of("portugal", catalog()) == "eu-members"
    assert place_of("france", catalog()) == "france"
    assert place_of("swedencentrall", catalog()) is None


@pytest.mark.parametrize(
    ("word", "regions", "near"),
    [
        ("austria", ("swedencentral",), ("eu-members", "eu")),
        ("ireland", (), ("europe", "eu-members", "eu")),
        ("netherlands", (), ("europe", "eu-members", "eu")),
        ("chile", ("swedencentral",), ()),
        ("emea", ("swedencentral",), ("eu",)),
        ("eu-west", (), ("eu",)),
        ("zzz", ("swedencentral",), ("eu", "sweden")),
        ("zzz", (), ()),
    ],
)
def test_residencies_meant(word: str, regions: tuple[str, ...], near: tuple[str, ...]) -> None:
    """For a country what lies around it, and never another country."""
    assert residencies_meant(word, regions, catalog()) == near


@pytest.mark.parametrize(
    ("type_", "region", "residency", "expected"),
    [
        (DeploymentType.DATA_ZONE_STANDARD, "eastus", "united-states", Verdict.OK),
        (DeploymentType.DATA_ZONE_STANDARD, "swedencentral", "sweden", Verdict.FAIL),
        (DeploymentType.STANDARD, "swedencentral", "region", Verdict.UNVERIFIED),
        (TrainingType.STANDARD, "swedencentral", "region", Verdict.OK),
        (TrainingType.GLOBAL, "swedencentral", "region", Verdict.FAIL),
    ],
)
def test_stays(
    type_: DeploymentType | TrainingType, region: str, residency: str, expected: Verdict
) -> None:
    """The US zone lies in one geography; only training is said to stay in its very region."""
    assert boundary.stays(type_, catalog().regions[region], residency) is expected


def test_around_the_member_states_is_their_data_zone() -> None:
    """And nothing else before `global`."""
    assert boundary.wider("eu-members", (), catalog()) == ["eu", "global"]
