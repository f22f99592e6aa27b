"""A sample engagement from its readable files to an engagement file."""

from pathlib import Path

from pmokit.content.catalogues import load_catalogues, read_kpi_sets
from pmokit.content.library import load_mapping, load_model, read_file
from pmokit.content.processes import load_processes, read_decisions, read_methodologies, read_register
from pmokit.errors import ContentError
from pmokit.exchange.improvement_sample import improve
from pmokit.exchange.papers_in import bring_papers, read_paper
from pmokit.exchange.projects import read_projects
from pmokit.exchange.responses_csv import read_responses
from pmokit.exchange.rounds import open_round
from pmokit.exchange.sample_steps import write_steps
from pmokit.model.brief import BRIEF, SPONSOR
from pmokit.model.kpi_set import KPI_SET
from pmokit.model.maturity import MaturityModel
from pmokit.model.recommendation import TypeChoice
from pmokit.model.sample import SampleEngagement, SampleProfiles, SampleUnit
from pmokit.model.steps import PlanningFrame, Profile
from pmokit.model.structure import SampleStructures
from pmokit.store.engagement import Assessment, Engagement, create_engagement
from pmokit.strategy.processes.tailoring import propose_methodology
from pmokit.study.brief import proposed_brief
from pmokit.study.office import UnitOffice

AUTHOR = "sample"


def read_sample(folder: Path) -> SampleEngagement:
    """Read ``engagement.yaml`` of a sample folder.

    Raises
    ------
    ContentError
        With every fault at its line.
    """
    sample, _, faults = read_file(folder / "engagement.yaml", SampleEngagement)
    if faults or sample is None:
        raise ContentError(faults)
    return sample


def make_engagement(folder: Path, file: Path) -> Engagement:
    """Write a sample engagement into a new engagement file and return it open.

    Parameters
    ----------
    folder
        Holds engagement.yaml, responses.csv, projects.csv, and perhaps the files of single steps.
    file
        The new file.
    """
    sample = read_sample(folder)
    model = load_model(sample.model)
    responses = read_responses(folder / "responses.csv", model, [unit.code for unit in sample.units])
    projects = read_projects(folder / "projects.csv", load_mapping("pmokit"))
    engagement = create_engagement(file, sample.settings.model_copy(update={"status_date": sample.as_of}), sample.units)
    assessment = open_round(engagement, model, anonymous=sample.anonymous, author=AUTHOR)
    engagement.add_responses(assessment.id, responses)
    engagement.replace_projects(projects.frame, projects.withheld)
    engagement.write_document("planning", sample.planning, author=AUTHOR)
    if sample.central_planning is not None:
        engagement.write_document("central-planning", sample.central_planning, author=AUTHOR)
    for unit in sample.units:
        engagement.write_document("targets", unit.targets, unit=unit.code, author=AUTHOR)
        if unit.planning is not None:
            engagement.write_document(
                "planning", PlanningFrame.model_validate(unit.planning), unit=unit.code, author=AUTHOR
            )
        if unit.estimates is not None:
            engagement.write_document("estimates", unit.estimates, unit=unit.code, author=AUTHOR)
        _say(engagement, assessment, model, unit)
    _answer_profiles(engagement, folder / "profiles.yaml")
    _design(engagement, folder / "structures.yaml")
    _agree_kpis(engagement, folder / "kpi_sets.yaml")
    _hold_sessions(engagement, sample)
    write_steps(engagement, folder)
    _run_projects(engagement, folder)
    improve(engagement, folder)
    return engagement


def _answer_profiles(engagement: Engagement, file: Path) -> None:
    """Write what each unit answered to the organisation profile, where the sample has that."""
    if not file.is_file():
        return
    profiles, _, faults = read_file(file, SampleProfiles)
    if faults or profiles is None:
        raise ContentError(faults)
    for unit, answers in profiles.root.items():
        engagement.write_document("profile", Profile(answers=dict(answers)), unit=unit, author=AUTHOR)


def _design(engagement: Engagement, file: Path) -> None:
    """Choose type and structure of each unit's PMO as its brief says, where the sample has briefs; keep the advice beside."""
    if not file.is_file():
        return
    briefs, _, faults = read_file(file, SampleStructures)
    if faults or briefs is None:
        raise ContentError(faults)
    for unit, brief in briefs.root.items():
        office = UnitOffice(engagement, unit)
        engagement.write_document("structure", office.design(brief), unit=unit, author=AUTHOR)
        advice = office.recommendation
        choice = TypeChoice(type=brief.pmo_type, control=brief.control, reason=brief.source, advice=advice)
        engagement.write_document("pmo-type", choice, unit=unit, author=AUTHOR)


def _agree_kpis(engagement: Engagement, file: Path) -> None:
    """Write the KPI set that each unit agreed, with who agreed to it, where the sample has sets."""
    if not file.is_file():
        return
    for unit, kpi_set in read_kpi_sets(file).unwrap().root.items():
        version = engagement.write_document(KPI_SET, kpi_set, unit=unit, author=AUTHOR)
        agreed = {entry.agreed_by.name: entry.agreed_by for entry in kpi_set.entries if entry.agreed_by is not None}
        for who in agreed.values():
            engagement.agree(KPI_SET, version, unit=unit, name=who.name, role=who.role, of_unit=unit, state="agreed")


def _hold_sessions(engagement: Engagement, sample: SampleEngagement) -> None:
    """Write what the sessions of the units left, and the brief to a sponsor who was not there."""
    for unit in sample.units:
        if unit.record is not None:
            engagement.write_document("session_record", unit.record, unit=unit.code, author=AUTHOR)
        if unit.sponsor is not None:
            engagement.write_document(SPONSOR, unit.sponsor, unit=unit.code, author=AUTHOR)
            if unit.sponsor.is_absent:
                brief = proposed_brief(engagement, unit.code, sample.as_of)
                engagement.write_document(BRIEF, brief, unit=unit.code, author=AUTHOR)


def _run_projects(engagement: Engagement, folder: Path) -> None:
    """Write how projects are run, with the workload, the risks and the decisions, as far as the sample has them."""
    file = folder / "methodology.yaml"
    if file.is_file():
        briefs = read_methodologies(file).unwrap()
        roles = load_catalogues().roles
        for unit, brief in {"": briefs.organisation, **briefs.by_unit}.items():
            body = propose_methodology(brief, load_processes(), roles)
            engagement.write_document("methodology", body, unit=unit, author=AUTHOR)
    if (folder / "workload.csv").is_file():
        paper = read_paper(folder / "workload.csv", engagement)
        bring_papers(engagement, [paper] if paper else [])
    if (folder / "risks.yaml").is_file():
        engagement.write_document("risks", read_register(folder / "risks.yaml").unwrap(), author=AUTHOR)
    if (folder / "decisions.yaml").is_file():
        engagement.write_document("decisions", read_decisions(folder / "decisions.yaml").unwrap(), author=AUTHOR)


def _say(engagement: Engagement, assessment: Assessment, model: MaturityModel, unit: SampleUnit) -> None:
    """Record what the unit agreed on and what the assessor was shown."""
    for question, agreed in unit.consensus.items():
        option = model.answer_set(question).by_token[agreed.answer.lower()]
        engagement.set_consensus(
            assessment.id, unit.code, question, option.id, option.value, reason=agreed.reason, author=AUTHOR
        )
    if unit.state != "draft":
        engagement.set_unit_state(assessment.id, unit.code, unit.state, author=AUTHOR)
    for question, rating in unit.evidence.items():
        engagement.rate_evidence(assessment.id, unit.code, question, rating, author=AUTHOR)
