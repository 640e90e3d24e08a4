"""Capabilities that are documented per model version and region, such as the Assistants API."""

from __future__ import annotations

from typing import Final

from planner.domain.offering import Feature
from planner.domain.terms import Use
from planner.facts.kind import Kind, many_by
from planner.facts.reader import Reader, Record


def _read(reader: Reader) -> Feature:
    return Feature(
        name=reader.text("name"),
        model=reader.text("model"),
        version=reader.text("version"),
        use=reader.word("use", Use),
        regions=reader.places(),
        source=reader.source(),
    )


def _write(feature: Feature) -> Record:
    return {
        "name": feature.name,
        "model": feature.model,
        "version": feature.version,
        "use": feature.use.value,
        "regions": list(feature.regions),
        "source": feature.source.id,
    }


def _model(feature: Feature) -> str:
    return feature.model


KIND: Final = Kind(
    name="features",
    line="regions of a capability: the Assistants table, real-time audio",
    key=("name", "model", "version", "use"),
    read=_read,
    write=_write,
    index=many_by(_model),
)
