"""What every fact is about: a maker's model in one version for one use, and where it would stand.

Both are named tuples, because they are the keys of every look-up: a table of the catalog is asked
some hundred thousand times for one large stack, and a tuple is hashed and compared without a line
of Python.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from planner.domain.terms import DeploymentType, TrainingType, Use

OPENAI = "OpenAI"
"""The publisher that is meant where a stack file, a snapshot or a lock names none."""

AnyType = DeploymentType | TrainingType
"""How a subject is had: as a deployment, or by a training job."""


@dataclass(frozen=True, slots=True)
class ModelVersion:
    """A model and one exact version of it, written `model@version` in stack files."""

    model: str
    version: str

    def __str__(self) -> str:
        return f"{self.model} {self.version}"

    @property
    def pin(self) -> str:
        """The stack file's spelling."""
        return f"{self.model}@{self.version}"


class Subject(NamedTuple):
    """One exact version of a publisher's model, for one use."""

    model: str
    """Of a fine-tuned deployment the base model."""
    version: str
    use: Use
    publisher: str = OPENAI

    def __str__(self) -> str:
        """In words: `gpt-5.1 2025-11-13`, `fine-tuned gpt-4.1 2025-04-14`."""
        name = f"{self.model} {self.version}"
        return f"fine-tuned {name}" if self.use is Use.FINE_TUNED else name

    @property
    def pinned(self) -> ModelVersion:
        """The model with its version, as a stack file names it."""
        return ModelVersion(self.model, self.version)

    def used_as(self, use: Use) -> Subject:
        """The same version for another use."""
        return self._replace(use=use)


class Target(NamedTuple):
    """A subject as one type in one region, which is what a deployment or a training job needs."""

    subject: Subject
    type: AnyType
    region: str
    """The region's slug."""
