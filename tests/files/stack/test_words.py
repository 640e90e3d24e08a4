"""The words of messages: for people, whatever the value and wherever it stands."""

from __future__ import annotations

import re

import pytest

from planner.domain.problem import FileError
from planner.domain.schema import Strict
from planner.domain.settings import Accounts, Network
from planner.domain.workload import FineTuned, StackFile, Subscription, Training, Workload
from planner.files.stack import parse

SECTIONS: dict[str, type[Strict]] = {
    "{}": StackFile,
    "subscription: {{{}}}": Subscription,
    "accounts: {{{}}}": Accounts,
    "accounts: {{network: {{{}}}}}": Network,
    "workloads: {{chat: {{{}}}}}": Workload,
    "workloads: {{chat: {{fine_tuned: {{{}}}}}}}": FineTuned,
    "workloads: {{chat: {{training: {{{}}}}}}}": Training,
}
"""Where each class of the schema stands in a file."""

JUNK = ("x y", "''", "-1", "1.5", "true", "null", "[]", "[[]]", "{}", "{a: {b: 1}}", "99999", "^")

_OF_MACHINES = re.compile(
    r"\[[a-z]+-|\^\(?|\\\\[dSw]|should|valid |Python|pydantic|instance|NoneType"
)
"""Patterns, and the library's own English."""

FORMS = {
    "a subscription": ("subscription: {id: x}", "id is 'x'; it must be a GUID such as 8f1c"),
    "a tier": (
        "subscription: {quota_tier: 9}",
        "quota_tier is 9; it must be free or a number from 1 to 6",
    ),
    "a rule": (
        "workloads: {chat: {accept: [AOAI1]}}",
        "accept is 'AOAI1'; it must be a rule's id such as AOAI206",
    ),
    "a trained model": (
        "workloads: {chat: {fine_tuned: {id: x}}}",
        "id is 'x'; it must be the name of a trained model such as gpt-4.1-mini-2025-04-14.ft-",
    ),
    "an account": (
        "workloads: {chat: {fine_tuned: {id: a.ft-1, source_account: x}}}",
        "source_account is 'x'; it must be the ARM id of an account such as /subscriptions/ID/",
    ),
    "a key without a space": (
        "workloads: {chat: {model:gpt-5.1@2025-11-13}}",
        "unknown key 'model:gpt-5.1@2025-11-13'; a space is missing after model:",
    ),
    "a workload without a space": (
        "workloads:\n  chat:\n    model:gpt-5.1@2025-11-13\n",
        "chat is 'model:gpt-5.1@2025-11-13'; a space is missing after model:",
    ),
    "an empty name": ("workloads: {'': {}}", "the name is ''; it must be text of one character"),
    "several forms": (
        "workloads: {chat: {import: 5}}",
        "import is 5; it must be true or false or text or a mapping",
    ),
}


def said(text: str) -> list[str]:
    """The messages for a stack file; none where it can be read."""
    try:
        parse(f"version: 1\n{text}")
    except FileError as error:
        return [problem.message for problem in error.problems]
    return []


@pytest.mark.parametrize(("text", "expected"), FORMS.values(), ids=FORMS.keys())
def test_a_form_is_told_with_an_example(text: str, expected: str) -> None:
    """In a sentence, never as a pattern."""
    assert any(message.startswith(expected) for message in said(text)), said(text)


@pytest.mark.parametrize("section", SECTIONS)
def test_no_message_shows_a_pattern_or_the_words_of_a_library(section: str) -> None:
    """Every key of the schema with values of every kind."""
    keys = [key for key in SECTIONS[section].spelt() if key != "version"]
    wrong = [
        message.split("known:")[0].replace(f"'{value}'", "")
        for key in keys
        for value in JUNK
        for message in said(section.format(f"{key}: {value}"))
    ]
    assert wrong
    assert [message for message in wrong if _OF_MACHINES.search(message)] == []
