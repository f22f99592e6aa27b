"""Which processes to set up first: those that lift the weakest questions and domains of the assessment."""

from collections.abc import Collection, Mapping

import numpy as np
import pandas as pd

from pmokit.model.base import say
from pmokit.model.maturity import MaturityModel
from pmokit.model.processes import ProcessCatalogue

NOT_ASKED = "none of its questions has a score"


def rank_processes(
    catalogue: ProcessCatalogue,
    model: MaturityModel,
    questions: pd.DataFrame,
    targets: Mapping[str, float],
    among: Collection[str] | None = None,
    language: str = "en",
) -> pd.DataFrame:
    """Return the processes by how much of today's gap they can lift, most first.

    Parameters
    ----------
    catalogue
        Processes with the questions that each improves.
    model
        The assessed model; a question that it does not have is left out.
    questions
        Scores by question of one unit: question, score.
    targets
        Target level by domain.
    among
        Ids of the processes that the methodology has; None: all of the catalogue.
    language
        Language of the texts.

    Returns
    -------
    pandas.DataFrame
        process, name, gain (levels missing to the target, added up over its questions and weighted by them; NaN without a
        score), weakest (question id), weakest_text, score, target, lifts (question ids with a gap), reason.
    """
    scores = dict(zip(questions["question"], questions["score"].astype(float), strict=True))
    domain_of = {question.id: domain.id for domain in model.domains for question in domain.questions}
    rows = []
    for process in catalogue.processes:
        if among is not None and process.id not in among:
            continue
        scored = [name for name in process.improves if name in domain_of and not np.isnan(scores.get(name, np.nan))]
        missing = {
            name: max(targets.get(domain_of[name], float(model.meta.default_target)) - scores[name], 0.0)
            for name in scored
        }
        row = {"process": process.id, "name": say(process.name, language)}
        if not scored:
            rows.append({**row, "gain": np.nan, "reason": NOT_ASKED})
            continue
        weakest = max(missing, key=lambda name: (missing[name], -scores[name]))
        rows.append(
            {
                **row,
                "gain": sum(gap * model.question_by_id[name].weight for name, gap in missing.items()),
                "weakest": weakest,
                "weakest_text": say(model.question_by_id[weakest].text, language),
                "score": scores[weakest],
                "target": targets.get(domain_of[weakest], float(model.meta.default_target)),
                "lifts": ", ".join(name for name, gap in missing.items() if gap > 0),
                "reason": None,
            }
        )
    columns = ["process", "name", "gain", "weakest", "weakest_text", "score", "target", "lifts", "reason"]
    frame = pd.DataFrame(rows, columns=columns, dtype=object).astype(dict.fromkeys(("gain", "score", "target"), float))
    frame = frame.sort_values("gain", ascending=False, na_position="last", kind="stable")
    return frame.reset_index(drop=True)
