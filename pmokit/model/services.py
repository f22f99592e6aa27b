"""The catalogues of services and roles: what a PMO may be asked to give, and by whom it is done."""

from functools import cached_property
from typing import Literal

from pydantic import Field, model_validator

from pmokit.model.base import Frozen, Name, Slug, Text, Version
from pmokit.model.fields import FieldOfPractice
from pmokit.model.maturity import DomainId, QuestionId
from pmokit.model.pmo import ControlLevel, PmoType

Staffing = Literal["move", "hire", "contract"]
HIGHEST_AUTHORITY = 5


class Span(Frozen):
    """An amount that is not known exactly: low, likely and high, in this order; its unit stands where it is used."""

    low: float = Field(ge=0)
    likely: float = Field(ge=0)
    high: float = Field(ge=0)

    @model_validator(mode="after")
    def _in_order(self) -> "Span":
        if not self.low <= self.likely <= self.high:
            msg = f"low {self.low:g}, likely {self.likely:g}, high {self.high:g} are not in ascending order"
            raise ValueError(msg)
        return self

    def __add__(self, other: "Span") -> "Span":
        return Span(low=self.low + other.low, likely=self.likely + other.likely, high=self.high + other.high)

    def times(self, factor: float) -> "Span":
        """Return the amount multiplied by a factor, 0 or more."""
        return Span(low=self.low * factor, likely=self.likely * factor, high=self.high * factor)

    def times_span(self, other: "Span") -> "Span":
        """Return low x low, likely x likely and high x high."""
        return Span(low=self.low * other.low, likely=self.likely * other.likely, high=self.high * other.high)


NOTHING = Span(low=0, likely=0, high=0)


class Driver(Frozen):
    """What makes services cost: a count that one can take in the organisation, such as active projects."""

    name: Text
    count: Text


class Effort(Frozen):
    """Working hours of the PMO: ``hours`` for each occasion, ``per_year`` occasions for each unit of the driver."""

    driver: Name
    per_year: float = Field(gt=0, description="Occasions a year for each unit of the driver")
    hours: Span
    per_fte_led: Span | None = Field(
        default=None, description="Hours a year for each FTE of all other services on top; null: none"
    )


class ServiceRaci(Frozen):
    """Who usually does, answers for, is asked about and hears of a service, as role ids."""

    work: dict[Slug, float] = Field(min_length=1, description="Share of the hours by role; they add up to 1")
    answers: Slug
    consults: tuple[Slug, ...] = Field(default=(), max_length=3)
    informs: tuple[Slug, ...] = ()


class Service(Frozen):
    """One service of the kit's catalogue."""

    id: Slug
    core: bool = Field(default=False, description="Part of every PMO; never left out for lack of money")
    core_of: tuple[PmoType, ...] = Field(
        default=(), description="Types that exist for this service; there it is left out last for lack of money"
    )
    question: QuestionId | None = Field(description="The question of pmo_services that asks how well it is given")
    name: Text
    field: FieldOfPractice
    importance: int = Field(ge=1, le=3, description="3 = asked of most PMOs, 1 = of few")
    customers: tuple[Slug, ...] = Field(min_length=1, description="Roles outside the PMO that receive it")
    deliverable: Text
    service_level: Text
    needs: Text = Field(description="What the business unit brings")
    exclusions: tuple[Text, ...] = Field(min_length=1)
    effort: Effort
    mandated: dict[PmoType, tuple[ControlLevel, ...]] = Field(
        description="Control levels, by type, at which it usually belongs to the mandate"
    )
    gaps: tuple[DomainId, ...] = Field(default=(), description="Domains of ppm_maturity whose gap calls for it")
    objectives: tuple[Slug, ...] = Field(default=(), description="Kinds of objective that it serves")
    authority: int = Field(ge=1, le=HIGHEST_AUTHORITY, description="What whoever answers for it has to be able to do")
    raci: ServiceRaci
    source: str = Field(min_length=3)


class InterfaceRule(Frozen):
    """How a PMO of one control level meets a business unit."""

    meetings: Text
    escalation: Text


class ServiceCatalogue(Frozen):
    """The file ``services.yaml``."""

    version: Version
    model: Name = Field(description="The maturity model whose questions are the services")
    source: str = Field(min_length=3)
    hours_per_fte: float = Field(gt=0, description="Productive hours of one FTE in a year")
    drivers: dict[Name, Driver] = Field(min_length=1)
    objectives: dict[Slug, Text] = Field(min_length=1)
    interfaces: dict[ControlLevel, InterfaceRule] = Field(min_length=3)
    services: tuple[Service, ...] = Field(min_length=1)

    @cached_property
    def by_id(self) -> dict[str, Service]:
        """Services by id."""
        return {service.id: service for service in self.services}


class UsualShare(Frozen):
    """How many units of a driver usually keep one FTE of a role busy: the fewest, the likely, the most; above 0."""

    driver: Name
    per_fte: Span

    @model_validator(mode="after")
    def _above_zero(self) -> "UsualShare":
        if self.per_fte.low <= 0:
            msg = f"low {self.per_fte.low:g} units keep one FTE busy"
            raise ValueError(msg)
        return self


class RoleProfile(Frozen):
    """One role inside the PMO."""

    id: Slug
    name: Text
    purpose: Text
    decides: tuple[Text, ...] = Field(min_length=1)
    answers_for: tuple[Text, ...] = Field(min_length=1)
    skills: tuple[Text, ...] = Field(min_length=1)
    usual_share: UsualShare
    rate: Span = Field(description="Currency units for a day of work, all costs included")
    staffing: Staffing
    authority: int = Field(ge=1, le=HIGHEST_AUTHORITY)
    reports_to: Slug | None = Field(description="Role inside the PMO; null for its head")
    stands_in: Slug | None = Field(
        description="Role that does the work where there is too little for a post; null: none"
    )
    relieved_by: Slug | None = Field(
        default=None,
        description="Role that takes what is more than one person's work; null: the role has as many as needed",
    )
    source: str = Field(min_length=3)


class Counterpart(Frozen):
    """A role outside the PMO that services are made for or with."""

    id: Slug
    name: Text
    authority: int = Field(ge=0, le=HIGHEST_AUTHORITY)


class DecisionKind(Frozen):
    """A decision about projects, and who usually takes it at each control level."""

    id: Slug
    name: Text
    authority: int = Field(ge=1, le=HIGHEST_AUTHORITY)
    decides: dict[ControlLevel, Slug] = Field(min_length=3)
    prepares: Slug
    within: Text = Field(description="Time limit, or where the limits lie")


class RoleCatalogue(Frozen):
    """The file ``roles.yaml``."""

    version: Version
    source: str = Field(min_length=3)
    currency: str = Field(pattern=r"^[A-Z]{3}$")
    days_per_fte: float = Field(gt=0, le=366, description="Paid working days of one FTE in a year")
    smallest_post: float = Field(gt=0, le=1, description="FTE below which a role is given to its stand-in")
    authorities: tuple[Text, ...] = Field(min_length=HIGHEST_AUTHORITY + 1, description="What 0, 1, ... 5 stand for")
    roles: tuple[RoleProfile, ...] = Field(min_length=1)
    counterparts: tuple[Counterpart, ...] = Field(min_length=1)
    decisions: tuple[DecisionKind, ...] = Field(min_length=1)

    @cached_property
    def by_id(self) -> dict[str, RoleProfile]:
        """Roles inside the PMO by id."""
        return {role.id: role for role in self.roles}

    @cached_property
    def counterpart_by_id(self) -> dict[str, Counterpart]:
        """Roles outside the PMO by id."""
        return {role.id: role for role in self.counterparts}

    @cached_property
    def names(self) -> dict[str, Text]:
        """Names of all roles by id."""
        return {role.id: role.name for role in self.roles} | {role.id: role.name for role in self.counterparts}

    @cached_property
    def authority(self) -> dict[str, int]:
        """Authority of all roles by id."""
        inside = {role.id: role.authority for role in self.roles}
        return inside | {role.id: role.authority for role in self.counterparts}


class Catalogues(Frozen):
    """The two catalogues that a structure is built from and checked against."""

    services: ServiceCatalogue
    roles: RoleCatalogue

    @property
    def versions(self) -> str:
        """What a structure records of them."""
        return f"services {self.services.version}, roles {self.roles.version}"
