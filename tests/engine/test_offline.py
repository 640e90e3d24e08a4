"""The stand-in for Pulumi's engine, with small programs."""

from __future__ import annotations

import asyncio
import gc
import json
import os
import sys
from pathlib import Path

import pytest

from planner.engine.offline import preview
from planner.engine.preview import SECRET, UNKNOWN, Log, LogLevel, Outcome
from planner.report.forms.encode import encode
from tests.engine.conftest import Run

STACK = "urn:pulumi:dev::p::pulumi:pulumi:Stack::p-dev"

FLEET = """
class Fleet(pulumi.ComponentResource):
    def __init__(self, name, count):
        super().__init__("test:ai:Fleet", name)
        own = pulumi.ResourceOptions(parent=self)
        account = cog.Account(name, account_name=name, resource_group_name=group.name, opts=own)
        last = account
        for letter in "edcba"[-count:]:
            last = cog.Deployment(
                f"{name}-{letter}", account_name=account.name, resource_group_name=group.name,
                opts=pulumi.ResourceOptions(parent=self, depends_on=[last]))
        self.register_outputs({"endpoint": account.properties.endpoint})

group = resources.ResourceGroup("group", resource_group_name="rg")
fleets = [Fleet("two", 2), Fleet("one", 3)]
"""


def test_urns_are_those_of_the_engine(run: Run) -> None:
    """A URN holds the types of all parents but the stack."""
    found = run(FLEET)
    assert found.named("one-a").urn == (
        "urn:pulumi:dev::p::test:ai:Fleet$azure-native:cognitiveservices:Deployment::one-a"
    )
    assert found.named("group").urn == (
        "urn:pulumi:dev::p::azure-native:resources:ResourceGroup::group"
    )


def test_tree_is_read_in_the_order_of_writing(run: Run) -> None:
    """Parents before children; brothers by wave, then by type and name."""
    assert [(r.depth, r.name) for r in run(FLEET).resources] == [
        (0, "p-dev"),
        (1, "group"),
        (1, "one"),
        (2, "one"),
        (2, "one-c"),
        (2, "one-b"),
        (2, "one-a"),
        (1, "two"),
        (2, "two"),
        (2, "two-b"),
        (2, "two-a"),
    ]


def test_waves_count_what_must_wait(run: Run) -> None:
    """What a wave holds can be written at once; components write nothing."""
    found = run(FLEET)
    assert [sorted(r.name for r in wave) for wave in found.waves] == [
        ["group"],
        ["one", "two"],
        ["one-c", "two-b"],
        ["one-b", "two-a"],
        ["one-a"],
    ]
    assert {r.wave for r in found.resources if not r.custom} == {0}


def test_chains_are_the_longest_run_of_each_account(run: Run) -> None:
    """An account and its deployments are written one after another."""
    names = [[urn.split("::")[-1] for urn in c.writes] for c in run(FLEET).chains]
    assert names == [["one", "one-c", "one-b", "one-a"], ["two", "two-b", "two-a"]]
    assert [c.seconds for c in run(FLEET).chains] == [40, 30]


def test_chains_end_with_the_private_endpoint_and_count_what_is_slow(run: Run) -> None:
    """Its connection is written to the account; provisioned deployments are slow."""
    found = run(
        """
        import pulumi
        from pulumi_azure_native import cognitiveservices as cog, network
        group = dict(resource_group_name="g")
        a = cog.Account("a", account_name="a", location="x", **group)
        d = cog.Deployment("d", account_name=a.name, **group,
                           sku=cog.SkuArgs(name="GlobalProvisionedManaged", capacity=15))
        network.PrivateEndpoint("e", **group, opts=pulumi.ResourceOptions(depends_on=[d]))
        """
    )
    (chain,) = found.chains
    assert [urn.split("::")[-1] for urn in chain.writes] == ["a", "d", "e"]
    assert (chain.provisioned, chain.seconds) == (1, 30)


def test_dependencies_by_resource_and_by_property(run: Run) -> None:
    """Both kinds are there, as URNs, sorted."""
    found = run(FLEET)
    deployment = found.named("two-a")
    expected = {found.named("group").urn, found.named("two-b").urn}
    assert expected < set(deployment.dependencies)
    assert list(deployment.dependencies) == sorted(deployment.dependencies)
    assert deployment.property_dependencies["resourceGroupName"] == (found.named("group").urn,)


def test_what_azure_decides_is_unknown(run: Run) -> None:
    """Inputs are echoed; outputs that nobody gave are unknown, also inside objects."""
    found = run(
        """
        account = cog.Account("a", account_name="a", resource_group_name="rg", location="x",
                              properties={"custom_sub_domain_name": "sub"})
        pulumi.export("location", account.location)
        pulumi.export("endpoint", account.properties.endpoint)
        pulumi.export("domain", account.properties.custom_sub_domain_name)
        pulumi.export("id", account.id)
        """
    )
    assert found.outputs["location"] == "x"
    assert (found.outputs["endpoint"], found.outputs["id"]) == (UNKNOWN, UNKNOWN)
    assert found.outputs["domain"] in ("sub", UNKNOWN)


def test_secrets_do_not_show(run: Run) -> None:
    """A secret is marked; what it is appears nowhere."""
    found = run(
        """
        hush = pulumi.Output.secret("hush")
        resources.ResourceGroup("g", resource_group_name=hush, tags={"a": hush})
        pulumi.export("token", hush)
        """
    )
    assert found.outputs["token"] == SECRET
    assert found.named("g").inputs["resourceGroupName"] == SECRET
    assert "hush" not in json.dumps(encode(found))


def test_options_reach_the_engine(run: Run) -> None:
    """Options are what the engine would be told, in wire spelling."""
    found = run(
        """
        group = resources.ResourceGroup("g")
        cog.Account("a", resource_group_name="rg", opts=pulumi.ResourceOptions(
            protect=True, retain_on_delete=True, delete_before_replace=True, deleted_with=group,
            replace_on_changes=["properties.kind"], ignore_changes=["location"], import_="/id",
            custom_timeouts=pulumi.CustomTimeouts(create="60m")))
        """
    )
    options = found.named("a").options
    assert options.protect
    assert options.retain_on_delete
    assert options.delete_before_replace
    assert options.deleted_with == found.named("g").urn
    assert options.replace_on_changes == ("properties.kind",)
    assert options.ignore_changes == ("location",)
    assert options.import_id == "/id"
    assert options.timeouts == {"create": "60m"}


def test_duplicate_urn_is_refused(run: Run) -> None:
    """Two resources of one type and name: a clean line, as the engine would refuse it."""
    found = run('for _ in "ab": resources.ResourceGroup("same")')
    assert found.outcome is Outcome.BROKEN
    assert found.error == (
        "duplicate resource URN 'urn:pulumi:dev::p::azure-native:resources:ResourceGroup::same'"
        "; try giving it a unique name"
    )


def test_messages_and_prints(run: Run) -> None:
    """Messages keep their order; those about a resource stand last; prints count as messages."""
    found = run(
        """
        group = resources.ResourceGroup("g")
        pulumi.log.warn("about it", group)
        pulumi.log.info("first")
        print("printed")
        pulumi.log.warn("second")
        pulumi.log.debug("unseen")
        """
    )
    assert found.logs == (
        Log(LogLevel.INFO, "first"),
        Log(LogLevel.WARNING, "second"),
        Log(LogLevel.INFO, "printed"),
        Log(LogLevel.WARNING, "about it", found.named("g").urn),
    )


def test_clean_stop(run: Run) -> None:
    """Errors logged and exit 32: stopped, with nothing but those lines."""
    found = run('import sys; pulumi.log.error("wrong"); sys.exit(32)')
    assert (found.outcome, found.error) == (Outcome.STOPPED, None)
    assert found.logs == (Log(LogLevel.ERROR, "wrong"),)
    assert [r.urn for r in found.resources] == [STACK]


def test_run_error_is_a_clean_stop(run: Run) -> None:
    """RunError is Pulumi's own way to stop with a line."""
    found = run('raise pulumi.RunError("wrong")')
    assert (found.outcome, found.logs) == (Outcome.STOPPED, (Log(LogLevel.ERROR, "wrong"),))


@pytest.mark.parametrize(("code", "outcome"), [("", Outcome.OK), ("3", Outcome.STOPPED)])
def test_exit_codes(run: Run, code: str, outcome: Outcome) -> None:
    """Exit 0 is a success; another code without a word is at least named."""
    found = run(f"import sys; sys.exit({code})")
    assert found.outcome is outcome
    assert found.error == (f"exit code {code}" if code else None)


def test_exception_shows_the_program_only(run: Run) -> None:
    """A program that breaks is shown from its own first line on."""
    found = run('def deep():\n    raise ValueError("boom")\n\n\ndeep()')
    assert found.outcome is Outcome.BROKEN
    lines = (found.error or "").splitlines()
    assert lines[-1] == "ValueError: boom"
    assert "__main__.py" in lines[1]
    assert "planner" not in "".join(lines)


def test_exception_in_the_middle_keeps_what_was_registered(run: Run) -> None:
    """Resources before the exception are in the tree: the engine would have seen them."""
    found = run('resources.ResourceGroup("g")\nraise ValueError("boom")')
    assert found.outcome is Outcome.BROKEN
    assert found.named("g").custom


def test_exception_in_an_apply_is_an_error(run: Run) -> None:
    """What fails late fails the preview."""
    found = run(
        """
        group = resources.ResourceGroup("g", location="x")
        pulumi.export("x", group.location.apply(lambda x: 1 / 0))
        """
    )
    assert found.outcome is Outcome.BROKEN
    assert "ZeroDivisionError" in (found.error or "")


def test_calls_that_need_an_engine_say_so(run: Run) -> None:
    """Looking something up in Azure cannot be previewed offline."""
    found = run('pulumi.export("x", resources.get_resource_group("rg").id)')
    assert found.outcome is Outcome.BROKEN
    assert "only a real engine answers" in (found.error or "")


def test_unknown_packages_echo_their_inputs(run: Run) -> None:
    """A type whose SDK is not installed is shown as it was given."""
    found = run('pulumi.CustomResource("nowhere:mod:Thing", "t", {"a": [1, 2.5, True, None]})')
    assert found.named("t").inputs == {"a": (1, 2.5, True, None)}


def test_async_program_and_its_outputs(run: Run) -> None:
    """`pulumi.run` works as under the CLI."""
    found = run(
        """
        async def main():
            return {"b": 2, "a": {"list": [1]}}
        pulumi.run(main)
        """
    )
    assert found.outputs == {"a": {"list": (1,)}, "b": 2}
    assert list(found.outputs) == ["a", "b"]


def test_stack_is_a_dry_run_of_its_name(run: Run) -> None:
    """The program learns project, stack and that this is a preview."""
    found = run(
        """
        pulumi.export("x", [pulumi.get_project(), pulumi.get_stack(), pulumi.runtime.is_dry_run()])
        """
    )
    assert found.outputs["x"] == ("p", "dev", True)


def test_same_bytes_every_time(run: Run) -> None:
    """Twenty runs give one text."""
    texts = {json.dumps(encode(run(FLEET)), sort_keys=False) for _ in range(20)}
    assert len(texts) == 1


def test_process_is_left_as_it_was(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Working directory, arguments, module path and environment are the caller's again."""
    monkeypatch.setenv("PULUMI_CONFIG", '{"p:a": "from outside"}')
    before = _process()
    found = run(
        """
        import gc, os, sys
        gc.set_threshold(1)
        pulumi.export("a", pulumi.Config().get("a") or "nothing")
        os.chdir("/"); sys.argv = []; sys.path.insert(0, "x"); os.environ["NEW"] = "1"
        """
    )
    assert found.outputs == {"a": "nothing"}
    assert _process() == before


def _process() -> tuple[object, ...]:
    return Path.cwd(), sys.argv, list(sys.path), dict(os.environ), gc.get_threshold()


def test_previews_do_not_disturb_each_other(run: Run) -> None:
    """A failed preview leaves nothing behind for the next one."""
    good = run(FLEET)
    run('resources.ResourceGroup("g")\nraise ValueError("boom")')
    assert run(FLEET) == good


def test_preview_inside_a_running_loop(run: Run) -> None:
    """An async caller may ask for a preview."""

    async def caller() -> Outcome:
        return run(FLEET).outcome

    assert asyncio.run(caller()) is Outcome.OK


def test_missing_project(tmp_path: Path) -> None:
    """A folder that is no project is a clean line, not an exception."""
    found = preview(tmp_path, "dev", {})
    assert found.outcome is Outcome.MISCONFIGURED
    assert "there is no such file" in (found.error or "")
    assert found.resources == ()
