"""Lessons are found by words, and those that nobody uses or that say the same are told."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from pmokit.model.improvement import Lesson, LessonsLearned
from pmokit.strategy.improvement.lessons import check_lessons, likeness, search_lessons

TODAY = dt.date(2026, 9, 30)


def lesson(name, recommendation, why="The plan was three weeks behind the list", **changes):
    given = {
        "id": name,
        "recorded": dt.date(2026, 1, 1),
        "context": "Lighting of a hospital",
        "happened": "The start slipped twice",
        "why": why,
        "recommendation": recommendation,
    }
    return Lesson.model_validate(given | changes)


METERS = lesson("meters", "Fit meters eight weeks before the start", classes=("A",), processes=("planning",))
LEDGER = lesson("ledger", "Release money only on the forecast in the ledger", why="The plant kept a sheet of its own")
ALL = LessonsLearned(lessons=(METERS, LEDGER))


def found(words, **where):
    return [one.id for one in search_lessons(ALL, words, **where)]


def test_every_word_has_to_occur_and_its_beginning_will_do():
    assert found("METER week") == ["meters"]
    assert found("meter money") == []
    assert found("") == ["ledger", "meters"]
    assert found("???") == ["ledger", "meters"]


def test_a_word_in_the_recommendation_ranks_first():
    """'start' stands in the story of both, and in what to do of one."""
    assert found("start") == ["meters", "ledger"]


def test_a_lesson_that_names_no_class_applies_everywhere():
    assert found("", project_class="C") == ["ledger"]
    assert found("", project_class="A", process="planning") == ["ledger", "meters"]


def test_unused_lessons_are_told_after_half_a_year():
    """273 days old: told unless it was used once."""
    used = METERS.model_copy(update={"reused": ({"where": "School heating", "on": TODAY},)})
    rules = [finding.rule for finding in check_lessons(LessonsLearned(lessons=(used, LEDGER)), TODAY)]
    assert rules == ["never-reused"]
    assert check_lessons(ALL, dt.date(2026, 6, 30)) == ()


def test_two_that_say_the_same_are_told_at_the_later_one():
    again = lesson("ledger-2", "Release money only on a forecast in the ledger", why="The plant kept its own sheet")
    findings = check_lessons(LessonsLearned(lessons=(METERS, LEDGER, again)), dt.date(2026, 2, 1))
    assert [str(finding) for finding in findings] == [
        "ledger-2: says much the same as 'Release money only on the forecast in the ledger'. Make one lesson of both."
    ]


texts = st.text(alphabet="abc xyz", min_size=5, max_size=40).filter(lambda text: len(text.strip()) >= 5)


@given(one=texts, other=texts)
def test_likeness_is_the_same_in_both_orders(one, other):
    first, second = lesson("a", one, why=one), lesson("b", other, why=other)
    assert 0 <= likeness(first, second) <= 1
    assert likeness(first, second) == likeness(second, first)
    assert likeness(first, first) in {0.0, 1.0}
