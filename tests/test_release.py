"""The packages as they are built, and the conditions of a release; no test needs a network."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path
from shutil import copytree, ignore_patterns, which

import pytest

from planner import __version__
from tests.given import ROOT
from tools import release

KEPT = ("pyproject.toml", "README.md", "LICENSE", "NOTICE", "CHANGELOG.md", "planner")


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Wheel and source package of this tree."""
    return release.build(ROOT, tmp_path_factory.mktemp("dist"))


def test_the_wheel_has_everything_that_is_under_planner(packages: tuple[Path, Path]) -> None:
    """Code, snapshots, statements and the mark that the package is typed."""
    with zipfile.ZipFile(packages[0]) as wheel:
        packed = {name for name in wheel.namelist() if name.startswith("planner/")}
    files = (path for path in (ROOT / "planner").rglob("*") if path.is_file())
    there = {str(path.relative_to(ROOT)) for path in files if path.suffix != ".pyc"}
    assert packed == there
    assert "planner/py.typed" in packed
    assert "planner/facts/data/2026-09/snapshot.json" in packed


def test_the_wheel_says_what_it_is(packages: tuple[Path, Path]) -> None:
    """One version, the licence with its notice, and two dependencies besides the extras."""
    with zipfile.ZipFile(packages[0]) as wheel:
        home = f"azure_openai_planner-{__version__}.dist-info"
        metadata = wheel.read(f"{home}/METADATA").decode()
        assert {f"{home}/licenses/LICENSE", f"{home}/licenses/NOTICE"} <= set(wheel.namelist())
    lines = metadata.splitlines()
    needed = [line.split()[1] for line in lines if line[:14] == "Requires-Dist:" if ";" not in line]
    assert f"Version: {__version__}" in lines
    assert "License-Expression: Apache-2.0" in lines
    assert sorted(name.split(">")[0] for name in needed) == ["pydantic", "pyyaml"]
    extras = {line.split()[1] for line in lines if line.startswith("Provides-Extra:")}
    assert extras == {"pulumi", "solver", "import", "dev"}


def test_the_wheel_works_without_the_project_around_it(
    packages: tuple[Path, Path], tmp_path: Path
) -> None:
    """Unpacked somewhere else it checks a stack: no file of the repository is missing."""
    with zipfile.ZipFile(packages[0]) as wheel:
        wheel.extractall(tmp_path)
    command = [sys.executable, "-m", "planner", "check", str(ROOT / "stacks" / "prod.yaml")]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "prod: ok" in done.stdout


def test_the_source_package_can_be_tested(packages: tuple[Path, Path]) -> None:
    """It has what a packager needs besides the code: tests, stacks, lock file, documents."""
    with tarfile.open(packages[1]) as source:
        names = {name.partition("/")[2] for name in source.getnames()}
    wanted = {"tests/test_release.py", "tools/release.py", "stacks/dev.yaml", "requirements.lock"}
    assert wanted | {"docs/library.md", "CONTRIBUTING.md", "LICENSE", "Pulumi.yaml"} <= names


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A small repository of the package, committed, with a changelog for 9.0.0."""
    if which("git") is None:
        pytest.skip("no git on PATH: a release is a commit and a tag")
    copytree(ROOT / "planner", tmp_path / "planner", ignore=ignore_patterns("__pycache__"))
    for name in KEPT[:-1]:
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    (tmp_path / "CHANGELOG.md").write_text(
        "# Changelog\n\n## Unreleased\n\n## 9.0.0 - 2027-01-15\n\n- News.\n\n## 8.0.0 - 2027-01-01\n"
    )
    (tmp_path / ".gitignore").write_text("/dist/\n")
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "config", "user.name", "Somebody")
    git(tmp_path, "config", "user.email", "somebody@example.com")
    commit(tmp_path)
    return tmp_path


def git(tree: Path, *words: str) -> str:
    done = subprocess.run(["git", *words], cwd=tree, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def commit(tree: Path) -> None:
    git(tree, "add", "--all")
    git(tree, "commit", "--quiet", "--message", "As it is")


def test_a_release_is_built_tried_committed_and_tagged(tree: Path) -> None:
    """In this order, with the new version everywhere."""
    tried: list[str] = []
    wheel = release.release(tree, "9.0.0", lambda wheel, _: tried.append(wheel.name))
    assert tried == [wheel.name] == ["azure_openai_planner-9.0.0-py3-none-any.whl"]
    assert release.version_of(tree) == "9.0.0"
    assert git(tree, "tag", "--points-at", "HEAD") == "v9.0.0"
    assert git(tree, "status", "--porcelain") == ""


def _broken(_wheel: Path, _root: Path) -> None:
    raise release.ReleaseError("planner check: exit 4")


def test_a_wheel_that_does_not_work_is_no_release(tree: Path) -> None:
    """No tag, no commit, and the version as it was."""
    with pytest.raises(release.ReleaseError, match="exit 4"):
        release.release(tree, "9.0.0", _broken)
    assert git(tree, "status", "--porcelain") == ""
    assert git(tree, "tag") == ""
    assert release.version_of(tree) == __version__


@pytest.mark.parametrize(
    ("version", "why"),
    [
        ("9.0", "is no version"),
        ("v9.0.0", "is no version"),
        ("0.0.1", "is below"),
        ("9.1.0", "no section '## 9.1.0"),
        ("8.0.0", "no section '## 8.0.0 - YYYY-MM-DD' with content"),
    ],
)
def test_a_version_that_is_not_ready_is_refused(tree: Path, version: str, why: str) -> None:
    """It has three numbers, goes up, and the changelog says what is in it."""
    with pytest.raises(release.ReleaseError, match=why):
        release.release(tree, version, _broken)


def test_a_tree_with_changes_is_refused(tree: Path) -> None:
    """What is tagged is what was tried."""
    (tree / "README.md").write_text("changed")
    with pytest.raises(release.ReleaseError, match="the tree has changes"):
        release.release(tree, "9.0.0", _broken)


def test_wrong_arguments_are_answered_with_the_two_commands(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """`make release` without a VERSION comes here."""
    assert release.main(["release"]) == 1
    assert "make release VERSION=x.y.z" in capsys.readouterr().err
