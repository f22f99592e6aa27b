"""Many variants of one unit's responses, scored in one call: what resampling and what-if share."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pandas as pd

from pmokit.assess.responses import Floats, Ints, latest
from pmokit.assess.scoring import evaluate
from pmokit.assess.voices import Voices
from pmokit.model.maturity import MaturityModel

OVERALL = ""
NEEDED = ("unit", "respondent", "question", "status", "value", "provider")
"""What a score depends on; other columns are not carried through the variants."""
IDS = ("respondent", "question", "status", "provider")


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
        Responses, each of one unit.
    others
        All units' responses; they provide inherited values and are not changed.
    """
    frame = pd.concat(variants, ignore_index=True)
    label = np.repeat(np.arange(len(variants)), [len(v) for v in variants])
    return _score(setting, frame, label, len(variants), others)


def score_answers(setting: Setting, mine: pd.DataFrame, values: Floats, others: pd.DataFrame) -> VariantScores:
    """Score the responses of one unit with other values.

    Parameters
    ----------
    setting
        Model, rule and scope.
    mine
        The responses.
    values
        Shape (variants, responses).
    others
        As in :func:`score_variants`.
    """
    number = len(values)
    frame = _coded(mine).take(np.tile(np.arange(len(mine)), number)).reset_index(drop=True)
    frame["value"] = values.ravel()
    return _score(setting, frame, np.repeat(np.arange(number), len(mine)), number, others)


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
    respondent = mine["respondent"].to_numpy(dtype=object)
    rows = [np.flatnonzero(respondent == rater) for rater in raters_of(mine)]
    taken = [rows[rater] for draw in draws for rater in draw]
    lengths = np.array([len(part) for part in taken], dtype=np.int64)
    frame = _coded(mine).take(np.concatenate(taken)).reset_index(drop=True)
    seat = np.repeat(np.concatenate([np.arange(len(draw)) for draw in draws]), lengths)
    seats = [str(at) for at in range(max(len(draw) for draw in draws))]
    frame["respondent"] = pd.Categorical.from_codes(seat, categories=pd.Index(seats))
    label = np.repeat(np.repeat(np.arange(len(draws)), [len(draw) for draw in draws]), lengths)
    return _score(setting, frame, label, len(draws), others)


def _score(setting: Setting, frame: pd.DataFrame, label: Ints, number: int, others: pd.DataFrame) -> VariantScores:
    # A label that no unit of the engagement can bear: ids have no spaces.
    names = [f"variant {at}" for at in range(number)]
    voices = _voices_of_variants(setting.voices, list(frame["unit"].unique()), names)
    frame = frame.assign(unit=pd.Categorical.from_codes(label, categories=pd.Index(names)))
    units = list(names)
    if (frame["status"] == "inherited").any():
        frame = pd.concat([frame, others[list(NEEDED)]], ignore_index=True)
        units += list(dict.fromkeys(others["unit"]))
    scored = evaluate(setting.model, frame, rule=setting.rule, scope=setting.scope, units=units, voices=voices)
    overall, domains = scored.frame("overall"), scored.frame("domain")
    parts = scored.layout.domains
    tables = []
    for column in ("score", "level"):
        whole = overall[column].to_numpy(dtype=float, na_value=np.nan)[:number]
        by_domain = domains[column].to_numpy(dtype=float, na_value=np.nan).reshape(len(units), len(parts))[:number]
        tables.append(np.column_stack([whole, by_domain]))
    return VariantScores((OVERALL, *parts), tables[0], tables[1])


def _coded(mine: pd.DataFrame) -> pd.DataFrame:
    """Return what scores depend on, with ids as categoricals: thousands of copies are then counted without a look at a text."""
    return mine[list(NEEDED)].astype(dict.fromkeys(IDS, "category"))


def _voices_of_variants(voices: Voices, units: Sequence[str], names: Sequence[str]) -> Voices:
    """Let every variant say what its unit says beside the ratings; the evidence changes no score."""

    def repeat(said: pd.DataFrame | None) -> pd.DataFrame | None:
        if said is None:
            return None
        mine = said[said["unit"].isin(units)]
        if mine.empty:
            return said
        copies = pd.concat([mine] * len(names), ignore_index=True)
        copies["unit"] = np.repeat(np.array(names, dtype=object), len(mine))
        return pd.concat([said, copies], ignore_index=True)

    return Voices(hands=repeat(voices.hands), agreed=repeat(voices.agreed))
