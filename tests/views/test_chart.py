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


def test_by_default_a_chart_says_nothing_of_signs():
    spec, svg = drawn(load_theme("default"))
    assert "locale" not in spec["config"]
    assert ">12,345.5<" in svg


def test_a_chart_takes_the_signs_of_the_theme():
    theme = load_theme("default").model_copy(update={"numbers": NumberForm(decimal=",", thousands=".")})
    _, svg = drawn(theme)
    assert ">12.345,5<" in svg
    assert ">12.000<" in svg
