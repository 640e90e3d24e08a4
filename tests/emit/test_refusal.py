"""What the plan does not let through, and when that stops the program."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.checks.registry import BY_ID
from planner.domain.plan import FieldChange, Kept, Move, PlannedChange
from planner.domain.terms import Action, Verdict
from planner.emit import refusal
from planner.emit.config import OnRefused
from tests.emit.plans import account, deployment, finding, plan

LINE = (
    "stacks/dev.yaml:14:18 AOAI205 error chat: not offered"
    "; fix: region swedencentral · another type"
)


def test_a_finding_is_one_line() -> None:
    """Place, rule, workload, what is wrong, what would fix it; line breaks are smoothed out."""
    assert refusal.line(finding()) == LINE
    assert refusal.line(replace(finding(), message="not\n  offered")) == LINE


def test_a_finding_without_place_or_fix_is_shorter() -> None:
    """Nothing stands where there is nothing to say."""
    bare = replace(finding(None), location=None, remedies=())
    assert refusal.line(bare) == "AOAI205 error: not offered"


def test_skip_lets_the_rest_through() -> None:
    """With `skip` a refused workload stops nothing."""
    refusal.check(plan(deployment("chat"), refused=["search"]), OnRefused.SKIP)


def test_fail_stops_with_every_problem() -> None:
    """With `fail` each reason of each refused workload is one line."""
    planned = plan(deployment("a"), refused=["chat", "search"])
    with pytest.raises(refusal.RefusedError) as stopped:
        refusal.check(planned, OnRefused.FAIL)
    assert stopped.value.problems == (LINE, LINE.replace("chat", "search"))


def test_fail_does_not_mind_what_is_kept() -> None:
    """A kept deployment is still there; it warns."""
    refusal.check(plan(deployment("chat"), kept=["chat"]), OnRefused.FAIL)


def test_fail_stops_for_an_edit_of_what_runs() -> None:
    """The edit is refused and what ran would stay: with `fail` nothing is registered at all."""
    planned = plan(deployment("chat"), refused=["chat"], kept=["chat"])
    refusal.check(planned, OnRefused.SKIP)
    with pytest.raises(refusal.RefusedError):
        refusal.check(planned, OnRefused.FAIL)


@pytest.mark.parametrize("on_refused", OnRefused)
def test_nothing_placed_always_stops(on_refused: OnRefused) -> None:
    """An empty program would delete what an earlier one made."""
    with pytest.raises(refusal.RefusedError, match="AOAI205"):
        refusal.check(plan(refused=["chat"]), on_refused)


@pytest.mark.parametrize("on_refused", OnRefused)
def test_a_finding_about_the_whole_stack_stops(on_refused: OnRefused) -> None:
    """What is wrong with the stack as a whole cannot be skipped."""
    planned = plan(deployment("chat"), findings=[finding(None, message="too many accounts")])
    with pytest.raises(refusal.RefusedError) as stopped:
        refusal.check(planned, on_refused)
    assert [p.split("; ")[0] for p in stopped.value.problems] == [
        "stacks/dev.yaml:14:18 AOAI205 error: too many accounts"
    ]


def test_a_refusal_without_a_reason_still_has_a_line() -> None:
    """Whatever refused it, the user hears of it."""
    silent = replace(plan(deployment("a"), refused=["chat"]), findings=())
    with pytest.raises(refusal.RefusedError, match="chat: no place was found for it"):
        refusal.check(silent, OnRefused.FAIL)


def test_an_unverified_workload_is_refused_too() -> None:
    """Unknown is not valid: its findings are reasons, accepted ones are not."""
    found = (finding(verdict=Verdict.UNVERIFIED), replace(finding(), message="no").accept())
    planned = replace(plan(deployment("a"), refused=["chat"]), findings=found)
    assert [f.message for f in refusal.reasons(planned, "chat")] == ["not offered"]


def test_one_warning_a_workload() -> None:
    """Refused and kept workloads each have one message, with all their reasons."""
    planned = plan(deployment("b"), refused=["a"], kept=["b"])
    assert refusal.warnings(planned) == (
        f"a is not deployed:\n  {LINE.replace('chat', 'a', 1).replace(' chat', ' a')}",
        f"b is kept as it is, protected:\n  {LINE.replace(' chat', ' b')}",
    )


def test_what_is_kept_and_refuses_nothing_has_its_reasons_too() -> None:
    """A plan has what it keeps as warnings; why a new one would be refused is still told."""
    mild = finding("b").soften(prod=False)
    planned = replace(plan(deployment("b"), kept=["b"]), kept=(Kept("b", (mild,)),))
    assert refusal.reasons(planned, "b") == (mild,)
    (told,) = refusal.warnings(planned)
    assert "AOAI205 warning b: not offered" in told


def test_the_plan_itself_says_what_stands_and_what_does_not() -> None:
    """Refused and not kept, kept: asked by reports, commands and outputs, and answered once."""
    planned = plan(deployment("stays"), refused=["stays", "new"], kept=["stays"])
    assert planned.not_deployed == ("new",)
    assert planned.kept_workloads == ("stays",)


FIELDS: dict[str, tuple[FieldChange, bool]] = {
    "private becomes restricted": (FieldChange("network", "private", "restricted"), True),
    "private becomes public": (FieldChange("network", "private", "public"), True),
    "restricted becomes public": (FieldChange("network", "restricted", "public"), True),
    "public becomes restricted": (FieldChange("network", "public", "restricted"), False),
    "restricted becomes private": (FieldChange("network", "restricted", "private"), False),
    "keys are switched on": (FieldChange("local_auth", before=False, after=True), True),
    "keys are switched off": (FieldChange("local_auth", before=True, after=False), False),
    "the lock goes": (FieldChange("lock", "CanNotDelete", None), True),
    "the lock gets milder": (FieldChange("lock", "ReadOnly", "CanNotDelete"), True),
    "a lock comes": (FieldChange("lock", None, "CanNotDelete"), False),
    "something else": (FieldChange("kind", "OpenAI", "AIServices"), False),
}


@pytest.mark.parametrize(("change", "opens"), FIELDS.values(), ids=FIELDS)
def test_a_run_that_opens_an_account_says_so(change: FieldChange, *, opens: bool) -> None:
    """Whoever lets more people in, or takes a lock away, reads it before it happens."""
    at = account()
    other = FieldChange("subdomain", "a", "b")
    changed = PlannedChange(
        Action.CHANGED, None, at.name, at.name, at.region, at, at, (other, change)
    )
    told = refusal.warnings(replace(plan(deployment()), changes=(changed,)))
    message = f"this run makes accounts that run more open:\n  {at.name}: {change}"
    assert told == ((message,) if opens else ())


def test_an_edit_of_a_team_that_does_nothing_is_told() -> None:
    """AOAI833 stops nothing, and `pulumi up` says it; other warnings stay with `planner check`."""
    stays = replace(finding(verdict=Verdict.OK), rule=BY_ID["AOAI833"], message="stays in a")
    other = replace(stays, rule=BY_ID["AOAI804"])
    (told,) = refusal.warnings(plan(deployment(), findings=[stays, other]))
    assert "AOAI833 error chat: stays in a" in told


MOVED = {
    "to another region": ("francecentral", "is made elsewhere, then deleted"),
    "to another account of its region": (
        "swedencentral",
        "is deleted, then made anew in another account",
    ),
}


@pytest.mark.parametrize(("region", "told"), MOVED.values(), ids=MOVED)
def test_what_is_deleted_first_is_told_so(region: str, told: str) -> None:
    """To Pulumi a workload in its region is one resource: in another account it is replaced."""
    old, new = deployment("chat"), deployment("chat", region, account="other")
    move = Move("chat", old, new, down=region == old.region, twice=0)
    change = PlannedChange(
        Action.MOVED, "chat", "chat", "other", region, old, new, down=move.down, move=move
    )
    (said,) = refusal.warnings(replace(plan(new), changes=(change,)))
    assert told in said
