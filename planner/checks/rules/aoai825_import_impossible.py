"""AOAI825: an import that cannot find what it should adopt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from planner.checks.base import Placed, StackRule
from planner.checks.common import settings
from planner.checks.common.references import flaw, shown, type_of
from planner.domain import arm_ids as adopt
from planner.domain.finding import Finding, Page, Remedy, Rule
from planner.domain.settings import Import
from planner.domain.terms import Party, Severity, Verdict

RULE = Rule(
    id="AOAI825",
    slug="import-impossible",
    title="Import impossible",
    severity=Severity.ERROR,
    verdict=Verdict.FAIL,
    speaks_for=Party.SETTINGS,
    page=Page(
        what="`import` says `true` and the subscription is not known, or it holds a text that is no ARM id, or the id of something else than the account or deployment that the plan has in its place.",
        why="Pulumi takes over what it finds under the id. Where group, account or name differ from the plan's, it would delete what it adopted and make another one.",
        example=f"""\
accounts:
  import: /subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/ai/providers/Microsoft.CognitiveServices/accounts/contoso
{settings.WORKLOAD}""",
        fix="Give `subscription.id` and write `import: true`. An account that is called otherwise than `accounts.naming` has it: `accounts.regions.<region>.name`, and `subdomain` where that differs; its group: `accounts.resource_group`. A deployment that is called otherwise than its workload: `deployment_name`.",
        source="Pulumi's `import` option; docs/pulumi.md.",
    ),
)

_SUBSCRIPTION = Remedy("give subscription.id, or the ARM id instead of true")
_PARTS = {4: "resource group", 8: "account", 10: "deployment"}
"""What the parts of an id name, by their place."""


def check(placed: Placed) -> Iterator[Finding]:
    """One finding for each `import` that finds nothing of the plan."""
    stack = placed.stack
    for used in settings.used(placed):
        here = [a for a in placed.accounts if a.team == used.team and a.region in used.regions]
        paths = [adopt.account_path(stack, placed.lock, account) for account in here]
        for message, remedy in _wrong(placed, used.settings.adopt, paths, adopt.ACCOUNT):
            yield RULE.finding(used.path("import"), message, remedies=[remedy])
    for name in sorted({d.workload for d in placed.deployments}):
        yield from _workload(placed, name)


def _workload(placed: Placed, name: str) -> Iterator[Finding]:
    given = placed.stack.workloads[name].adopt
    if given is False:
        return
    paths = {
        d.region: adopt.deployment_path(placed.stack, placed.lock, d)
        for d in placed.deployments
        if d.workload == name
    }
    asked: Mapping[str, Import] = given if isinstance(given, dict) else {"": given}
    for region, each in asked.items():
        here = list(paths.values()) if not region else [paths[region]] if region in paths else []
        for message, remedy in _wrong(placed, each, here, adopt.DEPLOYMENT):
            path = ("workloads", name, "import", *([region] if region else []))
            yield RULE.finding(path, message, workload=name, remedies=[remedy])


def _wrong(
    placed: Placed, asked: Import, paths: Iterable[str], wanted: str
) -> Iterator[tuple[str, Remedy]]:
    """What is wrong with one `import`, and what would help."""
    known = adopt.subscription(placed.stack)
    if asked is True and known is None:
        yield "import: true needs subscription.id to know the ARM id", _SUBSCRIPTION
    if not isinstance(asked, str):
        return
    malformed = flaw(asked)
    if malformed is not None:
        yield (
            f"import holds no ARM id: {malformed}",
            Remedy("copy the id from the portal's JSON view"),
        )
    elif type_of(asked).casefold() != wanted.casefold():
        what = wanted.rpartition("/")[2].removesuffix("s")
        yield f"import is a {type_of(asked)}, not a {wanted}", Remedy(f"give the {what}'s id")
    else:
        yield from _elsewhere(asked, known, list(paths))


def _elsewhere(asked: str, known: str | None, paths: list[str]) -> Iterator[tuple[str, Remedy]]:
    """The part in which an id differs from the nearest of the plan's."""
    given = asked.split("/")
    if known is not None and given[2].casefold() != known.casefold():
        yield f"import is of subscription {given[2]}, the stack of {known}", _SUBSCRIPTION
        return
    plans = [["", given[1], given[2], *path.split("/")] for path in paths]
    off = [[n for n in _PARTS if _differ(given, plan, n)] for plan in plans]
    if plans and all(off):
        nearest = min(range(len(plans)), key=lambda n: (len(off[n]), n))
        place = off[nearest][0]
        mine, plan = shown(given[place]), shown(plans[nearest][place])
        remedy = Remedy(f"import: true, or let the plan call its {_PARTS[place]} {mine}")
        yield f"import names {_PARTS[place]} {mine}, the plan has {plan}", remedy


def _differ(given: list[str], plan: list[str], place: int) -> bool:
    return place < len(plan) and given[place].casefold() != plan[place].casefold()


CHECK = StackRule(RULE, check)
