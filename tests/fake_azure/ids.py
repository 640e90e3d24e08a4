"""ARM resource ids, taken apart."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

_PROVIDERS = "/providers/"


@dataclass(frozen=True)
class ArmId:
    """One resource id; ids are compared without case, as ARM does."""

    text: str
    """With its leading slash and without a trailing one."""

    @classmethod
    def of(cls, text: str) -> ArmId:
        return cls("/" + text.strip("/"))

    @property
    def key(self) -> str:
        """What is compared."""
        return self.text.lower()

    @property
    def name(self) -> str:
        return self.text.rsplit("/", 1)[1]

    @cached_property
    def type(self) -> str:
        """Like `microsoft.cognitiveservices/accounts/deployments`, in lower case."""
        at = self.key.rfind(_PROVIDERS)
        if at < 0:
            depth = self.key.count("/")
            return {2: "subscription", 4: "microsoft.resources/resourcegroups"}.get(depth, "")
        namespace, *pairs = self.key[at + len(_PROVIDERS) :].split("/")
        return "/".join([namespace, *pairs[::2]])

    @property
    def short_type(self) -> str:
        """The last two words of the type that people say: `accounts/deployments`."""
        return self.type.split("/", 1)[-1]

    @cached_property
    def parent(self) -> ArmId | None:
        """The resource this one lives below; None for what lives in a group or a scope."""
        above = self.text.rsplit("/", 2)[0]
        tail = above.rsplit(_PROVIDERS, 1)[-1] if _PROVIDERS in above else ""
        return ArmId(above) if tail.count("/") >= 2 else None

    @cached_property
    def scope(self) -> ArmId:
        """What an extension resource is about: the id before its last `/providers/`."""
        return ArmId(self.text[: self.key.rfind(_PROVIDERS)])

    @cached_property
    def group(self) -> ArmId | None:
        """The resource group the id is in; None for what belongs to the subscription."""
        parts = self.text.split("/")
        is_in = len(parts) > 4 and parts[3].lower() == "resourcegroups"
        return ArmId("/".join(parts[:5])) if is_in else None

    def within(self, other: ArmId) -> bool:
        """Whether this is `other` or anything below it."""
        return self.key == other.key or self.key.startswith(other.key + "/")
