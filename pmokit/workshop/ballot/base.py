"""What every answer of the participants' door has in common: headers, who may ask, and faults as one sentence of JSON."""

import json
import logging
import secrets
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar
from urllib.parse import urlsplit

from tornado.web import HTTPError, RequestHandler

from pmokit.errors import PmokitError
from pmokit.workshop.ballot.entry import MOST_BYTES, read_body
from pmokit.workshop.ballot.hosts import is_own_host
from pmokit.workshop.ballot.room import Room
from pmokit.workshop.ballot.service import Service
from pmokit.workshop.ballot.tokens import TokenRefused

COOKIE = "pmokit_ballot"
POLICY = "default-src 'none'; frame-ancestors 'none'"
HEADERS = (
    ("Content-Type", "application/json; charset=utf-8"),
    ("Content-Security-Policy", POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Cache-Control", "no-store"),
)
SENTENCES = {
    400: "The request cannot be read.",
    404: "There is nothing at this address.",
    405: "This address does not take such a request.",
    413: f"The request is too long; {MOST_BYTES} bytes fit.",
}
OWN_SITES = frozenset({"same-origin", "none"})
BEARER = "bearer "

P = ParamSpec("P")
T = TypeVar("T")

log = logging.getLogger("pmokit.ballot")


class Refusal(HTTPError):  # noqa: N818
    """An answer that is a fault, in a sentence for the person at the phone.

    Parameters
    ----------
    status
        HTTP status.
    sentence
        What is wrong and what to do.
    wait
        Seconds until the same may be tried again; 0 = no such thing.
    more
        Further keys of the answer.
    """

    def __init__(self, status: int, sentence: str, *, wait: int = 0, **more: Any) -> None:
        super().__init__(status)
        self.sentence, self.wait, self.more = sentence, wait, more


class Answer(RequestHandler):
    """Base of all handlers."""

    def initialize(self, service: Service) -> None:
        """Take what all handlers share."""
        self.service = service

    @property
    def room(self) -> Room:
        """The session as it is now."""
        return self.service.ledger.room

    def set_default_headers(self) -> None:
        """Say what a browser may do with the answer: nothing but read it."""
        self.clear_header("Server")
        for name, value in HEADERS:
            self.set_header(name, value)

    def prepare(self) -> None:
        """Refuse other host names (DNS rebinding), other sites' pages (forged requests), and what is too long."""
        if not is_own_host(self.request.host, self.service.names):
            raise Refusal(403, "This address leads elsewhere. Type the address that the facilitator shows.")
        if self.request.method == "POST":
            if not self._is_own_site():
                raise Refusal(403, "This request comes from another site, so it was not taken.")
            if len(self.request.body) > MOST_BYTES:
                raise Refusal(413, SENTENCES[413])

    def compute_etag(self) -> None:
        """Answers are never kept, so they need no mark."""

    def answer(self, value: Any, status: int = 200) -> None:
        """Send JSON."""
        self.set_status(status)
        self.finish(json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")))

    def write_error(self, status_code: int, **details: Any) -> None:
        """Send a sentence; a fault of ours gets an id that the log repeats."""
        error = (details.get("exc_info") or (None, None, None))[1]
        if isinstance(error, Refusal):
            if error.wait:
                self.set_header("Retry-After", str(error.wait))
            self.answer({"error": error.sentence, **error.more}, status_code)
        elif status_code in SENTENCES:
            self.answer({"error": SENTENCES[status_code]}, status_code)
        elif isinstance(error, PmokitError):
            self.answer({"error": str(error)}, status_code)
        else:
            sentence = "Something went wrong here. What was acknowledged is safe; try again."
            self.answer({"error": sentence, "code": self._log_id()}, status_code)

    def log_exception(self, kind: Any, value: Any, trace: Any) -> None:
        """Log faults of ours under an id, and no more of the request than its path."""
        if isinstance(value, HTTPError) and value.status_code < 500:  # noqa: PLR2004
            return
        log.error("%s: %s %s", self._log_id(), self.request.method, self.request.path, exc_info=(kind, value, trace))

    def body(self) -> dict[str, Any]:
        """Return the JSON object that was sent."""
        return self.checked(read_body, self.request.body)

    def checked(self, read: Callable[P, T], *arguments: P.args, **options: P.kwargs) -> T:
        """Return what a reader makes of the request; its complaint becomes a 400."""
        try:
            return read(*arguments, **options)
        except PmokitError as fault:
            raise Refusal(400, str(fault)) from None

    def who(self, sent: str | None = None) -> int:
        """Return the participant who asks.

        Parameters
        ----------
        sent
            The token in the request's body, if there is one.

        Raises
        ------
        Refusal
            401, if the token is missing, forged, too old, of another session, or of somebody who has to join anew.
        """
        token = sent or self._token() or self._cookie_token()
        if not token:
            raise Refusal(401, "This device has not joined this session. Join with the code.")
        try:
            participant = self.service.tokens.read(token)
        except TokenRefused as refused:
            raise Refusal(401, str(refused)) from None
        if participant not in self.room.participants:
            raise Refusal(401, "This device has not joined this session. Join with the code.")
        if not self.room.may_take(participant):
            raise Refusal(401, "The answers are anonymous now. Join again, without a name.")
        self.service.presence.touch(participant)
        return participant

    def _token(self) -> str | None:
        given = self.request.headers.get("Authorization", "")
        if given[: len(BEARER)].lower() == BEARER:
            return given[len(BEARER) :].strip()
        in_address = self.request.query_arguments.get("token") if self.request.method == "GET" else None
        return in_address[-1].decode("utf-8", "replace") if in_address else None

    def _cookie_token(self) -> str | None:
        token = self.get_cookie(COOKIE)
        if token and self.request.method == "POST" and not self._names_own_site():
            # A browser sends the cookie by itself; only a page of ours can show that it is one.
            raise Refusal(403, "This request does not say which page it comes from, so it was not taken.")
        return token

    def _is_own_site(self) -> bool:
        headers = self.request.headers
        if headers.get("Sec-Fetch-Site", "same-origin") not in OWN_SITES:
            return False
        origin = headers.get("Origin")
        return origin is None or _place(origin) == self.request.host.lower()

    def _names_own_site(self) -> bool:
        return "Origin" in self.request.headers or self.request.headers.get("Sec-Fetch-Site") == "same-origin"

    def _log_id(self) -> str:
        if not hasattr(self, "_id"):
            self._id = secrets.token_hex(3).upper()
        return self._id


class Nothing(Answer):
    """Every address that leads nowhere."""

    def prepare(self) -> None:
        """Answer 404, whatever was asked how."""
        raise HTTPError(404)


def _place(origin: str) -> str:
    try:
        return urlsplit(origin).netloc.lower()
    except ValueError:
        return ""
