"""What one unit's PMO is to be, while people work on it; no display."""

from collections.abc import Callable, Sequence
from functools import cached_property

from pmokit.errors import InputError, PmokitError
from pmokit.model.base import Frozen, say
from pmokit.model.pmo import ControlLevel, PmoType
from pmokit.model.profile import Criterion, OrganisationProfile
from pmokit.model.recommendation import Recommendation, TypeChoice
from pmokit.model.services import Catalogues, Span, Staffing
from pmokit.model.steps import Profile
from pmokit.model.structure import Approach, Letter, Seat, Structure
from pmokit.store.engagement import Engagement
from pmokit.strategy import editing, posts
from pmokit.strategy.findings import Finding
from pmokit.strategy.structure import check_structure
from pmokit.study.office import UnitOffice
from pmokit.workshop.document_state import DocumentState

FIRST_FTE = 0.5


class StructureState:
    """Profile, choice of type, and structure of one unit.

    Parameters
    ----------
    engagement, unit
        Where it lives, and the unit's code.
    author
        Who writes.
    """

    def __init__(self, engagement: Engagement, unit: str, *, author: str = "") -> None:
        self.engagement, self.unit = engagement, engagement.unit(unit)
        self.settings = engagement.settings()
        study = self.study
        self.profile_document = self._document(
            "profile", Profile, author, lambda: Profile(answers=study.complete_answers({}))
        )
        self.choice_document = self._document("pmo-type", TypeChoice, author, lambda: study.choice)
        self.structure_document = self._document("structure", Structure, author, self._first_structure)
        self.choice_document.observe(lambda _: self.renew_proposal(), "body")
        self._advised: tuple[dict[str, str | None], Recommendation] | None = None

    def _document(
        self, kind: str, shape: type[Frozen], author: str, start: Callable[[], Frozen | None]
    ) -> DocumentState:
        return DocumentState(self.engagement, kind, shape, unit=self.unit.code, author=author, start=start)

    @property
    def documents(self) -> tuple[DocumentState, DocumentState, DocumentState]:
        """The three documents of the step."""
        return self.profile_document, self.choice_document, self.structure_document

    @property
    def study(self) -> UnitOffice:
        """What the engagement says about this unit's PMO now."""
        return UnitOffice(self.engagement, self.unit.code)

    @cached_property
    def criteria(self) -> OrganisationProfile:
        """The questions that lead to a type of PMO."""
        return self.study.organisation_profile

    @cached_property
    def catalogues(self) -> Catalogues:
        """Services and roles."""
        return self.study.service_catalogues

    @cached_property
    def assessed(self) -> dict[str, str]:
        """Option by criterion, of those that the assessment answers by itself."""
        return self.study.assessed_answers

    # The profile

    @property
    def answers(self) -> dict[str, str | None]:
        """Option by criterion; None where nobody can tell yet."""
        return self.study.complete_answers(self.profile_document.body.answers)

    def answer(self, criterion: str, option: str | None) -> None:
        """Save the answer to a criterion; None = cannot tell."""
        self.profile_document.edit(answers={**self.profile_document.body.answers, criterion: option})

    @property
    def open_criteria(self) -> tuple[Criterion, ...]:
        """Criteria without an answer."""
        answers = self.answers
        return tuple(one for one in self.criteria.criteria if answers[one.id] is None)

    @property
    def advice(self) -> Recommendation:
        """The advice that follows from the answers as they stand."""
        answers = self.answers
        if self._advised is None or self._advised[0] != answers:
            self._advised = (answers, self.study.advise(answers))
        return self._advised[1]

    # The type

    @property
    def choice(self) -> TypeChoice | None:
        """What was chosen."""
        chosen: TypeChoice | None = self.choice_document.body
        return chosen

    def choose(self, types: Sequence[PmoType], control: ControlLevel, reason: str) -> None:
        """Save the choice with its reason, beside the advice of now; the first proposal of a structure follows it.

        Parameters
        ----------
        types
            The type, or both types of a hybrid, the leading one first.
        control, reason
            How much it may insist on, and why this choice.

        Raises
        ------
        InputError
            If the reason is missing: a choice that nobody can explain will not be kept.
        """
        if not reason.strip():
            raise InputError("The choice is not saved yet: say in a sentence why. Whoever reads it later will ask.")
        both = (types[0], types[1]) if len(types) > 1 else None
        self.choice_document.edit(type=types[0], control=control, hybrid=both, reason=reason, advice=self.advice)

    def renew_proposal(self) -> None:
        """Propose a structure anew where people have not taken one over yet."""
        if self.structure_document.is_proposal and self.choice_document.conflict is None:
            self.structure_document.body = self._first_structure()

    # The structure

    @property
    def structure(self) -> Structure | None:
        """The structure; None while no type is chosen."""
        built: Structure | None = self.structure_document.body
        return built

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the checks say about the structure."""
        return check_structure(self.structure, self.catalogues) if self.structure else ()

    @property
    def is_outdated(self) -> bool:
        """Whether the structure was made for another type or control level than the one chosen."""
        if self.structure is None or self.choice is None:
            return False
        return (self.structure.brief.pmo_type, self.structure.brief.control) != (self.choice.type, self.choice.control)

    def redesign(self, *, reports_to: str, demand: dict[str, float]) -> None:
        """Propose the structure anew for other counts, or another type; people keep their posts where there is one.

        Parameters
        ----------
        reports_to
            Title of the executive.
        demand
            Counts by driver.

        Raises
        ------
        InputError
            If there is no type to design for.
        PmokitError
            If a count does not hold.
        """
        before, choice = self.structure, self.choice
        if before is None or choice is None:
            raise InputError("Choose the type of PMO first; the structure follows from it.")
        update = {
            "reports_to": reports_to,
            "demand": {name: count for name, count in demand.items() if count},
            "pmo_type": choice.type,
            "control": choice.control,
            "source": f"Counted in the workshop with {self.unit.name}",
        }
        self.structure_document.change(
            self._refilled(self.study.design(before.brief.model_copy(update=update)), before)
        )

    def set_service(self, service: str, *, approach: Approach | None, year: int | None) -> None:
        """Say whom a service helps and when it starts."""
        lines = tuple(
            line.model_copy(update={"approach": approach, "year": year}) if line.service == service else line
            for line in self._built.services
        )
        self.structure_document.edit(services=lines)

    def take_service(self, service: str, reason: str) -> None:
        """Take a service into the mandate."""
        self._save(editing.add_service(self._built, service, _given(reason, "in"), self.catalogues))

    def leave_service(self, service: str, reason: str) -> None:
        """Leave a service out."""
        self._save(editing.drop_service(self._built, service, _given(reason, "out")))

    def staff(self, role: str, *, fte: float, staffing: Staffing, person: str) -> None:
        """Say how much of a post there is, from where, and who has it."""
        self._save(posts.staff_post(self._built, role, fte=fte, staffing=staffing, person=person))

    def take_post(self, role: str) -> None:
        """Add a post of half an FTE, to be changed."""
        span = Span(low=FIRST_FTE, likely=FIRST_FTE, high=FIRST_FTE)
        self._save(editing.add_post(self._built, role, span, self.catalogues))

    def leave_post(self, role: str) -> None:
        """Take a post out."""
        self._save(posts.drop_post(self._built, role))

    def draw_lines(self, seats: Sequence[Seat]) -> None:
        """Draw the reporting lines anew."""
        self._save(posts.set_seats(self._built, seats))

    def set_letter(self, service: str, role: str, letter: Letter | None) -> None:
        """Give a role another letter for a service."""
        self._save(editing.set_letter(self._built, service, role, letter))

    def role_name(self, role: str) -> str:
        """Return the name of a role, or its id where the catalogue does not know it."""
        known = self.catalogues.roles.names.get(role)
        return say(known) if known else role

    def service_name(self, service: str) -> str:
        """Return the name of a service, or its id where the catalogue does not know it."""
        known = self.catalogues.services.by_id.get(service)
        return say(known.name) if known else service

    @property
    def _built(self) -> Structure:
        if self.structure is None:
            raise InputError("There is no structure yet. Choose the type of PMO first.")
        return self.structure

    def _save(self, structure: Structure) -> None:
        self.structure_document.change(structure)

    def _first_structure(self) -> Structure | None:
        study = self.study
        kept, brief = study.structure, study.drafted_brief
        if kept is not None or brief is None:
            return kept
        return study.design(brief)

    def _refilled(self, fresh: Structure, before: Structure) -> Structure:
        for role, post in before.post_by_role.items():
            if post.filled_by and role in fresh.post_by_role:
                fresh = posts.staff_post(fresh, role, person=post.filled_by)
        return fresh


def _given(reason: str, way: str) -> str:
    if not reason.strip():
        raise PmokitError(f"Say in a few words why the service is taken {way}; the reason is printed beside it.")
    return reason.strip()
