"""Adopting what exists: `import` in the stack file."""

from __future__ import annotations

from tests.e2e.driving import Project, account_id, account_name
from tests.e2e.stacks import Stack, adopting, changed, small, stack, with_workload, workload
from tests.fake_azure.settings import SUBSCRIPTION

HERE = account_name()
GROUP = f"/subscriptions/{SUBSCRIPTION}/resourceGroups/rg-aoai-dev"


def test_a_lost_state_is_adopted(standing: Project) -> None:
    """Group, account and deployments exist and Pulumi knows none of them: an up with `import`
    takes them over and changes only what the file has otherwise; later runs want nothing. A destroy
    leaves the account, which was adopted, in Azure."""
    standing.forget()
    edit = changed(small(), "drafts", capacity={"tpm": 70_000})
    names = ("answers", "drafts", "search")
    standing.write(adopting(edit, *names, resource_group=GROUP, **{"import": True}))
    mine = [HERE, *(f"{name}-swedencentral" for name in names)]
    before, shown = standing.mark, standing.preview()
    assert sorted(shown.changes) == sorted(
        [*(("import", name) for name in mine), ("update", "drafts-swedencentral")]
    )
    standing.up()
    assert standing.asked(before) == [f"PUT {HERE}/drafts"]
    assert standing.known() == [each for each in standing.standing() if each != GROUP.lower()]
    standing.up("--expect-no-changes")
    standing.write(adopting(edit, resource_group=GROUP))
    standing.settled()
    standing.must("destroy", "--yes", "--skip-preview")
    assert standing.standing() == [GROUP.lower(), account_id().lower()]


def test_an_account_of_another_name_is_adopted(project: Project) -> None:
    """An account that the portal made, with a name and a subdomain of its own."""
    run = project.start()
    theirs = f"{GROUP}/providers/Microsoft.CognitiveServices/accounts/contoso"
    run.world.put(GROUP, {"location": "swedencentral"})
    run.world.put(theirs, _body("contoso-ai"))
    region = {"name": "contoso", "subdomain": "contoso-ai"}
    wanted = adopting(
        stack(answers=workload()),
        resource_group=GROUP,
        regions={"swedencentral": {**region, "import": theirs.upper()}},
    )
    before = run.mark
    run.write(wanted)
    run.up()
    assert run.asked(before) == ["PUT contoso", "PUT contoso/answers"]
    wanted["accounts"]["regions"]["swedencentral"] = region
    run.write(wanted)
    run.settled()


def _body(subdomain: str) -> Stack:
    return {
        "location": "swedencentral",
        "kind": "AIServices",
        "sku": {"name": "S0"},
        "identity": {"type": "SystemAssigned"},
        "properties": {"customSubDomainName": subdomain, "allowProjectManagement": True},
    }


def test_what_does_not_exist_is_not_adopted(standing: Project) -> None:
    """The preview says so, under the id, and nothing is written."""
    before = standing.mark
    standing.write(adopting(with_workload(small(), "extra", workload()), "extra"))
    ran = standing.try_up()
    assert not ran.ok
    assert f"resource '{account_id()}/deployments/extra' does not exist" in ran.errors
    assert standing.asked(before) == []


def test_what_would_be_replaced_is_not_adopted(standing: Project) -> None:
    """A deployment of another model: Pulumi refuses to replace what it has just taken over."""
    _forget_last(standing)
    before = standing.mark
    standing.write(adopting(changed(small(), "search", model="gpt-5.4@2026-03-05"), "search"))
    ran = standing.try_up()
    assert not ran.ok
    assert "may not be replaced" in ran.errors
    assert standing.asked(before) == []


def _forget_last(run: Project) -> None:
    urn = next(r["urn"] for r in run.state() if r["urn"].endswith("::search-swedencentral"))
    run.must("state", "delete", urn, "--yes")
