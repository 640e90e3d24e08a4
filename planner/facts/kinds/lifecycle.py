"""The dates of a model version for one use, and what comes after it."""

from __future__ import annotations

from datetime import date
from typing import Final

from planner.domain.offering import Lifecycle
from planner.domain.subject import Subject
from planner.domain.terms import Cloud, Stage, Use
from planner.facts.kind import Kind, many_by, said_publisher, stated
from planner.facts.reader import Reader, Record


def _read(reader: Reader) -> Lifecycle:
    use = reader.word("use", Use)
    return Lifecycle(
        model=reader.text("model"),
        version=reader.text("version"),
        use=use,
        stage=reader.word("stage", Stage),
        stage_since=reader.day("stage_since"),
        retires=reader.maybe_day("retires"),
        replacement=reader.maybe("replacement", str),
        source=reader.source(),
        not_before=reader.maybe("not_before", bool) or False,
        closes=reader.maybe_day("closes"),
        publisher=reader.publisher(),
        types=reader.types_for(use),
        cloud=reader.maybe_word("cloud", Cloud),
    )


def _write(life: Lifecycle) -> Record:
    return stated(
        {
            "model": life.model,
            "publisher": said_publisher(life.publisher),
            "version": life.version,
            "use": life.use.value,
            "stage": life.stage.value,
            "stage_since": life.stage_since.isoformat(),
            "retires": life.retires.isoformat() if life.retires else None,
            "replacement": life.replacement,
            "source": life.source.id,
            "not_before": life.not_before,
            "closes": life.closes.isoformat() if life.closes else None,
            "types": sorted(type_.value for type_ in life.types),
            "cloud": life.cloud.value if life.cloud else None,
        }
    )


def _tell(life: Lifecycle, as_of: date) -> str:
    stage = life.stage_at(as_of)
    said = [f"in {life.cloud}"] if life.cloud else []
    said += [f"as {', '.join(sorted(life.types))}"] if life.types else []
    said += [stage.value if stage else "stage not documented"]
    said += [f"closes {life.closes}"] if life.closes else []
    later = " or later" if life.not_before else ""
    said += [f"retires {life.retires}{later}"] if life.retires else []
    said += [f"then {life.replacement}"] if life.replacement else []
    return ", ".join(said)


def _subject(life: Lifecycle) -> Subject:
    return life.subject


KIND: Final = Kind(
    name="lifecycle",
    line="`stage`, `stage_since`, `closes`, `retires`, `not_before`, `replacement` of a version and use; of the `types` and the `cloud` it names, else of all that no other line of the version names",
    key=("model", "publisher", "version", "use", "retires", "stage", "types", "cloud"),
    read=_read,
    write=_write,
    index=many_by(_subject),
    about=("model", "publisher", "version", "use", "cloud"),
    aside=frozenset({"source", "stage_since"}),
    tell=_tell,
)
