"""Rules 404, 405, 313 and 314, and that no remedy suggests another jurisdiction."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from planner.checks.base import Placed
from planner.checks.rules.aoai404_outside_member_states import CHECK
from planner.checks.run import whole
from planner.domain.live import Live, Usage
from planner.domain.problem import FileError
from planner.domain.residency import canonical
from planner.domain.terms import DeploymentType, TrainingType, Verdict
from planner.facts import residency
from planner.facts.scene import scene_of
from planner.files.stack import parse
from planner.planning.make_plan import make_plan
from planner.planning.relax import relaxations
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


LOCAL: dict[str, Any] = {
    **CHAT,
    "model": "gpt-4o@2024-11-20",
    "deployment_type": "standard",
}
HELD: list[tuple[str, dict[str, dict[str, Any]], str, str]] = [
    (
        "a zone of one country",
        {"chat": {**ZONE, "region": "eastus2"}},
        "united-states (chat)",
        "united-states",
    ),
    ("the zone of the EU", {"chat": ZONE}, "the eu data zone (chat)", "eu"),
    ("one country", {"chat": LOCAL}, "sweden (chat)", "sweden"),
    (
        "two countries",
        {"chat": LOCAL, "mail": {**LOCAL, "region": "francecentral"}},
        "france (mail) and sweden (chat)",
        "eu-members",
    ),
    (
        "a zone and a country in it",
        {"chat": ZONE, "mail": LOCAL},
        "the eu data zone (chat) and sweden (mail)",
        "eu",
    ),
]
"""What is placed in prod without a residency, where it stays, and the narrowest one that holds it."""

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
            "a region of the government's cloud",
            CHAT,
            stack=quota(**{"OpenAI.Standard.gpt-5.1@usgovvirginia": 9}),
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
        Row(
            "a data zone for a regional counter",
            {**CHAT, "deployment_type": "standard"},
            "OpenAI.Standard.gpt-5.1@eu counts for nothing: its counter has a pool in each region",
            stack=quota(**{"OpenAI.Standard.gpt-5.1@eu": 100}),
            fixes=("OpenAI.Standard.gpt-5.1@REGION, or OpenAI.Standard.gpt-5.1 for each region",),
        ),
        Row(
            "a data zone for a counter of the subscription",
            CHAT,
            "OpenAI.GlobalStandard.gpt-5.1@eu counts for nothing: its counter has one pool for the "
            "subscription, none for a data zone (eu)",
            stack=quota(**{"OpenAI.GlobalStandard.gpt-5.1@eu": 100}),
            fixes=("OpenAI.GlobalStandard.gpt-5.1, for all regions",),
        ),
        Row(
            "a data zone for PTU",
            CHAT,
            "has a pool in each region",
            stack=quota(**{"OpenAI.DataZoneProvisionedManaged@eu": 100}),
        ),
        Row(
            "a data zone for accounts",
            CHAT,
            "has a pool in each region",
            stack=quota(**{"OpenAI.S0.AccountCount@eu": 10}),
        ),
        Row(
            "a data zone for a trained model that is counted for the subscription",
            CHAT,
            "has one pool for the subscription",
            stack=quota(**{"OpenAI.GlobalStandard.gpt-4.1-mini-finetune@us": 10}),
        ),
        Row(
            "a data zone for a trained model, of which no document says that it has one",
            CHAT,
            "has a pool in each region",
            stack=quota(**{"OpenAI.DataZoneStandard.gpt-4.1-mini-finetune@eu": 10}),
        ),
        Row(
            "a data zone beside regions, by which it is then counted",
            CHAT,
            "OpenAI.DataZoneStandard.gpt-5.1@eu counts for nothing: its counter has a pool in each",
            stack=quota(
                **{
                    "OpenAI.DataZoneStandard.gpt-5.1@eu": 100,
                    "OpenAI.DataZoneStandard.gpt-5.1@swedencentral": 50,
                }
            ),
        ),
        Row(
            "a data zone before its pools were shared",
            CHAT,
            "OpenAI.DataZoneStandard.gpt-5.1@eu counts for nothing: its counter has a pool in each",
            stack=quota(**{"OpenAI.DataZoneStandard.gpt-5.1@eu": 100}),
            as_of=date(2026, 8, 19),
        ),
        Row(
            "a region, where the portal shows one",
            CHAT,
            stack=quota(
                **{
                    "OpenAI.DataZoneStandard.gpt-5.1@swedencentral": 100,
                    "OpenAI.GlobalStandard.gpt-5.1@swedencentral": 100,
                }
            ),
        ),
        Row(
            "as Azure spells a zone", CHAT, stack=quota(**{"openai.datazonestandard.gpt5.1@EU": 9})
        ),
        Row(
            "with a version, which no counter has",
            CHAT,
            "OpenAI.GlobalStandard.gpt-5.1-2025-11-13 counts for nothing: no such counter",
            stack=quota(**{"OpenAI.GlobalStandard.gpt-5.1-2025-11-13": 100}),
            fixes=("did you mean OpenAI.GlobalStandard.gpt-5.1?",),
        ),
        Row(
            "another publisher's model, which is like none",
            CHAT,
            "OpenAI.GlobalStandard.claude-3 counts for nothing",
            stack=quota(**{"OpenAI.GlobalStandard.claude-3": 100}),
            fixes=("spell it as OpenAI.<SKU>.<model>, as the portal does",),
        ),
        Row(
            "another number, which is another model",
            CHAT,
            "OpenAI.GlobalStandard.gpt-5.9 counts for nothing",
            stack=quota(**{"OpenAI.GlobalStandard.gpt-5.9": 100}),
            fixes=("spell it as OpenAI.<SKU>.<model>, as the portal does",),
        ),
        Row(
            "a letter wrong in the model",
            CHAT,
            "OpenAI.GlobalStandard.gtp-5.1 counts for nothing",
            stack=quota(**{"OpenAI.GlobalStandard.gtp-5.1": 100}),
            fixes=("did you mean OpenAI.GlobalStandard.gpt-5.1?",),
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
        Row("no full thousands", CHAT, stack=quota(**{"OpenAI.GlobalStandard.gpt-5.1": 1_500_001})),
        Row("the largest PTU", CHAT, stack=quota(**{"OpenAI.ProvisionedManaged": 100_000})),
        Row(
            "one step above",
            CHAT,
            "101,000 for OpenAI.ProvisionedManaged means 101,000 PTU",
            stack=quota(**{"OpenAI.ProvisionedManaged": 101_000}),
        ),
        Row(
            "ten times the highest tier's default",
            CHAT,
            stack=quota(**{"OpenAI.GlobalStandard.gpt-5.1": 150_000}),
        ),
        Row(
            "more than that",
            CHAT,
            "means",
            stack=quota(**{"OpenAI.GlobalStandard.gpt-5.1": 151_000}),
        ),
        Row(
            "a hundred million of a model with small defaults",
            CHAT,
            stack=quota(**{"OpenAI.Standard.gpt-5.1": 100_000}),
        ),
        Row(
            "more of it",
            CHAT,
            "means 101,000,000 TPM",
            stack=quota(**{"OpenAI.Standard.gpt-5.1": 101_000}),
        ),
        Row(
            "a billion of a model without defaults",
            CHAT,
            stack=quota(**{"OpenAI.Standard.gpt-4.1": 1_000_000}),
        ),
        Row(
            "more of that",
            CHAT,
            "means 1,001,000,000 TPM",
            stack=quota(**{"OpenAI.Standard.gpt-4.1": 1_001_000}),
        ),
        Row(
            "with a region",
            CHAT,
            "for OpenAI.Standard.gpt-5.1@swedencentral means",
            stack=quota(**{"OpenAI.Standard.gpt-5.1@swedencentral": 151_000}),
        ),
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
            says="no residency in prod: prompts may be processed anywhere in the world (a) and the eu data zone (b)",
            severity="warning",
            stack=PROD,
            fixes=(
                "defaults: {residency: global} if anywhere is right; a narrower one, such as eu, "
                "moves or refuses what leaves it",
            ),
        ),
        *(
            Row(
                f"said by none, {name}",
                workloads=workloads,
                says=f"prompts may be processed anywhere in {places}",
                severity="warning",
                stack=PROD,
                fixes=(f"defaults: {{residency: {word}}}, which holds all of it, or a wider one",),
            )
            for name, workloads, places, word in HELD
        ),
    ],
}


@pytest.mark.parametrize(
    ("workloads", "word"),
    [(workloads, word) for _, workloads, _, word in HELD],
    ids=[name for name, *_ in HELD],
)
def test_the_residency_that_is_proposed_in_prod_holds(
    workloads: dict[str, dict[str, Any]], word: str
) -> None:
    """Written into the stack's defaults, it refuses nothing, and the warning is gone."""
    data = {**PROD, "defaults": {"residency": word}, "workloads": workloads}
    found = examine(stack_of(data), catalog(), AS_OF)
    assert [f.message for f in found if f.verdict is not Verdict.OK] == []
    assert "AOAI405" not in {f.rule.id for f in found}


def test_a_residency_of_one_workload_is_not_taken_for_one_of_all() -> None:
    """One that says it is enough to know that somebody thought of it: no warning."""
    data = {**PROD, "workloads": {"a": CHAT, "b": {**ZONE, "residency": "eu"}, "c": CHAT}}
    assert "AOAI405" not in {f.rule.id for f in examine(stack_of(data), catalog(), AS_OF)}


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
        ("no", "norway"),
        ("pl", "poland"),
        ("it", "italy"),
        ("es", "spain"),
        ("au", "australia"),
        ("br", "brazil"),
        ("ca", "canada"),
        ("kr", "korea"),
        ("in", "india"),
        ("za", "south-africa"),
        ("ae", "united-arab-emirates"),
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


MEASURED = {
    "a counter that no document knows": ("OpenAI.New.model", "OpenAI.New.model", None, 0),
    "the same, of a zone": ("OpenAI.New.model@eu", "OpenAI.New.model", None, 0),
    "in another spelling": ("openai.new.mo-del", "OpenAI.New.model", None, 0),
    "another one": ("OpenAI.New.model", "OpenAI.New.other", None, 1),
    "of a zone, as the service says": (
        "OpenAI.GlobalStandard.gpt-5.1@eu",
        "OpenAI.GlobalStandard.gpt5.1",
        "eu",
        0,
    ),
    "of another zone": (
        "OpenAI.GlobalStandard.gpt-5.1@us",
        "OpenAI.GlobalStandard.gpt-5.1",
        "eu",
        1,
    ),
    "of which the service does not say": (
        "OpenAI.GlobalStandard.gpt-5.1@eu",
        "OpenAI.GlobalStandard.gpt-5.1",
        None,
        1,
    ),
    "another counter's zone": (
        "OpenAI.GlobalStandard.gpt-5.1@eu",
        "OpenAI.GlobalStandard.gpt-5",
        "eu",
        1,
    ),
}


@pytest.mark.parametrize(
    ("key", "counter", "scope", "expected"), MEASURED.values(), ids=MEASURED.keys()
)
def test_a_live_snapshot_knows_counters_and_their_reach(
    key: str, counter: str, scope: str | None, expected: int
) -> None:
    """What the service shows goes before what the documents know."""
    stack = stack_of({**quota(**{key: 10}), "workloads": {"chat": CHAT}})
    live = Live(AS_OF, None, (Usage("swedencentral", counter, 100, 0, scope),))
    found = whole(Placed(scene_of(stack, catalog(), AS_OF, live=live), (), ()))
    ids = [f.rule.id for f in found if f.rule.id in ("AOAI001", "AOAI313")]
    assert ids == ["AOAI313"] * expected


GPT_4O: dict[str, Any] = {"model": "gpt-4o@2024-11-20", "deployment_type": "standard"}
BOUND: dict[str, tuple[dict[str, Any], list[str]]] = {
    "a continent, under a residency": (
        {**ZONE, "model": CHAT["model"], "region": "europe", "residency": "eu"},
        ["region swedencentral", "region francecentral"],
    ),
    "a region without tables": (
        {**ZONE, "model": CHAT["model"], "region": "austriaeast", "residency": "eu"},
        ["region francecentral", "region swedencentral"],
    ),
    "another cloud's name": (
        {**ZONE, "model": CHAT["model"], "region": "eu-west-1", "residency": "eu"},
        ["region swedencentral", "region francecentral"],
    ),
    "a country by its code": (
        {**CHAT, **GPT_4O, "region": "uk", "residency": "uk"},
        ["region uksouth"],
    ),
    "a country by its adjective": (
        {**CHAT, **GPT_4O, "region": "swiss", "residency": "ch"},
        ["region switzerlandnorth"],
    ),
}


@pytest.mark.parametrize("name", BOUND)
def test_every_region_inside_is_tried_before_nothing_helps(name: str) -> None:
    """And `check` and `explain` name the same ones, none of them outside the residency."""
    workload, fixes = BOUND[name]
    stack = stack_of({"workloads": {"chat": workload}})
    (told,) = [f for f in examine(stack, catalog(), AS_OF) if f.rule.id == "AOAI203"]
    assert sorted(remedy.text for remedy in told.remedies) == sorted(fixes)
    found = relaxations(stack, catalog(), as_of=AS_OF, workload="chat")
    named = [each.text.partition(" instead of ")[0] for each in found if "region" in each.change]
    assert sorted(named) == sorted(fixes)


@pytest.mark.parametrize(
    ("region", "hint"),
    [
        ("eu", "; regions there: francecentral, germanywestcentral and italynorth"),
        ("austria", "; regions there: francecentral, germanywestcentral and italynorth"),
        ("swedencentrall", "; did you mean swedencentral?"),
        ("eu-central-1", "; did you mean swedencentral?"),
    ],
)
def test_a_region_hint_stays_in_the_jurisdiction(region: str, hint: str) -> None:
    """Without any residency, too: neither the hint nor a remedy names a region elsewhere."""
    stack = stack_of({"workloads": {"chat": {**CHAT, "region": region}}})
    (told,) = [f for f in examine(stack, catalog(), AS_OF) if f.rule.id == "AOAI203"]
    assert told.message.endswith(hint)
    named = [r.change["region"] for r in told.remedies if r.change and "region" in r.change]
    assert named
    assert {catalog().regions[slug].data_zone for slug in named} == {"eu"}


@pytest.mark.parametrize(
    ("word", "first"),
    [("austria", "eu-members"), ("ireland", "eu-members"), ("netherlands", "eu-members")],
)
def test_a_country_is_widened_to_what_lies_around_it(word: str, first: str) -> None:
    """By `explain`: no country that is merely spelt alike."""
    stack = stack_of({"workloads": {"chat": {**CHAT, **GPT_4O, "region": [], "residency": word}}})
    found = relaxations(stack, catalog(), as_of=AS_OF, workload="chat")
    words = [each.change["residency"] for each in found if "residency" in each.change]
    assert words[0] == first
    assert {*words} <= {"europe", "eu-members", "eu"}


def test_a_country_whose_region_is_outside_gets_no_other_country() -> None:
    """Where the workload stands says nothing of what `residency: at` meant."""
    for word, allowed in (("at", ("eu-members", "eu")), ("chile", ())):
        stack = stack_of({"workloads": {"chat": {**CHAT, "residency": word}}})
        (told,) = [f for f in examine(stack, catalog(), AS_OF) if f.rule.id == "AOAI403"]
        changes = [remedy.change for remedy in told.remedies if remedy.change]
        assert bool(changes) == bool(allowed)
        assert all(change["residency"] in allowed for change in changes)


def test_outside_the_member_states_only_member_states_are_named() -> None:
    """Norway is no remedy for Switzerland: the note would stay."""
    workload = {**NORWAY, "region": "switzerlandnorth"}
    stack = stack_of({"workloads": {"chat": workload}})
    (note,) = [f for f in examine(stack, catalog(), AS_OF) if f.rule.id == "AOAI404"]
    named = [r.change["region"] for r in note.remedies if r.change]
    assert named
    assert all(residency.is_in_member_state(catalog().regions[slug]) for slug in named)
    tried = [c["region"] for family in CHECK.changes(case_of(workload)) for c in family]
    assert "norwayeast" not in tried
    assert {*named} <= {*tried}


def test_a_second_region_is_none_of_another_jurisdiction() -> None:
    """AOAI601 on standard in swedencentral, which no other region of the EU offers."""
    workload = {**CHAT, "deployment_type": "standard"}
    stack = stack_of({"environment": "prod", "workloads": {"chat": workload}})
    plan = make_plan(stack, catalog(), as_of=AS_OF)
    (told,) = [f for f in plan.findings if f.rule.id == "AOAI601"]
    assert not any(remedy.change and "region" in remedy.change for remedy in told.remedies)


@pytest.mark.parametrize(
    ("regions", "verdict"),
    [(["austriaeast"], Verdict.UNVERIFIED), (["austriaeast", "swedencentral"], Verdict.OK)],
)
def test_a_region_that_no_table_names_leaves_the_others_open(
    regions: list[str], verdict: Verdict
) -> None:
    """Alone it leaves the workload unverified; beside a known one it is a warning."""
    workload = {**CHAT, "region": regions}
    found = examine(stack_of({"workloads": {"chat": workload}}), catalog(), AS_OF)
    (told,) = [each for each in found if each.rule.id == "AOAI203"]
    assert told.verdict is verdict


def test_norway_by_its_code_is_false_in_yaml() -> None:
    """YAML reads a bare `no` as false, so the answer says what to write."""
    with pytest.raises(FileError) as told:
        parse(
            "version: 1\ndefaults: {residency: no}\nworkloads: {chat: {model: gpt-5.1@2025-11-13,"
            " deployment_type: standard, capacity: {tpm: 1000}}}\n",
            name="stack",
        )
    assert "YAML reads `no` as false; write norway" in str(told.value)
