"""Which inputs name or contain what runs: derived from what is emitted, and as docs/pulumi.md says.

Each input is given another value, without a lock and with the lock of the plan before; what is
registered is compared with what was, as Pulumi and the provider compare it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from google.protobuf import json_format  # type: ignore[import-untyped]
from pulumi.runtime.mocks import MockResourceArgs

from planner.domain.lock import Lock, lock_of
from planner.domain.plan import Plan
from planner.domain.terms import Verdict
from planner.planning.make_plan import make_plan
from tests import given
from tests.emit import inputs, mocked
from tests.emit.inputs import EDITS, RICH, Edit
from tests.emit.mocked import register
from tests.fake_azure.shapes import ROUTES

DOCS = given.ROOT / "docs" / "pulumi.md"
HEAD, END = "| input | without a lock | with a lock |\n|---|---|---|\n", "\n\n"

NOUNS = {
    mocked.GROUP: "group",
    mocked.ZONE: "zones",
    mocked.LINK: "links",
    mocked.ACCOUNT: "accounts",
    mocked.IDENTITY: "identities",
    mocked.BLOCK_LIST: "block lists",
    mocked.BLOCK_LIST_ITEM: "items",
    mocked.POLICY: "policies",
    mocked.PROJECT: "projects",
    mocked.DEPLOYMENT: "deployments",
    mocked.ENDPOINT: "endpoints",
    mocked.RECORDS: "records",
    mocked.ROLE: "roles",
    mocked.DIAGNOSTICS: "diagnostics",
    mocked.LOCK: "locks",
}
"""Every kind of resource that is emitted, in the words of the table."""

IN_PLACE: dict[str, set[str]] = {
    mocked.GROUP: {"tags"},
    mocked.ZONE: {"location", "tags"},
    mocked.LINK: {"location", "registrationEnabled", "tags", "virtualNetwork"},
    mocked.ACCOUNT: {"identity", "kind", "properties", "sku", "tags"},
    mocked.IDENTITY: {"tags"},
    mocked.BLOCK_LIST: {"properties"},
    mocked.BLOCK_LIST_ITEM: {"properties"},
    mocked.POLICY: {"properties"},
    mocked.PROJECT: {"identity", "properties", "tags"},
    mocked.DEPLOYMENT: {"properties", "sku", "tags"},
    mocked.ENDPOINT: {"location", "privateLinkServiceConnections", "tags"},
    mocked.RECORDS: {"privateDnsZoneConfigs"},
    mocked.ROLE: {
        "condition",
        "conditionVersion",
        "description",
        "principalType",
        "roleDefinitionId",
    },
    mocked.DIAGNOSTICS: {
        "eventHubAuthorizationRuleId",
        "eventHubName",
        "logs",
        "metrics",
        "storageAccountId",
        "workspaceId",
    },
    mocked.LOCK: {"level", "notes"},
}
"""What is sent that neither names a resource, nor contains it, nor replaces it when it changes.

A new property is entered here only when it was read that the provider sets it in place.
"""

FIXED: dict[tuple[str, str], str] = {
    (mocked.GROUP, "URN"): "a stack has one",
    (mocked.ZONE, "URN"): "called as the zone",
    (mocked.ZONE, "privateZoneName"): "Azure gives the names",
    (mocked.LINK, "privateZoneName"): "Azure gives the names",
    (mocked.RECORDS, "privateDnsZoneGroupName"): "an endpoint has one",
    (
        mocked.DEPLOYMENT,
        "properties.model.format",
    ): "all of this stack are OpenAI's; see test_publishers",
}
"""What names, contains or replaces, and is the same whatever the stack file says."""


class Azure(mocked.Azure):
    """Answers with ids as ARM makes them: those of parents are part of those of children."""

    def new_resource(self, args: MockResourceArgs) -> tuple[str | None, dict[Any, Any]]:
        id_, outputs = super().new_resource(args)
        if args.typ not in ROUTES:
            return id_, outputs
        path = ROUTES[args.typ].path.replace("{subscriptionId}", "0000")
        for name in ROUTES[args.typ].names:
            path = path.replace(f"{{{name}}}", str(args.inputs[name]).lstrip("/"))
        return path, outputs


@dataclass(frozen=True)
class Resource:
    """One registered resource, as the engine and the provider hold it against its past."""

    kind: str
    sent: Mapping[str, Any]
    replacing: tuple[str, ...]
    """Paths that replace because the program says so."""
    ignored: tuple[str, ...]

    @property
    def naming(self) -> set[str]:
        """What names it, contains it, or replaces it when it changes."""
        route = ROUTES[self.kind]
        return {*route.names, *route.replaces, *self.replacing} - {*self.ignored}

    def moved(self, before: Resource) -> bool:
        """Whether one of these is otherwise than it was."""
        return any(_at(self.sent, path) != _at(before.sent, path) for path in self.naming)


def _at(sent: Any, path: str) -> Any:
    for step in path.split("."):
        sent = sent.get(step) if isinstance(sent, dict) else None
    return sent


Registered = dict[str, Resource]


_KNOWN: dict[str, Registered] = {}
"""What was registered, by all that is emitted of a plan."""


def _registered(plan: Plan) -> Registered:
    silent = replace(
        plan,
        workloads={},
        findings=(),
        moves=(),
        changes=(),
        pools=(),
        counters=(),
        under_lock=True,
    )
    known = repr(silent)
    if known not in _KNOWN:
        found = register(plan, Azure()).requests
        _KNOWN[known] = {r.urn: _resource(r.request) for r in map(_Named, found) if r.urn}
    return _KNOWN[known]


@dataclass(frozen=True)
class _Named:
    """A request with the URN that the engine makes of it."""

    request: Any

    @property
    def urn(self) -> str:
        """Type, types of its parents, and logical name; empty for what Azure does not have."""
        if not self.request.custom or self.request.type not in ROUTES:
            assert not self.request.type.startswith("azure-native:"), self.request.type
            return ""
        above = self.request.parent.split("::")[2] if self.request.parent else ""
        kind = self.request.type if above.startswith("pulumi:") else f"{above}${self.request.type}"
        return f"{kind}::{self.request.name}"


def _resource(request: Any) -> Resource:
    sent = json_format.MessageToDict(request.object)
    return Resource(request.type, sent, (*request.replaceOnChanges,), (*request.ignoreChanges,))


def _planned(edit: Edit | None, lock: Lock | None = None) -> Plan:
    stack = given.stack_of(edit.applied() if edit else RICH, edit.stack if edit else "dev")
    catalog = given.catalog(stack.catalog.name or given.CATALOG)
    return make_plan(stack, catalog, as_of=stack.as_of or given.AS_OF, lock=lock)


@cache
def _before() -> tuple[Plan, Registered]:
    plan = _planned(None)
    assert plan.complete, plan.findings
    assert plan.applyable, plan.against(None)
    return plan, _registered(plan)


@dataclass(frozen=True)
class Effect:
    """What an edit does to what stands: the kinds of what goes, and of what comes."""

    lost: frozenset[str]
    made: frozenset[str]
    told: tuple[str, ...] = ()
    """Rules that say that something stays, or that refuse the edit."""
    refused: bool = False
    """A finding about the stack as a whole stops the program before its first resource."""

    def __str__(self) -> str:
        if self.refused:
            return f"refused ({', '.join(self.told)})"
        anew, gone = self.lost & self.made, self.lost - self.made
        parts = {"deletes and makes anew": anew, "deletes": gone, "makes": self.made - self.lost}
        said = "; ".join(f"{verb} {_listed(kinds)}" for verb, kinds in parts.items() if kinds)
        return (said or "nothing") + (f" ({', '.join(self.told)})" if self.told else "")


def _listed(kinds: frozenset[str]) -> str:
    every = {resource.kind for resource in _before()[1].values()}
    if kinds == every:
        return "everything"
    if every - kinds == {mocked.GROUP}:
        return "everything but the group"
    inside = every - {mocked.GROUP, mocked.ZONE, mocked.LINK}
    nouns = [noun for kind, noun in NOUNS.items() if kind in kinds]
    if {*inside} - {mocked.DEPLOYMENT} <= {*kinds}:
        nouns = [n for n in nouns if n in ("group", "zones", "links")]
        alone = mocked.DEPLOYMENT not in kinds
        nouns.append("an account with what belongs to it" if alone else "accounts with all in them")
    return ", ".join(nouns)


def _effect(edit: Edit, lock: Lock | None = None) -> Effect:
    plan, before = _planned(edit, lock), _before()[1]
    after = _registered(plan)
    moved = {urn for urn in before.keys() & after.keys() if after[urn].moved(before[urn])}
    lost, made = before.keys() - after.keys() | moved, after.keys() - before.keys() | moved
    return Effect(
        lost=frozenset(before[urn].kind for urn in lost),
        made=frozenset(after[urn].kind for urn in made),
        told=_told(plan) if lock or not plan.applyable else (),
        refused=not plan.applyable,
    )


def _told(plan: Plan) -> tuple[str, ...]:
    stays = (f.rule for f in plan.findings if {"keeps", "stays"} & {*f.rule.slug.split("-")})
    refused = (
        f.rule for f in plan.findings if f.rule.id not in _usual() and f.verdict is not Verdict.OK
    )
    return tuple(sorted({rule.id for rule in (*stays, *refused)}))


def _usual() -> set[str]:
    return {finding.rule.id for finding in _before()[0].findings}


@cache
def _effects() -> dict[str, tuple[Effect, Effect]]:
    """What each edit does, without a lock and with the lock of the plan before."""
    lock = lock_of(_before()[0])
    return {e.shown or e.key: (_effect(e), _effect(e, lock)) for e in EDITS}


def _rows() -> Iterator[str]:
    for name, (free, locked) in _effects().items():
        if free.lost or locked.lost or locked.told:
            key, comma, how = name.partition(", ")
            yield f"| `{key}`{comma}{how} | {free} | {locked} |"


def test_the_documentation_lists_the_inputs_that_name_or_contain_what_runs() -> None:
    """Rewrite the table with `PLANNER_REWRITE_GOLDEN=1`, and read what changed."""
    table, text = "\n".join(_rows()), DOCS.read_text(encoding="utf-8")
    before, after = text.split(HEAD)
    old, rest = after.split(END, 1)
    if os.environ.get("PLANNER_REWRITE_GOLDEN"):
        DOCS.write_text(f"{before}{HEAD}{table}{END}{rest}", encoding="utf-8")
        old = table
    assert old == table


def test_every_key_of_a_stack_file_is_tried() -> None:
    """A new key has no row yet; regions and teams repeat the keys of accounts."""
    beyond = {"version", inputs._R + "name", inputs._R + "subdomain", inputs._W[:-1], inputs._STACK}
    tried = {edit.key for edit in EDITS}
    named = {key for key in tried if key.endswith(".<name>")}
    assert inputs.keys() - {"version"} == tried - beyond - named


def test_everything_that_is_sent_is_known_to_name_or_to_be_set_in_place() -> None:
    """A new property, or a new kind of resource, is not known before somebody read about it."""
    sent = [*_before()[1].values()]
    assert {resource.kind for resource in sent} == NOUNS.keys() == IN_PLACE.keys()
    for edit in EDITS:
        sent += _registered(_planned(edit)).values()
    for resource in sent:
        route = ROUTES[resource.kind]
        assert resource.sent.keys() <= {*route.names, *route.replaces, *IN_PLACE[resource.kind]}


def test_everything_that_names_is_reached_by_a_row() -> None:
    """What has one value whatever is edited is fixed, and the table of fixed ones says why."""
    before = _values(_before()[1])
    reached = {
        pair
        for edit in EDITS
        for pair, values in _values(_registered(_planned(edit))).items()
        if not values <= before[pair]
    }
    assert before.keys() - reached == FIXED.keys()


def _values(registered: Registered) -> dict[tuple[str, str], set[str]]:
    """The values of what names, contains or replaces, by kind and path; of its URN too."""
    found: dict[tuple[str, str], set[str]] = {}
    for urn, resource in registered.items():
        found.setdefault((resource.kind, "URN"), set()).add(urn)
        for path in resource.naming:
            found.setdefault((resource.kind, path), set()).add(str(_at(resource.sent, path)))
    return found
