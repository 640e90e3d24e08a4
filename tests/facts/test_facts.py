"""Facts that the documents state, each asked from the snapshot of its time."""

from __future__ import annotations

from datetime import date

import pytest

from planner.domain.offering import Offering
from planner.domain.subject import Subject, Target
from planner.domain.terms import (
    Availability,
    Condition,
    DeploymentType,
    TrainingMethod,
    TrainingType,
    Use,
    parse_deployment_type,
)
from planner.facts.catalog import Catalog
from planner.facts.kinds import pool_scopes
from tests.facts.shipped import snapshot as shipped

YES, NO, OPEN = Availability.AVAILABLE, Availability.UNAVAILABLE, Availability.UNKNOWN


def base(model: str, version: str) -> Subject:
    return Subject(model, version, Use.BASE)


def find(snapshot: str, pin: str, use: str, kind: str, region: str) -> Offering:
    model, _, version = pin.partition("@")
    if use == Use.TRAINING:
        training = next(word for word in TrainingType if word.value == kind)
        return shipped(snapshot).find(
            Target(Subject(model, version, Use.TRAINING), training, region)
        )
    word = parse_deployment_type(kind)
    assert word is not None
    return shipped(snapshot).find(Target(Subject(model, version, Use(use)), word, region))


BASE = [
    # the models page of December 2024 and the tables it includes
    ("2024-12", "gpt-4o@2024-08-06", "standard", "eastus", YES, "2024-10-25"),
    ("2024-12", "gpt-4o@2024-08-06", "standard", "francecentral", NO, "2024-10-25"),
    ("2024-12", "gpt-4o@2024-08-06", "data-zone-standard", "germanywestcentral", YES, "2024-10-31"),
    ("2024-12", "gpt-4o@2024-08-06", "data-zone-provisioned", "spaincentral", YES, "2024-12-05"),
    ("2024-12", "gpt-4o@2024-05-13", "global-provisioned", "eastus", NO, "2024-10-25"),
    ("2024-12", "gpt-35-turbo@0125", "global-batch", "norwayeast", YES, "2024-11-07"),
    ("2024-12", "whisper@001", "standard", "southindia", YES, "2024-10-25"),
    ("2024-12", "gpt-4o@2024-11-20", "standard", "eastus", OPEN, None),
    ("2024-12", "gpt-4o@2024-08-06", "data-zone-batch", "eastus", NO, "2024-12-05"),
    # the tables of about November 2025
    ("2025-11", "gpt-5.1@2025-11-13", "data-zone-standard", "swedencentral", YES, "2025-08-12"),
    ("2025-11", "gpt-5@2025-08-07", "data-zone-batch", "centralus", YES, "2025-11-03"),
    ("2025-11", "gpt-5@2025-08-07", "data-zone-batch", "swedencentral", NO, "2025-11-03"),
    ("2025-11", "o3-deep-research@2025-06-26", "global-standard", "norwayeast", YES, "2025-09-24"),
    # the tables of about September 2026
    ("2026-09", "gpt-5.1@2025-11-13", "standard", "francecentral", NO, "2026-06-11"),
    ("2026-09", "gpt-5.1@2025-11-13", "standard", "swedencentral", YES, "2026-06-11"),
    ("2026-09", "gpt-5.4@2026-03-05", "data-zone-standard", "norwayeast", YES, "2026-06-11"),
    ("2026-09", "gpt-5.5@2026-04-24", "provisioned", "eastus", YES, "2026-05-11"),
    ("2026-09", "gpt-5.4-mini@2026-03-17", "global-batch", "uksouth", YES, "2026-08-28"),
    ("2026-09", "gpt-5.4-mini@2026-03-17", "global-batch", "uaenorth", NO, "2026-08-28"),
    ("2026-09", "computer-use-preview@2025-02-11", "global-standard", "eastus2", NO, "2026-06-11"),
    ("2026-09", "gpt-4.1@2025-04-14", "developer", "eastus", NO, "2026-08-06"),
    ("2026-09", "gpt-5.6-sol@2026-07-09", "global-standard", "eastus", OPEN, None),
    # Azure Government
    ("2026-09", "gpt-5.6-sol@2026-07-09", "data-zone-standard", "usgovvirginia", YES, "2026-09-01"),
    ("2026-09", "gpt-4.1@2025-04-14", "standard", "usgovarizona", YES, "2026-04-03"),
    ("2026-09", "gpt-5.1@2025-11-13", "provisioned", "usgovvirginia", NO, "2026-04-03"),
    ("2026-09", "gpt-4o@2024-11-20", "global-standard", "usgovarizona", NO, "2025-11-13"),
    ("2026-09", "gpt-5.5@2026-04-24", "data-zone-standard", "usgovarizona", OPEN, None),
]

TUNED = [
    # the deploy page's undamaged tables
    ("2026-09", "o4-mini@2025-04-16", "standard", "swedencentral", YES),
    ("2026-09", "o4-mini@2025-04-16", "standard", "northcentralus", OPEN),  # listed by the service
    ("2026-09", "gpt-4.1@2025-04-14", "standard", "northcentralus", YES),
    ("2026-09", "gpt-4.1@2025-04-14", "standard", "eastus2", NO),
    ("2026-09", "gpt-4o@2024-08-06", "standard", "northcentralus", OPEN),
    ("2026-09", "gpt-4o@2024-08-06", "provisioned", "northcentralus", YES),
    ("2026-09", "gpt-4.1@2025-04-14", "provisioned", "northcentralus", NO),
    ("2026-09", "gpt-4o-mini@2024-07-18", "global-standard", "switzerlandwest", YES),
    ("2026-09", "o4-mini@2025-04-16", "developer", "brazilsouth", YES),
    ("2026-09", "gpt-4o@2024-08-06", "developer", "eastus2", NO),
    ("2026-09", "gpt-4.1@2025-04-14", "global-batch", "eastus2", NO),
    ("2026-09", "gpt-5@2025-08-07", "standard", "eastus2", OPEN),
    ("2025-11", "gpt-35-turbo@0125", "standard", "switzerlandwest", YES),
    ("2025-11", "o4-mini@2025-04-16", "developer", "eastus2", NO),
    ("2024-12", "gpt-4o@2024-08-06", "standard", "eastus2", OPEN),
]

TRAINED = [
    ("2024-12", "gpt-35-turbo@0613", "standard", "switzerlandwest", YES, "2024-10-31"),
    ("2024-12", "babbage-002@1", "standard", "northcentralus", YES, "2024-10-31"),
    ("2024-12", "gpt-4o-mini@2024-07-18", "standard", "eastus2", NO, "2024-10-31"),
    ("2025-11", "o4-mini@2025-04-16", "standard", "eastus2", YES, "2025-02-06"),
    ("2025-11", "gpt-4o@2024-08-06", "global", "japaneast", YES, "2025-02-06"),
    ("2025-11", "gpt-4.1-nano@2025-04-14", "global", "polandcentral", NO, "2025-02-06"),
    ("2025-11", "gpt-4.1@2025-04-14", "developer", "eastus", OPEN, None),
    ("2026-09", "gpt-4.1@2025-04-14", "standard", "northcentralus", YES, "2026-03-05"),
    ("2026-09", "gpt-4.1@2025-04-14", "global", "polandcentral", YES, "2026-10-06"),
    ("2026-09", "gpt-4.1-nano@2025-04-14", "global", "polandcentral", NO, "2026-10-06"),
    ("2026-09", "gpt-4.1@2025-04-14", "global", "uaenorth", NO, "2026-10-06"),
    ("2026-09", "gpt-4.1@2025-04-14", "global", "centralus", NO, "2026-10-06"),
    ("2026-09", "gpt-4.1@2025-04-14", "data-zone", "eastus", OPEN, "2026-03-05"),
    ("2026-09", "gpt-4.1@2025-04-14", "data-zone", "swedencentral", NO, "2026-03-05"),
    ("2026-09", "gpt-4.1@2025-04-14", "developer", "eastus", OPEN, "2026-03-05"),
    ("2026-09", "o4-mini@2025-04-16", "developer", "eastus", NO, "2026-03-05"),
]


@pytest.mark.parametrize(("snapshot", "pin", "kind", "region", "availability", "day"), BASE)
def test_base(
    snapshot: str, pin: str, kind: str, region: str, availability: Availability, day: str | None
) -> None:
    """A base version is offered where the table of its time ticks it, with that table's date."""
    found = find(snapshot, pin, "base", kind, region)
    assert found.availability is availability
    assert (found.source and found.source.date.isoformat()) == day


@pytest.mark.parametrize(("snapshot", "pin", "kind", "region", "availability"), TUNED)
def test_fine_tuned(
    snapshot: str, pin: str, kind: str, region: str, availability: Availability
) -> None:
    """A trained model is served where the deploy page's undamaged tables say."""
    assert find(snapshot, pin, "fine-tuned", kind, region).availability is availability


@pytest.mark.parametrize(("snapshot", "pin", "kind", "region", "availability", "day"), TRAINED)
def test_training(
    snapshot: str, pin: str, kind: str, region: str, availability: Availability, day: str | None
) -> None:
    """Training is offered by type and region, and unknown where no page names the regions."""
    found = find(snapshot, pin, "training", kind, region)
    assert found.availability is availability
    assert (found.source and found.source.date.isoformat()) == day


def test_limited_access(catalog_2024: Catalog) -> None:
    """o1-preview and o1-mini are offered in seven regions, standard and global, on registration."""
    seven = ("eastus", "eastus2", "northcentralus", "southcentralus", "swedencentral", "westus")
    for model in ("o1-preview", "o1-mini"):
        for kind in (DeploymentType.STANDARD, DeploymentType.GLOBAL_STANDARD):
            assert catalog_2024.regions_with(base(model, "2024-09-12"), kind) == (
                *seven,
                "westus3",
            )
    found = find("2024-12", "o1-preview@2024-09-12", "base", "standard", "eastus")
    assert found.conditions == {Condition.REGISTRATION}
    assert found.terms_source
    assert found.terms_source.date == date(2024, 12, 5)


@pytest.mark.parametrize(
    ("pin", "regions"),
    [
        ("gpt-4@0314", ("eastus", "francecentral", "southcentralus", "uksouth")),
        ("gpt-4-32k@0314", ("eastus", "francecentral", "southcentralus", "uksouth")),
        ("gpt-4@0613", ("eastus", "eastus2", "japaneast", "uksouth")),
        ("gpt-4-32k@0613", ("eastus", "eastus2", "japaneast", "uksouth")),
    ],
)
def test_select_customers(pin: str, regions: tuple[str, ...]) -> None:
    """GPT-4 is offered to select customers in the four further regions the models page lists."""
    for region in regions:
        found = find("2024-12", pin, "base", "standard", region)
        assert found.conditions == {Condition.SELECT_CUSTOMERS}


def test_everybody_has_no_condition() -> None:
    """GPT-4 0613 in a region of the table is for every customer."""
    assert not find("2024-12", "gpt-4@0613", "base", "standard", "australiaeast").conditions


def test_provisioned_turbo_is_text_only() -> None:
    """Provisioned GPT-4 Turbo carries the models page's restriction, standard does not."""
    pin = "gpt-4@turbo-2024-04-09"
    provisioned = find("2024-12", pin, "base", "provisioned", "eastus")
    assert provisioned.restriction == "text only"
    assert find("2024-12", pin, "base", "standard", "eastus").restriction is None


@pytest.mark.parametrize("pin", ["gpt-4@vision-preview", "tts@001", "whisper@001"])
def test_preview_models_of_2024(pin: str) -> None:
    """Versions that the models page calls previews are available, and carry the condition."""
    found = find("2024-12", pin, "base", "standard", "swedencentral")
    assert found.availability is YES
    assert found.conditions == {Condition.PREVIEW}


def test_realtime_regions(catalog_2024: Catalog) -> None:
    """GPT-4o audio is in East US 2 and Sweden Central, in prose as in the table."""
    feature = catalog_2024.features("gpt-4o-realtime-preview")[0]
    table = catalog_2024.regions_with(
        base("gpt-4o-realtime-preview", "2024-10-01"), DeploymentType.GLOBAL_STANDARD
    )
    assert (feature.name, feature.regions) == ("realtime-audio", table)


def test_assistants_table(catalog_2024: Catalog) -> None:
    """The Assistants table has its 34 ticks over ten regions and eight models."""
    features = [f for f in catalog_2024.features() if f.name == "assistants"]
    regions = {region for feature in features for region in feature.regions}
    assert (len(features), len(regions)) == (8, 10)
    assert sum(len(feature.regions) for feature in features) == 34
    tuned = next(feature for feature in features if feature.use is Use.FINE_TUNED)
    assert (tuned.model, tuned.version, tuned.regions) == (
        "gpt-35-turbo",
        "0125",
        ("eastus2", "swedencentral"),
    )


def test_mid_2025_training_is_open(catalog_2025: Catalog) -> None:
    """gpt-35-turbo training, named mid-2025 and not later, is unknown and shows both sources."""
    found = find("2025-11", "gpt-35-turbo@1106", "training", "standard", "eastus2")
    assert found.availability is OPEN
    assert found.source
    assert found.disputed_by
    dispute = next(d for d in catalog_2025.disputes() if d.id == "training-gpt-35-turbo")
    assert dispute.resolution is None
    assert {claim.source for claim in dispute.claims} == {found.source, found.disputed_by}


def test_japan_has_no_vision() -> None:
    """Global training in Japan East is restricted for models that see, and only for those."""
    sees = find("2026-09", "gpt-4o@2024-08-06", "training", "global", "japaneast")
    reads = find("2026-09", "gpt-4o-mini@2024-07-18", "training", "global", "japaneast")
    assert (sees.restriction, reads.restriction) == ("no vision support", None)


def test_gpt_5_training_is_by_invitation() -> None:
    """gpt-5 is trained by reinforcement, and by invitation only."""
    found = find("2026-09", "gpt-5@2025-08-07", "training", "standard", "swedencentral")
    assert found.methods == {TrainingMethod.RFT}
    assert found.conditions == {Condition.INVITATION}


def test_damaged_rows_are_corrections(catalog_2026: Catalog) -> None:
    """Each damaged row of the rendered deploy page is a correction with what it was and is."""
    rows = [c for c in catalog_2026.corrections() if c.id.startswith("fine-tuned-")]
    assert len(rows) == 7
    nano = next(row for row in rows if row.models == ("gpt-4.1-nano",))
    assert (nano.was, nano.now) == (
        "East US 2, North Central US",
        "North Central US, Sweden Central",
    )
    assert "blank cells" in nano.reason


def test_sizes(catalog_2026: Catalog) -> None:
    """PTU sizes are those of the newest sizing page; o1's odd regional step is kept; what no page
    sizes by its name is as the service listed it."""
    rule = catalog_2026.capacity_rule(base("o1", "2024-12-17"), DeploymentType.PROVISIONED)
    assert rule
    assert (rule.minimum, rule.step, rule.maximum) == (25, 50, 100_000)
    shared = catalog_2026.capacity_rule(
        base("gpt-5.5", "2026-04-24"), DeploymentType.GLOBAL_PROVISIONED
    )
    assert shared
    assert (shared.minimum, shared.step, shared.source.date) == (15, 5, date(2026, 5, 22))
    plain = catalog_2026.capacity_rule(
        base("gpt-5.5", "2026-04-24"), DeploymentType.GLOBAL_STANDARD
    )
    assert plain
    assert (plain.minimum, plain.step, plain.maximum) == (1, 1, 10_000_000)
    assert plain.source.observed


def test_sizes_nobody_states(catalog_2024: Catalog) -> None:
    """A model without documented PTU sizes has no rule rather than a guessed one."""
    assert catalog_2024.capacity_rule(base("gpt-4", "0613"), DeploymentType.PROVISIONED) is None


QUOTA = [
    ("1", "gpt-5.1", "standard", 300, 3000),
    ("6", "gpt-4o-mini", "global-standard", 225_000, 2_250_000),
    ("1", "gpt-4o", "data-zone-standard", 300, 1800),
    ("1", "gpt-image-1", "global-standard", None, 9),
    ("1", "gpt-chat-latest", "global-standard", 1000, None),
    ("3", "gpt-5.5", "global-standard", None, None),
    ("free", "gpt-5-mini", "global-standard", 500, 500),
    ("free", "gpt-5.5", "global-standard", 0, 0),
    ("default", "gpt-4.1", "global-batch", 200_000, None),
    ("enterprise", "gpt-4.1-mini", "data-zone-batch", 1_500_000, None),
    ("enterprise", "model-router", "data-zone-standard", 300, 300),
]


@pytest.mark.parametrize(("tier", "model", "kind", "limit", "requests"), QUOTA)
def test_quota(tier: str, model: str, kind: str, limit: int | None, requests: int | None) -> None:
    """Documented quota is in thousands of tokens, requests are per minute, gaps stay gaps."""
    word = parse_deployment_type(kind)
    assert word is not None
    found = shipped("2026-09").quota_default(tier, model, word)
    assert found
    assert (found.limit, found.requests_per_minute) == (limit, requests)


REALTIME, TERRA = "gpt-realtime-whisper", "gpt-5.6-terra"
SCOPES = [
    ("2024-12", "gpt-4o", "base", "global-standard", "2024-12-10", "region", "2025-01-09"),
    ("2024-12", "gpt-35-turbo", "fine-tuned", "standard", "2024-12-10", "region", "2024-11-11"),
    ("2024-12", "gpt-4o", "base", "global-provisioned", "2024-12-10", "region", "2024-08-07"),
    ("2025-11", "gpt-4.1", "base", "data-zone-standard", "2025-11-20", "region", "2025-07-11"),
    ("2026-09", "gpt-5.1", "base", "global-standard", "2026-05-07", "region", "2026-02-17"),
    ("2026-09", REALTIME, "base", "global-standard", "2026-05-06", "region", "2026-02-17"),
    ("2026-09", REALTIME, "base", "global-standard", "2026-05-07", "subscription", "2026-05-18"),
    ("2026-09", REALTIME, "base", "global-standard", "2026-11-20", "subscription", "2026-05-18"),
    ("2026-09", REALTIME, "base", "data-zone-standard", "2026-05-07", "data-zone", "2026-05-18"),
    ("2026-09", TERRA, "base", "global-standard", "2026-07-25", "subscription", "2026-07-25"),
    ("2026-09", TERRA, "base", "data-zone-standard", "2026-07-25", "region", "2026-02-17"),
    ("2026-09", "gpt-5.1", "base", "global-standard", "2026-08-19", "region", "2026-02-17"),
    ("2026-09", "gpt-5.1", "base", "global-standard", "2026-08-20", "subscription", "2026-08-20"),
    ("2026-09", "gpt-5.1", "base", "data-zone-standard", "2026-08-20", "data-zone", "2026-08-20"),
    ("2026-09", "gpt-5.1", "base", "standard", "2026-11-20", "region", "2026-02-17"),
    ("2026-09", "gpt-5.1", "base", "global-provisioned", "2026-11-20", "region", "2026-04-07"),
    ("2026-09", "gpt-5.1", "base", "data-zone-batch", "2026-11-20", "region", "2026-02-17"),
    ("2026-09", "gpt-4.1", "fine-tuned", "developer", "2026-11-20", "region", "2026-02-17"),
    ("2026-09", "gpt-4.1", "fine-tuned", "provisioned", "2026-11-20", "region", "2026-04-07"),
]


@pytest.mark.parametrize(("snapshot", "model", "use", "kind", "on", "scope", "day"), SCOPES)
def test_pool_scope(
    snapshot: str, model: str, use: str, kind: str, on: str, scope: str, day: str
) -> None:
    """A quota pool reaches as far as the documents of the day say."""
    word = parse_deployment_type(kind)
    assert word is not None
    as_of = date.fromisoformat(on)
    found = shipped(snapshot).pool_scope(Subject(model, "any version", Use(use)), word, as_of)
    assert found is not None
    assert (found.scope, found.source.date.isoformat()) == (scope, day)


def test_assumed_pool_scopes(catalog_2026: Catalog) -> None:
    """Only what a document announces for all models, without saying since when, is assumed."""
    assumed = {
        (s.type.value, s.source.id) for s in catalog_2026.all_of(pool_scopes.KIND) if s.assumed
    }
    page = "quotas-limits-page"
    assert assumed == {("global-standard", page), ("data-zone-standard", page)}


def test_nothing_to_draw_on(catalog_2026: Catalog) -> None:
    """A type that the documents do not have for a use has no pool."""
    developer = DeploymentType.DEVELOPER
    assert catalog_2026.pool_scope(base("gpt-5.1", "1"), developer, date(2026, 11, 20)) is None


def test_undocumented_quota(catalog_2026: Catalog) -> None:
    """A model that a tier's page does not name has no documented quota."""
    kind = DeploymentType.GLOBAL_STANDARD
    assert catalog_2026.quota_default("2", "gpt-5.5", kind) is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("deployments-per-account", 32),
        ("fine-tuned-deployments-per-account", 10),
        ("accounts-per-region", 30),
        ("foundry-accounts-per-region", 100),
        ("ptu-per-deployment", 100_000),
        ("fine-tuned-idle-days", 15),
        ("developer-lifetime-hours", 24),
    ],
)
def test_limits(catalog_2026: Catalog, name: str, value: int) -> None:
    """The service's limits are there by name."""
    limit = catalog_2026.limit(name)
    assert limit
    assert limit.value == value


ZONES = [
    ("2024-12", "norwayeast", None),
    ("2025-11", "switzerlandnorth", None),
    ("2026-09", "norwayeast", "eu"),
    ("2026-09", "switzerlandnorth", "eu"),
    ("2026-09", "switzerlandwest", None),
    ("2026-09", "uksouth", None),
    ("2026-09", "centralus", "us"),
    ("2026-09", "japaneast", "apac"),
]


@pytest.mark.parametrize(("snapshot", "region", "zone"), ZONES)
def test_data_zones(snapshot: str, region: str, zone: str | None) -> None:
    """A region is in the data zone that the documents of the time put it in."""
    assert shipped(snapshot).regions[region].data_zone == zone


def test_apac_members_are_inferred(catalog_2026: Catalog) -> None:
    """The APAC zone's members say that they are inferred."""
    assert catalog_2026.regions["japaneast"].source.document.startswith("inferred")


@pytest.mark.parametrize(
    ("snapshot", "identity", "settled"),
    [
        ("2026-09", "lifecycle-gpt-realtime-mini-2025-10-06-base", True),
        ("2026-09", "lifecycle-gpt-realtime-mini-2025-12-15-base", True),
        ("2026-11", "lifecycle-gpt-realtime-mini-2025-12-15-base", True),
        ("2026-09", "standard-processing-place", True),
        ("2026-09", "eu-data-zone-efta", True),
        ("2026-09", "account-limit", True),
        ("2026-09", "retired-but-ticked", True),
        ("2026-09", "o4-mini-developer", True),
        ("2026-09", "data-zone-training-regions", True),
        ("2025-11", "training-global-gpt-4o-o4-mini", True),
        ("2024-12", "gpt-4-0613-deprecated", True),
    ],
)
def test_disputes(snapshot: str, identity: str, *, settled: bool) -> None:
    """Known contradictions are listed with at least two claims, and settled or open."""
    dispute = next(each for each in shipped(snapshot).disputes() if each.id == identity)
    assert len(dispute.claims) >= 2
    assert (dispute.resolution is not None) is settled
