"""What a schema cannot say about a methodology, a register of risks and a log of decisions: orders, links, dates.

The checks also run on drafts: see :mod:`pmokit.model.checks`.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pmokit.errors import Fault, Path, did_you_mean
from pmokit.model.checks import double_ids, is_unknown
from pmokit.model.decisions import DecisionLog
from pmokit.model.methodology import LEVELS, MethodologyBrief, Tolerance
from pmokit.model.process_checks import find_class_faults
from pmokit.model.processes import CLASS_IDS, ProcessCatalogue
from pmokit.model.risks import RiskRegister

LIMITS = ("weeks_late", "cost_over", "benefit_lost", "scope_share")


def find_brief_faults(brief: MethodologyBrief, catalogue: ProcessCatalogue, path: Path = ()) -> Iterator[Fault]:
    """Yield thresholds out of order, ladders that do not rise, and answers that no criterion offers.

    Parameters
    ----------
    brief
        The brief, or a draft.
    catalogue
        Its criteria and classes.
    path
        Of the brief in its file.
    """
    classes = [
        one.model_copy(update={"from_points": brief.thresholds.get(one.id, one.from_points)})
        for one in catalogue.classes
    ]
    for fault in find_class_faults(classes, ()):
        yield Fault(what=fault.what, expected=fault.expected, path=(*path, "thresholds"))
    yield from _ladder_faults(brief.tolerances, (*path, "tolerances"))
    criteria = {criterion.id: criterion for criterion in catalogue.classification}
    for at, rated in enumerate(brief.rated):
        for criterion, option in rated.answers.items():
            here = (*path, "rated", at, "answers", criterion)
            if is_unknown(criterion, criteria):
                what, hint = f"{rated.project}: unknown criterion '{criterion}'", did_you_mean(criterion, criteria)
                yield Fault(what=what, expected="a criterion of processes.yaml", hint=hint, path=here)
            elif option is not None and is_unknown(option, criteria[criterion].by_id):
                what = f"{rated.project}: unknown answer '{option}' to {criterion}"
                known = criteria[criterion].by_id
                yield Fault(what=what, expected=", ".join(known), hint=did_you_mean(option, known), path=here)


def _ladder_faults(tolerances: Sequence[Tolerance], path: Path) -> Iterator[Fault]:
    """Yield steps named twice, classes without a first step, steps left out, and limits that fall on the way up."""
    for class_id in CLASS_IDS:
        found = [(at, one) for at, one in enumerate(tolerances) if one.project_class == class_id]
        levels = [one.level for _, one in found]
        if any(not one.project_class or not one.level for one in tolerances):
            return
        expected = [level for level in LEVELS if level in levels]
        if not found or levels != expected or levels[0] != LEVELS[0]:
            yield Fault(
                what=f"class {class_id}: the ladder is {', '.join(levels) or 'empty'}",
                expected=f"some of {', '.join(LEVELS)}, in this order, each once, from the first on",
                path=(*path, found[0][0], "level") if found else path,
            )
        for (_, below), (at, above) in pairwise(found):
            for limit in LIMITS:
                if getattr(above, limit) < getattr(below, limit):
                    yield Fault(
                        what=f"class {class_id}: {limit} of {above.level} is {getattr(above, limit):g}, below the "
                        f"{getattr(below, limit):g} of {below.level}",
                        expected="limits that do not fall on the way up",
                        path=(*path, at, limit),
                    )


def find_register_faults(register: RiskRegister) -> Iterator[Fault]:
    """Yield double ids, causes that are not listed, causes listed and unused, and projects named twice.

    Parameters
    ----------
    register
        The register, or a draft.
    """
    causes = [cause.id for cause in register.causes]
    yield from double_ids(causes, ("causes",), "cause")
    yield from double_ids([risk.id for risk in register.risks], ("risks",), "risk")
    for at, risk in enumerate(register.risks):
        if risk.shared_cause and risk.shared_cause not in causes and "" not in causes:
            yield Fault(
                what=f"{risk.id}: unknown shared cause '{risk.shared_cause}'",
                expected="a cause of this register",
                hint=did_you_mean(risk.shared_cause, causes),
                path=("risks", at, "shared_cause"),
            )
        names = [f"{hit.unit}/{hit.project}" for hit in risk.hits]
        for position, name in enumerate(names):
            if name in names[:position]:
                what = f"{risk.id}: project {name} is listed twice"
                yield Fault(what=what, expected="each once", path=("risks", at, "hits", position))


def find_log_faults(log: DecisionLog) -> Iterator[Fault]:
    """Yield double ids and reviews dated before the decision.

    Parameters
    ----------
    log
        The log, or a draft.
    """
    yield from double_ids([decision.id for decision in log.decisions], ("decisions",), "decision")
    for at, decision in enumerate(log.decisions):
        for key in ("review_on", "reviewed_on"):
            day = getattr(decision, key)
            # In a draft, a date that could not be read is no date.
            if isinstance(day, dt.date) and isinstance(decision.decided_on, dt.date) and day < decision.decided_on:
                yield Fault(
                    what=f"{decision.id}: {key} {day} lies before the decision of {decision.decided_on}",
                    expected="a later date",
                    path=("decisions", at, key),
                )
