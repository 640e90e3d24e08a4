"""AOAI809: an id that cannot be one."""

from __future__ import annotations

from collections.abc import Iterator

from planner.checks.base import Placed, StackRule
from planner.checks.common import settings
from planner.checks.common.references import flaw, guids, references, shown
from planner.domain.finding import Finding, Page, Remedy, Rule
from planner.domain.roles import is_guid
from planner.domain.terms import Party, Severity, Verdict

RULE = Rule(
    id="AOAI809",
    slug="malformed-id",
    title="Malformed id",
    severity=Severity.ERROR,
    verdict=Verdict.FAIL,
    speaks_for=Party.SETTINGS,
    page=Page(
        what="A setting under `accounts` that refers to something by its ARM id, object id or client id holds a text that cannot be such an id. The finding names the part that is wrong.",
        why="Azure refuses it (`InvalidResourceId`, `LinkedInvalidPropertyId`), often after the account was made.",
        example=f"""\
accounts:
  network: private
  subnet: /subscriptions/prod/resourceGroups/net/providers/Microsoft.Network/virtualNetworks/hub/subnets/endpoints
{settings.WORKLOAD}""",
        fix="Copy the id from the portal (JSON view, `id`) or from `az resource show --query id`. Principals are object ids, not names or application ids.",
        source="ARM resource ids: /subscriptions/<id>/resourceGroups/<name>/providers/<namespace>/<type>/<name>.",
    ),
)

_COPY = Remedy("copy the id from the portal's JSON view")
_LOOK_UP = {
    "principal": Remedy("its object id: az ad user show --id NAME (or group, sp) --query id"),
    "identity_client_id": Remedy("its client id: az identity show --ids ID --query clientId"),
}


def check(placed: Placed) -> Iterator[Finding]:
    """One finding for each id that is none."""
    for used in settings.used(placed):
        for each in references(used.settings):
            wrong = flaw(each.id)
            if wrong is not None:
                message = f"{each.key} holds no ARM id: {wrong}{used.where}"
                yield RULE.finding(used.path(*each.path), message, remedies=[_COPY])
        for path, text in guids(used.settings):
            if not is_guid(text):
                message = f"{path[-1]} {shown(text)} is not a GUID{used.where}"
                remedy = _LOOK_UP.get(str(path[-1]), _COPY)
                yield RULE.finding(used.path(*path), message, remedies=[remedy])


CHECK = StackRule(RULE, check)
