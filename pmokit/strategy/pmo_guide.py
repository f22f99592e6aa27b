"""What to do in the twelve months after the choice of a type of PMO, and when to review it, in words."""

from collections.abc import Iterator

from pmokit.model.base import say
from pmokit.model.guide import PmoTypeGuides
from pmokit.model.pmo import ControlLevel, PmoType


def next_steps(
    guides: PmoTypeGuides,
    pmo_type: PmoType,
    control: ControlLevel | None = None,
    hybrid: tuple[PmoType, PmoType] | None = None,
) -> Iterator[str]:
    """Yield what a hybrid means, the steps of type and control by month, and when to review.

    Parameters
    ----------
    guides
        What the kit knows on types and levels of control.
    pmo_type
        The type chosen or advised; the one that leads, of a hybrid.
    control
        The level of control; None = not known, its steps are left out.
    hybrid
        The two types of a hybrid, or None.
    """
    followed = [guides.types[pmo_type], *([guides.controls[control]] if control else [])]
    both = guides.hybrid(hybrid) if hybrid else None
    if both is not None:
        yield f"{say(both.name)}: {say(both.meaning)}"
    for step in sorted((step for guide in followed for step in guide.steps), key=lambda step: step.by_month):
        yield f"By month {step.by_month}: {say(step.text)}"
    causes = "; ".join(say(cause) for guide in followed for cause in guide.review_when)
    months = min(guide.review_after_months for guide in followed)
    yield f"Review the choice after {months} months, or sooner when one of these is true: {causes}."
    yield f"Steps and reviews are {guides.source}."
