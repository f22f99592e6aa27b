"""The command line as a person meets it: exit codes, contracts, and what is said when an input is at fault."""

import datetime as dt
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
import typer

from pmokit.batch.run import Result, Step
from pmokit.cli import main
from pmokit.cli.app import use_theme
from pmokit.cli.batch import _say_result, _say_steps
from pmokit.cli.produce import _make_comparison
from pmokit.content import places
from pmokit.content.library import THEME_VARIABLE, load_theme
from pmokit.model.records import Run
from pmokit.store.engagement import open_engagement

CASES = Path(__file__).parent / "cases"
HEAD = "unit,respondent,question,answer\n"


@pytest.fixture
def pmokit(monkeypatch, capsys):
    """Run a command in this process, as the console script would."""

    def run(*arguments, cwd=None):
        monkeypatch.setattr(sys, "argv", ["pmokit", *map(str, arguments)])
        if cwd:
            monkeypatch.chdir(cwd)
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capsys.readouterr()
        return subprocess.CompletedProcess(arguments, ended.value.code or 0, out, err)

    return run


@pytest.fixture
def responses(tmp_path):
    file = tmp_path / "responses.csv"
    file.write_text(HEAD + "A,r1,POR-01,3\nA,r2,POR-01,l4\nB,r1,POR-02,NA\n", encoding="utf-8")
    return file


@pytest.fixture
def engagement(tmp_path, pmokit):
    (tmp_path / "units.csv").write_text("code,name\nA,Alpha\nB,Beta\n", encoding="utf-8")
    done = pmokit("init", tmp_path / "acme.pmokit", "--client", "Acme", "--units", tmp_path / "units.csv")
    assert done.returncode == 0, done.stderr
    return tmp_path / "acme.pmokit"


def test_score_prints_the_contract(pmokit, responses):
    """score MODEL RESPONSES.csv --json: keys to the letter, no NaN."""
    done = pmokit("score", "ppm_maturity", responses, "--json")
    assert done.returncode == 0, done.stderr
    document = json.loads(done.stdout, parse_constant=pytest.fail)
    assert document["model"] == "ppm_maturity"
    assert document["rule"] == "weighted-mean"
    question = document["units"]["A"]["questions"]["POR-01"]
    assert question["score"] == 3.5
    assert question["agreement"]["median_low"] == 3
    assert document["units"]["B"]["questions"]["POR-02"]["reason"] == "not applicable"
    every = json.loads(pmokit("score", "ppm_maturity", responses, "--json", "--rule", "all").stdout)
    assert every["rules"]["weighted-mean"]["units"] == document["units"]


def test_questions_tell_what_a_file_of_responses_may_hold(pmokit, tmp_path):
    """Every id with the values of its options is scored as it stands; --json and --format json are the same."""
    listed = pmokit("questions", "--scope", "quick", "--json")
    assert listed.stdout == pmokit("questions", "ppm_maturity", "--scope", "quick", "--format", "json").stdout
    questions = json.loads(listed.stdout)["questions"]
    assert len(questions) == 16
    answers = [f"A,r,{one['id']},{one['options'][-1]['id']}\n" for one in questions]
    (tmp_path / "r.csv").write_text(HEAD + "".join(answers), encoding="utf-8")
    scored = pmokit("score", "ppm_maturity", tmp_path / "r.csv", "--scope", "quick", "--json")
    assert json.loads(scored.stdout)["units"]["A"]["overall"]["score"] == questions[0]["options"][-1]["value"]
    assert (
        pmokit("questions").stdout.count("\n") == len(json.loads(pmokit("questions", "--json").stdout)["questions"]) + 2
    )
    assert pmokit("questions", "pmo_services", "--format", "csv").stdout.startswith(
        "id,domain,quick,answers,text\nMON-01,"
    )


def test_score_reads_a_model_folder(pmokit, root, responses):
    """MODEL may be a folder."""
    done = pmokit("score", root / "questionnaires" / "ppm_maturity", responses)
    assert done.returncode == 0, done.stderr
    assert "3.50" in done.stdout


@pytest.fixture
def services(tmp_path):
    """Responses to four services, two of which a departmental PMO is usually asked for."""
    file = tmp_path / "services.csv"
    rows = "A,r1,MON-01,4\nA,r1,STR-01,2\nA,r1,MUL-04,1\nA,r1,STR-02,1\n"
    file.write_text(HEAD + rows, encoding="utf-8")
    return file


def test_score_in_an_organisational_scope(pmokit, services):
    """Only the services usually asked for there count; approaches get bounds."""
    done = pmokit("score", "pmo_services", services, "--scope", "departmental", "--json")
    unit = json.loads(done.stdout, parse_constant=pytest.fail)["units"]["A"]
    assert "STR-01" in unit["questions"]
    assert not {"STR-02", "MUL-04"} & set(unit["questions"])
    assert list(unit["approaches"]) == ["strategic", "tactical", "operational"]
    assert unit["approaches"]["operational"]["score"] == 0.75
    assert unit["approaches"]["tactical"]["reason"].startswith("not assessed")


def test_score_under_a_mandate(pmokit, tmp_path, services):
    """Mandated services alone are the whole: nothing is open, levels of domains and bands are printed."""
    mandate = tmp_path / "mandate.yaml"
    mandate.write_text("scope: departmental\nservices: [MON-01, STR-01]\nsource: Head of IT\n", encoding="utf-8")
    done = pmokit("score", "pmo_services", services, "--mandate", mandate, "--json")
    unit = json.loads(done.stdout, parse_constant=pytest.fail)["units"]["A"]
    assert unit["overall"]["coverage"] == 1
    assert unit["domains"]["MON"]["level"] == 4
    assert unit["approaches"]["operational"]["band"] == "advanced"
    strategic = {"score": 0.25, "low": 0.25, "high": 0.25, "coverage": 1, "band": "basic", "raters": 1, "reason": None}
    assert unit["approaches"]["strategic"] == strategic
    text = pmokit("score", "pmo_services", services, "--mandate", mandate).stdout
    assert "scope a chosen list (2 questions)" in text
    assert "no service of this approach is mandated" in text


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--scope", "departmentl"], "Did you mean 'departmental'?"),
        (["--mandate", "none.yaml"], "none.yaml: there is no such file"),
        (["--mandate", "none.yaml", "--scope", "quick"], "Expected: one of the two"),
    ],
)
def test_a_scope_or_mandate_at_fault(pmokit, services, arguments, words):
    """Exit 1 and plain words."""
    done = pmokit("score", "pmo_services", services, *arguments)
    assert done.returncode == 1
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_a_model_without_approaches_prints_none(pmokit, responses):
    """The contract of the document stays as it is."""
    document = json.loads(pmokit("score", "ppm_maturity", responses, "--json").stdout)
    assert set(document["units"]["A"]) == {"overall", "groups", "domains", "questions"}
    assert "pproach" not in pmokit("score", "ppm_maturity", responses).stdout


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["score", "ppm_maturty", "x.csv"], 1, "Did you mean 'ppm_maturity'"),
        (["init", "x.pmokit", "--client", "\udcffX", "--units", "u.csv"], 1, "signs that cannot be printed. Expected:"),
        (["questions", "ppm_maturty"], 1, "Did you mean 'ppm_maturity'"),
        (["questions", "--scope", "quik"], 1, "Did you mean 'quick'?"),
        (["questions", "--format", "cvs"], 1, "Did you mean 'csv'?"),
        (["score", "ppm_maturity", "nothing.csv"], 1, "nothing.csv: there is no such file"),
        (["score", "ppm_maturity", "x.csv", "--rule", "median"], 1, "x.csv"),
        (["lint", "nowhere"], 1, "nowhere"),
        (["batch", "none.pmokit", "--out", "o"], 1, "there is no such file"),
        (["report", "none.pmokit", "--unit", "A", "--out", "o"], 1, "there is no such file"),
        (["report", "none.pmokit", "--unit", "A", "--out", "o", "--format", "doc"], 1, "unknown format 'doc'"),
        (["report", "none.pmokit", "--unit", "A"], 2, "name a folder for the files, or a deck with --update"),
        (["report", "none.pmokit", "--unit", "A", "--out", "o", "--theme", "embr"], 1, "there is no theme"),
        (["workshop", "none.pmokit"], 1, "there is no such file"),
        (["nonsense"], 2, "nonsense"),
        (["score"], 2, "MODEL"),
    ],
)
def test_faults_of_the_input_and_of_usage(pmokit, tmp_path, arguments, code, words):
    """1 for an input at fault, 2 for usage; plain words, never a traceback."""
    done = pmokit(*arguments, cwd=tmp_path)
    assert done.returncode == code
    assert words in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (HEAD + "A,r,POR-01,9\n", "bad.csv:2: POR-01: unknown answer '9'"),
        (HEAD + "Z,r,POR-01,3\n", "bad.csv:2: unknown business unit 'Z'"),
        (
            "unit,respondent,question\nA,r,POR-01\n",
            "bad.csv:1: this looks like responses, but the column 'answer' is missing",
        ),
        (HEAD + "A,r\xe9,POR-01,3\n", "bad.csv:2: byte 0xE9 is not UTF-8 text"),
        (HEAD, "bad.csv:1: there is no answer below the header"),
        ("unit,question,answer,reason\n", "bad.csv:1: there is no agreed answer below the header"),
        ("unit,question,rating\n", "bad.csv:1: there is no evidence rating below the header"),
        ("unit,domain,target\n", "bad.csv:1: there is no target below the header"),
        ("project,objective,note\n", "bad.csv:1: there is no link below the header"),
        ("respondent,audience,unit,question,answer\n", "bad.csv:1: there is no answer below the header"),
        (
            "id,cause,event,effect,probability,impact,projects,response\n",
            "bad.csv:1: there is no risk below the header",
        ),
        ("role,quarter,demand,capacity,unit\n", "bad.csv:1: no line is filled in"),
        ("Projektname,Abteilung,Starttermin\n", "bad.csv:1: there is no project below the header"),
        ("name,unit,status\n", "bad.csv:1: the file lists no project"),
    ],
)
def test_import_of_a_broken_file_writes_nothing(pmokit, tmp_path, engagement, text, words):
    """File and line are named, exit 1, and the good file beside it is not half imported."""
    (tmp_path / "good.csv").write_text(HEAD + "A,r,POR-01,3\n", encoding="utf-8")
    (tmp_path / "bad.csv").write_bytes(text.encode("latin-1"))
    before = engagement.read_bytes()
    done = pmokit("import", engagement, tmp_path / "good.csv", tmp_path / "bad.csv")
    assert done.returncode == 1
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    with open_engagement(engagement) as opened:
        assert opened.responses(opened.assessment().id).empty
    assert engagement.read_bytes() == before


def test_a_faulty_project_list_is_refused_as_a_whole(pmokit, tmp_path, engagement):
    """Reversed dates, a negative cost, percent over 100, two currencies and one id twice: each named with its row, by import and by
    kpis alike; of the good list beside it nothing is written either."""
    (tmp_path / "good.csv").write_text("name,unit\nBridge,A\n", encoding="utf-8")
    (tmp_path / "bad.csv").write_text(
        "id,name,unit,start,end,ac,percent complete,bac\n"
        "1,P,A,2026-05-01,2026-04-01,,,\n2,Q,A,,,-7,,\n3,R,A,,,,104,\n4,S,A,,,,,£5\n5,T,A,,,,,$5\n5,U,A,,,,,\n",
        encoding="utf-8",
    )
    faults = [
        "bad.csv:2: project 'P': finish_planned 2026-04-01 lies before start_planned 2026-05-01",
        "bad.csv:3: project 'Q': ac is -7.00",
        "bad.csv:4: project 'R': 104 percent complete",
        "bad.csv:6: bac is in $, other amounts are in £",
        "bad.csv:7: project id '5' stands in line 6 already",
    ]
    before = engagement.read_bytes()
    for done in (
        pmokit("import", engagement, tmp_path / "good.csv", tmp_path / "bad.csv"),
        pmokit("kpis", tmp_path / "bad.csv", "--json"),
    ):
        assert done.returncode == 1
        assert all(fault in done.stderr for fault in faults), done.stderr
        assert len(done.stderr.strip().splitlines()) == len(faults)
        assert "Traceback" not in done.stderr
        assert done.stdout == ""
    assert engagement.read_bytes() == before


def test_import_responses_and_projects(pmokit, tmp_path, engagement, responses):
    """Both kinds of file are told apart by their columns."""
    (tmp_path / "p.csv").write_text("name,unit\nBridge,A\n", encoding="utf-8")
    done = pmokit("import", engagement, responses, tmp_path / "p.csv")
    assert done.returncode == 0, done.stderr
    assert "3 responses" in done.stdout
    assert "1 projects" in done.stdout


def test_a_form_goes_out_and_comes_back(pmokit, tmp_path, engagement, responses):
    """export --form xlsx for one respondent, import of the filled form with its merge report."""
    assert pmokit("import", engagement, responses).returncode == 0
    form = tmp_path / "form.xlsx"
    done = pmokit("export", engagement, form, "--form", "xlsx", "--unit", "A", "--respondent", "r1")
    assert done.returncode == 0, done.stderr
    assert f"Written: {form}" in done.stdout
    book = openpyxl.load_workbook(form)
    book["Questions"]["D5"] = 1
    book.save(form)
    done = pmokit("import", engagement, form)
    assert "1 responses from" in done.stdout
    assert "  changed: A r1 POR-01: 3 -> 1" in done.stdout
    book["Questions"]["G5"] = "POR-09"
    book.save(form)
    done = pmokit("import", engagement, form)
    assert done.returncode == 1
    assert "form.xlsx::Questions!G5: the key 'POR-01' was changed to 'POR-09'" in done.stderr


def test_export_of_responses_and_results(pmokit, tmp_path, engagement, responses):
    """Without --form both, as CSV and XLSX; with it the one that is named."""
    pmokit("import", engagement, responses)
    assert pmokit("export", engagement, tmp_path / "out").returncode == 0
    names = sorted(file.name for file in (tmp_path / "out").iterdir())
    assert names == ["responses.csv", "responses.xlsx", "results.csv", "results.xlsx"]
    assert pmokit("export", engagement, tmp_path / "r.csv", "--form", "results").returncode == 0
    assert (tmp_path / "r.csv").read_text(encoding="utf-8").startswith("unit,kind,node,score")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--form", "docx"], "unknown form 'docx'. Known: xlsx, booklet, pack, responses, results"),
        (["--form", "xlsx"], "--form xlsx needs --unit"),
        (["--form", "xlsx", "--unit", "A"], "nobody of A has answered yet"),
    ],
)
def test_export_says_what_is_wrong(pmokit, tmp_path, engagement, arguments, words):
    """Plain words and exit 1."""
    done = pmokit("export", engagement, tmp_path / "out", *arguments)
    assert done.returncode == 1
    assert words in done.stderr


def test_an_anonymous_engagement(tmp_path, pmokit):
    """Anonymity is chosen when the engagement is made."""
    (tmp_path / "units.csv").write_text("code\nA\n", encoding="utf-8")
    file = tmp_path / "a.pmokit"
    assert pmokit("init", file, "--client", "A", "--units", tmp_path / "units.csv", "--anonymous").returncode == 0
    with open_engagement(file) as engagement:
        assert engagement.assessment().anonymous
    done = pmokit("export", file, tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert "No responses: the assessment is anonymous" in done.stdout
    assert sorted(f.name for f in (tmp_path / "out").iterdir()) == ["results.csv", "results.xlsx"]
    assert pmokit("export", file, tmp_path / "out", "--form", "responses").returncode == 1


def test_init_leaves_nothing_behind_on_a_fault(pmokit, tmp_path):
    """A fault in the unit list: no engagement file."""
    (tmp_path / "units.csv").write_text("code\nAUX\n", encoding="utf-8")
    done = pmokit("init", tmp_path / "x.pmokit", "--client", "X", "--units", tmp_path / "units.csv")
    assert done.returncode == 1
    assert "units.csv:2" in done.stderr
    assert not (tmp_path / "x.pmokit").exists()


def test_init_guesses_the_columns_of_a_project_list_as_import_does(pmokit, tmp_path):
    """Shown and refused without a word of the person; saved, accepted, or used as it was saved."""
    source, saved = tmp_path / "p.csv", tmp_path / "my.yaml"
    source.write_text("Projektname;Abteilung\nBrücke;Tiefbau\nTunnel;Hochbau\n", encoding="utf-8")

    def init(name, *more):
        return pmokit("init", tmp_path / name, "--client", "X", "--units", source, *more)

    shown = init("a.pmokit")
    assert shown.returncode == 1
    assert "unit   Abteilung    Tiefbau      Hochbau       100%" in shown.stderr
    assert "accept it with --accept" in shown.stderr
    assert f"use it with --map {saved}" in init("a.pmokit", "--save-map", saved).stdout
    assert not (tmp_path / "a.pmokit").exists()
    for name, more in (("a.pmokit", ("--accept",)), ("b.pmokit", ("--map", saved))):
        done = init(name, *more)
        assert done.returncode == 0, done.stderr
        assert f"2 business units from {source}\n2 projects from {source}" in done.stdout


@pytest.mark.parametrize(
    ("head", "words"),
    [
        ("cod,name,parent", "the column 'code' is missing. Expected: the columns code, name, parent. Is it 'cod'?"),
        ("id,name,parent", "the column 'code' is missing. Expected: the columns code, name, parent. The columns are:"),
    ],
)
def test_init_names_the_column_of_codes_where_a_file_is_neither_list(pmokit, tmp_path, head, words):
    """A slip in a list of units is no call for a mapping alone."""
    (tmp_path / "u.csv").write_text(f"{head}\nA,Alpha,\n", encoding="utf-8")
    done = pmokit("init", tmp_path / "a.pmokit", "--client", "X", "--units", tmp_path / "u.csv")
    assert done.returncode == 1
    assert words in done.stderr
    assert not (tmp_path / "a.pmokit").exists()


def test_init_takes_a_list_of_units_as_a_workbook_and_says_which_columns_it_leaves(pmokit, tmp_path):
    """code, name, parent of the first sheet; a list of projects that has codes would be told by its other columns."""
    book = openpyxl.Workbook()
    for row in (["Code", "Name", "Budget"], ["A", "Alpha", 5], ["B", "Beta", 6]):
        book.active.append(row)
    book.save(tmp_path / "u.xlsx")
    done = pmokit("init", tmp_path / "a.pmokit", "--client", "X", "--units", tmp_path / "u.xlsx")
    assert done.stdout.startswith(f"2 business units from {tmp_path / 'u.xlsx'} (columns not used: Budget)")
    with open_engagement(tmp_path / "a.pmokit") as opened:
        assert [(unit.code, unit.name) for unit in opened.units()] == [("A", "Alpha"), ("B", "Beta")]


def test_kpis_show_save_or_take_a_guess(pmokit, tmp_path):
    """As import does; what the guess leaves open stays out of the JSON."""
    source, saved = tmp_path / "p.csv", tmp_path / "my.yaml"
    source.write_text("Projektname;Abteilung;Gesamtbudget\nBrücke;Tiefbau;5\n", encoding="utf-8")
    shown = pmokit("kpis", source)
    assert shown.returncode == 1
    assert "accept it with --accept" in shown.stderr
    assert f"use it with --map {saved}" in pmokit("kpis", source, "--save-map", saved).stdout
    taken = pmokit("kpis", source, "--accept", "--json")
    assert json.loads(taken.stdout)["units"]["all"]["project_count"]["value"] == 1
    assert "Open: no header states thousands or millions" in taken.stderr
    assert pmokit("kpis", source, "--map", saved, "--json").stdout == taken.stdout


def test_init_takes_units_and_projects_from_the_public_portfolio(pmokit, tmp_path, shared):
    """One init with a mapping: 20 departments as units, 213 projects."""
    done = pmokit(
        "init",
        tmp_path / "gov.pmokit",
        "--client",
        "HM Government",
        "--units",
        shared / "data" / "gmpp_2024_25.csv",
        "--map",
        "gmpp",
    )
    assert done.returncode == 0, done.stderr
    assert "20 business units" in done.stdout
    assert "213 projects" in done.stdout
    assert "columns not used" in done.stdout


def test_kpis_join_a_unit_by_code_and_by_name(pmokit, tmp_path):
    """kpis --by unit --units: "Acme Rail" and "RAIL" are one unit; a unit that the file does not have is a fault."""
    (tmp_path / "p.csv").write_text("id,name,unit\n1,A,Acme Rail\n2,B,rail\n3,C,Acme Bus\n", encoding="utf-8")
    (tmp_path / "u.csv").write_text("code,name\nRAIL,Acme Rail\nBUS,Acme Bus\n", encoding="utf-8")
    command = ["kpis", tmp_path / "p.csv", "--by", "unit", "--json"]
    assert len(json.loads(pmokit(*command).stdout)["units"]) == 3
    done = pmokit(*command, "--units", tmp_path / "u.csv")
    assert set(json.loads(done.stdout)["units"]) == {"RAIL", "BUS"}
    (tmp_path / "u.csv").write_text("code,name\nRAIL,Acme Rail\n", encoding="utf-8")
    done = pmokit(*command, "--units", tmp_path / "u.csv")
    assert done.returncode == 1
    assert "unknown business unit 'Acme Bus'" in done.stderr


def test_kpis_by_unit(pmokit, shared):
    """kpis PROJECTS --map --by unit --json: value, n, withheld, reason for every unit."""
    done = pmokit("kpis", shared / "data" / "gmpp_2024_25.csv", "--map", "gmpp", "--by", "unit", "--json")
    units = json.loads(done.stdout)["units"]
    assert len(units) == 20
    assert set(units["MoD"]["project_count"]) == {"value", "n", "withheld", "reason"}
    assert units["MoD"]["project_count"]["value"] == 47


def test_kpis_of_a_history_use_its_periods_and_events(pmokit, tmp_path):
    """Rows of several dates give earned schedule, accuracy and lead times; --as-of says up to when figures count."""
    (tmp_path / "p.csv").write_text(
        "id,name,unit,status,created,start_planned,finish_planned,start_actual,status_date,bac,pv,ev,ac,period_forecast\n"
        "1,A,X,active,2026-01-01,2026-02-01,2026-06-30,2026-02-10,2026-02-28,100,20,10,15,15\n"
        "1,A,X,active,2026-01-01,2026-02-01,2026-06-30,2026-02-10,2026-03-31,100,40,30,45,20\n",
        encoding="utf-8",
    )
    done = pmokit("kpis", tmp_path / "p.csv", "--as-of", "2026-03-31", "--json")
    found = json.loads(done.stdout)["units"]["all"]
    assert found["schedule_performance_index_time"]["value"] == pytest.approx(1.5 / 2)
    assert found["forecast_accuracy"]["value"] == pytest.approx(1 - 10 / 30)
    assert found["intake_decision_days"]["value"] == 40
    assert found["stale_status_share"]["value"] == 0
    later = pmokit("kpis", tmp_path / "p.csv", "--as-of", "2026-12-31", "--json")
    assert json.loads(later.stdout)["units"]["all"]["stale_status_share"]["value"] == 1
    wrong = pmokit("kpis", tmp_path / "p.csv", "--as-of", "31.12.2026")
    assert wrong.returncode == 1
    assert "--as-of 31.12.2026: no date. Expected YYYY-MM-DD" in wrong.stderr


def test_kpis_as_text_by_family(pmokit, root):
    """Values by family, then for each reason the indicators that lack a value."""
    done = pmokit("kpis", root / "templates" / "sample" / "projects.csv", "--as-of", "2026-09-30")
    assert "all: 41 indicators with a value, 22 without" in done.stdout
    assert re.search(r"^Cost +Forecast to budget in the year +1.01 ", done.stdout, re.MULTILINE)
    assert "  the list has no milestones: Milestones met" in done.stdout


def test_what_no_unit_has_is_told_once(pmokit, root):
    """With several units a reason that holds for all of them stands at the end, not under each."""
    done = pmokit("kpis", root / "templates" / "sample" / "projects.csv", "--as-of", "2026-09-30", "--by", "unit")
    assert done.stdout.count("the list has no milestones: Milestones met") == 1
    assert done.stdout.index("LAB: ") < done.stdout.index("No value in any unit, as")


def test_lint_of_the_kits_own_content(pmokit):
    """Our own content has no faults."""
    done = pmokit("lint")
    assert done.returncode == 0, done.stdout
    assert "no faults" in done.stdout


@pytest.mark.parametrize(
    ("case", "code", "words"),
    [
        ("warned/two_practices", 0, "1 content file, no faults, 1 warning\n"),
        ("invalid/no_quick_question", 1, "1 content file, 1 fault, no warnings\n"),
        ("invalid/five_faults", 1, "3 content files, 5 faults, no warnings\n"),
    ],
)
def test_lint_fails_on_faults_and_not_on_warnings(pmokit, case, code, words):
    """Both are printed at their place and counted; a warning alone exits 0."""
    folder = CASES / case
    files = sorted(folder.glob("*.yaml"))
    done = pmokit("lint", str(files[0] if len(files) == 1 else folder))
    assert done.returncode == code, done.stderr
    assert words in done.stdout + done.stderr
    assert (": warning: " in done.stdout) is (code == 0)


def test_models_and_doctor(pmokit):
    """models counts questions and minutes, also by scope and approach; doctor says what the machine has."""
    listed = pmokit("models").stdout
    assert "ppm_maturity" in listed
    assert [line.split() for line in listed.splitlines() if line.startswith(("scope ", "programme-project "))] == [
        ["scope", "questions", "strategic", "tactical", "operational", "minutes"],
        ["programme-project", "11", "2", "4", "5", "17"],
    ]
    state = pmokit("doctor").stdout
    assert "SQLite" in state
    assert "warm kernels" in state


def test_door_of_the_analyst_is_lazy():
    """Importing pmokit loads neither pandas nor ortools; its names arrive when they are used."""
    code = "import sys, pmokit; assert not {'pandas', 'ortools', 'altair'} & set(sys.modules); pmokit.score; assert 'pandas' in sys.modules"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_score_explains_one_number(pmokit, responses):
    """--explain UNIT/PART tells in words, or as JSON, where a score comes from; an unknown unit or part is named."""
    told = pmokit("score", "ppm_maturity", responses, "--explain", "A/POR-01")
    assert told.stdout == "POR-01: 3.50 on a scale from 1 to 5, middle of 2 raters.\n"
    document = json.loads(pmokit("score", "ppm_maturity", responses, "--explain", "A/POR", "--json").stdout)
    assert (document["kind"], document["score"], document["parts"][0]["part"]) == ("domain", 3.5, "POR-01")
    for asked, words in (("C", "there is no business unit 'C'"), ("A/PRO", "the scope has no 'PRO' to explain")):
        failed = pmokit("score", "ppm_maturity", responses, "--explain", asked)
        assert failed.returncode == 1
        assert words in failed.stderr


def test_backup_and_erase(pmokit, tmp_path, engagement, responses):
    """backup FILE OUT makes one file; erase takes a name out of the engagement and says what it left."""
    pmokit("import", engagement, responses)
    done = pmokit("backup", engagement, tmp_path / "copy.bak")
    assert done.returncode == 0, done.stderr
    assert pmokit("backup", engagement, tmp_path / "copy.bak").returncode == 1
    done = pmokit("erase", engagement, "--respondent", "r1", "--unit", "a")
    assert done.returncode == 0, done.stderr
    assert "Replaced by 'erased-1' in A" in done.stdout
    assert "Responses that stay as figures: 1" in done.stdout
    with open_engagement(engagement) as opened:
        assert opened.responses(1)["respondent"].tolist() == ["erased-1", "r2", "r1"]
    done = pmokit("erase", engagement, "--respondent", "nobody")
    assert (done.returncode, "there is nobody named 'nobody'" in done.stderr) == (1, True)


def test_doctor_looks_at_an_engagement(pmokit, tmp_path, engagement):
    """With a file, doctor says how it is, and ends with 1 where something is wrong with it."""
    done = pmokit("doctor", engagement)
    assert done.returncode == 0
    assert "journal WAL, synchronous FULL, foreign keys ON" in done.stdout
    done = pmokit("doctor", tmp_path / "none.pmokit")
    assert (done.returncode, "there is no such file" in done.stdout) == (1, True)
    done = pmokit("doctor", tmp_path)
    assert (done.returncode, "this is a folder" in done.stdout) == (1, True)


def test_rounds_are_closed_and_opened(pmokit, engagement):
    """round: the open one closes with its results, the next one opens; --close only closes, and only once."""
    assert pmokit("round", engagement).stdout == (
        "Closed: ppm_maturity round 1. Its results stay as they are.\nOpened: ppm_maturity round 2.\n"
    )
    other = pmokit("round", engagement, "--model", "pmo_services", "--scope", "departmental").stdout
    assert other.endswith("Opened: pmo_services round 1.\n")
    assert pmokit("round", engagement, "--close").returncode == 0
    again = pmokit("round", engagement, "--close")
    assert (again.returncode, again.stderr.strip().endswith("no round is open.")) == (1, True)


def test_an_engagement_may_start_with_another_model(pmokit, tmp_path):
    """init --model: an unknown model or scope leaves no file behind."""
    (tmp_path / "units.csv").write_text("code,name\nA,Alpha\n", encoding="utf-8")
    start = ("init", tmp_path / "a.pmokit", "--client", "Acme", "--units", tmp_path / "units.csv", "--model")
    for wrong in (("agile_pmoo",), ("agile_pmo", "--scope", "departmental")):
        assert pmokit(*start, *wrong).returncode == 1
        assert not (tmp_path / "a.pmokit").exists()
    assert pmokit(*start, "pmo_services", "--scope", "departmental").returncode == 0
    with open_engagement(tmp_path / "a.pmokit") as opened:
        assert (opened.assessment().model, opened.assessment().scope) == ("pmo_services", ("departmental",))


PROFILES = CASES / "profiles"


def test_recommend_prints_the_contract(pmokit):
    """recommend PROFILE.yaml --json: keys to the letter, scores 0..1, no NaN, and the same again."""
    done = pmokit("recommend", PROFILES / "enterprise.yaml", "--json")
    assert done.returncode == 0, done.stderr
    document = json.loads(done.stdout, parse_constant=pytest.fail)
    assert list(document) == [
        *("type", "control", "ranking", "margin", "explanation", "flips", "weight_intervals"),
        *("acceptability", "hybrid", "evidence", "ask_next"),
    ]
    assert document["type"] == "enterprise"
    assert document["acceptability"]["enterprise"] > 0.9
    assert all(0 <= ranked["score"] <= 1 for ranked in document["ranking"])
    assert any(sentence.startswith("By month ") for sentence in document["explanation"])
    assert pmokit("recommend", PROFILES / "enterprise.yaml", "--json").stdout == done.stdout


def test_recommend_says_when_it_cannot_tell(pmokit, tmp_path):
    """Nothing answered is no fault: no type, and exactly three questions."""
    (tmp_path / "p.yaml").write_text("regulation: null\n", encoding="utf-8")
    done = pmokit("recommend", tmp_path / "p.yaml", "--json")
    assert done.returncode == 0, done.stderr
    document = json.loads(done.stdout, parse_constant=pytest.fail)
    assert (document["type"], document["control"], document["hybrid"], document["margin"]) == (None, None, None, None)
    assert len(document["ask_next"]) == 3
    assert "annot tell yet" in document["explanation"][0]
    assert "Type: cannot tell yet" in pmokit("recommend", tmp_path / "p.yaml").stdout


def test_recommend_refuses_a_bad_profile_with_all_faults(pmokit, tmp_path):
    (tmp_path / "p.yaml").write_text("regulatoin: none\nsponsorship: one-hed\n", encoding="utf-8")
    done = pmokit("recommend", "p.yaml", cwd=tmp_path)
    assert done.returncode == 1
    assert "p.yaml:1:1: unknown criterion 'regulatoin'" in done.stderr
    assert "Did you mean 'one-head'?" in done.stderr
    assert done.stdout == ""


def test_recommend_takes_weights_or_says_how_they_contradict(pmokit, tmp_path):
    from pmokit.content.library import load_profile  # noqa: PLC0415

    names = list(load_profile().by_id)
    order = f"order: [{', '.join(names)}]\n"
    (tmp_path / "order.yaml").write_text(order, encoding="utf-8")
    assert pmokit("recommend", PROFILES / "agile.yaml", "--weights", tmp_path / "order.yaml").returncode == 0
    points = ", ".join(f"{name}: {at}" for at, name in enumerate(names))
    (tmp_path / "both.yaml").write_text(f"{order}swing: {{{points}}}\n", encoding="utf-8")
    done = pmokit("recommend", PROFILES / "agile.yaml", "--weights", tmp_path / "both.yaml")
    assert done.returncode == 1
    assert f"order puts {names[0]} before {names[1]}, but swing gives it the smaller weight" in done.stderr


def test_document_needs_a_structure_and_a_known_kind(pmokit, engagement, tmp_path):
    """document FILE --kind --out: says what is missing, and writes nothing."""
    done = pmokit("document", engagement, "--kind", "charter", "--unit", "A", "--out", tmp_path / "out")
    assert (done.returncode, done.stderr) == (
        1,
        "Alpha has no structure yet. Design it in step 4 of the workshop first.\n",
    )
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("command", [("document", "--kind", "kpis"), ("compare", "--unit", "A,B")])
def test_a_folder_that_cannot_be_written_is_told_before_anything_is_made(pmokit, engagement, tmp_path, command):
    """A file in its place, or above it: exit 1, and the file stays as it is."""
    (tmp_path / "taken").write_text("x", encoding="utf-8")
    for out in (tmp_path / "taken", tmp_path / "taken" / "deep"):
        done = pmokit(command[0], engagement, *command[1:], "--out", out)
        assert done.returncode == 1
        assert f"{out}: {tmp_path / 'taken'} is a file. Expected: a folder that you may write to." in done.stderr
    assert (tmp_path / "taken").read_text(encoding="utf-8") == "x"


def test_an_unknown_document_is_told_with_the_nearest(pmokit, engagement, tmp_path):
    """Before anything is read or written."""
    done = pmokit("document", engagement, "--kind", "vison", "--out", tmp_path / "out")
    assert (done.returncode, done.stderr) == (1, "--kind vison: there is no such document. Did you mean 'vision'?\n")
    assert not (tmp_path / "out").exists()


def test_the_communication_is_written_as_page_word_workbook_and_calendar(pmokit, engagement, tmp_path):
    """document FILE --kind communication --out: four files."""
    from pmokit.content import places  # noqa: PLC0415
    from pmokit.content.step_texts import read_communications  # noqa: PLC0415
    from pmokit.model.communication import Communication  # noqa: PLC0415

    sample = read_communications(places.templates() / "sample" / "communication.yaml").unwrap().whole
    with open_engagement(engagement) as opened:
        opened.write_document("communication", Communication(stakeholders=sample.stakeholders), author="t")
    done = pmokit("document", engagement, "--kind", "communication", "--out", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    names = sorted(file.name for file in (tmp_path / "out").iterdir())
    assert names == [f"pmo_communication.{ending}" for ending in ("docx", "html", "ics", "xlsx")]


def test_objective_links_come_in_and_go_out(pmokit, engagement, tmp_path):
    """import FILE links.csv, then export --form links: unknown objectives are named, and nothing is written."""
    from pmokit.model.vision import Objective, Vision  # noqa: PLC0415

    with open_engagement(engagement) as opened:
        opened.write_document("vision", Vision(objectives=(Objective(id="grow", name="Grow", kind="x"),)), author="t")
    (tmp_path / "projects.csv").write_text("id,name,unit\nP-1,One,A\n", encoding="utf-8")
    (tmp_path / "links.csv").write_text("project,objective,note\nP-1,grow,North\n", encoding="utf-8")
    (tmp_path / "wrong.csv").write_text("project,objective\nP-1,grwo\n", encoding="utf-8")
    assert pmokit("import", engagement, tmp_path / "projects.csv").returncode == 0
    wrong = pmokit("import", engagement, tmp_path / "wrong.csv")
    assert wrong.returncode == 1
    assert (
        "wrong.csv:2: unknown objective 'grwo'. Expected: the id of an objective of the vision. Did you mean 'grow'?"
        in wrong.stderr
    )
    assert "1 objective links from" in pmokit("import", engagement, tmp_path / "links.csv").stdout
    assert pmokit("export", engagement, tmp_path / "out.csv", "--form", "links").returncode == 0
    assert (tmp_path / "out.csv").read_text(encoding="utf-8") == "unit,project,objective,note\nA,P-1,grow,North\n"


def test_step_six_goes_in_and_comes_out_as_files(pmokit, tmp_path):
    """Feedback comes in by the import; its figures, the calendar and the report go out, and a unit without a type is told."""
    units, file = tmp_path / "units.csv", tmp_path / "acme.pmokit"
    units.write_text("code,name\nA,Alpha\n", encoding="utf-8")
    answers = tmp_path / "feedback.csv"
    rows = "".join(f"R{n},teams,A,TM-01,{n},\n" for n in range(6, 11))
    answers.write_text(f"respondent,audience,unit,question,answer,comment\n{rows}", encoding="utf-8")
    assert pmokit("init", file, "--client", "Acme", "--units", units).returncode == 0
    assert f"5 feedback answers from {answers} (5 new)" in pmokit("import", file, answers).stdout
    assert "feedback.xlsx" in pmokit("export", file, tmp_path / "out", "--form", "feedback").stdout
    done = pmokit("document", file, "--kind", "improvement", "--out", tmp_path / "papers", "--unit", "A")
    assert [line.rsplit("_", 1)[1] for line in done.stdout.splitlines()] == ["A.html", "A.docx"]
    told = pmokit("document", file, "--kind", "reviews", "--out", tmp_path / "papers")
    assert (told.returncode, told.stdout) == (1, "")
    assert "Choose the type in step 4 of the workshop first." in told.stderr


def test_export_of_a_plan_asks_for_a_unit_and_for_one_kind_of_file(pmokit, engagement, tmp_path):
    """Said in words, before anything is written; a unit without answers has no plan."""
    asked = pmokit("export", engagement, tmp_path / "out", "--plan", "jira")
    assert (asked.returncode, "--plan jira needs --unit" in asked.stderr) == (1, True)
    both = pmokit("export", engagement, tmp_path / "out", "--plan", "jira", "--form", "pack", "--unit", "A")
    assert (both.returncode, "are two different files" in both.stderr) == (1, True)
    empty = pmokit("export", engagement, tmp_path / "out", "--plan", "mspdi", "--unit", "a")
    assert (empty.returncode, "A: there is no plan" in empty.stderr) == (1, True)


def test_results_are_released_by_name(pmokit, tmp_path):
    """All units or the named ones; without an assessment there is nothing to release."""
    units, file = tmp_path / "units.csv", tmp_path / "acme.pmokit"
    units.write_text("code,name\nA,Alpha\nB,Beta\n", encoding="utf-8")
    assert pmokit("init", file, "--client", "Acme", "--units", units).returncode == 0
    assert pmokit("release", file, "--by", "Jane", "--unit", "b").stdout == "1 unit released: B\n"
    assert pmokit("release", file, "--by", "Jane", "--unit", "a, b").stdout == "2 units released: A, B\n"
    assert pmokit("release", file, "--by", "Jane", "--state", "validated").stdout == "2 units validated: A, B\n"
    for wrong, said in ((("--state", "ready"), "unknown state 'ready'"), (("--unit", "C"), "no business unit 'C'")):
        told = pmokit("release", file, "--by", "Jane", *wrong)
        assert told.returncode == 1
        assert said in told.stderr
    assert "--by is empty" in pmokit("release", file, "--by", " ").stderr


def test_a_deck_is_made_and_refreshed(pmokit, engagement, tmp_path):
    """A deck of today has nothing to refresh; what is no deck of the kit is refused."""
    done = pmokit("report", engagement, "--unit", "A", "--out", tmp_path / "out", "--format", "pptx,xlsx")
    assert done.returncode == 0, done.stderr
    assert sorted(file.name for file in (tmp_path / "out").iterdir()) == ["report.pptx", "report.xlsx"]
    deck = tmp_path / "out" / "report.pptx"
    told = pmokit("report", engagement, "--unit", "A", "--update", deck)
    assert told.returncode == 0, told.stderr
    assert "Refreshed: 0." in told.stdout
    (tmp_path / "other.pptx").write_text("no deck", encoding="utf-8")
    assert pmokit("report", engagement, "--unit", "A", "--update", tmp_path / "other.pptx").returncode == 1


def test_a_second_unit_s_report_in_the_same_folder_is_told(pmokit, engagement, tmp_path):
    """The executed notebook says whose report lies there; files of two units side by side look like one report."""
    (tmp_path / "out").mkdir()
    lying = {"cells": [], "metadata": {"papermill": {"parameters": {"unit": "B"}}}}
    (tmp_path / "out" / "notebook.ipynb").write_text(json.dumps(lying), encoding="utf-8")
    for told in ("held the report of B", ""):
        done = pmokit("report", engagement, "--unit", "A", "--out", tmp_path / "out")
        assert done.returncode == 0, done.stderr
        assert (told in done.stderr) if told else not done.stderr


def test_batch_says_what_is_wrong_before_it_begins(pmokit, tmp_path):
    """A misspelt parameter of a table, an unknown format: nothing is written."""
    units, file = tmp_path / "units.csv", tmp_path / "acme.pmokit"
    units.write_text("code,name\nA,Alpha\n", encoding="utf-8")
    assert pmokit("init", file, "--client", "Acme", "--units", units).returncode == 0
    (tmp_path / "table.csv").write_text("unit,langage\nA,de\n", encoding="utf-8")
    told = pmokit("batch", file, "--out", tmp_path / "out", "--units", tmp_path / "table.csv")
    assert (told.returncode, told.stdout) == (1, "")
    assert "unknown parameter 'langage'. Did you mean 'language'?" in told.stderr
    assert "unknown format 'odt'" in pmokit("batch", file, "--out", tmp_path / "out", "--format", "odt").stderr
    assert not (tmp_path / "out").exists()


@pytest.fixture
def batch_result():
    """Return a function that makes the result of a batch: why units failed, by code, and what else is given."""

    def make(errors, **rest):
        now = dt.datetime(2026, 11, 1, 9)  # noqa: DTZ001 - as the store has it
        runs = {
            unit: Run(unit, "0", "0", "0", now, now, "failed" if error else "done", {}, error=error, seconds=1.0)
            for unit, error in errors.items()
        }
        told = {"portfolio": None, "unplanned": {}, "is_stopped": False, "is_unreleased": False} | rest
        return Result(runs, fresh=frozenset(runs), total=len(runs), **told)

    return make


def test_batch_tells_a_reason_that_units_share_once(batch_result, capsys):
    """One damaged document is one fault, however many reports need it."""
    why = "acme.pmokit: version 1 of the document 'vision' cannot be read."
    errors = {f"U{number:02d}": why for number in range(14)} | {"X": "", "Y": "told to"}
    result = batch_result(errors, portfolio=why, unplanned={"X": "no pins", "Y": "no pins"})
    tell = _say_steps()
    for number, run in enumerate(result.runs.values(), start=1):
        tell(Step(run, is_fresh=True, number=number, total=16))
    with pytest.raises(typer.Exit):
        _say_result(result, "acme.pmokit", Path("out"))
    said = capsys.readouterr()
    assert said.err.count(why) == 2
    assert "2/16 U01: failed for the same reason as U00\n" in said.err
    assert "15/16 X: done in 1.0 s\n16/16 Y: told to\n" in said.err
    assert "X, Y: no roadmap: no pins\n" in said.err
    assert f"U10, U11 and 2 more: {why}\nY: told to\n" in said.err
    assert "The page over all units could not be made, for the same reason.\n" in said.err
    assert "1 of 16 reports in out" in said.out


@pytest.mark.parametrize("unreleased", [True, False])
def test_batch_says_why_its_page_over_all_units_compares_nothing(batch_result, capsys, unreleased):
    """And what to do; where something is released, nothing has to be said."""
    _say_result(batch_result({"A": ""}, is_unreleased=unreleased), "acme.pmokit", Path("out"))
    said = capsys.readouterr().err
    assert ("Next: pmokit release acme.pmokit --by NAME" in said) is unreleased


def test_compare_writes_page_and_workbook_together_and_refuses_a_faulty_benchmark_before_it_starts(
    pmokit, two_rounds_file, tmp_path
):
    """A figure of another model writes nothing, a workbook that cannot be written leaves no page; else both are there."""
    bad = tmp_path / "bench.csv"
    bad.write_text(
        "model,version,part,statistic,value,n,source,year\nagile_pmo,1.0.0,POR,median,9,0,,2025\n", encoding="utf-8"
    )
    refused = pmokit("compare", two_rounds_file, "--out", tmp_path / "no", "--unit", "LAB", "--benchmark", bad)
    assert refused.returncode == 1
    assert [line.split(": ")[1] for line in refused.stderr.splitlines()] == ["model", "value", "n", "source"]
    assert not (tmp_path / "no").exists()
    (tmp_path / "half" / "comparison.xlsx" / "inside").mkdir(parents=True)
    halted = pmokit("compare", two_rounds_file, "--out", tmp_path / "half", "--unit", "LAB")
    assert halted.returncode == 1
    assert "Close it in Excel, or name another place" in halted.stderr
    assert [file.name for file in (tmp_path / "half").iterdir()] == ["comparison.xlsx"]
    unknown = pmokit("compare", two_rounds_file, "--out", tmp_path / "no", "--format", "docx")
    assert "unknown format 'docx'. Expected: one or more of html, xlsx, pdf, pptx" in unknown.stderr
    given = ("--out", tmp_path / "out", "--unit", "LAB", "--rounds", "1,2", "--format", "html,xlsx,pptx")
    done = pmokit("compare", two_rounds_file, *given)
    assert done.returncode == 0, done.stderr
    assert [line.split(": ")[0] for line in done.stdout.splitlines()] == ["Report", "Workbook", "Deck"]
    assert {file.name for file in (tmp_path / "out").iterdir()} == {
        "comparison.html", "comparison.xlsx", "comparison.pptx", "comparison.ipynb",
    }  # fmt: skip
    assert "Circular Materials Laboratory, round 1 and round 2" in (tmp_path / "out" / "comparison.html").read_text(
        "utf-8"
    )


def test_the_demo_compares_the_sample_with_a_round_that_the_sample_has_not_held(sample_file, tmp_path, capsys):
    """Page, workbook and deck of a round a year later; the sample stays in its first round."""
    file = Path(shutil.copy(sample_file, tmp_path / "sample.pmokit"))
    _make_comparison(file, tmp_path / "comparison")
    made = sorted(one.name for one in (tmp_path / "comparison").iterdir())
    assert made == ["comparison.html", "comparison.pptx", "comparison.xlsx"]
    assert "Two rounds" in (tmp_path / "comparison" / "comparison.html").read_text("utf-8")
    assert "Comparison with a round a year later" in capsys.readouterr().out
    with open_engagement(file) as engagement:
        assert engagement.assessment().round == 1


def test_a_theme_beside_the_engagement_is_taken_unless_another_is_named(tmp_path, engagement, monkeypatch):
    """What is named comes first, then ``theme.yaml`` beside the file, then the environment."""
    monkeypatch.setenv(THEME_VARIABLE, "default")
    use_theme(None, str(engagement))
    assert load_theme().id == "default"
    themes = places.templates() / "themes"
    for name in ("ember.yaml", "ember.svg"):
        shutil.copyfile(themes / name, engagement.parent / name.replace("ember.yaml", "theme.yaml"))
    use_theme("default", str(engagement))
    assert load_theme().id == "default"
    use_theme(None, str(engagement))
    assert load_theme().id == "ember"
