"""The pages of step 6: reviews, feedback, improvement log, promises, early re-assessment."""

from functools import cached_property

from pmokit.content.catalogues import load_catalogues
from pmokit.content.library import load_theme
from pmokit.model.content import Theme
from pmokit.model.printing import print_day
from pmokit.study.unit import UnitStudy
from pmokit.views import feedback, improvement, reviews
from pmokit.views.page import Fact, Page


class ImprovementPages:
    """Pages on how one unit's PMO improves; a page whose data is missing says what to do next.

    Parameters
    ----------
    study
        The unit's story.
    language
        Language of the texts.
    """

    def __init__(self, study: UnitStudy, language: str = "en") -> None:
        self.study, self.language = study, language

    @cached_property
    def theme(self) -> Theme:
        """The look."""
        return load_theme()

    def reviews(self) -> Page:
        """The year in reviews."""
        study, calendar = self.study, self.study.current_calendar
        if calendar is None:
            return Page("reviews", "Reviews", ("There is no review calendar yet. Next: choose the type of PMO.",))
        catalogue, language = study.review_catalogue, self.language
        lead = () if study.review_calendar else ("This calendar is a proposal; nobody has agreed to it yet.",)
        exhibits = [reviews.review_year(calendar, catalogue, study.calendar_findings, language)]
        if study.calendar_findings:
            exhibits.append(reviews.finding_list(study.calendar_findings, "Collisions"))
        exhibits.append(reviews.review_sheets(calendar, study.acting_reviews, load_catalogues().roles, language))
        exhibits.append(reviews.reviews_left_out(calendar, catalogue, language))
        exhibits.append(reviews.moved_reviews(calendar, catalogue, language))
        return Page("reviews", "Reviews", lead, (), tuple(one for one in exhibits if len(one.frame)))

    def feedback(self) -> Page:
        """What those who are served say, and what became of it."""
        study = self.study
        if not study.surveys:
            return Page("feedback", "Feedback", ("Nobody has been asked yet. Next: hand out the questionnaires.",))
        names = {study.unit.code: study.unit.name}
        figures = study.feedback_figures
        exhibits = [
            feedback.recommendation(figures, self.theme, names),
            feedback.satisfaction(figures, study.feedback_forms, self.theme, study.unit.code, self.language),
        ]
        if study.feedback_changes is not None:
            exhibits.append(feedback.feedback_changes(study.feedback_changes, names))
        exhibits.append(feedback.you_said(study.theme_table))
        exhibits.append(reviews.finding_list(study.theme_findings, "Themes to see to"))
        lead = f"Survey {study.surveys[-1]}. Figures of fewer than three people are withheld."
        return Page("feedback", "Feedback", (lead,), (), tuple(one for one in exhibits if len(one.frame)))

    def log(self) -> Page:
        """The improvement log and the lessons."""
        study = self.study
        if not study.improvement_log.entries and not study.lessons.lessons:
            return Page("log", "Improvements", ("The log is empty. Next: enter what the last review decided.",))
        exhibits = (
            improvement.pdca_board(study.improvement_log, study.log_findings),
            improvement.lesson_list(study.lessons, study.lesson_findings),
        )
        return Page("log", "Improvements", (), (), tuple(one for one in exhibits if len(one.frame)))

    def promises(self) -> Page:
        """What the roadmap promised and what came true."""
        study = self.study
        if study.promises is None:
            return Page("promises", "Promised and reached", ("Nothing was promised yet. Next: agree the roadmap.",))
        lead = f"Promised on {print_day(study.promises.made_on)}. {study.promises.source}."
        exhibits = []
        if study.promised_levels is not None:
            exhibits.append(
                improvement.promised_levels(
                    study.promised_levels, self.theme, study.model.level_range, study.domain_names
                )
            )
        if study.promised_kpis is not None:
            exhibits.append(improvement.promised_kpis(study.promised_kpis, study.kpi_names))
        return Page("promises", "Promised and reached", (lead,), (), tuple(one for one in exhibits if len(one.frame)))

    def triggers(self) -> Page:
        """Whether to assess again early."""
        exhibit = improvement.trigger_list(self.study.triggers, self.language)
        return Page("triggers", "Re-assessment", (), (), (exhibit,))

    def cover(self, title: str) -> Page:
        """Whose document this is, and the figures that matter most."""
        study = self.study
        entries = study.improvement_log.entries
        measured = sum(entry.effect is not None for entry in entries)
        ended = sum(theme.state != "open" for theme in study.themes.themes)
        met = sum(bool(verdict.is_met) for verdict in study.triggers)
        facts = (
            Fact("Improvements", str(len(entries)), f"{measured} with a measured effect"),
            Fact("Themes of the feedback", str(len(study.themes.themes)), f"{ended} have ended"),
            Fact("Rules for an early re-assessment", str(met), f"of {len(study.triggers)} call for it"),
        )
        return Page("cover", f"{title}: {study.unit.name}", (f"As of {print_day(study.as_of)}.",), facts)

    def footer(self) -> str:
        """Where the texts come from."""
        study = self.study
        return (
            f"{study.settings.client}, {study.unit.name}. Reviews {study.review_catalogue.version}, model {study.model.id} "
            f"{study.model.version}. Rhythms, thresholds and texts that nobody has changed are expert judgement."
        )
