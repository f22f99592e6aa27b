"""Small catalogues of initiatives for tests, made in code."""

from pmokit.model.initiatives import InitiativeCatalogue


def text(words):
    return {"en": words}


def initiative(name, *lifts, **more):
    """Write an initiative that lifts ("AA", 2) = domain AA to level 2, and so on; one analyst for one quarter unless said otherwise."""
    return {
        "id": name,
        "name": text(name),
        "problem": text("x"),
        "lifts": [{"domain": domain, "from": to - 1, "to": to} for domain, to in lifts],
        "first_result": text("x"),
        "owner": "executive",
        "duration_quarters": 1,
        "fte": {"analyst": 0.5},
        "cost_k": {"low": 1, "likely": 2, "high": 4},
        "deliverables": [text("x")],
        "done_when": text("x"),
        "adoption_measure": text("x"),
        "resistance": text("x"),
        "not_when": text("x"),
        "source": "test",
    } | more


def variant(name, duration=1, **more):
    """Write another way to do an initiative."""
    return {
        "id": name,
        "name": text(name),
        "duration_quarters": duration,
        "fte": {"analyst": 0.5},
        "cost_k": {"low": 1, "likely": 2, "high": 4},
        "trade": text("x"),
        "source": "test",
    } | more


def catalogue(*initiatives, skills=("analyst",)):
    """Make a catalogue."""
    return InitiativeCatalogue.model_validate(
        {
            "version": "1.0.0",
            "model": "small",
            "source": "test",
            "skills": {skill: text(skill) for skill in skills},
            "initiatives": initiatives,
        }
    )
