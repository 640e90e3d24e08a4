"""What happens by itself when time passes.

Sources: soft delete of 48 hours (recover-purge-resources.md); developer deployments of 24 hours
and idle fine-tuned ones of 15 days (fine-tuning-deploy.md, 2026-10-06); version upgrades
(working-with-models.md), never of provisioned or batch deployments.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tests.fake_azure import quota
from tests.fake_azure.accounts import ACCOUNT
from tests.fake_azure.asked import moment
from tests.fake_azure.deployments import default_of, model_of
from tests.fake_azure.facts import BASE, DEVELOPER, FINE_TUNED, STANDARD, Facts
from tests.fake_azure.ids import ArmId
from tests.fake_azure.settings import Settings
from tests.fake_azure.store import Deleted, Operation, Resource, State

HOUR, DAY = 3600.0, 86400.0
GRAVE, DEVELOPER_LIFE, IDLE = 48 * HOUR, 24 * HOUR, 15 * DAY
_PAUSE = 60.0
"""Slow changes are looked for once a minute of the world's time."""

NEVER, EXPIRED, NEW_DEFAULT = (
    "NoAutoUpgrade",
    "OnceCurrentVersionExpired",
    "OnceNewDefaultVersionAvailable",
)


@dataclass(frozen=True)
class Aging:
    """The world at a moment, being brought up to it."""

    state: State
    facts: Facts
    settings: Settings
    now: float

    def bring_up(self, *, all_of_it: bool = False) -> None:
        """Finish operations that are over; then, if it is time, what changes slowly."""
        over = sorted((o for o in self.state.operations() if o.ends <= self.now), key=_end)
        for operation in over:
            self._finish(operation)
        last = self.state.read("meta", "aged") or 0.0
        if all_of_it or self.now - last >= _PAUSE:
            self.state.write("meta", "aged", self.now)
            self._forget_graves()
            self._expire()
            self._upgrade()

    def _finish(self, operation: Operation) -> None:
        rid = ArmId.of(operation.id)
        self.state.erase("operation", rid.key)
        if operation.verb == "delete":
            remove(self.state, rid, operation.ends)
            return
        resource = self.state.get(rid)
        if resource is None:
            return
        resource.failed = operation.fails
        if rid.type == ACCOUNT:
            resource.settles = operation.ends + operation.settling
        self.state.put(resource)

    def _forget_graves(self) -> None:
        for grave in self.state.deleted():
            if self.now - grave.at >= GRAVE:
                self.state.erase("deleted", grave.account.arm.key)

    def _expire(self) -> None:
        for each in self.state.of_type(quota.DEPLOYMENT):
            if self._is_over(each):
                self.state.drop(each.arm)

    def _is_over(self, deployment: Resource) -> bool:
        if deployment.body["sku"]["name"] == DEVELOPER:
            return self.now - deployment.made >= DEVELOPER_LIFE
        tuned = model_of(deployment.body).use == FINE_TUNED
        return tuned and self.now - deployment.used > IDLE

    def _upgrade(self) -> None:
        for each in self.state.of_type(quota.DEPLOYMENT):
            standard = each.body["sku"]["name"] in STANDARD
            target = self._target(each) if standard else None
            if target:
                self._move(each, *target)

    def _target(self, deployment: Resource) -> tuple[str, str] | None:
        """(model, version) that the service moves a deployment to, or None."""
        model = model_of(deployment.body)
        option = deployment.properties.get("versionUpgradeOption") or EXPIRED
        if model.use != BASE or option == NEVER:
            return None
        default = (model.base, self._default(model.base))
        if option == NEW_DEFAULT and default[1] != model.version:
            return default if self._here(deployment, *default) else None
        sku = str(deployment.body["sku"]["name"])
        if not self.facts.retired(model.base, model.version, BASE, self._today, sku):
            return None
        choices = [*self._replacements(model.base, model.version), default]
        return next((c for c in choices if self._here(deployment, *c)), None)

    @property
    def _today(self) -> date:
        return moment(self.now).date()

    def _default(self, model: str) -> str:
        return default_of(self.state, self.facts, self.settings, self._today, model)

    def _replacements(self, model: str, version: str) -> list[tuple[str, str]]:
        """What the schedule names as successor, `model` or `model@version`."""
        rows = self.facts.lives.get((model, version, BASE), ())
        named = [row.replacement.partition("@") for row in rows if row.replacement]
        return [(name, pinned or self._default(name)) for name, _, pinned in named]

    def _here(self, deployment: Resource, model: str, version: str) -> bool:
        """Whether a version lives and is offered where the deployment stands, as its type."""
        account = deployment.arm.parent and self.state.get(deployment.arm.parent)
        skus = self.facts.offered.get((model, version, BASE), {})
        sku = str(deployment.body["sku"]["name"])
        regions = skus.get(sku, frozenset())
        lives = not self.facts.retired(model, version, BASE, self._today, sku)
        return lives and isinstance(account, Resource) and account.body["location"] in regions

    def _move(self, deployment: Resource, model: str, version: str) -> None:
        name = model.rpartition("/")[2]
        deployment.properties["model"].update(name=name, version=version)
        account = deployment.arm.parent and self.state.get(deployment.arm.parent)
        region = str(account.body["location"]) if isinstance(account, Resource) else ""
        sku = str(deployment.body["sku"]["name"])
        deployment.pool = quota.pool(self.settings, self.facts, region, model, sku).key
        self.state.put(deployment)


def _end(operation: Operation) -> float:
    return operation.ends


def remove(state: State, rid: ArmId, at: float) -> None:
    """Take a resource out of the world; accounts are only soft-deleted, with all they hold."""
    resource = state.get(rid)
    inside = [r for r in state.below(rid) if r.arm.type == ACCOUNT]
    for account in [resource, *inside] if resource else inside:
        if account is not None and account.arm.type == ACCOUNT:
            own = [r for r in state.below(account.arm) if r.arm.type.startswith(f"{ACCOUNT}/")]
            state.bury(Deleted(account, own, at))
    state.drop(rid)
