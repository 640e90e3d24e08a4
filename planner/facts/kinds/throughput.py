"""How much a model takes and how fast it answers, where a document promises it."""

from __future__ import annotations

from datetime import date
from typing import Final

from planner.domain.offering import Processing, Throughput
from planner.facts.kind import Kind, one_by, said_publisher, stated
from planner.facts.reader import Reader, Record


def _read(reader: Reader) -> Throughput:
    return Throughput(
        model=reader.text("model"),
        processing=reader.word("processing", Processing),
        input=reader.maybe("input", int),
        ratio=reader.maybe("ratio", int),
        latency=reader.maybe("latency", int),
        long_context=reader.maybe("long_context", int),
        source=reader.source(),
        publisher=reader.publisher(),
    )


def _write(fact: Throughput) -> Record:
    return stated(
        {
            "model": fact.model,
            "publisher": said_publisher(fact.publisher),
            "processing": fact.processing.value,
            "input": fact.input,
            "ratio": fact.ratio,
            "latency": fact.latency,
            "long_context": fact.long_context,
            "source": fact.source.id,
        }
    )


def _tell(fact: Throughput, _as_of: date) -> str:
    return fact.words


def _pair(fact: Throughput) -> tuple[str, Processing]:
    return fact.full_model, fact.processing


KIND: Final = Kind(
    name="throughput",
    line="what `processing` (`provisioned`, `priority`) of a model promises: `input` tokens a minute for one PTU, input tokens that one of output counts as (`ratio`), tokens per second that 99 % of requests exceed (`latency`), prompt tokens above which it does not hold (`long_context`)",
    key=("model", "publisher", "processing"),
    read=_read,
    write=_write,
    index=one_by(_pair),
    tell=_tell,
)
