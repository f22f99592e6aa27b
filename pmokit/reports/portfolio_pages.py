"""The pages of the report over all units."""

from pmokit.content.catalogues import load_kpis
from pmokit.content.library import load_theme
from pmokit.study.portfolio import PortfolioStudy
from pmokit.views import portfolio, units
from pmokit.views.page import Fact, Page


class PortfolioPages:
    """Pages over all units.

    Parameters
    ----------
    study
        All units side by side.
    language
        Language of the texts.
    """

    def __init__(self, study: PortfolioStudy, language: str = "en") -> None:
        self.study, self.language = study, language

    def cover(self) -> Page:
        """The client and how much is known."""
        study = self.study
        assessed = 0 if study.scores is None else len(study.scores.overall)
        projects = sum(found[0].n for found in study.kpis.values())
        facts = (
            Fact("Business units", str(len(study.names)), f"{assessed} assessed"),
            Fact("Projects", str(projects), f"in {len(study.kpis)} units, as of {study.as_of:%d %B %Y}"),
        )
        return Page("cover", study.settings.client, ("All business units side by side.",), facts)

    def maturity(self) -> Page:
        """Scores of all units."""
        study = self.study
        if study.scores is None:
            return Page("maturity", "Maturity", ("No unit has been assessed yet.",))
        exhibit = units.unit_heat_map(study.model, study.scores, study.names, load_theme(), self.language)
        return Page("maturity", "Maturity", (), (), (exhibit,))

    def projects(self) -> Page:
        """KPIs of all units."""
        if not self.study.kpis:
            return Page("projects", "Projects", ("No project list has been imported.",))
        exhibit = portfolio.kpis_by_unit(self.study.kpis, self.study.names, load_kpis(), self.language)
        return Page("projects", "Projects", (), (), (exhibit,))

    def footer(self) -> str:
        """Versions and rule."""
        model = self.study.model
        return f"{self.study.settings.client}. Model {model.id} {model.version}, rule {model.meta.rule}."
