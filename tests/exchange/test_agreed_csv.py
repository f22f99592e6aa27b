"""What a workshop agreed on comes in by CSV: agreed answers, evidence ratings, targets; faults at their line."""

import pytest

from pmokit.errors import InputError
from pmokit.exchange.agreed_csv import bring_agreed, read_agreed
from pmokit.exchange.changes import Changes
from pmokit.exchange.csv_table import read_table
from pmokit.model.steps import Settings, Targets
from pmokit.model.units import Unit
from pmokit.store.engagement import create_engagement

UNITS = ["A", "B"]


@pytest.fixture
def read(tmp_path, model):
    def of(text):
        file = tmp_path / "agreed.csv"
        file.write_text(text, encoding="utf-8")
        return read_agreed(read_table(file), model, UNITS)

    return of


@pytest.fixture
def engagement(tmp_path, model):
    units = [Unit(code=code, name=code) for code in UNITS]
    with create_engagement(tmp_path / "acme.pmokit", Settings(client="Acme"), units) as opened:
        opened.open_assessment(model.id, model.version, model.meta.rule)
        yield opened


def test_agreed_answers(read, engagement):
    """unit, question, answer, reason: by option or value; the unit is found regardless of case."""
    agreed = read("unit,question,answer,reason\na,POR-01,l4,seen together\nB,POR-02,2,\n")
    assessment = engagement.assessment()
    assert bring_agreed(engagement, assessment, agreed) == Changes(new=2)
    found = engagement.consensus(assessment.id)
    assert found[["unit", "question", "option", "value", "reason"]].to_numpy().tolist() == [
        ["A", "POR-01", "l4", 4.0, "seen together"],
        ["B", "POR-02", "l2", 2.0, ""],
    ]


def test_evidence_ratings(read, engagement):
    """unit, question, rating and perhaps note."""
    agreed = read("unit,question,rating,note\nA,POR-01,Seen,minutes of May\n")
    assessment = engagement.assessment()
    bring_agreed(engagement, assessment, agreed)
    assert engagement.evidence_ratings(assessment.id)[["rating", "note"]].to_numpy().tolist() == [
        ["seen", "minutes of May"]
    ]


def test_targets_are_added_to_what_is_there(read, engagement):
    """unit, domain, target: other domains keep theirs; an empty unit means the whole engagement."""
    engagement.write_document("targets", Targets(profile="agile", levels={"POR": 2, "RES": 3}), unit="A", author="x")
    agreed = read('Unit,Domain,Target\nA,POR,4\n,FIN,"3,5"\n')
    bring_agreed(engagement, engagement.assessment(), agreed)
    mine = engagement.read_document("targets", Targets, unit="A")
    assert (mine.profile, mine.levels) == ("agile", {"POR": 4, "RES": 3})
    assert engagement.read_document("targets", Targets).levels == {"FIN": 3.5}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            "unit,question,answer,reason\nA,POR-01,l4,seen\nA,POR-02,2,\n",
            "unit,question,answer,reason\nA,POR-01,4,seen\nA,POR-02,3,\nB,POR-02,3,\n",
        ),
        (
            "unit,question,rating,note\nA,POR-01,seen,\nA,POR-02,told,\n",
            "unit,question,rating,note\nA,POR-01,seen,\nA,POR-02,told,by phone\nB,POR-02,told,\n",
        ),
        ("unit,domain,target\nA,POR,4\n,RES,3\n", "unit,domain,target\nA,POR,4\n,RES,4\nA,FIN,3\n"),
    ],
)
def test_what_is_the_same_is_not_written_again(read, engagement, first, second):
    """New, changed and same are told; a file imported twice brings nothing."""
    assessment = engagement.assessment()
    assert bring_agreed(engagement, assessment, read(first)) == Changes(new=2)
    assert bring_agreed(engagement, assessment, read(second)) == Changes(new=1, changed=1, same=1)
    versions = len(engagement.document_history("targets")), len(engagement.document_history("targets", "A"))
    assert bring_agreed(engagement, assessment, read(second)) == Changes(same=3)
    assert (len(engagement.document_history("targets")), len(engagement.document_history("targets", "A"))) == versions


@pytest.mark.parametrize(
    "text", ["unit,respondent,question,answer,reason\nA,r,POR-01,3,\n", "unit,name,budget\nA,x,3\n"]
)
def test_other_tables_are_left_to_others(read, text):
    """Responses have a respondent, projects a name."""
    assert read(text) is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("unit,question,answer,reason\nC,POR-01,3,\n", r"agreed\.csv:2: unknown business unit 'C'"),
        ("unit,question,answer,reason\nA,POR-1,3,\n", r"agreed\.csv:2: unknown question 'POR-1'\. Did you mean"),
        (
            "unit,question,answer,reason\nA,POR-01,9,\n",
            r"agreed\.csv:2: POR-01: unknown answer '9'\. Expected: l1 or 1",
        ),
        ("unit,question,rating\nA,POR-01,heard\n", r"agreed\.csv:2: unknown rating 'heard'\. Expected: seen, told"),
        ("unit,domain,target\nA,PRO,3\n", r"agreed\.csv:2: unknown domain 'PRO'\. Did you mean 'POR'"),
        ("unit,domain,target\nA,POR,7\n", r"agreed\.csv:2: target '7' for POR\. Expected: a level, 1 to 5"),
        ("unit,domain,target\nA,POR,high\n", r"agreed\.csv:2: target 'high' for POR\. Expected: a level"),
    ],
)
def test_faults_are_told_with_their_line(read, text, message):
    """What is wrong, and what was expected."""
    with pytest.raises(InputError, match=message):
        read(text)


def test_all_faults_of_a_file_are_told_at_once(read):
    """Two lines, three faults."""
    with pytest.raises(InputError) as raised:
        read("unit,question,rating\nC,POR-99,seen\nA,POR-01,heard\n")
    assert len(raised.value.faults) == 3
