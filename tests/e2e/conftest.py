"""Projects to run a real `pulumi` in. Without one on PATH every test here is skipped."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from tests.e2e.driving import Project
from tests.e2e.stacks import Stack, small

NO_CLI = "no pulumi on PATH: the real engine is not run"

Deployed = Callable[[Stack], Project]


@pytest.fixture(scope="session")
def _cli() -> None:
    if shutil.which("pulumi") is None:
        pytest.skip(NO_CLI)


@pytest.fixture
def project(_cli: None, tmp_path: Path) -> Iterator[Project]:
    """A project of which nothing was deployed."""
    made = Project.new(tmp_path)
    with closing(made.world):
        yield made


@pytest.fixture(scope="session")
def _first(_cli: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    made = Project.new(tmp_path_factory.mktemp("small"))
    with closing(made.world):
        made.start().write(small())
        made.up()
        yield made


@pytest.fixture
def standing(_first: Project, tmp_path: Path) -> Iterator[Project]:
    """A project with the small stack deployed, which is done once and copied."""
    made = _first.copy(tmp_path)
    with closing(made.world):
        yield made


@pytest.fixture
def deployed(_cli: None, tmp_path: Path) -> Iterator[Deployed]:
    """Deploys a stack of the test's own."""
    with ExitStack() as worlds:

        def deploy(stack: Stack) -> Project:
            made = Project.new(tmp_path / "project")
            worlds.callback(made.world.close)
            made.start().write(stack)
            made.up()
            return made

        yield deploy
