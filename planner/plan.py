"""What planning returns: what would be deployed where, what was refused, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from planner.accounts import Accounts
from planner.finding import Finding
from planner.offering import Correction
from planner.terms import DeploymentType, TrainingType, Use, Verdict


@dataclass(frozen=True, slots=True)
class CatalogRef:
    """Which snapshot a plan was made with."""

    snapshot: str
    sha256: str
    date: date


@dataclass(frozen=True, slots=True)
class Choice:
    """An offering that the checks leave a workload, as data for placement.

    `order` is the user's order of preference: position of the type, then of the region.
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
    reasons: Mapping[str, str]
    """Why, by rule id: every reason, not the first."""


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
    upgrade: str
    content_filter: str
    source_account: str | None = None
    """ARM id of the account that trained the model, when it is another one."""
    spillover: str | None = None
    """Name of the deployment in the same account that takes what this one cannot."""

    @property
    def sku(self) -> str:
        """The type in ARM's spelling."""
        return self.type.sku


@dataclass(frozen=True, slots=True)
class TrainingPlace:
    """An account in which a training workload's jobs can run; no deployment."""

    workload: str
    account: str
    region: str
    model: str
    version: str
    type: TrainingType


@dataclass(frozen=True, slots=True)
class Account:
    """One Cognitive Services account of the plan."""

    name: str
    region: str
    kind: str
    subdomain: str


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


@dataclass(frozen=True, slots=True)
class Kept:
    """A deployment that exists and has become refused; it stays, protected, with a warning."""

    workload: str
    findings: tuple[Finding, ...]


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
    settings: Accounts
    accounts: tuple[Account, ...] = ()
    deployments: tuple[Deployment, ...] = ()
    training: tuple[TrainingPlace, ...] = ()
    workloads: Mapping[str, WorkloadPlan] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    kept: tuple[Kept, ...] = ()
    corrections: tuple[Correction, ...] = ()

    @property
    def refused(self) -> tuple[str, ...]:
        """Names of the workloads that are not let through, sorted."""
        return tuple(n for n, w in sorted(self.workloads.items()) if w.verdict is not Verdict.OK)

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
