"""Builds the packages, and makes a release: `make build`, `make release VERSION=1.2.3`.

A release is refused while the tree has changes, the changelog lacks the version, or the wheel does
not work with the base packages only. Nothing is pushed or uploaded.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import venv
from collections.abc import Callable
from contextlib import chdir
from pathlib import Path
from tempfile import TemporaryDirectory

from flit_core import buildapi

ROOT = Path(__file__).resolve().parents[1]
_VERSION_LINE = re.compile(r'^__version__ = "([^"]+)"$', re.MULTILINE)
_EXTRAS = ("pulumi", "highspy", "numpy", "markdown_it")
"""Modules that the base package must not bring."""


class ReleaseError(Exception):
    """Why there is no release."""


def build(root: Path, dist: Path) -> tuple[Path, Path]:
    """Build wheel and source package of the tree at `root` into `dist`; needs no network."""
    dist.mkdir(parents=True, exist_ok=True)
    with chdir(root):
        return dist / buildapi.build_wheel(str(dist)), dist / buildapi.build_sdist(str(dist))


def version_of(root: Path) -> str:
    """The version in the tree. Raises ReleaseError when it is not where it belongs."""
    found = _VERSION_LINE.search(_version_file(root).read_text(encoding="utf-8"))
    if found is None:
        raise ReleaseError("planner/__init__.py has no line __version__ = ...")
    return found[1]


def set_version(root: Path, version: str) -> None:
    """Write the version where the package has it."""
    text = _version_file(root).read_text(encoding="utf-8")
    _version_file(root).write_text(
        _VERSION_LINE.sub(f'__version__ = "{version}"', text), encoding="utf-8"
    )


def _version_file(root: Path) -> Path:
    return root / "planner" / "__init__.py"


def check_version(version: str, before: str) -> None:
    """Raises ReleaseError unless the version is x.y.z and not below the one before."""
    if not re.fullmatch(r"\d+\.\d+\.\d+", version):
        raise ReleaseError(f"{version!r} is no version; write VERSION=x.y.z")
    if _order(version) < _order(before):
        raise ReleaseError(f"{version} is below {before}, the version in the tree")


def _order(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def check_changelog(root: Path, version: str) -> None:
    """Raises ReleaseError unless the changelog has a dated section of the version with content."""
    text = (root / "CHANGELOG.md").read_text(encoding="utf-8")
    head = rf"^## {re.escape(version)} - \d{{4}}-\d{{2}}-\d{{2}}$"
    section = re.search(rf"{head}(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    if section is None or not section[1].strip():
        raise ReleaseError(
            f"CHANGELOG.md has no section '## {version} - YYYY-MM-DD' with content; "
            "give the Unreleased section that head"
        )


def check_clean(root: Path) -> None:
    """Raises ReleaseError when something is not committed."""
    if _git(root, "status", "--porcelain"):
        raise ReleaseError("the tree has changes; commit or stash them first")


def _git(root: Path, *words: str) -> str:
    done = subprocess.run(["git", *words], cwd=root, capture_output=True, text=True, check=False)
    if done.returncode:
        raise ReleaseError(f"git {words[0]}: {done.stderr.strip()}")
    return done.stdout.strip()


def try_wheel(wheel: Path, root: Path) -> None:
    """Install the wheel alone in a fresh environment and check a stack with it.

    Raises ReleaseError with what went wrong. pip fetches the base packages.
    """
    with TemporaryDirectory() as name:
        venv.create(name, with_pip=True)
        scripts = Path(name) / ("Scripts" if os.name == "nt" else "bin")
        _ran(scripts / "python", "-m", "pip", "install", "--quiet", str(wheel))
        _ran(scripts / "planner", "check", str(root / "stacks" / "prod.yaml"))
        absent = f"from importlib.util import find_spec; assert not any(map(find_spec, {_EXTRAS}))"
        _ran(scripts / "python", "-c", absent)


def _ran(*command: str | Path) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        shown = " ".join(Path(word).name if isinstance(word, Path) else word for word in command)
        raise ReleaseError(f"{shown}: exit {done.returncode}\n{done.stdout}{done.stderr}")


def release(root: Path, version: str, trial: Callable[[Path, Path], None] = try_wheel) -> Path:
    """Check, set the version, build, try, commit and tag; returns the wheel.

    Raises ReleaseError, with the tree as it was.
    """
    check_clean(root)
    check_version(version, version_of(root))
    check_changelog(root, version)
    before = version_of(root)
    set_version(root, version)
    try:
        wheel, _ = build(root, root / "dist")
        trial(wheel, root)
    except BaseException:
        set_version(root, before)
        raise
    if version != before:
        _git(root, "commit", "--all", "--message", f"Version {version}")
    _git(root, "tag", "--annotate", f"v{version}", "--message", f"Version {version}")
    return wheel


def main(arguments: list[str]) -> int:
    """Run one of the two commands; returns the exit code."""
    try:
        match arguments:
            case ["build"]:
                print(*build(ROOT, ROOT / "dist"), sep="\n")
            case ["release", version]:
                print(f"{release(ROOT, version)}\ntagged v{version}: push it when you are ready")
            case _:
                raise ReleaseError("usage: make build, or make release VERSION=x.y.z")
    except ReleaseError as error:
        print(f"release: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
