"""A small plan to draw: three initiatives in a chain and one beside it, with names as awkward as asked for."""

from pmokit.content.library import load_theme
from pmokit.model.roadmap import Wave
from pmokit.roadmap.outline import PlannedInitiative
from pmokit.views.plan_frame import PlanFrame

WAVES = (
    Wave(name="mobilise", first=0, last=0, initiatives=("a",)),
    Wave(name="foundation", first=1, last=1, initiatives=("b",)),
    Wave(name="standardise", first=2, last=3),
    Wave(name="integrate", first=4, last=5, initiatives=("c", "d")),
    Wave(name="optimise", first=6, last=7),
)


def initiative(key, start, end, wave, **changes):
    fields = {
        "id": key,
        "name": f"Initiative {key}",
        "start": start,
        "end": end,
        "wave": wave,
        "domains": ("FIN",),
        "lifts": "FIN 1>2",
        "owner": "Finance",
        "fte": {"data": 0.5},
        "cost": 10.0,
        "value": 1.0,
        "requires": (),
        "first_result": "A page",
        "deliverables": ("A list", "A rule"),
        "done_when": "It is used",
        "is_confirmed": False,
    }
    return PlannedInitiative(**(fields | changes))


PLANNED = (
    initiative("a", 0, 1, "mobilise"),
    initiative("b", 1, 2, "foundation", requires=("a",)),
    initiative("c", 2, 6, "integrate", requires=("b",), domains=("POR",), owner="Executive"),
    initiative("d", 4, 6, "integrate", requires=("a",)),
)


def plan_frame(initiatives=PLANNED, **changes):
    fields = {
        "initiatives": tuple(initiatives),
        "waves": WAVES,
        "domains": {"POR": "Strategic portfolio management", "FIN": "Financial management"},
        "first_quarter": "2027-Q3",
        "quarters": 8,
        "currency": "EUR",
        "illustrative": "Illustrative until the client has confirmed capacity and budget.",
        "certainty": "No better plan exists under these limits (proven).",
        "theme": load_theme(),
    }
    return PlanFrame(**(fields | changes))


def words_in(specification):
    """Return all texts that a drawing holds."""
    return [
        str(row["label"]) for name, rows in specification["datasets"].items() for row in rows if name and "label" in row
    ]


def lines_in(specification):
    """Return the points of each line that a drawing holds, by the line's name."""
    lines = {}
    for rows in specification["datasets"].values():
        for row in rows:
            if "line" in row:
                lines.setdefault(row["line"], []).append((row["order"], row["x"], row["y"]))
    return {name: [(x, y) for _, x, y in sorted(points)] for name, points in lines.items()}
