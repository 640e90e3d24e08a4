"""Statements: facts outside the tables, corrections, and what is wrong with a statements file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from planner.domain.subject import Subject, Target
from planner.domain.terms import Availability, Condition, DeploymentType, Stage, Use
from planner.facts.catalog import Catalog
from planner.facts.importing.docs import import_docs, import_into
from planner.facts.kinds import limits, quota
from planner.facts.snapshot import load
from tests.facts.pages import page, table

HEAD = ("**Region**", "**gpt-5**, **2025-08-07**")
SOURCE = "sources:\n  - {id: prose, document: A page, date: 2026-09-01, kind: other}\n"

GPT = Subject("gpt-5", "2025-08-07", Use.BASE)


def imported(tmp_path: Path, statements: str, *pages: str) -> Catalog:
    problems = _import(tmp_path, statements, *pages)
    assert problems == ()
    return load(str(tmp_path / "out"))


def _import(tmp_path: Path, statements: str, *pages: str) -> tuple[str, ...]:
    folder, path = _published(tmp_path, statements, *pages)
    return import_into(folder, tmp_path / "out", name="x", statements=path)


def _noted(tmp_path: Path, *pages: str) -> tuple[str, ...]:
    """What an import that has no problem notes."""
    folder, path = _published(tmp_path, "", *pages)
    found = import_docs(folder, name="x", statements=path)
    assert found.problems == ()
    return found.notes


def _published(tmp_path: Path, statements: str, *pages: str) -> tuple[Path, Path]:
    folder = tmp_path / "pages"
    folder.mkdir()
    base = page(
        table(HEAD, [("eastus", "✅"), ("westus", "-")]), title="Standard model availability"
    )
    for number, text in enumerate((base, *pages)):
        (folder / f"{number}.md").write_text(text)
    path = tmp_path / "said.yaml"
    path.write_text(SOURCE + statements)
    return folder, path


def test_terms(tmp_path: Path) -> None:
    """A condition that prose puts on a ticked offering is on it, with the prose as its source."""
    catalog = imported(
        tmp_path,
        "terms:\n  - {models: [gpt-5@2025-08-07], use: base, conditions: [registration], source: prose}\n",
    )
    found = catalog.find(Target(GPT, DeploymentType.STANDARD, "eastus"))
    assert found.conditions == {Condition.REGISTRATION}
    assert found.source
    assert found.terms_source
    assert (found.source.id, found.terms_source.id) == ("page", "prose")


def test_left_out(tmp_path: Path) -> None:
    """A page is not read at all; of another only the tables under the headings that are named."""
    strange = table(("Colour", "Taste"), [("red", "sweet")])
    catalog = imported(
        tmp_path,
        "left_out:\n  - {path: a/strange.md, why: colours}\n"
        "  - {path: a/some.md, why: colours, tables: [Colours]}\n",
        page(strange, path="a/strange.md"),
        page(f"## Colours\n\n{strange}\n## Sizes\n\n{PTU}", path="a/some.md"),
    )
    rule = catalog.capacity_rule(GPT, DeploymentType.GLOBAL_PROVISIONED)
    assert rule
    assert (rule.minimum, rule.step) == (15, 5)


PTU = table(
    ("Topic", "**gpt-5**,<br>**2025-08-07**"),
    [
        ("Global and data zone provisioned minimum deployment", "15"),
        ("Global & data zone provisioned scale increment", "5"),
    ],
)


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ("{path: a/gone.md, why: x}", "no page says that it is a/gone.md"),
        ("{path: a/page.md, why: x, tables: [Gone]}", "no table of a/page.md is under 'Gone'"),
        ("{path: a/page.md}", "lacks 'why'"),
    ],
)
def test_what_leaves_out_nothing_is_a_problem(tmp_path: Path, said: str, problem: str) -> None:
    """A page that was renamed would otherwise be read again, or a statement stay for ever."""
    found = _import(tmp_path, f"left_out:\n  - {said}\n")
    assert any(each.startswith("said.yaml:4: ") and problem in each for each in found), found


def test_retitled(tmp_path: Path) -> None:
    """A page whose title and path disagree is read as the stated type."""
    text = page(
        table(HEAD, [("westus", "✅")]), title="Global Batch", path="global-batch-datazone.md"
    )
    catalog = imported(
        tmp_path, "retitled:\n  - {path: global-batch-datazone.md, type: data-zone-batch}\n", text
    )
    assert catalog.counts() == {"Standard": 1, "DataZoneBatch": 1}


def test_every_region(tmp_path: Path) -> None:
    """`regions: all` means the regions that the tables name, ticked or not."""
    catalog = imported(
        tmp_path,
        "offerings:\n  - {models: [gpt-5@2025-08-07], use: fine-tuned, types: [developer], regions: all, source: prose}\n",
    )
    subject = Subject("gpt-5", "2025-08-07", Use.FINE_TUNED)
    assert catalog.regions_with(subject, DeploymentType.DEVELOPER) == ("eastus", "westus")


def test_correction_replaces(tmp_path: Path) -> None:
    """A record that names its correction replaces what the page says."""
    quota = page(
        "### Tier 3\n\n"
        + table(
            (
                "Model Name",
                "Deployment Type",
                "Requests Per Minute (RPM)",
                "Tokens Per Minute (TPM)",
            ),
            [("gpt-5", "GlobalStandard", "0", "0")],
        ),
        path="tier-3.md",
    )
    catalog = imported(
        tmp_path,
        'quota:\n  - {tier: "3", models: [gpt-5], types: [global-standard], source: tier-3, corrects: gap}\n'
        "corrections:\n  - {id: gap, date: 2026-11-20, subject: s, was: w, now: n, reason: r, source: tier-3}\n",
        quota,
    )
    found = catalog.quota_default("3", "gpt-5", DeploymentType.GLOBAL_STANDARD)
    assert found
    assert found.limit is None


SCHEDULE = ("Model", "Version", "Lifecycle", "Retirement date", "Replacement")
GONE = ("Model", "Deprecation date", "Retirement date", "Suggested replacement")


def _schedule(*rows: tuple[str, ...]) -> str:
    body = f"### Azure OpenAI\n\n{table(SCHEDULE, rows)}"
    return page(body, path="a/schedule.md")


def _gone(*rows: tuple[str, ...]) -> str:
    return page(f"## Azure OpenAI\n\n{table(GONE, rows)}", path="a/retired.md")


def test_silent(tmp_path: Path) -> None:
    """A kind that no page is about has no file; the others have an empty one."""
    catalog = imported(tmp_path, "silent:\n  - {kinds: [quota], why: no page}\n")
    assert not catalog.speaks_of(quota.KIND)
    assert catalog.speaks_of(limits.KIND)


def test_stages(tmp_path: Path) -> None:
    """A stage that an older page had begins on that page's day."""
    rows = ("gpt-5", "2025-08-07", "GA", "2027-01-01", "—")
    said = (
        "stages:\n  - {models: [gpt-5@2025-08-07], stage: generally-available, since: 2026-03-01}\n"
    )
    (life,) = imported(tmp_path, said, _schedule(rows)).lifecycle(GPT)
    assert life.stage_since == date(2026, 3, 1)


def test_a_correction_replaces_all_rows_of_a_version(tmp_path: Path) -> None:
    """Two rows with two dates become the stated one, and their dispute has a resolution."""
    rows = [("gpt-5", "2025-08-07", "GA", day, "—") for day in ("2026-12-01", "2027-01-01")]
    said = (
        "lifecycle:\n  - {models: [gpt-5@2025-08-07], use: base, stage: generally-available, "
        "stage_since: 2026-09-01, retires: 2027-01-01, source: schedule, corrects: old-row}\n"
        "corrections:\n  - {id: old-row, date: 2026-11-20, subject: s, was: w, now: n, reason: r, source: schedule}\n"
        "disputes:\n  - {id: lifecycle-gpt-5-2025-08-07-base, subject: s, claims: "
        "[{value: a, source: schedule}, {value: b, source: schedule}], resolution: the later}\n"
    )
    catalog = imported(tmp_path, said, _schedule(*rows))
    assert [life.retires for life in catalog.lifecycle(GPT)] == [date(2027, 1, 1)]
    assert [dispute.resolution for dispute in catalog.disputes()] == ["the later"]


def test_retired_models(tmp_path: Path) -> None:
    """Days in words, two models of one version, and a model whose only version is stated."""
    text = _gone(
        ("`gpt-4`<br />`gpt-4-32k` - 0314", "", "June 6, 2025", "`gpt-5` version: `2025-08-07`"),
        ("`ada`", "July 6, 2023", "June  14, 2024", ""),
    )
    catalog = imported(tmp_path, "versions:\n  - {models: [ada@1]}\n", text)
    for model in ("gpt-4", "gpt-4-32k"):
        (life,) = catalog.lifecycle(Subject(model, "0314", Use.BASE))
        assert (life.retires, life.replacement) == (date(2025, 6, 6), "gpt-5@2025-08-07")
    (life,) = catalog.lifecycle(Subject("ada", "1", Use.BASE))
    assert (life.closes, life.retires) == (date(2023, 7, 6), date(2024, 6, 14))
    assert life.stage_at(date(2024, 6, 14)) is Stage.RETIRED


def test_a_retired_model_without_a_version_is_left_out_and_named(tmp_path: Path) -> None:
    """Pages as published have dozens: no reason to refuse the folder, and none is lost in silence."""
    found = _noted(tmp_path, _gone(("`ada`", "", "June 14, 2024", "")))
    assert any(each.startswith("1.md:11: ada has no version here") for each in found), found


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (("`ada` - 1", "", "soon", ""), "unknown date 'soon'"),
        (("`ada` - 1", "", "", ""), "no retirement date"),
        (("Ada the First", "", "June 14, 2024", ""), "not a model: 'Ada the First'"),
    ],
)
def test_a_retired_model_that_is_not_understood(
    tmp_path: Path, row: tuple[str, ...], said: str
) -> None:
    """Each is a problem with file and line, and nothing is written."""
    found = _import(tmp_path, "", _gone(row))
    assert any(each.startswith("1.md:11: ") and said in each for each in found), found


BAD = {
    "not YAML": ("a: [", 3, "not YAML"),
    "unknown section": ("colours: []\n", 1, "unknown section 'colours'"),
    "not a statement": ("limits:\n  - seven\n", 1, "limits: not understood"),
    "missing key": ("capacity:\n  - {models: [gpt-5], minimum: 1, step: 1, source: prose}\n", 4, "lacks 'types'"),
    "missing field": ("limits:\n  - {name: x, source: prose}\n", 4, "lacks the key 'value'"),
    "unknown field": ("limits:\n  - {name: x, value: 1, colour: red, source: prose}\n", 4, "unknown key 'colour'"),
    "unknown source": ("limits:\n  - {name: x, value: 1, source: rumour}\n", 4, "source 'rumour'"),
    "unknown condition": ("terms:\n  - {models: [gpt-5@2025-08-07], use: base, conditions: [luck], source: prose}\n", 4, "not understood"),
    "terms on nothing": ("terms:\n  - {models: [gpt-9@1], use: base, conditions: [preview], source: prose}\n", 4, "no table offers gpt-9@1 so"),
    "unknown region in a zone": ("data_zones:\n  - {zone: us, source: prose, regions: [atlantis]}\n", 4, "'atlantis'"),
    "unknown region": ("offerings:\n  - {models: [gpt-5@1], use: base, types: [standard], regions: [atlantis], source: prose}\n", 4, "region 'atlantis'"),
    "unknown type of a page": ("retitled:\n  - {path: x.md, type: priority}\n", 4, "unknown deployment type 'priority'"),
    "no use": ("pool_scopes:\n  - {models: [gpt-5], types: [standard], scope: region, source: prose}\n", 4, "lacks 'uses'"),
    "unknown scope": ("pool_scopes:\n  - {models: [gpt-5], types: [standard], uses: [base], scope: planet, source: prose}\n", 4, "'planet'"),
    "a pool scope twice": ("pool_scopes:\n  - {models: [gpt-5], types: [standard, standard], uses: [base], scope: region, source: prose}\n", 4, "is there twice"),
    "said by a table already": ("offerings:\n  - {models: [gpt-5@2025-08-07], use: base, types: [standard], regions: [eastus], source: prose}\n", 4, "duplicate offering"),
    "said twice": ("limits:\n  - {name: x, value: 1, source: prose}\n  - {name: x, value: 2, source: prose}\n", 5, "is there twice"),
    "corrects nothing": ("limits:\n  - {name: x, value: 1, source: prose, corrects: gap}\n", 4, "no page says anything to correct"),
    "a stage that no page has": ("stages:\n  - {models: [gpt-5@2025-08-07], stage: preview, since: 2026-01-01}\n", 4, "no page has gpt-5@2025-08-07 preview"),
    "silent about a stranger": ("silent:\n  - {kinds: [colours], why: x}\n", 4, "'colours'"),
    "unlisted correction": ("limits:\n  - {name: x, value: 1, source: prose, corrects: gap}\n", 4, "no correction 'gap'"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "line", "said"), [pytest.param(*row, id=name) for name, row in BAD.items()]
)
def test_bad_statement(text: str, line: int, said: str, tmp_path: Path) -> None:
    """A statement that cannot be used is a problem with its file and line."""
    found = _import(tmp_path, text)
    assert any(each.startswith(f"said.yaml:{line}: ") and said in each for each in found), found
    assert not (tmp_path / "out").exists()


def test_tables_that_disagree(tmp_path: Path) -> None:
    """A region that one table ticks and another denies is unknown, and both are named."""
    other = page(
        table(HEAD, [("eastus", "-")]),
        title="Standard chat completions model availability",
        path="chat.md",
    )
    catalog = imported(tmp_path, "", other)
    found = catalog.find(Target(GPT, DeploymentType.STANDARD, "eastus"))
    assert found.availability is Availability.UNKNOWN
    assert found.source
    assert found.disputed_by
    assert {found.source.id, found.disputed_by.id} == {"page", "chat"}
    assert catalog.counts() == {}


def test_tables_that_agree(tmp_path: Path) -> None:
    """Of tables that agree the newest is the source, and a tick is counted once."""
    other = page(
        table(HEAD, [("eastus", "✅")]),
        title="Standard audio model availability",
        path="audio.md",
        day="09/02/2026",
    )
    catalog = imported(tmp_path, "", other)
    found = catalog.find(Target(GPT, DeploymentType.STANDARD, "eastus"))
    assert found.source
    assert found.source.id == "audio"
    assert catalog.counts() == {"Standard": 1}


def test_newer_list_of_regions_wins(tmp_path: Path) -> None:
    """Of two lists of global training regions the newest one is used, with its remarks."""
    models = page(
        table(
            ("Model ID", "Standard regions", "Global"), [("`gpt-5` (2025-08-07)", "East US", "✅")]
        )
        + "\n> [!NOTE]\n> Global training is available in the following regions:\n>\n>- East US\n>- West US\n",
        path="models.md",
        day="09/01/2025",
    )
    regions = page(
        table(
            ("Foundry project region", "Managed fine-tuning", "Interactive training (preview)"),
            [("East US", "✅<sup>3</sup>", "❌"), ("West US", "✅", "✅")],
        )
        + "\n- <sup>3</sup> Managed fine-tuning for `gpt-5` isn't supported in East US.\n",
        path="regions.md",
    )
    catalog = imported(tmp_path, "", models, regions)
    listed = catalog.offerings(model="gpt-5", use=Use.TRAINING)
    assert [(o.type, o.region, o.source and o.source.id) for o in listed] == [
        ("global", "westus", "regions"),
        ("standard", "eastus", "models"),
    ]


def test_statements_are_optional(tmp_path: Path) -> None:
    """Pages alone give a snapshot."""
    (tmp_path / "1.md").write_text(page(table(HEAD, [("eastus", "✅")]), title="Standard"))
    assert import_docs(tmp_path, name="x").problems == ()
