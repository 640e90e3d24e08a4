"""`planner catalog disputes`, and what the service listed in `planner where`."""

from __future__ import annotations

import json

from tests.cli.conftest import Run


def test_all_that_sources_see_differently(run: Run) -> None:
    """Written down by hand, offered or listed only, and sizes; each with both sources."""
    text = run("catalog", "disputes", "--model", "gpt-4.1").out
    assert "gpt-4.1 2025-04-14 as global-provisioned in centralindia" in text
    assert "not offered (docs 2026-07-25), but listed (model list 2026-08-22)" in text
    assert "from 50 by 50 (docs 2026-09-23), but from 25 by 25 (model list 2026-08-22)" in text
    assert "Open, and so unknown." in text


def test_what_a_document_offers_and_the_service_did_not_list(run: Run) -> None:
    """Here only: nothing else speaks of it, for the document is followed."""
    text = run("catalog", "disputes", "--model", "model-router").out
    assert "model-router 2025-08-07 as data-zone-standard in australiaeast, southindia" in text
    assert "offered (docs 2026-07-25), but not listed (model list 2026-08-22)" in text
    shown = run("catalog", "show", "model-router@2025-08-07", "--region", "australiaeast").out
    assert "data-zone-standard available" in shown
    assert "otherwise" not in shown.partition("data-zone-standard")[2].partition("\n")[0]


def test_disputes_as_json(run: Run) -> None:
    """The same ones, each with an id of its own."""
    said = json.loads(run("catalog", "disputes", "2026-11", "--json").out)
    ids = [each["id"] for each in said["disputes"]]
    assert len(ids) == len(set(ids)) > 50
    older = json.loads(run("catalog", "disputes", "2024-12", "--json").out)
    assert not any(each["id"].startswith("sizes-") for each in older["disputes"])


def test_what_one_unit_gives(run: Run) -> None:
    """Requests and tokens a minute, as the service listed them; requests alone for images."""
    chat = run("where", "gpt-4o@2024-11-20", "--type", "standard", "--as-of", "2026-09-10").out
    assert "one unit gives 6 requests and 1,000 tokens a minute" in chat
    image = run("catalog", "show", "gpt-image-1").out
    assert "one unit gives 3 requests a minute" in image
    silent = run("catalog", "show", "2025-11", "gpt-5.1").out
    assert "one unit gives" not in silent


def test_listed_in_json(run: Run) -> None:
    """Whether the service listed it: null where it was not asked."""
    said = json.loads(run("where", "gpt-5.1", "--type", "standard", "--json").out)
    listed = {each["region"]: each["listed"] for each in said["offerings"]}
    assert listed["switzerlandnorth"] is True
    (unit,) = said["units"]
    assert (unit["requests_per_minute"], unit["tokens_per_minute"]) == (10, 1000)
