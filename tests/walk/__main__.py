"""`python -m tests.walk [WALKS [SEED]]`: how many steps were taken, and what harmed."""

from __future__ import annotations

import sys
from collections import Counter

from tests.walk.steps import walk

WALKS = 500


def main(walks: int = WALKS, seed: int = 0) -> int:
    """Prints each walk that harmed, and the counts; 1 when any did."""
    counts: Counter[str] = Counter()
    for number in range(seed, seed + walks):
        steps = [*walk(number)]
        counts.update(("stopped" if step.stopped else "applied") for step in steps)
        if any(step.harm for step in steps):
            counts["harmed"] += 1
            for step in steps:
                sys.stdout.write(
                    f"{number}: {step.says}{': ' if step.harm else ''}{'; '.join(step.harm)}\n"
                )
            sys.stdout.flush()
    sys.stdout.write(f"{walks} walks, {dict(counts)}\n")
    return 1 if counts["harmed"] else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
