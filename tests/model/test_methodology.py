"""The agreed methodology answers who decides and what a class has to do."""

from pmokit.content import places
from pmokit.content.catalogues import load_catalogues
from pmokit.content.processes import load_processes, read_methodologies
from pmokit.model.methodology import Methodology
from pmokit.strategy.processes.tailoring import propose_methodology


def test_what_is_not_named_is_not_asked_and_nobody_decides_it():
    brief = read_methodologies(places.templates() / "sample" / "methodology.yaml").unwrap().organisation
    methodology = propose_methodology(brief, load_processes(), load_catalogues().roles)
    assert methodology.duty("intake", "C") == "must"
    assert methodology.duty("benefit-measuring", "C") is None
    assert methodology.duty("no-such-process", "A") is None
    assert methodology.decider("order", "B") == "executive"
    assert methodology.decider("idea", "C") is None
    assert methodology.decider("no-such-gate", "A") is None
    assert Methodology.model_validate_json(methodology.model_dump_json()) == methodology
