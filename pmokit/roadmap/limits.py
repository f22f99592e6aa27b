"""A planning frame with more or less of everything: money, people, quarters."""

from decimal import Decimal

from pmokit.errors import PlanningError
from pmokit.model.planning import MOST_QUARTERS
from pmokit.model.steps import PlanningFrame
from pmokit.roadmap.prices import scaled_money


def with_share(frame: PlanningFrame, *, money: int = 100, people: int = 100) -> PlanningFrame:
    """Return a frame with so many per cent of its money and people in every quarter.

    Parameters
    ----------
    frame
        The frame; unlimited money stays unlimited.
    money, people
        Per cent, 0 or more; 100 changes nothing.
    """
    budget = frame.budget_k
    if budget is not None:
        budget = tuple(scaled_money(amount, Decimal(money) / 100) for amount in budget)
    capacity = {
        skill: tuple(scaled_money(amount, Decimal(people) / 100) for amount in row)
        for skill, row in frame.capacity.items()
    }
    return frame.model_copy(update={"budget_k": budget, "capacity": capacity})


def with_quarters(frame: PlanningFrame, quarters: int) -> PlanningFrame:
    """Return a frame with another horizon; further quarters are like the last one.

    Parameters
    ----------
    frame
        The frame.
    quarters
        1 to 200.

    Raises
    ------
    PlanningError
        If there are fewer quarters than one, or more than a plan may have.
    """
    if not 1 <= quarters <= MOST_QUARTERS:
        raise PlanningError(f"A plan over {quarters} quarters cannot be made. Expected: 1 to {MOST_QUARTERS}.")

    def cut(row: tuple[float, ...]) -> tuple[float, ...]:
        return (*row, *row[-1:] * (quarters - len(row)))[:quarters]

    return frame.model_copy(
        update={
            "capacity": {skill: cut(row) for skill, row in frame.capacity.items()},
            "budget_k": None if frame.budget_k is None else cut(frame.budget_k),
        }
    )
