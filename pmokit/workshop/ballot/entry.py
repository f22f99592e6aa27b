"""What participants send, looked at before anything is done with it: a fault is one sentence for a person."""

import json
import math
import re
import unicodedata
from collections.abc import Collection, Mapping
from typing import Any

from pydantic import ValidationError

from pmokit.errors import InputError
from pmokit.model.maturity import MaturityModel
from pmokit.model.session import LONGEST_COMMENT, LONGEST_NAME, Joining, Vote, VoteStatus

MOST_BYTES = 16_384
STATUSES: Mapping[str, VoteStatus] = {"DK": "dk", "NA": "na"}
VOTE_ID = re.compile(r"[A-Za-z0-9_:-]{1,64}\Z")
MOST_ROUNDS = 20
# Joiners hold scripts and emoji together; everything else that is not to be seen has no place in a name.
JOINERS = "\u200c\u200d"
KEPT_IN_COMMENTS = "\n\t"


def read_body(body: bytes) -> dict[str, Any]:
    """Return the JSON object of a request.

    Raises
    ------
    InputError
        If it is something else.
    """
    try:
        found = json.loads(body.decode("utf-8"), parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise InputError("The request is no JSON. Expected: an object.") from None
    if not isinstance(found, dict):
        raise InputError("The request is no JSON object.")
    return found


def read_joining(body: Mapping[str, Any], model: MaturityModel) -> Joining:
    """Return who wants to join.

    Parameters
    ----------
    body
        Keys role, name, remote.
    model
        Knows the roles.

    Raises
    ------
    InputError
        If the role is unknown, the name too long, or a value of the wrong kind.
    """
    known = [role.id for role in model.meta.roles]
    role = body.get("role")
    if role not in known:
        shown = f"'{role:.40}' is no role" if isinstance(role, str) and role else "A role is missing"
        raise InputError(f"{_shown(shown)} here. Choose one of: {', '.join(known)}.")
    name, remote = body.get("name"), body.get("remote", False)
    if not isinstance(name, str | None):
        raise InputError("The name is no text.")
    if not isinstance(remote, bool):
        raise InputError("'remote' is neither true nor false.")
    cleaned = _clean_name(name or "")
    if len(cleaned) > LONGEST_NAME:
        raise InputError(f"This name has {len(cleaned)} characters; {LONGEST_NAME} fit. Shorten it.")
    return Joining(role=str(role), name=cleaned, remote=remote)


def read_vote(
    body: Mapping[str, Any], model: MaturityModel, participant: int, unit: str, units: Collection[str]
) -> Vote:
    """Return the vote that a participant sends.

    Parameters
    ----------
    body
        Keys vote_id, question, round, answer, comment; perhaps unit, so that a vote that was kept on a phone while the room moved on to
        another unit does not count there.
    model
        Knows questions and answers.
    participant
        Whose vote it is.
    unit
        The unit that is asked now.
    units
        All units.

    Raises
    ------
    InputError
        If something is missing, unknown or too long.
    """
    vote_id, question, number = body.get("vote_id"), body.get("question"), body.get("round")
    if not isinstance(vote_id, str) or not VOTE_ID.match(vote_id):
        raise InputError("'vote_id' is missing or no id. Expected: 1 to 64 letters, digits or - _ :")
    if not isinstance(question, str) or question not in model.question_by_id:
        raise InputError(f"There is no question {_shown(question)} here.")
    if not isinstance(number, int) or isinstance(number, bool) or not 1 <= number <= MOST_ROUNDS:
        raise InputError(f"'round' is {_shown(json.dumps(number))}. Expected: a whole number from 1.")
    meant = body.get("unit", unit)
    if not isinstance(meant, str) or meant not in units:
        raise InputError(f"There is no unit {_shown(meant)} here.")
    comment = body.get("comment")
    if not isinstance(comment, str | None):
        raise InputError("The comment is no text.")
    cleaned = _clean_comment(comment or "")
    if len(cleaned) > LONGEST_COMMENT:
        raise InputError(f"This comment has {len(cleaned)} characters; {LONGEST_COMMENT} fit. Shorten it.")
    status, option, value = _read_answer(body.get("answer"), model, question)
    try:
        return Vote(
            vote_id=vote_id,
            participant=participant,
            unit=meant,
            question=question,
            round=number,
            status=status,
            option=option,
            value=value,
            comment=cleaned,
        )
    except ValidationError as error:
        raise InputError(f"This vote cannot be taken: {error.errors()[0]['msg']}.") from None


def _read_answer(answer: Any, model: MaturityModel, question: str) -> tuple[VoteStatus, str | None, float | None]:
    if isinstance(answer, str) and answer.upper() in STATUSES:
        return STATUSES[answer.upper()], None, None
    offered = model.answer_set(question)
    is_number = isinstance(answer, int | float) and not isinstance(answer, bool) and math.isfinite(answer)
    token = f"{answer:g}" if is_number else answer.lower() if isinstance(answer, str) else ""
    option = offered.by_token.get(token)
    if option is None:
        known = ", ".join([*(option.id for option in offered.options), *STATUSES])
        raise InputError(f"{_shown(answer)} is no answer to {question}. Expected: one of {known}.")
    return "answered", option.id, option.value


def _clean_name(text: str) -> str:
    kept = (sign if sign.isprintable() or sign in JOINERS else " " if sign.isspace() else "" for sign in text)
    return " ".join("".join(kept).split())


def _clean_comment(text: str) -> str:
    # Direction marks stay, they belong to the writer's language; controls and halves of characters do not.
    return "".join(
        sign for sign in text if sign in KEPT_IN_COMMENTS or unicodedata.category(sign) not in {"Cc", "Cs"}
    ).strip()


def _shown(value: Any) -> str:
    """Return a value as a sentence can hold it, short and printable."""
    text = value if isinstance(value, str) else json.dumps(value)
    cleaned = "".join(sign if sign.isprintable() else "?" for sign in text[:60])
    return cleaned or "''"


def _no_number(name: str) -> float:
    raise ValueError(name)
