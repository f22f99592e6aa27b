"""A project of the client's portfolio, the columns of the tidy projects frame, and of its two frames of history."""

from typing import Literal

TEXT_FIELDS = ("id", "name", "unit", "category", "status", "rating")
DATE_FIELDS = (
    "start_planned",
    "finish_planned",
    "start_actual",
    "finish_actual",
    "finish_forecast",
    "created",
    "status_since",
    "status_date",
)
MONEY_FIELDS = ("bac", "pv", "ev", "ac", "period_budget", "period_forecast", "whole_life_cost", "benefits")
# In percent, 0 to 100, as every tool of the trade writes it.
PERCENT_FIELDS = ("percent_complete",)
NUMBER_FIELDS = (*MONEY_FIELDS, *PERCENT_FIELDS)
PROJECT_FIELDS = (*TEXT_FIELDS, *DATE_FIELDS, *NUMBER_FIELDS)
# What a project's figures were on a date (budget and forecast are those of the period), and when it reached a status.
PERIOD_FIELDS = ("unit", "project", "date", "pv", "ev", "ac", "rating", "budget", "forecast")
EVENT_FIELDS = ("unit", "project", "date", "status")
StatusName = Literal["proposed", "active", "on-hold", "finished", "cancelled"]
STATUSES: tuple[StatusName, ...] = ("proposed", "active", "on-hold", "finished", "cancelled")
RatingName = Literal["green", "amber-green", "amber", "amber-red", "red"]
RATINGS: tuple[RatingName, ...] = ("green", "amber-green", "amber", "amber-red", "red")
PLAIN_RATINGS: tuple[RatingName, ...] = ("green", "amber", "red")
