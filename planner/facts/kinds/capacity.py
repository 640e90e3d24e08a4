"""The sizes that a deployment of a model may have, by type."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from planner.domain.offering import CapacityRule
from planner.domain.publishers import OPENAI, full_model
from planner.domain.terms import DeploymentType
from planner.facts.kind import Kind, any_model, said_publisher, stated
from planner.facts.reader import Reader, Record

Rules = Mapping[tuple[str, DeploymentType], CapacityRule]


@dataclass(frozen=True, slots=True)
class Sized:
    """A model and type, and the sizes they may have."""

    model: str
    """Or `*`."""
    type: DeploymentType
    rule: CapacityRule
    publisher: str = OPENAI


def rule_of(rules: Rules, full: str, type_: DeploymentType) -> CapacityRule | None:
    """The model's own rule, else that of every other one of its publisher; None when nobody says.

    The model is named as in a stack file.
    """
    return rules.get((full, type_)) or rules.get((any_model(full), type_))


def _read(reader: Reader) -> Sized:
    rule = CapacityRule(
        minimum=reader.take("minimum", int),
        step=reader.take("step", int),
        maximum=reader.maybe("maximum", int),
        source=reader.source(),
    )
    model, type_ = reader.text("model"), reader.word("type", DeploymentType)
    return Sized(model, type_, rule, reader.publisher())


def _write(sized: Sized) -> Record:
    rule = sized.rule
    return stated(
        {
            "model": sized.model,
            "publisher": said_publisher(sized.publisher),
            "type": sized.type.value,
            "minimum": rule.minimum,
            "step": rule.step,
            "maximum": rule.maximum,
            "source": rule.source.id,
        }
    )


def _index(facts: Sequence[Sized]) -> Rules:
    return {(full_model(each.model, each.publisher), each.type): each.rule for each in facts}


KIND: Final = Kind(
    name="capacity",
    line="`minimum`, `step`, `maximum` of a deployment in ARM's units; model `*` is every other one",
    key=("model", "publisher", "type"),
    read=_read,
    write=_write,
    index=_index,
)
