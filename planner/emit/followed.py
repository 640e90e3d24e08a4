"""Which deployments follow the service: it moves them to another version or model by itself.

For these the run leaves model and version as they stand, or the next unrelated edit would roll
them back, and another model is a deletion. An edit of the model in the stack file ends it; taking
`upgrade` out does not, since it asks for what runs to stay.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from planner.domain.plan import Deployment, Plan
from planner.domain.publishers import OPENAI, full_model
from planner.domain.terms import Family, Upgrade
from planner.domain.urns import name_of, outputs_of, type_of
from planner.emit import naming

Resources = Mapping[str, object]

_DEPLOYMENT = "azure-native:cognitiveservices:Deployment"


def asked(planned: Deployment) -> str:
    """The model and version that a deployment is sent with, as the state remembers them."""
    return f"{planned.full_model}@{planned.version}"


def followed(plan: Plan, resources: Resources | None) -> frozenset[str]:
    """Logical names of what follows the service from now on; `resources` are the state's by URN.

    Provisioned deployments are never upgraded by the service, whatever they ask for.
    """
    known, standing = _remembered(resources or {}), _standing(resources or {})
    return frozenset(
        name
        for name, each in ((naming.deployment(d), d) for d in plan.deployments)
        if each.type.family is not Family.PROVISIONED
        and _follows(each, known.get(name, {}), standing.get(name))
    )


def _follows(planned: Deployment, held: Mapping[str, Any], stands: str | None) -> bool:
    """`stands` is the model that runs: a state of before does not say what was asked for."""
    last = held.get("asked")
    unedited = last == asked(planned) if last else stands in (None, planned.full_model)
    return unedited and (planned.settings.upgrade != Upgrade.NEVER or bool(held.get("follows")))


def _remembered(resources: Resources) -> dict[str, Mapping[str, Any]]:
    """What the accounts' components remember of each deployment."""
    found: dict[str, Mapping[str, Any]] = {}
    for resource in resources.values():
        holds = _inner(_inner(outputs_of(resource), "remembers"), "holds")
        found |= {str(name): held for name, held in holds.items() if isinstance(held, Mapping)}
    return found


def _standing(resources: Resources) -> dict[str, str]:
    """The model that each deployment stands as, with its publisher."""
    outputs = {u: outputs_of(each) for u, each in resources.items() if type_of(u) == _DEPLOYMENT}
    models = {u: _inner(_inner(each, "properties"), "model") for u, each in outputs.items()}
    return {name_of(urn): _full(model) for urn, model in models.items() if model}


def _full(model: Mapping[str, Any]) -> str:
    return full_model(str(model.get("name")), str(model.get("format") or OPENAI))


def _inner(outer: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    found = outer.get(key)
    return found if isinstance(found, Mapping) else {}
