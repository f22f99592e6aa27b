"""Responses by hand."""

import pandas as pd

from pmokit.store.engagement import RESPONSE_COLUMNS


def responses(*rows):
    """Return a responses frame from (unit, respondent, question, value, comment)."""
    return pd.DataFrame(
        [(u, r, "executive", q, "answered", f"l{v}", float(v), "", c, "") for u, r, q, v, c in rows],
        columns=list(RESPONSE_COLUMNS),
    )
