"""The wishes of a user that a plan always keeps: this quarter, not before, never, after another, in any case."""

from typing import Literal, get_args

from pydantic import Field, model_validator

from pmokit.model.base import Frozen, Slug

PinRule = Literal["start-in", "not-before", "never", "after", "must"]
PIN_RULES: tuple[PinRule, ...] = get_args(PinRule)


class Pin(Frozen):
    """One wish; quarters count from 0, the engagement's first quarter.

    ``start-in`` and ``must`` choose the initiative; ``not-before`` and ``after`` bind only if it is chosen, and ``after`` means that the
    other one is chosen, too, and has ended.
    """

    initiative: Slug
    rule: PinRule
    quarter: int | None = Field(default=None, ge=0, le=200, description="With start-in and not-before")
    after: Slug | None = Field(default=None, description="With after: the initiative to wait for")
    reason: str = Field(default="", max_length=400, description="Why, in the words of who wished it")

    @model_validator(mode="after")
    def _is_complete(self) -> "Pin":
        needs_quarter = self.rule in {"start-in", "not-before"}
        if needs_quarter != (self.quarter is not None):
            msg = f"'{self.rule}' of {self.initiative} {'needs a quarter' if needs_quarter else 'takes no quarter'}"
            raise ValueError(msg)
        if (self.rule == "after") != (self.after is not None):
            msg = (
                f"'{self.rule}' of {self.initiative} {'needs' if self.rule == 'after' else 'takes no'} other initiative"
            )
            raise ValueError(msg)
        if self.after == self.initiative:
            msg = f"{self.initiative} cannot wait for itself"
            raise ValueError(msg)
        return self
