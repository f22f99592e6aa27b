"""Feedback of stakeholders, teams and PMO members: answers in, figures out."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from pmokit.content.improvement import load_forms
from pmokit.content.library import load_theme
from pmokit.errors import Fault, InputError, did_you_mean
from pmokit.exchange.changes import Changes, changed_rows
from pmokit.exchange.csv_table import LINE, CsvTable, in_our_spelling, require_columns, require_rows
from pmokit.exchange.table_file import write_csv, write_xlsx
from pmokit.model.feedback import HIGHEST, LOWEST, Feedback, FeedbackAnswer, FeedbackForm, FeedbackQuestion
from pmokit.store.engagement import Engagement
from pmokit.strategy.improvement.feedback import answers_frame, feedback_figures, merge_answers, surveys_of

AUTHOR = "import"
KIND = "feedback"
REQUIRED = ("respondent", "audience", "unit", "question", "answer")
FIRST_SURVEY = "first"
NO_ANSWER = frozenset({"", "na", "dk"})
MAX_FAULTS = 50
NUMBERS = ("n", "value", "low", "high", "promoters", "passives", "detractors", "satisfied")
WIDTHS = (("audience", 16.0), ("unit", 14.0), ("kind", 14.0), ("field", 20.0), ("reason", 60.0))


@dataclass(frozen=True)
class FeedbackFile:
    """The answers of one file, in its order; an empty survey where the file names none."""

    file: Path
    answers: tuple[dict[str, str | int | None], ...]


def is_feedback_head(head: Sequence[str]) -> bool:
    """Return whether a header is that of feedback: the columns of responses and the audience."""
    return set(REQUIRED) <= {column.strip().lower() for column in head}


def read_feedback(table: CsvTable, units: Collection[str]) -> FeedbackFile:
    """Read a table of feedback.

    Parameters
    ----------
    table
        With the columns respondent, audience, unit, question, answer and perhaps comment and survey (such as 2026-Q3;
        without it the file belongs to the survey brought in last). An answer is a number, or empty, NA or DK; to an open
        question it is text, which may also stand in the comment.
    units
        Codes of the engagement's units.

    Raises
    ------
    InputError
        With all faults (the first fifty), each with file and line.
    """
    table = in_our_spelling(table, (*REQUIRED, "comment", "survey"))
    require_columns(table, REQUIRED)
    require_rows(table, "answer")
    reader = _Reader(table, load_forms(), units)
    answers = tuple(reader.read())
    if reader.faults:
        more = len(reader.faults) - MAX_FAULTS
        shown = reader.faults[:MAX_FAULTS]
        raise InputError([*shown, Fault(str(table.file), f"{more} more faults")] if more > 0 else shown)
    return FeedbackFile(table.file, answers)


def bring_feedback(engagement: Engagement, brought: FeedbackFile) -> Changes:
    """Write the answers that are not there yet, and return what that changes.

    Parameters
    ----------
    engagement
        The open engagement.
    brought
        From :func:`read_feedback`.
    """
    before = engagement.read_document(KIND, Feedback) or Feedback()
    surveys = surveys_of(before)
    survey = surveys[-1] if surveys else FIRST_SURVEY
    given = [FeedbackAnswer.model_validate(row | {"survey": row["survey"] or survey}) for row in brought.answers]
    known = {(a.survey, a.respondent, a.question): (a.audience, a.unit, a.answer, a.comment) for a in before.answers}
    rows = (((a.survey, a.respondent, a.question), (a.audience, a.unit, a.answer, a.comment), a) for a in given)
    written, changes = changed_rows(known, rows)
    if written:
        engagement.write_document(KIND, merge_answers(before, written), author=AUTHOR)
    return changes


def export_feedback(engagement: Engagement, out: Path) -> list[Path]:
    """Write the figures of all surveys as feedback.csv and feedback.xlsx, or as the one file that ``out`` names.

    Figures of fewer than three people are withheld. Single answers are never exported: a row tells what one person said,
    and audience and unit often tell who.

    Parameters
    ----------
    engagement
        The open engagement.
    out
        A folder, or a file ending in .csv or .xlsx.

    Raises
    ------
    InputError
        If there is no feedback, or a file cannot be written.
    """
    feedback = engagement.read_document(KIND, Feedback)
    if feedback is None:
        raise InputError("there is no feedback in this engagement yet. Import a file of answers first.")
    answers, forms = answers_frame(feedback.answers), load_forms()
    figures = pd.concat(
        [feedback_figures(answers, forms, survey) for survey in surveys_of(feedback)], ignore_index=True
    )
    is_file = out.suffix.lower() in {".csv", ".xlsx"}
    files = [out] if is_file else [out / "feedback.csv", out / "feedback.xlsx"]
    for file in files:
        if file.suffix.lower() == ".xlsx":
            write_xlsx(file, figures, load_theme(), sheet=KIND, numbers=NUMBERS, widths=WIDTHS)
        else:
            write_csv(file, figures, numbers=NUMBERS)
    return files


class _Reader:
    """Reads row by row and gathers what is wrong."""

    def __init__(self, table: CsvTable, forms: Mapping[str, FeedbackForm], units: Collection[str]) -> None:
        self.table, self.forms, self.units = table, forms, units
        self.faults: list[Fault] = []
        self.seen: dict[tuple[str, str, str], str] = {}
        self.groups: dict[tuple[str, str], tuple[str, str, str]] = {}

    def read(self) -> Iterator[dict[str, str | int | None]]:
        for record in self.table.frame.to_dict("records"):
            where = self.table.where(int(record[LINE]))
            row = {str(name): str(cell).strip() for name, cell in record.items() if name != LINE}
            before = len(self.faults)
            question = self._link_faults(where, row)
            value = self._value(where, row, question) if question else None
            self._person_faults(where, row)
            if len(self.faults) == before and question:
                yield self._answer(row, question, value)

    def _link_faults(self, where: str, row: Mapping[str, str]) -> FeedbackQuestion | None:
        """Tell unknown units, audiences and questions, and return the question."""
        if not row["respondent"]:
            self.faults.append(Fault(where, "the respondent is empty", "a number or name"))
        if row["unit"].lower() not in {code.lower() for code in self.units}:
            hint = did_you_mean(row["unit"], self.units)
            self.faults.append(Fault(where, f"unknown business unit '{row['unit']}'", hint=hint))
        form = self.forms.get(row["audience"])
        if form is None:
            hint = did_you_mean(row["audience"], self.forms)
            self.faults.append(Fault(where, f"unknown audience '{row['audience']}'", ", ".join(self.forms), hint))
            return None
        question = form.by_id.get(row["question"])
        if question is None:
            asked = next((name for name, other in self.forms.items() if row["question"] in other.by_id), None)
            what = (
                f"unknown question '{row['question']}'" if asked is None else f"{row['question']} is asked of {asked}"
            )
            hint = did_you_mean(row["question"], form.by_id)
            self.faults.append(Fault(where, what, f"a question to {row['audience']}", hint))
        return question

    def _value(self, where: str, row: Mapping[str, str], question: FeedbackQuestion) -> int | None:
        text = row["answer"]
        if text.lower() in NO_ANSWER:
            return None
        if question.kind == "open":
            if row.get("comment"):
                what = f"{question.id} has words both as answer and as comment"
                self.faults.append(Fault(where, what, "one of them"))
            return None
        lowest, highest = LOWEST[question.kind], HIGHEST[question.kind]
        if not text.isdecimal() or not lowest <= int(text) <= highest:
            expected = f"a whole number from {lowest} to {highest}, or empty"
            self.faults.append(Fault(where, f"{question.id}: the answer '{text}'", expected))
            return None
        return int(text)

    def _person_faults(self, where: str, row: Mapping[str, str]) -> None:
        survey, person = row.get("survey", ""), row["respondent"]
        key = (survey, person, row["question"])
        if person and key in self.seen:
            what = f"{person} answers {row['question']} twice, first in {self.seen[key]}"
            self.faults.append(Fault(where, what, "one answer of each person to each question"))
        self.seen.setdefault(key, where)
        audience, unit, first = self.groups.setdefault((survey, person), (row["audience"], row["unit"].lower(), where))
        if person and (audience, unit) != (row["audience"], row["unit"].lower()):
            what = (
                f"{person} answers for {row['audience']} of {row['unit']}, and for {audience} of another row ({first})"
            )
            self.faults.append(Fault(where, what, "one audience and one unit for each person"))

    def _answer(
        self, row: Mapping[str, str], question: FeedbackQuestion, value: int | None
    ) -> dict[str, str | int | None]:
        in_words = question.kind == "open" and row["answer"].lower() not in NO_ANSWER
        return {
            "survey": row.get("survey", ""),
            "respondent": row["respondent"],
            "audience": row["audience"],
            "unit": next(code for code in self.units if code.lower() == row["unit"].lower()),
            "question": question.id,
            "answer": value,
            "comment": row["answer"] if in_words else row.get("comment", ""),
        }
