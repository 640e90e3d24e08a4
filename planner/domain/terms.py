"""The planner's words, as the field uses them. Imports nothing of ours.

Every enum member's value is the word that stack files, snapshots and JSON output use.
"""

from __future__ import annotations

from enum import Enum, StrEnum
from typing import Final

MAX_AGE: Final = 60
"""Days after which a snapshot is called old, unless a stack file says otherwise: the availability
tables change every few weeks."""


class Scope(StrEnum):
    """How far from its region a deployment may process prompts."""

    GEOGRAPHY = "geography"
    DATA_ZONE = "data-zone"
    GLOBAL = "global"


class QuotaScope(StrEnum):
    """How far one quota pool reaches: the deployments there draw on the same number."""

    REGION = "region"
    DATA_ZONE = "data-zone"
    SUBSCRIPTION = "subscription"


class Unit(StrEnum):
    """What one unit of a deployment's capacity buys, spelt as the stack file's capacity key."""

    TPM = "tpm"
    """Tokens per minute; ARM counts in thousands."""
    PTU = "ptu"
    """Provisioned throughput units."""
    UNITS = "units"
    """Whatever ARM's `sku.capacity` counts; for batch, enqueued tokens in thousands."""


class Family(StrEnum):
    """What a customer pays for."""

    STANDARD = "standard"
    PROVISIONED = "provisioned"
    BATCH = "batch"
    DEVELOPER = "developer"


class DeploymentType(StrEnum):
    """A deployment type; `sku` is the name ARM knows it by."""

    sku: str
    scope: Scope
    family: Family

    def __new__(cls, value: str, sku: str, scope: Scope, family: Family) -> DeploymentType:
        member = str.__new__(cls, value)
        member._value_ = value
        member.sku, member.scope, member.family = sku, scope, family
        return member

    STANDARD = "standard", "Standard", Scope.GEOGRAPHY, Family.STANDARD
    DATA_ZONE_STANDARD = (
        "data-zone-standard",
        "DataZoneStandard",
        Scope.DATA_ZONE,
        Family.STANDARD,
    )
    GLOBAL_STANDARD = "global-standard", "GlobalStandard", Scope.GLOBAL, Family.STANDARD
    PROVISIONED = "provisioned", "ProvisionedManaged", Scope.GEOGRAPHY, Family.PROVISIONED
    DATA_ZONE_PROVISIONED = (
        "data-zone-provisioned",
        "DataZoneProvisionedManaged",
        Scope.DATA_ZONE,
        Family.PROVISIONED,
    )
    GLOBAL_PROVISIONED = (
        "global-provisioned",
        "GlobalProvisionedManaged",
        Scope.GLOBAL,
        Family.PROVISIONED,
    )
    GLOBAL_BATCH = "global-batch", "GlobalBatch", Scope.GLOBAL, Family.BATCH
    DATA_ZONE_BATCH = "data-zone-batch", "DataZoneBatch", Scope.DATA_ZONE, Family.BATCH
    DEVELOPER = "developer", "DeveloperTier", Scope.GLOBAL, Family.DEVELOPER

    @property
    def unit(self) -> Unit:
        """The capacity key that fits this type."""
        if self.family is Family.PROVISIONED:
            return Unit.PTU
        return Unit.UNITS if self.family is Family.BATCH else Unit.TPM


class CapacityUnit(StrEnum):
    """What one of ARM's `sku.capacity`, and of a quota pool, is; `units` where nobody says it."""

    TPM = "1000 tpm"
    PTU = "ptu"
    ENQUEUED = "1000 enqueued tokens"
    REQUESTS = "requests per minute"
    UNITS = "units"


class TrainingType(StrEnum):
    """Where a fine-tuning job may run; a property of the job, not of a deployment."""

    scope: Scope

    def __new__(cls, value: str, scope: Scope) -> TrainingType:
        member = str.__new__(cls, value)
        member._value_ = value
        member.scope = scope
        return member

    STANDARD = "standard", Scope.GEOGRAPHY
    DATA_ZONE = "data-zone", Scope.DATA_ZONE
    GLOBAL = "global", Scope.GLOBAL
    DEVELOPER = "developer", Scope.GLOBAL


class TrainingMethod(StrEnum):
    """How a model is fine-tuned."""

    SFT = "sft"
    DPO = "dpo"
    RFT = "rft"


class Use(StrEnum):
    """What a model version is used for."""

    BASE = "base"
    FINE_TUNED = "fine-tuned"
    TRAINING = "training"


class Availability(StrEnum):
    """What the catalog says of one offering. Unknown is neither yes nor no."""

    AVAILABLE = "available"
    UNAVAILABLE = "unavailable"
    UNKNOWN = "unknown"


class Condition(StrEnum):
    """Who may use an offering that is available."""

    REGISTRATION = "registration"
    EXISTING_CUSTOMERS = "existing-customers"
    SELECT_CUSTOMERS = "select-customers"
    INVITATION = "invitation"
    MARKETPLACE = "marketplace"
    """Its publisher sells it on the Azure Marketplace: whose offer has to be accepted there."""
    PREVIEW = "preview"


class Stage(StrEnum):
    """A model version's lifecycle stage in customers' words (ARM's words are inverted)."""

    PREVIEW = "preview"
    GENERALLY_AVAILABLE = "generally-available"
    LEGACY = "legacy"
    DEPRECATED = "deprecated"
    RETIRED = "retired"


class Severity(StrEnum):
    """How loudly a finding speaks."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Verdict(StrEnum):
    """What is known of a workload, or of a whole stack."""

    OK = "ok"
    FAIL = "fail"
    UNVERIFIED = "unverified"


class Aspect(Enum):
    """What of a workload a rule refuses, and the part of a workload that this belongs to.

    Their order is that in which a person would mend them: names first, what follows from them
    last. Of several findings with one cause, the first one speaks.
    """

    MODEL = 1, "what"
    NAME = 2, "where"
    TYPE = 3, "where"
    BOUNDARY = 4, "where"
    REGION = 5, "where"
    ACCESS = 6, "who"
    SIZE = 7, "how large"
    COUNT = 8, "where"

    @property
    def place(self) -> int:
        """Its place in that order, from 1."""
        return self.value[0]

    @property
    def part(self) -> str:
        """What a person decides when they write such a part: what, where, who, how large."""
        return self.value[1]


class Party(StrEnum):
    """Whom a rule speaks for: what must have changed when it refuses what it let through before."""

    TABLES = "tables"
    """What Azure offers, to whom and until when; nobody edited anything."""
    REQUEST = "request"
    """What a workload asks for: place, type, size, neighbours. The lock knows what it asked before."""
    SETTINGS = "settings"
    """Residency and the accounts' settings, which the lock does not hold: they count as edited."""
    PLANNER = "planner"
    """The planner itself and what it is given beside the stack file."""


class Action(StrEnum):
    """What applying a plan does to a deployment, a place to train or an account; gravest first."""

    DELETED = "deleted"
    REPLACED = "replaced"
    """Deleted and made anew under the same name in the same account."""
    MOVED = "moved"
    """Made in another account, and deleted where it stood."""
    CHANGED = "changed"
    """In place: it goes on answering."""
    ADDED = "added"
    LEFT = "left"
    """No longer the stack's, and left in Azure as it is."""
    KEPT = "kept"
    """Left as it is and protected, since a new one of it would be refused."""


class Environment(StrEnum):
    """What a stack is for; some checks are stricter in prod."""

    DEV = "dev"
    TEST = "test"
    PROD = "prod"


class Priority(StrEnum):
    """How much a workload counts where not all of a stack can have what they ask for."""

    CRITICAL = "critical"
    HIGH = "high"
    NORMAL = "normal"
    LOW = "low"

    @property
    def rank(self) -> int:
        """0 for the most important."""
        return tuple(Priority).index(self)


class Upgrade(StrEnum):
    """When the service may move a deployment to another model version."""

    NEVER = "never"
    WHEN_EXPIRED = "when-expired"
    WHEN_DEFAULT_CHANGES = "when-default-changes"


class Cloud(StrEnum):
    """A separate Azure with its own regions."""

    PUBLIC = "public"
    GOVERNMENT = "us-government"

    @property
    def called(self) -> str:
        """As people call it."""
        return "Azure Government" if self is Cloud.GOVERNMENT else "the public cloud"


_TYPES = {
    spelling.lower().replace("-", "").replace(" ", ""): member
    for member in DeploymentType
    for spelling in (member.value, member.sku)
}


def parse_deployment_type(text: str) -> DeploymentType | None:
    """The type that `text` names in either spelling and any case, or None."""
    return _TYPES.get(text.lower().replace("-", "").replace("_", "").replace(" ", ""))


def normalise_region(text: str) -> str:
    """A region's slug: `East US 2`, `East US2`, `eastus2` and `EastUS2` are one region."""
    return text.lower().replace(" ", "").replace("-", "")
