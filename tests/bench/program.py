"""The Pulumi program against one written by hand with the same resources, both previewed offline.

Each is a fresh process; the two take turns, so that a slow minute of the machine slows both.
`python -m tests.bench.program DIRECTORY [KEY=VALUE...]` is one such process.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import Any

from planner.engine.offline import preview
from planner.engine.preview import ACCOUNT_TYPE, DEPLOYMENT_TYPE, Preview, Resource
from tests.bench.measure import Cost
from tests.bench.table import Row

ROOT = Path(__file__).parents[2]
SIZES = (10, 100, 500)
RUNS = 5
BUDGET = 1.05

_MODEL = "gpt-5.1@2025-11-13"
_REGIONS = (
    *("australiaeast", "canadaeast", "eastus", "eastus2", "francecentral", "germanywestcentral"),
    *("italynorth", "japaneast", "koreacentral", "northcentralus", "norwayeast", "polandcentral"),
    *("southcentralus", "southindia", "spaincentral", "swedencentral", "uksouth", "westus"),
)
"""Enough of them to stay below the number of deployments that one account may hold."""

_HAND = """\
import asyncio

import pulumi
from pulumi_azure_native import cognitiveservices as cog
from pulumi_azure_native import resources

ACCOUNTS = {accounts}


async def again(args):
    await asyncio.sleep(10)
    return "RequestConflict" in args.errors[0] and len(args.errors) < 8


hooks = pulumi.ResourceHookBinding(on_error=[pulumi.ErrorHook("planner-account-busy", again)])


class Account(pulumi.ComponentResource):
    def __init__(self, name, region, deployments):
        super().__init__("planner:azureopenai:Account", name)
        self.account = cog.Account(
            name,
            account_name=name,
            resource_group_name=group.name,
            location=region,
            kind="AIServices",
            sku=cog.SkuArgs(name="S0"),
            identity=cog.IdentityArgs(type="SystemAssigned"),
            properties=cog.AccountPropertiesArgs(
                allow_project_management=True,
                custom_sub_domain_name=name,
                disable_local_auth=True,
                public_network_access="Enabled",
            ),
            tags={{"planner-stack": "bench"}},
            opts=pulumi.ResourceOptions(parent=self, protect=False, hooks=hooks),
        )
        last = None
        for logical, deployment, sku, capacity, model, version in deployments:
            last = cog.Deployment(
                logical,
                deployment_name=deployment,
                account_name=self.account.name,
                resource_group_name=group.name,
                sku=cog.SkuArgs(name=sku, capacity=capacity),
                properties=cog.DeploymentPropertiesArgs(
                    model=cog.DeploymentModelArgs(format="OpenAI", name=model, version=version),
                    rai_policy_name="Microsoft.DefaultV2",
                    version_upgrade_option="NoAutoUpgrade",
                ),
                opts=pulumi.ResourceOptions(
                    parent=self,
                    depends_on=[last] if last else None,
                    protect=False,
                    hooks=hooks,
                    delete_before_replace=True,
                    replace_on_changes=["properties.model.name", "properties.model.format"],
                    custom_timeouts=pulumi.CustomTimeouts(create="30m", update="30m", delete="30m"),
                ),
            )
        self.endpoint = self.account.properties.endpoint
        names = [each[1] for each in deployments]
        self.register_outputs({{"endpoint": self.endpoint, "deployments": names}})


group = resources.ResourceGroup(
    "resource-group",
    resource_group_name="rg-aoai-bench",
    location=ACCOUNTS[0][1],
    tags={{"planner-stack": "bench"}},
    opts=pulumi.ResourceOptions(ignore_changes=["location"]),
)
made = [Account(*each) for each in ACCOUNTS]
pulumi.export("endpoints", {{name: each.endpoint for (name, *_), each in zip(ACCOUNTS, made)}})
{end}
"""

_TURN = """
async def main():
    await asyncio.sleep(0)

pulumi.run(main)
"""


def rows(directory: Path) -> list[Row]:
    """Ours against the hand-written one, and what the turn of the event loop is worth.

    Raises AssertionError when the two do not register the same resources.
    """
    return [row for size in SIZES for row in _rows(directory, size)]


def _rows(directory: Path, size: int) -> list[Row]:
    stack = directory / f"bench-{size}" / "bench.yaml"
    ours = (str(ROOT), f"stackFile={stack}")
    _write(stack, _stack_text(size))
    found = _previewed(ours)
    hand = _project(directory / f"hand-{size}", found, _TURN)
    hasty = _project(directory / f"hasty-{size}", found, "")
    for other in (hand, hasty):
        assert _essence(_previewed(other)) == _essence(found), f"{other} is another program"
    took, by_hand, without = _taking_turns(ours, hand, hasty)
    name = f"Pulumi program, {size} deployments, process"
    turned = f"hand-written program, {size} deployments, with one turn of the event loop"
    return [
        Row(name, took, "the same by hand", by_hand, budget_ratio=BUDGET),
        Row(turned, by_hand, "without it: the SDK's wait", without),
    ]


def _stack_text(size: int) -> str:
    head = "version: 1\ncatalog: {name: '2026-09', max_age: 400}\nas_of: 2026-11-20\nworkloads:\n"
    return head + "".join(_workload(number) for number in range(size))


def _workload(number: int) -> str:
    return (
        f"  w{number:04}:\n    model: {_MODEL}\n    deployment_type: global-standard\n"
        f"    region: {_REGIONS[number % len(_REGIONS)]}\n    capacity: {{tpm: 1000}}\n"
    )


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def _project(directory: Path, found: Preview, end: str) -> tuple[str, ...]:
    """A project whose program registers what `found` holds, as one would write it by hand."""
    _write(directory / "Pulumi.yaml", f"name: {found.project}\nruntime: python\n")
    accounts = "".join(f"    {each!r},\n" for each in _accounts(found.resources))
    _write(directory / "__main__.py", _HAND.format(accounts=f"[\n{accounts}]", end=end))
    return (str(directory),)


def _accounts(resources: Iterable[Resource]) -> list[tuple[Any, ...]]:
    made: dict[str | None, tuple[Any, ...]] = {}
    for each in resources:
        if each.type == ACCOUNT_TYPE:
            made[each.parent] = (each.name, each.inputs["location"], [])
        if each.type == DEPLOYMENT_TYPE:
            made[each.parent][2].append(_deployment(each))
    return list(made.values())


def _deployment(each: Resource) -> tuple[Any, ...]:
    inputs: Any = each.inputs
    sku, model = inputs["sku"], inputs["properties"]["model"]
    named = (each.name, inputs["deploymentName"])
    return (*named, sku["name"], sku["capacity"], model["name"], model["version"])


def _essence(found: Preview) -> Sequence[Resource]:
    """The resources without the stack's outputs, which are ours alone."""
    return [replace(each, outputs={}) if each.parent is None else each for each in found.resources]


def _previewed(arguments: Sequence[str]) -> Preview:
    directory, *given = arguments
    found = preview(Path(directory), "bench", dict(each.split("=", 1) for each in given))
    assert found.ok, found.error or found.logs
    return found


def _taking_turns(*programs: Sequence[str]) -> list[Cost]:
    """The median of each, after a first round that warms the file cache."""
    rounds = [[_once(each) for each in programs] for _ in range(RUNS + 1)][1:]
    return [Cost(median(taken)) for taken in zip(*rounds, strict=True)]


def _once(arguments: Sequence[str]) -> float:
    command = [sys.executable, "-m", "tests.bench.program", *arguments]
    started = time.perf_counter()
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


if __name__ == "__main__":
    _previewed(sys.argv[1:])
