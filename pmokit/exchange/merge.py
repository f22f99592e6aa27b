"""What an incoming file of responses would change in an engagement, before anything is written."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from pmokit.assess.responses import latest

KEYS = ["unit", "respondent", "question"]
NEW, CHANGED, SAME, CONFLICTING, UNKNOWN = "new", "changed", "same", "conflicting", "unknown"
VERDICTS = (NEW, CHANGED, SAME, CONFLICTING, UNKNOWN)
MAX_LINES = 20
NOTHING_GIVEN = "nothing filled in"
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class MergeReport:
    """A verdict on every person's answer to every question of a file.

    Parameters
    ----------
    rows
        unit, respondent, question, old, new, verdict, given: one row for each person and question, in the file's order;
        given where an answer, a comment or evidence stands in the file. New:
        there was no answer. Changed: the file's answer follows an older one. Same: nothing to write, also where a form
        left an answer as it was when the form was made. Conflicting: the person answered differently after the form was
        made, so that the file's answer is not the later one; it is written on request only. Unknown: the unit, or the
        question, is none of the assessment; never written.
    incoming
        The file's responses.
    roles
        unit, respondent, old, new: people whose role in the file is another one than in the engagement; it stays.
    """

    rows: pd.DataFrame
    incoming: pd.DataFrame
    roles: pd.DataFrame

    def count(self, verdict: str) -> int:
        """Return how many answers got a verdict."""
        return int((self.rows["verdict"] == verdict).sum())

    def count_written(self, *, overwrite: bool = False) -> int:
        """Return how many answers become new or other ones; parameters as for :meth:`to_write`."""
        return self.count(NEW) + self.count(CHANGED) + (self.count(CONFLICTING) if overwrite else 0)

    def to_write(self, *, overwrite: bool = False) -> pd.DataFrame:
        """Return the responses to append, in the file's order.

        Where a file holds several answers of one person to one question, all of them are kept, the last one counts.

        Parameters
        ----------
        overwrite
            Whether the file's answer wins where it conflicts.
        """
        wanted = {NEW, CHANGED, CONFLICTING} if overwrite else {NEW, CHANGED}
        is_wanted = self.rows["verdict"].isin(wanted)
        if is_wanted.all():
            return self.incoming
        chosen = self.rows.loc[is_wanted, KEYS]
        return self.incoming[_index(self.incoming).isin(_index(chosen))].reset_index(drop=True)


def merge(
    existing: pd.DataFrame,
    incoming: pd.DataFrame,
    exported_at: dt.datetime | None = None,
    *,
    units: Collection[str] | None = None,
    questions: Collection[str] | None = None,
) -> MergeReport:
    """Compare the responses of a file with those of the engagement.

    Parameters
    ----------
    existing
        Responses of the assessment with their time ``at``, in the order in which they were given.
    incoming
        Responses of the file: unit, respondent, role, question, status, option, value, provider, comment, evidence.
    exported_at
        When the form was made, UTC; None for a file that was not exported from the engagement: its answers are later
        than all others, and an empty comment or evidence in it says nothing.
    units, questions
        Units of the engagement and questions in scope; None = not checked.
    """
    now = latest(existing)
    last = latest(incoming).reset_index(drop=True)
    current = _beside(last, now)
    exists = current["status"].notna().to_numpy(dtype=bool)
    equal = _equal(last, current, strict=exported_at is not None) & exists
    verdict = np.where(exists, CHANGED, NEW).astype(object)
    if exported_at is not None:
        at = pd.to_datetime(existing["at"])
        known = _beside(last, latest(existing[at <= exported_at]))
        was_known = known["status"].notna().to_numpy(dtype=bool)
        later = exists & (pd.to_datetime(current["at"]) > exported_at).to_numpy(dtype=bool)
        untouched = np.where(was_known, _equal(last, known, strict=True), _is_empty(last))
        verdict[later] = CONFLICTING
        equal |= untouched & (later | ~exists)
    verdict[equal] = SAME
    stranger = np.zeros(len(last), dtype=bool)
    for column, known_ids in (("unit", units), ("question", questions)):
        if known_ids is not None:
            stranger |= ~last[column].isin(list(known_ids)).to_numpy(dtype=bool)
    verdict[stranger] = UNKNOWN
    rows = last[KEYS].assign(old=_answers(current), new=_answers(last), verdict=verdict, given=~_is_empty(last))
    return MergeReport(rows, incoming.reset_index(drop=True), _role_changes(existing, last))


def merge_lines(report: MergeReport, *, anonymous: bool, overwrite: bool = False) -> list[str]:
    """Return a merge report as plain lines: the counts, then what changed, conflicts or is unknown.

    Parameters
    ----------
    report
        The report.
    anonymous
        Whether the assessment is anonymous: then nothing is told of what was there before.
    overwrite
        Whether conflicting answers are written.
    """
    if anonymous:
        # How many are new, changed or the same would tell whoever hands in a guess whether it is right.
        given = bool(report.rows["given"].any())
        lines = ["what was there before is not told in an anonymous assessment" if given else NOTHING_GIVEN]
        if report.count(UNKNOWN):
            lines.append(
                f"{report.count(UNKNOWN)} unknown: the unit or the question is none of this assessment; not written"
            )
        return lines + _repeated(report)
    conflicts = report.count(CONFLICTING)
    if overwrite and conflicts:
        report = replace(report, rows=report.rows.assign(verdict=report.rows["verdict"].replace(CONFLICTING, CHANGED)))
    lines = [_counts(report), *_repeated(report)]
    if conflicts:
        lines.append(
            f"{conflicts} of those changed: answered differently after the form was made, and written over as --overwrite says"
            if overwrite
            else "conflicting: answered differently after the form was made, so not written; --overwrite writes the form's answer"
        )
    if report.count(UNKNOWN):
        lines.append("unknown: the unit or the question is none of this assessment; not written")
    for verdict in (CHANGED, CONFLICTING, UNKNOWN):
        listed = report.rows[report.rows["verdict"] == verdict]
        lines += [
            f"{verdict}: {row.unit} {row.respondent} {row.question}: {_change(str(row.old), str(row.new))}"
            for row in listed.head(MAX_LINES).itertuples()
        ]
        if len(listed) > MAX_LINES:
            lines.append(f"{verdict}: and {len(listed) - MAX_LINES} more")
    lines += [
        f"role: {row.unit} {row.respondent} stays '{row.old}', the file says '{row.new}'"
        for row in report.roles.head(MAX_LINES).itertuples()
    ]
    return lines


def _counts(report: MergeReport) -> str:
    """Return the counts of the verdicts; cells that were and are empty are no answers that are the same."""
    said = report.rows[report.rows["given"] | (report.rows["verdict"] != SAME)]
    if said.empty:
        return NOTHING_GIVEN
    numbers = said["verdict"].value_counts()
    return ", ".join(
        f"{numbers.get(verdict, 0)} {verdict}" for verdict in VERDICTS if verdict in numbers or verdict == NEW
    )


def _repeated(report: MergeReport) -> list[str]:
    """Return a line where the file answers a question more than once for a person."""
    if len(report.incoming) == len(report.rows):
        return []
    places = _index(report.incoming)
    repeated = places[places.duplicated()].nunique()
    return [f"{repeated} answered more than once in the file: the last row counts"]


def _change(old: str, new: str) -> str:
    if old == new:
        return f"{new}, with another comment or evidence"
    return f"{old} -> {new}" if old else new


def _index(frame: pd.DataFrame) -> pd.MultiIndex:
    return pd.MultiIndex.from_frame(frame[KEYS].astype(str))


def _beside(rows: pd.DataFrame, others: pd.DataFrame) -> pd.DataFrame:
    """Return the other frame's answer of the same person to the same question, row by row; missing where there is none."""
    columns = [*KEYS, "status", "value", "provider", "comment", "evidence", "at"]
    return rows[KEYS].merge(others[columns].astype(dict.fromkeys(KEYS, object)), on=KEYS, how="left")


def _equal(rows: pd.DataFrame, others: pd.DataFrame, *, strict: bool) -> Bools:
    """Compare answers row by row; unless strict, an empty comment or evidence of the first says nothing."""
    equal: Bools = (rows["status"].to_numpy(dtype=object) == others["status"].to_numpy(dtype=object)).astype(bool)
    values, old_values = rows["value"].to_numpy(dtype=float), others["value"].to_numpy(dtype=float)
    equal &= (values == old_values) | (np.isnan(values) & np.isnan(old_values))
    for column in ("provider", "comment", "evidence"):
        text = rows[column].fillna("").to_numpy(dtype=object)
        same = (text == others[column].fillna("").to_numpy(dtype=object)).astype(bool)
        equal &= same if strict or column == "provider" else same | (text == "").astype(bool)
    return equal


def _is_empty(rows: pd.DataFrame) -> Bools:
    empty = rows["status"] == "unanswered"
    return (empty & (rows["comment"] == "") & (rows["evidence"] == "")).to_numpy(dtype=bool)


def _answers(rows: pd.DataFrame) -> list[str]:
    """Return answers as people write them; an empty text where there is no row."""
    words = {"na": "NA", "dk": "DK", "unanswered": "(empty)"}

    def write(status: str, value: float, provider: str) -> str:
        if status == "answered":
            return f"{value:g}"
        return f"INHERITED:{provider}" if status == "inherited" else words.get(status, "")

    # Few different answers stand in many rows.
    columns = ["status", "value", "provider"]
    distinct = rows[columns].drop_duplicates()
    written = {row: write(*row) for row in distinct.fillna({"value": 0}).itertuples(index=False, name=None)}
    listed = rows[columns].fillna({"value": 0})
    return [written[row] for row in zip(*(listed[c].tolist() for c in columns), strict=True)]


def _role_changes(existing: pd.DataFrame, last: pd.DataFrame) -> pd.DataFrame:
    people = ["unit", "respondent"]
    known = existing.drop_duplicates(people)[[*people, "role"]].rename(columns={"role": "old"})
    named = last[last["role"] != ""].drop_duplicates(people, keep="last")[[*people, "role"]]
    both = named.rename(columns={"role": "new"}).merge(known.astype(object), on=people)
    return both.loc[both["old"] != both["new"], [*people, "old", "new"]].reset_index(drop=True)
