"""How a world is set up: the subscription, its rights and limits, and how long things take."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, fields
from fnmatch import fnmatchcase

from tests.fake_azure.errors import SWITCHABLE

SUBSCRIPTION = "00000000-0000-0000-0000-000000000000"
TENANT = "00000000-0000-0000-0000-00000000face"
CLIENT = "00000000-0000-0000-0000-0000000c11e7"


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Everything has a value, so `Settings()` is a world in which all documented things work."""

    subscription: str = SUBSCRIPTION
    tenant: str = TENANT
    client: str = CLIENT
    """Object id of whoever calls."""
    snapshot: str = "2026-09"
    """Folder under `planner/facts/data` that says what is offered; `published/2026-09` and the like
    are the documentation's own tables, which no catalog was read from."""
    cloud: str = "public"
    """`public` or `us-government`."""
    now: str = "2026-11-20T09:00:00+00:00"
    """The world's time when it is made."""
    frozen: bool = False
    """True: time passes only by `World.advance`. False: it also passes as real time does."""

    quota: dict[str, int] = field(default_factory=dict)
    """Limit by usage name, in units of capacity, written without regard to case. `NAME` is for
    each pool of that name, `NAME@swedencentral` or `NAME@eu` for one."""
    quota_tier: str = "1"
    """Tier whose documented defaults hold for what `quota` does not name; empty for none."""
    default_quota: int = 500
    """Limit of pools that neither `quota` nor the tier's tables name (PTU, batch, regional types of
    most models): what a portal shows varies; 500 is our own. 0 makes them undeployable."""
    regional_pools: tuple[str, ...] = ()
    """Models whose GlobalStandard and DataZoneStandard pools are still one a region."""
    accounts: dict[str, int] = field(
        default_factory=lambda: {"OpenAI": 30, "AIServices": 100, "*": 200}
    )
    """Accounts a region, by kind; `*` is all together."""
    service_capacity: dict[str, int] = field(default_factory=dict)
    """What the service itself has left, by `SKU@region`; not named is without end."""

    approved: tuple[str, ...] = ()
    """Models, or `model@version`, of limited access that this subscription was granted."""
    deployed_before: tuple[str, ...] = ()
    """`model@version` that this subscription once deployed, so may again while it is closing."""
    denied: tuple[tuple[str, str], ...] = ()
    """Rights that are missing: (action pattern, scope pattern), as in fnmatch."""
    policies: tuple[tuple[str, str, str, str], ...] = ()
    """Azure Policy that denies: (name, pattern of resource types, path in the body, pattern of the
    values that are denied; an absent value is empty text), as in fnmatch."""
    unregistered: tuple[str, ...] = ()
    """Resource providers that the subscription has not registered."""
    partner_models: tuple[str, ...] = ("DeepSeek:DeepSeek-V3.2@1", "Mistral AI:Mistral-Large-3@1")
    """Other makers' models, `format:name@version`, that AIServices accounts deploy everywhere as
    GlobalStandard; a model list of 2026-08-22."""
    existing: tuple[str, ...] | None = None
    """Patterns of ids, and of URIs of vaults, that stand in groups of others. None: all do."""
    off: tuple[str, ...] = ()
    """Refusals that this world does without, by their names in `errors.SWITCHABLE`."""
    blocked_kinds: tuple[str, ...] = ()
    """Account kinds that the subscription's offer does not allow."""
    taken_subdomains: tuple[str, ...] = ()
    """Subdomains that other customers have."""
    missing_principals: tuple[str, ...] = ()
    extra_roles: tuple[str, ...] = ()
    """Role definition ids beyond those of `roles.py`: custom ones."""
    trained: dict[str, str] = field(default_factory=dict)
    """Fine-tuned model to the id of the account that trained it. A model that is not named here
    is taken to have been trained in the account that it is deployed to."""
    default_versions: dict[str, str] = field(default_factory=dict)
    """Version that a model's new deployments get; the newest one that lives unless named."""

    durations: dict[str, float] = field(default_factory=dict)
    """Seconds that an operation takes: by `put microsoft.x/y`, then by type, then `*`; else 0."""
    settling: float = 0.0
    """Seconds for which the network service sees an account as unsettled after its last write."""
    lock_lingers: float = 0.0
    """Seconds for which a deleted management lock still holds."""
    principals_take: float = 0.0
    """Seconds until the directory knows the principal of a new managed identity."""
    spelling: bool = True
    """Whether a GET spells ids as ARM does, not as they were sent."""
    page_size: int = 0
    """Rows on one page of a list; 0 for all on one."""

    def __post_init__(self) -> None:
        """Raises ValueError for a refusal that cannot be switched off."""
        unknown = set(self.off) - SWITCHABLE
        if unknown:
            raise ValueError(f"cannot be switched off: {', '.join(sorted(unknown))}")

    def holds(self, refusal: str) -> bool:
        """Whether a refusal of `errors.SWITCHABLE` is made in this world."""
        return refusal not in self.off

    @classmethod
    def from_json(cls, text: str) -> Settings:
        """Settings from JSON with the fields' names; ValueError for a name that is none."""
        given = json.loads(text)
        unknown = set(given) - {each.name for each in fields(cls)}
        if unknown:
            raise ValueError(f"no such setting: {', '.join(sorted(unknown))}")
        lists = {k: _tuple(v) for k, v in given.items() if isinstance(v, list)}
        return cls(**{**given, **lists})

    def to_json(self) -> str:
        return json.dumps(asdict(self))

    def duration(self, verb: str, kind: str) -> float:
        """Seconds that `verb` on a resource of type `kind` takes."""
        keys = (f"{verb} {kind}", kind, "*")
        return next((self.durations[k] for k in keys if k in self.durations), 0.0)

    def may(self, action: str, scope: str) -> bool:
        """Whether the caller has the right to `action` over `scope`."""
        asked = (action.lower(), scope.lower())
        return not any(
            fnmatchcase(asked[0], act.lower()) and fnmatchcase(asked[1], where.lower())
            for act, where in self.denied
        )


def _tuple(value: list[object]) -> tuple[object, ...]:
    return tuple(tuple(each) if isinstance(each, list) else each for each in value)
