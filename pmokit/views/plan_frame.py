"""What every view of a plan needs: its initiatives, waves and calendar, how sure it is, and the look."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from pmokit.model.content import Theme
from pmokit.model.roadmap import Wave
from pmokit.model.steps import quarter_label
from pmokit.roadmap.outline import PlannedInitiative


@dataclass(frozen=True)
class PlanFrame:
    """A plan, ready to be drawn.

    Parameters
    ----------
    initiatives
        Those that were chosen, in the order of their starts.
    waves
        Of the plan.
    domains
        Names by id, in the model's order.
    first_quarter
        The calendar quarter that quarter 0 stands for, as ``2027-Q1``.
    quarters
        The horizon.
    currency
        Of the amounts, which are in thousands.
    illustrative
        What the client still has to confirm, as a sentence; empty once everything is.
    certainty
        How good the plan is known to be, as a sentence.
    theme
        Look.
    """

    initiatives: tuple[PlannedInitiative, ...]
    waves: tuple[Wave, ...]
    domains: Mapping[str, str]
    first_quarter: str
    quarters: int
    currency: str
    illustrative: str
    certainty: str
    theme: Theme

    def quarter(self, offset: int) -> str:
        """Return the calendar label of a quarter."""
        return quarter_label(self.first_quarter, offset)

    @cached_property
    def by_id(self) -> dict[str, PlannedInitiative]:
        """The initiatives by id."""
        return {one.id: one for one in self.initiatives}

    def told(self, *sentences: str) -> str:
        """Join sentences to a description that ends with what is not confirmed yet."""
        return " ".join(text for text in (*sentences, self.illustrative) if text)

    def field(self, domain: str) -> str:
        """Return the name of a domain; one that the model does not have goes by its id."""
        return self.domains.get(domain, domain)
