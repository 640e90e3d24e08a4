"""Kills an `up` at one of its writes, and does what `planner recover` then says.

`python -m tests.e2e.killing dev prod` does so at every write of these stacks, before Azure is
asked and when it has taken the write, and prints the table of docs/cut-off.md.
"""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.e2e.driving import OURS, UP, Project, Ran, kind
from tests.fake_azure.faults import Fault

MOMENTS = ("kill-before", "kill")
"""Before Azure is asked; and when it has taken the write, before anybody hears of it."""


@dataclass(frozen=True)
class Outcome:
    """How a run was cut off, and what became of it."""

    at: str
    """The write that nobody heard of, as the journal has it."""
    imported: int
    """Imports that took something into the state."""
    not_there: int
    """Imports that found nothing in Azure."""
    problems: tuple[str, ...]
    """Everything in which the world is not as planned; empty when all is well."""


def killed(run: Project, number: int, moment: str) -> str:
    """An `up` of which all processes end at the write with that number, from 0; the write."""
    run.world.switch_on(Fault(kind=moment, match="PUT *", after=number))
    done = subprocess.run(
        ["pulumi", *UP, "--non-interactive"],
        cwd=run.folder,
        env=run.environment,
        capture_output=True,
        check=False,
        start_new_session=True,  # whoever kills it ends this session, and no other
    )
    run.world.switch_on()
    assert done.returncode != 0, "it was not killed: there are fewer writes than that"
    return (run.asked() or ["PUT (the first)"])[-1]


def recover(run: Project) -> tuple[int, int, list[str]]:
    """Follow the page: mend the state, cancel, then what `planner recover` says. Imports that took
    something in, imports that found nothing, and what failed otherwise."""
    make_readable(run)
    run.run("cancel", "--yes")
    state = run.folder / "state.json"
    state.write_text(run.must("stack", "export").out)
    took, missed, failed = 0, 0, []
    for words in _commands(run, state):
        ran = run.run(*words)
        if "does not exist" in ran.out + ran.err:
            missed += 1
        elif not ran.ok:
            failed.append(f"{' '.join(words[:3])}: {_said(ran)}")
        took += ran.ok and words[0] == "import"
    return took, missed, failed


def make_readable(run: Project) -> None:
    """The page's first step: what it says against each of Pulumi's answers."""
    said = run.run("stack", "export").err
    if "failed to load checkpoint: EOF" in said:
        attributes(run.state_file).unlink()
    elif "unexpected end of JSON input" in said or "no stack" in said:
        restore(run.state_file)


def restore(state: Path) -> None:
    """`cp dev.json.bak dev.json && rm -f dev.json.attrs`."""
    state.write_bytes(state.with_name(f"{state.name}.bak").read_bytes())
    attributes(state).unlink(missing_ok=True)


def attributes(state: Path) -> Path:
    """What the file backend keeps beside a state."""
    return state.with_name(f"{state.name}.attrs")


def _commands(run: Project, state: Path) -> Iterator[list[str]]:
    """What the printed lines say behind `pulumi`, made to ask nobody."""
    subscription = run.world.settings.subscription
    words = ["recover", str(state), "--json", "--subscription", subscription]
    command = [sys.executable, "-m", "planner", *words]
    done = subprocess.run(command, cwd=run.folder, capture_output=True, text=True, check=True)
    for line in json.loads(done.stdout)["commands"]:
        given = shlex.split(line)[1:]
        yield [*UP] if given == ["up"] else given


def _said(ran: Ran) -> str:
    return " ".join((ran.errors or ran.out)[-600:].split())


def judge(run: Project) -> list[str]:
    """In what the world, the state and the plan differ."""
    known, there = run.known(), run.standing()
    planned = Counter(kind(each.urn) for each in run.offline().resources if OURS in each.urn)
    made = Counter(str(each["type"]) for each in run.state() if each["type"].startswith(OURS))
    found = [f"in the state and not in Azure: {each}" for each in sorted({*known} - {*there})]
    found += [f"in Azure and not in the state: {each}" for each in sorted({*there} - {*known})]
    found += [f"in the state twice: {each}" for each, n in Counter(known).items() if n > 1]
    found += [f"planned {planned - made or '-'}, made {made - planned}"] if planned != made else []
    found += [f"still pending: {each}" for each in run.pending()]
    again = run.preview()
    return found + [f"a second run would {step}" for step in again.changes]


def cut(run: Project, number: int, moment: str) -> Outcome:
    """Kill, recover, judge."""
    at = killed(run, number, moment)
    took, missed, failed = recover(run)
    return Outcome(at, took, missed, (*failed, *judge(run)))


def main(stacks: list[str]) -> int:
    """Every write of each stack, at both moments; 1 when anything was lost, doubled or left."""
    worst = 0
    for stack in stacks:
        for moment in MOMENTS:
            for number in range(_writes(stack)):
                worst |= _shown(stack, number, moment)
    return worst


def _writes(stack: str) -> int:
    with tempfile.TemporaryDirectory() as folder, _fresh(folder, stack) as run:
        run.up()
        return len(run.asked())


def _shown(stack: str, number: int, moment: str) -> int:
    with tempfile.TemporaryDirectory() as folder, _fresh(folder, stack) as run:
        found = cut(run, number, moment)
    said = "; ".join(found.problems) or "as planned"
    row = [stack, str(number + 1), moment, found.at, str(found.imported), str(found.not_there)]
    sys.stdout.write(f"| {' | '.join([*row, said])} |\n")
    sys.stdout.flush()
    return int(bool(found.problems))


@contextmanager
def _fresh(folder: str, stack: str) -> Iterator[Project]:
    run = Project.new(Path(folder)).start(stack)
    with closing(run.world):
        yield run


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
