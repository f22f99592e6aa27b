"""The organisation chart: boxes that do not overlap, labels that fit, lines that say what they are."""

import json

import pandas as pd
import pytest

from pmokit.model.structure import Seat
from pmokit.views.chart import WIDTH
from pmokit.views.org_chart import BOX, org_chart

UNITS = ["ENERGY", "CEMENT", "ROADS", "ROOFS", "DIGITAL", "LAB"]


def boxes_of(structure, theme):
    spec = org_chart(structure, theme).draw()
    rows = [row for rows in spec["datasets"].values() for row in rows if "label" in row]
    return pd.DataFrame(rows).drop_duplicates(["x", "y"]), spec


@pytest.mark.parametrize("unit", UNITS)
def test_boxes_do_not_overlap_and_stay_on_the_page(unit, structures, theme):
    boxes, spec = boxes_of(structures[unit], theme)
    assert len(boxes) == len(org_chart(structures[unit], theme).frame)
    assert spec["width"] <= WIDTH
    for _, column in boxes.groupby("x"):
        tops = column["y"].sort_values()
        assert (tops.diff().dropna() >= BOX).all()


@pytest.mark.parametrize("unit", UNITS)
def test_labels_fit_into_their_boxes(unit, structures, theme):
    boxes, _ = boxes_of(structures[unit], theme)
    width = (boxes["x2"] - boxes["x"]).iloc[0]
    for label in boxes["label"]:
        lines = label.split("\n")
        assert len(lines) <= 3
        assert all(len(line) * 6.1 <= width for line in lines), label


def test_the_table_names_superior_and_unit(structures, theme):
    frame = org_chart(structures["CEMENT"], theme).frame
    head = frame[frame["title"] == "Head of PMO"].iloc[0]
    assert (head["link"], head["above"]) == ("reports to", "Head of engineering and plants")
    assert list(frame[frame["link"] == "serves"]["above"].unique()) == ["PMO consultant"]


def test_many_units_become_one_box(large, theme):
    assert "20 business units" in list(org_chart(large, theme).frame["title"])


def test_lines_in_a_circle_are_drawn_all_the_same(structures, theme):
    whole = structures["LAB"]
    seats = tuple(
        Seat(role=seat.role, title=seat.title, reports_to="pmo-consultant") if seat.role == "pmo-head" else seat
        for seat in whole.seats
    )
    spec = org_chart(whole.model_copy(update={"seats": seats}), theme).draw()
    assert json.dumps(spec)
