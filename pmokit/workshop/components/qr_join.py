"""How to join: the code in large letters, the QR code, the addresses, who is there, and what may stand in the way."""

import asyncio
import datetime as dt
from collections.abc import Callable, Sequence
from html import escape

import ipywidgets as widgets

from pmokit.workshop.join import Attendance, Hint, Join, hints, qr_image

LOOK_SECONDS = 2.0
STYLE = """<style>
.pk-join { display: flex; flex-wrap: wrap; align-items: flex-start; gap: 16px 40px; }
.pk-join img { width: min(240px, 100%); height: auto; border: 1px solid var(--pk-line, #ccc); background: white; }
.pk-join .pk-join-code { margin: 0 0 8px; font-size: 48px; line-height: 1.15; font-weight: 700; letter-spacing: 0.12em; color: var(--pk-brand, inherit); }
.pk-join .pk-join-address { display: inline-flex; align-items: center; min-height: 44px; font-size: 20px; font-weight: 600; overflow-wrap: anywhere; }
.pk-join p { margin: 4px 0; }
.pk-join ul { margin: 4px 0; padding-left: 20px; overflow-wrap: anywhere; }
:is(.pk-join, .pk-join-hints) summary { min-height: 44px; padding: 10px 0; cursor: pointer; }
.pk-join-hints h3 { margin: 12px 0 4px; font-size: 16px; }
.pk-join-hints code { padding: 2px 6px; background: var(--pk-surface, #f4f4f4); overflow-wrap: anywhere; }
</style>"""


class QrJoin(widgets.VBox):  # type: ignore[misc]
    """Shows how to join and who has.

    Parameters
    ----------
    join
        Code and addresses; None outside a workshop.
    system
        Operating system for the hints, as :func:`platform.system` names it; by default this machine's.
    """

    def __init__(self, join: Join | None, *, system: str = "") -> None:
        self._join = join
        self.way = widgets.HTML(way_markup(join))
        self.attendance = widgets.HTML()
        told = hints(lan=join.lan, port=join.port, system=system) if join else ()
        self.hints = widgets.HTML(hints_markup(told, is_open=bool(join and not join.lan)))
        super().__init__([self.way, self.attendance, self.hints])
        self.add_class("pk-card")
        self.show(Attendance())

    def show(self, seen: Attendance) -> None:
        """Show who has got through."""
        shown = attendance_markup(self._join, seen)
        if shown != self.attendance.value:
            self.attendance.value = shown

    async def follow(self, look: Callable[[], Attendance], seconds: float = LOOK_SECONDS) -> None:
        """Show what ``look`` returns, again and again, for the life of the page.

        Parameters
        ----------
        look
            Reads who has got through.
        seconds
            Time between two looks.
        """
        while True:
            self.show(look())
            await asyncio.sleep(seconds)


def way_markup(join: Join | None) -> str:
    """Return code, QR code and addresses as markup.

    Parameters
    ----------
    join
        Code and addresses; None outside a workshop.
    """
    if join is None:
        return (
            '<h2>Join</h2><p class="pk-note">Phones can join while the workshop runs: start it with '
            "<code>pmokit workshop FILE --lan</code>.</p>"
        )
    code = escape(join.code)
    spelt = " ".join(code)
    first, *others = join.urls
    image = (
        f'<img src="{qr_image(join.links[0])}" width="240" height="240" alt="QR code that leads to {escape(join.links[0])}">'
        if join.lan
        else ""
    )
    rest = "".join(f"<li>{escape(url)}</li>" for url in others)
    more = f"<details><summary>Other addresses of this laptop</summary><ul>{rest}</ul></details>" if rest else ""
    word = "Scan the code, or type this address" if join.lan else "Only on this laptop"
    return (
        f'{STYLE}<h2>Join</h2><div class="pk-join">{image}<div><p>Join code</p>'
        f'<p class="pk-join-code"><span aria-hidden="true">{code}</span><span class="pk-hidden" '
        f'style="position:absolute;clip:rect(0 0 0 0)">{spelt}</span></p>'
        f'<p>{word}</p><p><a class="pk-join-address" href="{escape(join.links[0])}" target="_blank" rel="noopener">'
        f"{escape(first)}</a></p>{more}</div></div>"
    )


def attendance_markup(join: Join | None, seen: Attendance) -> str:
    """Return who has joined, and whether another device got through, as markup.

    Parameters
    ----------
    join
        Code and addresses; None outside a workshop.
    seen
        Who has got through.
    """
    if join is None:
        return ""
    people = {0: "Nobody has joined yet.", 1: "1 person has joined"}.get(
        seen.joined, f"{seen.joined} people have joined"
    )
    elsewhere = f", {seen.remote} of them from elsewhere." if seen.remote else "." if seen.joined else ""
    return f'<div class="pk-join-seen"><p><strong>{people}{elsewhere}</strong></p>{_reached(join, seen)}</div>'


def hints_markup(told: Sequence[Hint], *, is_open: bool = False) -> str:
    """Return what to look at when a phone does not get through, as markup.

    Parameters
    ----------
    told
        The hints, likeliest first.
    is_open
        Whether they are unfolded from the beginning.
    """
    if not told:
        return ""
    parts = "".join(f"<h3>{escape(hint.title)}</h3>{''.join(_step(step) for step in hint.steps)}" for hint in told)
    return (
        f'<details class="pk-join-hints"{" open" if is_open else ""}><summary>When a phone does not get through</summary>'
        f"{parts}</details>"
    )


def _step(step: str) -> str:
    is_command = step.startswith("pmokit ")
    return f"<p><code>{escape(step)}</code></p>" if is_command else f"<p>{escape(step)}</p>"


def _reached(join: Join, seen: Attendance) -> str:
    if seen.reached is not None:
        at = seen.reached.replace(tzinfo=dt.UTC).astimezone()
        place = f" from {escape(seen.reached_from)}" if seen.reached_from else ""
        return f'<p class="pk-note">Others can reach this laptop: another device got through at {at:%H:%M}{place}.</p>'
    if not join.lan:
        return ""
    test = escape(join.tests[0])
    if seen.joined:
        return ""
    return f'<p class="pk-note">Can others reach this laptop? Open {test} on a phone; the answer appears here.</p>'
