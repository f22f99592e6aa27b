"""From a proposal to the document of the workshop."""

import datetime as dt

from pmokit.model.kpi_set_checks import find_kpi_set_faults
from pmokit.strategy.kpi_choice import propose_set
from pmokit.strategy.kpi_context import KpiContext, Situation
from pmokit.strategy.kpi_drafting import draft_set
from tests.model.kpis import catalogue, kpi
from tests.strategy.test_kpi_choice import Seen


def test_a_draft_takes_the_figures_as_baselines_and_leaves_the_rest_to_the_workshop():
    """What cannot be read from the list says how it is taken; nothing is made up."""
    two = catalogue(kpi("one"), kpi("two"))
    proposal = propose_set(two, KpiContext(situation=Situation(figures={"one": Seen(0.5, 8)})))
    drafted = draft_set(proposal, two, dt.date(2026, 9, 30), source="workshop")
    one, other = drafted.by_kpi["one"], drafted.by_kpi["two"]
    assert (one.baseline.value, one.baseline.n, one.baseline.on) == (0.5, 8, dt.date(2026, 9, 30))
    assert other.baseline.value is None
    assert other.baseline.reason == "Not taken yet. Count once."
    assert drafted.catalogue == two.version
    assert {fault.severity for fault in find_kpi_set_faults(drafted, two)} == {"warning"}
