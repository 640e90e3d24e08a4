"""What three documents say of tokens, dimensions, API versions, requests and files is answered.

Each row is one statement: document and line, the snapshot of its time, model and version, what is
stated. `*` is the service itself. Written from the documents, not from the catalog.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest

from tests.cli.conftest import Run

MODELS_PAGE = """
001:37 o1-preview@2024-09-12 input=128000 output=32768 training-data=2023-10
001:38 o1-mini@2024-09-12 input=128000 output=65536 training-data=2023-10
001:50 o1-preview@2024-09-12 api-version=2024-09-01-preview
001:50 o1-mini@2024-09-12 api-version=2024-09-01-preview
001:52 o1-preview@2024-09-12 -max-tokens +max-completion-tokens
001:52 o1-mini@2024-09-12 -max-tokens +max-completion-tokens
001:56 o1-preview@2024-09-12 +chat-completions -temperature -top-p -system-messages
001:56 o1-mini@2024-09-12 +chat-completions -temperature -top-p -system-messages
001:238 gpt-4o-realtime-preview@2024-10-01 input=128000 output=4096 training-data=2023-10 +realtime
001:258 gpt-4@turbo-2024-04-09 +text-input +image-input +text-output
001:280 gpt-4o@2024-08-06 input=128000 output=16384 training-data=2023-10 +structured-outputs +json-mode
001:281 gpt-4o-mini@2024-07-18 input=128000 output=16384 training-data=2023-10 +image-input
001:282 gpt-4o@2024-05-13 input=128000 output=4096 training-data=2023-10 +parallel-functions
001:283 gpt-4@turbo-2024-04-09 input=128000 output=4096 training-data=2023-12
001:284 gpt-4@0125-Preview input=128000 output=4096 training-data=2023-12 +reproducible-output
001:285 gpt-4@vision-preview input=128000 output=4096 training-data=2023-04 +image-input
001:286 gpt-4@1106-Preview input=128000 output=4096 training-data=2023-04 +json-mode
001:287 gpt-4-32k@0613 context=32768 training-data=2021-09 +functions
001:288 gpt-4@0613 context=8192 training-data=2021-09 +functions
001:289 gpt-4-32k@0314 context=32768 training-data=2021-09
001:290 gpt-4@0314 context=8192 training-data=2021-09
001:312 gpt-35-turbo@0125 input=16385 output=4096 training-data=2021-09 +json-mode
001:313 gpt-35-turbo@1106 input=16385 output=4096 training-data=2021-09 +json-mode
001:314 gpt-35-turbo-instruct@0914 context=4097 training-data=2021-09 +completions -chat-completions
001:315 gpt-35-turbo-16k@0613 context=16384 training-data=2021-09 +functions
001:316 gpt-35-turbo@0613 context=4096 training-data=2021-09 +functions
001:317 gpt-35-turbo@0301 context=4096 training-data=2021-09
001:338 text-embedding-3-large@1 +smaller-embeddings
001:338 text-embedding-3-small@1 +smaller-embeddings
001:449 text-embedding-3-large@1 +embeddings -chat-completions
001:456 text-embedding-ada-002@2 context=8192 dimensions=1536 training-data=2021-09
001:457 text-embedding-ada-002@1 context=2046 dimensions=1536 training-data=2021-09
001:458 text-embedding-3-large@1 context=8192 dimensions=3072 training-data=2021-09
001:459 text-embedding-3-small@1 context=8192 dimensions=1536 training-data=2021-09
001:462 text-embedding-ada-002@2 embedding-inputs=2048
001:462 text-embedding-ada-002@1 embedding-inputs=2048
001:462 text-embedding-3-large@1 embedding-inputs=2048
001:462 text-embedding-3-small@1 embedding-inputs=2048
001:474 dall-e-2@2.0 prompt-characters=1000
001:475 dall-e-3@3.0 prompt-characters=4000
001:487 whisper@001 audio-file=25
"""
TRAINING = """
000:23 gpt-35-turbo@1106 input=16385 output=4096 training-data=2021-09 +text-input -image-input
000:24 gpt-35-turbo@0125 context=16385 training-data=2021-09 +text-input -image-input
000:25 gpt-4o-mini@2024-07-18 input=128000 output=16384 training-example=65536 training-data=2023-10 -image-input
000:26 gpt-4o@2024-08-06 input=128000 output=16384 training-example=65536 training-data=2023-10 +image-input
000:27 gpt-4.1@2025-04-14 input=128000 output=16384 training-example=65536 training-data=2024-05 +image-input
000:28 gpt-4.1-mini@2025-04-14 input=128000 output=16384 training-example=65536 training-data=2024-05 -image-input
000:29 gpt-4.1-nano@2025-04-14 input=128000 output=16384 training-example=32768 training-data=2024-05 -image-input
000:30 o4-mini@2025-04-16 input=128000 output=16384 training-example=65536 training-data=2024-05 -image-input
"""
DEPLOYING = """
002:9 * fine-tuned-idle-days=15
002:9 gpt-4.1@2025-04-14 +chat-completions +responses
002:9 o4-mini@2025-04-16 +chat-completions +responses
002:16 gpt-4o@2024-08-06 +temperature +max-tokens
"""
SNAPSHOTS = {
    MODELS_PAGE: ("2024-12", "base", "models.md (Azure OpenAI Service models)"),
    TRAINING: ("2025-11", "training", "a copy of mid-2025"),
    DEPLOYING: ("2026-09", "fine-tuned", "Deploy a fine-tuned model"),
}
"""The snapshot of each document's time, the use that it speaks of, and its name there."""


Statement = tuple[str, str, str, str, str, str]
"""Line, snapshot, use, document, model and what is stated."""


def rows() -> list[Statement]:
    """Every statement."""
    return [
        (line, *SNAPSHOTS[table], model, stated)
        for table in SNAPSHOTS
        for line, model, *every in map(str.split, table.strip().splitlines())
        for stated in every
    ]


def value(stated: str) -> tuple[str, bool | int | str]:
    """`+vision` has it, `-vision` lacks it, `input=1` is a number and `training-data=2021-09` a day."""
    if stated[0] in "+-":
        return stated[1:], stated[0] == "+"
    name, _, text = stated.partition("=")
    return name, int(text) if text.isdecimal() else text


Shown = dict[tuple[str, str], Any]


@pytest.fixture(scope="module")
def shown() -> Shown:
    """What `planner catalog show` said of versions, or of whole snapshots, as JSON."""
    return {}


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row[0]} {row[4]} {row[5]}")
def test_every_statement_is_answered(run: Run, shown: Shown, row: Statement) -> None:
    """By `planner catalog show`, from the snapshot of its time, with the document it is from."""
    _, snapshot, use, document, model, stated = row
    name, said = value(stated)
    named = [] if model == "*" else [model]
    if (snapshot, model) not in shown:
        shown[snapshot, model] = json.loads(run("catalog", "show", snapshot, *named, "--json").out)
    form = shown[snapshot, model]
    facts = form["limits"] if model == "*" else form["capabilities"]
    found = [
        fact["value"]
        for fact in facts
        if fact["name"] == name
        and fact.get("use", use) == use
        and not fact.get("deployment_types")
        and document in fact["source"]["document"]
    ]
    assert found == [said]


NUMBERS = [row for row in rows() if row[2] == "base" and type(value(row[5])[1]) is int]


@pytest.mark.parametrize("row", NUMBERS, ids=lambda row: f"{row[0]} {row[4]} {row[5]}")
def test_what_is_stated_can_be_asked_for(run: Run, row: Statement) -> None:
    """`planner where` finds the version by what it has, and not by a little more."""
    _, snapshot, _, _, model, stated = row
    name, said = value(stated)
    assert isinstance(said, int)
    options = ("--catalog", snapshot, "--as-of", "2024-12-10", "--json")

    def offered(asked: str) -> int:
        ran = run("where", model, "--capability", asked, *options)
        return len(json.loads(ran.out)["offerings"])

    assert offered(f"{name}>={said}") > 0
    assert offered(f"{name}>={said + 1}") == 0


def test_all_statements_are_here() -> None:
    """By document, and those about tokens, dimensions, API versions, requests and files alone."""
    every = rows()
    assert Counter(line[:3] for line, *_ in every) == {"001": 108, "000": 39, "002": 7}
    numbers = [row for row in every if not isinstance(value(row[5])[1], bool)]
    assert Counter(line[:3] for line, *_ in numbers) == {"001": 73, "000": 29, "002": 1}
