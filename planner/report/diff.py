"""What `planner catalog diff` says: what changed between two snapshots, and in a stack."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from planner.domain.offering import Lifecycle
from planner.domain.terms import DeploymentType, TrainingType, Use
from planner.report.look import Ink, Look, Span, block, count, flow, sentence, tail
from planner.report.moves import Moves

if TYPE_CHECKING:
    from planner.report.forms.diff import DiffForm

_INDENT = "  "


class Sign(StrEnum):
    """What happened to some regions."""

    ADDED = "+"
    REMOVED = "-"
    CHANGED = "~"


_INKS: Final = {Sign.ADDED: Ink.GREEN, Sign.REMOVED: Ink.RED, Sign.CHANGED: Ink.YELLOW}
_WORDS: Final = {Sign.ADDED: "added", Sign.REMOVED: "removed", Sign.CHANGED: "on other terms"}


@dataclass(frozen=True, slots=True)
class Change:
    """The regions where one version, use and type came, went, or changed its terms."""

    sign: Sign
    model: str
    version: str
    use: Use
    type: DeploymentType | TrainingType
    regions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DatesChange:
    """The dates of one version and use before and after; an empty side had none."""

    model: str
    version: str
    use: Use
    before: tuple[Lifecycle, ...]
    after: tuple[Lifecycle, ...]


@dataclass(frozen=True, slots=True)
class DiffReport:
    """Two snapshots held against each other, and what it means for a stack if one was named."""

    before: str
    after: str
    changes: tuple[Change, ...]
    dates: tuple[DatesChange, ...]
    new_models: tuple[str, ...]
    gone_models: tuple[str, ...]
    as_of: date
    moves: Moves | None = None

    def only(self, model: str) -> DiffReport:
        """The same about one model; what becomes of the stack stays whole."""
        return replace(
            self,
            changes=tuple(each for each in self.changes if each.model == model),
            dates=tuple(each for each in self.dates if each.model == model),
            new_models=tuple(name for name in self.new_models if name == model),
            gone_models=tuple(name for name in self.gone_models if name == model),
        )

    def text(self, look: Look) -> str:
        """The stack first, then models, offerings and dates; quiet leaves only the stack."""
        moves = self.moves.text(look) if self.moves else ""
        if look.quiet:
            return moves
        return block(moves, self._heading(look), *self._versions(look))

    def form(self) -> DiffForm:
        from planner.report.forms.diff import diff_form  # noqa: PLC0415 - only JSON needs it

        return diff_form(self)

    def _heading(self, look: Look) -> str:
        said = [f"{count(self._total(sign), 'offering')} {_WORDS[sign]}" for sign in Sign]
        said.append(f"dates of {count(len(self.dates), 'version')} changed")
        head = Span(f"Snapshot {self.before} -> {self.after}", Ink.BOLD)
        lines = [flow([head, *tail(said)], look, hanging=_INDENT)]
        for word, models in (("new", self.new_models), ("gone", self.gone_models)):
            if models:
                names = f"{word} models: {', '.join(models)}"
                lines.append(flow([Span(names)], look, indent=_INDENT, hanging=_INDENT * 2))
        return "\n".join(lines)

    def _total(self, sign: Sign) -> int:
        return sum(len(change.regions) for change in self.changes if change.sign is sign)

    def _versions(self, look: Look) -> Iterator[str]:
        """A block a version and use, in order of name."""
        blocks: dict[tuple[str, str, Use], list[str]] = {}
        for change in self.changes:
            key = (change.model, change.version, change.use)
            blocks.setdefault(key, []).append(_change_text(change, look))
        for each in self.dates:
            key = (each.model, each.version, each.use)
            blocks.setdefault(key, []).append(self._dates_text(each, look))
        for (model, version, use), lines in sorted(blocks.items()):
            name = Span(f"{model} {version}", Ink.BOLD)
            head = [name, *tail([] if use is Use.BASE else [use.value])]
            yield "\n".join([flow(head, look), *lines])

    def _dates_text(self, change: DatesChange, look: Look) -> str:
        before, after = (_said(lives, self.as_of) for lives in (change.before, change.after))
        text = f"dates: {before} -> {after}"
        return flow([Span("~", Ink.YELLOW), Span(text)], look, indent=_INDENT, hanging="    ")


def _change_text(change: Change, look: Look) -> str:
    head = [
        Span(change.sign.value, _INKS[change.sign]),
        Span(change.type.value, Ink.CYAN),
        *tail([count(len(change.regions), "region")]),
    ]
    regions = sentence(" ".join(change.regions), look, indent=_INDENT * 3)
    return "\n".join([flow(head, look, indent=_INDENT), regions])


def _said(lives: tuple[Lifecycle, ...], as_of: date) -> str:
    """The dates in a few words; sources that contradict each other joined by `or`."""
    return " or ".join(dict.fromkeys(_dates(each, as_of) for each in lives)) or "not documented"


def _dates(lifecycle: Lifecycle, as_of: date) -> str:
    stage = lifecycle.stage_at(as_of)
    said = [stage.value if stage else "stage not documented"]
    said += [f"closes {lifecycle.closes}"] if lifecycle.closes else []
    later = " or later" if lifecycle.not_before else ""
    said += [f"retires {lifecycle.retires}{later}"] if lifecycle.retires else []
    said += [f"then {lifecycle.replacement}"] if lifecycle.replacement else []
    return ", ".join(said)
