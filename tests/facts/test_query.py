"""What the catalog answers when it is asked: matches, silence, near names."""

from __future__ import annotations

import pytest

from planner.domain.subject import Subject, Target
from planner.domain.terms import Availability, Cloud, Condition, DeploymentType, TrainingType, Use
from planner.facts.catalog import Catalog
from planner.facts.order import newest_first

STANDARD, GLOBAL = DeploymentType.STANDARD, DeploymentType.GLOBAL_STANDARD
GPT = Subject("gpt-5.1", "2025-11-13", Use.BASE)


@pytest.mark.parametrize(
    ("model", "version", "region", "availability"),
    [
        ("gpt-9", "2030-01-01", "eastus", Availability.UNKNOWN),
        ("gpt-4.1", "2030-01-01", "eastus", Availability.UNKNOWN),
        ("gpt-4.1", "2025-04-14", "atlantis", Availability.UNAVAILABLE),
        ("gpt-4.1", "2025-04-14", "", Availability.UNAVAILABLE),
        ("", "", "", Availability.UNKNOWN),
    ],
)
def test_unknown_names(
    catalog_2026: Catalog, model: str, version: str, region: str, availability: Availability
) -> None:
    """A name that nobody knows raises nothing: silence about a named version means no."""
    found = catalog_2026.find(Target(Subject(model, version, Use.BASE), STANDARD, region))
    assert found.availability is availability
    assert (found.source is None) is (availability is Availability.UNKNOWN)


def test_named_in_one_cloud_only(catalog_2026: Catalog) -> None:
    """A version that only Azure Government's tables name is not thereby denied to the public."""
    subject = Subject("gpt-5.6-sol", "2026-07-09", Use.BASE)
    assert catalog_2026.names(subject)
    assert catalog_2026.names(subject, Cloud.GOVERNMENT)
    assert not catalog_2026.names(subject, Cloud.PUBLIC)


def test_named_without_a_tick(catalog_2026: Catalog) -> None:
    """A version that a table names and ticks nowhere is named, and unavailable."""
    assert catalog_2026.names(GPT, Cloud.GOVERNMENT)
    found = catalog_2026.find(Target(GPT, STANDARD, "usgovarizona"))
    assert found.availability is Availability.UNAVAILABLE


def test_types_in_order(catalog_2026: Catalog) -> None:
    """The types of a version are those with an available region, in the order of the enum."""
    assert catalog_2026.types_of(Subject("whisper", "001", Use.BASE)) == (STANDARD,)
    assert catalog_2026.types_of(Subject("gpt-4.1", "2025-04-14", Use.TRAINING)) == (
        TrainingType.STANDARD,
        TrainingType.GLOBAL,
    )
    every = catalog_2026.types_of(GPT)
    assert every == tuple(word for word in DeploymentType if word in every)


def test_regions_sorted(catalog: Catalog) -> None:
    """The regions of an offering are sorted and all of them available."""
    for offering in list(catalog.offerings())[::50]:
        regions = catalog.regions_with(offering.subject, offering.type)
        assert list(regions) == sorted(set(regions))
        assert offering.region in regions


def test_offerings_match_find(catalog: Catalog) -> None:
    """Every listed offering is available, and is what a look-up of it gives."""
    for offering in catalog.offerings():
        assert offering.availability is Availability.AVAILABLE
        again = catalog.find(Target(offering.subject, offering.type, offering.region))
        assert again is offering


def test_offerings_filter(catalog_2026: Catalog) -> None:
    """Each filter narrows the list to what matches it."""
    listed = list(
        catalog_2026.offerings(model="gpt-5.1", use=Use.BASE, type=STANDARD, region="eastus")
    )
    assert [(o.model, o.version, o.type, o.region) for o in listed] == [
        ("gpt-5.1", "2025-11-13", STANDARD, "eastus")
    ]
    assert not list(catalog_2026.offerings(model="gpt-9"))
    assert not list(catalog_2026.offerings(version="2025-11-13", region="atlantis"))


def test_types_that_share_a_word(catalog_2026: Catalog) -> None:
    """Standard deployment and standard training are two types, though the word is one."""
    served = {o.use for o in catalog_2026.offerings(model="gpt-4.1", type=STANDARD)}
    trained = {o.use for o in catalog_2026.offerings(model="gpt-4.1", type=TrainingType.STANDARD)}
    assert (served, trained) == ({Use.BASE, Use.FINE_TUNED}, {Use.TRAINING})


def test_conditional_offerings_are_listed(catalog_2024: Catalog) -> None:
    """An offering with a condition is an offering."""
    listed = catalog_2024.offerings(model="gpt-4", version="0314")
    assert {o.region for o in listed} == {"eastus", "francecentral", "southcentralus", "uksouth"}


def test_versions_newest_first(catalog_2024: Catalog, catalog_2026: Catalog) -> None:
    """Versions come newest first, also those that are named by month and day."""
    assert catalog_2026.versions("gpt-4o")[0] == "2024-11-20"
    assert catalog_2024.versions("gpt-35-turbo") == ("0125", "1106", "0613", "0301")
    assert catalog_2026.versions("gpt-9") == ()


@pytest.mark.parametrize(
    ("versions", "ordered"),
    [
        (["2024-05-13", "2024-11-20"], ("2024-11-20", "2024-05-13")),
        (["1", "2"], ("2", "1")),
        (["0613", "0125-Preview", "1106-Preview"], ("0125-Preview", "1106-Preview", "0613")),
        (["vision-preview", "turbo-2024-04-09"], ("turbo-2024-04-09", "vision-preview")),
        (["2024-08-06-ev3", "2024-08-06"], ("2024-08-06-ev3", "2024-08-06")),
        ([], ()),
    ],
)
def test_order(versions: list[str], ordered: tuple[str, ...]) -> None:
    """Dates decide, wherever in the name they stand; names without a date come last."""
    assert newest_first(versions) == ordered


def test_models_known_by_number_only(catalog_2026: Catalog) -> None:
    """A model that only quota tables name is known, without versions."""
    assert "gpt-6-astra" in catalog_2026.models()
    assert catalog_2026.versions("gpt-6-astra") == ()
    assert "*" not in catalog_2026.models()


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("gpt-4.1-mni", "gpt-4.1-mini"),
        ("GPT-5.1", "gpt-5.1"),
        ("text-embeding-3-large", "text-embedding-3-large"),
    ],
)
def test_near_models(catalog_2026: Catalog, text: str, near: str) -> None:
    """A mistyped model is answered with the near one first, and with at most three."""
    found = catalog_2026.near_models(text)
    assert found[0] == near
    assert len(found) <= 3


def test_near_versions(catalog_2026: Catalog) -> None:
    """A mistyped version is answered with the near one of that model."""
    assert catalog_2026.near_versions("gpt-4o", "2024-11-02")[0] == "2024-11-20"
    assert catalog_2026.near_versions("gpt-9", "1") == ()


@pytest.mark.parametrize(
    ("text", "near"), [("East US2", "eastus2"), ("sweedencentral", "swedencentral")]
)
def test_near_regions(catalog_2026: Catalog, text: str, near: str) -> None:
    """A mistyped region is answered with the near slug."""
    assert catalog_2026.near_regions(text)[0] == near


@pytest.mark.parametrize(
    ("model", "use", "touched"),
    [
        ("gpt-4o-mini", Use.FINE_TUNED, {"fine-tuned-standard-gpt-4o-mini"}),
        ("gpt-4o-mini", Use.BASE, set()),
        ("gpt-5.5", Use.BASE, {"quota-tier-3-gpt-5.5"}),
        ("gpt-9", Use.FINE_TUNED, set()),
    ],
)
def test_corrections_touch(catalog_2026: Catalog, model: str, use: Use, touched: set[str]) -> None:
    """A correction touches the models, uses and types that it names."""
    asked = [DeploymentType.STANDARD]
    found = {c.id for c in catalog_2026.corrections() if c.touches(model, use, asked)}
    assert found == touched


def test_preview_by_prose(catalog_2026: Catalog) -> None:
    """A condition that stands outside the tables names the document it is from."""
    found = catalog_2026.find(
        Target(Subject("o4-mini", "2025-04-16", Use.FINE_TUNED), GLOBAL, "eastus")
    )
    assert found.conditions == {Condition.PREVIEW}
    assert found.terms_source
    assert found.terms_source.id == "fine-tuning-deploy"
