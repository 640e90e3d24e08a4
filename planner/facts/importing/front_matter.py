"""Front matter: what a page says of itself, in all the forms in which pages are published."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from typing import Final

import yaml

from planner.facts.importing.markdown import Origin

_FENCE: Final = "---"
_PAIR = re.compile(r"^([\w.]+):\s+(.*)$")
_QUOTES: Final = "'\""
_LONGEST: Final = 200
"""Lines; a fence further down is a rule in the text."""
_REPOSITORY_PATH = re.compile(r"/blob/[^/]+/(.+)$")


def split(text: str) -> tuple[dict[str, str], int]:
    """The front matter's keys as text, and how many lines it takes; 0 where there is none."""
    lines = text.split("\n")
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    if lines[first].rstrip() != _FENCE:
        return {}, 0
    below = enumerate(lines[first + 1 : first + _LONGEST], first + 1)
    end = next((number for number, line in below if line.rstrip() == _FENCE), None)
    return ({}, 0) if end is None else (_keys(lines[first + 1 : end]), end + 1)


def _keys(lines: list[str]) -> dict[str, str]:
    """As YAML; where it is none (`title: Tokens: the limits`), line by line."""
    try:
        loaded = yaml.load("\n".join(lines), yaml.BaseLoader)  # noqa: S506 - makes texts only
    except (yaml.YAMLError, RecursionError):
        loaded = None
    if isinstance(loaded, dict):
        return {str(key): value.strip() for key, value in loaded.items() if isinstance(value, str)}
    pairs = [match for line in lines if (match := _PAIR.match(line))]
    return {pair[1]: pair[2].strip().strip(_QUOTES) for pair in pairs}


def origin_of(front: Mapping[str, str], path: str) -> Origin:
    """What a page says of itself; its place in the folder stands in for a path of its own."""
    date = front.get("ms.date") or front.get("date") or ""
    commit = front.get("source_commit") or front.get("git_commit_id") or front.get("gitcommit")
    return Origin(front.get("title", ""), date, _path(front) or path, _commit(commit))


def _path(front: Mapping[str, str]) -> str | None:
    if front.get("source_path"):
        return front["source_path"]
    address = _REPOSITORY_PATH.search(front.get("original_content_git_url", ""))
    return posixpath.normpath(address[1]) if address else None


def _commit(text: str | None) -> str | None:
    """The commit itself, also where the page gives its address."""
    found = re.search(r"[0-9a-f]{7,40}", text or "")
    return found[0] if found else text
