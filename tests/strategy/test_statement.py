import datetime as dt

import pytest

from pmokit.content.step_texts import load_statement
from pmokit.errors import PmokitError
from pmokit.model.vision import ExpectedBenefit, Measure, PmoPart, Vision
from pmokit.strategy.statement import (
    StatementSetting,
    assemble_statement,
    edit_statement,
    listed,
    renew_statement,
)
from tests.strategy.visions import OWNER, objective

PART = PmoPart(
    contribution="Checks dates before they are promised.",
    services=("plan-watch", "capacity-view"),
    fields={"DEM": "main", "COM": "support"},
)
VISION = Vision(
    mission="We build roads.",
    mandate="The PMO shows the truth.",
    objectives=(
        objective("second", priority=2, measure=None, owner=None, horizon=None, pmo=None),
        objective(
            "dates", priority=1, measure=Measure(name="projects on time", unit="%", baseline=16, target=70), pmo=PART
        ),
    ),
    benefits=(
        ExpectedBenefit(
            objective="dates",
            measure=Measure(name="penalties", unit="EUR a year", better="down", baseline=1840, target=700.5),
            due=dt.date(2028, 3, 31),
            owner=OWNER,
            dis_benefit="Sales names later dates.",
        ),
    ),
)


@pytest.fixture
def setting(catalogues):
    return StatementSetting("Acme", load_statement(), catalogues.services)


def texts(vision, setting):
    return {part.id: part.text for part in assemble_statement(vision, setting)}


def test_a_statement_is_put_together_in_the_order_of_importance(setting):
    assert texts(VISION, setting) == {
        "mission": "We build roads.",
        "mandate": "The PMO shows the truth.",
        "objectives": "Acme has named 2 business objectives, the most important first.",
        "objective:dates": "1. Reach dates. Measured by projects on time: from 16 to 70 % by 2028. Owner: Ida Holm, CFO.",
        "objective:second": "2. Reach second, by a date still to be agreed. How it is measured has still to be agreed. Owner: not named yet.",
        "contribution:dates": (
            "The PMO's part in 'Reach dates': checks dates before they are promised. Field of practice: demand. "
            "Services: watch over plans and capacity view."
        ),
        "benefit:dates:1": (
            "Penalties: from 1,840 to 700.5 EUR a year by 31 March 2028, as a result of 'Reach dates'. Owner: Ida Holm, CFO. "
            "The price: sales names later dates."
        ),
    }


def test_an_empty_vision_gives_no_statement(setting):
    assert assemble_statement(Vision(), setting) == ()


def test_peoples_words_stay_until_they_ask_for_a_proposal(setting):
    """The edited part is marked; a change of the vision marks it as outdated and does not touch it."""
    edited = edit_statement(VISION, "mandate", " Our own words. ", setting)
    part = next(one for one in assemble_statement(edited, setting) if one.id == "mandate")
    assert (part.text, part.is_edited, part.is_outdated) == ("Our own words.", True, False)
    changed = edited.model_copy(update={"mandate": "The PMO decides."})
    part = next(one for one in assemble_statement(changed, setting) if one.id == "mandate")
    assert (part.text, part.proposal, part.is_outdated) == ("Our own words.", "The PMO decides.", True)
    assert texts(renew_statement(changed), setting)["mandate"] == "The PMO decides."
    twice = edit_statement(edited, "mission", "M.", setting)
    assert texts(renew_statement(twice, ["mission"]), setting)["mandate"] == "Our own words."


def test_writing_the_proposal_again_takes_an_edit_back(setting):
    edited = edit_statement(VISION, "mission", "Other.", setting)
    assert edit_statement(edited, "mission", "We build roads.", setting).statement == ()


def test_an_empty_text_leaves_the_part_out(setting):
    assert texts(edit_statement(VISION, "objectives", " ", setting), setting)["objectives"] == ""


def test_an_unknown_part_is_told_with_the_nearest(setting):
    with pytest.raises(PmokitError, match=r"no part 'missions'\. Did you mean 'mission'"):
        edit_statement(VISION, "missions", "x", setting)


def test_braces_in_peoples_words_are_words(setting):
    odd = VISION.model_copy(update={"mission": "We {build} {0} roads."})
    assert texts(odd, setting)["mission"] == "We {build} {0} roads."


def test_words_are_listed_as_people_do():
    assert [listed([]), listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"])] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]
