"""What planning returns: what would be deployed where, what was refused, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from planner.domain.deployment import DeploymentSettings
from planner.domain.finding import Finding, Rule
from planner.domain.offering import Correction
from planner.domain.publishers import OPENAI, full_model
from planner.domain.rates import capacity_unit
from planner.domain.sent import Sent, Where
from planner.domain.settings import CREATE, AccountSettings
from planner.domain.terms import (
    Action,
    CapacityUnit,
    DeploymentType,
    Environment,
    Family,
    TrainingType,
    Upgrade,
    Use,
    Verdict,
    parse_deployment_type,
)


@dataclass(frozen=True, slots=True)
class CatalogRef:
    """Which snapshot a plan was made with."""

    snapshot: str
    sha256: str
    date: date
    """The day of its oldest public availability table."""
    age: int = 0
    """Days from then to the day of the plan; below 0 where that is earlier."""


@dataclass(frozen=True, slots=True)
class Choice:
    """An offering that the checks leave a workload, as data for placement.

    `order` is the user's order of preference: position of the type, then of the region; of a
    workload that leaves its region open, how far that is from where the stack is, in steps.
    """

    type: DeploymentType | TrainingType
    region: str
    geography: str
    order: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Rejection:
    """An offering that a workload permits and a rule does not."""

    type: DeploymentType | TrainingType
    region: str
    reasons: Mapping[Rule, str]
    """Why, by rule: every reason, not the first."""


@dataclass(frozen=True, slots=True)
class Relaxation:
    """A small change of one workload that was tried: with it, the workload fits."""

    workload: str
    change: Mapping[str, Any]
    """Workload keys with new values, as a stack file spells them."""
    text: str
    """The same in words: `10 fewer PTU`, `residency eu instead of sweden`."""
    gives: tuple[Choice, ...]
    """What it would get, one a replica."""
    distance: int
    """How far it goes from what was asked for; small is near."""


@dataclass(frozen=True, slots=True)
class Decided:
    """What speaks for a place against another one, when all workloads are placed anew for that."""

    level: str
    """What was counted, as docs/placement.md lists it."""
    why: str
    """`fewer accounts than with standard in eastus2: 1, not 2`."""
    value: int
    otherwise: int
    """The same number with the other place; it is larger."""
    instead: Choice
    """The other place."""


@dataclass(frozen=True, slots=True)
class Deployment:
    """One Azure deployment of the plan; `capacity` is in ARM's units."""

    workload: str
    name: str
    account: str
    region: str
    model: str
    version: str
    use: Use
    type: DeploymentType
    capacity: int
    settings: DeploymentSettings = field(default_factory=DeploymentSettings.left_out)
    """As the workload has them; `spillover` is the name of a deployment in the same account."""
    source_account: str | None = None
    """ARM id of the account that trained the model, when it is another one."""
    import_id: str | None = None
    """ARM id under which it is adopted; None when it is made. For one run: the lock forgets it."""
    publisher: str = OPENAI

    @property
    def full_model(self) -> str:
        """The model as a stack file names it."""
        return full_model(self.model, self.publisher)

    @property
    def sku(self) -> str:
        """The type in ARM's spelling."""
        return self.type.sku

    @property
    def unit(self) -> CapacityUnit:
        """What its capacity counts."""
        return capacity_unit(self.model, self.type)


@dataclass(frozen=True, slots=True)
class TrainingPlace:
    """An account in which a training workload's jobs can run; no deployment."""

    workload: str
    account: str
    region: str
    model: str
    version: str
    type: TrainingType
    publisher: str = OPENAI

    @property
    def full_model(self) -> str:
        """The model as a stack file names it."""
        return full_model(self.model, self.publisher)

    @property
    def name(self) -> str:
        """What it is called: it has no name in Azure."""
        return self.workload


Place = Deployment | TrainingPlace
"""What stands of a workload in one account."""


@dataclass(frozen=True, slots=True)
class Account:
    """One Cognitive Services account of the plan."""

    name: str
    region: str
    kind: str
    subdomain: str
    number: int = 1
    """Which of the region's accounts it is, in the order in which they were needed; each team's
    are counted by themselves."""
    import_id: str | None = None
    """ARM id under which it is adopted; None when it is made. For one run: the lock forgets it."""
    team: str | None = None
    """Whose it is; None for the accounts of workloads without a team."""
    adopted: bool = False
    """It was not made by the stack (it is taken over now, or the lock remembers that it was), and
    nobody said that the stack owns it: it stays in Azure when it leaves the stack."""
    team_says: tuple[str, ...] = ()
    """Keys that the team's section under `accounts.teams` has, sorted: what the account loses when
    the section is gone. Empty without one, and where nobody knows."""


@dataclass(frozen=True, slots=True)
class Group:
    """The resource group that holds a stack's accounts."""

    name: str
    location: str = ""
    """Its region; empty for one that is somebody else's, since only Azure knows it."""
    exists: bool = False
    """It is somebody else's: it is used, and neither changed nor deleted."""
    shared: bool = False
    """An adopted account stands in it, or stood: it stays in Azure when the stack goes."""


@dataclass(frozen=True, slots=True, order=True)
class Pool:
    """Quota that deployments share: a usage name, and how far it reaches."""

    name: str
    """The usage name, as ARM's usages list spells it: `OpenAI.GlobalStandard.gpt-5.1`."""
    scope: str
    """`subscription`, a data zone (`eu`) or a region's slug."""

    @property
    def unit(self) -> CapacityUnit | None:
        """What it counts, by its name `OpenAI.<Sku>.<model>`; None for a counter of other things."""
        _, _, rest = self.name.partition(".")
        sku, _, model = rest.partition(".")
        type_ = parse_deployment_type(sku)
        return capacity_unit(model, type_) if type_ else None

    def __str__(self) -> str:
        return self.name if self.scope == SUBSCRIPTION else f"{self.name}@{self.scope}"


SUBSCRIPTION = "subscription"
"""The scope of a pool that all regions of a subscription share."""


@dataclass(frozen=True, slots=True)
class PoolUse:
    """What the plan takes of one pool; numbers in ARM's capacity units."""

    pool: Pool
    used: int
    limit: int | None
    """None when nobody says."""
    said_by: str
    """Where the limit was read: `subscription.quota`, `tier 1, docs 2026-08-20`; empty for unknown."""
    workloads: tuple[str, ...]
    """Who uses it, sorted."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A workload that every check lets through and for which there is no quota left."""

    workload: str
    short: tuple[PoolUse, ...]
    """The pools of its choices that have too little left, the preferred choice's first; `used`
    is what the others take."""
    needed: int
    """What the workload needs at least of the first of them, all replicas together."""


@dataclass(frozen=True, slots=True)
class Move:
    """A deployment that stands elsewhere than the lock says: it is deleted here and made there."""

    workload: str
    before: Place
    after: Place | None
    """None when the workload no longer has as many replicas."""
    down: bool
    """It is deleted before the new one is made; else both stand for a while."""
    twice: int
    """Capacity that the new one needs of `pool` while the old one still holds its own there."""
    pool: Pool | None = None
    """The pool that both draw on; None when they share none, or not at the same time."""

    @property
    def retypes(self) -> bool:
        """It becomes another type in its account, as which it is made anew."""
        after, before = self.after, self.before
        return after is not None and after.account == before.account and after.type != before.type


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One thing that is otherwise about a part of the plan; None is nothing at all."""

    name: str
    before: object
    after: object

    def __str__(self) -> str:
        return f"{self.name.replace('_', ' ')} {_worded(self.before)} -> {_worded(self.after)}"


def _worded(value: object) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{key}={each}" for key, each in sorted(value.items())) or "none"
    return "none" if value is None else str(value)


@dataclass(frozen=True, slots=True)
class PlannedChange:
    """What applying the plan does to one deployment, place to train, account or group."""

    action: Action
    workload: str | None
    """None for an account and for a group."""
    name: str
    account: str
    """Empty for a group."""
    region: str
    """Where it stands afterwards; of what is deleted, where it stood."""
    before: Place | Account | Group | None
    """As the lock has it; None for what is added."""
    after: Place | Account | Group | None
    """None for what is deleted."""
    fields: tuple[FieldChange, ...] = ()
    """What is otherwise, in the order of the part's fields; empty for what is added or deleted."""
    why: str = ""
    """For people: nothing decides on it."""
    down: bool = False
    """It does not answer for a while, or never again."""
    protected: bool = False
    """It has to be deleted, and Pulumi refuses that until somebody unprotects it."""
    move: Move | None = None
    """The order of things and the quota, for what is made anew."""


@dataclass(frozen=True, slots=True)
class WorkloadPlan:
    """What became of one workload."""

    name: str
    verdict: Verdict
    model: str
    version: str
    use: Use
    chosen: tuple[Choice, ...]
    """Empty when refused; one a replica otherwise."""
    runners_up: tuple[Choice, ...] = ()
    rejections: tuple[Rejection, ...] = ()
    kept: bool = False
    """It stands as the lock says although a new deployment of it would be refused."""
    owner: str | None = None
    """Who answers for it, where the stack file says so."""
    publisher: str = OPENAI

    @property
    def full_model(self) -> str:
        """The model as a stack file names it."""
        return full_model(self.model, self.publisher)


@dataclass(frozen=True, slots=True)
class Kept:
    """A deployment that exists and has become refused; it stays, protected, with a warning."""

    workload: str
    findings: tuple[Finding, ...]
    """What would refuse a new one, as grave as `Plan.findings` has it: a warning, unless an edit
    is to blame or what runs does not answer."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The one result of planning; everything that is shown or deployed is read off it."""

    stack: str
    environment: str
    as_of: date
    as_of_pinned: bool
    """True when the stack file itself fixes the day."""
    catalog: CatalogRef
    resource_group: str
    location: str
    """Region of the resource group; empty when nothing is placed."""
    group_exists: bool = False
    """The resource group is somebody else's: it is used, and neither changed nor deleted."""
    group_released: bool = False
    """The stack made the group and now names it by its id, or adopted accounts stand in it: it
    stays when the stack goes."""
    tags: Mapping[str, str] = field(default_factory=dict)
    """Tags of what belongs to the stack as a whole: its group and its DNS zones."""
    settings: Mapping[str, AccountSettings] = field(default_factory=dict)
    """Settings by name of the account, with what its region overrides and the stack's own tag:
    nothing is left to be merged or looked up by whoever writes the account."""
    accounts: tuple[Account, ...] = ()
    deployments: tuple[Deployment, ...] = ()
    training: tuple[TrainingPlace, ...] = ()
    workloads: Mapping[str, WorkloadPlan] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    kept: tuple[Kept, ...] = ()
    moves: tuple[Move, ...] = ()
    """What the lock knows elsewhere, by workload; empty without a lock."""
    retyped: frozenset[str] = frozenset()
    """Workloads that become another type in their account, as which they are made anew."""
    guarded: tuple[Deployment, ...] = ()
    """What runs, is protected, and is replaced where it stands: what comes instead is protected
    too, since Pulumi then refuses the replacement until somebody unprotects what runs."""
    sent: Mapping[Where, Sent] = field(default_factory=dict)
    """What was asked for last of the deployments that run and stay where they are."""
    times_moved: Mapping[str, int] = field(default_factory=dict)
    """How often each workload was given other places, this run counted; by name, where it was."""
    under_lock: bool = False
    """It was made under a lock; otherwise nobody knows what runs."""
    changes: tuple[PlannedChange, ...] = ()
    """What applying it does to what the lock knows, deletions first; see `domain.changes`."""
    pools: tuple[PoolUse, ...] = ()
    """The quota pools that the deployments draw on, sorted."""
    counters: tuple[PoolUse, ...] = ()
    """How many accounts of each kind stand in each region, sorted."""
    proven: bool = True
    """False when the search for the best placement ran out of its bound; `gap` says how far."""
    gap: str = ""
    """How much better an unseen placement might be, in words; empty when proven."""
    corrections: tuple[Correction, ...] = ()

    @property
    def group(self) -> Group | None:
        """The resource group that it needs; None when there is nothing to put into one."""
        if not self.accounts:
            return None
        location = "" if self.group_exists else self.location
        return Group(self.resource_group, location, self.group_exists)

    @property
    def refused(self) -> tuple[str, ...]:
        """Names of the workloads that are not let through, sorted."""
        return tuple(n for n, w in sorted(self.workloads.items()) if w.verdict is not Verdict.OK)

    @property
    def kept_workloads(self) -> tuple[str, ...]:
        """Names of the workloads that stay as they are although they would be refused, sorted."""
        return tuple(sorted(each.workload for each in self.kept))

    @property
    def not_deployed(self) -> tuple[str, ...]:
        """Names of the refused workloads of which nothing stands, sorted."""
        kept = {each.workload for each in self.kept}
        return tuple(name for name in self.refused if name not in kept)

    def against(self, workload: str | None) -> tuple[Finding, ...]:
        """What refuses a workload, or with None speaks against the stack as a whole."""
        found = (f for f in self.findings if f.workload == workload)
        return tuple(f for f in found if f.verdict is not Verdict.OK)

    @property
    def protects_accounts(self) -> bool:
        """Accounts and their group are protected in prod.

        A deleted one is gone from its users at once, and its name and subdomain are taken for
        48 hours. A group that is deleted takes protected accounts along.
        """
        return self.environment == Environment.PROD

    def protects(self, deployment: Deployment) -> bool:
        """Whether Pulumi must not delete it: it, or what it replaces, may not be had again.

        That is so of what is provisioned, and of what is kept.
        """
        provisioned = deployment.type.family is Family.PROVISIONED
        kept = any(kept.workload == deployment.workload for kept in self.kept)
        return provisioned or kept or self.guarded_by(deployment) is not None

    def guarded_by(self, deployment: Deployment) -> Deployment | None:
        """What runs protected in the place of a deployment, and is replaced by it."""
        spot = deployment.workload, deployment.region
        return next((g for g in self.guarded if (g.workload, g.region) == spot), None)

    def sent_before(self, deployment: Deployment) -> Sent | None:
        """What was asked for last in the place of a deployment; None where nothing runs there."""
        return self.sent.get((deployment.workload, deployment.region))

    def edits_model(self, deployment: Deployment) -> bool:
        """Whether another model or version is asked for than the last time."""
        last = self.sent_before(deployment)
        return last is not None and not last.asks_for(deployment.full_model, deployment.version)

    def may_be_moved(self, deployment: Deployment) -> bool:
        """Whether the service may move it to another version or model from now on.

        Never what is provisioned. Taking `upgrade` out asks for what runs to stay, so what was moved
        before counts until another model or version is asked for.
        """
        if deployment.type.family is Family.PROVISIONED:
            return False
        last = self.sent_before(deployment)
        before = last is not None and last.followed and not self.edits_model(deployment)
        return deployment.settings.upgrade is not Upgrade.NEVER or before

    def follows(self, deployment: Deployment) -> bool:
        """Whether its model and version are left as they stand.

        The next unrelated edit would roll them back, and another model is a deletion.
        """
        return self.may_be_moved(deployment) and not self.edits_model(deployment)

    @property
    def places(self) -> tuple[Place, ...]:
        """All that stands of workloads."""
        return (*self.deployments, *self.training)

    @property
    def unchanged(self) -> int:
        """How many places stay as the lock has them."""
        touched = (c for c in self.changes if c.workload is not None and c.after is not None)
        return len(self.places) - sum(1 for _ in touched)

    @property
    def protected(self) -> tuple[str, ...]:
        """What Pulumi must not delete, sorted: accounts by name, deployments as `account/name`."""
        accounts = [each.name for each in self.accounts if self.protects_accounts]
        deployments = [f"{d.account}/{d.name}" for d in self.deployments if self.protects(d)]
        return tuple(sorted([*accounts, *deployments]))

    @property
    def zone_networks(self) -> tuple[str, ...]:
        """ARM ids of the networks that the DNS zones which are made are linked to, sorted.

        A network is linked once, however many of its subnets have endpoints.
        """
        found: dict[str, str] = {}
        for account in self.accounts:
            endpoint = self.settings[account.name].reach.private_endpoint
            if endpoint.subnet is not None and endpoint.dns == (CREATE,):
                id_ = endpoint.subnet.rpartition("/subnets/")[0]
                found.setdefault(id_.casefold(), id_)
        return tuple(found[key] for key in sorted(found))

    @property
    def complete(self) -> bool:
        """Every workload is placed."""
        return not self.refused

    @property
    def applyable(self) -> bool:
        """There is something to deploy, and no finding about the stack as a whole forbids it."""
        whole = (f for f in self.findings if f.workload is None)
        placed = bool(self.accounts) or not self.workloads
        return placed and all(f.verdict is not Verdict.FAIL for f in whole)

    @property
    def verdict(self) -> Verdict:
        """The worst verdict of the stack and its workloads."""
        verdicts = {f.verdict for f in self.findings if f.workload is None}
        verdicts |= {w.verdict for w in self.workloads.values()}
        return next((v for v in (Verdict.FAIL, Verdict.UNVERIFIED) if v in verdicts), Verdict.OK)

    def findings_of(self, workload: str) -> tuple[Finding, ...]:
        """The findings about one workload, in the plan's order."""
        return tuple(f for f in self.findings if f.workload == workload)
