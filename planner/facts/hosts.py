"""Who processes the prompts of a model, where that is not Azure.

Claude comes in two versions: 1 (and dated ones before it) runs on Anthropic's infrastructure, 2 on
Azure. Source: Claude quotas and limits (2026-09-21), and `hosted_on` in the ARM model list of
2026-08-22, which agree for every version.
"""

from __future__ import annotations

from typing import Final

from planner.domain.subject import Subject

SOURCE: Final = "docs 2026-09-21"
"""As messages cite it."""

ANTHROPIC: Final = "Anthropic"
_ON_AZURE: Final = "2"


def host_outside(subject: Subject) -> str | None:
    """Who processes the prompts outside any boundary of Azure; None where Azure does."""
    theirs = subject.publisher == ANTHROPIC and subject.version != _ON_AZURE
    return ANTHROPIC if theirs else None


def hosted_on_azure(subject: Subject) -> Subject:
    """The version of the same model that Azure hosts, where a publisher has both hosts."""
    return subject._replace(version=_ON_AZURE)


def is_on_azure(subject: Subject) -> bool:
    """Whether a version of a publisher that has both hosts is the one on Azure."""
    return subject.publisher == ANTHROPIC and subject.version == _ON_AZURE
