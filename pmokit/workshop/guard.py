"""The one place where an error in a handler becomes a sentence on the page."""

import functools
import logging
import secrets
from collections.abc import Callable
from typing import Any

from pmokit.errors import PmokitError

log = logging.getLogger("pmokit.workshop")


def sentence_for(error: Exception) -> str:
    """Return what a person reads about an error; a fault of ours is logged under the code that the sentence names.

    Parameters
    ----------
    error
        What a handler raised.
    """
    if isinstance(error, PmokitError):
        return str(error)
    code = secrets.token_hex(2).upper()
    log.error("code %s", code, exc_info=error)
    return f"Something went wrong, code {code}. What was marked as saved is safe. Try again, or reload the page."


def guarded(tell: Callable[[str], None]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Return a decorator for handlers: an error is told through ``tell`` and goes no further.

    Parameters
    ----------
    tell
        Shows one sentence in the page's status area.
    """

    def decorate(handler: Callable[..., None]) -> Callable[..., None]:
        @functools.wraps(handler)
        def handle(*arguments: Any) -> None:
            try:
                handler(*arguments)
            except Exception as error:  # noqa: BLE001 -- a widget callback that raises shows nothing at all
                tell(sentence_for(error))

        return handle

    return decorate
