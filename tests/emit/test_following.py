"""What the program registers gets its turn, and what the engine says of a write reaches it."""

from __future__ import annotations

import asyncio
import contextvars
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import pulumi
import pytest
from pulumi.runtime import settings

from planner.emit import following
from planner.emit.following import Following
from planner.emit.turns import Write
from tests.emit.mocked import ACCOUNT, DEPLOYMENT, ENDPOINT, POLICY, RECORDS, ROLE

PATIENCE = 0.02
SOON = 5.0
"""Seconds after which a case that still runs hangs."""


async def settled() -> None:
    """All that can happen has happened, however busy the machine is."""
    for _ in range(50):
        await asyncio.sleep(0)


class Answer:
    """The URN of a resource, which the engine has not told yet."""

    def __init__(self) -> None:
        self.said: asyncio.Future[str] = asyncio.get_running_loop().create_future()

    async def future(self) -> str:
        return await self.said


def _made(kind: type[pulumi.Resource]) -> Any:
    """A resource that no engine knows of."""
    resource: Any = kind.__new__(kind)
    resource.__dict__["urn"] = Answer()
    return resource


def component() -> Any:
    """The component around an account, which stands."""
    made = _made(pulumi.ComponentResource)
    made.urn.said.set_result("urn:component")
    return made


class Unbound(Following):
    """One that is made as in a run, without an engine to bind hooks to."""

    def _bound(self) -> pulumi.ResourceHookBinding:
        return pulumi.ResourceHookBinding()


class Run:
    """What a program registers, in its order, by name; and what the engine answers."""

    def __init__(self, minutes: int = 6) -> None:
        self.following = Unbound(minutes)
        self.resources: dict[str, Any] = {}
        self.options: dict[str, pulumi.ResourceOptions] = {}
        self.kinds: dict[str, str] = {}

    def register(
        self, name: str, parent: Any = None, needs: Sequence[Any] = (), kind: str = DEPLOYMENT
    ) -> Any:
        """A resource that is about to be registered."""
        made, opts = _made(pulumi.CustomResource), pulumi.ResourceOptions(parent=parent)
        opts.depends_on = [*needs]
        self.resources[name], self.options[name], self.kinds[name] = made, opts, kind
        self.seen = self.following.see(
            pulumi.ResourceTransformationArgs(made, kind, name, {"name": name}, opts)
        )
        return made

    async def needs(self, name: str) -> list[Any] | None:
        """What a resource depends on; None while it waits for its turn."""
        await settled()
        given: Any = self.options[name].depends_on
        if not isinstance(given, pulumi.Output):
            return [*given]
        future = asyncio.ensure_future(given.future())
        await settled()
        return await future if future.done() else None

    async def stands(self, name: str) -> None:
        """The engine has written it, or found it unchanged."""
        self.resources[name].urn.said.set_result(f"urn:{name}")
        await settled()

    def begins(self, name: str) -> None:
        """The engine is about to write it."""
        kind = self.kinds.get(name, DEPLOYMENT)
        self.following.begins(pulumi.ResourceHookArgs("urn", "id", name, kind))

    async def fails(self, name: str) -> bool:
        """The engine asks whether to try it again."""
        kind = self.kinds.get(name, DEPLOYMENT)
        args = pulumi.ErrorHookArgs("urn", "", name, kind, failed_operation="create", errors=["no"])
        return await self.following.failed(args)

    def write(self, name: str) -> Write:
        """Its place among the turns."""
        return self.following._made[self.resources[name]]


Case = Callable[[Run], Awaitable[None]]


def in_a_run(case: Case, minutes: int = 6, parallel: int | None = None) -> None:
    """A case, within the time that it may take; the SDK's settings are those of this run alone."""

    async def run() -> None:
        settings.configure(settings.Settings("planner", "dev", parallel=parallel))
        try:
            await asyncio.wait_for(case(Run(minutes)), SOON)
        finally:
            settings.SETTINGS.outputs.clear()  # the SDK would await them in the next run

    contextvars.Context().run(asyncio.run, run())


KINDS = {
    DEPLOYMENT: True,
    POLICY: True,
    ENDPOINT: True,
    ACCOUNT: False,
    ROLE: False,
    RECORDS: False,
}


@pytest.mark.parametrize(("kind", "takes"), KINDS.items(), ids=KINDS)
def test_what_is_written_below_an_account_takes_turns(kind: str, *, takes: bool) -> None:
    """And a private endpoint, which leaves a connection there; not what stands beside it."""

    async def case(run: Run) -> None:
        home = component()
        run.register("first", home)
        run.register("second", home, kind=kind)
        assert (await run.needs("second") is None) is takes

    in_a_run(case)


def test_the_next_one_is_registered_when_the_one_before_stands() -> None:
    """In the order of the program, one at a time."""

    async def case(run: Run) -> None:
        home = component()
        for name in "abc":
            run.register(name, home)
        assert [await run.needs(name) is None for name in "abc"] == [False, True, True]
        await run.stands("a")
        assert [await run.needs(name) is None for name in "abc"] == [False, False, True]

    in_a_run(case)


def test_accounts_do_not_wait_for_each_other() -> None:
    """Nor does what has no account at all."""

    async def case(run: Run) -> None:
        run.register("here", component())
        run.register("there", component())
        run.register("nowhere")
        assert await run.needs("there") is not None
        assert await run.needs("nowhere") == []

    in_a_run(case)


def test_a_child_depends_on_its_component_and_on_what_it_needs() -> None:
    """On the component for the sake of deletes; without a URN of it, on the rest alone."""

    async def case(run: Run) -> None:
        account, lost = run.register("account", kind=ACCOUNT), _made(pulumi.ComponentResource)
        lost.urn.said.set_result("")
        run.register("known", component(), needs=[account])
        run.register("unknown", lost, needs=[account])
        first, *others = await run.needs("known") or []
        assert await first.urn.future() == "urn:component"
        assert others == [account]
        assert await run.needs("unknown") == [account]

    in_a_run(case)


def test_what_takes_no_turn_keeps_what_it_depends_on() -> None:
    """Its options are handed on with the hooks, and its inputs as they are."""

    async def case(run: Run) -> None:
        account = run.register("account", kind=ACCOUNT)
        run.register("role", component(), needs=[account], kind=ROLE)
        assert await run.needs("role") == [account]
        assert run.seen is not None
        assert (run.seen.props, run.seen.opts) == ({"name": "role"}, run.options["role"])
        assert run.options["role"].hooks is run.following._hooks

    in_a_run(case)


def test_what_is_not_azures_is_let_be() -> None:
    """A provider, a component, the stack itself."""

    async def case(run: Run) -> None:
        run.register("provider", kind="pulumi:providers:azure-native")
        assert run.seen is None
        assert run.options["provider"].hooks is None
        assert run.following._made == {}

    in_a_run(case)


def _needing(**options: Any) -> list[Any]:
    return following._needs(pulumi.ResourceOptions(**options))


def test_what_a_resource_needs_is_what_it_names_and_its_parent() -> None:
    """One or several, or none; a component is no write, so nothing fails with it."""

    async def case(_: Run) -> None:
        one, other, home = (_made(pulumi.CustomResource) for _ in range(3))
        assert _needing() == []
        assert _needing(depends_on=one) == [one]
        assert _needing(depends_on=[one, pulumi.Output.from_input(1), other]) == [one, other]
        assert _needing(depends_on=[one], parent=home) == [one, home]
        assert _needing(depends_on=[one], parent=component()) == [one]

    in_a_run(case)


def test_nobody_waits_for_what_needs_something_that_failed() -> None:
    """It is lost with it, and so is what stands below; what needs something else is waited for."""

    async def case(run: Run) -> None:
        account = run.register("account", kind=ACCOUNT)
        run.register("chat", component(), needs=[account, _made(pulumi.CustomResource)])
        run.register("lock", account, kind=ROLE)
        run.register("other", component())
        failing = asyncio.ensure_future(run.fails("account"))
        await settled()
        assert [run.write(name).over for name in ("chat", "lock", "other")] == [True, True, False]
        assert not failing.done()
        await run.stands("other")
        assert await failing is False

    in_a_run(case)


def test_a_failure_for_good_stands_aside() -> None:
    """It waits for the other, whose turn comes, and then says no."""

    async def case(run: Run) -> None:
        home = component()
        run.register("failed", home)
        run.register("other", home)
        hook = asyncio.ensure_future(run.fails("failed"))
        assert await run.needs("other") is not None
        assert not hook.done()
        await run.stands("other")
        assert await hook is False

    in_a_run(case)


def test_a_write_that_is_tried_again_keeps_its_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is at work, and the next one of its account waits."""
    monkeypatch.setattr("planner.emit.conflict.pause", lambda *_: 0)

    async def case(run: Run) -> None:
        home = component()
        run.register("busy", home)
        run.register("other", home)
        assert await run.fails("busy") is True
        assert run.write("busy").at_work
        assert await run.needs("other") is None

    in_a_run(case)


def test_a_write_that_begins_is_at_work() -> None:
    """It is known by type and name: others may have the same name."""

    async def case(run: Run) -> None:
        for name, kind in (("a", POLICY), ("b", DEPLOYMENT)):
            run.register(name, component(), kind=kind)
        run.begins("b")
        assert [run.write(name).at_work for name in "ab"] == [False, True]
        run.kinds["a"] = ROLE
        run.begins("a")
        assert not run.write("a").at_work

    in_a_run(case)


def test_what_this_run_does_not_register_has_no_turn() -> None:
    """A delete at the end of a run: it holds nobody up, and is tried again as any other."""

    async def case(run: Run) -> None:
        run.register("other", component())
        run.begins("gone")
        assert await run.fails("gone") is False
        assert not run.write("other").at_work

    in_a_run(case)


def test_a_registration_without_an_answer_ends_the_waiting() -> None:
    """The engine is gone: the turns of all others come, so that the program can end."""

    async def case(run: Run) -> None:
        home = component()
        run.register("first", home)
        run.register("other", home)
        gone = RuntimeError("resource monitor has terminated")
        run.resources["first"].urn.said.set_exception(gone)
        assert await run.needs("other") is not None
        assert not run.write("first").over

    in_a_run(case)


def test_a_registration_is_watched_until_it_is_answered() -> None:
    """An event loop holds its tasks loosely: one that nobody keeps may vanish while it waits."""

    async def case(run: Run) -> None:
        run.register("a", component())
        run.register("b", component())
        assert len(run.following._watching) == 2
        await run.stands("a")
        assert len(run.following._watching) == 1

    in_a_run(case)


@pytest.mark.parametrize(("minutes", "ends"), [(0, True), (6, False)])
def test_who_asked_for_no_retries_does_not_wait_long(
    monkeypatch: pytest.MonkeyPatch, minutes: int, *, ends: bool
) -> None:
    """An engine that has gone silent is waited for much shorter when nothing is tried again."""
    monkeypatch.setattr(following, "_IMPATIENT", PATIENCE)
    in_a_run(_waiting(ends=ends), minutes)


@pytest.mark.parametrize(("parallel", "ends"), [(1, True), (2, False), (0, False), (None, False)])
def test_one_that_stands_aside_occupies_a_worker_of_the_engine(
    parallel: int | None, *, ends: bool
) -> None:
    """With a single one nothing else could be written; without a limit there is always another."""
    in_a_run(_waiting(ends=ends), parallel=parallel)


def _waiting(*, ends: bool) -> Case:
    """A write fails while another one is open and silent: whether the failure is told soon."""

    async def case(run: Run) -> None:
        home = component()
        run.register("failed", home)
        run.register("silent", home)
        waiting = asyncio.ensure_future(run.fails("failed"))
        await asyncio.wait([waiting], timeout=20 * PATIENCE)
        assert waiting.done() is ends
        run.following.turns.release()
        assert await waiting is False

    return case


def test_the_state_remembers_the_hook_by_its_name() -> None:
    """Another name would be another hook, which the state's resources do not have."""
    assert following.BEGINS == "planner-write-begins"
