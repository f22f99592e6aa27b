"""The lines of the methodology's Word template; see :mod:`pmokit.reports.word_template` for what a line is."""

from typing import Any

METHODOLOGY_INTRO = (
    "Way of working: {{ way }}. Control level: {{ control }}. {{ counts }}. Agreed limits and money: {{ source }}."
)
METHODOLOGY_FOOTER = (
    "{{ client }}, {{ owner }}. Methodology version {{ version }}, {{ date }}. Catalogues: {{ catalogue }}. Points, minutes and texts "
    "that nobody has changed are expert judgement."
)
SMALL = 8
GATES = {
    "Gate": ("name", 0.1),
    "Question": ("question", 0.22),
    "Decides": ("decider", 0.11),
    "What has to be seen": ("criteria", 0.57),
}
LADDER = {
    "Decides": ("level", 0.18),
    "Late": ("late", 0.1),
    "Over cost": ("cost", 0.11),
    "Benefit lost": ("benefit", 0.13),
    "Scope": ("scope", 0.48),
}
METHODOLOGY: tuple[tuple[Any, ...], ...] = (
    ("h1", "Which class is my project?"),
    ("p", "Points add up over all questions. {{ thresholds }}"),
    (
        "table",
        "criteria",
        {"Question": ("question", 0.3), "About": ("dimension", 0.1), "Answers with points": ("options", 0.6)},
    ),
    ("p", "{%p for one in classes %}"),
    ("page", "Class {{ one.id }}: {{ one.name }}"),
    ("p", "{{ one.meaning }} {{ one.effort }}"),
    ("p", "{{ one.must }}"),
    ("p", "{{ one.offered }}"),
    ("h2", "Gates"),
    ("table", "one.gates", GATES, SMALL),
    ("h2", "Who decides on deviations, up to and including"),
    ("table", "one.ladder", LADDER, SMALL),
    ("p", "{{ one.artefacts }}"),
    ("p", "{%p endfor %}"),
    ("page", "What each class does"),
    ("picture", "tailoring"),
    ("page", "Good enough: requests, acceptance, products"),
    ("table", "quality", {"About": ("about", 0.14), "Standard": ("standard", 0.72), "Classes": ("classes", 0.14)}),
    ("h1", "Policies"),
    ("p", "{%p for policy in policies %}"),
    ("h2", "{{ policy.name }}"),
    ("list", "policy.rules"),
    ("p", "{%p endfor %}"),
    ("h1", "Risk appetite"),
    ("p", "{{ appetite }}"),
    ("picture", "risk_matrix"),
    (
        "table",
        "bands",
        {
            "Band": ("name", 0.2),
            "Points": ("points", 0.2),
            "May accept it": ("decides", 0.35),
            "Act within": ("within", 0.25),
        },
    ),
    ("h1", "Lending people"),
    (
        "table",
        "guidelines",
        {
            "Department": ("department", 0.19),
            "Decides": ("decides", 0.16),
            "Limit": ("limit", 0.18),
            "Notice": ("notice", 0.1),
            "Who settles what they cannot": ("escalation", 0.21),
            "Agreed by": ("agreed_by", 0.16),
        },
    ),
    ("page", "The processes"),
    ("p", "{%p for process in processes %}"),
    ("h2", "{{ process.name }}"),
    ("lead", "{{ process.head }}"),
    ("lead", "{{ process.trigger }}"),
    ("table", "process.steps", {"": ("number", 0.06), "Role": ("role", 0.22), "Does": ("does", 0.72)}),
    ("p", "{{ process.papers }}"),
    ("p", "{{ process.variants }}"),
    ("p", "{%p endfor %}"),
    ("p", "{%p if findings %}"),
    ("h1", "Still to be mended"),
    ("list", "findings"),
    ("p", "{%p endif %}"),
)
