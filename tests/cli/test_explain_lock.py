"""`planner explain` under a lock: what decides, and what would be without it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.report import golden

HEAD = (
    'version: 1\ncatalog: {{name: "{catalog}", max_age: 4000}}\nas_of: {day}\n'
    "subscription: {{approved: [gpt-5.1]}}\nworkloads:\n"
)
CHAT = """\
  chat:
    model: {model}
    deployment_type: {type}
    region: {region}
    capacity: {{tpm: 50000}}
"""
MAIL = CHAT.replace("chat:", "mail:")
CHOICE = {
    "model": "gpt-5.1@2025-11-13",
    "type": "global-standard",
    "region": "[francecentral, swedencentral]",
}
HERE = {**CHOICE, "region": "swedencentral"}


def stack(*workloads: str, catalog: str = "2026-09", day: str = "2026-11-20") -> str:
    """A stack file that is pinned to a snapshot and a day."""
    return HEAD.format(catalog=catalog, day=day) + "".join(workloads)


BEFORE = stack(CHAT.format(**CHOICE), catalog="2025-11", day="2026-10-01")
IN_SWEDEN = stack(CHAT.format(**HERE), day="2026-11-01")
OLD = {"model": "gpt-4o@2024-05-13", "type": "global-standard", "region": "swedencentral"}
TWO = "    replicas: 2\n"
TRAINING = """\
  chat:
    model: gpt-4.1@2025-04-14
    training: {type: standard, method: sft}
    region: uksouth
"""
CASES = {
    "stays": (BEFORE, stack(CHAT.format(**CHOICE)), "chat"),
    "stays-anyway": (IN_SWEDEN, stack(CHAT.format(**HERE)), "chat"),
    "kept": (
        stack(CHAT.format(**OLD), catalog="2024-12", day="2024-12-20"),
        stack(CHAT.format(**OLD)),
        "chat",
    ),
    "moved": (
        IN_SWEDEN,
        stack(CHAT.format(**{**HERE, "region": "francecentral"})),
        "chat",
    ),
    "kept-edited": (IN_SWEDEN, stack(TRAINING), "chat"),
    "new": (IN_SWEDEN, stack(CHAT.format(**HERE), MAIL.format(**HERE)), "mail"),
    "grows": (IN_SWEDEN, stack(CHAT.format(**CHOICE) + TWO), "chat"),
    "shrinks": (stack(CHAT.format(**CHOICE) + TWO), stack(CHAT.format(**CHOICE)), "chat"),
}
"""By name: the stack when it was locked, the stack that is explained, and which workload."""
SAID = {
    "stays": "stays in swedencentral as global-standard: it runs there since 2026-10-01 "
    "(stacks/shop.lock.yaml); without the lock it would go to francecentral as "
    "global-standard (planner lock shop --upgrade chat)",
    "stays-anyway": "without the lock it would go there as well",
    "kept": "kept in swedencentral as global-standard: it runs there since 2024-12-20 "
    "(stacks/shop.lock.yaml); a new one would be refused",
    "moved": "moves from swedencentral as global-standard, where it runs since 2026-11-01 "
    "(stacks/shop.lock.yaml), to francecentral as global-standard: the stack file no longer "
    "asks for that place",
    "kept-edited": "kept in swedencentral as global-standard: it runs there since 2026-11-01 "
    "(stacks/shop.lock.yaml); a new one would be refused",
    "new": "new: stacks/shop.lock.yaml does not have it yet, so nothing holds it to a place",
    "grows": "more is placed beside it",
    "shrinks": "leaves swedencentral as global-standard, where it runs since 2026-11-20 "
    "(stacks/shop.lock.yaml), as fewer replicas are asked for",
}


def explained(run: Run, project: Path, case: str, *options: str) -> str:
    """What `planner explain` says after the first stack was locked and then edited."""
    file = project / "stacks" / "shop.yaml"
    before, after, workload = CASES[case]
    file.write_text(before)
    assert run("lock", "shop").code == 0
    file.write_text(after)
    return run("explain", "shop", workload, *options).out


@pytest.mark.parametrize("case", CASES)
def test_what_decides_is_said(run: Run, project: Path, case: str) -> None:
    """In a sentence that is right for the case, and whole as the golden file has it."""
    text = explained(run, project, case)
    assert SAID[case] in " ".join(text.split())
    golden.check(f"cli/explain-lock-{case}.txt", text)


@pytest.mark.parametrize(
    ("case", "decision", "without"),
    [
        ("stays", "stays", ["francecentral"]),
        ("stays-anyway", "stays", ["swedencentral"]),
        ("kept", "kept", []),
        ("moved", "moves", ["francecentral"]),
        ("kept-edited", "kept", []),
        ("new", "new", ["swedencentral"]),
        ("grows", "grows", ["francecentral", "swedencentral"]),
        ("shrinks", "shrinks", ["francecentral"]),
    ],
)
def test_programs_are_told_the_same(
    run: Run, project: Path, case: str, decision: str, without: list[str]
) -> None:
    """The decision as a word, and where it would go without its entry in the lock."""
    lock = json.loads(explained(run, project, case, "--json"))["lock"]
    assert lock["decision"] == decision
    assert [each["region"] for each in lock["without"]] == without
    assert (lock["since"] is None) is (case == "new")
    assert lock["file"] == "stacks/shop.lock.yaml"


def test_the_lock_is_not_spoken_of_without_one(run: Run, project: Path) -> None:
    """No lock, or `--no-lock`: preference decides, and says so."""
    assert json.loads(run("explain", "good", "chat", "--json").out)["lock"] is None
    text = explained(run, project, "stays", "--no-lock")
    assert "lock" not in text
    assert "francecentral" in text


def test_the_move_that_it_names_is_the_one_that_comes(run: Run, project: Path) -> None:
    """`planner lock shop --upgrade chat` does what was said."""
    explained(run, project, "stays")
    assert (
        "moves from swedencentral to francecentral" in run("lock", "shop", "--upgrade", "chat").out
    )
