"""Who is in the room, and who of them has answered."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import pandas as pd

from pmokit.assess.floor import DEFAULT_K

HERE = dt.timedelta(minutes=10)


@dataclass(frozen=True)
class Turnout:
    """How many are here and have answered; never who.

    Parameters
    ----------
    here, voted
        People in the room or connected from elsewhere, and how many of them have answered the question.
    remote, remote_voted
        Those of them who take part from elsewhere.
    roles
        Role id, how many of it have answered, how many are here. In an anonymous assessment the roles of fewer than
        three people stand together under an empty id, and nothing is told where these are fewer than three.
    """

    here: int = 0
    voted: int = 0
    remote: int = 0
    remote_voted: int = 0
    roles: tuple[tuple[str, int, int], ...] = ()

    @property
    def missing(self) -> int:
        """People who are here and have not answered."""
        return self.here - self.voted


def count_turnout(
    people: pd.DataFrame, voted: Collection[int], now: dt.datetime, *, anonymous: bool, k: int = DEFAULT_K
) -> Turnout:
    """Count who is here and who of them has answered.

    Parameters
    ----------
    people
        Participants as the engagement gives them: id, role, remote, seen.
    voted
        Ids of those who answered the question in this round; they count as here.
    now
        UTC; whoever was last seen more than ten minutes ago has left.
    anonymous
        Whether roles of fewer than ``k`` people are put together.
    k
        Smallest group that is told apart.
    """
    answered = people["id"].isin(list(voted))
    here = people[answered | (pd.to_datetime(people["seen"]) >= now - HERE)]
    mine = answered.loc[here.index]
    remote = here["remote"].astype(bool)
    totals, done = Counter(here["role"]), Counter(here["role"][mine])
    return Turnout(
        here=len(here),
        voted=int(mine.sum()),
        remote=int(remote.sum()),
        remote_voted=int((remote & mine).sum()),
        roles=_by_role(totals, done, k if anonymous else 0),
    )


def _by_role(totals: Mapping[str, int], done: Mapping[str, int], k: int) -> tuple[tuple[str, int, int], ...]:
    named = {role: n for role, n in totals.items() if n >= k}
    small = [role for role in totals if role not in named]
    pooled = sum(totals[role] for role in small)
    if 0 < pooled < k:
        # Beside the others and the total, the few could be found by subtraction.
        return ()
    rows = [(role, done.get(role, 0), n) for role, n in named.items()]
    return (*rows, *([("", sum(done.get(role, 0) for role in small), pooled)] if pooled else []))
