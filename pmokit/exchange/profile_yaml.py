"""Answers to the organisation profile, and weights of its criteria, from YAML files."""

from dataclasses import replace
from pathlib import Path

from pmokit.content.reading import read
from pmokit.content.yaml_source import Source, read_source
from pmokit.errors import Fault, InputError
from pmokit.model.profile import OrganisationProfile
from pmokit.model.profile_checks import find_answer_faults
from pmokit.model.weights import WeightsGiven
from pmokit.strategy.weights_given import weigh


def read_answers(file: Path, profile: OrganisationProfile) -> dict[str, str | None]:
    """Read the answers of one organisation.

    Parameters
    ----------
    file
        YAML: a line ``criterion: option`` for each criterion; ``null``, or no line, where the answer is not known.
    profile
        The criteria and their options.

    Raises
    ------
    InputError
        With every fault at file, line and column: no file, no map, a key twice, an unknown criterion or option, a value
        that is no option id.
    """
    source, faults = _source(file, "a line 'criterion: option' for each criterion")
    if not isinstance(source.value, dict):
        fault = Fault(source.where(()), "the file holds no keys", "a line 'criterion: option' for each criterion")
        raise InputError([*faults, fault])
    found = list(find_answer_faults(profile, source.value))
    faults += [fault.at(source.where(fault.path)) for fault in found]
    # An answer that only looks empty is no unknown one.
    faults += [replace(note, what=f"{path[-1]} {note.what}") for path, note in source.notes.items()]
    if faults:
        raise InputError(sorted(faults, key=_line))
    return source.value


def read_weights(file: Path, profile: OrganisationProfile) -> dict[str, float]:
    """Read the weights of the criteria as a person gives them, and return them by criterion, sum 1.

    Parameters
    ----------
    file
        YAML with one of the keys ``order``, ``swing`` and ``ahp``; see :class:`pmokit.model.weights.WeightsGiven`.
    profile
        The criteria.

    Raises
    ------
    InputError
        With every fault at file, line and column; weights that contradict themselves are told in words.
    """
    _source(file, "one of the keys order, swing, ahp")
    reading = read(file, WeightsGiven)
    if reading.value is None:
        raise InputError(reading.faults)
    weights, faults = weigh(reading.value, list(profile.by_id))
    if weights is None:
        raise InputError(sorted(reading.place(faults), key=_line))
    return weights


def _source(file: Path, expected: str) -> tuple[Source, list[Fault]]:
    if not file.exists():
        raise InputError(Fault(str(file), "there is no such file", f"a YAML file with {expected}"))
    source, faults = read_source(file)
    if source is None:
        raise InputError(faults)
    return source, faults


def _line(fault: Fault) -> tuple[int, int]:
    line, column = fault.where.rsplit(":", 2)[1:]
    return int(line), int(column)
