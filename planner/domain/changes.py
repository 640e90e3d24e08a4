"""What applying a plan does to what the lock knows: the one place that holds the two side by side.

Text, JSON and every later report show these changes; none of them compares by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, replace

from planner.domain.deployment import DeploymentSettings
from planner.domain.lock import Lock, Locked, Reached, Secured
from planner.domain.openness import door, safeguards
from planner.domain.plan import (
    Account,
    Deployment,
    FieldChange,
    Group,
    Place,
    Plan,
    PlannedChange,
)
from planner.domain.settings import AccountSettings
from planner.domain.terms import Action, Family

REMOVED = "no longer in the stack file"
FEWER = "fewer replicas are asked for"
EMPTY = "nothing is left in it"
SHARED = "an adopted account stands in it, or stood: it stays in Azure"
ADOPTED = "it was adopted: it stays in Azure, with what others have in it"
ZONES = "the DNS zones that the stack made are deleted, with everybody's records in them"
GROUP_EMPTY = "no account of the stack is left in it; whatever else is in it goes too"

_WHERE = {"workload", "account", "region", "import_id", "adopted", "team_says"}
"""What places a deployment, how it came to the stack, who speaks of it: nothing that changes about
it."""

_DELETING = {Action.DELETED, Action.REPLACED, Action.MOVED}
"""What Pulumi has to delete the old deployment for, before the new one is made or after."""


def changes(plan: Plan, lock: Lock | None) -> tuple[PlannedChange, ...]:
    """What is otherwise after the plan, deletions first; empty when nothing of it can be applied.

    Without a lock nobody knows what runs, and everything counts as added. What stays as it is is
    not among them, unless it is kept although it would be refused.
    """
    if not plan.applyable:
        return ()
    known = lock or Lock(plan.stack)
    found = [*_removed(plan, known), *_moved(plan), *_placed(plan, known), *_accounts(plan, known)]
    found += _groups(plan, known)
    return tuple(sorted((_guarded(change, known) for change in found), key=_order))


def _guarded(change: PlannedChange, known: Lock) -> PlannedChange:
    """The change, protected where what it deletes was kept when the program last ran."""
    before = change.before
    held = isinstance(before, Deployment) and (before.workload, before.region) in known.guarded
    return replace(change, protected=change.protected or (held and change.action in _DELETING))


def _order(change: PlannedChange) -> tuple[object, ...]:
    """Deletions first, what stands in an account before the account itself, the group last."""
    action = [*Action].index(change.action)
    kind = (change.workload is None, isinstance(change.before or change.after, Group))
    return (action, *kind, change.region, change.name, change.account)


def _removed(plan: Plan, lock: Lock) -> Iterator[PlannedChange]:
    """What the lock knows of workloads of which the plan has nothing."""
    gone = lock.workloads.keys() - {place.workload for place in plan.places}
    new = (place for place in plan.places if place.workload not in lock.workloads) if gone else ()
    renamed = {_likeness(place): place.workload for place in new}
    for name in gone:
        for place in lock.workloads[name].places:
            yield _deleted(place, _why_removed(renamed.get(_likeness(place))))


def _likeness(place: Place) -> tuple[object, ...]:
    """All that is said of a place but its name."""
    said = {**_said(place), "name": "", "region": place.region}
    return tuple(map(str, said.values()))


def _why_removed(like: str | None) -> str:
    """Renaming is deleting and making anew; whoever renamed a workload should be told so."""
    return f"{REMOVED}; if it became {like}: a renamed workload is a new one" if like else REMOVED


def _deleted(place: Place, why: str) -> PlannedChange:
    return replace(_change(Action.DELETED, place, place, None), why=why, down=True)


def _moved(plan: Plan) -> Iterator[PlannedChange]:
    for move in plan.moves:
        if move.after is None:
            yield _deleted(move.before, FEWER)
            continue
        stays = move.before.account == move.after.account
        action = Action.REPLACED if stays else Action.MOVED
        made = _change(action, move.after, move.before, move.after)
        yield replace(made, down=move.down, move=move)


def _placed(plan: Plan, lock: Lock) -> Iterator[PlannedChange]:
    """What stays where it is and changes there, what is kept, and what is new."""
    moved = {move.after for move in plan.moves}
    kept = {each.workload for each in plan.kept}
    for place in plan.places:
        if place in moved:
            continue
        before = _same_place(lock.workloads.get(place.workload), place)
        if before is None:
            yield _change(Action.ADDED, place, None, place)
        elif place.workload in kept:
            yield _change(Action.KEPT, place, before, place)
        elif any(differences(before, place)):
            yield _change(Action.CHANGED, place, before, place)


def _same_place(locked: Locked | None, place: Place) -> Place | None:
    """What stands of a workload in an account; a workload stands in each account once."""
    there = locked.places if locked else ()
    return next((each for each in there if each.account == place.account), None)


def _change(
    action: Action, place: Place, before: Place | None, after: Place | None
) -> PlannedChange:
    return PlannedChange(
        action=action,
        workload=place.workload,
        name=place.name,
        account=place.account,
        region=place.region,
        before=before,
        after=after,
        fields=tuple(differences(before, after)) if before and after else (),
        protected=action in _DELETING and _is_protected(before),
    )


def _is_protected(place: Place | None) -> bool:
    """Provisioned deployments may not be had again: Pulumi deletes none that is not unprotected."""
    return isinstance(place, Deployment) and place.type.family is Family.PROVISIONED


def _accounts(plan: Plan, lock: Lock) -> Iterator[PlannedChange]:
    before, after = lock.accounts, {each.name: each for each in plan.accounts}
    for name in before.keys() - after.keys():
        protected = plan.protects_accounts or lock.prod
        gone = Action.LEFT if before[name].adopted else Action.DELETED
        made = _account(gone, before[name], before[name], None)
        why, down = (ADOPTED, False) if before[name].adopted else (EMPTY, True)
        yield replace(made, why=why, down=down, protected=protected)
    for name in after.keys() - before.keys():
        yield _account(Action.ADDED, after[name], None, after[name])
    for name in after.keys() & before.keys():
        made = _account(Action.CHANGED, after[name], before[name], after[name])
        known = lock.reached.get(name)
        every = (*made.fields, *_surface(known, lock.secured.get(name), plan.settings.get(name)))
        if every:
            yield replace(made, fields=every, why=_zones(known, plan))


def _zones(before: Reached | None, plan: Plan) -> str:
    """The stack's own zones stay as long as one of its endpoints has names in them."""
    return ZONES if before and before.in_own_zones and not plan.zone_networks else ""


def _surface(
    way: Reached | None, held: Secured | None, after: AccountSettings | None
) -> tuple[FieldChange, ...]:
    """How the account is reached and held, as far as it is known how it was."""
    return () if after is None else (*door(way, after), *safeguards(held, after))


def _account(
    action: Action, account: Account, before: Account | None, after: Account | None
) -> PlannedChange:
    return PlannedChange(
        action=action,
        workload=None,
        name=account.name,
        account=account.name,
        region=account.region,
        before=before,
        after=after,
        fields=tuple(differences(before, after)) if before and after else (),
    )


def _groups(plan: Plan, lock: Lock) -> Iterator[PlannedChange]:
    """The group that is deleted, and the one that is made in its place.

    A group that is somebody else's is neither. Of a lock that does not say, nothing is known.
    """
    before, after = lock.group, plan.group
    if before is None or (after is not None and after.name == before.name):
        return
    if not before.exists:
        anew = f"everything in it is deleted, and made anew in {after.name}" if after else ""
        protected = plan.protects_accounts or lock.prod
        if before.shared or any(account.adopted for account in lock.accounts.values()):
            yield replace(_group(Action.LEFT, before, before, None), why=SHARED)
        else:
            made = _group(Action.DELETED, before, before, None)
            yield replace(made, why=anew or GROUP_EMPTY, down=True, protected=protected)
    if after is not None and not after.exists:
        yield _group(Action.ADDED, after, None, after)


def _group(
    action: Action, group: Group, before: Group | None, after: Group | None
) -> PlannedChange:
    return PlannedChange(action, None, group.name, "", group.location, before, after)


def differences(before: Place | Account, after: Place | Account) -> Iterator[FieldChange]:
    """What is otherwise about a deployment, a place to train or an account; not where it stands."""
    if before == after:
        return
    old, new = _said(before), _said(after)
    for name in (name for name in new if name in old):
        if old[name] != new[name]:
            yield FieldChange(name, old[name], new[name])


def _said(part: Place | Account) -> Mapping[str, object]:
    """The fields of a part by the names that JSON has for them; its settings beside them."""
    said: dict[str, object] = {}
    for name in (each.name for each in fields(part) if each.name not in _WHERE):
        value = getattr(part, name)
        if isinstance(value, DeploymentSettings):
            said |= dict(value)
        else:
            said["deployment_type" if name == "type" else name] = value
    return said
