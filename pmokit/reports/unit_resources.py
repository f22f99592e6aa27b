"""The page of a unit's report on what can stop its projects: too few people, and open risks."""

from dataclasses import replace

from pmokit.model.content import Theme
from pmokit.model.printing import print_number
from pmokit.study.unit import UnitStudy
from pmokit.views import risks, workload
from pmokit.views.exhibit import Exhibit
from pmokit.views.page import Page

ID, TITLE = "resources", "Capacity and risks"


def resources_page(study: UnitStudy, theme: Theme) -> Page:
    """Return demand against capacity with the overloads, and the open risks; what is missing is said.

    Parameters
    ----------
    study
        The unit's story.
    theme
        Look.
    """
    people, told_of_people = _capacity(study, theme)
    dangers, told_of_risks = _risks(study)
    return Page(ID, TITLE, (*told_of_people, *told_of_risks), (), (*people, *dangers))


def _capacity(study: UnitStudy, theme: Theme) -> tuple[list[Exhibit], list[str]]:
    load = study.unit_load
    if load is None:
        return [], ["Demand and capacity are not known yet. Next: hand out the form, pmokit export --form workload."]
    if load.empty:
        return [], [
            f"Nobody of {study.unit.name} is in the list of demand and capacity. Next: ask the heads of department."
        ]
    chart, table = workload.capacity_heat(load, theme), workload.overload_list(study.overloads)
    # The chart says each figure in its cell; the table keeps to what somebody has to decide on.
    return [replace(chart, frame=table.frame, columns=table.columns)], []


def _risks(study: UnitStudy) -> tuple[list[Exhibit], list[str]]:
    if study.risk_register is None:
        return [], ["There is no risk register yet. Next: bring one in, pmokit import."]
    if study.risks is None:
        return [], ["The risks cannot be rated yet. Next: agree the risk appetite in step 5."]
    if study.risks.empty:
        return [], [f"The register names no open risk that hits {study.unit.name}."]
    listed = risks.risk_list(study.risks, study.settings.currency)
    return [listed.only("id", "sentence", "band", "exposure_k", "owner", "action", "due")], [*_shared(study)]


def _shared(study: UnitStudy) -> tuple[str, ...]:
    """Name the causes that hit this unit and others at once."""
    causes = study.shared_risks
    if causes is None:
        return ()
    mine = causes[[study.unit.code in units.split(", ") for units in causes["units"]]]
    names = {unit.code: unit.name for unit in study.engagement.units()}
    return tuple(
        f"Shared cause: {row['name']} ({row['risks']}) hits {row['projects']} projects in "
        f"{' and '.join(names.get(code, code) for code in row['units'].split(', '))} and would cost "
        f"{print_number(row['loss_k'], ',.0f')} thousand on the day it strikes."
        for row in mine.to_dict("records")
    )
