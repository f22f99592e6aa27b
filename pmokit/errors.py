"""Every error a user can meet: where :: what is wrong. What was expected. What to do."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import Literal

Path = tuple[str | int, ...]
MOST_LISTED = 12


@dataclass(frozen=True, order=True)
class Fault:
    """One thing that is wrong with an input.

    Parameters
    ----------
    what
        What is wrong, with the value and the id, without a full stop.
    expected
        What would be right; may be empty.
    hint
        What to do; may be empty.
    where
        File, line and column as far as known: ``POR.yaml:12:5``.
    path
        Keys and positions from the top of the object, for content that is located later.
    severity
        A fault has to be mended; a warning is a guess that a person should look at, and stops nothing.
    """

    where: str = ""
    what: str = ""
    expected: str = ""
    hint: str = ""
    path: Path = field(default=(), compare=False)
    severity: Literal["fault", "warning"] = "fault"

    def at(self, where: str) -> "Fault":
        """Return the same fault at another place."""
        return replace(self, where=where)

    def __str__(self) -> str:
        sentences = [self.what, f"Expected: {self.expected}" if self.expected else "", self.hint]
        text = " ".join(s if s.endswith(("?", "...")) else s.rstrip(".") + "." for s in sentences if s)
        text = f"warning: {text}" if self.severity == "warning" else text
        return f"{self.where}: {text}" if self.where else text


class PmokitError(Exception):
    """The input is at fault; the message is written for the person who gave it.

    Parameters
    ----------
    faults
        One or more faults, all that were found, or one plain sentence.
    """

    def __init__(self, faults: str | Fault | Iterable[Fault]) -> None:
        if isinstance(faults, str):
            faults = Fault(what=faults)
        self.faults: Sequence[Fault] = (faults,) if isinstance(faults, Fault) else tuple(faults)
        super().__init__("\n".join(str(f) for f in self.faults))


class ContentError(PmokitError):
    """A questionnaire, catalogue, mapping or theme file is at fault."""


class InputError(PmokitError):
    """A file that the user hands in (responses, units, projects, problem) is at fault."""


class ScoringError(PmokitError):
    """A score was asked for that the model cannot give."""


class PlanningError(PmokitError):
    """A planning problem contradicts itself."""


class DecisionError(PmokitError):
    """Answers, weights or comparisons contradict themselves, or the table that they are meant for."""


class StoreError(PmokitError):
    """The engagement file cannot be opened, read or written."""


class ReportError(PmokitError):
    """A report could not be made."""


def say_error(name: str, text: str) -> str:
    """Return an error that another process has met in words: what our own errors say stands by itself.

    Parameters
    ----------
    name, text
        Name of the error's class, and what it says.
    """
    own = globals().get(name)
    is_own = isinstance(own, type) and issubclass(own, PmokitError)
    return text if is_own else f"{name}: {text}"


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return "Did you mean 'x'?" when ``word`` is close to a known word, else the known words.

    Parameters
    ----------
    word
        What was given.
    known
        What would have been understood.
    """
    names = list(known)
    close = _closest(word, names)
    if close:
        return f"Did you mean '{close}'?"
    return f"Known: {_listed(sorted(names))}" if names else "None are known"


def column_hint(missing: str, present: Iterable[str]) -> str:
    """Return which column is probably the missing one and wants its name, else the columns that are there.

    Parameters
    ----------
    missing
        The name that was looked for.
    present
        The names in the file.
    """
    names = list(present)
    close = _closest(missing, names)
    return f"Is it '{close}'? Then rename that column" if close else f"The columns are: {_listed(names)}"


def _closest(word: str, names: Iterable[str]) -> str | None:
    folded = {name.lower(): name for name in names}
    close = get_close_matches(word.lower(), folded, n=1, cutoff=0.6)
    return folded[close[0]] if close else None


def _listed(names: Sequence[str]) -> str:
    return f"{', '.join(names[:MOST_LISTED])}{', ...' if len(names) > MOST_LISTED else ''}"
