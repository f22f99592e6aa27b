"""Step 6 of a sample engagement: reviews, feedback, log, lessons, themes, promises, KPIs by quarter."""

from pathlib import Path

import pandas as pd

from pmokit.content.improvement import load_reviews
from pmokit.content.library import read_file
from pmokit.errors import ContentError
from pmokit.exchange.feedback_csv import bring_feedback, read_feedback
from pmokit.exchange.responses_csv import read_answer_table
from pmokit.model.improvement import SampleImprovement, SampleUnitImprovement
from pmokit.store.engagement import Engagement
from pmokit.strategy.improvement.calendar import plan_reviews

AUTHOR = "sample"


def improve(engagement: Engagement, folder: Path) -> None:
    """Write what a sample has of step 6: ``improvement.yaml`` and ``feedback.csv``, each where it is there.

    Parameters
    ----------
    engagement
        The open engagement with its units.
    folder
        Of the sample.

    Raises
    ------
    PmokitError
        If a file has faults; all of them, each at its line.
    """
    answers, documents = folder / "feedback.csv", folder / "improvement.yaml"
    if answers.is_file():
        bring_feedback(engagement, read_feedback(read_answer_table(answers), [u.code for u in engagement.units()]))
    if documents.is_file():
        write_improvement(engagement, documents)


def write_improvement(engagement: Engagement, file: Path) -> None:
    """Write the documents and measurements of a file of the kind ``improvement``.

    Parameters
    ----------
    engagement
        The open engagement with its units.
    file
        YAML.

    Raises
    ------
    ContentError
        If it has faults; all of them, each at its line.
    """
    read, _, faults = read_file(file, SampleImprovement)
    if faults or read is None:
        raise ContentError(faults)
    for unit, given in read.root.items():
        _write(engagement, unit, given)


def _write(engagement: Engagement, unit: str, given: SampleUnitImprovement) -> None:
    bodies = {
        "reviews": plan_reviews(given.reviews, load_reviews()) if given.reviews else None,
        "improvement": given.log,
        "lessons": given.lessons,
        "feedback-themes": given.themes,
        "promises": given.promises,
        "signals": given.signals,
    }
    for kind, body in bodies.items():
        if body is not None:
            engagement.write_document(kind, body, unit=unit, author=AUTHOR)
    rows = [
        (one.kpi, unit, period, value, one.n, one.reason)
        for one in given.measurements
        for period, value in one.values.items()
    ]
    if rows:
        frame = pd.DataFrame(rows, columns=["kpi", "unit", "period", "value", "n", "reason"])
        engagement.add_measurements(frame, author=AUTHOR)
