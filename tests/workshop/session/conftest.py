"""A live session of a small engagement, and people who vote in it."""

import datetime as dt
import itertools

import pytest

from pmokit.model.session import Vote
from pmokit.workshop.session.live import LivePanel
from pmokit.workshop.session.state import SessionState

NOW = dt.datetime(2027, 1, 4)  # noqa: DTZ001 -- as the engagement's clock


class Room:
    """Plays the people of a session."""

    def __init__(self, engagement, model):
        self.engagement, self.model = engagement, model
        self.session = engagement.open_session("K7Q2MX", "secret", author="server")
        self.numbers = itertools.count()
        self.people = []

    def join(self, *roles, remote=False, name=""):
        """Let one person of each role join; return their ids."""
        joined = [
            self.engagement.join(self.session.id, role=role, remote=remote, name=f"{name} {at}" if name else "").id
            for at, role in enumerate(roles)
        ]
        self.people += joined
        return joined

    def vote(self, question, *levels, round_=1, unit="OPS", people=None, comment=""):
        """Let people choose levels (1 to 5, DK, NA), and return what the engagement says to each."""
        options = {option.value: option for option in self.model.answer_set(question).options}
        votes = [
            self._vote(person, question, level, options, round_, unit, comment)
            for person, level in zip(people or self.people, levels, strict=False)
        ]
        return self.engagement.add_votes(self.session.id, votes)

    def _vote(self, person, question, level, options, round_, unit, comment):
        kind = {"DK": "dk", "NA": "na"}.get(level, "answered")
        option = options.get(level)
        return Vote(
            vote_id=f"vote-{next(self.numbers):06d}",
            participant=person,
            unit=unit,
            question=question,
            round=round_,
            status=kind,
            option=option.id if option else None,
            value=option.value if option else None,
            comment=comment,
        )

    def state(self, author="Ana"):
        """Return a facilitator's view."""
        return SessionState(self.engagement, self.session, author=author, clock=lambda: NOW)

    def panel(self, author="Ana", **options):
        """Return a facilitator's panel."""
        return LivePanel(self.engagement, by=author, clock=lambda: NOW, **options)


@pytest.fixture
def named_room(engagement, assessment, model):
    """A session whose people are named."""
    return Room(engagement, model)


@pytest.fixture
def anonymous_room(engagement, anonymous, model):
    """A session without names."""
    return Room(engagement, model)
