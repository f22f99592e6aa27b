"""A plan to write into files, with texts as hostile as asked for."""

from pmokit.exchange.plan_file import PlanFile
from pmokit.roadmap.projection import Milestone
from tests.views.plans import PLANNED, WAVES, initiative

HOSTILE = {
    "formula": '=HYPERLINK("http://x","y")',
    "control": "a\x00b\x0bc\ufffed\ud800e",
    "long": "word " * 2000,
    "right-to-left": "\u05e9\u05dc\u05d5\u05dd \u202eabc",
    "markup": "<b>&]]>\"'",
}


def plan_file(initiatives=PLANNED, **changes):
    by_id = {one.id: one for one in initiatives}
    waves = {wave.name: tuple(by_id[name] for name in wave.initiatives if name in by_id) for wave in WAVES}
    fields = {
        "client": "Acme",
        "unit": "Alpha",
        "title": "PMO roadmap of Alpha",
        "currency": "EUR",
        "first_quarter": "2027-Q1",
        "quarters": 8,
        "initiatives": tuple(initiatives),
        "waves": {name: members for name, members in waves.items() if members},
        "milestones": (
            (Milestone("FIN", 2, 1, ("a", "b")), "Level 2 reached in Financial management"),
            (Milestone("", 2, 5, ("a",)), "Level 2 reached overall"),
        ),
        "capacity": {"data": (0.5,) * 4 + (1.0,) * 4},
        "used": {"data": (0.5,) * 8},
        "skills": {"data": "Data specialist"},
        "assumptions": (("Status", "Illustrative"), ("Level today", "2")),
        "reasons": {"b": "'Initiative a' runs until 2027 Q1"},
        "left_out": {"x": "Left out"},
    }
    return PlanFile(**(fields | changes))


def hostile_plan(kind):
    """Return a plan whose every text is hostile."""
    text = HOSTILE[kind]
    one = initiative(
        "a", 0, 1, "mobilise", name=text, owner=text, first_result=text, deliverables=(text,), done_when=text
    )
    return plan_file(
        [one],
        milestones=((Milestone("FIN", 2, 0, ("a",)), text),),
        client=text,
        unit=text,
        title=text,
        assumptions=(("Status", text),),
        reasons={"a": text},
        left_out={"x": text},
    )
