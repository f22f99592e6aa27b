"""A question with its scenes."""

from pmokit.workshop.components.rating import Rating
from pmokit.workshop.maturity.state import Given


def test_the_comment_box_opens_on_request_or_when_there_is_a_comment(model):
    question = model.question_by_id["POR-01"]
    rating = Rating(question, 1, model.answer_set("POR-01"))
    assert rating.comment.layout.display == "none"
    rating.add_comment.click()
    assert rating.comment.layout.display == ""
    rating.show(Given())
    assert rating.comment.layout.display == "none"
    rating.show(Given(comment="because"))
    assert rating.comment.layout.display == ""


def test_an_answer_set_without_scenes_shows_its_own_words(model):
    question = model.question_by_id["POR-01"].model_copy(update={"anchors": {}})
    rating = Rating(question, 1, model.answer_set("POR-01"))
    assert rating.choices.options[0][0] == model.answer_set("POR-01").options[0].label["en"]


def test_an_inherited_answer_names_its_provider(model):
    rating = Rating(model.question_by_id["FIN-01"], 1, model.answer_set("FIN-01"))
    rating.show(Given("inherited", provider="FIN"))
    assert "provided by FIN" in rating.note.value
