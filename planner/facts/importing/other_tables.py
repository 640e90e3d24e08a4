"""Tables of the documentation that speak of models or regions and hold no fact of the catalog.

Known by page or header; asked only about tables that no reader knows.
"""

from __future__ import annotations

import re
from typing import Final

from planner.facts.importing.markdown import Table, plain

_BY_PAGE: Final[tuple[tuple[re.Pattern[str], str], ...]] = (
    (re.compile(r"\b(priority|flex)[ -]processing\b"), "another way of processing requests"),
    (re.compile(r"model-choice-guide"), "advice"),
    (re.compile(r"(^|[/ ])agents?(-service)?/|\bagent service\b"), "the agent service"),
    (re.compile(r"(speech-service|content-safety|evaluation-evaluators)/"), "another service"),
)
"""By title or path, in small letters."""

_BY_HEADER: Final[tuple[tuple[re.Pattern[str], str], ...]] = (
    (re.compile(r"^models? \| (description|type)\b"), "describes models"),
    (re.compile(r"^model( id)? \| regions?( \| limited access)?$"), "regions in words"),
    (
        re.compile(r"^model( id)? \| (description \| )?(context window|max request|description$)"),
        "what a model can do",
    ),
    (re.compile(r"^features? \| "), "what a model can do"),
    (re.compile(r"^evaluation benchmark \| "), "how models compare"),
    (re.compile(r"^model \| latency target value"), "speed, without a type"),
    (re.compile(r"^model name \| default tpm \| enterprise tpm$"), "quota by agreement"),
    (
        re.compile(r"^model \| tokens per minute \(tpm\) \| requests per minute"),
        "quota without a type",
    ),
    (re.compile(r"^model \| usage tiers per month"), "usage tiers"),
    (re.compile(r"^model \| version \| short-context input tpm per ptu"), "how to size a workload"),
    (re.compile(r"^(token type|metric|parameter) \| "), "how to size a workload"),
    (re.compile(r"\bprices?\b|\bcosts?\b"), "prices"),
    (re.compile(r"^(issue|error|requirement|scenario) \| "), "advice"),
    (re.compile(r"^deployment type \| "), "explains deployment types"),
    (
        re.compile(r"^model \| tier \| quota limit"),
        "quota by agreement, as it was before the tiers",
    ),
    (re.compile(r"^model \| default quota"), "quota without a type"),
    (re.compile(r"^model \| version \| (region availability|rft support)"), "regions in words"),
    (re.compile(r"^model router version \| "), "what a model can do"),
    (re.compile(r"^model \| current default version"), "default versions"),
    (re.compile(r"^(rank|setting|issue id) \| "), "advice"),
    (re.compile(r"^model \| deployment type \| default rpm"), "quota by agreement"),
    (re.compile(r"^model \| tier \| requests per minute"), "quota without a type"),
    (re.compile(r"^model name \| model version \| type$"), "describes models"),
    (re.compile(r"^(model architecture|template) \| "), "models of one's own"),
    (re.compile(r"^model \| offer availability region \| "), "serverless offers, by country"),
)
"""By the whole header in small letters, without marks."""


def why_other(table: Table) -> str:
    """What a table is about instead; empty where that is not known."""
    origin = table.place.origin
    page = f"{origin.title} {origin.path}".lower()
    header = " | ".join(plain(cell) for cell in table.header).lower()
    found = (why for words, why in _BY_PAGE if words.search(page))
    named = next(found, "") or next((w for words, w in _BY_HEADER if words.search(header)), "")
    return f"no fact of the catalog: {named}" if named else ""


def is_other_page(table: Table) -> bool:
    """Whether a table stands on a page about something else.

    Its regions or limits would read as those of ordinary deployments.
    """
    origin = table.place.origin
    page = f"{origin.title} {origin.path}".lower()
    return any(words.search(page) for words, _ in _BY_PAGE)
