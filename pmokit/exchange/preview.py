"""What files of answers would change in an engagement, before anything is written."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from pmokit.errors import Fault, InputError
from pmokit.exchange.agreed_csv import Agreed
from pmokit.exchange.form_read import Expected
from pmokit.exchange.merge import CONFLICTING, SAME, VERDICTS, MergeReport, merge_lines
from pmokit.exchange.readable import check_openable
from pmokit.exchange.responses_in import Incoming, compare_responses
from pmokit.exchange.start import read_known
from pmokit.model.maturity import MaturityModel
from pmokit.store.engagement import Assessment, Engagement
from pmokit.study.asked import scope_of


@dataclass(frozen=True)
class Preview:
    """What one file holds.

    Parameters
    ----------
    file
        The file.
    kind
        ``responses``, ``agreed answers``, ``evidence ratings`` or ``targets``.
    counts
        Answers by verdict: new, changed, same, conflicting, unknown; None where this is not told, as in an anonymous
        assessment. For what was agreed, the number of rows.
    details
        Sentences: what changes, conflicts or is unknown.
    """

    file: Path
    kind: str
    counts: dict[str, int] | None
    details: tuple[str, ...] = ()

    @property
    def has_conflicts(self) -> bool:
        """Whether somebody answered differently after the form was made."""
        return bool(self.counts and self.counts.get(CONFLICTING))


def preview_answers(
    engagement: Engagement, assessment: Assessment, model: MaturityModel, files: Sequence[Path]
) -> list[Preview]:
    """Return what each file would change; a later one is compared with what an earlier one brings.

    Parameters
    ----------
    engagement, assessment, model
        Where the answers would go.
    files
        Filled forms, or CSV files and workbooks with responses, agreed answers, evidence ratings or targets.

    Raises
    ------
    InputError
        If a file cannot be read, is at fault, or holds something else.
    """
    check_openable(files)
    codes = [unit.code for unit in engagement.units()]
    belongs = Expected(engagement.settings().client, assessment.round, codes)
    questions = model.scope(scope_of(model, assessment))
    pending: list[pd.DataFrame] = []
    found = []
    for file in files:
        known = read_known(file, model, belongs)
        if isinstance(known, Agreed):
            found.append(Preview(file, known.kind, {"rows": len(known.rows)}))
        elif isinstance(known, Incoming):
            report = compare_responses(engagement, assessment, known, pending, questions)
            pending.append(report.to_write())
            found.append(_told(file, report, anonymous=assessment.anonymous))
        else:
            raise InputError(
                Fault(
                    str(file),
                    "this file holds no answers",
                    "a filled form, or the columns unit, respondent, question, answer",
                    "Project lists and other files come in with: pmokit import",
                )
            )
    return found


def _told(file: Path, report: MergeReport, *, anonymous: bool) -> Preview:
    summary, *details = merge_lines(report, anonymous=anonymous)
    if anonymous:
        return Preview(file, "responses", None, (summary, *details))
    counts = {verdict: report.count(verdict) for verdict in VERDICTS}
    empty = (report.rows["verdict"] == SAME) & ~report.rows["given"]
    return Preview(file, "responses", counts | {SAME: counts[SAME] - int(empty.sum())}, tuple(details))
