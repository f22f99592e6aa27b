"""The file ``engagement.yaml`` of a sample engagement."""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping

from pydantic import Field, RootModel

from pmokit.errors import Fault, Path, did_you_mean
from pmokit.model.base import Frozen, Name, Slug
from pmokit.model.brief import Sponsor
from pmokit.model.checks import double_ids, is_unknown
from pmokit.model.maturity import OptionId, QuestionId
from pmokit.model.profile import OrganisationProfile
from pmokit.model.profile_checks import find_answer_faults
from pmokit.model.records import EvidenceRatingName, UnitStateName
from pmokit.model.roadmap import Estimates
from pmokit.model.session import SessionRecord
from pmokit.model.steps import PlanningFrame, Settings, Targets
from pmokit.model.units import Unit, UnitCode


class SampleConsensus(Frozen):
    """What a unit agreed on for a question, against its middle answer."""

    answer: OptionId
    reason: str = Field(min_length=3)


class SampleUnit(Unit):
    """A unit with what its workshop agreed and what the assessor was shown."""

    targets: Targets = Targets()
    planning: PlanningFrame | None = None
    estimates: Estimates | None = Field(default=None, description="What the client confirmed of single initiatives")
    consensus: dict[QuestionId, SampleConsensus] = Field(default_factory=dict)
    evidence: dict[QuestionId, EvidenceRatingName] = Field(default_factory=dict)
    state: UnitStateName = Field(default="draft", description="How far its results are; roll-ups hold released ones")
    sponsor: Sponsor | None = Field(
        default=None, description="Who decides on its results; an absent one is asked by a decision brief"
    )
    record: SessionRecord | None = Field(default=None, description="What its session left beside answers")


class SampleEngagement(Frozen):
    """A whole engagement in readable files: this one beside responses.csv, projects.csv and profiles/."""

    client: str = Field(min_length=1)
    settings: Settings
    model: Name
    anonymous: bool
    as_of: dt.date
    planning: PlanningFrame
    central_planning: PlanningFrame | None = Field(default=None, description="For what is built once for all units")
    units: tuple[SampleUnit, ...] = Field(min_length=1)


class SampleProfiles(RootModel[dict[UnitCode, dict[Slug, Slug | None]]]):
    """The file ``profiles.yaml``: option by unit and criterion; None where the group could not tell."""


def find_sample_faults(
    sample: SampleEngagement,
    domains: Collection[str] = (),
    levels: tuple[int, int] | None = None,
    profiles: Collection[str] | None = None,
    options: Mapping[str, Collection[str]] | None = None,
) -> Iterator[Fault]:
    """Yield double unit codes, unknown parents, and targets, agreed answers and evidence outside the model.

    Parameters
    ----------
    sample
        The engagement, or a draft (see :mod:`pmokit.model.checks`).
    domains, levels, profiles
        Domain ids, lowest and highest level, target profiles of its model; what is empty (or None) is not known and not
        checked.
    options
        Option ids by question; None where they are not known.
    """
    codes = [unit.code for unit in sample.units]
    yield from double_ids(codes, ("units",), "unit", key="code")
    for at, unit in enumerate(sample.units):
        path: Path = ("units", at)
        if unit.parent is not None and (unit.parent == unit.code or is_unknown(unit.parent, codes)):
            others = [code for code in codes if code != unit.code]
            yield Fault(
                what=f"{unit.code}: unknown parent '{unit.parent}'",
                expected="the code of another unit",
                hint=did_you_mean(unit.parent, others),
                path=(*path, "parent"),
            )
        if profiles is not None and unit.targets.profile and unit.targets.profile not in profiles:
            what = f"{unit.code}: unknown target profile '{unit.targets.profile}'"
            hint = did_you_mean(unit.targets.profile, profiles)
            yield Fault(what=what, expected="a profile of the model", hint=hint, path=(*path, "targets", "profile"))
        for domain, level in unit.targets.levels.items():
            here = (*path, "targets", "levels", domain)
            if is_unknown(domain, domains):
                what = f"{unit.code}: target for unknown domain '{domain}'"
                yield Fault(what=what, expected="a domain of the model", hint=did_you_mean(domain, domains), path=here)
            if levels and (level < levels[0] or level > levels[1]):
                what = f"{unit.code}: target {level:g} for {domain} is outside the levels"
                yield Fault(what=what, expected=f"{levels[0]} to {levels[1]}", path=here)
        if options is not None:
            yield from _voice_faults(unit, options, path)


def find_sample_profile_faults(profiles: SampleProfiles, profile: OrganisationProfile) -> Iterator[Fault]:
    """Yield criteria and options that the organisation profile does not have.

    Parameters
    ----------
    profiles
        The answers of the units, or a draft.
    profile
        The organisation profile, or a draft.
    """
    for unit, answers in profiles.root.items():
        yield from find_answer_faults(profile, answers, (unit,))


def _voice_faults(unit: SampleUnit, options: Mapping[str, Collection[str]], path: Path) -> Iterator[Fault]:
    for key, said in (("consensus", unit.consensus), ("evidence", unit.evidence)):
        for question in said:
            if question not in options:
                yield Fault(
                    what=f"{unit.code}: unknown question '{question}'",
                    expected="a question of the model",
                    hint=did_you_mean(question, options),
                    path=(*path, key, question),
                )
    for place, point in enumerate(unit.record.open_points if unit.record else ()):
        if point.question not in options:
            yield Fault(
                what=f"{unit.code}: unknown question '{point.question}'",
                expected="a question of the model",
                hint=did_you_mean(point.question, options),
                path=(*path, "record", "open_points", place, "question"),
            )
    for question, agreed in unit.consensus.items():
        if agreed.answer not in options.get(question, [agreed.answer]):
            yield Fault(
                what=f"{unit.code}: '{agreed.answer}' is no answer to {question}",
                expected=f"one of {', '.join(options[question])}",
                path=(*path, "consensus", question, "answer"),
            )
