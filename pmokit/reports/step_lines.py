"""What the Word templates of the steps hold, line by line: the strategy statement and the communication."""

from typing import Any

# A line is ("page" | "h1" | "h2" | "lead" | "p" | "picture", text), where a lead stays with what follows and page is an h1 on a new page,
# ("list", field) or ("table", field, {heading: (key, share of the width)}, perhaps the size of its letters).
Line = tuple[Any, ...]


def objectives(added: str) -> Line:
    """Return the table of business objectives.

    Parameters
    ----------
    added
        Heading of what the PMO adds.
    """
    heads = {
        "Objective": ("name", 0.22),
        "Measure": ("measure", 0.26),
        "By": ("by", 0.12),
        "Owner": ("owner", 0.18),
        added: ("pmo", 0.22),
    }
    return "table", "objectives", heads


def where(field: str, *lines: Line) -> tuple[Line, ...]:
    """Return lines that are printed only where a field holds something.

    Parameters
    ----------
    field
        Name of the value.
    lines
        Of a template.
    """
    return ("p", f"{{%p if {field} %}}"), *lines, ("p", "{%p endif %}")


STEP_HEAD = "{{ lead }}"
STEP_FOOT = "{{ client }}, {{ owner }}. Version {{ version }}, {{ date }}. Texts that nobody has changed are proposals of the kit: expert judgement."
VISION: tuple[Line, ...] = (
    ("p", "{%p for section in statement %}"),
    ("h1", "{{ section.heading }}"),
    ("list", "section.texts"),
    ("p", "{%p endfor %}"),
    *where("edited", ("p", "Rewritten by people: {{ edited }}.")),
    ("h1", "Objectives"),
    objectives("What the PMO adds"),
    ("h1", "Where the PMO works for which objective"),
    ("picture", "objective_fields"),
    *where("is_tied", ("h1", "Where the money goes"), ("lead", "{{ spend }}"), ("picture", "objective_spend")),
    *where(
        "candidates",
        ("h1", "Projects to decide on"),
        ("p", "{{ rule }}"),
        ("table", "candidates", {"Project": ("name", 0.4), "Reasons": ("reasons", 0.6)}),
    ),
    *where(
        "findings",
        ("h1", "Still to be settled"),
        ("table", "findings", {"Where": ("where", 0.22), "Finding": ("what", 0.4), "What to do": ("todo", 0.38)}),
    ),
)
COMMUNICATION: tuple[Line, ...] = (
    ("h1", "Who stands where"),
    ("lead", "{{ stances_text }}"),
    ("picture", "stances"),
    ("h1", "Who has to be won"),
    (
        "table",
        "stakeholders",
        {
            "Stakeholder": ("name", 0.18),
            "Today and needed": ("stance", 0.14),
            "Wants": ("wants", 0.22),
            "Fears": ("fears", 0.2),
            "Next step": ("next", 0.26),
        },
    ),
    ("h1", "Who hears what"),
    ("p", "{%p for audience in audiences %}"),
    ("h2", "{{ audience.name }}"),
    (
        "table",
        "audience.lines",
        {
            "First, how often": ("when", 0.15),
            "Message": ("message", 0.36),
            "Channel": ("channel", 0.17),
            "Owner": ("owner", 0.12),
            "Feedback and target": ("feedback", 0.2),
        },
    ),
    ("p", "{%p endfor %}"),
    *where(
        "findings",
        ("h1", "Still to be settled"),
        ("table", "findings", {"Where": ("where", 0.22), "Finding": ("what", 0.4), "What to do": ("todo", 0.38)}),
    ),
)
