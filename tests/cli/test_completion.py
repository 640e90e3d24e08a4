"""`planner completion`: scripts that know every command, option and word of the parsers."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from planner.cli.commands import Command
from planner.cli.completing import Found, places
from planner.cli.shells import Shell
from tests.cli.conftest import Run, clean

BASH = shutil.which("bash")
needs_bash = pytest.mark.skipif(BASH is None, reason="no bash on this machine")


@pytest.fixture
def script(run: Run, project: Path) -> Path:
    """The bash script, in a file."""
    file = project / "planner.bash"
    file.write_text(run("completion", "bash").out)
    return file


def completed(script: Path, line: str) -> list[str]:
    """What bash puts in place of the line's last word (behind its last `@` or `=`)."""
    drive = (
        f"source {script.name}; COMP_LINE=$1 COMP_POINT=${{#1}}; _planner; "
        'printf "%s\\n" "${COMPREPLY[@]}"'
    )
    done = subprocess.run(
        [str(BASH), "--norc", "-c", drive, "bash", line],
        cwd=script.parent,
        env=clean({}),
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stderr == ""
    return done.stdout.split()


@needs_bash
def test_the_bash_script_is_bash(script: Path) -> None:
    """`bash -n` reads it whole, and sourcing it registers the command and says nothing."""
    subprocess.run([str(BASH), "-n", str(script)], check=True)
    sourced = f"source {script}; complete -p planner"
    done = subprocess.run([str(BASH), "-c", sourced], capture_output=True, text=True, check=True)
    assert done.stdout == "complete -o default -F _planner planner\n"


@needs_bash
@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("planner ch", ["check"]),
        ("planner catalog ", ["list", "show", "disputes", "diff", "import"]),
        ("planner catalog i", ["import"]),
        ("planner catalog import ", ["docs"]),
        ("planner check --no", ["--no-lock"]),
        ("planner check --fail-on ", ["error", "unverified", "warning"]),
        ("planner check --fail-on=w", ["warning"]),
        ("planner check --format gi", ["github"]),
        ("planner where --format gi", []),
        ("planner check mix", ["mixed"]),
        ("planner check good mix", ["mixed"]),
        ("planner explain mix", ["mixed"]),
        ("planner explain mixed g", []),
        ("planner check --catalog 2025", ["2025-11"]),
        ("planner check --catalog 2025-11 mix", ["mixed"]),
        ("planner where gpt-5.1 --region swedencen", ["swedencentral"]),
        ("planner where gpt-5.1 --residency eu-", ["eu-members"]),
        ("planner where gpt-5.4-m", ["gpt-5.4-mini", "gpt-5.4-mini@2026-03-17"]),
        ("planner where gpt-5.4-mini@", ["2026-03-17"]),
        ("planner where --type glob", ["global-standard", "global-provisioned", "global-batch"]),
        ("planner rules AOAI60", [f"AOAI60{n}" for n in range(1, 10)]),
        ("planner schema --for pl", ["plan"]),
        ("planner completion f", ["fish"]),
        ("planner plan -o ", []),
        ("planner check --as-of ", []),
        ("planner --v", ["--version"]),
        ("planner chek ", []),
    ],
)
def test_bash_completes(script: Path, line: str, words: list[str]) -> None:
    """The word at hand: commands, options, their values, stacks, models and regions."""
    assert completed(script, line) == words


@needs_bash
def test_the_locks_are_no_stacks(script: Path, run: Run) -> None:
    """And a file whose name is a command for the shell is offered, not run."""
    run("lock", "good")
    (script.parent / "stacks" / "$(touch harm).yaml").touch()
    assert {"good", "bad"} <= {*completed(script, "planner plan ")}
    assert completed(script, "planner plan good") == ["good"]
    assert not (script.parent / "harm").exists()


@needs_bash
@pytest.mark.parametrize("command", Command)
def test_every_command_and_every_option_is_completed(script: Path, command: Command) -> None:
    """The ones that its parser knows, and no others."""
    words = command.value.split()
    assert words[-1] in completed(script, " ".join(["planner", *words]))
    options = {
        name
        for action in command.parser().arguments
        for name in action.option_strings
        if name.startswith("--")
    }
    assert {*completed(script, f"planner {command.value} --")} == options


@pytest.mark.parametrize("shell", Shell)
def test_every_shell_has_every_command_and_option(shell: Shell, run: Run) -> None:
    """Nothing is left out for one of them; the script ends with a newline and says what made it."""
    script = run("completion", shell.value).out
    assert f"made by: planner completion {shell.value}\n" in script
    assert script.endswith("\n")
    for place in places({}):
        assert all(word in script for word in place.command.value.split())
        for flag in place.flags:
            assert all(name.lstrip("-") in script for name in flag.names)


def test_what_an_argument_takes_is_known(run: Run) -> None:
    """Files are completed by the shell itself, words by the script, and free text by nobody."""
    named = dict.fromkeys(("MODEL[@VERSION]", "MODEL", "R", "X", "C", "ID", "A", "B"), ("x",))
    named |= {"SNAPSHOT": ("x",), "SNAPSHOT|DIR": ("x",)}
    free = {
        (place.command.value, flag.names[0])
        for place in places(named)
        for flag in place.flags
        if flag.value is Found.NOTHING
    }
    assert {option for _, option in free} <= {
        "--as-of",
        "--date",
        "--retires-after",
        "--upgrade",
        "--kind",
        "--name",
    }
    assert run("completion", "powershell").code == 2
