"""Turns registrations, which arrive in any order, into one tree in one order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from pulumi.runtime.proto import resource_pb2

from planner.engine.monitor import Monitor, Registration
from planner.engine.preview import ACCOUNT_TYPE, ENDPOINT_TYPE, Chain, Options, Resource, Value
from planner.engine.values import plain

_IN_ACCOUNT = "azure-native:cognitiveservices:"


def resources(monitor: Monitor) -> tuple[Resource, ...]:
    """All resources, parents before children, brothers by wave and then by name."""
    turns = _turns(monitor.registered.values())
    found = _resources(monitor, _waves(monitor.registered.values(), turns), turns)
    below: dict[str | None, list[Resource]] = {}
    for resource in found.values():
        below.setdefault(resource.parent, []).append(resource)
    earliest = _earliest(found)
    ordered: list[Resource] = []
    waiting = sorted(below.get(None, []), key=lambda r: r.urn)
    while waiting:
        ordered.append(waiting.pop(0))
        children = below.get(ordered[-1].urn, [])
        waiting[:0] = sorted(children, key=lambda r: (earliest[r.urn], r.type, r.name))
    return tuple(ordered)


def chains(ordered: Iterable[Resource]) -> tuple[Chain, ...]:
    """The longest run of writes in each account, sorted by the account's URN."""
    by_wave = sorted((r for r in ordered if r.custom), key=lambda r: (r.wave, r.urn))
    accounts = (r for r in by_wave if r.type == ACCOUNT_TYPE)
    return tuple(_chain(a, by_wave) for a in sorted(accounts, key=lambda r: r.urn))


def _chain(account: Resource, by_wave: Sequence[Resource]) -> Chain:
    """Each member's longest run, built from those of what it depends on."""
    runs: dict[str, tuple[str, ...]] = {account.urn: (account.urn,)}
    for resource in by_wave:
        waits = (*resource.dependencies, resource.turn_after)
        before = [runs[urn] for urn in waits if urn in runs]
        if before and _writes_to_account(resource):
            runs[resource.urn] = (*max(before, key=len), resource.urn)
    longest = max(runs.values(), key=len)
    slow = {r.urn for r in by_wave if _is_provisioned(r.inputs.get("sku"))}
    return Chain(account.urn, longest, provisioned=len(slow & set(longest)))


def _writes_to_account(resource: Resource) -> bool:
    """A private endpoint leaves a connection in the account, so it waits its turn too."""
    return resource.type.startswith(_IN_ACCOUNT) or resource.type == ENDPOINT_TYPE


def _is_provisioned(sku: Value) -> bool:
    return isinstance(sku, Mapping) and "Provisioned" in str(sku.get("name"))


def _turns(registered: Iterable[Registration]) -> dict[str, str]:
    """The brother before each that takes turns: those depend on the component above them."""
    turns: dict[str, str] = {}
    last: dict[str, str] = {}
    components: set[str] = set()
    for each in registered:
        parent = each.request.parent
        if not each.request.custom:
            components.add(each.urn)
        if parent in components and parent in each.request.dependencies:
            turns |= {each.urn: last[parent]} if parent in last else {}
            last[parent] = each.urn
    return turns


def _waves(registered: Iterable[Registration], turns: Mapping[str, str]) -> dict[str, int]:
    """Relies on the order of arrival, in which whatever is waited for comes first."""
    waves: dict[str, int] = {}
    for each in registered:
        before = [*each.request.dependencies, each.request.parent, turns.get(each.urn, "")]
        after = max((waves.get(urn, 0) for urn in before), default=0)
        waves[each.urn] = after + 1 if each.request.custom else 0
    return waves


def _earliest(found: Mapping[str, Resource]) -> dict[str, int]:
    """The first wave in which something at or below a resource is written."""
    earliest = {urn: r.wave if r.custom else len(found) for urn, r in found.items()}
    for resource in reversed(list(found.values())):
        if resource.parent is not None:
            mine = earliest[resource.urn]
            earliest[resource.parent] = min(earliest[resource.parent], mine)
    return earliest


def _resources(
    monitor: Monitor, waves: Mapping[str, int], turns: Mapping[str, str]
) -> dict[str, Resource]:
    found: dict[str, Resource] = {}
    for urn, each in monitor.registered.items():
        parent = each.request.parent or None
        depth = found[parent].depth + 1 if parent in found else 0
        made = _resource(each, monitor, parent=parent, depth=depth, wave=waves[urn])
        found[urn] = replace(made, turn_after=turns.get(urn))
    return found


def _resource(
    each: Registration, monitor: Monitor, *, parent: str | None, depth: int, wave: int
) -> Resource:
    request, ended = each.request, monitor.outputs.get(each.urn)
    depends = request.propertyDependencies
    return Resource(
        urn=each.urn,
        type=request.type,
        name=request.name,
        parent=parent,
        depth=depth,
        custom=request.custom,
        inputs=plain(request.object),
        outputs={} if ended is None else plain(ended.outputs),
        dependencies=tuple(sorted(request.dependencies)),
        property_dependencies={key: tuple(sorted(depends[key].urns)) for key in sorted(depends)},
        options=_options(request),
        wave=wave,
    )


def _options(request: resource_pb2.RegisterResourceRequest) -> Options:
    timeouts = {field.name: value for field, value in request.customTimeouts.ListFields()}
    bound = {name for _, names in request.hooks.ListFields() for name in names}
    return Options(
        protect=request.protect,
        retain_on_delete=request.retainOnDelete,
        delete_before_replace=request.deleteBeforeReplace,
        replace_on_changes=tuple(request.replaceOnChanges),
        ignore_changes=tuple(request.ignoreChanges),
        deleted_with=request.deletedWith or None,
        timeouts=timeouts,
        import_id=request.importId or None,
        hooks=tuple(sorted(bound)),
    )
