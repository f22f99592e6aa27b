import pytest

from pmokit.content.step_texts import load_statement
from pmokit.model.statement import find_statement_faults


def changed(**patterns):
    texts = load_statement()
    return texts.model_copy(update={"patterns": texts.patterns | {k: {"en": v} for k, v in patterns.items()}})


def test_the_kits_patterns_have_no_fault():
    assert not list(find_statement_faults(load_statement()))


@pytest.mark.parametrize(
    ("pattern", "what"),
    [
        ("{vision} and {visions}", "vision: unknown field '{visions}'"),
        ("{vision", "vision: a brace without its partner"),
        ("{vision.__class__}", "vision: unknown field '{vision.__class__}'"),
        ("{0}", "vision: unknown field '{0}'"),
    ],
)
def test_a_pattern_holds_known_fields_and_nothing_else(pattern, what):
    (fault,) = find_statement_faults(changed(vision=pattern))
    assert fault.what == what
    assert fault.path == ("patterns", "vision", "en")


def test_missing_headings_and_patterns_are_named():
    texts = load_statement()
    short = texts.model_copy(update={"headings": {}, "patterns": {}})
    whats = [fault.what for fault in find_statement_faults(short)]
    assert "headings: 'pmo' is missing" in whats
    assert len(whats) == 4 + 10
