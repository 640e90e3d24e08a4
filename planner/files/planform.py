"""The schema of a saved plan: `planner plan -o plan.json`, as it is read back.

It mirrors `planner plan --json`, key by key. Parts that only tell people what happened (`moves`,
`changes`, `pools` ...) are passed over: nothing is deployed by them.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field

from planner.domain.deployment import DeploymentSettings
from planner.domain.publishers import OPENAI
from planner.domain.schema import Strict
from planner.domain.settings import AccountSettings
from planner.domain.terms import (
    DeploymentType,
    Environment,
    Severity,
    TrainingType,
    Use,
    Verdict,
)

VERSION: Literal[1] = 1
"""Version of the form that is read."""

Text = Annotated[str, Field(min_length=1)]
Told = tuple[dict[str, Any], ...]
"""What is said to people, and not read back."""


class SavedCatalog(Strict):
    """The snapshot that the plan was made with."""

    snapshot: Text
    sha256: Text
    date: date
    age: int = 0


class SavedAccount(Strict):
    """One account."""

    name: Text
    region: Text
    kind: Text
    subdomain: Text
    number: Annotated[int, Field(ge=1)]
    import_id: str | None
    team: str | None
    adopted: bool = False
    team_says: tuple[Text, ...] = ()


class SavedDeployment(Strict):
    """One deployment."""

    workload: Text
    name: Text
    account: Text
    region: Text
    model: Text
    publisher: Text = OPENAI
    version: Text
    deployment_type: DeploymentType
    sku: Text
    capacity: Annotated[int, Field(ge=1)]
    unit: Text
    settings: DeploymentSettings
    use: Use
    source_account: str | None
    import_id: str | None


class SavedSent(Strict):
    """What was asked for last of one deployment that runs."""

    workload: Text
    region: Text
    model: Text
    version: Text | None
    followed: bool
    stands: Text | None


class SavedTraining(Strict):
    """One place to train."""

    workload: Text
    account: Text
    region: Text
    model: Text
    publisher: Text = OPENAI
    version: Text
    deployment_type: TrainingType
    sku: None


class SavedWorkload(Strict):
    """What became of one workload."""

    verdict: Verdict
    model: Text
    publisher: Text = OPENAI
    version: Text
    use: Use
    kept: bool
    owner: str | None


class SavedLocation(Strict):
    """Where a finding is."""

    file: str | None
    line: int | None
    column: int | None
    path: tuple[str | int, ...]


class SavedRemedy(Strict):
    """One way out."""

    text: Text
    change: dict[str, Any]
    workload: Text | None = None


class SavedFinding(Strict):
    """One thing that a rule has to say; the rule's own words are the registry's."""

    rule: Text
    slug: str
    title: str
    severity: Severity
    verdict: Verdict
    accepted: bool
    workload: str | None
    owner: str | None
    message: str
    location: SavedLocation
    remedies: tuple[SavedRemedy, ...]
    help: str


class SavedRefusal(Strict):
    """A workload with the findings about it."""

    workload: Text
    findings: tuple[SavedFinding, ...]


class SavedPlan(Strict):
    """Everything that a saved plan says."""

    format_version: Literal[1]
    stack: Text
    environment: Environment
    as_of: date
    as_of_pinned: bool
    catalog: SavedCatalog
    verdict: Verdict
    complete: bool
    applyable: bool
    resource_group: Text
    location: str
    group_exists: bool
    group_released: bool = False
    tags: dict[str, str]
    settings: dict[str, AccountSettings]
    protected: tuple[str, ...]
    retyped: tuple[str, ...]
    guarded: tuple[SavedDeployment, ...]
    sent: tuple[SavedSent, ...] = ()
    times_moved: dict[str, int] = Field(default_factory=dict)
    workloads: dict[str, SavedWorkload]
    accounts: tuple[SavedAccount, ...]
    deployments: tuple[SavedDeployment, ...]
    training: tuple[SavedTraining, ...]
    refused: tuple[SavedRefusal, ...]
    kept: tuple[SavedRefusal, ...]
    moves: Told
    under_lock: bool
    changes: Told
    pools: Told
    proven: bool
    gap: str
    findings: tuple[SavedFinding, ...]
    corrections: Told
