"""The kinds of content file: what each holds, its JSON Schema, and how a file is recognised."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from pmokit.content.places import ANSWER_SETS, META, ORGANISATION_PROFILE
from pmokit.content.yaml_source import Source
from pmokit.model.communication_catalogue import CommunicationCatalogue
from pmokit.model.content import AnswerSets, Lexicon, Mapping, Theme
from pmokit.model.decisions import DecisionLog
from pmokit.model.feedback import FeedbackForm
from pmokit.model.first_days import FirstDays
from pmokit.model.guide import PmoTypeGuides
from pmokit.model.improvement import SampleImprovement
from pmokit.model.initiatives import InitiativeCatalogue
from pmokit.model.kpi_set import SampleKpiSets
from pmokit.model.kpis import KpiCatalogue
from pmokit.model.maturity import Domain, ModelMeta
from pmokit.model.methodology import SampleMethodologies
from pmokit.model.processes import ProcessCatalogue
from pmokit.model.profile import OrganisationProfile
from pmokit.model.reviews import ReviewCatalogue
from pmokit.model.risks import RiskRegister
from pmokit.model.sample import SampleEngagement, SampleProfiles
from pmokit.model.sample_steps import SampleCommunications, SampleVisions
from pmokit.model.services import RoleCatalogue, ServiceCatalogue
from pmokit.model.statement import StatementTexts
from pmokit.model.strategy_texts import StrategyTexts
from pmokit.model.structure import SampleStructures
from pmokit.model.triggers import TriggerRules

_SCHEMA_LINE = re.compile(r"#\s*yaml-language-server:\s*\$schema=\S*?([a-z_]+)\.schema\.json\s*$")


@dataclass(frozen=True)
class Kind:
    """One kind of content file.

    Parameters
    ----------
    name
        Names its JSON Schema: ``<name>.schema.json``.
    type
        What such a file holds.
    usual
        How the end of its path usually looks.
    """

    name: str
    type: type[BaseModel]
    usual: str


MODEL = Kind("model", ModelMeta, META)
DOMAIN = Kind("domain", Domain, "")
CATALOGUE = Kind("initiatives", InitiativeCatalogue, "initiatives.yaml")
SETS = Kind("answer_sets", AnswerSets, ANSWER_SETS)
LEXICON = Kind("lexicon", Lexicon, "lexicon.yaml")
MAPPING = Kind("mapping", Mapping, "mappings/*.yaml")
THEME = Kind("theme", Theme, "themes/*.yaml")
SAMPLE = Kind("sample", SampleEngagement, "engagement.yaml")
PROFILES = Kind("profiles", SampleProfiles, "profiles.yaml")
ORGANISATION = Kind("organisation", OrganisationProfile, ORGANISATION_PROFILE)
PMO_TYPES = Kind("pmo_types", PmoTypeGuides, "pmo_types.yaml")
SERVICES = Kind("services", ServiceCatalogue, "services.yaml")
ROLES = Kind("roles", RoleCatalogue, "roles.yaml")
KPIS = Kind("kpis", KpiCatalogue, "kpis.yaml")
KPI_SETS = Kind("kpi_sets", SampleKpiSets, "sample/kpi_sets.yaml")
STRUCTURES = Kind("structures", SampleStructures, "sample/structures.yaml")
STRATEGIES = Kind("strategies", StrategyTexts, "documents/strategies.yaml")
STATEMENT = Kind("statement", StatementTexts, "documents/statement.yaml")
COMMUNICATION = Kind("communication", CommunicationCatalogue, "catalogues/communication.yaml")
VISIONS = Kind("visions", SampleVisions, "sample/vision.yaml")
COMMUNICATIONS = Kind("communications", SampleCommunications, "sample/communication.yaml")
PROCESSES = Kind("processes", ProcessCatalogue, "processes.yaml")
METHODOLOGIES = Kind("methodologies", SampleMethodologies, "sample/methodology.yaml")
RISKS = Kind("risks", RiskRegister, "sample/risks.yaml")
DECISIONS = Kind("decisions", DecisionLog, "sample/decisions.yaml")
REVIEWS = Kind("reviews", ReviewCatalogue, "catalogues/reviews.yaml")
TRIGGERS = Kind("triggers", TriggerRules, "catalogues/triggers.yaml")
FEEDBACK = Kind("feedback", FeedbackForm, "feedback/*.yaml")
IMPROVEMENT = Kind("improvement", SampleImprovement, "sample/improvement.yaml")
FIRST_DAYS = Kind("first_days", FirstDays, "first_100_days.yaml")
KINDS = (
    MODEL,
    DOMAIN,
    SETS,
    LEXICON,
    CATALOGUE,
    MAPPING,
    THEME,
    SAMPLE,
    PROFILES,
    ORGANISATION,
    PMO_TYPES,
    SERVICES,
    ROLES,
    STRUCTURES,
    STRATEGIES,
    KPIS,
    KPI_SETS,
    STATEMENT,
    COMMUNICATION,
    VISIONS,
    COMMUNICATIONS,
    PROCESSES,
    METHODOLOGIES,
    RISKS,
    DECISIONS,
    REVIEWS,
    TRIGGERS,
    FEEDBACK,
    IMPROVEMENT,
    FIRST_DAYS,
)


def kind_of(source: Source) -> Kind | None:
    """Return the kind of a file: by its keys, else by the schema its first line names, else by its place.

    The keys come first because they survive a broken file best: one misspelt key among ten changes nothing.

    Parameters
    ----------
    source
        The file.
    """
    ranked = sorted(KINDS, key=lambda kind: _fit(kind, source.value), reverse=True)
    if _fit(ranked[0], source.value) > max(0, _fit(ranked[1], source.value)):
        return ranked[0]
    named = schema_named(source.first_line)
    by_line = next((kind for kind in KINDS if kind.name == named), None)
    return by_line or next((kind for kind in KINDS if kind.usual and _lies_at(source.file, kind.usual)), None)


def schema_named(first_line: str) -> str | None:
    """Return the name of the schema that a file's first line gives to the editor, or None."""
    match = _SCHEMA_LINE.match(first_line)
    return match.group(1) if match else None


def _lies_at(file: Path, usual: str) -> bool:
    return file.absolute().match(usual)


def _fit(kind: Kind, value: Any) -> int:
    """Count the keys a file shares with a kind, less those that the kind does not know."""
    if not isinstance(value, dict):
        return 0
    fields = {field.alias or name for name, field in kind.type.model_fields.items()}
    return sum(1 if key in fields else -1 for key in value)
