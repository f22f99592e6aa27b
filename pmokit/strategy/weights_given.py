"""From weights as a person gives them to weights of criteria; what contradicts itself is told in words."""

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

import numpy as np

from pmokit.errors import Fault, did_you_mean
from pmokit.errors import Path as KeyPath
from pmokit.model.weights import WeightsGiven
from pmokit.strategy.decision.table import Floats
from pmokit.strategy.decision.value import TOLERANCE
from pmokit.strategy.decision.weights import CONSISTENT, compare_pairs, normalised, rank_order_weights

_SHOWN = 3
# 0.333 is meant as the mirror of 3.
MIRROR = 0.01
_METHODS = ("order", "swing", "ahp")


def weigh(given: WeightsGiven, criteria: Sequence[str]) -> tuple[dict[str, float] | None, list[Fault]]:
    """Return the weights by criterion, or None and the faults, each with its path.

    An order beside swing points or comparisons is not needed, and has to agree with them.

    Parameters
    ----------
    given
        What the person gave.
    criteria
        Ids of all criteria, in the order of the profile.
    """
    faults = [*_method_faults(given), *_name_faults(given, criteria), *_pair_faults(given)]
    if faults:
        return None, faults
    ranks = {name: rank for rank, group in enumerate(given.order or (), start=1) for name in group}
    if given.swing is not None:
        weights = normalised([given.swing[name] for name in criteria])
    elif given.ahp is not None:
        matrix = _matrix(given.ahp, criteria)
        faults += _consistency_faults(matrix, criteria)
        weights = compare_pairs(matrix).weights
    else:
        weights = rank_order_weights([ranks[name] for name in criteria])
    found = dict(zip(criteria, map(float, weights), strict=True))
    faults += _order_faults(given, found)
    return (None, faults) if faults else (found, [])


def _method_faults(given: WeightsGiven) -> Iterator[Fault]:
    named = [name for name in _METHODS if getattr(given, name) is not None]
    if not named:
        yield Fault(what="no weights are given", expected="one of the keys order, swing, ahp")
    if given.swing is not None and given.ahp is not None:
        yield Fault(what="swing and ahp both say the weights", expected="one of the two", path=("ahp",))
    if given.swing is not None and not any(given.swing.values()):
        yield Fault(what="swing: no criterion has points", expected="at least one above 0", path=("swing",))


def _name_faults(given: WeightsGiven, criteria: Sequence[str]) -> Iterator[Fault]:
    listed: dict[str, list[tuple[str, KeyPath]]] = {}
    if given.order is not None:
        listed["order"] = [(name, ("order", at)) for at, group in enumerate(given.order) for name in group]
    if given.swing is not None:
        listed["swing"] = [(name, ("swing", name)) for name in given.swing]
    if given.ahp is not None:
        rows = [(row, ("ahp", row)) for row in given.ahp]
        listed["ahp"] = [*rows, *((name, ("ahp", row, name)) for row, cells in given.ahp.items() for name in cells)]
    for method, places in listed.items():
        names = [name for name, _ in places]
        for at, (name, path) in enumerate(places):
            if name not in criteria:
                what = f"{method}: unknown criterion '{name}'"
                yield Fault(
                    what=what, expected="a criterion of the profile", hint=did_you_mean(name, criteria), path=path
                )
            elif method == "order" and name in names[:at]:
                yield Fault(what=f"order: '{name}' stands twice", expected="each criterion once", path=path)
        missing = [name for name in criteria if name not in names]
        if missing:
            yield Fault(what=f"{method}: {', '.join(missing)} missing", expected="every criterion", path=(method,))


def _pair_faults(given: WeightsGiven) -> Iterator[Fault]:
    if given.ahp is None:
        return
    seen: dict[frozenset[str], float] = {}
    for row, cells in given.ahp.items():
        for name, ratio in cells.items():
            path = ("ahp", row, name)
            if row == name:
                if ratio != 1:
                    yield Fault(what=f"ahp: '{row}' is compared with itself", expected="two criteria", path=path)
                continue
            pair = frozenset((row, name))
            if pair in seen and abs(seen[pair] * ratio - 1) > MIRROR:
                what = f"ahp: {name} is {_times(seen[pair])} as important as {row}, and {row} {_times(ratio)} as {name}"
                yield Fault(what=what, expected="each pair once, or its mirror", path=path)
            seen.setdefault(pair, ratio)
    names = sorted({name for pair in seen for name in pair})
    missing = [pair for pair in combinations(names, 2) if frozenset(pair) not in seen]
    if missing:
        shown = "; ".join(f"{one} and {other}" for one, other in missing[:_SHOWN])
        more = f" and {len(missing) - _SHOWN} more" if len(missing) > _SHOWN else ""
        yield Fault(what=f"ahp: not compared: {shown}{more}", expected="each pair once", path=("ahp",))


def _matrix(ahp: dict[str, dict[str, float]], criteria: Sequence[str]) -> Floats:
    matrix = np.eye(len(criteria))
    listed = [(row, name, ratio) for row, cells in ahp.items() for name, ratio in cells.items()]
    # Written last, a pair's first mention counts.
    for row, name, ratio in reversed(listed):
        one, other = criteria.index(row), criteria.index(name)
        matrix[one, other], matrix[other, one] = ratio, 1 / ratio
    return matrix


def _consistency_faults(matrix: Floats, criteria: Sequence[str]) -> Iterator[Fault]:
    found = compare_pairs(matrix)
    if found.worst_triad is None:
        return
    one, two, three = found.worst_triad
    a, b, c = (criteria[at] for at in found.worst_triad)
    yield Fault(
        what=f"ahp: the comparisons contradict each other (consistency ratio {found.consistency_ratio:.2f}). Most of all: "
        f"{a} is {_times(matrix[one, two])} as important as {b}, {b} {_times(matrix[two, three])} as {c}, "
        f"but {a} {_times(matrix[one, three])} as {c}",
        expected=f"a consistency ratio of at most {CONSISTENT:.2f}",
        hint="Compare these three again",
        path=("ahp", a),
    )


def _order_faults(given: WeightsGiven, weights: dict[str, float]) -> Iterator[Fault]:
    for at, (before, after) in enumerate(pairwise(given.order or ())):
        least, most = min(before, key=weights.__getitem__), max(after, key=weights.__getitem__)
        if weights[least] < weights[most] - TOLERANCE:
            method = "swing" if given.swing is not None else "ahp"
            yield Fault(
                what=f"order puts {least} before {most}, but {method} gives it the smaller weight "
                f"({weights[least]:.3f} against {weights[most]:.3f})",
                expected="the same order in both",
                path=("order", at + 1),
            )


def _times(ratio: float) -> str:
    return f"{ratio:.3g} times" if ratio >= 1 else f"1/{1 / ratio:.3g}"
