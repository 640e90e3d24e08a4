"""The stand-in's own reader of the published tables."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.fake_azure import samples
from tests.fake_azure.errors import ArmError
from tests.fake_azure.facts import PUBLISHED, load
from tests.fake_azure.published.__main__ import main
from tests.fake_azure.published.markdown import Page
from tests.fake_azure.published.reader import Reader
from tests.fake_azure.samples import body, deployment

FOLDERS = ("2024-12", "2025-11", "2026-09", "2026-11")
COUNTED = {
    "GlobalStandard": 1_071,
    "DataZoneStandard": 392,
    "Standard": 145,
    "GlobalProvisionedManaged": 616,
    "DataZoneProvisionedManaged": 264,
    "ProvisionedManaged": 219,
    "GlobalBatch": 308,
    "DataZoneBatch": 131,
}
"""Ticks of the public cloud in the tables of 2026-11, counted by another program when they were
collected (2026-11-20)."""

COUNTED_OF_OTHERS = {
    "GlobalStandard": 1_275 + 307,
    "DataZoneStandard": 157 + 24,
    "GlobalProvisionedManaged": 153,
    "DataZoneProvisionedManaged": 26,
}
"""Likewise of other makers' models: those that Azure sells, and those of the Marketplace."""

AVAILABILITY = """
## Global standard

#### Availability for Azure OpenAI in Foundry Models

# [Americas](#tab/az-americas)

| **Model** | **Version** | **eastus** | **westus** |
| :--- | :--- | :---: | :---: |
| gpt-9 | 2030-01-01 | ✅ | - |
| gpt-9-mini | 2030-01-01 | ❌ | |

# [Europe](#tab/az-europe)

| **Model** | **Version** | **swedencentral** |
| :--- | :--- | :---: |
| gpt-9 | 2030-01-01 | ✅<sup>1</sup> |

#### Availability for other Foundry Models sold by Azure

| **Model** | **Version** | **eastus** |
| :--- | :--- | :---: |
| Llama | 1 | ✅ |

## Data Zone standard

| **Model** | **Version** | **eastus** | **swedencentral** | **uksouth** |
| :--- | :--- | :---: | :---: | :---: |
| gpt-9 | 2030-01-01 | ✅ | ✅ | - |
"""
MATRIX = """
| **Region** | **gpt-9**, **2030-01-01** | **tts**, **001** |
|:---|:---:|:---:|
| usgovvirginia | ✅ | - |
"""
OLD = """
### Azure OpenAI

| Model | Version | Lifecycle | Retirement date | Replacement |
| --- | --- | --- | --- | --- |
| gpt-9 | 2030-01-01 | Deprecated | 2031-01-01 | gpt-10 |
| tts | 001 | GA | — | — |

#### Fine-tuned models

| Model | Version | Training retirement date | Deployment retirement date |
| --- | --- | --- | --- |
| gpt-9 | 2030-01-01 | No earlier than 2031-01-01<sup>1</sup> | 2032-01-01 |

### Cohere

| Model | Version | Lifecycle | Retirement date | Replacement |
| --- | --- | --- | --- | --- |
| embed | 1 | GA | 2031-01-01 | — |
"""
NEW = """
### Azure OpenAI

| Model | Version | Lifecycle | Retirement date | Replacement |
| --- | --- | --- | --- | --- |
| gpt-9 | 2030-01-01 | Deprecated | 2031-06-01 | sora-2 (2030-02-02) |
| gpt-9 | 2030-01-01 | Deprecated | 2031-07-01 | — |
"""
SIZES = """
### Latest

| Topic | **gpt-9**,<br>**2030-01-01** | **o9** |
| --- | --- | --- |
| Global & data zone provisioned minimum deployment | 15 | 20 |
| Global and data zone provisioned scale increment | 5 | 10 |
| Regional provisioned minimum deployment | 25 | NA |
| Regional provisioned scale increment | 50 | NA |

### Fireworks on Microsoft Foundry models

| Topic | **gpt-9** |
| --- | --- |
| Global & data zone provisioned minimum deployment | 80 |
| Global & data zone provisioned scale increment | 40 |
"""
QUOTA = """
# [Tier 1](#tab/tier1)

### Tier 1

| Model Name | Deployment Type | Requests Per Minute (RPM) | Tokens Per Minute (TPM) |
| --- | --- | --- | --- |
| gpt-9 | GlobalStandard | 1,000 | 1,500,000 |
| gpt-image | GlobalStandard | 9 | - |

### Global batch

| Model | Enterprise and MCA-E | Default | Azure for Students, free trials |
| --- | --- | --- | --- |
| `gpt-9` | 1.5B | 200M | N/A |
"""
TRAINED = """
### Standard

| Models | East US2 | Sweden Central |
| --- | :---: | :---: |
| GPT-9 |  | ✅ |

### Global Standard

* GPT-9

### Developer Tier

| Models | Availability |
| --- | --- |
| GPT-9 | All regions |
"""
TRAINING = """
| Model ID | Standard regions | Global | Methods |
| --- | --- | :---: | --- |
| `gpt-9` <br> (2030-01-01) | East US2 <br> North Central US | ✅ | SFT |
| `Qwen-32B` | Not supported | ✅ | SFT |

> - Sweden Central
> - Poland Central _(no gpt-9-nano support)_
"""
PAGES = {
    "deployments-standard": ("deployments-standard", "01/02/2030", AVAILABILITY),
    "gov": ("standard-models-gov", "01/03/2030", MATRIX),
    "old": ("model-retirement-schedule", "02/01/2030", OLD),
    "new": ("model-retirement-schedule", "03/01/2030", NEW),
    "sizes": ("provisioned-throughput-sizing", "01/04/2030", SIZES),
    "quota": ("quotas-limits", "01/05/2030", QUOTA),
    "trained": ("fine-tuning-deploy", "01/06/2030", TRAINED),
    "training": ("fine-tune-models", "01/07/2030", TRAINING),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of pages in all layouts that there were."""
    for name, (path, day, text) in PAGES.items():
        front = f"---\ntitle: {name}\nms.date: {day}\nsource_path: articles/{path}.md\n---\n"
        (tmp_path / f"{name}.md").write_text(front + text)
    return tmp_path


@pytest.fixture
def rows(folder: Path) -> Any:
    return Reader.of(folder).rows()


def offered(rows: Any, use: str) -> dict[tuple[str, str], list[str]]:
    return {(r["model"], r["type"]): r["regions"] for r in rows["offerings"] if r["use"] == use}


def test_ticks_of_both_layouts(rows: Any) -> None:
    """Tabs together, footnotes left out, other makers' tables by their maker, versions without a tick
    kept; a matrix says its type by the page's own path."""
    assert offered(rows, "base") == {
        ("gpt-9", "global-standard"): ["eastus", "swedencentral"],
        ("gpt-9-mini", "global-standard"): [],
        ("gpt-9", "data-zone-standard"): ["eastus", "swedencentral"],
        ("gpt-9", "standard"): ["usgovvirginia"],
        ("tts", "standard"): [],
        ("Llama", "global-standard"): ["eastus"],
    }
    assert {r["publisher"] for r in rows["offerings"] if r["model"] == "Llama"} == {"Meta"}


def test_regions_are_those_that_tables_name(rows: Any) -> None:
    """A data zone is where a data zone type is ticked, by the area of the tab."""
    zones = {row["region"]: row.get("data_zone") for row in rows["regions"]}
    assert zones == {
        "eastus": "us",
        "swedencentral": "eu",
        "uksouth": None,
        "usgovvirginia": None,
        "westus": None,
    }
    clouds = {row["region"]: row["cloud"] for row in rows["regions"]}
    assert clouds["usgovvirginia"] == "us-government"


def test_the_newest_schedule_that_names_a_version_counts(rows: Any) -> None:
    """With all of its rows; a stage is known since the first page that has it."""
    lives = [
        (r["model"], r["use"], r.get("retires"), r.get("replacement")) for r in rows["lifecycle"]
    ]
    assert lives == [
        ("gpt-9", "base", "2031-06-01", "sora-2@2030-02-02"),
        ("gpt-9", "base", "2031-07-01", None),
        ("gpt-9", "fine-tuned", "2032-01-01", None),
        ("tts", "base", None, None),
    ]
    assert {row["stage_since"] for row in rows["lifecycle"]} == {"2030-02-01"}


def test_sizes_and_quota(rows: Any) -> None:
    """A column for each model; numbers that are none give no row; limits in thousands."""
    sizes = {(r["model"], r["type"]): (r["minimum"], r["step"]) for r in rows["capacity"]}
    assert (
        sizes["gpt-9", "global-provisioned"] == sizes["gpt-9", "data-zone-provisioned"] == (15, 5)
    )
    assert sizes["gpt-9", "provisioned"] == (25, 50)
    assert sizes["o9", "global-provisioned"] == (20, 10)
    assert ("o9", "provisioned") not in sizes
    limits = {(r["tier"], r["model"], r["type"]): r["limit"] for r in rows["quota"]}
    assert limits == {
        ("1", "gpt-9", "global-standard"): 1_500,
        ("enterprise", "gpt-9", "global-batch"): 1_500_000,
        ("default", "gpt-9", "global-batch"): 200_000,
    }


def test_trained_models(rows: Any) -> None:
    """Served in the versions that can be trained; all regions are the public ones."""
    public = ["eastus", "swedencentral", "uksouth", "westus"]
    assert offered(rows, "fine-tuned") == {
        ("gpt-9", "standard"): ["swedencentral"],
        ("gpt-9", "global-standard"): public,
        ("gpt-9", "developer"): public,
    }
    assert offered(rows, "training") == {
        ("gpt-9", "standard"): ["eastus2", "northcentralus"],
        ("gpt-9", "global"): ["polandcentral", "swedencentral"],
    }


SITES = """
| Foundry project region | Managed fine-tuning | Interactive training (preview) |
| --- | --- | --- |
| East US 2 | ✅<sup>1</sup> | ❌ |
| Japan East | ❌ | ✅ |
| UAE North | ✅<sup>4</sup> | ✅ |
"""


def test_sites_of_global_training_have_a_page_of_their_own(folder: Path) -> None:
    """It counts instead of the older list; UAE North is for open models only, says its footnote."""
    front = "---\ntitle: sites\nms.date: 01/08/2030\nsource_path: a/fine-tune-global-training-regions.md"
    (folder / "sites.md").write_text(f"{front}\n---\n{SITES}")
    found = offered(Reader.of(folder).rows(), "training")
    assert found["gpt-9", "global"] == ["eastus2"]


def test_a_page_without_a_date_is_refused(tmp_path: Path) -> None:
    """A fact without a day would be no fact."""
    (tmp_path / "page.md").write_text("---\ntitle: x\n---\ntext\n")
    with pytest.raises(KeyError, match=r"ms\.date"):
        Page.read(tmp_path / "page.md")


def test_the_maker_writes_what_it_read(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One file a kind, one row a line with its keys sorted; the same pages give the same bytes."""
    made: list[dict[str, bytes]] = []
    for name in ("one", "two"):
        monkeypatch.setattr("tests.fake_azure.published.__main__.PUBLISHED", tmp_path / "data")
        main(str(folder), name)
        files = sorted((tmp_path / "data" / name).iterdir())
        made.append({file.name: file.read_bytes() for file in files})
    assert made[0] == made[1]
    for line in made[0]["offerings.jsonl"].decode().splitlines():
        assert line == json.dumps(json.loads(line), sort_keys=True, ensure_ascii=False)


@pytest.mark.parametrize("name", FOLDERS)
def test_every_row_names_a_page_with_a_date(name: str) -> None:
    """Of what is stored; sizes that are reports' say so."""
    folder = PUBLISHED / name
    told = [json.loads(line) for line in (folder / "sources.jsonl").read_text().splitlines()]
    pages = {row["page"] for row in told}
    assert all(row["date"][:2] == "20" for row in told)
    for kind in ("offerings", "lifecycle", "capacity", "quota"):
        lines = (folder / f"{kind}.jsonl").read_text().splitlines()
        assert {json.loads(line)["source"] for line in lines} <= {*pages, "reports"}


def test_the_tables_stay_small() -> None:
    """What is stored is data of our own, not the pages."""
    assert sum(file.stat().st_size for file in PUBLISHED.rglob("*.jsonl")) < 1_000_000


@pytest.mark.parametrize(("others", "counted"), [(False, COUNTED), (True, COUNTED_OF_OTHERS)])
def test_an_independent_count_of_the_ticks(counted: dict[str, int], *, others: bool) -> None:
    """Type by type, of the public cloud, as another program counted them."""
    facts = load("published/2026-11")
    public = facts.places("public")
    found = Counter(
        sku
        for (model, _, use), skus in facts.offered.items()
        for sku, regions in skus.items()
        for region in regions
        if use == "base" and region in public and ("/" in model) is others
    )
    assert dict(found) == counted


def test_the_sums_that_were_counted() -> None:
    """4,757 ticks of models that Azure sells, and 331 of the Marketplace."""
    assert sum(COUNTED.values()) + sum(COUNTED_OF_OTHERS.values()) == 4_757 + 331


WORLDS = {
    "2026-11, new in July": ("2026-11", "gpt-5.4-pro@2026-03-05", "uksouth", ""),
    "2026-09, not yet": (
        "2026-09",
        "gpt-5.4-pro@2026-03-05",
        "uksouth",
        "InvalidResourceProperties",
    ),
    "2025-11": ("2025-11", "gpt-5.1@2025-11-13", "swedencentral", ""),
    "2024-12, another time": (
        "2024-12",
        "gpt-5.1@2025-11-13",
        "swedencentral",
        "DeploymentModelNotSupported",
    ),
}


@pytest.mark.parametrize(("name", "model", "region", "code"), WORLDS.values(), ids=WORLDS.keys())
def test_a_world_of_the_tables(name: str, model: str, region: str, code: str) -> None:
    """It offers what its pages tick, and nothing else."""
    world = samples.world("aoai", regions=[region], snapshot=f"published/{name}")
    said = ""
    try:
        world.put(deployment(), body(model))
    except ArmError as error:
        said = error.code
    assert said == code
