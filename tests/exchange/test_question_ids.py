"""A question id that does not exist: the nearest one, or which ones its domain has."""

import pytest

from pmokit.exchange.question_ids import question_hint, unknown_question


@pytest.mark.parametrize(
    ("question", "hint"),
    [
        ("POR-99", "POR has POR-01 to POR-08"),
        ("por-9", "POR has POR-01 to POR-08"),
        ("POR-1", "Did you mean 'POR-01'?"),
        ("POR01", "Did you mean 'POR-01'?"),
        ("PRO-01", "Did you mean 'POR-01'?"),
    ],
)
def test_hints(model, question, hint):
    """A number that a domain does not have is no misspelling of another one."""
    assert question_hint(question, model) == hint


def test_the_fault_names_place_and_id(model):
    """Where, what, and what to do."""
    fault = unknown_question("r.csv:2", "POR-99", model)
    assert str(fault) == "r.csv:2: unknown question 'POR-99'. POR has POR-01 to POR-08."
