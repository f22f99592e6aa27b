"""The organisation profile: criteria of step 4, their answers, and how well each type of PMO fits each answer."""

from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field

from pmokit.model.base import Frozen, Name, Slug, Text, Version
from pmokit.model.maturity import DomainId
from pmokit.model.pmo import ControlLevel, PmoType

EvidenceGrade = Literal["research", "practice", "judgement"]
FitValue = Annotated[float, Field(ge=0, le=100)]


class ProfileOption(Frozen):
    """One answer to a criterion: a scene or a count that a stranger could verify."""

    id: Slug
    label: Text


class TypeValues(Frozen):
    """How well one type (or one level of control) fits each answer to a criterion, and why.

    The scale is absolute: 0 = it would fail here, 100 = it is made for this.
    """

    values: dict[Slug, FitValue] = Field(min_length=1, description="0 to 100 by option id")
    grade: EvidenceGrade
    reason: Text
    source: str = Field(min_length=3)


class Criterion(Frozen):
    """One trait of an organisation.

    ``importance`` is the rank group, 1 = most important; several criteria may share a group. The options run from one
    end to the other. ``control`` is None where the trait says nothing on how much control fits. With ``from_domain``
    the answer may be taken from the level of that domain: the options then stand for the levels, lowest first.
    """

    id: Slug
    text: Text
    importance: int = Field(ge=1)
    ask: Text
    options: tuple[ProfileOption, ...] = Field(min_length=3, max_length=5)
    types: dict[PmoType, TypeValues]
    control: dict[ControlLevel, TypeValues] | None = None
    from_domain: DomainId | None = None

    @cached_property
    def option_ids(self) -> tuple[str, ...]:
        """The ids of the options in order."""
        return tuple(option.id for option in self.options)


class OrganisationProfile(Frozen):
    """The file ``profile.yaml``: all criteria.

    ``model`` names the maturity model whose domains the criteria name in ``from_domain``; None where none does.
    """

    version: Version
    source: str = Field(min_length=3)
    model: Name | None = None
    criteria: tuple[Criterion, ...] = Field(min_length=1)

    @cached_property
    def by_id(self) -> dict[str, Criterion]:
        """Criteria by id."""
        return {criterion.id: criterion for criterion in self.criteria}


def answers_from_levels(
    profile: OrganisationProfile, levels: Mapping[str, int | None], lowest: int = 1
) -> dict[str, str]:
    """Return the answers that an assessment gives by itself: option by criterion.

    Parameters
    ----------
    profile
        The criteria; those with ``from_domain`` are answered.
    levels
        Printed level by domain id, in the maturity model that the profile names; None or absent = not known, its criterion
        is left out.
    lowest
        Lowest level of the maturity model, to which the first option belongs.
    """
    known = {c.id: (c, levels.get(c.from_domain)) for c in profile.criteria if c.from_domain is not None}
    return {name: c.option_ids[level - lowest] for name, (c, level) in known.items() if level is not None}
