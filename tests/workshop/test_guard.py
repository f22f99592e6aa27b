"""An error in a handler becomes a sentence on the page, never silence and never a traceback."""

import logging
import re

import pytest

from pmokit.errors import StoreError
from pmokit.workshop.guard import guarded, sentence_for


def test_an_error_for_people_is_told_in_its_own_words():
    told = []

    @guarded(told.append)
    def handler(_):
        raise StoreError("The disk is full.")

    handler("pressed")
    assert told == ["The disk is full."]


def test_a_fault_of_ours_gets_a_code_and_the_log_has_the_rest(caplog):
    with caplog.at_level(logging.ERROR, "pmokit.workshop"):
        sentence = sentence_for(KeyError("secret detail"))
    code = re.search(r"code ([0-9A-F]{4})\.", sentence).group(1)
    assert "secret" not in sentence
    assert f"code {code}" in caplog.text
    assert "secret detail" in caplog.text


@pytest.mark.parametrize("stop", [KeyboardInterrupt, SystemExit])
def test_the_end_of_the_program_is_not_an_error(stop):
    def handler():
        raise stop

    with pytest.raises(stop):
        guarded(lambda _: None)(handler)()
