"""Votes: what is open takes them, a vote id stands for one vote for good, and each becomes a response."""

import pytest

from pmokit.model.session import Move, Vote
from pmokit.store.votes import Mark


@pytest.fixture
def session(engagement, assessment):
    return engagement.open_session("K7QF2M", "secret", author="Ada").id


@pytest.fixture
def kim(engagement, session):
    return engagement.join(session, role="executive", name="Kim").id


def vote(participant, level=3, *, number=1, **changes):
    given = {"question": "POR-01", "unit": "A", "status": "answered", "option": f"l{level}", "value": float(level)}
    return Vote(vote_id=f"vote-{participant}-{number}", participant=participant, **(given | changes))


def open_question(engagement, session, question="POR-01", unit="A", **changes):
    return engagement.move(session, Move(unit=unit, question=question, phase="open", author="Ada", **changes))


def test_a_vote_becomes_a_response_of_its_participant(engagement, session, assessment, kim):
    """Before the meeting every question takes votes; the response has name, role and comment."""
    assert engagement.add_votes(session, [vote(kim, 4, comment="since May")]) == ["stored"]
    (row,) = engagement.responses(assessment.id).to_dict("records")
    assert (row["respondent"], row["role"], row["option"], row["value"]) == ("Kim", "executive", "l4", 4.0)
    assert (row["unit"], row["question"], row["comment"]) == ("A", "POR-01", "since May")
    (cast,) = engagement.votes(session, unit="A", question="POR-01", round=1).to_dict("records")
    assert (cast["participant"], cast["status"], cast["value"], cast["remote"]) == (kim, "answered", 4.0, False)


def test_a_vote_that_is_sent_again_is_answered_alike_and_stored_once(engagement, session, assessment, kim):
    """Within a batch and later, even when the question has closed meanwhile."""
    assert engagement.add_votes(session, [vote(kim), vote(kim)]) == ["stored", "same"]
    engagement.move(session, Move(unit="B", phase="waiting", author="Ada"))
    assert engagement.add_votes(session, [vote(kim, unit="B")]) == ["same"]
    assert len(engagement.responses(assessment.id)) == 1


@pytest.mark.parametrize(
    "changes",
    [{"option": "l2", "value": 2.0}, {"comment": "x"}, {"question": "POR-02"}, {"status": "dk", "option": None}],
)
def test_an_id_stands_for_one_vote(engagement, session, kim, changes):
    engagement.add_votes(session, [vote(kim)])
    assert engagement.add_votes(session, [vote(kim, **changes)]) == ["differs"]


def test_somebody_elses_id_is_refused(engagement, session, kim):
    other = engagement.join(session, role="executive").id
    engagement.add_votes(session, [vote(kim)])
    stolen = vote(kim).model_copy(update={"participant": other})
    assert engagement.add_votes(session, [stolen]) == ["differs"]


def test_only_what_is_open_takes_votes(engagement, session, kim):
    """One closed vote does not keep the others of its batch out."""
    open_question(engagement, session, round=2)
    batch = [
        vote(kim, number=1, round=2),
        vote(kim, number=2, round=1),
        vote(kim, number=3, round=2, question="POR-02"),
        vote(kim, number=4, round=2, unit="B"),
        vote(999, number=5, round=2),
    ]
    assert engagement.add_votes(session, batch) == ["stored", "closed", "closed", "closed", "closed"]


@pytest.mark.parametrize("phase", ["waiting", "revealed", "ended"])
def test_other_phases_take_nothing(engagement, session, kim, phase):
    engagement.move(session, Move(unit="A", question="POR-01", phase=phase, author="Ada"))
    assert engagement.add_votes(session, [vote(kim)]) == ["closed"]


def test_a_closed_assessment_takes_nothing(engagement, session, assessment, kim):
    engagement.close_assessment(assessment.id, author="Ada")
    assert engagement.add_votes(session, [vote(kim)]) == ["closed"]


def test_the_last_vote_of_a_participant_counts_and_rounds_stay_apart(engagement, session, assessment, kim):
    """Scores are those of the last answer; both rounds can still be looked at."""
    open_question(engagement, session)
    engagement.add_votes(session, [vote(kim, 1, number=1), vote(kim, 2, number=2)])
    open_question(engagement, session, round=2)
    engagement.add_votes(session, [vote(kim, 5, number=3, round=2)])
    rounds = [engagement.votes(session, unit="A", question="POR-01", round=n)["value"].tolist() for n in (1, 2)]
    assert rounds == [[2.0], [5.0]]
    assert engagement.vote_counts(session, "A", "POR-01") == {1: (1, 1), 2: (1, 1)}
    assert engagement.responses(assessment.id)["value"].tolist() == [1.0, 2.0, 5.0]


def test_who_joined_with_a_name_does_not_vote_in_an_anonymous_assessment(engagement, session, assessment, kim):
    """The next assessment is anonymous: the name would stand beside the answer."""
    engagement.close_assessment(assessment.id, author="Ada")
    later = engagement.open_assessment("ppm_maturity", "0.2.0", "weighted-mean", anonymous=True)
    nameless = engagement.join(session, role="executive", name="Kim").id
    assert engagement.add_votes(session, [vote(kim), vote(nameless)]) == ["closed", "stored"]
    assert engagement.responses(later.id)["respondent"].str.startswith("p-").all()


def test_votes_of_an_earlier_assessment_are_not_counted(engagement, session, assessment, kim):
    engagement.add_votes(session, [vote(kim)])
    engagement.close_assessment(assessment.id, author="Ada")
    engagement.open_assessment("ppm_maturity", "0.2.0", "weighted-mean")
    assert engagement.vote_counts(session, "A", "POR-01") == {}
    assert engagement.votes(session, unit="A", question="POR-01", round=1).empty


def test_before_again_what_an_anonymous_session_revealed_takes_no_vote(engagement):
    engagement.open_assessment("ppm_maturity", "0.2.0", "weighted-mean", anonymous=True)
    key = engagement.open_session("K7QF2M", "secret").id
    one = engagement.join(key, role="executive").id
    engagement.move(key, Move(unit="A", question="POR-01", phase="revealed", author="Ada"))
    engagement.move(key, Move(unit="A", phase="before", author="Ada"))
    batch = [vote(one, number=1), vote(one, number=2, question="POR-02")]
    assert engagement.add_votes(key, batch) == ["closed", "stored"]


def test_news_go_on_from_their_mark(engagement, session, kim):
    """All at first, then what was added, then nothing."""
    first = engagement.session_news(session, Mark())
    assert ([m.phase for m in first.moves], [p.id for p in first.participants], first.votes) == (["before"], [kim], [])
    engagement.add_votes(session, [vote(kim, comment="x")])
    open_question(engagement, session)
    second = engagement.session_news(session, first.mark)
    assert ([m.phase for m in second.moves], second.participants) == (["open"], [])
    assert [cast.vote for cast in second.votes] == [vote(kim, comment="x")]
    last = engagement.session_news(session, second.mark)
    assert (last.mark, last.moves, last.votes) == (second.mark, [], [])


def test_erasing_a_person_takes_the_name_out_of_the_session(engagement, session, assessment, kim):
    """A vote that comes later stands under the pseudonym as well."""
    engagement.add_votes(session, [vote(kim, comment="my own words")])
    erased = engagement.erase_respondent("Kim", author="Ada")
    engagement.add_votes(session, [vote(kim, number=2)])
    assert engagement.participants(session)[["name", "code"]].to_numpy().tolist() == [["", erased.pseudonym]]
    assert set(engagement.responses(assessment.id)["respondent"]) == {erased.pseudonym}


def test_a_thousand_votes_at_once(engagement, session, assessment):
    """A batch may be larger than what one query can name."""
    people = [engagement.join(session, role="executive").id for _ in range(20)]
    batch = [vote(one, number=n, question=f"POR-{n:02}") for one in people for n in range(1, 60)]
    assert set(engagement.add_votes(session, batch)) == {"stored"}
    assert set(engagement.add_votes(session, batch)) == {"same"}
    assert len(engagement.responses(assessment.id)) == len(batch)
