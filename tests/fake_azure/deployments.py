"""What ARM allows of a model deployment.

Sources: error texts in `errors.py`; availability, sizes and lifecycle in `facts.py`; what changes
in place in working-with-models.md of 2026 and the reports named beside each refusal.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from tests.fake_azure import filters, quota
from tests.fake_azure.asked import Asked
from tests.fake_azure.errors import refuse
from tests.fake_azure.facts import BASE, BATCH, FINE_TUNED, PROVISIONED, SKUS, STANDARD, Facts
from tests.fake_azure.settings import Settings
from tests.fake_azure.store import Resource, State

DEPLOYMENT = quota.DEPLOYMENT
OPENAI = "OpenAI"
MOST, MOST_FINE_TUNED = 32, 10
"""Deployments of one account; quotas-limits page, 2026-08-20."""

_TRAINED = re.compile(
    r"(?P<base>.+?)-(?P<version>\d{4}(-\d\d-\d\d)?)\.ft-[0-9a-f]{32}.*", re.IGNORECASE
)
_CHECKPOINT = re.compile(r"(?P<base>.+?)-(?P<version>\d{4}(-\d\d-\d\d)?)[.:]ftchkpt-[0-9a-f]+.*")


@dataclass(frozen=True, slots=True)
class Model:
    """What a deployment serves."""

    format: str
    name: str
    version: str
    base: str
    """Model that it is or was trained from, with its format before it where that is not OpenAI."""
    base_version: str
    use: str

    @property
    def words(self) -> dict[str, str]:
        return {"format": self.format, "model": self.name, "version": self.version}


def model_of(body: dict[str, Any]) -> Model:
    """The model that a deployment's body names; its version may be empty."""
    given = body.get("properties", {}).get("model", {})
    name, version = str(given.get("name", "")), str(given.get("version") or "")
    maker = str(given.get("format", ""))
    listed = name if maker == OPENAI else f"{maker}/{name}"
    trained = _TRAINED.fullmatch(name) or _CHECKPOINT.fullmatch(name)
    if trained:
        base = (trained["base"], trained["version"])
        return Model(maker, name, version, *base, FINE_TUNED)
    return Model(maker, name, version, listed, version, BASE)


def write(asked: Asked) -> str:
    """Refuse or complete a PUT of a deployment; returns the key of its quota pool.

    Raises ArmError.
    """
    account = asked.parent()
    _canonical(asked)
    model = model_of(asked.body)
    if _changes(asked, model):
        _may_be_had(asked, model, account)
    _room_in_account(asked, model, account)
    _references(asked, model, account)
    _size(asked, model)
    pool = _quota(asked, model, account.body["location"])
    _complete(asked, model)
    return pool.key


def _canonical(asked: Asked) -> None:
    """ARM compares SKU names without case, and takes Standard where none is given."""
    sku = asked.body.setdefault("sku", {"name": "Standard"})
    names = {name.lower(): name for name in SKUS.values()}
    sku["name"] = names.get(str(sku.get("name")).lower(), sku.get("name"))
    sku["capacity"] = int(sku.get("capacity") or 1)
    given = asked.properties.setdefault("model", {})
    if not given.get("version"):
        given["version"] = default_version(asked, model_of(asked.body).base)


def default_version(asked: Asked, model: str) -> str:
    """The version a model's deployment gets that asks for none; empty when there is none.

    The model is named as in the facts.
    """
    return default_of(asked.state, asked.facts, asked.settings, asked.today, model)


def default_of(state: State, facts: Facts, settings: Settings, on: date, model: str) -> str:
    """The default version of a model on a day: as said, else the newest that lives."""
    said = state.read("default", model) or settings.default_versions.get(model)
    living = [v for v in facts.versions(model) if not facts.retired(model, v, BASE, on)]
    return str(said or (living[-1] if living else ""))


def _changes(asked: Asked, model: Model) -> bool:
    """Whether the model or the type is another than before; refuses what cannot be changed."""
    if asked.old is None:
        return True
    before, was, now = model_of(asked.old.body), asked.old.body["sku"], asked.body["sku"]
    if was["name"] != now["name"]:
        _another_type(was["name"], now["name"])
    same_family = (before.format, before.name) == (model.format, model.name)
    if not same_family and not (was["name"] == now["name"] and now["name"] in PROVISIONED):
        raise refuse("model-change")
    another_model = not same_family or before.version != model.version
    if another_model and was["capacity"] != now["capacity"]:
        raise refuse("two-changes")
    return another_model or was["name"] != now["name"]


def _another_type(old: str, new: str) -> None:
    """Standard types move among themselves, as Terraform does it; the others do not."""
    if not {old, new} <= STANDARD:
        raise refuse("type-change", old=old, new=new)


def _may_be_had(asked: Asked, model: Model, account: Resource) -> None:
    """Whether the account's kind takes the model's format, and the subscription gets the model."""
    kind = account.body["kind"]
    foreign = model.format != OPENAI
    if foreign and kind == "OpenAI" and asked.settings.holds("kind-format"):
        raise refuse("kind-format", **model.words, kind=kind)
    told = (model.base, model.base_version, BASE) in asked.facts.offered
    named = f"{model.format}:{model.name}@{model.version}" in asked.settings.partner_models
    if foreign and named and not told:
        _of_a_partner(asked, model)
        return
    _lives(asked, model)
    _granted(asked, model)
    _offered(asked, model, account.body["location"])
    _attested(asked, model)


def _of_a_partner(asked: Asked, model: Model) -> None:
    """Where no table speaks of other makers' models, they are offered as GlobalStandard alone."""
    sku = str(asked.body["sku"]["name"])
    if sku != "GlobalStandard":
        raise refuse("sku-not-for-model", sku=sku, model=model.name, version=model.version)


def _attested(asked: Asked, model: Model) -> None:
    """Claude asks who uses it, in a key that no SDK of 2026-11 has."""
    if model.format == "Anthropic" and not asked.properties.get("modelProviderData"):
        raise refuse("no-provider-data")


def _granted(asked: Asked, model: Model) -> None:
    """Limited access: a model by registration or invitation is there for those who have it."""
    key = (model.base, model.base_version, model.use, str(asked.body["sku"]["name"]))
    pins = {model.base, f"{model.base}@{model.base_version}"}
    lacking = key in asked.facts.limited and not pins & {*asked.settings.approved}
    if lacking and asked.settings.holds("limited-access"):
        raise refuse("limited-access", **model.words)


def _lives(asked: Asked, model: Model) -> None:
    key = (model.base, model.base_version, model.use)
    since = asked.facts.retired(*key, asked.today, str(asked.body["sku"]["name"]))
    if since:
        raise refuse("model-retired", **model.words, since=f"{since:%m/%d/%Y}")
    if asked.facts.closing(*key, asked.today) and not _existing_customer(asked, model):
        raise refuse("model-closing", **model.words)


def _existing_customer(asked: Asked, model: Model) -> bool:
    """A subscription that ever deployed that exact version; retirements page, 2026-10-05."""
    pin = f"{model.base}@{model.base_version}"
    return pin in asked.settings.deployed_before or asked.state.read("seen", pin) is not None


def _offered(asked: Asked, model: Model, region: str) -> None:
    sku = str(asked.body["sku"]["name"])
    offered = asked.facts.offered.get((model.base, model.base_version, model.use))
    if offered is None or not _right_version(model):
        raise refuse("model-unknown", **model.words)
    if not offered.get(sku):
        raise refuse("sku-not-for-model", sku=sku, model=model.name, version=model.version)
    if region not in offered[sku]:
        raise refuse("sku-not-here", sku=sku, **model.words, region=region)
    if model.use == FINE_TUNED:
        _trained_somewhere(asked, model, region)


def _right_version(model: Model) -> bool:
    """The version of a fine-tuned model is always 1; fine-tuning-deploy.md, 2026-10-06."""
    return model.use == BASE or model.version == "1"


def _trained_somewhere(asked: Asked, model: Model, region: str) -> None:
    """A model trained in another account needs that account's id, and a region that can train."""
    home = asked.settings.trained.get(model.name)
    account = str(asked.id.parent and asked.id.parent.text)
    source = asked.properties["model"].get("source") or account
    if home is not None and source.lower() != home.lower():
        raise refuse("no-source", model=model.name, account=source)
    if source.lower() != account.lower() and region not in asked.facts.trainable:
        raise refuse("no-source", model=model.name, account=account)


def _room_in_account(asked: Asked, model: Model, account: Resource) -> None:
    if asked.old is not None:
        return
    there = [model_of(r.body) for r in asked.state.below(account.arm, DEPLOYMENT)]
    if len(there) >= MOST:
        raise refuse("too-many-deployments", limit=MOST, what="deployments")
    tuned = sum(m.use == FINE_TUNED for m in there)
    if model.use == FINE_TUNED and tuned >= MOST_FINE_TUNED:
        raise refuse("too-many-deployments", limit=MOST_FINE_TUNED, what="fine-tuned deployments")


def _references(asked: Asked, model: Model, account: Resource) -> None:
    policy = asked.properties.get("raiPolicyName")
    if policy and not filters.stands(asked, policy):
        raise refuse("no-policy", name=policy)
    spillover = asked.properties.get("spilloverDeploymentName")
    if spillover:
        _spillover(asked, model, account, spillover)


def _spillover(asked: Asked, model: Model, account: Resource, name: str) -> None:
    """Provisioned spills over to a standard deployment of the same model and version in the same
    account; spillover page, 2026-07-09."""
    there = {r.arm.name.lower(): r for r in asked.state.below(account.arm, DEPLOYMENT)}
    target = there.get(name.lower())
    if target is None:
        raise refuse("spillover", name=name, why="does not exist in the account")
    if target.body["sku"]["name"] not in STANDARD:
        raise refuse("spillover", name=name, why="is not a standard deployment")
    if asked.body["sku"]["name"] not in PROVISIONED:
        raise refuse("spillover", name=name, why=f"cannot serve {model.name}, not provisioned")
    other = model_of(target.body)
    same = (other.name, other.version) == (model.name, model.version)
    if not same and asked.settings.holds("spillover-model"):
        serves, wanted = f"{other.name} {other.version}", f"{model.name} {model.version}"
        raise refuse("spillover-model", name=name, there=serves, here=wanted)


def _size(asked: Asked, model: Model) -> None:
    sku, capacity = asked.body["sku"]["name"], asked.body["sku"]["capacity"]
    if (
        asked.old is not None
        and capacity == asked.old.capacity
        and sku == asked.old.body["sku"]["name"]
    ):
        return
    size = asked.facts.size(model.base, model.base_version, model.use, sku)
    if not size.minimum <= capacity <= size.maximum:
        raise refuse(
            "capacity-range", capacity=capacity, minimum=size.minimum, maximum=size.maximum
        )
    if not size.fits(capacity):
        raise refuse("capacity-step", capacity=capacity, minimum=size.minimum, step=size.step)


def _quota(asked: Asked, model: Model, region: str) -> quota.Pool:
    """Only the increase counts, when the pool is the same as before."""
    sku = str(asked.body["sku"]["name"])
    tuned = model.use == FINE_TUNED
    pool = quota.pool(asked.settings, asked.facts, region, model.base, sku, fine_tuned=tuned)
    used, limit = quota.used(asked.state, pool), quota.limit(asked.settings, pool)
    held = asked.old.capacity if asked.old is not None and asked.old.pool == pool.key else 0
    more = int(asked.body["sku"]["capacity"]) - held
    if more > 0 and more > limit - used:
        left = max(0, limit - used)
        raise refuse("quota", asked=more, label=pool.label, left=left, used=used, limit=limit)
    _served(asked, sku, region, more)
    return pool


def _served(asked: Asked, sku: str, region: str, more: int) -> None:
    """Quota is a right, not a machine: the service itself may be out of capacity."""
    left = service_left(asked, sku, region)
    if left is not None and more > left:
        raise refuse("service-full", sku=sku, region=region)


def service_left(asked: Asked, sku: str, region: str) -> int | None:
    """Units of an SKU that the service has left in a region; None for more than anyone asks."""
    whole = asked.settings.service_capacity.get(f"{sku}@{region}")
    if whole is None:
        return None
    standing = (r for r in asked.state.of_type(DEPLOYMENT) if r.body["sku"]["name"] == sku)
    return whole - sum(r.capacity for r in standing if _region(asked, r) == region)


def _region(asked: Asked, deployment: Resource) -> str:
    account = deployment.arm.parent and asked.state.get(deployment.arm.parent)
    return str(account.body["location"]) if account else ""


def _complete(asked: Asked, model: Model) -> None:
    """What ARM adds; the upgrade option is not returned when it was not set."""
    sku, capacity = asked.body["sku"]["name"], asked.body["sku"]["capacity"]
    extra: dict[str, Any] = {"capabilities": {"chatCompletion": "true"}}
    if sku in PROVISIONED:
        extra["currentCapacity"] = capacity
        extra["rateLimits"] = [_limit("request", 10, capacity * 3)]
    elif sku not in BATCH:
        extra["rateLimits"] = [
            _limit("request", 10, capacity),
            _limit("token", 60, capacity * 1000),
        ]
    asked.properties.update(extra)
    asked.properties.setdefault("raiPolicyName", "Microsoft.DefaultV2")
    if asked.properties["raiPolicyName"] is None:
        asked.properties["raiPolicyName"] = "Microsoft.DefaultV2"
    asked.state.write("seen", f"{model.base}@{model.base_version}", asked.today.isoformat())


def _limit(key: str, period: int, count: int) -> dict[str, Any]:
    return {"key": key, "renewalPeriod": period, "count": count}


def delete(asked: Asked) -> None:
    """A spill-over target goes after the deployment that names it."""
    account = asked.id.parent
    others = asked.state.below(account, DEPLOYMENT) if account else []
    for other in others:
        named = other.properties.get("spilloverDeploymentName") or ""
        if named.lower() == asked.id.name.lower():
            raise refuse("in-use", name=asked.id.name, user=other.arm.name)
