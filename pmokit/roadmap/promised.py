"""What a roadmap promises: the level of each domain when each wave ends."""

from collections.abc import Mapping

import pandas as pd

from pmokit.model.initiatives import InitiativeCatalogue
from pmokit.roadmap.from_gaps import project_scores

COLUMNS = ["wave", "ends", "domain", "promised"]


def promised_scores(
    catalogue: InitiativeCatalogue,
    gaps: pd.DataFrame,
    schedule: Mapping[str, int | None],
    waves: Mapping[str, int],
) -> pd.DataFrame:
    """Return the score that each domain should have reached when a wave ends, counting only what is finished by then.

    Parameters
    ----------
    catalogue
        The initiatives, with their durations.
    gaps
        Rows of one unit.
    schedule
        Start quarter by initiative; None = not chosen.
    waves
        Number of quarters that have passed when a wave ends, by its name; from 1 on.

    Returns
    -------
    pandas.DataFrame
        wave, ends (quarters passed), domain, promised; domains that no finished initiative has lifted are left out.
    """
    rows = []
    for wave, ends in waves.items():
        finished = {name: start if _is_done(catalogue, name, start, ends) else None for name, start in schedule.items()}
        projected = project_scores(catalogue, gaps, finished)
        lifted = projected[projected["projected"] > projected["score"]]
        rows += [(wave, ends, row["domain"], float(row["projected"])) for row in lifted.to_dict("records")]
    return pd.DataFrame(rows, columns=COLUMNS).astype({"promised": float})


def _is_done(catalogue: InitiativeCatalogue, name: str, start: int | None, ends: int) -> bool:
    return start is not None and start + catalogue.by_id[name].duration_quarters <= ends
