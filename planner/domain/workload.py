"""The schema of a stack file: what a platform engineer may ask for.

Values are checked at this door; inside the planner they are already right. What depends on
the catalog (does the model exist, is the region known) is not decided here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from planner.domain.deployment import DeploymentSettings
from planner.domain.finding import Location, Path
from planner.domain.publishers import OPENAI, publisher_meant
from planner.domain.residency import canonical
from planner.domain.schema import Form, RegionSlug, Strict, Texts, WhenGiven, as_list, parse_word
from planner.domain.settings import Accounts, Import
from planner.domain.subject import ModelVersion, Subject
from planner.domain.terms import (
    MAX_AGE,
    DeploymentType,
    Environment,
    Priority,
    TrainingMethod,
    TrainingType,
    Unit,
    Use,
    parse_deployment_type,
)

DEFAULT_VERSION = "default"
"""The version word that leaves the choice to the service; accepted, and always a finding."""

_MODEL = re.compile(r"^(?:([^/@\s][^/@]*)/)?([^/@\s]+)@([^@\s]+)$")
_FINE_TUNED = Form(
    r"^\S+\.ft-[0-9a-zA-Z-]+$|^ftchkpt-[0-9a-zA-Z]+$|^\S+:ftchkpt-\S+$",
    "the name of a trained model such as gpt-4.1-mini-2025-04-14.ft-0a1b2c3d, or of a checkpoint",
)
_GUID = Form(
    r"^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$",
    "a GUID such as 8f1c2d3e-0a1b-4c5d-9e8f-0123456789ab",
)
_ACCOUNT_ID = Form(
    r"^/subscriptions/[^/]+/resource[gG]roups/[^/]+"
    r"/providers/[mM]icrosoft\.[cC]ognitive[sS]ervices/accounts/[^/]+$",
    "the ARM id of an account such as /subscriptions/ID/resourceGroups/GROUP"
    "/providers/Microsoft.CognitiveServices/accounts/NAME",
)
_RULE_ID = Form(r"^AOAI\d{3}$", "a rule's id such as AOAI206")
_TIER = Form(
    r"^(free|[1-6]|default|enterprise)$",
    "free or a number from 1 to 6; in Azure Government default or enterprise",
)


Locate = Callable[[Path], Location | None]


def nowhere(_: Path) -> Location | None:
    """The place of a key path in a stack that came from no file."""
    return None


def _parse_model(value: object) -> object:
    if isinstance(value, dict):
        words = "text such as gpt-5.1@2025-11-13"
        raise PydanticCustomError("form", "not a text", {"words": words})
    if not isinstance(value, str):
        return value
    match = _MODEL.match(value.strip())
    if match is None:
        raise PydanticCustomError(
            "model_version",
            "write the model with its version, like gpt-5.1@2025-11-13, or @default",
        )
    prefix, model, version = match.groups()
    publisher = (publisher_meant(prefix) or prefix.strip()) if prefix else OPENAI
    return ModelVersion(model, version, publisher)


def _parse_type(value: object) -> object:
    if not isinstance(value, str):
        return value
    found = parse_deployment_type(value)
    if found is None:
        raise PydanticCustomError(
            "deployment_type",
            "{given} is not a deployment type",
            {"given": repr(value), "known": [t.value for t in DeploymentType]},
        )
    return found


def _parse_residency(value: object) -> object:
    if value is False:
        raise PydanticCustomError("residency", "YAML reads `no` as false; write norway")
    return canonical(value) if isinstance(value, str) else value


def _parse_acceptance(value: object) -> object:
    return {"rule": value} if isinstance(value, str) else value


ModelPin = Annotated[
    ModelVersion,
    BeforeValidator(
        _parse_model, json_schema_input_type=Annotated[str, Field(pattern=_MODEL.pattern)]
    ),
]
TypeWord = Annotated[
    DeploymentType,
    BeforeValidator(
        _parse_type,
        json_schema_input_type=Literal[
            tuple(word for t in DeploymentType for word in (t.value, t.sku))
        ],
    ),
]


class Amount(Strict):
    """A size with a floor, for a deployment that may grow into its quota."""

    min: int = Field(gt=0)
    """The smallest size that is of any use."""
    target: int = Field(gt=0)
    """The size to reach for."""

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.min > self.target:
            raise PydanticCustomError("amount", "min is above target")
        return self


def _as_amount(value: object) -> object:
    if isinstance(value, int) and not isinstance(value, bool):
        return {"min": value, "target": value}
    if value is None or isinstance(value, dict | Amount):
        return value
    raise PydanticCustomError("size", "not a size")


def _as_capacity(value: object) -> object:
    if isinstance(value, str | int | float):
        raise PydanticCustomError("size", "a size without its unit")
    return value


Size = Annotated[
    Amount,
    BeforeValidator(_as_amount, json_schema_input_type=Annotated[int, Field(gt=0)] | Amount),
]


class Capacity(Strict):
    """What one deployment asks for, in exactly one unit."""

    tpm: Size | None = None
    """Tokens per minute, for standard and developer types. ARM counts in thousands."""
    ptu: Size | None = None
    """Provisioned throughput units, for provisioned types."""
    units: Size | None = None
    """ARM's `sku.capacity` as it is, for any type: batch, image and audio models."""

    @model_validator(mode="after")
    def _one_unit(self) -> Self:
        if [self.tpm, self.ptu, self.units].count(None) != len(Unit) - 1:
            raise PydanticCustomError("capacity", "give exactly one of tpm, ptu and units")
        return self

    @property
    def unit(self) -> Unit:
        """The unit the file used."""
        if self.tpm is not None:
            return Unit.TPM
        return Unit.PTU if self.ptu is not None else Unit.UNITS

    @property
    def amount(self) -> Amount:
        """The size in that unit."""
        found: Amount = getattr(self, self.unit.value)
        return found


class FineTuned(Strict):
    """A model that was trained from the workload's base model."""

    id: Annotated[str, _FINE_TUNED]
    """The trained model's name, such as `gpt-4.1-mini-2025-04-14.ft-<hex>`."""
    source_account: Annotated[str, _ACCOUNT_ID] | None = None
    """ARM id of the account that trained it, when that is another account."""
    source_region: RegionSlug | None = None
    """Region of the account that trained it, when that is another region."""


class Training(Strict):
    """A place to run fine-tuning jobs: gives an account, no deployment."""

    type: Annotated[TrainingType, BeforeValidator(parse_word, json_schema_input_type=TrainingType)]
    method: Annotated[
        TrainingMethod, BeforeValidator(parse_word, json_schema_input_type=TrainingMethod)
    ]


class Acceptance(Strict):
    """A finding that the owner of the stack takes responsibility for."""

    rule: Annotated[str, _RULE_ID]
    until: date | None = None
    """The last day on which it is accepted."""
    reason: str | None = None


AcceptanceEntry = Annotated[
    Acceptance,
    BeforeValidator(
        _parse_acceptance,
        json_schema_input_type=Annotated[str, _RULE_ID] | Acceptance,
    ),
]


_OF_DEPLOYMENTS = (
    "deployment_type",
    "capacity",
    "fine_tuned",
    "spillover",
    "deployment_name",
    "import",
)
"""Keys that a place to train has no use for."""


class Workload(DeploymentSettings):
    """One thing an application needs: a deployment (or several replicas), or a place to train."""

    model: ModelPin
    """Model and exact version, `gpt-5.1@2025-11-13`; for fine-tuned models, the base. Another
    publisher's has its name before it, `xAI/grok-4.3@1`, spelt as in ARM's `model.format`."""
    deployment_type: Annotated[
        tuple[TypeWord, ...],
        BeforeValidator(as_list, json_schema_input_type=TypeWord | list[TypeWord]),
    ] = ()
    """One type, or several in order of preference."""
    region: Annotated[
        tuple[RegionSlug, ...],
        BeforeValidator(as_list, json_schema_input_type=RegionSlug | list[RegionSlug]),
    ] = ()
    """One region, several in order of preference, or left out: any that the residency allows."""
    residency: (
        Annotated[
            str,
            BeforeValidator(_parse_residency, json_schema_input_type=str),
            Field(min_length=1),
        ]
        | None
    ) = None
    """global, us, eu, apac (data zones), eu-members, a geography (`sweden`; `uk`, `de`, `jp` and
    other country codes are understood) or region: nothing may be processed elsewhere. `eu` is
    Microsoft's EU data zone, with Norway and Switzerland; `eu-members` leaves them out."""
    capacity: Annotated[Capacity | None, BeforeValidator(_as_capacity)] = None
    deployment_name: Annotated[str, Field(min_length=1)] | None = None
    """What its deployments are called in Azure, and in the URL that applications call; default the
    workload's own name. With a lock, what runs keeps the name it has; see AOAI830."""
    replicas: int = Field(default=1, ge=1, le=32)
    """How many deployments of it, each in another region."""
    spread: Literal["region", "geography"] = "region"
    """What replicas must not share."""
    fine_tuned: FineTuned | None = None
    training: Training | None = None
    together_with: Texts = ()
    """Workloads beside which it stands: each of its deployments is in a region of each of theirs."""
    apart_from: Texts = ()
    """Workloads with which it shares no region."""
    priority: (
        Annotated[Priority, BeforeValidator(parse_word, json_schema_input_type=Priority)] | None
    ) = None
    """critical, high, normal or low: who gets a place, and its preferred type, where not all can;
    what runs comes before what is new. Default: high in prod, else normal."""
    account: int | None = Field(default=None, ge=1, le=100)
    """Which of the region's accounts it stands in, where there are several; see AOAI824."""
    team: Annotated[str, Field(min_length=1)] | None = None
    """Whose accounts it stands in: each team has its own in each region, named with the team, with
    settings of its own under `accounts.teams`. With a lock, what runs stays; see AOAI833."""
    adopt: Import | dict[RegionSlug, Import] = Field(default=False, alias="import")
    """Take over a deployment that exists in Azure: `true`, its ARM id, or either by region. For
    the run that adopts; take it out afterwards."""
    accept: tuple[AcceptanceEntry, ...] = ()
    """Findings accepted by rule id, as `AOAI206` or `{rule, until, reason}`."""

    @model_validator(mode="after")
    def _one_purpose(self) -> Self:
        if self.training is not None:
            return self._without("a training workload", *_OF_DEPLOYMENTS)
        for key in ("deployment_type", "capacity"):
            if not getattr(self, key):
                raise PydanticCustomError("missing_key", "{key} is required", {"key": key})
        return self

    def _without(self, what: str, *keys: str) -> Self:
        for key in keys:
            if getattr(self, "adopt" if key == "import" else key):
                raise PydanticCustomError(
                    "extra_key", "{what} has no {key}", {"what": what, "key": key}
                )
        return self

    @property
    def use(self) -> Use:
        """What the model version is used for here."""
        if self.training is not None:
            return Use.TRAINING
        return Use.BASE if self.fine_tuned is None else Use.FINE_TUNED

    def subject(self, version: str) -> Subject:
        """What it uses, in an exact version: its own, or what `@default` stands for."""
        return Subject(self.model.model, version, self.use, self.model.publisher)

    @property
    def types(self) -> tuple[DeploymentType | TrainingType, ...]:
        """Deployment types in order of preference, or the training type."""
        return (self.training.type,) if self.training is not None else self.deployment_type


class Subscription(Strict):
    """What the target subscription has; left out means unknown, never zero."""

    id: Annotated[str, _GUID] | None = None
    """The subscription's id; stacks that name the same one share its quota."""
    quota_tier: (
        Annotated[
            str,
            BeforeValidator(lambda v: str(v).lower(), json_schema_input_type=int | str),
            _TIER,
        ]
        | None
    ) = None
    """`free` or 1 to 6, in Azure Government `default` or `enterprise`; its documented defaults."""
    quota: dict[str, Annotated[int, Field(ge=0)]] = Field(default_factory=dict)
    """Granted quota by usage name, in the numbers of the service's usages list (thousands of
    tokens per minute, PTU). Of one region's or data zone's pool, `NAME@region` or `NAME@zone`;
    `NAME` alone is of every pool of that name. See docs/quota.md."""
    deployed_before: tuple[ModelPin, ...] = ()
    """Exact versions this subscription has deployed: an existing customer of them."""
    approved: tuple[str, ...] = ()
    """Models (`o1-preview`, `xAI/grok-4`) or versions (`gpt-4@0613`) whose access was granted."""


class CatalogChoice(Strict):
    """The snapshot to plan against, and how old it may be."""

    name: str | None = None
    """Its name, or its folder; default the newest shipped."""
    max_age: int = Field(default=MAX_AGE, ge=0, le=36_500)
    """Days between the snapshot's oldest public availability table and the day of the plan, from
    which on a plan warns (AOAI211) and what the snapshot does not name is unverified."""


def _named(value: object) -> object:
    return {"name": value} if isinstance(value, str) else value


WorkloadName = Annotated[str, Field(min_length=1, max_length=64)]


class StackFile(Strict):
    """Everything one stack file may say."""

    version: Literal[1]
    """Version of this file format."""
    catalog: Annotated[
        CatalogChoice, BeforeValidator(_named, json_schema_input_type=str | CatalogChoice)
    ] = CatalogChoice.left_out()
    """Snapshot to plan against, as its name or `{name, max_age}`; default the newest shipped."""
    as_of: date | None = None
    """Day to plan for; default today."""
    environment: Environment = Environment.DEV
    spread_risk: bool = False
    """True spreads workloads that may stand in several regions over them, so that one region's
    failure stops few; regions up to 3,000 km apart then count as equally near."""
    home: RegionSlug | None = None
    """The region near which workloads stand that leave theirs open; default where the stack has
    accounts, else the regions that its other workloads name."""
    subscription: Subscription = Subscription.left_out()
    defaults: dict[str, Any] = Field(default_factory=dict)
    """Any workload key; a workload's own value wins."""
    accounts: Annotated[Accounts, WhenGiven(Accounts)] = Accounts.left_out()
    empty: bool = False
    """True says that all that runs of the stack may be deleted at once; for the run that does it,
    see AOAI835."""
    workloads: dict[WorkloadName, Workload] = Field(default_factory=dict)
    """Each under its name, which is its identity: another name is another deployment."""

    def priority_of(self, name: str) -> Priority:
        """A workload's own, or that of its environment."""
        usual = Priority.HIGH if self.environment is Environment.PROD else Priority.NORMAL
        return self.workloads[name].priority or usual

    def named(self, name: str, locate: Locate) -> Stack:
        """The stack that the file describes; what is in it was checked when it was read."""
        said = {field: getattr(self, field) for field in StackFile.model_fields}
        return Stack.model_construct(self.model_fields_set, **said, name=name, locate=locate)


class Stack(StackFile):
    """A stack file as read: named, with defaults merged into each workload."""

    name: str = "stack"
    """The file's name without its ending."""
    locate: Locate = Field(default=nowhere, exclude=True, repr=False)
    """Where a key path stands in the file."""
