"""The portfolio's register of risks, shared causes, the bands of the 5x5 matrix, and the appetite for risk."""

import datetime as dt
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field, model_validator

from pmokit.model.base import Frozen, Slug
from pmokit.model.units import UnitCode

Rating = Annotated[int, Field(ge=1, le=5)]
BandName = Literal["low", "moderate", "high", "critical"]
BANDS: tuple[BandName, ...] = ("low", "moderate", "high", "critical")
Response = Literal["avoid", "reduce", "transfer", "accept"]
RiskState = Literal["open", "closed", "struck"]
WORST = 5


class Band(Frozen):
    """A band of the matrix: probability times impact from these points on."""

    name: BandName
    from_points: int = Field(ge=1, le=25)
    decides: str = Field(min_length=1, description="Who may accept a risk of this band, by title")
    act_within_days: int = Field(ge=0, le=366)


class Appetite(Frozen):
    """How much risk the organisation is ready to carry."""

    statement: str = Field(min_length=3)
    bands: tuple[Band, ...] = Field(min_length=4, max_length=4)
    most_exposure_k: float = Field(gt=0, description="Expected loss that the portfolio may carry, in thousands")
    most_joint_k: float = Field(gt=0, description="Expected loss that one shared cause may carry, in thousands")
    most_critical: int = Field(ge=0, description="Critical risks that may be open at once")
    impact_k: tuple[float, float, float, float, float] = Field(description="Money that impact 1 to 5 stands for")
    probability: tuple[float, float, float, float, float] = Field(
        description="Share that probability 1 to 5 stands for"
    )

    @model_validator(mode="after")
    def _rises(self) -> "Appetite":
        starts = [band.from_points for band in self.bands]
        if [band.name for band in self.bands] != list(BANDS) or starts[0] != 1 or sorted(set(starts)) != starts:
            msg = f"the bands have to be {', '.join(BANDS)}, with points that start at 1 and rise, not {starts}"
            raise ValueError(msg)
        for name, scale in (("impact_k", self.impact_k), ("probability", self.probability)):
            if sorted(set(scale)) != list(scale) or scale[0] <= 0:
                msg = f"{name} has to rise from 1 to 5, not {list(scale)}"
                raise ValueError(msg)
        if self.probability[-1] > 1:
            msg = f"probability 5 stands for {self.probability[-1]:g}, more than 1"
            raise ValueError(msg)
        return self


class SharedCause(Frozen):
    """Something that would hit several projects at once."""

    id: Slug
    name: str = Field(min_length=3)
    owner: str = ""


class Hit(Frozen):
    """A project that a risk would hit."""

    unit: UnitCode
    project: str = Field(min_length=1)


class Risk(Frozen):
    """What could go wrong: because of a cause an event may happen, which leads to an effect on each project hit."""

    id: str = Field(min_length=1, max_length=40)
    cause: str = Field(min_length=3)
    event: str = Field(min_length=3)
    effect: str = Field(min_length=3)
    probability: Rating
    impact: Rating
    hits: tuple[Hit, ...] = Field(min_length=1, description="The projects that it would hit")
    shared_cause: Slug | None = None
    owner: str = ""
    response: Response
    action: str = ""
    due: dt.date | None = None
    state: RiskState = "open"

    @property
    def points(self) -> int:
        """Probability times impact, 1 to 25."""
        return self.probability * self.impact


class RiskRegister(Frozen):
    """The body of the step document "risks", and the file ``risks.yaml`` of a sample engagement."""

    causes: tuple[SharedCause, ...] = ()
    risks: tuple[Risk, ...] = ()
    source: str = Field(min_length=3)

    @cached_property
    def cause_by_id(self) -> dict[str, SharedCause]:
        """Shared causes by id."""
        return {cause.id: cause for cause in self.causes}
