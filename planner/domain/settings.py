"""The `accounts` section of a stack file: what every account of the stack is like.

Each setting is safe where left out, holds for all accounts, and can be overridden for the
accounts of one region under `accounts.regions`. Forms are checked here; whether a value makes
sense (is this id an id, is this role known) is judged by the rules of the 8xx range, which say
what would help. `docs/accounts.md` explains every setting.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from planner.domain.schema import RegionSlug, Strict, Texts, as_list

CREATE = "create"
"""Written where an id may stand: make the thing instead of naming one that exists."""
NONE = "none"
MICROSOFTS = "Microsoft."
"""How the names of content filter policies begin that every account has."""
DEFAULT_KIND = "AIServices"
"""The kind of account that is made where nothing is said, and in which the other kind ends."""
STACK_TAG = "planner-stack"
"""The tag that says which stack a resource belongs to."""
AGAIN_TAG = "planner-written-again"
"""The tag that makes a run write what Azure failed to make; of no meaning to anybody else."""

Name = Annotated[str, Field(min_length=1)]

Import = bool | Name
"""`true` for what has the plan's name, or the ARM id of what exists; false makes it."""


class Project(Strict):
    """A Foundry project in the account; kind AIServices only."""

    name: Name
    display_name: str | None = None
    description: str | None = None


class Identity(Strict):
    """Who the account is when it calls other services."""

    system: bool = True
    """An identity that lives and dies with the account."""
    user_assigned: Texts = ()
    """ARM ids of identities that exist; `create` makes one beside the account."""


class PrivateEndpoint(Strict):
    """The account's address inside a virtual network."""

    create: bool = True
    """False when somebody else makes the endpoints; the short form is `private_endpoint: none`."""
    subnet: str | None = None
    """ARM id of the subnet it stands in."""
    location: RegionSlug | None = None
    """Region of that subnet's network; default the account's."""
    dns: Texts = (CREATE,)
    """`create` makes the three zones and links them to the subnet's network; ids of zones that
    exist; or `none`, when DNS is done elsewhere."""


class Outbound(Strict):
    """Where the account itself may connect to."""

    restricted: bool = False
    allowed_fqdns: tuple[str, ...] = ()
    """Host names it may reach when restricted."""


def _endpoint(value: object) -> object:
    return {"create": False} if value == NONE else value


class Network(Strict):
    """How the account is reached."""

    profile: Literal["public", "restricted", "private"] = "public"
    """public: from anywhere, with Entra ID. restricted: from listed addresses and subnets.
    private: through private endpoints only."""
    ip_rules: Texts = ()
    """Addresses or CIDR ranges let in; profile restricted."""
    subnets: Texts = ()
    """ARM ids of subnets let in through their service endpoint; profile restricted."""
    trusted_services: bool = True
    """Azure's own search, machine learning and AI services pass the rules."""
    private_endpoint: Annotated[
        PrivateEndpoint,
        BeforeValidator(_endpoint, json_schema_input_type=PrivateEndpoint | Literal["none"]),
    ] = PrivateEndpoint.left_out()
    """Made wherever a subnet is named; `none` when somebody else makes them."""
    outbound: Outbound = Outbound.left_out()
    """Where the account itself may connect to."""


def _network(value: object) -> object:
    return {"profile": value} if isinstance(value, str) else value


class EventHub(Strict):
    """An event hub that diagnostics are sent to."""

    authorization_rule: str
    """ARM id of the namespace's authorisation rule."""
    name: str | None = None
    """The hub; default one a category, made by Azure."""


class Diagnostics(Strict):
    """Where logs and metrics of the account go; any of the three, or several."""

    log_analytics: str | None = None
    """ARM id of a workspace."""
    storage: str | None = None
    """ARM id of a storage account."""
    event_hub: EventHub | None = None
    categories: Texts = ("Audit", "RequestResponse", "AzureOpenAIRequestUsage")
    """Log categories; none of these holds prompts or answers."""
    metrics: Texts = ("AllMetrics",)


class RoleAssignment(Strict):
    """A role that somebody has on the account."""

    role: str
    """Its id, or its documented name, which is sent as the id."""
    principal: str
    """Object id of the user, group or service principal in Entra ID."""
    principal_type: (
        Literal["User", "Group", "ServicePrincipal", "ForeignGroup", "Device"] | None
    ) = None
    """Say it for principals that were made minutes ago: Azure then does not look them up."""
    description: str | None = None
    condition: Name | None = None
    """An expression (version 2.0) that narrows the role."""


class Encryption(Strict):
    """A key of your own for data at rest, instead of Microsoft's."""

    key_vault: str
    """URI of the vault, `https://NAME.vault.azure.net/`."""
    key: Name
    version: str | None = None
    """Left out: the newest, followed when it is rotated."""
    identity_client_id: str
    """Client id of a user-assigned identity of the account that may use the key."""


class Storage(Strict):
    """A storage account of yours that the account keeps its data in."""

    id: str
    """ARM id of the storage account."""
    identity_client_id: str | None = None
    """Client id of the user-assigned identity that reads and writes; default the system's."""


class Filter(Strict):
    """One filter of a content filter policy."""

    name: Name
    """Hate, Sexual, Violence, Selfharm, Jailbreak, Protected Material Text ..."""
    source: Literal["Prompt", "Completion"]
    threshold: Literal["Low", "Medium", "High"] | None = None
    """From which severity on; filters without severities have none."""
    blocking: bool = True
    """False marks what it finds and lets it pass."""
    enabled: bool = True


class UsedList(Strict):
    """A block list in a content filter policy."""

    name: Name
    """Its key under `accounts.block_lists`."""
    source: Literal["Prompt", "Completion"] = "Prompt"
    blocking: bool = True


class ContentFilter(Strict):
    """A content filter policy; workloads name it under `content_filter`."""

    base: str = "Microsoft.DefaultV2"
    """The policy that it changes."""
    mode: Literal["Default", "Blocking", "Asynchronous_filter"] = "Default"
    """Asynchronous_filter streams answers before they are judged."""
    filters: tuple[Filter, ...] = ()
    """What differs from the base."""
    block_lists: tuple[UsedList, ...] = ()


class Pattern(Strict):
    """One entry of a block list."""

    pattern: Name
    regex: bool = False


def _pattern(value: object) -> object:
    return {"pattern": value} if isinstance(value, str) else value


class BlockList(Strict):
    """Words that content filter policies can refuse."""

    description: str | None = None
    items: dict[
        Name, Annotated[Pattern, BeforeValidator(_pattern, json_schema_input_type=str | Pattern)]
    ] = Field(default_factory=dict)
    """Each under a name of its own: a word, or `{pattern, regex: true}`."""


class AccountSettings(Strict):
    """Everything about an account that may differ between regions."""

    kind: Literal["AIServices", "OpenAI"] = "AIServices"
    """OpenAI can become AIServices in place; the other way round it cannot once projects exist."""
    local_auth: bool = False
    """Keys as well as Entra ID."""
    public_network: bool | None = None
    """The older, shorter `network`: true is public, false private without an endpoint."""
    network: (
        Annotated[
            Network,
            BeforeValidator(
                _network,
                json_schema_input_type=Network | Literal["public", "restricted", "private"],
            ),
        ]
        | None
    ) = None
    """A profile, `private`, or a mapping with more; default public."""
    subnet: str | None = None
    """ARM id of the private endpoint's subnet: short for `network.private_endpoint.subnet`."""
    identity: Identity = Identity.left_out()
    """Who the account is when it calls other services."""
    projects: Annotated[
        tuple[Project, ...],
        BeforeValidator(as_list, json_schema_input_type=Project | list[Project]),
    ] = ()
    """Foundry projects in each account."""
    diagnostics: Diagnostics | None = None
    """Where its logs and metrics go; default nowhere."""
    role_assignments: tuple[RoleAssignment, ...] = ()
    """Who may do what with the account."""
    encryption: Encryption | None = None
    """A customer-managed key; default Microsoft's key."""
    content_filters: dict[Name, ContentFilter] = Field(default_factory=dict)
    """Policies by name, made before the deployments that use them."""
    block_lists: dict[Name, BlockList] = Field(default_factory=dict)
    """Block lists by name, made before the policies that use them."""
    user_owned_storage: tuple[Storage, ...] = ()
    """Storage accounts of yours for its data."""
    lock: Literal["CanNotDelete", "ReadOnly"] | None = None
    """A management lock, made last; it must go before a deployment can."""
    adopt: Import = Field(default=False, alias="import")
    """Take over accounts that exist in Azure: `true` or an ARM id; take it out after that run."""
    owned: bool = False
    """An adopted account becomes the stack's own: it is deleted when it leaves the stack, as one
    that the stack made. Else it stays in Azure."""
    taken_from: Name | None = None
    """The stack whose accounts `import` may take over: its tag `planner-stack` is replaced."""
    restore: bool = False
    """Bring back the soft-deleted account of the same name; take it out after that run."""
    tags: dict[str, str] = Field(default_factory=dict)
    """On everything that takes tags; `planner-stack` is added."""

    @model_validator(mode="after")
    def _one_network(self) -> Self:
        if self.network is not None and self.public_network is not None:
            raise PydanticCustomError(
                "extra_key", "give network or public_network, not both: they say the same"
            )
        return self

    def plain(self) -> dict[str, Any]:
        """Every setting as plain data, by the keys of a stack file; reading it gives the same."""
        keys = set(AccountSettings.model_fields)
        return self.model_dump(mode="json", include=keys, by_alias=True)

    @property
    def reach(self) -> Network:
        """How the account is reached, whichever keys say so."""
        if self.network is not None:
            return self.network
        if self.public_network is False:
            return Network(profile="private", private_endpoint=PrivateEndpoint(create=False))
        return Network()

    def written_out(self, region: str) -> Network:
        """How an account in this region is reached, with nothing left to other keys or defaults."""
        reach, subnet = self.reach, self.endpoint_subnet
        location = (reach.private_endpoint.location or region) if subnet else None
        given = {"subnet": subnet, "location": location}
        endpoint = reach.private_endpoint.model_copy(update=given)
        return reach.model_copy(update={"private_endpoint": endpoint})

    @property
    def endpoint_subnet(self) -> str | None:
        """The subnet of the private endpoint; None when there is no endpoint to make."""
        endpoint = self.reach.private_endpoint
        return (endpoint.subnet or self.subnet) if endpoint.create else None


class Naming(Strict):
    """How accounts are called: `<prefix>-<stack>-<region>[-<suffix>]`."""

    prefix: str = "aoai"
    suffix: str | None = None
    """Makes names and subdomains, which are global, your own."""


class Region(AccountSettings):
    """What is different for the accounts of one region."""

    name: Name | None = None
    """Name of the region's first account, where `naming` does not give it."""
    subdomain: Name | None = None
    """Its subdomain, where that is not its name."""


_FOR_A_RUN = {"import", "taken_from", "restore"}
"""Keys that are taken out when their run is done."""


class Accounts(AccountSettings):
    """Settings of every account of the stack; safe where left out."""

    resource_group: Name | None = None
    """Name of the resource group that is made, default `rg-<prefix>-<stack>`; or the ARM id of
    one that exists, which is neither changed nor deleted."""
    location: RegionSlug | None = None
    """Region of the resource group; default that of the first account inside the residency."""
    naming: Naming = Naming.left_out()
    """Names and subdomains of the accounts."""
    regions: dict[RegionSlug, Region] = Field(default_factory=dict)
    """What is different for the accounts of one region; mappings are merged, the rest replaced."""
    teams: dict[Name, AccountSettings] = Field(default_factory=dict)
    """What is different for the accounts of one team, which workloads name under `team`; merged
    over what the region says."""

    @property
    def group_id(self) -> str | None:
        """ARM id of the resource group, when one that exists is used."""
        given = self.resource_group
        return given if given is not None and "/" in given else None

    def account_name(
        self, stack: str, region: str, number: int = 1, team: str | None = None
    ) -> str:
        """Name of one of a stack's accounts in a region, of those of a team or of nobody's.

        The first has no number, so that it keeps its name when a second one is needed. What a
        region says of names is about accounts that are nobody's.
        """
        own = self.regions.get(region) if team is None else None
        if own is not None and own.name is not None:
            return own.name if number == 1 else f"{own.name}-{number}"
        prefix, suffix = self.naming.prefix, self.naming.suffix
        parts = (prefix, stack, team, region, str(number) if number > 1 else "", suffix)
        return "-".join(part for part in parts if part)

    def subdomain(self, stack: str, region: str, number: int = 1, team: str | None = None) -> str:
        """Its subdomain: its name, unless the stack file says otherwise of the first."""
        own = self.regions.get(region)
        given = own.subdomain if own is not None and number == 1 and team is None else None
        return given or self.account_name(stack, region, number, team)

    def group_name(self, stack: str) -> str:
        """Name of the resource group of the stack with this name."""
        if self.resource_group is None:
            return f"rg-{self.naming.prefix}-{stack}"
        return self.resource_group.rstrip("/").rpartition("/")[2]

    def team_says(self, team: str | None) -> tuple[str, ...]:
        """Keys of a team's section that last longer than a run, sorted; none without a section."""
        section = self.teams.get(team) if team is not None else None
        return tuple(sorted(_given(section).keys() - _FOR_A_RUN)) if section is not None else ()

    def tags_of(self, stack: str) -> dict[str, str]:
        """The tags of what belongs to the stack as a whole, with the one that names it."""
        return {STACK_TAG: stack, **self.tags}

    def resolved(self, stack: str, region: str, team: str | None = None) -> AccountSettings:
        """The settings of a team's accounts in a region, with the tag that names the stack.

        Short forms are written out: `network` says all of `public_network` and `subnet`, and an
        endpoint that is made has its subnet and its location; one that is not made has none.
        """
        found = self.of(region, team)
        values = {name: getattr(found, name) for name in AccountSettings.model_fields}
        written_out = {"network": found.written_out(region), "public_network": None, "subnet": None}
        tags = {STACK_TAG: stack, **found.tags}
        return AccountSettings.model_construct(**{**values, **written_out, "tags": tags})

    def of(self, region: str, team: str | None = None) -> AccountSettings:
        """The settings of the accounts in a region: what a team says over what the region does.

        A region that says `network` overrules a stack that says `public_network`, and the other
        way round. Raises ValidationError for nothing that was read from a stack file.
        """
        own = (self.regions.get(region), self.teams.get(team) if team is not None else None)
        layers = [_given(layer) for layer in own if layer is not None]
        if not layers:
            return self
        base = _given(self)
        for over in layers:
            base = _overruled(base, over)
        return AccountSettings.model_validate(base)


def _overruled(base: dict[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """`base` with what `over` says; of two keys for the same, only the one that it says."""
    for key, other in (("network", "public_network"), ("public_network", "network")):
        if key in over:
            base.pop(other, None)
    return _merged(base, over)


def _given(settings: AccountSettings) -> dict[str, Any]:
    """What was written, as a stack file would write it."""
    keys = set(AccountSettings.model_fields)
    return settings.model_dump(include=keys, exclude_unset=True, by_alias=True)


def _merged(base: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """`base` with the values of `over`, mappings one level after the other."""
    found = dict(base)
    for key, value in over.items():
        old = found.get(key)
        both = isinstance(old, Mapping) and isinstance(value, Mapping)
        found[key] = _merged(old, value) if both else value  # type: ignore[arg-type]
    return found
