"""Join codes that people read from a wall and type on a phone."""

import secrets

# Without 0 O, 1 I L, 2 Z, 5 S and 8 B, which look alike on a projector.
ALPHABET = "ACDEFGHJKMNPQRTUVWXY34679"
LENGTH = 6


def new_code() -> str:
    """Return a random join code: 6 characters, one of 244 million."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def read_code(text: str) -> str:
    """Return a code as it is kept, however a person typed it: ``k7q-f2m`` and ``K7Q F2M`` are one.

    Parameters
    ----------
    text
        What was typed.
    """
    return "".join(sign for sign in text.upper() if sign.isascii() and sign.isalnum())
