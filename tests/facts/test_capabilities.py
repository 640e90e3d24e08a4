"""What model versions can do: read and refused, asked for, and settled or not between documents."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from planner.domain.capability import NAMES, Ability, Day, Number, WantedError, wanted
from planner.domain.offering import Offering
from planner.domain.publishers import OPENAI
from planner.domain.subject import Subject, Target
from planner.domain.terms import Cloud, Use, Verdict, parse_deployment_type
from planner.facts.capable import Doubt, facts_of, having, known_words, verdict
from planner.facts.catalog import Catalog
from planner.facts.kinds import capabilities
from planner.facts.snapshot import DATA, load
from planner.facts.write import Content, write
from tests.facts.snapshots import folder_of, problems, seal

PAGE = {"id": "page", "document": "a/page.md", "date": "2026-01-01", "kind": "other"}
LIST = {"id": "list", "document": "a list", "date": "2026-02-02", "kind": "other"}
REGIONS = [
    {"region": slug, "name": slug, "geography": "g", "cloud": cloud, "source": "page"}
    for slug, cloud in (("eastus", "public"), ("usgovarizona", "us-government"))
]


def said(source: object = "page", **values: object) -> dict[str, object]:
    """A line about m 1, for base use unless it says otherwise."""
    return {"model": "m", "version": "1", "use": "base", "source": source, **values}


def catalog_of(folder: Path, *lines: Mapping[str, object]) -> Catalog:
    """A snapshot with two regions, two documents and these lines."""
    records = {"sources.jsonl": [PAGE, LIST], "regions.jsonl": REGIONS}
    write(Content("s", date(2026, 3, 3), {**records, "capabilities.jsonl": [*lines]}), folder)
    return load(str(folder))


def offering(catalog: Catalog, type_: str = "standard", region: str = "eastus") -> Offering:
    kind = parse_deployment_type(type_)
    assert kind is not None
    return catalog.find(Target(Subject("m", "1", Use.BASE), kind, region))


def judged(catalog: Catalog, asked: str, **where: str) -> Verdict:
    return verdict(wanted(asked), offering(catalog, **where), catalog)


@pytest.mark.parametrize(
    ("line", "asked", "expected"),
    [
        ({"has": ["image-input"]}, "vision", Verdict.OK),
        ({"lacks": ["image-input"]}, "vision", Verdict.FAIL),
        ({"has": ["responses"]}, "vision", Verdict.UNVERIFIED),
        ({"context": 200_000}, "context", Verdict.OK),
        ({"context": 200_000}, "context>=200000", Verdict.OK),
        ({"context": 200_000}, "context>=200,001", Verdict.FAIL),
        ({"input": 128_000}, "context>=128000", Verdict.OK),
        ({"input": 128_000, "context": 8_000}, "context>=128000", Verdict.FAIL),
        ({"context": 128_000}, "input>=1", Verdict.UNVERIFIED),
        ({"training_data": "2024-09-30"}, "training-data>=2024-09", Verdict.OK),
        ({"training_data": "2024-09-30"}, "training-data>=2024-10", Verdict.FAIL),
        ({"training_data": "2023-10"}, "training-data>=2023", Verdict.OK),
        ({"api_version": "2024-09-01-preview"}, "api-version", Verdict.OK),
        ({"has": ["image-input"], "use": "training"}, "vision", Verdict.UNVERIFIED),
    ],
    ids=str,
)
def test_what_a_document_says_is_enough_or_not(
    line: dict[str, object], asked: str, expected: Verdict, tmp_path: Path
) -> None:
    """Rows: what one line says, what is asked, the answer. Silence is neither yes nor no."""
    assert judged(catalog_of(tmp_path / "s", said(**line)), asked) is expected


def test_two_documents_agree_or_contradict_each_other(tmp_path: Path) -> None:
    """A contradiction settles nothing; numbers contradict each other only where it matters."""
    lines = (said(has=["responses"], output=4096), said("list", lacks=["responses"], output=8192))
    catalog = catalog_of(tmp_path / "s", *lines)
    assert judged(catalog, "responses") is Verdict.UNVERIFIED
    assert judged(catalog, "output>=4096") is Verdict.OK
    assert judged(catalog, "output>=5000") is Verdict.UNVERIFIED
    assert judged(catalog, "output>=9000") is Verdict.FAIL
    kept, doubts = having([wanted("responses")], [offering(catalog)], catalog)
    assert (kept, doubts) == (
        [],
        [Doubt(offering(catalog).subject, wanted("responses"), disputed=True)],
    )
    _, doubts = having([wanted("vision")], [offering(catalog)], catalog)
    assert [each.disputed for each in doubts] == [False]


def test_what_is_said_of_some_types_or_one_cloud_goes_first(tmp_path: Path) -> None:
    """And is not said of the others."""
    catalog = catalog_of(
        tmp_path / "s",
        said(context=1_000_000),
        said(context=300_000, types=["standard"]),
        said(context=128_000, types=["global-batch", "provisioned"]),
        said(context=64_000, cloud="us-government"),
    )
    assert judged(catalog, "context>=1000000", type_="global-standard") is Verdict.OK
    assert judged(catalog, "context>=300001", type_="standard") is Verdict.FAIL
    assert judged(catalog, "context>=128001", type_="provisioned") is Verdict.FAIL
    assert judged(catalog, "context>=64001", region="usgovarizona") is Verdict.FAIL


def test_one_version_that_has_it_somewhere_is_no_doubt(tmp_path: Path) -> None:
    """A doubt is about a version none of whose offerings is sure to have it."""
    catalog = catalog_of(tmp_path / "s", said(has=["responses"], types=["standard"]))
    both = [offering(catalog), offering(catalog, "global-standard")]
    assert having([wanted("responses")], both, catalog) == ([both[0]], [])


def test_a_trained_model_can_do_what_the_tables_of_training_say(tmp_path: Path) -> None:
    """They say what it takes once it is trained; the base model may take more."""
    catalog = catalog_of(tmp_path / "s", said(use="training", input=128_000), said(context=400_000))
    trained = Subject("m", "1", Use.FINE_TUNED)
    assert [dict(fact.values) for fact in facts_of(catalog, trained)] == [{Number.INPUT: 128_000}]


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ({"has": ["colour"]}, "'has' is 'colour', which is none of: text-input"),
        ({"has": ["responses"], "lacks": ["responses"]}, "both has and lacks 'responses'"),
        ({"has": ["responses", "agents"]}, "'has' is not sorted"),
        ({}, "says nothing of the model"),
        ({"context": "many"}, "'context' is 'many', not a whole number"),
        ({"training_data": "October 2023"}, "'training_data' is 'October 2023', not like 2024-09"),
        ({"training_data": "2023-13"}, "'training_data' is '2023-13'"),
        ({"output": 1, "colour": "red"}, "has the unknown key 'colour'"),
        ({"output": 1, "types": ["fast"]}, "'types' is 'fast', which is none of: standard"),
        ({"output": 1, "cloud": "nine"}, "'cloud' is 'nine', which is none of: public"),
        ({"output": 1, "source": "rumour"}, "names the source 'rumour'"),
    ],
    ids=str,
)
def test_a_bad_line_is_refused(line: dict[str, object], wrong: str, tmp_path: Path) -> None:
    """With its file and line and what is wrong."""
    catalog_of(tmp_path / "good", said(output=1))

    def spoil(folder: Path) -> None:
        write(
            Content(
                "s",
                date(2026, 3, 3),
                {
                    "sources.jsonl": [PAGE, LIST],
                    "regions.jsonl": REGIONS,
                    "capabilities.jsonl": [said(**line)],
                },
            ),
            folder,
        )

    spoil(tmp_path / "bad")
    (problem,) = problems(tmp_path / "bad")
    assert problem.startswith("bad/capabilities.jsonl:1: ")
    assert wrong in problem


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("context>100", "'context>100' is not like image-input or context>=200000"),
        ("context<=100", "is not like"),
        ("context>=", "context>= takes a number (tokens of prompt and answer together), not ''"),
        ("context>=many", "not 'many'; such as context>=100000"),
        ("context>=-1", "not '-1'"),
        ("vision>=2", "image-input is no number; ask for image-input alone"),
        ("training-data>=2025-13", "takes a day, a month or a year, not '2025-13'"),
        ("training-data>=May 2024", "takes a day, a month or a year, not 'may 2024'"),
        ("", "is not like"),
        (">=200", "is not like"),
    ],
)
def test_what_nobody_can_ask_is_answered(text: str, wrong: str) -> None:
    """Rows: what was written, part of the answer."""
    with pytest.raises(WantedError) as caught:
        wanted(text)
    assert wrong in str(caught.value)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Vision", "image-input"),
        (" context >= 200_000 ", "context>=200000"),
        ("tools", "functions"),
        ("unheard-of", "unheard-of"),
    ],
)
def test_words_are_read_in_any_case_and_by_their_other_names(text: str, meant: str) -> None:
    """Rows: what was written, what is asked; a word that nobody knows is left to others."""
    assert str(wanted(text)) == meant


def test_every_word_is_one_thing() -> None:
    """No word stands in two lists, and no key of a record is taken by something else."""
    words = [each.value for words in (Number, Day, Ability) for each in words]
    assert len(words) == len({*words}) == len(NAMES) - 1
    keys = {capabilities.key_of(name) for name in (*Number, *Day)}
    assert not keys & {"model", "version", "use", "types", "cloud", "has", "lacks", "source"}


def test_a_snapshot_without_the_file_is_silent(tmp_path: Path) -> None:
    """It says of no version that it has or lacks anything."""

    def drop(folder: Path) -> None:
        (folder / capabilities.KIND.file).unlink()
        seal(folder, drop=capabilities.KIND.file)

    old = load(str(folder_of("2025-11", tmp_path, drop)))
    assert not old.speaks_of(capabilities.KIND)
    assert known_words(old) == ("assistants",), "which stands in features.jsonl"


@pytest.mark.parametrize("name", ["2024-12", "2025-11", "2026-09", "2026-11"])
def test_shipped_lines_speak_of_versions_that_exist(name: str) -> None:
    """A version that only a page about models names was retired, or was never in the tables."""
    catalog = load(name)
    facts = catalog.all_of(capabilities.KIND)
    pins = {fact.subject.pinned for fact in facts}
    strange = {pin for pin in pins if pin.version not in catalog.versions(pin.full_model)}
    assert {pin.pin for pin in strange if pin.publisher == OPENAI} <= ONLY_THERE
    assert all(re.fullmatch(r"[\w.-]+", pin.version) for pin in pins)
    assert all(fact.cloud in (None, Cloud.GOVERNMENT) for fact in facts)
    assert (DATA / name / capabilities.KIND.file).read_text().count("\n") == len(facts) > 0


ONLY_THERE = {
    "gpt-4@turbo-2024-04-09",
    "gpt-4o-audio-preview@2024-12-17",
    "gpt-4o-mini-audio-preview@2024-12-17",
    "gpt-4o-mini-realtime-preview@2024-12-17",
    "gpt-4o-realtime-preview@2024-12-17",
    "gpt-4o-realtime-preview@2025-06-03",
    "gpt-live-transcribe@2026-07-28",
    "gpt-transcribe@2026-07-28",
    "o1-mini@2024-09-12",
    "o1-preview@2024-09-12",
    "sora@2025-05-02",
}
"""Retired before 2026-09, or newer than its tables of July."""
