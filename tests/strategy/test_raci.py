"""The RACI of a proposal has no finding; each seeded fault is found in its cell, with what to do."""

import pytest

from pmokit.model.pmo import CONTROL_LEVELS, PMO_TYPES
from pmokit.model.services import NOTHING
from pmokit.model.structure import RaciRow
from pmokit.strategy.raci import check_raci, columns_of, propose_raci
from pmokit.strategy.structure import design_structure

SIZES = {"tiny": 0.1, "small": 0.4, "middle": 1, "large": 4}


def with_letters(structure, service, **changes):
    """Change letters of one row; None takes a letter away; roles with _ for -."""
    changed = {role.replace("_", "-"): letter for role, letter in changes.items()}
    rows = []
    for row in structure.raci:
        letters = row.letters | changed if row.service == service else row.letters
        rows.append(row.model_copy(update={"letters": {role: one for role, one in letters.items() if one}}))
    return structure.model_copy(update={"raci": tuple(rows)})


def with_column(structure, role, letter):
    """Give a role the same letter in every row; None takes its letters away."""
    rows = []
    for row in structure.raci:
        letters = {name: one for name, one in row.letters.items() if name != role}
        rows.append(row.model_copy(update={"letters": letters | ({role: letter} if letter else {})}))
    return structure.model_copy(update={"raci": tuple(rows)})


def found(structure, catalogues):
    return list(check_raci(structure, catalogues))


def the_one(rule, structure, catalogues):
    matching = [finding for finding in found(structure, catalogues) if finding.rule == rule]
    assert len(matching) == 1, [str(finding) for finding in found(structure, catalogues)]
    assert matching[0].todo
    return matching[0]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("control", CONTROL_LEVELS)
@pytest.mark.parametrize("pmo_type", PMO_TYPES)
def test_the_proposal_for_every_type_level_and_size_has_no_finding(pmo_type, control, size, brief_with, catalogues):
    demand = {name: round(count * SIZES[size]) for name, count in brief_with().demand.items()}
    demand |= {"agile_teams": round(10 * SIZES[size]) if pmo_type == "agile" else 0, "programmes": 2}
    structure = design_structure(brief_with(pmo_type=pmo_type, control=control, demand=demand), catalogues)
    assert found(structure, catalogues) == []


def test_seeded_01_nobody_answers(structure, catalogues):
    bad = with_letters(structure, "capacity-view", pmo_head=None, resource_manager=None, portfolio_analyst="R")
    bad = with_letters(bad, "capacity-view", pmo_consultant=None)
    answers = [role for role, letter in bad.row_by_service["capacity-view"].letters.items() if "A" in letter]
    bad = with_letters(bad, "capacity-view", **{role.replace("-", "_"): "C" for role in answers})
    assert the_one("no-accountable", bad, catalogues).cell == "capacity-view"


def test_seeded_02_two_answer(structure, catalogues):
    one = the_one("several-accountable", with_letters(structure, "training", unit_head="A"), catalogues)
    assert one.service == "training"
    assert "a second A beside" in one.what


def test_seeded_03_nobody_does_the_work(structure, catalogues):
    row = structure.row_by_service["project-money"]
    doers = {
        role.replace("-", "_"): "A" if "A" in letter else None for role, letter in row.letters.items() if "R" in letter
    }
    assert (
        the_one("no-responsible", with_letters(structure, "project-money", **doers), catalogues).service
        == "project-money"
    )


def test_seeded_04_too_many_do_the_work(structure, catalogues):
    bad = with_letters(structure, "training", finance="R", unit_head="R", customer="R", project_manager="R")
    assert the_one("many-responsible", bad, catalogues).service == "training"


def test_seeded_05_a_crowd_is_consulted(structure, catalogues):
    crowd = dict.fromkeys(("finance", "unit_head", "customer", "team_member", "executive"), "C")
    assert (
        "roles are consulted: "
        in the_one("consulted-crowd", with_letters(structure, "training", **crowd), catalogues).what
    )


def test_seeded_06_nobody_hears(structure, catalogues):
    row = structure.row_by_service["plan-watch"]
    quiet = {role.replace("-", "_"): None for role, letter in row.letters.items() if letter in {"C", "I"}}
    assert the_one("nobody-hears", with_letters(structure, "plan-watch", **quiet), catalogues).service == "plan-watch"


def test_seeded_07_a_has_no_authority(structure, catalogues):
    bad = with_letters(structure, "portfolio-review", executive="I", portfolio_analyst="A/R")
    one = the_one("no-authority", bad, catalogues)
    assert one.cell == "portfolio-review / portfolio-analyst"
    assert "executive" in one.todo


def test_seeded_08_an_executive_does_the_work(structure, catalogues):
    one = the_one("executive-does", with_letters(structure, "status-report", executive="R"), catalogues)
    assert one.cell == "status-report / executive"


def test_seeded_09_a_role_that_nobody_knows(structure, catalogues):
    one = the_one("unknown-role", with_letters(structure, "training", john_smith="C"), catalogues)
    assert one.cell == "training / john-smith"
    assert "role instead of a person" in one.todo


def test_seeded_10_a_post_without_fte(structure, catalogues):
    assert "agile-coach" not in structure.post_by_role
    one = the_one("no-fte", with_letters(structure, "training", agile_coach="R"), catalogues)
    assert one.cell == "training / agile-coach"


def test_seeded_11_a_customer_is_left_out(structure, catalogues):
    one = the_one("customer-left-out", with_letters(structure, "status-report", executive=None), catalogues)
    assert one.cell == "status-report / executive"


def test_seeded_12_an_empty_column(structure, catalogues):
    assert (
        the_one("empty-column", with_column(structure, "project-planner", None), catalogues).role == "project-planner"
    )


def test_seeded_13_a_post_that_only_hears(structure, catalogues):
    bad = with_letters(with_column(structure, "project-planner", None), "training", project_planner="I")
    assert the_one("only-hears", bad, catalogues).role == "project-planner"


def test_seeded_14_one_role_answers_for_all(structure, catalogues):
    rows = tuple(
        row.model_copy(
            update={"letters": {r: "R" if "R" in one else "C" for r, one in row.letters.items()} | {"pmo-head": "A"}}
        )
        for row in structure.raci
    )
    one = the_one("too-many-accountable", structure.model_copy(update={"raci": rows}), catalogues)
    assert (one.role, one.what) == ("pmo-head", f"answers for {len(rows)} of {len(rows)} services")


def test_seeded_15_one_role_works_on_everything(structure, catalogues):
    rows = tuple(
        row.model_copy(update={"letters": {"pmo-consultant": "R"} | row.letters | ({"pmo-consultant": "R"})})
        for row in structure.raci
    )
    assert the_one("scattered", structure.model_copy(update={"raci": rows}), catalogues).role == "pmo-consultant"


def test_seeded_16_a_post_with_more_work_than_time(structure, catalogues):
    posts = tuple(
        post.model_copy(update={"fte": post.fte.times(0.5)}) if post.role == "pmo-head" else post
        for post in structure.posts
    )
    one = the_one("overloaded", structure.model_copy(update={"posts": posts}), catalogues)
    assert one.role == "pmo-head"
    assert "hours a year" in one.what


def test_seeded_17_a_row_for_no_service(structure, catalogues):
    strange = RaciRow(service="coffee", letters={"pmo-head": "A/R", "executive": "I"})
    bad = structure.model_copy(update={"raci": (*structure.raci, strange)})
    assert the_one("unknown-service", bad, catalogues).service == "coffee"


def test_seeded_18_a_service_without_row(structure, catalogues):
    assert the_one(
        "service-without-row", structure.model_copy(update={"raci": structure.raci[1:]}), catalogues
    ).service == (structure.raci[0].service)


def test_seeded_19_two_rows_for_one_service(structure, catalogues):
    bad = structure.model_copy(update={"raci": (*structure.raci, structure.raci[0])})
    assert the_one("row-twice", bad, catalogues).what == "has 2 rows"


def test_seeded_20_a_row_outside_the_mandate(structure, catalogues):
    bad = structure.model_copy(update={"services": structure.services[1:]})
    assert the_one("row-without-service", bad, catalogues).service == structure.services[0].service


def test_seeded_21_one_role_does_and_answers_alone_everywhere(structure, catalogues):
    rows = tuple(
        row.model_copy(update={"letters": {"pmo-consultant": "A/R", "unit-head": "C", "executive": "I"}})
        for row in structure.raci
    )
    assert the_one("alone", structure.model_copy(update={"raci": rows}), catalogues).role == "pmo-consultant"


def test_seeded_22_units_are_never_asked_and_never_told(structure, catalogues):
    one = the_one("unit-without-voice", with_column(structure, "unit-head", None), catalogues)
    assert one.what == "the heads of 2 business units are never asked and never told"


def test_a_post_set_to_zero_is_without_fte_in_each_of_its_cells(structure, catalogues):
    posts = tuple(post.model_copy(update={"fte": NOTHING}) for post in structure.posts)
    rules = {finding.rule for finding in found(structure.model_copy(update={"posts": posts}), catalogues)}
    assert "no-fte" in rules


def test_the_columns_run_from_the_executive_to_the_posts(structure, catalogues):
    columns = columns_of(structure, catalogues)
    assert columns[:3] == ["executive", "unit-head", "project-manager"]
    assert columns[-len(structure.posts) :] == [post.role for post in structure.posts]


def test_a_small_roles_letters_go_to_its_stand_in(structure, catalogues):
    assert "quality-lead" not in structure.post_by_role
    rows = propose_raci(structure.services, structure.posts, catalogues)
    assert not any("quality-lead" in row.letters for row in rows)
