"""The units whose results are released, rolled up: scores, groups, common gaps, shared initiatives, one roadmap."""

from dataclasses import replace
from functools import cached_property

import pandas as pd

from pmokit.assess.clusters import Groups, group_units
from pmokit.assess.gaps import find_gaps
from pmokit.assess.results import Scores
from pmokit.assess.targets import resolve_targets
from pmokit.content.library import load_catalogue
from pmokit.model.initiatives import InitiativeCatalogue
from pmokit.model.roadmap import StoredRoadmap
from pmokit.model.steps import Targets
from pmokit.study.portfolio import PortfolioStudy
from pmokit.study.portfolio_roadmap import PortfolioRoadmap

RELEASED = "released"
A_GAP = 0.5
"""Levels below the target from which on a gap counts as one."""


class ReleasedStudy(PortfolioStudy):
    """What the kit can say about the released units together; parameters as in :class:`PortfolioStudy`."""

    @cached_property
    def states(self) -> dict[str, str]:
        """State of the results by unit; empty where there is no assessment."""
        if self.assessment is None:
            return {}
        found = self.engagement.unit_states(self.assessment.id)
        return dict(zip(found["unit"], found["state"], strict=True))

    @property
    def left_out(self) -> dict[str, str]:
        """State of each assessed unit that is not released, by code."""
        assessed = [] if self.scores is None else list(self.scores.overall["unit"])
        return {unit: self.states[unit] for unit in assessed if self.states[unit] != RELEASED}

    @cached_property
    def released_scores(self) -> Scores | None:
        """Scores of the released units; None where there are none."""
        if self.scores is None:
            return None
        found = self.scores
        kept = replace(
            found,
            overall=self._released(found.overall),
            groups=self._released(found.groups),
            domains=self._released(found.domains),
            questions=self._released(found.questions),
        )
        return None if kept.overall.empty else kept

    def _released(self, frame: pd.DataFrame) -> pd.DataFrame:
        return frame[frame["unit"].map(self.states) == RELEASED].reset_index(drop=True)

    @cached_property
    def table(self) -> pd.DataFrame:
        """Score by unit and domain; empty without released units."""
        domains = [domain.id for domain in self.model.domains]
        if self.released_scores is None:
            return pd.DataFrame(columns=domains)
        scores = self.released_scores
        wide = scores.domains.pivot_table(index="unit", columns="domain", values="score", sort=False, dropna=False)
        return wide.reindex(index=list(scores.overall["unit"]), columns=domains)

    @cached_property
    def groups(self) -> Groups:
        """Groups of similar units."""
        return group_units(self.table)

    @cached_property
    def gaps(self) -> pd.DataFrame:
        """Gap by unit and domain; empty without released units."""
        if self.released_scores is None:
            return pd.DataFrame(columns=["unit", "domain", "gap"])
        stored = self.engagement.read_documents("targets", Targets)
        targets = {unit: self._targets(stored.get(unit, stored.get("", Targets()))) for unit in self.table.index}
        return find_gaps(self.model, self.released_scores, targets)

    def _targets(self, targets: Targets) -> dict[str, float]:
        found = resolve_targets(self.model, targets)
        return dict(zip(found["domain"], found["target"], strict=True))

    @cached_property
    def common_gaps(self) -> pd.DataFrame:
        """Domains by how many units have a gap there: domain, units, scored, mean, largest, farthest (code of the unit)."""
        rows = []
        for domain, found in self.gaps.dropna(subset=["gap"]).groupby("domain", sort=False):
            far = found.sort_values("gap", ascending=False, kind="stable").iloc[0]
            short = int((found["gap"] >= A_GAP).sum())
            rows.append((domain, short, len(found), found["gap"].mean(), far["gap"], far["unit"]))
        frame = pd.DataFrame(rows, columns=["domain", "units", "scored", "mean", "largest", "farthest"])
        return frame.sort_values(["units", "mean"], ascending=False, kind="stable", ignore_index=True)

    @cached_property
    def catalogue(self) -> InitiativeCatalogue | None:
        """The initiatives that serve the model."""
        return load_catalogue(self.model.id)

    @cached_property
    def plans(self) -> dict[str, StoredRoadmap]:
        """The roadmaps that released units keep in the engagement, by code."""
        stored = self.engagement.read_documents("roadmap", StoredRoadmap)
        return {unit: stored[unit] for unit in self.table.index if unit in stored}

    @cached_property
    def shared_initiatives(self) -> pd.DataFrame:
        """Initiatives that more than one roadmap holds: initiative, units (codes), first (its earliest quarter, from 0)."""
        chosen = [
            (name, unit, start)
            for unit, stored in self.plans.items()
            for name, start in stored.plan.schedule.items()
            if start is not None
        ]
        frame = pd.DataFrame(chosen, columns=["initiative", "unit", "start"])
        together = (
            frame.groupby("initiative", sort=True).agg(units=("unit", tuple), first=("start", "min")).reset_index()
        )
        together["count"] = together["units"].map(len).astype(int)
        shared = together[together["count"] > 1]
        return shared.sort_values(["count", "initiative"], ascending=[False, True], kind="stable", ignore_index=True)

    @cached_property
    def released_roadmap(self) -> PortfolioRoadmap:
        """The roadmap of the released units together."""
        return PortfolioRoadmap(self.engagement, units=tuple(self.table.index))
