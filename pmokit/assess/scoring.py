"""From responses to scores: one pass over the tally, then a rule rolls the questions up."""

from collections.abc import Sequence

import pandas as pd

from pmokit.assess.cells import aggregate
from pmokit.assess.nodes import Evaluated, domain_frame, group_frame, overall_frame, question_frame
from pmokit.assess.responses import tally
from pmokit.assess.results import Scores
from pmokit.assess.rules.registry import find_rule
from pmokit.errors import ScoringError
from pmokit.model.maturity import MaturityModel


def score(
    model: MaturityModel,
    responses: pd.DataFrame,
    *,
    rule: str | None = None,
    scope: str | Sequence[str] = "all",
    units: Sequence[str] | None = None,
) -> Scores:
    """Score all units of an assessment.

    Parameters
    ----------
    model
        The maturity model; its rule counts when ``rule`` is None.
    responses
        Tidy frame: unit, respondent, role, question, status, value, provider; rows in the order given.
    rule
        One of :data:`pmokit.assess.rules.registry.RULES`.
    scope
        ``all``, ``quick`` or question ids.
    units
        Units to score, also those without responses; by default those that occur.

    Raises
    ------
    ScoringError
        If the rule is unknown, the model cannot serve it, or the scope holds no question.
    """
    found = find_rule(model, rule or model.meta.rule)
    questions = model.scope(scope)
    if not questions:
        raise ScoringError(f"the scope {scope!r} holds no question of model {model.id}")
    tallied = tally(model, responses, questions, units)
    kind = scope if isinstance(scope, str) else "list"
    evaluated = Evaluated(model, found, tallied, aggregate(tallied), kind)
    return Scores(
        model=model.id,
        version=model.version,
        rule=found.name,
        rule_version=found.version,
        scope=kind,
        scale=found.range(model),
        overall=overall_frame(evaluated),
        groups=group_frame(evaluated),
        domains=domain_frame(evaluated),
        questions=question_frame(evaluated),
    )
