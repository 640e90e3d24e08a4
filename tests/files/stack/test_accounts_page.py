"""docs/accounts.md explains every key of the `accounts` section."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.domain.schema import Strict
from planner.domain.settings import (
    Accounts,
    BlockList,
    ContentFilter,
    Diagnostics,
    Encryption,
    Filter,
    Identity,
    Network,
    Outbound,
    PrivateEndpoint,
    Project,
    RoleAssignment,
    Storage,
)

PAGE = (Path(__file__).parents[3] / "docs" / "accounts.md").read_text()
SECTIONS: list[type[Strict]] = [
    Accounts,
    Network,
    PrivateEndpoint,
    Outbound,
    Identity,
    Encryption,
    Storage,
    Project,
    RoleAssignment,
    Diagnostics,
    ContentFilter,
    Filter,
    BlockList,
]


@pytest.mark.parametrize("section", SECTIONS, ids=lambda each: each.__name__)
def test_the_page_names_every_key(section: type[Strict]) -> None:
    """A setting without a line on the page does not exist for its users."""
    shown = {"create": "private_endpoint: none"}
    missing = {key for key in section.model_fields if shown.get(key, key) not in PAGE}
    assert missing == set()
