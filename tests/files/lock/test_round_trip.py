"""A lock written and read is the same lock; equal locks have equal bytes."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from pathlib import Path

from hypothesis import given

from planner.domain.lock import Lock, Reached
from planner.domain.terms import Upgrade
from planner.files.lock import beside, dump, names, parse, path_of, read
from tests.files.lock.locks import CHAT, FRANCE, LOCK, SWEDEN, locks


@given(locks())
def test_a_lock_written_and_read_is_the_same(lock: Lock) -> None:
    """Every deployment and place to train, to the last field."""
    assert parse(dump(lock)) == lock


@given(locks())
def test_the_order_in_a_lock_means_nothing(lock: Lock) -> None:
    """Accounts and workloads are sorted by name."""
    backwards = replace(
        lock,
        accounts=dict(reversed(list(lock.accounts.items()))),
        workloads=dict(reversed(list(lock.workloads.items()))),
    )
    assert dump(backwards) == dump(lock)


def test_the_text_is_short_and_says_who_made_it() -> None:
    """A line an account, a line a place; what is as usual is not said."""
    assert dump(LOCK) == (Path(__file__).parent / "dev.lock.yaml").read_text()


def test_an_account_says_what_is_known_of_its_door() -> None:
    """A public one in one word; a lock that is silent, as all were at first, knows nothing."""
    door = {
        SWEDEN.name: Reached("public"),
        FRANCE.name: Reached("private", "/subnets/endpoints", "given"),
    }
    adopted = {SWEDEN.name: replace(SWEDEN, adopted=True), FRANCE.name: FRANCE}
    text = dump(replace(LOCK, accounts=adopted, reached=door))
    assert "adopted: true, network: public, digest" in text
    assert "network: private, endpoint: /subnets/endpoints, dns: given, digest" in text
    assert parse(text).reached == door
    assert parse(dump(LOCK)).reached == {}


def test_another_lock_is_another_line() -> None:
    """A change of one value changes its line and the digest, no more."""
    bigger = replace(LOCK.workloads["support-chat"], deployments=(replace(CHAT, capacity=51),))
    changed = replace(LOCK, workloads={**LOCK.workloads, "support-chat": bigger})
    before, after = dump(LOCK).splitlines(), dump(changed).splitlines()
    differ = [line for line, other in zip(before, after, strict=True) if line != other]
    assert len(differ) == 2
    assert "capacity: 50" in differ[0]
    assert "digest:" in differ[1]


def test_entries_of_two_branches_stand_side_by_side() -> None:
    """Each entry is valid by itself, so any selection of them is a lock."""
    whole = dump(LOCK)
    for some in combinations(LOCK.workloads, 2):
        part = dump(replace(LOCK, workloads={name: LOCK.workloads[name] for name in some}))
        assert set(part.splitlines()) < set(whole.splitlines())


def test_layout_is_no_content() -> None:
    """Quotes, comments and Windows line ends leave the digests right."""
    text = dump(LOCK).replace("kind: OpenAI", 'kind: "OpenAI"') + "# a comment\n"
    assert parse(text.replace("\n", "\r\n")) == LOCK


def test_the_lock_is_beside_the_stack_file(tmp_path: Path) -> None:
    """`dev.lock.yaml` beside `dev.yaml`; none is no problem."""
    stack = tmp_path / "dev.yaml"
    assert path_of(stack) == tmp_path / "dev.lock.yaml"
    assert beside(stack) is None
    assert names(path_of(stack)) == frozenset()
    path_of(stack).write_text(dump(LOCK), encoding="utf-8")
    assert beside(stack) == read(path_of(stack)) == LOCK
    assert names(path_of(stack)) == set(LOCK.workloads)


def test_a_silent_place_means_what_it_always_meant() -> None:
    """The defaults of settings are in every lock that was ever written, so they never change."""
    assert CHAT.settings.said() == {}
    assert (CHAT.settings.upgrade, CHAT.settings.content_filter, CHAT.settings.spillover) == (
        Upgrade.NEVER,
        "Microsoft.DefaultV2",
        None,
    )


def test_names_are_spelt_as_people_write_them() -> None:
    """Without escapes, unless a line break is in them; then on one line all the same."""
    text = dump(Lock("schön"))
    assert text.startswith("# Made by `planner lock schön`. Commit it; do not edit it.\n")
    assert "\nstack: schön\n" in text
    odd = dump(Lock("a\nb"))
    assert odd.startswith("# Made by `planner lock STACK`. Commit it; do not edit it.\n")
    assert '\nstack: "a\\nb"\n' in odd
    assert parse(odd) == Lock("a\nb")


def test_of_a_file_that_is_no_lock_no_workload_is_known(tmp_path: Path) -> None:
    """However broken: a list, a section that is none."""
    file = tmp_path / "dev.lock.yaml"
    for text in ("- 1", "workloads: 7", "workloads: {a: 7}", "\t"):
        file.write_text(text)
        assert names(file) == frozenset()
    file.write_text("workloads: {a: {}, b: 7}")
    assert names(file) == {"a"}


def test_a_line_break_stays_on_its_line() -> None:
    """A text that breaks lines is written with escapes, so that a change of it is one line."""
    odd = replace(LOCK.workloads["support-chat"], snapshot="2026\n09")
    text = dump(replace(LOCK, workloads={"support-chat": odd}))
    assert 'catalog: "2026\\n09"' in text
    assert parse(text).workloads["support-chat"].snapshot == "2026\n09"
