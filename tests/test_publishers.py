"""Models of other publishers than OpenAI keep their publisher in every file and every look-up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from planner.domain.lock import Lock, Locked
from planner.domain.plan import Account, Deployment, TrainingPlace
from planner.domain.publishers import OPENAI, canonical_model, full_model, parted
from planner.domain.subject import ModelVersion, Subject
from planner.domain.terms import DeploymentType, TrainingType, Use
from planner.domain.workload import Workload
from planner.files import lock as lockfile

GROK = ModelVersion("grok-4.3", "1", "xAI")

PINS = {
    "none is OpenAI": ("gpt-5.1@2025-11-13", ModelVersion("gpt-5.1", "2025-11-13")),
    "OpenAI by name": ("OpenAI/gpt-5.1@2025-11-13", ModelVersion("gpt-5.1", "2025-11-13")),
    "ARM's spelling": ("xAI/grok-4.3@1", GROK),
    "another case": ("XAI/grok-4.3@1", GROK),
    "with a blank": (
        "Mistral AI/Mistral-Large-3@1",
        ModelVersion("Mistral-Large-3", "1", "Mistral AI"),
    ),
    "without its blank": (
        "mistralai/Mistral-Large-3@1",
        ModelVersion("Mistral-Large-3", "1", "Mistral AI"),
    ),
    "with hyphens": (
        "black-forest-labs/FLUX.2-pro@1",
        ModelVersion("FLUX.2-pro", "1", "Black Forest Labs"),
    ),
    "a short form": ("Mistral/Codestral-2501@2", ModelVersion("Codestral-2501", "2", "Mistral AI")),
    "a slip, for the checks to name": ("xIA/grok-4.3@1", ModelVersion("grok-4.3", "1", "xIA")),
}


def workload(model: str) -> Workload:
    """A workload of a model."""
    said: dict[str, Any] = {
        "model": model,
        "deployment_type": "global-standard",
        "region": "swedencentral",
        "capacity": {"tpm": 10_000},
    }
    return Workload.model_validate(said)


@pytest.mark.parametrize(("text", "pin"), PINS.values(), ids=PINS.keys())
def test_a_prefix_is_the_publisher_in_any_spelling(text: str, pin: ModelVersion) -> None:
    """It is kept as ARM spells it; what is nobody's name stays as it was written."""
    assert workload(text).model == pin
    assert workload(text).subject("1").publisher == pin.publisher


@pytest.mark.parametrize("text", ["/grok@1", "xAI/@1", "a/b/c@1", "xAI /grok 4@1"])
def test_a_prefix_or_a_model_that_is_none_is_refused(text: str) -> None:
    """One publisher, one model, one version."""
    with pytest.raises(ValueError, match="write the model with its version"):
        workload(text)


def test_the_same_model_of_two_publishers_is_two_models() -> None:
    """No look-up mixes them up: neither subjects nor their names are equal."""
    ours, theirs = Subject("m", "1", Use.BASE), Subject("m", "1", Use.BASE, "Meta")
    assert ours != theirs
    assert (ours.full_model, theirs.full_model) == ("m", "Meta/m")
    assert (ours.pinned.pin, theirs.pinned.pin) == ("m@1", "Meta/m@1")
    assert (str(ours), str(theirs)) == ("m 1", "Meta/m 1")


@pytest.mark.parametrize(
    "subject", [Subject("m", "1", Use.BASE), Subject("m", "1", Use.BASE, "Meta")]
)
def test_a_full_name_says_which_subject(subject: Subject) -> None:
    """What a stack file spells is read back as the same subject."""
    assert Subject.of(subject.full_model, "1", Use.BASE) == subject
    assert full_model(*parted(subject.full_model)) == canonical_model(subject.full_model)


PLACE = Deployment(
    workload="chat",
    name="chat",
    account="a",
    region="eastus",
    model="grok-4.3",
    version="1",
    use=Use.BASE,
    type=DeploymentType.GLOBAL_STANDARD,
    capacity=10,
    publisher="xAI",
)
TRAINED = TrainingPlace(
    "tune", "a", "eastus", "qwen3-32b", "1", TrainingType.GLOBAL, publisher="Alibaba"
)


def lock_with(*deployments: Deployment, training: tuple[TrainingPlace, ...] = ()) -> Lock:
    """A lock of one workload in one account."""
    account = Account("a", "eastus", "AIServices", "a")
    locked = Locked("chat", date(2026, 11, 1), "2026-11", deployments, training)
    return Lock("dev", {"a": account}, {"chat": locked})


LOCKS = {
    "another publisher": lock_with(PLACE),
    "two publishers": lock_with(
        PLACE, replace(PLACE, name="other", model="gpt-5.1", publisher=OPENAI)
    ),
    "training": lock_with(training=(replace(TRAINED, workload="chat"),)),
}


@pytest.mark.parametrize("lock", LOCKS.values(), ids=LOCKS.keys())
def test_a_lock_keeps_the_publisher(lock: Lock) -> None:
    """Written and read again it is the same lock."""
    assert lockfile.parse(lockfile.dump(lock)) == lock


def test_a_lock_of_openai_alone_names_no_publisher() -> None:
    """So that the locks that there are stay byte for byte."""
    ours = replace(PLACE, model="gpt-5.1", publisher=OPENAI)
    assert "publisher" not in lockfile.dump(lock_with(ours))
    assert "publisher: xAI" in lockfile.dump(lock_with(PLACE))


def test_another_publisher_in_a_lock_is_another_model() -> None:
    """What runs as `grok` of one publisher is no version of another one's."""
    locked = lock_with(PLACE).workloads["chat"]
    assert locked.version_of("xAI/grok-4.3") == "1"
    assert locked.version_of("grok-4.3") is None
