"""What the present state costs, in the client's own figures."""

from pmokit.model.printing import print_count
from pmokit.study.unit import UnitStudy
from pmokit.views.exhibit import show

UNKNOWN = "not measured"


def cost_of_problem(study: UnitStudy) -> list[str]:
    """Return what the present state costs, in the client's own figures, as sentences; none where nothing of it is measured.

    Parameters
    ----------
    study
        The unit's story.
    """
    currency, found = study.settings.currency, []
    over, exposure = _overrun(study), _exposure(study)
    if over is not None:
        count = print_count(over[1], "project")
        found.append(
            f"{count} {'is' if over[1] == 1 else 'are'} forecast to end {show(over[0], 'money')} thousand {currency} over budget."
        )
    if exposure is not None:
        found.append(f"Open risks carry an expected loss of {show(exposure, 'money')} thousand {currency}.")
    return found


def short_cost(study: UnitStudy) -> str:
    """Return what the present state costs in a few words, for a page with little room; parameters as for :func:`cost_of_problem`."""
    currency, found = study.settings.currency, []
    over, exposure = _overrun(study), _exposure(study)
    if over is not None:
        found.append(f"{show(over[0], 'money')} forecast overrun ({print_count(over[1], 'project')})")
    if exposure is not None:
        found.append(f"{show(exposure, 'money')} expected loss")
    return f"Cost today, thousand {currency}: {', '.join(found)}." if found else f"Cost today: {UNKNOWN}."


def _overrun(study: UnitStudy) -> tuple[float, int] | None:
    """Return the thousands by which projects are forecast to pass their budget, and how many projects the figure counts."""
    found = next((one for one in study.kpis if one.kpi.id == "variance_at_completion"), None)
    return None if found is None or found.value is None or found.value >= 0 else (-found.value / 1000, found.n)


def _exposure(study: UnitStudy) -> float | None:
    """Return the expected loss of the open risks, thousands."""
    return float(study.risks["exposure_k"].sum()) if study.risks is not None and len(study.risks) else None
