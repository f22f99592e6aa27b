"""Many variants of one unit's responses, scored in one call: what resampling and what-if share."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from pmokit.assess.responses import Bools, Floats, Ints, Tally, latest, tally
from pmokit.assess.scoring import evaluate_tally, questions_in
from pmokit.assess.voices import Voices, agreed_shares, check_voices, count_hands
from pmokit.model.maturity import MaturityModel

OVERALL = ""
COUNTS = ("counts", "not_applicable", "dont_know", "inherited", "hands")
"""What a tally counts by unit and question."""


@dataclass(frozen=True)
class Setting:
    """Everything a score depends on but the unit's own responses.

    Parameters
    ----------
    model
        The maturity model.
    rule
        None for the model's rule.
    scope
        ``all``, ``quick`` or question ids.
    voices
        Shows of hands, agreed values and evidence ratings of all units. Where raters are resampled they stay as they are.
    """

    model: MaturityModel
    rule: str | None = None
    scope: str | Sequence[str] = "all"
    voices: Voices = field(default_factory=Voices)


@dataclass(frozen=True)
class VariantScores:
    """Scores of the variants, in their order.

    Parameters
    ----------
    parts
        Domain ids, and ``OVERALL`` first.
    score
        Shape (variants, parts), on the model's levels; NaN where there is none.
    level
        Shape (variants, parts); NaN where no level is printed.
    """

    parts: tuple[str, ...]
    score: Floats
    level: Floats


def own_responses(responses: pd.DataFrame, unit: str) -> pd.DataFrame:
    """Return the latest responses of one unit, by rater."""
    mine = latest(responses[responses["unit"] == unit])
    return mine.sort_values("respondent", kind="stable").reset_index(drop=True)


def raters_of(mine: pd.DataFrame) -> tuple[str, ...]:
    """Return the raters who said anything, be it "not applicable", in alphabetical order."""
    return tuple(sorted(set(mine.loc[mine["status"] != "unanswered", "respondent"])))


def people_by_part(setting: Setting, mine: pd.DataFrame, parts: Sequence[str]) -> dict[str, int]:
    """Count the raters with an answer in scope, by domain and ``OVERALL``."""
    answered = mine[(mine["status"] == "answered") & mine["question"].isin(setting.model.scope(setting.scope))]
    by_domain = answered["respondent"].groupby(answered["question"].map(setting.model.domain_of)).nunique()
    whole = {OVERALL: int(answered["respondent"].nunique())}
    return whole | {part: int(by_domain.get(part, 0)) for part in parts if part != OVERALL}


def score_variants(setting: Setting, variants: Sequence[pd.DataFrame], others: pd.DataFrame) -> VariantScores:
    """Score each variant as if it were a unit of its own.

    Parameters
    ----------
    setting
        Model, rule and scope.
    variants
        Responses, one frame or more, all of the same unit.
    others
        All units' responses; they provide inherited values and are not changed.
    """
    frame = pd.concat(variants, ignore_index=True)
    names = _names(len(variants))
    label = np.repeat(np.arange(len(variants)), [len(v) for v in variants])
    labelled = frame.assign(unit=pd.Categorical.from_codes(label, categories=pd.Index(names)))
    counted = tally(setting.model, labelled, questions_in(setting.model, setting.scope), names)
    return _score(setting, counted, _unit_of(frame), others)


def score_draws(
    setting: Setting, mine: pd.DataFrame, draws: Sequence[npt.NDArray[np.int64]], others: pd.DataFrame
) -> VariantScores:
    """Score draws of raters with replacement: a rater who is drawn twice counts as two people.

    Parameters
    ----------
    setting
        Model, rule and scope.
    mine
        As ``own_responses`` returns them.
    draws
        Each holds positions in ``raters_of(mine)``.
    others
        As in ``score_variants``.
    """
    raters = raters_of(mine)
    alone = tally(
        setting.model, mine.assign(unit=mine["respondent"]), questions_in(setting.model, setting.scope), raters
    )
    times = np.stack([np.bincount(draw, minlength=len(raters)) for draw in draws])
    counts: dict[str, Any] = {name: np.tensordot(times, getattr(alone, name), axes=1) for name in COUNTS}
    drawn = replace(alone, units=_names(len(draws)), provider=_named_most(alone, times), **counts)
    return _score(setting, drawn, _unit_of(mine), others)


def score_choices(setting: Setting, first: Tally, second: Tally, chosen: Bools, others: pd.DataFrame) -> VariantScores:
    """Score the answers of one unit with those to some questions replaced.

    Parameters
    ----------
    setting
        Model, rule and scope.
    first, second
        The unit's answers as they are, and as they might be, of the same people.
    chosen
        Shape (variants, questions): where the second count.
    others
        As in ``score_variants``.
    """
    number = len(chosen)
    fields: dict[str, Any] = {name: np.repeat(getattr(first, name), number, axis=0) for name in (*COUNTS, "provider")}
    fields["counts"] = np.where(chosen[:, :, None], second.counts, first.counts)
    return _score(setting, replace(first, units=_names(number), **fields), first.units[0], others)


def _names(number: int) -> tuple[str, ...]:
    # Labels that no unit of the engagement can bear: ids have no spaces.
    return tuple(f"variant {at}" for at in range(number))


def _unit_of(mine: pd.DataFrame) -> str:
    return str(mine["unit"].iloc[0]) if len(mine) else ""


def _named_most(alone: Tally, times: Ints) -> npt.NDArray[np.object_]:
    """Return the provider that most of the drawn raters name; ties go to the first in the alphabet."""
    inherited = alone.inherited > 0
    providers = sorted(set(alone.provider[inherited])) or [""]
    votes = [np.tensordot(times, inherited & (alone.provider == name), axes=1) for name in providers]
    named: npt.NDArray[np.object_] = np.array(providers, dtype=object)[np.argmax(votes, axis=0)]
    return named


def _score(setting: Setting, variants: Tally, unit: str, others: pd.DataFrame) -> VariantScores:
    """Score variants that are counted; what the unit says beside its ratings, it says in each of them."""
    model, hands, agreed, number = setting.model, setting.voices.hands, setting.voices.agreed, len(variants.units)
    check_voices(model, Voices(hands=hands, agreed=agreed))
    nobody: dict[str, Any] = {name: np.zeros_like(getattr(variants, name)[:1]) for name in COUNTS}
    silent = replace(variants, units=(unit,), **nobody)
    providers = []
    if variants.inherited.any():
        providers.append(tally(model, others, variants.questions, list(dict.fromkeys(others["unit"]))))
    if hands is not None:
        raised = count_hands(silent, hands)
        variants = replace(variants, **{name: getattr(variants, name) + getattr(raised, name) for name in COUNTS})
        providers = [count_hands(one, hands) for one in providers]
    settled = None
    if agreed is not None:
        own = agreed_shares(silent, agreed)
        settled = np.concatenate([*[own] * number, *(agreed_shares(one, agreed) for one in providers)])
    scored = evaluate_tally(model, _joined([variants, *providers]), settled, rule=setting.rule, scope=setting.scope)
    parts = scored.layout.domains
    overall, domains = scored.numbers("overall").score, scored.numbers("domains").score
    levels = scored.printed_levels("overall"), scored.printed_levels("domains")
    return VariantScores(
        (OVERALL, *parts), np.column_stack([overall, domains])[:number], np.column_stack(levels)[:number]
    )


def _joined(tallies: Sequence[Tally]) -> Tally:
    """Put the units of several tallies of the same questions into one."""
    names = (*COUNTS, "provider")
    fields: dict[str, Any] = {name: np.concatenate([getattr(one, name) for one in tallies]) for name in names}
    return replace(tallies[0], units=tuple(unit for one in tallies for unit in one.units), **fields)
