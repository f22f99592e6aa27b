"""The steps of an engagement in their order: the notebook of each and the name that people read."""

from dataclasses import dataclass
from urllib.parse import urlencode

RENDER = "/voila/render/"


@dataclass(frozen=True)
class Step:
    """One step.

    Parameters
    ----------
    id
        Such as ``vision``.
    notebook
        Name of its notebook without the ending.
    number
        1 to 6; empty for the start and the roadmap.
    name
        What people read.
    """

    id: str
    notebook: str
    number: str
    name: str

    @property
    def title(self) -> str:
        """Number and name."""
        return f"{self.number} {self.name}".strip()

    def address(self, unit: str = "", by: str = "") -> str:
        """Return the address of its page for a unit and whoever writes.

        Parameters
        ----------
        unit, by
            Code of the unit and name of the person; what is empty is left out.
        """
        query = urlencode({name: value for name, value in (("unit", unit), ("by", by)) if value})
        return f"{RENDER}{self.notebook}.ipynb" + (f"?{query}" if query else "")


STEPS = (
    Step("home", "home", "", "Start"),
    Step("vision", "1_vision", "1", "Vision"),
    Step("maturity", "2_maturity", "2", "Maturity"),
    Step("kpis", "3_kpis", "3", "KPIs"),
    Step("structure", "4_structure", "4", "Structure"),
    Step("processes", "5_processes", "5", "Processes"),
    Step("improvement", "6_improvement", "6", "Improvement"),
    Step("roadmap", "7_roadmap", "", "Roadmap"),
)
STEP_BY_ID = {step.id: step for step in STEPS}


def following(step: str) -> Step | None:
    """Return the step after one, or None after the last."""
    position = next(at for at, one in enumerate(STEPS) if one.id == step)
    return STEPS[position + 1] if position + 1 < len(STEPS) else None
