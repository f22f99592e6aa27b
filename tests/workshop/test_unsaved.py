"""What was not saved is kept in the engagement."""

from pmokit.model.vision import Vision
from pmokit.workshop.unsaved import Unsaved


def test_pages_keep_theirs_beside_each_other_and_forget_only_their_own(engagement):
    ben, cleo = Unsaved(engagement, "vision", "OPS"), Unsaved(engagement, "vision", "OPS")
    ben.keep(Vision(mission="his"), ("mission",), author="Ben")
    cleo.keep(Vision(mission="hers"), ("mission",), author="Cleo")
    ben.keep(Vision(mission="his again"), ("mission",), author="Ben")
    cleo.forget(author="Cleo")
    again = Unsaved(engagement, "vision", "OPS")
    assert again.take_up("Cleo") is None
    assert again.take_up("Ben").body["mission"] == "his again"
    again.forget(author="Ben")
    assert Unsaved(engagement, "vision", "OPS").take_up("Ben") is None


def test_a_page_that_kept_nothing_writes_nothing(engagement):
    Unsaved(engagement, "vision", "OPS").forget(author="Ben")
    assert engagement.document_history("unsaved:vision", "OPS") == []
