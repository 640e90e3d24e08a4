"""What `planner preview --json` says: the resources that the program would register, and the plan."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from planner.domain.plan import Plan
from planner.domain.terms import Verdict
from planner.engine.preview import NOT_CHECKED, Log, Options, Outcome, Preview
from planner.report.forms.base import VERSION, Version, fill, form
from planner.report.forms.plan import PlanForm, plan_form
from planner.report.preview import PreviewReport


@form
class ResourceForm:
    """One resource that the program registered.

    A value that only Azure will know is `{"$unknown": true}`, a secret `{"$secret": true}`.
    """

    urn: str
    type: str
    name: str
    """Logical name: Pulumi's identity, not the name in Azure."""
    parent: str | None
    """URN of the parent; null for the stack itself."""
    depth: int
    """Steps down from the stack, which is at 0."""
    custom: bool
    """True when Azure has such a thing; false for the stack and for components."""
    wave: int
    """1 for what can be written at once, n+1 for what waits for wave n; 0 writes nothing."""
    turn_after: str | None
    """URN of the brother that is written right before it, of those that take turns."""
    inputs: Mapping[str, Any]
    """Properties in wire spelling, keys sorted."""
    outputs: Mapping[str, Any]
    """What a component or the stack registered at its end; empty for custom resources."""
    dependencies: tuple[str, ...]
    """URNs that must exist first, sorted."""
    property_dependencies: Mapping[str, tuple[str, ...]]
    """For each input that came from other resources: their URNs, sorted."""
    options: Options


@form
class ChainForm:
    """The longest run of writes in one account; each waits for the one before it."""

    account: str
    """URN of the account."""
    writes: tuple[str, ...]
    """URNs in the order of writing, the account first."""
    provisioned: int
    """How many of them are provisioned deployments, which take longer than others."""
    seconds: int
    """An estimate, without what provisioned deployments add."""


@form
class PreviewForm:
    """What the Pulumi program registered and said, and the plan that it made."""

    format_version: Version = VERSION
    project: str
    stack: str
    outcome: Outcome
    error: str | None
    """What went wrong, one problem a line; null when the program ran to its end or spoke itself."""
    config: Mapping[str, Any]
    """Configuration as the program saw it, keys as `project:key`, sorted."""
    resources: tuple[ResourceForm, ...]
    """In tree order, the stack first; empty when the program stopped before it."""
    chains: tuple[ChainForm, ...]
    """One an account, sorted by URN."""
    logs: tuple[Log, ...]
    outputs: Mapping[str, Any]
    """Outputs of the stack, keys sorted."""
    not_checked: tuple[str, ...]
    """What an offline preview cannot say."""
    verdict: Verdict
    """The plan's."""
    plan: PlanForm


def preview_form(preview: Preview, plan: Plan) -> PreviewForm:
    """The form of a preview and of the plan that the program made."""
    return fill(
        PreviewForm,
        preview,
        resources=tuple(fill(ResourceForm, each) for each in preview.resources),
        chains=tuple(fill(ChainForm, each) for each in preview.chains),
        not_checked=NOT_CHECKED,
        verdict=plan.verdict,
        plan=plan_form(plan),
    )


def form_of(report: PreviewReport) -> PreviewForm:
    """The form of a report of `planner.report.preview`."""
    return preview_form(report.preview, report.plan)
