"""The first hundred days beside the roadmap: what is a light version of which initiative, so that neither contradicts the other."""

from pmokit.study.roadmap import UnitRoadmap


def beside_the_plan(study: UnitRoadmap) -> dict[str, str]:
    """Return in a sentence what the roadmap says of the initiative that a step is the light version of, by step.

    Parameters
    ----------
    study
        The unit's roadmap; without one, nothing is said.
    """
    if not study.can_be_planned:
        return {}
    return {step.id: _sentence(study, step.light_of) for step in study.first_days if step.light_of is not None}


def _sentence(study: UnitRoadmap, initiative: str) -> str:
    schedule = study.plan.schedule
    if initiative not in schedule:
        return "This step is not in the roadmap, as assessment and targets ask for no more of it: begin with what is there."
    start, name = schedule[initiative], study.called(initiative)
    if start is None:
        return (
            f"This is a light version only: the roadmap leaves {name} out and says why, so nothing more is built here."
        )
    return f"This is a light version: the roadmap does it thoroughly from {study.quarter(start)} on, with {name}."
