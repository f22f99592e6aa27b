"""What solving again says about a plan: how good it is, what holds it back, what is in every good plan, how firm the dates are."""

from collections.abc import Callable
from html import escape

import ipywidgets as widgets

from pmokit.content.library import load_theme
from pmokit.model.base import say
from pmokit.model.printing import print_number
from pmokit.roadmap.no_regret import WITHIN
from pmokit.roadmap.robust import RUNS
from pmokit.study.plan_frame import plan_frame
from pmokit.study.unit import UnitStudy
from pmokit.views.milestones import milestone_list
from pmokit.views.prices import price_list
from pmokit.views.value_spend import budget_frontier
from pmokit.workshop.components.basic import button, card, html
from pmokit.workshop.figures import figure
from pmokit.workshop.planner.state import PlannerState
from pmokit.workshop.planner.trial_bar import Guard
from pmokit.workshop.planner.words import how_good

Answer = Callable[[UnitStudy], str]


class QuestionsPanel(widgets.VBox):  # type: ignore[misc]
    """Questions about the plan, each answered on demand.

    Parameters
    ----------
    state
        The plan.
    guard
        Wraps each handler.
    """

    def __init__(self, state: PlannerState, guard: Guard) -> None:
        self.state = state
        self.good = html("")
        self.cards = {
            "prices": Question("What holds the plan back?", "prices", prices_markup, state, guard),
            "frontier": Question("What would more or less money bring?", "frontier", frontier_markup, state, guard),
            "core": Question("What belongs to every good plan?", "core", core_markup, state, guard),
            "robustness": Question("How firm are the dates?", "robustness", firm_markup, state, guard),
        }
        super().__init__([card(html("<h2>How good is this plan?</h2>"), self.good), *self.cards.values()])
        self.add_class("pk-content")
        state.observe(guard(lambda _: self.show()), "study")
        self.show()

    def show(self) -> None:
        """Bring all answers in step with what is kept."""
        self.good.value = f"<p>{escape(how_good(self.state.study.plan))}</p>"
        for one in self.cards.values():
            one.show()


class Question(widgets.VBox):  # type: ignore[misc]
    """One question: a button until it is answered for the present plan, then the answer.

    Parameters
    ----------
    title
        The question.
    part
        Name of what the study is asked for.
    markup
        The answer as markup.
    state, guard
        As in the panel.
    """

    def __init__(self, title: str, part: str, markup: Answer, state: PlannerState, guard: Guard) -> None:
        self.state, self._part, self._markup = state, part, markup
        self.answer = html("")
        self.ask = button("Work it out", guard(lambda _: self._ask(title)))
        self.ask.tooltip = f"Work it out: {title}"
        super().__init__([html(f"<h2>{title}</h2>"), self.answer, self.ask])
        self.add_class("pk-card")

    def show(self) -> None:
        """Show the answer where there is one."""
        study = self.state.study
        is_known = bool(vars(study).get(self._part)) or bool(getattr(study.found, self._part, None))
        self.answer.value = self._markup(study) if is_known else ""
        self.ask.layout.display = "none" if is_known else ""

    def _ask(self, title: str) -> None:
        self.state.work_out(f"{title} Working it out", lambda study: getattr(study, self._part), self.show)


def prices_markup(study: UnitStudy) -> str:
    """Return what looser limits would bring."""
    names = {one.id: say(one.name, study.language) for one in study.catalogue.initiatives}
    names |= {skill: say(name, study.language) for skill, name in study.catalogue.skills.items()}
    return figure(price_list(plan_frame(study, load_theme()), study.prices, names), is_titled=False)


def frontier_markup(study: UnitStudy) -> str:
    """Return what the best plan is worth for each budget."""
    if not study.frontier.points:
        return f"<p>{escape(study.frontier.text)}</p>"
    return figure(budget_frontier(plan_frame(study, load_theme()), study.frontier), is_titled=False)


def core_markup(study: UnitStudy) -> str:
    """Return which initiatives every plan close to the best has, and which it can do without."""
    groups: dict[bool | None, list[str]] = {True: [], False: [], None: []}
    for member in study.core:
        share = (
            "" if member.loss_share is None else f" (without it: {print_number(100 * member.loss_share, '.0f')} % less)"
        )
        called = escape(say(study.catalogue.by_id[member.initiative].name, study.language))
        groups[member.is_core].append(f"{called}{share}")
    titles = {
        True: f"In every plan that is worth at least {print_number(100 - 100 * WITHIN, '.0f')} % of the best one: begin with these, whatever else is decided",
        False: "A plan nearly as good can do without",
        None: "Not known in the time there was",
    }
    parts = [
        f"<h3>{titles[is_core]}</h3><ul>{''.join(f'<li>{name}</li>' for name in names)}</ul>"
        for is_core, names in groups.items()
        if names
    ]
    return "".join(parts) or "<p>No initiative is in the plan.</p>"


def firm_markup(study: UnitStudy) -> str:
    """Return the quarters in which half and eight tenths of the runs reach each level, and the initiatives that often end late."""
    firm = study.robustness
    late = [
        f"<li>{escape(study.called(one.initiative))}: planned to end in {study.quarter(one.planned)}; in 8 of 10 runs by "
        f"{'no quarter of the plan' if one.p80 is None else study.quarter(one.p80)}</li>"
        for one in firm.ends
        if one.p80 is None or one.p80 > one.planned
    ]
    lead = (
        f"<p>{RUNS} runs in which work takes longer or shorter by chance, and people are missing at times; {escape(firm.source)}. "
        "P50: in half of the runs by then; P80: in 8 of 10.</p>"
    )
    drawn = figure(milestone_list(plan_frame(study, load_theme()), study.milestones, firm)) if study.milestones else ""
    return lead + drawn + (f"<h3>Initiatives that may end later</h3><ul>{''.join(late)}</ul>" if late else "")
