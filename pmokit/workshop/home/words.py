"""The business units with how far each is, as markup."""

from collections.abc import Sequence
from html import escape
from urllib.parse import quote

from pmokit.model.units import Unit
from pmokit.workshop.progress import StepProgress, next_step
from pmokit.workshop.step_list import STEP_BY_ID


def unit_markup(unit: Unit, progress: Sequence[StepProgress], by: str = "") -> str:
    """Return one unit with a link to each of its steps, and to the one that comes next.

    Parameters
    ----------
    unit, progress
        The unit, and how far it is.
    by
        Who writes, for the links.
    """
    steps = [one for one in progress if one.step != "home"]
    done = sum(one.done == "done" for one in steps)
    following = next_step(steps)
    name = escape(unit.name)
    code = f' <span class="pk-code">{escape(unit.code)}</span>' if unit.code != unit.name else ""
    marks = "".join(_step(one, unit, by) for one in steps)
    onward = "<p>Every step is done.</p>"
    if following is not None:
        address = escape(STEP_BY_ID[following.step].address(unit.code, by))
        todo = escape(following.todo[:1].lower() + following.todo[1:])
        label = f"Next for {name}: {todo}"
        onward = f'<a class="pk-button pk-main" href="{address}" aria-label="{label}">Next: {todo}</a>'
    return (
        f'<li id="pk-unit-{quote(unit.code)}"><div><strong>{name}</strong>{code}<p>{done} of {len(steps)} steps done</p></div>'
        f'<div class="pk-actions">{onward}</div><ul class="pk-stepmarks" aria-label="Steps of {name}">{marks}</ul></li>'
    )


def units_markup(units: Sequence[tuple[Unit, Sequence[StepProgress]]], by: str = "", *, more: int = 0) -> str:
    """Return the list of units; parameters as for :func:`unit_markup`.

    Parameters
    ----------
    units
        Units with their progress, in the order of the engagement.
    by
        Who writes, for the links.
    more
        How many units are not shown.
    """
    if not units:
        return "<p>There is no business unit yet. Add the first one above, or take them from a list.</p>"
    rest = f"<p>{more} more are not shown; choose one above to see it.</p>" if more else ""
    return f'<ul class="pk-units">{"".join(unit_markup(unit, progress, by) for unit, progress in units)}</ul>{rest}'


def _step(one: StepProgress, unit: Unit, by: str) -> str:
    step = STEP_BY_ID[one.step]
    todo = f". Next: {one.todo}" if one.todo else ""
    title = escape(f"{one.said}{todo}")
    return (
        f'<li><a href="{escape(step.address(unit.code, by))}" data-done="{one.done}" title="{title}"><span class="pk-mark" aria-hidden="true"></span>'
        f'{escape(step.name)}<span class="pk-said">({one.done})</span></a></li>'
    )
