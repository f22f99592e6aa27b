"""What holds a score, or its level, where it is: the binding constraint under each rule."""

from collections.abc import Callable

import numpy as np

from pmokit.assess.nodes import Evaluated
from pmokit.assess.responses import Bools
from pmokit.assess.rules.layout import NO_LEVEL
from pmokit.assess.rules.limits import name_limits
from pmokit.assess.rules.means import is_met, on_levels
from pmokit.assess.rules.nplf import FULLY, LARGELY, LETTERS, ranks
from pmokit.model.printing import print_number

Namer = Callable[[str], str]
SHOWN = 5
SMALL = 1e-9
BELOW_LOWEST = {"mil", "nplf"}


def find_binding(of: Evaluated, kind: str, part: str, mine: Bools, name: Namer) -> str | None:
    """Return what holds a part of the first unit where it is, as a clause; None where nothing does.

    Under a mean it is the part with the most to gain; under the minimum the lowest domain; under a rule that climbs the
    practices missing for the next level; under nplf the attributes in the way of the next capability level.

    Parameters
    ----------
    of
        The evaluated answers; the first unit is looked at.
    kind, part, mine
        Kind and id of the part, and which questions belong to it.
    name
        Gives the printed name of a part.
    """
    if kind == "question" or np.isnan(of.cells.value[0, mine]).all():
        return None
    rule, above = of.rule.name, kind in {"overall", "group"}
    if above and rule == "minimum":
        return _lowest_sentence(of, mine)
    if above and rule in BELOW_LOWEST:
        return _lowest_domain(of, mine, name)
    if rule in {"staged", "mil"}:
        return _missing_practices(of, kind, part, mine)
    if rule == "nplf":
        return _attributes_in_the_way(of, part, mine)
    return _most_to_gain(of, mine, name, above=above)


def _lowest_sentence(of: Evaluated, mine: Bools) -> str | None:
    domains = of.numbers("domains").score[:1].copy()
    outside = [at for at in range(len(of.layout.domains)) if not mine[of.layout.domain == at].any()]
    domains[0, outside] = np.nan
    return name_limits(of.layout, domains, of.scale[1])[0]


def _lowest_domain(of: Evaluated, mine: Bools, name: Namer) -> str | None:
    numbers = of.numbers("domains")
    level = (numbers.level if of.rule.level == "capability" else numbers.score)[0]
    inside = [at for at, domain in enumerate(of.layout.domains) if mine[of.layout.domain == at].any()]
    known = [at for at in inside if not np.isnan(level[at]) and of.layout.domain_weight[at] > 0]
    if not known:
        return None
    lowest = min(level[at] for at in known)
    if lowest >= of.layout.highest:
        return None
    names = ", ".join(name(of.layout.domains[at]) for at in known if level[at] == lowest)
    return f"the level is that of the lowest domain, {print_number(lowest, 'g')}: {names}"


def _missing_practices(of: Evaluated, kind: str, part: str, mine: Bools) -> str | None:
    """Name the practices that the next level still asks for."""
    layout, value = of.layout, of.cells.value
    level = np.floor(_score(of, kind, part) + SMALL)
    weighty = mine & of.cells.applicable[0] & (layout.weight > 0)
    step = level + 1
    while step <= layout.highest:
        if layout.has_levels:
            missing = weighty & (layout.level <= step) & ~is_met(layout, value)[0]
        else:
            reached = on_levels(layout, np.nan_to_num(value[0]))
            missing = weighty & (np.isnan(value[0]) | (reached < step - SMALL))
        if missing.any():
            names = [of.tallied.questions[at] for at in np.flatnonzero(missing)]
            return f"level {print_number(step, 'g')} still asks for {_listed(names)}"
        # A level that asks for nothing is passed on the way to one that does.
        step += 1
    return None


def _attributes_in_the_way(of: Evaluated, part: str, mine: Bools) -> str | None:
    """Name the attributes (level and stream) that keep a domain from its next capability level."""
    layout, value = of.layout, of.cells.value[0]
    at_level = np.where(layout.level == NO_LEVEL, 1, layout.level)
    current = of.numbers("domains").level[0, layout.domains.index(part)]
    steps = [int(step) for step in np.unique(at_level[mine]) if step > current]
    if not steps:
        return None
    found = []
    for step in np.unique(at_level[mine & (at_level <= steps[0])]):
        needed = LARGELY if step == steps[0] else FULLY
        for stream in np.unique(layout.stream[mine & (at_level == step)]):
            cell = mine & (at_level == step) & (layout.stream == stream) & of.cells.applicable[0]
            weight = layout.weight * (cell & ~np.isnan(value))
            percent = 100 * float((np.nan_to_num(value) * weight).sum() / weight.sum()) if weight.sum() else 0.0
            rank = int(ranks(np.array([percent]))[0])
            if cell.any() and rank < needed:
                names = _listed([of.tallied.questions[q] for q in np.flatnonzero(cell)])
                found.append(
                    f"{names} ({print_number(percent, '.0f')} %, {LETTERS[rank]}; {LETTERS[needed]} is needed)"
                )
    return f"capability level {steps[0]} is kept back by {'; '.join(found)}" if found else None


def _most_to_gain(of: Evaluated, mine: Bools, name: Namer, *, above: bool) -> str | None:
    """Name the part whose best answers would lift the score most."""
    layout, value = of.layout, of.cells.value[0]
    valued = ~np.isnan(value) & mine
    if above:
        members = [(domain, valued & (layout.domain == at)) for at, domain in enumerate(layout.domains)]
    else:
        members = [(of.tallied.questions[at], np.arange(len(value)) == at) for at in np.flatnonzero(valued)]
    members = [(member, cells) for member, cells in members if cells.any()]
    variants = np.stack([value, *(np.where(cells, 1, value) for _, cells in members)])
    counted = np.tile(~np.isnan(value), (len(variants), 1))
    rolled = of.rule.roll(layout, variants, counted)
    inside = np.unique(layout.domain[mine])
    if above and len(inside) == len(layout.domains):
        scored = rolled.overall
    elif above:
        scored = rolled.groups[:, layout.group[inside[0]]]
    else:
        scored = rolled.domains[:, inside[0]]
    gains = scored[1:] - scored[0]
    best = int(np.nanargmax(gains))
    if not gains[best] > SMALL:
        return None
    return f"{name(members[best][0])} holds it down most: at its best it would give {print_number(scored[1 + best], '.2f')}"


def _score(of: Evaluated, kind: str, part: str) -> float:
    if kind == "overall":
        return float(of.numbers("overall").score[0])
    names, numbers = (
        (of.layout.groups, of.numbers("groups")) if kind == "group" else (of.layout.domains, of.numbers("domains"))
    )
    return float(numbers.score[0, names.index(part)])


def _listed(names: list[str]) -> str:
    more = len(names) - SHOWN
    return ", ".join(names[:SHOWN]) + (f" and {more} more" if more > 0 else "")
