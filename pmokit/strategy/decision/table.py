"""The decision table: what each possible answer is worth to each alternative, on an absolute scale."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pmokit.errors import DecisionError, Fault, did_you_mean

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Answers = Mapping[str, str | None]

# As a row number it addresses the last row, where the value of an unknown answer is kept.
UNKNOWN = -1


@dataclass(frozen=True)
class DecisionTable:
    """Value functions of all criteria for all alternatives.

    Parameters
    ----------
    criteria, alternatives
        Ids, each once, at least one.
    options
        Option ids of each criterion, ordered from one end to the other: a step leads to the neighbour.
    values
        For each criterion an array (options, alternatives), 0..1 on an absolute scale. Absolute means that a value says
        nothing about the other alternatives, so that adding one cannot reorder the rest.

    Raises
    ------
    DecisionError
        If shapes do not fit, an id stands twice, or a value is outside 0..1; with all faults.
    """

    criteria: tuple[str, ...]
    alternatives: tuple[str, ...]
    options: tuple[tuple[str, ...], ...]
    values: tuple[Floats, ...]

    def __post_init__(self) -> None:
        faults = list(_faults(self))
        if faults:
            raise DecisionError(faults)


def _faults(table: DecisionTable) -> Iterator[Fault]:
    for name, ids in (("criteria", table.criteria), ("alternatives", table.alternatives)):
        if not ids:
            yield Fault(what=f"the decision table has no {name}", expected="at least one")
        elif len(set(ids)) < len(ids):
            yield Fault(what=f"an id stands twice among the {name}: {', '.join(ids)}", expected="each id once")
    if not len(table.criteria) == len(table.options) == len(table.values):
        lengths = f"{len(table.criteria)} criteria, {len(table.options)} lists of options, {len(table.values)} arrays"
        yield Fault(what=f"the decision table has {lengths}", expected="the same number of each")
        return
    for criterion, options, values in zip(table.criteria, table.options, table.values, strict=True):
        shape = (len(options), len(table.alternatives))
        if not options or len(set(options)) < len(options):
            yield Fault(criterion, "the options are missing or stand twice", "at least one option, each once")
        if values.shape != shape:
            yield Fault(criterion, f"the values have shape {values.shape}", f"options x alternatives, {shape}")
        elif not ((values >= 0) & (values <= 1)).all():
            yield Fault(criterion, "a value is outside the scale", "0 to 1")


def place_answers(table: DecisionTable, answers: Answers) -> Ints:
    """Return the row of each criterion's answer, ``UNKNOWN`` where it is None or absent.

    Parameters
    ----------
    table
        The decision table.
    answers
        Option id by criterion id.

    Raises
    ------
    DecisionError
        If a criterion or an option is unknown; with all faults.
    """
    faults = [
        Fault(name, "unknown criterion", "a criterion of the table", did_you_mean(name, table.criteria))
        for name in answers
        if name not in table.criteria
    ]
    places = np.full(len(table.criteria), UNKNOWN, dtype=np.int64)
    for at, (criterion, options) in enumerate(zip(table.criteria, table.options, strict=True)):
        answer = answers.get(criterion)
        if answer is None:
            continue
        if answer in options:
            places[at] = options.index(answer)
        else:
            expected = f"one of {', '.join(options)}"
            faults.append(Fault(criterion, f"unknown option '{answer}'", expected, did_you_mean(answer, options)))
    if faults:
        raise DecisionError(faults)
    return places
