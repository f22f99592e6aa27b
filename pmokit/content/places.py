"""Where the kit's content lies: the checkout first, then the wheel's copy."""

from pathlib import Path

import pmokit

META = "_meta.yaml"
ANSWER_SETS = "answer_sets.yaml"
ORGANISATION_PROFILE = "pmo_type/profile.yaml"

# An editable install copies content into the environment once and never again, so the checkout is looked at first.
_PACKAGE = Path(pmokit.__file__).resolve().parent


def kit_folder() -> Path:
    """Return the folder that holds notebooks/, questionnaires/ and templates/."""
    checkout = _PACKAGE.parent
    return checkout if (checkout / "questionnaires").is_dir() else _PACKAGE / "_kit"


def questionnaires() -> Path:
    """Return the folder of maturity models, answer sets and lexicon."""
    return kit_folder() / "questionnaires"


def templates() -> Path:
    """Return the folder of catalogues, mappings, page templates, themes and the sample."""
    return kit_folder() / "templates"


def notebooks() -> Path:
    """Return the folder of notebooks."""
    return kit_folder() / "notebooks"
