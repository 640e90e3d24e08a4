"""Tables of what models can do: read whole; what is not understood is left out and named."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from planner.facts.importing.docs import import_docs
from tests.facts.pages import page, table

MODELS = ("Model ID", "Description", "Context Window", "Max Output Tokens", "Training Data (up to)")
REQUESTS = ("Model ID", "Description", "Max request (tokens)", "Training data (up to)")
FEATURES = ("**Feature**", "**a**, **1**", "**b**, **2**")
BASE = page(
    table(("**Region**", "**a**, **1**"), [("eastus", "✅")]),
    title="Global Standard model availability",
    path="a/base.md",
)


def imported(folder: Path, body: str, *, path: str = "a/models.md", stated: str = "") -> Any:
    """What a page with this body and a statements file give."""
    (folder / "base.md").write_text(BASE)
    (folder / "models.md").write_text(page(body, path=path))
    (folder / "s.yaml").write_text(stated)
    return import_docs(folder, name="x", statements=folder / "s.yaml")


def lines(folder: Path, body: str, **other: str) -> list[dict[str, Any]]:
    """The records of capabilities, without what every one of them has; nothing may be wrong."""
    found = imported(folder, body, **other)
    assert found.problems == ()
    return [
        {k: v for k, v in each.items() if (k, v) not in {("use", "base"), ("source", "models")}}
        for each in map(_hashable, found.content.records["capabilities.jsonl"])
    ]


def _hashable(record: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(v) if isinstance(v, list) else v for key, v in record.items()}


def test_a_row_is_read_whole(tmp_path: Path) -> None:
    """Window, prompt, answer, age, and what the lines of the description say."""
    text = (
        "- [Reasoning](x) <br /> - [Responses API](y) only. <br /> - Text and image processing <br />"
        " - Functions, tools, and parallel tool calling. <br /> - [Full summary of capabilities](z)"
    )
    cells = (
        "`a`<sup>1</sup> (1)<br />**Preview**",
        text,
        "400,000<br /><br />Input: 272,000<br />Output: 128,000",
    )
    assert lines(tmp_path, table(MODELS, [(*cells, "128,000", "September 30, 2024")])) == [
        {
            "model": "a",
            "version": "1",
            "context": 400_000,
            "input": 272_000,
            "output": 128_000,
            "training_data": "2024-09-30",
            "has": (
                "functions",
                "image-input",
                "parallel-functions",
                "reasoning",
                "responses",
                "text-input",
            ),
            "lacks": ("chat-completions",),
        }
    ]


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("`a` (1)", [("a", "1")]),
        ("`a`(1) <br> **A One**", [("a", "1")]),
        ("`a` (version 2)", [("a", "2")]),
        ("`a`<br />**Preview**", [("a", "1")]),
        ("`a` (Preview)", [("a", "1")]),
        ("`b` (2) (GA)<br />`c` (3)<br /> `c` (4)", [("b", "2"), ("c", "3"), ("c", "4")]),
    ],
)
def test_a_cell_names_one_model_or_several(
    cell: str, found: list[tuple[str, str]], tmp_path: Path
) -> None:
    """Rows: the cell, models and versions; without a version the only one of the tables is meant."""
    rows = lines(tmp_path, table(REQUESTS, [(cell, "", "8,192", "-")]))
    assert [(each["model"], each["version"]) for each in rows] == found


def test_numbers_in_brackets_are_said_of_some_types(tmp_path: Path) -> None:
    """The number without brackets is said of the others; `standard` is then the regional type."""
    cell = (
        "- 1,047,576 <br /> - 300,000 (standard deployments) <br />"
        " - 128,000 (provisioned managed and batch deployments)"
    )
    rows = lines(tmp_path, table(REQUESTS, [("`a` (1)", "", cell, "")]))
    assert {(each.get("types"), each["context"]) for each in rows} == {
        (None, 1_047_576),
        (("standard",), 300_000),
        (
            (
                "data-zone-batch",
                "data-zone-provisioned",
                "global-batch",
                "global-provisioned",
                "provisioned",
            ),
            128_000,
        ),
    }


def test_a_page_of_azure_government_speaks_of_that_cloud(tmp_path: Path) -> None:
    """Where the plain number is not available, `standard` is every standard type."""
    cell = "- 1,047,576 **(not available)** <br /> - 128,000 (standard deployments)"
    body = table(REQUESTS, [("`a` (1)", "", cell, "Oct 2023")])
    told, few = sorted(
        lines(tmp_path, body, path="a/models-gov.md"), key=lambda each: "types" in each
    )
    assert (told["cloud"], told["training_data"]) == ("us-government", "2023-10")
    assert few["types"] == ("data-zone-standard", "global-standard", "standard")


def test_features_by_version(tmp_path: Path) -> None:
    """A tick is yes and a dash is no; a footnote changes neither."""
    rows = [
        ("**[Image input](x)**", "✅<sup>1</sup>", "-"),
        ("**[Context Window](x)**", "Input:<br />9,000<br />Output: 1,000", "8,000"),
    ]
    a, b = lines(tmp_path, table(FEATURES, rows))
    assert (a["has"], a["input"], a["output"]) == (("image-input",), 9_000, 1_000)
    assert (b["lacks"], b["context"]) == (("image-input",), 8_000)


def test_headings_say_what_models_below_them_do(tmp_path: Path) -> None:
    """A table without descriptions is about speech when its heading is."""
    body = "#### Speech-to-text models\n\n" + table(
        ("Model ID", "Description", "Max request (audio file size)"), [("`a`", "Good.", "25 MB")]
    )
    (row,) = lines(tmp_path, body)
    assert (row["audio_file"], row["has"]) == (25, ("audio-input", "text-output", "transcriptions"))


def test_tables_of_trainable_models_say_what_can_be_trained_with(tmp_path: Path) -> None:
    """Their columns beside the regions are about training."""
    head = ("Model ID", "Standard regions", "Max request (tokens)", "Modality")
    cells = ("Input: 128,000 <br> Output: 16,384 <br> Training example context length: 65,536",)
    (row,) = lines(
        tmp_path, table(head, [("`a` (1)", "East US", *cells, "Text and vision to text")])
    )
    assert (row["use"], row["training_example"], row["has"]) == (
        "training",
        65_536,
        ("image-input", "text-input", "text-output"),
    )


@pytest.mark.parametrize(
    ("body", "line", "wrong"),
    [
        (table(REQUESTS, [("a 1", "", "1", "")]), 9, "not a model: 'a 1'"),
        (table(REQUESTS, [("`a` (1)", "", "Input: 128,00", "")]), 9, "not numbers of tokens: 'Input: 128,00'"),
        (table(REQUESTS, [("`a` (1)", "", "lots", "")]), 9, "not numbers of tokens: 'lots'"),
        (table(REQUESTS, [("`a` (1)", "", "9,000 (for friends)", "")]), 9, "unknown words 'for friends'"),
        (table(REQUESTS, [("`a` (1)", "", "", "Smarch 2020")]), 9, "not a month: 'Smarch 2020'"),
        (table(MODELS, [("`a` (1)", "", "", "many", "")]), 9, "not a number: 'many'"),
        (table(MODELS, [("`a` (1)", "", "1")]), 9, "3 cells under a header of 5"),
        (table(FEATURES, [("Colour", "✅", "✅")]), 9, "unknown feature 'Colour'"),
        (table(FEATURES, [("Streaming", "✅")]), 9, "2 cells under a header of 3"),
        (table(FEATURES, [("Streaming", "perhaps", "-")]), 9, "unknown cell 'perhaps'"),
        (table((*FEATURES, "c"), [("Streaming", "-", "-", "-")]), 7, "a column without a model: 'c'"),
    ],
    ids=lambda value: str(value)[-40:],
)  # fmt: skip
def test_a_cell_or_row_that_is_not_understood_is_left_out_and_named(
    body: str, line: int, wrong: str, tmp_path: Path
) -> None:
    """No availability depends on it, so that it refuses no folder. Rows: a page, the line, the note."""
    found = imported(tmp_path, body)
    assert found.problems == ()
    assert f"models.md:{line}: {wrong}; left out" in "\n".join(found.notes), found.notes


def _left(folder: Path, body: str) -> list[dict[str, Any]]:
    """The records beside what is left out, in their own keys."""
    records = imported(folder, body).content.records["capabilities.jsonl"]
    return [{k: v for k, v in each.items() if k not in {"use", "source"}} for each in records]


def test_the_cells_beside_one_that_is_not_understood_are_read(tmp_path: Path) -> None:
    """Only what cannot be read is left out: a cell of a row, a cell or a column of a table."""
    models = table(REQUESTS, [("`a` (1)", "", "lots", "May 2024")])
    assert _left(tmp_path, models) == [{"model": "a", "version": "1", "training_data": "2024-05"}]
    features = table((*FEATURES, "c"), [("Streaming", "✅", "perhaps", "✅")])
    assert _left(tmp_path, features) == [{"model": "a", "version": "1", "has": ["streaming"]}]


def test_numbers_that_contradict_each_other_are_a_problem(tmp_path: Path) -> None:
    """Nobody knows which of two is meant."""
    found = imported(
        tmp_path, table(REQUESTS, [("`a` (1)", "", "1", ""), ("`a` (1)", "", "2", "")])
    )
    assert [each for each in found.problems if "context of a is 2 here and 1 before" in each]


def test_a_model_whose_version_is_open_is_left_out(tmp_path: Path) -> None:
    """No other table has it, or several versions of it: that is noted, and stops no import."""
    found = imported(tmp_path, table(REQUESTS, [("`d`", "", "1", "")]))
    assert found.problems == ()
    assert found.content.records["capabilities.jsonl"] == []
    assert any("d has no version here, and elsewhere has none" in note for note in found.notes)


def test_a_misprinted_version_is_left_out_and_named(tmp_path: Path) -> None:
    """Real pages have had `2025-09-011` for months: no version, and no reason to refuse the rest."""
    found = imported(tmp_path, table(REQUESTS, [("`a` (2025-09-011)", "", "1", "")]))
    assert (found.problems, found.content.records["capabilities.jsonl"]) == ((), [])
    assert any("'2025-09-011' of a is no date" in note for note in found.notes)


PARTNERS = ("Model", "Type", "Capabilities")


@pytest.mark.parametrize(
    ("kind", "text", "said"),
    [
        (
            "chat-completion <br /> (with reasoning content)",
            "- **Input:** text and image (262,144 tokens) <br /> - **Output:** text (8,192 tokens) <br /> - **Tool calling:** Yes",
            {"input": 262_144, "output": 8_192, "has": ("chat-completions", "functions", "image-input", "reasoning", "text-input", "text-output"), "lacks": ("audio-input", "audio-output", "image-output", "video-input", "video-output")},
        ),
        ("embeddings", "- **Output:** Vector (256, 1024 dim.)", {"dimensions": 1024, "has": ("embeddings", "smaller-embeddings")}),
        ("embeddings", "- **Output:** Vector (1024 dim.)", {"dimensions": 1024, "has": ("embeddings",)}),
        ("Messages", "- **Context window:** 1,000,000 <br /> - **Languages:** `en`", {"context": 1_000_000, "has": ("messages",)}),
        ("Messages", "- **Output:** code (128,000 max tokens) <br /> - **Tool calling:** no", {"output": 128_000, "has": ("messages",), "lacks": ("functions",)}),
        ("x", "**Input:** (1M tokens) <br /> **Context length**: 32,000 tokens", {"input": 1_000_000, "context": 32_000}),
    ],
)  # fmt: skip
def test_tables_of_other_makers(kind: str, text: str, said: dict[str, Any], tmp_path: Path) -> None:
    """Rows: type, capabilities, what is read; what is not among the inputs is none of them."""
    (row,) = lines(tmp_path, table(PARTNERS, [("`a`", kind, text)]))
    assert row == {"model": "a", "version": "1", **said}


def test_a_stray_bar_after_the_last_row_is_nothing(tmp_path: Path) -> None:
    """As published in December 2024."""
    assert len(lines(tmp_path, table(REQUESTS, [("`a` (1)", "", "1", "")]) + " |\n")) == 1


def test_a_description_that_nobody_knows_says_nothing(tmp_path: Path) -> None:
    """It is prose: it stops no import, and gives nothing."""
    (row,) = lines(tmp_path, table(REQUESTS, [("`a` (1)", "- Sings well.", "1", "")]))
    assert "has" not in row


MISPRINTS = """
misprints:
  - {path: a/models.md, was: "128,00 ", now: "128,000 "}
  - {path: a/models.md, row: Streaming, why: a cell is missing}
"""


def test_misprints_are_mended_before_tables_are_read(tmp_path: Path) -> None:
    """In cells; a row that lacks cells is left out where the statements say so."""
    body = table(REQUESTS, [("`a` (1)", "", "Input: 128,00 <br />Output: 1", "")])
    body += "\n" + table(FEATURES, [("Streaming", "✅"), ("Image input", "✅", "-")])
    a, b = lines(tmp_path, body, stated=MISPRINTS)
    assert (a["input"], a["has"], b["lacks"]) == (128_000, ("image-input",), ("image-input",))


def test_a_misprint_that_no_table_has_is_a_problem(tmp_path: Path) -> None:
    """The page was corrected, or the statement is wrong."""
    found = imported(tmp_path, table(REQUESTS, [("`a` (1)", "", "1", "")]), stated=MISPRINTS)
    assert found.problems == (
        "s.yaml:3: no table of a/models.md has '128,00 '; remove the statement",
        "s.yaml:4: no table of a/models.md has 'Streaming'; remove the statement",
    )


STATED = """
capabilities:
  - {models: [a@1], has: [temperature, agents], images: 50, source: models}
  - {models: [a@1, c@3], use: training, lacks: [temperature], source: models}
"""


def test_prose_is_stated_and_joined_with_the_tables_of_its_page(tmp_path: Path) -> None:
    """One line for what one page says of one version and use."""
    body = table(REQUESTS, [("`a` (1)", "Chat Completions API", "1", "")])
    base, one, other = lines(tmp_path, body, stated=STATED)
    assert base["has"] == ("agents", "chat-completions", "temperature")
    assert (base["images"], base["context"]) == (50, 1)
    assert [(each["model"], each["lacks"]) for each in (one, other)] == [
        ("a", ("temperature",)),
        ("c", ("temperature",)),
    ]


def test_prose_that_contradicts_its_own_page_is_a_problem(tmp_path: Path) -> None:
    """A number twice with two values, an ability that it has and lacks."""
    body = table(REQUESTS, [("`a` (1)", "Chat Completions API", "1", "")])
    stated = "capabilities:\n  - {models: [a@1], lacks: [chat-completions], context: 2, source: models}\n"
    found = imported(tmp_path, body, stated=stated).problems
    assert any("context is 1 and 2; correct one" in each for each in found)
    assert any("both has and lacks 'chat-completions'" in each for each in found)


def test_a_page_may_be_left_out_but_for_its_capabilities(tmp_path: Path) -> None:
    """Its other tables, and its lists, are not read."""
    body = table(REQUESTS, [("`a` (1)", "", "1", "")]) + "\n" + table(("Colour",), [("red",)])
    stated = "left_out:\n  - {path: a/models.md, but: capabilities, why: colours}\n"
    assert len(lines(tmp_path, body, stated=stated)) == 1
