"""The first sheet and the last: what matters, and how the figures came about."""

import datetime as dt

import pandas as pd

from pmokit.assess.results import print_level
from pmokit.model.printing import print_day, print_number
from pmokit.reports.book.parts import Fact, Sheet, Table
from pmokit.reports.unit_pages import UnitPages
from pmokit.study.board_case import board_case
from pmokit.study.unit import UnitStudy
from pmokit.views import rules

ORDER = (
    ("Profile", "score, level, bounds and target of each domain, with a chart"),
    ("Questions", "every question: score, raters, agreement, agreed value, evidence"),
    ("Agreement", "how far people agree, role by role, and what to talk about"),
    ("Gaps", "what is missing to the targets, and what stands out"),
    ("Roadmap", "initiatives by quarter with FTE and cost"),
    ("Outlook", "where the plan leads, why then, what was left out"),
    ("KPIs", "what was agreed, else what is proposed"),
    ("Projects", "what the project list says"),
    ("Structure", "type, posts, cost, services, decision rights"),
    ("RACI", "who does, answers for, is consulted and informed"),
    ("Method", "rules, versions, who answered, limits"),
)


def summary_sheet(study: UnitStudy, today: dt.date) -> Sheet:
    """Return the headline, the figures that a board asks for first, and what stands on the other sheets.

    Parameters
    ----------
    study
        The unit's story.
    today
        The date of the workbook.
    """
    case = board_case(study)
    facts = [
        Fact("Client", study.settings.client),
        Fact("Business unit", f"{study.unit.name} ({study.unit.code})"),
        Fact(
            "Date",
            print_day(today, "numeric"),
            f"figures of the project list count as of {print_day(study.as_of, 'numeric')}",
        ),
        *_maturity(study),
    ]
    if case.cost_k is not None and case.fte is not None and case.until is not None:
        currency = study.settings.currency
        facts += [
            Fact("Initiatives", len(study.initiatives), f"until {case.until}", "0"),
            Fact(f"Cost, thousand {currency}", case.cost_k, "likely, beside own people", "#,##0"),
            Fact("Most FTE in a quarter", case.fte, "own people, over all skills", "0.0"),
        ]
    if case.measure is not None:
        told = f"{case.measure.now} to {case.measure.then}"
        facts.append(Fact("Business measure", told, f"{case.measure.name}; {case.measure.source}"))
    if case.proof is not None:
        facts.append(Fact("First proof by", print_day(case.proof.by, "numeric"), case.proof.what))
    facts += [Fact(f"Sheet {name}", "", what) for name, what in ORDER]
    headline = case.headline(study.settings.currency)
    return Sheet("Summary", f"{study.unit.name}: results", (f"{headline}.",), tuple(facts))


def _maturity(study: UnitStudy) -> list[Fact]:
    if not study.is_assessed:
        return [Fact("Maturity", "not assessed", "Next: invite the respondents in step 2")]
    row = study.scores.of(study.unit.code).to_dict()
    if pd.isna(row["score"]):
        return [Fact("Overall score", None, str(row["reason"] or ""), "0.0")]
    highest = study.scores.scale[1]
    bounds = f"of {print_number(highest, 'g')}; between {print_number(row['low'], '.1f')} and {print_number(row['high'], '.1f')} while answers are open"
    return [
        Fact("Overall score", float(row["score"]), bounds, "0.00" if highest == 1 else "0.0"),
        Fact("Level", print_level(row), str(row["reason"] or "")),
        Fact("Coverage", float(row["coverage"]), "weight of answered questions over all that apply", "0 %"),
        Fact("Raters", int(row["raters"]), "", "0"),
    ]


def method_sheet(study: UnitStudy, language: str) -> Sheet:
    """Return rules, versions, who answered and limits; every score explained.

    Parameters
    ----------
    study, language
        The unit's story, and the language of the texts.
    """
    page, tables = UnitPages(study, language).method(), []
    if study.is_assessed:
        if study.explained:
            tables.append(Table(rules.explanation_list(study.model, study.explained, language)))
        tables.append(Table(rules.rules_side_by_side(study.model, study.rule_scores, study.rules_left_out, language)))
    return Sheet("Method", page.title, page.lead, (), tuple(tables))
