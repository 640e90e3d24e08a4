"""What a workload says of its deployments that the planner only hands on to Azure.

A field here is a key of a workload, and needs nothing else to travel: plan, lock, reports and
saved plans take these settings as a whole. `emit.deployments` says what ARM calls each of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from planner.domain.schema import Strict, parse_word
from planner.domain.terms import Upgrade

OWNER = "owner"
"""The tag that says who answers for a workload. ARM compares the names of tags without case."""

ARM_UPGRADES: Mapping[Upgrade, str] = {
    Upgrade.NEVER: "NoAutoUpgrade",
    Upgrade.WHEN_EXPIRED: "OnceCurrentVersionExpired",
    Upgrade.WHEN_DEFAULT_CHANGES: "OnceNewDefaultVersionAvailable",
}
"""ARM's words for `upgrade`."""


class DeploymentSettings(Strict):
    """Settings of a deployment that decide neither whether it is possible nor where it stands.

    The defaults are also what a lock means that is silent, so they hold for ever: a stack file
    that is to mean something else when it is silent says so in `Workload`.
    """

    upgrade: Annotated[Upgrade, BeforeValidator(parse_word, json_schema_input_type=Upgrade)] = (
        Upgrade.NEVER
    )
    """When the service may move the deployment to another version."""
    content_filter: str = "Microsoft.DefaultV2"
    """The content filter policy that the deployment names: Microsoft's, or one of
    `accounts.content_filters`."""
    spillover: str | None = None
    """The pay-per-token workload in the same account that takes what a provisioned one cannot."""
    owner: Annotated[str, Field(min_length=1)] | None = None
    """Who answers for the workload: sent as the tag `owner`, and shown in plans."""
    tags: dict[str, str] = Field(default_factory=dict)
    """Tags of its deployments; `accounts.tags` are those of the accounts."""

    @model_validator(mode="after")
    def _one_owner(self) -> Self:
        if self.owner is not None and OWNER in {tag.lower() for tag in self.tags}:
            message = "owner is given twice, as a key and as a tag; leave one out"
            raise PydanticCustomError("extra_key", message)
        return self

    def __hash__(self) -> int:
        """Of what is always there: a value that is a mapping has no hash."""
        return hash((self.upgrade, self.content_filter, self.spillover))

    @property
    def handed_on(self) -> DeploymentSettings:
        """These settings alone, of something that has more."""
        mine = {name: getattr(self, name) for name in DeploymentSettings.model_fields}
        return DeploymentSettings.model_construct(**mine)

    def said(self) -> dict[str, Any]:
        """What is not as by default, as plain data in the words of a stack file."""
        return self.handed_on.model_dump(mode="json", exclude_defaults=True)
