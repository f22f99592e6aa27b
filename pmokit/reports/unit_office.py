"""The page of a unit's report on its PMO: the type that fits, and the structure."""

from pmokit.model.content import Theme
from pmokit.strategy.sizing import rules_of_thumb
from pmokit.strategy.structure import check_structure
from pmokit.study.unit import UnitStudy
from pmokit.views import pmo_type, raci, structure
from pmokit.views.exhibit import Exhibit
from pmokit.views.org_chart import org_chart
from pmokit.views.page import Page

TITLE = "The PMO that fits"


def office_page(study: UnitStudy, theme: Theme, language: str) -> Page:
    """Return the advice on the type, what was chosen, and the structure in brief; what is missing is said.

    Parameters
    ----------
    study
        The unit's story.
    theme, language
        Look and language.
    """
    lead, exhibits = _advice(study, theme, language)
    if study.structure is None:
        lead.append("No structure has been designed yet.")
    else:
        exhibits += _structure(study, theme, language)
        lead.append(
            "Services, agreements with the business units and decision rights stand in the PMO strategy: pmokit document."
        )
    return Page("office", TITLE, tuple(lead), (), tuple(exhibits))


def _advice(study: UnitStudy, theme: Theme, language: str) -> tuple[list[str], list[Exhibit]]:
    advice = study.recommendation
    if advice is None:
        return ["Nobody has answered the organisation profile yet, so there is no advice on the type of PMO."], []
    lead = list(advice.lead)
    if study.choice is not None:
        against = " against the advice" if study.choice.follows_advice is False else ""
        lead.append(f"Chosen{against}: {study.choice.type}, {study.choice.control}. Reason: {study.choice.reason}")
    if not advice.ranking:
        return [*lead, *advice.background], []
    return lead, [
        pmo_type.type_ranking(advice, theme),
        pmo_type.reason_list(advice),
        pmo_type.flip_card(advice, study.organisation_profile, study.profile_answers or {}, language),
    ]


def _structure(study: UnitStudy, theme: Theme, language: str) -> list[Exhibit]:
    built, catalogues = study.structure, study.service_catalogues
    if built is None:
        return []
    findings = check_structure(built, catalogues)
    rules = rules_of_thumb(built, catalogues.roles.days_per_fte)
    exhibits = [
        org_chart(built, theme),
        structure.size_range(built, rules, theme),
        structure.cost_list(built, catalogues, study.settings.currency, theme, language),
        raci.raci_matrix(built, catalogues, findings, theme, language),
    ]
    return [*exhibits, raci.finding_list(findings, catalogues, language)] if findings else exhibits
