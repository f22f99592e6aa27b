"""HiGHS on the same rows: the second opinion."""

from typing import Any

import numpy as np

from pmokit.roadmap.cp_sat import Solved
from pmokit.roadmap.linear import LinearModel, Terms

TIME_LIMIT, INFEASIBLE = 1, 2
HALF = 0.5


def maximise(model: LinearModel, terms: Terms, seconds: float) -> Solved:
    """Solve for the largest sum.

    Parameters
    ----------
    model
        Variables and rows.
    terms
        Coefficients by variable.
    seconds
        Limit in wall time.
    """
    from scipy.optimize import Bounds, milp  # noqa: PLC0415 -- asked once in a while, and slow to import

    size = len(model.starts)
    if size == 0:
        return Solved("infeasible" if any(row.limit < 0 for row in model.rows) else "optimal", [], 0)
    weights = np.zeros(size)
    for at, weight in terms.items():
        weights[at] = -weight
    found = milp(
        weights,
        integrality=np.ones(size, dtype=np.int64),
        bounds=Bounds(0, 1),
        constraints=_matrix(model),
        options={"time_limit": seconds, "mip_rel_gap": 0},
    )
    if found.status == INFEASIBLE:
        return Solved("infeasible", None, None)
    if found.x is None:
        return Solved("unknown", None, None)
    bound = None if found.mip_dual_bound is None else -float(found.mip_dual_bound)
    return Solved("feasible" if found.status == TIME_LIMIT else "optimal", [bool(v > HALF) for v in found.x], bound)


def _matrix(model: LinearModel) -> Any:
    from scipy.optimize import LinearConstraint  # noqa: PLC0415
    from scipy.sparse import csr_array  # noqa: PLC0415

    entries = [(line, at, weight) for line, row in enumerate(model.rows) for at, weight in row.terms.items()]
    lines, places, weights = zip(*entries, strict=True) if entries else ((), (), ())
    shape = (len(model.rows), len(model.starts))
    matrix = csr_array(
        (np.array(weights, dtype=float), (np.array(lines, dtype=int), np.array(places, dtype=int))), shape=shape
    )
    return LinearConstraint(matrix, ub=np.array([float(row.limit) for row in model.rows]))
