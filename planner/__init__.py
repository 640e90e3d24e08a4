"""Deployment planner for Azure OpenAI: valid combinations only, offline, dated, explained.

The names below are promised to those who use the planner as a library (docs/library.md); what the
rooms hold besides them may change with any release. Each is imported when it is first asked for,
so that `import planner` stays cheap and a command pays only for what it uses.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planner.facts.snapshot import load as load_catalog
    from planner.files.lock import beside as load_lock
    from planner.files.stack import read as load_stack
    from planner.planning.check import check
    from planner.planning.make_plan import make_plan
    from planner.planning.verify import verify

__version__ = "0.1.0"

__all__ = [
    "__version__",
    "check",
    "load_catalog",
    "load_lock",
    "load_stack",
    "make_plan",
    "verify",
]

_HOMES = {
    "check": ("planner.planning.check", "check"),
    "load_catalog": ("planner.facts.snapshot", "load"),
    "load_lock": ("planner.files.lock", "beside"),
    "load_stack": ("planner.files.stack", "read"),
    "make_plan": ("planner.planning.make_plan", "make_plan"),
    "verify": ("planner.planning.verify", "verify"),
}
"""Where each promised name lives, and what it is called there."""


def __getattr__(name: str) -> object:
    """A promised name, imported now. Raises AttributeError for any other."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415 - only for those who ask

    module, there = _HOMES[name]
    found: object = getattr(import_module(module), there)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
