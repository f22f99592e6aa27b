"""Pictures over all units."""

import pandas as pd

from pmokit.content.library import load_theme
from pmokit.views.rollup import portfolio_roadmap


def test_the_roadmap_of_all_units_stands_below_calendar_quarters():
    row = {"name": "One list", "where": "all units", "kind": "for all", "start": 1, "end": 3}
    tasks = pd.DataFrame([row | {"from": "2027 Q2", "until": "2027 Q3", "why": ""}])
    spec = portfolio_roadmap(tasks, ["2027 Q1", "2027 Q2", "2027 Q3"], load_theme()).draw()
    across = spec["encoding"]["x"]
    assert across["axis"]["labelExpr"] == '["2027 Q1", "2027 Q2", "2027 Q3"][datum.value]'
    assert across["scale"]["domain"] == [0, 3]
