"""Follows what one run of the program registers: whose turn it is, what begins, what fails.

Every resource of Azure's is followed, whoever makes it, so none can be forgotten: a failure
that is not known of would end the run for all others.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict, deque
from collections.abc import Iterable, Sequence

import pulumi
from pulumi.resource import DependencyResource
from pulumi.runtime import settings
from pulumi.runtime.stack import register_stack_transformation

from planner.emit import conflict
from planner.emit.turns import PATIENCE, Line, Turns, Write

BEGINS = "planner-write-begins"
"""Bound by name, and the state remembers it, as the error hook."""

_AZURE = "azure-native:"
_ACCOUNT = "azure-native:cognitiveservices:Account"
_IN_ACCOUNT = "azure-native:cognitiveservices:"
_ENDPOINT = "azure-native:network:PrivateEndpoint"

_UNLIMITED = 1 << 30
_IMPATIENT = 5.0
"""Seconds without news that are waited for where nothing is to be tried again."""

Needs = Sequence[pulumi.Resource]


def follow(retry_minutes: int) -> None:
    """Follow all resources that are made from now on; once a run, before the first of them."""
    register_stack_transformation(Following(retry_minutes).see)


class Following:
    """The resources of one run."""

    def __init__(self, retry_minutes: int) -> None:
        patience = PATIENCE if retry_minutes else _IMPATIENT
        self.turns = Turns(settings.SETTINGS.parallel or _UNLIMITED, patience)
        self._again = conflict.retrying(retry_minutes)
        self._lines: dict[pulumi.Resource, Line] = defaultdict(deque)
        self._writes: dict[tuple[str, str], Write] = {}
        """By type and logical name, which is how hooks call a resource."""
        self._made: dict[pulumi.Resource, Write] = {}
        self._watching: set[asyncio.Task[None]] = set()
        self._hooks = self._bound()

    def _bound(self) -> pulumi.ResourceHookBinding:
        begins = pulumi.ResourceHook(BEGINS, self.begins)
        return pulumi.ResourceHookBinding(
            before_create=[begins],
            before_update=[begins],
            on_error=[pulumi.ErrorHook(conflict.NAME, self.failed)],
        )

    # -- what is registered -----------------------------------------------------
    def see(
        self, args: pulumi.ResourceTransformationArgs
    ) -> pulumi.ResourceTransformationResult | None:
        """Called for each resource before it is registered."""
        if not args.type_.startswith(_AZURE):
            return None
        parent, needs = args.opts.parent, _needs(args.opts)
        if parent is not None and takes_turns(args.type_):
            write = self.turns.join(self._lines[parent], self._known(needs))
            args.opts.depends_on = pulumi.Output.from_input(_turn(write, parent, needs))
        else:
            write = self.turns.join(deque(), self._known(needs))
        args.opts.hooks = self._hooks
        self._keep(args, write)
        return pulumi.ResourceTransformationResult(args.props, args.opts)

    def _known(self, needs: Needs) -> list[Write]:
        return [self._made[each] for each in needs if each in self._made]

    def _keep(self, args: pulumi.ResourceTransformationArgs, write: Write) -> None:
        self._writes[args.type_, args.name] = self._made[args.resource] = write
        task = asyncio.ensure_future(self._watch(write, args.resource))
        self._watching.add(task)
        task.add_done_callback(self._watching.discard)

    async def _watch(self, write: Write, resource: pulumi.Resource) -> None:
        """A registration that has no answer means that the engine has ended the run."""
        try:
            await resource.urn.future()
        except Exception:
            self.turns.release()
        else:
            self.turns.done(write)

    # -- what the engine says ---------------------------------------------------
    def begins(self, args: pulumi.ResourceHookArgs) -> None:
        """A create or an update is about to be asked for."""
        write = self._writes.get((args.type, args.name))
        if write is not None:
            self.turns.begun(write)

    async def failed(self, args: pulumi.ErrorHookArgs) -> bool:
        """Whether to try a failed write again; when not, it stands aside first."""
        write = self._writes.get((args.type, args.name))
        if write is not None:
            self.turns.begun(write)
        if await self._again(args):
            return True
        if write is not None:
            await self.turns.stand_aside(write)
        return False


def takes_turns(kind: str) -> bool:
    """Whether writes of this type below one account must not meet.

    A private endpoint leaves a connection in the account.
    """
    return (kind.startswith(_IN_ACCOUNT) and kind != _ACCOUNT) or kind == _ENDPOINT


def _needs(opts: pulumi.ResourceOptions) -> list[pulumi.Resource]:
    """What must stand before it: what it depends on, as the program says, and its parent."""
    given = opts.depends_on or []
    listed = given if isinstance(given, Iterable) else [given]
    found = [each for each in listed if isinstance(each, pulumi.Resource)]
    return [*found, opts.parent] if isinstance(opts.parent, pulumi.CustomResource) else found


async def _turn(write: Write, component: pulumi.Resource, needs: Needs) -> list[pulumi.Resource]:
    """What a child of an account depends on, known when its turn has come.

    Apart from its needs that is the component itself, for the sake of deletes, which the engine
    orders by dependencies alone. It takes a dependency on a component for one on all its
    children that came before (pkg/resource/graph, `DependenciesOf`), so brothers are deleted
    one after another; and asked what depends on one of them it does not name the others.
    """
    await write.turn
    urn = await component.urn.future()
    return [DependencyResource(urn), *needs] if urn else [*needs]
