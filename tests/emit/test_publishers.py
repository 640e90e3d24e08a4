"""A model of another publisher is sent under its own format, and told to applications with it."""

from __future__ import annotations

from tests.emit.mocked import DEPLOYMENT, register
from tests.emit.plans import deployment, plan

SENT = register(
    plan(
        deployment("ours"),
        deployment("theirs", publisher="DeepSeek", model="DeepSeek-V3.2", version="1"),
    )
)


def test_the_format_is_the_publishers() -> None:
    """`model.format` comes from the plan; nothing else tells the two apart."""
    sent = SENT.inputs(DEPLOYMENT)
    assert {name: each["properties"]["model"] for name, each in sent.items()} == {
        "ours-swedencentral": {"format": "OpenAI", "name": "gpt-5.1", "version": "2025-11-13"},
        "theirs-swedencentral": {"format": "DeepSeek", "name": "DeepSeek-V3.2", "version": "1"},
    }


def test_the_outputs_name_a_publisher_that_is_not_openai() -> None:
    """What there was before stays as it was: a preview of an old stack shows no difference."""
    found = SENT.outputs["deployments"]
    assert found["theirs"][0]["publisher"] == "DeepSeek"
    assert "publisher" not in found["ours"][0]
