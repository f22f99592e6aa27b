"""The projected profile."""

import numpy as np
import pandas as pd

from pmokit.views.projected import projected_profile
from tests.views.plans import plan_frame

TODAY = pd.DataFrame({"domain": ["POR", "FIN", "X"], "score": [1.5, 2.0, np.nan], "target": [3.0, 2.0, 3.0]})
AFTER = pd.DataFrame(
    [
        (wave, domain, score)
        for wave in ("mobilise", "foundation", "integrate")
        for domain, score in (("POR", 2.5), ("FIN", 2.0))
    ],
    columns=["wave", "domain", "score"],
)


def test_today_after_each_busy_wave_and_target():
    """Waves in which nothing ends have no column; a domain without a score is left out, and that is said."""
    exhibit = projected_profile(plan_frame(), TODAY, AFTER, (1, 5))
    assert [column.label for column in exhibit.columns] == [
        "Field",
        "Today",
        "After Start (mobilise)",
        "After Start (foundation)",
        "After Build out (integrate)",
        "Target",
    ]
    assert exhibit.cells()[0] == ["Strategic portfolio management", "1.5", "2.5", "2.5", "2.5", "3.0"]
    assert "1 of 2 fields stay below their target." in exhibit.description
    assert "1 without a score are left out." in exhibit.description
    assert exhibit.draw()["height"] > 60


def test_a_field_without_a_target_is_drawn_without_one():
    today = TODAY.assign(target=np.nan)
    assert projected_profile(plan_frame(), today, AFTER, (1, 5)).draw()["height"] > 60
