"""What `planner catalog diff` says: what changed between two snapshots, and in a stack."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from planner.domain.diff import CatalogDiff, Change, KindChanges, Side, Sign
from planner.domain.terms import Use
from planner.report.look import Ink, Look, Row, Span, block, count, flow, sentence, table, tail
from planner.report.moves import Moves

_INDENT = "  "
_OFFERINGS, _DATES = "offerings", "lifecycle"
"""The kinds that are told together, version by version; the others have a list each."""

_VERSIONS_HINT = f"--kind {_OFFERINGS}, --kind {_DATES} or --model MODEL"

_PLAIN_KEYS = frozenset({"id", "name", "model", "version", "use", "type", "region", "cloud"})

_MOST_VERSIONS, _MOST_FACTS = 12, 6
"""What is listed where nobody asked for one model or one kind."""

_INKS: Final = {Sign.ADDED: Ink.GREEN, Sign.REMOVED: Ink.RED, Sign.CHANGED: Ink.YELLOW}
_WORDS: Final = {Sign.ADDED: "added", Sign.REMOVED: "removed", Sign.CHANGED: "changed"}


@dataclass(frozen=True, slots=True)
class DiffReport:
    """Two snapshots held against each other, and what it means for a stack if one was named."""

    diff: CatalogDiff
    moves: Moves | None = None
    whole: bool = False
    """True to list every change, however many there are; JSON always has them all."""

    def text(self, look: Look) -> str:
        """The stack first, then the sums, then each change; quiet leaves only the stack."""
        moves = self.moves.text(look) if self.moves else ""
        if look.quiet:
            return moves
        lists = (self._list(kind, look) for kind in self.diff.kinds)
        return block(moves, _heading(self.diff, look), *self._versions(look), *lists)

    def _versions(self, look: Look) -> Iterator[str]:
        """A block for each version and use, in order of name."""
        blocks: dict[tuple[str, ...], list[str]] = {}
        for kind in (_OFFERINGS, _DATES):
            for change in self.diff.of(kind):
                key = tuple(change.told.get(part, "") for part in ("model", "version", "use"))
                blocks.setdefault(key, []).append(_version_line(kind, change, look))
        shown = sorted(blocks) if self.whole else sorted(blocks)[:_MOST_VERSIONS]
        for model, version, use in shown:
            name = Span(f"{model} {version}", Ink.BOLD)
            head = [name, *tail([] if use == Use.BASE else [use])]
            yield "\n".join([flow(head, look), *blocks[model, version, use]])
        yield _hint(len(blocks) - len(shown), "version", _VERSIONS_HINT, look)

    def _list(self, kind: KindChanges, look: Look) -> str:
        """The changes of a kind that is not told by version."""
        if kind.kind in (_OFFERINGS, _DATES) or not kind.changes:
            return ""
        shown = kind.changes if self.whole else kind.changes[:_MOST_FACTS]
        head = [Span(_plain(kind.kind), Ink.BOLD), *tail(_sums(kind))]
        left = len(kind.changes) - len(shown)
        hint = _hint(left, "change", f"--kind {kind.kind}", look, indent=_INDENT)
        lines = [flow(head, look), *(_fact_line(change, look) for change in shown), hint]
        return "\n".join(line for line in lines if line)


def _heading(diff: CatalogDiff, look: Look) -> str:
    """A row for each kind that differs, then the models that are new and gone."""
    head = look.paint(f"Snapshot {diff.before} -> {diff.after}", Ink.BOLD)
    differing = [kind for kind in diff.kinds if kind.changes]
    rows = [_COLUMNS, *map(_row, differing)] if differing else []
    same = [_plain(kind.kind) for kind in diff.kinds if not kind.changes]
    lines = [head, *table(rows, look, indent=_INDENT)]
    lines += [_named(f"no difference: {', '.join(same)}", look)] if same else []
    for word, models in (("new", diff.new_models), ("gone", diff.gone_models)):
        lines += [_named(f"{word} models: {', '.join(models)}", look)] if models else []
    return "\n".join(lines)


_COLUMNS = Row(("kind", *_WORDS.values()), (Ink.DIM,) * 4)


def _row(kind: KindChanges) -> Row:
    numbers = (
        f"{f'{number:,}' if number else '-':>{len(word)}}"
        for number, word in zip(map(kind.count, Sign), _WORDS.values(), strict=True)
    )
    silent = [f"{name} has no such file" for name in kind.silent]
    return Row((_plain(kind.kind), *numbers, *silent))


def _named(text: str, look: Look) -> str:
    return flow([Span(text)], look, indent=_INDENT, hanging=_INDENT * 2)


def _plain(name: str) -> str:
    return name.replace("_", " ")


def _sums(kind: KindChanges) -> list[str]:
    numbers = [(kind.count(sign), word) for sign, word in _WORDS.items()]
    return [f"{number:,} {word}" for number, word in numbers if number]


def _hint(left: int, noun: str, option: str, look: Look, *, indent: str = "") -> str:
    """What was cut off, and how to see it; empty when nothing was."""
    if not left:
        return ""
    text = f"{count(left, f'more {noun}')}: see {option}"
    return sentence(text, look, indent=indent, ink=Ink.DIM)


def _version_line(kind: str, change: Change, look: Look) -> str:
    if kind == _DATES:
        text = f"dates: {_said(change.before)} -> {_said(change.after)}"
        return flow([Span("~", Ink.YELLOW), Span(text)], look, indent=_INDENT, hanging=_INDENT * 2)
    return _with_regions(change, Span(change.about.get("type", ""), Ink.CYAN), look)


def _said(sides: Sequence[Side]) -> str:
    """In a few words; sources that contradict each other joined by `or`."""
    return " or ".join(dict.fromkeys(side.words for side in sides)) or "not documented"


def _fact_line(change: Change, look: Look) -> str:
    name = Span(" ".join(_names(change)), Ink.CYAN)
    if change.regions:
        return _with_regions(change, name, look)
    spans = [Span(change.sign.value, _INKS[change.sign]), name, *tail([_terms(change)])]
    return flow(spans, look, indent=_INDENT, hanging=_INDENT * 2)


def _names(change: Change) -> Iterator[str]:
    """What a fact is about; a key that its word does not show is named: `tier 1`."""
    for key, word in change.told.items():
        if (key, word) != ("use", Use.BASE.value):
            yield word if key in _PLAIN_KEYS else f"{_plain(key)} {word}"


def _with_regions(change: Change, name: Span, look: Look) -> str:
    parts = tail([count(len(change.regions), "region"), _terms(change)])
    head = flow(
        [Span(change.sign.value, _INKS[change.sign]), name, *parts],
        look,
        indent=_INDENT,
        hanging=_INDENT * 2,
    )
    regions = sentence(" ".join(change.regions), look, indent=_INDENT * 3)
    return "\n".join([head, regions])


def _terms(change: Change) -> str:
    """What the fact says, or what it said before and says now."""
    before, after = (" or ".join(s.words for s in each) for each in (change.before, change.after))
    if change.sign is not Sign.CHANGED:
        return before or after
    return f"{before or 'no terms'} -> {after or 'no terms'}"
