"""The advice on the type of PMO, and what the consultant made of it."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from pmokit.model.base import Frozen, Slug
from pmokit.model.pmo import ControlLevel, PmoType
from pmokit.model.profile import EvidenceGrade

Share = Annotated[float, Field(ge=0, le=1)]
CAUTION = "Mind first: "
"""How a sentence begins that tells what to settle before the advice is followed."""


class Ranked(Frozen):
    """One type and how well it fits, 0..1 on an absolute scale."""

    type: PmoType
    score: Share


class Flip(Frozen):
    """A smallest change of answers that changes the advice: new option by criterion, and the type advised then."""

    change: dict[Slug, Slug] = Field(min_length=1, max_length=2)
    to: PmoType


class Recommendation(Frozen):
    """Which type of PMO fits an organisation, why, and how firm that is.

    Parameters
    ----------
    type, control
        The best fit; None = cannot tell yet, the explanation says why.
    ranking
        All types, the best first; empty when the type is None.
    margin
        Lead of the first over the second, 0..1; None when the type is None.
    explanation
        Sentences: the advice, what speaks for and against it, what would change it, how firm it is, what to do next.
    flips
        Every change of one answer that changes the type, and every minimal one of two; fewer changes first.
    weight_intervals
        By criterion the lowest and highest weight with which the type stays, the others keeping their proportions.
    acceptability
        By type the share of all weights in the same order of importance that put it first.
    hybrid
        The two types to combine, the stronger first, or None.
    evidence
        By criterion the weaker grade of the cells behind the comparison of the first two.
    ask_next
        Up to three criteria without an answer, the most telling first.
    begin_with
        Where the type would fail on a single answer, the best of the others that fails on none; None = no need, or no such type.
        Not written into JSON, whose keys are promised; the first sentence tells it.
    """

    type: PmoType | None
    control: ControlLevel | None
    ranking: tuple[Ranked, ...]
    margin: Share | None
    explanation: tuple[str, ...] = Field(min_length=1)
    flips: tuple[Flip, ...]
    weight_intervals: dict[Slug, tuple[Share, Share]]
    acceptability: dict[PmoType, Share]
    hybrid: tuple[PmoType, PmoType] | None
    evidence: dict[Slug, EvidenceGrade]
    ask_next: tuple[Slug, ...] = Field(max_length=3)
    begin_with: PmoType | None = Field(default=None, exclude=True)

    @property
    def cautions(self) -> tuple[str, ...]:
        """The sentences of the explanation that tell what to settle before the advice is followed."""
        return tuple(sentence for sentence in self.explanation if sentence.startswith(CAUTION))

    @property
    def lead(self) -> tuple[str, ...]:
        """What is said first: what to settle before, then the advice."""
        return self.explanation[: len(self.cautions) + 1]

    @property
    def background(self) -> tuple[str, ...]:
        """The sentences after :attr:`lead`."""
        return self.explanation[len(self.cautions) + 1 :]


class TypeChoice(Frozen):
    """What the consultant chose, and why, beside the advice; the body of a step document.

    ``hybrid`` names both types where a hybrid was chosen; ``type`` is the one that leads. ``advice`` is None where
    nobody asked for it.
    """

    type: PmoType
    control: ControlLevel
    reason: str = Field(min_length=3, max_length=4000)
    advice: Recommendation | None
    hybrid: tuple[PmoType, PmoType] | None = None

    @model_validator(mode="after")
    def _hybrid_fits(self) -> Self:
        if self.hybrid is not None and (self.hybrid[0] == self.hybrid[1] or self.type not in self.hybrid):
            msg = f"the hybrid {' and '.join(self.hybrid)} does not fit; expected two types, {self.type} among them"
            raise ValueError(msg)
        return self

    @property
    def follows_advice(self) -> bool | None:
        """Whether type and control are those advised; None where the advice names none."""
        if self.advice is None or self.advice.type is None:
            return None
        advised = {self.advice.type, *(self.advice.hybrid or ())}
        return self.type in advised and self.advice.control in {None, self.control}
