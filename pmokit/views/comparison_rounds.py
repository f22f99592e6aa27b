"""Exhibits of two rounds of a unit: what has changed, what is beyond rater noise, what else the model asks by now."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from pmokit.assess.model_diff import ModelDiff
from pmokit.assess.permutation import BEYOND, WITHIN
from pmokit.assess.variants import OVERALL
from pmokit.model.base import say
from pmokit.model.content import Theme
from pmokit.model.maturity import MaturityModel
from pmokit.views.canvas import LINE, Canvas, wrap
from pmokit.views.chart import WIDTH
from pmokit.views.exhibit import NOTHING, Column, Exhibit, show

LABELS, WORDS, HEAD, ROW = 216, 140, 44, 32.0
SMALLEST_P = 0.005
STILL = 0.1
"""Levels below which a change is hardly felt, however firm; expert judgement."""
MOST_QUESTIONS = 15
UNTOLD = "cannot be told"
DIFFERENCES = {
    "added": ("Asked in the newer version only", "left out of the comparison"),
    "retired": ("Asked in the older version only", "left out of the comparison"),
    "answers_changed": ("With other answer values", "left out: the answers do not compare"),
    "moved": ("In another domain, level or stream", "counted where the newer version has them, in both rounds"),
    "rescoped": ("Asked for in other scopes", "compared where both rounds asked them"),
    "reweighted": ("With another weight", "the newer weight counts for both rounds"),
    "reworded": ("With another wording", "compared: a new meaning would have a new id"),
    "domains_added": ("Domains of the newer version only", "without a change"),
    "domains_removed": ("Domains of the older version only", "left out"),
    "settings_changed": ("Other ways to score", "both rounds are scored as the newer version says"),
}

_VERDICT = (Column("words", "Verdict"), Column("raters", "Raters", "integer"), Column("note", "Note"))


def part_names(model: MaturityModel, language: str = "en") -> dict[str, str]:
    """Return the names of the parts of a comparison: the whole, and each domain."""
    return {OVERALL: "Overall", **{domain.id: say(domain.name, language) for domain in model.domains}}


def round_arrows(
    changes: pd.DataFrame,
    names: Mapping[str, str],
    rounds: tuple[str, str],
    levels: tuple[float, float],
    theme: Theme,
    *,
    as_numbers: bool = False,
) -> Exhibit:
    """Show each part's score in both rounds, and whether the change is more than rater noise.

    Parameters
    ----------
    changes
        From :func:`pmokit.assess.rounds.compare_rounds`.
    names
        Of the parts.
    rounds
        What the two rounds are called.
    levels
        Lowest and highest score.
    theme
        The look.
    as_numbers
        Whether p is printed as a number, as a workbook wants it.
    """
    frame = changes.assign(name=changes["domain"].map(names), note=changes["reason"].fillna(""))
    frame["words"] = [verdict_words(verdict) for verdict in frame["verdict"]]
    frame["p_words"] = [p_words(p) for p in frame["p"]]
    description = (
        f"From {rounds[0]} (ring) to {rounds[1]} (dot). A full line is a change beyond rater noise, a dashed one may be chance. Changes are reckoned before rounding. "
        f"{len(frame)} parts are tested at 5 % each, so a single firm one among them may be chance as well."
    )
    return Exhibit(
        id="changes",
        title="What has changed, domain by domain",
        description=description,
        frame=frame,
        columns=(
            Column("name", "Domain"),
            *_changes(rounds),
            Column("p", "p", "ratio") if as_numbers else Column("p_words", "p"),
            *_VERDICT,
        ),
        draw=(lambda: _draw(frame, rounds, levels, theme, description)) if frame["change"].notna().any() else None,
    )


def p_words(p: float | None) -> str:
    """Return a p value as it is printed: no deal of raters gives exactly none."""
    if p is None or pd.isna(p):
        return NOTHING
    return f"below {SMALLEST_P}" if p < SMALLEST_P else show(p, "ratio")


def verdict_words(verdict: str | None) -> str:
    """Return a verdict as it is printed."""
    return verdict if isinstance(verdict, str) else UNTOLD


def _draw(
    frame: pd.DataFrame, rounds: tuple[str, str], levels: tuple[float, float], theme: Theme, description: str
) -> dict[str, Any]:
    labels = [wrap(name, LABELS - 14) for name in frame["name"]]
    heights = [max(ROW, LINE * len(lines) + 6) for lines in labels]
    canvas = Canvas(WIDTH, HEAD + sum(heights) + 4, theme)
    lowest, highest = levels

    def x(score: float) -> float:
        return LABELS + 8 + (WIDTH - LABELS - WORDS - 24) * (score - lowest) / (highest - lowest)

    canvas.mark(LABELS + 8, 10, "circle", "#FFFFFF", stroke=theme.ink)
    canvas.words(LABELS + 18, 10, rounds[0])
    right = LABELS + 42 + 6.3 * len(rounds[0])
    canvas.mark(right, 10, "circle", theme.accent)
    canvas.words(right + 10, 10, rounds[1])
    for step in range(5):
        level = lowest + (highest - lowest) * step / 4
        canvas.line([(x(level), HEAD), (x(level), canvas.height - 4)], theme.line, width=1)
        canvas.words(x(level), HEAD - 9, f"{level:g}", align="center", colour=theme.muted)
    middles = [HEAD + sum(heights[:at]) + height / 2 for at, height in enumerate(heights)]
    rows = list(zip(frame.to_dict("records"), labels, middles, strict=True))
    # All lines before all dots: equal looks share a layer.
    for row, _, y in rows:
        if pd.notna(row["change"]) and row["before"] != row["after"]:
            is_firm = row["verdict"] == BEYOND
            ends = [(x(float(row[side])), y) for side in ("before", "after")]
            canvas.line(ends, theme.accent if is_firm else theme.muted, is_dashed=not is_firm, width=3)
    for row, lines, y in rows:
        _row(canvas, row, lines, y, {side: x(float(row[side])) for side in ("before", "after") if pd.notna(row[side])})
    return canvas.specification(description)


def _row(canvas: Canvas, row: Mapping[Any, Any], lines: Sequence[str], y: float, places: Mapping[str, float]) -> None:
    theme = canvas.theme
    canvas.words(0, y, lines, is_bold=row["domain"] == OVERALL)
    if "after" in places:
        canvas.mark(places["after"], y, "circle", theme.accent, size=110)
    if "before" in places:
        canvas.mark(places["before"], y, "circle", "#FFFFFF", stroke=theme.ink, size=70)
    is_firm = row["verdict"] == BEYOND
    words = {BEYOND: "beyond noise", WITHIN: "within noise"}.get(row["verdict"], UNTOLD)
    change = show(row["change"], "signed") if pd.notna(row["change"]) else NOTHING
    canvas.words(WIDTH - WORDS, y, f"{change}  {words}", is_bold=is_firm, colour=theme.ink if is_firm else theme.muted)


def change_sentences(changes: pd.DataFrame, names: Mapping[str, str]) -> tuple[str, ...]:
    """Say in words what is beyond rater noise, what is not, and what cannot be told.

    Parameters
    ----------
    changes
        From :func:`pmokit.assess.rounds.compare_rounds`.
    names
        Of the parts.
    """
    rows = changes.to_dict("records")
    firm = [_firm(row, names) for row in rows if row["verdict"] == BEYOND]
    within = [f"{names[row['domain']]} ({show(row['change'], 'signed')})" for row in rows if row["verdict"] == WITHIN]
    reasons: dict[str, list[str]] = {}
    for row in rows:
        if not isinstance(row["verdict"], str) and row["reason"]:
            reasons.setdefault(str(row["reason"]), []).append(names[row["domain"]])
    sentences = []
    if firm:
        sentences.append(f"Beyond the raters' noise: {'; '.join(firm)}.")
    elif within:
        sentences.append("No change is more than other raters would have given.")
    if within:
        sentences.append(f"May as well be chance: {', '.join(within)}.")
    sentences += [f"Cannot be told, {reason}: {', '.join(found)}." for reason, found in reasons.items()]
    return tuple(sentences)


def _firm(row: Mapping[Any, Any], names: Mapping[str, str]) -> str:
    change, tested = row["change"], row["tested_change"]
    words = (
        f"{names[row['domain']]}: {show(row['before'], 'score')} to {show(row['after'], 'score')} ({show(change, 'signed')}), "
        f"p {p_words(row['p'])}"
    )
    if change * tested < 0:
        return (
            f"{words}; the raters one by one moved the other way ({show(tested, 'signed')}), so look at the questions"
        )
    if abs(change) < STILL:
        return f"{words}; firm, but less than a tenth of a level: hardly to be felt"
    return words


def question_changes(
    questions: pd.DataFrame,
    model: MaturityModel,
    rounds: tuple[str, str],
    language: str = "en",
    *,
    as_numbers: bool = False,
) -> Exhibit:
    """List the change of each question, those beyond rater noise first; on a page only as many as one reads.

    Parameters
    ----------
    questions
        From :func:`pmokit.assess.question_rounds.compare_questions`.
    model, language
        Texts of the questions.
    rounds
        What the two rounds are called.
    as_numbers
        Whether all questions are listed and p is printed as a number, as a workbook wants it.
    """
    order = questions["verdict"].map({BEYOND: 0, WITHIN: 2}).fillna(1)
    size = -questions["tested_change"].abs()
    frame = questions.assign(order=order, size=size).sort_values(["order", "size"], kind="stable", ignore_index=True)
    frame["text"] = [say(model.question_by_id[q].text, language) for q in frame["question"]]
    frame["words"] = [verdict_words(verdict) for verdict in frame["verdict"]]
    frame["note"] = frame["reason"].fillna("")
    frame["p_words"] = [p_words(p) for p in frame["adjusted_p"]]
    firm, whole = int((frame["verdict"] == BEYOND).sum()), len(frame)
    shown = frame if as_numbers else frame.head(max(firm, MOST_QUESTIONS))
    untold = int(frame["verdict"].isna().sum())
    more = f" Of {untold} nothing can be told." if untold else ""
    rest = f" The workbook lists the other {whole - len(shown)}." if len(shown) < whole else ""
    return Exhibit(
        id="question-changes",
        title="What has changed, question by question",
        description=(
            f"{firm} of {whole} questions moved beyond rater noise.{more} p is adjusted for their number (Benjamini and Hochberg): of "
            "the changes called beyond noise at most one in twenty is expected to be chance. Middle answers of all raters; the mean "
            f"is that of the raters under test.{rest}"
        ),
        frame=shown,
        columns=(
            Column("question", "Id"),
            Column("text", "Question"),
            *_changes(rounds),
            Column("adjusted_p", "p, adjusted", "ratio") if as_numbers else Column("p_words", "p, adjusted"),
            *_VERDICT,
        ),
    )


def model_differences(diff: ModelDiff) -> Exhibit:
    """Name what the newer version of the model asks or weighs in another way, and what the comparison does with it.

    Parameters
    ----------
    diff
        The difference of the two versions.
    """
    rows = [
        (label, ", ".join(found), len(found), effect)
        for name, (label, effect) in DIFFERENCES.items()
        if (found := getattr(diff, name))
    ]
    return Exhibit(
        id="model-differences",
        title="What the rounds ask in another way",
        description=f"The earlier round asked version {diff.old_version}, the later one {diff.new_version}.",
        frame=pd.DataFrame(rows, columns=["label", "which", "count", "effect"]),
        columns=(
            Column("label", "Difference"),
            Column("count", "How many", "integer"),
            Column("which", "Which"),
            Column("effect", "What follows"),
        ),
    )


def rounds_overview(rows: pd.DataFrame, rounds: tuple[str, str]) -> Exhibit:
    """List the overall change of each unit.

    Parameters
    ----------
    rows
        name, before, after, change, verdict, raters, firm (names of the domains beyond noise), note.
    rounds
        What the two rounds are called.
    """
    frame = rows.assign(words=[verdict_words(verdict) for verdict in rows["verdict"]])
    return Exhibit(
        id="rounds-overview",
        title="Two rounds, unit by unit",
        description=(
            "Overall score of both rounds from the raters' own answers, with the verdict of a permutation test over raters. In the "
            "order of the engagement, not of the figures."
        ),
        frame=frame,
        columns=(
            Column("name", "Unit"),
            Column("before", rounds[0].capitalize(), "score"),
            Column("after", rounds[1].capitalize(), "score"),
            Column("change", "Change", "signed"),
            Column("words", "Verdict"),
            Column("firm", "Domains beyond noise"),
            Column("raters", "Raters", "integer"),
            Column("note", "Note"),
        ),
    )


def _changes(rounds: tuple[str, str]) -> tuple[Column, ...]:
    """Return the columns of what was found in both rounds, and the difference."""
    return (
        Column("before", rounds[0].capitalize(), "score"),
        Column("after", rounds[1].capitalize(), "score"),
        Column("change", "Change", "signed"),
        Column("tested_change", "Mean change of the raters", "signed"),
    )
