"""Step 5 of one business unit: the methodology and what follows from it, people, risks, decisions."""

import datetime as dt
from functools import cached_property

import pandas as pd

from pmokit.content.processes import load_first_brief, load_processes
from pmokit.errors import PmokitError
from pmokit.model.decisions import DecisionLog
from pmokit.model.methodology import Methodology
from pmokit.model.processes import CLASS_IDS, ClassId, ProcessCatalogue, Way
from pmokit.model.risks import RiskRegister
from pmokit.model.workload import Workload
from pmokit.strategy.processes.cards import ClassCard, class_card
from pmokit.strategy.processes.classes import classify_projects
from pmokit.strategy.processes.decision_log import review_decisions
from pmokit.strategy.processes.escalation import Deviation, Escalation, escalate, escalate_projects
from pmokit.strategy.processes.findings import MethodFinding, check_methodology
from pmokit.strategy.processes.gaps import rank_processes
from pmokit.strategy.processes.risks import Breach, find_breaches, risk_matrix, risk_table, shared_causes
from pmokit.strategy.processes.tailoring import propose_methodology, tailoring_matrix
from pmokit.strategy.processes.workload import Overload, find_overloads, load_table
from pmokit.study.office import UnitOffice


class UnitProcesses(UnitOffice):
    """What the engagement says about how one unit runs its projects; parameters as in :class:`UnitOffice`."""

    @cached_property
    def process_catalogue(self) -> ProcessCatalogue:
        """The kit's processes, gates, artefacts and classes."""
        return load_processes()

    @cached_property
    def methodology(self) -> Methodology | None:
        """The methodology of the unit, else that of the whole organisation, else None."""
        return self.engagement.read_document("methodology", Methodology, unit=self.unit.code)

    @property
    def proposed_methodology(self) -> Methodology:
        """What is proposed to a unit that has agreed nothing: the kit's first brief, by the type and control chosen."""
        brief, choice = load_first_brief(), self.choice
        if choice is not None:
            way: Way = "agile" if choice.type == "agile" and choice.hybrid is None else brief.way
            brief = brief.model_copy(update={"way": way, "control": choice.control})
        posts = self.structure.post_by_role if self.structure else None
        return propose_methodology(brief, self.process_catalogue, self.service_catalogues.roles, posts)

    @cached_property
    def method_findings(self) -> tuple[MethodFinding, ...]:
        """What somebody should mend in the methodology; empty where there is none."""
        if self.methodology is None:
            return ()
        return check_methodology(self.methodology, self.process_catalogue, self.service_catalogues.roles)

    @cached_property
    def tailoring(self) -> pd.DataFrame:
        """What each class must, should or may do; no rows without a methodology."""
        if self.methodology is None:
            return pd.DataFrame(columns=["process", "name", *CLASS_IDS])
        return tailoring_matrix(self.methodology, self.process_catalogue, self.language)

    @cached_property
    def class_cards(self) -> dict[ClassId, ClassCard]:
        """The card of each class, from the lightest; empty without a methodology."""
        if self.methodology is None:
            return {}
        return {one: class_card(self.methodology, self.process_catalogue, one) for one in CLASS_IDS}

    @cached_property
    def process_gaps(self) -> pd.DataFrame | None:
        """Processes by how much of today's gap they can lift; None where nothing is assessed, or another model is used."""
        if not self.is_assessed or self.model.id != self.process_catalogue.model:
            return None
        questions = self.scores.questions
        among = self.methodology.duties if self.methodology else None
        return rank_processes(self.process_catalogue, self.model, questions, self.target_levels, among, self.language)

    @cached_property
    def classed_projects(self) -> pd.DataFrame | None:
        """The class of each project of the unit; None without a methodology."""
        if self.methodology is None:
            return None
        return classify_projects(self._listed, self.methodology)

    @cached_property
    def escalations(self) -> pd.DataFrame | None:
        """Running projects that have left the tolerance of their project manager; None without a methodology."""
        if self.methodology is None or self.classed_projects is None:
            return None
        return escalate_projects(self._listed, self.classed_projects, self.methodology)

    @cached_property
    def _listed(self) -> pd.DataFrame:
        """The unit's projects."""
        return self.engagement.projects(self.unit.code)[0]

    def escalate(self, project_class: ClassId, deviation: Deviation) -> Escalation:
        """Return who decides on a project of a class that is so far off its baseline.

        Raises
        ------
        PmokitError
            If there is no methodology, or no tolerance for the class.
        """
        if self.methodology is None:
            raise PmokitError(f"{self.unit.name} has no methodology yet. Agree the tolerances in step 5 first.")
        return escalate(self.methodology, project_class, deviation)

    @cached_property
    def workload(self) -> Workload | None:
        """Demand and capacity of all units, or None."""
        return self.engagement.read_document("workload", Workload)

    @cached_property
    def unit_load(self) -> pd.DataFrame | None:
        """Demand and capacity of the unit by role and quarter; None where no workload has been read."""
        return None if self.workload is None else load_table(self.workload, self.unit.code)

    @cached_property
    def overloads(self) -> tuple[Overload, ...]:
        """Roles and quarters of the unit in which more is asked than is there."""
        return () if self.workload is None else find_overloads(self.workload, self.unit.code)

    @cached_property
    def risk_register(self) -> RiskRegister | None:
        """The register of the whole portfolio, or None."""
        return self.engagement.read_document("risks", RiskRegister)

    @cached_property
    def risks(self) -> pd.DataFrame | None:
        """Open risks that hit projects of the unit; None without a register or a methodology, whose scales rate them."""
        if self.risk_register is None or self.methodology is None:
            return None
        return risk_table(self.risk_register, self.methodology.appetite, self.unit.code)

    @cached_property
    def risk_cells(self) -> pd.DataFrame | None:
        """The 5x5 matrix of the unit's open risks; None as for :attr:`risks`."""
        if self.risk_register is None or self.methodology is None:
            return None
        return risk_matrix(self.risk_register, self.methodology.appetite, self.unit.code)

    @cached_property
    def shared_risks(self) -> pd.DataFrame | None:
        """Causes that several projects of the portfolio share; None as for :attr:`risks`."""
        if self.risk_register is None or self.methodology is None:
            return None
        return shared_causes(self.risk_register, self.methodology.appetite)

    def risk_breaches(self, today: dt.date) -> tuple[Breach, ...]:
        """Return where the portfolio's register passes what was agreed; nothing as for :attr:`risks`."""
        if self.risk_register is None or self.methodology is None:
            return ()
        return tuple(find_breaches(self.risk_register, self.methodology.appetite, today))

    def decisions(self, today: dt.date) -> pd.DataFrame | None:
        """Return the log of decisions with what is due for review; None where none is kept."""
        log = self.engagement.read_document("decisions", DecisionLog)
        return None if log is None else review_decisions(log, today)
