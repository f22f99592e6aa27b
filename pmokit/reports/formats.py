"""The formats of a unit's report, and the files that need the unit's story."""

import datetime as dt
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from pmokit.errors import Fault, InputError, PmokitError, ReportError, did_you_mean
from pmokit.reports.word_times import without_times
from pmokit.study.unit import UnitStudy

ReportFormat = Literal["html", "pptx", "xlsx", "pdf", "docx"]
FORMATS: tuple[ReportFormat, ...] = get_args(ReportFormat)
FROM_STUDY: tuple[ReportFormat, ...] = ("xlsx", "pptx", "docx")
"""Made from the unit's story; html comes of the notebook, and pdf of html."""
STEM = "report"
WORD_KINDS = ("charter", "methodology")
WORD_FILES = tuple(f"pmo_{kind}.docx" for kind in WORD_KINDS)


@dataclass(frozen=True)
class WrittenFiles:
    """What was written.

    Parameters
    ----------
    files
        In the order in which they were made.
    told
        Sentences on what stands in for something else, or was left out.
    problems
        Sentences on files that could not be made.
    """

    files: tuple[Path, ...]
    told: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


def read_formats(text: str, known_ones: Sequence[ReportFormat] = FORMATS) -> tuple[ReportFormat, ...]:
    """Return the formats in a list with commas, each once, in the order in which they are known.

    Parameters
    ----------
    text
        As on the command line: ``html,pptx``.
    known_ones
        What there is to choose from.

    Raises
    ------
    InputError
        With all that are unknown.
    """
    given = [part.strip().lower() for part in text.split(",") if part.strip()]
    unknown = [name for name in dict.fromkeys(given) if name not in known_ones]
    known = ", ".join(known_ones)
    if unknown:
        raise InputError(
            [
                Fault(
                    f"--format {text}", f"unknown format '{name}'", f"one or more of {known}", _hint(name, known_ones)
                )
                for name in unknown
            ]
        )
    if not given:
        raise InputError(f"--format: no format is named. Expected: one or more of {known}, with commas between.")
    return tuple(name for name in known_ones if name in given)


def _hint(name: str, known_ones: Sequence[ReportFormat]) -> str:
    hint = did_you_mean(name, known_ones)
    return hint if hint.startswith("Did") else ""


def write_from_study(
    study: UnitStudy,
    formats: Sequence[str],
    folder: Path,
    *,
    today: dt.date,
    language: str = "en",
    template: Path | None = None,
) -> WrittenFiles:
    """Write the files of a report that need the unit's story; one that cannot be made stops no other.

    Parameters
    ----------
    study
        The unit's story.
    formats
        Those of ``FROM_STUDY`` are written, others are passed over.
    folder
        Where; is made if missing.
    today
        Date to print.
    language
        Language of the texts.
    template
        The client's master for the deck; None = our plain one.
    """
    told: list[str] = []
    files: list[Path] = []
    problems: list[str] = []

    def book() -> list[Path]:
        from pmokit.reports.book.write import write_book  # noqa: PLC0415 - a library for those who ask for it

        write_book(study, folder / f"{STEM}.xlsx", language=language, today=today)
        return [folder / f"{STEM}.xlsx"]

    def deck() -> list[Path]:
        from pmokit.reports.deck.write import write_deck  # noqa: PLC0415 - as above

        made = write_deck(study, folder / f"{STEM}.pptx", template=template, language=language, today=today)
        told.extend(made.told)
        return [made.path]

    def word() -> list[Path]:
        made, left_out = _write_word(study, folder, today)
        told.extend(left_out)
        return made

    writers: dict[str, Callable[[], list[Path]]] = {"xlsx": book, "pptx": deck, "docx": word}
    for name in FROM_STUDY:
        if name not in formats:
            continue
        try:
            files += writers[name]()
        except PmokitError as error:
            problems.append(f"{name}: {error}")
    return WrittenFiles(tuple(files), tuple(told), tuple(problems))


def _write_word(study: UnitStudy, folder: Path, today: dt.date) -> tuple[list[Path], list[str]]:
    """Write charter and methodology pack; what has not been agreed yet is left out, and that is said."""
    from pmokit.reports.document_set import TITLES, write_word  # noqa: PLC0415 - a library for those who ask for it

    made: list[Path] = []
    left_out: list[str] = []
    with tempfile.TemporaryDirectory(prefix="pmokit-") as aside:
        for kind in WORD_KINDS:
            try:
                file = write_word(study.engagement, kind, study.unit.code, Path(aside), today)
            except ReportError as error:
                left_out.append(f"docx, {TITLES[kind].lower()}: {error}")
                continue
            folder.mkdir(parents=True, exist_ok=True)
            made.append(folder / file.name)
            made[-1].write_bytes(without_times(file.read_bytes()))
    return made, left_out
