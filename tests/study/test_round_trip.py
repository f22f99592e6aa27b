"""Every step document goes through the engagement file unchanged, and an edit sets agreement back to proposed."""

import pytest

from pmokit.model.communication import Communication
from pmokit.model.decisions import DecisionLog
from pmokit.model.feedback import Feedback, FeedbackThemes
from pmokit.model.improvement import ImprovementLog, LessonsLearned, Promises, Signals
from pmokit.model.kpi_set import KPI_SET, KpiSet
from pmokit.model.mandate import Mandate
from pmokit.model.methodology import Methodology
from pmokit.model.recommendation import TypeChoice
from pmokit.model.reviews import ReviewCalendar
from pmokit.model.risks import RiskRegister
from pmokit.model.roadmap import Estimates
from pmokit.model.steps import PlanningFrame, Profile, Settings, Targets
from pmokit.model.structure import Structure
from pmokit.model.units import Unit
from pmokit.model.vision import Vision
from pmokit.model.workload import Workload
from pmokit.store.engagement import create_engagement, open_engagement

SHAPES = {
    "vision": Vision,
    "communication": Communication,
    KPI_SET: KpiSet,
    "methodology": Methodology,
    "workload": Workload,
    "risks": RiskRegister,
    "decisions": DecisionLog,
    "reviews": ReviewCalendar,
    "feedback": Feedback,
    "feedback-themes": FeedbackThemes,
    "improvement": ImprovementLog,
    "lessons": LessonsLearned,
    "promises": Promises,
    "signals": Signals,
    "planning": PlanningFrame,
    "central-planning": PlanningFrame,
    "targets": Targets,
    "profile": Profile,
    "pmo-type": TypeChoice,
    "structure": Structure,
    "estimates": Estimates,
    "mandate": Mandate,
}


@pytest.fixture(scope="module")
def sample(tmp_path_factory, copy_sample):
    with copy_sample(tmp_path_factory.mktemp("trip") / "s.pmokit") as opened:
        yield opened


@pytest.fixture
def file(tmp_path):
    file = tmp_path / "a.pmokit"
    create_engagement(file, Settings(client="A"), [Unit(code="A", name="Alpha")]).close()
    return file


def bodies(sample, kind):
    """Return the bodies that the sample has of a kind; of a mandate, which the sample does without, one by hand."""
    if kind == "mandate":
        return [Mandate(scope="departmental", services=("SPM-01",), source="Board of May")]
    return list(sample.read_documents(kind, SHAPES[kind]).values())


@pytest.mark.parametrize("kind", SHAPES)
def test_a_body_comes_back_from_the_closed_file_as_it_went_in(kind, sample, file):
    """Written, the file closed, opened again and read: equal, of the unit and of the whole, for every body of the sample."""
    found = bodies(sample, kind)
    assert found, f"the sample has no document '{kind}'"
    for unit in ("", "A"):
        for body in found:
            with open_engagement(file) as engagement:
                engagement.write_document(kind, body, unit=unit, author="test")
            with open_engagement(file) as engagement:
                assert engagement.read_document(kind, SHAPES[kind], unit=unit) == body
                assert engagement.read_documents(kind, SHAPES[kind])[unit] == body


@pytest.mark.parametrize("kind", SHAPES)
def test_agreement_starts_anew_with_an_edit(kind, sample, file):
    """Who agreed to version 1 stands at proposed on version 2, and still agreed to version 1."""
    body = bodies(sample, kind)[0]
    with open_engagement(file) as engagement:
        first = engagement.write_document(kind, body, unit="A", author="test")
        engagement.agree(kind, first, unit="A", name="Kim", role="CFO", of_unit="A", state="agreed")
        assert engagement.agreements(kind, "A")["state"].tolist() == ["agreed"]
        engagement.write_document(kind, body, unit="A", author="test", base_version=first)
        assert engagement.agreements(kind, "A")["state"].tolist() == ["proposed"]
        assert engagement.agreements(kind, "A", first)["state"].tolist() == ["agreed"]
