"""The options of single resources, as they are handed to Pulumi."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from pulumi import Resource, ResourceOptions

from planner.domain.plan import Deployment
from planner.domain.terms import DeploymentType
from planner.emit import options
from tests.emit.plans import account, deployment

PARENT, OTHER = Resource.__new__(Resource), Resource.__new__(Resource)
MODEL = ["properties.model.name", "properties.model.format"]
VERSION, SKU = ["properties.model.version"], ["sku.name"]


def of(made: Deployment, **more: Any) -> ResourceOptions:
    given = {"protect": False, "retyped": False, "follows": False, **more}
    return options.deployment(made, parent=PARENT, after=[OTHER], **given)


def test_a_group_stays_where_it_was_made() -> None:
    found = options.group(protect=True, retain=False)
    assert (found.ignore_changes, found.protect, found.retain_on_delete) == (
        ["location"],
        True,
        None,
    )
    assert options.group(protect=False, retain=True).retain_on_delete is True


def test_zones_are_protected_and_links_go_before_new_ones() -> None:
    assert options.zone(protect=True).protect is True
    link = options.link(PARENT)
    assert (link.parent, link.delete_before_replace) == (PARENT, True)


def test_an_account_needs_what_comes_before_it() -> None:
    """It stays in Azure where it was adopted; one of kind OpenAI is not turned back."""
    made = options.account(PARENT, account(), after=[OTHER], protect=True)
    assert (made.parent, made.depends_on, made.protect) == (PARENT, [OTHER], True)
    assert (made.retain_on_delete, made.ignore_changes, made.import_) == (None, None, None)
    old = replace(account(kind="OpenAI"), adopted=True, import_id="/id")
    taken = options.account(PARENT, old, after=[], protect=False)
    assert (taken.retain_on_delete, taken.import_) == (True, "/id")
    assert taken.ignore_changes == ["kind", "properties.allowProjectManagement"]


TYPES: dict[DeploymentType, tuple[list[str], list[str], list[str]]] = {
    DeploymentType.GLOBAL_STANDARD: (MODEL, [], MODEL + VERSION),
    DeploymentType.GLOBAL_BATCH: (MODEL + SKU, [], MODEL + VERSION),
    DeploymentType.DEVELOPER: (MODEL + SKU, [], MODEL + VERSION),
    DeploymentType.PROVISIONED: (
        SKU,
        ["properties.currentCapacity"],
        ["properties.currentCapacity"],
    ),
}


@pytest.mark.parametrize(("kind", "found"), TYPES.items(), ids=lambda each: str(each)[:20])
def test_what_replaces_a_deployment_and_what_is_left_as_it_stands(
    kind: DeploymentType, found: tuple[list[str], list[str], list[str]]
) -> None:
    """The paths are those of the wire: Pulumi ignores what it does not find."""
    replacing, ignored, followed = found
    made = of(deployment(type=kind))
    assert made.replace_on_changes == replacing
    assert made.ignore_changes == ignored
    assert of(deployment(type=kind), follows=True).ignore_changes == followed
    assert of(deployment(type=kind), retyped=True).replace_on_changes == replacing + SKU


def test_a_deployment_is_deleted_before_it_is_made_anew_and_may_take_long() -> None:
    made = of(deployment(import_id="/id"), protect=True)
    assert (made.parent, made.depends_on, made.protect) == (PARENT, [OTHER], True)
    assert (made.delete_before_replace, made.import_) == (True, "/id")
    slow = of(deployment(type=DeploymentType.PROVISIONED)).custom_timeouts
    usual = made.custom_timeouts
    assert slow is not None
    assert usual is not None
    assert (usual.create, usual.update, usual.delete) == ("30m", "30m", "30m")
    assert (slow.create, slow.update, slow.delete) == ("60m", "60m", "30m")
