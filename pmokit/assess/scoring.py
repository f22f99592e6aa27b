"""From responses to scores: one pass over the tally, then a rule rolls the questions up."""

from collections.abc import Sequence

import pandas as pd

from pmokit.assess.cells import aggregate
from pmokit.assess.counted import Counted
from pmokit.assess.nodes import Evaluated, mark_claims
from pmokit.assess.responses import Floats, Tally, tally
from pmokit.assess.results import Scores
from pmokit.assess.rules.registry import find_rule
from pmokit.assess.voices import Voices, agreed_shares, check_voices, count_hands, hold_back, seen_cells
from pmokit.errors import ScoringError
from pmokit.model.maturity import MaturityModel


def score(
    model: MaturityModel,
    responses: pd.DataFrame,
    *,
    rule: str | None = None,
    scope: str | Sequence[str] = "all",
    units: Sequence[str] | None = None,
    voices: Voices | None = None,
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
        Units to score, also those without responses; by default those that occur in the responses.
    voices
        Shows of hands, agreed values and evidence ratings. With evidence ratings every frame has two columns more:
        ``seen_level`` (the level without what lies above 2 and was not seen) and ``claimed``.

    Raises
    ------
    ScoringError
        If the rule is unknown, the model cannot serve it, the scope holds no question, or a voice is at fault.
    """
    voices = voices or Voices()
    return _scores(evaluate(model, responses, rule=rule, scope=scope, units=units, voices=voices), voices)


def score_by_rules(
    model: MaturityModel,
    responses: pd.DataFrame,
    rules: Sequence[str],
    *,
    scope: str | Sequence[str] = "all",
    units: Sequence[str] | None = None,
    voices: Voices | None = None,
) -> dict[str, Scores]:
    """Score all units of an assessment by several rules; the responses are counted once.

    Parameters
    ----------
    rules
        Names, at least one.
    model, responses, scope, units, voices
        As for :func:`score`.

    Raises
    ------
    ScoringError
        As for :func:`score`.
    """
    voices = voices or Voices()
    first = evaluate(model, responses, rule=rules[0], scope=scope, units=units, voices=voices)
    return {rule: _scores(first.with_rule(find_rule(model, rule)), voices) for rule in rules}


def _scores(evaluated: Evaluated, voices: Voices) -> Scores:
    frames = _frames(evaluated)
    if voices.evidence is not None:
        held = hold_back(evaluated.layout, evaluated.cells.value, seen_cells(evaluated.tallied, voices.evidence))
        seen = evaluated.with_values(held)
        frames = {kind: mark_claims(frame, seen.printed_levels(kind)) for kind, frame in frames.items()}
    return Scores(
        model=evaluated.model.id,
        version=evaluated.model.version,
        rule=evaluated.rule.name,
        rule_version=evaluated.rule.version,
        scope=evaluated.scope,
        scale=evaluated.scale,
        **frames,
    )


def evaluate(
    model: MaturityModel,
    responses: pd.DataFrame,
    *,
    rule: str | None,
    scope: str | Sequence[str],
    units: Sequence[str] | None,
    voices: Voices,
) -> Evaluated:
    """Apply a rule to responses and voices; the parameters and errors are those of :func:`score`."""
    find_rule(model, rule or model.meta.rule)
    check_voices(model, voices)
    tallied = tally(model, responses, questions_in(model, scope), units)
    if voices.hands is not None:
        tallied = count_hands(tallied, voices.hands)
    agreed = None if voices.agreed is None else agreed_shares(tallied, voices.agreed)
    return evaluate_tally(model, tallied, agreed, rule=rule, scope=scope)


def questions_in(model: MaturityModel, scope: str | Sequence[str]) -> tuple[str, ...]:
    """Return the question ids of a scope, of which there has to be one.

    Raises
    ------
    ScoringError
        If the scope holds no question.
    """
    questions = model.scope(scope)
    if not questions:
        raise ScoringError(f"the scope {scope!r} holds no question of model {model.id}")
    return questions


def evaluate_tally(
    model: MaturityModel, tallied: Tally, agreed: Floats | None, *, rule: str | None, scope: str | Sequence[str]
) -> Evaluated:
    """Apply a rule to counted responses.

    Parameters
    ----------
    model, rule, scope
        As for :func:`score`.
    tallied
        Responses and shows of hands.
    agreed
        As for :func:`pmokit.assess.cells.aggregate`.

    Raises
    ------
    ScoringError
        If the rule is unknown, or the model cannot serve it.
    """
    found = find_rule(model, rule or model.meta.rule)
    kind = scope if isinstance(scope, str) else "list"
    return Evaluated(Counted(model, tallied, kind), found, aggregate(tallied, agreed))


def _frames(evaluated: Evaluated) -> dict[str, pd.DataFrame]:
    return {
        "overall": evaluated.frame("overall"),
        "groups": evaluated.frame("group"),
        "domains": evaluated.frame("domain"),
        "questions": evaluated.frame("question"),
    }
