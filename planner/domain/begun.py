"""What a run of Pulumi began and never ended, and the id that it has in Azure if it was done.

Pulumi notes each operation before it asks Azure and strikes the note out when it has the answer.
A run that was cut off leaves the note, and whether Azure did it is for somebody to find out.
"""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from string import Formatter

CREATING = "creating"
"""The one operation that the next run does not simply repeat: what exists cannot be created."""

CLEARING = "pulumi refresh --clear-pending-creates --yes"
"""Strikes the notes of creates out, of those too that Azure has made."""

_GROUP = "/subscriptions/{subscription}/resourceGroups/{resourceGroupName}"
_ACCOUNT = _GROUP + "/providers/Microsoft.CognitiveServices/accounts/{accountName}"
_LISTS = _ACCOUNT + "/raiBlocklists/{raiBlocklistName}"
_ENDPOINT = _GROUP + "/providers/Microsoft.Network/privateEndpoints/{privateEndpointName}"
_ZONE = _GROUP + "/providers/Microsoft.Network/privateDnsZones/{privateZoneName}"
_IDENTITY = _GROUP + "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/{resourceName}"
_RIGHTS = "/{scope}/providers/Microsoft.Authorization"

_IDS: Mapping[str, str] = {
    "azure-native:resources:ResourceGroup": _GROUP,
    "azure-native:cognitiveservices:Account": _ACCOUNT,
    "azure-native:cognitiveservices:Deployment": _ACCOUNT + "/deployments/{deploymentName}",
    "azure-native:cognitiveservices:Project": _ACCOUNT + "/projects/{projectName}",
    "azure-native:cognitiveservices:RaiPolicy": _ACCOUNT + "/raiPolicies/{raiPolicyName}",
    "azure-native:cognitiveservices:RaiBlocklist": _LISTS,
    "azure-native:cognitiveservices:RaiBlocklistItem": (
        _LISTS + "/raiBlocklistItems/{raiBlocklistItemName}"
    ),
    "azure-native:network:PrivateEndpoint": _ENDPOINT,
    "azure-native:network:PrivateDnsZoneGroup": (
        _ENDPOINT + "/privateDnsZoneGroups/{privateDnsZoneGroupName}"
    ),
    "azure-native:privatedns:PrivateZone": _ZONE,
    "azure-native:privatedns:VirtualNetworkLink": (
        _ZONE + "/virtualNetworkLinks/{virtualNetworkLinkName}"
    ),
    "azure-native:managedidentity:UserAssignedIdentity": _IDENTITY,
    "azure-native:authorization:RoleAssignment": (
        _RIGHTS + "/roleAssignments/{roleAssignmentName}"
    ),
    "azure-native:authorization:ManagementLockByScope": _RIGHTS + "/locks/{lockName}",
    "azure-native:monitor:DiagnosticSetting": (
        "/{resourceUri}/providers/Microsoft.Insights/diagnosticSettings/{name}"
    ),
}
"""The id of each type that the program registers, from its inputs.

Source: the paths of ARM's REST reference, which are the ids that the provider asks for.
"""


@dataclass(frozen=True, slots=True)
class Begun:
    """One operation whose end nobody wrote down."""

    operation: str
    """In Pulumi's word: `creating`, `updating`, `deleting` ..."""
    type: str
    """Pulumi's type of the resource, without those of its parents."""
    name: str
    """Its logical name."""
    parent: str | None
    """URN of its parent; None for the stack itself."""
    id: str | None
    """Its ARM id; None where its inputs or the subscription do not give it."""

    @property
    def importing(self) -> str | None:
        """The command that takes it into the state if Azure has it; None where nobody can say."""
        if self.operation != CREATING or self.id is None:
            return None
        above = ["--parent", f"above={self.parent}"] if self.parent else []
        how = ["--protect=false", "--generate-code=false", "--yes"]
        return shlex.join(["pulumi", "import", self.type, self.name, self.id, *above, *how])


@dataclass(frozen=True, slots=True)
class CutOff:
    """What a run left behind of a stack."""

    stack: str
    """Its name; empty where the state holds nothing at all."""
    begun: tuple[Begun, ...]
    """In the order of the state."""

    @property
    def creating(self) -> tuple[Begun, ...]:
        """What may exist in Azure without Pulumi's knowing it."""
        return tuple(each for each in self.begun if each.operation == CREATING)

    @property
    def nameless(self) -> tuple[Begun, ...]:
        """What may exist in Azure under an id that its inputs do not give."""
        return tuple(each for each in self.creating if each.importing is None)

    @property
    def commands(self) -> tuple[str, ...]:
        """What to run, in this order; only `pulumi up` where nothing was being made.

        With something nameless they end before the notes are cleared: the note is all that is
        known of it, and without it the next run could neither make it nor change it.
        """
        imports = [each.importing for each in self.creating if each.importing]
        clear = [CLEARING] if self.creating else []
        last = [] if self.nameless else [*clear, "pulumi up"]
        return ("pulumi cancel --yes", *imports, *last)


def arm_id(type_: str, inputs: Mapping[str, object], subscription: str | None) -> str | None:
    """The ARM id of a resource of ours with these inputs; None where they do not give it."""
    template = _IDS.get(type_, "{}")
    given = {**inputs, "subscription": subscription}
    parts = {name: given.get(name or "") for _, name, _, _ in Formatter().parse(template)}
    texts = {
        name: each.strip("/") for name, each in parts.items() if name and isinstance(each, str)
    }
    return template.format(**texts) if template != "{}" and len(texts) == _holes(template) else None


def _holes(template: str) -> int:
    return len({name for _, name, _, _ in Formatter().parse(template) if name})
