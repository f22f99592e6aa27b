import pytest

from pmokit.model.vision import PmoPart, Vision
from pmokit.strategy.alignment import align_services, suggest_services
from tests.strategy.visions import objective


@pytest.fixture
def vision():
    watch = PmoPart(
        contribution="Checks dates", services=("plan-watch", "status-report"), fields={"DEM": "main", "RES": "support"}
    )
    return Vision(
        objectives=(
            objective("dates", pmo=watch),
            objective("money", pmo=PmoPart(contribution="Follows benefits", services=("benefit-follow-up",))),
            objective("idea", pmo=PmoPart(contribution="Helps with words")),
            objective("later", pmo=None),
        )
    )


def test_an_objective_leans_on_services_of_its_main_field(vision, catalogues):
    """Watch over plans is a service of demand, the report one of communication."""
    links = align_services(vision, catalogues.services).links
    assert links[["objective", "service", "field", "strength"]].values.tolist() == [
        ["dates", "plan-watch", "DEM", "main"],
        ["dates", "status-report", "COM", "support"],
        ["money", "benefit-follow-up", "FIN", "support"],
    ]
    assert links["is_given"].isna().all()


def test_fields_are_those_that_people_stated(vision, catalogues):
    fields = align_services(vision, catalogues.services).fields.set_index("objective")
    assert fields.loc["dates", ["POR", "RES", "DEM", "FIN", "COM"]].tolist() == ["", "support", "main", "", ""]
    assert fields["services"].tolist() == [2, 1, 0, 0]


def test_uncovered_objectives_idle_and_missing_services_are_named(vision, catalogues):
    given = {"plan-watch", "training", "run-pmo"}
    found = align_services(vision, catalogues.services, given)
    assert found.uncovered == {
        "money": "none of the services that it counts on belongs to the mandate",
        "idea": "the PMO's part names no service",
        "later": "the PMO's part has not been agreed",
    }
    assert found.idle == {"training": ("competence",)}, "what belongs to every PMO is never idle"
    assert found.not_given == {"status-report": ("dates",), "benefit-follow-up": ("money",)}


def test_services_of_the_same_kind_are_suggested_the_most_asked_for_first(vision, catalogues):
    first, *_ = suggested = suggest_services(vision.objectives[0], catalogues.services)
    assert "plan-watch" not in suggested
    assert "capacity-view" in suggested
    by_id = catalogues.services.by_id
    assert by_id[first].importance == max(by_id[name].importance for name in suggested)


def test_a_vision_without_objectives_gives_empty_frames(catalogues):
    found = align_services(Vision(), catalogues.services, {"training"})
    assert len(found.links) == len(found.fields) == 0
    assert list(found.idle) == ["training"]
