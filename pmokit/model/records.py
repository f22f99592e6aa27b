"""Words of the engagement's records: states, ratings, and the shapes that the store hands out."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, Literal, get_args

EvidenceRatingName = Literal["seen", "told", "contradicted", "none"]
UnitStateName = Literal["draft", "validated", "released"]
RunStatus = Literal["done", "failed", "interrupted"]
AgreementState = Literal["proposed", "agreed", "agreed with reservation", "rejected"]

EVIDENCE_RATINGS: tuple[EvidenceRatingName, ...] = get_args(EvidenceRatingName)
UNIT_STATES: tuple[UnitStateName, ...] = get_args(UnitStateName)
AGREEMENT_STATES: tuple[AgreementState, ...] = get_args(AgreementState)


@dataclass(frozen=True)
class Assessment:
    """One assessment as it was opened.

    Parameters
    ----------
    id
        Number in the engagement.
    model, model_version, rule
        What is asked and how it is scored.
    scope
        ``("all",)``, ``("quick",)``, or question ids.
    round
        1, 2, ... among the assessments with the same model.
    anonymous
        Whether figures of fewer than three people are withheld.
    opened, closed
        UTC; ``closed`` is None while answers are taken.
    model_sha256
        Hash of the model's snapshot; empty when none was saved.
    """

    id: int
    model: str
    model_version: str
    rule: str
    scope: tuple[str, ...]
    round: int
    anonymous: bool
    opened: dt.datetime
    closed: dt.datetime | None = None
    model_sha256: str = ""


@dataclass(frozen=True)
class DocumentVersion:
    """One version of a step document; an empty unit means the whole engagement."""

    kind: str
    unit: str
    version: int
    body: dict[str, Any]
    author: str
    at: dt.datetime


@dataclass(frozen=True)
class Erased:
    """What was done when a respondent's personal data were removed.

    Parameters
    ----------
    pseudonym
        The neutral name that stands where the respondent's did.
    units
        Units in which the respondent had answered.
    responses
        Responses that stay, without comment and evidence text.
    texts
        Free texts that were removed.
    mentions
        Places that still hold the name because a person has to decide about them, such as a document's body.
    """

    pseudonym: str
    units: tuple[str, ...]
    responses: int
    texts: int
    mentions: tuple[str, ...]


@dataclass(frozen=True)
class Run:
    """One attempt at one unit's report.

    Parameters
    ----------
    unit
        What was run: the unit's code, or its name in a parameter table.
    params_sha256, inputs
        What went in: hash of notebook and parameters, and of what the engagement held.
    kit
        Version of pmokit.
    started, ended
        UTC.
    status
        ``done``, ``failed`` or ``interrupted``.
    output
        SHA-256 by path, relative to the folder of the batch.
    error
        Why it failed; empty when it did not.
    seconds
        Wall time.
    peak_mb
        The most memory that its kernel had, in MB; None where nobody could look.
    """

    unit: str
    params_sha256: str
    inputs: str
    kit: str
    started: dt.datetime
    ended: dt.datetime
    status: RunStatus
    output: dict[str, str]
    error: str = ""
    seconds: float = 0.0
    peak_mb: float | None = None
