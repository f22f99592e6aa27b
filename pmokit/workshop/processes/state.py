"""How one unit runs its projects, while people work on it; no display."""

import datetime as dt
from collections.abc import Sequence
from functools import cached_property
from typing import Any

import pandas as pd

from pmokit.model.base import say
from pmokit.model.decisions import DecisionLog
from pmokit.model.methodology import Methodology, Tolerance
from pmokit.model.processes import ClassId, Duty, ProcessCatalogue, Way
from pmokit.model.risks import RiskRegister
from pmokit.model.services import RoleCatalogue
from pmokit.store.engagement import Engagement
from pmokit.strategy.processes import editing
from pmokit.strategy.processes.classes import classify_projects
from pmokit.strategy.processes.findings import MethodFinding, check_methodology
from pmokit.strategy.processes.tailoring import fits, set_duty, set_threshold
from pmokit.study.unit import UnitStudy
from pmokit.views.processes import role_names
from pmokit.workshop.document_state import DocumentState

REGISTER_SOURCE = "Kept in the workshops of step 5"


class ProcessesState:
    """Methodology of one unit, with the risks and decisions of the portfolio.

    Parameters
    ----------
    engagement, unit
        Where it lives, and the unit's code.
    author
        Who writes.
    today
        Today's date.
    """

    def __init__(self, engagement: Engagement, unit: str, *, today: dt.date, author: str = "") -> None:
        self.engagement, self.unit, self.today = engagement, engagement.unit(unit), today
        self.as_of = engagement.settings().status_date or today
        study = self.study
        self.methodology_document = DocumentState(
            engagement,
            "methodology",
            Methodology,
            unit=unit,
            author=author,
            start=lambda: study.methodology or study.proposed_methodology,
        )
        self.risks_document = DocumentState(
            engagement, "risks", RiskRegister, author=author, start=lambda: RiskRegister(source=REGISTER_SOURCE)
        )
        self.decisions_document = DocumentState(
            engagement, "decisions", DecisionLog, author=author, start=lambda: DecisionLog(source=REGISTER_SOURCE)
        )

    @property
    def documents(self) -> tuple[DocumentState, DocumentState, DocumentState]:
        """The three documents of the step."""
        return self.methodology_document, self.risks_document, self.decisions_document

    @property
    def study(self) -> UnitStudy:
        """What the engagement says about this unit now; nothing is planned for it."""
        return UnitStudy(self.engagement, self.unit.code, today=self.today, solves=False)

    @cached_property
    def catalogue(self) -> ProcessCatalogue:
        """Processes, gates, artefacts and classes."""
        return self.study.process_catalogue

    @cached_property
    def roles(self) -> RoleCatalogue:
        """Roles inside and outside the PMO."""
        return self.study.service_catalogues.roles

    @cached_property
    def role_names(self) -> dict[str, str]:
        """Names of all roles, those of projects among them."""
        return role_names(self.roles, self.catalogue)

    @cached_property
    def projects(self) -> pd.DataFrame:
        """The unit's projects."""
        return self.engagement.projects(self.unit.code)[0]

    @property
    def methodology(self) -> Methodology:
        """The methodology as it stands, or as proposed."""
        held: Methodology = self.methodology_document.body
        return held

    @property
    def register(self) -> RiskRegister:
        """The portfolio's register of risks."""
        held: RiskRegister = self.risks_document.body
        return held

    @property
    def log(self) -> DecisionLog:
        """The log of decisions."""
        held: DecisionLog = self.decisions_document.body
        return held

    @property
    def is_of_whole(self) -> bool:
        """Whether the unit works by the methodology of the whole organisation."""
        return self.methodology_document.is_proposal and bool(self.engagement.document_history("methodology", ""))

    @property
    def classed(self) -> pd.DataFrame:
        """The class of each project of the unit."""
        return classify_projects(self.projects, self.methodology)

    @property
    def findings(self) -> tuple[MethodFinding, ...]:
        """What the checks say about the methodology."""
        return check_methodology(self.methodology, self.catalogue, self.roles)

    def set_way(self, way: Way) -> None:
        """Work by fixed plans, in short cycles, or both: processes that do not fit go, and those that do come."""
        held, usual = self.methodology, self.study.proposed_methodology
        fitting = [one for one in self.catalogue.processes if fits(one.way, way)]
        duties = {one.id: held.duties.get(one.id, usual.duties.get(one.id, one.duty)) for one in fitting}
        owners = {one.id: held.owners.get(one.id, usual.owners.get(one.id, one.owner)) for one in fitting}
        self.methodology_document.edit(way=way, duties=duties, owners=owners)

    def set_threshold(self, project_class: ClassId, points: int) -> None:
        """Let a class hold from other points on."""
        self._save(set_threshold(self.methodology, project_class, points))

    def set_duty(self, process: str, project_class: ClassId, duty: Duty | None) -> None:
        """Say whether a class must, should or may run a process."""
        self._save(set_duty(self.methodology, process, project_class, duty))

    def set_owner(self, process: str, role: str | None) -> None:
        """Name who keeps a process in order."""
        self._save(editing.set_owner(self.methodology, process, role))

    def set_decider(self, gate: str, project_class: ClassId, role: str | None) -> None:
        """Name who decides at a gate for a class."""
        self._save(editing.set_decider(self.methodology, gate, project_class, role))

    def set_tolerances(self, tolerances: Sequence[Tolerance]) -> None:
        """Set the limits of all classes."""
        self._save(editing.set_tolerances(self.methodology, tolerances, self.catalogue))

    def set_appetite(self, **fields: Any) -> None:
        """Change some fields of the appetite for risk; what does not hold is told and not saved."""
        self.methodology_document.edit(appetite={**self.methodology.appetite.model_dump(), **fields})

    def rate(self, project: str, criterion: str, option: str | None) -> None:
        """Answer a question on the class of a project."""
        answers = {**self.rating(project), criterion: option}
        self._save(editing.rate_project(self.methodology, self.unit.code, project, answers, self.catalogue))

    def rating(self, project: str) -> dict[str, str | None]:
        """Return what people have answered on a project."""
        rated = (one.answers for one in self.methodology.rated if (one.unit, one.project) == (self.unit.code, project))
        return dict(next(rated, {}))

    def class_name(self, project_class: ClassId) -> str:
        """Return letter and name of a class."""
        return f"{project_class} {say(self.methodology.class_by_id[project_class].name)}"

    def _save(self, methodology: Methodology) -> None:
        self.methodology_document.change(methodology)
