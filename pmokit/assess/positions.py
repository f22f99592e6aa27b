"""Who speaks first, and which two positions remain when people do not agree."""

from collections.abc import Sequence


def outermost(counts: Sequence[int]) -> list[int]:
    """Return the places of the answers whose people explain themselves first: the lowest and the highest that lie off the middle.

    Parameters
    ----------
    counts
        People per option, lowest option first.
    """
    sorted_places = [place for place, count in enumerate(counts) for _ in range(count)]
    if not sorted_places:
        return []
    n = len(sorted_places)
    low, high = sorted_places[(n - 1) // 2], sorted_places[n // 2]
    ends = dict.fromkeys((sorted_places[0], sorted_places[-1]))
    return [place for place in ends if place < low or place > high]


def two_positions(counts: Sequence[int]) -> tuple[int, int] | None:
    """Return the places of the lower and the upper answer that stand against each other; None where fewer than two were chosen.

    The answer that most people chose is one. The other is what most chose among the answers more than one step away, or
    among all others where there is none. Of two with equal numbers the one further from the middle, or from the first,
    counts.

    Parameters
    ----------
    counts
        People per option, lowest option first.
    """
    chosen = [place for place, count in enumerate(counts) if count > 0]
    if len(chosen) < 2:  # noqa: PLR2004 -- two positions
        return None
    middle = (len(counts) - 1) / 2
    first = max(chosen, key=lambda place: (counts[place], abs(place - middle)))
    others = [place for place in chosen if place != first]
    apart = [place for place in others if abs(place - first) > 1] or others
    second = max(apart, key=lambda place: (counts[place], abs(place - first)))
    return min(first, second), max(first, second)
