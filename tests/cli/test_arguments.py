"""Commands, options and their mistakes: every choice works, every slip is answered."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from planner.cli.commands import Command, listing, split
from planner.cli.errors import UsageError
from planner.cli.exits import FailOn
from planner.cli.formats import Output, output_in, settled
from planner.cli.parser import Parser
from planner.cli.words import day, deployment_type, unknown, word_of
from planner.domain.terms import DeploymentType
from planner.report.formats import Format
from planner.report.look import Look
from tests.cli.conftest import Run
from tests.report.test_text import REPORTS


@pytest.mark.parametrize("command", Command)
def test_every_command_is_found_and_builds_what_it_stands_for(command: Command) -> None:
    """Its words lead to it, its file defines it, its parser can be made."""
    found, rest = split([*command.value.split(), "x", "--y"])
    assert (found, rest) == (command, ["x", "--y"])
    assert isinstance(command.parser(), Parser)
    assert callable(command.definition.run)
    assert command.summary in listing()


@pytest.mark.parametrize("command", Command)
def test_help_fits_80_columns_and_names_every_option(command: Command, run: Run) -> None:
    """`planner COMMAND --help` is for a terminal of the usual size."""
    ran = run(*command.value.split(), "--help")
    assert ran.code == 0
    assert ran.out.startswith(f"usage: planner {command.value}")
    assert max(map(len, ran.out.splitlines())) <= 80
    assert "--format" in ran.out


@pytest.mark.parametrize(
    "arguments",
    [["--help"], ["-h"], ["help"], ["catalog", "--help"], ["help", "catalog"]],
)
def test_the_list_of_commands_fits_80_columns(run: Run, arguments: list[str]) -> None:
    """Help without a command lists the commands, those of a group for a group."""
    ran = run(*arguments)
    assert max(map(len, ran.out.splitlines())) <= 80
    assert "catalog diff" in ran.out
    assert ("explain " in ran.out) is ("catalog" not in arguments)


@pytest.mark.parametrize("format_", Format)
def test_every_format_is_understood_and_says_a_report(format_: Format) -> None:
    """On its own and with a file."""
    output = output_in(Format)
    assert output(format_.value) == Output(format_)
    assert output(f"{format_.value}=a/b=c") == Output(format_, Path("a/b=c"))
    assert format_.render(REPORTS["check"], Look()).endswith("\n")


@pytest.mark.parametrize("threshold", FailOn)
def test_every_threshold_is_understood_in_any_case(threshold: FailOn) -> None:
    """As the command line spells it, or shouted."""
    assert word_of(FailOn, "threshold")(threshold.value.upper()) is threshold


@pytest.mark.parametrize("type_", DeploymentType)
def test_every_deployment_type_is_understood_in_either_spelling(type_: DeploymentType) -> None:
    """The docs' word and ARM's."""
    assert deployment_type(type_.value) is type_
    assert deployment_type(type_.sku) is type_


@pytest.mark.parametrize(
    ("arguments", "answer"),
    [
        ("chek good", "unknown command 'chek'; did you mean check?"),
        ("help chek", "unknown command 'chek'; did you mean check?"),
        ("chek --help", "unknown command 'chek'; did you mean check?"),
        ("help catalog lst", "unknown command 'lst'; did you mean list?"),
        ("completion powershell", "unknown shell 'powershell'; known: bash, zsh, fish"),
        ("catalog lst", "unknown command 'lst'; did you mean list?"),
        ("catalog", "a command is missing; known: list, show, disputes, diff, import"),
        ("check good --fromat json", "unknown option --fromat; did you mean --format?"),
        (
            "check good --format jsn",
            "unknown format 'jsn'; did you mean json? known: text, json, github",
        ),
        ("check good --format sarif", "unknown format 'sarif'; known: text, json, github"),
        ("where gpt-5.1 --format github", "unknown format 'github'; known: text, json"),
        ("check good --format json=", "names no file"),
        ("check good --json --format text", "standard output takes one format"),
        ("check good --fail-on warn", "unknown threshold 'warn'; did you mean warning?"),
        ("check good --as-of 2026-13-01", "'2026-13-01' is not a date"),
        ("check good --catalog 2026-08", "2026-09"),
        ("plan good bad", "unexpected argument 'bad'"),
        ("plan god", "did you mean good?"),
        ("explain good chta", "unknown workload 'chta'; did you mean chat?"),
        ("rules aoai2055", "unknown rule 'AOAI2055'; did you mean AOAI205"),
        ("where gtp-5.1", "did you mean gpt-5.1"),
        ("where gpt-5.1@2025-11-31", "did you mean 2025-11-13?"),
        ("where gpt-5.1 --region swedencentrl", "did you mean swedencentral"),
        ("where gpt-5.1 --residency europ", "did you mean eu or europe?"),
        ("where gpt-5.1 --type globalstandrd", "did you mean global-standard?"),
        ("where gpt-4.1 --training globl", "did you mean global?"),
        ("where gpt-4.1 --training global --type standard", "does not go with"),
        ("preview good", "no Pulumi.yaml"),
        ("lock good --upgrade chta", "unknown workload 'chta'; did you mean chat?"),
        ("lock --upgrade good", "STACK is missing (path, or name under stacks/)"),
        ("check", "STACK is missing (path, or name under stacks/)"),
        ("explain good", "WORKLOAD is missing (its name in the stack file)"),
        ("catalog diff", "A is missing (snapshot, by name or folder); B is missing"),
        ("check good --json=x", "--json takes no value, and was given 'x'"),
        ("check good --as-of", "argument --as-of: expected one argument"),
        ("--check good", "options come after the command: planner COMMAND --check"),
        ("plan stacks", "stacks is a folder; name its files: stacks/*.yaml"),
        ("plan stacks/good.yml", "no stack 'stacks/good.yml'; did you mean good?"),
        ("rules availability", "see: planner rules"),
        ("preview good --no-lock", "unknown option --no-lock"),
        ("plan good --no-lok", "did you mean --no-lock?"),
        ("catalog import docs nowhere --name x --out y", "there is no folder nowhere"),
        ("catalog import docs . --name x --out y --statements z", "there is no file z"),
        (
            "catalog import docs . --name ../x",
            "'../x' is no name of a snapshot; give one like 2026",
        ),
        ("catalog import docs . --name ..", "'..' is no name of a snapshot"),
        ("catalog import docs .", "no availability table; name a folder that has some"),
    ],
)
def test_a_slip_is_answered_with_the_near_word(run: Run, arguments: str, answer: str) -> None:
    """Exit 2, nothing on standard output, and no usage dump on standard error."""
    ran = run(*arguments.split())
    assert (ran.code, ran.out) == (2, "")
    assert answer in ran.err
    assert len(ran.err.splitlines()) <= 3


def test_all_mistakes_of_a_question_are_told_at_once(run: Run) -> None:
    """One run, three answers."""
    ran = run(*["where", "gtp-5.1", "--region", "nowhere", "--residency", "mars"])
    assert [line.split(":")[0] for line in ran.err.splitlines()] == ["planner where"] * 3


def test_options_are_never_abbreviated(run: Run) -> None:
    """A new option must not change what an old command line means."""
    assert run("check", "good", "--form", "json").code == 2


def test_outputs_get_a_place_each() -> None:
    """Text goes to standard output unless another format took it; repeats count once."""
    text, json_ = Output(Format.TEXT), Output(Format.JSON)
    file = Output(Format.JSON, Path("x"))
    assert settled([]) == (text,)
    assert settled([file]) == (file, text)
    assert settled([json_, json_, file]) == (json_, file)
    for clash in ([text, json_], [file, Output(Format.TEXT, Path("x"))]):
        with pytest.raises(ValueError, match="file"):
            settled(clash)


def test_a_day_is_a_date() -> None:
    """ISO dates only."""
    assert day("2026-11-20") == date(2026, 11, 20)


def test_long_lists_of_names_are_counted() -> None:
    """A message is not a catalog."""
    assert unknown("rule", "x", map(str, range(100))).endswith("100 are known")


def test_an_empty_name_is_no_stack(run: Run) -> None:
    """As a script with an empty variable gives it; the other stacks are checked."""
    for command in ("check", "plan", "lock"):
        ran = run(command, "")
        assert ran.code == 2
        assert "no stack ''" in ran.err
    assert "good: ok" in run("check", "", "good").out


def test_version_is_said_in_either_spelling(run: Run) -> None:
    """`planner version` as other tools have it."""
    assert run("version").out == run("--version").out


def test_help_about_a_command_is_its_help(run: Run) -> None:
    """`planner help check`, as git and others have it."""
    assert run("help", "check").out == run("check", "--help").out
    assert run("help", "catalog", "diff").out == run("catalog", "diff", "-h").out


def test_the_planner_alone_says_what_it_can_do(run: Run) -> None:
    """On standard error and with exit 2, as nothing was asked for that could succeed."""
    ran = run()
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == run("--help").out


def test_no_command_is_an_error_that_says_so() -> None:
    """A group alone lists what there is."""
    with pytest.raises(UsageError, match="a command is missing; known: init, check, plan"):
        split([])


@pytest.mark.parametrize(
    "asked",
    [
        "where {}",
        "where gpt-5.1 --region {} --each",
        "where gpt-5.1 --catalog {}",
        "catalog show {}",
        "catalog import docs {}",
        "check {}",
        "init {}",
        "plan dev -o {}",
    ],
)
def test_a_long_word_is_no_bug_and_not_repeated_to_its_end(run: Run, asked: str) -> None:
    """What was pasted by mistake does not bury the answer, also where it is no name of a file."""
    ran = run(*asked.format("x" * 10_000).split())
    assert ran.code == 2
    assert "x" * 50 + "..." + "x" * 30 in ran.err
    assert len(ran.err) < 500
