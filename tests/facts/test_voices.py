"""Who is believed: what was measured, then what the stack file said, then what is documented."""

from __future__ import annotations

from datetime import date

import pytest

from planner.domain.live import Live, Usage
from planner.domain.plan import SUBSCRIPTION, Pool
from planner.domain.publishers import OPENAI
from planner.domain.subject import ModelVersion, Subject, Target
from planner.domain.terms import DeploymentType, Use
from planner.domain.workload import Subscription
from planner.facts.facts import Facts, Stated
from tests.facts.shipped import snapshot as shipped

DAY = date(2026, 11, 20)
GPT = Subject("gpt-5.1", "2025-11-13", Use.BASE)
KIND = DeploymentType.GLOBAL_STANDARD
NAME = "OpenAI.GlobalStandard.gpt-5.1"
POOL = Pool(NAME, SUBSCRIPTION)
SAID = Subscription(quota_tier="1", quota={NAME: 50})
MEASURED = Live(DAY, None, (Usage("eastus", NAME, 700, 100, SUBSCRIPTION),))


@pytest.mark.parametrize(
    ("said", "measured", "stated"),
    [
        pytest.param(SAID, MEASURED, (600, "live 2026-11-20, others hold 100"), id="all three"),
        pytest.param(SAID, None, (50, "subscription.quota"), id="said and documented"),
        pytest.param(
            Subscription(quota_tier="1"), None, (1000, "tier 1, docs 2026-08-20"), id="documented"
        ),
        pytest.param(Subscription(), None, (None, ""), id="nobody"),
    ],
)
def test_the_first_voice_that_knows_a_limit_gives_it(
    said: Subscription, measured: Live | None, stated: tuple[int | None, str]
) -> None:
    """Measured goes before said, said before documented, and each answer names its voice."""
    facts = Facts(DAY, shipped("2026-09"), said, measured)
    assert facts.limit_of(POOL, GPT, KIND) == Stated(*stated)


def test_a_measured_scope_goes_before_the_documents() -> None:
    """The documents announce one pool for the subscription; the region's own list knows better."""
    regional = Live(DAY, None, (Usage("eastus", NAME, 700, 0, "eastus"),))
    target = Target(GPT, KIND, "eastus")
    assert Facts(DAY, shipped("2026-09"), SAID).pool_of(target) == POOL
    assert Facts(DAY, shipped("2026-09"), SAID, regional).pool_of(target) == Pool(NAME, "eastus")


def test_a_publisher_that_is_not_named_is_openai() -> None:
    """Stack files, snapshots and locks name none, and no file changes when others come."""
    assert Subject(OPENAI, "1", Use.BASE).publisher == OPENAI
    assert Subject("gpt-5.1", "2025-11-13", Use.BASE, "OpenAI") == GPT
    assert GPT._replace(publisher="Meta") != GPT


def test_a_subject_in_words() -> None:
    """A trained model is told apart from its base; both have the stack file's pin."""
    tuned = GPT.used_as(Use.FINE_TUNED)
    assert (str(GPT), str(tuned)) == ("gpt-5.1 2025-11-13", "fine-tuned gpt-5.1 2025-11-13")
    assert GPT.pinned == tuned.pinned == ModelVersion("gpt-5.1", "2025-11-13")
