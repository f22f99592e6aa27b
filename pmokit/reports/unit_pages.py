"""The pages of a unit's report, from its study."""

from collections import Counter
from functools import cached_property

import pandas as pd

from pmokit.assess.results import closeness
from pmokit.content.library import load_theme
from pmokit.model.base import say
from pmokit.model.content import Theme
from pmokit.model.steps import quarter_label
from pmokit.study.unit import UnitStudy
from pmokit.views import maturity, portfolio, roadmap
from pmokit.views.exhibit import show
from pmokit.views.page import Fact, Page

MOVED = 0.05


class UnitPages:
    """Pages of one unit; a page whose data is missing says so instead.

    Parameters
    ----------
    study
        The unit's story.
    language
        Language of the texts.
    """

    def __init__(self, study: UnitStudy, language: str = "en") -> None:
        self.study, self.language = study, language

    @cached_property
    def theme(self) -> Theme:
        """The look."""
        return load_theme()

    def cover(self) -> Page:
        """What the board needs first: the headline and four figures."""
        study = self.study
        facts = [*self._maturity_facts(), *self._roadmap_facts()]
        if len(study.projects):
            facts.append(Fact("Projects", str(len(study.projects)), f"as of {study.as_of:%d %B %Y}"))
        lead = [self._headline()]
        if study.unit.story:
            lead.append(study.unit.story)
        return Page("cover", f"{study.unit.name}", tuple(lead), tuple(facts))

    def assessment(self) -> Page:
        """Where the unit stands."""
        study = self.study
        if not study.is_assessed:
            return Page(
                "assessment",
                "Maturity",
                (f"Nobody in {study.unit.name} has answered the questionnaire yet. Next: invite the respondents.",),
            )
        exhibits = [maturity.profile(study.model, study.scores, study.gaps, self.theme, self.language)]
        if not study.role_scores.empty:
            exhibits.append(maturity.heat_map(study.model, study.role_scores, self.theme, self.language))
        exhibits.append(maturity.gap_list(study.model, study.gaps, self.theme, self.language))
        return Page("assessment", "Maturity of project and portfolio management", (), (), tuple(exhibits))

    def roadmap(self) -> Page:
        """What to do, in which quarter."""
        study = self.study
        if not study.is_assessed:
            return Page("plan", "Roadmap", ("A roadmap needs measured gaps; there are none yet.",))
        if not study.problem.initiatives:
            return Page(
                "plan",
                "Roadmap",
                ("Every domain has reached its target. Next: agree higher targets, or hold the level.",),
            )
        chart = roadmap.gantt(
            study.plan,
            study.problem,
            study.explanations,
            study.catalogue,
            study.model,
            study.settings,
            self.theme,
            self.language,
        )
        rest = roadmap.left_out(study.plan, study.explanations, study.catalogue, self.language)
        frame = study.frame
        lead = (
            *self._thin_ground(),
            "Chosen and placed so that the weighted gap closes as early as capacity, money and prerequisites allow. "
            f"Capacity and budget: {frame.source}.",
        )
        return Page("plan", "Roadmap", lead, (), (chart, rest) if len(rest.frame) else (chart,))

    def projects(self) -> Page:
        """What the unit's projects say."""
        study = self.study
        if study.projects.empty:
            return Page("projects", "Projects", ("No project list has been imported for this unit.",))
        exhibits = (portfolio.kpi_page(study.kpis), portfolio.rating_mix(study.projects, self.theme))
        lead = f"{len(study.projects)} projects, figures as of {study.as_of:%d %B %Y}."
        return Page("projects", "Projects", (lead,), (), exhibits)

    def method(self) -> Page:
        """Rules, versions, who answered, limits."""
        study = self.study
        lowest, highest = study.model.level_range
        lead = [
            f"Figures of the project list count as of {study.as_of:%d %B %Y}. Fingerprint of all inputs: {study.input_hash}."
        ]
        exhibits = []
        if study.is_assessed:
            scores = study.scores
            people = study.responses[["respondent", "role"]].drop_duplicates()
            roles = {r.id: say(r.name, self.language) for r in study.model.meta.roles}
            counted = [
                f"{n} × {roles.get(role, role or 'no role given')}" for role, n in Counter(people["role"]).items()
            ]
            lead += [
                f"Scores: model {say(study.model.meta.name, self.language)}, version {scores.version}, rule {scores.rule} "
                f"(version {scores.rule_version}), levels {lowest} to {highest}. Each question takes the middle answer of its "
                "raters; domains are means weighted by question; the overall score is the mean of the domains by their weight.",
                f"Who answered: {len(people)} people ({', '.join(counted)}).",
                "Open questions (not answered, or nobody could judge) are left out of the score and widen its bounds; questions "
                "that do not apply leave the count. Below "
                f"{100 * study.model.meta.coverage_threshold:.0f} % coverage no level is printed.",
                "Effort, cost and value of the initiatives are expert judgement of the catalogue's authors, "
                f"version {study.catalogue.version}.",
            ]
            exhibits.append(maturity.question_list(study.model, scores, self.language))
        return Page("method", "How these figures came about", tuple(lead), (), tuple(exhibits))

    def _thin_ground(self) -> tuple[str, ...]:
        """Warn where a plan rests on too few answers to name a level."""
        row = self.study.scores.of(self.study.unit.code)
        if not pd.isna(row["level"]):
            return ()
        share = show(row["coverage"], "share")
        return (
            f"A sketch, not a plan: only {share} of the questions, by weight, have an answer so far. It covers the domains that "
            "were answered and will change as answers come in.",
        )

    def footer(self) -> str:
        """Versions, rule and fingerprint."""
        study = self.study
        return (
            f"{study.settings.client}, {study.unit.name}. Model {study.model.id} {study.model.version}, rule "
            f"{study.model.meta.rule}, catalogue {study.catalogue.version}, inputs {study.input_hash}."
        )

    def _headline(self) -> str:
        study = self.study
        if not study.is_assessed:
            return f"{study.unit.name} has not been assessed yet. This report shows what its project list tells."
        row = study.scores.of(study.unit.code)
        level = closeness(row["score"], row["level"])
        if level == "no level":
            return f"{study.unit.name}: too few answers to name a level; once all are in, it lies between {row['low']:.1f} and {row['high']:.1f}."
        names = {lv.number: say(lv.name, self.language) for lv in study.model.meta.levels}
        sentence = f"{study.unit.name} stands at level {level} ({names[int(row['level'])]})."
        gaps = study.gaps.dropna(subset=["gap"]).sort_values("weighted_gap", ascending=False)
        if len(gaps) and gaps.iloc[0]["gap"] > 0:
            worst = gaps.iloc[0]
            domain = next(say(d.name, self.language) for d in study.model.domains if d.id == worst["domain"])
            sentence += f" The longest way to go is in {domain[0].lower() + domain[1:]}: {worst['gap']:.1f} levels to the target."
        return sentence

    def _maturity_facts(self) -> list[Fact]:
        study = self.study
        if not study.is_assessed:
            return []
        row = study.scores.of(study.unit.code)
        return [
            Fact(
                "Overall score",
                show(row["score"], "score"),
                _bounds(row["low"], row["high"], study.model.level_range[1]),
            ),
            Fact(
                "Coverage",
                show(row["coverage"], "share"),
                "1 person answered" if row["raters"] == 1 else f"{row['raters']} people answered",
            ),
        ]

    def _roadmap_facts(self) -> list[Fact]:
        study = self.study
        if not study.is_assessed or not study.problem.initiatives or study.plan.value is None:
            return []
        tasks = {task.id: task for task in study.problem.initiatives}
        chosen = {name: start for name, start in study.plan.schedule.items() if start is not None}
        if not chosen:
            return []
        cost = sum(tasks[name].cost * tasks[name].duration for name in chosen)
        last = max(start + tasks[name].duration for name, start in chosen.items())
        until = quarter_label(study.settings.first_quarter, last - 1)
        scored = int(study.projection["score"].notna().sum())
        gain = (study.projection["projected"] - study.projection["score"]).mean()
        return [
            Fact("Initiatives", str(len(chosen)), f"until {until}, of {len(tasks)} that would help"),
            Fact(
                f"Cost, thousand {study.settings.currency}",
                show(cost, "money"),
                "likely, beside own people; expert judgement",
            ),
            Fact(
                "Expected lift", f"+{gain:.1f}", f"levels on average over the {scored} scored domains; expert judgement"
            ),
        ]


def _bounds(low: float, high: float, highest: int) -> str:
    """Say how far the open answers could still move a score."""
    if high - low < MOVED:
        return f"of {highest}; open answers could move it by less than {2 * MOVED:g}"
    return f"of {highest}; between {low:.1f} and {high:.1f} while answers are open"
