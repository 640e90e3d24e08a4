"""The public JSON forms, each with its own type: what programs may rely on.

They are not dumps of the planner's own types, which may change from one version to the next;
these change only together with `FORMAT_VERSION`. `json_forms` builds them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, TypedDict

FORMAT_VERSION: Literal[1] = 1

Json = None | bool | int | float | str | Sequence["Json"] | Mapping[str, "Json"]
Form = Mapping[str, Any]
"""One of the forms below; what every report turns into."""


class CatalogForm(TypedDict):
    """The snapshot a result rests on."""

    snapshot: str
    sha256: str


class LocationForm(TypedDict):
    """Where a finding is: line and column count from 1, null where no file was read."""

    file: str | None
    line: int | None
    column: int | None
    path: list[str | int]


class RemedyForm(TypedDict):
    """One way out; `change` maps workload keys to new values and may be empty."""

    text: str
    change: dict[str, Json]


class FindingForm(TypedDict):
    """One finding; `workload` is null when it is about the stack as a whole."""

    rule: str
    slug: str
    severity: str
    workload: str | None
    message: str
    location: LocationForm
    remedies: list[RemedyForm]


class WorkloadForm(TypedDict):
    """What is known of one workload."""

    verdict: str


class CheckForm(TypedDict):
    """What `planner check` found in one stack."""

    format_version: int
    stack: str
    as_of: str
    catalog: CatalogForm
    verdict: str
    workloads: dict[str, WorkloadForm]
    findings: list[FindingForm]


class ProblemForm(TypedDict):
    """One thing that keeps a stack file from being read."""

    message: str
    location: LocationForm


class UnreadForm(TypedDict):
    """A stack that could not be read: it takes the place of its `CheckForm`."""

    format_version: int
    stack: str
    verdict: str
    problems: list[ProblemForm]


class StacksForm(TypedDict):
    """Several stacks of one `planner check`, in the order they were asked for."""

    format_version: int
    stacks: list[CheckForm | UnreadForm]


class AccountForm(TypedDict):
    """One Cognitive Services account."""

    name: str
    region: str
    kind: str


class DeploymentForm(TypedDict):
    """One deployment; `capacity` is what ARM calls `sku.capacity`."""

    workload: str
    name: str
    account: str
    region: str
    model: str
    version: str
    deployment_type: str
    sku: str
    capacity: int


class TrainingForm(TypedDict):
    """An account in which a training workload's jobs can run."""

    workload: str
    account: str
    region: str
    model: str
    version: str
    deployment_type: str
    sku: None


class RefusedForm(TypedDict):
    """A workload that is not deployed, and every finding about it."""

    workload: str
    findings: list[FindingForm]


class CorrectionForm(TypedDict):
    """A documented fact that the catalog changed."""

    id: str
    date: str
    subject: str
    was: str
    now: str
    reason: str


class PlaceForm(TypedDict):
    """Where one deployment, or one place to train, stands, and as what."""

    region: str
    account: str
    deployment_type: str
    model: str
    version: str


RelocationForm = TypedDict(
    "RelocationForm",
    {
        "workload": str,
        "from": PlaceForm,
        "to": PlaceForm | None,
        "down": bool,
        "quota_twice": int,
    },
)
"""A deployment that stands elsewhere than the lock says; `to` is null when one is given up,
`down` when it is deleted before the new one is made, `quota_twice` what both need meanwhile."""


class PoolForm(TypedDict):
    """What is taken of one quota pool; `limit` is null, and `source` empty, when nobody says."""

    pool: str
    scope: str
    used: int
    limit: int | None
    source: str
    workloads: list[str]


class PlanForm(TypedDict):
    """What `planner plan` would deploy."""

    format_version: int
    stack: str
    environment: str
    as_of: str
    as_of_pinned: bool
    catalog: CatalogForm
    verdict: str
    complete: bool
    applyable: bool
    resource_group: str
    location: str
    accounts: list[AccountForm]
    deployments: list[DeploymentForm]
    training: list[TrainingForm]
    refused: list[RefusedForm]
    kept: list[RefusedForm]
    moves: list[RelocationForm]
    pools: list[PoolForm]
    proven: bool
    gap: str
    findings: list[FindingForm]
    corrections: list[CorrectionForm]


class SourceForm(TypedDict):
    """The document that says so, as it stood on that day."""

    document: str
    date: str


class OfferingForm(TypedDict):
    """One offering; `sku` is null for training, `source` where no document names the version."""

    model: str
    version: str
    use: str
    deployment_type: str
    sku: str | None
    region: str
    availability: str
    conditions: list[str]
    source: SourceForm | None


class FeatureForm(TypedDict):
    """A capability that is documented by version and region, such as `assistants`."""

    name: str
    model: str
    version: str
    use: str
    regions: list[str]
    source: SourceForm


class OfferingsForm(TypedDict):
    """What `planner where` and `planner catalog show` answer."""

    format_version: int
    offerings: list[OfferingForm]
    features: list[FeatureForm]


class ChoiceForm(TypedDict):
    """An offering that a workload could have."""

    deployment_type: str
    sku: str | None
    region: str
    geography: str


class RejectionForm(TypedDict):
    """An offering that a workload permits and a rule does not; reasons by rule id."""

    deployment_type: str
    sku: str | None
    region: str
    reasons: dict[str, str]


class RelaxationForm(TypedDict):
    """A small change that makes a refused workload fit, and the offerings it then gets."""

    text: str
    change: dict[str, Json]
    gives: list[ChoiceForm]


class ExplainForm(TypedDict):
    """How one workload got its place, or why it got none."""

    format_version: int
    stack: str
    workload: str
    as_of: str
    catalog: CatalogForm
    verdict: str
    model: str
    version: str
    use: str
    chosen: list[ChoiceForm]
    runners_up: list[ChoiceForm]
    rejections: list[RejectionForm]
    relaxations: list[RelaxationForm]
    findings: list[FindingForm]


class RuleForm(TypedDict):
    """A rule in one line."""

    rule: str
    slug: str
    severity: str
    title: str


class RulesForm(TypedDict):
    """What `planner rules` lists."""

    format_version: int
    rules: list[RuleForm]


class RulePageForm(RuleForm):
    """A rule with its page in Markdown."""

    format_version: int
    page: str


class SnapshotForm(TypedDict):
    """One snapshot in numbers; `offerings` are available base offerings by SKU."""

    name: str
    date: str
    sha256: str
    models: int
    versions: int
    regions: int
    offerings: dict[str, int]


class SnapshotsForm(TypedDict):
    """What `planner catalog list` lists."""

    format_version: int
    snapshots: list[SnapshotForm]


class ChangeForm(TypedDict):
    """Regions where one version, use and type came, went, or changed its terms."""

    model: str
    version: str
    use: str
    deployment_type: str
    sku: str | None
    regions: list[str]


class DatesForm(TypedDict):
    """What one source says of a version's lifecycle; dates are null where it says nothing."""

    stage: str
    closes: str | None
    retires: str | None
    not_before: bool
    replacement: str | None


class LifecycleChangeForm(TypedDict):
    """The dates of one version and use before and after; an empty side had none."""

    model: str
    version: str
    use: str
    before: list[DatesForm]
    after: list[DatesForm]


class SideForm(TypedDict):
    """One workload by one of the two catalogs; `rules` are those that found something."""

    verdict: str
    chosen: list[ChoiceForm]
    rules: list[str]


class MoveForm(TypedDict):
    """One workload whose verdict, place or findings differ."""

    workload: str
    before: SideForm
    after: SideForm


class MovesForm(TypedDict):
    """What differs in one stack."""

    stack: str
    as_of: str
    workloads: list[MoveForm]


class DiffForm(TypedDict):
    """What `planner catalog diff` finds; `stack` is null when none was named."""

    format_version: int
    before: str
    after: str
    added: list[ChangeForm]
    removed: list[ChangeForm]
    changed: list[ChangeForm]
    lifecycle: list[LifecycleChangeForm]
    new_models: list[str]
    gone_models: list[str]
    stack: MovesForm | None


LockMoveForm = TypedDict(
    "LockMoveForm",
    {
        "since": str,
        "workload": str,
        "from": PlaceForm,
        "to": PlaceForm | None,
        "down": bool,
        "quota_twice": int,
    },
)
"""A move, and the first day of the place that is left."""


class LockChangeForm(TypedDict):
    """What is otherwise about a workload that stays where it is, in words."""

    workload: str
    changes: list[str]


class LockForm(TypedDict):
    """What `planner lock` wrote, or would write; names of workloads, sorted."""

    format_version: int
    stack: str
    lock: str
    stale: bool
    written: bool
    added: list[str]
    moved: list[LockMoveForm]
    changed: list[LockChangeForm]
    removed: list[str]
    unchanged: int
    refused: list[RefusedForm]
    kept: list[RefusedForm]
