"""What a schema cannot say about a methodology, a register of risks and a log of decisions."""

import datetime as dt

import pytest

from pmokit.content import places
from pmokit.content.processes import load_processes, read_decisions, read_methodologies, read_register
from pmokit.model.methodology_checks import find_brief_faults, find_log_faults, find_register_faults

SAMPLE = places.templates() / "sample"
BRIEF = read_methodologies(SAMPLE / "methodology.yaml").unwrap().organisation
REGISTER = read_register(SAMPLE / "risks.yaml").unwrap()
LOG = read_decisions(SAMPLE / "decisions.yaml").unwrap()


def whats(**change):
    return [fault.what for fault in find_brief_faults(BRIEF.model_copy(update=change), load_processes())]


def test_the_sample_has_no_faults():
    assert whats() == []
    assert list(find_register_faults(REGISTER)) == []
    assert list(find_log_faults(LOG)) == []


def test_a_step_named_twice_or_out_of_order_is_found():
    twice = (*BRIEF.tolerances, BRIEF.tolerances[-1])
    assert whats(tolerances=twice) == [
        "class A: the ladder is project-manager, sponsor, steering-group, steering-group"
    ]
    assert whats(tolerances=BRIEF.tolerances[::-1])[0].startswith("class B: the ladder is steering-group, sponsor")


@pytest.mark.parametrize("limit", ["weeks_late", "cost_over", "benefit_lost", "scope_share"])
def test_a_limit_that_falls_on_the_way_up_is_found(limit):
    rungs = [
        one.model_copy(update={limit: 0.0}) if (one.project_class, one.level) == ("B", "sponsor") else one
        for one in BRIEF.tolerances
    ]
    (found,) = whats(tolerances=tuple(rungs))
    assert found.startswith(f"class B: {limit} of sponsor is 0, below the ")


def test_double_ids_are_found():
    doubled = REGISTER.model_copy(update={"risks": (*REGISTER.risks, REGISTER.risks[0])})
    assert [fault.what for fault in find_register_faults(doubled)] == ["risk id 'R-01' is used twice"]
    log = LOG.model_copy(update={"decisions": (*LOG.decisions, LOG.decisions[0])})
    assert [fault.what for fault in find_log_faults(log)] == ["decision id 'D-01' is used twice"]


def test_a_review_before_its_decision_is_found():
    early = LOG.decisions[0].model_copy(update={"reviewed_on": dt.date(2026, 1, 1)})
    (fault,) = find_log_faults(LOG.model_copy(update={"decisions": (early,)}))
    assert fault.path == ("decisions", 0, "reviewed_on")
