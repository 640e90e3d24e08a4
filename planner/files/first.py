"""The text of a first stack file: small, valid, and commented for the person who edits it next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from planner.domain.residency import ANYWHERE
from planner.domain.terms import DeploymentType, Environment, Family

_WIDTH = 37
"""The column from which on comments stand."""


@dataclass(frozen=True, slots=True)
class First:
    """What a first stack file says."""

    stack: str
    environment: Environment
    model: str
    """As a stack file names it."""
    version: str
    pool: str
    """The usage name of the pool that it draws on."""
    said: str
    """The model's lifecycle in a few words."""
    type: DeploymentType
    region: str
    residency: str | None
    amount: int
    """In the unit of the type."""
    snapshot: str
    as_of: date
    catalog: str = ""
    """The snapshot that it pins; empty for none."""
    schema: str = ""
    """Where the JSON Schema lies, seen from the file; empty when there is none."""


def first_stack(first: First) -> str:
    """The whole file."""
    lines = [*_head(first), "", *_subscription(first), "", *_accounts(), "", *_workload(first)]
    return "\n".join(lines) + "\n"


def _head(first: First) -> Iterator[str]:
    if first.schema:
        yield f"# yaml-language-server: $schema={first.schema}"
    yield f"# A first stack file, made on {first.as_of} from catalog {first.snapshot}. Edit it, then: planner check {first.stack}"
    yield "version: 1"
    yield _commented(
        f"environment: {first.environment}", "dev, test or prod: some rules are stricter in prod"
    )
    pin = f'catalog: "{first.catalog or first.snapshot}"'
    said = "pins the facts; without it, the newest that are shipped"
    yield _commented(pin if first.catalog else f"# {pin}", said)


def _subscription(first: First) -> Iterator[str]:
    yield "# subscription:"
    yield _commented("#   quota_tier: 1", "what the subscription has: then quota is checked too")
    if first.type.family is Family.STANDARD:
        yield _commented(
            f"#   quota: {{{first.pool}: 100}}", "what was granted beyond, in thousands"
        )


def _accounts() -> Iterator[str]:
    yield "# accounts:"
    yield _commented(
        "#   naming: {suffix: a1b2}", "names are unique worldwide: make the suffix yours"
    )


def _workload(first: First) -> Iterator[str]:
    yield "workloads:"
    yield _commented("  chat:", "the name is the identity: another name is another deployment")
    yield _commented(f"    model: {first.model}@{first.version}", first.said)
    yield _commented(f"    deployment_type: {first.type}", _paid(first.type))
    yield _commented(f"    region: {first.region}", "or several in order: [first, second]")
    if first.residency:
        yield _commented(f"    residency: {first.residency}", _inside(first.residency))
    else:
        yield _commented("    # residency: eu", "where prompts may be processed, if that matters")
    yield _commented(f"    capacity: {{{first.type.unit}: {first.amount}}}", _counted(first.type))


def _inside(residency: str) -> str:
    if residency == "eu":
        return "the EU data zone, which has Norway and Switzerland in it"
    return "any place" if residency == ANYWHERE else "prompts are processed nowhere else"


def _paid(type_: DeploymentType) -> str:
    by = {
        Family.STANDARD: "paid by the token",
        Family.PROVISIONED: "paid by the hour, used or not",
    }
    return by.get(type_.family, "")


def _counted(type_: DeploymentType) -> str:
    if type_.family is Family.PROVISIONED:
        return "the smallest size; provisioned throughput units"
    return "tokens per minute"


def _commented(text: str, comment: str) -> str:
    return f"{text:{_WIDTH}}  # {comment}" if comment else text
