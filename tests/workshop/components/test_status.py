"""The line that says what has happened, and the progress."""

from pmokit.workshop.components.status import Progress, Status


def test_the_same_sentence_twice_is_two_messages():
    """Otherwise nobody would hear that the second answer was saved too."""
    status = Status()
    status.tell("Saved.")
    first = status.value
    status.tell("Saved.")
    assert status.value != first


def test_a_message_is_text():
    status = Status()
    status.warn("<script>alert(1)</script>")
    assert "<script>" not in status.value


def test_the_progress_bar_has_a_name():
    progress = Progress()
    progress.show(12, 39)
    assert 'aria-label="12 of 39 answered"' in progress.value
