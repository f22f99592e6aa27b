"""Sheets of step 4: the PMO's type, size and cost, and who does what."""

from pmokit.content.library import load_theme
from pmokit.reports.book.parts import Sheet, Table
from pmokit.strategy.structure import check_structure
from pmokit.study.unit import UnitStudy
from pmokit.views import pmo_type, raci, structure
from pmokit.views.exhibit import Exhibit

NONE = "No structure has been designed yet. Next: design it in step 4."


def structure_sheet(study: UnitStudy, language: str) -> Sheet:
    """Return the fit of the types of PMO, the posts with FTE and cost, the services, and the decision rights.

    Parameters
    ----------
    study, language
        The unit's story, and the language of the texts.
    """
    lead, found = _advice(study)
    built, catalogues = study.structure, study.service_catalogues
    if built is None:
        return Sheet("Structure", "The PMO that fits", (*lead, NONE), (), tuple(map(Table, found)))
    theme, currency = load_theme(), study.settings.currency
    found += [
        structure.post_list(built, catalogues, language),
        structure.cost_list(built, catalogues, currency, theme, language),
        structure.service_list(built, catalogues, language),
        structure.decision_list(built, catalogues, language),
    ]
    return Sheet("Structure", "The PMO that fits", tuple(lead), (), tuple(map(Table, found)))


def _advice(study: UnitStudy) -> tuple[list[str], list[Exhibit]]:
    advice = study.recommendation
    if advice is None:
        return ["Nobody has answered the organisation profile yet, so there is no advice on the type of PMO."], []
    lead = list(advice.lead)
    if study.choice is not None:
        lead.append(f"Chosen: {study.choice.type}, {study.choice.control}. Reason: {study.choice.reason}")
    return lead, [pmo_type.type_ranking(advice, load_theme())] if advice.ranking else []


def raci_sheet(study: UnitStudy, language: str) -> Sheet:
    """Return the RACI as a matrix with its letters on colours, and what the checks found.

    Parameters
    ----------
    study, language
        The unit's story, and the language of the texts.
    """
    built, catalogues = study.structure, study.service_catalogues
    if built is None:
        return Sheet("RACI", "Who does what", (NONE,))
    theme, findings = load_theme(), check_structure(built, catalogues)
    matrix = raci.raci_matrix(built, catalogues, findings, theme, language)
    fills = {
        "A": theme.brand,
        "A/R": theme.levels[3],
        "R": theme.levels[1],
        "C": theme.levels[0],
        "I": theme.surface,
    }
    tables = [Table(matrix, fills=fills)]
    if findings:
        tables.append(Table(raci.finding_list(findings, catalogues, language)))
    return Sheet("RACI", matrix.title, (), (), tuple(tables))
