"""The engagement file: what is written is there when it is opened again, and faults are told in words."""

import sqlite3

import pandas as pd
import pytest
from sqlalchemy import event

from pmokit.content.library import load_mapping
from pmokit.errors import StoreError
from pmokit.exchange.projects import read_projects
from pmokit.model.steps import PlanningFrame, Settings, Targets
from pmokit.model.units import Unit
from pmokit.store.engagement import create_engagement, open_engagement

UNITS = [
    Unit(code="A", name="Alpha", parent="G"),
    Unit(code="G", name="Group"),
    Unit(code="B", name="Beta", parent="G"),
]


@pytest.fixture
def file(tmp_path):
    create_engagement(tmp_path / "acme.pmokit", Settings(client="Acme"), UNITS).close()
    return tmp_path / "acme.pmokit"


def responses(*rows):
    columns = ["unit", "respondent", "role", "question", "status", "option", "value", "provider", "comment", "evidence"]
    return pd.DataFrame(
        [(u, r, "executive", q, "answered", f"l{v}", float(v), "", c, "") for u, r, q, v, c in rows], columns=columns
    )


def test_units_keep_their_order_and_parents(file):
    """Parents may come after their children; the order of entry stays."""
    with open_engagement(str(file)) as engagement:
        assert [(u.code, u.parent) for u in engagement.units()] == [("A", "G"), ("G", None), ("B", "G")]
        assert engagement.unit("b").name == "Beta"
        assert engagement.settings().client == "Acme"


def test_responses_are_appended_and_keep_history(file):
    """A second response of the same person is added, the first one stays."""
    with open_engagement(file) as engagement:
        assessment = engagement.open_assessment("ppm_maturity", "0.1.0", "weighted-mean")
        engagement.add_responses(assessment.id, responses(("A", "r1", "POR-01", 2, "first")))
        engagement.add_responses(
            assessment.id, responses(("A", "r1", "POR-01", 4, "second"), ("B", "r1", "POR-01", 1, ""))
        )
    with open_engagement(file) as engagement:
        found = engagement.responses(engagement.assessment().id)
        assert found[["unit", "respondent", "value", "comment"]].to_numpy().tolist() == [
            ["A", "r1", 2.0, "first"], ["A", "r1", 4.0, "second"], ["B", "r1", 1.0, ""],
        ]  # fmt: skip
        assert list(engagement.responses(engagement.assessment().id, ["B"])["unit"]) == ["B"]
        assert engagement.respondents(engagement.assessment().id, "A")["respondent"].tolist() == ["r1"]


def test_unknown_unit_writes_nothing(file):
    """One response of a stranger: none of the responses is written."""
    with open_engagement(file) as engagement:
        assessment = engagement.open_assessment("ppm_maturity", "0.1.0", "weighted-mean")
        with pytest.raises(StoreError, match="unit 'Z' is not in the engagement"):
            engagement.add_responses(assessment.id, responses(("A", "r", "POR-01", 2, ""), ("Z", "r", "POR-01", 2, "")))
        assert engagement.responses(assessment.id).empty


def test_rounds_are_numbered(file):
    """A second assessment with the same model is round 2."""
    with open_engagement(file) as engagement:
        engagement.open_assessment("ppm_maturity", "0.1.0", "weighted-mean")
        assert engagement.open_assessment("ppm_maturity", "0.1.0", "weighted-mean", anonymous=True).round == 2
        assert engagement.assessment().anonymous


def test_documents_are_versioned_and_fall_back_to_the_engagement(file):
    """The latest version counts; a unit without its own takes the engagement's."""
    with open_engagement(file) as engagement:
        whole = PlanningFrame(capacity={"analyst": (1.0,)}, source="agreed")
        engagement.write_document("planning", whole, author="x")
        assert engagement.write_document("targets", Targets(levels={"POR": 3}), unit="A", author="x") == 1
        assert engagement.write_document("targets", Targets(levels={"POR": 4}), unit="A", author="x") == 2
        assert engagement.read_document("targets", Targets, unit="A").levels == {"POR": 4}
        assert engagement.read_document("targets", Targets, unit="B") is None
        assert engagement.read_document("planning", PlanningFrame, unit="B") == whole


def test_projects_come_back_as_they_were(file, tmp_path):
    """Money, dates, texts and withheld reasons make the round trip; other units keep theirs."""
    text = "id,name,unit,finish_planned,bac,rating\n1,X,A,2027-03-31,10.5,red\n2,Y,A,,Section 1,\n"
    (tmp_path / "p.csv").write_text(text, encoding="utf-8")
    listed = read_projects(tmp_path / "p.csv", load_mapping("pmokit"))
    with open_engagement(file) as engagement:
        engagement.replace_projects(listed.frame.assign(unit="B", id=["8", "9"]), listed.withheld)
        engagement.replace_projects(listed.frame, listed.withheld)
        engagement.replace_projects(listed.frame, listed.withheld)
        frame, withheld = engagement.projects("A")
        pd.testing.assert_frame_equal(frame, listed.frame, check_dtype=False)
        assert withheld.to_numpy().tolist() == listed.withheld.to_numpy().tolist()
        assert len(engagement.projects()[0]) == 4


def test_durability_pragmas_are_on(file):
    """Write-ahead log, full synchronisation, foreign keys: a kill cannot tell, so look."""
    with open_engagement(file) as engagement, engagement._engine.connect() as connection:
        read = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert read == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_two_codes_that_differ_in_case_only(tmp_path):
    """Unit codes are unique regardless of case, and nothing is left behind."""
    with pytest.raises(StoreError, match="used twice"):
        create_engagement(
            tmp_path / "x.pmokit", Settings(client="X"), [Unit(code="A", name="A"), Unit(code="a", name="a")]
        )
    assert not list(tmp_path.iterdir())


def test_existing_file_is_not_overwritten(file):
    """Nothing a user entered is ever lost."""
    with pytest.raises(StoreError, match="exists already"):
        create_engagement(file, Settings(client="X"), UNITS)


def test_what_is_no_engagement(tmp_path):
    """A missing file, a text file, a foreign database, a newer file: each is told apart."""
    with pytest.raises(StoreError, match=r"no such file.*pmokit init"):
        open_engagement(tmp_path / "none.pmokit")
    (tmp_path / "text.pmokit").write_text("hello", encoding="utf-8")
    with pytest.raises(StoreError, match="not an engagement file"):
        open_engagement(tmp_path / "text.pmokit")
    with sqlite3.connect(tmp_path / "other.pmokit") as foreign:
        foreign.execute("CREATE TABLE t (x)")
    with pytest.raises(StoreError, match="a database, but not an engagement"):
        open_engagement(tmp_path / "other.pmokit")


def test_newer_file_is_refused(file):
    """A file of a later schema is refused with a sentence, not read wrongly."""
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(StoreError, match="newer pmokit"):
        open_engagement(file)


def test_full_disk_keeps_what_was_there(file):
    """When the disk is full the error says so and the earlier responses are intact."""
    with open_engagement(file) as engagement:
        assessment = engagement.open_assessment("ppm_maturity", "0.1.0", "weighted-mean")
        engagement.add_responses(assessment.id, responses(("A", "r", "POR-01", 2, "")))
        with engagement._engine.connect() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        engagement._engine.dispose()
        event.listen(engagement._engine, "connect", lambda c, _: c.execute(f"PRAGMA max_page_count = {pages}"))
        many = responses(*(("A", "r", "POR-01", 3, "x" * 500) for _ in range(500)))
        with pytest.raises(StoreError, match="disk is full"):
            engagement.add_responses(assessment.id, many)
    with open_engagement(file) as engagement:
        assert len(engagement.responses(assessment.id)) == 1
