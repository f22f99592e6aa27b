"""Who is here and has answered; never who."""

import datetime as dt

import pandas as pd

from pmokit.workshop.session.turnout import count_turnout

NOW = dt.datetime(2027, 1, 4, 10)  # noqa: DTZ001 -- the engagement keeps UTC without a zone


def people(*rows):
    return pd.DataFrame(rows, columns=["id", "role", "remote", "seen"])


def seen(minutes):
    return NOW - dt.timedelta(minutes=minutes)


def test_who_left_long_ago_is_not_waited_for():
    here = count_turnout(people((1, "a", False, seen(1)), (2, "a", False, seen(30))), [], NOW, anonymous=False)
    assert (here.here, here.voted, here.missing) == (1, 0, 1)


def test_who_has_answered_is_here_however_long_ago():
    here = count_turnout(people((1, "a", False, seen(1)), (2, "a", False, seen(30))), [2], NOW, anonymous=False)
    assert (here.here, here.voted) == (2, 1)


def test_people_elsewhere_are_counted_apart():
    rows = [(1, "a", True, seen(1)), (2, "a", True, seen(1)), (3, "a", False, seen(1))]
    here = count_turnout(people(*rows), [2], NOW, anonymous=False)
    assert (here.remote, here.remote_voted) == (2, 1)


def test_small_roles_stand_together_without_names():
    rows = [(at, role, False, seen(1)) for at, role in enumerate(["a"] * 4 + ["b"] * 2 + ["c"])]
    here = count_turnout(people(*rows), [0, 4], NOW, anonymous=True)
    assert here.roles == (("a", 1, 4), ("", 1, 3))


def test_a_rest_of_two_could_be_found_by_subtraction_so_no_role_is_told():
    rows = [(at, role, False, seen(1)) for at, role in enumerate(["a"] * 4 + ["b"] * 2)]
    assert count_turnout(people(*rows), [0, 4], NOW, anonymous=True).roles == ()


def test_with_names_every_role_is_told():
    rows = [(1, "a", False, seen(1)), (2, "b", False, seen(1))]
    assert count_turnout(people(*rows), [2], NOW, anonymous=False).roles == (("a", 0, 1), ("b", 1, 1))


def test_an_empty_room_is_empty():
    assert count_turnout(people(), [], NOW, anonymous=True).here == 0
