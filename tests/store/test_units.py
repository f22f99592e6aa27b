"""Settings and business units: kept in order, changed with a trace."""

import pytest

from pmokit.errors import StoreError
from pmokit.model.steps import Settings
from pmokit.model.units import Unit
from pmokit.store.engagement import create_engagement, open_engagement


def test_units_keep_their_order_and_parents(place):
    """Parents may come after their children; the order of entry stays."""
    with open_engagement(place) as engagement:
        assert [(u.code, u.parent) for u in engagement.units()] == [("A", "G"), ("G", None), ("B", "G")]
        assert engagement.unit("b").name == "Beta"
        assert engagement.settings().client == "Acme"


def test_two_codes_that_differ_in_case_only(address):
    """Unit codes are unique regardless of case, and nothing is left behind."""
    units = [Unit(code="A", name="A"), Unit(code="a", name="a")]
    with pytest.raises(StoreError, match="used twice"):
        create_engagement(address, Settings(client="X"), units)
    create_engagement(address, Settings(client="X"), units[:1]).close()


def test_added_units_come_last(engagement):
    """A later unit may hang under an old or a new one; a taken code, an unknown parent or a circle adds none."""
    engagement.add_units(
        [Unit(code="C", name="Gamma", parent="D"), Unit(code="D", name="Delta", parent="G")], author="x"
    )
    assert [(u.code, u.parent) for u in engagement.units()][3:] == [("C", "D"), ("D", "G")]
    with pytest.raises(StoreError, match="unit code 'a' is used twice") as told:
        engagement.add_units([Unit(code="a", name="x"), Unit(code="E", name="x", parent="Q")], author="x")
    assert "its parent 'Q' is not among the units" in str(told.value)
    with pytest.raises(StoreError, match="parents run in a circle: E > F > E"):
        engagement.add_units([Unit(code=code, name="x", parent=above) for code, above in ("EF", "FE")], author="x")
    assert len(engagement.units()) == 5


def test_renamed_unit_keeps_its_code(engagement):
    """A name changes, with a trace; the code stays, as reports and answers are tied to it."""
    assert engagement.rename_unit("b", " Beta & Sons ", author="Ada") == Unit(code="B", name="Beta & Sons", parent="G")
    assert engagement.unit("B").name == "Beta & Sons"
    assert engagement.audit().iloc[-1][["author", "unit", "old", "new"]].tolist() == ["Ada", "B", "Beta", "Beta & Sons"]
    with pytest.raises(StoreError, match=r"0 characters. Expected: 1 to 200"):
        engagement.rename_unit("B", "", author="Ada")
    with pytest.raises(StoreError, match="no business unit 'Z'"):
        engagement.rename_unit("Z", "x", author="Ada")


def test_settings_change_with_a_trace(engagement):
    """Each setting that changed is in the audit, with what stood before."""
    engagement.update_settings(engagement.settings().model_copy(update={"currency": "CHF"}), author="Ada")
    assert engagement.settings() == Settings(client="Acme", currency="CHF")
    found = engagement.audit()
    assert found[["author", "what", "key", "old", "new"]].to_numpy().tolist() == [
        ["Ada", "settings", "currency", '"EUR"', '"CHF"']
    ]
