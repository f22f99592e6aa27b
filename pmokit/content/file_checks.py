"""The checks of single content files, with the models that they link to."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from pmokit.content import kinds, places
from pmokit.content.catalogues import kpis_beside, read_first_days, read_kpi_sets, read_kpis, read_roles, read_services
from pmokit.content.improvement import read_form, read_reviews, read_triggers
from pmokit.content.library import (
    model_ids,
    read_catalogue,
    read_guides,
    read_lexicon,
    read_mapping,
    read_profile,
    read_theme,
)
from pmokit.content.model_folder import ModelDraft, answer_set_file, draft_model
from pmokit.content.processes import read_decisions, read_methodologies, read_processes, read_register
from pmokit.content.reading import Reading, read
from pmokit.content.salvage import make_draft
from pmokit.content.step_texts import read_communication, read_statement, read_visions
from pmokit.content.yaml_source import read_source
from pmokit.errors import Fault, did_you_mean
from pmokit.model.checks import find_answer_set_faults, find_faults
from pmokit.model.content import AnswerSets
from pmokit.model.improvement import SampleImprovement, find_sample_improvement_faults
from pmokit.model.initiatives import InitiativeCatalogue, find_missing_steps
from pmokit.model.kpis import KpiCatalogue
from pmokit.model.maturity import Domain, MaturityModel, ModelMeta
from pmokit.model.processes import ProcessCatalogue
from pmokit.model.profile import OrganisationProfile
from pmokit.model.profile_checks import find_organisation_wording_faults
from pmokit.model.sample import SampleEngagement, SampleProfiles, find_sample_faults, find_sample_profile_faults
from pmokit.model.services import ServiceCatalogue
from pmokit.model.standard import find_standard_faults


class FileChecks:
    """Checks files that are not part of a model's folder.

    Parameters
    ----------
    models
        The models under the paths that are looked at, by folder.
    """

    def __init__(self, models: Mapping[Path, ModelDraft]) -> None:
        self.models = models
        self.lone_domains: list[Path] = []
        self._by_kind: dict[str, Callable[[Path], Iterable[Fault]]] = {
            kinds.DOMAIN.name: self._domain,
            kinds.CATALOGUE.name: self._catalogue,
            kinds.SAMPLE.name: self._sample,
            kinds.PROFILES.name: self._profiles,
            kinds.ORGANISATION.name: self._organisation,
            kinds.SETS.name: self._answer_sets,
            kinds.PMO_TYPES.name: lambda file: read_guides(file).faults,
            kinds.LEXICON.name: lambda file: read_lexicon(file).faults,
            kinds.MAPPING.name: lambda file: read_mapping(file).faults,
            kinds.THEME.name: lambda file: read_theme(file).faults,
            kinds.SERVICES.name: self._services,
            kinds.ROLES.name: lambda file: read_roles(file).faults,
            kinds.KPIS.name: self._kpis,
            kinds.KPI_SETS.name: lambda file: read_kpi_sets(file).faults,
            kinds.STATEMENT.name: lambda file: read_statement(file).faults,
            kinds.COMMUNICATION.name: lambda file: read_communication(file).faults,
            kinds.VISIONS.name: lambda file: read_visions(file).faults,
            kinds.PROCESSES.name: self._processes,
            kinds.METHODOLOGIES.name: lambda file: read_methodologies(file).faults,
            kinds.RISKS.name: lambda file: read_register(file).faults,
            kinds.DECISIONS.name: lambda file: read_decisions(file).faults,
            kinds.REVIEWS.name: lambda file: read_reviews(file).faults,
            kinds.TRIGGERS.name: lambda file: read_triggers(file).faults,
            kinds.FEEDBACK.name: lambda file: read_form(file).faults,
            kinds.IMPROVEMENT.name: self._improvement,
            kinds.FIRST_DAYS.name: lambda file: read_first_days(file).faults,
        }

    def check(self, file: Path) -> Iterable[Fault]:
        """Return every fault and warning of a file."""
        source, faults = read_source(file)
        if source is None:
            return faults
        kind = kinds.kind_of(source)
        if kind is None:
            known = ", ".join(sorted(k.name for k in kinds.KINDS))
            return [
                *faults,
                Fault(source.where(()), "this is no content file of the kit", f"the keys of one of {known}"),
            ]
        if kind.name in self._by_kind:
            return self._by_kind[kind.name](file)
        return read(file, kind.type).faults

    def _answer_sets(self, file: Path) -> Iterable[Fault]:
        reading = read(file, AnswerSets)
        return reading.checked(find_answer_set_faults(reading.draft.answer_sets)).faults

    def _domain(self, file: Path) -> Iterable[Fault]:
        self.lone_domains.append(file)
        reading, sets = read(file, Domain), read(answer_set_file(file.parent), AnswerSets)
        kit = next((model for model in self._kit.values() if reading.draft.id in model.domain_ids), None)
        model = MaturityModel.model_construct(
            meta=kit.model.meta if kit else make_draft(ModelMeta, None, ()),
            domains=(reading.draft,),
            answer_sets=sets.draft.answer_sets,
        )
        found = [fault for fault in (*find_faults(model), *find_standard_faults(model)) if fault.path[0] == "domains"]
        return reading.checked([replace(fault, path=fault.path[2:]) for fault in found]).faults

    def _catalogue(self, file: Path) -> Iterable[Fault]:
        reading = read(file, InitiativeCatalogue)
        model, unknown = self._model(file, reading, reading.draft.model)
        faults = [*read_catalogue(file, model).faults, *unknown]
        if model is not None and model.level_range is not None:
            faults += reading.place(find_missing_steps(reading.draft, model.read_ids, model.level_range))
        return faults

    def _sample(self, file: Path) -> Iterable[Fault]:
        reading = read(file, SampleEngagement)
        model, unknown = self._model(file, reading, reading.draft.model)
        known = (model.domain_ids, model.level_range, model.profile_ids, model.options) if model else ()
        return [*reading.checked(find_sample_faults(reading.draft, *known)).faults, *unknown]

    def _organisation(self, file: Path) -> Iterable[Fault]:
        reading = read(file, OrganisationProfile)
        model, unknown = self._model(file, reading, reading.draft.model or "")
        wording = reading.place(find_organisation_wording_faults(reading.draft))
        return [*read_profile(file, model).faults, *unknown, *wording]

    def _profiles(self, file: Path) -> Iterable[Fault]:
        reading = read(file, SampleProfiles)
        folders = [*(parent / "questionnaires" for parent in file.parents), places.questionnaires()]
        asked = next(f for folder in folders if (f := folder / places.ORGANISATION_PROFILE).is_file())
        profile = read(asked, OrganisationProfile).draft
        return reading.checked(find_sample_profile_faults(reading.draft, profile)).faults

    def _improvement(self, file: Path) -> Iterable[Fault]:
        reading = read(file, SampleImprovement)
        beside = read(file.parent / "engagement.yaml", SampleEngagement).draft.model
        model = self._kit.get(beside or "ppm_maturity")
        known = (model.domain_ids if model else (), kpis_beside(file).by_id)
        return reading.checked(find_sample_improvement_faults(reading.draft, *known)).faults

    def _services(self, file: Path) -> Iterable[Fault]:
        reading = read(file, ServiceCatalogue)
        model, unknown = self._model(file, reading, reading.draft.model)
        return [*read_services(file, tuple(model.options or ()) if model else ()).faults, *unknown]

    def _kpis(self, file: Path) -> Iterable[Fault]:
        reading = read(file, KpiCatalogue)
        model, unknown = self._model(file, reading, reading.draft.model)
        known = (model.domain_ids, model.level_range) if model else ((), None)
        return [*read_kpis(file, *known).faults, *unknown]

    def _processes(self, file: Path) -> Iterable[Fault]:
        reading = read(file, ProcessCatalogue)
        model, unknown = self._model(file, reading, reading.draft.model)
        return [*read_processes(file, tuple(model.options or ()) if model else ()).faults, *unknown]

    @cached_property
    def _kit(self) -> dict[str, ModelDraft]:
        return {name: draft_model(places.questionnaires() / name) for name in model_ids()}

    def _model(
        self,
        file: Path,
        reading: Reading[InitiativeCatalogue]
        | Reading[SampleEngagement]
        | Reading[OrganisationProfile]
        | Reading[ServiceCatalogue]
        | Reading[KpiCatalogue]
        | Reading[ProcessCatalogue],
        name: str,
    ) -> tuple[ModelDraft | None, list[Fault]]:
        """Return the model that a file names: under the paths looked at, else in its own tree, else the kit's."""
        if not name:
            return None, []
        for folder, model in self.models.items():
            if name in {folder.name, model.model.meta.id}:
                return model, []
        folders = [parent / "questionnaires" / name for parent in file.parents]
        beside = next((folder for folder in folders if (folder / places.META).is_file()), None)
        if beside is not None:
            return draft_model(beside), []
        if name in self._kit:
            return self._kit[name], []
        known = {*self._kit, *(folder.name for folder in self.models)}
        fault = Fault(
            what=f"unknown maturity model '{name}'",
            expected="the id of a model in questionnaires/",
            hint=did_you_mean(name, known),
            path=("model",),
        )
        return None, reading.place([fault])
