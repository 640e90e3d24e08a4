"""AOAI815: traffic that spills over to where it cannot go."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from planner.checks.base import Placed, StackRule
from planner.checks.common.words import listed
from planner.domain.finding import Finding, Page, Remedy, Rule
from planner.domain.plan import Deployment, LeftOut
from planner.domain.terms import Family, Party, Severity, Use, Verdict
from planner.facts.residency import stays

RULE = Rule(
    id="AOAI815",
    slug="spillover-impossible",
    title="Spill-over impossible",
    severity=Severity.ERROR,
    verdict=Verdict.FAIL,
    speaks_for=Party.SETTINGS,
    page=Page(
        what="A workload's `spillover` names no workload, or one that is not deployed in the same account, is of another model or version, is not of a standard type, or processes prompts outside the residency of the workload that spills over, or has fewer replicas than that has. Or the workload itself is not provisioned.",
        why="Azure refuses the deployment, or prompts would leave the place that was promised for them, at the busiest hour.",
        example="""\
workloads:
  chat:
    model: gpt-5.1@2025-11-13
    deployment_type: global-standard
    region: eastus2
    capacity: {tpm: 50000}
  chat-reserved:
    model: gpt-5.1@2025-11-13
    deployment_type: global-provisioned
    region: swedencentral
    capacity: {ptu: 15}
    spillover: chat
""",
        fix="Name a standard workload of the same model and version with the same regions, whose residency is at least as strict.",
        source="Manage traffic with spillover, 2026-07-09: a standard deployment in the same resource 'that matches the model and version' of the provisioned one; API 2024-10-01 and later.",
    ),
)


def check(placed: Placed) -> Iterator[Finding]:
    """One finding for each workload that spills over to where it cannot."""
    told: set[str] = set()
    for each in placed.deployments:
        target = _target(placed, each)
        if target is None or each.workload in told:
            continue
        wrong = _wrong(placed, each, target)
        if wrong is not None:
            told.add(each.workload)
            message, remedies = wrong
            path = ("workloads", each.workload, "spillover")
            yield RULE.finding(path, message, workload=each.workload, remedies=remedies)


def left_out(placed: Placed) -> Iterator[Finding]:
    """One finding for each workload of more replicas than what it spills over to."""
    for out in placed.left_out:
        if is_short_of_targets(placed, out):
            yield _short(placed, out.workload)


def is_short_of_targets(placed: Placed, out: LeftOut) -> bool:
    """Whether it has no place since each of its replicas needs one of its target beside it."""
    workloads = placed.stack.workloads
    target = workloads.get(workloads[out.workload].spillover or "")
    stands = {place.workload for place in placed.places}
    return (
        target is not None
        and not out.short
        and workloads[out.workload].spillover in stands
        and target.replicas < workloads[out.workload].replicas
    )


def _short(placed: Placed, name: str) -> Finding:
    """With what would do: as many of the target, in the regions of both; or fewer of its own."""
    own = placed.stack.workloads[name]
    to = own.spillover or ""
    target = placed.stack.workloads[to]
    said = f"{own.replicas} replicas spill over to {to}, which has {target.replicas}: each needs one in its own account"
    more = {"replicas": own.replicas}
    wider = [*target.region, *(slug for slug in own.region if slug not in target.region)]
    remedies = [Remedy(f"replicas {own.replicas} for {to}", more, to)]
    if target.region and len(wider) > len(target.region):
        text = f"replicas {own.replicas} and region [{', '.join(wider)}] for {to}"
        remedies = [Remedy(text, {**more, "region": wider}, to)]
    remedies.append(Remedy(f"replicas {target.replicas}", {"replicas": target.replicas}))
    return RULE.finding(("workloads", name, "spillover"), said, workload=name, remedies=remedies)


def _target(placed: Placed, from_: Deployment) -> str | None:
    """The workload that is named; where only the lock spills over, the one it has there."""
    asked, known = placed.stack.workloads[from_.workload].spillover, from_.settings.spillover
    if asked is not None or known is None:
        return asked
    here = (d for d in placed.deployments if d.account == from_.account)
    return next((d.workload for d in here if d.name == known), known)


def _wrong(placed: Placed, from_: Deployment, name: str) -> tuple[str, list[Remedy]] | None:
    """What is wrong and what might help; None when the traffic can spill over."""
    if from_.type.family is not Family.PROVISIONED:
        return f"{from_.type} does not spill over; provisioned types do", [_WITHOUT]
    if name not in placed.stack.workloads or name == from_.workload:
        return f"spillover {name} is not another workload of the stack", _named(placed, from_, name)
    beside = [d for d in placed.deployments if d.workload == name and d.account == from_.account]
    if not beside:
        return _apart(placed, from_, name)
    to = beside[0]
    return _paid_otherwise(to) or _unlike(placed, from_, to) or _leaving(placed, from_, to)


def _apart(placed: Placed, from_: Deployment, name: str) -> tuple[str, list[Remedy]]:
    """The target is deployed elsewhere, or nowhere."""
    targets = [d for d in placed.deployments if d.workload == name]
    if not targets:
        return f"spillover {name} is not deployed; its own findings say why", [_WITHOUT]
    if all(d.region != from_.region for d in targets):
        said = f"spillover {name} is in {listed(d.region for d in targets)}, {from_.workload} in {from_.region}; they must share an account"
        return said, [Remedy(f"region {from_.region} for {name}")]
    there = next(d.account for d in targets if d.region == from_.region)
    teams = {account.name: account.team for account in placed.accounts}
    mine, other = teams.get(from_.account), teams.get(there)
    if mine != other:
        said = f"spillover {name} is in accounts of {_team(other)}, {from_.workload} of {_team(mine)}; they must share an account"
        return said, [Remedy(f"the same team for {name}")]
    said = f"spillover {name} is in account {there}, {from_.workload} in {from_.account}"
    return said, [Remedy(f"the same account for {name}")]


def _team(name: str | None) -> str:
    return f"team {name}" if name is not None else "no team"


def _unlike(placed: Placed, from_: Deployment, to: Deployment) -> tuple[str, list[Remedy]] | None:
    """The target serves another model."""
    mine, other = _served(placed, from_), _served(placed, to)
    if mine == other:
        return None
    said = f"spillover {to.workload} is {other}, {from_.workload} is {mine}; model and version must match ({_PAGE})"
    tuned = from_.use is Use.FINE_TUNED
    same = f"fine_tuned.id {mine}" if tuned else f"model {from_.full_model}@{from_.version}"
    return said, [*_alike(placed, from_), Remedy(f"{same} for {to.workload}")]


_PAGE = "docs 2026-07-09"


def _served(placed: Placed, of: Deployment) -> str:
    """What a deployment answers with: a model in a version, or a trained model."""
    tuned = placed.stack.workloads[of.workload].fine_tuned
    return tuned.id if tuned is not None else f"{of.full_model} {of.version}"


def _alike(placed: Placed, from_: Deployment) -> list[Remedy]:
    """Another workload of the account that would do."""
    others = (d for d in placed.deployments if d.account == from_.account and d != from_)
    good = [
        each.workload
        for each in others
        if _served(placed, each) == _served(placed, from_)
        and not (_paid_otherwise(each) or _leaving(placed, from_, each))
    ]
    return [Remedy(f"spillover {name}", {"spillover": name}) for name in good[:1]]


def _paid_otherwise(to: Deployment) -> tuple[str, list[Remedy]] | None:
    if to.type.family is Family.STANDARD:
        return None
    return f"spillover {to.workload} is {to.type}, not of a standard type", [_WITHOUT]


def _leaving(placed: Placed, from_: Deployment, to: Deployment) -> tuple[str, list[Remedy]] | None:
    residency = placed.stack.workloads[from_.workload].residency
    region = placed.catalog.regions.get(to.region)
    if residency is None or region is None:
        return None
    if stays(to.type, region, residency) is Verdict.FAIL:
        said = f"spillover {to.workload} ({to.type}) may process prompts outside {residency}"
        return said, [Remedy(f"residency {residency} for {to.workload}")]
    return None


_WITHOUT = Remedy("leave spillover out")


def _named(placed: Placed, from_: Deployment, name: str) -> list[Remedy]:
    others = [other for other in placed.stack.workloads if other != from_.workload]
    near = get_close_matches(name, others, n=1, cutoff=0.5)
    return [Remedy(f"spillover {other}", {"spillover": other}) for other in near] or [_WITHOUT]


CHECK = StackRule(RULE, check, left_out=left_out)
