"""The order of disagreements is computed again only where answers came in."""

import datetime as dt

import pytest

from pmokit.study.assessed import UnitAssessment
from pmokit.workshop.session.costliest import Costliest
from tests.workshop.session.conftest import NOW


@pytest.fixture
def computed(monkeypatch):
    """Units whose agenda was computed."""
    units = []
    agenda = UnitAssessment.agenda.func

    def counted(study):
        units.append(study.unit.code)
        return agenda(study)

    monkeypatch.setattr(UnitAssessment, "agenda", property(counted))
    return units


def test_without_answers_nothing_is_computed(named_room, computed):
    assert Costliest(named_room.engagement, lambda: NOW).order("OPS") == ()
    assert computed == []


def test_the_same_answers_are_not_computed_twice_and_new_ones_are(named_room, computed):
    named_room.join("finance", "executive", "pmo-member")
    named_room.vote("POR-01", 1, 1, 4)
    costliest = Costliest(named_room.engagement, lambda: NOW)
    assert costliest.order("OPS") == costliest.order("OPS") == ("POR-01",)
    assert computed == ["OPS"]
    named_room.vote("POR-03", 1, 1, 4)
    assert set(costliest.order("OPS")) == {"POR-01", "POR-03"}


def test_what_was_renewed_a_moment_ago_is_not_waited_for(named_room, computed):
    """Answers that come in while the facilitator asks do not delay the first question; later ones are counted again."""
    now = [NOW]
    named_room.join("finance", "executive", "pmo-member")
    named_room.vote("POR-01", 1, 1, 4)
    costliest = Costliest(named_room.engagement, lambda: now[0])
    costliest.renew("OPS")
    named_room.vote("POR-03", 1, 1, 4)
    assert costliest.order("OPS") == ("POR-01",)
    now[0] += dt.timedelta(minutes=1)
    assert set(costliest.order("OPS")) == {"POR-01", "POR-03"}
    assert computed == ["OPS", "OPS"]
