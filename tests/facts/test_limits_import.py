"""The limits of the service: a number for each limit that a row names."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.facts.importing.docs import import_docs
from tests.facts.pages import page, table

HEAD = ("Limit name", "Limit value")
BASE = page(
    table(("**Region**", "**a**, **1**"), [("eastus", "✅")]),
    title="Global Standard model availability",
    path="a/base.md",
)


def imported(folder: Path, name: str, cell: str) -> tuple[list[tuple[object, object]], str]:
    """The limits of one row, and the problems."""
    (folder / "base.md").write_text(BASE)
    (folder / "limits.md").write_text(page(f"## Batch limits\n\n{table(HEAD, [(name, cell)])}"))
    found = import_docs(folder, name="x")
    limits = [(each["name"], each["value"]) for each in found.content.records["limits.jsonl"]]
    return limits, "".join(found.problems)


@pytest.mark.parametrize(
    ("name", "cell", "limits"),
    [
        ("Maximum training jobs queued", "20.", [("training-jobs-queued", 20)]),
        ("Message character limit", "1,048,576.", [("message-characters", 1_048_576)]),
        ("Maximum file upload requests per resource", "30 requests per second.", [("file-uploads-per-second", 30)]),
        ("Maximum training job size `(tokens in training file) x (# of epochs)`", "2 billion.", [("training-job-tokens", 2_000_000_000)]),
        (
            "Maximum file size for assistants and fine-tuning",
            "512 MB via the API<br/>200 MB via the [portal](https://a.b/?cid=5).",
            [("file-megabytes", 512), ("file-megabytes-in-portal", 200)],
        ),
        (
            "Maximum simultaneously running training jobs per resource",
            "Standard and global training: 3; <br> Developer training: 5",
            [("training-jobs-running", 3), ("developer-training-jobs-running", 5)],
        ),
        ("Maximum number of custom headers in API requests<sup>2</sup>", "10.", [("custom-headers-per-request", 10)]),
        ("Maximum Batch input files - (expiration set)", "10,000", [("batch-files-that-expire", 10_000)]),
        ("Maximum file size for assistants and fine-tuning", "512 MB", [("file-megabytes", 512)]),
        ("Max number or /chat completions tools", "128", [("chat-tools-per-request", 128)]),
        ("Maximum number of paragraphs", "3", []),
        ("Default Sora quota limits", "60 requests per minute.", []),
        ("Maximum prompt tokens per request", "Varies per model.", []),
    ],
)  # fmt: skip
def test_each_number_is_a_limit(
    name: str, cell: str, limits: list[tuple[str, int]], tmp_path: Path
) -> None:
    """Rows as published; those that speak of single models are read elsewhere."""
    assert imported(tmp_path, name, cell) == (limits, "")


@pytest.mark.parametrize(
    ("name", "cell", "wrong"),
    [
        (
            "Maximum training jobs queued",
            "a few",
            "not training-jobs-queued: 'a few'; correct the cell",
        ),
        ("Maximum training jobs queued", "20 or 30", "not training-jobs-queued: '20 or 30'"),
        (
            "Maximum file size for assistants and fine-tuning",
            "lots",
            "not file-megabytes and file-megabytes-in-portal: 'lots'",
        ),
        ("Wishes", "3", "unknown limit 'Wishes'; map it"),
    ],
)
def test_what_is_not_understood_is_named(name: str, cell: str, wrong: str, tmp_path: Path) -> None:
    """Rows: the row, part of the problem."""
    limits, problems = imported(tmp_path, name, cell)
    assert limits == []
    assert wrong in problems
