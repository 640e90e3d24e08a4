"""Sizes as people write them, and the form that the message asks for."""

from __future__ import annotations

import pytest

from planner.domain.problem import FileError
from planner.files.stack import parse

WORKLOAD = """\
version: 1
workloads:
  chat: {{model: gpt-5.1@2025-11-13, deployment_type: {type}, capacity: {capacity}}}
"""

SIZES = {
    "thousands": ("{tpm: 50K}", "tpm is '50K'; write tpm: 50000"),
    "thousands, small letter": ("{tpm: 50k}", "tpm is '50k'; write tpm: 50000"),
    "a million": ("{tpm: 1M}", "tpm is '1M'; write tpm: 1000000"),
    "one and a half million": ("{tpm: 1.5M}", "tpm is '1.5M'; write tpm: 1500000"),
    "a comma in quotes": ('{tpm: "50,000"}', "tpm is '50,000'; write tpm: 50000"),
    "a number in quotes": ('{tpm: "50000"}', "tpm is '50000'; write tpm: 50000"),
    "the unit again": ("{ptu: 50 PTU}", "ptu is '50 PTU'; write ptu: 50"),
    "another unit": ("{tpm: 50 PTU}", "tpm is '50 PTU'; write capacity: {ptu: 50}"),
    "in a range": ("{tpm: {min: 10K, target: 50000}}", "min is '10K'; write min: 10000"),
    "no number": (
        "{tpm: lots}",
        "tpm is 'lots'; it must be a whole number such as 50000, or {min: 10000, target: 50000}",
    ),
    "a point, which may stand for thousands": (
        "{tpm: 50.000}",
        "tpm is 50.0; it must be a whole number such as 50000, or {min: 10000, target: 50000}",
    ),
    "a bare number": ("50000", "capacity is 50000; write capacity: {tpm: 50000}"),
    "bare thousands": ("50K", "capacity is '50K'; write capacity: {tpm: 50000}"),
    "a number and its unit": ("50 PTU", "capacity is '50 PTU'; write capacity: {ptu: 50}"),
    "a unit in small letters": ("50k tpm", "capacity is '50k tpm'; write capacity: {tpm: 50000}"),
    "batch": ("100 units", "capacity is '100 units'; write capacity: {units: 100}"),
    "words": ("lots", "capacity is 'lots'; write it like capacity: {tpm: 50000}"),
    "a comma without quotes": ("{tpm: 50,000}", "tpm is 50,000; write tpm: 50000"),
    "two commas": ("{tpm: 1,500,000}", "tpm is 1,500,000; write tpm: 1500000"),
    "a comma and another digit": ("{tpm: 50,800}", "tpm is 50,800; write tpm: 50800"),
    "a comma before a leading zero": ("{tpm: 50,090}", "tpm is 50,090; write tpm: 50090"),
    "nothing in it": ("{tpm: null}", "give exactly one of tpm, ptu and units"),
    "capital letters": ("{TPM: 5}", "unknown key 'TPM'; did you mean tpm? known: tpm, ptu, units"),
}


def said(capacity: str, kind: str = "standard") -> list[str]:
    """The messages for a capacity, without their places."""
    with pytest.raises(FileError) as caught:
        parse(WORKLOAD.format(capacity=capacity, type=kind))
    return [problem.message for problem in caught.value.problems]


@pytest.mark.parametrize(("capacity", "expected"), SIZES.values(), ids=SIZES.keys())
def test_a_size_is_answered_with_the_right_form(capacity: str, expected: str) -> None:
    """What to write instead, in full digits."""
    assert said(capacity) == [expected]


TYPES = {"provisioned": "ptu", "global-batch": "units", "[global-standard, standard]": "tpm"}


@pytest.mark.parametrize(("kind", "unit"), TYPES.items(), ids=TYPES.keys())
def test_a_bare_number_gets_the_unit_of_its_type(kind: str, unit: str) -> None:
    """The deployment type says what is counted."""
    assert said("50", kind) == [f"capacity is 50; write capacity: {{{unit}: 50}}"]


def test_an_underscore_is_part_of_a_number() -> None:
    """As YAML 1.1 has it."""
    stack = parse(WORKLOAD.format(capacity="{tpm: 50_000}", type="standard"))
    capacity = stack.workloads["chat"].capacity
    assert capacity is not None
    assert capacity.amount.target == 50_000


GRANTED = {
    "tokens with a letter": ("OpenAI.GlobalStandard.gpt-5.1", "100K", "write 100; quota counts"),
    "millions": ("OpenAI.GlobalStandard.gpt-5.1", "1.5M", "write 1500; quota counts"),
    "tokens in full": ("OpenAI.GlobalStandard.gpt-5.1", "'1,500,000'", "write 1500; quota counts"),
    "with the unit": ("OpenAI.Standard.gpt-5.1@swedencentral", "50000 TPM", "write 50; quota"),
    "in the service's spelling": ("OpenAI.DatazoneStandard.gpt-5.1@eu", "100K", "write 100; quota"),
    "batch": ("OpenAI.GlobalBatch.gpt-5.1", "50K", "write 50; quota counts thousands"),
    "thousands in groups": ("OpenAI.GlobalStandard.gpt-5.1", "'1,500'", "write 1500"),
    "the edge of what is granted": ("OpenAI.GlobalStandard.gpt-5.1", "'100,000'", "write 100000"),
    "less than a thousand": ("OpenAI.GlobalStandard.gpt-5.1", "500 TPM", "write thousands of"),
    "PTU": ("OpenAI.ProvisionedManaged@swedencentral", "50 PTU", "write 50"),
    "thousands of PTU": ("OpenAI.ProvisionedManaged", "1K", "write 1000"),
    "accounts": ("OpenAI.S0.AccountCount", "'1,000'", "write 1000"),
    "no number": ("OpenAI.GlobalStandard.gpt-5.1", "lots", "it must be a whole number"),
}


@pytest.mark.parametrize(("counter", "given", "expected"), GRANTED.values(), ids=GRANTED.keys())
def test_quota_is_answered_in_the_numbers_of_the_service(
    counter: str, given: str, expected: str
) -> None:
    """Tokens are counted in thousands: 100K is 100, and not a thousand times as much."""
    with pytest.raises(FileError) as caught:
        parse(f"version: 1\nsubscription: {{quota: {{{counter}: {given}}}}}\n")
    (problem,) = caught.value.problems
    text = f"{counter} is {given!r}" if "'" not in given else f"{counter} is {given}"
    assert problem.message.startswith(f"{text}; {expected}")
    exact = expected.removeprefix("write ").isdigit()
    assert not exact or problem.message.endswith(expected)
