"""What changed between two snapshots."""

from __future__ import annotations

from planner.domain.terms import DeploymentType, Use
from planner.facts.catalog import Catalog
from planner.facts.diff import OfferingChange, diff


def test_nothing_changes(catalog: Catalog) -> None:
    """A snapshot does not differ from itself."""
    found = diff(catalog, catalog)
    assert (found.added, found.removed, found.changed, found.lifecycle) == ((), (), (), ())
    assert (found.new_models, found.gone_models) == ((), ())


def test_turned_around(catalog_2025: Catalog, catalog_2026: Catalog) -> None:
    """Compared the other way round, what was added is removed and what is new is gone."""
    there, back = diff(catalog_2025, catalog_2026), diff(catalog_2026, catalog_2025)
    assert (there.added, there.removed) == (back.removed, back.added)
    assert (there.new_models, there.gone_models) == (back.gone_models, back.new_models)
    assert (there.before, there.after) == ("2025-11", "2026-09")


def test_added_and_removed(catalog_2025: Catalog, catalog_2026: Catalog) -> None:
    """Regions that came and went are grouped by version, use and type."""
    found = diff(catalog_2025, catalog_2026)
    batch = DeploymentType.GLOBAL_BATCH
    added = next(c for c in found.added if (c.model, c.type) == ("gpt-5.1", batch))
    assert (added.version, added.use, len(added.regions)) == ("2025-11-13", Use.BASE, 22)
    assert (
        OfferingChange("sora", "2025-05-02", Use.BASE, DeploymentType.STANDARD, ("eastus2",))
        in found.removed
    )


def test_models(catalog_2025: Catalog, catalog_2026: Catalog) -> None:
    """New and gone models are named."""
    found = diff(catalog_2025, catalog_2026)
    assert "gpt-5.5" in found.new_models
    assert "gpt-35-turbo" in found.gone_models


def test_lifecycle(catalog_2025: Catalog, catalog_2026: Catalog) -> None:
    """A version whose dates moved is listed with both sides."""
    found = diff(catalog_2025, catalog_2026)
    change = next(c for c in found.lifecycle if (c.model, c.version) == ("o1", "2024-12-17"))
    before, after = change.before[0], change.after[0]
    assert (str(before.retires), str(after.retires)) == ("2026-07-15", "2026-10-21")


def test_terms_changed(catalog_2025: Catalog, catalog_2026: Catalog) -> None:
    """A region on both sides with other terms is a change, not an addition."""
    found = diff(catalog_2025, catalog_2026)
    changed = {(c.model, c.use, c.type) for c in found.changed}
    assert all(
        not set(c.regions) & set(a.regions)
        for c in found.changed
        for a in found.added
        if (c.model, c.version, c.use, c.type) == (a.model, a.version, a.use, a.type)
    )
    assert len(changed) == len(found.changed)
