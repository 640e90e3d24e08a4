"""Lock files that cannot be used: every problem in one run, with its place and the way out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.lock import Lock
from planner.domain.problem import FileError, Problem
from planner.files.lock import dump, parse, read
from tests.files.lock.locks import CHAT, LOCK, locks

TEXT = dump(LOCK)
FILE = "stacks/dev.lock.yaml"


def problems(text: str, *forgive: str) -> list[str]:
    with pytest.raises(FileError) as caught:
        parse(text, FILE, forgive)
    return [str(problem).removeprefix(f"{FILE}:") for problem in caught.value.problems]


EDITED = (
    "{name} was edited by hand: its digest is not that of its content; restore it from version "
    "control, or run planner lock dev --upgrade {name} to resolve it anew"
)
CHAT_EDITED = f"11:3: {EDITED.format(name='support-chat')}"


def _placed(place: str) -> str:
    """The sample with another place of the chat."""
    return TEXT.replace(CHAT_PLACE, f"    - {place}")


CHAT_PLACE = next(line for line in TEXT.splitlines() if "data-zone-standard" in line)
CASES = {
    "an empty file": ("", ["1:1: a lock file is a mapping that starts with lock_version: 1"]),
    "a list": ("- 1", ["1:1: a lock file is a mapping that starts with lock_version: 1"]),
    "another version": (
        TEXT.replace("lock_version: 1", "lock_version: 2"),
        ["2:15: lock_version is 2; this planner reads 1: use the planner that wrote it"],
    ),
    "a value edited by hand": (TEXT.replace("catalog: 2025-11", "catalog: 2026-09"), [CHAT_EDITED]),
    "a digest edited by hand": (TEXT.replace("58e9a1bded17", "abcdefabcdef"), [CHAT_EDITED]),
    "an account edited by hand": (
        TEXT.replace("kind: OpenAI", "kind: AIServices"),
        [
            "7:3: aoai-dev-francecentral was edited by hand: its digest is not that of its "
            "content; restore it from version control"
        ],
    ),
    "a group edited by hand": (
        TEXT.replace("rg-aoai-dev", "rg-ai-dev"),
        [
            "4:1: group was edited by hand: its digest is not that of its content; restore it "
            "from version control"
        ],
    ),
    "a group without its region": (
        TEXT.replace(", location: swedencentral, digest: e0a76911dcef", ", digest: 69a54c001a24"),
        ["4:8: location is required"],
    ),
    "a group that is none": (
        TEXT.replace("group: {name: rg-aoai-dev, location", "group: rg-aoai-dev # {location"),
        ["4:8: group is 'rg-aoai-dev'; it must be a mapping"],
    ),
    "an entry under another name": (
        TEXT.replace("  support-chat:", "  sales-chat:"),
        [f"11:3: {EDITED.format(name='sales-chat')}"],
    ),
    "a key given twice": (
        TEXT.replace("    since: 2026-03-01\n", "    since: 2026-03-01\n" * 2),
        ["13:5: since is given twice; keep one"],
    ),
    "an entry given twice": (
        TEXT.replace("  training:\n", "  support-chat: {}\n  training:\n"),
        ["27:3: support-chat is given twice; keep one"],
    ),
    "a misspelt key": (
        TEXT.replace("    catalog: 2025-11", "    catalogue: 2025-11"),
        [
            "11:3: catalog is required",
            CHAT_EDITED,
            "13:5: unknown key 'catalogue'; did you mean catalog? known: since, catalog, model, "
            "publisher, "
            "version, places, moved_from, moves, follows, digest",
        ],
    ),
    "a section missing": (
        "lock_version: 1\nstack: dev\nworkloads: {}\n",
        ["1:1: accounts is required"],
    ),
    "a section that is none": (
        "lock_version: 1\nstack: dev\naccounts: 7\nworkloads: {}\n",
        ["3:11: accounts is 7; it must be a mapping"],
    ),
    "a size in words": (
        TEXT.replace("data-zone-standard, capacity: 50", "data-zone-standard, capacity: much"),
        [CHAT_EDITED, "17:100: capacity is 'much'; it must be a whole number"],
    ),
    "no size": (
        TEXT.replace("data-zone-standard, capacity: 50", "data-zone-standard"),
        [CHAT_EDITED, "17:7: capacity is required"],
    ),
    "no places": (
        "lock_version: 1\nstack: dev\naccounts: {}\nworkloads:\n  a: {since: 2026-01-01, "
        "catalog: a, model: b, version: c, places: [], digest: 15418e66d492}\n",
        ["5:6: places is empty; a workload stands somewhere"],
    ),
    "a digest missing": (
        TEXT.replace("    digest: 58e9a1bded17\n", ""),
        ["11:3: digest is required", CHAT_EDITED],
    ),
    "a misspelt type": (
        TEXT.replace("type: data-zone-standard", "type: datazone-standrd"),
        [
            CHAT_EDITED,
            "17:70: 'datazone-standrd' is not a deployment type; did you mean "
            "data-zone-standard? known: standard, data-zone-standard, global-standard, "
            "provisioned, data-zone-provisioned, global-provisioned, global-batch, "
            "data-zone-batch, developer",
        ],
    ),
    "a deployment type to train": (
        TEXT.replace("type: standard", "type: provisioned"),
        [
            f"27:3: {EDITED.format(name='training')}",
            "33:85: 'provisioned' is not a training type; known: standard, "
            "data-zone, global, developer",
        ],
    ),
    "a version in words": (
        TEXT.replace("lock_version: 1", "lock_version: one"),
        ["2:15: lock_version is 'one'; it must be 1"],
    ),
    "a misspelt key of the group": (
        TEXT.replace(", location: swedencentral, digest", ", place: swedencentral, digest"),
        [
            "4:1: group was edited by hand: its digest is not that of its content; restore it from version control",
            "4:28: unknown key 'place'; known: name, location, exists, shared, left, digest",
        ],
    ),
    "places that are none": (
        TEXT.replace(
            "    places:\n    - {region: swedencentral, account: aoai-dev-swedencentral, type: data",
            "    places: 7 # {type: data",
        ),
        [
            CHAT_EDITED,
            "16:13: places is 7; it must be a list",
        ],
    ),
    "a place that is none": (
        _placed("7"),
        [CHAT_EDITED, "17:7: places is 7; it must be a mapping"],
    ),
    "an account that is no text": (
        _placed("{region: swedencentral, account: [a], type: standard, capacity: 50}"),
        [CHAT_EDITED, "17:40: account is a list; it must be text"],
    ),
    "a region that is no text": (
        _placed("{region: 7, account: aoai-dev-swedencentral, type: standard, capacity: 50}"),
        [CHAT_EDITED, "17:16: region is 7; it must be text"],
    ),
    "an account in a region that is no text": (
        TEXT.replace("region: swedencentral, kind", "region: 7, kind"),
        [
            "8:3: aoai-dev-swedencentral was edited by hand: its digest is not that of its content; restore it from version control",
            "8:36: region is 7; it must be text",
        ],
    ),
    "a tab": (
        TEXT.replace("    since", "\tsince", 1),
        ["12:1: a tab; YAML indents with spaces only"],
    ),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_each_mistake_is_told_with_its_place(text: str, expected: list[str]) -> None:
    """What is wrong and, where it was edited, how to get out of it."""
    assert problems(text) == expected


CONFLICT = """\
<<<<<<< HEAD
  chat: {}
=======
  mail: {}
>>>>>>> add-mail
"""


def test_conflict_markers_are_told_as_such() -> None:
    """Both sides by name, and what to do; not what YAML makes of the markers."""
    (said,) = problems(TEXT + CONFLICT)
    assert said == (
        "35:1: two branches changed the lock (HEAD and add-mail); take either side, then run "
        "planner lock dev"
    )


@pytest.mark.parametrize("left", ["=======\n", ">>>>>>> add-mail\n", "||||||| 5ef1a2\r\n"])
def test_a_marker_that_was_left_behind_is_told_too(left: str) -> None:
    """Half a conflict is one as well."""
    (said,) = problems(TEXT + left)
    sides = " (add-mail)" if left.startswith(">") else ""
    assert (
        said
        == f"35:1: two branches changed the lock{sides}; take either side, then run planner lock dev"
    )


def test_markers_are_named_as_git_names_them() -> None:
    """Sides without a name are left out, and so is what both sides came from."""
    unnamed = CONFLICT.replace(" HEAD", "").replace("=======", "||||||| 5ef1a2\n=======")
    (said,) = problems(f"\n{TEXT}{unnamed}")
    assert said.startswith("36:1: two branches changed the lock (add-mail); take either side")


def standing(**where: Any) -> Lock:
    """The sample with the chat elsewhere, as no plan would have it."""
    chat = replace(LOCK.workloads["support-chat"], deployments=(replace(CHAT, **where),))
    return replace(LOCK, workloads={**LOCK.workloads, "support-chat": chat})


def test_a_place_needs_an_account_that_the_lock_lists() -> None:
    """As after a merge that took the account from one branch and the workload from the other."""
    assert problems(dump(standing(account="aoai-dev-eastus"))) == [
        "17:40: support-chat stands in account aoai-dev-eastus, which this lock does not list; run "
        "planner lock dev --upgrade support-chat"
    ]


def test_a_place_is_in_the_region_of_its_account() -> None:
    """An account serves one region."""
    assert problems(dump(standing(region="eastus"))) == [
        "17:33: support-chat stands in eastus, but its account aoai-dev-swedencentral is in "
        "swedencentral; run planner lock dev --upgrade support-chat"
    ]


def test_broken_entries_of_named_workloads_are_forgiven() -> None:
    """Only theirs: what else is wrong is still told."""
    edited = TEXT.replace("catalog: 2025-11", "catalog: 2026-09")
    left = {name: LOCK.workloads[name] for name in ("ticket-model", "training")}
    assert parse(edited, FILE, ["support-chat"]) == replace(LOCK, workloads=left)
    assert problems(edited, "training") == [CHAT_EDITED]
    assert parse(TEXT, FILE, ["support-chat"]) == LOCK


def test_a_broken_account_is_forgiven_with_all_who_stand_in_it() -> None:
    """As long as somebody else stands there, it has to be right."""
    edited = TEXT.replace("region: swedencentral, kind", "region: eastus, kind")
    found = parse(edited, FILE, ["support-chat", "training"])
    assert list(found.accounts) == ["aoai-dev-francecentral"]
    assert list(found.workloads) == ["ticket-model"]
    assert len(problems(edited, "support-chat")) == 2


def test_a_sound_account_stays_though_all_who_stand_in_it_are_forgiven() -> None:
    """Only what is broken is dropped: the chat, and nothing beside it."""
    edited = TEXT.replace("catalog: 2025-11", "catalog: 2026-09")
    found = parse(edited, FILE, ["support-chat", "training"])
    assert found.accounts == LOCK.accounts
    assert list(found.workloads) == ["ticket-model", "training"]


def test_the_lock_of_another_stack_is_refused(tmp_path: Path) -> None:
    """A copied lock would give one stack the accounts of another."""
    file = tmp_path / "prod.lock.yaml"
    file.write_text(TEXT)
    with pytest.raises(FileError) as caught:
        read(file)
    (problem,) = caught.value.problems
    assert str(problem).endswith(
        "prod.lock.yaml:1:1: this is the lock of stack dev, not of prod; if dev was renamed, change "
        "the key stack to prod, else restore the file from version control"
    )


def test_a_file_that_is_too_large_or_no_text_says_so(tmp_path: Path) -> None:
    """With its place, as stack files do."""
    file = tmp_path / "dev.lock.yaml"
    file.write_bytes(b"#" * (16 * 1024 * 1024 + 1))
    with pytest.raises(FileError, match=r":1:1: larger than 16 MB; split the stack into several$"):
        read(file)
    file.write_bytes(b"stack: caf\xe9\n")
    with pytest.raises(FileError, match=":1:11: not UTF-8"):
        read(file)
    with pytest.raises(FileError, match="cannot be read"):
        read(tmp_path)


def found(text: str, *forgive: str) -> tuple[Problem, ...] | None:
    try:
        parse(text, FILE, forgive)
    except FileError as error:
        return error.problems
    return None


@given(st.text(max_size=200))
def test_any_text_is_a_lock_or_a_list_of_problems(text: str) -> None:
    """No text makes the reader crash."""
    assert found(text) != ()


@given(st.data(), st.integers(0, len(TEXT) - 1), st.text(st.characters(codec="utf-8"), max_size=3))
def test_a_slip_of_the_keyboard_is_told_with_its_place(
    data: st.DataObject, at: int, typed: str
) -> None:
    """A few characters of a good lock replaced by any others, whoever is forgiven."""
    text = TEXT[:at] + typed + TEXT[at + data.draw(st.integers(0, 30)) :]
    told = found(text, *data.draw(st.sets(st.sampled_from(sorted(LOCK.workloads)))))
    assert told is None or all(problem.location for problem in told)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)


@given(locks(), st.data())
def test_any_value_anywhere_is_told_with_its_place(lock: Lock, data: st.DataObject) -> None:
    """Whatever stands where something else should."""
    content = yaml.safe_load(dump(lock))
    spot: Any = content
    while isinstance(spot, dict | list) and spot:
        keys = range(len(spot)) if isinstance(spot, list) else sorted(spot)
        holder, key = spot, data.draw(st.sampled_from(keys))
        spot = holder[key]
        if data.draw(st.booleans()):
            break
    holder[key] = data.draw(VALUES)
    told = found(yaml.safe_dump(content, sort_keys=False), *lock.workloads)
    assert told is None or all(problem.location for problem in told)
