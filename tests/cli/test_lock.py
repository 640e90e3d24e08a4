"""`planner lock`, and how the other commands take the lock that it wrote."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from planner.files.lock import dump, read
from planner.files.stack import read as read_stack_file
from planner.planning.make_plan import make_plan
from tests import given
from tests.cli.conftest import ROOT, STACKS, Run, stack
from tests.emit.standing import state_of

SECOND = """\
  mail:
    model: gpt-5-mini@2025-08-07
    deployment_type: global-standard
    region: swedencentral
    capacity: {tpm: 10000}
"""


def lock_file(project: Path, name: str = "good") -> Path:
    return project / "stacks" / f"{name}.lock.yaml"


def form(run: Run, *arguments: str) -> Any:
    return json.loads(run("lock", *arguments, "--json").out)


def test_it_writes_what_the_plan_places(run: Run, project: Path) -> None:
    """The lock is beside the stack file, and says where, as what and since when."""
    ran = run("lock", "good")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Lock of good: stacks/good.lock.yaml · written · 1 added\n")
    assert "+ chat: standard in swedencentral" in ran.out
    (chat,) = read(lock_file(project)).workloads["chat"].deployments
    assert (chat.region, chat.type.value, chat.capacity) == ("swedencentral", "standard", 50)
    assert len(list((project / "stacks").glob("good*"))) == 2


def test_a_lock_that_is_right_is_not_written_again(run: Run, project: Path) -> None:
    """The file is not touched, and the first day stays what it was."""
    run("lock", "good", "--as-of", "2026-10-01")
    before = lock_file(project).stat()
    ran = run("lock", "good")
    assert ran.out == "Lock of good: stacks/good.lock.yaml · up to date · 1 unchanged\n"
    assert lock_file(project).stat().st_mtime_ns == before.st_mtime_ns
    assert "since: 2026-10-01" in lock_file(project).read_text()


def test_check_writes_nothing_and_says_what_differs(run: Run, project: Path) -> None:
    """Exit 1 for a lock that is missing or stale, 0 for one that is right."""
    missing = run("lock", "good", "--check")
    assert (missing.code, lock_file(project).exists()) == (1, False)
    assert "missing · 1 added · run planner lock good" in missing.out
    run("lock", "good")
    assert run("lock", "good", "--check").code == 0
    (project / "stacks" / "good.yaml").write_text(STACKS["good"].replace("50000", "60000") + SECOND)
    before = lock_file(project).read_bytes()
    stale = run("lock", "good", "--check")
    assert (stale.code, lock_file(project).read_bytes()) == (1, before)
    assert "+ mail: global-standard in swedencentral" in stale.out
    assert "~ chat: capacity 50 -> 60" in stale.out


def test_another_way_into_an_account_is_told(run: Run, project: Path) -> None:
    """The workloads are as before; what is known of the account is not, in an old lock neither."""
    run("lock", "good")
    old = read(lock_file(project))
    lock_file(project).write_text(dump(replace(old, reached={})))
    assert "stale · 1 unchanged · 1 account differs" in run("lock", "good", "--check").out
    restricted = "accounts: {network: {profile: restricted, ip_rules: 20.1.2.0/24}}\n"
    (project / "stacks" / "good.yaml").write_text(STACKS["good"] + restricted)
    assert "written · 1 unchanged · 1 account differs" in run("lock", "good").out


def test_a_layout_of_ones_own_is_stale(run: Run, project: Path) -> None:
    """It holds the same, but the next lock would rewrite it; line ends are git's own business."""
    run("lock", "good")
    text = lock_file(project).read_text()
    lock_file(project).write_bytes(text.replace("\n", "\r\n").encode())
    assert run("lock", "good", "--check").code == 0
    lock_file(project).write_text(text + "# a remark\n")
    ran = run("lock", "good", "--check")
    assert (ran.code, "only its layout differs" in ran.out) == (1, True)


def test_a_lock_of_an_older_planner_is_stale_until_it_has_its_group(
    run: Run, project: Path
) -> None:
    """It is read as before; what it lacks is said, and `planner lock` adds it."""
    run("lock", "good")
    whole = lock_file(project).read_text()
    older = "".join(x for x in whole.splitlines(keepends=True) if not x.startswith("group:"))
    lock_file(project).write_text(older)
    ran = run("lock", "good", "--check")
    assert ran.code == 1
    said = " ".join(ran.out.split())
    assert "stale · 1 unchanged · lacks the resource group · run planner lock good" in said
    assert "resource group added" in run("lock", "good").out
    assert lock_file(project).read_text() == whole


def test_everything_anew_is_said_first_and_loudest(run: Run, project: Path) -> None:
    """Accounts and group that go, and for how long their names are taken; with --check only that."""
    run("lock", "good")
    before = lock_file(project).read_text()
    file = project / "stacks" / "good.yaml"
    file.write_text(file.read_text() + "accounts: {naming: {prefix: llm}}\n")
    assert "up to date" in run("lock", "good", "--check").out
    ran = run("lock", "good", "--check", "--upgrade-names")
    assert ran.code == 1
    assert ran.out.startswith("DELETES 1 account and 1 resource group\n")
    said = " ".join(ran.out.split())
    assert "- resource group rg-aoai-good: in swedencentral; everything in it is deleted" in said
    assert "Subdomains of deleted accounts are taken for 48 hours." in said
    assert lock_file(project).read_text() == before
    assert run("lock", "good", "--upgrade-names").code == 0
    assert "rg-llm-good" in lock_file(project).read_text()
    assert "up to date" in run("lock", "good", "--check").out


def test_a_group_without_new_names_is_refused(run: Run, project: Path) -> None:
    """The lock is left as it is, since the subdomains are taken."""
    run("lock", "good")
    before = lock_file(project).read_text()
    file = project / "stacks" / "good.yaml"
    file.write_text(file.read_text() + "accounts: {resource_group: rg-new}\n")
    ran = run("lock", "good", "--upgrade-names")
    assert ran.code == 1
    assert "AOAI842" in ran.out
    assert lock_file(project).read_text() == before


def test_what_is_refused_is_not_in_the_lock(run: Run, project: Path) -> None:
    """The rest is; exit 1 as for `plan`, with the findings."""
    ran = run("lock", "mixed")
    assert ran.code == 1
    assert "written · 1 added · 1 refused" in ran.out
    assert "AOAI205" in ran.out
    assert list(read(lock_file(project, "mixed")).workloads) == ["chat"]
    assert run("lock", "mixed", "--check").code == 0


def test_a_stack_that_cannot_be_deployed_leaves_its_lock(run: Run, project: Path) -> None:
    """Pulumi would change nothing either, so what runs is what the lock says."""
    lock_file(project, "bad").write_text(dump(locked(run, project, "bad")))
    before = lock_file(project, "bad").read_bytes()
    (project / "stacks" / "bad.yaml").write_text(
        stack(region="francecentral").replace("chat:", "other:")
    )
    ran = run("lock", "bad")
    assert (ran.code, lock_file(project, "bad").read_bytes()) == (1, before)
    assert "left as it is, since nothing of this stack can be deployed" in ran.out
    assert run("lock", "bad", "--check").code == 1


def locked(run: Run, project: Path, name: str) -> Any:
    """The lock that the stack `name` had when it was as good as `good`."""
    file = project / "stacks" / f"{name}.yaml"
    before = file.read_text()
    file.write_text(STACKS["good"])
    run("lock", name)
    file.write_text(before)
    return read(lock_file(project, name))


def test_the_json_form_says_what_changed(run: Run, project: Path) -> None:
    """One object, whether anything was written or not."""
    assert form(run, "good") == {
        "format_version": 1,
        "stack": "good",
        "lock": "stacks/good.lock.yaml",
        "stale": False,
        "written": True,
        "added": ["chat"],
        "moved": [],
        "changed": [],
        "removed": [],
        "unchanged": 0,
        "stays": [],
        "refused": [],
        "kept": [],
    }
    (project / "stacks" / "good.yaml").write_text(STACKS["good"].replace("chat:", "talk:"))
    found = form(run, "good", "--check")
    assert (found["stale"], found["written"]) == (True, False)
    assert (found["added"], found["removed"]) == (["talk"], ["chat"])


def test_another_environment_is_named_as_what_differs(run: Run, project: Path) -> None:
    """The lock of prod says so; nothing else about it is otherwise."""
    run("lock", "good")
    file = project / "stacks" / "good.yaml"
    file.write_text("environment: prod\n" + STACKS["good"].replace("environment: dev\n", ""))
    said = " ".join(run("lock", "good", "--check").out.split())
    assert "stale · 1 unchanged · the environment differs" in said
    run("lock", "good")
    assert "environment: prod\n" in lock_file(project).read_text()


@pytest.mark.parametrize("words", [["--upgrade", "chat"], ["--upgrade"]], ids=["named", "all"])
def test_what_runs_is_never_upgraded_out_of_the_lock(
    run: Run, project: Path, words: list[str]
) -> None:
    """Placed anew it would be refused: its entry stays, and why is said; the others move on."""
    run("lock", "good")
    before = lock_file(project).read_text()
    file = project / "stacks" / "good.yaml"
    file.write_text(STACKS["good"] + "    content_filter: none-such\n")
    for more in (["--check"], []):
        ran = run("lock", "good", *words, *more)
        assert ran.code == 1
        said = " ".join(ran.out.split())
        assert "! chat: its entry stays, since placed anew it would be refused (AOAI813)" in said, (
            ran.out
        )
        assert lock_file(project).read_text() == before
        form = json.loads(run("lock", "good", *words, *more, "--json").out)
        assert form["stays"] == [{"workload": "chat", "rules": ["AOAI813"]}]
    file.write_text(STACKS["good"] + "    content_filter: none-such\n" + SECOND)
    assert run("lock", "good", *words).code == 1
    assert [*read(lock_file(project)).workloads] == ["chat", "mail"]


def test_a_broken_entry_is_resolved_anew_by_name(run: Run, project: Path) -> None:
    """`--upgrade` takes what `check` would not read, for the workloads named and for all."""
    for names in (["chat"], []):
        run("lock", "good")
        text = lock_file(project).read_text()
        lock_file(project).write_text(text.replace("capacity: 50", "capacity: 5000"))
        assert run("lock", "good").code == 2
        assert run("lock", "good", "--upgrade", *names).code == 0
        assert lock_file(project).read_text() == text


def test_a_broken_entry_of_a_workload_that_is_gone_can_be_named(run: Run, project: Path) -> None:
    """It is no longer in the stack file, but the message names it."""
    (project / "stacks" / "good.yaml").write_text(STACKS["good"] + SECOND)
    run("lock", "good")
    text = lock_file(project).read_text()
    lock_file(project).write_text(text.replace("model: gpt-5-mini", "model: gpt-5"))
    (project / "stacks" / "good.yaml").write_text(STACKS["good"])
    assert "--upgrade mail" in run("lock", "good").err
    assert run("lock", "good", "--upgrade", "mail").code == 0
    assert list(read(lock_file(project)).workloads) == ["chat"]


READERS = [["check", "good"], ["plan", "good"], ["explain", "good", "chat"]]


@pytest.mark.parametrize("arguments", READERS, ids=lambda words: words[0])
def test_a_lock_that_cannot_be_read_is_like_a_stack_file(
    run: Run, project: Path, arguments: list[str]
) -> None:
    """Exit 2 with every problem and its place; `--no-lock` plans without it."""
    run("lock", "good")
    text = lock_file(project).read_text()
    lock_file(project).write_text(text.replace("capacity: 50", "capacity: 5000"))
    ran = run(*arguments)
    assert ran.code == 2
    assert ran.err.startswith("stacks/good.lock.yaml:10:3: chat was edited by hand")
    assert run(*arguments, "--no-lock").code == 0


def test_check_tells_the_problems_of_a_lock_with_their_places(run: Run, project: Path) -> None:
    """In JSON too; other stacks are checked all the same."""
    lock_file(project).write_text("lock_version: 2\n")
    found = json.loads(run("check", "good", "warned", "--json").out)["stacks"]
    assert found[0]["problems"][0]["location"]["file"] == "stacks/good.lock.yaml"
    assert found[1]["verdict"] == "ok"


def test_preview_reads_the_lock_as_the_program_does(run: Run, project: Path) -> None:
    """A lock that cannot be read stops the program, and the preview with exit 2."""
    for name in ("Pulumi.yaml", "__main__.py"):
        shutil.copy(ROOT / name, project / name)
    run("lock", "good")
    assert run("preview", "good").code == 0
    lock_file(project).write_text("lock_version: 1\n")
    ran = run("preview", "good")
    assert ran.code == 2
    assert "stacks/good.lock.yaml:1:1: accounts is required" in ran.err


def test_all_files_of_the_folder_are_its_stacks(run: Run) -> None:
    """`planner check stacks/*.yaml` takes the locks with their stacks, not as stacks."""
    run("lock", "good")
    ran = run("check", "stacks/good.lock.yaml", "stacks/good.yaml")
    assert ran.code == 0
    assert "1 workload" in ran.out
    alone = run("check", "stacks/good.lock.yaml")
    assert alone.code == 2
    assert "stacks/good.lock.yaml is a lock, not a stack file; name its stack: good" in alone.err


def test_a_lock_is_written_whole_or_not_at_all(
    run: Run, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk leaves the old lock, and says so."""
    run("lock", "good")
    before = lock_file(project).read_bytes()
    (project / "stacks" / "good.yaml").write_text(STACKS["good"] + SECOND)

    def full(self: Path, text: str, **_: object) -> int:
        with self.open("w") as half:
            half.write(text[:1])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    ran = run("lock", "good")
    assert (ran.code, lock_file(project).read_bytes()) == (2, before)
    assert "good.lock.yaml: No space left on device" in ran.err
    assert not list(project.glob("stacks/.*"))


def test_the_same_lock_has_the_same_bytes(process: Run, project: Path) -> None:
    """Whatever order Python hashes strings in."""
    texts = []
    for seed in ("1", "2"):
        assert process("lock", "mixed", PYTHONHASHSEED=seed).code == 1
        texts.append(lock_file(project, "mixed").read_bytes())
        lock_file(project, "mixed").unlink()
    assert texts[0] == texts[1]


def test_a_plan_without_the_lock_says_that_it_passes_one_over(run: Run, project: Path) -> None:
    """Somebody knows what runs: the file is there, and does not have to be made."""
    run("lock", "good")
    said = " ".join(run("plan", "good", "--no-lock").out.split())
    assert "stacks/good.lock.yaml is passed over: without it the plan adds 1 deployment" in said
    assert "nobody knows what runs" not in said
    lock_file(project).unlink()
    said = " ".join(run("plan", "good", "--no-lock").out.split())
    assert "No lock, so nobody knows what runs" in said
    assert "planner lock good makes one" in said


def test_what_is_kept_is_as_grave_in_every_place(run: Run, project: Path) -> None:
    """`Kept, and protected` and the findings of the same plan speak of one finding."""
    file = project / "stacks" / "good.yaml"
    run("lock", "good")
    for environment, severity in {"dev": "warning", "prod": "error"}.items():
        retired = ("good", "--as-of", "2035-01-01")
        file.write_text(f"environment: {environment}\n{STACKS['good']}")
        ran = json.loads(run("plan", *retired, "--json").out)
        (kept,) = ran["kept"]
        (told,) = [f for f in ran["findings"] if f["rule"] == "AOAI501"]
        (again,) = [f for f in kept["findings"] if f["rule"] == "AOAI501"]
        assert told == again
        assert told["severity"] == severity
        shown = [run("plan", *retired).out, run("lock", *retired, "--check").out]
        assert [f"AOAI501 {severity}" in text for text in shown] == [True, True]


def _exported(project: Path, name: str = "good", **changes: str) -> str:
    """What `pulumi stack export` prints after the stack was deployed, with words exchanged."""
    read_stack = read_stack_file(project / "stacks" / f"{name}.yaml")
    state = state_of(make_plan(read_stack, given.catalog(), as_of=given.AS_OF))
    rows = [{"urn": urn, **each} for urn, each in state.items()]
    text = json.dumps({"version": 3, "deployment": {"resources": rows}})
    for old, new in changes.items():
        text = text.replace(old, new)
    (project / "state.json").write_text(text)
    return "state.json"


def test_a_lost_lock_is_written_from_an_export(run: Run, project: Path) -> None:
    """The file is byte for byte what `planner lock` wrote, where all went well."""
    run("lock", "good")
    lost = lock_file(project).read_bytes()
    lock_file(project).unlink()
    ran = run("lock", "good", "--from", _exported(project))
    assert (ran.code, ran.err) == (0, "")
    assert "+ chat: standard in swedencentral" in ran.out
    assert lock_file(project).read_bytes() == lost
    assert run("lock", "good", "--check").code == 0
    again = run("lock", "good", "--from", "state.json")
    assert "up to date" in again.out


def test_what_stands_is_locked_although_the_file_asks_for_something_else(
    run: Run, project: Path
) -> None:
    """The lock is of what runs; the plan under it says what the file would change."""
    source = _exported(project)
    path = project / "stacks" / "good.yaml"
    path.write_text(STACKS["good"].replace("50000", "60000"))
    assert run("lock", "good", "--from", source).code == 0
    (chat,) = read(lock_file(project)).workloads["chat"].deployments
    assert chat.capacity == 50


def test_a_lock_that_says_more_is_not_written_over(run: Run, project: Path) -> None:
    """Another place or a workload that does not stand, and a file that cannot be read: only with
    --overwrite."""
    source = _exported(project)
    path = project / "stacks" / "good.yaml"
    path.write_text(STACKS["good"] + SECOND)
    run("lock", "good")
    full = lock_file(project).read_bytes()
    ran = run("lock", "good", "--from", source)
    assert (ran.code, lock_file(project).read_bytes()) == (2, full)
    assert "good.lock.yaml has mail, which do not stand there, or not so; --overwrite" in ran.err
    assert run("lock", "good", "--from", source, "--overwrite").code == 0
    assert [*read(lock_file(project)).workloads] == ["chat"]
    lock_file(project).write_text("<<<<<<< HEAD\n")
    assert "cannot be read; --overwrite writes over it" in run("lock", "good", "--from", source).err
    assert run("lock", "good", "--from", source, "--overwrite").code == 0


def test_the_state_of_another_stack_is_refused(run: Run, project: Path) -> None:
    """Its tags say whose it is."""
    source = _exported(project, good="prod")
    ran = run("lock", "good", "--from", source)
    assert (ran.code, lock_file(project).exists()) == (2, False)
    assert "state.json is the state of stack prod, not of good" in ran.err


def test_what_of_an_export_is_not_understood_is_said(run: Run, project: Path) -> None:
    """Nothing of it is ours, a SKU of tomorrow, no export at all: one line each."""
    source = _exported(project, **{'"name": "Standard"': '"name": "Quantum"'})
    err = run("lock", "good", "--from", source).err
    assert "nothing of this planner's stands" in err
    assert "SKU is Quantum" in err
    (project / "state.json").write_text("[]")
    ran = run("lock", "good", "--from", source)
    assert (ran.code, "state.json:1:1: this is not what `pulumi stack export`" in ran.err) == (
        2,
        True,
    )
    assert run("lock", "good", "--from", "nowhere.json").code == 2
    assert "goes with --from" in run("lock", "good", "--overwrite").err
    assert "--upgrade" in run("lock", "good", "--from", source, "--upgrade").err


def test_an_empty_file_leaves_the_lock(run: Run, project: Path) -> None:
    """Every workload gone from the file: the lock is left as it is, until the file says so."""
    run("lock", "good")
    full = lock_file(project).read_bytes()
    path = project / "stacks" / "good.yaml"
    path.write_text("version: 1\nworkloads: {}\n")
    ran = run("lock", "good")
    assert (ran.code, lock_file(project).read_bytes()) == (1, full)
    assert "AOAI835" in ran.out
    path.write_text("version: 1\nempty: true\nworkloads: {}\n")
    assert run("lock", "good").code == 0
    assert read(lock_file(project)).workloads == {}
