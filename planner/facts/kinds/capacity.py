"""The sizes that a deployment of a model may have, by type."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from planner.domain.offering import CapacityRule
from planner.domain.terms import DeploymentType
from planner.facts.kind import ANY_MODEL, Kind, stated
from planner.facts.reader import Reader, Record

Rules = Mapping[tuple[str, DeploymentType], CapacityRule]


@dataclass(frozen=True, slots=True)
class Sized:
    """A model and type, and the sizes they may have."""

    model: str
    """Or `*`."""
    type: DeploymentType
    rule: CapacityRule


def rule_of(rules: Rules, model: str, type_: DeploymentType) -> CapacityRule | None:
    """The model's own rule, else that of every other model; None when no document says."""
    return rules.get((model, type_)) or rules.get((ANY_MODEL, type_))


def _read(reader: Reader) -> Sized:
    rule = CapacityRule(
        minimum=reader.take("minimum", int),
        step=reader.take("step", int),
        maximum=reader.maybe("maximum", int),
        source=reader.source(),
    )
    return Sized(reader.text("model"), reader.word("type", DeploymentType), rule)


def _write(sized: Sized) -> Record:
    rule = sized.rule
    return stated(
        {
            "model": sized.model,
            "type": sized.type.value,
            "minimum": rule.minimum,
            "step": rule.step,
            "maximum": rule.maximum,
            "source": rule.source.id,
        }
    )


def _index(facts: Sequence[Sized]) -> Rules:
    return {(each.model, each.type): each.rule for each in facts}


KIND: Final = Kind(
    name="capacity",
    line="`minimum`, `step`, `maximum` of a deployment in ARM's units; model `*` is every other one",
    key=("model", "type"),
    read=_read,
    write=_write,
    index=_index,
)
