"""Step documents: versions, stale writing, undo, agreement."""

import pytest

from pmokit.errors import StoreError
from pmokit.model.steps import PlanningFrame, Targets
from pmokit.store.engagement import StaleDocument


def test_documents_are_versioned_and_fall_back_to_the_engagement(engagement):
    """The latest version counts; a unit without its own takes the engagement's."""
    whole = PlanningFrame(capacity={"analyst": (1.0,)}, source="agreed")
    engagement.write_document("planning", whole, author="x")
    assert engagement.write_document("targets", Targets(levels={"POR": 3}), unit="A", author="x") == 1
    assert engagement.write_document("targets", Targets(levels={"POR": 4}), unit="A", author="x") == 2
    assert engagement.read_document("targets", Targets, unit="A").levels == {"POR": 4}
    assert engagement.read_document("targets", Targets, unit="B") is None
    assert engagement.read_document("planning", PlanningFrame, unit="B") == whole
    with pytest.raises(StoreError, match="unit 'Z' is not in the engagement"):
        engagement.write_document("targets", Targets(), unit="Z", author="x")


def test_the_latest_versions_of_all_who_have_one(engagement):
    """The whole engagement's first, then by unit: of each its own latest version; a unit without one is not in it."""
    assert engagement.read_documents("targets", Targets) == {}
    for unit, level in (("B", 1), ("A", 2), ("A", 3), ("", 4)):
        engagement.write_document("targets", Targets(levels={"POR": level}), unit=unit, author="x")
    engagement.write_document("planning", PlanningFrame(capacity={"analyst": (1.0,)}, source="agreed"), author="x")
    found = engagement.read_documents("targets", Targets)
    assert [(unit, one.levels["POR"]) for unit, one in found.items()] == [("", 4), ("A", 3), ("B", 1)]
    assert list(engagement.read_documents("targets", Targets, units=("B", ""))) == ["", "B"]


def test_a_document_that_is_no_such_document_is_named(engagement):
    """By hand or by another pmokit: the sentence names kind, unit, version and place, and it is no fault of ours."""
    other = PlanningFrame(capacity={"analyst": (1.0,)}, source="agreed")
    engagement.write_document("targets", other, unit="A", author="x")
    said = "version 1 of the document 'targets' of unit A cannot be read"
    with pytest.raises(StoreError, match=said):
        engagement.read_document("targets", Targets, unit="A")
    with pytest.raises(StoreError, match=said):
        engagement.read_documents("targets", Targets)


def test_stale_writing_is_refused_and_shows_both(engagement):
    """Two people start from version 1: the second is refused, sees whose version 2 there is, and loses nothing."""
    engagement.write_document("targets", Targets(levels={"POR": 3, "RES": 2}), unit="A", author="Ada", base_version=0)
    engagement.write_document("targets", Targets(levels={"POR": 4, "RES": 2}), unit="A", author="Ben", base_version=1)
    mine = Targets(levels={"POR": 5, "RES": 2})
    with pytest.raises(
        StaleDocument, match=r"'targets' of unit A .* from version 1 \(by Ada.*, and Ben wrote version 2 on"
    ) as told:
        engagement.write_document("targets", mine, unit="A", author="Cyd", base_version=1)
    assert 'levels is {"POR": 4.0, "RES": 2.0} there and {"POR": 5.0, "RES": 2.0} in yours' in str(told.value)
    stale = told.value
    assert (stale.base.version, stale.base.author, stale.base.body["levels"]["POR"]) == (1, "Ada", 3)
    assert (stale.latest.version, stale.latest.author, stale.latest.body["levels"]["POR"]) == (2, "Ben", 4)
    assert Targets.model_validate(stale.offered) == mine
    assert engagement.write_document("targets", mine, unit="A", author="Cyd", base_version=2) == 3
    with pytest.raises(StaleDocument, match="you started from no version"):
        engagement.write_document("targets", mine, unit="A", author="Cyd", base_version=0)


def test_undo_writes_the_older_version_again(engagement):
    """Nothing is taken away: going back adds a version."""
    engagement.write_document("targets", Targets(levels={"POR": 3}), author="Ada")
    engagement.write_document("targets", Targets(levels={"POR": 4}), author="Ben")
    assert engagement.restore_document("targets", 1, author="Cyd") == 3
    history = engagement.document_history("targets")
    assert [(v.version, v.author, v.body["levels"]["POR"]) for v in history] == [
        (1, "Ada", 3),
        (2, "Ben", 4),
        (3, "Cyd", 3),
    ]
    with pytest.raises(StoreError, match=r"'targets' has no version 9. Expected: 1 to 3"):
        engagement.restore_document("targets", 9, author="x")
    with pytest.raises(StoreError, match=r"'vision' of unit A has no version 1. It was never written"):
        engagement.restore_document("vision", 1, unit="A", author="x")


def test_edit_sets_agreement_back_to_proposed(engagement):
    """Agreement belongs to a version; whoever agreed to an older one is asked again."""
    engagement.write_document("targets", Targets(levels={"POR": 3}), unit="A", author="Ada")
    say = {"unit": "A", "of_unit": "A"}
    engagement.agree("targets", 1, name="Kim", role="executive", state="agreed", **say)
    engagement.agree("targets", 1, name="Lou", role="cfo", state="rejected", **say)
    engagement.agree(
        "targets", 1, name="Lou", role="cfo", state="agreed with reservation", reservation="if funded", **say
    )
    columns = ["name", "state", "reservation", "version", "said_on"]
    assert engagement.agreements("targets", "A")[columns].to_numpy().tolist() == [
        ["Kim", "agreed", "", 1, 1], ["Lou", "agreed with reservation", "if funded", 1, 1],
    ]  # fmt: skip
    engagement.write_document("targets", Targets(levels={"POR": 4}), unit="A", author="Ada")
    engagement.agree("targets", 2, name="Kim", role="executive", state="agreed", **say)
    assert engagement.agreements("targets", "A")[columns].to_numpy().tolist() == [
        ["Lou", "proposed", "", 2, 1], ["Kim", "agreed", "", 2, 2],
    ]  # fmt: skip
    assert engagement.agreements("targets", "A", version=1)["state"].tolist() == ["agreed", "agreed with reservation"]
    assert engagement.agreements("vision").empty


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (
            {"state": "fine"},
            "unknown state of agreement 'fine'. Expected: proposed, agreed, agreed with reservation, rejected",
        ),
        ({"state": "agreed with reservation"}, "its words are missing"),
        ({"name": " "}, "needs the name"),
        ({"version": 2}, "has no version 2"),
        ({"of_unit": "Z"}, "unit 'Z' is not in the engagement"),
    ],
)
def test_agreement_that_says_too_little(engagement, given, words):
    """An agreement names who, to what, and how."""
    engagement.write_document("targets", Targets(), author="Ada")
    said = {"version": 1, "name": "Kim", "role": "cfo", "of_unit": "A", "state": "agreed"} | given
    with pytest.raises(StoreError, match=words):
        engagement.agree("targets", said.pop("version"), **said)
    assert engagement.agreements("targets").empty


def test_the_latest_of_several_documents(engagement):
    """In the order of kinds and units; what was never written is left out."""
    engagement.write_document("targets", Targets(levels={"POR": 3}), unit="A", author="x")
    engagement.write_document("targets", Targets(levels={"POR": 4}), unit="A", author="x")
    engagement.write_document("planning", PlanningFrame(capacity={"analyst": (1.0,)}, source="agreed"), author="x")
    found = engagement.latest_documents(("planning", "vision", "targets"), ("A", "", "B"))
    assert [(one.kind, one.unit, one.version) for one in found] == [("planning", "", 1), ("targets", "A", 2)]
