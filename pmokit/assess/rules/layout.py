"""What every rule works on: the questions' place in the model as arrays, and the nodes that are scored."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pmokit.assess.responses import Bools, Floats, Ints
from pmokit.model.maturity import MaturityModel, RuleSettings

NO_LEVEL = -1
Mean = Callable[[Floats, Floats], Floats]


@dataclass(frozen=True)
class Layout:
    """The questions of a scope, in the arrays that the rules calculate with.

    Parameters
    ----------
    domains, groups
        Ids of the domains in scope, and of their groups; groups may be empty.
    weight
        Of each question; 0 leaves it out of every rule.
    domain
        Position of each question's domain.
    level
        Of each question; ``NO_LEVEL`` where it carries none.
    stream
        Number of each question's stream; 0 where it carries none.
    domain_weight
        Of each domain.
    group
        Position of each domain's group; empty without groups.
    lowest, highest
        Level numbers of the model.
    by_question
        Roll-up by question weight; otherwise children count equally, domains by their own weight.
    settings
        Of the model.
    """

    domains: tuple[str, ...]
    groups: tuple[str, ...]
    weight: Floats
    domain: Ints
    level: Ints
    stream: Ints
    domain_weight: Floats
    group: Ints
    lowest: int
    highest: int
    by_question: bool
    settings: RuleSettings

    @property
    def member(self) -> Floats:
        """1 where a question belongs to a domain, shape (questions, domains)."""
        member: Floats = (self.domain[:, None] == np.arange(len(self.domains))).astype(float)
        return member

    @property
    def has_levels(self) -> bool:
        """Whether the questions carry levels."""
        return bool((self.level != NO_LEVEL).all())

    def within(self, group: int) -> Bools:
        """Return which domains belong to a group."""
        mask: Bools = self.group == group
        return mask


@dataclass(frozen=True)
class Rolled:
    """One number for each node, NaN where there is none.

    Parameters
    ----------
    domains
        Shape (units, domains).
    groups
        Shape (units, groups).
    overall
        Shape (units,).
    """

    domains: Floats
    groups: Floats
    overall: Floats


def lay_out(model: MaturityModel, questions: tuple[str, ...]) -> Layout:
    """Return the layout of the questions in scope.

    Parameters
    ----------
    model
        The maturity model.
    questions
        Ids in questionnaire order.
    """
    asked = [model.question_by_id[q] for q in questions]
    home = [model.domain_of[q] for q in questions]
    domains = tuple(d for d in model.domains if d.id in home)
    groups = tuple(g for g in model.groups if any(d.group == g for d in domains))
    place = {d.id: at for at, d in enumerate(domains)}
    streams = sorted({q.stream or "" for q in asked})
    lowest, highest = model.level_range
    return Layout(
        domains=tuple(d.id for d in domains),
        groups=groups,
        weight=np.array([q.weight for q in asked], dtype=float),
        domain=np.array([place[d] for d in home], dtype=np.int64),
        level=np.array([NO_LEVEL if q.level is None else q.level for q in asked], dtype=np.int64),
        stream=np.array([streams.index(q.stream or "") for q in asked], dtype=np.int64),
        domain_weight=np.array([d.weight for d in domains], dtype=float),
        group=np.array([groups.index(d.group) for d in domains if d.group in groups], dtype=np.int64),
        lowest=lowest,
        highest=highest,
        by_question=model.meta.roll_up == "by-question-weight",
        settings=model.meta.rule_settings,
    )


def arithmetic(values: Floats, weight: Floats) -> Floats:
    """Return the weighted mean over the last axis of what is not NaN; NaN where nothing has weight."""
    counted = ~np.isnan(values) * weight
    with np.errstate(invalid="ignore", divide="ignore"):
        mean: Floats = (np.nan_to_num(values) * counted).sum(axis=-1) / counted.sum(axis=-1)
    return mean


def lowest_of(values: Floats, weight: Floats) -> Floats:
    """Return the lowest over the last axis of what is not NaN and has weight; NaN where there is none."""
    least = np.where(np.isnan(values) | (weight <= 0), np.inf, values).min(axis=-1, initial=np.inf)
    return np.where(np.isinf(least), np.nan, least)


def share_of(part: npt.NDArray[np.float64], whole: npt.NDArray[np.float64]) -> Floats:
    """Return part / whole; NaN where the whole is 0."""
    with np.errstate(invalid="ignore", divide="ignore"):
        share: Floats = np.where(whole > 0, part / np.where(whole > 0, whole, 1), np.nan)
    return share


def pooled(part: Floats, whole: Floats, layout: Layout) -> Rolled:
    """Return part / whole for every node, with the sums of its domains: the roll-up by question weight.

    Parameters
    ----------
    part, whole
        Shape (units, domains).
    layout
        Of the questions.
    """
    groups = [share_of(*(x[:, layout.within(g)].sum(axis=1) for x in (part, whole))) for g in range(len(layout.groups))]
    overall = share_of(part.sum(axis=1), whole.sum(axis=1))
    return Rolled(share_of(part, whole), _columns(groups, len(overall)), overall)


def nested(domains: Floats, layout: Layout, mean: Mean) -> Rolled:
    """Roll domain scores up child by child: domains by their weight, then groups, each counting the same.

    Parameters
    ----------
    domains
        Shape (units, domains); NaN leaves a domain out.
    layout
        Of the questions.
    mean
        Of values and weights over the last axis.
    """
    inside = [layout.within(g) for g in range(len(layout.groups))]
    groups = _columns([mean(domains[:, mask], layout.domain_weight[mask]) for mask in inside], len(domains))
    whole = mean(groups, np.ones(len(layout.groups))) if layout.groups else mean(domains, layout.domain_weight)
    return Rolled(domains, groups, whole)


def _columns(columns: list[Floats], rows: int) -> Floats:
    return np.stack(columns, axis=1) if columns else np.zeros((rows, 0))
