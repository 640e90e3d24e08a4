"""The parts of the planner that are installed only where they are asked for.

The base package checks and plans with pydantic and pyyaml. Where a part is needed and not there,
one error says which, for what, and how to install it.
"""

from __future__ import annotations

from enum import StrEnum

DISTRIBUTION = "azure-openai-planner"
"""The name that pip knows the planner by."""


class Extra(StrEnum):
    """An extra of the distribution, with the modules that it brings."""

    modules: tuple[str, ...]

    def __new__(cls, name: str, modules: tuple[str, ...]) -> Extra:
        member = str.__new__(cls, name)
        member._value_ = name
        member.modules = modules
        return member

    PULUMI = "pulumi", ("pulumi", "pulumi_azure_native")
    SOLVER = "solver", ("highspy",)
    IMPORT = "import", ("markdown_it",)


class ExtraMissingError(Exception):
    """Something was asked for that needs an extra which is not installed."""

    def __init__(self, extra: Extra, what: str, instead: str = "") -> None:
        text = (
            f"{what} needs the extra [{extra}], which is not installed: "
            f"pip install '{DISTRIBUTION}[{extra}]'"
        )
        self.problems = (f"{text}; or {instead}" if instead else text,)
        super().__init__(*self.problems)


def require(extra: Extra, what: str, instead: str = "") -> None:
    """Raises ExtraMissingError when a module of the extra cannot be found; imports none of them.

    `what` needs it; `instead` is what can be done without it.
    """
    from importlib.util import find_spec  # noqa: PLC0415 - few runs come here

    if any(find_spec(module) is None for module in extra.modules):
        raise ExtraMissingError(extra, what, instead)
