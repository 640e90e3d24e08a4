"""What the importer does not understand it names by file and line, and gives no snapshot."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.facts.importing.docs import import_docs, import_into
from tests.facts.pages import page, table

GLOBAL = "Global Standard model availability"
HEAD = ("**Region**", "**gpt-5**, **2025-08-07**")
GOOD = page(table(HEAD, [("eastus", "✅")]), title=GLOBAL)
"""A page that is understood; its table begins on line 7, its first row is line 9."""

MODELS = ("**Model**", "**Version**", "**eastus**")
TRAINING = ("Model ID", "Standard regions", "Methods", "Status")
SCHEDULE = ("Model", "Version", "Lifecycle", "Retirement date", "Replacement")
QUOTA = ("Model Name", "Deployment Type", "Requests Per Minute (RPM)", "Tokens Per Minute (TPM)")
BATCH = (
    "Model",
    "Enterprise and MCA-E",
    "Default",
    "Monthly credit card-based subscriptions",
    "MSDN subscriptions",
    "Azure for Students, free trials",
)

REFUSALS = {
    "no front matter": ("| a |\n", 1, "no front matter"),
    "unknown mark": (page(table(HEAD, [("eastus", "maybe")]), title=GLOBAL), 9, "unknown cell 'maybe'"),
    "too few cells": (page(table(HEAD, [("eastus",)]), title=GLOBAL), 9, "1 cells under a header of 2"),
    "too many cells": (page(table(HEAD, [("eastus", "-", "-")]), title=GLOBAL), 9, "3 cells under a header of 2"),
    "unknown region": (page(table(HEAD, [("atlantis", "-")]), title=GLOBAL), 9, "unknown region 'atlantis'"),
    "column of three parts": (page(table((*HEAD, "**gpt-4**, **0613**, **new**"), [("eastus", "-", "-")]), title=GLOBAL), 7, "unknown column '**gpt-4**, **0613**, **new**'"),
    "version that is no day": (page(table(("**Region**", "**gpt-5.1**, **2025-11-013**"), [("eastus", "✅")]), title=GLOBAL), 7, "unknown column '**gpt-5.1**, **2025-11-013**'"),
    "version of the thirteenth month": (page(f"## Global standard\n\n{table(MODELS, [('gpt-5', '2025-13-01', '✅')])}"), 11, "not a model and a version: 'gpt-5', '2025-13-01'"),
    "version that is a word": (page(f"## Global standard\n\n{table(MODELS, [('gpt-5', 'soon', '✅')])}"), 11, "not a model and a version: 'gpt-5', 'soon'"),
    "model with a blank": (page(f"## Global standard\n\n{table(MODELS, [('gpt-5 mini', '1', '✅')])}"), 11, "not a model and a version: 'gpt-5 mini', '1'"),
    "model with another hyphen": (page("## Global standard\n\n" + table(MODELS, [("gpt\N{NON-BREAKING HYPHEN}5", "1", "✅")])), 11, "not a model and a version"),
    "footnote of a model without a text": (page(f"## Global standard\n\n{table(MODELS, [('gpt-5.1*', '1', '✅')])}"), 11, "footnote * has no text"),
    "footnote of a tick without a text": (page(table(HEAD, [("eastus", "✅<sup>1</sup>")]), title=GLOBAL), 9, "footnote 1 has no text"),
    "footnote of a region without a text": (page(table(HEAD, [("eastus¹", "✅")]), title=GLOBAL), 9, "footnote 1 has no text"),
    "footnote where none is read": (page(table(("Model ID", "Standard regions", "Developer"), [("`gpt-5` (1)", "East US", "✅<sup>1</sup>")])), 9, "a footnote on ✅ is not understood here"),
    "quota of what is no model": (page(f"### Tier 1\n\n{table(QUOTA, [('gpt-5.1*', 'Standard', '1', '1000')])}"), 9, "not the name of a model: 'gpt-5.1*'"),
    "heading against path": (page(f"## Global Batch\n\n{table(HEAD, [('eastus', '✅')])}", path="x/global-batch-datazone.md"), 9, "under a heading of global-batch, but its page is of data-zone-batch"),
    "heading that is gone": (page(table(MODELS, [("gpt-5", "1", "✅")]), title="Standard models", path="x/deployments-standard.md"), 7, "no deployment type in the title 'Standard models'"),
    "bold line for a heading": (page(f"## Global standard\n\n**Data Zone Standard**\n\n{table(MODELS, [('gpt-5', '1', '✅')])}"), 11, "'**Data Zone Standard**' above it looks like a heading"),
    "bold words for a heading": (page(f"## Global standard\n\n**Data Zone**\n\n{table(MODELS, [('gpt-5', '1', '✅')])}"), 11, "'**Data Zone**' above it looks like a heading"),
    "line that lost its marks": (page(f"## Global standard\n\nData zone standard\n\n{table(MODELS, [('gpt-5', '1', '✅')])}"), 11, "'Data zone standard' above it looks like a heading"),
    "heading glued to its marks": (page(f"## Global standard\n\n##Data Zone\n\n{table(MODELS, [('gpt-5', '1', '✅')])}"), 11, "no deployment type in the heading 'Data Zone'"),
    "heading of level 3": (page(f"## Global standard\n\n### Data Zone\n\n{table(MODELS, [('gpt-5', '1', '✅')])}"), 11, "no deployment type in the heading 'Data Zone'"),
    "underlined heading": (page(f"## Global standard\n\nData Zone\n=====\n\n{table(MODELS, [('gpt-5', '1', '✅')])}"), 12, "no deployment type in the heading 'Data Zone'"),
    "tab that is there twice": (page(f"## Global standard\n\n# [Europe](#tab/az-eu)\n\n{table(MODELS, [('gpt-5', '1', '✅')])}\n# [Europe](#tab/az-eu)\n\n{table(MODELS, [('gpt-5', '1', '-')])}"), 15, "the tab 'Europe' is there twice under 'Global standard'"),
    "version ticked in two tables": (page(f"## Global standard\n\n{table(MODELS, [('gpt-5', '1', '✅')])}\n{table(MODELS, [('gpt-5', '1', '-')])}"), 15, "gpt-5 1 in eastus is there twice as global-standard (line 11)"),
    "row after a blank line": (page(table(HEAD, [("eastus", "✅")]) + "\n| westus | ✅ |\n", title=GLOBAL), 11, "a table without a separator line under its header, with westus"),
    "code without an end": (page("```\n\n" + table(HEAD, [("eastus", "✅")]), title=GLOBAL), 9, "a table inside code that is never closed"),
    "comment without an end": (page("<!-- was:\n\n" + table(HEAD, [("eastus", "✅")]), title=GLOBAL), 9, "a table inside an HTML comment that is never closed"),
    "HTML table without an end": (page("<table><tr><td>Region</td></tr>\n", title=GLOBAL), 7, "a <table> that is never closed"),
    "HTML cell over two columns": (page('<table><tr><th>Region</th><th>gpt-5, 1</th></tr><tr><td colspan="2">eastus</td></tr></table>\n', title=GLOBAL), 7, "a cell that spans several"),
    "no date": (page(table(HEAD, [("eastus", "✅")]), title=GLOBAL).replace("ms.date: 09/01/2026\n", ""), 1, "a page without ms.date; add it, or say with --date"),
    "title without a type": (page(table(HEAD, [("eastus", "-")]), title="Priority model availability"), 7, "no deployment type in the title"),
    "region twice": (page(table(HEAD, [("eastus", "-"), ("eastus", "✅")]), title=GLOBAL), 10, "is there twice"),
    "unknown table of models and regions": (page(table(("Colour", "eastus"), [("`gpt-5`", "✅")])), 7, "a table of no known kind, with gpt-5 and eastus: Colour | eastus"),
    "unknown table under a heading": (page(f"### Tastes\n\n{table(('Colour', 'eastus'), [('`gpt-5`', '✅')])}", path="x/bad.md"), 9, "; teach the importer, or state left_out: [{path: x/bad.md, tables: [Tastes], why: ...}]"),
    "unknown table of models and numbers": (page(table(("`gpt-5`", "Taste"), [("red", "2,000")])), 7, "a table of no known kind, with gpt-5 and 2,000: gpt-5 | Taste"),
    "unknown table of models and days": (page(table(("Model", "Sell by"), [("o1", "2026-01-01")])), 7, "a table of no known kind, with o1 and 2026-01-01: Model | Sell by"),
    "no separator": (page("| **Region** | **gpt-5**, **2025-08-07** |\n| eastus | - |\n", title=GLOBAL), 7, "without a separator line"),
    "heading without a type": (page(f"## Priority\n\n{table(MODELS, [('gpt-5', '1', '-')])}"), 9, "no deployment type in the heading 'Priority'"),
    "unknown region column": (page(f"## Global standard\n\n{table((*MODELS, '**atlantis**'), [('gpt-5', '1', '-', '-')])}"), 9, "unknown region 'atlantis'"),
    "empty tab": (page("## Global standard\n\n# [Europe](#tab/az-europe)\n\nComing soon\n"), 9, "the tab 'Europe' has no table"),
    "unknown training column": (page(table((*TRAINING, "Colour"), [("`gpt-5` (1)", "East US", "SFT", "GA", "red")])), 7, "unknown column 'Colour'"),
    "unknown training region": (page(table(TRAINING, [("`gpt-5` (1)", "East US <br> Atlantis", "SFT", "GA")])), 9, "unknown region 'Atlantis'"),
    "unknown method": (page(table(TRAINING, [("`gpt-5` (1)", "East US", "XFT", "GA")])), 9, "unknown training method 'xft'"),
    "unknown status": (page(table(TRAINING, [("`gpt-5` (1)", "East US", "SFT", "Soon")])), 9, "unknown status 'Soon'"),
    "unexplained footnote": (page(table(TRAINING, [("`gpt-5` (1)", "East US", "SFT", "GA<sup>7</sup>")])), 9, "footnote 7 is missing"),
    "misunderstood footnote": (page(table(TRAINING, [("`gpt-5` (1)", "East US", "SFT", "GA<sup>7</sup>")]) + "\n<sup>7</sup> On Mondays only.\n"), 9, "footnote 7 is missing or not understood"),
    "training without a version": (page(table(TRAINING, [("`gpt-9`", "East US", "SFT", "GA")])), 9, "gpt-9 has no version here"),
    "global training without regions": (page(table(("Model ID", "Standard regions", "Global"), [("`gpt-5` (1)", "East US", "✅")])), 9, "no page lists its regions"),
    "unknown remark on a region": (page("Global training is available in the following regions:\n\n- East US _(on Mondays)_\n"), 9, "a remark on this region is not understood"),
    "unknown lifecycle": (page(f"### Azure OpenAI\n\n{table(SCHEDULE, [('gpt-5', '1', 'Ripe', '2027-01-01', '—')])}"), 11, "unknown lifecycle 'Ripe'"),
    "unknown retirement date": (page(f"### Azure OpenAI\n\n{table(SCHEDULE, [('gpt-5', '1', 'GA', 'soon', '—')])}"), 11, "unknown date 'soon'"),
    "schedule of a stranger": (page(f"### Initech\n\n{table(SCHEDULE, [('x', '1', 'GA', '—', '—')])}"), 9, "unknown heading 'Initech'"),
    "unknown PTU row": (page(table(("Topic", "**gpt-5**"), [("Colour", "red")])), 9, "unknown row 'Colour'"),
    "PTU size is no number": (page(table(("Topic", "**gpt-5**"), [("Regional provisioned scale increment", "few")])), 9, "not a number: 'few'"),
    "quota of Azure Government without a type": (page(f"### Regional Tokens Per Minute (TPM)\n\n{table(('Model Name', 'Default TPM', 'Enterprise TPM'), [('gpt-5', '1,000', '2,000')])}", path="x/quotas-gov.md"), 9, "no deployment type in the heading 'Regional Tokens Per Minute (TPM)'"),
    "quota without a tier": (page(f"### Gold\n\n{table(QUOTA, [('gpt-5', 'Standard', '1', '1')])}"), 9, "no tier in the heading 'Gold'"),
    "unknown SKU": (page(f"### Tier 1\n\n{table(QUOTA, [('gpt-5', 'Priority', '1', '1')])}"), 11, "unknown deployment type 'Priority'"),
    "unknown period": (page(f"### Tier 1\n\n{table(QUOTA, [('gpt-5', 'Standard', '1 / 7s', '1')])}"), 11, "unknown period '7s'"),
    "quota without a model": (page(f"### Global batch\n\n{table(BATCH, [('', '5B', '-', '-', '-', '-')])}"), 11, "'model' is empty"),
    "unknown limit": (page(table(("Limit name", "Limit value"), [("Maximum colours", "3")])), 9, "unknown limit 'Maximum colours'"),
    "served under no type": (page(f"### Priority\n\n{table(('Models', 'East US'), [('GPT-5', '✅')])}", title="Deploy a fine-tuned model"), 9, "no deployment type in the heading 'Priority'"),
    "served somewhere": (page(f"### Standard\n\n{table(('Models', 'Availability'), [('GPT-5', 'Some regions')])}", title="Deploy a fine-tuned model"), 11, "unknown cell 'Some regions'"),
    "bad date of a page": (page(table(HEAD, [("eastus", "✅")]), title=GLOBAL, day="September"), 1, "date 'September' is not like"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "line", "said"), [pytest.param(*row, id=name) for name, row in REFUSALS.items()]
)
def test_refusal(text: str, line: int, said: str, tmp_path: Path) -> None:
    """Each thing that is not understood is a problem with its file and line."""
    (tmp_path / "bad.md").write_text(text)
    (tmp_path / "good.md").write_text(GOOD.replace("a/page.md", "a/good.md"))
    found = import_docs(tmp_path, name="x").problems
    assert any(each.startswith(f"bad.md:{line}: ") and said in each for each in found), found


def test_nothing_is_written(tmp_path: Path) -> None:
    """A folder with a problem gives no snapshot."""
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "bad.md").write_text("nothing")
    assert import_into(tmp_path / "pages", tmp_path / "out", name="x")
    assert [path.name for path in tmp_path.iterdir()] == ["pages"]


def test_empty_folder(tmp_path: Path) -> None:
    """A folder without availability tables is refused rather than an empty snapshot."""
    assert import_docs(tmp_path, name="x").problems == (
        "(folder):1: no availability table; name a folder that has some",
    )


def test_not_text(tmp_path: Path) -> None:
    """A page that is not UTF-8 is a problem, not a traceback."""
    (tmp_path / "bad.md").write_bytes(b"\xff\xfe")
    assert import_docs(tmp_path, name="x").problems[0] == "bad.md:1: not UTF-8 text; convert it"


def test_all_problems_at_once(tmp_path: Path) -> None:
    """One run shows the problems of every row of every page."""
    rows = [("atlantis", "-"), ("eastus", "maybe"), ("westus", "-", "-")]
    (tmp_path / "one.md").write_text(page(table(HEAD, rows), title=GLOBAL, path="a/1.md"))
    (tmp_path / "two.md").write_text(page(table(HEAD, rows[:1]), title=GLOBAL, path="a/2.md"))
    places = [each.split(": ")[0] for each in import_docs(tmp_path, name="x").problems]
    assert places == ["one.md:9", "one.md:10", "one.md:11", "two.md:9"]


LEFT_OUT = [
    page(f"### Anthropic\n\n{table(SCHEDULE, [('claude', '—', 'Preview', '—', '—')])}"),
    page(f"## Foundry Models from partners and community\n\n### Microsoft\n\n{table(SCHEDULE, [('Phi-4', '—', 'GA', '—', '—')])}"),
    page(f"### Microsoft\n\n{table(SCHEDULE, [('MAI-Image-2', '1', 'Preview', '2026-08-15', '—')])}"),
    page(f"### Foundry Models sold by Azure\n\n{table(('Topic', '**DeepSeek-R1**'), [('Regional provisioned minimum deployment', 'NA')])}"),
    page(table(TRAINING, [("`Qwen-32B`", "Not supported", "SFT", "GA")])),
]  # fmt: skip


@pytest.mark.parametrize("text", LEFT_OUT)
def test_left_out_on_purpose(text: str, tmp_path: Path) -> None:
    """Tables and rows of other makers are left out by their own words."""
    (tmp_path / "other.md").write_text(text)
    (tmp_path / "good.md").write_text(GOOD.replace("a/page.md", "a/good.md"))
    imported = import_docs(tmp_path, name="x")
    assert imported.problems == ()
    assert [r["model"] for r in imported.content.records["offerings.jsonl"]] == ["gpt-5"]
    assert imported.content.records["lifecycle.jsonl"] == []
