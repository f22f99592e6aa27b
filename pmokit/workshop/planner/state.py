"""The plan of one unit while people work on it: what is kept, what is being tried, and what that would cost; no display."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from traitlets import HasTraits, Instance, Unicode

from pmokit.model.base import say
from pmokit.model.pins import Pin
from pmokit.model.planning import Plan
from pmokit.model.roadmap import Estimates
from pmokit.model.steps import PlanningFrame
from pmokit.roadmap.difference import find_difference, say_difference
from pmokit.roadmap.fingerprint import fingerprint
from pmokit.roadmap.replan import replan
from pmokit.roadmap.solve import solve
from pmokit.roadmap.what_if import Answer, Words, answer_change, answer_move
from pmokit.store.engagement import Engagement
from pmokit.study.circumstances import in_circumstances
from pmokit.study.stored_plan import keep_plan, known_plan
from pmokit.study.unit import UnitStudy
from pmokit.workshop.document_state import DocumentState
from pmokit.workshop.planner.background import Background, ShouldStop
from pmokit.workshop.planner.kept import FIRST_SECONDS, with_first_plan, with_proof

PROOF_SECONDS = 8.0
FIXING = frozenset({"start-in", "never", "must"})
"""Rules that a move on the board takes the place of."""


@dataclass(frozen=True)
class Trial:
    """A change that is looked at and not kept yet.

    Parameters
    ----------
    text
        What it costs or breaks, in words.
    study
        The unit with the change and its plan; None where there is no plan.
    refused
        Id and quarter of a bar that cannot stand where it was put.
    nearest
        The nearest quarter in which it can.
    """

    text: str
    study: UnitStudy | None = None
    refused: tuple[str, int] | None = None
    nearest: int | None = None


class PlannerState(HasTraits):  # type: ignore[misc]
    """The plan of one unit.

    Parameters
    ----------
    study
        Of a unit that can be planned.
    today
        The date that a kept plan bears.
    author
        Who plans.
    failed
        Told what went wrong beside the page.
    """

    study = Instance(UnitStudy)
    trial = Instance(Trial, allow_none=True)
    waiting = Unicode("")

    def __init__(self, study: UnitStudy, *, today: dt.date, author: str, failed: Callable[[Exception], None]) -> None:
        engagement, unit = study.engagement, study.unit.code
        self.today, self.failed = today, failed
        self.background = Background(self._broke)
        self.frame = DocumentState(
            engagement, "planning", PlanningFrame, unit=unit, author=author, start=lambda: study.frame
        )
        self.estimates = DocumentState(
            engagement, "estimates", Estimates, unit=unit, author=author, start=lambda: study.estimates
        )
        super().__init__(study=with_first_plan(study))
        self.is_proven_or_tried = False
        for document in (self.frame, self.estimates):
            document.observe(lambda _: self._renew(), "body")

    @property
    def engagement(self) -> Engagement:
        """Where the plan lives."""
        engagement: Engagement = self.study.engagement
        return engagement

    @property
    def author(self) -> str:
        """Who plans."""
        return str(self.frame.author)

    @property
    def shown(self) -> UnitStudy:
        """What the board shows: the trial, else what is kept."""
        kept: UnitStudy = self.study
        tried: UnitStudy | None = None if self.trial is None else self.trial.study
        return tried or kept

    @property
    def is_draft(self) -> bool:
        """Whether nobody has kept this plan yet."""
        return known_plan(self.study) is None

    @property
    def words(self) -> Words:
        """How quarters, initiatives and skills are called."""
        study = self.study
        skills = {skill: say(name, study.language) for skill, name in study.catalogue.skills.items()}
        return Words(study.quarter, study.called, lambda skill: skills.get(skill, skill))

    def move(self, initiative: str, start: int) -> None:
        """Try an initiative in another quarter, counted from 0."""
        kept = self._pins_without(initiative)
        pin = Pin(initiative=initiative, rule="start-in", quarter=start, reason=f"Moved on the board by {self.author}")
        free = in_circumstances(self.study, frame=self._frame(pins=kept)).planning_problem
        target = in_circumstances(self.study, frame=self._frame(pins=(*kept, pin)))
        problem, before, words = target.planning_problem, self.study.plan, self.words

        def work(should_stop: ShouldStop) -> Answer:
            return answer_move(free, problem, before, initiative, start, words=words, should_stop=should_stop)

        self._ask(target, work, (initiative, start))

    def pin(self, initiative: str, start: int) -> None:
        """Pin an initiative to its quarter, at once; or, where it is pinned, let it move again."""
        study = self.study
        fixed = [pin for pin in study.frame.pins if pin.initiative == initiative and pin.rule == "start-in"]
        if fixed:
            self.wish(self._pins_without(initiative), f"Letting {study.called(initiative)} move again")
        elif study.plan.schedule.get(initiative) == start:
            pin = Pin(initiative=initiative, rule="start-in", quarter=start, reason=f"Pinned by {self.author}")
            frame = self._frame(pins=(*self._pins_without(initiative), pin))
            # The plan keeps the pin already, and the best plan with it is worth no more than without.
            self._keep(in_circumstances(study, frame=frame, plan=study.plan))
        else:
            self.move(initiative, start)

    def wish(self, pins: Sequence[Pin], called: str) -> None:
        """Try other pins; ``called`` is the change as the subject of a sentence."""
        self.change(self._frame(pins=tuple(pins)), called)

    def change(self, frame: PlanningFrame, called: str) -> None:
        """Try another frame; ``called`` as in :meth:`wish`."""
        target = in_circumstances(self.study, frame=frame)
        self._try(target, called, is_comparable=frame.quarters == self.study.frame.quarters)

    def note(self, **fields: Any) -> None:
        """Keep what is said about the frame and changes no plan: its source, and who has confirmed it.

        Raises
        ------
        InputError
            If a value does not hold.
        """
        self.put_back()
        self.frame.edit(**fields)

    def estimate(self, estimates: Estimates, called: str) -> None:
        """Try other estimates; ``called`` as in :meth:`wish`."""
        self._try(in_circumstances(self.study, estimates=estimates), called)

    def keep(self) -> bool:
        """Keep what is tried; return whether there was something to keep."""
        trial = self.trial
        if trial is None or trial.study is None:
            return False
        self._keep(trial.study)
        return True

    def put_back(self) -> None:
        """Forget what is tried, or is being worked out."""
        self.background.stop()
        self.waiting = ""
        if self.trial is None:
            # The board has moved a bar by itself: it is told where it belongs, though nothing was tried yet.
            self._tell_again()
        else:
            self.trial = None

    def prove(self) -> None:
        """Look on for a better plan, or the proof that there is none, unless that has been done for this plan."""
        plan = self.study.plan
        if plan.value is None or plan.status == "optimal" or self.is_proven_or_tried:
            return
        problem = self.study.planning_problem.model_copy(update={"time_limit": PROOF_SECONDS})

        def work(should_stop: ShouldStop) -> Plan:
            return solve(problem, hint=plan.schedule, hint_modes=plan.modes, should_stop=should_stop)

        self.waiting = "Checking whether a better plan exists"
        self.background.start(work, self._take_proof)

    def work_out(self, waiting: str, find: Callable[[UnitStudy], object], done: Callable[[], None]) -> None:
        """Let the study find something that takes seconds, beside the page; it remembers what it found.

        Parameters
        ----------
        waiting
            What is being found, for the page.
        find
            Reads what is wanted from the study that it is given.
        done
            Called when it is there.
        """
        study = self.study

        def finish(_found: object) -> None:
            self.waiting = ""
            done()

        self.trial = None
        self.waiting = waiting
        self.background.start(lambda _should_stop: find(study), finish)

    def _frame(self, *, pins: Sequence[Pin]) -> PlanningFrame:
        frame: PlanningFrame = self.study.frame
        return frame.model_copy(update={"pins": tuple(pins)})

    def _pins_without(self, initiative: str) -> tuple[Pin, ...]:
        return tuple(p for p in self.study.frame.pins if p.initiative != initiative or p.rule not in FIXING)

    def _try(self, target: UnitStudy, called: str, *, is_comparable: bool = True) -> None:
        problem, before, words = target.planning_problem, self.study.plan, self.words
        if fingerprint(problem) == fingerprint(self.study.planning_problem):
            # Who said so, and the like: the plan has nothing to do with it.
            self._keep(in_circumstances(target, plan=self.study.plan, found=self.study.found))
            return

        def work(should_stop: ShouldStop) -> Answer:
            return answer_change(
                problem, before, called, words=words, is_comparable=is_comparable, should_stop=should_stop
            )

        self._ask(target, work, None)

    def _ask(self, target: UnitStudy, work: Callable[[ShouldStop], Answer], moved: tuple[str, int] | None) -> None:
        """Work something out beside the page, and show it as the trial."""

        def done(answer: Answer) -> None:
            self.waiting = ""
            study = in_circumstances(target, plan=answer.plan) if answer.is_possible else None
            refused = moved if study is None else None
            self.trial = Trial(answer.text, study, refused, answer.nearest)

        self.trial = None
        self.waiting = "Working out what that costs"
        self.background.start(work, done)

    def _keep(self, study: UnitStudy) -> None:
        self.background.stop()
        self._show(study)
        self.frame.change(study.frame)
        if study.estimates != self.estimates.body:
            self.estimates.change(study.estimates)
        if self.study is study and self.frame.conflict is None:
            keep_plan(study, study.plan, today=self.today, author=self.author)
            # It was shown as a draft before it was stored.
            self._tell_again()
        self.prove()

    def _tell_again(self) -> None:
        """Let whoever follows the plan draw it again, though it is the same one."""
        self.notify_change({"name": "study", "old": self.study, "new": self.study, "owner": self, "type": "change"})

    def _show(self, study: UnitStudy) -> None:
        self.is_proven_or_tried = False
        self.waiting = ""
        self.trial = None
        self.study = study

    def _take_proof(self, found: Plan) -> None:
        self.waiting = ""
        self.is_proven_or_tried = True
        study = self.study
        plan = study.plan
        if found.value is None or plan.value is None:
            return
        if found.value <= plan.value:
            known = with_proof(plan, found)
            if known is not None:
                self.study = in_circumstances(study, plan=known, found=study.found)
        elif self.is_draft:
            self.study = in_circumstances(study, plan=found)
        else:
            better = say_difference(find_difference(plan, found), study.called)
            self.trial = Trial(f"A better plan was found: it {better}.", in_circumstances(study, plan=found))

    def _renew(self) -> None:
        """Follow documents that were undone, or changed by someone else."""
        frame, estimates = self.frame.body, self.estimates.body
        if frame == self.study.frame and estimates == self.study.estimates:
            return
        target = in_circumstances(self.study, frame=frame, estimates=estimates)
        known = known_plan(target)
        if known is not None:
            self.background.stop()
            self._show(in_circumstances(target, plan=known.plan, found=known.found))
            return
        problem, before = target.planning_problem, self.study.plan
        self.trial = None
        self.waiting = "Planning anew"
        self.background.start(
            lambda should_stop: replan(
                problem, before.schedule, old_modes=before.modes, seconds=FIRST_SECONDS, should_stop=should_stop
            ),
            lambda plan: self._show(in_circumstances(target, plan=plan)),
        )

    def _broke(self, error: Exception) -> None:
        self.waiting = ""
        self.failed(error)
        self.put_back()
