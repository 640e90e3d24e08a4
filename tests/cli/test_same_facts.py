"""`where` and `catalog show` say the same facts as text and as JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.cli.conftest import Run

GLUE = {
    *["gives", "request", "requests", "minute"],  # what one unit gives: keys of `units`
    *[
        "a",
        "an",
        "and",
        "as",
        "at",
        "but",
        "by",
        "in",
        "of",
        "on",
        "or",
        "the",
        "then",
        "to",
        "it",
        "is",
        "with",
    ],
    *[
        "docs",
        "says",
        "otherwise",
        "later",
        "retires",
        "retired",
        "catalog",
        "snapshot",
        "feature",
        "features",
        "beside",
    ],
    *[
        "deployments",
        "corrections",
        "disputes",
        "open",
        "unknown",
        "so",
        "oldest",
        "table",
        "no",
        "document",
        "names",
    ],
    *[
        "available",
        "base",
        "offering",
        "offerings",
        "model",
        "models",
        "version",
        "versions",
        "region",
        "regions",
    ],
    *[
        "stage",
        "not",
        "documented",
        "that",
        "day",
        "existing",
        "customers",
        "only",
        "generally",
        "nothing",
        "can",
        "be",
    ],
    *["deployed", "for", "fine", "tuned", "training", "sha256", "capability", "disputed"],
    *["99", "above", "token"],
}
"""Words between the facts."""

ASKED = {
    "a model": ["where", "gpt-5.1"],
    "conditions and a data zone": ["where", "gpt-5.1", "--residency", "eu"],
    "training with its methods": ["where", "gpt-4.1", "--training", "standard"],
    "a trained model": ["where", "gpt-4.1", "--fine-tuned"],
    "another cloud": ["catalog", "show", "--region", "usgovvirginia"],
    "one of everything": ["catalog", "show", "--model", "gpt-4o"],
    "sources that disagree": ["catalog", "show", "2025-11", "--model", "gpt-35-turbo"],
    "restrictions and features": ["catalog", "show", "2024-12", "--model", "gpt-4"],
    "what is retired": ["where", "gpt-4o", "--as-of", "2026-11-20"],
    "nothing": ["where", "gpt-5.1", "--type", "standard", "--region", "francecentral"],
    "a whole snapshot": ["catalog", "show", "2026-09"],
    "what a version can do": ["catalog", "show", "2026-11", "gpt-5.1-codex-max"],
    "what was asked": ["where", "gpt-4o", "--capability", "output>=5000"],
    "an old snapshot": ["catalog", "show", "2024-12"],
}


def words(text: str) -> set[str]:
    """Names, dates and numbers; thousands without their comma."""
    return set(re.findall(r"\w+", re.sub(r"(?<=\d),(?=\d{3})", "", text.lower())))


def said(value: Any) -> Iterator[str]:
    """Every key and value of a form, as text."""
    if isinstance(value, dict):
        yield from value
    inner = value.values() if isinstance(value, dict) else value
    if isinstance(value, dict | list):
        for each in inner:
            yield from said(each)
    else:
        yield str(value)


def without_counts(text: str) -> str:
    """The text less numbers that count what stands beside them."""
    text = re.sub(r"[\d,]+ (available base |)(offering|model|version|region)s?\b", "", text)
    text = re.sub(r"(?m)^Capabilities: [\d,]+", "", text)
    return re.sub(r"(?m)^(Features.*|Limits|Corrections|Disputes): \d+$", "", text)


@pytest.mark.parametrize("arguments", ASKED.values(), ids=ASKED.keys())
def test_each_fact_that_the_text_shows_is_in_the_json(run: Run, arguments: list[str]) -> None:
    """Restriction, methods, conditions, both sources, lifecycle, cloud, corrections, disputes."""
    text = without_counts(run(*arguments).out)
    form = json.loads(run(*arguments, "--json").out)
    disputed = any(each["disputed_by"] for each in form["offerings"])
    assert ("says otherwise" in " ".join(text.split())) is (disputed and "numbers" not in form)
    missing = words(text) - words(" ".join(said(form))) - GLUE
    assert missing == set()


def test_the_comparison_sees_a_fact_that_is_left_out(run: Run) -> None:
    """Without the lifecycle the text's day of retirement is nowhere in the JSON."""
    text = without_counts(run("where", "gpt-5.1").out)
    form = json.loads(run("where", "gpt-5.1", "--json").out)
    del form["lifecycles"]
    assert words(text) - words(" ".join(said(form))) - GLUE
