"""Step 5 of a unit in the sample: its methodology, people, risks; all of it round through the engagement file."""

import datetime as dt

import pytest

from pmokit.errors import PmokitError
from pmokit.model.decisions import DecisionLog
from pmokit.model.methodology import Methodology
from pmokit.model.recommendation import TypeChoice
from pmokit.model.risks import RiskRegister
from pmokit.model.steps import Settings
from pmokit.model.units import Unit
from pmokit.model.workload import Workload
from pmokit.store.engagement import create_engagement
from pmokit.strategy.processes.escalation import Deviation
from pmokit.strategy.processes.findings import check_methodology
from pmokit.study.processes import UnitProcesses

TODAY = dt.date(2026, 9, 30)


@pytest.fixture(scope="module")
def sample(tmp_path_factory, copy_sample):
    with copy_sample(tmp_path_factory.mktemp("step5") / "s.pmokit") as opened:
        yield opened


@pytest.fixture
def bare(tmp_path):
    with create_engagement(tmp_path / "a.pmokit", Settings(client="A"), [Unit(code="A", name="Alpha")]) as opened:
        yield opened


@pytest.mark.parametrize(
    ("kind", "shape"),
    [("methodology", Methodology), ("workload", Workload), ("risks", RiskRegister), ("decisions", DecisionLog)],
)
def test_a_document_comes_back_from_the_file_as_it_went_in(kind, shape, sample, bare):
    body = sample.read_document(kind, shape)
    bare.write_document(kind, body, author="test")
    assert bare.read_document(kind, shape) == body
    assert bare.agreements(kind).empty


def test_a_unit_with_its_own_way_has_its_own_methodology(sample):
    """Group Digital works in short cycles; the others share the group's."""
    assert UnitProcesses(sample, "DIGITAL").methodology.way == "agile"
    assert UnitProcesses(sample, "LAB").methodology.way == "hybrid"
    assert UnitProcesses(sample, "DIGITAL").tailoring["way"].tolist().count("planned") == 0


def test_the_sample_shows_all_three_classes(sample):
    codes = ["ENERGY", "CEMENT", "ROADS", "ROOFS"]
    found = {one for code in codes for one in UnitProcesses(sample, code).classed_projects["project_class"] if one}
    assert found == {"A", "B", "C"}


def test_the_sample_shows_the_overload_of_controls_engineers(sample):
    texts = [str(one) for one in UnitProcesses(sample, "ENERGY").overloads]
    assert texts[1].startswith("controls engineer in 2027 Q2: 3.4 of 2.5 FTE, 36 % over; moves: start later")
    assert "borrow 0.4 FTE from CEMENT" in texts[1]


def test_the_sample_shows_a_shared_cause_beyond_the_appetite(sample):
    study = UnitProcesses(sample, "CEMENT")
    first = study.shared_risks.iloc[0]
    assert (first["cause"], first["units"], first["is_over"]) == ("plant-network", "CEMENT, DIGITAL", True)
    assert {"joint-exposure", "overdue", "no-owner"} <= {one.rule for one in study.risk_breaches(TODAY)}
    assert set(study.risks["id"]) == {"R-01", "R-03", "R-05"}
    assert study.risk_cells["count"].sum() == 3


def test_late_projects_of_the_sample_go_up_the_ladder(sample):
    levels = UnitProcesses(sample, "CEMENT").escalations.set_index("project")["level"]
    assert levels["CE-01"] == "portfolio-review"
    assert UnitProcesses(sample, "ENERGY").escalations.empty


def test_the_weakest_unit_starts_with_risks_and_the_laboratory_with_lessons(sample):
    """ROOFS has no list of risks at all; in the laboratory nobody hands on what was learnt."""
    assert UnitProcesses(sample, "ROOFS").process_gaps["process"][0] == "risk-handling"
    assert UnitProcesses(sample, "LAB").process_gaps["process"][0] == "lessons"
    assert "stage-gate-decision" not in set(UnitProcesses(sample, "DIGITAL").process_gaps["process"])


def test_a_question_on_tolerances_is_answered(sample):
    found = UnitProcesses(sample, "ROADS").escalate("B", Deviation(weeks_late=3))
    assert found.level == "sponsor"


def test_the_decision_log_tells_what_is_overdue(sample):
    assert UnitProcesses(sample, "ENERGY").decisions(TODAY)["review"][0] == "overdue by 29 days"


def test_only_open_guidelines_are_left_to_mend_in_the_sample(sample):
    for unit in sample.units():
        assert {one.rule for one in UnitProcesses(sample, unit.code).method_findings} <= {"guideline-open"}


def test_nothing_agreed_gives_nothing_and_no_guess(bare):
    study = UnitProcesses(bare, "A")
    assert (study.methodology, study.workload, study.risk_register) == (None, None, None)
    assert (study.classed_projects, study.escalations, study.unit_load, study.decisions(TODAY)) == (None,) * 4
    assert (study.risks, study.risk_cells, study.shared_risks, study.process_gaps) == (None,) * 4
    assert (study.method_findings, study.overloads, study.risk_breaches(TODAY), study.class_cards) == ((), (), (), {})
    assert study.tailoring.empty
    with pytest.raises(PmokitError, match="Alpha has no methodology yet"):
        study.escalate("B", Deviation(weeks_late=3))


def test_a_first_methodology_is_proposed_before_anybody_has_agreed_one(bare):
    """By the kit's own brief; it passes the checks but for what nobody of the organisation has agreed."""
    study = UnitProcesses(bare, "A")
    proposed = study.proposed_methodology
    assert study.methodology is None
    assert "expert judgement" in proposed.source
    assert check_methodology(proposed, study.process_catalogue, study.service_catalogues.roles) == ()


def test_the_first_methodology_follows_type_and_control_level(bare):
    choice = TypeChoice(type="agile", control="supportive", reason="The teams asked for it", advice=None)
    bare.write_document("pmo-type", choice, unit="A", author="test")
    proposed = UnitProcesses(bare, "A").proposed_methodology
    assert (proposed.way, proposed.control) == ("agile", "supportive")
