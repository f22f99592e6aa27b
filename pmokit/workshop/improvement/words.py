"""What step 6 means, what earlier steps left for it, and what is still missing, in plain words."""

from collections.abc import Sequence
from html import escape

from pmokit.model.printing import print_number
from pmokit.strategy.improvement.calendar import hours_of
from pmokit.strategy.improvement.calendar_checks import overdue_reviews
from pmokit.strategy.improvement.findings import Finding
from pmokit.strategy.improvement.log import check_log
from pmokit.strategy.improvement.triggers import advice
from pmokit.workshop.improvement.state import ImprovementState


def before_markup(state: ImprovementState) -> str:
    """Return what earlier steps left: type, rounds, promises, surveys."""
    study = state.study
    choice, assessment, promises = study.choice, study.assessment, study.promises
    facts = [
        ("Unit", state.unit.name),
        (
            "PMO",
            f"{' and '.join(choice.hybrid or (choice.type,))}, {choice.control}" if choice else "no type chosen yet",
        ),
        ("Assessment", f"round {assessment.round}" if assessment else "none opened yet"),
        (
            "Promised by the roadmap",
            f"{len(promises.waves)} wave{'' if len(promises.waves) == 1 else 's'}, made on {promises.made_on}"
            if promises
            else "nothing yet",
        ),
        ("Feedback", f"latest survey {study.surveys[-1]}" if study.surveys else "nobody has been asked yet"),
    ]
    return f"<dl>{''.join(f'<dt>{escape(a)}</dt><dd>{escape(b)}</dd>' for a, b in facts)}</dl>"


def missing_sentences(state: ImprovementState) -> list[str]:
    """Return what has to be said, planned or mended."""
    found, study = [], state.study
    if state.calendar is None:
        found.append("No type of PMO is chosen, so no calendar of reviews can be proposed. Choose it in step 4.")
    elif state.reviews_document.is_proposal:
        found.append(
            "The calendar is a proposal that nobody has taken over. It is kept with the first change, or when someone agrees."
        )
    elif late := overdue_reviews(state.calendar, state.as_of):
        found.append(
            f"{len(late)} review{' was' if len(late) == 1 else 's were'} due, and nobody has recorded what became of {'it' if len(late) == 1 else 'them'}."
        )
    if not study.surveys:
        found.append("Nobody has been asked for feedback yet.")
    entries = check_log(state.log, state.as_of)
    if not state.log.entries:
        found.append("The improvement log is empty.")
    elif entries:
        found.append(
            f"{len({one.where for one in entries})} of {len(state.log.entries)} entries of the log need attention."
        )
    unsaid = [
        word
        for word, given in (
            ("a reorganisation", state.signals.reorganised),
            ("another sponsor", state.signals.sponsor_changed),
        )
        if given is None
    ]
    if unsaid:
        found.append(f"Nobody has said whether there was {' or '.join(unsaid)}.")
    return found


def meaning_markup(state: ImprovementState) -> str:
    """Return in plain words whether to assess anew, what is kept of what was promised, and what the reviews take."""
    study = state.study
    sentences = [advice(study.triggers)]
    levels = study.promised_levels
    if levels is not None and len(levels):
        due = levels[levels["verdict"].isin(["kept", "not kept"])]
        if len(due):
            kept = int((due["verdict"] == "kept").sum())
            sentences.append(f"Promised levels reached, of those that are due: {kept} of {len(due)}.")
    if state.calendar is not None:
        months = state.calendar.brief.months
        sentences.append(
            f"The reviews take {print_number(hours_of(state.calendar, state.catalogue), '.0f')} hours in {months} months from someone who attends all of them."
        )
    moving = sum(one.state in {"plan", "do", "check"} for one in state.log.entries)
    if state.log.entries:
        sentences.append(
            f"{moving} of {len(state.log.entries)} improvements are under way; the others have been decided on."
        )
    return "".join(f"<p>{escape(one)}</p>" for one in sentences)


def findings_markup(findings: Sequence[Finding], fine: str, names: dict[str, str]) -> str:
    """Return the findings as a list, or the sentence that says that there are none.

    Parameters
    ----------
    findings
        Of the checks.
    fine
        Said where there is none.
    names
        What people read in place of an id.
    """
    if not findings:
        return f"<p>{escape(fine)}</p>"
    items = "".join(
        f"<li>{escape(names.get(one.where, one.where))}: {escape(one.what)}. {escape(one.todo)}.</li>"
        for one in findings
    )
    return f'<h3>To see to</h3><ul class="pk-found">{items}</ul>'
