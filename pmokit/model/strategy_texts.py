"""What a charter and a PMO strategy say before anybody has changed them, by type of PMO and by control level."""

from pydantic import Field

from pmokit.model.base import Frozen, Text, Version
from pmokit.model.pmo import ControlLevel, PmoType


class KpiText(Frozen):
    """A figure by which a PMO of this type is judged."""

    name: Text
    measures: Text
    target: Text


class TypeTexts(Frozen):
    """The texts for one type."""

    purpose: Text
    serves: Text
    principles: tuple[Text, ...] = Field(min_length=1)
    governance: tuple[Text, ...] = Field(min_length=1)
    kpis: tuple[KpiText, ...] = Field(min_length=1)
    processes: tuple[Text, ...] = Field(min_length=1)
    first_year: tuple[Text, ...] = Field(min_length=4, max_length=4, description="One for each quarter")
    review_months: int = Field(ge=1, le=24, description="Months until the type is looked at again")
    review_triggers: tuple[Text, ...] = Field(min_length=1)


class ControlTexts(Frozen):
    """The texts for one control level."""

    mandate: Text
    limits: Text


class StrategyTexts(Frozen):
    """The file ``templates/documents/strategies.yaml``."""

    version: Version
    source: str = Field(min_length=3)
    controls: dict[ControlLevel, ControlTexts] = Field(min_length=3)
    types: dict[PmoType, TypeTexts] = Field(min_length=3)
