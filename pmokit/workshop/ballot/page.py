"""The participants' page and the test page: one file each, everything inside, nothing loaded from anywhere."""

import re
import secrets
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from pmokit.model.content import Theme

POLICY = (
    "default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; connect-src 'self'; img-src data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_PLACE = "nonce-goes-here"
# Comments and indents are for us; phones on a slow network do without.
_FOR_US = re.compile(r"^ *(?:(?://|/\*).*\n)?", re.MULTILINE)


class Page:
    """A page that is rendered once; each answer gets a nonce of its own.

    Parameters
    ----------
    folder
        Folder of the templates.
    name
        The page's template; it sees ``theme`` and ``nonce``.
    theme
        Colours and font.
    values
        What else the template sees.
    """

    def __init__(self, folder: Path, name: str, theme: Theme, **values: Any) -> None:
        environment = Environment(loader=FileSystemLoader(folder), autoescape=True, undefined=StrictUndefined)
        body = environment.get_template(name).render(theme=theme, nonce=_PLACE, **values)
        self._parts = [part.encode("utf-8") for part in _FOR_US.sub("", body).split(_PLACE)]

    def answer(self) -> tuple[bytes, str]:
        """Return the page and the policy that goes with it."""
        nonce = secrets.token_urlsafe(16)
        return nonce.encode("ascii").join(self._parts), POLICY.format(nonce=nonce)
