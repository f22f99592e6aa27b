"""The file ``first_100_days.yaml``: the mobilise wave in weeks, what is done by whom, and how one sees that it is done."""

from collections.abc import Collection, Iterator

from pydantic import Field

from pmokit.errors import Fault, Path, did_you_mean
from pmokit.model.base import Frozen, Slug, Text, Version
from pmokit.model.checks import double_ids, is_unknown
from pmokit.model.pmo import PMO_TYPES, PmoType

LAST_WEEK = 15
"""The week in which the hundredth day falls."""


class WeekStep(Frozen):
    """One thing to do in the first hundred days; weeks count from the decision to have a PMO."""

    id: Slug
    from_week: int = Field(ge=1, le=LAST_WEEK)
    to_week: int = Field(ge=1, le=LAST_WEEK)
    title: Text
    how: Text
    owner: Slug = Field(description="A role of roles.yaml, inside or outside the PMO")
    done_when: Text
    skip_when: Text
    light_of: Slug | None = Field(
        default=None,
        description="The initiative of initiatives.yaml of which this is a first, lighter version; null: none",
    )
    types: tuple[PmoType, ...] = Field(default=(), description="Types of PMO that it is for; empty = all")


class FirstDays(Frozen):
    """The whole file."""

    version: Version
    source: str = Field(min_length=3)
    steps: tuple[WeekStep, ...] = Field(min_length=1)

    def steps_for(self, pmo_type: PmoType | None = None) -> tuple[WeekStep, ...]:
        """Return the steps of a type of PMO in the order of their weeks; those for all types where none is chosen yet.

        Parameters
        ----------
        pmo_type
            The type; None = not chosen.
        """
        return tuple(step for step in self.steps if not step.types or pmo_type in step.types)


def find_first_days_faults(plan: FirstDays, roles: Collection[str] = ()) -> Iterator[Fault]:
    """Yield ids used twice, weeks that run backwards or stand out of order, unknown owners, types without a step of their own.

    Parameters
    ----------
    plan
        The file, or a draft (see :mod:`pmokit.model.checks`).
    roles
        Ids of all roles; empty = not known, not checked.
    """
    yield from double_ids([step.id for step in plan.steps], ("steps",), "step")
    begun = 0
    for at, step in enumerate(plan.steps):
        path: Path = ("steps", at)
        if step.to_week < step.from_week:
            what = f"{step.id}: ends in week {step.to_week}, before it begins in week {step.from_week}"
            yield Fault(what=what, expected=f"week {step.from_week} or later", path=(*path, "to_week"))
        if step.from_week < begun:
            what = f"{step.id}: begins in week {step.from_week}, after a step that begins in week {begun}"
            yield Fault(what=what, expected="steps in the order of their first weeks", path=(*path, "from_week"))
        begun = max(begun, step.from_week)
        if is_unknown(step.owner, roles):
            yield Fault(
                what=f"{step.id}: unknown role '{step.owner}'",
                expected="a role or counterpart of roles.yaml",
                hint=did_you_mean(step.owner, roles),
                path=(*path, "owner"),
            )
    lacking = [name for name in PMO_TYPES if not any(name in step.types for step in plan.steps)]
    if lacking and any(step.types for step in plan.steps):
        what = f"no step is for {' or '.join(lacking)} alone, but others have one"
        yield Fault(what=what, expected="a step of its own for each type of PMO, or for none", path=("steps",))
