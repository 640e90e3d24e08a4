"""What installing the base package takes: seconds of pip, and megabytes on the disk."""

from __future__ import annotations

import subprocess
import sys
import time
import venv
from pathlib import Path

ROOT = Path(__file__).parents[2]
_BYTES_A_MEGABYTE = 1_000_000


def sentence(directory: Path) -> str:
    """`pip install .` into a fresh virtual environment, downloads included unless pip has them."""
    home = directory / "fresh"
    venv.create(home, with_pip=True)
    before = _megabytes(home)
    pip = [str(home / "bin" / "python"), "-m", "pip", "install", "--quiet"]
    started = time.perf_counter()
    command = [*pip, "--disable-pip-version-check", str(ROOT)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    seconds = time.perf_counter() - started
    if done.returncode:
        return f"Base package: not installed here ({done.stderr.strip().splitlines()[-1]})."
    size = _megabytes(home) - before
    python = f"Python {sys.version_info.major}.{sys.version_info.minor}"
    return f"Base package: `pip install .` took {seconds:.1f} s and {size:.0f} MB ({python})."


def _megabytes(folder: Path) -> float:
    sizes = (path.lstat().st_size for path in folder.rglob("*") if path.is_file())
    return sum(sizes) / _BYTES_A_MEGABYTE
