"""Where regions lie: that no line was transcribed wrongly."""

from __future__ import annotations

import pytest

from planner.facts.azure_places import (
    PLACE_OF,
    STEP,
    UNKNOWN,
    Point,
    kilometres,
    nearest,
    steps,
    wide_steps,
)
from planner.facts.azure_regions import GEOGRAPHY_OF
from planner.facts.snapshot import load, shipped

MIDDLE = {
    "asia-pacific": (12, 109, 1_700),
    "australia": (-35, 149, 650),
    "austria": (47.6, 14.1, 300),
    "brazil": (-23, -45, 300),
    "canada": (45, -75, 500),
    "europe": (53, -1, 500),
    "france": (46.2, 2.2, 400),
    "germany": (51.2, 10.4, 350),
    "india": (17, 76, 700),
    "indonesia": (-6.2, 106.8, 100),
    "israel": (31.5, 34.9, 150),
    "italy": (45.5, 9.2, 100),
    "japan": (35.2, 137.7, 250),
    "korea": (36.4, 128, 200),
    "mexico": (20.6, -100.4, 200),
    "new-zealand": (-36.8, 174.8, 200),
    "norway": (59.5, 8.3, 250),
    "poland": (52.1, 19.4, 250),
    "qatar": (25.3, 51.2, 100),
    "south-africa": (-30, 23.5, 800),
    "spain": (40.3, -3.7, 300),
    "sweden": (58.5, 15, 450),
    "switzerland": (46.8, 8.2, 200),
    "united-arab-emirates": (24.9, 54.9, 150),
    "united-kingdom": (52.5, -1.9, 250),
    "united-states": (38.5, -98, 2_300),
}
"""Of each geography a middle of its regions, and how far from it a region may be, in km: off a map."""

PAIRS = {
    ("eastus", "westus"): 3_700,
    ("eastus2", "centralus"): 1_400,
    ("northcentralus", "southcentralus"): 1_700,
    ("westus2", "westcentralus"): 1_050,
    ("northeurope", "westeurope"): 750,
    ("uksouth", "ukwest"): 320,
    ("francecentral", "francesouth"): 280,
    ("germanywestcentral", "germanynorth"): 330,
    ("swedencentral", "swedensouth"): 620,
    ("norwayeast", "norwaywest"): 300,
    ("switzerlandnorth", "switzerlandwest"): 230,
    ("japaneast", "japanwest"): 400,
    ("koreacentral", "koreasouth"): 320,
    ("australiaeast", "australiasoutheast"): 715,
    ("eastasia", "southeastasia"): 2_580,
    ("centralindia", "southindia"): 910,
    ("canadacentral", "canadaeast"): 730,
    ("brazilsouth", "brazilsoutheast"): 360,
    ("southafricanorth", "southafricawest"): 1_280,
    ("uaenorth", "uaecentral"): 125,
}
"""Azure's pairs and the way between them in km, as cities on a map are apart."""


def test_every_region_has_its_place() -> None:
    """Of the list of regions, and of all snapshots."""
    known = set(GEOGRAPHY_OF).union(*(load(name).regions for name in shipped()))
    assert known <= PLACE_OF.keys()


@pytest.mark.parametrize(("slug", "geography"), GEOGRAPHY_OF.items(), ids=GEOGRAPHY_OF)
def test_a_region_lies_in_its_geography(slug: str, geography: str) -> None:
    """A lost sign or two figures in the wrong order would be hundreds of kilometres."""
    north, east, far = MIDDLE[geography]
    assert kilometres(PLACE_OF[slug], Point(north, east)) <= far


@pytest.mark.parametrize(("one", "other"), PAIRS, ids="-".join)
def test_paired_regions_are_as_far_apart_as_their_cities(one: str, other: str) -> None:
    """Within an eighth."""
    assert kilometres(PLACE_OF[one], PLACE_OF[other]) == pytest.approx(PAIRS[one, other], rel=0.125)


def test_distances_are_those_of_a_sphere() -> None:
    """A quarter of the earth, half of it, and nothing."""
    pole, equator = Point(90, 0), Point(0, 0)
    assert kilometres(pole, equator) == pytest.approx(10_007, abs=1)
    assert kilometres(equator, Point(0, 180)) == pytest.approx(20_015, abs=1)
    assert kilometres(equator, equator) == 0


def test_steps_tell_the_region_itself_from_a_near_one() -> None:
    """East US 2 is 150 km from East US; what nobody knows is farther than all."""
    assert steps("eastus", "eastus") == 0
    assert steps("eastus2", "eastus") == 1
    assert steps("norwayeast", "swedencentral") == 2
    assert steps("moonbase", "eastus") == steps("eastus", "moonbase") == UNKNOWN
    farthest = max(steps(one, other) for one in PLACE_OF for other in PLACE_OF)
    assert farthest * STEP <= 20_250 < UNKNOWN * STEP


def test_wide_steps_are_continents() -> None:
    """Europe is one, and so is the east of the United States."""
    europe = ["spaincentral", "swedencentral", "italynorth", "polandcentral", "uksouth"]
    assert {wide_steps(one, other) for one in europe for other in europe} == {0}
    assert wide_steps("eastus", "centralus") == 0
    assert wide_steps("eastus", "westus") == 1
    assert wide_steps("eastus", "uksouth") == 2
    assert wide_steps("moonbase", "eastus") == UNKNOWN
    assert nearest("eastus", ("uksouth", "westus"), wide=True) == 1


def test_the_nearest_of_several_counts() -> None:
    """And of none, none is preferred."""
    assert nearest("francecentral", ("eastus", "francecentral")) == 0
    assert nearest("francecentral", ()) == 0
