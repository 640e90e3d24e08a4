"""The outputs that have a published schema: each with its form, and what it is."""

from __future__ import annotations

from enum import Enum

from planner.report.forms.catalog import AnyShowForm, SnapshotsForm
from planner.report.forms.check import AnyCheckForm
from planner.report.forms.describe import Schema, schema_of
from planner.report.forms.diff import DiffForm
from planner.report.forms.disputes import DisputesForm
from planner.report.forms.document import DocumentForm
from planner.report.forms.explain import ExplainForm
from planner.report.forms.lock import LockForm
from planner.report.forms.offerings import OfferingsForm
from planner.report.forms.plan import PlanForm
from planner.report.forms.preview import PreviewForm
from planner.report.forms.recover import RecoverForm
from planner.report.forms.rules import RulePageForm, RulesForm


class Output(Enum):
    """An output with a published schema: its form, and what says it."""

    CHECK = "check", AnyCheckForm, "planner check --json"
    PLAN = "plan", PlanForm, "planner plan --json"
    PREVIEW = "preview", PreviewForm, "planner preview --json"
    WHERE = "where", OfferingsForm, "planner where --json"
    EXPLAIN = "explain", ExplainForm, "planner explain --json"
    LOCK = "lock", LockForm, "planner lock --json"
    RECOVER = "recover", RecoverForm, "planner recover --json"
    RULES = "rules", RulesForm, "planner rules --json"
    RULE = "rule", RulePageForm, "planner rules ID --json"
    SNAPSHOTS = "snapshots", SnapshotsForm, "planner catalog list --json"
    CATALOG = "catalog", AnyShowForm, "planner catalog show --json"
    DISPUTES = "disputes", DisputesForm, "planner catalog disputes --json"
    DIFF = "diff", DiffForm, "planner catalog diff --json"
    DOCUMENT = "document", DocumentForm, "planner init --json"

    def __init__(self, word: str, form: object, said_by: str) -> None:
        self.word = word
        self.form = form
        self.said_by = said_by

    def schema(self) -> Schema:
        """Its JSON Schema, without a head."""
        return schema_of(self.form)
