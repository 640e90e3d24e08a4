"""A thousand refused workloads, each of whose fixes is planned: none may leave it refused."""

from __future__ import annotations

import sys
import time

from tests.planning.fixes import broken, drawn

COUNT = 1_000


def main() -> int:
    """Print the fixes that do not keep their word and how many there are; 1 when there is one."""
    started = time.process_time()
    found = [text for data in drawn(COUNT) for text in broken(data)]
    taken = time.process_time() - started
    sys.stdout.write("".join(f"{text}\n" for text in found))
    sys.stdout.write(f"{COUNT:,} refused workloads, {len(found)} broken fixes, {taken:.1f} s\n")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
