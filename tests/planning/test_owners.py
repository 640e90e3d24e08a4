"""Who answers for a workload is said beside what is wrong with it."""

from __future__ import annotations

from planner.report.check import Checked
from planner.report.forms.check import check_form
from planner.report.forms.encode import encode
from planner.report.look import Look
from tests.planning.stacks import plan_of, stack_of, workload

BAD = workload(capacity={"tpm": 500})
PLAN = plan_of(
    stack_of(
        {"workloads": {"chat": {**BAD, "owner": "claims team"}, "mail": BAD, "ok": workload()}}
    )
)


def test_json_says_who_answers() -> None:
    """Of a workload and of each finding about it; null where the file does not say."""
    form = encode(check_form(PLAN))
    assert {name: each["owner"] for name, each in form["workloads"].items()} == {
        "chat": "claims team",
        "mail": None,
        "ok": None,
    }
    owners = {each["workload"]: each["owner"] for each in form["findings"]}
    assert owners == {"chat": "claims team", "mail": None, None: None}


def test_text_says_who_answers() -> None:
    """On the line of the finding, only where somebody is named."""
    lines = Checked(PLAN).text(Look(300)).splitlines()
    said = [line for line in lines if "(owner: " in line]
    assert said
    assert all("chat" in line and line.endswith("(owner: claims team)") for line in said)
