"""Targets: the level wanted in each domain, from a profile or by hand, each with where it comes from."""

from collections.abc import Callable
from html import escape
from typing import Any

import ipywidgets as widgets
import pandas as pd

from pmokit.assess.results import print_level
from pmokit.assess.targets import resolve_targets
from pmokit.model.base import say
from pmokit.model.maturity import MaturityModel, TargetProfile
from pmokit.model.pmo import PmoType
from pmokit.model.printing import print_number
from pmokit.model.steps import Targets
from pmokit.study.office import UnitOffice
from pmokit.workshop.components.basic import button, column, html
from pmokit.workshop.document_state import DocumentState

BY_MODEL = ""
Guard = Callable[[Callable[..., None]], Callable[..., None]]


def proposed_profile(study: UnitOffice) -> tuple[TargetProfile | None, str]:
    """Return the profile to propose, and why: that of the type chosen or advised, else the one for a first year.

    Parameters
    ----------
    study
        The unit's assessment and office.
    """
    chosen: PmoType | None = study.choice.type if study.choice else None
    advised = study.recommendation.type if study.recommendation else None
    for kind, why in ((chosen, "the type that was chosen in step 4"), (advised, "the type that step 4 advises")):
        for profile in study.model.meta.target_profiles:
            if kind is not None and profile.pmo_type == kind:
                return profile, f"it belongs to {why}: {kind}"
    first = next((one for one in study.model.meta.target_profiles if one.pmo_type is None), None)
    return first, "no type of PMO is chosen or advised yet, and this can be reached in about a year"


class TargetsPanel(widgets.VBox):  # type: ignore[misc]
    """Profile and levels; every change is saved at once.

    Parameters
    ----------
    state
        The document ``targets`` of the unit.
    study
        Its scores and its office.
    guard
        Wraps each handler, so that an error becomes a sentence on the page.
    """

    def __init__(self, state: DocumentState, study: UnitOffice, guard: Guard) -> None:
        self.state, self.study = state, study
        self._is_filling = False
        model = study.model
        self.profile = widgets.Dropdown(
            description="Start from",
            options=[
                (f"Level {print_number(model.meta.default_target, 'g')} in every domain", BY_MODEL),
                *((say(one.name), one.id) for one in model.meta.target_profiles),
            ],
        )
        self.meaning, self.proposal = html("", "pk-note"), html("", "pk-note")
        proposed, why = proposed_profile(study)
        self._offered = None if proposed is None else Targets(profile=proposed.id)
        self.take = button("", guard(lambda _: self._take()), "pk-main")
        if proposed is not None:
            self.take.description = f"Take the proposal: {say(proposed.name)}"
            self.proposal.value = f"<p>We propose '{escape(say(proposed.name))}', because {escape(why)}.</p>"
        levels = [(f"{level.number} {say(level.name)}", float(level.number)) for level in model.meta.levels]
        self.levels = {
            domain.id: widgets.Dropdown(description=say(domain.name), options=levels) for domain in model.domains
        }
        self.notes = {domain.id: html("", "pk-note") for domain in model.domains}
        rows = [column(self.levels[d.id], self.notes[d.id], classes=("pk-target",)) for d in model.domains]
        self.standing = html("", "pk-note")
        head = html(
            '<h2 tabindex="-1">Targets</h2><p class="pk-note">The level wanted in each domain, about a year from now. Level 5 everywhere is no '
            "target: each level costs money and attention.</p>"
        )
        choice = column(self.proposal, self.take, self.profile, self.meaning, classes=("pk-card", "pk-form"))
        super().__init__([head, self.standing, choice, column(*rows, classes=("pk-targets", "pk-card"))])
        self.add_class("pk-content")
        self.profile.observe(guard(lambda change: self._start_from(change["new"])), "value")
        for domain, field in self.levels.items():
            field.observe(guard(lambda change, domain=domain: self._set(domain, change["new"])), "value")
        state.observe(guard(lambda _: self.fill()), ["body", "version"])
        self.fill()

    def fill(self) -> None:
        """Bring the fields in step with the document."""
        model, targets = self.study.model, _targets(self.state)
        levels, origins = _resolved(model, targets)
        scores = self.study.scores.domains.set_index("domain") if self.study.is_assessed else pd.DataFrame()
        profiles = {one.id: one for one in model.meta.target_profiles}
        self._is_filling = True
        try:
            self.profile.value = targets.profile or BY_MODEL
            found = profiles.get(targets.profile or "")
            is_taken = not self.state.is_proposal and targets == self._offered
            self.take.layout.display = "none" if is_taken or self._offered is None else ""
            self.meaning.value = f"<p>{escape(say(found.meaning))} Source: {escape(found.source)}.</p>" if found else ""
            for domain, field in self.levels.items():
                target, origin = levels[domain], origins[domain].split(":", maxsplit=1)[0]
                if found and origin == f"profile {found.id}":
                    origin = f"as in '{say(found.name)}'"
                _show_level(field, target, model)
                row = scores.loc[domain].to_dict() if domain in scores.index else {}
                self.notes[domain].value = f"<p>{escape(_note(row, target, origin))}</p>"
        finally:
            self._is_filling = False
        self.standing.value = "<p>Proposed; nothing is saved yet.</p>" if self.state.is_proposal else ""

    def _take(self) -> None:
        if self._offered is not None:
            self.state.change(self._offered)

    def _start_from(self, profile: str) -> None:
        if not self._is_filling:
            self.state.edit(profile=profile or None, levels={})

    def _set(self, domain: str, level: float) -> None:
        if self._is_filling:
            return
        targets = _targets(self.state)
        plain, _ = _resolved(self.study.model, Targets(profile=targets.profile))
        levels = {name: value for name, value in targets.levels.items() if name != domain}
        if plain[domain] != level:
            levels[domain] = level
        self.state.edit(levels=levels)


def _targets(state: DocumentState) -> Targets:
    return state.body if isinstance(state.body, Targets) else Targets()


def _resolved(model: MaturityModel, targets: Targets) -> tuple[dict[str, float], dict[str, str]]:
    """Return level and origin by domain."""
    table = resolve_targets(model, targets)
    domains = table["domain"].tolist()
    levels = dict(zip(domains, table["target"].tolist(), strict=True))
    return levels, dict(zip(domains, table["origin"].tolist(), strict=True))


def _show_level(field: widgets.Dropdown, target: float, model: MaturityModel) -> None:
    """Show a target; one between two levels, as a file may bring it, becomes an option of its own."""
    if target not in [value for _, value in field.options]:
        levels = [(f"{level.number} {say(level.name)}", float(level.number)) for level in model.meta.levels]
        field.options = sorted([*levels, (print_number(target, "g"), target)], key=lambda option: option[1])
    field.value = target


def _note(row: dict[Any, Any], target: float, origin: str) -> str:
    """Return where a domain stands today, how far the target is, and where the target comes from."""
    score, level = row.get("score"), row.get("level")
    if isinstance(score, float) and not pd.isna(score):
        today = f"Today {print_level(row)}" if not pd.isna(level) else f"Today {print_number(score, '.1f')}"
        gap = target - score
        way = f"{print_number(gap, '.1f')} levels to go" if gap > 0 else "reached"
        return f"{today}; {way}. Target: {origin}."
    return f"Not measured yet. Target: {origin}."
