"""The roadmap of one business unit: problem, plan, what explains it, waves, and what it should do to the scores."""

from collections.abc import Sequence
from functools import cached_property

import pandas as pd

from pmokit.assess.variants import OVERALL
from pmokit.content.catalogues import load_first_days
from pmokit.content.library import load_catalogue
from pmokit.errors import PlanningError
from pmokit.model.base import say
from pmokit.model.first_days import WeekStep
from pmokit.model.initiatives import InitiativeCatalogue
from pmokit.model.pins import Pin
from pmokit.model.plan_findings import Frontier, PlanFindings, Price, WhyNot
from pmokit.model.planning import Plan, Problem
from pmokit.model.roadmap import Estimates, StoredRoadmap, Wave
from pmokit.model.steps import PlanningFrame, Settings, quarter_label
from pmokit.roadmap.fingerprint import fingerprint
from pmokit.roadmap.from_gaps import Needs, build_problem
from pmokit.roadmap.frontier import budget_frontier
from pmokit.roadmap.mode_choice import explain_plan, explain_ways
from pmokit.roadmap.modes import settle
from pmokit.roadmap.no_regret import CoreMember, no_regret_core
from pmokit.roadmap.outline import PlannedInitiative, outline_plan
from pmokit.roadmap.pins import PinPrice, find_clashing_pins, price_pins, say_clashing_pins, say_pin
from pmokit.roadmap.prices import price_constraints
from pmokit.roadmap.projection import Milestone, done_by_quarter, done_by_wave, find_milestones, project
from pmokit.roadmap.robust import Robustness, simulate
from pmokit.roadmap.solve import solve
from pmokit.roadmap.waves import ends_of, waves_of
from pmokit.roadmap.why_not import why_not
from pmokit.study.assessed import SEED
from pmokit.study.office import UnitOffice

DEFAULT_FRAME = PlanningFrame(
    capacity=dict.fromkeys(("analyst", "change", "coach", "data", "finance", "tooling"), (0.5,) * 8),
    budget_k=(40.0,) * 8,
    carry_over=True,
    source="default of the kit: half an FTE per skill, 40 thousand a quarter; agree your own",
)
PLAN_SECONDS = 5.0
"""For a plan that is made on the way, such as while a report is written; a stored one may have taken longer."""
SECONDS = 8.0
"""For all solves of one kind of explanation together; what is not proven by then says so."""


class UnitRoadmap(UnitOffice):
    """What the engagement says about the roadmap of one unit; parameters as in :class:`UnitAssessment`."""

    @cached_property
    def settings(self) -> Settings:
        """What holds for the whole engagement."""
        return self.engagement.settings()

    @cached_property
    def catalogue(self) -> InitiativeCatalogue:
        """The initiatives that serve the model; empty where none do."""
        none = InitiativeCatalogue(
            version="0.0.0",
            model=self.model.id,
            source="none for this model",
            skills={"any": {"en": "Any"}},
            initiatives=(),
        )
        return load_catalogue(self.model.id) or none

    @property
    def can_be_planned(self) -> bool:
        """Whether there are measured gaps, and initiatives for this model."""
        return self.is_assessed and bool(self.catalogue.initiatives)

    @cached_property
    def frame(self) -> PlanningFrame:
        """Capacity and budget of the unit, else of the engagement, else the kit's default."""
        return self.engagement.read_document("planning", PlanningFrame, unit=self.unit.code) or DEFAULT_FRAME

    @cached_property
    def estimates(self) -> Estimates:
        """What the client says about effort, cost and owner of single initiatives."""
        return self.engagement.read_document("estimates", Estimates, unit=self.unit.code) or Estimates()

    @cached_property
    def needs(self) -> Needs:
        """What planning needs to know of the unit."""
        return Needs(self.gaps, self.frame, self.estimates)

    @cached_property
    def planning_problem(self) -> Problem:
        """The planning problem that follows from the gaps, with all ways to do each initiative."""
        return build_problem(self.catalogue, self.needs, time_limit=PLAN_SECONDS)

    @cached_property
    def problem(self) -> Problem:
        """The planning problem as the plan settles it: each initiative in the way that was chosen, with its effort and cost."""
        return settle(self.planning_problem, self.plan.modes or {})

    def _with_pins(self, pins: Sequence[Pin]) -> Problem:
        return build_problem(self.catalogue, self.needs, pins=pins)

    @cached_property
    def stored_roadmap(self) -> StoredRoadmap | None:
        """The plan in the engagement if it answers today's problem; one that answers an older problem is passed over."""
        stored = self.engagement.read_document("roadmap", StoredRoadmap, unit=self.unit.code)
        return stored if stored is not None and stored.problem_hash == fingerprint(self.planning_problem) else None

    @cached_property
    def plan(self) -> Plan:
        """The roadmap, checked: the stored one if it answers today's problem, else solved now."""
        return self.stored_roadmap.plan if self.stored_roadmap is not None else solve(self.planning_problem)

    @cached_property
    def found(self) -> PlanFindings:
        """What solving again has said about the stored plan; nothing where nobody has asked."""
        stored = self.stored_roadmap
        return (stored.found if stored is not None else None) or PlanFindings()

    def quarter(self, offset: int) -> str:
        """Return the calendar label of a quarter that counts from 0."""
        return quarter_label(self.settings.first_quarter, offset)

    def called(self, initiative: str) -> str:
        """Return the name of an initiative in quotes."""
        return f"'{say(self.catalogue.by_id[initiative].name, self.language)}'"

    def called_skill(self, skill: str) -> str:
        """Return the name of a skill, which the catalogue need not know."""
        known = self.catalogue.skills
        return say(known[skill], self.language) if skill in known else skill

    def say_pin(self, pin: Pin) -> str:
        """Return a pin in words."""
        return say_pin(pin, self.quarter, self.called)

    @cached_property
    def explanations(self) -> dict[str, str]:
        """Why each initiative stands in its quarter or is left out, in calendar quarters and by name."""
        words = explain_plan(
            self.planning_problem,
            self.plan,
            quarter=self.quarter,
            name=self.called,
            skill=self.called_skill,
            way=self.way_called,
        )
        for pin in self.frame.pins:
            if pin.rule in {"start-in", "never"} and pin.initiative in words:
                because = f" ({pin.reason})" if pin.reason else ""
                words[pin.initiative] = f"pinned: {self.say_pin(pin)}{because}"
        return words

    def way_called(self, initiative: str, mode: str) -> str:
        """Return the name of a way to do an initiative, in quotes; the standard way is called so."""
        variants = {one.id: say(one.name, self.language) for one in self.catalogue.by_id[initiative].variants}
        return f"'{variants[mode]}'" if mode in variants else "the standard way"

    @cached_property
    def ways(self) -> dict[str, str]:
        """Why each chosen initiative that could be done in several ways is done in this one."""
        return explain_ways(
            self.planning_problem,
            self.plan,
            quarter=self.quarter,
            name=self.called,
            skill=self.called_skill,
            way=self.way_called,
        )

    @cached_property
    def waves(self) -> tuple[Wave, ...]:
        """The five waves with the initiatives that end in each."""
        return waves_of(self.planning_problem.quarters, self.ends, self.frame.waves_from)

    @cached_property
    def initiatives(self) -> tuple[PlannedInitiative, ...]:
        """The chosen initiatives with all that people need to work on them, in the order of their starts."""
        roles = {role.id: say(role.name, self.language) for role in self.model.meta.roles}
        return outline_plan(
            self.planning_problem, self.plan, self.waves, self.catalogue, self.estimates, roles, self.language
        )

    @cached_property
    def ends(self) -> dict[str, int]:
        """The quarter after the last one of each chosen initiative."""
        return ends_of(self.planning_problem, self.plan)

    @cached_property
    def projection(self) -> pd.DataFrame:
        """Score by domain today and when the plan is done, under the model's rule: domain, score, target, projected."""
        frame = self.gaps[["domain", "score", "target"]].reset_index(drop=True)
        done = self._project((frozenset(self.ends),))
        projected = done.set_index("domain")["score"].reindex(frame["domain"]).to_numpy(dtype=float)
        return frame.assign(projected=projected)

    @cached_property
    def projection_by_wave(self) -> pd.DataFrame:
        """Score and level of each domain (empty: overall) after each wave: wave, domain, score, level."""
        found = self._project(done_by_wave(self.waves))
        names = [wave.name for wave in self.waves]
        return found.assign(wave=[names[stage] for stage in found["stage"]])[["wave", "domain", "score", "level"]]

    @cached_property
    def milestones(self) -> tuple[Milestone, ...]:
        """Every level that the plan should reach, in the order of the quarters."""
        projected = self._project(done_by_quarter(self.planning_problem.quarters, self.ends))
        return tuple(find_milestones(projected, self.ends, self.catalogue))

    @property
    def milestone_sentences(self) -> tuple[str, ...]:
        """The milestones in words: "level 3 reached in FIN: 2027 Q3"."""
        return tuple(
            f"level {one.level} reached {f'in {one.domain}' if one.domain != OVERALL else 'overall'}: {self.quarter(one.quarter)}"
            for one in self.milestones
        )

    def _project(self, stages: Sequence[frozenset[str]]) -> pd.DataFrame:
        """Return the projected scores after each stage."""
        found = dict(list(self._projected.groupby("stage", sort=False)))
        parts = [found[self._stages[done]].assign(stage=at) for at, done in enumerate(stages)]
        return pd.concat(parts, ignore_index=True)

    @cached_property
    def _stages(self) -> dict[frozenset[str], int]:
        """All that may have ended at the end of a quarter, of a wave, or of the plan; several quarters may have ended the same."""
        quarters = done_by_quarter(self.planning_problem.quarters, self.ends)
        every = [*quarters, *done_by_wave(self.waves), frozenset(self.ends)]
        return {done: at for at, done in enumerate(dict.fromkeys(every))}

    @cached_property
    def _projected(self) -> pd.DataFrame:
        """Scores after each stage; a domain whose score of today is withheld or missing has none after the plan either."""
        found = project(self.setting, self.needed_responses, self.unit.code, self.catalogue, list(self._stages))
        shown = set(self.gaps.loc[self.gaps["score"].notna(), "domain"])
        if pd.notna(self.scores.of(self.unit.code)["score"]):
            shown.add(OVERALL)
        return found[found["domain"].isin(shown)].reset_index(drop=True)

    @cached_property
    def unconfirmed(self) -> dict[str, tuple[str, ...]]:
        """What the client has not confirmed yet of the chosen initiatives: effort, cost, owner, confirmation."""
        return self.estimates.unconfirmed(tuple(self.ends))

    @property
    def is_illustrative(self) -> bool:
        """Whether anything that the plan rests on is still the kit's judgement."""
        return bool(self.unconfirmed) or self.frame.confirmed is None

    @property
    def illustrative_sentence(self) -> str:
        """Say what has to be confirmed before the plan is one; empty when all is."""
        if not self.is_illustrative:
            return ""
        open_points = []
        if self.unconfirmed:
            number, total = len(self.unconfirmed), len(self.ends)
            open_points.append(f"effort, cost and owner of {number} of {total} initiatives")
        if self.frame.confirmed is None:
            open_points.append("capacity and budget")
        return f"Illustrative until the client has confirmed {', and '.join(open_points)}."

    @cached_property
    def pin_prices(self) -> tuple[PinPrice, ...]:
        """What each pin costs."""
        return price_pins(self._with_pins, self.frame.pins, self.plan, seconds=SECONDS, seed=SEED, say=self.say_pin)

    @cached_property
    def pin_clash(self) -> str:
        """Which pins cannot hold together, as a sentence; empty when there is a plan, or pins are not to blame."""
        try:
            if self.plan.status != "infeasible":
                return ""
        except PlanningError as error:
            return str(error)
        clash = find_clashing_pins(self._with_pins, self.frame.pins, seconds=SECONDS, seed=SEED)
        return say_clashing_pins(clash, self.say_pin)

    @cached_property
    def prices(self) -> tuple[Price, ...]:
        """What looser limits would bring: stored with the plan, else found now."""
        return self.found.prices or price_constraints(self.planning_problem, self.plan, seconds=SECONDS, seed=SEED)

    @cached_property
    def frontier(self) -> Frontier:
        """The best plan by budget: stored with the plan, else found now."""
        return self.found.frontier or budget_frontier(self.planning_problem, self.plan, seconds=SECONDS, seed=SEED)

    @cached_property
    def core(self) -> tuple[CoreMember, ...]:
        """Which chosen initiatives stand in every plan close to the best one."""
        return no_regret_core(self.planning_problem, self.plan, seconds=SECONDS, seed=SEED)

    @cached_property
    def left_out(self) -> tuple[WhyNot, ...]:
        """What each initiative that is left out would cost if it were forced in: stored with the plan, else found now."""
        return self.found.left_out or why_not(
            self.planning_problem, self.plan, seconds=SECONDS, seed=SEED, quarter=self.quarter, name=self.called
        )

    @cached_property
    def robustness(self) -> Robustness:
        """How firm the dates are."""
        return simulate(self.planning_problem, self.plan, self.waves, self.milestones, seed=SEED)

    @cached_property
    def first_days(self) -> tuple[WeekStep, ...]:
        """The mobilise wave in weeks, for the type of PMO that was chosen, else the one that is advised."""
        if self.choice is not None:
            return load_first_days().steps_for(self.choice.type)
        return load_first_days().steps_for(None if self.recommendation is None else self.recommendation.type)
