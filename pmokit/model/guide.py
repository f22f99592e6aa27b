"""What a type of PMO and a level of control mean, what to do in the first twelve months, and when to review the choice."""

from collections.abc import Iterator

from pydantic import Field

from pmokit.errors import Fault
from pmokit.model.base import Frozen, Slug, Text, Version
from pmokit.model.pmo import CONTROL_LEVELS, PMO_TYPES, ControlLevel, PmoType


class GuideStep(Frozen):
    """One thing to do, done by the end of a month counted from the decision."""

    by_month: int = Field(ge=1, le=12)
    text: Text


class Guide(Frozen):
    """One type of PMO, or one level of control."""

    name: Text
    meaning: Text
    steps: tuple[GuideStep, ...] = Field(min_length=1)
    review_after_months: int = Field(ge=1, le=24)
    review_when: tuple[Text, ...] = Field(min_length=1, description="what calls for a review before its time")


class HybridGuide(Frozen):
    """Two types side by side: who does what."""

    types: tuple[PmoType, PmoType]
    name: Text
    meaning: Text


class NoOffice(Frozen):
    """When an organisation is too small for an office of its own, and what to do instead."""

    answers: dict[Slug, tuple[Slug, ...]] = Field(
        min_length=1,
        description="options by criterion of the organisation profile; all criteria have to be answered so",
    )
    text: Text


class PmoTypeGuides(Frozen):
    """The file ``pmo_types.yaml``."""

    version: Version
    source: str = Field(min_length=3)
    types: dict[PmoType, Guide]
    hybrids: tuple[HybridGuide, ...]
    controls: dict[ControlLevel, Guide]
    no_office: NoOffice | None = None

    def hybrid(self, pair: tuple[PmoType, PmoType]) -> HybridGuide | None:
        """Return what two types mean together, in either order, or None."""
        return next((one for one in self.hybrids if set(one.types) == set(pair)), None)


def find_guide_faults(guides: PmoTypeGuides) -> Iterator[Fault]:
    """Yield types and levels of control that are missing, pairs that are none or stand twice, steps out of order.

    Parameters
    ----------
    guides
        The file, or a draft (see :mod:`pmokit.model.checks`).
    """
    for key, known, given in (("types", PMO_TYPES, guides.types), ("controls", CONTROL_LEVELS, guides.controls)):
        missing = [name for name in known if name not in given]
        if missing:
            yield Fault(what=f"{key}: {', '.join(missing)} missing", expected=", ".join(known), path=(key,))
        for name, guide in given.items():
            months = [step.by_month for step in guide.steps]
            if months != sorted(months):
                what = f"{name}: the steps are not in the order of their months"
                yield Fault(what=what, expected="the earliest first", path=(key, name, "steps"))
    pairs: set[frozenset[str]] = set()
    for at, hybrid in enumerate(guides.hybrids):
        pair = frozenset(hybrid.types)
        if len(pair) < len(hybrid.types) or pair in pairs:
            what = f"the hybrid of {' and '.join(hybrid.types)} stands twice or is none"
            yield Fault(what=what, expected="each pair of two types once", path=("hybrids", at, "types"))
        pairs.add(pair)
