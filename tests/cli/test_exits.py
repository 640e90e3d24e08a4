"""Exit codes: what each command ends with, and why."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.cli.exits import ExitCode, FailOn, gravest
from planner.domain.finding import Finding
from tests.cli.conftest import Run
from tests.report.samples import ACCEPTED, NOT_OFFERED, PREVIEW, UNKNOWN, WHOLE


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ("check good", 0),
        ("check warned", 0),
        ("check warned --fail-on unverified", 0),
        ("check warned --fail-on warning", 1),
        ("check bad", 1),
        ("check unknown", 0),
        ("check unknown --fail-on unverified", 3),
        ("check unknown --fail-on warning", 3),
        ("check unreadable", 2),
        ("check nowhere", 2),
        ("check good bad", 1),
        ("check good bad unreadable", 2),
        ("check unknown bad --fail-on unverified", 1),
        ("check good --as-of 2040-01-01", 1),
        ("check good --catalog 1999-01", 2),
        ("check good --as-of tomorrow", 2),
        ("check", 2),
        ("check empty", 0),
        ("check first", 0),
        ("check second --fail-on warning", 0),
        ("check first second", 1),
        ("check first good", 0),
        ("plan good", 0),
        ("plan bad", 1),
        ("plan unknown", 1),
        ("plan unreadable", 2),
        ("explain good chat", 0),
        ("explain bad chat", 1),
        ("explain good chta", 2),
        ("lock good", 0),
        ("lock good --check", 1),
        ("lock bad", 1),
        ("lock mixed", 1),
        ("lock unknown", 1),
        ("lock unreadable", 2),
        ("lock good --upgrade chta", 2),
        ("where gpt-5.1", 0),
        ("where gpt-5.1 --type standard --region francecentral", 1),
        ("where gtp-5.1", 2),
        ("rules", 0),
        ("rules AOAI205", 0),
        ("rules AOAI20", 2),
        ("schema", 0),
        ("catalog list", 0),
        ("catalog show", 0),
        ("catalog show 1999-01", 2),
        ("catalog disputes", 0),
        ("catalog disputes 2026-09 --model gpt-4.1", 0),
        ("catalog disputes --model gtp-4.1", 2),
        ("catalog diff 2025-11 2026-09", 0),
        ("catalog diff 2025-11 2026-09 --stack good", 0),
        ("catalog diff 2026-09 2024-12 --stack good", 1),
        ("catalog", 2),
        ("", 2),
        ("chek good", 2),
        ("--help", 0),
        ("help", 0),
        ("help check", 0),
        ("help chek", 2),
        ("chek --help", 2),
        ("completion bash", 0),
        ("completion", 2),
        ("--version", 0),
    ],
)
def test_each_command_ends_with_its_code(run: Run, arguments: str, code: int) -> None:
    """The table of the README, with a case for every way to get there."""
    ran = run(*arguments.split())
    assert ran.code == code
    assert bool(ran.err) is (code == 2)


def test_the_process_ends_with_the_code(process: Run) -> None:
    """`python -m planner` hands the code on."""
    assert [process(*words).code for words in (["check", "good"], ["check", "bad"], ["x"])] == [
        0,
        1,
        2,
    ]


ERROR_UNVERIFIED = replace(NOT_OFFERED, verdict=UNKNOWN.verdict)
"""Whatever its severity: what is not verified has not failed."""


@pytest.mark.parametrize(
    ("findings", "codes"),
    [
        ([], (0, 0, 0)),
        ([WHOLE], (0, 0, 0)),
        ([ACCEPTED], (0, 0, 0)),
        ([PREVIEW], (0, 0, 1)),
        ([UNKNOWN], (0, 3, 3)),
        ([ERROR_UNVERIFIED], (0, 3, 3)),
        ([UNKNOWN, PREVIEW], (0, 3, 1)),
        ([UNKNOWN, PREVIEW, NOT_OFFERED], (1, 1, 1)),
    ],
)
def test_every_threshold_weighs_every_kind_of_finding(
    findings: list[Finding], codes: tuple[int, int, int]
) -> None:
    """Rows: what was found. Columns: error, unverified, warning."""
    assert tuple(threshold.code(findings) for threshold in FailOn) == codes


@pytest.mark.parametrize("code", ExitCode)
def test_the_gravest_code_wins(code: ExitCode) -> None:
    """Every code outdoes OK and is outdone by a failure of the planner."""
    assert gravest([ExitCode.OK, code]) is code
    assert gravest([code, ExitCode.BROKEN]) is ExitCode.BROKEN
    assert gravest([]) is ExitCode.OK
