"""What an offline preview found, as plain data: imports neither pulumi nor any other room.

Everything is in a fixed order, whatever the timing of the run: resources as a tree is read
(parents before children, brothers in the order in which they may be written), messages and
outputs sorted where the program does not order them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

STACK_TYPE = "pulumi:pulumi:Stack"
ACCOUNT_TYPE = "azure-native:cognitiveservices:Account"
ENDPOINT_TYPE = "azure-native:network:PrivateEndpoint"
DEPLOYMENT_TYPE = "azure-native:cognitiveservices:Deployment"
GROUP_TYPE = "azure-native:resources:ResourceGroup"

SECONDS_A_WRITE = 10
"""The provider asks Azure every ten seconds whether a write is done (pulumi-azure-native 3.29,
where the service names no interval of its own). Nobody publishes measurements."""

PROVISIONED_MINUTES = 30
"""What a provisioned deployment may take: moving one to another model takes 20 to 30 minutes
(working with models, 2026); for making one no document gives a time."""

NOT_CHECKED = (
    "state: changes are held against the lock, not against what Pulumi or Azure has",
    "the provider's own validation of types, ranges and names",
    "what quota and capacity are left at this moment",
    "names that are taken, by others or by soft-deleted accounts",
    "policies of Azure or of Pulumi",
)
"""What an offline preview cannot say, in words for the reader."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """A value that only Azure will know, such as an endpoint or an id."""


@dataclass(frozen=True, slots=True)
class Secret:
    """A value that is known and must not be shown; what it is, is not kept here."""


UNKNOWN = Unknown()
SECRET = Secret()

Value = (
    None | bool | int | float | str | Unknown | Secret | Sequence["Value"] | Mapping[str, "Value"]
)
"""A property: JSON's kinds (lists are tuples), `Unknown` or `Secret`."""


class LogLevel(StrEnum):
    """How loudly the program spoke, in the engine's words."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class Outcome(StrEnum):
    """How the program ended."""

    OK = "ok"
    """It ran to its end: `pulumi preview` would succeed as far as can be seen offline."""
    STOPPED = "stopped"
    """It stopped itself and said why; `logs` holds the lines. `pulumi preview` would fail."""
    MISCONFIGURED = "misconfigured"
    """Project file or configuration are wrong and the program was not run; see `error`."""
    BROKEN = "broken"
    """It broke: an exception, or a registration the engine refuses; see `error`."""


@dataclass(frozen=True, slots=True)
class Log:
    """One message of the program."""

    severity: LogLevel
    message: str
    urn: str | None = None
    """The resource it is about, if it named one."""


@dataclass(frozen=True, slots=True)
class Options:
    """The resource options that reached the engine; property paths in wire spelling."""

    protect: bool = False
    retain_on_delete: bool = False
    delete_before_replace: bool = False
    replace_on_changes: tuple[str, ...] = ()
    ignore_changes: tuple[str, ...] = ()
    deleted_with: str | None = None
    """URN of the resource whose deletion takes this one along."""
    timeouts: Mapping[str, str] = field(default_factory=dict)
    """`create`, `update`, `delete` to durations such as `60m`; only those that were set."""
    import_id: str | None = None
    hooks: tuple[str, ...] = ()
    """Names of hooks bound to the resource, sorted."""


@dataclass(frozen=True, slots=True)
class Resource:
    """One resource that the program registered."""

    urn: str
    type: str
    name: str
    """Logical name: Pulumi's identity, not the name in Azure."""
    parent: str | None
    """URN of the parent; None for the stack itself."""
    depth: int
    """Steps down from the stack, which is at 0."""
    custom: bool
    """True when Azure has such a thing; false for the stack and for components."""
    inputs: Mapping[str, Value]
    """Properties in wire spelling, keys sorted."""
    outputs: Mapping[str, Value]
    """What a component or the stack registered at its end; empty for custom resources."""
    dependencies: tuple[str, ...]
    """URNs that must exist first, sorted."""
    property_dependencies: Mapping[str, tuple[str, ...]]
    """For each input that came from other resources: their URNs, sorted."""
    options: Options
    wave: int
    """1 for what can be written at once, n+1 for what waits for wave n; 0 writes nothing."""
    turn_after: str | None = None
    """URN of the brother that is written right before it, of those that take turns."""


@dataclass(frozen=True, slots=True)
class Chain:
    """The longest run of writes in one account; each waits for the one before it."""

    account: str
    """URN of the account."""
    writes: tuple[str, ...]
    """URNs in the order of writing, the account first."""
    provisioned: int = 0
    """How many of them are provisioned deployments, which take longer than others."""

    @property
    def seconds(self) -> int:
        """How long the writes take at least: an estimate, without what provisioned ones add."""
        return len(self.writes) * SECONDS_A_WRITE


@dataclass(frozen=True, slots=True)
class Preview:
    """The resource tree of one run of a Pulumi program, and what the program said."""

    project: str
    stack: str
    outcome: Outcome
    config: Mapping[str, Value] = field(default_factory=dict)
    """Configuration as the program saw it, keys as `project:key`, sorted."""
    resources: tuple[Resource, ...] = ()
    """In tree order, the stack first; empty when the program stopped before it."""
    logs: tuple[Log, ...] = ()
    """Messages about no resource as they came, then the others sorted by resource."""
    outputs: Mapping[str, Value] = field(default_factory=dict)
    """Outputs of the stack, keys sorted."""
    chains: tuple[Chain, ...] = ()
    """One an account, sorted by URN."""
    error: str | None = None
    """What went wrong, one problem a line; None when the program ran to its end or spoke itself."""

    @property
    def ok(self) -> bool:
        """The program ran to its end."""
        return self.outcome is Outcome.OK

    @property
    def waves(self) -> tuple[tuple[Resource, ...], ...]:
        """Custom resources by wave; those of one wave do not wait for each other."""
        last = max((r.wave for r in self.resources), default=0)
        return tuple(
            tuple(r for r in self.resources if r.wave == wave) for wave in range(1, last + 1)
        )

    def children(self, urn: str | None) -> tuple[Resource, ...]:
        """The resources right below `urn`, in tree order; below None stands the stack."""
        return tuple(r for r in self.resources if r.parent == urn)

    def named(self, name: str) -> Resource:
        """The one resource of that logical name below the stack; KeyError when there is none."""
        for resource in self.resources:
            if resource.name == name and resource.type != STACK_TYPE:
                return resource
        raise KeyError(name)
