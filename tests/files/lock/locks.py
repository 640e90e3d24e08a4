"""Locks for tests: one to read, and any."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import strategies as st

from planner.domain.deployment import DeploymentSettings
from planner.domain.lock import Lock, Locked, Reached, Secured
from planner.domain.plan import Account, Deployment, Group, TrainingPlace
from planner.domain.publishers import OPENAI
from planner.domain.terms import DeploymentType, TrainingType, Upgrade, Use

SWEDEN = Account("aoai-dev-swedencentral", "swedencentral", "AIServices", "aoai-dev-swedencentral")
FRANCE = Account("aoai-dev-francecentral", "francecentral", "OpenAI", "chat-paris", 2)
CHAT = Deployment(
    workload="support-chat",
    name="support-chat",
    account=SWEDEN.name,
    region="swedencentral",
    model="gpt-5.1",
    version="2025-11-13",
    use=Use.BASE,
    type=DeploymentType.DATA_ZONE_STANDARD,
    capacity=50,
)
TUNED = replace(
    CHAT,
    workload="ticket-model",
    name="tickets",
    account=FRANCE.name,
    region="francecentral",
    model="gpt-4.1-mini-2025-04-14.ft-1",
    version="1",
    use=Use.FINE_TUNED,
    type=DeploymentType.DEVELOPER,
    settings=DeploymentSettings(
        upgrade=Upgrade.WHEN_EXPIRED, content_filter="strict", spillover="other"
    ),
    source_account="/subscriptions/1/account",
)
TRAINING = TrainingPlace(
    "training",
    SWEDEN.name,
    "swedencentral",
    "gpt-4.1-mini",
    "2025-04-14",
    TrainingType.STANDARD,
)
LOCK = Lock(
    stack="dev",
    accounts={FRANCE.name: FRANCE, SWEDEN.name: SWEDEN},
    workloads={
        "support-chat": Locked("support-chat", date(2026, 3, 1), "2025-11", (CHAT,)),
        "ticket-model": Locked("ticket-model", date(2026, 11, 20), "2026-09", (TUNED,)),
        "training": Locked("training", date(2026, 11, 20), "2026-09", training=(TRAINING,)),
    },
    group=Group("rg-aoai-dev", "swedencentral"),
)

words = st.text(st.characters(codec="utf-8"), min_size=1, max_size=20)
"""Any text at all: what stands in a lock was once in a stack file."""


@st.composite
def locks(draw: st.DrawFn) -> Lock:
    """Any lock whose places stand in its accounts."""
    accounts = {
        name: Account(name, draw(words), draw(words), draw(st.just(name) | words), number)
        for number, name in enumerate(sorted(draw(st.sets(words, min_size=1, max_size=3))), 1)
    }
    taken = draw(st.sets(st.sampled_from(sorted(accounts))))
    accounts |= {name: replace(accounts[name], adopted=True) for name in taken}
    known = draw(st.sets(st.sampled_from(sorted(accounts))))
    homes = st.sampled_from(sorted(accounts.values(), key=lambda a: a.name))
    names = sorted(draw(st.sets(words, max_size=4)))
    workloads = {name: draw(_locked(name, homes)) for name in names}
    doors = {name: draw(_reached()) for name in sorted(known)}
    group = draw(st.none() | _groups())
    left = tuple(draw(st.lists(words, max_size=2))) if group else ()
    held = {name: draw(_secured()) for name in doors}
    prod = draw(st.booleans())
    return Lock(draw(words), accounts, workloads, group, doors, secured=held, left=left, prod=prod)


def _groups() -> st.SearchStrategy[Group]:
    made = st.builds(Group, words, words, shared=st.booleans())
    return made | st.builds(Group, words, st.just(""), st.just(True))  # noqa: FBT003


def _reached() -> st.SearchStrategy[Reached]:
    profiles = st.sampled_from(["public", "restricted", "private"])
    return st.builds(
        Reached, profiles, st.none() | words, st.sampled_from(["create", "given", "none"])
    )


def _secured() -> st.SearchStrategy[Secured]:
    levels = st.sampled_from([None, "CanNotDelete", "ReadOnly"])
    return st.builds(Secured, st.booleans(), levels)


@st.composite
def _locked(draw: st.DrawFn, name: str, homes: st.SearchStrategy[Account]) -> Locked:
    deployments = draw(st.lists(_deployment(name, homes), max_size=3))
    fewest = 0 if deployments else 1
    training = draw(st.lists(_training(name, homes), min_size=fewest, max_size=2))
    since = draw(st.dates(date(2024, 1, 1)))
    return Locked(name, since, draw(words), tuple(deployments), tuple(training))


@st.composite
def _deployment(draw: st.DrawFn, name: str, homes: st.SearchStrategy[Account]) -> Deployment:
    home = draw(homes)
    return Deployment(
        workload=name,
        name=draw(st.just(name) | words),
        account=home.name,
        region=home.region,
        model=draw(words),
        version=draw(words),
        use=draw(st.sampled_from([Use.BASE, Use.FINE_TUNED])),
        type=draw(st.sampled_from(DeploymentType)),
        capacity=draw(st.integers(0, 10**9)),
        settings=DeploymentSettings(
            upgrade=draw(st.sampled_from(Upgrade)),
            content_filter=draw(st.just("Microsoft.DefaultV2") | words),
            spillover=draw(st.none() | words),
        ),
        source_account=draw(st.none() | words),
        publisher=draw(st.just(OPENAI) | words),
    )


@st.composite
def _training(draw: st.DrawFn, name: str, homes: st.SearchStrategy[Account]) -> TrainingPlace:
    home = draw(homes)
    type_ = draw(st.sampled_from(TrainingType))
    return TrainingPlace(name, home.name, home.region, draw(words), draw(words), type_)
