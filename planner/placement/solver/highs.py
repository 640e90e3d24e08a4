"""Minimises an integer program with HiGHS; the only file that knows the library.

One thread, no clock: a search is bounded by its size and its number of nodes, so the same program
has the same answer on a slow machine. What the library answers in floating point is checked in
exact arithmetic before anybody sees it. Its presolve for integers is not used where a bound is
wanted: it has lost solutions (docs/decisions/0009).
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.domain.extras import Extra, require
from planner.placement.solver.program import Linear, Program

if TYPE_CHECKING:
    from highspy import Highs, HighsLp

_NEARLY = 1e-5
"""How far above an integer a bound may lie and still count as that integer."""
_CLEARLY = 1e-3
"""How far above what is allowed a value must lie to count as too large."""
_GUESSED = 6
"""How many times too large a program may be for its root to be looked at."""
_ROOT = 10_000
"""Variables with which that root is worth its time: a larger one took half a call, for nothing."""
_APART = 0.3
"""How near to its bound a search with fractions of sizes has to come."""
_WORK = 500_000
"""Nodes times variables."""
_QUICK = 2_000
"""Variables up to which a search finds by itself what is near the relaxation."""
_EXACT = 1_000
"""Variables up to which whole sizes are searched too, where fractions leave something open."""
_FEW = 8
"""Nodes for the search around the relaxation, which only has to find something good."""

_OPTIONS: dict[str, str | float] = {
    "output_flag": False,
    "threads": 1,
    "random_seed": 0,
    "mip_rel_gap": 0.0,
    "mip_abs_gap": 0.999,  # values are integers: less than one apart is equal
    "mip_feasibility_tolerance": 1e-7,
}

_OPEN = "choosing open regions, types or sizes for workloads that compete"
_CLOSED = "write one region, one type and one size for each of them"

Values = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Effort:
    """How much one search may do."""

    nodes: int
    """Nodes of its tree; fewer where each is large."""
    variables: int
    """Those that the relaxation leaves open; with more, only its neighbourhood is searched."""
    worth: bool = True
    """Whether a program with more is worth anything at all."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The best values found, and what no values can be better than."""

    values: Values | None
    """None when none were found."""
    value: int
    bound: int
    impossible: bool = False
    """No values keep all the rows."""
    excluded: tuple[int, ...] = ()
    """Variables that are 0 wherever the objective is not above `value`."""


@dataclass(frozen=True, slots=True)
class _Relaxed:
    """The optimum over fractions: a bound, and by how much a unit of each variable raises it."""

    bound: float
    values: Sequence[float]
    reduced: Sequence[float]

    def excludes(self, value: int) -> tuple[int, ...]:
        gap = value - self.bound + _CLEARLY
        return tuple(v for v, cost in enumerate(self.reduced) if cost > gap)


@dataclass(slots=True)
class Minimiser:
    """Minimises one objective after another over one program, which may get rows in between."""

    program: Program

    def minimise(self, objective: Linear, start: Sequence[int] | None, effort: Effort) -> Answer:
        """The least value of `objective`, searched from `start`.

        The relaxation comes first: often its bound says that the start cannot be beaten, and its
        reduced costs say which variables no optimum uses.
        """
        best = tuple(start) if start is not None and self.program.holds(start) else None
        if best is not None and len(self.program.tops) > effort.variables and not effort.worth:
            return Answer(best, objective.value(best), objective.least(self.program.tops))
        relaxed = self._relax(objective)
        if relaxed is None:
            return Answer(best, objective.value(best) if best else 0, 0, impossible=best is None)
        bound = objective.least(self.program.tops)
        if math.isfinite(relaxed.bound):
            bound = max(bound, math.ceil(relaxed.bound - _NEARLY))
        impossible = False
        if not _closes(objective, best, bound):
            best = self._around(objective, best, relaxed, effort)
        if not _closes(objective, best, bound) and self._small(objective, best, relaxed, effort):
            best, bound, impossible = self._search(objective, best, bound, effort.nodes)
        if best is None:
            return Answer(None, 0, bound, impossible)
        value = objective.value(best)
        return Answer(best, value, min(bound, value), excluded=relaxed.excludes(value))

    def _relax(self, objective: Linear) -> _Relaxed | None:
        """The optimum over fractions; None when even they cannot keep the rows.

        Every search begins here. Raises ExtraMissingError where the library is not installed.
        """
        require(Extra.SOLVER, _OPEN, _CLOSED)
        import highspy  # noqa: PLC0415 - numpy comes with it: only where something is open

        solver = _made(self.program, whole=False)
        _set_costs(solver, objective, len(self.program.tops))
        solver.run()
        status = solver.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            return None
        if status != highspy.HighsModelStatus.kOptimal:
            return _Relaxed(-math.inf, (), ())
        solution = solver.getSolution()
        value = solver.getInfo().objective_function_value
        return _Relaxed(value, list(solution.col_value), list(solution.col_dual))

    def _around(
        self, objective: Linear, best: Values | None, relaxed: _Relaxed, effort: Effort
    ) -> Values | None:
        """The best near the relaxation: who stands somewhere whole in it stays there.

        Where that leads nowhere, the root of the whole search, once more from `best`. Nothing
        follows from these searches but what they find, so they may use the whole library.
        """
        size = len(self.program.tops)
        if size <= _QUICK or not relaxed.values:
            return best
        whole = (v for v, x in enumerate(relaxed.values) if x > 1 - _NEARLY)
        fixed = {v: 1 for v in whole if self.program.tops[v] == 1}
        found = self._guess(objective, best, fixed, _FEW)
        if found == best and effort.variables < size <= min(_ROOT, _GUESSED * effort.variables):
            found = self._guess(objective, best, {}, 1)
        return found

    def _guess(
        self, objective: Linear, best: Values | None, fixed: Mapping[int, int], nodes: int
    ) -> Values | None:
        """What a search finds in which some variables have the values in `fixed`."""
        solver = _made(self.program, whole=True)
        _set_costs(solver, objective, len(self.program.tops))
        solver.setOptionValue("presolve", "on")
        solver.setOptionValue("mip_max_nodes", nodes)
        for variable, value in fixed.items():
            solver.changeColBounds(variable, float(value), float(value))
        if best is not None and not fixed:
            _start(solver, best)
        solver.run()
        return self._better(solver, objective, best)

    def _small(
        self, objective: Linear, best: Values | None, relaxed: _Relaxed, effort: Effort
    ) -> bool:
        """Whether few enough variables are left to search for a proof."""
        unused = set() if best is None else set(relaxed.excludes(objective.value(best)))
        free = sum(1 for v, top in enumerate(self.program.tops) if top and v not in unused)
        return free <= effort.variables

    def _search(
        self, objective: Linear, best: Values | None, bound: int, nodes: int
    ) -> tuple[Values | None, int, bool]:
        """The best values found, the bound, and whether it is certain that there are none.

        Sizes are fractions at first: what is chosen decides nearly all of the sum, and a tree
        over thousands of sizes would end nowhere. They are made whole when the choices are made.
        """
        never = False
        if self.program.sizes:
            best, bound, never = self._tree(objective, best, bound, nodes, self.program.sizes)
        exact = not self.program.sizes or len(self.program.tops) <= _EXACT
        if exact and not never and not _closes(objective, best, bound):
            best, bound, never = self._tree(objective, best, bound, nodes, ())
        return best, bound, never

    def _tree(
        self,
        objective: Linear,
        best: Values | None,
        bound: int,
        nodes: int,
        fractions: Collection[int],
    ) -> tuple[Values | None, int, bool]:
        """One search in which some variables may be `fractions`."""
        import highspy  # noqa: PLC0415

        solver = _made(self.program, whole=True, but=fractions)
        _set_costs(solver, objective, len(self.program.tops))
        if best is not None:
            _start(solver, best)
        solver.setOptionValue("presolve", "off")
        solver.setOptionValue("mip_max_nodes", _nodes(nodes, len(self.program.tops)))
        if fractions:
            solver.setOptionValue("mip_abs_gap", _APART)
        solver.run()
        proved = solver.getInfo().mip_dual_bound
        if math.isfinite(proved):
            bound = max(bound, math.ceil(proved - _NEARLY))
        best = self._whole(solver, objective, best, fractions)
        never = solver.getModelStatus() == highspy.HighsModelStatus.kInfeasible
        return best, bound, best is None and never

    def _whole(
        self, solver: Highs, objective: Linear, best: Values | None, fractions: Collection[int]
    ) -> Values | None:
        """The best with the choices that a search made, and whole sizes."""
        if not fractions:
            return self._better(solver, objective, best)
        if not _found_any(solver):
            return best
        values = solver.getSolution().col_value
        choices = {v: round(x) for v, x in enumerate(values) if v not in fractions}
        return self._guess(objective, best, choices, _FEW)

    def _better(self, solver: Highs, objective: Linear, best: Values | None) -> Values | None:
        """What the search found, if it is valid and better."""
        if not _found_any(solver):
            return best
        found = tuple(round(v) for v in solver.getSolution().col_value)
        if not self.program.holds(found):
            return best
        return found if best is None else min(best, found, key=objective.value)


def _nodes(most: int, variables: int) -> int:
    """The nodes of a tree, so that a large program takes no longer for them than a small one."""
    return max(1, min(most, _WORK // variables)) if most else 0


def _found_any(solver: Highs) -> bool:
    import highspy  # noqa: PLC0415

    status = solver.getInfo().primal_solution_status
    return bool(status == highspy.SolutionStatus.kSolutionStatusFeasible)


def _start(solver: Highs, values: Values) -> None:
    import highspy  # noqa: PLC0415

    solution = highspy.HighsSolution()
    solution.col_value = [float(v) for v in values]
    solver.setSolution(solution)


def _closes(objective: Linear, best: Values | None, bound: int) -> bool:
    return best is not None and objective.value(best) <= bound


def _range(low: int | None, high: int | None, constant: int) -> tuple[float, float]:
    """The bounds of a row without its constant."""
    return (
        -math.inf if low is None else float(low - constant),
        math.inf if high is None else float(high - constant),
    )


def _set_costs(solver: Highs, objective: Linear, columns: int) -> None:
    import numpy as np  # noqa: PLC0415

    costs = np.zeros(columns)
    costs[list(objective.factors)] = list(objective.factors.values())
    solver.changeColsCost(columns, np.arange(columns, dtype=np.int32), costs)
    solver.changeObjectiveOffset(float(objective.constant))


def _made(program: Program, *, whole: bool, but: Collection[int] = ()) -> Highs:
    """The program in the library; `whole` keeps to whole numbers, `but` for some variables."""
    import highspy  # noqa: PLC0415

    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    for option, value in _OPTIONS.items():
        solver.setOptionValue(option, value)
    lp = _matrix(program)
    if whole:
        kinds = highspy.HighsVarType
        lp.integrality_ = [
            kinds.kContinuous if v in but else kinds.kInteger for v in range(len(program.tops))
        ]
    solver.passModel(lp)
    return solver


def _matrix(program: Program) -> HighsLp:
    """Bounds and rows; no objective yet."""
    import highspy  # noqa: PLC0415
    import numpy as np  # noqa: PLC0415

    lp, rows, columns = highspy.HighsLp(), program.rows, len(program.tops)
    lp.num_col_, lp.num_row_ = columns, len(rows)
    lp.col_cost_, lp.col_lower_ = np.zeros(columns), np.zeros(columns)
    lp.col_upper_ = np.array(program.tops, dtype=float)
    ranges = [_range(row.low, row.high, row.sum.constant) for row in rows]
    lp.row_lower_ = np.array([low for low, _ in ranges], dtype=float)
    lp.row_upper_ = np.array([high for _, high in ranges], dtype=float)
    matrix = lp.a_matrix_
    matrix.format_ = highspy.MatrixFormat.kRowwise
    matrix.start_ = np.cumsum([0, *(len(r.sum.factors) for r in rows)], dtype=np.int32)
    matrix.index_ = np.array([v for r in rows for v in r.sum.factors], dtype=np.int32)
    matrix.value_ = np.array([f for r in rows for f in r.sum.factors.values()], dtype=float)
    return lp
