"""The types of PMO and the levels of control that the kit speaks of."""

from typing import Literal, get_args

PmoType = Literal["enterprise", "departmental", "agile"]
ControlLevel = Literal["supportive", "controlling", "directive"]

PMO_TYPES: tuple[PmoType, ...] = get_args(PmoType)
CONTROL_LEVELS: tuple[ControlLevel, ...] = get_args(ControlLevel)
