"""What every fact is about: a maker's model in one version for one use, and where it would stand.

Both are named tuples, because they are the keys of every look-up: a table of the catalog is asked
some hundred thousand times for one large stack, and a tuple is hashed and compared without a line
of Python.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from planner.domain.publishers import OPENAI, full_model, parted
from planner.domain.terms import DeploymentType, TrainingType, Use

AnyType = DeploymentType | TrainingType
"""How a subject is had: as a deployment, or by a training job."""


@dataclass(frozen=True, slots=True)
class ModelVersion:
    """A model and one exact version of it, written `model@version` in stack files.

    Another publisher's is written with its name before it: `xAI/grok-4@1`.
    """

    model: str
    """As ARM has it for `model.name`: without the publisher."""
    version: str
    publisher: str = OPENAI
    """As ARM has it for `model.format`."""

    def __str__(self) -> str:
        return f"{self.full_model} {self.version}"

    @property
    def full_model(self) -> str:
        """The model as a stack file names it; every look-up by a model's name goes by this."""
        return full_model(self.model, self.publisher)

    @property
    def pin(self) -> str:
        """The stack file's spelling."""
        return f"{self.full_model}@{self.version}"


class Subject(NamedTuple):
    """One exact version of a publisher's model, for one use."""

    model: str
    """As ARM has it for `model.name`; of a fine-tuned deployment the base model."""
    version: str
    use: Use
    publisher: str = OPENAI
    """As ARM has it for `model.format`."""

    def __str__(self) -> str:
        """In words: `gpt-5.1 2025-11-13`, `xAI/grok-4 1`, `fine-tuned gpt-4.1 2025-04-14`."""
        name = f"{self.full_model} {self.version}"
        return f"fine-tuned {name}" if self.use is Use.FINE_TUNED else name

    @classmethod
    def of(cls, full: str, version: str, use: Use) -> Subject:
        """The subject of a model as a stack file names it: `gpt-5.1`, `xAI/grok-4`."""
        model, publisher = parted(full)
        return cls(model, version, use, publisher)

    @property
    def full_model(self) -> str:
        """The model as a stack file names it; every look-up by a model's name goes by this."""
        return full_model(self.model, self.publisher)

    @property
    def pinned(self) -> ModelVersion:
        """The model with its version, as a stack file names it."""
        return ModelVersion(self.model, self.version, self.publisher)

    def used_as(self, use: Use) -> Subject:
        """The same version for another use."""
        return self._replace(use=use)


class Target(NamedTuple):
    """A subject as one type in one region, which is what a deployment or a training job needs."""

    subject: Subject
    type: AnyType
    region: str
    """The region's slug."""
