"""Calendar dates of a plan's quarters."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from pmokit.exchange.plan_dates import Span, working_span


def test_first_and_last_weekday():
    """January 2028 begins on a Saturday, and March 2028 ends on a Friday."""
    assert working_span("2027-Q1", 4, 5) == Span(dt.date(2028, 1, 3), dt.date(2028, 3, 31), 65)
    assert working_span("2027-Q4", 0, 2) == Span(dt.date(2027, 10, 1), dt.date(2028, 3, 31), 131)


@given(start=st.integers(0, 60), length=st.integers(1, 12), after=st.integers(0, 12))
def test_spans_do_not_overlap(start, length, after):
    """What ends before another one starts ends on an earlier day; both are weekdays."""
    first, second = (
        working_span("2027-Q2", start, start + length),
        working_span("2027-Q2", start + length + after, start + length + after + 1),
    )
    assert first.start < first.finish < second.start
    assert max(first.start.weekday(), first.finish.weekday()) < 5
