"""What the room has said, from all sources; nothing about fewer than three people without names."""

import pandas as pd
import pytest

from pmokit.store.engagement import RESPONSE_COLUMNS
from pmokit.workshop.session.heard import listen


@pytest.fixture
def by_file(engagement):
    """Add answers of people who are not in the session."""

    def add(assessment, question, *values):
        rows = [
            {
                "unit": "OPS",
                "respondent": f"file-{at}",
                "role": "finance",
                "question": question,
                "status": "answered",
                "option": f"l{value}",
                "value": float(value),
                "provider": "",
                "comment": "a comment by file",
                "evidence": "",
            }
            for at, value in enumerate(values)
        ]
        engagement.add_responses(assessment.id, pd.DataFrame(rows, columns=list(RESPONSE_COLUMNS)))

    return add


def heard(room, assessment, model):
    where = {"unit": "OPS", "question": "POR-01", "round_": 1}
    return listen(room.engagement, room.session.id, assessment, model, **where)


def test_phones_hands_and_files_are_one_distribution(named_room, assessment, model, by_file):
    named_room.join("finance", "executive")
    named_room.vote("POR-01", 1, 2)
    by_file(assessment, "POR-01", 5)
    state = named_room.state()
    state.save_count({"": {"l3": 2, "NA": 1}})
    said = heard(named_room, assessment, model)
    assert said.found.counts == (1, 1, 2, 0, 1)
    assert said.found.not_applicable == 1
    assert (said.phones, said.hands, said.elsewhere) == (2, 3, 1)


def test_who_answered_before_and_joins_is_counted_once(named_room, assessment, model):
    """A participant's answers stand in the responses too; they come from the phones."""
    named_room.join("finance", name="Anna")
    named_room.vote("POR-01", 2)
    said = heard(named_room, assessment, model)
    assert (said.found.n, said.elsewhere) == (1, 0)


def test_fewer_than_three_without_names_are_withheld_with_their_comments(anonymous_room, anonymous, model):
    anonymous_room.join("finance", "executive")
    anonymous_room.vote("POR-01", 1, 5, comment="my boss decides")
    said = heard(anonymous_room, anonymous, model)
    assert said.found.counts is None
    assert said.comments == ()


def test_three_without_names_are_shown(anonymous_room, anonymous, model):
    anonymous_room.join("finance", "executive", "pmo-member")
    anonymous_room.vote("POR-01", 1, 5, 5, comment="my boss decides")
    said = heard(anonymous_room, anonymous, model)
    assert said.found.counts == (1, 0, 0, 0, 2)
    assert len(said.comments) == 3


def test_a_lone_answer_by_file_cannot_be_found_by_subtracting_the_phones(anonymous_room, anonymous, model, by_file):
    anonymous_room.join("finance", "executive", "pmo-member")
    anonymous_room.vote("POR-01", 1, 1, 1)
    by_file(anonymous, "POR-01", 5)
    said = heard(anonymous_room, anonymous, model)
    assert said.found.counts == (3, 0, 0, 0, 0)
    assert "1 answer is left out" in said.note


def test_two_phones_do_not_hide_behind_hands_that_everybody_saw(anonymous_room, anonymous, model):
    anonymous_room.join("finance", "executive")
    anonymous_room.vote("POR-01", 1, 5)
    anonymous_room.state().save_count({"": {"l3": 6}})
    said = heard(anonymous_room, anonymous, model)
    assert said.found.counts == (0, 0, 6, 0, 0)
    assert "2 answers are left out" in said.note
