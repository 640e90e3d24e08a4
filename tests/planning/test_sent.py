"""What follows the service: neither an unrelated edit nor taking `upgrade` out rolls it back."""

from __future__ import annotations

import copy
from datetime import date
from typing import Any

import pytest

from planner.domain.lock import Lock, lock_of
from planner.domain.plan import Deployment, Plan
from planner.domain.publishers import parted
from planner.domain.sent import Sent
from planner.domain.terms import DeploymentType, Upgrade
from planner.files import lock as lockfile
from planner.files.state import read
from planner.planning.make_plan import make_plan
from tests import given
from tests.emit.mocked import COMPONENT, DEPLOYMENT, register
from tests.emit.plans import deployment, plan
from tests.emit.standing import state_of, urn
from tests.planning.stacks import AS_OF, CATALOG, stack_of, workload

NAME = "chat-swedencentral"
WHERE = ("chat", "swedencentral")
EXPIRED, NEVER = Upgrade.WHEN_EXPIRED, Upgrade.NEVER
FIRST, SECOND, MOVED = "gpt-4o@2024-08-06", "gpt-4o@2024-11-20", "gpt-5.1@2025-11-13"
GROK = "xAI/grok-4@1"


def chat(asks: str = FIRST, upgrade: Upgrade = EXPIRED, **more: Any) -> Deployment:
    full, _, version = asks.partition("@")
    model, publisher = parted(full)
    named = {"model": model, "publisher": publisher, "version": version, **more}
    return deployment("chat", upgrade=upgrade, **named)


def last(asks: str = FIRST, *, followed: bool = True) -> Sent:
    model, _, version = asks.partition("@")
    return Sent(model, version or None, followed)


CASES: dict[str, tuple[Deployment, Sent | None, bool, bool]] = {
    "a first run": (chat(), None, True, True),
    "a first run, never upgraded": (chat(upgrade=NEVER), None, False, False),
    "another edit": (chat(), last(), True, True),
    "upgrade is taken out": (chat(upgrade=NEVER), last(), True, True),
    "upgrade was never there": (chat(upgrade=NEVER), last(followed=False), False, False),
    "upgrade comes": (chat(), last(followed=False), True, True),
    "another version by the file": (chat(SECOND), last(), False, True),
    "another version, and never": (chat(SECOND, NEVER), last(), False, False),
    "another publisher by the file": (chat("xAI/gpt-4o@2024-08-06"), last(), False, True),
    "another model by the file": (chat("gpt-5.4@1"), last(), False, True),
    "a state of before": (chat(), last("gpt-4o", followed=False), True, True),
    "a state of before, and another model": (chat(), last("gpt-4"), False, True),
    "provisioned": (chat(type=DeploymentType.PROVISIONED), last(), False, False),
}


@pytest.mark.parametrize(("planned", "before", "follows", "moves"), CASES.values(), ids=CASES)
def test_who_follows_the_service(
    planned: Deployment, before: Sent | None, follows: object, moves: object
) -> None:
    """As long as the file asks for the model and version that it asked for last; and what the
    service may move from now on, which an edit does not end."""
    made = plan(planned, sent={WHERE: before} if before else {})
    assert (made.follows(planned), made.may_be_moved(planned)) == (follows, moves)


def ran(planned: Deployment, before: Lock | None = None, *, stands: str | None = None) -> Lock:
    """What the next run reads after one of this deployment; it stands as what was asked for, else
    as what the service made of it, or left of it."""
    state = copy.deepcopy(state_of(plan(planned, sent=before.asked if before else {})))
    if stands:
        name, _, version = stands.partition("@")
        properties = state[urn(DEPLOYMENT, NAME)]["outputs"]["properties"]
        properties["model"].update(name=name, version=version)
    return read(state, "dev", day=date(2026, 11, 20), snapshot="2026-09").lock


def follows(planned: Deployment, before: Lock) -> bool:
    return plan(planned, sent=before.asked).follows(planned)


def runs(lock: Lock) -> str:
    """As what the deployment is taken to run, for changes and moves."""
    (found,) = lock.workloads["chat"].deployments
    return f"{found.full_model}@{found.version}"


def test_what_the_service_moved_counts_as_what_was_asked_for() -> None:
    """To another model too, run after run, with `upgrade` or without."""
    first = ran(chat(), stands=MOVED)
    assert runs(first) == FIRST
    assert follows(chat(), first)
    quiet = ran(chat(upgrade=NEVER), first, stands=MOVED)
    assert quiet.asked[WHERE].followed
    assert runs(quiet) == FIRST
    assert follows(chat(upgrade=NEVER), ran(chat(upgrade=NEVER), quiet, stands=MOVED))
    assert not follows(chat(SECOND, NEVER), quiet)


def test_the_publisher_is_part_of_what_was_asked_for() -> None:
    """Of a model that is not OpenAI's too."""
    found = ran(chat(GROK), stands="grok-5@1")
    assert (runs(found), found.asked[WHERE].asked) == (GROK, GROK)
    assert follows(chat(GROK), found)


def test_who_never_asked_for_it_is_set_back() -> None:
    """A version that somebody changed by hand is shown and set back."""
    by_hand = ran(chat(upgrade=NEVER), stands=SECOND)
    assert runs(by_hand) == SECOND
    assert not follows(chat(upgrade=NEVER), by_hand)


def test_a_refused_edit_of_the_version_is_asked_for_again() -> None:
    """Azure left the old one standing, so the next run sends the new one once more."""
    before = ran(chat())
    refused = ran(chat(SECOND), before, stands=FIRST)
    assert runs(refused) == FIRST
    assert not follows(chat(SECOND), refused)
    assert not follows(chat(SECOND), ran(chat(SECOND), refused, stands=FIRST))
    assert follows(chat(), refused)


def test_a_refused_edit_of_what_was_moved_leaves_it_followed() -> None:
    """Taken back, the edit changes nothing: what the service made of the first one stays."""
    moved = ran(chat(), stands=MOVED)
    refused = ran(chat(SECOND), moved, stands=MOVED)
    assert runs(refused) == FIRST
    assert follows(chat(), refused)
    assert not follows(chat(SECOND), refused)


def test_an_edit_that_was_written_counts() -> None:
    """Also when the service moves the deployment on before the next run, even without `upgrade`."""
    before = ran(chat())
    assert ran(chat(SECOND), before).asked[WHERE].asked == SECOND
    moved = ran(chat(SECOND), before, stands=MOVED)
    assert runs(moved) == SECOND
    assert follows(chat(SECOND), moved)
    assert follows(chat(SECOND, NEVER), moved)


def test_an_edit_to_what_the_service_made_of_it_is_done() -> None:
    """The file catches up: from then on that is what was asked for."""
    caught_up = ran(chat(MOVED), ran(chat(), stands=MOVED), stands=MOVED)
    assert (runs(caught_up), caught_up.asked[WHERE].asked) == (MOVED, MOVED)
    assert follows(chat(MOVED), caught_up)


def test_a_state_of_before_does_not_say_the_version() -> None:
    """The model alone tells an edit from what the service did."""
    state = state_of(plan(chat()))
    state[urn(COMPONENT, "aoai-dev-swedencentral")]["outputs"].pop("remembers")
    old = read(state, "dev", day=date(2026, 11, 20), snapshot="2026-09").lock
    assert follows(chat(SECOND), old)
    assert not follows(chat("gpt-4@1"), old)
    edited = ran(chat("gpt-4@1"), old, stands=FIRST)
    assert edited.asked[WHERE].asked == FIRST


VERSION = "gpt-5.1@2025-11-13"
AUTO = workload(deployment_type="global-standard", upgrade="when-expired", model=VERSION)
STAYS = {**AUTO, "upgrade": "never"}


def planned(asked: dict[str, Any], lock: Lock | None) -> Plan:
    stack = stack_of({"workloads": {"chat": asked}})
    return make_plan(stack, given.catalog(CATALOG), as_of=AS_OF, lock=lock)


def locked(asked: dict[str, Any], lock: Lock | None) -> Lock:
    """What `planner lock` leaves, through its file."""
    return lockfile.parse(lockfile.dump(lock_of(planned(asked, lock), lock)))


def ignored(made: Plan) -> list[str]:
    (request,) = register(made).of(DEPLOYMENT).values()
    return [path for path in request.ignoreChanges if "model" in path]


def test_the_lock_knows_too_that_the_service_may_have_moved_it() -> None:
    """A plan that is made from the file alone leaves it as it stands, however often it is locked."""
    lock: Lock | None = None
    for asked in (AUTO, STAYS, STAYS):
        assert ignored(planned(asked, lock))
        lock = locked(asked, lock)
    assert lock is not None
    assert lock.workloads["chat"].follows == ("aoai-test-swedencentral/chat",)
    assert "follows" in lockfile.dump(lock)


def test_the_lock_says_nothing_of_what_was_never_moved() -> None:
    """No key for what never asked for it, and none while `upgrade` itself says it."""
    assert not ignored(planned(STAYS, locked(STAYS, None)))
    assert "follows" not in lockfile.dump(locked(STAYS, None))
    assert "follows" not in lockfile.dump(locked(AUTO, None))
    lock = locked(STAYS, locked(AUTO, None))
    assert "follows" not in lockfile.dump(locked(AUTO, lock))


def test_a_lock_from_the_state_has_it() -> None:
    """`planner lock --from` gives the file what the account's component remembers."""
    state = ran(chat(upgrade=NEVER), ran(chat()), stands=MOVED)
    again = lockfile.parse(lockfile.dump(state))
    assert again.workloads["chat"].follows == state.workloads["chat"].follows != ()
    assert follows(chat(upgrade=NEVER), again)


@pytest.mark.parametrize(("upgrade", "refused"), [("when-expired", False), ("never", True)])
def test_a_size_is_edited_while_the_version_is_left_as_it_stands(
    upgrade: str, refused: object
) -> None:
    """A state of before does not say what was asked for: a version that the service moved is not
    sent along with the size; one that somebody moved by hand is set back, and both are refused."""
    old = {**AUTO, "model": "gpt-4o@2024-08-06", "upgrade": upgrade}
    state = state_of(_with(old, None))
    state[urn(DEPLOYMENT, NAME)]["outputs"]["properties"]["model"]["version"] = "2024-11-20"
    state[urn(COMPONENT, "aoai-test-swedencentral")]["outputs"].pop("remembers")
    before = read(state, "test", day=AS_OF, snapshot=CATALOG).lock
    plan_ = _with({**old, "capacity": {"tpm": 70_000}}, before)
    assert ("AOAI310" in {f.rule.id for f in plan_.findings}) is refused


HAD = {"subscription": {"deployed_before": ["gpt-4o@2024-08-06", "gpt-4o@2024-11-20"]}}


def _with(asked: dict[str, Any], running: Lock | None) -> Plan:
    made = stack_of({**HAD, "workloads": {"chat": asked}})
    return make_plan(made, given.catalog(CATALOG), as_of=AS_OF, running=running)
