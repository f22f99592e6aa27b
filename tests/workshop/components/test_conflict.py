"""Two people changed the same thing."""

import datetime as dt

import pytest

from pmokit.model.vision import Objective, Vision
from pmokit.workshop.components.conflict import ConflictBanner, ago, conflict_markup, differences
from pmokit.workshop.document_state import DocumentState

NOW = dt.datetime(2027, 1, 4, 12, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0 seconds ago"),
        (1, "1 second ago"),
        (20, "20 seconds ago"),
        (60, "1 minute ago"),
        (7300, "2 hours ago"),
        (200000, "2 days ago"),
    ],
)
def test_how_long_ago_is_said_as_people_say_it(seconds, words):
    assert ago(NOW - dt.timedelta(seconds=seconds), NOW) == words


def test_lists_of_named_things_are_compared_thing_by_thing():
    theirs = [{"id": "grow", "name": "Grow", "priority": 1}, {"id": "save", "name": "Save"}]
    mine = [{"id": "grow", "name": "Grow fast", "priority": 1}]
    assert list(differences("objectives", theirs, mine)) == [
        ("Grow fast: name", "Grow", "Grow fast"),
        ("Save", "is there", "is not there"),
    ]


@pytest.fixture
def states(engagement):
    def state(author):
        return DocumentState(engagement, "vision", Vision, author=author, start=Vision)

    state("Ana").edit(mission="One")
    return state("Ana"), state("<b>Ben</b>")


def test_the_banner_shows_both_versions_as_text_until_somebody_decides(states):
    ana, ben = states
    banner = ConflictBanner(ana, lambda handler: handler)
    assert banner.layout.display == "none"
    ben.edit(mission="His <script>")
    ana.edit(mission="Hers")
    assert banner.layout.display == ""
    for words in ("&lt;b&gt;Ben&lt;/b&gt; changed mission", "His &lt;script&gt;", "Hers"):
        assert words in banner.words.value
    assert "<script>" not in banner.words.value
    banner.theirs.click()
    assert ana.body.mission == "His <script>"
    assert banner.layout.display == "none"


def test_an_objective_that_both_changed_is_named(states):
    ana, ben = states
    objective = Objective(id="grow", name="Grow", kind="transparency")
    ben.edit(objectives=(objective,))
    ana.edit(objectives=(objective.model_copy(update={"name": "Shrink"}),))
    assert "Shrink: name" in conflict_markup(ana.conflict, NOW)
