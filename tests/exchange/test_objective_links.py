import pytest

from pmokit.errors import InputError
from pmokit.exchange.objective_links import export_links, is_link_head, objective_ids
from pmokit.exchange.start import import_files
from pmokit.model.steps import Settings
from pmokit.model.units import Unit
from pmokit.model.vision import Objective, Vision
from pmokit.store.engagement import create_engagement
from tests.strategy.visions import projects_of

HEAD = "project,objective,note\n"


@pytest.fixture
def engagement(tmp_path):
    units = [Unit(code="N", name="North"), Unit(code="S", name="South")]
    with create_engagement(tmp_path / "e.pmokit", Settings(client="Acme"), units) as opened:
        frame = projects_of(("N", "P-1", 1.0), ("N", "P-2", 1.0), ("S", "P-2", 1.0), ("S", "P-3", 1.0))
        opened.replace_projects(frame, frame.iloc[:0].assign(row=0, field="", reason="")[["row", "field", "reason"]])
        whole = Vision(
            objectives=(Objective(id="grow", name="Grow", kind="x"), Objective(id="save", name="Save", kind="x"))
        )
        opened.write_document("vision", whole, author="t")
        own = Vision(objectives=(Objective(id="own", name="Own", kind="x"),))
        opened.write_document("vision", own, unit="S", author="t")
        yield opened


def bring(engagement, tmp_path, text, name="links.csv"):
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    (brought,) = import_files(engagement, [file])
    return brought


def links(engagement):
    return engagement.objective_links()[["unit", "project", "objective", "note"]].values.tolist()


@pytest.mark.parametrize(
    ("head", "is_links"),
    [
        (["project", "objective"], True),
        ([" Project", "OBJECTIVE", "note", "unit"], True),
        (["project", "objective", "budget"], False),
        (["project", "note"], False),
    ],
)
def test_links_are_recognised_by_their_columns_alone(head, is_links):
    """A project list may have a column 'objective', too; it has more columns beside."""
    assert is_link_head(head) is is_links


def test_links_come_in_once_with_the_engagements_spelling(engagement, tmp_path):
    brought = bring(engagement, tmp_path, HEAD + "p-1,GROW,Opens the north\nP-3,own,\n")
    assert (brought.kind, brought.rows, brought.note) == ("objective links", 2, "2 new")
    assert links(engagement) == [["N", "P-1", "grow", "Opens the north"], ["S", "P-3", "own", ""]]
    again = bring(engagement, tmp_path, HEAD + "P-1,grow,Opens the far north\nP-3,own,\n")
    assert (again.rows, again.note) == (1, "0 new, 1 changed, 1 same")
    assert links(engagement)[0][3] == "Opens the far north"


def test_a_unit_tells_apart_projects_of_one_id(engagement, tmp_path):
    bring(engagement, tmp_path, "unit;project;objective\nSouth;P-2;save\nn;P-2;grow\n")
    assert [row[:3] for row in links(engagement)] == [["N", "P-2", "grow"], ["S", "P-2", "save"]]


def test_every_fault_is_told_at_its_line_and_nothing_is_written(engagement, tmp_path):
    text = (
        "unit,project,objective\n,P-9,grow\n,P-2,grow\nN,P-3,grow\nX,P-1,grow\n,P-1,grwo\n,P-1,\n,P-1,save\n,P-1,save\n"
    )
    with pytest.raises(InputError, match="unknown project 'P-9'") as caught:
        bring(engagement, tmp_path, text)
    told = [(fault.where.rsplit(":", 1)[1], fault.what) for fault in caught.value.faults]
    assert told == [
        ("2", "unknown project 'P-9'"),
        ("3", "project 'P-2' is in several units: N, S"),
        ("4", "project 'P-3' is not in N"),
        ("5", "unknown business unit 'X'"),
        ("6", "unknown objective 'grwo'"),
        ("7", "the objective is missing"),
        ("9", "P-1 is tied to save twice"),
    ]
    assert links(engagement) == []


def test_without_objectives_there_is_nothing_to_tie_to(tmp_path):
    with (
        create_engagement(tmp_path / "e.pmokit", Settings(client="Acme"), [Unit(code="N", name="North")]) as empty,
        pytest.raises(InputError, match="no objectives yet"),
    ):
        bring(empty, tmp_path, HEAD + "P-1,grow,\n")


@pytest.mark.parametrize("name", ["out.csv", "out.xlsx"])
def test_what_is_exported_can_be_imported_again(name, engagement, tmp_path):
    """A note that looks like a formula comes back as it was."""
    bring(engagement, tmp_path, HEAD + "P-1,grow,=1+1\nP-3,own,\"two\nlines, 'quoted'\"\n")
    before = links(engagement)
    assert before[0][3] == "=1+1"
    export_links(engagement, [tmp_path / name])
    (again,) = import_files(engagement, [tmp_path / name])
    assert again.note == "0 new, 2 same"
    assert links(engagement) == before


def test_objectives_of_the_whole_come_before_those_of_units(engagement):
    assert objective_ids(engagement) == ["grow", "save", "own"]


def test_a_project_list_in_the_same_import_counts(engagement, tmp_path):
    """Links to projects that come along are understood, whatever the order of the files."""
    (tmp_path / "l.csv").write_text("project,objective\nP-7,grow\n", encoding="utf-8")
    (tmp_path / "p.csv").write_text("id,name,unit\nP-7,Seven,N\n", encoding="utf-8")
    brought = import_files(engagement, [tmp_path / "l.csv", tmp_path / "p.csv"])
    assert [one.kind for one in brought] == ["objective links", "projects"]
    assert links(engagement) == [["N", "P-7", "grow", ""]]
