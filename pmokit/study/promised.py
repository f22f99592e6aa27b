"""Write down what a unit's roadmap promises, so that a later round can be held against it."""

from pmokit.model.base import say
from pmokit.model.improvement import PromisedInitiative, PromisedWave, Promises
from pmokit.model.roadmap import Wave
from pmokit.model.steps import quarter_label
from pmokit.study.unit import UnitStudy


def write_promises(study: UnitStudy) -> Promises:
    """Return the body of the document ``promises`` from the roadmap as it stands: each wave with what it lifts by its end.

    Parameters
    ----------
    study
        A unit that is assessed and can be planned.
    """
    return Promises(
        made_on=study.as_of,
        round=study.assessment.round if study.assessment else 0,
        waves=tuple(_promise(study, wave) for wave in study.waves if wave.last >= wave.first),
        source=f"Roadmap of {study.unit.name}, illustrative until effort, cost and owners are confirmed",
    )


def _promise(study: UnitStudy, wave: Wave) -> PromisedWave:
    today = study.gaps.set_index("domain")["score"]
    projected = study.projection_by_wave
    mine = projected[(projected["wave"] == wave.name) & projected["domain"].isin(today.index)]
    levels = {
        str(domain): round(float(score), 1)
        for domain, score in zip(mine["domain"], mine["score"], strict=True)
        if score > today[domain]
    }
    return PromisedWave(
        name=wave.name,
        by=_last_quarter(study, wave.last + 1),
        levels=levels,
        initiatives=tuple(_promised_initiative(study, name) for name in wave.initiatives),
    )


def _promised_initiative(study: UnitStudy, name: str) -> PromisedInitiative:
    initiative = study.catalogue.by_id[name]
    return PromisedInitiative(
        id=name,
        name=say(initiative.name, study.language),
        domains=tuple(dict.fromkeys(lift.domain for lift in initiative.lifts)),
        due=_last_quarter(study, study.ends[name]),
    )


def _last_quarter(study: UnitStudy, ends: int) -> str:
    """Return the last of a number of quarters, as ``2027-Q4``."""
    return quarter_label(study.settings.first_quarter, ends - 1).replace(" ", "-")
