"""Charts have the theme's look, and its signs in numbers."""

import pandas as pd

from pmokit.content.library import load_theme
from pmokit.model.printing import NumberForm
from pmokit.reports.svg import draw_svg
from pmokit.views import marks
from pmokit.views.chart import finish


def drawn(theme):
    chart = marks.Chart(pd.DataFrame({"cost": [12345.5]})).mark_text()
    chart = chart.encode(x=marks.X("cost:Q"), text=marks.Text("cost:Q", format=",.1f"))
    spec = finish(chart, theme, "Cost")
    return spec, draw_svg(spec, prefix="c", title="Cost", description="Cost")


def test_a_chart_prints_numbers_as_tables_do():
    """A share as "50 %", a negative number with the sign of a keyboard."""
    spec, svg = drawn(load_theme("default"))
    assert ">12,345.5<" in svg
    assert spec["config"]["locale"]["number"]["percent"] == " %"
    values = marks.Axis(values=[-0.5], format="%")
    chart = marks.Chart(pd.DataFrame({"share": [-0.5]})).mark_point().encode(x=marks.X("share:Q", axis=values))
    shares = draw_svg(finish(chart, load_theme("default"), "Share"), prefix="s", title="Share", description="Share")
    assert ">-50 %<" in shares


def test_a_chart_takes_the_signs_of_the_theme():
    theme = load_theme("default").model_copy(update={"numbers": NumberForm(decimal=",", thousands=".")})
    _, svg = drawn(theme)
    assert ">12.345,5<" in svg
    assert ">12.000<" in svg
