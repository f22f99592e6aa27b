"""Forms, responses and results out of an engagement, and forms back into it."""

import datetime as dt
import json

import pandas as pd
import pytest

from pmokit.errors import InputError, PmokitError
from pmokit.exchange.export import export_forms, export_responses, export_results
from pmokit.exchange.form_read import read_form
from pmokit.exchange.responses_csv import read_responses
from pmokit.exchange.results_file import read_results
from pmokit.exchange.start import import_files
from pmokit.model.steps import Settings
from pmokit.model.units import Unit
from pmokit.store.engagement import create_engagement
from tests.exchange.forms import answer, edit, make_layout

START = dt.datetime(2027, 1, 10, 8, 0)  # noqa: DTZ001 -- the store's times carry no zone
HEAD = "unit,respondent,role,question,answer,comment\n"


class Clock:
    """A clock that the test sets."""

    def __init__(self):
        self.now = START

    def __call__(self):
        return self.now

    def tick(self):
        self.now += dt.timedelta(hours=1)
        return self.now


@pytest.fixture
def clock():
    return Clock()


def start(tmp_path, model, clock, *, anonymous=False, scope=("all",), name="acme"):
    units = [Unit(code="HQ", name="Headquarters"), Unit(code="LAB", name="Laboratory")]
    engagement = create_engagement(tmp_path / f"{name}.pmokit", Settings(client="Acme"), units, clock)
    engagement.open_assessment(model.id, model.version, model.meta.rule, anonymous=anonymous, scope=scope)
    return engagement


@pytest.fixture
def engagement(tmp_path, model, clock):
    with start(tmp_path, model, clock) as opened:
        bring(
            opened, tmp_path, "HQ,Jane,executive,POR-01,2,=why\nHQ,Jane,executive,POR-02,DK,\nHQ,Li,finance,POR-01,4,\n"
        )
        clock.tick()
        yield opened


def bring(engagement, tmp_path, text, **options):
    file = tmp_path / "in.csv"
    file.write_text(HEAD + text, encoding="utf-8")
    return import_files(engagement, [file], **options)[0]


def answers(engagement):
    frame = engagement.responses(engagement.assessment().id)
    return {(r.unit, r.respondent, r.question): (r.status, r.option, r.comment) for r in frame.itertuples()}


def test_a_form_goes_out_comes_back_and_changes_what_was_answered(engagement, tmp_path, clock, model):
    """Earlier answers stand in it; an untouched form brings nothing, a changed one says what."""
    (form,) = export_forms(engagement, tmp_path / "f.xlsx", unit="hq", respondents=["Jane"], now=clock.now)
    clock.tick()
    assert import_files(engagement, [form])[0].rows == 0
    layout = make_layout()
    answer(form, layout, {"POR-02": 5, "POR-03": layout.questions[2].items[0]})
    part = import_files(engagement, [form])[0]
    assert (part.rows, part.note) == (2, "1 new, 1 changed, 1 same")
    assert part.details == ("changed: HQ Jane POR-02: DK -> 5",)
    assert answers(engagement)["HQ", "Jane", "POR-02"][:2] == ("answered", "l5")
    assert answers(engagement)["HQ", "Jane", "POR-01"][2] == "=why"
    assert import_files(engagement, [form])[0].rows == 0


def test_what_was_answered_after_the_form_was_made_is_not_written_over(engagement, tmp_path, clock):
    """The form's answer conflicts with a later one; it is told, and written on request."""
    (form,) = export_forms(engagement, tmp_path / "f.xlsx", unit="HQ", respondents=["Jane"], now=clock.now)
    clock.tick()
    bring(engagement, tmp_path, "HQ,Jane,,POR-01,3,\n")
    answer(form, make_layout(), {"POR-01": 5})
    clock.tick()
    part = import_files(engagement, [form])[0]
    assert (part.rows, part.note) == (0, "0 new, 1 same, 1 conflicting")
    assert "conflicting: HQ Jane POR-01: 3 -> 5" in part.details
    assert answers(engagement)["HQ", "Jane", "POR-01"][1] == "l3"
    forced = import_files(engagement, [form], overwrite=True)[0]
    assert (forced.rows, forced.note) == (1, "0 new, 1 changed, 1 same")
    assert answers(engagement)["HQ", "Jane", "POR-01"][1] == "l5"


def test_two_filled_copies_of_one_form_conflict(engagement, tmp_path, clock):
    """The second file is compared with what the first one brings."""
    files = [tmp_path / "a.xlsx", tmp_path / "b.xlsx"]
    for file, value in zip(files, (1, 5), strict=True):
        export_forms(engagement, file, unit="LAB", respondents=["Bo"], now=clock.now)
        answer(file, make_layout(), {"POR-01": value})
    clock.tick()
    first, second = import_files(engagement, files)
    assert (first.rows, second.rows) == (1, 0)
    assert second.note == "0 new, 1 conflicting"


def test_one_wrong_file_and_nothing_is_written(engagement, tmp_path, clock):
    """All files are read before anything is written."""
    good, bad = tmp_path / "good.xlsx", tmp_path / "bad.xlsx"
    for file in (good, bad):
        export_forms(engagement, file, unit="HQ", respondents=["Jane"], now=clock.now)
    answer(good, make_layout(), {"POR-05": 3})
    edit(bad, {"D5": "certainly"})
    before = answers(engagement)
    with pytest.raises(InputError, match=r"bad.xlsx::Questions!D5: POR-01: unknown answer 'certainly'"):
        import_files(engagement, [good, bad])
    assert answers(engagement) == before


def test_all_people_of_a_unit_each_with_a_file(engagement, tmp_path, clock, model):
    """Without --respondent everybody who is known; a role keeps its questions, and file names are safe."""
    files = export_forms(engagement, tmp_path / "forms", unit="HQ", now=clock.now)
    assert [file.name for file in files] == ["HQ_Jane.xlsx", "HQ_Li.xlsx"]
    assert read_form(files[1], model).key.role == "finance"
    files = export_forms(
        engagement,
        tmp_path / "forms",
        unit="LAB",
        respondents=["a/b", "a:b", "..", "A/B"],
        role="finance",
        now=clock.now,
    )
    assert [file.name for file in files] == [
        "LAB_a-b.xlsx",
        "LAB_a-b-2.xlsx",
        "LAB_respondent.xlsx",
        "LAB_A-B-3.xlsx",
    ]
    assert all("finance" in model.question_by_id[q].judges for q in read_form(files[0], model).key.questions)


def test_a_form_that_holds_answers_is_not_written_over(engagement, tmp_path, clock):
    """An answer that only stands in a file is never lost; a form without news may be made anew."""
    file = tmp_path / "f.xlsx"
    whom = {"unit": "HQ", "respondents": ["Jane"]}
    export_forms(engagement, file, **whom, now=clock.now)
    export_forms(engagement, file, **whom, now=clock.now)
    answer(file, make_layout(), {"POR-04": 3})
    before = file.read_bytes()
    with pytest.raises(InputError, match=r"holds answers that the engagement does not have \(1\)\. Import it"):
        export_forms(engagement, file, **whom, now=clock.now)
    assert file.read_bytes() == before
    import_files(engagement, [file])
    export_forms(engagement, file, **whom, now=clock.tick())
    (tmp_path / "plan.xlsx").write_bytes(b"the client's plan")
    with pytest.raises(InputError, match=r"plan.xlsx: this file is there and no form of this round"):
        export_forms(engagement, tmp_path / "plan.xlsx", **whom, now=clock.now)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"unit": "LAB"}, "nobody of LAB has answered yet. Name whom to ask with --respondent"),
        ({"unit": "LAP"}, "there is no business unit 'LAP'"),
        ({"unit": "HQ", "role": "finanz"}, "--role finanz: unknown role. Did you mean 'finance'"),
        ({"unit": "HQ", "respondents": ["Jane"], "role": "finance"}, "Jane of HQ answers as executive"),
        ({"unit": "HQ", "respondents": [" "]}, "--respondent is empty"),
        ({"unit": "HQ"}, "one file for 2 respondents. Expected: a folder"),
    ],
)
def test_whom_a_form_cannot_be_made_for(engagement, tmp_path, clock, options, message):
    """Plain words, and no file."""
    with pytest.raises(PmokitError, match=message):
        export_forms(engagement, tmp_path / "f.xlsx", **options, now=clock.now)
    assert not (tmp_path / "f.xlsx").exists()


def test_responses_and_results_leave_and_come_back(engagement, tmp_path, model):
    """Both as CSV and XLSX; imported again the responses bring nothing new."""
    files = [*export_responses(engagement, tmp_path / "out"), *export_results(engagement, tmp_path / "out")]
    assert sorted(file.name for file in files) == ["responses.csv", "responses.xlsx", "results.csv", "results.xlsx"]
    for part in import_files(engagement, files[:2]):
        assert (part.rows, part.note) == (0, "0 new, 3 same")
    assert list(read_responses(files[0], model)["comment"]) == ["=why", "", ""]
    pd.testing.assert_frame_equal(read_results(files[2]), read_results(files[3]), check_exact=True)
    assert export_results(engagement, tmp_path / "one.xlsx") == [tmp_path / "one.xlsx"]


def test_an_anonymous_assessment_gives_no_single_response_away(tmp_path, model, clock):
    """No responses file, no earlier answers in a form, no names in a merge report, and small figures withheld."""
    with start(tmp_path, model, clock, anonymous=True) as engagement:
        bring(engagement, tmp_path, "HQ,Jane,executive,POR-01,2,secret\nHQ,Li,finance,POR-01,5,\n")
        clock.tick()
        with pytest.raises(InputError, match="the assessment is anonymous"):
            export_responses(engagement, tmp_path / "out")
        results = read_results(export_results(engagement, tmp_path / "out")[0])
        mine = results[(results["unit"] == "HQ") & (results["raters"] > 0)]
        assert mine[["score", "level", "low", "high"]].isna().all().all()
        assert mine["reason"].str.startswith("withheld").all()
        (form,) = export_forms(engagement, tmp_path / "f.xlsx", unit="HQ", respondents=["Jane"], now=clock.now)
        assert read_form(form, model).responses.empty
        answer(form, make_layout(), {"POR-01": 4})
        part = import_files(engagement, [form])[0]
        assert (part.rows, part.details) == (1, ())
        assert "secret" not in json.dumps([part.note, *part.details])


def test_questions_outside_of_the_scope_are_unknown(tmp_path, model, clock):
    """A quick assessment asks and takes the quick questions only."""
    quick = model.scope("quick")
    other = next(q for q in model.scope("all") if q not in quick)
    with start(tmp_path, model, clock, scope=("quick",)) as engagement:
        part = bring(engagement, tmp_path, f"HQ,Jane,,{quick[0]},2,\nHQ,Jane,,{other},2,\n")
        assert (part.rows, part.note) == (1, "1 new, 1 unknown")
        (form,) = export_forms(engagement, tmp_path / "f.xlsx", unit="HQ", now=clock.tick())
        assert read_form(form, model).key.questions == quick
