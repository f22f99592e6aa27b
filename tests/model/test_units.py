"""A unit's code is a folder name on every system; two units never share one, whatever the case."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import ValidationError

from pmokit.model.units import CODE_LENGTH, DEVICE_NAMES, Unit, code_fault, make_codes


@pytest.mark.parametrize("code", ["A", "z", "North", "IT_2", "A-b-C", "x" * 32, "Com", "CON1", "lpt", "null"])
def test_a_letter_then_letters_digits_dash_or_underscore_is_a_code(code):
    assert code_fault(code) is None
    assert Unit(code=code, name="A unit").code == code


@pytest.mark.parametrize(
    "code", ["", "1A", "-A", "_A", "a b", "a.b", "a/b", "a\\b", "Ä", "a\nb", "x" * 33, "é1", "..", "A\0"]
)
def test_what_no_folder_can_be_called_is_refused_with_the_code_in_the_message(code):
    assert repr(code) in code_fault(code)
    with pytest.raises(ValidationError, match="unit code"):
        Unit(code=code, name="A unit")


@pytest.mark.parametrize("code", ["con", "CON", "Prn", "aux", "NUL", "com1", "COM9", "Lpt3", "com0"])
def test_a_device_of_windows_is_refused_in_any_case(code):
    assert "name of a device on Windows" in code_fault(code)
    with pytest.raises(ValidationError, match="device on Windows"):
        Unit(code=code, name="A unit")


def test_all_devices_of_windows_are_known():
    assert {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))} == DEVICE_NAMES


def test_names_that_are_codes_stay_and_others_become_readable_codes():
    assert make_codes(["ROADS", "Department for Transport", "Health & Care", "2nd line", "Ministère"]) == {
        "ROADS": "ROADS",
        "Department for Transport": "Department-for-Transport",
        "Health & Care": "Health-Care",
        "2nd line": "U-2nd-line",
        "Ministère": "Ministre",
    }


@pytest.mark.parametrize(
    ("names", "codes"),
    [
        (["Health Care", "Health-Care"], ["Health-Care-2", "Health-Care"]),
        (["Sales", "sales", "SALES"], ["Sales", "sales-2", "SALES-3"]),
        (["???", "!!!", ""], ["unit", "unit-2", "unit-3"]),
        (["con", "NUL!"], ["U-con", "U-NUL"]),
        (["Sales", "Sales"], ["Sales", "Sales"]),
    ],
)
def test_codes_are_told_apart_by_a_number(names, codes):
    assert [make_codes(names)[name] for name in names] == codes


def test_many_long_names_with_the_same_beginning_fit_into_the_length():
    names = [f"{'9' * 40} {number}" for number in range(1200)]
    codes = list(make_codes(names).values())
    assert max(map(len, codes)) <= CODE_LENGTH
    assert len(set(codes)) == len(names)


@given(st.lists(st.text(max_size=60) | st.from_regex(r"[A-Za-z][A-Za-z0-9_-]{0,31}", fullmatch=True), max_size=40))
@example(["a", "A", "a-2", "A-2", "a!", "con", "CON-2", "U-con"])
@example(["x" * 32, "X" * 32, "x" * 33])
def test_every_name_gets_a_valid_code_of_its_own(names):
    codes = make_codes(names)
    assert list(codes) == list(dict.fromkeys(names))
    assert all(code_fault(code) is None for code in codes.values())
    assert len({code.lower() for code in codes.values()}) == len(codes)
    assert make_codes(names) == codes


@given(st.lists(st.from_regex(r"[A-Za-z][A-Za-z0-9_-]{0,31}", fullmatch=True), max_size=20, unique_by=str.lower))
def test_codes_that_differ_stay_as_they_are(codes):
    valid = [code for code in codes if code_fault(code) is None]
    assert make_codes(valid) == {code: code for code in valid}


def test_a_code_fits_the_pattern_that_editors_see():
    schema = Unit.model_json_schema()["properties"]["code"]
    assert re.fullmatch(schema["pattern"], "ROADS")
    assert not re.fullmatch(schema["pattern"], "1ROADS")
