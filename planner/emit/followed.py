"""Which deployments follow the service: it moves them to another version or model by itself.

For these the run leaves model and version as they stand, or the next unrelated edit would roll
them back, and another model is a deletion. An edit of the model in the stack file ends it; taking
`upgrade` out does not, since it asks for what runs to stay.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from planner.domain.plan import Deployment, Plan
from planner.domain.terms import Family, Upgrade
from planner.emit import naming

Resources = Mapping[str, object]

_DEPLOYMENT = "azure-native:cognitiveservices:Deployment"


def asked(planned: Deployment) -> str:
    """The model and version that a deployment is sent with, as the state remembers them."""
    return f"{planned.model}@{planned.version}"


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
    unedited = last == asked(planned) if last else stands in (None, planned.model)
    return unedited and (planned.settings.upgrade != Upgrade.NEVER or bool(held.get("follows")))


def _remembered(resources: Resources) -> dict[str, Mapping[str, Any]]:
    """What the accounts' components remember of each deployment."""
    found: dict[str, Mapping[str, Any]] = {}
    for outputs in _outputs(resources, ""):
        remembers = outputs.get("remembers")
        holds = remembers.get("holds") if isinstance(remembers, Mapping) else None
        rows = holds.items() if isinstance(holds, Mapping) else ()
        found |= {str(name): held for name, held in rows if isinstance(held, Mapping)}
    return found


def _standing(resources: Resources) -> dict[str, str]:
    found: dict[str, str] = {}
    for urn, resource in resources.items():
        for outputs in _outputs({urn: resource}, _DEPLOYMENT):
            properties = outputs.get("properties")
            model = properties.get("model") if isinstance(properties, Mapping) else None
            if isinstance(model, Mapping):
                found[urn.rpartition("::")[2]] = str(model.get("name"))
    return found


def _outputs(resources: Resources, kind: str) -> Iterator[Mapping[str, Any]]:
    for urn, resource in resources.items():
        outputs = resource.get("outputs") if isinstance(resource, Mapping) else None
        if isinstance(outputs, Mapping) and kind in urn:
            yield outputs
