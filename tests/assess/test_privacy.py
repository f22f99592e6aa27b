"""Withholding small groups."""

import pandas as pd

from pmokit.assess.privacy import withhold
from pmokit.assess.roles import score_roles
from tests.assess.models import small_model
from tests.conftest import responses_frame


def cells(*people):
    return pd.DataFrame(
        {"domain": "AA", "role": list("abcd")[: len(people)], "raters": people, "score": 2.0, "reason": None}
    )


def hidden(*people):
    out = withhold(cells(*people), within="domain", people="raters", values=("score",))
    return list(out["score"].isna())


def test_groups_below_three_are_withheld_with_the_next_smallest():
    """One cell of fewer than three people could be found by subtraction, so the next smallest goes too."""
    assert hidden(5, 2, 4) == [False, True, True]
    assert hidden(5, 4, 3) == [False, False, False]
    assert hidden(2, 1, 6) == [True, True, False]


def test_empty_groups_are_not_groups():
    """Nobody is not somebody to protect."""
    assert hidden(5, 0) == [False, False]


def test_roles_of_an_anonymous_assessment():
    """In an anonymous assessment a role of two is withheld and says why; in an identified one it is shown."""
    model = small_model({"AA": (1,)})
    rows = [("U", f"e{n}", "AA-01", 3, "executive") for n in range(2)]
    rows += [("U", f"p{n}", "AA-01", 4, "project-manager") for n in range(5)]
    frame = responses_frame(rows)
    shown = score_roles(model, frame, anonymous=False)
    assert shown.set_index("role")["score"].to_dict() == {"executive": 3.0, "project-manager": 4.0}
    small = score_roles(model, frame, anonymous=True).set_index("role")
    assert small.loc["executive", "score"] != small.loc["executive", "score"]
    assert "fewer than 3" in small.loc["executive", "reason"]
