"""Previews made by hand, with one of everything that the tree has to show."""

from __future__ import annotations

from collections.abc import Mapping

from planner.engine.preview import (
    ACCOUNT_TYPE,
    DEPLOYMENT_TYPE,
    GROUP_TYPE,
    SECRET,
    STACK_TYPE,
    UNKNOWN,
    Chain,
    Log,
    LogLevel,
    Options,
    Outcome,
    Preview,
    Resource,
    Value,
)


def resource(
    name: str,
    type_: str,
    parent: str | None,
    wave: int,
    inputs: Mapping[str, Value],
    *dependencies: str,
    protect: bool = False,
) -> Resource:
    return Resource(
        urn=name,
        type=type_,
        name=name,
        parent=parent,
        depth=0,
        custom=wave > 0,
        inputs=inputs,
        outputs={},
        dependencies=dependencies,
        property_dependencies={},
        options=Options(protect=protect),
        wave=wave,
    )


def model(version: str, sku: str, capacity: int, account: Value) -> Mapping[str, Value]:
    return {
        "accountName": account,
        "properties": {"model": {"name": "gpt-5.1", "version": version, "format": "OpenAI"}},
        "sku": {"name": sku, "capacity": capacity},
    }


STACK = "azure-openai-prod"
COMPONENT, GROUP, ACCOUNT = "aoai-prod-swedencentral", "group", "account"
PREVIEW = Preview(
    project="azure-openai",
    stack="prod",
    outcome=Outcome.OK,
    resources=(
        resource(STACK, STACK_TYPE, None, 0, {}),
        resource(GROUP, GROUP_TYPE, STACK, 1, {"location": "swedencentral"}),
        resource(COMPONENT, "planner:index:Account", STACK, 0, {}),
        resource(
            ACCOUNT,
            ACCOUNT_TYPE,
            COMPONENT,
            2,
            {"location": "swedencentral", "kind": "AIServices", "sku": {"name": "S0"}},
            GROUP,
        ),
        resource(
            "support-chat",
            DEPLOYMENT_TYPE,
            COMPONENT,
            3,
            model("2025-11-13", "DataZoneStandard", 50, UNKNOWN),
            ACCOUNT,
            GROUP,
        ),
        resource(
            "triage",
            DEPLOYMENT_TYPE,
            COMPONENT,
            4,
            model("2025-11-13", "DataZoneProvisionedManaged", 15, SECRET),
            "support-chat",
            ACCOUNT,
            protect=True,
        ),
    ),
    chains=(
        Chain(ACCOUNT, (ACCOUNT, "support-chat", "triage"), provisioned=1),
        Chain("other", ("other", "a", "b", "c", "d", "e", "f")),
    ),
    logs=(
        Log(LogLevel.INFO, "a word"),
        Log(LogLevel.WARNING, "claims-chat is not deployed:\n  AOAI205 error: not offered"),
    ),
    outputs={
        "deployments": {"support-chat": ({"sku": "DataZoneStandard", "capacity": 50},)},
        "endpoints": {COMPONENT: UNKNOWN},
        "refused": {},
        "ready": True,
        "token": SECRET,
    },
)
BROKEN = Preview(
    project="azure-openai",
    stack="dev",
    outcome=Outcome.BROKEN,
    error="Traceback (most recent call last):\nValueError: no",
)
