"""The pages of the report over all units: released results rolled up, and what their projects say."""

import pandas as pd

from pmokit.assess.clusters import what_stands_out
from pmokit.content.catalogues import load_kpis
from pmokit.content.library import load_theme
from pmokit.model.base import say
from pmokit.model.printing import print_day
from pmokit.model.steps import quarter_label
from pmokit.roadmap.modes import settle
from pmokit.roadmap.portfolio_problem import CENTRAL
from pmokit.study.released import A_GAP, ReleasedStudy
from pmokit.views import portfolio, rollup, units
from pmokit.views.page import Fact, Page

TASK_COLUMNS = ["name", "where", "kind", "start", "end", "from", "until", "why"]


class PortfolioPages:
    """Pages over all units.

    Parameters
    ----------
    study
        All units side by side.
    language
        Language of the texts.
    """

    def __init__(self, study: ReleasedStudy, language: str = "en") -> None:
        self.study, self.language = study, language
        self.theme = load_theme()

    def cover(self) -> Page:
        """The client, how much is known, and which units are left out."""
        study = self.study
        assessed = 0 if study.scores is None else len(study.scores.overall)
        projects = sum(found[0].n for found in study.kpis.values())
        facts = (
            Fact("Business units", str(len(study.names)), f"{assessed} assessed, {len(study.table)} of them released"),
            Fact("Projects", str(projects), f"in {len(study.kpis)} units, as of {print_day(study.as_of)}"),
        )
        return Page("cover", study.settings.client, ("All business units side by side.", *self._left_out()), facts)

    def maturity(self) -> Page:
        """Scores of the released units, and how they are spread."""
        study = self.study
        if study.scores is None:
            return Page("maturity", "Maturity", ("No unit has been assessed yet.",))
        if study.released_scores is None:
            return Page("maturity", "Maturity", self._left_out())
        scores = study.released_scores
        heat_map = units.unit_heat_map(study.model, scores, study.names, self.theme, self.language)
        spread = rollup.distribution(study.model, study.table, scores.scale, self.theme, self.language)
        return Page("maturity", "Maturity", self._left_out(), (), (heat_map, spread))

    def likeness(self) -> Page:
        """Groups of similar units, and the gaps that units have in common."""
        study, title = self.study, "Alike and different"
        if study.released_scores is None:
            return Page("likeness", title, ("Nothing to compare: no unit's results are released.",))
        groups, lead = study.groups, []
        if groups.left_out:
            named = ", ".join(study.names[unit] for unit in groups.left_out)
            lead.append(f"Not grouped, for want of scores in half of the domains: {named}.")
        exhibits = []
        if groups.group_of:
            outstanding = what_stands_out(study.table, groups)
            exhibits.append(rollup.group_list(groups, outstanding, study.names, study.model, self.language))
        else:
            lead.append(f"No groups of similar units: {groups.reason}.")
        gaps = study.common_gaps
        if len(gaps):
            exhibits.append(rollup.common_gaps(gaps, A_GAP, study.names, study.model, self.language))
        return Page("likeness", title, tuple(lead), (), tuple(exhibits))

    def roadmap(self) -> Page:
        """What several units plan, and one roadmap for all."""
        study, lead, exhibits = self.study, [], []
        shared, catalogue = study.shared_initiatives, study.catalogue
        if not study.plans or catalogue is None:
            lead.append("No released unit keeps a roadmap. Next: make them, with pmokit batch --plan.")
        elif shared.empty:
            lead.append("No initiative stands in more than one roadmap.")
        else:
            labels = [self._quarter(at) for at in range(int(shared["first"].max()) + 1)]
            exhibits.append(rollup.shared_initiatives(shared, catalogue, labels, study.names, self.language))
        tasks = self._tasks()
        if tasks is None:
            lead.append("No roadmap of all units together is kept that answers today's gaps.")
        else:
            quarters = [self._quarter(offset) for offset in range(max(tasks["end"], default=0))]
            exhibits.append(rollup.portfolio_roadmap(tasks, quarters, self.theme))
        return Page("plan", "Roadmap of all units", tuple(lead), (), tuple(exhibits))

    def projects(self) -> Page:
        """KPIs of all units."""
        if not self.study.kpis:
            return Page("projects", "Projects", ("No project list has been imported.",))
        lead = ("Figures of the project lists of all units, whatever the state of their assessments.",)
        exhibit = portfolio.kpis_by_unit(self.study.kpis, self.study.names, load_kpis(), self.language)
        return Page("projects", "Projects", lead, (), (exhibit,))

    def footer(self) -> str:
        """Versions and rule."""
        model = self.study.model
        return f"{self.study.settings.client}. Model {model.id} {model.version}, rule {model.meta.rule}."

    def _left_out(self) -> tuple[str, ...]:
        """Name the units whose results are not released."""
        left_out = self.study.left_out
        if not left_out:
            return ()
        named = ", ".join(f"{self.study.names[unit]} ({state})" for unit, state in left_out.items())
        how = "" if len(self.study.table) else " Next: release results, with pmokit release."
        return (f"Left out, because their results are not released: {named}.{how}",)

    def _quarter(self, offset: int) -> str:
        return quarter_label(self.study.settings.first_quarter, offset)

    def _tasks(self) -> pd.DataFrame | None:
        """Return the tasks of the kept portfolio plan in order; None where none is kept that still holds."""
        if self.study.released_scores is None:
            return None
        planned = self.study.released_roadmap
        if planned.stored is None or planned.whole is None:
            return None
        settled = settle(planned.whole.problem, planned.stored.plan.modes or {})
        tasks = {task.id: task for task in settled.initiatives}
        chosen = [(start, name) for name, start in planned.stored.plan.schedule.items() if start is not None]
        rows = []
        for start, name in sorted(chosen):
            unit, initiative = planned.whole.places[name]
            end = start + tasks[name].duration
            where = "all units" if unit == CENTRAL else self.study.names[unit]
            kind = "for all" if unit == CENTRAL else "one unit"
            title = say(planned.catalogue.by_id[initiative].name, self.language)
            why = planned.explanations.get(name, "")
            rows.append((title, where, kind, start, end, self._quarter(start), self._quarter(end - 1), why))
        return pd.DataFrame(rows, columns=TASK_COLUMNS)
