"""The resource tree of an offline preview, and its outputs, as text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

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
    """The stack's outputs, one value a line."""
    if not preview.outputs:
        return ""
    lines = [
        flow([Span(path, Ink.CYAN), Span(text)], look, indent="  ", hanging="    ")
        for path, text in _leaves("", preview.outputs)
    ]
    return "\n".join([look.paint("Outputs", Ink.BOLD), *lines])


def _branch(
    preview: Preview, resource: Resource, look: Look, stems: tuple[str, str]
) -> Iterator[str]:
    """Lines of one resource and of what is below it; `stems` start its line and the others."""
    first, rest = stems
    children = preview.children(resource.urn)
    yield flow(_title(resource), look, indent=first, hanging=rest + "    ")
    details = _details(preview, resource)
    if details:
        below = rest + ("│    " if children else "     ")
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
    facts = _FACTS.get(resource.type, _LOCATION)
    shown = [_shown(_at(inputs, path)) for path in facts]
    shown += [f"{path} {COMPUTED}" for path, text in _leaves("", inputs) if text == COMPUTED]
    after = ", ".join(_after(preview, resource))
    shown += ["protected"] if resource.options.protect else []
    shown += [f"after {after}"] if after else []
    return [text for text in shown if text]


_LOCATION = ("location",)
_FACTS = {
    ACCOUNT_TYPE: ("location", "kind", "sku.name"),
    DEPLOYMENT_TYPE: (
        "properties.model.name",
        "properties.model.version",
        "sku.name",
        "sku.capacity",
    ),
}


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


def _leaves(path: str, value: Value) -> Iterator[tuple[str, str]]:
    """Each plain value inside, with the route to it."""
    if isinstance(value, Mapping):
        steps = [(f"{path}.{key}" if path else str(key), value[key]) for key in value]
    elif isinstance(value, tuple | list):
        steps = [(f"{path}[{index}]", item) for index, item in enumerate(value)]
    else:
        yield path, _shown(value)
        return
    for step, inner in steps:
        yield from _leaves(step, inner)
    if not steps:
        yield path, "none"


def _after(preview: Preview, resource: Resource) -> Iterator[str]:
    """Names of what must exist first, without what follows from the others or from the tree."""
    by_urn = {r.urn: r for r in preview.resources}
    direct = [by_urn[urn] for urn in resource.dependencies if urn in by_urn]
    implied = {urn for r in direct for urn in r.dependencies}
    implied |= {parent for r in (resource, *direct) if (parent := r.parent)}
    return (r.name for r in direct if r.urn not in implied)
