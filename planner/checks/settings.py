"""What the rules about a stack's accounts share: an example, and paths into the file."""

from __future__ import annotations

from planner.finding import Path

WORKLOAD = """\
workloads:
  support-chat:
    model: gpt-5.1@2025-11-13
    deployment_type: global-standard
    region: swedencentral
    capacity: {tpm: 50000}
"""
"""A workload that nothing is wrong with, to complete the examples."""


def path(*keys: str) -> Path:
    """The route to a key under `accounts`."""
    return ("accounts", *keys)
