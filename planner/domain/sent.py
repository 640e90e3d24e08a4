"""What the service was asked for last of a deployment that runs, and whether it may have moved it.

It moves a deployment whose `upgrade` asks for it to another version, or to a successor of another
name. What was asked for is then no longer what stands.
"""

from __future__ import annotations

from dataclasses import dataclass

Where = tuple[str, str]
"""Workload and region of a deployment, by which Pulumi knows it."""


@dataclass(frozen=True, slots=True)
class Sent:
    """Of one deployment."""

    model: str
    """As a stack file names it, with its publisher."""
    version: str | None = None
    """None where a state of before does not say it: any version may be what was asked for."""
    followed: bool = False
    """The service may have moved it since."""
    stands: str | None = None
    """As what it stood, as `model@version`; None where only a lock is known."""

    def asks_for(self, model: str, version: str) -> bool:
        """Whether that is what was asked for."""
        return self.model == model and self.version in (None, version)

    @property
    def asked(self) -> str | None:
        """What was asked for, as `model@version`; else what stood."""
        return self.stands if self.version is None else spelt(self.model, self.version)


def spelt(model: str, version: str) -> str:
    """A model and a version in one word, as the state remembers them."""
    return f"{model}@{version}"
