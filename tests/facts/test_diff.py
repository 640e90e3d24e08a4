"""What changed between two snapshots, in every kind of fact."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from planner.domain.diff import CatalogDiff, Change, Sign
from planner.facts.catalog import Catalog
from planner.facts.diff import diff
from planner.facts.kinds.registry import KINDS
from planner.facts.snapshot import load
from tests.facts.snapshots import folder_of, seal

DAY = date(2026, 11, 20)


@pytest.fixture(scope="module")
def found(catalog_2025: Catalog, catalog_2026: Catalog) -> CatalogDiff:
    return diff(catalog_2025, catalog_2026, DAY)


def signed(found: CatalogDiff, kind: str, sign: Sign) -> list[Change]:
    return [change for change in found.of(kind) if change.sign is sign]


def test_nothing_changes(catalog: Catalog) -> None:
    """A snapshot does not differ from itself in any kind."""
    same = diff(catalog, catalog, DAY)
    assert [kind.changes for kind in same.kinds] == [()] * len(KINDS)
    assert (same.new_models, same.gone_models) == ((), ())


def test_every_kind_is_walked(found: CatalogDiff) -> None:
    """Each kind is there, with or without a difference; the documents come last."""
    assert {kind.kind for kind in found.kinds} == {kind.name for kind in KINDS}
    assert found.kinds[-1].kind == "sources"


def test_turned_around(found: CatalogDiff, catalog_2025: Catalog, catalog_2026: Catalog) -> None:
    """Compared the other way round, each kind's added facts are removed and new models are gone."""
    back = diff(catalog_2026, catalog_2025, DAY)
    for there, here in zip(found.kinds, back.kinds, strict=True):
        counts = [there.count(sign) for sign in (Sign.ADDED, Sign.REMOVED, Sign.CHANGED)]
        assert counts == [here.count(sign) for sign in (Sign.REMOVED, Sign.ADDED, Sign.CHANGED)]
    assert (found.new_models, found.gone_models) == (back.gone_models, back.new_models)
    assert (found.before, found.after) == ("2025-11", "2026-09")


def test_offerings_added_and_removed(found: CatalogDiff) -> None:
    """Regions that came and went are grouped by version, use and type."""
    batch = {"model": "gpt-5.1", "version": "2025-11-13", "use": "base", "type": "global-batch"}
    (added,) = [c for c in signed(found, "offerings", Sign.ADDED) if c.about == batch]
    assert len(added.regions) == 22
    sora = {"model": "sora", "version": "2025-05-02", "use": "base", "type": "standard"}
    (gone,) = [c for c in signed(found, "offerings", Sign.REMOVED) if c.about == sora]
    assert gone.regions == ("eastus2",)


def test_models(found: CatalogDiff) -> None:
    """New and gone models are named."""
    assert "gpt-5.5" in found.new_models
    assert "gpt-35-turbo" in found.gone_models


def test_lifecycle(found: CatalogDiff) -> None:
    """A version whose dates moved is listed with both sides, the stage told for the day."""
    o1 = {"model": "o1", "version": "2024-12-17", "use": "base"}
    (change,) = [c for c in found.of("lifecycle") if c.about == o1]
    (before,), (after,) = change.before, change.after
    assert (before.record["retires"], after.record["retires"]) == ("2026-07-15", "2026-10-21")
    assert after.words.startswith("retired")


def test_terms_changed(found: CatalogDiff) -> None:
    """A region on both sides with other terms is a change, neither an addition nor a removal."""
    seen: dict[tuple[str, ...], set[str]] = {}
    for change in found.of("offerings"):
        regions = seen.setdefault(tuple(change.about.values()), set())
        assert regions.isdisjoint(change.regions)
        regions.update(change.regions)
    (methods, *_) = signed(found, "offerings", Sign.CHANGED)
    assert (methods.about["model"], methods.after[0].words) == ("gpt-4.1", "methods dpo sft")


FACTS = [
    ("a size with a maximum", "capacity", "gpt-4.1 provisioned", "no maximum", "maximum 100,000"),
    ("a region in a zone", "regions", "norwayeast", "no data zone", "data zone eu"),
    ("a new limit", "limits", "deployments-per-account", None, "32"),
    ("a new default", "quota", "1 gpt-4.1 global-standard", None, "limit 1,000, requests per minute 1,000"),
    ("a new scope", "pool_scopes", "* global-standard base 2026-08-20", None, "scope subscription, assumed"),
    ("a correction gone", "corrections", "dall-e-3-version", "version of dall-e-3 in the retirements table: 3, corrected to 3.0", None),
    ("a type covered", "coverage", "public base developer", None, ""),
]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "about", "before", "after"), [pytest.param(*row, id=name) for name, *row in FACTS]
)
def test_a_fact(
    found: CatalogDiff, kind: str, about: str, before: str | None, after: str | None
) -> None:
    """A fact is told by what names it and by the words that differ."""
    (change,) = [c for c in found.of(kind) if " ".join(c.about.values()) == about]
    assert [side.words for side in change.before] == ([] if before is None else [before])
    assert [side.words for side in change.after] == ([] if after is None else [after])


ASIDE = [
    ("a younger page", "sources.jsonl", "2026-08-06", "2026-08-07", ["sources"]),
    ("written down later", "lifecycle.jsonl", '"stage_since": "2026-07-07"', '"stage_since": "2026-07-08"', []),
]  # fmt: skip


@pytest.mark.parametrize(
    ("file", "old", "new", "kinds"), [pytest.param(*row, id=name) for name, *row in ASIDE]
)
def test_who_said_it_and_since_when_is_not_compared(
    file: str, old: str, new: str, kinds: list[str], tmp_path: Path, catalog_2026: Catalog
) -> None:
    """The same facts from a younger page are the same facts; only the page differs."""

    def edit(folder: Path) -> None:
        path = folder / file
        assert old in path.read_text()
        path.write_text(path.read_text().replace(old, new))
        seal(folder)

    younger = load(str(folder_of("2026-09", tmp_path, edit)))
    changed = [kind.kind for kind in diff(catalog_2026, younger, DAY).kinds if kind.changes]
    assert changed == kinds


def test_a_silent_side_is_said(tmp_path: Path, catalog_2026: Catalog) -> None:
    """Facts of a kind that one snapshot has no file of are new, and it is said that it was silent."""

    def edit(folder: Path) -> None:
        (folder / "limits.jsonl").unlink()
        seal(folder, drop="limits.jsonl")

    silent = load(str(folder_of("2026-09", tmp_path, edit)))
    (kind,) = [k for k in diff(silent, catalog_2026, DAY).kinds if k.changes]
    assert (kind.kind, kind.silent, kind.count(Sign.ADDED)) == ("limits", ("2026-09",), 36)


def test_one_model(found: CatalogDiff) -> None:
    """The facts that name a model, and those that list it among the models they touch."""
    one = found.only_model("gpt-4.1")
    assert {c.about.get("model", "gpt-4.1") for kind in one.kinds for c in kind.changes} == {
        "gpt-4.1"
    }
    assert [c.about["id"] for c in one.of("corrections")] == [
        "fine-tuned-provisioned-gpt-4.1",
        "fine-tuned-standard-gpt-4.1",
    ]
    assert one.new_models == ()


def test_one_kind(found: CatalogDiff) -> None:
    """Only the kind that was asked for."""
    (kind,) = found.only_kind("limits").kinds
    assert (kind.kind, kind.count(Sign.ADDED)) == ("limits", 36)
