"""Promised against realised: kept, not kept and why, not due, not measured."""

import datetime as dt

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmokit.model.improvement import PromisedKpi, PromisedWave, Promises
from pmokit.strategy.improvement.promises import by_kpi, compare_kpis, compare_levels, is_met, is_red, quarter_end

AS_OF = dt.date(2028, 1, 15)


def promises(initiatives=(), kpis=(), levels=None, by="2027-Q4"):
    wave = {"name": "Wave 2", "by": by, "levels": levels or {"FIN": 3}, "initiatives": initiatives, "kpis": kpis}
    return Promises(made_on="2027-01-10", round=1, source="roadmap", waves=(PromisedWave.model_validate(wave),))


def realised(score, level=None, reason=None):
    return pd.DataFrame({"domain": ["FIN"], "score": [score], "level": [level], "reason": [reason]})


def words(score, level, promised=None, **more):
    given = more.pop("promised_by", promised or promises())
    frame = compare_levels(given, realised(score, level), AS_OF, in_round=more.pop("in_round", 2), **more)
    return frame.loc[0, "verdict"], frame.loc[0, "words"]


def initiative(name, state, domains=("FIN",)):
    return {"id": name, "name": name.capitalize(), "state": state, "domains": domains}


def test_a_missed_level_names_what_is_not_finished():
    given = promises(
        [initiative("forecast", "running"), initiative("codes", "finished"), initiative("talk", "running", ("COM",))]
    )
    assert words(2.8, 2, given) == (
        "not kept",
        "promised level 3 in FIN by 2027 Q4, reached 2 (close to 3): these initiatives are not finished: Forecast (running)",
    )


def test_a_missed_level_with_everything_finished_is_without_effect():
    given = promises([initiative("codes", "finished")])
    assert words(2.0, 2, given)[1].endswith("reached 2 with a score of 2.0: finished without effect: Codes")
    assert words(2.0, 2, given, before={"FIN": 1.5})[1].endswith("finished with less effect than promised: Codes")
    assert words(2.0, 2, given, before={"FIN": 1.95})[1].endswith("finished without effect: Codes")


def test_a_missed_level_that_nothing_serves_says_so():
    assert words(2.0, 2)[1].endswith("no initiative of the wave serves it")


def test_a_level_is_kept_when_the_score_reaches_it():
    """3.0 by rounding is 3."""
    assert words(2.9999999999, 3)[0] == "kept"
    assert (
        words(3.4, 3, names={"FIN": "Finance"})[1]
        == "promised level 3 in Finance by 2027 Q4, reached 3 with a score of 3.4"
    )


def test_a_wave_that_has_not_ended_is_not_due():
    assert words(2.0, 2, promises(by="2028-Q1")) == (
        "not due",
        "promised level 3 in FIN by 2028 Q1, not due yet; today it is 2 with a score of 2.0",
    )
    assert words(3.2, 3, promises(by="2028-Q1"))[0] == "kept"


def test_the_round_that_the_roadmap_was_built_on_measures_nothing():
    verdict, text = words(2.0, 2, in_round=1)
    assert verdict == "not measured"
    assert text.endswith("not measured: no round since the promise")


def test_a_missing_score_gives_its_reason():
    frame = compare_levels(promises(), realised(float("nan"), None, "withheld: fewer than 3 people"), AS_OF, in_round=2)
    assert frame.loc[0, "verdict"] == "not measured"
    assert frame.loc[0, "words"].endswith("not measured: withheld: fewer than 3 people")
    other = compare_levels(promises(levels={"COM": 2}), realised(2.0, 2), AS_OF, in_round=2)
    assert other.loc[0, "words"].endswith("the round did not ask for it")


def test_a_score_below_the_coverage_threshold_prints_no_level():
    assert "reached no level with a score of 2.2" in words(2.2, None)[1]


KPI = {"kpi": "latency", "target": 10, "red_at": 20, "direction": "down"}


def kpis(values, by="2027-Q4", reason=""):
    rows = [("latency", f"2027-Q{n + 1}", value, 5, reason) for n, value in enumerate(values)]
    frame = pd.DataFrame(rows, columns=["kpi", "period", "value", "n", "reason"])
    return compare_kpis(promises(kpis=[KPI], by=by), frame, AS_OF).loc[0]


def test_a_kpi_is_told_with_its_way():
    row = kpis([22, 24, 26])
    assert (row["verdict"], row["trend"]) == ("not kept", "away")
    assert row["words"] == "10 promised by 2027 Q4; 22 to 26 (away from the target) in 2027 Q3"
    assert kpis([22, 9])["verdict"] == "kept"
    assert kpis([22, 15], by="2028-Q2")["verdict"] == "not due"


def test_one_value_has_no_trend_and_none_has_a_reason():
    assert kpis([15])["trend"] is None
    assert kpis([15, 15])["trend"] == "flat"
    assert kpis([float("nan")], reason="no decision log")["words"].endswith("no value: no decision log")
    assert kpis([])["words"].endswith("no value: never measured")


@given(value=st.floats(-100, 100), target=st.floats(-100, 100), direction=st.sampled_from(["up", "down"]))
def test_a_target_is_met_from_its_side(value, target, direction):
    """The mirror image of a KPI, with all signs turned, is met when the KPI is."""
    mirrored = "down" if direction == "up" else "up"
    promised = PromisedKpi(kpi="x", target=target, red_at=target, direction=direction)
    turned = PromisedKpi(kpi="x", target=-target, red_at=-target, direction=mirrored)
    assert is_met(value, promised) == is_met(-value, turned)
    assert is_red(value, promised) == is_red(-value, turned)
    assert is_red(value, PromisedKpi(kpi="x", target=target)) is None


def test_quarters_end_on_their_last_day():
    assert [str(quarter_end(f"2027-Q{n}")) for n in (1, 2, 3, 4)] == [
        "2027-03-31",
        "2027-06-30",
        "2027-09-30",
        "2027-12-31",
    ]
    with pytest.raises(ValueError, match="'2027' is no quarter"):
        quarter_end("2027")


def test_measurements_are_told_apart_by_kpi_and_ordered_by_period():
    """Of two KPIs in any order, each keeps its own values, the oldest first."""
    rows = [("a", "2027-Q2", 2.0), ("b", "2027-Q1", 9.0), ("a", "2027-Q1", 1.0)]
    found = by_kpi(pd.DataFrame(rows, columns=["kpi", "period", "value"]))
    assert {kpi: [one["value"] for one in own] for kpi, own in found.items()} == {"a": [1.0, 2.0], "b": [9.0]}
