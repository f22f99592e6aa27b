"""What step 5 means, what earlier steps left for it, and what is still missing, in plain words."""

from collections.abc import Sequence
from html import escape

from pmokit.model.base import say
from pmokit.model.processes import CLASS_IDS, Duty, Way
from pmokit.strategy.processes.findings import MethodFinding
from pmokit.workshop.processes.state import ProcessesState

WAY_WORDS: dict[Way, str] = {
    "planned": "By plan: work is laid out first and then followed",
    "agile": "In short cycles: lasting teams deliver every few weeks",
    "hybrid": "Both, side by side",
}
DUTY_WORDS: tuple[tuple[str, Duty | None], ...] = (("–", None), ("Must", "must"), ("Should", "should"), ("May", "may"))
MOST_NAMED = 3


def before_markup(state: ProcessesState) -> str:
    """Return what earlier steps left: type, control level, posts, gaps that processes can lift, projects."""
    study = state.study
    choice = study.choice
    facts = [
        ("Unit", state.unit.name),
        (
            "PMO",
            f"{' and '.join(choice.hybrid or (choice.type,))}, {choice.control}" if choice else "no type chosen yet",
        ),
        ("Projects in the list", str(len(state.projects)) if len(state.projects) else "none imported yet"),
    ]
    ranked = study.process_gaps
    if ranked is not None and (ranked["gain"] > 0).any():
        first = [str(name) for name in ranked.loc[ranked["gain"] > 0, "name"].head(MOST_NAMED)]
        facts.append(("Processes that lift most of today's gap", ", ".join(first)))
    return f"<dl>{''.join(f'<dt>{escape(a)}</dt><dd>{escape(b)}</dd>' for a, b in facts)}</dl>"


def missing_sentences(state: ProcessesState) -> list[str]:
    """Return what has to be said or mended before the methodology can be agreed."""
    found = []
    if state.is_of_whole:
        found.append(
            f"{state.unit.name} works by the methodology of the whole organisation. A change here gives it one of its own."
        )
    elif state.methodology_document.is_proposal:
        found.append(
            "The methodology is a proposal that nobody has taken over. It is kept with the first change, or when someone agrees."
        )
    classed = state.classed
    unclear = int(classed["project_class"].isna().sum()) if len(classed) else 0
    if unclear:
        found.append(
            f"{unclear} of {len(classed)} projects {'has' if unclear == 1 else 'have'} no class yet: questions on them are open."
        )
    if not state.methodology.guidelines:
        found.append("No department has agreed on lending people to projects.")
    if state.findings:
        found.append(f"The checks found {len(state.findings)} thing{'' if len(state.findings) == 1 else 's'} to mend.")
    return found


def meaning_markup(state: ProcessesState) -> str:
    """Return in plain words what the methodology asks of a light and a heavy project."""
    classed, cards = state.classed, state.methodology.classes
    sentences = []
    if len(classed):
        counts = classed["project_class"].value_counts()
        listed = ", ".join(f"{int(counts.get(one, 0))} in class {one}" for one in CLASS_IDS)
        unclear = int(classed["project_class"].isna().sum())
        rest = f", and {unclear} still without one" if unclear else ""
        sentences.append(
            f"{len(classed)} projects: {listed}{rest}. The heavier the class, the more is asked of a project."
        )
    for one in (cards[0], cards[-1]):
        musts = sum(duties.get(one.id) == "must" for duties in state.methodology.duties.values())
        gates = sum(one.id in rule.decides for rule in state.methodology.gates)
        sentences.append(
            f"A project of class {one.id} ({say(one.name).lower()}) must run {musts} processes and passes {gates} gates."
        )
    sentences.append(
        "Inside its limits a project manager decides alone; beyond them the next level does. Nobody has to guess whom to ask."
    )
    return "".join(f"<p>{escape(one)}</p>" for one in sentences)


def findings_markup(findings: Sequence[MethodFinding], fine: str) -> str:
    """Return the findings as a list, or the sentence that says that there are none."""
    if not findings:
        return f"<p>{escape(fine)}</p>"
    return f'<h3>To mend</h3><ul class="pk-found">{"".join(f"<li>{escape(str(one))}</li>" for one in findings)}</ul>'
