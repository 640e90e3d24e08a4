"""Findings as text: small, whole, and harmless to a terminal."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.finding import Location, Remedy
from planner.report.findings import BYTES, finding_text, findings_text, see_text
from planner.report.look import Look
from tests.report.samples import ACCEPTED, NOT_OFFERED, PREVIEW

COLOUR = re.compile(r"\x1b\[\d+m")


def test_a_finding_says_where_what_and_what_to_do() -> None:
    """Place, rule, severity, workload and message; then the fixes."""
    assert finding_text(NOT_OFFERED, Look(100)) == (
        "stacks/prod.yaml:14:18 AOAI205 error claims-chat: gpt-5.1 2025-11-13 has no standard "
        "deployments in\n  francecentral (docs 2026-06-11)\n"
        "  fix: region swedencentral · or deployment_type data-zone-standard (stays in eu)"
    )


def test_a_finding_ends_with_who_answers_for_the_workload() -> None:
    """Whoever reads a long list looks for their own; without an owner nothing is said."""
    owned = replace(NOT_OFFERED, owner="claims team", remedies=())
    assert finding_text(owned, Look(200)).endswith("(docs 2026-06-11) (owner: claims team)")
    assert "owner" not in finding_text(NOT_OFFERED, Look(200))


def test_a_long_owner_is_cut_before_the_message() -> None:
    """What is wrong is worth more than the whole of a name."""
    said = finding_text(replace(NOT_OFFERED, owner="x" * 300), Look(200))
    assert "has no standard deployments" in said
    assert "(owner: xxx" in said


def test_a_finding_without_place_or_remedy_leaves_those_out() -> None:
    """What is not known is not printed as None."""
    finding = replace(PREVIEW, location=None, workload=None)
    assert finding_text(finding, Look(100)).startswith("AOAI504 warning gpt-5.1")
    assert "fix:" not in finding_text(finding, Look(100))


def test_where_to_read_on_is_said_once_a_rule() -> None:
    """Not after each finding, nor about accepted ones, nor what was told before."""
    twice = [NOT_OFFERED, replace(NOT_OFFERED, workload="other"), ACCEPTED]
    assert see_text(twice, Look()) == "see: planner rules AOAI205"
    several = see_text([*twice, PREVIEW], Look())
    assert several == "see: planner rules ID, with ID one of AOAI205, AOAI504"
    assert see_text([*twice, PREVIEW], Look(), told={"AOAI205"}) == "see: planner rules AOAI504"
    assert see_text(twice, Look(quiet=True)) == ""


def test_accepted_findings_are_not_shown() -> None:
    """The owner of the stack has read them; the summary counts them."""
    assert findings_text([ACCEPTED], Look()) == ""


@given(
    message=st.text(min_size=1, max_size=600),
    workload=st.text(min_size=1, max_size=64),
    file=st.text(min_size=1, max_size=300),
    remedies=st.lists(st.text(min_size=1, max_size=200), max_size=8),
    owner=st.none() | st.text(min_size=1, max_size=100),
    width=st.integers(1, 300),
)
def test_no_finding_takes_more_than_400_bytes(
    message: str, workload: str, file: str, remedies: list[str], owner: str | None, width: int
) -> None:
    """Whatever a check says, in whatever script and at whatever width."""
    finding = replace(
        NOT_OFFERED,
        message=message,
        workload=workload,
        owner=owner,
        location=Location(file, 123456, 200),
        remedies=tuple(Remedy(text) for text in remedies),
    )
    assert len(finding_text(finding, Look(width)).encode()) <= BYTES


def test_remedies_that_do_not_fit_are_counted() -> None:
    """The message stays whole as long as dropping remedies is enough."""
    remedies = tuple(Remedy(f"region number-{n:02} of the many that would do") for n in range(20))
    text = " ".join(finding_text(replace(NOT_OFFERED, remedies=remedies), Look()).split())
    assert NOT_OFFERED.message in text
    assert re.search(r"number-00 .* or \d+ more with --json", text)


def test_an_overlong_message_ends_in_an_ellipsis() -> None:
    """A cut is visible."""
    text = finding_text(replace(NOT_OFFERED, message="word " * 200, remedies=()), Look())
    assert text.endswith("…")


@pytest.mark.parametrize("text", ["\x1b[2J\x1b[31mowned", "a\rb", "a\x00b", "a\u202eb", "a\x9bb"])
def test_control_characters_never_reach_the_terminal(text: str) -> None:
    """A stack file cannot repaint the screen of whoever checks it."""
    finding = replace(NOT_OFFERED, message=text, workload=text, remedies=(Remedy(text),))
    said = finding_text(finding, Look()).replace("\n", "")
    assert said.isprintable()


def test_colour_changes_nothing_but_colour() -> None:
    """Without the codes the text is the plain one, line breaks and all."""
    plain, coloured = (finding_text(NOT_OFFERED, Look(60, colour=c)) for c in (False, True))
    assert coloured != plain
    assert COLOUR.sub("", coloured) == plain
