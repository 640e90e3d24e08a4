"""What a run leaves in the state for the next one: what no resource of an account says.

It stands in the outputs of the account's component, costs no resource and no call, and is read
back by `planner.files.state`.
"""

from __future__ import annotations

from typing import Any

from planner.domain.lock import as_what
from planner.domain.plan import Account, Deployment, Plan, TrainingPlace
from planner.domain.sent import spelt
from planner.domain.terms import Use
from planner.emit import naming


def of(account: Account, plan: Plan) -> dict[str, Any]:
    """What is remembered of an account and what stands in it, as plain data."""
    deployed = [d for d in plan.deployments if d.account == account.name]
    trained = [t for t in plan.training if t.account == account.name]
    said = {
        "number": account.number,
        "team": account.team,
        "team_says": [*account.team_says],
        "adopted": account.adopted,
        "prod": plan.protects_accounts,
        "group": plan.resource_group,
        "shared": plan.group_released,
        "holds": {naming.deployment(d): _held(d, plan) for d in deployed},
        "training": [_training(t) for t in trained],
        "moved": _moved(account, plan),
        "guards": {naming.deployment(d): guard for d in deployed if (guard := _guard(d, plan))},
    }
    return {key: value for key, value in said.items() if value not in (None, False, [], {})}


def _moved(account: Account, plan: Plan) -> dict[str, Any]:
    """How often what stands in an account was moved, and where all of it is to stand now.

    The places tell a move that was cut off from one that is done.
    """
    here = {place.workload for place in plan.places if place.account == account.name}
    return {
        name: {"times": times, "to": _all_of(name, plan)}
        for name, times in sorted(plan.times_moved.items())
        if name in here
    }


def _all_of(workload: str, plan: Plan) -> list[str]:
    return sorted(as_what(place) for place in plan.places if place.workload == workload)


def _held(deployment: Deployment, plan: Plan) -> dict[str, Any]:
    said = {
        **_sent(deployment, plan),
        "use": deployment.use.value if deployment.use is not Use.BASE else None,
        "source_account": deployment.source_account,
        "settings": deployment.settings.said(),
    }
    return {key: value for key, value in said.items() if value}


def _sent(deployment: Deployment, plan: Plan) -> dict[str, Any]:
    """What it is asked for, and of an edit also what was asked for before.

    Azure may refuse the write; what stands in the next run says whether it did.
    """
    now, last = spelt(deployment.full_model, deployment.version), plan.sent_before(deployment)
    if last is None or last.stands in (None, now) or not plan.edits_model(deployment):
        return {"asked": now, "follows": plan.may_be_moved(deployment)}
    before = {"asked": last.asked, "follows": last.followed}
    return {**before, "tried": now, "instead_of": last.stands}


def _training(place: TrainingPlace) -> dict[str, str]:
    return {
        "workload": place.workload,
        "model": place.full_model,
        "version": place.version,
        "type": place.type.value,
    }


def _guard(deployment: Deployment, plan: Plan) -> dict[str, str] | None:
    """What is protected though its type does not ask for it: what is kept, or to be replaced.

    By what stands, not by what is wanted: when that is gone, nothing is guarded any more.
    """
    kept = deployment.workload in plan.kept_workloads
    stands = deployment if kept else plan.guarded_by(deployment)
    return {"model": stands.full_model, "sku": stands.sku} if stands is not None else None
