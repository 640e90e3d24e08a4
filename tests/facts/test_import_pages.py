"""Pages in the forms in which they are published: each is read, or named with a reason."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from planner.facts.importing.docs import Imported, import_docs
from tests.facts.pages import page, table

GLOBAL = "Global Standard model availability"
HEAD = ("**Region**", "**gpt-5**, **2025-08-07**")
PLAIN = table(HEAD, [("eastus", "✅"), ("westus", "-")])
ONE = {("gpt-5", "2025-08-07", "global-standard", "eastus")}
"""What the plain table says."""

NEWER = ("**Model**", "**Version**", "**eastus**")
ROW = table(NEWER, [("gpt-5", "2025-08-07", "✅")])


def older(body: str) -> str:
    """A page of the older layout, about global standard."""
    return page(body, title=GLOBAL)


def front(*lines: str) -> str:
    """The plain table under front matter of these lines."""
    return "\n".join(["---", *lines, "---", "", PLAIN])


FORMS = {
    "as the shipped ones": {"a.md": older(PLAIN)},
    "in a folder of a folder": {"articles/openai/includes/a.md": older(PLAIN)},
    "MDX": {"a.mdx": older(PLAIN)},
    "no outer pipes": {"a.md": older("Region | **gpt-5**, **2025-08-07**\n--- | ---\neastus | ✅\nwestus | -\n")},
    "last row without a leading pipe": {"a.md": older(PLAIN.replace("| westus", "westus"))},
    "rows without a trailing pipe": {"a.md": older(PLAIN.replace(" |\n", "\n"))},
    "an empty cell under the header": {"a.md": older(PLAIN.replace(":---: |\n", "  |\n"))},
    "rows to the right": {"a.md": older(PLAIN.replace("| westus", "      | westus"))},
    "in a quotation": {"a.md": older("".join(f"> {line}\n" for line in PLAIN.splitlines()))},
    "in a list": {"a.md": older("- One:\n\n" + "".join(f"  {line}\n" for line in PLAIN.splitlines()))},
    "right under a line of text": {"a.md": older(f"The table:\n{PLAIN}")},
    "right under an anchor": {"a.md": older(f'<a id="x"></a>\n{PLAIN}')},
    "text right under the table": {"a.md": older(f"{PLAIN}See also the other page.\n")},
    "a table as HTML": {"a.md": older("<table>\n<tr><th>Region</th><th><b>gpt-5</b>, <b>2025-08-07</b></th></tr>\n\n<tr><td>eastus</td><td>&#x2705;</td></tr>\n<tr><td>westus</td><td>-</td></tr>\n</table>\n")},
    "HTML with open cells": {"a.md": older("<div>\n<TABLE class='x'><TR><TH>Region<TH>gpt-5, 2025-08-07<TR><TD>eastus<TD>✅<TR><TD>westus<TD></TABLE>\n</div>\n")},
    "a break in the header": {"a.md": older(PLAIN.replace("gpt-5**, ", "gpt-5**,<br>"))},
    "a blank inside the bold": {"a.md": older(PLAIN.replace("gpt-5**", "gpt-5 **"))},
    "header that is not bold": {"a.md": older(PLAIN.replace("**", ""))},
    "NA for no": {"a.md": older(PLAIN.replace("| - |", "| NA |"))},
    "a dash for no": {"a.md": older(PLAIN.replace("| - |", "| \N{EN DASH} |"))},
    "a coloured tick": {"a.md": older(PLAIN.replace("✅", "✅\ufe0f"))},
    "a model in capitals": {"a.md": older(PLAIN.replace("gpt-5", "GPT-5"))},
    "a region as it is called": {"a.md": older(PLAIN.replace("eastus", "`East US`"))},
    "Windows lines": {"a.md": older(PLAIN).replace("\n", "\r\n")},
    "blank lines above the front matter": {"a.md": "\n \n" + older(PLAIN)},
    "an ending in capitals": {"A.MD": older(PLAIN)},
    "a byte order mark": {"a.md": "\ufeff" + older(PLAIN)},
    "quoted title and date": {"a.md": front(f"title: '{GLOBAL}'", 'ms.date: "09/01/2026"')},
    "ISO date": {"a.md": front(f'title: "{GLOBAL}"', "ms.date: 2026-09-01")},
    "ISO date with a time": {"a.md": front(f"title: {GLOBAL}", "ms.date: 2026-09-01T10:00:00Z")},
    "front matter with lists": {"a.md": front("ms.custom:", "  - references_regions", f"title: {GLOBAL}", "ms.date: 09/01/2026", "ai-usage: ai-assisted")},
    "front matter that is no YAML": {"a.md": front("description: Quota: what it is: and why", f"title: {GLOBAL}", "ms.date: 09/01/2026")},
    "the path of a rendered page": {"a.md": front(f"title: {GLOBAL}", "ms.date: 09/01/2026", "original_content_git_url: https://github.com/x/y/blob/live/articles/a/standard-global.md")},
    "heading glued to its marks": {"a.md": page(f"##Global standard\n\n{ROW}")},
    "underlined heading": {"a.md": page(f"Global standard\n---------------\n\n{ROW}")},
    "heading of level 3": {"a.md": page(f"### Global standard\n\n{ROW}")},
    "heading with a closing mark": {"a.md": page(f"## Global standard ##\n\n{ROW}")},
    "title as heading": {"a.md": page(f"# Global standard\n\nSome words.\n\n{ROW}")},
    "other headings after the table": {"a.md": page(f"## Global standard\n\n{ROW}\n### Next steps\n\nRead on.\n")},
    "tabs": {"a.md": page(f"## Global standard\n\n# [Americas](#tab/az-americas)\n\n{ROW}\n# [Europe](#tab/az-europe/more)\n\nNot available\n\n---\n")},
    "tabs that end under a line": {"a.md": page(f"## Global standard\n\n# [Americas](#tab/a)\n\n{ROW}\n# [Europe](#tab/b)\n\nNot available\n---\n\nMore.\n")},
    "tabs of MDX": {"a.mdx": page("## Global standard\n\n<Tabs>\n  <Tab title=\"Americas\">\n\n" + "".join(f"    {line}\n" for line in ROW.splitlines()) + "\n  </Tab>\n  <Tab title='Europe'>\n    Not available\n  </Tab>\n</Tabs>\n")},
    "zones": {"a.md": page(f":::zone pivot=\"standard\"\n## Global standard\n\n{ROW}\n::: zone-end\n:::zone pivot=\"other\"\n## Something else\n:::zone-end\n")},
    "zones of MDX": {"a.mdx": page(f'<ZonePivot group="a" options={{[{{"id": "s", "title": "S > T"}}]}}>\n\n<ZoneContent group="a" value="s">\n\n## Global standard\n\n{ROW}\n</ZoneContent>\n</ZonePivot>\n')},
    "included": {"a.md": page("## Global standard\n\n[!INCLUDE [the table](includes/b.md)]\n"), "includes/b.md": f"---\ntitle: Include file\n---\n\n{ROW}"},
    "included by its whole path": {"articles/a.md": page("## Global standard\n\n[!include[t](~/articles/b.md)]\n"), "articles/b.md": f"---\ntitle: t\nms.date: 09/01/2026\n---\n{ROW}"},
    "included without a word of its own": {"a.md": page("## Global standard\n\n[!INCLUDE [the table](b.md)]\n"), "b.md": ROW},
    "files that include each other": {"a.md": page(f"[!INCLUDE [x](b.md)]\n\n## Global standard\n\n{ROW}"), "b.md": page("[!INCLUDE [x](a.md)]\n", path="b.md")},
    "include that is not there": {"a.md": older(f"[!INCLUDE [x](gone.md)]\n\n{PLAIN}")},
    "ticks in prose": {"a.md": older(f"A ✅ means yes.\n\n{PLAIN}")},
    "a page without a table": {"a.md": older(PLAIN), "b.md": page("Words.\n")},
    "tables about other things": {"a.md": older(PLAIN), "b.md": page("| Framework | Python |\n|---|---|\n| Any | ✅ |\n\n| Region | Status |\n|---|---|\n| eastus | Ready |\n\n| Evaluation benchmark | `gpt-5` |\n|---|---|\n| MTEB | 62.3 |\n")},
    "limits of another service": {"a.md": older(PLAIN), "b.md": page("| Limit name | Limit value |\n|---|---|\n| Agents | 7 |\n", path="articles/agents/limits.md")},
    "regions of another way of processing": {"a.md": older(PLAIN), "b.md": page(f"### Global standard model availability\n\n{PLAIN.replace('| westus | - |', '| westus | ✅ |')}", title="Enable priority processing")},
    "a file that is no page": {"a.md": older(PLAIN), "b.md": page(f"### Global standard model availability\n\n{PLAIN.replace('| westus | - |', '| westus | ✅ |')}", path="none (notes of a reader)")},
    "a row that ran into prose": {"a.md": older(PLAIN), "b.md": page("Use a | b | c here.\n")},
    "a heading of its own in each tab": {"a.md": page(f"# [One](#tab/a)\n\n### Global standard\n\n{ROW}\n# [Two](#tab/b)\n\n### Advice\n\nNone.\n\n---\n")},
    "a read-me": {"a.md": older(PLAIN), "README.md": "# What this is\n\n| Folder | Content |\n|---|---|\n| a | pages |\n"},
    "other files": {"a.md": older(PLAIN), "media/x.png": "", "toc.yml": "items: []\n", ".git/config.md": "| eastus | ✅ |\n"},
    "in a comment": {"a.md": older(f"{PLAIN}\n<!--\n\n{PLAIN.replace('gpt-5', 'gpt-9')}\n-->\n")},
    "in a comment of MDX": {"a.mdx": older(f"{PLAIN}\n{{/*\n\n{PLAIN.replace('gpt-5', 'gpt-9')}\n*/}}\n")},
    "a row in a comment": {"a.md": older(f"{PLAIN}<!-- | westus2 | ✅ | -->\n")},
    "in code": {"a.md": older(f"{PLAIN}\n```markdown\n{PLAIN.replace('gpt-5', 'gpt-9')}```\n")},
    "in code that ends further right": {"a.md": older(f"```markdown\n{PLAIN.replace('gpt-5', 'gpt-9')}    ``` \n\n{PLAIN}")},
    "in indented code": {"a.md": older(PLAIN + "\nWords.\n\n" + "".join(f"    {line}\n" for line in PLAIN.replace("gpt-5", "gpt-9").splitlines()))},
    "in preformatted text": {"a.md": older(f"{PLAIN}\n<pre>\n{PLAIN.replace('gpt-5', 'gpt-9')}</pre>\n")},
}  # fmt: skip
"""Files of a folder, by the form that is tried; each says that gpt-5 is in eastus, and no more."""


@pytest.mark.parametrize("files", [pytest.param(each, id=name) for name, each in FORMS.items()])
def test_form(files: dict[str, str], tmp_path: Path) -> None:
    """Each form of the same table gives the same offering and no other."""
    imported = read(files, tmp_path)
    assert imported.problems == ()
    assert ticks(imported) == ONE


def read(files: dict[str, str], folder: Path) -> Imported:
    """What an import of these files gives."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(text.encode())
    return import_docs(folder, name="x")


def ticks(imported: Imported) -> set[tuple[str, str, str, str]]:
    """Every offering with its region."""
    return {
        (str(r["model"]), str(r["version"]), str(r["type"]), region)
        for r in imported.content.records["offerings.jsonl"]
        for region in _texts(r["regions"])
    }


def _texts(value: object) -> list[str]:
    assert isinstance(value, list)
    return value


REPORTED = {
    "in a comment": "a.md:14: not used (2 rows: Region | gpt-9, 2025-08-07): inside an HTML comment",
    "a row in a comment": "a.md:11: not used (0 rows: westus2 | ✅): inside an HTML comment",
    "in code": "a.md:13: not used (2 rows: Region | gpt-9, 2025-08-07): inside code",
    "in indented code": "a.md:14: not used (2 rows: Region | gpt-9, 2025-08-07): inside code",
    "in preformatted text": "a.md:13: not used (2 rows: Region | gpt-9, 2025-08-07): inside code",
    "a page without a table": "b.md:1: a page without a table",
    "a read-me": "README.md:3: not used (1 row: Folder | Content): of no known kind; no model with a region, day or number",
    "tables about other things": "b.md:15: not used (1 row: Evaluation benchmark | gpt-5): no fact of the catalog: how models compare",
    "limits of another service": "b.md:7: not used (1 row: Limit name | Limit value): no fact of the catalog: the agent service",
    "regions of another way of processing": "b.md:9: not used (2 rows: Region | gpt-5, 2025-08-07): no fact of the catalog: another way of processing requests",
    "a file that is no page": "b.md:9: not used (2 rows: Region | gpt-5, 2025-08-07): no page of the documentation, as its source_path says: none (notes of a reader)",
    "a row that ran into prose": "b.md:7: not used (0 rows: Use a | b | c here.): no table: there is no separator line under a header",
    "other files": "(folder): 1 files *.png are no pages",
    "include that is not there": "a.md:7: includes gone.md, which is not in the folder",
    "files that include each other": "b.md:7: includes a.md, which includes this file; not read again",
    "a model in capitals": "a.md:7: 'GPT-5' is read as gpt-5",
    "heading glued to its marks": "a.md:7: '##Global standard' is read as a heading; it lacks a blank",
}  # fmt: skip


@pytest.mark.parametrize("form", REPORTED)
def test_report(form: str, tmp_path: Path) -> None:
    """What was not used, or not read as it is written, is named with its place."""
    assert REPORTED[form] in read(FORMS[form], tmp_path).report


def test_the_path_decides(tmp_path: Path) -> None:
    """A title that was copied from another page does not file its table there; a note says so."""
    text = page(PLAIN, title="Global Batch model availability", path="x/global-batch-datazone.md")
    imported = read({"a.md": text}, tmp_path)
    assert imported.problems == ()
    assert {kind for _, _, kind, _ in ticks(imported)} == {"data-zone-batch"}
    assert "its path says data-zone-batch, which is taken" in imported.notes[0]


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("data-zone-standard.md", "data-zone-standard"),
        ("datazone-provisioned-managed.md", "data-zone-provisioned"),
        ("global-provisioned-managed.md", "global-provisioned"),
        ("standard-models.md", "standard"),
        ("provisioned-models.md", "provisioned"),
    ],
)
def test_a_path_without_a_title(path: str, kind: str, tmp_path: Path) -> None:
    """The file's own name stands in for a path that the page does not give."""
    text = front("title: Include file", "ms.date: 09/01/2026")
    assert {each[2] for each in ticks(read({f"articles/x/{path}": text}, tmp_path))} == {kind}


def test_a_page_of_another_date(tmp_path: Path) -> None:
    """A page without a date is of the day that the caller gives."""
    (tmp_path / "a.md").write_text(front(f"title: {GLOBAL}"))
    imported = import_docs(tmp_path, name="x", day=date(2026, 7, 25))
    assert imported.problems == ()
    assert imported.content.date == date(2026, 7, 25)


NOTED = {
    "a tick, approved customers": (PLAIN.replace("✅", "✅<sup>1</sup>") + "\n<sup>1</sup> Only for approved customers.\n", {"conditions": ["registration"]}),
    "a tick, star": (PLAIN.replace("✅", "✅*") + "\n\\* Select customers only.\n", {"conditions": ["select-customers"]}),
    "a tick, small digit": (PLAIN.replace("✅", "✅¹") + "\n¹ In preview.\n", {"conditions": ["preview"]}),
    "a tick, reference": (PLAIN.replace("✅", "✅[^1]") + "\n[^1]: By invitation only.\n", {"conditions": ["invitation"]}),
    "a tick, other words": (PLAIN.replace("✅", "✅<sup>1</sup>") + "\n- <sup>1</sup> On Mondays.\n", {"restriction": "On Mondays."}),
    "a tick, denied": (PLAIN.replace("✅", "✅<sup>1</sup>") + "\n<sup>1</sup> No longer in preview.\n", {"restriction": "No longer in preview."}),
    "a model": (PLAIN.replace("gpt-5**", "gpt-5**<sup>2</sup>") + "\n<sup>2</sup> Existing customers only.\n", {"conditions": ["existing-customers"]}),
    "a version": (PLAIN.replace("07**", "07***") + "\n\\*In preview.\n", {"conditions": ["preview"]}),
    "a region": (PLAIN.replace("eastus", "eastus<sup>1</sup>") + "\n<sup>1</sup> On Mondays.\n", {"restriction": "On Mondays."}),
    "a preview": (PLAIN.replace("gpt-5**", "gpt-5 (preview)**"), {"conditions": ["preview"]}),
}  # fmt: skip


@pytest.mark.parametrize(
    ("body", "terms"), [pytest.param(*row, id=name) for name, row in NOTED.items()]
)
def test_footnotes(body: str, terms: dict[str, object], tmp_path: Path) -> None:
    """A footnote is a condition or a restriction of what it stands at, never nothing."""
    imported = read({"a.md": older(body)}, tmp_path)
    assert imported.problems == ()
    (record,) = imported.content.records["offerings.jsonl"]
    assert {key: record.get(key) for key in ("conditions", "restriction")} == {
        "conditions": None,
        "restriction": None,
        **terms,
    }
    assert imported.notes


def test_a_footnote_is_that_of_the_nearest_text(tmp_path: Path) -> None:
    """Two tables under one heading may each have a footnote 1."""
    noted = "| Region | gpt-5, {} |\n|---|---|\n| eastus | ✅<sup>1</sup> |\n\n<sup>1</sup> {}.\n\n"
    text = older(noted.format("2025-08-07", "First") + noted.format("2026-08-07", "Second"))
    records = read({"a.md": text}, tmp_path).content.records["offerings.jsonl"]
    assert {r["version"]: r["restriction"] for r in records} == {
        "2025-08-07": "First.",
        "2026-08-07": "Second.",
    }


ALONE = "| Region | gpt-image-1 |\n|---|---|\n| eastus | ✅ |\n"
OTHERS = {
    "one": [("gpt-image-1", "2025-04-15")],
    "two": [("gpt-image-1", "2025-04-15"), ("gpt-image-1", "2026-01-01")],
    "none": [("gpt-5", "2025-08-07")],
}


@pytest.mark.parametrize(
    ("others", "said"),
    [
        ("one", {"2025-04-15": "available"}),
        ("two", {"2025-04-15": "unknown", "2026-01-01": "unknown"}),
        ("none", {}),
    ],
)
def test_a_model_without_a_version(others: str, said: dict[str, str], tmp_path: Path) -> None:
    """It is the only version of the folder, or any of them, or nothing; and always noted."""
    rows = [(*version, "-") for version in OTHERS[others]]
    imported = read(
        {
            "a.md": page(ALONE, title="Standard image model availability", path="x/a.md"),
            "b.md": page(f"## Global standard\n\n{table(NEWER, rows)}", path="x/b.md"),
        },
        tmp_path,
    )
    assert imported.problems == ()
    found = [r for r in imported.content.records["offerings.jsonl"] if r["regions"] == ["eastus"]]
    assert {r["version"]: r.get("availability", "available") for r in found} == said
    assert "gpt-image-1 has no version here, and is ticked as standard in eastus" in " ".join(
        imported.notes
    )


@pytest.mark.parametrize(
    ("day", "said"),
    [("07/03/2026", "unknown"), ("07/02/2026", "available"), ("01/01/2024", "available")],
)
def test_an_older_page(day: str, said: str, tmp_path: Path) -> None:
    """A page that is more than 60 days older does not make a newer tick doubtful; one of its age does."""
    imported = read(
        {
            "a.md": older(PLAIN),
            "b.md": page(PLAIN.replace("✅", "-"), title=GLOBAL, path="x/b.md", day=day),
        },
        tmp_path,
    )
    (record,) = imported.content.records["offerings.jsonl"]
    assert record.get("availability", "available") == said


def test_an_older_page_ticks_more(tmp_path: Path) -> None:
    """What only the older page has is not offered any more, and noted."""
    body = PLAIN.replace("| westus | - |", "| westus | ✅ |")
    old = page(body, title=GLOBAL, path="x/b.md", day="01/01/2024")
    imported = read({"a.md": older(PLAIN), "b.md": old}, tmp_path)
    assert ticks(imported) == ONE
    assert "has gpt-5 2025-08-07 as global-standard in westus; a/page.md" in imported.notes[0]


def test_a_table_that_two_pages_include(tmp_path: Path) -> None:
    """It is the same table, not one that contradicts or repeats itself."""
    text = "## Global standard\n\n[!INCLUDE [x](b.md)]\n"
    files = {"a.md": page(text), "c.md": page(text, path="c.md"), "b.md": older(ROW)}
    imported = read(files, tmp_path)
    assert imported.problems == ()
    assert ticks(imported) == ONE


def test_files_that_include_each_other_without_an_end(tmp_path: Path) -> None:
    """Ten includes in each of seven files would be ten million: the page ends with a problem."""
    files = {f"i{n}.md": f"[!INCLUDE [x](i{n + 1}.md)]\n" * 10 for n in range(7)}
    start = page(f"[!INCLUDE [x](i0.md)]\n\n## Global standard\n\n{ROW}")
    imported = read({"a.md": start, **files, "i7.md": "x\n"}, tmp_path)
    (problem,) = imported.problems
    assert "more than 1,000 files are included into a.md; take some out" in problem


def test_pages_of_one_name_and_day(tmp_path: Path) -> None:
    """Each has an id of its own."""
    first = page(PLAIN, title=GLOBAL, path="x/a.md")
    second = page(PLAIN.replace("gpt-5", "gpt-6"), title=GLOBAL, path="y/a.md")
    records = read({"x/a.md": first, "y/a.md": second}, tmp_path).content.records
    assert {r["id"] for r in records["sources.jsonl"]} >= {"x-a-2026-09-01", "y-a-2026-09-01"}


SIZES = [
    ("Regional provisioned minimum deployment", "50"),
    ("Regional provisioned scale increment", "25<sup>1</sup>"),
]


@pytest.mark.parametrize(
    "head",
    [
        "**gpt-5.4**",
        "**gpt-5.4**,<br>**2026-03-05**",
        "**gpt-5.4**,**2026-03-05**",
        "gpt-5.4<sup>2</sup>",
    ],
)
def test_sizes_are_kept_by_model(head: str, tmp_path: Path) -> None:
    """However a column head is broken, its sizes are those of the model; footnotes are named."""
    body = table(("Topic", head), SIZES) + "\n<sup>1</sup> Or more.\n\n<sup>2</sup> New.\n"
    imported = read({"a.md": older(PLAIN), "b.md": page(body, path="x/b.md")}, tmp_path)
    assert imported.problems == ()
    (record,) = imported.content.records["capacity.jsonl"]
    assert (record["model"], record["minimum"], record["step"]) == ("gpt-5.4", 50, 25)
    assert "b.md:7: footnote 1 is not used: Or more." in imported.notes


QUOTA = ("Model Name", "Deployment Type", "Requests Per Minute (RPM)", "Tokens Per Minute (TPM)")


@pytest.mark.parametrize(
    ("heading", "tier"), [("Tier 0", "free"), ("Free Tier", "free"), ("Tier 1", "1")]
)
def test_tiers(heading: str, tier: str, tmp_path: Path) -> None:
    """The lowest tier is called by its number or by its name."""
    body = f"### {heading}\n\n{table(QUOTA, [('gpt-5', 'GlobalStandard', '10', '1,000')])}"
    imported = read({"a.md": older(PLAIN), "b.md": page(body, path="x/b.md")}, tmp_path)
    assert [r["tier"] for r in imported.content.records["quota.jsonl"]] == [tier]
