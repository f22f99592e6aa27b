"""The rules by name, each with its version, its scale and what it does with open questions."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from pmokit.assess.responses import Bools, Floats
from pmokit.assess.rules.layout import Layout, Rolled
from pmokit.assess.rules.means import geometric_mean, minimum, ratio, weighted_mean
from pmokit.assess.rules.nplf import nplf
from pmokit.assess.rules.samm import samm
from pmokit.assess.rules.steps import mil, staged
from pmokit.errors import ScoringError, did_you_mean
from pmokit.model.maturity import MaturityModel
from pmokit.model.shape import find_lack


@dataclass(frozen=True)
class Rule:
    """A scoring rule.

    Parameters
    ----------
    name, version
        Stored with every score; the version rises when a number would change.
    roll
        From shares of the best answer, and which questions take part, to one number for each node.
    scale
        What score, low and high lie on: the model's levels, 0 to its highest level, per cent, or a share.
    level
        How a level follows: the whole part of the score, the capability level, or not at all.
    open_is_unmet
        A rule that climbs counts an open practice as not met: a level is reached when it is shown to be. Elsewhere an
        open question takes no part in the score. The bounds count it at its worst and at its best in either case.
    """

    name: str
    version: str
    roll: Callable[[Layout, Floats, Bools], Rolled]
    scale: Literal["levels", "from-zero", "percent", "share"] = "levels"
    level: Literal["floor", "capability", "none"] = "floor"
    open_is_unmet: bool = False

    def range(self, model: MaturityModel) -> tuple[float, float]:
        """Return the lowest and the highest score that the rule can give."""
        lowest, highest = model.level_range
        ranges = {"levels": (lowest, highest), "from-zero": (0, highest), "percent": (0, 100), "share": (0, 1)}
        return ranges[self.scale]


RULES = {
    rule.name: rule
    for rule in (
        Rule("weighted-mean", "1", weighted_mean),
        Rule("geometric-mean", "1", geometric_mean),
        Rule("minimum", "1", minimum),
        Rule("staged", "1", staged, open_is_unmet=True),
        Rule("nplf", "1", nplf, scale="percent", level="capability"),
        Rule("mil", "1", mil, scale="from-zero", open_is_unmet=True),
        Rule("samm", "1", samm, scale="from-zero"),
        Rule("ratio", "1", ratio, scale="share", level="none"),
    )
}


def find_rule(model: MaturityModel, name: str) -> Rule:
    """Return a rule that can score a model.

    Parameters
    ----------
    model
        The maturity model.
    name
        One of ``RULES``.

    Raises
    ------
    ScoringError
        If the rule is unknown, or the model cannot serve it.
    """
    if name not in RULES:
        raise ScoringError(f"unknown rule '{name}'. {did_you_mean(name, RULES)}")
    lack = find_lack(model, name)
    if lack:
        able = ", ".join(applicable_rules(model)[0])
        raise ScoringError(f"the rule {name} cannot score model {model.id}: {lack}. Rules that can: {able}")
    return RULES[name]


def applicable_rules(model: MaturityModel) -> tuple[tuple[str, ...], dict[str, str]]:
    """Return the rules that can score a model, and the reason for each that cannot.

    Parameters
    ----------
    model
        The maturity model.
    """
    lacks = {name: find_lack(model, name) for name in RULES}
    return tuple(n for n, lack in lacks.items() if lack is None), {n: lack for n, lack in lacks.items() if lack}
