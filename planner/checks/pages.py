"""The pages of the rules, as docs/rules and `planner rules` show them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from planner.checks.registry import BY_ID, STACK_RULES
from planner.domain.finding import Rule
from planner.domain.terms import Verdict

AREAS = {
    "0": "The planner itself",
    "2": "Availability",
    "3": "Capacity",
    "4": "Residency",
    "5": "Lifecycle",
    "6": "Resilience",
    "7": "Fine-tuning",
    "8": "Accounts and names",
}
"""By the first digit of the id."""

_MEANING = {
    Verdict.FAIL: "refuses the workload",
    Verdict.UNVERIFIED: "leaves the workload unverified, which refuses it until it is accepted",
    Verdict.OK: "lets the workload through",
}


_OF_THE_STACK = {check.rule.id for check in STACK_RULES}


def _meaning(rule: Rule) -> str:
    """What the rule's findings do; a rule about the stack leaves no single workload open."""
    if rule.id in _OF_THE_STACK and rule.verdict is Verdict.UNVERIFIED:
        return "leaves the stack unverified, which can be deployed"
    return _MEANING[rule.verdict]


def render(rule: Rule) -> str:
    """The page of one rule, in Markdown, ending in a newline."""
    page = rule.page
    return f"""\
# {rule.id} {rule.title}

`{rule.slug}` · {rule.severity} · {_meaning(rule)} · since {rule.since}

{_acceptance(rule)}

## What

{page.what}

## Why

{page.why}

## Example

```yaml
{page.example.rstrip()}
```

## Fix

{page.fix}

## Source

{page.source}
"""


def _acceptance(rule: Rule) -> str:
    if not rule.acceptable:
        return "A stack file cannot accept it."
    milder = " in its milder form, which refuses nothing for certain" if _fails(rule) else ""
    return f"A stack file can accept it{milder}: `accept: [{rule.id}]`."


def _fails(rule: Rule) -> bool:
    return rule.verdict is Verdict.FAIL


def index() -> str:
    """The list of all rules by area, in Markdown, ending in a newline."""
    parts = [
        "# Rules\n",
        "Generated from the program: `make docs` rewrites these pages, a test compares them.",
        "An id never changes its meaning. `planner rules ID` prints the same pages.\n",
    ]
    for digit, area in AREAS.items():
        rules = [rule for rule in BY_ID.values() if rule.id[4] == digit]
        parts += [f"## {area}\n", "| rule | | severity | can be accepted |", "|---|---|---|---|"]
        parts += [*map(_row, rules), ""]
    return "\n".join(parts)


def _row(rule: Rule) -> str:
    accepted = "no"
    if rule.acceptable:
        accepted = "its milder form" if _fails(rule) else "yes"
    return f"| [{rule.id}]({rule.id}.md) | {rule.title} | {rule.severity} | {accepted} |"


def texts() -> Mapping[str, str]:
    """Every page by its file name, `README.md` (the index) among them."""
    return {"README.md": index()} | {f"{id_}.md": render(rule) for id_, rule in BY_ID.items()}


def write(directory: Path) -> None:
    """Write all pages into a directory, which is made if need be. Raises OSError if it cannot."""
    directory.mkdir(parents=True, exist_ok=True)
    for name, text in texts().items():
        (directory / name).write_text(text, encoding="utf-8")
