"""Step 3 of one business unit: the KPIs that fit it, the set it agreed, and how each KPI moved."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from pmokit.content.catalogues import load_kpis
from pmokit.model.base import say
from pmokit.model.kpi_set import KPI_SET, KpiSet
from pmokit.model.kpis import KpiCatalogue
from pmokit.model.pmo import PmoType
from pmokit.model.printing import print_day
from pmokit.model.projects import PROJECT_FIELDS
from pmokit.strategy.kpi_choice import KpiProposal, propose_set
from pmokit.strategy.kpi_context import DomainGap, KpiContext, MeasuredKpi, Situation
from pmokit.strategy.measures.facts import Facts
from pmokit.study.vision import UnitVision

EARNED_VALUE = ("pv", "ev", "ac")
MOST_REASONS = 2
OWN_CHOICE = "Chosen by the unit beside the proposal"


@dataclass(frozen=True)
class FigureElsewhere:
    """A figure of a KPI that was not taken for it, and in words where it stands."""

    value: float
    source: str


class UnitKpis(UnitVision):
    """What the engagement says about vision and KPIs of one unit; parameters as in :class:`UnitAssessment`.

    Projects and figures come from the class that is built on this one.
    """

    @property
    def facts(self) -> Facts:
        """What is known of the unit's projects."""
        raise NotImplementedError

    @property
    def projects(self) -> pd.DataFrame:
        """The unit's projects."""
        raise NotImplementedError

    @property
    def as_of(self) -> dt.date:
        """Date up to which figures count."""
        raise NotImplementedError

    @property
    def kpis(self) -> Sequence[MeasuredKpi]:
        """What was measured from the unit's projects."""
        raise NotImplementedError

    @cached_property
    def kpi_catalogue(self) -> KpiCatalogue:
        """All KPIs that the kit knows."""
        return load_kpis()

    @cached_property
    def kpi_set(self) -> KpiSet | None:
        """The set that the unit agreed, else that of the whole organisation, else None."""
        return self.engagement.read_document(KPI_SET, KpiSet, unit=self.unit.code)

    @cached_property
    def kpi_context(self) -> KpiContext:
        """What a proposal starts from."""
        kinds = self.service_catalogues.services.objectives
        return KpiContext(
            situation=self._situation(),
            objectives=self._objective_kinds(),
            gaps=self._gaps(),
            pmo_type=self._pmo_type(),
            domain_names={domain.id: say(domain.name, self.language) for domain in self.model.domains},
            objective_names={kind: say(text, self.language) for kind, text in kinds.items()},
        )

    @cached_property
    def kpi_proposal(self) -> KpiProposal:
        """A small set of KPIs that fits the unit, with reasons; also for what is left out."""
        return propose_set(self.kpi_catalogue, self.kpi_context)

    @cached_property
    def kpi_names(self) -> dict[str, str]:
        """Names of the catalogue's KPIs by id."""
        return {kpi.id: say(kpi.name, self.language) for kpi in self.kpi_catalogue.kpis}

    @cached_property
    def kpi_reasons(self) -> dict[str, str]:
        """Why each KPI of the agreed set is in it: what the proposal says for it, and what the unit noted."""
        proposed = {one.kpi.id: ". ".join(one.reasons[:MOST_REASONS]) for one in self.kpi_proposal.chosen}
        entries = self.kpi_set.entries if self.kpi_set else ()
        return {
            entry.kpi: ". ".join(
                part for part in (proposed.get(entry.kpi, OWN_CHOICE), entry.note, self._origin(entry.kpi)) if part
            )
            for entry in entries
        }

    @property
    def figures_elsewhere(self) -> dict[str, FigureElsewhere]:
        """Figures that other pages of the report know, by KPI: what can be measured from the project list and the workload."""
        records = self.kpi_catalogue.records
        return {
            one.kpi.id: FigureElsewhere(
                one.value,
                f"{' and '.join(_lower(say(records[name], self.language)) for name in definition.records)}, {print_day(self.as_of)}",
            )
            for one in self.kpis
            if one.value is not None and (definition := self.kpi_catalogue.by_id.get(one.kpi.id)) and definition.records
        }

    def kpi_known(self, kpi: str) -> pd.DataFrame:
        """Return the series of one KPI; where nothing was measured or agreed for it, what another page knows today.

        Parameters
        ----------
        kpi
            Id of the KPI.
        """
        series, elsewhere = self.kpi_series(kpi), self._only_elsewhere(kpi)
        if elsewhere is None:
            return series
        row = {"period": self.as_of.isoformat(), "value": elsewhere.value, "n": 1, "reason": ""}
        return pd.concat([series.astype(object), pd.DataFrame([row], dtype=object)], ignore_index=True)

    def _only_elsewhere(self, kpi: str) -> FigureElsewhere | None:
        entry = self.kpi_set.by_kpi.get(kpi) if self.kpi_set else None
        is_known = entry is not None and entry.baseline.value is not None
        return None if is_known or self.kpi_series(kpi)["value"].notna().any() else self.figures_elsewhere.get(kpi)

    def _origin(self, kpi: str) -> str:
        elsewhere = self._only_elsewhere(kpi)
        return "" if elsewhere is None else f"Today's figure: from {elsewhere.source}"

    @cached_property
    def kpi_history(self) -> pd.DataFrame:
        """Latest measurement per KPI and period: kpi, unit, period, value, n, reason, author, at; oldest period first."""
        measured = self.engagement.measurements(unit=self.unit.code)
        return measured.sort_values(["kpi", "period"], kind="stable").reset_index(drop=True)

    def kpi_series(self, kpi: str) -> pd.DataFrame:
        """Return period, value, n and reason of one KPI, oldest period first.

        Parameters
        ----------
        kpi
            Id of the KPI.
        """
        rows = self.kpi_history[self.kpi_history["kpi"] == kpi]
        return rows[["period", "value", "n", "reason"]].reset_index(drop=True)

    def _objective_kinds(self) -> tuple[str, ...]:
        """Return the kinds of the unit's own objectives, else those its PMO was built for, else the whole organisation's."""
        vision, structure = self.vision_study.vision, self.structure
        if self.vision_study.holder != self.unit.code and structure is not None and structure.brief.objectives:
            return structure.brief.objectives
        return tuple(dict.fromkeys(objective.kind for objective in vision.objectives)) if vision else ()

    def _pmo_type(self) -> PmoType | None:
        if self.choice is not None:
            return self.choice.type
        if self.structure is not None:
            return self.structure.brief.pmo_type
        return self.recommendation.type if self.recommendation else None

    def _gaps(self) -> dict[str, DomainGap]:
        if not self.is_assessed or self.model.id != self.kpi_catalogue.model:
            return {}
        rows = self.gaps.to_dict("records")
        return {
            row["domain"]: DomainGap(
                score=None if pd.isna(row["score"]) else float(row["score"]),
                target=float(row["target"]),
                weight=float(row["weight_share"]) * len(rows),
            )
            for row in rows
        }

    def _situation(self) -> Situation:
        levels: dict[str, int | None] = {}
        if self.is_assessed and self.model.id == self.kpi_catalogue.model:
            frame = self.scores.domains
            levels = {
                domain: None if pd.isna(level) else int(level)
                for domain, level in zip(frame["domain"], frame["level"], strict=True)
            }
        filled = {name for name in PROJECT_FIELDS if name in self.projects and self.projects[name].notna().any()}
        return Situation(
            levels=levels,
            figures={measured.kpi.id: measured for measured in self.kpis},
            fields=filled,
            records=self._records(filled),
        )

    def _records(self, filled: set[str]) -> dict[str, bool]:
        """Return which records the engagement itself shows to be kept; of the others nothing is known."""
        periods, links, benefits = self.facts.periods, self.facts.links, self.facts.benefits
        kept = {
            "project-list": not self.projects.empty,
            "earned-value": filled.issuperset(EARNED_VALUE),
            # The figures of one date are a snapshot and no history.
            "period-figures": periods is not None and len(set(periods["date"])) > 1,
            "objective-links": links is not None and not links.empty,
            "benefit-register": benefits is not None and not benefits.empty,
        }
        # What is missing from the file may lie in a drawer: only what is there is certain, but for the list itself.
        return {record: held for record, held in kept.items() if held or record == "project-list"}


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
