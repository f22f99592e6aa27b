"""Project lists into an engagement: units by code or name, single plans beside lists, all files or none."""

from types import SimpleNamespace

import pytest
from typer.testing import CliRunner

from pmokit.cli import app
from pmokit.cli.guess import confirm_guess
from pmokit.content.library import load_mapping, mapping_ids
from pmokit.errors import InputError, PmokitError
from pmokit.exchange.start import import_files
from pmokit.model.steps import Settings
from pmokit.model.units import Unit
from pmokit.store.engagement import create_engagement, open_engagement

UNITS = [Unit(code="CIV", name="Civil works"), Unit(code="PLANT", name="Plant Süd"), Unit(code="IT", name="Digital")]


@pytest.fixture
def file(tmp_path):
    create_engagement(tmp_path / "a.pmokit", Settings(client="A"), UNITS).close()
    return tmp_path / "a.pmokit"


@pytest.fixture
def cases(root):
    return root / "tests" / "cases" / "projects"


def listed(file):
    with open_engagement(file) as engagement:
        frame, withheld = engagement.projects()
        return sorted(zip(frame["unit"], frame["id"], strict=True)), withheld


def write(tmp_path, name, text):
    (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path / name


def bring(file, *inputs, **options):
    with open_engagement(file) as engagement:
        return import_files(engagement, inputs, **options)


def test_units_are_found_by_code_or_name(file, cases, tmp_path):
    """A list says "civil works" or "civ"; an unknown unit is a fault and nothing is written."""
    bring(file, cases / "bridge.xml", write(tmp_path, "p.csv", "id,name,unit\n1,A,civ\n2,B,DIGITAL\n"))
    assert listed(file)[0] == [("CIV", "1"), ("CIV", "Harbour bridge"), ("IT", "2")]
    with pytest.raises(InputError, match=r"q\.csv: unknown business unit 'Civil work'. Did you mean 'Civil works'\?"):
        bring(file, write(tmp_path, "q.csv", "id,name,unit\n1,A,Civil work\n"))
    assert len(listed(file)[0]) == 3


def test_a_plan_stands_beside_the_list_of_its_unit(file, cases, tmp_path):
    """A list replaces its unit's projects; a plan only the project of its own id, reasons included."""
    table = "id,name,unit,bac\n1,A,CIV,withheld\n2,B,CIV,5\n"
    bring(file, write(tmp_path, "p.csv", table))
    bring(file, cases / "bridge.xml")
    bring(file, cases / "bridge.xml", cases / "refit.xer")
    projects, withheld = listed(file)
    assert projects == [
        ("CIV", "1"),
        ("CIV", "2"),
        ("CIV", "Harbour bridge"),
        ("PLANT", "LINE-9"),
        ("PLANT", "REFIT-1"),
    ]
    with open_engagement(file) as engagement:
        frame, withheld = engagement.projects("CIV")
    assert frame.loc[withheld["row"], ["id"]].to_numpy().tolist() == [["1"]]
    assert withheld["reason"].tolist() == ["not understood: withheld"]
    bring(file, write(tmp_path, "p.csv", table))
    assert ("CIV", "Harbour bridge") not in listed(file)[0]


def test_what_changes_is_told(file, tmp_path):
    """New, changed, same, and gone from the units that the list is about."""
    first = write(tmp_path, "p.csv", "id,name,unit,bac\n1,A,CIV,5\n2,B,CIV,withheld\n3,C,CIV,\n4,D,IT,\n")
    assert bring(file, first)[0].note.startswith("4 new;")
    second = write(tmp_path, "q.csv", "id,name,unit,bac\n1,A,CIV,6\n2,B,CIV,withheld\n5,E,CIV,\n")
    assert bring(file, second)[0].note.startswith("1 new, 1 changed, 1 same, 1 gone;")
    assert bring(file, second)[0].note.startswith("0 new, 3 same;")


def test_one_faulty_file_stops_all(file, cases, tmp_path):
    """Also the same project in two files."""
    with pytest.raises(PmokitError, match="no valid XML"):
        bring(file, cases / "refit.xer", write(tmp_path, "b.xml", "<Project>"))
    copy = write(tmp_path, "copy.xml", (cases / "bridge.xml").read_text(encoding="utf-8"))
    with pytest.raises(InputError, match=r"copy\.xml: project 'Harbour bridge' of CIV is in .*bridge\.xml too"):
        bring(file, cases / "bridge.xml", copy)
    assert listed(file)[0] == []


def test_files_of_an_earlier_version_read_as_missing(file, cases):
    """A project stored without the later fields has none of them."""
    bring(file, cases / "bridge.xml")
    with open_engagement(file) as engagement:
        frame, withheld = engagement.projects()
        old = frame.drop(columns=["percent_complete", "created"])
        engagement.replace_projects(old.reindex(columns=frame.columns), withheld)
        again, _ = engagement.projects()
    assert again["created"].tolist() == [None]
    assert again["percent_complete"].isna().all()


def run(*arguments):
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    return result.exception if isinstance(result.exception, PmokitError) else result.output


def test_the_command_shows_saves_or_takes_a_guess(file, tmp_path):
    """Without a terminal nobody can be asked: --accept takes the guess, --save-map writes it and imports nothing."""
    source = write(tmp_path, "p.csv", "Projektname;Abteilung;Sponsor\nBrücke;Civil works;A\n")
    assert "accept it with --accept" in str(run("import", file, source))
    saved = run("import", file, source, "--save-map", tmp_path / "my.yaml")
    assert "Settle what is open in it" in saved
    assert "is there already" in str(run("import", file, source, "--save-map", tmp_path / "my.yaml"))
    assert "takes one project list, not 2" in str(
        run("import", file, source, source, "--save-map", tmp_path / "n.yaml")
    )
    assert listed(file)[0] == []
    taken = run("import", file, source, "--accept")
    assert taken == f"1 projects from {source} (1 new; mapping guessed; columns not used: Sponsor)\n"
    again = run("import", file, source, "--map", tmp_path / "my.yaml")
    assert again == f"1 projects from {source} (0 new, 1 same; mapping my; columns not used: Sponsor)\n"
    assert listed(file)[0] == [("CIV", "Civil-works-1")]


def test_an_accepted_guess_says_what_it_leaves_open(file, tmp_path):
    """A date whose order nothing proves, an amount whose unit nobody states."""
    source = write(tmp_path, "p.csv", "Projektname;Abteilung;Starttermin;Gesamtbudget\nA;civ;03/04/2026;5\n")
    told = str(run("import", file, source, "--accept")).splitlines()
    assert told[0].startswith("Open: no header states thousands or millions")
    assert told[1].startswith("Open: nothing proves which number of '03/04/2026' is the day")
    assert told[2].startswith("1 projects from")


@pytest.mark.parametrize("answer", [True, False])
def test_on_a_terminal_the_command_asks(monkeypatch, capsys, answer):
    """The preview is shown, then the question."""
    monkeypatch.setattr("sys.stdin", SimpleNamespace(isatty=lambda: True))
    monkeypatch.setattr("typer.confirm", lambda _question, **_: answer)
    assert confirm_guess(accept=False)("the preview", None) is answer
    assert capsys.readouterr().out == "the preview\n"


def test_columns_that_look_like_ours_are_pointed_out(file, tmp_path):
    """A list that happens to have a name and a unit is read; what a guess would add is told, and --map guess adds it."""
    source = write(tmp_path, "p.csv", "project,department,Start Date,Owner\nA,civ,31/03/2026,Jo\n")
    told = run("import", file, source)
    assert (
        "columns not used: Start Date, Owner; 'Start Date' looks like start_planned: --map guess would use them" in told
    )
    assert "31/03/2026" in str(run("import", file, source, "--map", "guess"))
    assert "columns not used: Owner" in run("import", file, source, "--map", "guess", "--accept")
    with open_engagement(file) as engagement:
        assert str(engagement.projects()[0].loc[0, "start_planned"]) == "2026-03-31"


def test_the_command_gives_a_unit_to_plans_that_name_none(file, cases, tmp_path):
    """--unit is for files without a unit; those that name one keep it."""
    plan = (cases / "bridge.xml").read_text(encoding="utf-8").replace("<Alias>Department</Alias>", "")
    assert "no column for the field 'unit'" in str(run("import", file, write(tmp_path, "b.xml", plan)))
    assert "1 projects from" in run("import", file, tmp_path / "b.xml", "--unit", "it")
    assert listed(file)[0] == [("IT", "Harbour bridge")]


@pytest.mark.parametrize("name", mapping_ids())
def test_each_mapping_says_where_name_and_unit_come_from(name):
    """Without them no list can be read."""
    columns = load_mapping(name).columns
    assert columns["name"].required
    assert columns["unit"].required


def test_values_that_are_not_understood_are_told_with_their_place(file, tmp_path):
    """Somebody has to find them: unit, project, field, and the text; at most twelve are listed, and what a list withholds is not."""
    dated = [f"P{number},civ,{46000 + number},31/02/2026" for number in range(7)]
    source = write(tmp_path, "p.csv", "\n".join(["name,unit,planned start,planned finish", *dated]) + "\n")
    told = str(run("import", file, source)).splitlines()
    assert told[1].startswith("  CIV civ-1, start_planned: not understood: 46000 (a date as a number: format")
    assert told[2].endswith("finish_planned: not understood: 31/02/2026")
    assert told[-1] == "  and 2 more values that are not understood"
    assert len(told) == 14


def test_a_file_of_no_known_kind_says_what_answers_and_projects_begin_with(file, tmp_path):
    """A title above the header of answers is the usual reason."""
    source = write(tmp_path, "r.csv", "Answers of A\nunit,respondent,question,answer\nCIV,r,POR-01,3\n")
    told = str(run("import", file, source))
    assert "r.csv:1: its first row is not that of answers" in told
    assert (
        "Expected: in the first row unit, respondent, question, answer for answers; for projects headers such as"
        in told
    )
