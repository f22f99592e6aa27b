"""Read what step 6 works with: the catalogue of reviews, the trigger rules, the feedback questionnaires."""

from functools import cache
from pathlib import Path

from pmokit.content import places
from pmokit.content.catalogues import ROLES
from pmokit.content.reading import Loaded, read
from pmokit.model.feedback import AUDIENCES, FeedbackForm, find_form_faults
from pmokit.model.reviews import ReviewCatalogue, find_review_faults
from pmokit.model.services import RoleCatalogue
from pmokit.model.triggers import TriggerRules, find_trigger_faults

REVIEWS, TRIGGERS = "reviews.yaml", "triggers.yaml"


def read_reviews(file: Path) -> Loaded[ReviewCatalogue]:
    """Read a catalogue of reviews; the roles are looked for beside it, else in the kit."""
    reading = read(file, ReviewCatalogue)
    beside = file.parent / ROLES
    roles = read(beside if beside.is_file() else _catalogue(ROLES), RoleCatalogue).draft
    # Roles that could not be read may have been meant by any link.
    known = None if "" in roles.authority or not roles.authority else roles.authority
    return reading.checked(list(find_review_faults(reading.draft, known)))


def read_triggers(file: Path) -> Loaded[TriggerRules]:
    """Read the rules that call for an early re-assessment."""
    reading = read(file, TriggerRules)
    return reading.checked(list(find_trigger_faults(reading.draft)))


def read_form(file: Path) -> Loaded[FeedbackForm]:
    """Read a feedback questionnaire."""
    reading = read(file, FeedbackForm)
    return reading.checked(list(find_form_faults(reading.draft)))


@cache
def load_reviews() -> ReviewCatalogue:
    """Return the kit's catalogue of reviews.

    Raises
    ------
    ContentError
        If it has faults.
    """
    return read_reviews(_catalogue(REVIEWS)).unwrap()


@cache
def load_triggers() -> TriggerRules:
    """Return the kit's trigger rules.

    Raises
    ------
    ContentError
        If they have faults.
    """
    return read_triggers(_catalogue(TRIGGERS)).unwrap()


@cache
def load_forms() -> dict[str, FeedbackForm]:
    """Return the kit's feedback questionnaires by audience.

    Raises
    ------
    ContentError
        If one has faults.
    """
    folder = places.questionnaires() / "feedback"
    forms = [read_form(file).unwrap() for file in sorted(folder.glob("*.yaml"))]
    return {form.audience: form for form in sorted(forms, key=lambda form: AUDIENCES.index(form.audience))}


def _catalogue(name: str) -> Path:
    return places.templates() / "catalogues" / name
