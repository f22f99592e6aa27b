"""The participants' door: joining, the state that each one sees, votes, and the stream of changes."""

import http.client
import json
from contextlib import closing

import pytest

from tests.workshop.ballot.conftest import CODE, opened


def test_the_join_form_knows_what_to_ask(door):
    """Whoever has the code learns client, unit, roles and whether names are taken."""
    card = door.get(f"/api/room?code={CODE}").json
    assert (card["client"], card["unit"], card["anonymous"], card["open"]) == ("Acme", "Operations", False, True)
    assert {"id", "name", "meaning"} == set(card["roles"][0])
    assert "executive" in [role["id"] for role in card["roles"]]


def test_joining_gives_a_token_and_a_cookie_that_scripts_cannot_read(door):
    joined = door.post("/api/join", {"code": "k7q-f2m", "role": "executive", "name": "Kim", "remote": True})
    assert joined.status == 200
    assert joined.json["unit"] == "Operations"
    cookie = joined.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    (row,) = door.engagement.participants(door.session.id).to_dict("records")
    assert (row["id"], row["name"], row["remote"]) == (joined.json["participant"], "Kim", True)


def test_no_name_is_kept_in_an_anonymous_session(anonymous_door):
    anonymous_door.join(name="Kim Ødegård")
    assert "Kim" not in anonymous_door.engagement.participants(anonymous_door.session.id).to_csv()


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"code": CODE, "role": "king"}, "'king' is no role here. Choose one of: executive, unit-head"),
        ({"code": CODE}, "A role is missing here"),
        ({"code": CODE, "role": ["executive"]}, "A role is missing here"),
        ({"code": CODE, "role": "executive", "name": 7}, "The name is no text"),
        ({"code": CODE, "role": "executive", "name": "x" * 61}, "61 characters; 60 fit"),
        ({"code": CODE, "role": "executive", "remote": "yes"}, "neither true nor false"),
        ("[1]", "no JSON object"),
        ("{", "no JSON"),
        (b"\xff\xfe", "no JSON"),
        ("[" * 9000, "no JSON"),
        ('{"code": NaN}', "no JSON"),
    ],
)
def test_what_cannot_be_read_is_a_sentence(door, body, said):
    answer = door.post("/api/join", body)
    assert answer.status == 400
    assert said in answer.json["error"]


def test_a_long_body_is_refused(door):
    answer = door.post("/api/join", json.dumps({"code": CODE, "name": "x" * 20_000}))
    assert (answer.status, "too long" in answer.json["error"]) == (413, True)


def test_the_state_before_the_meeting_leads_through_all_questions(door, model):
    """The first unanswered question is next; any other can be asked for; at the end there is none."""
    kim = door.join()
    state = door.state(kim)
    assert (state["phase"], state["question"], state["number"], state["of"]) == (
        "before",
        "POR-01",
        1,
        len(model.scope()),
    )
    assert (state["answered"], state["mine"], state["reveal"]) == ([], None, None)
    assert len(state["options"]) == 5
    assert state["options"][0]["label"] == model.question_by_id["POR-01"].anchors["l1"]["en"]
    assert door.vote(kim, "l3", comment="since May").status == 200
    state = door.state(kim)
    assert (state["question"], state["answered"]) == ("POR-02", ["POR-01"])
    back = door.state(kim, "POR-01")
    assert back["mine"] == {"answer": "l3", "comment": "since May", "round": 1}
    assert door.state(kim, "../../etc/passwd")["question"] == "POR-02"
    for question in model.scope()[1:]:
        door.vote(kim, "DK", question)
    done = door.state(kim)
    assert (done["question"], len(done["answered"])) == (None, len(model.scope()))


@pytest.mark.parametrize(
    ("answer", "kept"),
    [
        ("l4", ("answered", "l4", 4.0)),
        (4, ("answered", "l4", 4.0)),
        ("4", ("answered", "l4", 4.0)),
        ("NA", ("na", "", None)),
    ],
)
def test_an_answer_is_an_option_a_value_or_a_word(door, answer, kept):
    kim = door.join(name="Kim")
    assert door.vote(kim, answer).status == 200
    row = door.engagement.votes(door.session.id, unit="OPS", question="POR-01", round=1).iloc[0]
    assert (row["status"], row["option"]) == kept[:2]
    assert row["value"] == kept[2] or kept[2] is None


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"answer": "l9"}, "l9 is no answer to POR-01. Expected: one of l1, l2, l3, l4, l5, DK, NA"),
        ({"answer": True}, "true is no answer"),
        ({"answer": None}, "null is no answer"),
        ({"answer": 1e999}, "no JSON"),
        ({"question": "../../etc"}, "There is no question ../../etc here"),
        ({"question": {"a": 1}}, "There is no question"),
        ({"round": "1"}, "'round' is \"1\". Expected: a whole number from 1"),
        ({"round": 10**9}, "Expected: a whole number from 1"),
        ({"unit": "../OPS"}, "There is no unit ../OPS here"),
        ({"vote_id": ""}, "1 to 64 letters"),
        ({"vote_id": "x' OR 1=1 --"}, "1 to 64 letters"),
        ({"comment": ["x"]}, "The comment is no text"),
        ({"comment": "x" * 2001}, "2001 characters; 2000 fit"),
    ],
)
def test_a_wrong_vote_is_a_sentence_and_leaves_nothing(door, changes, said):
    kim = door.join()
    sent = {"vote_id": "vote-abcdef", "question": "POR-01", "round": 1, "answer": "l3"} | changes
    answer = door.post("/api/vote", sent, kim)
    assert answer.status == 400
    assert said in answer.json["error"]
    assert door.engagement.vote_counts(door.session.id, "OPS", "POR-01") == {}


def test_a_vote_that_is_sent_again_gets_the_same_answer(door):
    """To the byte, also after the question has closed."""
    kim = door.join()
    sent = {"vote_id": "vote-abcdef", "question": "POR-01", "round": 1, "answer": "l3"}
    first = door.post("/api/vote", sent, kim)
    assert first.json == {"vote_id": "vote-abcdef", "stored": True, "question": "POR-01", "round": 1}
    door.move("waiting")
    again = door.post("/api/vote", sent, kim)
    assert (again.status, again.text) == (200, first.text)
    other = door.post("/api/vote", sent | {"answer": "l4"}, kim)
    assert (other.status, other.json["error"]) == (409, "This vote_id stands for another vote.")


def test_only_the_open_question_takes_votes(door):
    """Whoever is late gets the state to go on with."""
    kim = door.join()
    door.move("open", "POR-02", round=2)
    assert door.vote(kim, "l3", "POR-02", 2).status == 200
    late = door.vote(kim, "l3", "POR-01", 1)
    assert late.status == 409
    assert late.json["error"] == "POR-01 takes no votes now."
    assert late.json["state"]["question"] == "POR-02"


def test_a_vote_for_another_unit_does_not_count_here(door):
    """A phone that was asleep while the room moved on sends what it kept; the same question is open for the next unit."""
    kim = door.join()
    door.move("open", unit="OPS")
    door.move("open", unit="FIN")
    assert door.vote(kim, "l3", unit="OPS").status == 409
    assert door.vote(kim, "l3", unit="FIN").status == 200


def test_the_second_round_begins_with_ones_own_answer(door):
    kim, ben = door.join(), door.join()
    door.move("open")
    door.vote(kim, "l2")
    door.move("open", round=2)
    assert [door.state(one)["previous"] for one in (kim, ben)] == ["l2", None]
    assert door.state(kim)["mine"] is None


def test_nothing_of_others_is_seen_before_the_reveal(anonymous_door):
    """Then the distribution, and comments only when the facilitator shows them, without an order that tells who came first."""
    door = anonymous_door
    people = [door.join() for _ in range(3)]
    door.move("open")
    for one, answer, words in zip(people, ("l1", "l5", "l5"), ("zebra", "monkey", ""), strict=True):
        door.vote(one, answer, comment=words)
    state = door.state(people[0])
    assert (state["voted"], state["joined"], state["reveal"]) == (3, 3, None)
    assert "monkey" not in json.dumps(state)
    door.move("revealed")
    reveal = door.state(people[0])["reveal"]
    assert (reveal["counts"], reveal["median_low"], reveal["comments"]) == ([1, 0, 0, 0, 2], 5.0, [])
    door.move("revealed", comments_shown=True)
    assert door.state(people[2])["reveal"]["comments"] == ["monkey", "zebra"]


def test_two_answers_stay_hidden_where_nobody_is_named(anonymous_door):
    door = anonymous_door
    people = [door.join() for _ in range(2)]
    door.move("open")
    for one in people:
        door.vote(one, "l5", comment="mine alone")
    door.move("revealed", comments_shown=True)
    reveal = door.state(people[0])["reveal"]
    assert (reveal["counts"], reveal["median_low"], reveal["n"], reveal["comments"]) == (None, None, 2, [])
    assert "fewer than 3 people" in reveal["withheld_reason"]


def test_the_question_reveals_itself_when_all_who_are_there_have_voted(anonymous_door):
    """Three at least where nobody is named."""
    door = anonymous_door
    people = [door.join() for _ in range(3)]
    door.move("open", auto_reveal=True)
    for one in people[:2]:
        door.vote(one, "l3")
    assert door.state(people[0])["phase"] == "open"
    door.vote(people[2], "l3")
    door.wait(lambda room: room.move.phase == "revealed")
    last = door.engagement.current_move(door.session.id)
    assert (last.author, last.question) == ("auto", "POR-01")


def test_a_show_of_hands_keeps_the_votes_that_were_given(door, assessment):
    """Phones are told that hands are counted; the count and the votes are revealed as one distribution."""
    kim = door.join()
    door.move("open")
    door.vote(kim, "l2")
    door.move("open", channel="hands")
    assert (door.state(kim)["channel"], door.state(kim)["mine"]["answer"]) == ("hands", "l2")
    door.engagement.add_tally(
        assessment.id, "OPS", "POR-01", {"l3": (3.0, 4), "l4": (4.0, 1)}, dont_know=2, author="Ada"
    )
    door.move("revealed", channel="hands")
    reveal = door.state(kim)["reveal"]
    assert (reveal["counts"], reveal["dont_know"], reveal["n"]) == ([0, 1, 4, 1, 0], 2, 8)
    assert len(door.engagement.votes(door.session.id, unit="OPS", question="POR-01", round=1)) == 1


def test_few_votes_without_names_do_not_hide_behind_hands_that_everybody_saw(door, anonymous):
    """Two votes beside five hands could be found by taking the hands off; their comments stay away with them."""
    people = [door.join(), door.join()]
    door.move("open")
    for one in people:
        door.vote(one, "l5", comment="my boss decides")
    door.engagement.add_tally(anonymous.id, "OPS", "POR-01", {"l3": (3.0, 5)}, author="Ada")
    door.move("revealed", channel="hands", comments_shown=True)
    reveal = door.state(people[0])["reveal"]
    assert (reveal["counts"], reveal["comments"]) == ([0, 0, 5, 0, 0], [])


def test_a_hidden_comment_stays_off_the_phones(door, assessment):
    people = [door.join(), door.join()]
    door.move("open")
    for one, words in zip(people, ("seen", "never"), strict=True):
        door.vote(one, "l2", comment=words)
    first = int(door.engagement.participants(door.session.id)["id"].iloc[0])
    door.move("revealed", comments_shown=True, comments_hidden=(first,))
    assert door.state(people[0])["reveal"]["comments"] == ["never"]


def test_the_first_vote_opens_an_anonymous_assessment(engagement, session, monkeypatch):
    with opened(engagement.path, monkeypatch) as door:
        kim = door.join(name="Kim")
        assert door.state(kim)["anonymous"]
        assert door.vote(kim, "l3").status == 200
        made = door.engagement.assessment()
        assert (made.anonymous, made.model) == (True, "ppm_maturity")
        door.wait(lambda room: room.asked.assessment == made.id)
        assert door.state(kim)["answered"] == ["POR-01"]


def test_an_anonymous_assessment_asks_named_people_to_join_again(door, assessment, model):
    kim, ben = door.join(name="Kim"), door.join()
    door.engagement.close_assessment(assessment.id, author="Ada")
    made = door.engagement.open_assessment(model.id, model.version, model.meta.rule, anonymous=True)
    door.wait(lambda room: room.asked.assessment == made.id)
    refused = door.get("/api/state", kim)
    assert (refused.status, "without a name" in refused.json["error"]) == (401, True)
    assert door.get("/api/state", ben).status == 200


def test_nobody_joins_a_session_that_has_ended(door):
    kim = door.join()
    door.engagement.end_session(door.session.id, author="Ada")
    door.wait(lambda room: room.is_ended)
    assert door.post("/api/join", {"code": CODE, "role": "executive"}).status == 410
    assert door.state(kim)["phase"] == "ended"
    assert door.vote(kim, "l3").status == 409
    assert door.get(f"/api/room?code={CODE}").json["open"] is False


def test_the_stream_tells_of_changes(door):
    """At once the version, after a move the next one, and how many have voted."""
    kim = door.join()
    with closing(http.client.HTTPConnection("127.0.0.1", door.port, timeout=10)) as connection:
        connection.request("GET", f"/api/events?token={kim}")
        response = connection.getresponse()
        assert response.getheader("Content-Type").startswith("text/event-stream")
        assert read_event(response) == ("state", str(door.state(kim)["version"]))
        moved = door.move("open")
        assert moved.id + 1 == int(next_of(response, "state"))
        door.vote(kim, "l3")
        while json.loads(next_of(response, "count")) != {"joined": 1, "voted": 1}:
            pass


def read_event(response):
    name = data = None
    while data is None:
        line = response.readline().decode().strip()
        if line.startswith("event:"):
            name = line[6:].strip()
        elif line.startswith("data:"):
            data = line[5:].strip()
    return name, data


def next_of(response, wanted):
    while True:
        name, data = read_event(response)
        if name == wanted:
            return data


def test_another_device_is_noted_without_its_address(door, monkeypatch):
    assert door.get("/reach").status == 200
    assert door.engagement.session().reached is None
    monkeypatch.setattr("pmokit.workshop.ballot.handlers.network_of", lambda *_: "a private network")
    door.get("/reach")
    assert door.engagement.session().reached_from == "a private network"
