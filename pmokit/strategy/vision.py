"""Look at a vision as a whole: what it lacks, what contradicts itself, what has to be talked about."""

import datetime as dt
from collections.abc import Collection

from pmokit.errors import Fault
from pmokit.model.vision import Vision
from pmokit.model.vision_checks import find_link_faults
from pmokit.strategy.conflicts import check_conflicts
from pmokit.strategy.objective_checks import check_benefits, check_objectives, check_order

REVIEWED = (("mission", "what the organisation is there for"), ("vision", "where it wants to be"))


def review_vision(
    vision: Vision, as_of: dt.date, kinds: Collection[str] = (), services: Collection[str] = ()
) -> tuple[Fault, ...]:
    """Return everything that somebody should mend in a vision, and (as warnings) what should be talked about.

    Parameters
    ----------
    vision
        Perhaps unfinished.
    as_of
        The day from which horizons and due days are looked at.
    kinds, services
        Kinds of objective and services of services.yaml; empty = not checked.
    """
    texts = [
        Fault(name, "it is empty", f"a sentence on {meaning}", "Ask the sponsor for one in their own words", (name,))
        for name, meaning in REVIEWED
        if not getattr(vision, name)
    ]
    if not vision.mandate:
        hint = "Write what the PMO may ask, decide and refuse, and who gave it that right"
        texts.append(Fault("mandate", "it is empty", "one sentence on what the PMO is asked to do", hint, ("mandate",)))
    if not vision.objectives:
        what, hint = "there are no objectives", "Take them from the strategy paper, and ask which ones still hold"
        texts.append(Fault("objectives", what, "three to seven", hint, ("objectives",)))
    # Doubles are told by check_objectives with the names of both.
    links = find_link_faults(vision, kinds, services)
    return (
        *texts,
        *(link.at("vision") for link in links),
        *check_objectives(vision.objectives, as_of),
        *check_order(vision.objectives),
        *check_conflicts(vision.objectives),
        *check_benefits(vision.benefits, vision.objectives, as_of),
    )


def importance(vision: Vision) -> dict[str, float]:
    """Return the weight of each objective; they add up to 1.

    Weights are used as given; of priorities, the first of n counts n, the last 1 (rank sum). Objectives without either
    count as the last one does.

    Parameters
    ----------
    vision
        With any number of objectives.
    """
    objectives = vision.objectives
    if any(objective.weight is not None for objective in objectives):
        given = [objective.weight for objective in objectives if objective.weight is not None]
        raw = {o.id: o.weight if o.weight is not None else min(given) for o in objectives}
    else:
        ranks = sorted({o.priority for o in objectives if o.priority is not None})
        points = {priority: float(len(ranks) - at) for at, priority in enumerate(ranks)}
        raw = {o.id: 1.0 if o.priority is None else points[o.priority] for o in objectives}
    total = sum(raw.values())
    return {name: value / total for name, value in raw.items()} if total else {}
