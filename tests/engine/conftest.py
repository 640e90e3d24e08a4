"""Small Pulumi projects to preview."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

from planner.engine.offline import preview
from planner.engine.preview import Preview

Run = Callable[..., Preview]

IMPORTS = """
import pulumi
from pulumi_azure_native import cognitiveservices as cog, resources
"""


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Previews a program given as text, with a project file given as text."""

    def run(program: str, project: str = "", stack: str = "", **config: str) -> Preview:
        (tmp_path / "Pulumi.yaml").write_text(f"name: p\nruntime: python\n{dedent(project)}")
        (tmp_path / "__main__.py").write_text(IMPORTS + dedent(program))
        if stack:
            (tmp_path / "Pulumi.dev.yaml").write_text(dedent(stack))
        return preview(tmp_path, "dev", config)

    return run
