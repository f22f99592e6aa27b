"""The page of a unit's report on its KPIs: the agreed set, else the proposal, each with its reasons."""

from pmokit.study.unit import UnitStudy
from pmokit.views import kpis
from pmokit.views.page import Page

ID, TITLE = "kpis", "KPIs"


def kpis_page(study: UnitStudy, language: str) -> Page:
    """Return the agreed KPIs with baseline, state and target, and why these; without a set, what is proposed.

    Parameters
    ----------
    study
        The unit's story.
    language
        Language of the texts.
    """
    agreed, catalogue, currency = study.kpi_set, study.kpi_catalogue, study.settings.currency
    if agreed is None:
        lead = "No KPIs have been agreed yet. Next: agree on these, with a target and an owner for each, in step 3."
        proposal = kpis.proposal_table(study.kpi_proposal, catalogue, currency=currency, language=language)
        return Page(ID, TITLE, (lead, *_later(study)), (), (proposal.only("name", "question", "now", "why"),))
    table = kpis.kpi_set_table(
        agreed,
        catalogue,
        {entry.kpi: study.kpi_known(entry.kpi) for entry in agreed.entries},
        reasons=study.kpi_reasons,
        currency=currency,
        language=language,
    )
    lead = f"{agreed.source}. How each figure is reckoned, and what is decided at red, stands on its KPI sheet."
    shown = table.only("name", "baseline", "now", "verdict", "target", "owner", "note")
    return Page(ID, TITLE, (lead, *_later(study)), (), (shown,))


def _later(study: UnitStudy) -> tuple[str, ...]:
    """Say how many KPIs have to wait until the unit can measure them."""
    later = sum(left.why == "later" for left in study.kpi_proposal.left_out)
    if not later:
        return ()
    return (f"{later} more KPIs ask for a maturity that {study.unit.name} does not have yet; they come later.",)
