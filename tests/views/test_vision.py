"""Step 1 drawn: objectives, statement, fields and services of the sample."""

import pytest

from pmokit.content import places
from pmokit.content.step_texts import load_statement, read_visions
from pmokit.errors import Fault
from pmokit.model.vision import Measure, Vision
from pmokit.strategy.alignment import align_services
from pmokit.strategy.statement import StatementSetting, assemble_statement, edit_statement
from pmokit.views.vision import (
    benefit_list,
    field_matrix,
    finding_list,
    objective_list,
    service_gap_list,
    service_matrix,
    show_measure,
    statement_list,
)


@pytest.fixture(scope="module")
def visions():
    sample = read_visions(places.templates() / "sample" / "vision.yaml").unwrap()
    return {"": sample.whole, **sample.visions}


@pytest.fixture
def setting(catalogues):
    return StatementSetting("Quarnholt", load_statement(), catalogues.services)


def test_objectives_are_listed_by_weight_and_what_is_missing_is_a_dash(visions):
    cells = objective_list(visions["ROOFS"]).cells()
    assert next(row[0] for row in cells) == "Know what every project has cost so far"
    assert cells[1][1:4] == ["–", "2027", "–"]
    assert cells[0][2] == "2027 Q2"
    assert objective_list(Vision()).cells() == []


def test_a_measure_prints_as_a_line():
    assert show_measure(Measure(name="late", unit="%", better="down", baseline=16, target=4.5)) == "late: 16 to 4.5 %"
    assert show_measure(Measure(name="late", target=4)) == "late: not measured yet to 4"
    assert show_measure(None) == "–"


def test_benefits_show_their_price(visions):
    exhibit = benefit_list(visions[""])
    assert exhibit.cells()[0][-1] == "Sales names later dates than some competitors do"
    assert benefit_list(Vision()).cells() == []


def test_rewritten_parts_are_marked(visions, setting):
    edited = edit_statement(visions[""], "mission", "Our words.", setting).model_copy(update={"mission": "Changed."})
    exhibit = statement_list(assemble_statement(edited, setting), load_statement())
    assert exhibit.cells()[0] == ["What we are there for", "Our words.", "rewritten; the vision has changed since"]
    assert exhibit.description.startswith("1 of ")


def test_what_has_to_be_mended_comes_before_what_has_to_be_talked_about():
    exhibit = finding_list([Fault("b", "tension", severity="warning"), Fault("a", "missing", "one", "Do")], "f")
    assert [row[0] for row in exhibit.cells()] == ["talk about", "mend"][::-1]
    assert exhibit.description == "1 to mend, 1 to talk about."
    assert finding_list([], "f").description == "All checks pass."


@pytest.mark.parametrize("unit", ["", "ENERGY", "ROOFS", "DIGITAL"])
def test_matrices_draw_and_hold_what_the_alignment_says(unit, visions, structures, catalogues, theme):
    given = {line.service for line in structures[unit].services} if unit else None
    aligned = align_services(visions[unit], catalogues.services, given)
    names = {o.id: o.name for o in visions[unit].objectives}
    fields = field_matrix(aligned, names, theme)
    assert len(fields.frame) == len(names)
    assert fields.draw()["description"] == fields.description
    services = service_matrix(aligned, names, catalogues.services, theme)
    assert len(services.frame) == aligned.links["service"].nunique()
    assert services.draw()["layer"]
    gaps = service_gap_list(aligned, names, catalogues.services)
    assert len(gaps.frame) == len(aligned.not_given) + len(aligned.idle)


def test_a_service_that_is_counted_on_and_not_given_is_framed(visions, catalogues, theme):
    aligned = align_services(visions["ROOFS"], catalogues.services, {"status-report"})
    names = {o.id: o.name for o in visions["ROOFS"].objectives}
    spec = service_matrix(aligned, names, catalogues.services, theme).draw()
    cells = [cell for rows in spec["datasets"].values() for cell in rows]
    assert {cell["column"] for cell in cells if cell["lacking"]} == {
        "Project information system",
        "Coordination of dependent projects",
    }


def test_objectives_without_services_give_a_table_and_no_chart(catalogues, theme):
    aligned = align_services(Vision(), catalogues.services)
    assert service_matrix(aligned, {}, catalogues.services, theme).draw is None
