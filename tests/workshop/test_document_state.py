"""A step document while people work on it."""

import pytest

from pmokit.errors import InputError
from pmokit.model.vision import Vision
from pmokit.workshop.document_state import DocumentState


@pytest.fixture
def state_of(engagement):
    """Return a maker of states, as pages of different people have them."""
    return lambda author="Ana", unit="": DocumentState(
        engagement, "vision", Vision, unit=unit, author=author, start=lambda: Vision(mission="Proposed")
    )


def test_a_proposal_is_not_written_before_somebody_takes_it(engagement, state_of):
    state = state_of()
    assert state.body.mission == "Proposed"
    assert engagement.read_document("vision", Vision) is None
    assert state.adopt()
    assert engagement.read_document("vision", Vision).mission == "Proposed"


def test_each_change_is_in_the_file_at_once_with_its_author(engagement, state_of):
    state = state_of()
    assert state.edit(mission="Build well")
    assert state.edit(vision="First choice")
    assert [(one.version, one.author) for one in engagement.document_history("vision")] == [(1, "Ana"), (2, "Ana")]
    assert state_of().body == state.body


def test_the_same_value_again_writes_nothing(engagement, state_of):
    state = state_of()
    state.edit(mission="Build well")
    assert not state.edit(mission="Build well")
    assert state.version == 1


def test_a_value_that_does_not_hold_changes_nothing_and_is_told(state_of):
    state = state_of()
    with pytest.raises(InputError, match=r"^mission: string should have at most 2000 characters"):
        state.edit(mission="x" * 3000)
    assert state.is_proposal


def test_undo_goes_back_step_by_step_as_new_versions(engagement, state_of):
    state = state_of()
    for word in ("one", "two", "three"):
        state.edit(mission=word)
    assert state.undo()
    assert state.undo()
    assert state.body.mission == "one"
    assert not state.can_undo
    assert len(engagement.document_history("vision")) == 5


def test_undo_still_works_after_a_reload(state_of):
    state = state_of()
    state.edit(mission="one")
    state.edit(mission="two")
    again = state_of()
    assert again.undo()
    assert again.body.mission == "one"


def test_nobody_takes_back_the_step_of_someone_else(state_of):
    state_of("Ana").edit(mission="one")
    ben = state_of("Ben")
    assert not ben.can_undo
    ben.edit(mission="two")
    assert not state_of("Ana").can_undo


def test_changes_of_two_people_to_different_fields_are_put_together(state_of):
    state_of().edit(mission="one")
    ana, ben = state_of("Ana"), state_of("Ben")
    ana.edit(mission="two")
    assert ben.edit(vision="far")
    assert (ben.body.mission, ben.body.vision, ben.version) == ("two", "far", 3)


def test_undo_after_putting_together_takes_back_only_the_own_change(state_of):
    state_of().edit(mission="one")
    ana, ben = state_of("Ana"), state_of("Ben")
    ana.edit(mission="two")
    ben.edit(vision="far")
    ben.undo()
    assert (ben.body.mission, ben.body.vision) == ("two", "")


@pytest.fixture
def conflict(state_of):
    state_of().edit(mission="one")
    ana, ben = state_of("Ana"), state_of("Ben")
    ana.edit(mission="hers")
    assert not ben.edit(mission="his")
    return ben


def test_the_same_field_changed_by_two_is_a_conflict_that_loses_neither(engagement, conflict):
    assert conflict.conflict.theirs.author == "Ana"
    assert conflict.conflict.theirs.body["mission"] == "hers"
    assert conflict.conflict.mine.mission == "his"
    assert conflict.conflict.fields == ("mission",)
    assert engagement.read_document("vision", Vision).mission == "hers"


def test_keep_mine_writes_it_over_theirs_which_stays_in_the_history(engagement, conflict):
    conflict.keep_mine()
    assert conflict.conflict is None
    assert [one.body["mission"] for one in engagement.document_history("vision")] == ["one", "hers", "his"]
    conflict.undo()
    assert conflict.body.mission == "hers"


def test_take_theirs_shows_their_version_and_writes_nothing(engagement, conflict):
    conflict.take_theirs()
    assert conflict.body.mission == "hers"
    assert len(engagement.document_history("vision")) == 2
    assert conflict.edit(vision="far")


def test_what_is_typed_during_a_conflict_belongs_to_the_own_version(conflict):
    conflict.edit(vision="far")
    conflict.keep_mine()
    assert (conflict.body.mission, conflict.body.vision) == ("his", "far")


def test_a_conflict_that_nobody_decided_is_there_again_when_the_page_is_opened_anew(engagement, state_of, conflict):
    """The program behind Ben's page ended; he has the same choice again, Ana and everybody else are not bothered."""
    conflict.edit(vision="far")
    again = state_of("Ben")
    assert (again.conflict.mine.mission, again.conflict.mine.vision) == ("his", "far")
    assert again.conflict.theirs.body["mission"] == "hers"
    assert again.body == again.conflict.mine
    assert state_of("Ana").conflict is None
    again.keep_mine()
    assert engagement.read_document("vision", Vision).mission == "his"
    assert state_of("Ben").conflict is None


def test_a_conflict_that_was_decided_does_not_come_back(state_of, conflict):
    conflict.take_theirs()
    assert state_of("Ben").conflict is None


def test_what_is_kept_of_two_people_is_offered_to_each(state_of, conflict):
    """Cleo meets the same change as Ben; one choice does not touch the other."""
    cleo = state_of("Cleo")
    state_of("Ana").edit(mission="hers again")
    cleo.edit(mission="Cleo's")
    conflict.take_theirs()
    assert state_of("Cleo").conflict.mine.mission == "Cleo's"
    assert state_of("Ben").conflict is None


def test_what_came_to_be_the_same_meanwhile_is_no_conflict(state_of, conflict):
    state_of("Ana").edit(mission="his")
    assert state_of("Ben").conflict is None


def test_refresh_shows_what_others_wrote(state_of):
    state_of().edit(mission="one")
    ana, ben = state_of("Ana"), state_of("Ben")
    assert not ben.refresh()
    ana.edit(mission="two")
    assert ben.refresh()
    assert ben.body.mission == "two"


def test_agreeing_is_to_the_present_version_and_an_edit_sets_it_back(state_of):
    state = state_of(unit="OPS")
    state.agree("agreed", "Ines", "sponsor")
    assert state.agreements()[["name", "role", "of_unit", "state", "version"]].values.tolist() == [
        ["Ines", "sponsor", "OPS", "agreed", 1]
    ]
    state.edit(mission="other")
    assert state.agreements()["state"].tolist() == ["proposed"]
