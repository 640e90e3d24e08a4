"""Where output goes and how it looks there: pipes, terminals, files, broken pipes, failures."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from planner.cli import console, main
from planner.cli.console import look_of, replace_file
from planner.cli.errors import UsageError
from tests.cli.conftest import Run, clean


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("environ", "colour"),
    [
        ({}, True),
        ({"NO_COLOR": "1"}, False),
        ({"NO_COLOR": ""}, True),
        ({"TERM": "dumb"}, False),
        ({"TERM": "xterm"}, True),
    ],
)
def test_colour_is_for_terminals_that_want_it(environ: dict[str, str], *, colour: bool) -> None:
    """NO_COLOR counts when it is not empty; a pipe never has colour."""
    assert look_of(Terminal(), environ, quiet=False).colour is colour
    assert not look_of(io.StringIO(), environ, quiet=False).colour


def test_a_pipe_gets_plain_text_of_80_columns(process: Run) -> None:
    """No codes, no stretching."""
    ran = process("check", "bad")
    assert "\x1b" not in ran.out
    assert max(map(len, ran.out.splitlines())) <= 80


@pytest.mark.parametrize(("columns", "widest"), [("20", 40), ("40", 40), ("60", 60), ("500", 100)])
def test_columns_are_respected_within_bounds(process: Run, columns: str, widest: int) -> None:
    """Narrow terminals do not break, wide ones do not stretch."""
    lines = process("plan", "bad", COLUMNS=columns).out.splitlines()
    assert max(map(len, lines)) <= widest


def test_an_encoding_without_our_characters_is_no_failure(process: Run) -> None:
    """What it cannot show becomes a question mark; JSON is ASCII anyway."""
    text = process("check", "bad", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert (text.code, text.err) == (1, "")
    assert "fix: region swedencentral ? or" in text.out
    assert json.loads(process("check", "bad", "--json", PYTHONIOENCODING="ascii").out)


def test_a_reader_that_goes_away_is_no_failure(project: Path) -> None:
    """`planner catalog show --json | head -1` ends quietly, with the code of the result."""
    arguments = ["catalog", "show", "--json"]
    with subprocess.Popen(
        [sys.executable, "-m", "planner", *arguments],
        cwd=project,
        env=clean({}),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline() == b"{\n"
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(timeout=60) == 0


def test_quiet_says_nothing_when_all_is_well(run: Run) -> None:
    """The exit code says it; findings are still told."""
    assert run("check", "empty", "--quiet").out == ""
    assert run("plan", "good", "--quiet").out == ""
    assert "AOAI205" in run("check", "bad", "--quiet").out


def test_formats_go_to_their_files_and_text_to_the_screen(run: Run, project: Path) -> None:
    """Several formats of one run."""
    ran = run("check", "bad", "--format", "json=check.json", "--format", "text=check.txt")
    assert ran.code == 1
    assert ran.out == (project / "check.txt").read_text()
    assert json.loads((project / "check.json").read_text())["verdict"] == "fail"
    left = sorted(path.name for path in project.iterdir())
    assert left == ["check.json", "check.txt", "stacks"]


def test_plan_writes_its_json_form(run: Run, project: Path) -> None:
    """`-o plan.json` beside the text, also when something is refused."""
    ran = run("plan", "bad", "-o", "plan.json")
    assert "Refused" in ran.out
    assert json.loads((project / "plan.json").read_text())["complete"] is False


@pytest.mark.parametrize(
    ("file", "problem"),
    [
        ("no/such/plan.json", "there is no folder no/such; create it"),
        ("stacks", "it is a folder"),
    ],
)
def test_files_that_cannot_be_written_are_told_before_any_work(
    run: Run, file: str, problem: str
) -> None:
    """Exit 2 and nothing else said."""
    ran = run("plan", "unreadable", "-o", file)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == f"cannot write {file}: {problem}" + (
        "; name a file in it\n" if file == "stacks" else "\n"
    )


def test_a_file_is_written_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A failure in the middle leaves the old file, and nothing else."""
    file = tmp_path / "plan.json"
    file.write_text("old")

    def full(self: Path, text: str, **_: object) -> int:
        with self.open("w") as half:
            half.write(text[:1])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(UsageError, match=r"plan\.json: No space left"):
        replace_file(file, "new")
    assert file.read_text() == "old"
    assert list(tmp_path.iterdir()) == [file]


def test_a_bug_is_one_line_and_never_a_finding(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Exit 4, how to report it, and a traceback only for those who ask."""

    def broken(*_: object, **__: object) -> None:
        raise KeyError("surprise")

    monkeypatch.setattr(main, "deliver", broken)
    ran = run("check", "good")
    assert (ran.code, ran.out) == (4, "")
    assert ran.err.startswith("planner: internal error: KeyError: 'surprise'")
    assert ran.err.count("\n") == 1
    assert "PLANNER_DEBUG=1" in ran.err
    monkeypatch.setenv("PLANNER_DEBUG", "1")
    assert "Traceback" in run("check", "good").err


def test_an_interrupt_is_quiet(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """As shells expect it of a process ended by Ctrl-C."""

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(main, "deliver", interrupted)
    ran = run("check", "good")
    assert (ran.code, ran.out, ran.err) == (130, "", "")


@pytest.mark.parametrize(
    "arguments", ["check good bad", "plan bad --json", "where gpt-4o", "rules"]
)
def test_the_same_run_gives_the_same_bytes(process: Run, arguments: str) -> None:
    """Whatever order Python hashes strings in."""
    first, second = (process(*arguments.split(), PYTHONHASHSEED=s).out for s in ("1", "2"))
    assert first == second


def test_only_the_console_writes() -> None:
    """Commands hand back results; nothing else in the room prints."""
    folder = Path(console.__file__).parent
    writers = [f.name for f in folder.glob("*.py") if ".write(" in f.read_text()]
    assert writers == ["console.py"]
    assert not [f.name for f in folder.glob("*.py") if "print(" in f.read_text()]


@pytest.mark.parametrize(
    ("shell", "code"),
    [
        ("planner check bad >&-", 1),
        ("planner check nope >&- 2>&-", 2),
        ("planner check nope 2>&-", 2),
        ("planner rules >&-", 0),
        ("planner --help >&-", 0),
    ],
)
def test_a_stream_that_is_closed_is_no_failure(project: Path, shell: str, code: int) -> None:
    """What cannot be said goes nowhere; the exit code is that of the result."""
    done = in_shell(project, shell)
    assert (done.returncode, done.stderr) == (code, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this machine")
def test_an_output_that_cannot_be_kept_is_told(project: Path) -> None:
    """A full disk is no bug of the planner: one line, exit 2."""
    done = in_shell(project, "planner check good > /dev/full")
    assert (done.returncode, done.stderr) == (
        2,
        "cannot write the output: No space left on device\n",
    )


def test_a_folder_that_is_gone_is_told(project: Path) -> None:
    """Somebody removed the folder that the shell stands in."""
    done = in_shell(project, "mkdir gone; cd gone; rmdir ../gone; planner check good")
    assert done.returncode == 2
    assert done.stderr == "the current folder is gone; change to one that is there\n"


def in_shell(project: Path, line: str) -> subprocess.CompletedProcess[str]:
    """A line for sh, in which `planner` is this one."""
    function = f'planner() {{ {sys.executable} -m planner "$@"; }}; '
    return subprocess.run(
        ["sh", "-c", function + line],
        cwd=project,
        env=clean({}),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
