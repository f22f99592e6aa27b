"""Step 4 of one business unit: the type of PMO that fits, what was chosen, and the structure."""

from collections.abc import Mapping
from functools import cached_property

from pmokit.content.catalogues import load_catalogues
from pmokit.content.library import load_guides, load_model, load_profile
from pmokit.model.profile import OrganisationProfile, answers_from_levels
from pmokit.model.recommendation import Recommendation, TypeChoice
from pmokit.model.services import Catalogues
from pmokit.model.steps import Profile
from pmokit.model.structure import APPROACHES, Approach, Structure, StructureBrief
from pmokit.model.vision import Vision
from pmokit.strategy.phasing import propose_phasing
from pmokit.strategy.pmo_type import recommend
from pmokit.strategy.structure import design_structure
from pmokit.strategy.structure_brief import draft_brief
from pmokit.study.assessed import SEED, UnitAssessment

STRUCTURE_MODEL = "ppm_maturity"  # whose domains the gaps of a brief and the services name


class UnitOffice(UnitAssessment):
    """What the engagement says about the PMO of one unit; parameters as in :class:`UnitAssessment`."""

    @cached_property
    def organisation_profile(self) -> OrganisationProfile:
        """The questions that lead to a type of PMO."""
        return load_profile()

    @cached_property
    def profile_answers(self) -> dict[str, str | None] | None:
        """Option by criterion; what the group left open is taken from the assessment's levels where it can be.

        None where nobody has answered the profile.
        """
        stored = self.engagement.read_document("profile", Profile, unit=self.unit.code)
        if stored is None:
            return None
        return self.complete_answers(stored.answers)

    def complete_answers(self, answers: Mapping[str, str | None]) -> dict[str, str | None]:
        """Return an option or None for each criterion; what is open is taken from the assessment's levels where it can be."""
        given = {criterion: option for criterion, option in answers.items() if option is not None}
        return {**dict.fromkeys(self.organisation_profile.by_id), **self.assessed_answers, **given}

    @cached_property
    def assessed_answers(self) -> dict[str, str]:
        """Option by criterion, of those that the assessment answers by itself."""
        if not self.is_assessed or self.organisation_profile.model != self.model.id:
            return {}
        domains = self.scores.domains.dropna(subset=["level"])
        levels = {str(domain): int(level) for domain, level in zip(domains["domain"], domains["level"], strict=True)}
        return answers_from_levels(self.organisation_profile, levels, self.model.level_range[0])

    @cached_property
    def recommendation(self) -> Recommendation | None:
        """The advice on type and control level; None where nobody has answered the profile."""
        if self.profile_answers is None:
            return None
        return self.advise(self.profile_answers)

    def advise(self, answers: Mapping[str, str | None]) -> Recommendation:
        """Return the advice on type and control level for some answers, option by criterion."""
        return recommend(self.organisation_profile, answers, seed=SEED, guides=load_guides())

    @cached_property
    def choice(self) -> TypeChoice | None:
        """What the consultant chose beside the advice."""
        return self.engagement.read_document("pmo-type", TypeChoice, unit=self.unit.code)

    @cached_property
    def service_catalogues(self) -> Catalogues:
        """Services and roles."""
        return load_catalogues()

    @cached_property
    def structure(self) -> Structure | None:
        """The structure of the unit's PMO, else that of the whole organisation, else None."""
        return self.engagement.read_document("structure", Structure, unit=self.unit.code)

    @property
    def proposed_choice(self) -> TypeChoice | None:
        """The choice that follows the advice; None where the advice names no type or no control level."""
        advice = self.recommendation
        if advice is None or advice.type is None or advice.control is None:
            return None
        return TypeChoice(
            type=advice.type, control=advice.control, hybrid=advice.hybrid, advice=advice, reason="Follows the advice"
        )

    @property
    def drafted_brief(self) -> StructureBrief | None:
        """What a first structure starts from: type, project list, assessment, objectives; None where no type is chosen."""
        if self.choice is None:
            return None
        gaps = self.gaps.dropna(subset=["gap"]) if self.is_assessed and self.model.id == STRUCTURE_MODEL else None
        vision = self.engagement.read_document("vision", Vision, unit=self.unit.code)
        known = self.service_catalogues.services.objectives
        return draft_brief(
            self.choice.type,
            self.choice.control,
            self.unit.name,
            project_states=[str(state) for state in self.engagement.projects(self.unit.code)[0]["status"]],
            gaps=None if gaps is None else {str(d): float(g) for d, g in zip(gaps["domain"], gaps["gap"], strict=True)},
            objectives=[one.kind for one in vision.objectives if one.kind in known] if vision else (),
        )

    def design(self, brief: StructureBrief) -> Structure:
        """Return the structure that is proposed for a brief, with whom each service helps and when it starts.

        Raises
        ------
        PmokitError
            If the brief contradicts the catalogues; all faults at once.
        """
        structure = design_structure(brief, self.service_catalogues)
        return propose_phasing(structure, self.service_catalogues, self.usual_approaches, self.first_year)

    @property
    def first_year(self) -> int:
        """Calendar year in which the PMO begins."""
        return int(self.engagement.settings().first_quarter[:4])

    @cached_property
    def usual_approaches(self) -> dict[str, Approach]:
        """The approach that each service usually belongs to, by its question."""
        questions = load_model(self.service_catalogues.services.model).question_by_id
        usual = {name: question.approach for name, question in questions.items()}
        return {name: one for name, given in usual.items() for one in APPROACHES if one == given}
