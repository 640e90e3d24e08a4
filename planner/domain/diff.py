"""What differs between two snapshots of the catalog, kind of fact by kind of fact."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from planner.domain.publishers import OPENAI, full_model, parted


class Sign(StrEnum):
    """What happened to a fact."""

    ADDED = "+"
    REMOVED = "-"
    CHANGED = "~"


@dataclass(frozen=True, slots=True)
class Side:
    """What one snapshot says of a fact."""

    record: Mapping[str, object]
    """As in its file, without the keys that name the fact, its regions and its sources."""
    words: str
    """The same for people; empty when the fact says nothing but that it is there."""


@dataclass(frozen=True, slots=True)
class Change:
    """One fact that two snapshots hold differently, or that only one of them has."""

    about: Mapping[str, str]
    """The keys that name the fact, in the order of its file: `model`, `type` ..."""
    before: tuple[Side, ...]
    """Several where sources contradict each other; empty when the older snapshot has none."""
    after: tuple[Side, ...]
    regions: tuple[str, ...] = ()
    """Slugs, sorted, where the same happened; empty for a fact that has no regions."""

    @property
    def sign(self) -> Sign:
        if not self.before:
            return Sign.ADDED
        return Sign.CHANGED if self.after else Sign.REMOVED

    @property
    def facts(self) -> int:
        """A fact with regions counts once in each of them."""
        return max(1, len(self.regions))

    @property
    def told(self) -> Mapping[str, str]:
        """What it is about, for people: the model as a stack file names it, and the other keys."""
        publisher = self.about.get("publisher", OPENAI)
        return {
            key: full_model(word, publisher) if key == "model" else word
            for key, word in self.about.items()
            if key != "publisher"
        }

    def names(self, full: str) -> bool:
        """Whether it is about a model, by its name or by a list of models that it touches.

        The model is named as in a stack file.
        """
        model, publisher = parted(full)
        lists = (side.record.get("models") for side in (*self.before, *self.after))
        mine = model, publisher
        return mine == (self.about.get("model"), self.about.get("publisher", OPENAI)) or any(
            isinstance(each, list) and full in each for each in lists
        )


@dataclass(frozen=True, slots=True)
class KindChanges:
    """What differs in one kind of fact."""

    kind: str
    """The name of its file, without the ending."""
    changes: tuple[Change, ...]
    """Sorted by what they are about."""
    silent: tuple[str, ...] = ()
    """The snapshots that have no file of this kind: what they lack was not said, rather than no."""

    def count(self, sign: Sign) -> int:
        """How many facts were added, removed or changed."""
        return sum(change.facts for change in self.changes if change.sign is sign)


@dataclass(frozen=True, slots=True)
class CatalogDiff:
    """Two snapshots held against each other; sources and their dates are not compared."""

    before: str
    after: str
    kinds: tuple[KindChanges, ...]
    """Every kind, in the planner's order, those without a difference too."""
    new_models: tuple[str, ...]
    gone_models: tuple[str, ...]

    def of(self, kind: str) -> tuple[Change, ...]:
        """The changes of a kind by its name; empty for a kind that is not there."""
        return next((each.changes for each in self.kinds if each.kind == kind), ())

    def only_model(self, model: str) -> CatalogDiff:
        """The same about one model."""
        return replace(
            self,
            kinds=tuple(
                replace(each, changes=tuple(c for c in each.changes if c.names(model)))
                for each in self.kinds
            ),
            new_models=tuple(name for name in self.new_models if name == model),
            gone_models=tuple(name for name in self.gone_models if name == model),
        )

    def only_kind(self, kind: str) -> CatalogDiff:
        """The same about one kind of fact."""
        return replace(self, kinds=tuple(each for each in self.kinds if each.kind == kind))
