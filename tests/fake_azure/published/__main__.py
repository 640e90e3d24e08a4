"""`python -m tests.fake_azure.published PAGES NAME`: pages of a folder to `data/NAME/*.jsonl`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from tests.fake_azure.facts import PUBLISHED
from tests.fake_azure.published.reader import Reader


def main(pages: str, name: str) -> int:
    """Writes one file a kind of row, one row a line with its keys sorted."""
    folder = PUBLISHED / name
    folder.mkdir(parents=True, exist_ok=True)
    for kind, rows in Reader.of(Path(pages)).rows().items():
        lines = [json.dumps(row, sort_keys=True, ensure_ascii=False) + "\n" for row in rows]
        (folder / f"{kind}.jsonl").write_text("".join(lines))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
