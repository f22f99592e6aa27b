"""Write down what a unit's roadmap promises, so that a later round can be held against it."""

from collections.abc import Mapping

from pmokit.model.base import say
from pmokit.model.improvement import PromisedInitiative, PromisedWave, Promises
from pmokit.model.steps import quarter_label
from pmokit.roadmap.promised import promised_scores
from pmokit.study.unit import UnitStudy


def write_promises(study: UnitStudy, waves: Mapping[str, int]) -> Promises:
    """Return the body of the document ``promises`` from the roadmap as it stands.

    Parameters
    ----------
    study
        A unit that is assessed and can be planned.
    waves
        Number of quarters that have passed when a wave ends, by its name, in their order; from 1 on.
    """
    catalogue, schedule, first = study.catalogue, study.plan.schedule, study.settings.first_quarter
    promised = promised_scores(catalogue, study.gaps, schedule, waves)
    written, before = [], 0
    for wave, ends in waves.items():
        finished = {
            name: start + catalogue.by_id[name].duration_quarters
            for name, start in schedule.items()
            if start is not None and before < start + catalogue.by_id[name].duration_quarters <= ends
        }
        mine = promised[promised["wave"] == wave]
        levels = {str(d): round(float(p), 1) for d, p in zip(mine["domain"], mine["promised"], strict=True)}
        initiatives = tuple(
            PromisedInitiative(
                id=name,
                name=say(catalogue.by_id[name].name, study.language),
                domains=tuple(dict.fromkeys(lift.domain for lift in catalogue.by_id[name].lifts)),
                due=_quarter(first, end),
            )
            for name, end in sorted(finished.items(), key=lambda pair: (pair[1], pair[0]))
        )
        written.append(PromisedWave(name=wave, by=_quarter(first, ends), levels=levels, initiatives=initiatives))
        before = ends
    return Promises(
        made_on=study.as_of,
        round=study.assessment.round if study.assessment else 0,
        waves=tuple(written),
        source=f"Roadmap of {study.unit.name}, illustrative until effort, cost and owners are confirmed",
    )


def _quarter(first: str, ends: int) -> str:
    """Return the last quarter of a number of quarters, as ``2027-Q4``."""
    return quarter_label(first, ends - 1).replace(" ", "-")
