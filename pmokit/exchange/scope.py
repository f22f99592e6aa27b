"""The questions that a command scores: a scope that the model knows by name, or the services of a mandate."""

from pathlib import Path

from pmokit.assess.mandate import mandated_questions
from pmokit.content.library import load_mandate
from pmokit.content.words import closest
from pmokit.errors import Fault, InputError
from pmokit.model.maturity import MaturityModel


def read_scope(model: MaturityModel, scope: str, mandate: Path | None = None) -> str | tuple[str, ...]:
    """Return the scope to score with.

    Parameters
    ----------
    model
        The maturity model.
    scope
        ``all``, ``quick``, or the id of an organisational scope that the model declares.
    mandate
        A mandate file, or None; it names the questions by itself, so ``scope`` has to be ``all``.

    Raises
    ------
    InputError
        If the model knows no such scope, or a scope and a mandate are both given.
    ContentError
        If the mandate has faults.
    """
    if scope not in model.scope_names:
        near = closest(scope, model.scope_names)
        raise InputError(
            Fault(
                what=f"--scope {scope}: model {model.id} knows no such scope",
                expected=f"one of {', '.join(model.scope_names)}",
                hint=f"Did you mean '{near}'?" if near else "",
            )
        )
    if mandate is None:
        return scope
    if scope != "all":
        both = f"--scope {scope} and --mandate {mandate} both say which questions count"
        raise InputError(Fault(what=both, expected="one of the two"))
    return mandated_questions(model, load_mandate(mandate, model))
