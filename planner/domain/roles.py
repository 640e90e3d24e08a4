"""Roles that can be given on an account, by the names that Azure's documents use.

Names change ("Azure AI User" became "Foundry User" in 2026), ids do not, so what reaches Azure
is always the id. Source: Learn, built-in roles and Foundry role-based access, 2026-09.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

ROLES: Mapping[str, str] = {
    "Cognitive Services OpenAI User": "5e0bd9bd-7b93-4f28-af87-19fc36ad61bd",
    "Cognitive Services OpenAI Contributor": "a001fd3d-188f-4b5d-821b-7da978bf7442",
    "Cognitive Services Contributor": "25fbc0a9-bd7c-42a3-aa1a-3b75d497ee68",
    "Cognitive Services User": "a97b65f3-24c7-4388-baec-2e87135dc908",
    "Foundry User": "53ca6127-db72-4b80-b1b0-d745d6d5456d",
    "Azure AI User": "53ca6127-db72-4b80-b1b0-d745d6d5456d",
    "Foundry Project Manager": "eadc314b-1a2d-4efa-be10-5d325db5065e",
    "Azure AI Project Manager": "eadc314b-1a2d-4efa-be10-5d325db5065e",
    "Foundry Account Owner": "e47c6f54-e4a2-4754-9501-8e0985b135e1",
    "Azure AI Account Owner": "e47c6f54-e4a2-4754-9501-8e0985b135e1",
    "Foundry Owner": "c883944f-8b7b-4483-af10-35834be79c4a",
    "Azure AI Owner": "c883944f-8b7b-4483-af10-35834be79c4a",
    "Azure AI Developer": "64702f94-c441-49e6-a78b-ef80e0188fee",
    "Azure AI Administrator": "b78c5d69-af96-48a3-bf8d-a8b4d589de94",
    "Reader": "acdd72a7-3385-48ef-bd42-f606fba81ae7",
    "Monitoring Metrics Publisher": "3913510d-42f4-4e42-8a64-420c390055eb",
}
"""Ids by name. Usages Reader is missing on purpose: it works at subscription scope only."""

_GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_PLAIN = {name.casefold(): id_ for name, id_ in ROLES.items()}
_DEFINITION = "/roledefinitions/"


def is_guid(text: str) -> bool:
    """Whether a text has the form of an id in Entra ID or of a role."""
    return _GUID.fullmatch(text) is not None


def role_id(role: str) -> str | None:
    """The GUID of a role given by name (in any case), GUID or ARM id; None for an unknown name."""
    guid = role.casefold().rpartition(_DEFINITION)[2]
    if is_guid(guid):
        return guid
    return _PLAIN.get(" ".join(role.split()).casefold())
