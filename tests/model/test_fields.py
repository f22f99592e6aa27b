"""The five fields: one list, with a short code and a name each."""

from pmokit.model.fields import FIELD_CODE_OF, FIELD_CODES, FIELD_NAMES, FIELDS


def test_each_field_of_practice_has_a_code_and_a_name():
    assert FIELD_CODE_OF["demand"] == "DEM"
    assert list(FIELD_CODE_OF) == list(FIELDS)
    assert list(FIELD_NAMES) == list(FIELD_CODES) == list(FIELD_CODE_OF.values())
