"""The last slides: risks and the decisions that are asked for, how the figures came about."""

import pandas as pd

from pmokit.assess.explain import RULE_SENTENCES
from pmokit.model.base import say
from pmokit.model.printing import print_count, print_day, print_number
from pmokit.reports.deck.parts import Builder, Cell, Line, Slide
from pmokit.reports.deck.stage import TABLE_SIZES, Stage, Table
from pmokit.study.board_case import BoardCase, has_plan
from pmokit.study.board_request import Decision, board_decisions, board_risks
from pmokit.study.unit import UnitStudy
from pmokit.views.exhibit import NOTHING, show

OPEN = "open"
COUNTED = {1: "One decision", 2: "Two decisions", 3: "Three decisions"}


def risk_slide(study: UnitStudy, stage: Stage, case: BoardCase) -> Slide:
    """Return the largest risks, and up to three decisions with name and date.

    Parameters
    ----------
    study, stage
        The unit's story, and the room.
    case
        What the unit asks for.
    """
    decisions = board_decisions(study, case)
    number = len(decisions)
    title = f"{COUNTED[number]} asked of the board" if number else "Risks of the unit's projects"
    slide = Builder("decisions", f"{title}, and the risks to carry" if number else title)
    left, right = stage.area.left(0.5), stage.area.right(0.5)
    told = _risk_reason(study)
    tables = [
        *([(_decision_table(decisions), left)] if number else []),
        *([] if told else [(_risk_table(study), right)]),
    ]
    # Both tables in letters of one size: that of the fuller one.
    size = min((stage.grid(table, box)[0].size for table, box in tables), default=TABLE_SIZES[0])
    for table, box in tables:
        grid, cut = stage.grid(table, box, [one for one in TABLE_SIZES if one <= size])
        slide.add(grid).tell(*cut)
    if told:
        words, rest = stage.words("risks", (Line(told),), right)
        slide.add(words).tell(*rest)
    return slide.tell(*_risk_notes(study)).slide()


def _decision_table(decisions: list[Decision]) -> Table:
    rows = tuple((Cell(one.what, bold=True), Cell(one.who), Cell(one.by)) for one in decisions)
    head = (Cell("Decision"), Cell("Who"), Cell("By"))
    return Table("decisions", head, rows, (4.6, 2.6, 1.8), "Decisions with name and date")


def _risk_reason(study: UnitStudy) -> str:
    """Return why there is no table of risks, or nothing."""
    if study.risk_register is None:
        return "No risk register has been brought in: the risks of the projects are not measured."
    if study.risks is None:
        return "The risks cannot be rated yet: the risk appetite is agreed with the methodology."
    return f"The register names no open risk that hits {study.unit.name}." if study.risks.empty else ""


def _risk_table(study: UnitStudy) -> Table:
    rows = [
        (
            Cell(risk.sentence),
            Cell(f"{risk.band}, {show(risk.exposure_k, 'money')}"),
            Cell(f"{risk.owner or OPEN}; {risk.due or NOTHING}"),
        )
        for risk in board_risks(study)
    ]
    head = (Cell("Risk"), Cell(f"Band, loss (k\N{NO-BREAK SPACE}{study.settings.currency})"), Cell("Owner, due"))
    return Table(
        "risks",
        head,
        tuple(rows),
        (4.6, 2.1, 2.5),
        "The largest open risks with band, expected loss in thousands, owner and date of the action",
    )


def _risk_notes(study: UnitStudy) -> list[str]:
    if study.risks is None:
        return []
    return [
        f"{row['id']}: {row['sentence']} Points {row['points']} ({row['band']}), hits {row['projects']}. Response: {row['response']}; {row['action'] or 'no action named'}."
        for row in study.risks.to_dict("records")
    ]


def method_slide(study: UnitStudy, stage: Stage, left_out: tuple[str, ...]) -> Slide:
    """Return who answered, by which rule it was reckoned, what is not known, and what is missing in this deck.

    Parameters
    ----------
    study, stage
        The unit's story, and the room.
    left_out
        What the deck says nothing of, with the next step.
    """
    slide = Builder("method", "How these figures came about, and what they do not say")
    lines = [Line("How", bold=True, colour="brand"), *(_bullet(text) for text in _how(study))]
    limits = [Line("Limits", bold=True, colour="brand"), *(_bullet(text) for text in (*_limits(study), *left_out))]
    first, rest = stage.words("how", lines, stage.area.left(0.5), (16.0, 15.0, 14.0, 13.0, 12.0))
    second, more = stage.words("limits", limits, stage.area.right(0.5), (16.0, 15.0, 14.0, 13.0, 12.0))
    return slide.add(first).add(second).tell(f"Fingerprint of all inputs: {study.input_hash}.", *rest, *more).slide()


def _bullet(text: str) -> Line:
    return Line(text, bullet=True, gap=5)


def _how(study: UnitStudy) -> list[str]:
    found = []
    if study.is_assessed:
        scores, people = study.scores, sum(study.people_by_role.values())
        row = scores.of(study.unit.code)
        lowest, highest = scores.scale
        found = [
            f"{people} {'person' if people == 1 else 'people'} answered; coverage {show(row['coverage'], 'share')} of the questions by weight.",
            f"Model {say(study.model.meta.name, study.language)}, version {scores.version}; rule {scores.rule}: {RULE_SENTENCES[scores.rule]}. Scale {print_number(lowest, 'g')} to {print_number(highest, 'g')}.",
            f"Targets: {', '.join(dict.fromkeys(study.target_table['origin']))}.",
        ]
    if study.can_be_planned:
        found.append(
            f"Roadmap: initiatives of the catalogue {study.catalogue.version}, chosen and placed so that the weighted gap closes as early as the limits allow. Limits: {study.frame.source}."
        )
    if len(study.projects):
        found.append(f"{print_count(len(study.projects), 'project')}, figures as of {print_day(study.as_of)}.")
    return found


def _limits(study: UnitStudy) -> list[str]:
    found = []
    if study.is_assessed:
        row = study.scores.of(study.unit.code)
        if pd.notna(row["low"]) and row["high"] > row["low"]:
            found.append(
                f"While answers are open, the overall score may lie between {print_number(row['low'], '.1f')} and {print_number(row['high'], '.1f')}."
            )
        if study.is_anonymous:
            found.append("Figures of fewer people than agreed are withheld, here and in every export.")
        found.append(
            "Scores are what people say of their unit; a level above 2 without seen evidence is called claimed."
        )
    if has_plan(study):
        found.append(
            study.illustrative_sentence or "The client has confirmed effort, cost, owners, capacity and budget."
        )
    found.append(
        "What a type of PMO fits, what an initiative lifts and what it costs is expert judgement, and named so."
    )
    return found
