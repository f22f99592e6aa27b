"""The pages of the comparison: two rounds of each unit, units beside each other, figures of other organisations."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Self

import pandas as pd

from pmokit.assess.bootstrap import FEW_RATERS
from pmokit.assess.floor import DEFAULT_K
from pmokit.assess.permutation import BEYOND
from pmokit.assess.variants import OVERALL
from pmokit.content.catalogues import load_kpis
from pmokit.content.library import load_theme
from pmokit.model import benchmark
from pmokit.model.base import say
from pmokit.model.benchmark import BenchmarkFigure
from pmokit.model.printing import print_day
from pmokit.study.comparison import ComparisonStudy, UnitRounds
from pmokit.views import comparison_benchmark, comparison_rounds, comparison_units, improvement
from pmokit.views.exhibit import Exhibit
from pmokit.views.page import Fact, Page

TITLE = "Comparison"
FEW = 10


class ComparisonPages:
    """Pages of a comparison; a page whose figures are missing says so instead.

    Parameters
    ----------
    study
        What is compared.
    figures
        Of other organisations; empty without a benchmark.
    language
        Language of the texts.
    as_numbers
        Whether tables hold every figure as a number, a line for each unit and domain, as the workbook has them.
    """

    def __init__(
        self,
        study: ComparisonStudy,
        figures: Sequence[BenchmarkFigure] = (),
        language: str = "en",
        *,
        as_numbers: bool = False,
    ) -> None:
        self.study, self.figures, self.language, self.as_numbers = study, tuple(figures), language, as_numbers
        self.theme = load_theme()
        self.names = comparison_rounds.part_names(study.model, language)
        self.units = {unit: study.names[unit] for unit in study.shown}

    def beside(self, figures: Sequence[BenchmarkFigure]) -> Self:
        """Return the same pages with figures of other organisations."""
        return type(self)(self.study, figures, self.language, as_numbers=self.as_numbers)

    def with_numbers(self) -> Self:
        """Return the same pages with tables that hold every figure as a number."""
        return type(self)(self.study, self.figures, self.language, as_numbers=True)

    def pages(self) -> list[Page]:
        """Return all pages, the cover first."""
        return [self.cover(), *self.rounds(), self.side_by_side(), self.others(), self.method()]

    def cover(self) -> Page:
        """What is compared, and what is left out with the reason."""
        study = self.study
        lead = [f"{TITLE} of business units: {', '.join(self.units.values()) or 'none'}."]
        if study.left_out:
            named = "; ".join(f"{study.names[unit]}, as {reason}" for unit, reason in study.left_out.items())
            lead.append(f"Left out: {named}.")
            if not self.units:
                lead.append("Next: release results, with pmokit release.")
        facts = [Fact("Units", str(len(self.units)), f"of {len(study.asked)} asked for")]
        if study.before is not None:
            firm = sum(bool(self.firm(one)) for one in study.by_unit.values())
            note = f"rounds {study.before.round} and {study.after.round}"
            facts.append(Fact("Units with a change beyond noise", str(firm), note))
        if self.figures:
            sources = len({(one.source, one.year) for one in self.figures})
            facts.append(
                Fact(
                    "Figures of others",
                    str(len(self.figures)),
                    f"from {sources} sources" if sources > 1 else "from one source",
                )
            )
        return Page("cover", f"{study.settings.client}: {TITLE.lower()}", tuple(lead), tuple(facts))

    def rounds(self) -> list[Page]:
        """Return an overview of both rounds, and a page for each unit that answered in both."""
        study = self.study
        title = "Two rounds"
        if study.before is None:
            lead = (
                f"There is one round only of {say(study.model.meta.name, self.language)}, so nothing has changed yet.",
            )
            return [Page("rounds", title, lead)]
        compared = {unit: one for unit, one in study.by_unit.items() if one.comparison is not None}
        silent = [self.units[unit] for unit in self.units if unit not in compared]
        lead_parts = [told] if (told := self._apart_in_time()) else []
        if silent:
            lead_parts.append(f"Not in both rounds, or without a question that both asked: {', '.join(silent)}.")
        exhibits = []
        if compared:
            exhibits.append(comparison_rounds.rounds_overview(self._overview(compared), self._rounds))
            differences = comparison_rounds.model_differences(next(iter(compared.values())).diff)
            if len(differences.frame):
                exhibits.append(differences)
            else:
                lead_parts.append(f"Both asked the same: version {study.model.version} of the model.")
        overview = Page("rounds", title, tuple(lead_parts), (), tuple(exhibits))
        return [overview, *(self._unit(one) for one in compared.values())]

    @property
    def _rounds(self) -> tuple[str, str]:
        before = self.study.before
        return (f"round {before.round if before else 0}", f"round {self.study.after.round}")

    def _apart_in_time(self) -> str:
        before, after = self.study.before, self.study.after
        opened = [print_day(one.opened, "long") for one in (before, after) if one is not None]
        told = f"Round {before.round if before else 0} was opened on {opened[0]}, round {after.round} on {opened[-1]}."
        # As in a sample, whose rounds are made at once: one day for both says nothing.
        return told if len(set(opened)) > 1 else ""

    def firm(self, one: UnitRounds) -> list[str]:
        """Return the names of the domains whose change is more than rater noise."""
        if one.comparison is None:
            return []
        changes = one.comparison.changes
        return [self.names[part] for part in changes.loc[changes["verdict"] == BEYOND, "domain"] if part != OVERALL]

    def _overview(self, compared: dict[str, UnitRounds]) -> pd.DataFrame:
        rows = []
        for unit, one in compared.items():
            changes = one.comparison.changes if one.comparison is not None else pd.DataFrame()
            row = changes[changes["domain"] == OVERALL].iloc[0]
            figures = {name: row[name] for name in ("before", "after", "change", "verdict", "raters")}
            rows.append(
                {
                    "name": self.units[unit],
                    **figures,
                    "firm": ", ".join(self.firm(one)) or "none",
                    "note": row["reason"] or "",
                }
            )
        return pd.DataFrame(rows)

    def _unit(self, one: UnitRounds) -> Page:
        """Return what has changed in one unit, in words and figures, and what was promised."""
        title, place = f"{one.unit.name}, {' and '.join(self._rounds)}", f"rounds-{one.unit.code.lower()}"
        comparison, questions = one.comparison, one.question_changes
        if comparison is None or questions is None:
            return Page(place, title)
        numbers = self.as_numbers
        exhibits = [
            comparison_rounds.round_arrows(
                comparison.changes, self.names, self._rounds, self.study.scale, self.theme, as_numbers=numbers
            ),
            comparison_rounds.question_changes(questions, one.model, self._rounds, self.language, as_numbers=numbers),
        ]
        promised, told = self._promised(one)
        how = (
            "the same people in both rounds, each against themselves"
            if comparison.method == "paired"
            else "all people of both rounds, as they are not the same or cannot be known again"
        )
        lead = (
            *comparison_rounds.change_sentences(comparison.changes, self.names),
            *told,
            f"{len(comparison.questions)} questions were asked in both rounds; under test are {how}. Both rounds are scored by the "
            "newer version of the model from the raters' own answers; values that were agreed on do not count here.",
        )
        # The units' pages hold the same tables: a title of its own tells them apart, also for who cannot see them.
        named = [replace(exhibit, title=f"{one.unit.name}: {exhibit.title}") for exhibit in (*exhibits, *promised)]
        return Page(place, title, lead, (), tuple(named))

    def _promised(self, one: UnitRounds) -> tuple[list[Exhibit], list[str]]:
        """Return what was promised beside what was reached."""
        if one.promises is None:
            return [], ["Nothing was promised for it, so nothing can be held against the change."]
        exhibits = []
        if one.promised_levels is not None and len(one.promised_levels):
            levels = improvement.promised_levels(
                one.promised_levels, self.theme, one.model.level_range, one.domain_names
            )
            exhibits.append(levels)
        if one.promised_kpis is not None and len(one.promised_kpis):
            exhibits.append(improvement.promised_kpis(one.promised_kpis, self._kpi_names))
        return exhibits, []

    @property
    def _kpi_names(self) -> dict[str, str]:
        return {kpi.id: say(kpi.name, self.language) for kpi in load_kpis().kpis}

    def side_by_side(self) -> Page:
        """The units beside each other, each score with its range."""
        title = "Units beside each other"
        if not self.units:
            return Page("units", title, ("No unit's results are released, so there is nothing to show.",))
        study = self.study
        what = (study.parts, self.units, self.names)
        exhibits = [comparison_units.units_side_by_side(*what, study.scale, self.theme, as_numbers=self.as_numbers)]
        if 1 < len(self.units) <= comparison_units.MOST_ROWS:
            exhibits.append(comparison_units.pairs_told_apart(*what))
        lead = [
            f"Round {study.after.round}. This is no ranking: units have other tasks, other people and other targets, and ranges that "
            "meet tell no units apart."
        ]
        overall = study.parts[study.parts["part"] == OVERALL]
        few = [self.units[unit] for unit in overall.loc[overall["raters"] < FEW_RATERS, "unit"]]
        if few:
            lead.append(
                f"Fewer than {FEW_RATERS} raters answered in {', '.join(few)}: ranges are rather too narrow there and tell nothing apart."
            )
        if study.after.anonymous:
            lead.append(f"Figures of fewer than {DEFAULT_K} people are withheld.")
        return Page("units", title, tuple(lead), (), tuple(exhibits), comparison_units.domains_not_told_apart(*what))

    def others(self) -> Page:
        """The units against figures of other organisations."""
        title = "Against other organisations"
        if not self.figures:
            lead = ("No benchmark file was given. pmokit holds no figures of other organisations and invents none.",)
            return Page("others", title, lead)
        sets, left_out = self.study.benchmark(self.figures)
        sets["part"] = sets["part"].replace({benchmark.OVERALL: OVERALL})
        is_question = sets["part"].isin(list(self.study.model.question_by_id))
        exhibits = []
        grouped = sets[~is_question].groupby(["source", "year", "version"], sort=False)
        for number, (_, bands) in enumerate(grouped, start=1):
            exhibits.append(
                comparison_benchmark.benchmark_positions(
                    number,
                    bands,
                    self.study.parts,
                    self.units,
                    self.names,
                    self.study.scale,
                    self.theme,
                    as_numbers=self.as_numbers,
                )
            )
        if is_question.any():
            exhibits.append(
                comparison_benchmark.benchmark_questions(
                    sets[is_question],
                    self.study.questions,
                    self.units,
                    self.study.model,
                    self.study.scale,
                    self.language,
                )
            )
        if len(left_out):
            exhibits.append(comparison_benchmark.benchmark_left_out(left_out))
        return Page("others", title, self._benchmark_words(sets, left_out), (), tuple(exhibits))

    def _benchmark_words(self, sets: pd.DataFrame, left_out: pd.DataFrame) -> tuple[str, ...]:
        version = self.study.model.version
        words = [
            f"{len(self.figures)} figures from the file; {len(left_out)} could not be compared."
            if len(left_out)
            else f"{len(self.figures)} figures from the file, all of them compared."
        ]
        foreign = sorted(set(sets["version"]) - {version})
        if foreign:
            words.append(
                f"The units answered version {version}; figures of version {', '.join(foreign)} are held against them by the id of "
                "domain or question."
            )
        if (sets["n"] < FEW).any():
            words.append(
                f"Fewer than {FEW} stand behind some of them: a quarter of those are two or less, so their ends are soft."
            )
        words.append(f"The file does not say by which rule its scores came about; here it is {self.study.after.rule}.")
        return tuple(words)

    def method(self) -> Page:
        """How the figures came about."""
        study = self.study
        lowest, highest = study.scale
        lead = (
            f"Scores: model {say(study.model.meta.name, self.language)}, version {study.model.version}, rule {study.after.rule}, scale "
            f"{lowest:g} to {highest:g}. Only units whose results are released are shown.",
            "Rounds: each rater is scored alone; where the same people answered twice, their two rounds are swapped at random, else "
            "all raters are dealt anew to the two rounds (permutation test, Fisher 1935, Pitman 1937). A change is beyond rater noise "
            "where at most one deal in twenty gives as much. Whether a change has a cause in the roadmap no test can tell.",
            "Ranges: raters are drawn with replacement, 500 times; the range holds 95 of 100 draws (Efron and Tibshirani 1993). With "
            "fewer than five raters it is rather too narrow.",
            f"Fingerprint of all inputs: {study.input_hash(self.figures)}.",
        )
        return Page("method", "How these figures came about", lead)

    def footer(self) -> str:
        """Versions, rule and fingerprint."""
        study = self.study
        return (
            f"{study.settings.client}. Model {study.model.id} {study.model.version}, rule {study.after.rule}, "
            f"inputs {study.input_hash(self.figures)}."
        )
