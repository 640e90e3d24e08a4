"""`planner where --capability` and what `planner catalog show` says that a version can do."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.cli.conftest import Run
from tests.report import golden

DAY = ("--as-of", "2026-11-20")
NOW = ("--catalog", "2026-11", *DAY)


def asked(run: Run, *options: str) -> dict[str, Any]:
    """The JSON form of an answer."""
    form: dict[str, Any] = json.loads(run("where", *options, *NOW, "--json").out)
    return form


def versions(form: dict[str, Any]) -> set[tuple[str, str]]:
    return {(each["model"], each["version"]) for each in form["offerings"]}


@pytest.mark.parametrize(
    ("options", "inside", "outside"),
    [
        (["--capability", "vision"], "gpt-5.1", "o3-mini"),
        (["--capability", "context>=1000000"], "gpt-5.5", "gpt-5.1"),
        (["--capability", "Dimensions>=3072"], "text-embedding-3-large", "text-embedding-3-small"),
        (["--capability", "realtime"], "gpt-realtime", "gpt-5.1"),
        (["--capability", "training-data>=2026"], "gpt-5.6-sol", "gpt-5.5"),
        (["--capability", "computer-use", "--capability", "chat-completions"], "gpt-5.4", "gpt-5.4-pro"),
        (["--capability", "effort-minimal"], "gpt-5-nano", "gpt-5.1"),
        (["--capability", "audio-file>=25"], "whisper", "tts"),
    ],
    ids=str,
)  # fmt: skip
def test_models_that_have_it(run: Run, options: list[str], inside: str, outside: str) -> None:
    """Rows: what is asked, a model that has it, one that has not; every version shown has it."""
    form = asked(run, *options)
    models = {model for model, _ in versions(form)}
    assert inside in models
    assert outside not in models
    told = {(each["model"], each["version"]) for each in form["capabilities"]}
    assert told == versions(form)


def test_the_overview_tells_the_numbers_that_were_asked_for(run: Run) -> None:
    """Beside the version; an ability that every one of them has is not repeated."""
    text = run("where", "--capability", "dimensions", "--capability", "embeddings", *NOW).out
    (large,) = [line for line in text.splitlines() if line.endswith("dimensions 3,072")]
    assert large.split(" · ")[-1].strip() == "dimensions 3,072"
    assert "embeddings" not in large


def test_other_clouds_are_told_where_the_answer_is_there(run: Run) -> None:
    """What is said of Azure Government alone is not told of the public cloud."""
    here = run("where", "gpt-4.1", "--capability", "context", "--region", "eastus2", *NOW).out
    there = run("where", "gpt-4.1", "--capability", "context", "--region", "usgovarizona", *NOW).out
    assert ("us-government" in here, "us-government" in there) == (False, True)


def test_models_of_other_makers_are_asked_alike(run: Run) -> None:
    """By the columns of their tables, and by what the service listed."""
    models = {model for model, _ in versions(asked(run, "--capability", "messages"))}
    assert "claude-opus-5" in models
    assert asked(run, "xAI/grok-4.3", "--capability", "vision")["offerings"] == []
    shown = run("catalog", "show", "xAI/grok-4.3", *DAY).out
    assert "input 200,000, output 8,192" in " ".join(shown.split())


def test_types_of_one_version_may_differ(run: Run) -> None:
    """gpt-4.1 takes fewer tokens in some types of deployment than in others."""
    form = asked(run, "gpt-4.1", "--capability", "context>=300000")
    types = {each["deployment_type"] for each in form["offerings"] if each["cloud"] is None}
    assert types == {"standard", "data-zone-standard", "global-standard"}


def test_silence_and_contradiction_are_told_and_neither_is_no(run: Run) -> None:
    """What is left out is named, with the reason; nothing at all is exit 1."""
    ran = run("where", "--capability", "effort-none", *NOW)
    text = " ".join(ran.out.split())
    assert "Documents contradict each other on effort-none, and left out: gpt-5.1-codex-max" in text
    assert "No document speaks of effort-none, and left out: codex-mini" not in text
    silent = run("where", "gpt-5.1", "--capability", "dimensions", *NOW)
    assert silent.code == 1
    assert "No document speaks of dimensions, and left out: gpt-5.1 2025-11-13." in silent.out
    assert "without dimensions: standard in" in silent.out


@pytest.mark.parametrize(
    ("asked_for", "answer"),
    [
        ("visoin", "unknown capability 'visoin'; did you mean vision or"),
        ("visoin", "known: context, input, output, dimensions,"),
        ("batch", "unknown capability 'batch'; ask with --type global-batch; known: "),
        ("context>200", "'context>200' is not like image-input or context>=200000; write it so"),
        ("context>=lots", "context>= takes a number (tokens of prompt and answer together)"),
        ("vision>=2", "image-input is no number; ask for image-input alone"),
        (
            "reproducible-output",
            "snapshot 2026-11 says of no version whether it has reproducible-output; --catalog 2024-12 and --catalog 2025-11 do",
        ),
    ],
)
def test_slips_are_answered(run: Run, asked_for: str, answer: str) -> None:
    """Rows: what was written, part of the answer; exit 2 and nothing on the output."""
    ran = run("where", "gpt-5.1", "--capability", asked_for, *NOW)
    assert (ran.code, ran.out) == (2, "")
    assert answer in ran.err


@pytest.mark.parametrize("columns", ["80", "40"])
def test_all_of_a_version_is_the_golden_one(
    run: Run, monkeypatch: pytest.MonkeyPatch, columns: str
) -> None:
    """With every document, and what is disputed; no line is wider than the terminal."""
    monkeypatch.setenv("COLUMNS", columns)
    text = run("catalog", "show", "2026-11", "gpt-5.1-codex-max", *DAY).out
    assert max(map(len, text.splitlines())) <= int(columns)
    golden.check(f"cli/catalog-show-gpt-5.1-codex-max-{columns}.txt", text)


def test_snapshot_and_model_are_named_in_any_order(run: Run) -> None:
    """Or the model by its option; a version is spelt as the tables have it."""
    first = run("catalog", "show", "2024-12", "gpt-4@1106-Preview", *DAY)
    assert first.code == 0
    assert run("catalog", "show", "gpt-4@1106-Preview", "2024-12", *DAY).out == first.out
    assert run("catalog", "show", "2024-12", "--model", "gpt-4@1106-Preview", *DAY).out == first.out


@pytest.mark.parametrize(
    ("names", "answer"),
    [
        ("gpt-5.1 gpt-5", "one snapshot and one model at most, not gpt-5.1, gpt-5"),
        ("2024-12 2025-11", "one snapshot and one model at most, not 2024-12, 2025-11"),
        ("gpt-5.1 --model gpt-5", "one snapshot and one model at most, not gpt-5.1, gpt-5"),
        ("gpt-5.11", "no model 'gpt-5.11' in snapshot 2026-11; did you mean gpt-5.1"),
        ("2026-13", "no such catalog snapshot"),
    ],
)
def test_names_that_cannot_be_are_answered(run: Run, names: str, answer: str) -> None:
    """Rows: what was written, part of the answer."""
    ran = run("catalog", "show", *names.split())
    assert (ran.code, ran.out) == (2, "")
    assert answer in ran.err


def test_json_has_each_value_with_its_document(run: Run) -> None:
    """One entry for each value of each document, with the unit of a number."""
    form = json.loads(run("catalog", "show", "2026-11", "gpt-5.1@2025-11-13", "--json").out)
    context = [each for each in form["capabilities"] if each["name"] == "context"]
    assert {(each["value"], each["unit"], each["source"]["date"]) for each in context} == {
        (400_000, "tokens of prompt and answer together", "2026-07-28"),
        (400_000, "tokens of prompt and answer together", "2026-07-24"),
        (400_000, "tokens of prompt and answer together", "2026-07-08"),
    }
    whole = json.loads(run("catalog", "show", "2026-11", "--json").out)
    assert len(whole["capabilities"]) > 1_000


def test_places_that_only_the_service_listed_are_shown_and_marked(run: Run) -> None:
    """Unknown, with both sources: a document leaves them out, and the list has them."""
    ran = run("catalog", "show", "2026-11", "gpt-5.1", "--type", "standard", *DAY)
    text = " ".join(ran.out.split())
    marked = "standard unknown · docs 2026-07-25, but model list 2026-08-22 says otherwise"
    assert f"{marked} switzerlandnorth" in text
    form = json.loads(
        run("catalog", "show", "2026-11", "gpt-5.1", "--type", "standard", "--json", *DAY).out
    )
    assert [o["region"] for o in form["offerings"] if o["availability"] == "unknown"] == [
        "switzerlandnorth"
    ]
    there = run("catalog", "show", "2026-11", "gpt-5.1", "--region", "northeurope", *DAY)
    assert (there.code, "northeurope" in there.out) == (0, True)
    assert run("catalog", "show", "2026-11", "gpt-5.1", "--region", "norwaywest", *DAY).code != 0
