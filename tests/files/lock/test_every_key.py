"""Every key of a lock file, written and read; the text is what older and newer planners share."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from planner.domain.deployment import DeploymentSettings
from planner.domain.lock import Lock, Locked, Reached, Secured
from planner.domain.plan import Account, Deployment, Group
from planner.domain.problem import FileError
from planner.domain.terms import DeploymentType, TrainingType, Upgrade, Use
from planner.files.lock import dump, parse
from tests.files.lock.locks import CHAT, LOCK, TRAINING

PARIS = Account(
    "paris",
    "francecentral",
    "OpenAI",
    "chat-paris",
    2,
    team="claims",
    adopted=True,
    team_says=("lock", "network"),
)
MALMO = Account("malmo", "swedencentral", "AIServices", "malmo")
MADE: tuple[Deployment, ...] = (
    replace(CHAT, workload="chat", name="chat", account="malmo"),
    replace(
        CHAT,
        workload="chat",
        name="talk",
        account="paris",
        region="francecentral",
        model="gpt-4.1-mini-2025-04-14.ft-1",
        version="1",
        use=Use.FINE_TUNED,
        type=DeploymentType.DEVELOPER,
        capacity=0,
        settings=DeploymentSettings(
            upgrade=Upgrade.WHEN_EXPIRED,
            content_filter="strict",
            spillover="other",
            owner="ann",
            tags={"cost": "7"},
        ),
        source_account="/account",
    ),
)
OTHERS = (
    replace(
        CHAT,
        workload="grok",
        name="grok",
        account="malmo",
        model="grok-4",
        version="1",
        publisher="xAI",
    ),
    replace(
        CHAT,
        workload="grok",
        name="grok",
        account="paris",
        region="francecentral",
        model="Llama-3.3-70B-Instruct",
        version="5",
        publisher="Meta",
    ),
)
"""Models of other publishers; a place names its own where it is not the workload's."""
EVERYTHING = Lock(
    stack="dev",
    accounts={"paris": PARIS, "malmo": MALMO},
    workloads={
        "train": Locked(
            "train",
            date(2026, 11, 20),
            "2026-09",
            training=(
                replace(TRAINING, workload="train", account="malmo", type=TrainingType.GLOBAL),
                replace(
                    TRAINING,
                    workload="train",
                    account="paris",
                    region="francecentral",
                    model="o3",
                    version="2",
                ),
            ),
        ),
        "chat": Locked(
            "chat",
            date(2026, 3, 1),
            "2025-11",
            MADE,
            moved_from=("malmo/old", "paris/old"),
            moves=3,
            follows=("malmo/chat", "paris/chat"),
        ),
        "grok": Locked("grok", date(2026, 3, 1), "2026-09", OTHERS),
        "nothing": Locked("nothing", date(2026, 3, 1), "2025-11"),
    },
    group=Group("rg", "swedencentral", shared=True),
    left=("rg-old", "lyon"),
    prod=True,
    reached={"paris": Reached("private", "/subnet", "given"), "malmo": Reached("public")},
    secured={
        "paris": Secured(local_auth=True, lock="ReadOnly"),
        "malmo": Secured(local_auth=False),
    },
)
FILE = Path(__file__).parent / "every_key.lock.yaml"


def test_every_key_is_written_as_it_always_was() -> None:
    """Sorted by name; what is as usual is left out, and so is a workload of which nothing stands."""
    assert dump(EVERYTHING) == FILE.read_text(encoding="utf-8")


def test_every_key_is_read() -> None:
    """To the last field, and in the order of names whatever the file's."""
    found = parse(FILE.read_text(encoding="utf-8"))
    left = {name: EVERYTHING.workloads[name] for name in ("chat", "grok", "train")}
    assert found == replace(EVERYTHING, workloads=left)
    assert [*found.accounts] == [*found.reached] == ["malmo", "paris"]
    assert [*found.workloads] == ["chat", "grok", "train"]


def test_what_is_read_is_in_the_order_of_names() -> None:
    """Entries stand in the order in which two branches added them."""
    text = FILE.read_text(encoding="utf-8")
    head, accounts, workloads = text.split("\n\n")
    title, one, two = accounts.splitlines()
    chat, train = workloads.removeprefix("workloads:\n").split("  train:\n")
    swapped = "\n".join([title, two, one])
    found = parse(f"{head}\n\n{swapped}\n\nworkloads:\n  train:\n{train}{chat}")
    assert [*found.accounts] == [*found.reached] == [*found.secured] == ["malmo", "paris"]
    assert [*found.workloads] == ["chat", "grok", "train"]


GROUPS = {
    "made by the stack": Group("rg", "swedencentral"),
    "somebody else's": Group("rg", "", exists=True),
    "in which an adopted account stands": Group("rg", "swedencentral", shared=True),
}


@pytest.mark.parametrize("group", GROUPS.values(), ids=GROUPS)
def test_the_group_is_read_as_it_was_written(group: Group) -> None:
    """With its region, unless it is somebody else's."""
    assert parse(dump(replace(LOCK, group=group))).group == group


def test_a_lock_of_old_knows_no_group_and_no_doors() -> None:
    """What an older planner did not write down is not known."""
    old = parse(dump(replace(LOCK, group=None)))
    assert (old.group, old.reached, old.secured) == (None, {}, {})


def test_a_group_of_which_nothing_is_known_is_no_group() -> None:
    """A region of its own, or somebody else's: one of the two."""
    with pytest.raises(FileError, match="location is required"):
        parse(
            "lock_version: 1\nstack: a\ngroup: {name: rg, digest: 4fe}\naccounts: {}\nworkloads: {}\n"
        )
