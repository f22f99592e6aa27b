"""The bodies of step 6 keep what they are given, and a sample's links are checked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from pmokit.model.improvement import (
    STATES,
    Improvement,
    ImprovementLog,
    Promises,
    SampleImprovement,
    find_sample_improvement_faults,
)

ENTRY = {"id": "crews", "problem": "Crews promised twice", "measure": "A meeting", "opened": "2026-02-01"}
words = st.text(alphabet="abc ÄÖ'\"<&\n", min_size=5, max_size=40).filter(lambda text: len(text.strip()) >= 5)


@given(
    problem=words,
    state=st.sampled_from(STATES),
    due=st.none() | st.dates().map(str),
    before=st.none() | st.floats(allow_nan=False, allow_infinity=False),
)
def test_a_log_comes_back_from_json_as_it_was(problem, state, due, before):
    effect = before and {
        "before": before,
        "before_on": "2026-01-01",
        "after": 1,
        "after_on": "2026-02-01",
        "source": "list",
    }
    entry = Improvement.model_validate(
        ENTRY | {"problem": problem, "state": state, "due": due, "effect": effect or None}
    )
    log = ImprovementLog(entries=(entry,))
    assert ImprovementLog.model_validate_json(log.model_dump_json()) == log


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"state": "doing"}, "Input should be 'plan', 'do', 'check', 'act' or 'closed'"),
        ({"decision": "keep"}, "'standardise', 'adapt' or 'drop'"),
        ({"opened": "yesterday"}, "valid date"),
        ({"problem": "?"}, "at least 5 characters"),
        ({"ownr": "me"}, "Extra inputs are not permitted"),
    ],
)
def test_an_entry_of_another_form_is_refused(changes, message):
    with pytest.raises(ValidationError, match=message):
        Improvement.model_validate(ENTRY | changes)


def test_a_promise_in_no_quarter_is_refused():
    wave = {"name": "Wave 1", "by": "2026-Q5"}
    with pytest.raises(ValidationError, match="'2026-Q5' is no quarter"):
        Promises.model_validate({"made_on": "2026-01-01", "source": "roadmap", "waves": [wave]})


def test_a_sample_names_known_domains_and_each_id_once():
    expects = {"kind": "domain", "of": "FINN", "target": 3}
    sample = SampleImprovement.model_validate(
        {
            "A": {
                "log": {"entries": [ENTRY, ENTRY | {"expects": expects}]},
                "promises": {
                    "made_on": "2026-01-01",
                    "source": "roadmap",
                    "waves": [{"name": "W", "by": "2026-Q1", "levels": {"COMM": 2}}],
                },
            }
        }
    )
    found = list(find_sample_improvement_faults(sample, ("FIN", "COM")))
    assert [fault.what for fault in found] == [
        "entry id 'crews' is used twice",
        "crews: unknown domain 'FINN'",
        "W: unknown domain 'COMM'",
    ]
    assert len(list(find_sample_improvement_faults(sample))) == 1
