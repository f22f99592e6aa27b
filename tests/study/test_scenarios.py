"""Scenarios of a unit: made, kept, compared."""

import pytest

from pmokit.model.roadmap import FrameChanges
from pmokit.store.engagement import StaleDocument
from pmokit.study.roadmap import UnitRoadmap
from pmokit.study.scenarios import UnitScenarios


@pytest.fixture
def sample(tmp_path, copy_sample):
    with copy_sample(tmp_path / "s.pmokit") as opened:
        yield opened


def scenarios(sample):
    return UnitScenarios(UnitRoadmap(sample, "ENERGY"))


def test_made_kept_and_compared(sample):
    """Half the money brings less; the table has the plan as it is first."""
    made = scenarios(sample).make(
        "half", FrameChanges(budget_factor=0.5), author="Ada", note="the board asks", seconds=5
    )
    assert scenarios(sample).stored.scenarios == ()
    assert scenarios(sample).keep(made) == 1
    kept = scenarios(sample)
    assert kept.stored.scenarios == (made,)
    table = kept.table.set_index("name")
    assert list(table.index) == ["as it is", "half"]
    assert table.loc["half", "value"] < table.loc["as it is", "value"]
    assert table.loc["half", "spend"] <= 105
    assert kept.words[0].startswith("half: value ")


def test_outdated_scenarios_are_told(sample):
    """New targets ask another question: the scenario's plan does not answer it."""
    made = scenarios(sample).make("more", FrameChanges(extra_fte={"data": 1}), author="Ada", seconds=5)
    scenarios(sample).keep(made)
    targets = UnitRoadmap(sample, "ENERGY").targets
    sample.write_document(
        "targets", targets.model_copy(update={"levels": targets.levels | {"GOV": 5}}), unit="ENERGY", author="Ada"
    )
    later = scenarios(sample)
    assert later.outdated == ("more",)
    assert list(later.table["name"]) == ["as it is"]


def test_two_writers(sample, monkeypatch):
    """A scenario that someone else kept meanwhile is not lost."""
    first = scenarios(sample)
    made = first.make("a", FrameChanges(), author="Ada", seconds=5)
    history = sample.document_history("scenario", "ENERGY")
    first.keep(made)
    monkeypatch.setattr(type(sample), "document_history", lambda *_: history)
    with pytest.raises(StaleDocument, match="was changed meanwhile"):
        first.keep(made.model_copy(update={"name": "b"}))
