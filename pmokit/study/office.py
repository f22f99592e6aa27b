"""Step 4 of one business unit: the type of PMO that fits, what was chosen, and the structure."""

from functools import cached_property

from pmokit.content.catalogues import load_catalogues
from pmokit.content.library import load_guides, load_profile
from pmokit.model.profile import OrganisationProfile, answers_from_levels
from pmokit.model.recommendation import Recommendation, TypeChoice
from pmokit.model.services import Catalogues
from pmokit.model.steps import Profile
from pmokit.model.structure import Structure
from pmokit.strategy.pmo_type import recommend
from pmokit.study.assessed import SEED, UnitAssessment


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
        given = {criterion: option for criterion, option in stored.answers.items() if option is not None}
        return {**dict.fromkeys(self.organisation_profile.by_id), **self._answers_of_levels(), **given}

    def _answers_of_levels(self) -> dict[str, str]:
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
        return recommend(self.organisation_profile, self.profile_answers, seed=SEED, guides=load_guides())

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
