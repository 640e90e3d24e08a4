"""Quota pools: their names, how far they reach, how much they hold, and what is taken of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.live import plain
from planner.domain.plan import Deployment, Pool, PoolUse
from planner.domain.subject import Subject, Target
from planner.domain.terms import DeploymentType, TrainingType, Use, parse_deployment_type
from planner.domain.workload import Subscription
from planner.facts.facts import Facts
from planner.facts.pools import usage_name
from planner.facts.scene import scene_of
from planner.placement.ledger import uses
from tests.checks.rows import AS_OF, CHAT, TUNED, catalog, stack_of

BEFORE = date(2026, 5, 6)
BASE, TUNING = Use.BASE, Use.FINE_TUNED


def type_of(word: str) -> DeploymentType:
    found = parse_deployment_type(word)
    assert found is not None
    return found


NAMES = [
    # as the service's usages lists spell them, where those were published
    ("gpt-4o", "standard", BASE, "OpenAI.Standard.gpt-4o"),
    ("gpt-5.6-sol", "global-standard", BASE, "OpenAI.GlobalStandard.gpt-5.6-sol"),
    ("gpt-5.4-mini", "data-zone-standard", BASE, "OpenAI.DataZoneStandard.gpt-5.4-mini"),
    ("gpt-5.1", "provisioned", BASE, "OpenAI.ProvisionedManaged"),
    ("gpt-5.1", "global-provisioned", BASE, "OpenAI.GlobalProvisionedManaged"),
    ("gpt-5.1", "data-zone-provisioned", BASE, "OpenAI.DataZoneProvisionedManaged"),
    ("gpt-4o", "standard", TUNING, "OpenAI.Standard.gpt-4o-finetune"),
    ("gpt-4o", "provisioned", TUNING, "OpenAI.ProvisionedManaged"),
    ("gpt-4.1-mini", "global-batch", BASE, "OpenAI.GlobalBatch.gpt-4.1-mini"),
    # one hyphen, or one letter's case, away from what was published
    ("gpt-4.1-mini", "developer", TUNING, "OpenAI.DeveloperTier.gpt4.1-mini-finetune"),
    ("gpt-4.1-mini", "standard", BASE, "OpenAI.Standard.gpt4.1-mini"),
    ("o3-mini", "data-zone-standard", BASE, "OpenAI.DatazoneStandard.o3-mini"),
    ("gpt-4o", "standard", BASE, "OpenAI.Standard.GPT4o"),
]


@pytest.mark.parametrize(("model", "kind", "use", "seen"), NAMES)
def test_usage_names(model: str, kind: str, use: Use, seen: str) -> None:
    """A name by the documented pattern is the service's own, but for case and hyphens."""
    assert plain(usage_name(Subject(model, "1", use), type_of(kind))) == plain(seen)


DIFFERENT = [
    ("OpenAI.Standard.gpt-4.1", "OpenAI.Standard.gpt-4.1-mini"),
    ("OpenAI.Standard.gpt-4.1", "OpenAI.Standard.gpt-41"),
    ("OpenAI.Standard.gpt-4o", "OpenAI.Standard.gpt-4o-finetune"),
    ("OpenAI.Standard.gpt-4o", "OpenAI.GlobalStandard.gpt-4o"),
    ("OpenAI.GlobalProvisionedManaged", "AIServices.GlobalProvisionedManaged"),
]


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_plain_names_keep_apart_what_is_apart(one: str, other: str) -> None:
    """Comparing without case and hyphens makes no two counters one."""
    assert plain(one) != plain(other)


POOLS = [
    ("regional", "standard", BASE, "swedencentral", AS_OF, "OpenAI.Standard.gpt-5.1@swedencentral"),
    ("global before", "global-standard", BASE, "eastus", BEFORE, "OpenAI.GlobalStandard.gpt-5.1@eastus"),
    ("global", "global-standard", BASE, "eastus", AS_OF, "OpenAI.GlobalStandard.gpt-5.1"),
    ("zone of the eu", "data-zone-standard", BASE, "swedencentral", AS_OF, "OpenAI.DataZoneStandard.gpt-5.1@eu"),
    ("zone of the us", "data-zone-standard", BASE, "westus3", AS_OF, "OpenAI.DataZoneStandard.gpt-5.1@us"),
    ("no zone there", "data-zone-standard", BASE, "brazilsouth", AS_OF, "OpenAI.DataZoneStandard.gpt-5.1@brazilsouth"),
    ("provisioned", "global-provisioned", BASE, "eastus", AS_OF, "OpenAI.GlobalProvisionedManaged@eastus"),
    ("trained, provisioned", "provisioned", TUNING, "swedencentral", AS_OF, "OpenAI.ProvisionedManaged@swedencentral"),
    ("trained, global", "global-standard", TUNING, "eastus", AS_OF, "OpenAI.GlobalStandard.gpt-5.1-finetune"),
    ("developer", "developer", TUNING, "eastus", AS_OF, "OpenAI.DeveloperTier.gpt-5.1-finetune@eastus"),
    ("batch", "data-zone-batch", BASE, "eastus2", AS_OF, "OpenAI.DataZoneBatch.gpt-5.1@eastus2"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "use", "region", "on", "wanted"), [row[1:] for row in POOLS], ids=[r[0] for r in POOLS]
)
def test_pools(kind: str, use: Use, region: str, on: date, wanted: str) -> None:
    """A deployment draws on the pool of its name that reaches its region on that day."""
    target = Target(Subject("gpt-5.1", "2025-11-13", use), type_of(kind), region)
    found = Facts(on, catalog(), Subscription()).pool_of(target)
    assert str(found) == wanted


@pytest.mark.parametrize("kind", TrainingType)
def test_training_draws_on_nothing(kind: TrainingType) -> None:
    """A place to train has no quota pool."""
    target = Target(Subject("gpt-4.1", "2025-04-14", Use.TRAINING), kind, "eastus")
    assert Facts(AS_OF, catalog(), Subscription()).pool_of(target) is None


def test_keys_of_regions_make_a_pool_regional() -> None:
    """What the subscription's own portal shows wins over what the documents announce."""
    there = partial(Target, Subject("gpt-5.1", "2025-11-13", BASE), DeploymentType.GLOBAL_STANDARD)
    keyed = Subscription(quota={"openai.globalstandard.gpt5.1@East US": 500})
    for region in ("eastus", "swedencentral"):
        found = Facts(AS_OF, catalog(), keyed).pool_of(there(region))
        assert found == Pool("OpenAI.GlobalStandard.gpt-5.1", region)
    other = Subscription(quota={"OpenAI.GlobalStandard.gpt-5@eastus": 500})
    assert Facts(AS_OF, catalog(), other).pool_of(there("eastus")) == Pool(
        "OpenAI.GlobalStandard.gpt-5.1", "subscription"
    )


GLOBAL = Pool("OpenAI.GlobalStandard.gpt-5.1", "subscription")
ZONE = Pool("OpenAI.DataZoneStandard.gpt-5.1", "eu")
REGION = Pool("OpenAI.Standard.gpt-5.1", "swedencentral")
PTU = Pool("OpenAI.ProvisionedManaged", "swedencentral")
GIVEN = "subscription.quota"
TIER = "tier 1, docs 2026-08-20"

LIMITS = [
    ("nobody says", GLOBAL, {}, None, ""),
    ("the tier", GLOBAL, {"quota_tier": 1}, 1000, TIER),
    ("the tier, of a zone", ZONE, {"quota_tier": 1}, 300, TIER),
    ("granted wins", GLOBAL, {"quota_tier": 1, "quota": {GLOBAL.name: 50}}, 50, GIVEN),
    ("zero is a number", GLOBAL, {"quota_tier": 1, "quota": {GLOBAL.name: 0}}, 0, GIVEN),
    ("in a zone", ZONE, {"quota": {"OpenAI.DataZoneStandard.gpt-5.1@EU": 7}}, 7, GIVEN),
    ("in another zone", ZONE, {"quota": {"OpenAI.DataZoneStandard.gpt-5.1@us": 7}}, None, ""),
    ("in each zone", ZONE, {"quota": {"OpenAI.DatazoneStandard.gpt5.1": 7}}, 7, GIVEN),
    ("in a region", PTU, {"quota": {"OpenAI.ProvisionedManaged@Sweden Central": 90}}, 90, GIVEN),
    ("in each region", PTU, {"quota": {"OpenAI.ProvisionedManaged": 90}}, 90, GIVEN),
    ("the region first", PTU, {"quota": {PTU.name: 90, f"{PTU.name}@swedencentral": 10}}, 10, GIVEN),
    ("the smaller of two spellings", REGION, {"quota": {REGION.name: 9, REGION.name.upper(): 8}}, 8, GIVEN),
    ("the tier's table of a region", REGION, {"quota_tier": 1}, 300, TIER),
]  # fmt: skip


@pytest.mark.parametrize(
    ("pool", "given_", "limit", "said_by"), [row[1:] for row in LIMITS], ids=[r[0] for r in LIMITS]
)
def test_limits(pool: Pool, given_: Mapping[str, Any], limit: int | None, said_by: str) -> None:
    """What was granted counts first, then the tier's documented default, else nothing is known."""
    kind = next(t for t in DeploymentType if t.sku == pool.name.split(".")[1])
    subject = Subject("gpt-5.1", "2025-11-13", BASE)
    facts = Facts(AS_OF, catalog(), Subscription.model_validate(given_))
    assert facts.limit_of(pool, subject, kind) == (limit, said_by)


IN_GOVERNMENT = [
    ("by agreement", "gpt-4.1", "2025-04-14", "standard", "enterprise", 2_000, "enterprise agreement, docs 2026-07-09"),
    ("every region of a zone apart", "gpt-5.1", "2025-11-13", "data-zone-standard", "default", 300, "default agreement, docs 2026-07-09"),
    ("there are no tiers", "gpt-4.1", "2025-04-14", "standard", "1", None, ""),
    ("a model that its page leaves out", "gpt-5.6-sol", "2026-07-09", "data-zone-standard", "default", None, ""),
]  # fmt: skip


@pytest.mark.parametrize(
    ("model", "version", "word", "tier", "limit", "said_by"),
    [row[1:] for row in IN_GOVERNMENT],
    ids=[row[0] for row in IN_GOVERNMENT],
)
def test_limits_of_azure_government(
    model: str, version: str, word: str, tier: str, limit: int | None, said_by: str
) -> None:
    """Its page of 2026-07-09 knows no tiers, and gives each region a pool of its own."""
    subject = Subject(model, version, BASE)
    kind = next(type_ for type_ in DeploymentType if type_.value == word)
    facts = Facts(AS_OF, catalog("2026-11"), Subscription(quota_tier=tier))
    pool = facts.pool_of(Target(subject, kind, "usgovvirginia"))
    assert pool is not None
    assert pool.scope == "usgovvirginia"
    assert facts.limit_of(pool, subject, kind) == (limit, said_by)


def test_quota_of_azure_government_is_not_the_public_clouds() -> None:
    """An agreement says nothing of what a region of the public cloud has as standard."""
    facts = Facts(AS_OF, catalog("2026-11"), Subscription(quota_tier="enterprise"))
    subject, kind = Subject("gpt-4.1", "2025-04-14", BASE), DeploymentType.STANDARD
    pool = facts.pool_of(Target(subject, kind, "eastus"))
    assert pool is not None
    assert facts.limit_of(pool, subject, kind) == (None, "")


def test_tiers_say_nothing_of_trained_models() -> None:
    """A tier's default is of base models; the pools of trained ones are others."""
    tier = Subscription(quota_tier="1")
    kind = DeploymentType.GLOBAL_STANDARD
    pool = Pool("OpenAI.GlobalStandard.gpt-4.1-finetune", "subscription")
    subject = Subject("gpt-4.1", "2025-04-14", TUNING)
    assert Facts(AS_OF, catalog(), tier).limit_of(pool, subject, kind) == (None, "")


def test_a_tier_without_a_number() -> None:
    """Image models have requests in the tier tables and no capacity: unknown, not zero."""
    tier = Subscription(quota_tier="1")
    kind = DeploymentType.GLOBAL_STANDARD
    pool = Pool("OpenAI.GlobalStandard.gpt-image-1", "subscription")
    subject = Subject("gpt-image-1", "2025-04-15", BASE)
    assert Facts(AS_OF, catalog(), tier).limit_of(pool, subject, kind) == (None, "")


PTUS: dict[str, Any] = {**CHAT, "deployment_type": "provisioned", "capacity": {"ptu": 50}}
STACK = stack_of(
    {
        "subscription": {"quota_tier": 1, "quota": {"OpenAI.ProvisionedManaged": 150}},
        "workloads": {
            "chat": CHAT,
            "more-chat": CHAT,
            "older-chat": {**CHAT, "model": "gpt-4o@2024-11-20"},
            "reserved": PTUS,
            "reserved-mini": {**PTUS, "model": "gpt-5-mini@2025-08-07"},
            "reserved-tuned": {**TUNED, "deployment_type": "provisioned", "capacity": {"ptu": 50}},
            "tuned": TUNED,
        },
    }
)


def deployment(workload: str, region: str = "swedencentral", capacity: int = 50) -> Deployment:
    """A deployment of one of the stack's workloads, as the layout makes it."""
    asked = STACK.workloads[workload]
    return Deployment(
        workload=workload,
        name=workload,
        account=f"aoai-{region}",
        region=region,
        model=asked.fine_tuned.id if asked.fine_tuned else asked.model.model,
        version="1" if asked.fine_tuned else asked.model.version,
        use=asked.use,
        type=asked.deployment_type[0],
        capacity=capacity,
    )


def ledger(*deployments: Deployment) -> tuple[PoolUse, ...]:
    return uses(deployments, scene_of(STACK, catalog(), AS_OF))


def test_regions_share_a_global_pool() -> None:
    """Deployments of one model in two regions are counted once each in one pool."""
    found = ledger(deployment("chat"), deployment("chat", "eastus"), deployment("more-chat"))
    assert found == (PoolUse(GLOBAL, 150, 1000, TIER, ("chat", "more-chat")),)


def test_all_models_share_provisioned_pools() -> None:
    """Reserved throughput of a region is one pool, of base models and trained ones."""
    found = ledger(*map(deployment, ("reserved", "reserved-mini", "reserved-tuned")))
    names = ("reserved", "reserved-mini", "reserved-tuned")
    assert found == (PoolUse(PTU, 150, 150, GIVEN, names),)


def test_trained_models_draw_on_pools_of_their_base() -> None:
    """The name of a trained model is in no usage name; its base model's is."""
    (found,) = ledger(deployment("tuned"))
    assert str(found.pool) == "OpenAI.Standard.gpt4.1-mini-finetune@swedencentral"
    assert (found.limit, found.said_by) == (None, "")


DEPLOYMENTS = st.lists(
    st.builds(
        deployment,
        st.sampled_from(sorted(STACK.workloads)),
        st.sampled_from(["swedencentral", "eastus2"]),
        st.integers(1, 500),
    ),
    max_size=12,
)


@given(DEPLOYMENTS, st.data())
def test_order_means_nothing(deployments: list[Deployment], data: st.DataObject) -> None:
    """The same deployments in another order are the same ledger."""
    assert ledger(*data.draw(st.permutations(deployments))) == ledger(*deployments)


@given(DEPLOYMENTS, st.integers(0, 12))
def test_parts_add_up(deployments: list[Deployment], cut: int) -> None:
    """However the deployments are split, what the parts take is what all of them take."""
    sums: dict[Pool, int] = {}
    for part in (deployments[:cut], deployments[cut:]):
        for use in ledger(*part):
            sums[use.pool] = sums.get(use.pool, 0) + use.used
    assert sums == {use.pool: use.used for use in ledger(*deployments)}
    assert sum(sums.values()) == sum(each.capacity for each in deployments)


@given(DEPLOYMENTS, st.integers(1, 49))
def test_a_split_deployment_takes_as_much(deployments: list[Deployment], cut: int) -> None:
    """Two deployments of a workload take what one of their size takes."""
    whole = deployment("chat", capacity=50)
    halves = (replace(whole, capacity=cut), replace(whole, name="b", capacity=50 - cut))
    assert ledger(*deployments, *halves) == ledger(*deployments, whole)
