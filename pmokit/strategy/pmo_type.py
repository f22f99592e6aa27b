"""The type of PMO and the level of control that fit an organisation."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from pmokit.errors import DecisionError, Fault, did_you_mean
from pmokit.model.guide import PmoTypeGuides
from pmokit.model.pmo import CONTROL_LEVELS, PMO_TYPES, ControlLevel
from pmokit.model.printing import print_number
from pmokit.model.profile import EvidenceGrade, OrganisationProfile, TypeValues
from pmokit.model.profile_checks import find_answer_faults
from pmokit.model.recommendation import Flip, Ranked, Recommendation
from pmokit.strategy import pmo_words
from pmokit.strategy.decision.analysis import analyse
from pmokit.strategy.decision.information import is_enough_known, value_of_information
from pmokit.strategy.decision.table import UNKNOWN, Answers, DecisionTable, Floats, Ints, place_answers
from pmokit.strategy.decision.value import contributions, expected_values, order, score
from pmokit.strategy.decision.weights import normalised, rank_order_weights, ranks_of
from pmokit.strategy.pmo_cautions import begin_with, find_cautions
from pmokit.strategy.pmo_guide import next_steps
from pmokit.strategy.pmo_hybrid import find_hybrid

# Of the criteria and of their weight: with less answered, advice would rest on what nobody said.
LEAST_KNOWN = 0.5
ASKED = 3
FULL = 100
_GRADES: tuple[EvidenceGrade, ...] = ("research", "practice", "judgement")


def profile_table(profile: OrganisationProfile) -> DecisionTable:
    """Return the decision table of the types of PMO, values 0..1."""
    return DecisionTable(
        tuple(criterion.id for criterion in profile.criteria),
        PMO_TYPES,
        tuple(criterion.option_ids for criterion in profile.criteria),
        tuple(_values(c.option_ids, [c.types[name] for name in PMO_TYPES]) for c in profile.criteria),
    )


def control_table(profile: OrganisationProfile) -> DecisionTable:
    """Return the decision table of the levels of control, over the criteria that say something on control.

    Raises
    ------
    DecisionError
        If no criterion says anything on control.
    """
    speaking = [(criterion, criterion.control) for criterion in profile.criteria if criterion.control]
    return DecisionTable(
        tuple(criterion.id for criterion, _ in speaking),
        CONTROL_LEVELS,
        tuple(criterion.option_ids for criterion, _ in speaking),
        tuple(_values(c.option_ids, [control[name] for name in CONTROL_LEVELS]) for c, control in speaking),
    )


def profile_weights(profile: OrganisationProfile, weights: Mapping[str, float] | None = None) -> Floats:
    """Return the weight of each criterion, sum 1.

    Parameters
    ----------
    profile
        The criteria; without weights the rank order centroid of their importance counts.
    weights
        By criterion, every one of them, >= 0, in any unit.

    Raises
    ------
    DecisionError
        If a criterion is missing or unknown, or a weight is none.
    """
    if weights is None:
        return rank_order_weights([criterion.importance for criterion in profile.criteria])
    known = list(profile.by_id)
    faults = [
        Fault("weights", f"unknown criterion '{name}'", "a criterion of the profile", did_you_mean(name, known))
        for name in weights
        if name not in known
    ]
    missing = [name for name in known if name not in weights]
    if missing:
        faults.append(Fault("weights", f"{', '.join(missing)} missing", "a weight for every criterion"))
    if faults:
        raise DecisionError(faults)
    return normalised([weights[name] for name in known])


def recommend(
    profile: OrganisationProfile,
    answers: Answers,
    *,
    weights: Mapping[str, float] | None = None,
    seed: int = 1,
    guides: PmoTypeGuides | None = None,
) -> Recommendation:
    """Return the type of PMO and the level of control that fit, with reasons, flips and robustness.

    Parameters
    ----------
    profile
        The criteria, their options, and how well each type fits each answer.
    answers
        Option id by criterion id; None or absent = unknown, which is integrated over.
    weights
        By criterion; None takes the importance of the profile (rank order centroid).
    seed
        For the draws of the acceptabilities; the same seed gives the same advice.
    guides
        What types and levels mean, and what to do in the first year; without them the explanation ends before that.

    Returns
    -------
    Recommendation
        ``type`` is None while less than half of the criteria, or of their weight, is answered; ``control`` likewise for
        the criteria that speak on control.

    Raises
    ------
    DecisionError
        If an answer or a weight is at fault; with all faults.
    """
    faults = list(find_answer_faults(profile, answers))
    if faults:
        raise DecisionError(faults)
    table, shares = profile_table(profile), profile_weights(profile, weights)
    places = place_answers(table, answers)
    asked = tuple(table.criteria[known.criterion] for known in value_of_information(table, places, shares)[:ASKED])
    control = choose_control(profile, answers, shares)
    if not is_enough_known(places, shares, LEAST_KNOWN):
        return _cannot_tell(profile, places, control, asked)
    importance = [criterion.importance for criterion in profile.criteria] if weights is None else ranks_of(shares)
    analysis = analyse(table, places, shares, importance=importance, seed=seed)
    hybrid = find_hybrid(analysis.order, analysis.margin, analysis.ordered.first)
    best = PMO_TYPES[analysis.order[0]]
    steps = next_steps(guides, best, control.level, hybrid.types if hybrid else None) if guides else ()
    ranked = [PMO_TYPES[at] for at in analysis.order]
    cautions = tuple(find_cautions(profile, answers, ranked, guides))
    advice = pmo_words.Advice(profile, analysis, hybrid, _evidence(profile, analysis.order[:2]), asked, cautions)
    return Recommendation(
        type=best,
        control=control.level,
        ranking=tuple(Ranked(type=PMO_TYPES[at], score=_share(analysis.scores[at])) for at in analysis.order),
        margin=_share(analysis.margin),
        explanation=(*pmo_words.explain(advice), control.sentence, *steps),
        flips=tuple(Flip(change=dict(flip.change), to=PMO_TYPES[PMO_TYPES.index(flip.to)]) for flip in analysis.flips),
        weight_intervals={
            name: (_share(low), _share(high))
            for name, (low, high) in zip(table.criteria, analysis.intervals, strict=True)
        },
        acceptability=dict(zip(PMO_TYPES, map(_share, analysis.ordered.first), strict=True)),
        hybrid=hybrid.types if hybrid else None,
        evidence=advice.evidence,
        ask_next=asked,
        begin_with=begin_with(profile, answers, ranked),
    )


@dataclass(frozen=True)
class ControlChoice:
    """The level of control that fits, or None, and why in a sentence."""

    level: ControlLevel | None
    sentence: str


def choose_control(profile: OrganisationProfile, answers: Answers, weights: Floats) -> ControlChoice:
    """Return the level of control, apart from the type: only criteria that say something on control count.

    Parameters
    ----------
    profile
        The criteria.
    answers
        Option id by criterion id; None or absent = unknown.
    weights
        One for each criterion of the profile, sum 1; those on control share the whole.
    """
    speaking = [at for at, criterion in enumerate(profile.criteria) if criterion.control]
    if not speaking or not weights[speaking].sum() > 0:
        return ControlChoice(None, "Control: cannot tell, as no criterion that counts says anything on it.")
    table, shares = control_table(profile), normalised(weights[speaking])
    places = place_answers(table, {name: answers.get(name) for name in table.criteria})
    if not is_enough_known(places, shares, LEAST_KNOWN):
        known = int((places != UNKNOWN).sum())
        said = (
            f"{known} of the {len(places)} criteria on control are answered, less than half of them or of their weight"
        )
        return ControlChoice(None, f"Control: cannot tell yet; {said}.")
    matrix = expected_values(table, places)
    scores = score(matrix, shares)
    one, other = order(scores)[:2]
    most = int(contributions(matrix, shares, one, other).argmax())
    return ControlChoice(
        CONTROL_LEVELS[one],
        f"Control, apart from the type: {CONTROL_LEVELS[one]} fits best ({print_number(scores[one], '.2f')}), "
        f"{print_number(scores[one] - scores[other], '.2f')} ahead of {CONTROL_LEVELS[other]}; "
        f"{pmo_words.words_of(table.criteria[most])} speaks most for it.",
    )


def _cannot_tell(
    profile: OrganisationProfile, places: Ints, control: ControlChoice, asked: tuple[str, ...]
) -> Recommendation:
    return Recommendation(
        type=None,
        control=control.level,
        ranking=(),
        margin=None,
        explanation=(*pmo_words.cannot_tell(profile, places, asked), control.sentence),
        flips=(),
        weight_intervals={},
        acceptability={},
        hybrid=None,
        evidence=_evidence(profile, range(len(PMO_TYPES))),
        ask_next=asked,
    )


def _evidence(profile: OrganisationProfile, compared: Iterable[int]) -> dict[str, EvidenceGrade]:
    """Return the weakest grade of each criterion among the types that are compared."""
    types = [PMO_TYPES[at] for at in compared]
    return {c.id: max((c.types[name].grade for name in types), key=_GRADES.index) for c in profile.criteria}


def _values(options: Sequence[str], cells: Sequence[TypeValues]) -> Floats:
    return np.array([[cell.values[option] / FULL for cell in cells] for option in options])


def _share(value: float) -> float:
    """Cut what rounding left beyond the scale."""
    return float(min(1.0, max(0.0, value)))
