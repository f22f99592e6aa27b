"""The types of PMO and levels of control stand in one order everywhere."""

from pmokit.model.pmo import CONTROL_LEVELS, PMO_TYPES


def test_types_and_levels_stand_in_the_agreed_order():
    """Rankings, columns and ties follow this order."""
    assert PMO_TYPES == ("enterprise", "departmental", "agile")
    assert CONTROL_LEVELS == ("supportive", "controlling", "directive")
