"""The body of the document "structure": a frozen value with its lookups."""

import pytest
from pydantic import ValidationError

from pmokit.model.services import Span
from pmokit.model.structure import Post, RaciRow, StructureBrief

BRIEF = {"pmo_type": "agile", "control": "supportive", "reports_to": "COO", "demand": {}, "source": "test"}


def test_a_value_never_changes():
    span = Span(low=1, likely=1, high=1)
    post = Post(role="pmo-head", fte=span, staffing="hire", rate=span)
    with pytest.raises(ValidationError, match="frozen"):
        post.role = "other"


@pytest.mark.parametrize(
    ("key", "value"), [("pmo_type", "strategic"), ("control", "total"), ("most_fte", 0), ("reports_to", "")]
)
def test_a_brief_knows_its_words_and_limits(key, value):
    with pytest.raises(ValidationError, match=key):
        StructureBrief.model_validate(BRIEF | {key: value})


def test_a_letter_is_one_of_five():
    with pytest.raises(ValidationError, match="'R', 'A', 'A/R', 'C' or 'I'"):
        RaciRow(service="training", letters={"pmo-head": "X"})
