"""The sample with its roadmaps kept, so that no test solves one; decks are made once for a unit."""

import datetime as dt
from types import SimpleNamespace

import pytest

from pmokit.reports.deck.master import Master
from pmokit.reports.deck.stage import Stage
from pmokit.reports.deck.story import deck_slides
from pmokit.reports.deck.write import write_deck
from pmokit.study.unit import UnitStudy

AS_OF, TODAY = dt.date(2026, 10, 1), dt.date(2026, 11, 2)
UNITS = ("ENERGY", "LAB")


@pytest.fixture(scope="session")
def sample(tmp_path_factory, copy_planned):
    with copy_planned(tmp_path_factory.mktemp("deck") / "s.pmokit") as opened:
        yield opened


@pytest.fixture(scope="session")
def studies(sample):
    return {unit: UnitStudy(sample, unit, today=AS_OF) for unit in UNITS}


@pytest.fixture(scope="session")
def plain():
    master = Master()
    return SimpleNamespace(master=master, stage=Stage(master.area, master.letters, "en", TODAY))


@pytest.fixture(scope="session")
def stories(studies, plain):
    return {unit: deck_slides(study, plain.stage)[0] for unit, study in studies.items()}


@pytest.fixture(scope="session")
def decks(studies, tmp_path_factory):
    folder = tmp_path_factory.mktemp("decks")
    return {unit: write_deck(study, folder / f"{unit}.pptx", today=TODAY) for unit, study in studies.items()}
