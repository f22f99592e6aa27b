"""The structure of a PMO as agreed: services, posts, reporting lines, agreements with units, RACI, decision rights.

The body of a step document: a plain value. What follows from it (cost, findings, job outlines) is computed from it anew.
"""

from typing import Literal, get_args

from pydantic import Field, RootModel

from pmokit.model.base import Frozen, Name, Slug
from pmokit.model.maturity import DomainId
from pmokit.model.pmo import ControlLevel, PmoType
from pmokit.model.services import NOTHING, Span, Staffing
from pmokit.model.units import UnitCode

Letter = Literal["R", "A", "A/R", "C", "I"]
LETTERS: tuple[Letter, ...] = get_args(Letter)
Approach = Literal["strategic", "tactical", "operational"]
APPROACHES: tuple[Approach, ...] = get_args(Approach)


class ServedUnit(Frozen):
    """A business unit that the PMO serves, and who speaks for it."""

    code: UnitCode
    name: str = Field(min_length=1)
    counterpart: str = Field(min_length=1, description="Title of who speaks for it, such as Head of Energy Services")


class StructureBrief(Frozen):
    """What a proposal starts from."""

    pmo_type: PmoType
    control: ControlLevel
    reports_to: str = Field(min_length=1, description="Title of the executive at the top of the reporting lines")
    unit_head: str = Field(default="", description="Title between the executive and the PMO; empty: none")
    demand: dict[Name, float] = Field(description="Units of each driver, such as active_projects; absent = 0")
    units: tuple[ServedUnit, ...] = ()
    gaps: dict[DomainId, float] = Field(
        default_factory=dict, description="Levels missing to the target by domain of ppm_maturity"
    )
    objectives: tuple[Slug, ...] = Field(default=(), description="Kinds of objective that the PMO is to serve")
    supported_people: float | None = Field(default=None, ge=0, description="People who work in projects")
    staff: float | None = Field(default=None, ge=0, description="All people of the organisation")
    yearly_spend: float | None = Field(default=None, ge=0, description="Spent on projects in a year, currency units")
    most_fte: float | None = Field(default=None, gt=0, description="The largest PMO that can be afforded, FTE")
    source: str = Field(min_length=3)


class ServiceLine(Frozen):
    """One service of the mandate: why it is there, its hours a year by role, how it is given and from when on."""

    service: Slug
    reasons: tuple[str, ...] = Field(min_length=1)
    hours: Span
    work: dict[Slug, float]
    approach: Approach | None = Field(default=None, description="Whom it helps; null: not agreed yet")
    year: int | None = Field(default=None, ge=2000, le=2200, description="Calendar year in which it starts; null: open")


class LeftOut(Frozen):
    """A service that is not proposed, and why."""

    service: Slug
    reason: str = Field(min_length=1)


class Post(Frozen):
    """A role of the PMO that is staffed: how much, from where, at which rate a day, and by whom."""

    role: Slug
    fte: Span
    staffing: Staffing
    rate: Span
    filled_by: str = Field(default="", max_length=200, description="Name of whoever has the post; empty: nobody yet")


class Seat(Frozen):
    """A place in the reporting lines; the top one reports to nobody."""

    role: Slug
    title: str = Field(min_length=1)
    reports_to: Slug | None


class UnitLink(Frozen):
    """The post through which a business unit is served."""

    unit: UnitCode
    role: Slug


class Promise(Frozen):
    """One service in an agreement with a unit: what the PMO gives, how well, and what it gets for it."""

    service: Slug
    gives: str = Field(min_length=1)
    service_level: str = Field(min_length=1)
    gets: str = Field(min_length=1)


class InterfaceAgreement(Frozen):
    """What the PMO and a business unit owe each other, when they meet, and who settles what they cannot."""

    unit: UnitCode
    counterpart: str = Field(min_length=1)
    promises: tuple[Promise, ...]
    meetings: str = Field(min_length=1)
    escalation: str = Field(min_length=1)


class RaciRow(Frozen):
    """Letters of one service by role."""

    service: Slug
    letters: dict[Slug, Letter]


class DecisionRight(Frozen):
    """Who takes a decision, who prepares it, and within which limits."""

    decision: Slug
    decides: Slug
    prepares: Slug
    within: str = Field(min_length=1)


class Structure(Frozen):
    """The body of the document ``structure``.

    Its lookups are built anew at each call: a copy with changes takes what is cached along with it, and would answer for
    the structure before.
    """

    brief: StructureBrief
    services: tuple[ServiceLine, ...]
    left_out: tuple[LeftOut, ...] = ()
    posts: tuple[Post, ...]
    seats: tuple[Seat, ...]
    links: tuple[UnitLink, ...] = ()
    agreements: tuple[InterfaceAgreement, ...] = ()
    raci: tuple[RaciRow, ...]
    decisions: tuple[DecisionRight, ...] = ()
    catalogues: str = Field(min_length=1, description="Versions of the catalogues of services and roles")

    @property
    def post_by_role(self) -> dict[str, Post]:
        """Posts by role."""
        return {post.role: post for post in self.posts}

    @property
    def line_by_service(self) -> dict[str, ServiceLine]:
        """Lines of the mandate by service."""
        return {line.service: line for line in self.services}

    @property
    def seat_by_role(self) -> dict[str, Seat]:
        """Seats by role."""
        return {seat.role: seat for seat in self.seats}

    @property
    def row_by_service(self) -> dict[str, RaciRow]:
        """Rows of the RACI by service."""
        return {row.service: row for row in self.raci}

    @property
    def fte(self) -> Span:
        """All posts together."""
        return sum((post.fte for post in self.posts), NOTHING)


class SampleStructures(RootModel[dict[UnitCode, StructureBrief]]):
    """The file ``structures.yaml`` of a sample engagement: what the structure of each unit's PMO starts from."""
