"""Responses are only ever added, all or none."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pmokit.errors import StoreError
from pmokit.store.engagement import RESPONSE_COLUMNS, open_engagement
from tests.store.rows import responses


def test_responses_are_appended_and_keep_history(place):
    """A second response of the same person is added, the first one stays."""
    with open_engagement(place) as engagement:
        assessment = engagement.open_assessment("ppm_maturity", "0.1.0", "weighted-mean")
        engagement.add_responses(assessment.id, responses(("A", "r1", "POR-01", 2, "first")))
        engagement.add_responses(
            assessment.id, responses(("A", "r1", "POR-01", 4, "second"), ("B", "r1", "POR-01", 1, ""))
        )
    with open_engagement(place) as engagement:
        found = engagement.responses(engagement.assessment().id)
        assert found[["unit", "respondent", "value", "comment"]].to_numpy().tolist() == [
            ["A", "r1", 2.0, "first"], ["A", "r1", 4.0, "second"], ["B", "r1", 1.0, ""],
        ]  # fmt: skip
        assert list(engagement.responses(engagement.assessment().id, ["B"])["unit"]) == ["B"]
        assert list(engagement.responses(engagement.assessment().id, ["A"], ["POR-01"])["value"]) == [2.0, 4.0]
        assert engagement.responses(engagement.assessment().id, questions=["POR-02"]).empty
        assert engagement.respondents(engagement.assessment().id, "A")["respondent"].tolist() == ["r1"]


def test_the_number_of_the_last_response_grows_with_those_of_its_unit_alone(engagement, assessment):
    def last(unit):
        return engagement.last_response(assessment.id, unit)

    assert last("A") == 0
    engagement.add_responses(assessment.id, responses(("A", "r1", "POR-01", 2, "")))
    first = last("A")
    engagement.add_responses(assessment.id, responses(("B", "r1", "POR-01", 2, "")))
    assert 0 < first == last("A") < last("B")
    engagement.add_responses(assessment.id, responses(("A", "r1", "POR-01", 3, "")))
    assert last("A") > first


def test_every_status_comes_back_as_it_was(engagement, assessment):
    """Answered, not applicable, don't know, inherited, unanswered: what is missing stays missing, texts stay whole."""
    rows = [
        ("A", "r", "pm", "Q-1", "answered", "l2", 2.5, "", "a 'quoted' ü\nline", "NA"),
        ("A", "r", "pm", "Q-2", "na", "", np.nan, "", "", ""),
        ("A", "r", "pm", "Q-3", "dk", "", np.nan, "", "", ""),
        ("A", "r", "pm", "Q-4", "inherited", "", np.nan, "B", "", ""),
        ("A", "r", "pm", "Q-5", "unanswered", "", np.nan, "", "", ""),
    ]
    given = pd.DataFrame(rows, columns=list(RESPONSE_COLUMNS))
    assert engagement.add_responses(assessment.id, given) == 5
    found = engagement.responses(assessment.id)
    assert isinstance(found.index, pd.RangeIndex)
    pd.testing.assert_frame_equal(found.drop(columns="at").fillna({"option": ""}), given, check_dtype=False)
    assert found["value"].dtype == float


def test_no_responses_give_an_empty_frame(engagement, assessment):
    """Nothing added is no fault; the columns are there with their types."""
    assert engagement.add_responses(assessment.id, responses()) == 0
    found = engagement.responses(assessment.id)
    assert list(found.columns) == [*RESPONSE_COLUMNS, "at"]
    assert (len(found), found["value"].dtype) == (0, float)


def test_more_people_than_one_query_names(engagement, assessment):
    """Hundreds of people are known again when they answer once more, alone or all together."""
    many = responses(*(("AB"[n % 2], f"r{n}", "Q", 2, "") for n in range(600)))
    engagement.add_responses(assessment.id, many)
    engagement.add_responses(assessment.id, many)
    engagement.add_responses(assessment.id, many.head(3))
    assert len(engagement.responses(assessment.id)) == 1203
    assert sum(len(engagement.respondents(assessment.id, unit)) for unit in "AB") == 600


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=20)
@given(
    texts=st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")), min_size=1, max_size=20)
)
def test_any_text_comes_back_as_it_was(engagement, assessment, texts):
    """Quotes, emoji, line ends, right-to-left: what was written is read."""
    before = len(engagement.responses(assessment.id))
    engagement.add_responses(assessment.id, responses(*(("A", "r", "Q", 1, comment) for comment in texts)))
    assert engagement.responses(assessment.id)["comment"].tolist()[before:] == texts


def test_text_that_cannot_be_stored(engagement, assessment):
    """Half a character, as broken programs send it, is told; nothing is written."""
    with pytest.raises(StoreError, match="half a character"):
        engagement.add_responses(assessment.id, responses(("A", "r", "Q", 1, "fine"), ("A", "r", "Q", 1, "\ud83d")))
    assert engagement.responses(assessment.id).empty


def test_unknown_units_write_nothing(engagement, assessment):
    """Responses of strangers: all are named at once, and none of the responses is written."""
    with pytest.raises(StoreError, match="unit 'Y' is not in the engagement") as told:
        engagement.add_responses(
            assessment.id, responses(("A", "r", "Q", 2, ""), ("Z", "r", "Q", 2, ""), ("Y", "r", "Q", 2, ""))
        )
    assert "unit 'Z' is not in the engagement. Known: A, B, G" in str(told.value)
    assert engagement.responses(assessment.id).empty
