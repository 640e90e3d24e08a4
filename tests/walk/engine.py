"""`python -m tests.walk.engine [WALKS [SEED]]`: the same walks with a real `pulumi` and the stand-in for
Azure, step by step beside what was foretold."""

from __future__ import annotations

import json
import random
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from planner.files import lock as lockfile
from tests.e2e.driving import Project
from tests.walk.edits import edit, first
from tests.walk.registered import World
from tests.walk.steps import DEPLOYMENT, EDITS, NAME, Life, begun, take

WALKS = 40
QUOTA = 1_000_000
"""Of what no tier names: the walks state none, so that it stops nothing that was foretold."""
LOOKS_FIRST = ("up", "--yes", "--json")
"""As people run it: the preview comes first, so that what is protected stops all of it."""


def walk(run: Project, seed: int) -> Iterator[str]:
    """What the engine did otherwise than foretold, for each step with its edit."""
    chance = random.Random(seed)
    life = begun(first(chance), locked=chance.random() < 0.6)
    yield from _compared(run, "the first run", life, stopped=False)
    for _ in range(EDITS):
        asked = edit(life.stack, chance)
        life, step = take(life, asked, locks=chance.random() < 0.5)
        yield from _compared(run, asked.says, life, stopped=step.stopped)


def _compared(run: Project, says: str, life: Life, *, stopped: bool) -> Iterator[str]:
    _write(run, life)
    ran = run.run(*LOOKS_FIRST)
    if ran.ok is stopped:
        yield f"{says}: {'went through' if ran.ok else ran.errors[-400:]}"
    there, foretold = _standing(run), _foretold(life.world)
    if there != foretold:
        yield f"{says}: gone {sorted(foretold - there)}, there {sorted(there - foretold)}"


def _write(run: Project, life: Life) -> None:
    run.write(life.stack)
    file = lockfile.path_of(run.folder / "stacks" / f"{run.stack}.yaml")
    file.unlink(missing_ok=True)
    if life.lock is not None:
        file.write_text(lockfile.dump(life.lock))


def _standing(run: Project) -> set[str]:
    """Deployments as `account/name type model`."""
    found = run.world.find("Microsoft.CognitiveServices/accounts/deployments")
    return {
        f"{each['id'].split('/')[8]}/{each['name']} {each['sku']['name']}"
        f" {each['properties']['model']['name']}"
        for each in found
    }


def _foretold(world: World) -> set[str]:
    mine = [each.inputs for each in world.values() if each.type == DEPLOYMENT]
    return {
        f"{i['accountName']}/{i['deploymentName']} {i['sku']['name']} {i['properties']['model']['name']}"
        for i in mine
    }


def main(walks: int = WALKS, seed: int = 0) -> int:
    """Prints each difference, and the counts; 1 when there was any."""
    wrong = 0
    for number in range(seed, seed + walks):
        with tempfile.TemporaryDirectory() as folder:
            run = Project.new(Path(folder)).start(NAME)
            run.subscribed(default_quota=QUOTA)
            with closing(run.world):
                found = [*walk(run, number)]
        wrong += bool(found)
        sys.stdout.write("" if found else f"{number}: as foretold\n")
        sys.stdout.writelines(f"{number}: {json.dumps(line)}\n" for line in found)
        sys.stdout.flush()
    sys.stdout.write(f"{walks} walks of {EDITS} edits, {wrong} otherwise than foretold\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
