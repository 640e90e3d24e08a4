"""Reports as text, whole, against golden files; at several widths; quiet; coloured."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from planner.domain.diff import CatalogDiff, Change, KindChanges, Side
from planner.domain.lock import Lock, lock_of
from planner.domain.plan import Choice
from planner.domain.terms import DeploymentType, Verdict
from planner.report.base import Report
from planner.report.catalog import CatalogListReport, CatalogShowReport, Snapshot
from planner.report.check import Checked, CheckReport, Unread
from planner.report.diff import DiffReport
from planner.report.explain import ExplainReport
from planner.report.forms.plan import plan_form
from planner.report.lock import Fate, LockReport
from planner.report.look import Look
from planner.report.moves import Moves
from planner.report.plan import PlanReport
from planner.report.preview import PreviewReport
from planner.report.rules import RuleLine, RuleReport, RulesReport
from planner.report.schema import SchemaReport
from planner.report.where import WhereReport
from tests.report import golden
from tests.report.previews import BROKEN, PREVIEW
from tests.report.samples import (
    AS_OF,
    CAPABLE,
    CLEAN,
    CORRECTION,
    DISPUTE,
    FEATURES,
    LIFECYCLE,
    LIMITS,
    LOCKED,
    MOVED,
    NOT_OFFERED,
    OFFERINGS,
    PLAN,
    RELAXATIONS,
    SWEDEN,
    THROUGHPUT,
    UNTOUCHED,
    workload,
)
from tests.report.samples import (
    PREVIEW as PREVIEW_IN_PROD,
)

SNAPSHOT = Snapshot(
    name="2026-09",
    date=AS_OF,
    sha256="0" * 64,
    models=48,
    versions=75,
    regions=28,
    counts={"GlobalStandard": 1097, "Standard": 145},
)
LINE = RuleLine("AOAI205", "not-in-region", "error", "not offered in this region")
OLDEST = date(2026, 5, 11)
LIVES = {LIFECYCLE.subject: (LIFECYCLE,)}
NEAREST = ("in another region: standard in eastus", "outside eu: global-standard in westeurope")

ABOUT = {"model": "gpt-5.1", "version": "2025-11-13", "use": "base", "type": "standard"}
TRAINING = {"model": "gpt-4.1", "version": "2025-04-14", "use": "training", "type": "global"}
BARE = (Side({}, ""),)
TERMS = (Side({"conditions": ["registration"]}, "registration"),)
OPEN = (Side({"stage": "generally-available"}, "generally-available, retires 2027-05-15 or later"),)
CLOSED = (Side({"stage": "deprecated", "closes": "2026-11-20"}, "deprecated, closes 2026-11-20"),)
QUOTA = [{"tier": "1", "model": f"gpt-{n}", "type": "standard"} for n in range(8)]
DIFF = CatalogDiff(
    before="2025-11",
    after="2026-09",
    kinds=(
        KindChanges(
            "offerings",
            (
                Change(TRAINING, (), BARE, ("eastus",)),
                Change(ABOUT, (), BARE, ("eastus", "westus")),
                Change(ABOUT, TERMS, (), ("ukwest",)),
                Change(ABOUT, BARE, TERMS, ("uksouth", "westus3")),
            ),
        ),
        KindChanges(
            "lifecycle",
            (
                Change({"model": "o1", "version": "2024-12-17", "use": "base"}, OPEN + CLOSED, ()),
                Change({k: ABOUT[k] for k in ("model", "version", "use")}, OPEN, CLOSED),
            ),
        ),
        KindChanges(
            "quota",
            tuple(Change(about, (), (Side({"limit": 300}, "limit 300"),)) for about in QUOTA),
            silent=("2025-11",),
        ),
        KindChanges("pool_scopes", ()),
        KindChanges(
            "features",
            (
                Change(
                    {"name": "assistants", "model": "gpt-4o", "version": "1", "use": "fine-tuned"},
                    BARE,
                    (),
                    ("eastus",),
                ),
            ),
        ),
    ),
    new_models=("gpt-6",),
    gone_models=("o1",),
)
SAME = CatalogDiff("2025-11", "2026-09", (KindChanges("limits", ()),), (), ())
WORSE = replace(
    CLEAN,
    workloads={"support-chat": workload("support-chat", Verdict.FAIL)},
    findings=(replace(NOT_OFFERED, workload="support-chat"),),
)

STALE = replace(CLEAN, moves=MOVED.moves[:1])

REPORTS: Mapping[str, Report] = {
    "check": CheckReport((Checked(PLAN),)),
    "check-several": CheckReport((Checked(PLAN), Checked(CLEAN), Unread("gone", ()))),
    "plan": PlanReport(PLAN),
    "plan-clean": PlanReport(CLEAN),
    "plan-moved": PlanReport(MOVED, "stacks/prod.lock.yaml"),
    "plan-same": PlanReport(UNTOUCHED, "stacks/dev.lock.yaml"),
    "lock": LockReport(
        "stacks/prod.lock.yaml", Fate.WRITTEN, MOVED, LOCKED, lock_of(MOVED, LOCKED)
    ),
    "lock-stale": LockReport("stacks/prod.lock.yaml", Fate.STALE, STALE, LOCKED, lock_of(STALE)),
    "lock-current": LockReport("stacks/dev.lock.yaml", Fate.CURRENT, CLEAN, LOCKED, LOCKED),
    "lock-missing": LockReport(
        "stacks/dev.lock.yaml", Fate.MISSING, CLEAN, Lock("dev"), lock_of(CLEAN)
    ),
    "lock-left": LockReport("stacks/dev.lock.yaml", Fate.LEFT, WORSE, LOCKED, LOCKED),
    "explain": ExplainReport(PLAN, "support-chat"),
    "explain-refused": ExplainReport(PLAN, "claims-chat", RELAXATIONS),
    "explain-hopeless": ExplainReport(PLAN, "pilot"),
    "preview": PreviewReport(PLAN, PREVIEW),
    "preview-moved": PreviewReport(MOVED, PREVIEW, "stacks/prod.lock.yaml", with_outputs=True),
    "preview-broken": PreviewReport(CLEAN, BROKEN),
    "where": WhereReport("gpt-5.1", OFFERINGS, LIVES, AS_OF, "2026-09", OLDEST, features=FEATURES),
    "where-capable": WhereReport(
        "gpt-5.1",
        OFFERINGS,
        LIVES,
        AS_OF,
        "2026-09",
        OLDEST,
        capabilities={OFFERINGS[0].subject: CAPABLE},
        told=None,
    ),
    "where-nothing": WhereReport(
        "gpt-5.1 as standard",
        (),
        {},
        AS_OF,
        "2026-09",
        OLDEST,
        nearest=NEAREST,
        remarks=("A remark.",),
    ),
    "diff": DiffReport(DIFF),
    "diff-stack": DiffReport(SAME, Moves(CLEAN, WORSE)),
    "diff-same-stack": DiffReport(SAME, Moves(PLAN, PLAN)),
    "diff-model": DiffReport(DIFF.only_model("o1"), whole=True),
    "rules": RulesReport((LINE, RuleLine("AOAI999", "other", "note", "something else"))),
    "rule": RuleReport(LINE, "# AOAI205\n\nWhat it finds.\n"),
    "catalog-list": CatalogListReport((SNAPSHOT,)),
    "catalog-show": CatalogShowReport(
        SNAPSHOT,
        OFFERINGS,
        (CORRECTION,),
        (DISPUTE,),
        FEATURES,
        CAPABLE,
        THROUGHPUT,
        LIMITS,
        LIVES,
        AS_OF,
        {},
    ),
    "schema": SchemaReport({"type": "object"}),
}
CODES = re.compile(r"\x1b\[\d+m")


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("width", [40, 80])
def test_the_text_is_the_golden_one(name: str, width: int) -> None:
    """Every report at the usual width and on a narrow terminal."""
    golden.check(f"report/{name}-{width}.txt", REPORTS[name].text(Look(width)) + "\n")


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("width", [40, 60, 80, 100, 300])
def test_lines_keep_the_width_and_do_not_trail(name: str, width: int) -> None:
    """Only a line that cannot be broken (a path, a checksum) may be longer."""
    for line in REPORTS[name].text(Look(width)).splitlines():
        assert line == line.rstrip()
        assert len(line) <= Look(width).columns or len(line.split("  ")[-1].split()) <= 2


@pytest.mark.parametrize("name", REPORTS)
def test_colour_only_adds_codes(name: str) -> None:
    """A terminal gets the same words and the same line breaks as a pipe."""
    report = REPORTS[name]
    assert CODES.sub("", report.text(Look(colour=True))) == report.text(Look())


@pytest.mark.parametrize("name", REPORTS)
def test_quiet_is_part_of_the_whole(name: str) -> None:
    """Quiet only leaves lines out."""
    loud = REPORTS[name].text(Look()).splitlines()
    assert set(REPORTS[name].text(Look(quiet=True)).splitlines()) <= set(loud)


@pytest.mark.parametrize("name", ["plan-clean", "check", "lock-current"])
def test_quiet_says_nothing_about_what_is_fine(name: str) -> None:
    """A clean plan is silent, a check keeps its findings and drops its summary."""
    text = REPORTS[name].text(Look(quiet=True))
    assert "catalog 2026-09" not in text
    assert bool(text) is (name == "check")


def choice(type_: DeploymentType, region: str, geography: str, order: tuple[int, int]) -> Choice:
    return Choice(type_, region, geography, order)


STANDARD = choice(DeploymentType.STANDARD, "eastus", "united-states", (0, 0))


@pytest.mark.parametrize(
    ("chosen", "runners_up", "reason"),
    [
        ([STANDARD], [], "the only one left"),
        ([STANDARD, SWEDEN], [], "the only ones left"),
        (
            [STANDARD],
            [choice(DeploymentType.GLOBAL_STANDARD, "eastus", "united-states", (1, 0))],
            "preferred type over global-standard in eastus",
        ),
        (
            [STANDARD],
            [choice(DeploymentType.STANDARD, "westus", "united-states", (0, 1))],
            "preferred region over standard in westus",
        ),
        (
            [STANDARD],
            [choice(DeploymentType.STANDARD, "westus", "united-states", (0, 0))],
            "alphabetical tie with standard in westus",
        ),
        (
            [STANDARD, choice(DeploymentType.GLOBAL_STANDARD, "westus", "united-states", (1, 1))],
            [choice(DeploymentType.STANDARD, "eastus", "united-states", (0, 0))],
            "not standard in eastus, although preferred: another replica is in that region",
        ),
        (
            [STANDARD, choice(DeploymentType.STANDARD, "uksouth", "united-kingdom", (0, 2))],
            [choice(DeploymentType.STANDARD, "westus", "united-states", (0, 1))],
            "not standard in westus, although preferred: another replica is in that geography",
        ),
        (
            [choice(DeploymentType.STANDARD, "uksouth", "united-kingdom", (0, 2))],
            [STANDARD],
            "not standard in eastus, although preferred: the rest of the plan decides",
        ),
    ],
)
def test_a_choice_says_what_decided_for_it(
    chosen: list[Choice], runners_up: list[Choice], reason: str
) -> None:
    """Against the first runner-up: the preference, the tie, or what stands in the way."""
    found = replace(
        workload("chat", Verdict.OK, *chosen), runners_up=tuple(runners_up), rejections=()
    )
    text = ExplainReport(replace(CLEAN, workloads={"chat": found}), "chat").text(Look(100))
    assert reason in " ".join(text.split())


def test_refused_lists_what_refuses_and_nothing_else() -> None:
    """Not a warning about a refused workload, nor what is said of those that stand or are kept."""
    warned = replace(PREVIEW_IN_PROD, workload="claims-chat")
    plan = replace(PLAN, findings=(*PLAN.findings, warned))
    text = PlanReport(plan).text(Look())
    assert "AOAI504" not in text
    lock = LockReport("lock", Fate.LEFT, plan, Lock("prod"), Lock("prod"))
    assert "AOAI504" not in lock.text(Look())
    (form,) = (each for each in plan_form(plan).refused if each.workload == "claims-chat")
    assert [finding.rule for finding in form.findings] == ["AOAI205"]


def test_what_speaks_against_the_stack_stands_apart_from_what_is_refused() -> None:
    """No workload is to blame for it."""
    whole = replace(NOT_OFFERED, workload=None, message="the group is nowhere")
    text = PlanReport(replace(CLEAN, findings=(whole,))).text(Look())
    assert "Against the stack as a whole\n" in text
    assert "Refused" not in text
