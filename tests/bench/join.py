"""The availability check alone as a DuckDB join; runs in the baselines' environment.

usage: join.py OFFERED.json ASKED.json: prints the median seconds of five queries over tables
that are already loaded, and fails when not everything that was asked for is found.
"""

from __future__ import annotations

import importlib
import json
import sys
import time
from pathlib import Path
from statistics import median
from typing import Any


def main(offered: str, asked: str) -> None:
    base: Any = importlib.import_module("duckdb").connect()
    for table, path in (("offered", offered), ("asked", asked)):
        base.execute(f"CREATE TABLE {table} (model TEXT, version TEXT, type TEXT, region TEXT)")
        base.executemany(
            f"INSERT INTO {table} VALUES (?, ?, ?, ?)", json.loads(Path(path).read_text())
        )
    query = "SELECT count(*) FROM asked JOIN offered USING (model, version, type, region)"
    taken = []
    for _ in range(5):
        started = time.perf_counter()
        (found,) = base.execute(query).fetchone()
        taken.append(time.perf_counter() - started)
    assert found >= len(json.loads(Path(asked).read_text()))
    print(median(taken))  # noqa: T201 - the answer to whoever started this script


if __name__ == "__main__":
    main(*sys.argv[1:])
