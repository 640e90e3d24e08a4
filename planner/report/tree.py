"""The resource tree of an offline preview, and its outputs, as text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from planner.engine.preview import (
    ACCOUNT_TYPE,
    DEPLOYMENT_TYPE,
    Preview,
    Resource,
    Secret,
    Unknown,
    Value,
)
from planner.report.look import Ink, Look, Span, dots, flow

COMPUTED, HIDDEN = "<computed>", "<secret>"
"""How values are shown that only Azure will know, and those that nobody may see."""

_PROVIDER = "azure-native:"


def tree_text(preview: Preview, look: Look) -> str:
    """Every resource below its parent: name, type, step, and below that what matters of it."""
    return "\n".join(
        line for root in preview.children(None) for line in _branch(preview, root, look, ("", ""))
    )


def outputs_text(preview: Preview, look: Look) -> str:
    """The stack's outputs: each name, and below it what it holds, one entry in one piece."""
    lines = [line for name, value in preview.outputs.items() for line in _output(name, value, look)]
    return "\n".join([look.paint("Outputs", Ink.BOLD), *lines]) if lines else ""


def _output(name: str, value: Value, look: Look) -> Iterator[str]:
    """One output. Entries that all have the same keys are values, the keys stand in its head."""
    entries = value if isinstance(value, Mapping) else {}
    keys = _common_keys(entries.values())
    said = f"({', '.join(keys)})" if keys else _inline(value) if not entries else ""
    yield flow([Span(name, Ink.CYAN), Span(said)], look, indent="  ", hanging="    ")
    for key, inner in entries.items():
        parts = [_inline(_only(inner)[part]) for part in keys] or [_inline(inner)]
        spans = [Span(str(key), Ink.BOLD), *dots(parts)]
        yield flow(spans, look, indent="    ", hanging="      ")


def _common_keys(values: Iterable[Value]) -> tuple[str, ...]:
    """The keys of values that are all mappings with the same keys, a list of one counting as one."""
    found = {tuple(_only(value)) for value in values}
    return found.pop() if len(found) == 1 else ()


def _only(value: Value) -> Mapping[str, Value]:
    """The mapping that a value is, or that it holds alone; empty for any other."""
    if isinstance(value, tuple | list) and len(value) == 1:
        value = value[0]
    return value if isinstance(value, Mapping) else {}


def _inline(value: Value) -> str:
    """A value on one line: `name x, sku y`; lists in brackets where they have several items."""
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {_inline(inner)}" for key, inner in value.items()) or "none"
    if isinstance(value, tuple | list):
        items = "; ".join(map(_inline, value)) or "none"
        return f"[{items}]" if len(value) > 1 else items
    return _shown(value)


def _branch(
    preview: Preview, resource: Resource, look: Look, stems: tuple[str, str]
) -> Iterator[str]:
    """Lines of one resource and of what is below it; `stems` start its line and the others."""
    first, rest = stems
    children = preview.children(resource.urn)
    yield flow(_title(resource), look, indent=first, hanging=rest + "  ")
    details = _details(preview, resource)
    if details:
        below = rest + ("│ " if children else "  ")
        yield flow(dots(details, Ink.DIM), look, indent=below, hanging=below)
    for number, child in enumerate(children, start=1):
        stem = ("├─ ", "│  ") if number < len(children) else ("└─ ", "   ")
        yield from _branch(preview, child, look, (rest + stem[0], rest + stem[1]))


def _title(resource: Resource) -> list[Span]:
    step = f"step {resource.wave}" if resource.wave else ""
    type_ = resource.type.removeprefix(_PROVIDER)
    return [Span(resource.name, Ink.BOLD), Span(type_), Span(step, Ink.CYAN)]


def _details(preview: Preview, resource: Resource) -> list[str]:
    inputs = resource.inputs
    shown = [_fact(fact, inputs) for fact in _FACTS.get(resource.type, _LOCATION)]
    shown += [f"{unknown} {COMPUTED}" if (unknown := ", ".join(_unknowns("", inputs))) else ""]
    after = ", ".join(_after(preview, resource))
    shown += ["imported"] if resource.options.import_id else []
    shown += ["protected"] if resource.options.protect else []
    shown += [f"after {after}"] if after else []
    return [text for text in shown if text]


_LOCATION = ("{location}",)
_FACTS = {
    ACCOUNT_TYPE: ("{location}", "{kind}", "{sku.name}"),
    DEPLOYMENT_TYPE: (
        "{properties.model.name} {properties.model.version}",
        "{sku.name}",
        "capacity {sku.capacity}",
    ),
}
"""What is shown of a resource's inputs, by its type: words, and paths in braces."""
_PATH = re.compile(r"{([\w.]+)}")


def _fact(fact: str, inputs: Value) -> str:
    """The fact with its values; empty when the resource has none of them."""
    values = {path: _shown(_at(inputs, path)) for path in _PATH.findall(fact)}
    return _PATH.sub(lambda m: values[m[1]], fact) if any(values.values()) else ""


def _at(value: Value, path: str) -> Value:
    for key in path.split("."):
        value = value.get(key) if isinstance(value, Mapping) else None
    return value


def _shown(value: Value) -> str:
    if isinstance(value, Unknown):
        return COMPUTED
    if isinstance(value, Secret):
        return HIDDEN
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def _unknowns(path: str, value: Value) -> Iterator[str]:
    """The routes to the values inside that only Azure will know."""
    if isinstance(value, Unknown):
        yield path
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _unknowns(f"{path}.{key}" if path else str(key), inner)
    elif isinstance(value, tuple | list):
        for index, inner in enumerate(value):
            yield from _unknowns(f"{path}[{index}]", inner)


def _waits_for(resource: Resource) -> tuple[str, ...]:
    """What it needs, and whose turn is before its own."""
    before = resource.turn_after
    return resource.dependencies if before is None else (*resource.dependencies, before)


def _after(preview: Preview, resource: Resource) -> Iterator[str]:
    """Names of what must exist first, without what follows from the others or from the tree."""
    by_urn = {r.urn: r for r in preview.resources}
    direct = [by_urn[urn] for urn in _waits_for(resource) if urn in by_urn]
    implied = {urn for r in direct for urn in _waits_for(r)}
    implied |= {parent for r in (resource, *direct) if (parent := r.parent)}
    return (r.name for r in direct if r.urn not in implied)
