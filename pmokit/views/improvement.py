"""Exhibits of the improvement log, lessons, promises and triggers: tables first, a chart where it tells more."""

import datetime as dt
from collections.abc import Mapping, Sequence

import pandas as pd

from pmokit.model.base import say
from pmokit.model.content import Theme
from pmokit.model.improvement import STATES, Improvement, ImprovementLog, LessonsLearned
from pmokit.model.printing import print_count, print_number
from pmokit.model.roadmap import wave_title
from pmokit.strategy.improvement.findings import Finding
from pmokit.strategy.improvement.log import effect_words
from pmokit.strategy.improvement.triggers import Verdict, advice
from pmokit.views import marks
from pmokit.views.chart import WIDTH, finish
from pmokit.views.exhibit import NOTHING, Column, Exhibit, show

PHASES = {"plan": "Plan", "do": "Do", "check": "Check", "act": "Act", "closed": "Closed"}
DECISIONS = {"standardise": "make it the standard", "adapt": "adapt it", "drop": "drop it"}
# A letter beside each colour, so that a grey print says the same.
VERDICTS = {"kept": "K", "not kept": "N", "not due": "D", "not measured": "M"}
CALLS = {True: "calls for it", False: "does not", None: "cannot be told"}


def pdca_board(log: ImprovementLog, findings: Sequence[Finding]) -> Exhibit:
    """Show the improvement log by phase: plan, do, check, act, closed.

    Parameters
    ----------
    log
        The improvement log.
    findings
        From :func:`pmokit.strategy.improvement.log.check_log`; they stand beside their entries.
    """
    todo: dict[str, list[str]] = {}
    for finding in findings:
        todo.setdefault(finding.where, []).append(finding.what)
    ordered = sorted(log.entries, key=lambda entry: (STATES.index(entry.state), entry.due or dt.date.max))
    rows = [
        {
            "phase": PHASES[entry.state],
            "problem": entry.problem,
            "cause": entry.cause or NOTHING,
            "measure": entry.measure,
            "expects": _expected(entry),
            "owner": entry.owner or NOTHING,
            "due": show(entry.due, "text"),
            "effect": _outcome(entry),
            "note": ". ".join(words[:1].upper() + words[1:] for words in todo.get(entry.id, [])),
        }
        for entry in ordered
    ]
    columns = ["phase", "problem", "cause", "measure", "expects", "owner", "due", "effect", "note"]
    numbers = {phase: sum(entry.state == state for entry in log.entries) for state, phase in PHASES.items()}
    counts = ", ".join(f"{number} in '{phase}'" for phase, number in numbers.items() if number) or "none yet"
    return Exhibit(
        id="improvement-log",
        title="Improvement log",
        description=f"{len(rows)} entr{'y' if len(rows) == 1 else 'ies'}: {counts}. What an entry lacks stands in its last column.",
        frame=pd.DataFrame(rows, columns=columns),
        columns=(
            Column("phase", "Phase"),
            Column("problem", "Problem"),
            Column("cause", "Cause"),
            Column("measure", "Measure"),
            Column("expects", "Should change"),
            Column("owner", "Owner"),
            Column("due", "Due"),
            Column("effect", "Effect and decision"),
            Column("note", "To see to"),
        ),
    )


def lesson_list(lessons: LessonsLearned, findings: Sequence[Finding]) -> Exhibit:
    """List the lessons, the latest first.

    Parameters
    ----------
    lessons
        Lessons learned.
    findings
        From :func:`pmokit.strategy.improvement.lessons.check_lessons`.
    """
    todo: dict[str, list[str]] = {}
    for finding in findings:
        todo.setdefault(finding.where, []).append(f"{finding.what[:1].upper()}{finding.what[1:]}")
    rows = [
        {
            "context": f"{lesson.context} ({lesson.recorded})",
            "happened": lesson.happened,
            "why": lesson.why,
            "recommendation": lesson.recommendation,
            "applies": ", ".join((*(f"class {one}" for one in lesson.classes), *lesson.processes)) or "everywhere",
            "reused": "; ".join(reuse.where for reuse in lesson.reused) or NOTHING,
            "note": ". ".join(todo.get(lesson.id, [])),
        }
        for lesson in sorted(lessons.lessons, key=lambda lesson: lesson.recorded, reverse=True)
    ]
    used = sum(bool(lesson.reused) for lesson in lessons.lessons)
    return Exhibit(
        id="lessons",
        title="Lessons learned",
        description=f"{len(rows)} lesson{'' if len(rows) == 1 else 's'}, {used} used again. One that nobody opens is no lesson.",
        frame=pd.DataFrame(rows, columns=["context", "happened", "why", "recommendation", "applies", "reused", "note"]),
        columns=(
            Column("context", "Where"),
            Column("happened", "What happened"),
            Column("why", "Why"),
            Column("recommendation", "Do it so"),
            Column("applies", "Applies to"),
            Column("reused", "Used again"),
            Column("note", "To see to"),
        ),
    )


def promised_levels(
    levels: pd.DataFrame, theme: Theme, scale: tuple[int, int] = (1, 5), names: Mapping[str, str] | None = None
) -> Exhibit:
    """Show promised levels beside those that the round found.

    Parameters
    ----------
    levels
        From :func:`pmokit.strategy.improvement.promises.compare_levels`.
    theme
        Look.
    scale
        Lowest and highest level.
    names
        Names of the domains by id.
    """
    domains = [(names or {}).get(domain, domain) for domain in levels["domain"]]
    frame = levels.assign(domain=domains, letter=levels["verdict"].map(VERDICTS))
    frame["row"] = frame["domain"] + ", " + frame["by"]
    kept, missed = (int((levels["verdict"] == verdict).sum()) for verdict in ("kept", "not kept"))
    description = (
        f"Of {print_count(len(levels), 'promised level')} {kept} {'is' if kept == 1 else 'are'} kept and {missed} not. The bar is the score of "
        "this round, the upright line what was promised. K kept, N not kept, D not due yet, M not measured."
    )

    def draw() -> dict[str, object]:
        colours = [theme.ratings["green"], theme.ratings["red"], theme.muted, theme.line]
        base = marks.Chart(frame[["row", "promised", "score", "verdict", "letter"]]).encode(
            y=marks.Y("row:N", sort=list(frame["row"]), title=None)
        )
        whole_levels = marks.Axis(values=list(range(scale[0], scale[1] + 1)), format="d")
        axis = marks.X("score:Q", scale=marks.Scale(domain=list(scale), nice=False), title="Level", axis=whole_levels)
        bars = base.mark_bar(height=14).encode(
            x=axis,
            x2=marks.X2Datum(scale[0]),
            color=marks.Color("verdict:N", scale=marks.Scale(domain=list(VERDICTS), range=colours), legend=None),
        )
        ticks = base.mark_tick(size=24, thickness=3, color=theme.ink).encode(x=marks.X("promised:Q"))
        letters = base.mark_text(align="left", dx=WIDTH - 230, color=theme.ink).encode(
            x=marks.XDatum(scale[0]), text=marks.Text("letter:N")
        )
        return finish((bars + ticks + letters).properties(width=WIDTH - 240, height=marks.Step(30)), theme, description)

    return Exhibit(
        id="promised-levels",
        title="Promised and reached",
        description=description,
        frame=frame.assign(wave=[wave_title(wave) for wave in frame["wave"]]),
        columns=(
            Column("wave", "Wave"),
            Column("by", "By"),
            Column("domain", "Domain"),
            Column("promised", "Promised", "score"),
            Column("score", "Score", "score"),
            Column("verdict", "Verdict"),
            Column("words", "In words"),
        ),
        draw=draw if len(frame) and frame["score"].notna().any() else None,
    )


def promised_kpis(kpis: pd.DataFrame, names: Mapping[str, str] | None = None) -> Exhibit:
    """List promised KPI values beside those measured.

    Parameters
    ----------
    kpis
        From :func:`pmokit.strategy.improvement.promises.compare_kpis`.
    names
        Names of the KPIs by id.
    """
    return Exhibit(
        id="promised-kpis",
        title="KPIs the roadmap promised",
        description="The first and the last measured value beside the target; the trend says which way it went.",
        frame=kpis.assign(kpi=[(names or {}).get(kpi, kpi) for kpi in kpis["kpi"]]),
        columns=(
            Column("kpi", "KPI"),
            Column("by", "By"),
            Column("target", "Target", "ratio"),
            Column("first", "First", "ratio"),
            Column("last", "Last", "ratio"),
            Column("n", "Rests on", "integer"),
            Column("trend", "Trend"),
            Column("verdict", "Verdict"),
            Column("words", "In words"),
        ),
    )


def trigger_list(verdicts: Sequence[Verdict], language: str = "en") -> Exhibit:
    """List the rules for an early re-assessment with their verdicts.

    Parameters
    ----------
    verdicts
        From :func:`pmokit.strategy.improvement.triggers.evaluate_triggers`.
    language
        Language of the texts.
    """
    order: dict[bool | None, int] = {True: 0, None: 1, False: 2}
    rows = [
        {
            "rule": say(verdict.rule.name, language),
            "verdict": CALLS[verdict.is_met],
            "reason": verdict.reason,
            "rests_on": verdict.rests_on or NOTHING,
            "todo": say(verdict.rule.todo, language) if verdict.is_met else NOTHING,
        }
        for verdict in sorted(verdicts, key=lambda verdict: order[verdict.is_met])
    ]
    return Exhibit(
        id="triggers",
        title="Assess again early?",
        description=advice(verdicts),
        frame=pd.DataFrame(rows, columns=["rule", "verdict", "reason", "rests_on", "todo"]),
        columns=(
            Column("rule", "Rule"),
            Column("verdict", "It"),
            Column("reason", "Because"),
            Column("rests_on", "Rests on"),
            Column("todo", "What to do"),
        ),
    )


def _expected(entry: Improvement) -> str:
    if entry.expects is None:
        return NOTHING
    return f"{entry.expects.of} {entry.expects.direction} to {print_number(entry.expects.target, 'g')}"


def _outcome(entry: Improvement) -> str:
    words = effect_words(entry)
    if entry.decision is None:
        return words
    reason = f" ({entry.reason})" if entry.reason else ""
    return f"{words}. Decided: {DECISIONS[entry.decision]}{reason}"
