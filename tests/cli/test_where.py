"""`planner where` without a model: every model and version that fits."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from planner.domain.offering import Offering
from planner.domain.terms import Stage, Use, Verdict
from planner.facts.catalog import Catalog
from planner.facts.residency import stays
from planner.facts.snapshot import load
from tests.cli.conftest import Run
from tests.report import golden

DAY = ("--as-of", "2026-11-20")


def found(run: Run, *options: str) -> list[dict[str, Any]]:
    """The offerings that JSON has."""
    return list(json.loads(run("where", *options, *DAY, "--json").out)["offerings"])


@pytest.mark.parametrize("columns", ["80", "40"])
def test_the_overview_is_the_golden_one(
    run: Run, monkeypatch: pytest.MonkeyPatch, columns: str
) -> None:
    """By model and version, and no line is wider than the terminal."""
    monkeypatch.setenv("COLUMNS", columns)
    text = run("where", "--residency", "eu", "--retires-after", "2027-05-31", *DAY).out
    assert max(map(len, text.splitlines())) <= int(columns)
    golden.check(f"cli/where-residency-eu-retires-after-{columns}.txt", text)


def test_it_has_exactly_what_the_tables_offer(run: Run) -> None:
    """Held against the catalog itself: region and type, without what is retired or unknown."""
    catalog, day = load("2026-11"), date(2026, 11, 20)
    told = {
        (each["model"], each["version"], each["deployment_type"])
        for each in found(run, "--region", "Sweden Central", "--residency", "eu")
        if each["availability"] == "available"
    }
    held = {
        (each.model, each.version, each.type.value)
        for each in catalog.offerings(use=Use.BASE, region="swedencentral")
        if stays(each.type, catalog.regions["swedencentral"], "eu") is Verdict.OK
        and not _is_over(catalog, each, day)
    }
    assert told == held
    assert len(told) > 40


def _is_over(catalog: Catalog, offering: Offering, day: date) -> bool:
    """All that dates the version as this type has it retired."""
    lives = catalog.lifecycle(offering.subject, offering.type, offering.region)
    return bool(lives) and all(life.stage_at(day) is Stage.RETIRED for life in lives)


@pytest.mark.parametrize(
    ("options", "key", "values"),
    [
        ("--type DataZoneBatch", "deployment_type", {"data-zone-batch"}),
        ("--region uksouth", "region", {"uksouth"}),
        ("--training global", "use", {"training"}),
        ("--fine-tuned --type developer", "deployment_type", {"developer"}),
        ("--model-less", "", set()),
    ],
)
def test_every_filter_filters(run: Run, options: str, key: str, values: set[str]) -> None:
    """Rows: options, a key of the offerings, what it then is; an unknown option is a mistake."""
    if not key:
        assert run("where", options).code == 2
        return
    offerings = found(run, *options.split())
    assert {each[key] for each in offerings} == values
    assert len({each["model"] for each in offerings}) > 2


def test_retires_after_takes_what_is_documented_to_last(run: Run) -> None:
    """All sources must say a later day; who says no day is left out, and told so."""
    everything = found(run, "gpt-4o")
    later = found(run, "gpt-4o", "--retires-after", "2027-04-13")
    assert later
    assert found(run, "gpt-4o", "--retires-after", "2027-04-14") == []
    assert len(everything) >= len(later)
    then = ("--as-of", "2026-10-10", "--json")
    for day, some in (("2026-10-15", True), ("2026-11-01", False)):
        ran = run("where", "o3", "--retires-after", day, *then)
        assert bool(json.loads(ran.out)["offerings"]) == some
    text = run("where", "--type", "global-standard", "--retires-after", "2027-01-01", *DAY).out
    assert "No document says when they retire, and left out: computer-use-preview" in text


def test_capabilities_by_region_are_those_that_the_snapshot_documents(run: Run) -> None:
    """By version and region; a snapshot that says nothing of one names those that do."""
    then = ["--catalog", "2024-12", "--as-of", "2024-12-20"]
    form = json.loads(run("where", "--capability", "Assistants", *then, "--json").out)
    assert {each["name"] for each in form["features"]} == {"assistants"}
    mini = {each["region"] for each in form["offerings"] if each["model"] == "gpt-4o-mini"}
    assert mini == {"eastus"}
    ran = run("where", "--capability", "realtime-audio")
    assert ran.code == 2
    assert "says of no version whether it has realtime-audio; --catalog 2024-12 does" in ran.err
    near = run("where", "--capability", "assistant", *then)
    assert "unknown capability 'assistant'; did you mean assistants" in near.err


def test_without_any_filter_it_says_what_to_ask(run: Run) -> None:
    """Exit 2, the options and examples, each of which works."""
    ran = run("where")
    assert (ran.code, ran.out) == (2, "")
    assert "name a model, or give one of --type, --region" in ran.err
    examples = [line.split("planner ")[1] for line in ran.err.splitlines()[1:]]
    assert len(examples) == 3
    assert [run(*example.split(), *DAY).code for example in examples] == [0, 0, 0]
    assert run("where", "--as-of", "2026-11-20").code == 2


def test_nothing_that_fits_is_answered_with_what_comes_near(run: Run) -> None:
    """Exit 1; models are named, not every offering of theirs."""
    ran = run("where", "--residency", "italy", "--type", "standard", *DAY)
    text = " ".join(ran.out.split())
    assert ran.code == 1
    assert "Nothing can be deployed for models as standard inside italy." in text
    assert "outside italy: gpt-4.1, gpt-4.1-mini" in text


def test_what_only_some_may_use_says_so(run: Run) -> None:
    """Conditions stand behind the regions."""
    then = ["--catalog", "2024-12", "--as-of", "2024-12-20"]
    assert (
        "standard in eastus2 · select-customers" in run("where", "--region", "eastus2", *then).out
    )


def test_clouds_are_kept_apart(run: Run) -> None:
    """Regions of Azure Government are not counted among those of the public cloud."""
    text = run("where", "--type", "data-zone-standard", *DAY).out
    found_here = text.partition("gpt-5.1\n")[2].partition("\n\n")[0]
    assert "data-zone-standard in 9 regions\n" in found_here
    assert "data-zone-standard in usgovarizona, usgovvirginia · Azure Government" in found_here


def test_an_azure_region_without_tables_is_unknown_and_not_wrong(run: Run) -> None:
    """And no region of another jurisdiction is named instead."""
    said = run("where", "gpt-5.1", "--region", "francesouth", *DAY).err
    assert "francesouth is an Azure region (docs 2025-03-21), but no table of snapshot" in said
    assert said.rstrip().endswith("what it has is unknown; in the same geography: francecentral")
    wrong = run("where", "gpt-5.1", "--region", "swedencentrall", *DAY).err
    assert wrong.rstrip().endswith("did you mean swedencentral?")


def test_an_unknown_residency_is_answered_with_what_lies_around_it(run: Run) -> None:
    """Austria is not Australia; `init` says the same."""
    said = run("where", "gpt-5.1", "--residency", "austria", *DAY).err
    assert "unknown residency 'austria'; did you mean eu-members or eu? known: global" in said
    assert (
        said.partition(":")[2] == run("init", "zz", "--residency", "austria").err.partition(":")[2]
    )


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("claude-opus-4-1", "it is a model of Anthropic; write Anthropic/claude-opus-4-1"),
        ("flux.2-pro", "write Black Forest Labs/FLUX.2-pro\n"),
        ("gpt-35-turbo-instruct", "snapshot 2025-11 had it: gone since"),
        ("gpt-5.4 --catalog 2025-11", "snapshot 2026-11 has it (--catalog 2026-11)"),
        ("gtp-5.1", "did you mean gpt-5.1"),
    ],
)
def test_a_model_without_tables_is_told_as_the_rules_tell_it(
    run: Run, asked: str, answer: str
) -> None:
    """Of another maker, in another snapshot, or mistyped: no other model is guessed for the first two."""
    ran = run("where", *asked.split())
    assert ran.code == 2
    assert answer in ran.err
    assert ("did you mean" in ran.err) == answer.startswith("did you mean")


EACH = [
    ("in all", "gpt-4.1 --type standard --region swedencentral --region eastus2", 0, ["ok", "ok"]),
    ("not in one", "gpt-4.1 --type standard --region eastus2 --region uksouth", 1, ["ok", "fail"]),
    ("named twice", "gpt-5.1 --region eastus2 --region East-US-2", 0, ["ok"]),
    (
        "outside",
        "gpt-5.1 --residency eu --region eastus2 --region swedencentral",
        1,
        ["fail", "ok"],
    ),
    ("a type that is gone", "gpt-4o-mini --type standard --region eastus2", 1, ["fail"]),
    ("nobody says", "gpt-image-2@2026-04-21 --type standard --region eastus2", 1, ["fail"]),
    ("left open", "gpt-4.1 --training developer --region eastus2", 1, ["unverified"]),
    (
        "retired, as one of two sources has it",
        "o3 --region eastus2 --as-of 2026-11-01",
        1,
        ["unverified"],
    ),
    ("open to all", "gpt-4o --type global-standard --region eastus2", 0, ["ok"]),
    (
        "closed to new customers",
        "gpt-4o@2024-08-06 --type global-standard --region eastus2",
        1,
        ["fail"],
    ),
    ("closed in one version", "gpt-4o --type data-zone-standard --region eastus2", 0, ["ok"]),
    (
        "closed in one cloud",
        "gpt-4.1 --type standard --region usgovarizona --region eastus2",
        1,
        ["fail", "ok"],
    ),
    ("all models", "--type data-zone-batch --region eastus2 --region uksouth", 1, ["ok", "fail"]),
]


@pytest.mark.parametrize(
    ("asked", "code", "verdicts"), [row[1:] for row in EACH], ids=[row[0] for row in EACH]
)
def test_each_region_has_its_verdict(run: Run, asked: str, code: int, verdicts: list[str]) -> None:
    """In the order they were named; one that fails fails the command."""
    ran = run("where", *DAY, *asked.split(), "--each", "--json")
    said = json.loads(ran.out)
    assert (ran.code, [here["verdict"] for here in said["each"]]) == (code, verdicts)
    wanted = {here["region"] for here in said["each"]}
    assert {offering["region"] for offering in said["offerings"]} <= wanted
    assert said["nearest"] == []


@pytest.mark.parametrize("pin", ["gpt-4o@2024-08-06", "gpt-4o@2024-11-20", "o3@2025-04-16"])
def test_each_answers_as_a_check_of_a_new_deployment(run: Run, pin: str, tmp_path: Path) -> None:
    """Yes is let through, no is refused: the commands have the same exit code."""
    stack = tmp_path / "stack.yaml"
    stack.write_text(
        "version: 1\nworkloads:\n  chat:\n"
        f"    model: {pin}\n    deployment_type: global-standard\n"
        "    region: eastus2\n    capacity: {tpm: 10000}\n"
    )
    asked = ("where", pin, "--type", "global-standard", "--region", "eastus2", "--each")
    assert run(*asked, *DAY).code == run("check", str(stack), *DAY).code


def test_each_as_text(run: Run) -> None:
    """A line a region: yes and as what, or no and what comes nearest."""
    text = run("where", *EACH[1][1].split(), "--each", *DAY).out
    assert "yes  eastus2 · standard\n" in text
    assert "no   uksouth · in another region: standard in eastus," in text
    assert "gpt-4.1 as standard in each of eastus2, uksouth" in text


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ("gpt-4o@2024-08-06", "no  eastus2  global-standard (existing customers only)\n"),
        ("o3 --as-of 2026-11-01", "not settled: global-standard (perhaps retired or closed)\n"),
    ],
)
def test_each_says_who_may_have_it_still(run: Run, asked: str, says: str) -> None:
    """A version that takes no new customers, or of which documents differ on whether it is over."""
    where = ("--type", "global-standard", "--region", "eastus2", "--each")
    assert says in run("where", *DAY, *asked.split(), *where).out


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("gpt-5.1 --region eastus2 --region uksouth", "several regions need --each"),
        ("gpt-5.1 --each", "--each needs regions"),
        ("gpt-5.1 --each --region eastus2 --region swedncentral", "did you mean swedencentral"),
    ],
)
def test_each_wants_regions_that_there_are(run: Run, asked: str, answer: str) -> None:
    """Several regions are no question without it, and it is none without regions."""
    ran = run("where", *asked.split(), *DAY)
    assert ran.code == 2
    assert answer in ran.err
