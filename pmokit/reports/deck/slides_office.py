"""Which PMO: the type with what would change it, the reporting lines, who does what."""

from collections.abc import Sequence
from dataclasses import replace

from pmokit.content.library import load_theme
from pmokit.model.printing import print_number
from pmokit.model.structure import Structure
from pmokit.reports.deck.parts import Box, Builder, Cell, Chart, Drawing, Line, Link, Series, Slide, Words
from pmokit.reports.deck.stage import Stage, Table, table_of
from pmokit.strategy.running_cost import running_cost
from pmokit.strategy.structure import check_structure
from pmokit.study.unit import UnitStudy
from pmokit.views import pmo_type, raci
from pmokit.views.exhibit import Exhibit, show
from pmokit.views.org_chart import ROW, OrgBox, lay_out, org_boxes, org_chart

FLIPS = 2
BOX_SIZES = (13.0, 12.0, 11.0, 10.0)
TALLEST_BOX, LOW_BOX, GAP = 52.0, 36.0, 30.0
RACI_FILLS = {"A": "level4", "A/R": "level3", "R": "level1", "C": "level0"}
RACI_SIZES = (10.0,)
ROW_HEIGHT = 18.0
HEAD_HEIGHT = 148.0


def type_slide(study: UnitStudy, stage: Stage) -> Slide | None:
    """Return how well each type fits, beside the smallest changes that would lead to another; None without a profile.

    Parameters
    ----------
    study, stage
        The unit's story, and the room.
    """
    advice = study.recommendation
    if advice is None or not advice.ranking:
        return None
    slide = Builder("types", _type_title(study))
    ranked = pmo_type.type_ranking(advice, load_theme())
    card = pmo_type.flip_card(advice, study.organisation_profile, study.profile_answers or {}, stage.language)
    left = stage.area.left(0.36)
    slide.add(_type_chart(ranked, left.top(left.height * 0.55)))
    words, rest = stage.words("why", _why(study), left.below(left.height * 0.55 + 8), (14.0, 13.0, 12.0, 11.0))
    head, rest_head = stage.words(
        "flip-head", (Line(card.title, bold=True, colour="brand"),), stage.area.right(0.64).top(24), (16.0, 14.0)
    )
    slide.add(words).add(head)
    right = stage.area.right(0.64).below(28)
    if advice.flips:
        table, cut = stage.grid(
            table_of(card.only("asked", "now", "then", "to", rows=FLIPS), "flips", (3.4, 3, 3, 1.7)),
            right,
            (13.0, 12.0, 11.0, 10.0),
        )
        slide.add(table).tell(*cut)
    else:
        told, _ = stage.words("flips", (Line(card.description),), right)
        slide.add(told)
    return slide.tell(*advice.explanation, *rest, *rest_head).slide()


def _type_title(study: UnitStudy) -> str:
    advice, choice = study.recommendation, study.choice
    advised = advice.type if advice else None
    if choice is not None:
        told = f"the advice is {advised}{f', {advice.control}' if advice and advice.control else ''}"
        return f"The PMO that fits: {choice.type}, {choice.control}; {'as advised' if choice.follows_advice else told}"
    return f"The PMO that fits best: {advised}{f', {advice.control}' if advice and advice.control else ''}"


def _type_chart(ranked: Exhibit, box: Box) -> Chart:
    frame = ranked.frame
    series = (Series("Fit, 0 to 1", tuple(round(float(value), 6) for value in frame["score"]), "accent"),)
    return Chart(
        "fit",
        box,
        "bar",
        tuple(str(name) for name in frame["type"]),
        series,
        f"{ranked.title}. {ranked.description}",
        "0.00",
        lowest=0,
        highest=1,
        labelled=True,
    )


def _why(study: UnitStudy) -> list[Line]:
    advice, choice = study.recommendation, study.choice
    lines = [Line(text, gap=4 if at else 0) for at, text in enumerate(advice.lead)] if advice else []
    firm = next((text for text in (advice.explanation if advice else ()) if text.startswith("How firm")), "")
    lines.append(Line(firm, gap=4))
    if choice is not None:
        lines.append(Line(f"Chosen because: {choice.reason}", gap=4))
    return lines


def structure_slide(study: UnitStudy, stage: Stage) -> Slide | None:
    """Return the reporting lines as native shapes; None where no structure has been designed.

    Parameters
    ----------
    study, stage
        The unit's story, and the room.
    """
    built = study.structure
    if built is None:
        return None
    chart = org_chart(built, load_theme())
    size = built.fte
    cost = running_cost(built, study.service_catalogues.roles.days_per_fte)[1].likely
    yearly = f"{show(cost / 1000, 'money')} thousand {study.settings.currency} a year"
    title = f"The PMO: {print_number(size.likely, '.1f')} FTE ({print_number(size.low, '.1f')} to {print_number(size.high, '.1f')}), {yearly}, reports to {built.brief.reports_to}"
    slide = Builder("org-chart", title)
    boxes = list(org_boxes(built))
    drawing, cut = _drawing(boxes, stage, chart.description)
    lines = [", ".join(text for text in row if text) for row in chart.cells()]
    return slide.add(drawing).tell(chart.description, f"Why this size: {built.brief.source}.", *lines, *cut).slide()


def _drawing(boxes: list[OrgBox], stage: Stage, description: str) -> tuple[Drawing, list[str]]:
    places, height = lay_out(boxes)
    area = stage.area
    depth = 1 + max(column for column, _ in places.values())
    step = min((area.width + GAP) / depth, 300.0)
    stretch = min(area.height / height, 1.35)
    tall = min(TALLEST_BOX, ROW * stretch - 6)
    inset = 5.0 if tall > LOW_BOX else 2.0
    looks = {"outside": ("surface", "muted"), "post": ("level0", "brand"), "unit": ("paper", "muted")}

    def box_of(one: OrgBox, sizes: Sequence[float]) -> tuple[Words, list[str]]:
        column, centre = places[one.id]
        fill, stroke = looks[one.kind]
        box = Box(area.x + column * step, area.y + centre * stretch - tall / 2, step - GAP, tall)
        note = (Line(one.note, sizes[0] * 0.85),) if tall > LOW_BOX else ()
        lines = (Line(one.title, sizes[0], bold=one.kind == "post"), *note)
        words, rest = stage.words(one.id, lines, box, sizes, fill=fill, stroke=stroke, inset=inset, anchor="middle")
        return replace(words, dashed=one.kind == "unit", round=True), rest

    # All boxes in letters of one size: that of the fullest one.
    size = min(box_of(one, BOX_SIZES)[0].lines[0].size for one in boxes)
    drawn, cut = [], []
    for one in boxes:
        words, rest = box_of(one, [max(BOX_SIZES[-1], size)])
        drawn.append(words)
        cut += rest
    links = tuple(
        Link(f"line-{one.id}", one.above, one.id, dashed=one.kind == "unit", pointed=False)
        for one in boxes
        if one.above in places
    )
    return Drawing("chart", tuple(drawn), description, links), cut


def raci_slide(study: UnitStudy, stage: Stage) -> Slide | None:
    """Return who does what as a native table; None where no structure has been designed.

    Where there are more services than a slide holds, those with the most hours are shown and all of them stand in the notes.

    Parameters
    ----------
    study, stage
        The unit's story, and the room.
    """
    built = study.structure
    if built is None or not built.raci:
        return None
    findings = check_structure(built, study.service_catalogues)
    exhibit = raci.raci_matrix(built, study.service_catalogues, findings, load_theme(), stage.language)
    room = int((stage.area.height - HEAD_HEIGHT) / ROW_HEIGHT)
    shown = _most_work(built, room)
    rows = exhibit.cells()
    part = f", here the {len(shown)} with the most work" if len(shown) < len(rows) else ""
    slide = Builder("raci", f"Who does what in {len(rows)} services{part}: R does it, A answers for it")
    table, cut = stage.grid(_raci_table(exhibit, [rows[at] for at in shown]), stage.area, RACI_SIZES)
    heads = [column.heading for column in exhibit.columns]
    told = [
        f"{row[0]}: {', '.join(f'{head} {letter}' for head, letter in zip(heads[1:], row[1:], strict=True) if letter)}"
        for row in rows
    ]
    return slide.add(table).tell(exhibit.description, *told, *cut).slide()


def _most_work(built: Structure, room: int) -> list[int]:
    """Return the rows of the RACI that are shown, in their order."""
    hours = {line.service: line.hours.likely for line in built.services}
    ranked = sorted(range(len(built.raci)), key=lambda at: -hours.get(built.raci[at].service, 0.0))
    return sorted(ranked[:room])


def _raci_table(exhibit: Exhibit, rows: Sequence[Sequence[str]]) -> Table:
    head = tuple(Cell(column.heading) for column in exhibit.columns)
    body = tuple(
        (
            Cell(row[0]),
            *(
                Cell(letter, RACI_FILLS.get(letter, ""), align="center", bold=letter.startswith("A"))
                for letter in row[1:]
            ),
        )
        for row in rows
    )
    shares = (max(3.0, 0.34 * len(head)), *(1.0 for _ in head[1:]))
    return Table("table", head, body, shares, f"{exhibit.title}. {exhibit.description}", upright_head=True)
