"""How Azure spells ids in its answers, whatever case they were sent in.

An id that is sent otherwise than Azure answers it looks changed at each refresh, and is then sent
again. Types that are not named here are sent as they were given.
"""

from __future__ import annotations

from collections.abc import Mapping

_WORDS = (
    "subscriptions",
    "resourceGroups",
    "providers",
    "Microsoft.OperationalInsights",
    "workspaces",
    "Microsoft.Storage",
    "storageAccounts",
    "Microsoft.EventHub",
    "namespaces",
    "authorizationRules",
)
_SPELT: Mapping[str, str] = {word.casefold(): word for word in _WORDS}


def spelt(id_: str | None) -> str | None:
    """An ARM id with its types as Azure spells them; names stay, and None stays None.

    An id is pairs: a type and a name, or `providers` and a namespace.
    """
    if id_ is None:
        return None
    words = id_.split("/")
    for at in range(1, len(words), 2):
        words[at] = _SPELT.get(words[at].casefold(), words[at])
        if words[at] == "providers" and at + 1 < len(words):
            words[at + 1] = _SPELT.get(words[at + 1].casefold(), words[at + 1])
    return "/".join(words)
