"""Rules 404, 405, 313 and 314, and that no remedy suggests another jurisdiction."""

from __future__ import annotations

from typing import Any

import pytest

from planner.domain.residency import canonical
from planner.domain.terms import DeploymentType, TrainingType, Verdict
from planner.facts import residency
from tests.checks.rows import AS_OF, CHAT, Row, case_of, catalog, examine, stack_of

ZONE: dict[str, Any] = {
    **CHAT,
    "model": "gpt-5.4@2026-03-05",
    "deployment_type": "data-zone-standard",
}
NORWAY: dict[str, Any] = {**ZONE, "region": "norwayeast", "residency": "eu"}
PROD: dict[str, Any] = {"environment": "prod"}


def quota(**keys: int) -> dict[str, Any]:
    return {"subscription": {"quota": keys}}


TABLES: dict[str, list[Row]] = {
    "AOAI313": [
        Row("known names", CHAT, stack=quota(**{"OpenAI.GlobalStandard.gpt-5.1": 100})),
        Row("as the service misspells", CHAT, stack=quota(**{"openai.globalstandard.gpt5.1": 100})),
        Row("accounts", CHAT, stack=quota(**{"AIServices.S0.AccountCount": 10})),
        Row("PTU", CHAT, stack=quota(**{"OpenAI.ProvisionedManaged@swedencentral": 100})),
        Row("trained", CHAT, stack=quota(**{"OpenAI.DeveloperTier.gpt-4.1-mini-finetune": 250})),
        Row("a data zone", CHAT, stack=quota(**{"OpenAI.DataZoneStandard.gpt-5.1@eu": 100})),
        Row(
            "a region no table names", CHAT, stack=quota(**{"OpenAI.Standard.gpt-5.1@ukwest": 100})
        ),
        Row(
            "without the prefix",
            CHAT,
            "GlobalStandard.gpt-5.1 counts for nothing: it lacks the prefix OpenAI.",
            severity="warning",
            stack=quota(**{"GlobalStandard.gpt-5.1": 100}),
            fixes=("did you mean OpenAI.GlobalStandard.gpt-5.1?",),
        ),
        Row(
            "a letter wrong",
            CHAT,
            "OpenAI.GlobalStandart.gpt-5.1 counts for nothing: no such counter in catalog 2026-09",
            stack=quota(**{"OpenAI.GlobalStandart.gpt-5.1": 100}),
            fixes=("did you mean OpenAI.GlobalStandard.gpt-5.1?",),
        ),
        Row(
            "nothing near",
            CHAT,
            "tokens counts for nothing",
            stack=quota(tokens=100),
            fixes=("spell it as OpenAI.<SKU>.<model>, as the portal does",),
        ),
        Row(
            "of a place that is nowhere",
            CHAT,
            "swedncentral in OpenAI.ProvisionedManaged@swedncentral is no region and no data zone",
            stack=quota(**{"OpenAI.ProvisionedManaged@swedncentral": 50}),
            fixes=("did you mean OpenAI.ProvisionedManaged@swedencentral?",),
        ),
        Row(
            "of a continent, which is not one of its regions",
            CHAT,
            "europe in OpenAI.ProvisionedManaged@europe is no region and no data zone",
            stack=quota(**{"OpenAI.ProvisionedManaged@europe": 50}),
            fixes=("a region's slug, us, eu or apac, or nothing",),
        ),
    ],
    "AOAI314": [
        Row("in thousands", CHAT, stack=quota(**{"OpenAI.GlobalStandard.gpt-5.1": 1_500})),
        Row("much, granted", CHAT, stack=quota(**{"OpenAI.GlobalStandard.gpt-5.1": 150_000})),
        Row(
            "batch counts otherwise",
            CHAT,
            stack=quota(**{"OpenAI.GlobalBatch.gpt-5.1": 50_000_000}),
        ),
        Row("no such counter", CHAT, stack=quota(tokens=1_500_000_000)),
        Row(
            "in tokens",
            CHAT,
            "1,500,000 for OpenAI.GlobalStandard.gpt-5.1 means 1,500,000,000 TPM, more than any tier",
            severity="warning",
            stack=quota(**{"OpenAI.GlobalStandard.gpt-5.1": 1_500_000}),
            fixes=("1500 if tokens were meant",),
        ),
        Row(
            "tokens where PTU are counted",
            CHAT,
            "1,500,000 for OpenAI.ProvisionedManaged means 1,500,000 PTU",
            stack=quota(**{"OpenAI.ProvisionedManaged": 1_500_000}),
            fixes=("the list counts PTU",),
        ),
    ],
    "AOAI404": [
        Row("a member state", {**NORWAY, "region": "swedencentral"}),
        Row("no residency", {**ZONE, "region": "norwayeast"}),
        Row("Norway by name", {**NORWAY, "residency": "norway", "deployment_type": "standard"}),
        Row(
            "Norway",
            NORWAY,
            "norwayeast is in Microsoft's EU data zone, not in an EU member state (docs 2026-08-06)",
            path=("region",),
            severity="note",
        ),
        Row("accepted", {**NORWAY, "accept": ["AOAI404"]}, "norwayeast", severity="note"),
    ],
    "AOAI405": [
        Row("not prod", CHAT),
        Row("said", {**CHAT, "residency": "global"}, stack=PROD),
        Row("said by one", workloads={"a": CHAT, "b": {**ZONE, "residency": "eu"}}, stack=PROD),
        Row(
            "said by none",
            workloads={"a": CHAT, "b": ZONE},
            says="no residency in prod: a and b may be processed anywhere in the world",
            severity="warning",
            stack=PROD,
            fixes=("defaults: {residency: eu}, a country, or global if anywhere is right",),
        ),
    ],
}


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("UK", "united-kingdom"),
        ("gb", "united-kingdom"),
        ("Great Britain", "united-kingdom"),
        ("ch", "switzerland"),
        ("DE", "germany"),
        ("fr", "france"),
        ("se", "sweden"),
        ("jp", "japan"),
        ("us", "us"),
        ("USA", "us"),
        ("United States", "united-states"),
        ("EU members", "eu-members"),
        ("eu", "eu"),
        ("Sweden", "sweden"),
    ],
)
def test_countries_are_understood_as_people_write_them(written: str, meant: str) -> None:
    """By code and by everyday name, in any case."""
    assert canonical(written) == meant
    assert case_of({**CHAT, "residency": written}).workload.residency == meant


@pytest.mark.parametrize(
    ("type_", "region", "expected"),
    [
        (DeploymentType.STANDARD, "swedencentral", Verdict.OK),
        (DeploymentType.PROVISIONED, "westeurope", Verdict.OK),
        (TrainingType.STANDARD, "polandcentral", Verdict.OK),
        (DeploymentType.STANDARD, "norwayeast", Verdict.FAIL),
        (DeploymentType.STANDARD, "switzerlandnorth", Verdict.FAIL),
        (DeploymentType.STANDARD, "uksouth", Verdict.FAIL),
        (DeploymentType.DATA_ZONE_STANDARD, "swedencentral", Verdict.UNVERIFIED),
        (DeploymentType.DATA_ZONE_BATCH, "swedencentral", Verdict.UNVERIFIED),
        (DeploymentType.DATA_ZONE_STANDARD, "norwayeast", Verdict.FAIL),
        (DeploymentType.GLOBAL_STANDARD, "swedencentral", Verdict.FAIL),
    ],
)
def test_eu_members_leaves_out_norway_and_switzerland(
    type_: DeploymentType | TrainingType, region: str, expected: Verdict
) -> None:
    """Data zone types are open: two documents contradict each other on where they process."""
    assert residency.stays(type_, catalog().regions[region], "eu-members") is expected


@pytest.mark.parametrize("replicas", [1, 2])
@pytest.mark.parametrize(
    "region",
    [None, "swedencentral", ["swedencentral", "francecentral"], ["swedencentral", "eastus"]],
    ids=["open", "one", "several", "one of them outside"],
)
def test_what_is_open_is_no_contradiction(region: object, replicas: int) -> None:
    """Under eu-members a zone type is unverified wherever it may be, and not refused for sure."""
    keys = {"residency": "eu-members", "region": region, "replicas": replicas}
    workload = {k: v for k, v in {**ZONE, **keys}.items() if v is not None}
    found = examine(stack_of({"workloads": {"chat": workload}}), catalog(), AS_OF)
    refusing = [(f.rule.id, f.verdict) for f in found if f.verdict is not Verdict.OK]
    enough = region is None or replicas == 1 or region == ["swedencentral", "francecentral"]
    expected = ("AOAI401", Verdict.UNVERIFIED) if enough else ("AOAI605", Verdict.FAIL)
    assert refusing == [expected]


def test_eu_members_says_both_sentences() -> None:
    """An open question is shown with both documents and their dates."""
    workload = {**ZONE, "residency": "eu-members"}
    found = examine(stack_of({"workloads": {"chat": workload}}), catalog(), AS_OF)
    (open_,) = [f for f in found if f.rule.id == "AOAI401"]
    assert open_.verdict is Verdict.UNVERIFIED
    assert open_.message == (
        "docs 2026-06-11 say data-zone-standard stays in EU member states, docs 2026-08-06 that its "
        "zone can include Norway and Switzerland"
    )


@pytest.mark.parametrize(
    ("word", "never"),
    [
        ("austria", "australia"),
        ("ireland", "poland"),
        ("singapore", "us"),
        ("slovenia", "sweden"),
        ("uk", "us"),
    ],
)
def test_no_country_is_answered_with_another(word: str, never: str) -> None:
    """What is spelt alike lies elsewhere, and a person who wrote a country meant that country."""
    workload = {**ZONE, "residency": word}
    for each in examine(stack_of({"workloads": {"chat": workload}}), catalog(), AS_OF):
        texts = [each.message, *(remedy.text for remedy in each.remedies)]
        assert not any(f"mean {never}" in text or text == f"residency {never}" for text in texts)


def test_a_mistyped_region_is_looked_for_inside_the_residency() -> None:
    """`koreacentral` is spelt like `noreacentral`, and no answer to somebody in the EU."""
    inside = {**ZONE, "region": "polandcentrall", "residency": "eu"}
    (told,) = [
        f
        for f in examine(stack_of({"workloads": {"chat": inside}}), catalog(), AS_OF)
        if f.rule.id == "AOAI203"
    ]
    assert "did you mean polandcentral?" in told.message
    far = {**ZONE, "region": "koreacentrall", "residency": "eu"}
    (told,) = [
        f
        for f in examine(stack_of({"workloads": {"chat": far}}), catalog(), AS_OF)
        if f.rule.id == "AOAI203"
    ]
    texts = [told.message, *(remedy.text for remedy in told.remedies)]
    assert not any("koreacentral" in text.replace("koreacentrall", "") for text in texts)
