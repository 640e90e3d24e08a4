"""AOAI401: prompts may be processed outside the boundary that the workload sets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from planner.checks.base import Case, OfferingRule
from planner.checks.common import edits, words
from planner.domain.finding import Finding, Page, Remedy, Rule
from planner.domain.offering import Offering
from planner.domain.residency import ANYWHERE, EU_MEMBERS, IN_REGION
from planner.domain.terms import Aspect, Party, Scope, Severity, Verdict
from planner.facts import residency as boundary
from planner.facts.hosts import SOURCE, host_outside, hosted_on_azure

RULE = Rule(
    id="AOAI401",
    slug="leaves-boundary",
    title="Processing may leave the boundary",
    severity=Severity.ERROR,
    verdict=Verdict.FAIL,
    speaks_for=Party.SETTINGS,
    aspect=Aspect.BOUNDARY,
    weighs=frozenset({"residency", "deployment_type", "region"}),
    acceptable=True,
    page=Page(
        what="The workload's `residency` says where prompts may be processed, and this type in this region may process them elsewhere: global types anywhere, data zone types anywhere in their zone, standard and provisioned ones anywhere in the region's geography. Version 1 of Claude is processed by Anthropic itself, outside every boundary; version 2 by Azure.",
        why="Data would leave the boundary without any error. Under `residency: region` a standard deployment is unverified rather than wrong: the models page (2026-06-11) says it stays in the region, the deployment types page (2026-08-06) that it may move inside the geography. Under `residency: eu-members` a data zone type is unverified in the same way: the models page (2026-06-11) says any EU member nation, the deployment types page (2026-08-06) that the EU data zone can include Norway and Switzerland. Only what is unverified may be accepted.",
        example="""\
workloads:
  patient-letters:
    model: gpt-5.4@2026-03-05
    deployment_type: global-standard
    region: swedencentral
    residency: eu
    capacity: {tpm: 50000}
""",
        fix="Take a type of smaller scope, or a region inside the boundary. `residency` names `us`, `eu` or `apac` (data zones), `eu-members`, a geography such as `sweden`, `region`, or `global`.",
        source="Deployment types, 2026-08-06; models page, 2026-06-11; fine-tuning models, 2026-03-05, for training types; Claude quotas and limits, 2026-09-21.",
    ),
)

_ADVICE = {
    False: Remedy("name the geography, or accept AOAI401 if the models page is enough for you"),
    True: Remedy("use a standard or provisioned type, or accept AOAI401"),
}
"""What to do about an open question, by whether it is about `eu-members`."""
_TWO_SENTENCES = {
    False: "docs 2026-06-11 say {types} stays in the region, docs 2026-08-06 that it may move inside the geography",
    True: "docs 2026-06-11 say {types} stays in EU member states, docs 2026-08-06 that its zone can include Norway and Switzerland",
}


def _stays(case: Case, offering: Offering) -> Verdict:
    residency = case.workload.residency
    if residency is None or residency == ANYWHERE:
        return Verdict.OK
    return boundary.stays(
        offering.type, case.catalog.regions[offering.region], residency, offering.subject
    )


def reject(case: Case, offering: Offering) -> str | None:
    """A reason when prompts may leave the boundary, or when documents leave that open."""
    verdict = _stays(case, offering)
    if verdict is Verdict.OK or case.workload.residency not in boundary.words(case.catalog):
        return None
    host = host_outside(offering.subject)
    if host is not None:
        return f"{host} processes the prompts, outside {_given(case)}"
    where = f"{offering.type} in {offering.region}"
    sure = "may process" if verdict is Verdict.FAIL else "is not known to keep"
    return f"{where} {sure} prompts {'outside' if verdict is Verdict.FAIL else 'in'} {_given(case)}"


def _given(case: Case) -> str:
    residency = case.workload.residency or ANYWHERE
    named = {IN_REGION: "the region", EU_MEMBERS: "EU member states"}
    return named.get(residency, residency)


def explain(case: Case, rejected: Sequence[Offering]) -> Iterable[Finding]:
    """One finding; `unverified` when the documents leave one of the rejections open."""
    unsure = [offering for offering in rejected if _stays(case, offering) is not Verdict.FAIL]
    yield _open(case, unsure) if unsure else _leaves(case, rejected)


def _leaves(case: Case, rejected: Sequence[Offering]) -> Finding:
    host = host_outside(case.subject)
    if host is not None:
        return _hosted(case, host)
    too_wide = [offering for offering in rejected if offering.scope is Scope.GLOBAL]
    what = "train" if case.workload.training else "process prompts"
    where = words.types(rejected)
    if len(too_wide) < len(rejected):
        where += f" in {words.places(rejected)}"
    message = f"{where} may {what} outside {_given(case)} (docs 2026-08-06)"
    path = words.type_path(case) if too_wide else words.region_path(case)
    return RULE.finding(path, message, workload=case.name)


def _hosted(case: Case, host: str) -> Finding:
    """What its publisher processes itself stays inside nothing, whatever the type and region."""
    message = f"{words.subject(case)} is processed by {host}, outside {_given(case)} and any boundary of Azure ({SOURCE})"
    remedies = [_AZURE_HOSTS] if _azure_keeps_it(case) else []
    return RULE.finding(case.path("model"), message, workload=case.name, remedies=remedies)


_AZURE_HOSTS = Remedy("version 2 is hosted on Azure, with a US data zone")


def _azure_keeps_it(case: Case) -> bool:
    """Whether the version that Azure hosts is sold anywhere where the residency is kept."""
    theirs, known = hosted_on_azure(case.subject), case.catalog.regions
    residency = case.workload.residency or ANYWHERE
    return any(
        boundary.stays(type_, known[slug], residency, theirs) is Verdict.OK
        for type_ in case.catalog.types_of(theirs)
        for slug in case.catalog.regions_with(theirs, type_)
    )


def _open(case: Case, rejected: Sequence[Offering]) -> Finding:
    members = case.workload.residency == EU_MEMBERS
    return RULE.finding(
        case.path("residency"),
        _TWO_SENTENCES[members].format(types=words.types(rejected)),
        workload=case.name,
        remedies=[_ADVICE[members]],
        severity=Severity.WARNING,
        verdict=Verdict.UNVERIFIED,
    )


CHECK = OfferingRule(
    RULE,
    reject,
    explain,
    changes=edits.any_of(edits.types, edits.regions, edits.versions),
    sureness=_stays,
    otherwise=edits.any_of(edits.elsewhere_as, edits.other_family),
)
