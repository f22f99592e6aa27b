"""The page of a unit's report on how its PMO gets better: feedback, log, promises, reviews, when to assess anew."""

from pmokit.content.catalogues import load_catalogues
from pmokit.model.content import Theme
from pmokit.strategy.improvement.triggers import advice
from pmokit.study.unit import UnitStudy
from pmokit.views import feedback, improvement, reviews
from pmokit.views.exhibit import Exhibit
from pmokit.views.page import Page

ID, TITLE = "improvement", "Feedback and improvement"
NEXT = 8


def improvement_page(study: UnitStudy, theme: Theme, language: str) -> Page:
    """Return what people say and what became of it, the log, promised and reached, triggers, the next reviews.

    Parameters
    ----------
    study
        The unit's story.
    theme, language
        Look and language.
    """
    parts = (_feedback(study, theme), _log(study), _promises(study, theme), _reviews(study, language))
    exhibits = [exhibit for found, _ in parts for exhibit in found if len(exhibit.frame)]
    lead = [advice(study.triggers), *(text for _, text in parts if text)]
    return Page(ID, TITLE, tuple(lead), (), tuple(exhibits))


def _feedback(study: UnitStudy, theme: Theme) -> tuple[list[Exhibit], str]:
    if not study.surveys:
        return [], "Nobody has been asked for feedback yet. Next: hand out the questionnaires."
    names = {study.unit.code: study.unit.name}
    said = feedback.recommendation(study.feedback_figures, theme, names).only("row", "score", "words")
    return [said, feedback.you_said(study.theme_table)], f"The feedback is that of the survey {study.surveys[-1]}."


def _log(study: UnitStudy) -> tuple[list[Exhibit], str]:
    if not study.improvement_log.entries:
        return [], "The improvement log is empty. Next: enter what the last review decided."
    board = improvement.pdca_board(study.improvement_log, study.log_findings)
    return [board.only("phase", "problem", "measure", "owner", "due", "effect", "note")], ""


def _promises(study: UnitStudy, theme: Theme) -> tuple[list[Exhibit], str]:
    if study.promises is None:
        return (
            [],
            "No roadmap has been promised yet. Next: agree it; then each wave can be held against what it reached.",
        )
    exhibits = []
    if study.promised_levels is not None:
        levels = improvement.promised_levels(study.promised_levels, theme, study.model.level_range, study.domain_names)
        exhibits.append(levels.only("domain", "by", "promised", "score", "verdict"))
    if study.promised_kpis is not None:
        kpis = improvement.promised_kpis(study.promised_kpis, study.kpi_names)
        exhibits.append(kpis.only("kpi", "by", "target", "first", "last", "verdict"))
    return exhibits, ""


def _reviews(study: UnitStudy, language: str) -> tuple[list[Exhibit], str]:
    calendar = study.current_calendar
    if calendar is None:
        return [], "There is no review calendar yet. Next: choose the type of PMO."
    told = "" if study.review_calendar else "The review calendar is a proposal; nobody has agreed to it yet."
    roles = load_catalogues().roles
    ahead = reviews.next_reviews(calendar, study.acting_reviews, roles, study.as_of, language, most=NEXT)
    return [ahead], told
