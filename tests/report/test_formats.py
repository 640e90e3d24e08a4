"""Output formats: each has its file, its line in the list and its golden; adding one is that much."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from planner.domain.finding import Location
from planner.report import formats
from planner.report.base import Judged
from planner.report.check import Checked, CheckReport, Unread
from planner.report.formats import Format, formats_for
from planner.report.look import Look
from tests.cli.conftest import ROOT, clean, stack
from tests.report import golden
from tests.report.samples import ACCEPTED, CLEAN, NOT_OFFERED
from tests.report.test_text import REPORTS

FOLDER = Path(formats.__file__).parent


def test_each_format_is_a_line_and_a_file() -> None:
    """No file without its line, no line without its file."""
    files = {path.stem for path in FOLDER.glob("*.py")} - {"__init__"}
    assert files == {*Format}


@pytest.mark.parametrize("name", ["check", "check-several", "plan"])
@pytest.mark.parametrize("format_", Format)
def test_what_a_format_says_is_the_golden_one(format_: Format, name: str) -> None:
    """The same two results in every format, whole."""
    golden.check(f"formats/{name}.{format_.value}", format_.render(REPORTS[name], Look()))


def test_reports_with_findings_are_those_of_plans() -> None:
    """What says findings alone is not offered where there are none."""
    judged = {name.partition("-")[0] for name in REPORTS if isinstance(REPORTS[name], Judged)}
    assert judged == {"check", "plan", "explain", "preview"}
    assert not [each for each in formats_for(findings=False) if each.of_findings]


RECIPE = {
    "shout.py": '''\
"""For the hard of hearing."""

from planner.report.base import Report
from planner.report.look import Look


def render(report: Report, look: Look) -> str:
    return report.text(look).upper()
''',
}


def test_the_recipe_of_the_docs_gives_a_format(tmp_path: Path) -> None:
    """A file and a line (and a golden): the command line knows it, in --format and in its help."""
    shutil.copytree(ROOT / "planner", tmp_path / "planner", ignore=shutil.ignore_patterns("*.pyc"))
    folder = tmp_path / "planner" / "report" / "formats"
    for name, text in RECIPE.items():
        (folder / name).write_text(text)
    listed = (folder / "__init__.py").read_text()
    line = '    JSON = "json"\n'
    assert line in listed
    (folder / "__init__.py").write_text(listed.replace(line, f'{line}    SHOUT = "shout"\n'))
    (tmp_path / "good.yaml").write_text(stack())
    assert "GOOD: OK" in _planner(tmp_path, "check", "good.yaml", "--format", "shout")
    assert "shout" in _planner(tmp_path, "check", "--help")


def _planner(folder: Path, *arguments: str) -> str:
    command = [sys.executable, "-m", "planner", *arguments]
    environ = {**clean({}), "PYTHONPATH": str(folder)}
    done = subprocess.run(
        command, cwd=folder, env=environ, capture_output=True, text=True, timeout=60, check=True
    )
    return done.stdout


def test_the_docs_have_the_recipe() -> None:
    """With the three things to edit."""
    text = (ROOT / "docs" / "architecture.md").read_text()
    recipe = text.partition("## Adding an output format")[2].partition("\n## ")[0]
    for word in ("planner/report/formats/", "formats/__init__.py", "tests/golden/formats"):
        assert word in recipe


def test_github_escapes_what_would_end_its_command() -> None:
    """Commas and colons in a file's name, percent signs and line breaks in a message."""
    finding = replace(
        NOT_OFFERED,
        location=Location("a,b:c%/prod.yaml", 1, 2),
        message="50 % left\n::error::not ours",
        remedies=(),
    )
    report = CheckReport((Checked(replace(CLEAN, findings=(finding,))),))
    assert Format.GITHUB.render(report, Look()) == (
        "::error file=a%2Cb%3Ac%25/prod.yaml,line=1,col=2,title=AOAI205::"
        "claims-chat: 50 %25 left ::error::not ours%0Asee: planner rules AOAI205\n"
    )


def test_github_tells_what_keeps_a_stack_from_being_read() -> None:
    """As an error at its place; what was accepted is not told."""
    unread = Unread("gone", (("a tab", Location("x.yaml", 3, 1)), ("no stack 'gone'", None)))
    told = Format.GITHUB.render(CheckReport((unread,)), Look())
    assert told == "::error file=x.yaml,line=3,col=1::a tab\n::error::no stack 'gone'\n"
    accepted = replace(CLEAN, findings=(ACCEPTED,))
    assert Format.GITHUB.render(CheckReport((Checked(accepted),)), Look()) == ""
