"""Several stacks: the quota of a subscription that they take together, and accounts of two of them.

Each plan is made without the others. Stacks that name the same `subscription.id` share its
quota pools, so their plans are laid side by side here, and what is wrong is said in all of them.
An account belongs to one stack, whatever subscription they name: its subdomain exists once.
A resource group that one of them makes goes with that one, and with it what others have in it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from planner.checks.common import pools
from planner.checks.common.words import listed
from planner.checks.rules import aoai305_quota_exceeded as exceeded
from planner.checks.rules import aoai838_others_at_stake as at_stake
from planner.domain.finding import Finding, Remedy
from planner.domain.plan import Account, Plan
from planner.domain.terms import Severity, Verdict
from planner.domain.workload import Stack
from planner.placement.ledger import Shared, shared

Planned = tuple[Stack, Plan]

_PATH = ("subscription", "id")
_LESS = Remedy("ask for less in one of them, or for quota")
_NAMES = ("accounts", "naming")
_GROUP = ("accounts", "resource_group")
_BY_ID = Remedy("name it by its ARM id in both: then no stack deletes it")
_OTHER_NAME = Remedy("another naming.suffix or regions.<region>.name in one of them")
_AGREE = Remedy("write the same under subscription in all of them")


def together(planned: Sequence[Planned]) -> tuple[Plan, ...]:
    """The plans, in the same order, with findings about the pools that they share.

    A plan that is given twice counts once.
    """
    return tuple(_beside(stack, plan, planned) for stack, plan in planned)


def _beside(stack: Stack, plan: Plan, planned: Sequence[Planned]) -> Plan:
    """One plan with what its neighbours do to it."""
    found = [
        finding.at(stack.locate(finding.path))
        for finding in (
            *_quota(stack, plan, planned),
            *_claims(stack, plan, planned),
            *_homes(stack, plan, planned),
        )
    ]
    every = sorted((*plan.findings, *found), key=lambda f: (f.workload or "", f.rule.id, f.message))
    return replace(plan, findings=tuple(every)) if found else plan


def _quota(stack: Stack, plan: Plan, planned: Sequence[Planned]) -> Iterator[Finding]:
    """About the pools that it shares with stacks of its subscription."""
    id_ = stack.subscription.id
    if id_ is None:
        return
    for each in shared((p.stack, (*p.pools, *p.counters)) for p in _neighbours(id_, planned)):
        if plan.stack in {name for name, _ in each.shares}:
            yield from _findings(each)


def _claims(stack: Stack, plan: Plan, planned: Sequence[Planned]) -> Iterator[Finding]:
    """About the accounts that another stack has as well, unless one of them takes over."""
    for other, theirs in planned:
        for account in plan.accounts if other.name != stack.name else ():
            mine = (stack, plan, account)
            twins = (a for a in theirs.accounts if _is_one(mine, (other, theirs, a)))
            twin = next(twins, None)
            if twin is not None and not _handed_over(mine, (other, theirs, twin)):
                message = f"account {account.name} is also in stack {other.name}: each would write it, and either could delete it"
                yield at_stake.RULE.finding(_NAMES, message, remedies=[_OTHER_NAME])


def _homes(stack: Stack, plan: Plan, planned: Sequence[Planned]) -> Iterator[Finding]:
    """About the group that another stack has as well, where a stack makes it, and so deletes it."""
    for other, theirs in planned:
        owners = [p.stack for p in (plan, theirs) if not (p.group_exists or p.group_released)]
        same = plan.resource_group.casefold() == theirs.resource_group.casefold()
        if other.name == stack.name or not same or not owners or _apart(stack, other):
            continue
        message = f"resource group {plan.resource_group} is also that of stack {other.name}: made by {listed(sorted(owners))}, it would be deleted with that stack and all that is in it"
        yield at_stake.RULE.finding(
            _GROUP, message, remedies=[_BY_ID], severity=Severity.WARNING, verdict=Verdict.OK
        )


def _apart(one: Stack, other: Stack) -> bool:
    """Whether two stacks are known to be of two subscriptions."""
    return len({_subscription(stack) for stack in (one, other)} - {""}) > 1


def _subscription(stack: Stack) -> str:
    """Where its group is: an ARM id says so itself."""
    id_ = stack.accounts.group_id
    return (id_.split("/")[2] if id_ else stack.subscription.id or "").lower()


def _handed_over(one: _Claim, other: _Claim) -> bool:
    """Whether either says that it takes over what the other has."""
    said = {plan.settings[account.name].taken_from for _, plan, account in (one, other)}
    return not said.isdisjoint({one[0].name, other[0].name})


_Claim = tuple[Stack, Plan, Account]


def _is_one(mine: _Claim, other: _Claim) -> bool:
    """Whether two stacks mean one account: a subdomain exists once in the world."""
    (stack, plan, account), (beside, theirs, also) = mine, other
    if account.subdomain.casefold() == also.subdomain.casefold():
        return True
    names = (account.name, plan.resource_group), (also.name, theirs.resource_group)
    ids = {(s.subscription.id or "").lower() for s in (stack, beside)} - {""}
    same = [text.casefold() for text in names[0]] == [text.casefold() for text in names[1]]
    return same and len(ids) <= 1


def _neighbours(id_: str, planned: Sequence[Planned]) -> list[Plan]:
    """The plans of one subscription, each once."""
    found: list[Plan] = []
    for stack, plan in planned:
        same = (stack.subscription.id or "").lower() == id_.lower()
        if same and plan not in found:
            found.append(plan)
    return found


def _findings(each: Shared) -> Iterator[Finding]:
    if each.over and each.smallest is not None:
        taken = pools.shown(each.pool, each.used)
        message = f"{each.pool} holds {pools.held(each.smallest)}, and the stacks take {taken}"
        text = pools.with_shares(message, each.pool, _sums(each))
        yield exceeded.RULE.finding(_PATH, text, remedies=[_LESS])
    if each.disputed:
        message = (
            f"the stacks of the subscription disagree on what {each.pool} holds: {_said(each)}"
        )
        yield exceeded.RULE.finding(
            _PATH, message, remedies=[_AGREE], severity=Severity.WARNING, verdict=Verdict.OK
        )


def _sums(each: Shared) -> dict[str, int]:
    """What each stack takes, the largest first; two files of one name are added up."""
    sums: Counter[str] = Counter()
    for name, use in each.shares:
        sums[name] += use.used
    return dict(sorted(sums.items(), key=lambda item: (-item[1], item[0])))


def _said(each: Shared) -> str:
    stated = ((name, use.limit) for name, use in each.shares if use.limit is not None)
    return listed(f"{name} says {pools.shown(each.pool, limit)}" for name, limit in stated)
