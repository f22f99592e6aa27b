"""Quality by project class: is a request complete, is a gate passed, are the product's figures good enough."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from pmokit.errors import PmokitError, did_you_mean
from pmokit.model.base import say
from pmokit.model.methodology import Methodology
from pmokit.model.processes import ClassId, ProcessCatalogue
from pmokit.strategy.processes.cards import class_gates


@dataclass(frozen=True)
class Completeness:
    """How complete a request is for its expected class.

    Parameters
    ----------
    asked
        Fields that the class asks for.
    missing
        Those that are not filled, by name.
    """

    asked: int
    missing: tuple[str, ...]

    @property
    def share(self) -> float:
        """Filled fields of those asked for, 0 to 1."""
        return 1 - len(self.missing) / self.asked

    @property
    def is_complete(self) -> bool:
        """Whether anyone may spend time on it."""
        return not self.missing


@dataclass(frozen=True)
class GateResult:
    """What a checklist says about a gate.

    Parameters
    ----------
    verdict
        ``passed``: every criterion is met; ``open``: some were not looked at; ``not passed``: at least one is not met.
    decider
        Role that decides all the same; None: nobody is named.
    unmet, open
        Criteria that are not met, and those not looked at, as texts.
    """

    verdict: str
    decider: str | None
    unmet: tuple[str, ...]
    open: tuple[str, ...]


def intake_completeness(
    filled: Collection[str], project_class: ClassId, catalogue: ProcessCatalogue, language: str = "en"
) -> Completeness:
    """Return which fields a request still lacks.

    Parameters
    ----------
    filled
        Ids of the fields that meet their rule.
    project_class
        The expected class.
    catalogue
        With the fields.
    language
        Language of the names.

    Raises
    ------
    PmokitError
        If a field is unknown.
    """
    known = [one.id for one in catalogue.quality.intake]
    _require(filled, known, "field of a request")
    asked = [one for one in catalogue.quality.intake if project_class in one.classes]
    missing = tuple(say(one.name, language) for one in asked if one.id not in filled)
    return Completeness(len(asked), missing)


def check_gate(
    gate: str,
    project_class: ClassId,
    seen: Mapping[str, bool | None],
    methodology: Methodology,
    catalogue: ProcessCatalogue,
    language: str = "en",
) -> GateResult:
    """Return what the checklist of a gate says.

    Parameters
    ----------
    gate, project_class
        Which checklist.
    seen
        By criterion: True met, False not met; None or absent: nobody has looked.
    methodology, catalogue
        Deciders and criteria.
    language
        Language of the texts.

    Raises
    ------
    PmokitError
        If the class does not have the gate, or a criterion is not one of it.
    """
    found = {one.gate.id: one for one in class_gates(methodology, catalogue, project_class)}
    if gate not in found:
        raise PmokitError(f"class {project_class} has no gate '{gate}'. {did_you_mean(gate, found)}")
    criteria = found[gate].criteria
    _require(seen, [one.id for one in criteria], f"criterion of gate {gate} for class {project_class}")
    unmet = tuple(say(one.text, language) for one in criteria if seen.get(one.id) is False)
    open_ = tuple(say(one.text, language) for one in criteria if seen.get(one.id) is None)
    verdict = "not passed" if unmet else "open" if open_ else "passed"
    return GateResult(verdict, found[gate].decider, unmet, open_)


def _require(names: Collection[str], known: list[str], kind: str) -> None:
    unknown = [name for name in names if name not in known]
    if unknown:
        raise PmokitError("\n".join(f"there is no {kind} '{name}'. {did_you_mean(name, known)}" for name in unknown))
