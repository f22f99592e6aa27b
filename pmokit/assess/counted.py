"""What the rules of one assessment share: the counts, where their questions stand, and who is behind each result."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from pmokit.assess.raters import agreement_columns
from pmokit.assess.responses import Floats, Ints, Tally
from pmokit.assess.rules.layout import Layout, lay_out
from pmokit.model.maturity import MaturityModel


@dataclass(frozen=True)
class Counted:
    """Counted responses; what depends on no rule and on no value is reckoned once for all rules.

    Parameters
    ----------
    model
        The maturity model.
    tallied
        Responses and shows of hands.
    scope
        ``all``, ``quick`` or ``list``.
    """

    model: MaturityModel
    tallied: Tally
    scope: str

    @cached_property
    def layout(self) -> Layout:
        """The questions' place in the model."""
        return lay_out(self.model, self.tallied.questions)

    @cached_property
    def agreement(self) -> dict[str, Floats | Ints]:
        """Agreement of the raters, a column for each statistic, with a row for each unit and question."""
        return {name: column.ravel() for name, column in agreement_columns(self.tallied).items()}

    @cached_property
    def people(self) -> dict[str, Ints]:
        """People with at least one answer by kind of node, shape (units, nodes); inherited values bring nobody of this unit."""
        layout = self.layout
        group = layout.group[layout.domain] if layout.groups else np.full(len(layout.domain), -1)
        return {
            "overall": self._people(np.zeros(len(layout.domain), dtype=np.int64), 1),
            "groups": self._people(group, len(layout.groups)),
            "domains": self._people(layout.domain, len(layout.domains)),
        }

    def _people(self, node: Ints, number: int) -> Ints:
        """Count the people of each node, given the node of each question; -1 where it has none.

        Hands are not told apart from question to question: a node has at least as many people as its fullest question.
        """
        of = self.tallied
        found = np.zeros((len(of.units), number), dtype=np.int64)
        for at in range(number):
            mine = node == at
            answered = of.answered[:, mine].any(axis=1)
            found[:, at] = np.bincount(of.person_unit[answered], minlength=len(of.units))
            found[:, at] += of.hands[:, mine].max(axis=1, initial=0)
        return found
