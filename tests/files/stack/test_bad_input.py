"""Bad stack files: every problem in one run, with line, column and the near name."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.problem import FileError, Problem
from planner.domain.workload import Workload
from planner.files.stack import SIZE_LIMIT, parse, read, resolve

WORKLOAD = """\
version: 1
workloads:
  chat:
    model: gpt-5.1@2025-11-13
    deployment_type: standard
    region: swedencentral
    capacity: {tpm: 1000}
"""


def problems(text: str) -> list[str]:
    with pytest.raises(FileError) as caught:
        parse(text, file="s.yaml")
    return [str(problem) for problem in caught.value.problems]


def one(text: str) -> str:
    found = problems(text)
    assert len(found) == 1, found
    return found[0]


CASES = {
    "a tab": (
        "version: 1\nworkloads:\n\tchat: 1\n",
        "s.yaml:3:1: a tab; YAML indents with spaces only",
    ),
    "a hundred thousand brackets": ("[" * 100_000, "s.yaml:1:33: nested more than 32 deep"),
    "an anchor inside itself": ("a: &a [*a]", "s.yaml:1:8: the anchor &a contains itself"),
    "an anchor that nobody defined": (
        "version: 1\nworkloads: *none\n",
        "s.yaml:2:12: no anchor &none comes before *none",
    ),
    "a control character": (
        "version: 1\nworkloads: {a\x00: 1}\n",
        "s.yaml:2:14: a character that no text file needs; YAML does not take it",
    ),
    "an empty file": ("", "s.yaml:1:1: a stack file is a mapping that starts with version: 1"),
    "a list": ("- 1", "s.yaml:1:1: a stack file is a mapping that starts with version: 1"),
    "two documents": (
        "version: 1\n---\nversion: 1\n",
        "s.yaml:2:1: a second document; a file is one document",
    ),
    "an open bracket": (
        "version: 1\nworkloads: {\n",
        "s.yaml:2:12: the { that opens here is never closed",
    ),
    "no version": ("workloads: {}\n", "s.yaml:1:1: version is required"),
    "another version": ("version: 2\n", "s.yaml:1:10: version is 2; it must be 1"),
    "a custom tag": (
        "version: 1\nenvironment: !Ref x\n",
        "s.yaml:2:14: the tag !Ref has no meaning here",
    ),
    "a number as key": (
        "version: 1\nworkloads: {7: {}}\n",
        "s.yaml:2:13: a key must be text; put it in quotes",
    ),
    "a merge of nothing": (
        "version: 1\nworkloads: {<<: 5}\n",
        "s.yaml:2:17: << takes a mapping, or a list of mappings",
    ),
    "a misspelt key": (
        WORKLOAD.replace("region:", "regoin:"),
        "s.yaml:6:5: unknown key 'regoin'; did you mean region? known: "
        + ", ".join(Workload.spelt()),
    ),
    "a misspelt type": (
        WORKLOAD.replace("standard", "datazone-standrd"),
        "s.yaml:5:22: 'datazone-standrd' is not a deployment type; did you mean "
        "data-zone-standard? known: standard, data-zone-standard, global-standard, provisioned, "
        "data-zone-provisioned, global-provisioned, global-batch, data-zone-batch, developer",
    ),
    "a model without a version": (
        WORKLOAD.replace("@2025-11-13", ""),
        "s.yaml:4:12: write the model with its version, like gpt-5.1@2025-11-13, or @default",
    ),
    "no capacity": (
        WORKLOAD.replace("    capacity: {tpm: 1000}\n", ""),
        "s.yaml:3:3: capacity is required",
    ),
    "no model": (
        WORKLOAD.replace("    model: gpt-5.1@2025-11-13\n", ""),
        "s.yaml:3:3: model is required",
    ),
    "a model as a mapping": (
        WORKLOAD.replace("gpt-5.1@2025-11-13", "{gpt-5.1: x}"),
        "s.yaml:4:12: model is a mapping; it must be text such as gpt-5.1@2025-11-13",
    ),
    "a required key with letters wrong": (
        WORKLOAD.replace("model:", "modle:"),
        "s.yaml:4:5: unknown key 'modle'; did you mean model? known: "
        + ", ".join(Workload.spelt()),
    ),
    "another required key with letters wrong": (
        WORKLOAD.replace("capacity:", "capasity:"),
        "s.yaml:7:5: unknown key 'capasity'; did you mean capacity? known: "
        + ", ".join(Workload.spelt()),
    ),
    "a workload's keys beside its name": (
        WORKLOAD.replace("    ", "  "),
        "s.yaml:4:3: chat is empty: indent model, deployment_type, region, capacity beneath it",
    ),
    "the id of a trained model as OpenAI writes it": (
        WORKLOAD + "    fine_tuned: ft:gpt-4.1-mini:acme::abc\n",
        "s.yaml:8:17: fine_tuned is 'ft:gpt-4.1-mini:acme::abc'; write fine_tuned: "
        "{id: gpt-4.1-mini-2025-04-14.ft-0a1b2c3d}",
    ),
    "a type by the word of the portal": (
        WORKLOAD.replace("standard", "regional"),
        "s.yaml:5:22: 'regional' is not a deployment type; did you mean standard? known: "
        "standard, data-zone-standard, global-standard, provisioned, "
        "data-zone-provisioned, global-provisioned, global-batch, data-zone-batch, developer",
    ),
    "no model, on one line": (
        "version: 1\nworkloads: {chat: {deployment_type: standard, capacity: {tpm: 1000}}}\n",
        "s.yaml:2:19: model is required",
    ),
    "no type": (
        WORKLOAD.replace("    deployment_type: standard\n", ""),
        "s.yaml:3:3: deployment_type is required",
    ),
    "two units": (
        WORKLOAD.replace("tpm: 1000", "tpm: 1000, ptu: 15"),
        "s.yaml:7:15: give exactly one of tpm, ptu and units",
    ),
    "a capacity in words": (
        WORKLOAD.replace("1000", "plenty"),
        "s.yaml:7:21: tpm is 'plenty'; it must be a whole number such as 50000, or "
        "{min: 10000, target: 50000}",
    ),
    "a negative capacity": (
        WORKLOAD.replace("1000", "-1"),
        "s.yaml:7:21: tpm is -1; it must be greater than 0",
    ),
    "a number of thousands of digits": (
        WORKLOAD.replace("1000", "0x" + "f" * 5000),
        f"s.yaml:7:21: '0x{'f' * 38}...' is not a number that can be read",
    ),
    "a floor above the target": (
        WORKLOAD.replace("1000", "{min: 3000, target: 1000}"),
        "s.yaml:7:21: min is above target",
    ),
    "a date that is none": (
        "version: 1\nas_of: 2026-02-30\n",
        "s.yaml:2:8: as_of is '2026-02-30'; it must be a date such as 2026-11-20",
    ),
    "training with a capacity": (
        WORKLOAD.replace(
            "    deployment_type: standard\n", "    training: {type: global, method: sft}\n"
        ),
        "s.yaml:3:3: a training workload has no capacity",
    ),
    "a misspelt nested key": (
        "version: 1\naccounts: {naming: {prefx: a}}\n",
        "s.yaml:2:21: unknown key 'prefx'; did you mean prefix? known: prefix, suffix",
    ),
    "a misspelt default": (
        "version: 1\ndefaults: {residancy: eu}\n",
        "s.yaml:2:12: unknown key 'residancy'; did you mean residency? known: "
        + ", ".join(Workload.spelt()),
    ),
    "a workload that is a number": (
        "version: 1\nworkloads: {chat: 5}\n",
        "s.yaml:2:19: chat is 5; it must be a mapping",
    ),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_one_mistake_gives_one_message(text: str, expected: str) -> None:
    """What is wrong, where, and the near name; once."""
    assert one(text) == expected


def test_all_problems_come_in_one_run_in_reading_order() -> None:
    """Duplicate keys and schema problems do not hide each other."""
    text = WORKLOAD + "  chat: {}\nenvironment: live\n"
    assert problems(text) == [
        "s.yaml:8:3: chat is given twice; keep one",
        "s.yaml:9:14: environment is 'live'; it must be 'dev', 'test' or 'prod'",
    ]


def test_a_bad_default_is_reported_once_and_where_it_stands() -> None:
    """However many workloads inherit it."""
    text = "version: 1\ndefaults: {upgrade: nevr}\n" + "".join(
        line for line in WORKLOAD.splitlines(keepends=True)[1:]
    )
    more = text + text.split("workloads:\n")[1].replace("chat", "mail")
    expected = "s.yaml:2:21: upgrade is 'nevr'; it must be 'never', 'when-expired' or "
    assert one(more) == expected + "'when-default-changes'"


def test_anchors_that_explode_are_refused_quickly() -> None:
    """Ten anchors of ten aliases each are ten thousand million values."""
    levels = ["a0: &a0 [" + ", ".join("1" * 10) + "]"]
    levels += [f"a{n}: &a{n} [" + ", ".join([f"*a{n - 1}"] * 10) + "]" for n in range(1, 10)]
    message = one("\n".join(levels))
    assert message.endswith(
        "more than a million values once its anchors are expanded; write them out"
    )


def test_anchors_that_are_merely_handy_work() -> None:
    """`<<` shares keys between workloads, and a workload's own key wins."""
    text = """\
version: 1
workloads:
  chat: &chat
    model: gpt-5.1@2025-11-13
    deployment_type: standard
    region: swedencentral
    capacity: {tpm: 1000}
  mail: {<<: *chat, region: eastus2}
"""
    stack = parse(text, file="s.yaml")
    assert stack.workloads["mail"].region == ("eastus2",)
    assert stack.workloads["mail"].model == stack.workloads["chat"].model
    assert str(stack.locate(("workloads", "mail", "model"))) == "s.yaml:4:12"


def test_a_file_beyond_the_limit_is_not_even_parsed(tmp_path: Path) -> None:
    """Ten megabytes are a mistake."""
    big = tmp_path / "big.yaml"
    big.write_text("# " + "x" * (SIZE_LIMIT * 2))
    with pytest.raises(FileError, match="larger than 4 MB; split it into several stacks"):
        read(big)


def test_a_file_that_is_not_utf8_says_where(tmp_path: Path) -> None:
    """Line and column of the first byte that is not."""
    latin = tmp_path / "latin.yaml"
    latin.write_bytes(b"version: 1\n# caf\xe9\n")
    with pytest.raises(FileError, match=":2:6: not UTF-8; save the file as UTF-8"):
        read(latin)


def test_a_directory_is_not_a_stack(tmp_path: Path) -> None:
    """Whatever the operating system says, it is a problem and not a traceback."""
    with pytest.raises(FileError, match="cannot be read"):
        read(tmp_path)


def test_a_stack_that_does_not_exist_is_answered_with_those_that_do(tmp_path: Path) -> None:
    """And with the near name first."""
    (tmp_path / "stacks").mkdir()
    for name in ("prod.yaml", "dev.yaml", "dev.lock.yaml"):
        (tmp_path / "stacks" / name).write_text("version: 1\n")
    with pytest.raises(FileError) as caught:
        resolve("prd", tmp_path)
    assert str(caught.value) == "no stack 'prd'; did you mean prod? stacks that exist: dev, prod"


def _problems_or_none(text: str) -> tuple[Problem, ...] | None:
    try:
        parse(text, file="s.yaml")
    except FileError as error:
        return error.problems
    return None


@given(st.text(max_size=200))
def test_any_text_is_a_stack_or_a_list_of_problems(text: str) -> None:
    """No text makes the reader crash."""
    assert _problems_or_none(text) != ()


@given(st.integers(0, len(WORKLOAD) - 1), st.characters(codec="utf-8"))
def test_a_slip_of_the_keyboard_is_a_stack_or_a_list_of_places(at: int, character: str) -> None:
    """One character of a good file replaced by any other."""
    found = _problems_or_none(WORKLOAD[:at] + character + WORKLOAD[at + 1 :])
    assert found is None or all(problem.location for problem in found)


def test_a_key_that_is_left_out_is_said_beside_one_that_is_not_alike() -> None:
    """Only a key that is spelt like the missing one stands for it."""
    found = problems(WORKLOAD.replace("model: gpt-5.1@2025-11-13", "colour: red"))
    assert len(found) == 2
    assert found[0].endswith("model is required")


def test_an_empty_workload_is_said_to_be_empty() -> None:
    """Only keys of a workload right below it tell of an indentation."""
    assert one("version: 1\nworkloads:\n  chat:\n") == (
        "s.yaml:3:8: chat is empty; it must be a mapping"
    )
