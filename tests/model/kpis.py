"""The smallest catalogue of KPIs that is right, to be made wrong in one place."""

from pmokit.model.kpis import Edges, KpiCatalogue, KpiDefinition, KpiExample, Thresholds


def text(words):
    return {"en": words}


def kpi(name, **changes):
    entry = {
        "id": name,
        "name": text(name.capitalize()),
        "question": text("How much of it?"),
        "definition": text("What it is."),
        "formula": text("a / b"),
        "unit": "share",
        "direction": "higher",
        "level": "portfolio",
        "family": "delivery",
        "timing": "leading",
        "cadence": "monthly",
        "importance": 2,
        "records": ("project-list",),
        "data": text("A list."),
        "baseline": text("Count once."),
        "serves": ("POR",),
        "thresholds": Thresholds(edges=Edges(green=0.8, amber=0.6), logic=text("As agreed.")),
        "decision_at_red": text("Somebody decides."),
        "gaming": text("By counting twice."),
        "traps": (text("Few cases."),),
        "example": KpiExample(given=text("3 of 4."), working="3 / 4", result=0.75),
        "source": "practice",
    }
    return KpiDefinition(**(entry | changes))


def catalogue(*kpis, **changes):
    head = {
        "version": "1.0.0",
        "model": "tiny",
        "source": "practice",
        "families": {"delivery": text("Delivery")},
        "promises": {"insight": text("Insight")},
        "records": {"project-list": text("One list"), "survey": text("A survey")},
    }
    two = (kpi("one", promises=("insight",)), kpi("two", promises=("insight",)))
    return KpiCatalogue(kpis=kpis or two, **(head | changes))
