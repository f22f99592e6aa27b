"""What a participant shows to be let in again: signed with the session's secret, for one session, for a day and a half."""

import hashlib
import time

from itsdangerous import BadSignature, SignatureExpired, URLSafeTimedSerializer

from pmokit.errors import PmokitError

VALID_SECONDS = 36 * 3600
LONGEST = 200
MOST_KEPT = 10_000


class TokenRefused(PmokitError):  # noqa: N818
    """A token does not open this session; the sentence says what to do."""


class Tokens:
    """Makes and reads the tokens of one session.

    Parameters
    ----------
    secret
        The session's secret.
    session
        Id of the session; a token of another one is refused even if the secret were the same.
    """

    def __init__(self, secret: str, session: int) -> None:
        # Checking a signature takes as long as the rest of an answer; a token that was good stays good until it ends.
        self._good: dict[str, tuple[int, float]] = {}
        self._signer = URLSafeTimedSerializer(
            secret,
            salt=f"pmokit.ballot.{session}",
            signer_kwargs={"digest_method": hashlib.sha256, "key_derivation": "hmac"},
        )

    def make(self, participant: int) -> str:
        """Return a participant's token."""
        token = self._signer.dumps(participant)
        return token if isinstance(token, str) else token.decode("ascii")

    def read(self, token: str) -> int:
        """Return the participant whose token it is.

        Raises
        ------
        TokenRefused
            If it was not made here for this session, or is older than 36 hours.
        """
        known = self._good.get(token)
        if known is not None and time.time() < known[1]:
            return known[0]
        self._good.pop(token, None)
        return self._check(token)

    def _check(self, token: str) -> int:
        refused = TokenRefused("This device has not joined this session. Join with the code.")
        if len(token) > LONGEST or not token.isascii():
            raise refused
        try:
            participant, made = self._signer.loads(token, max_age=VALID_SECONDS, return_timestamp=True)
        except SignatureExpired:
            raise TokenRefused(
                f"You joined more than {VALID_SECONDS // 3600} hours ago. Join again with the code."
            ) from None
        except BadSignature:
            raise refused from None
        if not isinstance(participant, int):
            raise refused
        if len(self._good) < MOST_KEPT:
            self._good[token] = (participant, made.timestamp() + VALID_SECONDS)
        return participant
