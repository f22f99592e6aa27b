"""Sheets of step 2: the profile, every question, how far people agree, and what is missing to the targets."""

import pandas as pd

from pmokit.assess.withheld import NODE_VALUES, QUESTION_VALUES, WITHHELD
from pmokit.content.library import load_theme
from pmokit.model.base import say
from pmokit.reports.book.parts import Chart, Series, Sheet, Table, say_withheld
from pmokit.study.unit import UnitStudy
from pmokit.views import agreement, maturity, rules
from pmokit.views.exhibit import Column, Exhibit, Format

NOBODY = "Nobody has answered the questionnaire yet. Next: invite the respondents in step 2."
OF_QUESTIONS = (*QUESTION_VALUES, "agreed")


def profile_sheet(study: UnitStudy, language: str) -> Sheet:
    """Return score, level, bounds and target of each domain, with a radar.

    Parameters
    ----------
    study, language
        The unit's story, and the language of the texts.
    """
    if not study.is_assessed:
        return Sheet("Profile", "Profile", (NOBODY,))
    exhibit = maturity.profile(study.model, study.scores, study.gaps, load_theme(), language)
    exhibit = _hidden(exhibit, NODE_VALUES)
    lowest, highest = study.scores.scale
    series = [Series("score", "accent")]
    if any(column.name == "target" for column in exhibit.columns):
        series.append(Series("target", "ink"))
    figure = "0.00" if highest == 1 else "0.0"
    chart = Chart("radar", "name", tuple(series), lowest if highest > 1 else 0, highest, figure)
    tables = [Table(exhibit, chart)]
    if not study.approaches.empty:
        tables.append(Table(rules.approach_list(study.model, study.approaches, language)))
    if study.comparison is not None:
        tables.append(Table(agreement.round_changes(study.model, study.comparison, language)))
    return Sheet("Profile", exhibit.title, (), (), tuple(tables))


def question_sheet(study: UnitStudy, language: str) -> Sheet:
    """Return all figures of all questions: score, level, bounds, raters, agreement, agreed value, evidence.

    Parameters
    ----------
    study, language
        The unit's story, and the language of the texts.
    """
    if not study.is_assessed:
        return Sheet("Questions", "Questions", (NOBODY,))
    frame = say_withheld(_questions(study, language), OF_QUESTIONS)
    figure: Format = "ratio" if study.scores.scale[1] == 1 else "score"
    exhibit = Exhibit(
        id="questions",
        title="Every question, with its raters",
        description=(
            "Score: middle answer of the raters, unless another value was agreed on. Range: highest minus lowest answer. Consensus: 1 "
            "= all alike, 0 = split between the ends. rwg: agreement against chance. Evidence: what the assessor saw."
        ),
        frame=frame,
        columns=(
            Column("question", "Id"),
            Column("domain_name", "Domain"),
            Column("text", "Question"),
            Column("score", "Score", figure),
            Column("level", "Level", "level"),
            Column("low", "At least", figure),
            Column("high", "At most", figure),
            Column("n", "Raters", "integer"),
            Column("median_low", "Lower median", "ratio"),
            Column("median_high", "Upper median", "ratio"),
            Column("range", "Range", "ratio"),
            Column("consensus", "Consensus", "ratio"),
            Column("rwg", "rwg", "ratio"),
            Column("agreed", "Agreed value", "ratio"),
            Column("evidence", "Evidence"),
            Column("note", "Note"),
        ),
    )
    return Sheet("Questions", exhibit.title, (), (), (Table(exhibit),))


def _questions(study: UnitStudy, language: str) -> pd.DataFrame:
    model, unit = study.model, study.unit.code
    names = {domain.id: say(domain.name, language) for domain in model.domains}
    frame = study.scores.questions.copy()
    frame["text"] = [say(model.question_by_id[name].text, language) for name in frame["question"]]
    frame["domain_name"] = [names[model.domain_of[name]] for name in frame["question"]]
    frame["note"] = frame["reason"].fillna("")
    frame["agreed"] = frame["question"].map(_said(study.voices.agreed, unit, "value")).astype(float)
    frame["evidence"] = frame["question"].map(_said(study.voices.evidence, unit, "rating")).fillna("")
    if study.is_anonymous:
        # Of a few more people the middle is shown, and how far they are apart is not.
        few = frame["score"].notna() & frame["range"].isna() & (frame["n"] > 1)
        frame["range"] = frame["range"].astype(object).mask(few, WITHHELD)
    return frame


def _said(frame: pd.DataFrame | None, unit: str, column: str) -> "pd.Series[str]":
    if frame is None:
        return pd.Series(dtype=object)
    mine = frame[frame["unit"] == unit]
    return mine.drop_duplicates("question", keep="last").set_index("question")[column]


def agreement_sheet(study: UnitStudy, language: str) -> Sheet:
    """Return how far the raters agree, domain by domain and question by question, and how the roles differ.

    Parameters
    ----------
    study, language
        The unit's story, and the language of the texts.
    """
    if not study.is_assessed:
        return Sheet("Agreement", "Agreement", (NOBODY,))
    model, found = study.model, []
    if not study.domain_agreement.empty:
        found.append(agreement.domain_agreement_list(model, study.domain_agreement, language))
    if not study.perception.empty:
        heat = maturity.heat_map(model, study.perception, study.scores.scale, load_theme(), language)
        found += [heat, agreement.perception_list(model, study.perception_gaps, language)]
    if not study.agenda.empty:
        agenda = agreement.agenda_list(model, study.agenda, language)
        found.append(agenda.only("text", "question", "n", "range", "gap", "note"))
    if not study.intervals.empty:
        found.append(agreement.interval_list(model, study.intervals, language))
    lead = () if found else ("Too few people answered for their agreement to be shown.",)
    return Sheet("Agreement", "How far people agree", lead, (), tuple(map(Table, found)))


def gap_sheet(study: UnitStudy, language: str) -> Sheet:
    """Return the gaps to target with a bar chart, and the findings.

    Parameters
    ----------
    study, language
        The unit's story, and the language of the texts.
    """
    if not study.is_assessed:
        return Sheet("Gaps", "Gaps", (NOBODY,))
    gaps = maturity.gap_list(study.model, study.gaps, load_theme(), language)
    gaps = _hidden(gaps, ("score", "gap", "part"))
    tables = [Table(gaps, Chart("bar", "name", (Series("gap", "accent"),), 0, None, "0.0"))]
    if not study.findings.empty:
        findings = agreement.findings_list(study.model, study.findings, study.scores, language)
        tables.append(Table(findings.only("name", "score", "target", "what", "reason", "evidence")))
    return Sheet("Gaps", gaps.title, (), (), tuple(tables))


def _hidden(exhibit: Exhibit, columns: tuple[str, ...]) -> Exhibit:
    shown = [column for column in columns if column in exhibit.frame]
    return Exhibit(
        exhibit.id,
        exhibit.title,
        exhibit.description,
        say_withheld(exhibit.frame, shown),
        exhibit.columns,
        exhibit.draw,
    )
