"""What each command answers, on the shipped catalog and small stacks."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from planner.facts.kinds.registry import KINDS
from tests.cli.conftest import ROOT, STACKS, Run
from tests.report import golden


def form(run: Run, *arguments: str) -> Any:
    return json.loads(run(*arguments, "--json").out)


def test_check_gives_each_stack_its_section(run: Run) -> None:
    """One that cannot be read does not stop the others; its problems come with their places."""
    ran = run("check", "good", "unreadable", "bad")
    sections = [ran.out.index(text) for text in ("good: ok", "unreadable: not read", "bad: fail")]
    assert sections == sorted(sections)
    assert "stacks/unreadable.yaml:3:10: unknown key 'modle'; did you mean model?" in ran.err


def test_check_as_json_is_one_object_or_a_list(run: Run) -> None:
    """The same object either way."""
    bad = form(run, "check", "bad")
    assert bad["verdict"] == "fail"
    assert bad["workloads"] == {"chat": {"verdict": "fail", "owner": None}}
    assert bad["findings"][0]["location"]["path"] == ["workloads", "chat", "region"]
    several = form(run, "check", "bad", "unreadable")
    assert several["format_version"] == 1
    assert several["stacks"][0] == bad
    assert several["stacks"][1]["problems"][-1]["location"]["line"] == 3


def test_a_stack_is_a_path_or_a_name(run: Run) -> None:
    """Both name the same file, so they say the same."""
    assert run("check", "bad").out == run("check", "stacks/bad.yaml").out


def test_the_day_comes_from_the_option_then_the_file_then_the_clock(run: Run) -> None:
    """And the output says which day it is, and that the file pins it when it does."""
    assert form(run, "check", "good", "--as-of", "2026-12-24")["as_of"] == "2026-12-24"
    assert form(run, "check", "good")["as_of"] == "2026-11-20"
    assert "as of 2026-11-20 (pinned in the stack file)" in run("check", "good").out
    assert "(pinned" not in run("check", "good", "--as-of", "2026-12-24").out
    assert "(pinned" not in run("check", "unpinned").out
    assert form(run, "check", "unpinned")["as_of"] == "2026-11-20"


def test_the_catalog_comes_from_the_option_then_the_file_then_the_newest(run: Run) -> None:
    """Named in the output, with its checksum in JSON."""
    older = form(run, "check", "good", "--catalog", "2025-11")["catalog"]
    pinned = form(run, "check", "good")["catalog"]
    newest = form(run, "check", "unpinned")["catalog"]
    names = [each["snapshot"] for each in (older, pinned, newest)]
    assert names == ["2025-11", "2026-09", "2026-11"]
    assert len({each["sha256"] for each in (older, pinned, newest)}) == 3


def test_a_catalog_that_cannot_be_read_is_the_stacks_problem(run: Run, project: Path) -> None:
    """A stack file that pins a snapshot nobody has does not stop the others."""
    text = STACKS["good"].replace('"2026-09"', '"1999-01"')
    (project / "stacks" / "pinned.yaml").write_text(text)
    ran = run("check", "pinned", "good")
    assert ran.code == 2
    assert "pinned: not read" in ran.out
    assert "good: ok" in ran.out
    assert "2026-09" in ran.err


def test_plan_shows_what_goes_where(run: Run) -> None:
    """As text and as JSON."""
    assert "gpt-5.1 2025-11-13  standard  50" in run("plan", "good").out
    plan = form(run, "plan", "good")
    assert plan["complete"] is True
    assert plan["deployments"][0]["sku"] == "Standard"
    assert plan["deployments"][0]["capacity"] == 50


def test_explain_shows_choice_and_rejections(run: Run) -> None:
    """With the rules by name."""
    assert "standard  swedencentral" in run("explain", "good", "chat").out
    found = form(run, "explain", "bad", "chat")
    assert found["chosen"] == []
    assert found["rejections"][0]["region"] == "francecentral"
    assert list(found["rejections"][0]["reasons"]) == ["AOAI205"]


def test_explain_says_what_would_make_a_refused_workload_fit(run: Run) -> None:
    """Each way with what it gives; nothing of the kind for a workload that has its place."""
    text = run("explain", "bad", "chat").out
    assert "What would make it fit" in text
    assert "region swedencentral as well: standard in swedencentral" in text
    first = form(run, "explain", "bad", "chat")["relaxations"][0]
    assert first["change"] == {"region": ["francecentral", "swedencentral"]}
    assert [choice["region"] for choice in first["gives"]] == ["swedencentral"]
    assert form(run, "explain", "good", "chat")["relaxations"] == []
    assert "What would make it fit" not in run("explain", "good", "chat").out


def test_explain_tries_on_the_day_and_the_snapshot_that_are_asked_for(run: Run) -> None:
    """What helps today may not have helped then: the model needed a registration."""
    options = ("--catalog", "2025-11", "--as-of", "2025-12-20")
    then = form(run, "explain", "bad", "chat", *options)
    assert (then["catalog"]["snapshot"], then["as_of"]) == ("2025-11", "2025-12-20")
    assert then["relaxations"] != form(run, "explain", "bad", "chat")["relaxations"]


def test_where_answers_with_regions_terms_and_dates(run: Run) -> None:
    """Everything that an application developer asks."""
    out = run("where", "gpt-5.1", "--as-of", "2026-11-20").out
    assert "retires 2027-05-15" in out
    assert "global-standard available · docs 2026-07-25" in out
    assert "swedencentral" in out


def test_where_stays_inside_a_residency(run: Run) -> None:
    """No global type, and no region outside."""
    found = form(run, "where", "gpt-5.1", "--residency", "eu")["offerings"]
    assert found
    assert not [o for o in found if o["deployment_type"].startswith("global")]
    assert not [o for o in found if o["region"] in ("eastus", "uksouth", "japaneast")]
    assert "do not settle" in run("where", "gpt-5.1", "--residency", "region").out


def test_where_counts_uses_apart(run: Run) -> None:
    """Training has training types and no SKU; fine-tuned models have deployment types."""
    training = form(run, "where", "gpt-4.1", "--training", "standard")["offerings"]
    assert {(o["use"], o["deployment_type"], o["sku"]) for o in training} == {
        ("training", "standard", None)
    }
    tuned = form(run, "where", "gpt-4.1", "--fine-tuned", "--type", "DeveloperTier")["offerings"]
    assert {(o["use"], o["sku"]) for o in tuned} == {("fine-tuned", "DeveloperTier")}


def test_where_says_what_comes_nearest(run: Run) -> None:
    """Nothing found is exit 1 with a sentence, not an empty page."""
    arguments = ["where", "gpt-5.1", "--type", "standard", "--region", "France Central"]
    ran = run(*arguments, "--as-of", "2026-11-20")
    text = " ".join(ran.out.split())
    assert ran.code == 1
    assert "Nothing can be deployed for gpt-5.1 as standard in francecentral." in text
    assert "in another region: standard in " in text
    assert "as another type: data-zone-standard in francecentral" in text


def test_where_knows_what_is_retired(run: Run) -> None:
    """A tick in a table of another day is not an offer."""
    ran = run("where", "gpt-5-chat@2025-10-03", "--as-of", "2026-11-20")
    assert ran.code == 1
    assert "gpt-5-chat 2025-10-03 was retired on 2026-05-13" in " ".join(ran.out.split())
    then = ("--catalog", "2025-11", "--as-of", "2025-12-20")
    assert run("where", "gpt-5-chat@2025-10-03", *then).code == 0
    every = run("where", "gpt-4o-mini-transcribe", "--as-of", "2026-11-20").out
    assert "and left out: 2025-03-20 (2026-10-15)" in " ".join(every.split())


def test_where_knows_what_no_table_names(run: Run) -> None:
    """Unknown is not no."""
    ran = run("where", "o1-pro", "--as-of", "2026-01-01")
    assert ran.code == 1
    assert "whether it is offered is not known" in " ".join(ran.out.split())


def test_rules_are_listed_and_shown(run: Run) -> None:
    """By id in any case, or by name."""
    assert run("rules").out.count("\n") > 30
    page = run("rules", "aoai205").out
    assert page.startswith("# AOAI205")
    assert run("rules", "not-in-region").out == page
    assert form(run, "rules", "AOAI205")["rule"] == "AOAI205"


def test_the_pages_fit_what_the_docs_say(run: Run) -> None:
    """`planner rules ID` prints docs/rules/ID.md."""
    file = ROOT / "docs" / "rules" / "AOAI205.md"
    if not file.is_file():
        pytest.skip("docs/rules is not generated yet")
    assert run("rules", "AOAI205").out.strip() == file.read_text().strip()


def test_patterns_of_the_schema_are_of_its_own_dialect(run: Run) -> None:
    """JSON Schema takes ECMA 262's expressions: an editor refuses Python's named groups and flags."""
    text = run("schema").out
    assert '"pattern"' in text
    assert "(?P" not in text
    assert "(?i" not in text
    assert "\\\\Z" not in text


def test_schema_is_a_json_schema_of_stack_files(run: Run) -> None:
    """The same in every format, and it knows defaults."""
    text = run("schema").out
    assert text == run("schema", "--json").out
    schema = json.loads(text)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"] == "urn:azure-openai-planner:schema:stack:1"
    defaults = schema["$defs"]["Defaults"]
    assert defaults["properties"] == schema["$defs"]["Workload"]["properties"]
    assert "required" not in defaults
    assert "required" not in schema["$defs"]["Workload"]
    assert schema["else"]["properties"]["workloads"]["additionalProperties"] == {
        "required": ["model"]
    }
    assert all(p.get("description") for p in (schema["properties"]["as_of"], defaults))


def test_catalog_list_has_the_counts(run: Run) -> None:
    """Available base offerings of each shipped snapshot."""
    snapshots = form(run, "catalog", "list")["snapshots"]
    totals = {each["name"]: sum(each["offerings"].values()) for each in snapshots}
    assert totals == {"2024-12": 694, "2025-11": 2076, "2026-09": 3004, "2026-11": 3146}


def test_catalog_show_filters(run: Run) -> None:
    """The whole snapshot, or what passes every filter."""
    everything = form(run, "catalog", "show", "2026-09")["offerings"]
    some = form(run, "catalog", "show", "--model", "gpt-5.1", "--type", "standard")["offerings"]
    assert 0 < len(some) < len(everything)
    assert {(o["model"], o["deployment_type"]) for o in some} == {("gpt-5.1", "standard")}
    here = form(run, "catalog", "show", "--region", "Sweden Central", "--use", "training")
    assert {o["region"] for o in here["offerings"]} == {"swedencentral"}


def test_catalog_diff_says_what_a_stack_would_feel(run: Run) -> None:
    """Verdict, place and rules before and after."""
    found = form(run, "catalog", "diff", "2024-12", "2026-09", "--stack", "good")
    (move,) = found["stack"]["workloads"]
    assert move["before"]["verdict"] == "unverified"
    assert move["after"]["chosen"][0]["region"] == "swedencentral"
    one = form(run, "catalog", "diff", "2025-11", "2026-09", "--model", "gpt-5.1")
    assert {change["model"] for change in one["added"]} <= {"gpt-5.1"}
    assert one["stack"] is None


def test_catalog_diff_tells_every_kind_of_fact(run: Run) -> None:
    """JSON has each change of each kind; text cuts long lists and says how to see them whole."""
    kinds = {
        each["kind"]: each for each in form(run, "catalog", "diff", "2025-11", "2026-09")["kinds"]
    }
    assert len(kinds) == len(KINDS)
    assert (kinds["quota"]["added"], len(kinds["quota"]["changes"])) == (494, 494)
    assert kinds["limits"]["changes"][0] == {
        "about": {"name": "accounts-per-region"},
        "regions": [],
        "before": [],
        "after": [{"value": 30}],
    }
    cut = run("catalog", "diff", "2025-11", "2026-09").out
    assert "488 more changes: see --kind quota" in cut
    whole = run("catalog", "diff", "2025-11", "2026-09", "--kind", "quota").out
    assert whole.count("limit ") >= 400
    assert "see --kind" not in whole
    assert "offerings" not in whole


def test_catalog_diff_knows_its_kinds(run: Run) -> None:
    """A wrong kind is answered with the near one."""
    ran = run("catalog", "diff", "2025-11", "2026-09", "--kind", "limit")
    assert ran.code == 2
    assert "unknown kind of fact 'limit'; did you mean limits?" in ran.err


def test_catalog_import_docs_refuses_what_it_does_not_understand(run: Run, project: Path) -> None:
    """Exit 2 with places, and no snapshot."""
    pages = project / "pages"
    pages.mkdir()
    (pages / "x.md").write_text("# A page\n\n| What | is this |\n|---|---|\n| a | b |\n")
    ran = run("catalog", "import", "docs", "pages", "--name", "x", "--out", "out")
    assert ran.code == 2
    assert "x.md" in ran.err
    assert "no snapshot written" in ran.err
    assert not (project / "out").exists()


PAGE = """\
---
title: Global Standard model availability{day}
---

| **Region** | **gpt-5**, **2025-08-07** |
|---|---|
| eastus | ✅ |

<!--
| **Region** | **gpt-9**, **2030-01-01** |
|---|---|
| eastus | ✅ |
-->
"""
HIDDEN = "a.md:11: not used (1 row: Region | gpt-9, 2030-01-01): inside an HTML comment"


def test_catalog_import_docs_reports_what_it_did_not_use(run: Run, project: Path) -> None:
    """In numbers always, one by one with --report; with a problem too."""
    (project / "pages").mkdir()
    page = project / "pages" / "a.md"
    page.write_text(PAGE.format(day="\nms.date: 09/01/2026"))
    short = run("catalog", "import", "docs", "pages")
    assert (short.code, HIDDEN in short.err) == (0, False)
    assert "tables not used: 1; notes: 0; --report names them" in short.err
    assert HIDDEN in run("catalog", "import", "docs", "pages", "--report").err
    page.write_text(PAGE.format(day="\nms.date: tomorrow"))
    wrong = run("catalog", "import", "docs", "pages", "--report")
    assert wrong.code == 2
    assert HIDDEN in wrong.err
    assert "1 problem" in wrong.err


def test_catalog_import_docs_refuses_a_page_of_the_future(run: Run, project: Path) -> None:
    """Named with its file and line; a misprinted year would win over every other page."""
    (project / "pages").mkdir()
    page = project / "pages" / "a.md"
    page.write_text(PAGE.format(day="\nms.date: 07/25/2096"))
    refused = run("catalog", "import", "docs", "pages")
    assert refused.code == 2
    assert "a table of 2096-07-25, as its page says, after " in refused.err
    assert "a.md:6: a table of" in refused.err


def test_catalog_import_docs_dates_pages_without_a_date(run: Run, project: Path) -> None:
    """They are of the day that --date gives, and refused without it."""
    (project / "pages").mkdir()
    (project / "pages" / "a.md").write_text(PAGE.format(day=""))
    refused = run("catalog", "import", "docs", "pages")
    assert refused.code == 2
    assert "a page without ms.date; add it, or say with --date" in refused.err
    dated = run("catalog", "import", "docs", "pages", "--date", "2026-07-25")
    assert dated.code == 0
    assert "2026-07-25" in dated.out


SHOWN = [
    ["check", "bad"],
    ["plan", "bad"],
    ["explain", "bad", "chat"],
    ["where", "gpt-5.1", "--residency", "eu", "--as-of", "2026-11-20"],
    ["where", "gpt-4o", "--region", "uksouth", "--type", "standard", "--as-of", "2026-11-20"],
]


@pytest.mark.parametrize("arguments", SHOWN, ids=lambda words: "-".join(words).replace("--", ""))
def test_whole_outputs_are_the_golden_ones(run: Run, arguments: list[str]) -> None:
    """What a newcomer sees first, word by word."""
    name = "-".join(arguments).replace("--", "")
    golden.check(f"cli/{name}.txt", run(*arguments).out)


LIGHT = [
    ["where", "gpt-5.1"],
    ["catalog", "list"],
    ["--help"],
]


@pytest.mark.parametrize("arguments", LIGHT, ids=lambda words: words[0])
def test_looking_something_up_does_not_load_pydantic(process: Run, arguments: list[str]) -> None:
    """A cold start stays short when no stack file is read."""
    ran = process(*arguments, PYTHONPROFILEIMPORTTIME="1")
    assert "pydantic" not in ran.err


@pytest.mark.parametrize(
    "arguments", [["check", "good"], ["plan", "good"], ["explain", "good", "chat"]]
)
def test_only_preview_loads_pulumi(process: Run, arguments: list[str]) -> None:
    """The SDK alone takes longer than a whole check."""
    ran = process(*arguments, PYTHONPROFILEIMPORTTIME="1")
    assert "pulumi" not in ran.err


@pytest.mark.parametrize("arguments", [["check", "bad"], ["plan", "bad"], ["where", "gpt-5.1"]])
def test_only_json_loads_the_forms(process: Run, arguments: list[str]) -> None:
    """Making their classes takes longer than a small check."""
    as_text = process(*arguments, PYTHONPROFILEIMPORTTIME="1").err
    as_json = process(*arguments, "--json", PYTHONPROFILEIMPORTTIME="1").err
    assert "planner.report.forms" not in as_text
    assert "planner.report.forms" in as_json


def test_python_is_new_enough() -> None:
    """What pyproject.toml asks for."""
    assert sys.version_info >= (3, 11)
