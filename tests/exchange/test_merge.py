"""What an import would change: new, changed, the same, conflicting, unknown."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmokit.exchange.merge import KEYS, merge, merge_lines

EXPORT = dt.datetime(2027, 1, 15, 12, 0)  # noqa: DTZ001 -- the store's times carry no zone
BEFORE, AFTER = EXPORT - dt.timedelta(hours=1), EXPORT + dt.timedelta(hours=1)
COLUMNS = ["unit", "respondent", "role", "question", "status", "option", "value", "provider", "comment", "evidence"]


def rows(*answers):
    """Build responses from (unit, respondent, question, answer) and perhaps a time, a comment and a role."""
    records, times = [], []
    for unit, respondent, question, answer, *more in answers:
        at, comment, role = [*more, *(EXPORT, "", "")[len(more) :]]
        status, value, provider = "answered", np.nan, ""
        if isinstance(answer, str):
            status = {"": "unanswered", "NA": "na", "DK": "dk"}.get(answer, "inherited")
            provider = answer if status == "inherited" else ""
        else:
            value = float(answer)
        option = f"l{answer}" if status == "answered" else ""
        records.append((unit, respondent, role, question, status, option, value, provider, comment, ""))
        times.append(at)
    return pd.DataFrame(records, columns=COLUMNS).assign(at=times)


def verdicts(report):
    return list(report.rows["verdict"])


NOTHING = rows().astype({"value": float})


def test_new_changed_and_the_same():
    """No answer before, another one, the same one; the same is not written again."""
    existing = rows(("A", "r", "Q-01", 2, BEFORE), ("A", "r", "Q-02", 3, BEFORE))
    report = merge(existing, rows(("A", "r", "Q-01", 4), ("A", "r", "Q-02", 3), ("A", "r", "Q-03", "NA")))
    assert verdicts(report) == ["changed", "same", "new"]
    assert list(report.to_write()["question"]) == ["Q-01", "Q-03"]
    assert list(zip(report.rows["old"], report.rows["new"], strict=True)) == [("2", "4"), ("3", "3"), ("", "NA")]


def test_only_the_latest_answer_counts():
    """What was answered before and then changed again is history."""
    existing = rows(("A", "r", "Q-01", 2, BEFORE), ("A", "r", "Q-01", 3, AFTER))
    assert verdicts(merge(existing, rows(("A", "r", "Q-01", 3)))) == ["same"]
    assert verdicts(merge(existing, rows(("A", "r", "Q-01", 2)))) == ["changed"]


@pytest.mark.parametrize(
    ("before", "after", "form", "verdict"),
    [
        (2, 3, 4, "conflicting"),  # the form says something else than both
        (2, 3, 2, "same"),  # the form left the answer as it was, the person changed it elsewhere
        (2, 3, 3, "same"),  # both say the same by now
        (None, 3, 4, "conflicting"),
        (None, 3, "", "same"),  # left empty in the form, answered elsewhere
        (2, 3, "", "conflicting"),  # taken back in the form, changed elsewhere
        (2, None, 4, "changed"),
        (2, None, "", "changed"),  # taken back in the form
        (None, None, 4, "new"),
        (None, None, "", "same"),  # never answered: nothing to write
    ],
)
def test_a_form_against_answers_given_since(before, after, form, verdict):
    """Conflicting is only what the person changed in both places after the form was made."""
    existing = [
        ("A", "r", "Q-01", answer, at) for answer, at in ((before, BEFORE), (after, AFTER)) if answer is not None
    ]
    report = merge(rows(*existing) if existing else NOTHING, rows(("A", "r", "Q-01", form)), EXPORT)
    assert verdicts(report) == [verdict]
    assert len(report.to_write()) == (verdict in {"new", "changed"})
    assert len(report.to_write(overwrite=True)) == (verdict in {"new", "changed", "conflicting"})


def test_unknown_units_and_questions_are_never_written():
    """They are reported, also with overwriting."""
    incoming = rows(("A", "r", "Q-01", 2), ("Z", "r", "Q-01", 2), ("A", "r", "Q-99", 2))
    report = merge(NOTHING, incoming, units=["A"], questions=["Q-01"])
    assert verdicts(report) == ["new", "unknown", "unknown"]
    assert len(report.to_write(overwrite=True)) == 1


def test_comments_of_a_form_count_and_missing_ones_of_a_csv_do_not():
    """A CSV without comments takes none back; a form shows them, so an empty cell means it."""
    existing = rows(("A", "r", "Q-01", 2, BEFORE, "why"))
    assert verdicts(merge(existing, rows(("A", "r", "Q-01", 2)))) == ["same"]
    assert verdicts(merge(existing, rows(("A", "r", "Q-01", 2, EXPORT, "because")))) == ["changed"]
    assert verdicts(merge(existing, rows(("A", "r", "Q-01", 2)), EXPORT)) == ["changed"]


def test_several_answers_of_one_person_in_a_file_are_all_kept():
    """The last one counts; a file whose last answer is there already brings nothing."""
    incoming = rows(("A", "r", "Q-01", 2), ("A", "s", "Q-01", 5), ("A", "r", "Q-01", 3))
    report = merge(NOTHING, incoming)
    assert report.count("new") == 2
    assert list(report.to_write()["value"]) == [2, 5, 3]
    assert merge(incoming, incoming).to_write().empty


@pytest.mark.parametrize("anonymous", [False, True])
def test_a_question_answered_twice_in_one_file_is_told(anonymous):
    """Otherwise the counts leave a row unexplained; it says nothing of what was there before."""
    twice = rows(("A", "r", "Q-01", 2), ("A", "r", "Q-02", 2), ("A", "r", "Q-01", 4), ("A", "r", "Q-01", 3))
    told = "1 answered more than once in the file: the last row counts"
    assert told in merge_lines(merge(NOTHING, twice), anonymous=anonymous)
    once = merge_lines(merge(NOTHING, twice.tail(1)), anonymous=anonymous)
    assert not any("more than once" in line for line in once)


def test_lines_say_what_changes():
    """old -> new by person and question."""
    existing = rows(("A", "r", "Q-01", 2, BEFORE, "", "executive"), ("A", "r", "Q-02", 2, AFTER, "", "executive"))
    incoming = rows(("A", "r", "Q-01", 4, EXPORT, "", "finance"), ("A", "r", "Q-02", "DK"), ("A", "r", "Q-99", 1))
    report = merge(existing, incoming, EXPORT, questions=["Q-01", "Q-02"])
    lines = merge_lines(report, anonymous=False)
    assert lines[0] == "0 new, 1 changed, 1 conflicting, 1 unknown"
    assert lines[3:] == [
        "changed: A r Q-01: 2 -> 4",
        "conflicting: A r Q-02: 2 -> DK",
        "unknown: A r Q-99: 1",
        "role: A r stays 'executive', the file says 'finance'",
    ]
    forced = merge_lines(report, anonymous=False, overwrite=True)
    assert forced[:2] == [
        "0 new, 2 changed, 1 unknown",
        "1 of those changed: answered differently after the form was made, and written over as --overwrite says",
    ]
    assert "changed: A r Q-02: 2 -> DK" in forced


def test_only_what_was_filled_in_is_counted():
    """Cells that were and are empty are no answers; a form without any says so."""
    form = rows(("A", "r", "Q-01", ""), ("A", "r", "Q-02", ""))
    report = merge(NOTHING, form, EXPORT)
    assert verdicts(report) == ["same", "same"]
    assert merge_lines(report, anonymous=False) == ["nothing filled in"]
    assert merge_lines(merge(NOTHING, NOTHING, EXPORT), anonymous=True) == ["nothing filled in"]
    half = merge(rows(("A", "r", "Q-01", 2, BEFORE)), rows(("A", "r", "Q-01", 2), ("A", "r", "Q-02", "")), EXPORT)
    assert merge_lines(half, anonymous=False) == ["0 new, 1 same"]


def test_long_lists_are_cut():
    """Twenty lines, then how many more."""
    existing = rows(*(("A", f"r{n}", "Q-01", 2, BEFORE) for n in range(30)))
    report = merge(existing, rows(*(("A", f"r{n}", "Q-01", 3) for n in range(30))))
    assert merge_lines(report, anonymous=False)[-1] == "changed: and 10 more"


ANSWERS = st.lists(
    st.tuples(
        st.sampled_from("AB"),
        st.sampled_from("rs"),
        st.sampled_from(["Q-01", "Q-02"]),
        st.sampled_from([1, 2, "NA", "DK", ""]),
    ),
    max_size=8,
)


@settings(deadline=None)
@given(ANSWERS, ANSWERS, st.booleans())
def test_importing_twice_writes_nothing_the_second_time(before, file, is_form):
    """After an import the same file brings nothing; every key has one verdict."""
    existing = rows(*((*answer, BEFORE) for answer in before)) if before else NOTHING
    incoming = rows(*file) if file else NOTHING
    exported = EXPORT if is_form else None
    first = merge(existing, incoming, exported)
    assert len(first.rows) == len(incoming.drop_duplicates(KEYS))
    written = first.to_write().assign(at=AFTER)
    after = pd.concat([existing, written], ignore_index=True) if len(written) else existing
    assert merge(after, incoming, exported).to_write(overwrite=True).empty


def test_an_anonymous_assessment_does_not_answer_guesses():
    """A right guess, a wrong one and a new answer read the same: the report is no oracle."""
    there = rows(("A", "zelda", "POR-01", 1))
    told = {
        tuple(merge_lines(merge(there, rows(("A", name, "POR-01", value))), anonymous=True))
        for name, value in (("zelda", 1), ("zelda", 5), ("yorick", 1))
    }
    assert told == {("what was there before is not told in an anonymous assessment",)}
