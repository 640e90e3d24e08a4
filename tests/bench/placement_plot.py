"""Draws the growth of placement; run in the benchmarks' environment, which has matplotlib.

usage: placement_plot.py PATH.svg < points.json; points are {"count", "seconds", "megabytes", "proven"}.
"""

# mypy: ignore-errors

from __future__ import annotations

import json
import sys


def main() -> None:
    import matplotlib as mpl  # noqa: PLC0415

    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = "placement"
    from matplotlib import pyplot  # noqa: PLC0415

    points = json.load(sys.stdin)
    counts = [p["count"] for p in points]
    figure, seconds = pyplot.subplots(figsize=(7, 4), layout="constrained")
    seconds.loglog(counts, [p["seconds"] for p in points], color="tab:blue")
    for proven, fill, label in ((True, "tab:blue", "proven"), (False, "white", "bound shown")):
        some = [p for p in points if p["proven"] is proven]
        seconds.scatter(
            [p["count"] for p in some],
            [p["seconds"] for p in some],
            color=fill,
            edgecolor="tab:blue",
            zorder=3,
            label=f"seconds, {label}",
        )
    memory = seconds.twinx()
    memory.plot(counts, [p["megabytes"] for p in points], "--", color="tab:gray", label="megabytes")
    memory.set_ylim(bottom=0)
    memory.set_ylabel("peak megabytes")
    seconds.set_xticks(counts, [f"{count:,}" for count in counts])
    seconds.minorticks_off()
    seconds.set_xlabel("workloads")
    seconds.set_ylabel("seconds, import included")
    figure.legend(loc="outside upper center", ncols=3)
    figure.savefig(sys.argv[1], metadata={"Date": None})


if __name__ == "__main__":
    main()
