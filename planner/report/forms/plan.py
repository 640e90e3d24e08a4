"""What `planner plan --json` says: what would be deployed where, and what was refused."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from planner.domain.offering import Correction
from planner.domain.plan import (
    Account,
    Deployment,
    Group,
    Move,
    Place,
    Plan,
    PlannedChange,
    PoolUse,
    TrainingPlace,
)
from planner.domain.sent import Sent, Where
from planner.domain.terms import (
    Action,
    CapacityUnit,
    DeploymentType,
    Environment,
    TrainingType,
    Use,
    Verdict,
)
from planner.report.forms.base import VERSION, Version, fill, form
from planner.report.forms.common import AnyType, CatalogForm, catalog_form
from planner.report.forms.findings import FindingForm, RefusedForm, findings_form, refused_form
from planner.report.plan import PlanReport


@form
class AccountForm:
    """One Cognitive Services account."""

    name: str
    region: str
    kind: str
    subdomain: str
    number: int
    """Which of the region's accounts it is, in the order in which they were needed."""
    import_id: str | None
    """ARM id under which it is adopted; null when it is made."""
    team: str | None
    """Whose it is; null for nobody's."""
    adopted: bool
    """It was taken over, not made by the stack: it stays in Azure when it leaves the stack."""
    team_says: tuple[str, ...]
    """Keys that the team's section under `accounts.teams` has, sorted."""


@form
class DeploymentForm:
    """One deployment."""

    workload: str
    name: str
    account: str
    region: str
    model: str
    publisher: str
    """As ARM spells it in `model.format`."""
    version: str
    deployment_type: DeploymentType
    sku: str
    """The deployment type as ARM spells it."""
    capacity: int
    """What ARM calls `sku.capacity`."""
    unit: CapacityUnit
    """What `capacity` counts."""
    settings: Mapping[str, Any]
    """The workload's keys that are handed on as they are, by their names in a stack file."""
    use: Use
    """Whether it serves the model as it is or a trained one."""
    source_account: str | None
    """ARM id of the account that trained the model, when it is another one."""
    import_id: str | None
    """ARM id under which it is adopted; null when it is made."""


@form
class SentForm:
    """What was asked for last of a deployment that runs."""

    workload: str
    region: str
    model: str
    version: str | None
    """Null where nobody says it: any version may be what was asked for."""
    followed: bool
    """The service may have moved it since, to another version or model."""
    stands: str | None
    """As what it stood, as `model@version`; null where only a lock is known."""


@form
class TrainingForm:
    """An account in which a training workload's jobs can run."""

    workload: str
    account: str
    region: str
    model: str
    publisher: str
    """As ARM spells it in `model.format`."""
    version: str
    deployment_type: TrainingType
    """The training type."""
    sku: None
    """Always null: training is no deployment."""


@form
class PlaceForm:
    """Where one deployment, or one place to train, stands, and as what."""

    region: str
    account: str
    name: str | None
    """What the deployment is called; null for a place to train."""
    deployment_type: AnyType
    model: str
    publisher: str
    """As ARM spells it in `model.format`."""
    version: str


@form
class MoveForm:
    """A deployment that stands elsewhere than the lock says."""

    workload: str
    from_: PlaceForm
    to: PlaceForm | None
    """Null when it is given up."""
    down: bool
    """It is deleted before the new one is made; else both stand for a while."""
    quota_twice: int
    """Capacity that the new one needs while the old one still holds its own of the same pool."""
    unit: CapacityUnit | None
    """What `quota_twice` counts; null for training."""


@form
class FieldChangeForm:
    """One thing that is otherwise."""

    name: str
    before: Any
    """Null for nothing."""
    after: Any


@form
class GroupForm:
    """A resource group."""

    name: str
    location: str
    """Empty for one that is somebody else's."""
    exists: bool
    """It is somebody else's: it is used, and neither changed nor deleted."""


@form
class ChangeForm:
    """What applying the plan does to one deployment, place to train, account or resource group."""

    action: Action
    """`replaced` is deleted and made anew in its account, `moved` in another one; `kept` is left as
    it is, since a new one of it would be refused."""
    workload: str | None
    """Null for an account and for a resource group."""
    name: str
    account: str
    """Empty for a resource group."""
    region: str
    """Where it stands afterwards; of what is deleted, where it stood."""
    before: DeploymentForm | TrainingForm | AccountForm | GroupForm | None
    """As the lock has it; null for what is added."""
    after: DeploymentForm | TrainingForm | AccountForm | GroupForm | None
    """Null for what is deleted."""
    fields: tuple[FieldChangeForm, ...]
    why: str
    """For people; empty where the rest says it."""
    down: bool
    """It does not answer for a while, or never again."""
    protected: bool
    """It has to be deleted, and Pulumi refuses that until somebody unprotects it."""


@form
class PoolForm:
    """What is taken of one quota pool."""

    pool: str
    """The usage name, as ARM's usages list spells it."""
    scope: str
    """`subscription`, a data zone or a region."""
    used: int
    limit: int | None
    """Null when nobody says."""
    unit: CapacityUnit | None
    """What `used` and `limit` count."""
    source: str
    """Who says the limit; empty when nobody does."""
    workloads: tuple[str, ...]


@form
class CorrectionForm:
    """A documented fact that the catalog changed."""

    id: str
    date: date
    subject: str
    was: str
    now: str
    reason: str


@form
class PlannedWorkloadForm:
    """What became of one workload."""

    verdict: Verdict
    model: str
    publisher: str
    """As ARM spells it in `model.format`."""
    version: str
    use: Use
    kept: bool
    """It stands as the lock says although a new deployment of it would be refused."""
    owner: str | None
    """Who answers for it; null where the stack file does not say."""


@form
class PlanForm:
    """What would be deployed where, and what was refused."""

    format_version: Version = VERSION
    stack: str
    environment: Environment
    as_of: date
    """The day that was planned for."""
    as_of_pinned: bool
    """True when the stack file itself fixes the day."""
    catalog: CatalogForm
    verdict: Verdict
    """The worst verdict of the stack and its workloads."""
    complete: bool
    """Every workload is placed."""
    applyable: bool
    """There is something to deploy, and no finding about the stack as a whole forbids it."""
    resource_group: str
    location: str
    """Region of the resource group; empty when nothing is placed."""
    group_exists: bool
    """The resource group is somebody else's: it is used, and neither changed nor deleted."""
    group_released: bool
    """The stack made the group and now names it by its id: it stays when the stack is destroyed."""
    tags: Mapping[str, str]
    """Tags of what belongs to the stack as a whole: its group and its DNS zones."""
    settings: Mapping[str, Mapping[str, Any]]
    """What each account is like, by its name: the keys of `accounts` in a stack file, resolved for
    its region, defaults included and short forms written out."""
    protected: tuple[str, ...]
    """What Pulumi does not delete until somebody unprotects it: accounts by name, deployments as
    `account/deployment`."""
    retyped: tuple[str, ...]
    """Workloads that become another type in their account, as which they are made anew."""
    guarded: tuple[DeploymentForm, ...]
    """What runs, is protected, and is replaced where it stands."""
    sent: tuple[SentForm, ...]
    """What was asked for last of the deployments that run and stay where they are: what the service
    moved since, by their `upgrade`, is left as it stands."""
    times_moved: Mapping[str, int]
    """How often a workload was given other places, this plan counted; by name, where it was."""
    workloads: Mapping[str, PlannedWorkloadForm]
    """What became of each workload, by name, sorted."""
    accounts: tuple[AccountForm, ...]
    deployments: tuple[DeploymentForm, ...]
    training: tuple[TrainingForm, ...]
    refused: tuple[RefusedForm, ...]
    """Workloads of which nothing is deployed."""
    kept: tuple[RefusedForm, ...]
    """What stays although a new deployment of it would be refused."""
    moves: tuple[MoveForm, ...]
    under_lock: bool
    """It was made under a lock; otherwise nobody knows what runs, and all of it counts as added."""
    changes: tuple[ChangeForm, ...]
    """What applying the plan does to what the lock knows, deletions first. What stays as it is is
    not among them."""
    pools: tuple[PoolForm, ...]
    proven: bool
    """False when the search for the best placement ran out of its bound."""
    gap: str
    """How much better an unseen placement might be, in words; empty when proven."""
    findings: tuple[FindingForm, ...]
    corrections: tuple[CorrectionForm, ...]


def _sent_form(spot: Where, sent: Sent) -> SentForm:
    return fill(SentForm, sent, workload=spot[0], region=spot[1])


def plan_form(plan: Plan) -> PlanForm:
    """The form of a plan."""
    return fill(
        PlanForm,
        plan,
        catalog=catalog_form(plan.catalog),
        settings={name: each.plain() for name, each in plan.settings.items()},
        retyped=tuple(sorted(plan.retyped)),
        guarded=tuple(map(_deployment_form, plan.guarded)),
        sent=tuple(_sent_form(spot, sent) for spot, sent in sorted(plan.sent.items())),
        workloads={n: fill(PlannedWorkloadForm, w) for n, w in sorted(plan.workloads.items())},
        accounts=tuple(fill(AccountForm, account) for account in plan.accounts),
        deployments=tuple(map(_deployment_form, plan.deployments)),
        training=tuple(map(_training_form, plan.training)),
        refused=refused_forms(plan),
        kept=kept_forms(plan),
        moves=tuple(map(move_form, plan.moves)),
        changes=tuple(map(_change_form, plan.changes)),
        pools=tuple(map(_pool_form, plan.pools)),
        findings=findings_form(plan.findings),
        corrections=tuple(map(correction_form, plan.corrections)),
    )


def refused_forms(plan: Plan) -> tuple[RefusedForm, ...]:
    """The form of each refused workload of which nothing stands, with what refuses it."""
    names = plan.not_deployed
    return tuple(refused_form(name, plan.against(name)) for name in names)


def kept_forms(plan: Plan) -> tuple[RefusedForm, ...]:
    """The form of what stays although a new deployment of it would be refused."""
    return tuple(refused_form(kept.workload, kept.findings) for kept in plan.kept)


def move_form(move: Move) -> MoveForm:
    """The form of a deployment that stands elsewhere than the lock says."""
    return fill(
        MoveForm,
        move,
        from_=_place_form(move.before),
        to=_place_form(move.after) if move.after else None,
        quota_twice=move.twice,
        unit=move.before.unit if isinstance(move.before, Deployment) else None,
    )


def _change_form(change: PlannedChange) -> ChangeForm:
    return fill(
        ChangeForm,
        change,
        before=_part_form(change.before),
        after=_part_form(change.after),
        fields=tuple(fill(FieldChangeForm, each) for each in change.fields),
    )


def _part_form(
    part: Place | Account | Group | None,
) -> DeploymentForm | TrainingForm | AccountForm | GroupForm | None:
    if isinstance(part, Group):
        return fill(GroupForm, part)
    if isinstance(part, Account):
        return fill(AccountForm, part)
    if part is None:
        return None
    return _deployment_form(part) if isinstance(part, Deployment) else _training_form(part)


def correction_form(correction: Correction) -> CorrectionForm:
    """The form of a documented fact that the catalog changed."""
    return fill(CorrectionForm, correction)


def _deployment_form(deployment: Deployment) -> DeploymentForm:
    return fill(
        DeploymentForm,
        deployment,
        deployment_type=deployment.type,
        settings=dict(deployment.settings),
    )


def _training_form(place: TrainingPlace) -> TrainingForm:
    return fill(TrainingForm, place, deployment_type=place.type, sku=None)


def _place_form(place: Deployment | TrainingPlace) -> PlaceForm:
    name = place.name if isinstance(place, Deployment) else None
    return fill(PlaceForm, place, deployment_type=place.type, name=name)


def _pool_form(use: PoolUse) -> PoolForm:
    pool = use.pool
    return fill(PoolForm, use, pool=pool.name, scope=pool.scope, unit=pool.unit, source=use.said_by)


def form_of(report: PlanReport) -> PlanForm:
    """The form of a report of `planner.report.plan`."""
    return plan_form(report.plan)
