"""Explain a score: rule, answers, weights, what was left out, what holds it down; as data and in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd

from pmokit.assess.binding import Namer, find_binding
from pmokit.assess.nodes import Evaluated
from pmokit.assess.responses import Bools, Floats
from pmokit.assess.scoring import evaluate
from pmokit.assess.variants import OVERALL, Setting
from pmokit.assess.voices import Voices
from pmokit.errors import Fault, ScoringError, did_you_mean
from pmokit.model.base import say
from pmokit.model.maturity import MaturityModel
from pmokit.model.printing import print_number

PART_COLUMNS = ("part", "value", "weight", "loss", "gain", "raters", "origin")
SHOWN = 3
SMALL = 1e-9
RULE_SENTENCES = {
    "weighted-mean": "the mean of the answers by their weight",
    "geometric-mean": "the geometric mean of the answers by their weight, which one weak answer pulls down",
    "minimum": "each domain by its weighted mean, and the whole by its lowest domain",
    "staged": "the highest level whose practices are met with all below it, plus the share met of the next",
    "nplf": "the mean achievement in per cent, read as a letter: N up to 15, P up to 50, L up to 85, F above",
    "mil": "the highest level up to which every practice is met; nothing is averaged",
    "samm": "the mean over the streams of each level, summed over the levels",
    "ratio": "the weight of the practices that are met over the weight of those that apply",
}


@dataclass(frozen=True)
class Explanation:
    """Why a score is what it is.

    Parameters
    ----------
    unit, part, kind
        Whose score; ``part`` is empty for the overall score, else the id of a group, domain or question.
    model, version, rule, rule_version
        What it was computed with.
    score, level, low, high, coverage, reason
        The score as printed; None where there is none.
    parts
        What it is made of (questions; domains for a group or the whole): part, value (on the rule's scale), weight, loss
        (how far the score would fall if this were answered at its worst), gain (how far it would rise at its best), raters,
        origin. Under a rule that averages by weight the losses add up to the score above the lowest.
    left_out
        part, why: what takes no part in the score.
    binding
        What holds the score or its level where it is; None where nothing does.
    words
        The same as sentences.
    """

    unit: str
    part: str
    kind: Literal["overall", "group", "domain", "question"]
    model: str
    version: str
    rule: str
    rule_version: str
    score: float | None
    level: int | None
    low: float | None
    high: float | None
    coverage: float | None
    reason: str | None
    parts: pd.DataFrame
    left_out: pd.DataFrame
    binding: str | None
    words: tuple[str, ...]


def explain(
    setting: Setting,
    responses: pd.DataFrame,
    unit: str,
    part: str = OVERALL,
    *,
    language: str = "en",
) -> Explanation:
    """Explain the overall score of a unit, or that of a group, a domain or a question.

    Parameters
    ----------
    setting
        Model, rule, scope and voices.
    responses
        Tidy frame of the assessment; inherited answers need the other units.
    unit
        Id of the unit.
    part
        Empty for overall, else an id.
    language
        Of the names in the sentences.

    Raises
    ------
    ScoringError
        If the scope has no such part.
    """
    return explain_parts(setting, responses, unit, (part,), language=language)[0]


def explain_parts(
    setting: Setting, responses: pd.DataFrame, unit: str, parts: Sequence[str], *, language: str = "en"
) -> list[Explanation]:
    """Explain several scores of a unit, which are computed once; parameters and errors as for :func:`explain`.

    Parameters
    ----------
    parts
        Empty for overall, else ids.
    setting, responses, unit, language
        As for :func:`explain`.

    Raises
    ------
    ScoringError
        If the scope has no such part.
    """
    units = list(dict.fromkeys([unit, *responses["unit"]]))
    of = evaluate(setting.model, responses, rule=setting.rule, scope=setting.scope, units=units, voices=setting.voices)
    agreed, name = _agreed_questions(setting.voices, unit), _namer(setting.model, language)
    return [_explanation(of, part, agreed, name) for part in parts]


def _explanation(of: Evaluated, part: str, agreed: frozenset[str], name: Namer) -> Explanation:
    kind, mine = _find(of, part)
    # The rows of the unit that is explained come first.
    frame, at = of.frame(kind), _nodes(of, kind).index(part)
    columns = ("score", "level", "low", "high", "coverage", "reason")
    printed = {column: _plain(frame[column].iloc[at]) for column in columns}
    parts = _parts(of, kind, part, _members(of, kind, mine), agreed)
    binding = find_binding(of, kind, part, mine, name)
    left_out = _left_out(of, mine)
    return Explanation(
        unit=of.tallied.units[0],
        part=part,
        kind=kind,
        model=of.model.id,
        version=of.model.version,
        rule=of.rule.name,
        rule_version=of.rule.version,
        **printed,
        parts=parts,
        left_out=left_out,
        binding=binding,
        words=_words(of, kind, part, printed, parts, left_out, binding, name),
    )


def explanation_document(found: Explanation) -> dict[str, Any]:
    """Return an explanation as plain JSON values."""
    document = {name: value for name, value in vars(found).items() if not isinstance(value, pd.DataFrame)}
    document["words"] = list(found.words)
    for name in ("parts", "left_out"):
        rows = getattr(found, name).to_dict("records")
        document[name] = [{key: _plain(value) for key, value in row.items()} for row in rows]
    return document


def _nodes(of: Evaluated, kind: str) -> tuple[str, ...]:
    """Return the ids of a kind of node, as the rows of its frame stand."""
    nodes = {"group": of.layout.groups, "domain": of.layout.domains, "question": of.tallied.questions}
    return nodes.get(kind, (OVERALL,))


def _agreed_questions(voices: Voices, unit: str) -> frozenset[str]:
    agreed = voices.agreed
    return frozenset() if agreed is None else frozenset(agreed.loc[agreed["unit"] == unit, "question"])


def _find(of: Evaluated, part: str) -> tuple[Literal["overall", "group", "domain", "question"], Bools]:
    """Return the kind of a part and which questions belong to it."""
    layout, questions = of.layout, of.tallied.questions
    if part == OVERALL:
        return "overall", np.ones(len(questions), dtype=bool)
    if part in layout.domains:
        return "domain", layout.domain == layout.domains.index(part)
    if part in layout.groups:
        return "group", layout.within(layout.groups.index(part))[layout.domain]
    if part in questions:
        return "question", np.array([question == part for question in questions])
    known = [*layout.domains, *layout.groups, *questions]
    raise ScoringError(Fault(what=f"the scope has no '{part}' to explain", hint=did_you_mean(part, known)))


def _members(of: Evaluated, kind: str, mine: Bools) -> list[tuple[str, Bools]]:
    """Return what a part is made of: its questions, or the domains of a group or the whole."""
    if kind in {"overall", "group"}:
        domains = [(name, of.layout.domain == at) for at, name in enumerate(of.layout.domains)]
        return [(name, questions) for name, questions in domains if (questions & mine).any()]
    each = np.eye(len(mine), dtype=bool)
    return [(of.tallied.questions[at], each[at]) for at in np.flatnonzero(mine)]


def _parts(
    of: Evaluated, kind: str, part: str, members: Sequence[tuple[str, Bools]], agreed: frozenset[str]
) -> pd.DataFrame:
    """Score once with every member at its worst and once at its best, all in one call of the rule."""
    value, applicable = of.cells.value[0], of.cells.applicable[0]
    valued = ~np.isnan(value)
    variants = np.tile(value, (1 + 2 * len(members), 1))
    for at, (_, questions) in enumerate(members):
        variants[1 + 2 * at, questions & valued] = 0
        variants[2 + 2 * at, questions & valued] = 1
    below = "domain" if kind in {"overall", "group"} else "question"
    shown, place = of.frame(below), {name: at for at, name in enumerate(_nodes(of, below))}
    own_score, raters = shown["score"].to_numpy(), shown["raters"].to_numpy()
    counted = np.tile(applicable if of.rule.open_is_unmet else valued, (len(variants), 1))
    scored = _node(of, of.rule.roll(of.layout, variants, counted), kind, part, variants)
    rows = []
    for at, (name, questions) in enumerate(members):
        if not (questions & valued).any():
            continue
        weight = _weight(of, kind, name, questions)
        loss, gain = scored[0] - scored[1 + 2 * at], scored[2 + 2 * at] - scored[0]
        score, people = float(own_score[place[name]]), int(raters[place[name]])
        rows.append((name, score, weight, loss, gain, people, _origin(of, questions, agreed)))
    return pd.DataFrame(rows, columns=list(PART_COLUMNS)).astype({"origin": object})


def _node(of: Evaluated, rolled: Any, kind: str, part: str, variants: Floats) -> Floats:
    if kind == "overall":
        return np.asarray(rolled.overall, dtype=float)
    if kind == "group":
        return np.asarray(rolled.groups[:, of.layout.groups.index(part)], dtype=float)
    if kind == "domain":
        return np.asarray(rolled.domains[:, of.layout.domains.index(part)], dtype=float)
    lowest, highest = of.scale
    return np.asarray(lowest + variants[:, of.tallied.questions.index(part)] * (highest - lowest), dtype=float)


def _weight(of: Evaluated, kind: str, name: str, questions: Bools) -> float:
    if kind in {"overall", "group"} and not of.layout.by_question:
        return float(of.layout.domain_weight[of.layout.domains.index(name)])
    return float((of.layout.weight * questions).sum())


def _origin(of: Evaluated, questions: Bools, agreed: frozenset[str]) -> str:
    """Say where the value of one question comes from; several questions have no single origin."""
    if questions.sum() > 1:
        return "its questions"
    at = int(questions.argmax())
    tallied = of.tallied
    if tallied.questions[at] in agreed:
        return "agreed value"
    if tallied.inherited[0, at] > tallied.counts[0, at].sum():
        return f"inherited from {tallied.provider[0, at]}"
    people = int(tallied.counts[0, at].sum())
    return "one rater" if people == 1 else f"middle of {people} raters"


def _left_out(of: Evaluated, mine: Bools) -> pd.DataFrame:
    rows = [
        (of.tallied.questions[at], str(of.cells.reason[0, at] or "weight 0: it counts in no score"))
        for at in np.flatnonzero(mine & (np.isnan(of.cells.value[0]) | (of.layout.weight == 0)))
    ]
    return pd.DataFrame(rows, columns=["part", "why"])


def _namer(model: MaturityModel, language: str) -> Namer:
    names = {d.id: say(d.name, language) for d in model.domains} | {
        g.id: say(g.name, language) for g in model.meta.groups
    }
    return lambda part: f"{names[part]} ({part})" if part in names else part


def _words(
    of: Evaluated,
    kind: str,
    part: str,
    printed: dict[str, Any],
    parts: pd.DataFrame,
    left_out: pd.DataFrame,
    binding: str | None,
    name: Namer,
) -> tuple[str, ...]:
    subject = "The overall score" if kind == "overall" else name(part)
    lowest, highest = of.scale
    if printed["score"] is None:
        words = [f"{subject} has no score: {printed['reason']}."]
    elif kind == "question":
        words = [
            f"{subject}: {print_number(printed['score'], '.2f')} on a scale from {print_number(lowest, 'g')} to {print_number(highest, 'g')}, {parts['origin'].iloc[0]}."
        ]
    else:
        what = f"{len(parts)} {'domains' if kind in {'overall', 'group'} else 'questions'}"
        words = [
            f"{subject} is {print_number(printed['score'], '.2f')} on a scale from {print_number(lowest, 'g')} to {print_number(highest, 'g')}, by the rule {of.rule.name}: "
            f"{RULE_SENTENCES[of.rule.name]}; here from {what}."
        ]
        losses = [(p, loss) for p, loss in zip(parts["part"], parts["loss"], strict=True) if loss > SMALL]
        carrying = sorted(losses, key=lambda one: -one[1])[:SHOWN]
        if carrying:
            listed = ", ".join(f"{name(p)} {print_number(loss, '.2f')}" for p, loss in carrying)
            words.append(f"It would fall most without: {listed}.")
    if printed["score"] is not None and printed["reason"] and printed["reason"] != binding:
        words.append(f"{printed['reason'][0].upper()}{printed['reason'][1:]}.")
    if len(left_out):
        listed = "; ".join(f"{p} ({why})" for p, why in left_out.head(SHOWN).itertuples(index=False))
        more = len(left_out) - SHOWN
        words.append(f"Left out: {listed}{f' and {more} more' if more > 0 else ''}.")
    if printed["low"] is not None and printed["high"] - printed["low"] > SMALL:
        words.append(
            f"With all open answers it lies between {print_number(printed['low'], '.2f')} and {print_number(printed['high'], '.2f')}."
        )
    if binding:
        words.append(f"{binding[0].upper()}{binding[1:]}.")
    return tuple(words)


def _plain(value: Any) -> Any:
    if value is None or value is pd.NA or (isinstance(value, float) and np.isnan(value)):
        return None
    return value.item() if isinstance(value, np.generic) else value
