"""Where output goes: standard streams and files. The only place that prints."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TextIO

from planner.cli.errors import UsageError
from planner.cli.formats import Output
from planner.report.base import Report
from planner.report.look import Look

Stream = TextIO | None
"""A standard stream; None when it was closed before the planner started (`>&-`)."""


def look_of(stream: Stream, environ: Mapping[str, str], *, quiet: bool) -> Look:
    """How text may look on a stream: colour on a terminal only, and never under NO_COLOR."""
    plain = environ.get("NO_COLOR") or environ.get("TERM") == "dumb"
    width = shutil.get_terminal_size((80, 24)).columns
    terminal = stream is not None and stream.isatty()
    return Look(width, colour=terminal and not plain, quiet=quiet)


def write(text: str, stream: Stream) -> None:
    """Print text. A reader that went away (`| head`) is no error; nor is a poor encoding.

    Raises UsageError where the text cannot be kept, as on a full disk.
    """
    if stream is None:
        return
    encoding = stream.encoding or "utf-8"
    try:
        stream.write(text.encode(encoding, "replace").decode(encoding))
        stream.flush()
    except BrokenPipeError:
        _silence(stream)
    except OSError as error:
        _silence(stream)
        raise UsageError(f"cannot write the output: {error.strerror}") from error


def _silence(stream: TextIO) -> None:
    """Let what is still buffered go nowhere, so that the interpreter's last flush is quiet."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def complain(lines: Iterable[str]) -> None:
    """Print lines on standard error."""
    text = "".join(f"{line}\n" for line in lines)
    if text:
        write(text, sys.stderr)


def check_writable(outputs: Iterable[Output]) -> None:
    """Raise UsageError for a file that cannot be written, before any work is done."""
    for file in (output.file for output in outputs if output.file is not None):
        if file.is_dir():
            raise UsageError(f"cannot write {file}: it is a folder; name a file in it")
        if not file.parent.is_dir():
            raise UsageError(f"cannot write {file}: there is no folder {file.parent}; create it")


def deliver(report: Report, outputs: Iterable[Output], *, quiet: bool) -> None:
    """Say a result in every format that was asked for. Raises UsageError for unwritable files."""
    for output in outputs:
        if output.file is None:
            look = look_of(sys.stdout, os.environ, quiet=quiet)
            write(output.format.render(report, look), sys.stdout)
        else:
            replace_file(output.file, output.format.render(report, Look(quiet=quiet)))


def replace_file(file: Path, text: str) -> None:
    """Write a file whole or not at all. Raises UsageError when that is not possible."""
    new = file.with_name(f".{file.name}.{os.getpid()}.new")
    try:
        new.write_text(text, encoding="utf-8")
        new.replace(file)
    except OSError as error:
        new.unlink(missing_ok=True)
        raise UsageError(f"cannot write {file}: {error.strerror}") from error


def create_file(file: Path, text: str) -> None:
    """Write a new file, and `stacks/` for it. Raises UsageError, and leaves what is there."""
    try:
        if file.parent.name == "stacks":
            file.parent.mkdir(exist_ok=True)
        new = file.open("x", encoding="utf-8")
    except FileExistsError as error:
        raise UsageError(f"cannot write {file}: it is there already") from error
    except OSError as error:
        raise UsageError(f"cannot write {file}: {error.strerror}") from error
    new.close()
    _fill(file, text)


def _fill(file: Path, text: str) -> None:
    """Fill a file that was just made; it goes again where that fails."""
    try:
        replace_file(file, text)
    except UsageError:
        file.unlink(missing_ok=True)
        raise
