"""A project of the client's portfolio, and the columns of the tidy projects frame."""

from typing import Literal

TEXT_FIELDS = ("id", "name", "unit", "category", "status", "rating")
DATE_FIELDS = ("start_planned", "finish_planned", "start_actual", "finish_actual", "finish_forecast")
MONEY_FIELDS = ("bac", "pv", "ev", "ac", "period_budget", "period_forecast", "whole_life_cost", "benefits")
PROJECT_FIELDS = (*TEXT_FIELDS, *DATE_FIELDS, *MONEY_FIELDS)
STATUSES = ("proposed", "active", "on-hold", "finished", "cancelled")
RatingName = Literal["green", "amber-green", "amber", "amber-red", "red"]
RATINGS: tuple[RatingName, ...] = ("green", "amber-green", "amber", "amber-red", "red")
PLAIN_RATINGS: tuple[RatingName, ...] = ("green", "amber", "red")
