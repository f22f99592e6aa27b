"""Numbers and dates are printed in one place, in the signs and forms of the theme that is chosen."""

import datetime as dt

import pytest
from pydantic import ValidationError

from pmokit.content.library import THEME_VARIABLE
from pmokit.model.printing import DateForms, NumberForm, print_count, print_day, print_number, print_worth

DAY = dt.date(2027, 3, 5)
GERMAN = """id: german
name: {en: German}
language: de
brand: "#0B4F6C"
accent: "#01697A"
ink: "#1B2733"
muted: "#5B6B7A"
line: "#D8E0E6"
surface: "#F6F8FA"
levels: ["#DCEBF0", "#A9CFDA", "#6BAAB9", "#2F8094", "#0B4F6C"]
ratings: {green: "#3B8E5A", amber-green: "#8A8A2E", amber: "#B7791F", amber-red: "#C25A1C", red: "#B03A3A"}
font: Arial
numbers: {decimal: ",", thousands: "."}
dates:
  long: d. MMMM yyyy
  short: d. MMM yyyy
  numeric: dd.MM.yy
  month: MMM yy
  months: [Januar, Februar, März, April, Mai, Juni, Juli, August, September, Oktober, November, Dezember]
  short_months: [Jan, Feb, Mrz, Apr, Mai, Jun, Jul, Aug, Sep, Okt, Nov, Dez]
"""


@pytest.fixture
def german(tmp_path, monkeypatch):
    file = tmp_path / "theme.yaml"
    file.write_text(GERMAN, encoding="utf-8")
    monkeypatch.setenv(THEME_VARIABLE, str(file))


def test_by_default_numbers_are_printed_as_python_does():
    printed = [print_number(1234567.891, spec) for spec in (",.0f", ",.1f", "g", ".0%")]
    assert printed == ["1,234,568", "1,234,567.9", "1.23457e+06", "123456789 %"]


def test_one_of_something_has_no_s():
    assert [print_count(number, "project") for number in (0, 1, 2)] == ["0 projects", "1 project", "2 projects"]


def test_by_default_dates_are_english():
    printed = [print_day(DAY, form) for form in ("long", "short", "numeric", "month")]
    assert printed == ["5 March 2027", "5 Mar 2027", "2027-03-05", "Mar 27"]


@pytest.mark.usefixtures("german")
def test_a_theme_changes_signs_and_dates():
    assert [print_number(1234567.891, ",.1f"), print_number(-0.5, "+.1f")] == ["1.234.567,9", "-0,5"]
    printed = [print_day(DAY, form) for form in ("long", "short", "numeric", "month")]
    assert printed == ["5. März 2027", "5. Mrz 2027", "05.03.27", "Mrz 27"]


def test_one_sign_cannot_stand_for_two():
    with pytest.raises(ValidationError, match="decimal and thousands are the same sign"):
        NumberForm(decimal=",", thousands=",")


def test_groups_may_be_set_apart_by_a_space_or_by_nothing():
    assert [NumberForm(thousands=sign).thousands for sign in (" ", "\N{NO-BREAK SPACE}", "")] == [
        " ",
        "\N{NO-BREAK SPACE}",
        "",
    ]


def test_a_pattern_has_only_parts_of_a_date():
    with pytest.raises(ValidationError, match="long"):
        DateForms(long="d of MMMM")


@pytest.mark.parametrize(
    ("value", "printed"), [(192.742, "192.7"), (9, "9"), (0.463, "0.46"), (0.04, "0.04"), (123456.78, "123,457")]
)
def test_the_worth_of_a_plan_is_printed_no_finer_than_it_is_known(value, printed):
    assert print_worth(value) == printed
