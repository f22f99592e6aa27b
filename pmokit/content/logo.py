"""The client's logo beside a theme: read into it, so that every page carries it inside."""

import base64
from pathlib import Path

from pmokit.errors import Fault
from pmokit.model.content import Theme

TYPES = {"png": "png", "jpg": "jpeg", "jpeg": "jpeg", "gif": "gif", "svg": "svg+xml"}
MOST_BYTES = 250_000


def with_logo(theme: Theme, folder: Path) -> tuple[Theme, list[Fault]]:
    """Return a theme with the logo of its file inside, and what is wrong with that file.

    Parameters
    ----------
    theme
        The theme, or a draft of one.
    folder
        Where its file lies.
    """
    if not theme.logo_file:
        return theme, []
    if theme.logo:
        return theme, [_fault("both logo and logo_file are given", "one of them")]
    try:
        content = (folder / theme.logo_file).read_bytes()
    except OSError as error:
        what = f"the logo {theme.logo_file} cannot be read ({error.strerror or error})"
        return theme, [_fault(what, "a picture beside the theme's file")]
    if len(content) > MOST_BYTES:
        what = f"the logo {theme.logo_file} has {len(content) // 1000} kB"
        return theme, [_fault(what, f"{MOST_BYTES // 1000} kB at most: each page carries it inside")]
    kind = TYPES[theme.logo_file.rpartition(".")[2]]
    logo = f"data:image/{kind};base64,{base64.b64encode(content).decode()}"
    return theme.model_copy(update={"logo": logo}), []


def _fault(what: str, expected: str) -> Fault:
    return Fault(what=what, expected=expected, path=("logo_file",))
