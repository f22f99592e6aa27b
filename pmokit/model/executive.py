"""The executive session: what fifteen minutes with those who decide leave behind."""

from typing import Annotated

from pydantic import Field

from pmokit.model.base import Frozen
from pmokit.model.pmo import ControlLevel, PmoType

EXECUTIVE = "executive_session"
MOST_PAINS = 3


class ExecutiveSession(Frozen):
    """The body of the step document "executive_session"; what has not been talked about is empty."""

    pains: tuple[Annotated[str, Field(min_length=1, max_length=300)], ...] = Field(default=(), max_length=MOST_PAINS)
    serves: str = Field(default="", max_length=300, description="For whom the PMO works")
    control: ControlLevel | None = Field(default=None, description="What it may ask for")
    type: PmoType | None = None
