"""What reads a saved plan has the keys of what writes it: a form that grows is read back whole."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest

from planner.domain.schema import Strict
from planner.files import planform as saved
from planner.report.forms import findings, plan
from planner.report.forms.common import CatalogForm
from planner.report.forms.encode import key_of

PAIRS: list[tuple[Any, type[Strict]]] = [
    (plan.PlanForm, saved.SavedPlan),
    (CatalogForm, saved.SavedCatalog),
    (plan.PlannedWorkloadForm, saved.SavedWorkload),
    (plan.AccountForm, saved.SavedAccount),
    (plan.DeploymentForm, saved.SavedDeployment),
    (plan.SentForm, saved.SavedSent),
    (plan.TrainingForm, saved.SavedTraining),
    (findings.RefusedForm, saved.SavedRefusal),
    (findings.FindingForm, saved.SavedFinding),
    (findings.LocationForm, saved.SavedLocation),
    (findings.RemedyForm, saved.SavedRemedy),
]


@pytest.mark.parametrize(("written", "read"), PAIRS, ids=lambda each: each.__name__)
def test_the_same_keys(written: Any, read: type[Strict]) -> None:
    """A key of one and not of the other would be refused as unknown, or as missing."""
    assert {*read.spelt()} == {key_of(each.name) for each in fields(written)}
