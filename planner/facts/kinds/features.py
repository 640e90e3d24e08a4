"""Capabilities that are documented per model version and region, such as the Assistants API."""

from __future__ import annotations

from typing import Final

from planner.domain.offering import Feature
from planner.domain.terms import Use
from planner.facts.kind import Kind, many_by, said_publisher, stated
from planner.facts.reader import Reader, Record


def _read(reader: Reader) -> Feature:
    return Feature(
        name=reader.text("name"),
        model=reader.text("model"),
        version=reader.text("version"),
        use=reader.word("use", Use),
        regions=reader.places(),
        source=reader.source(),
        publisher=reader.publisher(),
    )


def _write(feature: Feature) -> Record:
    said = {
        "name": feature.name,
        "model": feature.model,
        "publisher": said_publisher(feature.publisher),
        "version": feature.version,
        "use": feature.use.value,
        "source": feature.source.id,
    }
    return {**stated(said), "regions": list(feature.regions)}


def _model(feature: Feature) -> str:
    return feature.subject.full_model


KIND: Final = Kind(
    name="features",
    line="regions of a capability: the Assistants table, real-time audio",
    key=("name", "model", "publisher", "version", "use"),
    read=_read,
    write=_write,
    index=many_by(_model),
)
