"""Properties look at the same inputs on every run; HYPOTHESIS_PROFILE=explore looks for new ones.

`few` is for `make mutants`, which runs them hundreds of times.
"""

from __future__ import annotations

import os
from collections.abc import Iterable

import pytest
from hypothesis import settings

settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("few", derandomize=True, max_examples=10, deadline=None)
settings.register_profile("explore", max_examples=1_000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))

SLOW = (
    "tests/checks/test_properties.py",  # generated stacks
    "tests/checks/test_faults.py",  # a thousand mistakes with their valid twins
    "tests/e2e/",  # the real Pulumi CLI
    "tests/engine/test_program.py",  # previews in processes of their own
    "tests/facts/test_properties.py",  # generated snapshots
    "tests/fake_azure/",  # the stand-in for Azure, which is part of the tests
    "tests/placement/test_solver.py",  # fifteen hundred problems against trying everything
    "tests/planning/test_relaxation.py",  # each change planned in earnest
    "tests/walk/",  # random edits, planned and registered
    "tests/proof/",  # two thousand stacks against the stand-in for Azure
    "tests/test_release.py",  # builds the packages
)
"""What `make test-quick` leaves out: what a change seldom breaks alone and takes longest."""


def pytest_collection_modifyitems(items: Iterable[pytest.Item]) -> None:
    """Marks the tests of the files and folders above as slow."""
    for item in items:
        if item.nodeid.startswith(SLOW):
            item.add_marker(pytest.mark.slow)
