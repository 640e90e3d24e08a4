"""Every kind of fact that this planner knows: the one list that everything else goes by."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from planner.facts.kind import Kind
from planner.facts.kinds import (
    capabilities,
    capacity,
    corrections,
    coverage,
    disputes,
    features,
    lifecycle,
    limits,
    observed,
    offerings,
    pool_scopes,
    queried,
    quota,
    regions,
    sources,
    throughput,
)

KINDS: Final[tuple[Kind[Any, Any], ...]] = (
    sources.KIND,
    regions.KIND,
    coverage.KIND,
    offerings.KIND,
    lifecycle.KIND,
    capacity.KIND,
    throughput.KIND,
    quota.KIND,
    pool_scopes.KIND,
    limits.KIND,
    features.KIND,
    capabilities.KIND,
    disputes.KIND,
    corrections.KIND,
    queried.KIND,
    observed.KIND,
)
"""In the order in which they are read and told: sources and regions before those that name them."""

BY_FILE: Final[Mapping[str, Kind[Any, Any]]] = {kind.file: kind for kind in KINDS}
