"""What ``pmokit models`` prints."""

import subprocess
import sys

from pmokit.exchange.model_text import model_text


def test_the_sums_are_those_of_the_questions(model):
    """Questions and quick set of each domain and of all; minutes of each role that judges."""
    lines = model_text(model).splitlines()
    assert lines[0].startswith(f"{model.id} {model.version}: ")
    cells = {line.split()[0]: line.split() for line in lines[1:] if line.strip()}
    for domain in model.domains:
        assert int(cells[domain.id][-3]) == len(domain.asked)
    assert [int(number) for number in cells["all"][1:3]] == [
        sum(len(domain.asked) for domain in model.domains),
        sum(question.quick for domain in model.domains for question in domain.asked),
    ]
    assert {role.id for role in model.meta.roles} < set(cells)


def test_it_is_there_at_once():
    """Nothing that takes half a second to import is needed to list models."""
    code = "import sys, pmokit.exchange.model_text; sys.exit('pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
