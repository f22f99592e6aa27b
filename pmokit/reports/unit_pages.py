"""The pages of a unit's report, from its study."""

from functools import cached_property

import pandas as pd

from pmokit.assess.explain import RULE_SENTENCES
from pmokit.assess.voices import CLAIMED_ABOVE
from pmokit.content.catalogues import load_kpis
from pmokit.content.library import load_theme
from pmokit.model.base import say
from pmokit.model.content import Theme
from pmokit.model.printing import print_count, print_day, print_number
from pmokit.reports.unit_board import board_page
from pmokit.reports.unit_communication import communication_page
from pmokit.reports.unit_cover import cover_page
from pmokit.reports.unit_improvement import improvement_page
from pmokit.reports.unit_kpis import kpis_page
from pmokit.reports.unit_methodology import methodology_page
from pmokit.reports.unit_office import office_page
from pmokit.reports.unit_plan import plan_page
from pmokit.reports.unit_planner import planner_page
from pmokit.reports.unit_resources import resources_page
from pmokit.reports.unit_sheets import head_page, team_page
from pmokit.reports.unit_vision import vision_page
from pmokit.study.unit import UnitStudy
from pmokit.views import agreement, maturity, portfolio, rules
from pmokit.views.page import Page

STEPS = 5


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

    def board(self) -> Page:
        """What is asked of the board, on one sheet."""
        return board_page(self.study, self.theme)

    def planner(self) -> Page:
        """What a planner looks at first."""
        return planner_page(self.study, self.theme, self.language)

    def head(self) -> Page:
        """What the plan means for the head of the unit, on one sheet."""
        return head_page(self.study, self.language)

    def team(self) -> Page:
        """What the plan means for the people of the unit, on one sheet."""
        return team_page(self.study, self.language)

    def cover(self) -> Page:
        """Where the unit stands: a sentence and the figures that stand on their own."""
        return cover_page(self.study, self.language)

    def vision(self) -> Page:
        """What the unit is for, what it wants to reach, and what serves it."""
        return vision_page(self.study, self.theme)

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
        if not study.approaches.empty:
            exhibits.append(rules.approach_list(study.model, study.approaches, self.language))
        if not study.findings.empty:
            exhibits.append(agreement.findings_list(study.model, study.findings, study.scores, self.language))
        exhibits.append(maturity.gap_list(study.model, study.gaps, self.theme, self.language))
        if study.comparison is not None:
            exhibits.append(agreement.round_changes(study.model, study.comparison, self.language))
        return Page("assessment", say(study.model.meta.name, self.language), (), (), tuple(exhibits))

    def people(self) -> Page:
        """Who said it, how far they agree, how firm the scores are."""
        study = self.study
        if not study.is_assessed:
            return Page("people", "The people behind the scores", ("Nobody has answered yet.",))
        exhibits = []
        if not study.perception.empty:
            exhibits.append(
                maturity.heat_map(study.model, study.perception, study.scores.scale, self.theme, self.language)
            )
            exhibits.append(agreement.perception_list(study.model, study.perception_gaps, self.language))
        if not study.agenda.empty:
            exhibits.append(agreement.agenda_list(study.model, study.agenda, self.language))
        if not study.domain_agreement.empty:
            exhibits.append(agreement.domain_agreement_list(study.model, study.domain_agreement, self.language))
        if not study.intervals.empty:
            exhibits.append(agreement.interval_list(study.model, study.intervals, self.language))
        lead = (self._who_answered(), *self._ways_up())
        return Page("people", "The people behind the scores", lead, (), tuple(exhibits))

    def _who_answered(self) -> str:
        study = self.study
        roles = {r.id: say(r.name, self.language) for r in study.model.meta.roles} | {"": "no role given"}
        if study.is_anonymous:
            roles[""] = "other roles, too small to be named"
        counted = ", ".join(f"{n} × {roles.get(role, role)}" for role, n in study.people_by_role.items())
        people = sum(study.people_by_role.values())
        return f"Who answered: {people} {'person' if people == 1 else 'people'} ({counted})."

    def _ways_up(self) -> tuple[str, ...]:
        way = self.study.way_up
        if way.next_level is None or not way.questions:
            return ()
        listed = "; ".join(
            f"{q}, {say(self.study.model.question_by_id[q].text, self.language)}" for q in way.questions[:STEPS]
        )
        more = len(way.questions) - STEPS
        number = len(way.questions)
        each = "this question" if number == 1 else f"these {number} questions together, each by one answer,"
        return (
            f"To get from level {way.level} to {way.next_level}: {each} would have to get better: "
            f"{listed}{f'; and {more} more' if more > 0 else ''}.",
        )

    def kpis(self) -> Page:
        """By which figures the unit is steered."""
        return kpis_page(self.study, self.language)

    def office(self) -> Page:
        """Which PMO fits, and how it is built."""
        return office_page(self.study, self.theme, self.language)

    def methodology(self) -> Page:
        """How projects are run, class by class."""
        return methodology_page(self.study, self.language)

    def resources(self) -> Page:
        """Whether the people are there, and which risks are open."""
        return resources_page(self.study, self.theme)

    def improvement(self) -> Page:
        """What people say, what became of it, what is looked at next."""
        return improvement_page(self.study, self.theme, self.language)

    def communication(self) -> Page:
        """Who has to be won, and who hears what."""
        return communication_page(self.study, self.theme, self.language)

    def roadmap(self) -> Page:
        """What to do, in which quarter, and where it leads."""
        return plan_page(self.study, self.theme)

    def projects(self) -> Page:
        """What the unit's projects say."""
        study = self.study
        if study.projects.empty:
            return Page("projects", "Projects", ("No project list has been imported for this unit.",))
        # How each figure is reckoned stands in the catalogue and on the KPI sheets.
        figures = portfolio.kpi_page(study.kpis, load_kpis(), currency=study.settings.currency, language=self.language)
        exhibits = (
            figures.only("name", "value", "n", "withheld", "note"),
            portfolio.rating_mix(study.projects, self.theme),
        )
        lead = f"{print_count(len(study.projects), 'project')}, figures as of {print_day(study.as_of)}."
        return Page("projects", "Projects", (lead,), (), exhibits)

    def method(self) -> Page:
        """Rules, versions, who answered, limits."""
        study = self.study
        lead = [
            f"Figures of the project list count as of {print_day(study.as_of)}. Fingerprint of all inputs: {study.input_hash}."
        ]
        exhibits = []
        if study.is_assessed:
            scores = study.scores
            lowest, highest = scores.scale
            lead += [
                f"Scores: model {say(study.model.meta.name, self.language)}, version {scores.version}, rule {scores.rule} "
                f"(version {scores.rule_version}), scale {print_number(lowest, 'g')} to {print_number(highest, 'g')}. Each question takes the middle answer of its "
                f"raters, unless another value was agreed on; the rule is {RULE_SENTENCES[scores.rule]}.",
                f"Targets: {', '.join(dict.fromkeys(study.target_table['origin']))}.",
                *self._voices(),
                "Open questions (not answered, or nobody could judge) are left out of the score and widen its bounds; questions "
                "that do not apply leave the count. Below "
                f"{print_number(100 * study.model.meta.coverage_threshold, '.0f')} % coverage no level is printed.",
                *self._effort(),
            ]
            if study.explained:
                exhibits.append(rules.explanation_list(study.model, study.explained, self.language))
            exhibits += [
                rules.rules_side_by_side(study.model, study.rule_scores, study.rules_left_out, self.language),
                maturity.question_list(study.model, scores, self.language),
            ]
        return Page("method", "How these figures came about", tuple(lead), (), tuple(exhibits))

    def _effort(self) -> tuple[str, ...]:
        study = self.study
        if not study.can_be_planned:
            return ()
        words = "Effort, cost and value of the initiatives are expert judgement of the catalogue's authors, version"
        return (f"{words} {study.catalogue.version}.",)

    def _voices(self) -> tuple[str, ...]:
        """Say how much was agreed, raised by hand, and seen as evidence."""
        voices, unit = self.study.voices, self.study.unit.code

        def mine(said: pd.DataFrame | None) -> pd.DataFrame:
            return pd.DataFrame(columns=["question", "rating"]) if said is None else said[said["unit"] == unit]

        agreed, hands, evidence = (mine(said) for said in (voices.agreed, voices.hands, voices.evidence))
        words = []
        if len(agreed):
            words.append(
                f"Agreed in the workshop against the raters' middle answer: {print_count(len(agreed), 'question')}."
            )
        if len(hands):
            words.append(f"Answered by show of hands: {hands['question'].nunique()} questions.")
        if len(evidence):
            seen = int((evidence["rating"] == "seen").sum())
            words.append(
                f"The assessor looked for evidence on {len(evidence)} questions and saw it for {seen}. A level above "
                f"{CLAIMED_ABOVE} without seen evidence is printed as claimed."
            )
        return tuple(words)

    def footer(self) -> str:
        """Versions, rule and fingerprint."""
        study = self.study
        rule = study.scores.rule if study.is_assessed else study.model.meta.rule
        return (
            f"{study.settings.client}, {study.unit.name}. Model {study.model.id} {study.model.version}, rule {rule}, "
            f"catalogue {study.catalogue.version}, inputs {study.input_hash}."
        )
