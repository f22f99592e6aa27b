"""Two people changed the same thing: both versions side by side, in words, and the choice between them."""

import datetime as dt
from collections.abc import Callable, Iterator
from html import escape
from typing import Any

import ipywidgets as widgets

from pmokit.workshop.components.basic import button, html, row
from pmokit.workshop.document_state import Conflict, DocumentState

MINUTE, HOUR, DAY = 60, 3600, 86400
LONGEST_SHOWN = 240
KEYS = ("name", "title", "id", "kpi", "part")


class ConflictBanner(widgets.VBox):  # type: ignore[misc]
    """Shows nothing until there is a conflict.

    Parameters
    ----------
    state
        The document.
    guard
        Wraps each handler, so that an error becomes a sentence on the page.
    """

    def __init__(self, state: DocumentState, guard: Callable[[Callable[..., None]], Callable[..., None]]) -> None:
        self.state = state
        self.words = html("")
        self.mine = button("Keep mine", guard(lambda _: state.keep_mine()), "pk-main")
        self.theirs = button("Take theirs", guard(lambda _: state.take_theirs()))
        super().__init__([self.words, row(self.mine, self.theirs)])
        self.add_class("pk-conflict")
        state.observe(guard(lambda _: self.show()), "conflict")
        self.show()

    def show(self) -> None:
        """Bring the banner in step with the state."""
        conflict = self.state.conflict
        self.layout.display = "none" if conflict is None else ""
        self.words.value = "" if conflict is None else conflict_markup(conflict, dt.datetime.now(dt.UTC))


def conflict_markup(conflict: Conflict, now: dt.datetime) -> str:
    """Return who changed what when, and both versions of each thing that differs.

    Parameters
    ----------
    conflict
        Both versions.
    now
        The present moment.
    """
    theirs = conflict.theirs.body
    mine = conflict.mine.model_dump(mode="json", by_alias=True)
    who, when = escape(conflict.theirs.author), ago(conflict.theirs.at, now)
    names = [name for name in conflict.fields if theirs.get(name) != mine.get(name)]
    what = ", ".join(_label(name) for name in names)
    rows = "".join(
        f"<tr><th scope=row>{escape(label)}</th><td data-label='{who} wrote'>{escape(other)}</td>"
        f"<td data-label='Yours'>{escape(own)}</td></tr>"
        for name in names
        for label, other, own in differences(_label(name), theirs.get(name), mine.get(name))
    )
    return (
        f'<div role="alert"><h2>{who} changed the same thing</h2>'
        f"<p>{who} changed {escape(what)} {when}. Yours is kept beside it, also when this page is closed. Which one holds?</p></div>"
        f'<table class="pk-table"><thead><tr><td></td><th scope="col">{who} wrote</th><th scope="col">Yours</th></tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )


def ago(at: dt.datetime, now: dt.datetime) -> str:
    """Return how long ago something was, as people say it.

    Parameters
    ----------
    at, now
        The two moments; one without a zone counts as UTC.
    """
    at, now = (moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC) for moment in (at, now))
    seconds = max(int((now - at).total_seconds()), 0)
    for size, word in ((DAY, "day"), (HOUR, "hour"), (MINUTE, "minute")):
        if seconds >= size:
            count = seconds // size
            return f"{count} {word}{'s' if count > 1 else ''} ago"
    return f"{seconds} second{'' if seconds == 1 else 's'} ago"


def differences(label: str, theirs: Any, mine: Any) -> Iterator[tuple[str, str, str]]:
    """Yield what differs between two values: its name, theirs and mine in words.

    Parameters
    ----------
    label
        Name of the value.
    theirs, mine
        JSON values; lists of things with names are compared thing by thing.
    """
    if theirs == mine:
        return
    if isinstance(theirs, dict) and isinstance(mine, dict):
        for name in dict.fromkeys((*theirs, *mine)):
            yield from differences(f"{label}: {_label(name)}", theirs.get(name), mine.get(name))
    elif _is_named(theirs) and _is_named(mine):
        ours, others = _by_name(mine), _by_name(theirs)
        for name in dict.fromkeys((*others, *ours)):
            if name in ours and name in others:
                yield from differences(_title(ours[name], name), others[name], ours[name])
            else:
                there = "is there" if name in others else "is not there"
                here = "is there" if name in ours else "is not there"
                yield _title(ours.get(name) or others[name], name), there, here
        if list(ours) != list(others) and set(ours) == set(others):
            yield f"{label}: order", ", ".join(others), ", ".join(ours)
    else:
        yield label, _words(theirs), _words(mine)


def _is_named(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, dict) and _key(one) for one in value)


def _key(thing: dict[str, Any]) -> str:
    # What it is called may be what was changed; the id is not.
    return str(next((thing[name] for name in ("id", "kpi", "part", "name", "title") if thing.get(name)), ""))


def _by_name(things: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {_key(one): one for one in things}


def _title(thing: dict[str, Any], name: str) -> str:
    return str(next((thing[key] for key in KEYS if isinstance(thing.get(key), str) and thing[key]), name))


def _label(name: str) -> str:
    return name.replace("_", " ")


def _words(value: Any) -> str:
    if value is None or value in ("", [], {}):
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        text = "; ".join(f"{_label(name)} {_words(one)}" for name, one in value.items())
    elif isinstance(value, list):
        text = ", ".join(_words(one) for one in value)
    else:
        text = str(value)
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}..."
