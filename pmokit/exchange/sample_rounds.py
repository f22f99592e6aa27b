"""The next round of a sample engagement: what some units promised, and what they answered a year later."""

import datetime as dt
from pathlib import Path

from pmokit.exchange.improvement_sample import write_improvement
from pmokit.exchange.responses_csv import read_responses
from pmokit.exchange.rounds import close_round, open_round
from pmokit.store.engagement import Assessment, Engagement
from pmokit.study.asked import model_of

AUTHOR = "sample"


def hold_next_round(engagement: Engagement, folder: Path, as_of: dt.date) -> Assessment:
    """Close the round of a sample engagement and hold the next one: ``next_round.yaml`` and ``next_round.csv``.

    The results of the units that answered again are released.

    Parameters
    ----------
    engagement
        The open engagement, as :func:`pmokit.exchange.sample.make_engagement` leaves it.
    folder
        Of the sample.
    as_of
        The day of the next round; becomes the status date.

    Raises
    ------
    PmokitError
        If a file has faults; all of them, each at its line.
    """
    model = model_of(engagement, engagement.assessment())
    codes = [unit.code for unit in engagement.units()]
    responses = read_responses(folder / "next_round.csv", model, codes)
    write_improvement(engagement, folder / "next_round.yaml")
    close_round(engagement, author=AUTHOR)
    engagement.update_settings(engagement.settings().model_copy(update={"status_date": as_of}), author=AUTHOR)
    assessment = open_round(engagement, model, author=AUTHOR)
    engagement.add_responses(assessment.id, responses)
    again = [code for code in codes if code in set(responses["unit"])]
    engagement.set_unit_states(assessment.id, again, "released", author=AUTHOR)
    return assessment
