"""A pin says one thing, and says it whole."""

import pytest
from pydantic import ValidationError

from pmokit.model.pins import Pin


@pytest.mark.parametrize(
    ("wish", "fault"),
    [
        ({"rule": "start-in"}, "needs a quarter"),
        ({"rule": "not-before"}, "needs a quarter"),
        ({"rule": "never", "quarter": 1}, "takes no quarter"),
        ({"rule": "after"}, "needs other initiative"),
        ({"rule": "must", "after": "b"}, "takes no other initiative"),
        ({"rule": "after", "after": "a"}, "cannot wait for itself"),
    ],
)
def test_incomplete_pins_are_refused(wish, fault):
    """What is missing or too much is named."""
    with pytest.raises(ValidationError, match=fault):
        Pin(initiative="a", **wish)


@pytest.mark.parametrize(
    "wish", [{"rule": "start-in", "quarter": 0}, {"rule": "after", "after": "b"}, {"rule": "never"}, {"rule": "must"}]
)
def test_whole_pins(wish):
    """Each rule with what it needs."""
    assert Pin(initiative="a", **wish).rule == wish["rule"]
