"""What model versions can do, as text: values that the same documents give together."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from planner.domain.capability import Capabilities, Name, Value
from planner.domain.offering import Source
from planner.domain.terms import Cloud, DeploymentType
from planner.report.look import Ink, Look, Span, flow, sentence, tail

_INDENT = "  "

_Scope = tuple[tuple[DeploymentType, ...], Cloud | None]
_Claims = dict[tuple[_Scope, Name], dict[Value, list[Source]]]


def capability_lines(
    facts: Iterable[Capabilities], look: Look, only: Collection[str] | None = None
) -> Iterator[str]:
    """What documents say of one version; `only` has the names to show, None for all.

    Where they contradict each other each value has its documents behind it.
    """
    claims = _claims(facts, only)
    for (scope, sources), words in _agreed(claims).items():
        yield _head("capabilities", Ink.CYAN, [*_scope(scope), _said_by(sources)], look)
        yield sentence(", ".join(words), look, indent=_INDENT * 2)
    for (scope, name), values in claims.items():
        if len(values) > 1:
            yield _head("capability disputed", Ink.YELLOW, _scope(scope), look)
            yield sentence(_contradiction(name, values), look, indent=_INDENT * 2)


def values_asked(facts: Iterable[Capabilities], only: Collection[str] | None) -> list[str]:
    """The numbers, days and words among `only`, in few words: `context 400,000`."""
    values: dict[Name, dict[str, None]] = {}
    for fact in facts:
        for name, value in fact.values.items():
            if name in (only or ()) and not isinstance(value, bool) and not fact.types:
                said = f"{value:,}" if isinstance(value, int) else value
                values.setdefault(name, {})[said] = None
    return [f"{name.value} {' or '.join(said)}" for name, said in values.items()]


def value_text(name: Name, value: Value) -> str:
    """`context 400,000`, `training-data 2024-09-30`, `image-input`, `no image-input`."""
    if isinstance(value, bool):
        return name.value if value else f"no {name.value}"
    return f"{name.value} {value:,}" if isinstance(value, int) else f"{name.value} {value}"


def _claims(facts: Iterable[Capabilities], only: Collection[str] | None) -> _Claims:
    claims: _Claims = {}
    for fact in facts:
        scope = (tuple(sorted(fact.types)), fact.cloud)
        for name, value in fact.values.items():
            if only is None or name in only:
                sources = claims.setdefault((scope, name), {}).setdefault(value, [])
                sources.append(fact.source)
    return claims


def _agreed(claims: _Claims) -> dict[tuple[_Scope, tuple[Source, ...]], list[str]]:
    """The values that nobody contradicts, by whom they are said of and who says them."""
    agreed: dict[tuple[_Scope, tuple[Source, ...]], list[str]] = {}
    for (scope, name), values in claims.items():
        if len(values) == 1:
            ((value, sources),) = values.items()
            agreed.setdefault((scope, tuple(sources)), []).append(value_text(name, value))
    return agreed


def _head(word: str, ink: Ink, said: Iterable[str], look: Look) -> str:
    return flow([Span(word, ink), *tail(said)], look, indent=_INDENT, hanging=_INDENT * 2)


def _scope(scope: _Scope) -> list[str]:
    types, cloud = scope
    return [", ".join(each.value for each in types), cloud.value if cloud else ""]


def _said_by(sources: Iterable[Source]) -> str:
    return ", ".join(dict.fromkeys(map(str, sources)))


def _contradiction(name: Name, values: Mapping[Value, list[Source]]) -> str:
    said = (f"{value_text(name, v)} ({_said_by(sources)})" for v, sources in values.items())
    return ", but ".join(said)
