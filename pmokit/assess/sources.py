"""Answers of one question from several sources: which of them may be added up in an anonymous assessment."""

from dataclasses import dataclass

from pmokit.assess.floor import DEFAULT_K


@dataclass(frozen=True)
class Sources:
    """Which sources a distribution shows.

    Parameters
    ----------
    phones, elsewhere
        Whether the answers by phone, and those given before or by file, are in it. Hands always are: everybody in the
        room has seen them.
    left_out
        Number of answers that are left out.
    reason
        Why, as a sentence; empty when nothing is left out.
    """

    phones: bool
    elsewhere: bool
    left_out: int
    reason: str = ""


def choose_sources(phones: int, elsewhere: int, *, anonymous: bool, k: int = DEFAULT_K) -> Sources:
    """Return which sources may be added up so that no group of fewer than k people can be found by subtraction.

    The room saw the hands, and the phones show what came by phone as soon as that is k people or more. Whatever else a
    sum holds is what remains when these are taken off.

    Parameters
    ----------
    phones, elsewhere
        Number of answers by phone, and of those given before or by file; 0 or more.
    anonymous
        Whether figures of few people are withheld.
    k
        Smallest number of people that is shown.
    """
    if not anonymous:
        return Sources(phones=True, elsewhere=True, left_out=0)
    known = phones if phones >= k else 0
    if 0 < phones + elsewhere - known < k:
        few = phones + elsewhere - known
        said = "1 answer is" if few == 1 else f"{few} answers are"
        reason = f"{said} left out: fewer than {k} people could be found by subtraction."
        return Sources(phones=known > 0, elsewhere=False, left_out=few, reason=reason)
    return Sources(phones=True, elsewhere=True, left_out=0)
