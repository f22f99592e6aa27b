import asyncio
import datetime as dt

import pytest

from pmokit.workshop.components.qr_join import QrJoin, attendance_markup, hints_markup, way_markup
from pmokit.workshop.join import Attendance, Hint, Join

OPEN = Join("KQ7F2A", ("http://192.168.1.20:8765", "http://10.8.0.2:8765", "http://127.0.0.1:8765"), lan=True)
SHUT = Join("KQ7F2A", ("http://127.0.0.1:8765",), lan=False)


def test_the_code_the_qr_code_and_every_address_are_shown():
    shown = way_markup(OPEN)
    assert 'alt="QR code that leads to http://192.168.1.20:8765/j/KQ7F2A"' in shown
    assert ">KQ7F2A<" in shown
    assert "K Q 7 F 2 A" in shown  # a screen reader spells it
    assert all(url in shown for url in OPEN.urls)


def test_a_door_on_this_laptop_only_has_no_qr_code_and_says_how_to_open_it():
    panel = QrJoin(SHUT)
    assert "<img" not in panel.way.value
    assert "Only on this laptop" in panel.way.value
    assert panel.hints.value.startswith('<details class="pk-join-hints" open>')
    assert "<code>pmokit workshop FILE --lan</code>" in panel.hints.value


def test_outside_a_workshop_it_says_how_phones_can_join():
    panel = QrJoin(None)
    assert "pmokit workshop FILE --lan" in panel.way.value
    assert panel.attendance.value == panel.hints.value == ""


@pytest.mark.parametrize(
    ("seen", "words"),
    [
        (Attendance(), "Nobody has joined yet."),
        (Attendance(1), "1 person has joined."),
        (Attendance(18, 3), "18 people have joined, 3 of them from elsewhere."),
    ],
)
def test_it_counts_who_has_joined(seen, words):
    assert words in attendance_markup(OPEN, seen)


def test_it_tells_whether_another_device_got_through():
    """Before: where to look with a phone. Afterwards: when, and from which network, as text."""
    assert "Open http://192.168.1.20:8765/reach on a phone" in attendance_markup(OPEN, Attendance())
    assert "/reach" not in attendance_markup(SHUT, Attendance())
    reached = Attendance(reached=dt.datetime(2027, 1, 4, 9, 30), reached_from="<the> same network")  # noqa: DTZ001 -- the store's UTC
    shown = attendance_markup(OPEN, reached)
    assert "another device got through at" in shown
    assert "from &lt;the&gt; same network" in shown


def test_hints_are_text():
    assert "<b>" not in hints_markup([Hint("<b>", ("<b>",))])


def test_it_follows_what_is_read():
    looks = iter([Attendance(), Attendance(2), Attendance(3)])

    def look():
        try:
            return next(looks)
        except StopIteration:
            raise RuntimeError("no more") from None

    panel = QrJoin(OPEN)
    with pytest.raises(RuntimeError, match="no more"):
        asyncio.run(panel.follow(look, seconds=0))
    assert "3 people have joined." in panel.attendance.value
