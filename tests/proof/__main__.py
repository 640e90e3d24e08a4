"""`python -m tests.proof [STACKS [SEED]]`: the counts."""

from __future__ import annotations

import sys

from tests.proof.driver import SEED, prove

STACKS = 2_000


def main(stacks: int = STACKS, seed: int = SEED) -> int:
    """Prints the counts; 1 when the planner and the stand-in differ."""
    tally = prove(stacks, seed)
    sys.stdout.writelines(f"{line}\n" for line in tally.lines())
    return 1 if tally.differences else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
