"""The first slides: what is asked for, what the problem costs, the three options."""

from collections.abc import Callable, Sequence

from pmokit.content.catalogues import load_kpis
from pmokit.content.library import load_theme
from pmokit.model.base import say
from pmokit.model.printing import print_count, print_day, print_number
from pmokit.model.roadmap import wave_title
from pmokit.reports.deck.parts import Box, Builder, Cell, Chart, Line, Series, Slide
from pmokit.reports.deck.stage import Stage, Table
from pmokit.strategy.measures.measure import Measured
from pmokit.strategy.running_cost import running_cost
from pmokit.study.board_case import BoardCase
from pmokit.study.board_options import Option
from pmokit.study.board_request import checkpoints, confidence_sentence, say_checkpoint
from pmokit.study.problem_cost import UNKNOWN, cost_of_problem
from pmokit.study.unit import UnitStudy
from pmokit.views.exhibit import NOTHING, show
from pmokit.views.kpi_values import print_kpi
from pmokit.views.portfolio import rating_mix

PROBLEM_KPIS = (
    "on_time_share",
    "median_finish_delay_days",
    "finish_cost_to_budget",
    "variance_at_completion",
    "overdue_share",
    "cost_performance_index",
    "capacity_cover",
    "benefits_stated_share",
)
"""What a board asks first of its projects; those with a value are shown."""
PAINS: tuple[tuple[str, Callable[[float], bool], str], ...] = (
    ("on_time_share", lambda share: share < 0.8, "{0} of finished projects met their date"),  # noqa: PLR2004 - expert judgement
    ("finish_cost_to_budget", lambda share: share > 1.02, "finished projects took {0} of their budget"),  # noqa: PLR2004 - as above
    ("forecast_on_time_share", lambda share: share < 0.8, "{0} of running ones are forecast to be on time"),  # noqa: PLR2004 - as above
    ("rating_red_share", lambda share: share > 0, "{0} of rated projects are red"),
)
"""Figures that make a headline, from where on they hurt, and how they are told."""
MOST_PAINS = 3
TILE = 124.0


def title_slide(study: UnitStudy, stage: Stage) -> Slide:
    """Return the first slide.

    Parameters
    ----------
    study, stage
        The unit's story, and the room.
    """
    day = print_day(stage.today)
    return Slide(
        "title",
        f"A PMO for {study.unit.name}",
        layout="title",
        subtitle=f"{study.settings.client} · for the board · {day}",
        notes=tuple(text for text in (study.unit.story,) if text),
    )


def ask_slide(study: UnitStudy, stage: Stage, case: BoardCase) -> Slide:
    """Return the request: one sentence, its four figures, what is bought, and how sure it is.

    Parameters
    ----------
    study, stage
        The unit's story, and the room.
    case
        What the unit asks for.
    """
    currency = study.settings.currency
    slide = Builder("ask", case.headline(currency))
    measure, proof = case.measure, case.proof
    day = print_day(proof.by, "short") if proof else UNKNOWN
    tiles = (
        (
            "money",
            "Money",
            UNKNOWN if case.cost_k is None else f"{show(case.cost_k, 'money')} k {currency}",
            "likely cost of all initiatives, beside own people",
        ),
        (
            "people",
            "Own people",
            UNKNOWN if case.fte is None else f"{print_number(case.fte, '.1f')} FTE",
            "in the busiest quarter, over all skills",
        ),
        (
            "measure",
            "Business measure",
            f"{measure.now} → {measure.then}" if measure else UNKNOWN,
            f"{measure.name}; {measure.source}" if measure else "agree one with the board",
        ),
        ("proof", "First proof", day, "first results in the hands of users"),
    )
    height = min(TILE, stage.area.height * 0.4)
    for at, (part, label, value, note) in enumerate(tiles):
        box = stage.area.top(height).column(at, len(tiles))
        lines = (Line(label, 12, colour="muted"), Line(value, 22, bold=True, colour="brand"), Line(note, 12, gap=2))
        words, rest = stage.words(part, lines, box, (22.0, 20.0, 18.0, 16.0), fill="surface", stroke="line", inset=10)
        slide.add(words).tell(*rest)
    words, rest = stage.words("why", _ask_lines(study, case), stage.area.below(height + 16))
    return slide.add(words).tell(*_plan_notes(study), *rest).slide()


def _ask_lines(study: UnitStudy, case: BoardCase) -> list[Line]:
    lines = []
    if case.proof:
        lines.append(Line(f"First result: {case.proof.what}", bullet=True))
    chosen = next((one for one in case.options if one.name == "Recommended"), None)
    if chosen:
        lines += [
            Line(f"What comes out: {chosen.result}", bullet=True, gap=6),
            Line(f"What may go wrong: {chosen.risk}", bullet=True, gap=6),
        ]
    lines += [Line(f"What it costs today: {' '.join(cost_of_problem(study)) or f'{UNKNOWN}.'}", bullet=True, gap=6)]
    if study.structure is not None:
        yearly = running_cost(study.structure, study.service_catalogues.roles.days_per_fte)[1].likely
        office = f"{print_number(study.structure.fte.likely, '.1f')} FTE, {show(yearly / 1000, 'money')} thousand {study.settings.currency} a year"
        lines.append(Line(f"The PMO itself, not in the sum: {office}", bullet=True, gap=6))
    if chosen:
        lines.append(Line(f"How sure: {confidence_sentence(study)}", bullet=True, gap=6))
    return lines


def _plan_notes(study: UnitStudy) -> tuple[str, ...]:
    if not study.can_be_planned:
        return ()
    return (
        "Money is the likely cost of the initiatives beside the client's own people; people are the FTE that the plan takes of the agreed "
        f"capacity. Capacity and budget: {study.frame.source}. Effort, cost and lift are expert judgement where the client has not confirmed them.",
    )


def problem_slide(study: UnitStudy, stage: Stage) -> Slide | None:
    """Return what the unit's own projects say; None without a project list.

    Parameters
    ----------
    study, stage
        The unit's story, and the room.
    """
    if study.projects.empty:
        return None
    found = {one.kpi.id: one for one in study.kpis if one.value is not None}
    slide = Builder("problem", _problem_title(found))
    wide = stage.area.left(0.58)
    cost = " ".join(cost_of_problem(study)) or f"What the problem costs: {UNKNOWN}."
    told, rest = stage.words(
        "cost", (Line(cost, bold=True, colour="brand"),), stage.area.top(46), (18.0, 16.0, 14.0, 13.0)
    )
    grid, cut = stage.grid(_figures(study, found), wide.below(56))
    beside = stage.area.right(0.42).below(56)
    head, _ = stage.words(
        "ratings-head",
        (Line("Projects by their rating", bold=True, colour="brand"),),
        beside.top(22),
        (15.0, 14.0, 13.0, 12.0),
    )
    slide.add(told).add(grid).add(head).add(_ratings(study, beside.below(24)))
    slide.tell(
        f"{print_count(len(study.projects), 'project')}, figures as of {print_day(study.as_of)}. Each figure counts the projects that have it; n is their number, "
        "and withheld ones are not guessed.",
        *(f"{_name(study, one)}: {one.note}" for one in found.values() if one.note and one.kpi.id in PROBLEM_KPIS),
        *rest,
        *cut,
    )
    return slide.slide()


def _problem_title(found: dict[str, Measured]) -> str:
    judged = [
        (one.value, is_bad, form) for kpi, is_bad, form in PAINS if (one := found.get(kpi)) and one.value is not None
    ]
    told = [
        form.format(print_number(value, ".0%")).replace(" %", "\N{NO-BREAK SPACE}%")
        for value, is_bad, form in judged
        if is_bad(value)
    ]
    if told:
        return f"The problem in your own figures: {', '.join(told[:MOST_PAINS])}"
    if len(judged) == len(PAINS):
        return "What the projects say today: no date or budget is out of line"
    return "What the projects say today: too little to judge dates and budgets by"


def _name(study: UnitStudy, one: Measured) -> str:
    return say(load_kpis().by_id[one.kpi.id].name, study.language)


def _figures(study: UnitStudy, found: dict[str, Measured]) -> Table:
    catalogue = load_kpis().by_id
    rows = []
    for kpi in PROBLEM_KPIS:
        one = found.get(kpi)
        if one is None:
            continue
        value = print_kpi(one.value, catalogue[kpi].unit, study.settings.currency)
        rows.append(
            (
                Cell(_name(study, one)),
                Cell(value, bold=True, align="right"),
                Cell(str(one.n), align="right"),
                Cell(str(one.withheld or NOTHING), align="right"),
            )
        )
    head = (Cell("Figure"), Cell("Value", align="right"), Cell("n", align="right"), Cell("Withheld", align="right"))
    return Table(
        "figures",
        head,
        tuple(rows),
        (5.2, 2.6, 0.8, 2),
        "Figures of the unit's own projects with the number of projects behind each",
    )


def _ratings(study: UnitStudy, box: Box) -> Chart:
    exhibit = rating_mix(study.projects, load_theme())
    frame = exhibit.frame
    names = tuple(str(name) for name in frame["rating"])
    counts = tuple(float(value) for value in frame["projects"])
    return Chart(
        "ratings",
        box,
        "bar",
        names,
        (Series("Projects", counts, "accent"),),
        f"{exhibit.title}. {exhibit.description}",
        "0",
        lowest=0,
        labelled=True,
    )


def options_slide(study: UnitStudy, stage: Stage, case: BoardCase) -> Slide | None:
    """Return the options side by side; None where there is no plan to choose.

    Parameters
    ----------
    study, stage
        The unit's story, and the room.
    case
        What the unit asks for.
    """
    options = case.options
    chosen = next((one for one in options if one.name == "Recommended"), None)
    if chosen is None:
        return None
    ahead = sum(one.name != "Recommended" for one in options)
    title = f"{'Three' if ahead > 1 else 'Two'} options; we recommend {chosen.what[0].lower()}{chosen.what[1:]}"
    slide = Builder("options", title)
    grid, cut = stage.grid(
        _option_table(options, study.settings.currency), stage.area, (16.0, 15.0, 14.0, 13.0, 12.0, 11.0)
    )
    slide.add(grid)
    slide.tell(
        "The cheaper option is the beginning of the recommended one: its first waves, which need nothing of the later ones. Results are the model's "
        "own rule applied to answers as the catalogue says they rise; expert judgement until measured again.",
        *(f"{say_checkpoint(study, one)}." for one in checkpoints(study)),
        *_seen_when_done(study),
        *cut,
    )
    return slide.slide()


def _option_table(options: Sequence[Option], currency: str) -> Table:
    marked = [one.name == "Recommended" for one in options]

    def row(label: str, texts: Sequence[str], *, bold: bool = False) -> tuple[Cell, ...]:
        filled = ("level0" if is_it else "" for is_it in marked)
        return (
            Cell(label, bold=True),
            *(Cell(text, fill, bold=bold) for text, fill in zip(texts, filled, strict=True)),
        )

    head = (Cell(""), *(Cell(one.name, "accent" if is_it else "") for one, is_it in zip(options, marked, strict=True)))
    rows = (
        row("What", [one.what for one in options]),
        row(
            "Money",
            [
                "none"
                if one.cost_k == 0
                else UNKNOWN
                if one.cost_k is None
                else f"{show(one.cost_k, 'money')} thousand {currency}"
                for one in options
            ],
            bold=True,
        ),
        row(
            "Own people",
            [
                "none" if one.fte == 0 else UNKNOWN if one.fte is None else f"up to {print_number(one.fte, '.1f')} FTE"
                for one in options
            ],
            bold=True,
        ),
        row("Result", [one.result for one in options]),
        row("Risk", [one.risk for one in options]),
    )
    return Table("table", head, rows, (1.1, *(3.0 for _ in options)), "The options with money, people, result and risk")


def _seen_when_done(study: UnitStudy) -> list[str]:
    """Return how to see at a checkpoint that the initiatives of each wave are done."""
    by_id = {one.id: one for one in study.initiatives}
    return [
        f"What shows that {wave_title(wave.name)} is done ({study.quarter(max(by_id[name].end for name in wave.initiatives) - 1)}): "
        + "; ".join(f"{by_id[name].name}: {by_id[name].done_when}" for name in wave.initiatives)
        for wave in study.waves
        if wave.initiatives
    ]
