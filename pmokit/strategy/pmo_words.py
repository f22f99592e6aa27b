"""The advice on the type of PMO in words: why, what would change it, and how firm it is."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from pmokit.model.base import say
from pmokit.model.pmo import PMO_TYPES, PmoType
from pmokit.model.printing import print_number
from pmokit.model.profile import EvidenceGrade, OrganisationProfile
from pmokit.strategy.decision.analysis import Analysis
from pmokit.strategy.decision.flips import AnswerFlip
from pmokit.strategy.decision.table import UNKNOWN, Ints
from pmokit.strategy.decision.weight_move import total_move
from pmokit.strategy.pmo_hybrid import Hybrid

# Differences below half a hundredth print as nothing and are summed up.
SMALL = 0.005
FLIPS_TOLD = 3
HEAVIEST_TOLD = 3
DOUBLE = 100
JUDGEMENT = (
    "No published and validated table leads from traits to a type of PMO: how well a type fits an answer is expert "
    "judgement, graded by what is behind it"
)


@dataclass(frozen=True)
class Advice:
    """What there is to tell.

    Parameters
    ----------
    profile
        The criteria.
    analysis
        The decision and its robustness.
    hybrid
        Two types to combine, or None.
    evidence
        Grade by criterion.
    asked
        Unanswered criteria, the most telling first.
    cautions
        What to settle before the advice is followed, in sentences.
    """

    profile: OrganisationProfile
    analysis: Analysis
    hybrid: Hybrid | None
    evidence: dict[str, EvidenceGrade]
    asked: tuple[str, ...]
    cautions: tuple[str, ...] = ()

    @property
    def first(self) -> PmoType:
        """The type that fits best."""
        return PMO_TYPES[self.analysis.order[0]]

    @property
    def second(self) -> PmoType:
        """The runner-up."""
        return PMO_TYPES[self.analysis.order[1]]


def words_of(name: str) -> str:
    """Return an id as words: strategy-gap is "strategy gap"."""
    return " ".join("PM" if word == "pm" else word for word in name.split("-"))


def explain(advice: Advice) -> tuple[str, ...]:
    """Return what to settle first, the verdict, its reasons, what would change it and how firm it is, a sentence or two in each entry."""
    return (*advice.cautions, *_verdict(advice), *_reasons(advice), *_flips(advice), *_firmness(advice))


def cannot_tell(profile: OrganisationProfile, places: Ints, asked: Sequence[str]) -> tuple[str, ...]:
    """Return why there is no advice yet, and what to ask next.

    Parameters
    ----------
    profile
        The criteria.
    places
        Row of each answer, ``UNKNOWN`` where there is none.
    asked
        The criteria to ask next.
    """
    known = int((places != UNKNOWN).sum())
    said = f"{known} of the {len(places)} criteria are answered, which is less than half of them or of their weight"
    return (f"Cannot tell yet: {said}.", *_questions(profile, asked))


def _verdict(advice: Advice) -> Iterator[str]:
    found = advice.analysis
    one, other = (float(found.scores[at]) for at in found.order[:2])
    lead = f"{print_number(found.margin, '.2f')} ahead of {advice.second} ({print_number(other, '.2f')})"
    yield f"{advice.first.capitalize()} fits best: {print_number(one, '.2f')} on a scale from 0 to 1, {lead}."
    if advice.hybrid is not None:
        both = " and ".join(advice.hybrid.types)
        yield f"A hybrid of {both} is worth considering: {advice.hybrid.cause}."


def _reasons(advice: Advice) -> Iterator[str]:
    differences = advice.analysis.differences
    order = [int(at) for at in np.argsort(-np.abs(differences), kind="stable")]
    told = [at for at in order if abs(differences[at]) >= SMALL]
    for at in told:
        yield _reason(advice, at)
    if len(told) < len(order):
        rest = sum(float(differences[at]) for at in order[len(told) :])
        left = len(order) - len(told)
        others = "The other criterion speaks" if left == 1 else f"The other {left} criteria together speak"
        wins = advice.first if rest >= 0 else advice.second
        yield f"{others} for {wins} by {print_number(abs(rest), '+.3f')}."


def _reason(advice: Advice, at: int) -> str:
    criterion, difference = advice.profile.criteria[at], float(advice.analysis.differences[at])
    wins, loses = (advice.first, advice.second) if difference > 0 else (advice.second, advice.first)
    row = int(advice.analysis.places[at])
    answer = "not answered, all options count alike" if row == UNKNOWN else f"“{say(criterion.options[row].label)}”"
    grade = advice.evidence[criterion.id]
    speaks = f"speaks for {wins} against {loses} by {print_number(abs(difference), '.2f')} (evidence: {grade})"
    because = "" if row == UNKNOWN else f" {say(criterion.types[wins].reason)}"
    return f"{_begin(words_of(criterion.id))}, {answer}: {speaks}.{because}"


def _flips(advice: Advice) -> Iterator[str]:
    flips = advice.analysis.flips
    if not flips:
        yield f"No change of one answer, or of two, makes another type fit better than {advice.first}."
        return
    for flip in flips[:FLIPS_TOLD]:
        yield f"What would change the advice: {_change(advice, flip)}, and {flip.to} fits best."
    if len(flips) > FLIPS_TOLD:
        singles = sum(len(flip.change) == 1 for flip in flips)
        yield f"Counted in full: {singles} by one answer alone, {len(flips) - singles} by two together."


def _change(advice: Advice, flip: AnswerFlip) -> str:
    table, places = advice.analysis.table, advice.analysis.places
    parts = []
    for name, option in flip.change.items():
        at = table.criteria.index(name)
        before = "unknown" if places[at] == UNKNOWN else table.options[at][places[at]]
        parts.append(f"{words_of(name)} “{option}” instead of {before}")
    return " together with ".join(parts)


def _firmness(advice: Advice) -> Iterator[str]:
    found, at = advice.analysis, advice.analysis.order[0]
    ordered, free, one_step = (one.first[at] for one in (found.ordered, found.free, found.one_step))
    yield (
        f"How firm: {advice.first} is first in {print_number(ordered, '.0%')} of all weights in this order of importance, in "
        f"{print_number(free, '.0%')} of all weights whatever, and in {print_number(one_step, '.0%')} if each answer may be off by one step."
    )
    yield _methods(advice)
    yield _critical(advice)
    for rival in found.order[1:]:
        yield _rival(advice, rival)
    grades = Counter(advice.evidence.values())
    counted = ", ".join(f"{grade} {number}" for grade, number in sorted(grades.items()))
    yield f"{JUDGEMENT} (criteria by grade: {counted})."
    yield from _questions(advice.profile, advice.asked)


def _methods(advice: Advice) -> str:
    methods = advice.analysis.methods
    if methods.agree:
        return f"Weighted sum, TOPSIS and VIKOR all put {advice.first} first."
    named = (("the weighted sum", methods.weighted_sum), ("TOPSIS", methods.topsis), ("VIKOR", methods.vikor))
    said = ", ".join(f"{name} puts {PMO_TYPES[at]} first" for name, at in named)
    return f"The methods disagree: {said}."


def _critical(advice: Advice) -> str:
    change = advice.analysis.critical[0]
    if change.percent is None or change.rival is None:
        return "No change of a single weight can put another type first."
    name = words_of(advice.analysis.table.criteria[change.criterion])
    rival = PMO_TYPES[change.rival]
    if change.percent > DOUBLE:
        times = f"{print_number(1 + change.percent / 100, '.1f')} times as large"
        return f"No single weight is critical: that of {name} would have to be {times} before {rival} draws level."
    move = f"{print_number(abs(change.percent), '.0f')} % {'more' if change.percent > 0 else 'less'}"
    return f"The most critical weight is that of {name}: {move} of it puts {rival} level."


def _rival(advice: Advice, rival: int) -> str:
    found, name = advice.analysis, PMO_TYPES[rival]
    nearest = found.moves[rival]
    if nearest is None:
        return f"{name.capitalize()}: no weights at all put it first with these answers."
    moved = total_move(found.weights, nearest) / 2
    said = f"{name.capitalize()}: it comes first once {print_number(moved, '.0%')} of the weight is given to other criteria, no sooner"
    central = found.free.central_weights[rival]
    if np.isnan(central).any():
        return f"{said}."
    heaviest = [found.table.criteria[int(at)] for at in np.argsort(-central, kind="stable")[:HEAVIEST_TOLD]]
    return f"{said}; who prefers it gives most weight to {', '.join(map(words_of, heaviest))}."


def _questions(profile: OrganisationProfile, asked: Sequence[str]) -> Iterator[str]:
    for name in asked:
        criterion = profile.by_id[name]
        yield f"Ask next, {words_of(name)}: {say(criterion.text)} {say(criterion.ask)}"


def _begin(text: str) -> str:
    return text[:1].upper() + text[1:]
