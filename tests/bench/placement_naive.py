"""The baseline of the placement rows: what one writes first, in a CP-SAT model.

usage: placement_naive.py SECONDS < problem.json; a program of its own, since its library is only
in the benchmarks' environment. One boolean a workload and option, one weighted objective, default
parameters, two workers.
"""

# mypy: ignore-errors

from __future__ import annotations

import json
import sys
import time
from collections import defaultdict
from itertools import product

WEIGHTS = (10**13, 10**12, 10**11, 10**9, 10**4, 10**2)
"""As far apart as 64 bits allow, which does not quite keep the levels apart."""


class Naive:
    """The model of one problem."""

    def __init__(self, problem: dict) -> None:
        from ortools.sat.python import cp_model  # noqa: PLC0415 - part of what is measured

        self.cp, self.model, self.problem = cp_model, cp_model.CpModel(), problem
        self.use, self.here = defaultdict(list), defaultdict(lambda: defaultdict(list))
        self.costs = [[] for _ in WEIGHTS]

    def solve(self, seconds: float) -> str:
        """The status after at most so many seconds."""
        for name, item in self.problem["items"].items():
            self.item(name, item)
        for name, at in product(self.problem["items"], self.here.values()):
            self.neighbours(name, at)
        fullest = self.model.new_int_var(0, 1000, "")
        for pool, sizes in self.use.items():
            limit = self.problem["limits"][pool]
            self.model.add(sum(sizes) <= limit)
            self.model.add(1000 * sum(sizes) <= limit * fullest)
        for at in self.here.values():
            self.accounts(at)
        weighted = zip(WEIGHTS, self.costs, strict=True)
        self.model.minimize(fullest + sum(weight * sum(terms) for weight, terms in weighted))
        solver = self.cp.CpSolver()
        solver.parameters.num_workers = 2
        solver.parameters.max_time_in_seconds = seconds
        return solver.status_name(solver.solve(self.model))

    def item(self, name: str, item: dict) -> None:
        stands = self.model.new_bool_var("")
        self.costs[0].append((1 - stands) * item["runs"])
        self.costs[1].append(1 - stands)
        groups = defaultdict(list)
        for region, group, order, moves, pool, sizes in item["options"]:
            chosen = self.model.new_bool_var("")
            groups[group].append(chosen)
            self.here[region][name].append(chosen)
            self.costs[2].append(moves * chosen)
            self.costs[3].append(order * chosen)
            self.use[pool].append(self.size(chosen, *sizes))
        everywhere = [chosen for together in groups.values() for chosen in together]
        self.model.add(sum(everywhere) == item["replicas"] * stands)
        for together in groups.values():
            self.model.add_at_most_one(together)

    def size(self, chosen: object, low: int, high: int, step: int) -> object:
        if high == low:
            return low * chosen
        steps = self.model.new_int_var(0, (high - low) // step, "")
        self.model.add(steps == 0).only_enforce_if(~chosen)
        size = low * chosen + step * steps
        missing = self.model.new_int_var(0, 1000, "")
        self.model.add(high * missing >= 1000 * (high * chosen - size))
        self.costs[4].append(missing)
        return size

    def neighbours(self, name: str, at: dict) -> None:
        own = sum(at.get(name, []))
        for other in self.problem["items"][name]["beside"]:
            self.model.add(own <= sum(at.get(other, [])))
        for other in self.problem["items"][name]["apart"]:
            self.model.add(own + sum(at.get(other, [])) <= 1)

    def accounts(self, at: dict) -> None:
        deployments, fine_tuned, per_region = self.problem["room"]
        accounts = self.model.new_int_var(0, per_region, "")
        self.costs[5].append(accounts)
        tuned = [x for n, xs in at.items() if self.problem["items"][n]["tuned"] for x in xs]
        self.model.add(sum(x for xs in at.values() for x in xs) <= deployments * accounts)
        self.model.add(sum(tuned) <= fine_tuned * accounts)


def main() -> None:
    problem = json.load(sys.stdin)
    started = time.perf_counter()
    status = Naive(problem).solve(float(sys.argv[1]))
    seconds = time.perf_counter() - started
    print(json.dumps({"seconds": seconds, "status": status}))  # noqa: T201


if __name__ == "__main__":
    main()
