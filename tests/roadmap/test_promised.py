"""What a wave promises is what is finished when it ends."""

import pandas as pd

from pmokit.content.library import load_catalogue
from pmokit.roadmap.from_gaps import project_scores
from pmokit.roadmap.promised import promised_scores

CATALOGUE = load_catalogue("ppm_maturity")
GAPS = pd.DataFrame({"domain": ["POR", "FIN"], "score": [1.5, 2.0], "target": [3.0, 3.0]})


def test_only_what_is_finished_counts():
    """An initiative of two quarters that starts in the second one ends after the third: no promise before."""
    one = next(i for i in CATALOGUE.initiatives if i.duration_quarters == 2 and i.lifts[0].domain in {"POR", "FIN"})
    schedule = {one.id: 1, "project-register": None}
    found = promised_scores(CATALOGUE, GAPS, schedule, {"early": 2, "late": 3})
    assert set(found["wave"]) <= {"late"}


def test_the_last_wave_promises_what_the_plan_projects():
    """With everything finished the promise is the projection, and later waves never promise less."""
    schedule = {initiative.id: 0 for initiative in CATALOGUE.initiatives}
    found = promised_scores(CATALOGUE, GAPS, schedule, {"first": 1, "second": 2, "all": 12})
    table = found.pivot_table(index="domain", columns="wave", values="promised")
    whole = project_scores(CATALOGUE, GAPS, schedule).set_index("domain")["projected"]
    assert table["all"].to_dict() == whole.to_dict()
    assert (table["second"].fillna(0) <= table["all"]).all()
    assert (table["first"].fillna(0) <= table["second"].fillna(0) + 1e-9).all()


def test_nothing_planned_promises_nothing():
    assert promised_scores(CATALOGUE, GAPS, {}, {"first": 4}).empty
