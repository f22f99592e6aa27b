"""Step 1 of the whole organisation or of one unit: vision, what serves it, and the communication about it."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from pmokit.content.catalogues import load_catalogues
from pmokit.content.step_texts import load_statement
from pmokit.errors import Fault
from pmokit.model.communication import Communication
from pmokit.model.structure import Structure
from pmokit.model.vision import Vision
from pmokit.store.engagement import Engagement
from pmokit.strategy.alignment import ServiceAlignment, align_services
from pmokit.strategy.candidates import STANDARD, CandidateRule, find_candidates
from pmokit.strategy.project_alignment import ProjectAlignment, align_projects
from pmokit.strategy.statement import StatementPart, StatementSetting, assemble_statement
from pmokit.strategy.vision import review_vision
from pmokit.study.office import UnitOffice


@dataclass(frozen=True)
class Alignment:
    """What serves the objectives.

    Parameters
    ----------
    names
        Names of the objectives by id, in order; for a unit with a vision of its own, its objectives and then those of
        the whole organisation to which its projects are tied.
    services, projects
        Objectives against services and fields, and against projects.
    """

    names: dict[str, str]
    services: ServiceAlignment
    projects: ProjectAlignment


class VisionStudy:
    """What the engagement says about step 1.

    Parameters
    ----------
    engagement
        The open engagement.
    unit
        Code of a business unit; empty for the whole organisation.
    language
        Language of the statement.
    """

    def __init__(self, engagement: Engagement, unit: str = "", *, language: str = "en") -> None:
        self.engagement, self.unit, self.language = engagement, unit, language

    @cached_property
    def owner(self) -> str:
        """Name of the unit, or of the client."""
        return self.engagement.unit(self.unit).name if self.unit else self.engagement.settings().client

    @cached_property
    def whole(self) -> Vision | None:
        """The vision of the whole organisation."""
        return self.engagement.read_document("vision", Vision)

    @cached_property
    def vision(self) -> Vision | None:
        """The unit's own vision, else that of the whole organisation, else None."""
        return self.engagement.read_document("vision", Vision, unit=self.unit)

    @cached_property
    def holder(self) -> str:
        """Code of the unit whose vision it is; empty where it is that of the whole organisation."""
        return self.unit if self.unit and self.engagement.document_history("vision", self.unit) else ""

    @cached_property
    def setting(self) -> StatementSetting:
        """What the strategy statement needs beside the vision."""
        owner = self.owner if self.holder == self.unit else self.engagement.settings().client
        return StatementSetting(owner, load_statement(), load_catalogues().services, self.language)

    @cached_property
    def statement(self) -> tuple[StatementPart, ...]:
        """The strategy statement as it is read today; empty where there is no vision."""
        return assemble_statement(self.vision, self.setting) if self.vision else ()

    def review(self, as_of: dt.date) -> tuple[Fault, ...]:
        """Return what somebody should mend in the vision, or talk about; nothing where there is none.

        Parameters
        ----------
        as_of
            The day from which horizons and due days are looked at.
        """
        if self.vision is None:
            return ()
        services = load_catalogues().services
        return review_vision(self.vision, as_of, services.objectives, services.by_id)

    @cached_property
    def alignment(self) -> Alignment | None:
        """What serves the objectives; None where there is no vision."""
        if self.vision is None:
            return None
        structure = self.engagement.read_document("structure", Structure, unit=self.unit)
        given = None if structure is None else {line.service for line in structure.services}
        names = {o.id: o.name for o in self.vision.objectives}
        links = self._links
        if self.holder and self.whole:
            tied = set(links["objective"])
            names |= {o.id: o.name for o in self.whole.objectives if o.id in tied and o.id not in names}
        return Alignment(
            names=names,
            services=align_services(self.vision, load_catalogues().services, given),
            projects=align_projects(list(names), self._projects, links),
        )

    def candidates(self, as_of: dt.date, rule: CandidateRule = STANDARD) -> pd.DataFrame:
        """Return the projects on which somebody should decide; see :func:`pmokit.strategy.candidates.find_candidates`.

        Parameters
        ----------
        as_of
            Date up to which project figures count.
        rule
            The limits.
        """
        projects = self._projects
        aligned = self.alignment.projects if self.alignment else align_projects([], projects, self._links)
        return find_candidates(aligned, projects, as_of, rule)

    @cached_property
    def communication(self) -> Communication | None:
        """Register and plan of the unit, else of the whole organisation, else None."""
        return self.engagement.read_document("communication", Communication, unit=self.unit)

    @cached_property
    def _projects(self) -> pd.DataFrame:
        return self.engagement.projects(self.unit or None)[0]

    @cached_property
    def _links(self) -> pd.DataFrame:
        links = self.engagement.objective_links()
        if self.unit:
            links = links[links["unit"] == self.unit]
        return links if self.holder else self._lifted(links)

    def _lifted(self, links: pd.DataFrame) -> pd.DataFrame:
        """Replace a unit's own objectives by those of the whole that they carry out; without one, the link drops out."""
        lifted = {
            (unit, objective.id): objective.carries_out or ""
            for unit, vision in self.engagement.read_documents("vision", Vision).items()
            if unit
            for objective in vision.objectives
        }
        keys = zip(links["unit"], links["objective"], strict=True)
        mapped = links.assign(objective=[lifted.get(key, key[1]) for key in keys])
        return mapped[mapped["objective"] != ""].reset_index(drop=True)


class UnitVision(UnitOffice):
    """What the engagement says about step 1 of one unit; parameters as in :class:`UnitAssessment`."""

    @cached_property
    def vision_study(self) -> VisionStudy:
        """Statement, review and candidates of the unit."""
        return VisionStudy(self.engagement, self.unit.code, language=self.language)

    @property
    def vision(self) -> Vision | None:
        """The unit's own vision, else that of the whole organisation, else None."""
        return self.vision_study.vision

    @property
    def alignment(self) -> Alignment | None:
        """What serves the objectives; None where there is no vision."""
        return self.vision_study.alignment

    @property
    def communication(self) -> Communication | None:
        """Register and plan of the unit, else of the whole organisation, else None."""
        return self.vision_study.communication
