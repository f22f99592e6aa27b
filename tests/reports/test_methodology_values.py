"""The values of the methodology pack are those of the catalogue and the methodology, in words."""

import pytest

from pmokit.content import places
from pmokit.content.catalogues import load_catalogues
from pmokit.content.processes import load_processes, read_methodologies
from pmokit.reports.methodology_values import methodology_values
from pmokit.strategy.processes.tailoring import propose_methodology

KIT, ROLES = load_processes(), load_catalogues().roles


@pytest.fixture(scope="module")
def methodology():
    brief = read_methodologies(places.templates() / "sample" / "methodology.yaml").unwrap().organisation
    return propose_methodology(brief, KIT, ROLES)


def test_limits_read_as_people_say_them(methodology):
    values = methodology_values(methodology, KIT, ROLES)
    standard = values["classes"][1]
    assert standard["ladder"][1] == {
        "level": "Sponsor",
        "late": "8 weeks",
        "cost": "15 %",
        "benefit": "15 %",
        "scope": "A deliverable may be exchanged (up to 15 %)",
    }
    assert standard["ladder"][-1]["late"] == "no limit"
    assert values["thresholds"].startswith(
        "Points: class C (light) from 0, class B (standard) from 12, class A (major)"
    )
    assert [band["points"] for band in values["bands"]] == ["1 to 4", "5 to 9", "10 to 15", "16 to 25"]


def test_the_page_of_a_class_lists_what_projects_do_and_not_what_the_portfolio_does(methodology):
    major = methodology_values(methodology, KIT, ROLES)["classes"][2]
    assert "Handling risks" in major["must"]
    assert "Portfolio review" not in major["must"]
    assert major["offered"] == "Nothing is left to choice."


def test_what_is_open_in_the_methodology_is_printed(methodology):
    bare = methodology.model_copy(update={"tolerances": (), "owners": {}})
    values = methodology_values(bare, KIT, ROLES)
    assert values["classes"][0]["ladder"] == []
    assert "Kept in order by: nobody yet." in values["processes"][0]["head"]
    assert len(values["findings"]) > len(KIT.processes)
