"""Who answers for which unit, and which page they look at: carried by the address, so that a reload restores it."""

import secrets
from dataclasses import dataclass
from urllib.parse import parse_qs, urlencode

from pmokit.errors import PmokitError
from pmokit.model.maturity import MaturityModel
from pmokit.store.engagement import Assessment, Engagement

RESULT = "result"
LONGEST_NAME = 60


@dataclass(frozen=True)
class Visit:
    """One person's place in the assessment; what is not known yet is empty.

    Parameters
    ----------
    unit
        Code of the business unit.
    respondent
        Name, or in an anonymous assessment a code drawn at random.
    role
        Role id of the model.
    page
        Domain id, or ``result``.
    """

    unit: str = ""
    respondent: str = ""
    role: str = ""
    page: str = ""

    @property
    def is_known(self) -> bool:
        """Whether answers can be given: unit, respondent and role are there."""
        return bool(self.unit and self.respondent and self.role)

    def query(self) -> str:
        """Return the visit as the query string of an address."""
        fields = {"unit": self.unit, "respondent": self.respondent, "role": self.role, "page": self.page}
        return urlencode({name: value for name, value in fields.items() if value})


def read_visit(
    query: str, engagement: Engagement, assessment: Assessment, model: MaturityModel
) -> tuple[Visit, list[str]]:
    """Read a visit from an address; what does not hold is left out and told.

    Parameters
    ----------
    query
        Query string, as typed by anyone.
    engagement, assessment, model
        Know the units, the people and the roles.

    Returns
    -------
    tuple
        The visit and one sentence for each thing that was left out.
    """
    given = {name: values[-1].strip() for name, values in parse_qs(query).items()}
    notes = []
    unit = ""
    if given.get("unit"):
        try:
            unit = engagement.unit(given["unit"]).code
        except PmokitError:
            notes.append(f"There is no business unit '{given['unit'][:LONGEST_NAME]}'. Choose one of the list.")
    person = given.get("respondent", "")
    fault = name_fault(person) if person else None
    if fault:
        notes.append(fault)
        person = ""
    role = role_of(engagement, assessment, unit, person) or given.get("role", "")
    if role and role not in {r.id for r in model.meta.roles}:
        notes.append(f"There is no role '{role[:LONGEST_NAME]}'. Choose one of the list.")
        role = ""
    pages = {domain.id for domain in model.domains} | {RESULT}
    page = given["page"] if given.get("page") in pages else ""
    return Visit(unit, person, role, page), notes


def name_fault(name: str) -> str | None:
    """Return what is wrong with a respondent's name, or None."""
    if not name.strip():
        return "Please enter a name, so that you find your answers again."
    if len(name) > LONGEST_NAME or not name.isprintable():
        return f"Please enter a name of at most {LONGEST_NAME} characters, on one line."
    return None


def role_of(engagement: Engagement, assessment: Assessment, unit: str, respondent: str) -> str:
    """Return the role that a person of a unit was entered with, or an empty string for someone new."""
    if not (unit and respondent):
        return ""
    people = engagement.respondents(assessment.id, unit)
    roles = people.loc[people["respondent"] == respondent, "role"]
    return str(roles.iloc[0]) if len(roles) else ""


def random_respondent() -> str:
    """Return a code for someone who answers without a name."""
    return f"p-{secrets.token_hex(4)}"
