"""CP-SAT on the linear rows, stage by stage."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from pmokit.roadmap.linear import LinearModel, Terms

Status = Literal["optimal", "feasible", "infeasible", "unknown"]


@dataclass(frozen=True)
class Solved:
    """What an engine answers.

    Parameters
    ----------
    status
        ``optimal`` and ``infeasible`` are claims of the engine, to be checked.
    values
        Values of the variables, or None.
    bound
        Best objective that could still be reached, or None.
    """

    status: Status
    values: list[bool] | None
    bound: float | None


class Staged:
    """A model that is solved for one objective after the other, each fixed before the next.

    Parameters
    ----------
    model
        Variables and rows.
    seed
        Of the search; one worker and deterministic limits make equal input give equal plans.
    """

    def __init__(self, model: LinearModel, seed: int) -> None:
        from ortools.sat.python import cp_model  # noqa: PLC0415 -- costs a second to import

        self._engine, self._seed = cp_model, seed
        self._model = cp_model.CpModel()
        self._variables = [self._model.new_bool_var(f"{name}@{start}") for name, start in model.starts]
        for row in model.rows:
            self._model.add(self._sum(row.terms) <= row.limit)

    def maximise(self, terms: Terms, seconds: float, hint: Sequence[bool] | None = None) -> Solved:
        """Solve for the largest sum.

        Parameters
        ----------
        terms
            Coefficients by variable.
        seconds
            Limit, in deterministic time and in wall time.
        hint
            Values to start from.
        """
        self._model.clear_hints()
        for variable, value in zip(self._variables, hint or (), strict=False):
            self._model.add_hint(variable, value)
        self._model.maximize(self._sum(terms))
        solver = self._engine.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = self._seed
        solver.parameters.max_time_in_seconds = seconds
        solver.parameters.max_deterministic_time = seconds
        status = _STATUS.get(solver.status_name(solver.solve(self._model)), "unknown")
        if status not in {"optimal", "feasible"}:
            return Solved(status, None, None)
        values = [bool(solver.boolean_value(variable)) for variable in self._variables]
        return Solved(status, values, solver.best_objective_bound)

    def fix(self, terms: Terms, least: int) -> None:
        """Demand that a sum stays at least what was reached."""
        self._model.add(self._sum(terms) >= least)

    def _sum(self, terms: Any) -> Any:
        places = list(terms)
        return self._engine.LinearExpr.weighted_sum(
            [self._variables[at] for at in places], [terms[at] for at in places]
        )


_STATUS: dict[str, Status] = {"OPTIMAL": "optimal", "FEASIBLE": "feasible", "INFEASIBLE": "infeasible"}
