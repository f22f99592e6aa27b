"""Where the unit stands: profile against targets, gaps, how the roles see it."""

from typing import Any

import pandas as pd

from pmokit.assess.explain import explain
from pmokit.assess.results import print_level
from pmokit.assess.variants import OVERALL
from pmokit.content.library import load_theme
from pmokit.model.base import say
from pmokit.model.printing import print_number
from pmokit.reports.deck.charts import LETTERS
from pmokit.reports.deck.palette import LEVELS
from pmokit.reports.deck.parts import Box, Builder, Cell, Chart, Line, Series, Slide
from pmokit.reports.deck.plain_text import plain
from pmokit.reports.deck.stage import Stage, Table
from pmokit.study.unit import UnitStudy
from pmokit.views import agreement, maturity
from pmokit.views.exhibit import Exhibit, Format, show

FEWEST_AXES, MOST_AXES = 3, 14
EXPLAINED = 2
NAMES_SHARE = 0.5
NAMED = 3


def profile_slide(study: UnitStudy, stage: Stage) -> Slide | None:
    """Return the profile against the targets beside the gaps; None where nothing is assessed.

    Parameters
    ----------
    study, stage
        The unit's story, and the room.
    """
    if not study.is_assessed:
        return None
    theme = load_theme()
    profile = maturity.profile(study.model, study.scores, study.gaps, theme, stage.language)
    gaps = maturity.gap_list(study.model, study.gaps, theme, stage.language)
    slide = Builder("profile", _profile_title(study, gaps.frame))
    foot = 34.0
    room = Box(stage.area.x, stage.area.y, stage.area.width, stage.area.height - foot)
    has_gaps = bool(gaps.frame["gap"].notna().any())
    slide.add(_profile_chart(study, profile, room.left(0.46) if has_gaps else room))
    if has_gaps:
        slide.add(_gap_chart(gaps, room.right(0.54), stage))
    below, rest = stage.words(
        "reading",
        (Line(_unscored(profile.frame) or gaps.description, 13),),
        stage.area.below(room.height + 6),
        (13.0, 12.0, 11.0),
    )
    return slide.add(below).tell(profile.description, gaps.description, *_explained(study), *rest).slide()


def _profile_title(study: UnitStudy, gaps: pd.DataFrame) -> str:
    row = study.scores.of(study.unit.code).to_dict()
    if pd.isna(row["score"]) or pd.isna(row["level"]):
        return f"Maturity of {study.unit.name}: {row['reason'] or 'no level can be named yet'}"
    names = {level.number: say(level.name, study.language) for level in study.model.meta.levels}
    named = names.get(int(row["level"]))
    is_claimed = pd.notna(row.get("claimed")) and bool(row.get("claimed"))
    level = f"level {print_level(row | {'claimed': None})}{f' ({named})' if named else ''}"
    stands = (
        f"{study.unit.name} claims {level}, evidence seen for {int(row['seen_level'])}"
        if is_claimed
        else f"{study.unit.name} stands at {level}"
    )
    first = gaps.iloc[0] if len(gaps) else None
    if first is None or pd.isna(first["gap"]) or first["gap"] <= 0:
        return stands
    return f"{stands}; the longest way to go is in {str(first['name'])[0].lower()}{str(first['name'])[1:]}"


def _profile_chart(study: UnitStudy, profile: Exhibit, box: Box) -> Chart:
    frame = profile.frame
    lowest, highest = study.scores.scale
    series = [Series("Score", _numbers(frame["score"]), "accent")]
    if any(column.name == "target" for column in profile.columns):
        series.append(Series("Target", _numbers(frame["target"]), "ink", outlined=True))
    is_round = FEWEST_AXES <= len(frame) <= MOST_AXES
    return Chart(
        "chart",
        box,
        "radar" if is_round else "bar",
        tuple(frame["domain"] if is_round else frame["name"]),
        tuple(series),
        f"{profile.title}. {profile.description}",
        "0.0" if highest > 1 else "0.00",
        lowest=lowest if highest > 1 else 0,
        highest=highest,
        labelled=not is_round,
    )


def _gap_chart(gaps: Exhibit, box: Box, stage: Stage) -> Chart:
    frame = gaps.frame
    series = (Series("Levels to target", _numbers(frame["gap"]), "accent"),)
    # Names in one line: programs leave out every other one that is broken.
    room = NAMES_SHARE * box.width - stage.letters.width(" (ABC)", LETTERS)
    short = (stage.letters.shorten(plain(name), LETTERS, room, 1) for name in frame["name"])
    names = tuple(f"{name} ({domain})" for name, domain in zip(short, frame["domain"], strict=True))
    return Chart("gaps", box, "bar", names, series, f"{gaps.title}. {gaps.description}", "0.0", lowest=0, labelled=True)


def _unscored(frame: pd.DataFrame) -> str:
    without = frame[frame["score"].isna()]
    if without.empty:
        return ""
    return "No score: " + "; ".join(
        f"{row['name']} ({row['note']})" if row["note"] else str(row["name"]) for row in without.to_dict("records")
    )


def _explained(study: UnitStudy) -> list[str]:
    """Explain the overall score and the domains with the largest weighted gaps; nothing that is withheld."""
    worst = study.gaps.dropna(subset=["gap", "score"]).sort_values("weighted_gap", ascending=False, kind="stable")
    parts = list(worst["domain"].head(EXPLAINED))
    if pd.notna(study.scores.of(study.unit.code)["score"]):
        parts.insert(0, OVERALL)
    return [
        " ".join(explain(study.setting, study.needed_responses, study.unit.code, part, language=study.language).words)
        for part in parts
    ]


def roles_slide(study: UnitStudy, stage: Stage) -> Slide | None:
    """Return the heat map of domains by role with the levels, and where the views lie apart; None where nobody answered alone.

    Parameters
    ----------
    study, stage
        The unit's story, and the room.
    """
    if not study.is_assessed or study.perception.empty:
        return None
    heat = maturity.heat_map(study.model, study.perception, study.scores.scale, load_theme(), stage.language)
    apart = agreement.perception_list(study.model, study.perception_gaps, stage.language)
    slide = Builder("roles", _roles_title(apart.frame))
    table, cut = stage.grid(_heat_table(study, heat), stage.area.left(0.66), (13.0, 12.0, 11.0, 10.0))
    lines = _apart_lines(study, apart)
    words, rest = stage.words("apart", lines, stage.area.right(0.34), (16.0, 14.0, 13.0, 12.0))
    return slide.add(table).add(words).tell(heat.description, apart.description, *cut, *rest).slide()


def _roles_title(apart: pd.DataFrame) -> str:
    known = apart.dropna(subset=["gap"])
    if known.empty or known.iloc[0]["gap"] <= 0:
        return "All roles see the domains alike"
    first = known.iloc[0]
    return f"The roles do not see the same unit: {print_number(first['gap'], '.1f')} levels lie between {first['high']} and {first['low']} on {str(first['name'])[0].lower()}{str(first['name'])[1:]}"


def _heat_table(study: UnitStudy, heat: Exhibit) -> Table:
    lowest, highest = study.scores.scale
    figure: Format = "ratio" if highest == 1 else "score"
    names = {domain.id: say(domain.name, study.language) for domain in study.model.domains}
    whole = {names[row["domain"]]: row for row in study.scores.domains.to_dict("records")}
    roles = [column.name for column in heat.columns[1:]]

    def cell(value: Any) -> Cell:
        if pd.isna(value):
            return Cell(show(None, figure), "surface", align="center")
        step = min(len(LEVELS) - 1, int((value - lowest) / (highest - lowest) * len(LEVELS)))
        return Cell(show(value, figure), LEVELS[step], align="center")

    rows = []
    for row in heat.frame.to_dict("records"):
        domain = whole[row["domain_name"]]
        level = "" if pd.isna(domain["level"]) else str(int(domain["level"]))
        rows.append(
            (
                Cell(row["domain_name"]),
                *(cell(row[role]) for role in roles),
                cell(domain["score"]),
                Cell(level, bold=True, align="center"),
            )
        )
    head = (
        Cell("Domain"),
        *(Cell(role, align="center") for role in roles),
        Cell("All", align="center"),
        Cell("Level", align="center"),
    )
    shares = (4.4, *(1.4 for _ in roles), 1.1, 1.1)
    return Table(
        "heat-map",
        head,
        tuple(rows),
        shares,
        f"{heat.title}. {heat.description} All: the score of the unit.",
        lined=False,
    )


def _apart_lines(study: UnitStudy, apart: Exhibit) -> list[Line]:
    known = apart.frame.dropna(subset=["gap"])
    lines = [Line("Where the views lie apart", bold=True, colour="brand")] if len(known) else []
    for row in known.head(NAMED).to_dict("records"):
        text = f"{row['name']}: {row['high']} {print_number(row['highest'], '.1f')}, {row['low']} {print_number(row['lowest'], '.1f')}"
        lines.append(Line(text, 14, bullet=True, gap=4))
    agreed = study.domain_agreement
    consensus = agreed.dropna(subset=["consensus"]).sort_values("consensus", kind="stable") if len(agreed) else agreed
    if len(consensus):
        names = {domain.id: say(domain.name, study.language) for domain in study.model.domains}
        low, high = consensus.iloc[0], consensus.iloc[-1]
        lines.append(Line("How far the raters agree", bold=True, colour="brand", gap=12))
        lines.append(
            Line(
                f"Least on {names[low['domain']].lower()}: consensus {print_number(low['consensus'], '.2f')} of 1",
                14,
                bullet=True,
                gap=4,
            )
        )
        lines.append(
            Line(
                f"Most on {names[high['domain']].lower()}: {print_number(high['consensus'], '.2f')}",
                14,
                bullet=True,
                gap=4,
            )
        )
    return lines


def _numbers(column: pd.Series) -> tuple[float | None, ...]:
    return tuple(None if pd.isna(value) else round(float(value), 6) for value in column)
