"""The planning problem and its answer: the JSON of the roadmap command, as types."""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from pmokit.model.base import Frozen

SCALE = 1000
Id = Annotated[str, Field(min_length=1, max_length=64)]


class Task(Frozen):
    """One initiative as the planner sees it."""

    id: Id
    duration: int = Field(ge=1, description="Quarters, without interruption")
    fte: dict[str, float] = Field(default_factory=dict, description="FTE by skill in each occupied quarter")
    cost: float = Field(default=0, ge=0, description="Money in each occupied quarter")
    value: float = Field(default=0, description="Value per quarter from the end of the initiative on")
    requires: tuple[str, ...] = ()
    mandatory: bool = False
    earliest: int = Field(default=0, ge=0)
    finish_by: int | None = Field(default=None, ge=0)


class Problem(Frozen):
    """What to choose and when: capacity by skill and quarter, budget, initiatives."""

    quarters: int = Field(ge=1, le=200)
    skills: tuple[str, ...]
    capacity: dict[str, tuple[float, ...]]
    budget: tuple[float, ...] | None = None
    carry_over: bool = False
    initiatives: tuple[Task, ...]
    seed: int = Field(default=0, ge=0, le=2**31 - 1)
    time_limit: float = Field(default=10, gt=0, description="Seconds")


class Reason(Frozen):
    """Why an initiative stands where it stands: the quarter before is barred by this."""

    initiative: str
    kind: Literal["start", "prerequisite", "skill", "budget", "earliest", "value", "left-out"]
    text: str


class Clash(Frozen):
    """One wish of a set that cannot stand together."""

    id: str
    limit: str


class Plan(Frozen):
    """The answer: start quarter of each initiative (None = not chosen), with proof or bound."""

    model_config = ConfigDict(ser_json_inf_nan="constants")

    status: Literal["optimal", "feasible", "infeasible", "unknown"]
    value: float | None
    bound: float | None
    schedule: dict[str, int | None]
    tie_break: Literal["complete", "partial"]
    explanation: tuple[Reason, ...] = ()
    clash: tuple[Clash, ...] = ()
