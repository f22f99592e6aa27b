"""What step 4 means, what earlier steps left for it, and what is still missing, in plain words."""

import re
from collections.abc import Callable, Iterator, Sequence
from html import escape

import pandas as pd

from pmokit.content.library import load_guides
from pmokit.model.base import say
from pmokit.model.pmo import CONTROL_LEVELS, PMO_TYPES, ControlLevel, PmoType
from pmokit.model.printing import print_number
from pmokit.model.recommendation import TypeChoice
from pmokit.model.services import Span
from pmokit.model.structure import Approach
from pmokit.strategy.findings import Finding
from pmokit.strategy.phasing import open_services
from pmokit.strategy.posts import unfilled_posts
from pmokit.strategy.running_cost import running_cost
from pmokit.workshop.structure.state import StructureState

APPROACH_WORDS: dict[Approach, str] = {
    "strategic": "Strategic: helps those who steer",
    "tactical": "Tactical: gives projects something in common",
    "operational": "Operational: helps single projects",
}
THOUSAND = 1000
MOST_NAMED = 3
_ID = re.compile(r"[a-z]+(?:-[a-z]+)+")


def before_markup(state: StructureState) -> str:
    """Return what earlier steps left: levels and gaps, projects, objectives."""
    study = state.study
    facts = [("Unit", state.unit.name)]
    if study.is_assessed:
        gaps = study.gaps.dropna(subset=["gap"]).sort_values("gap", ascending=False)
        names = {domain.id: say(domain.name) for domain in study.model.domains}
        wide = [
            f"{names[row['domain']]} ({print_number(row['gap'], '.1f')})"
            for row in gaps.head(MOST_NAMED).to_dict("records")
            if row["gap"] > 0
        ]
        facts.append(("Widest gaps, in levels", ", ".join(wide) or "every target is reached"))
    else:
        facts.append(("Maturity", "nobody has answered yet; services then follow from the type alone"))
    facts.append(("Projects in the list", _states(state.engagement.projects(state.unit.code)[0])))
    if state.assessed:
        facts.append(("Answered by the assessment", f"{_count(len(state.assessed), 'question')} of the profile"))
    return f"<dl>{''.join(f'<dt>{escape(a)}</dt><dd>{escape(b)}</dd>' for a, b in facts)}</dl>"


def missing_sentences(state: StructureState) -> list[str]:
    """Return what has to be said, chosen or mended before the structure can be agreed."""
    found = []
    unanswered, structure = len(state.open_criteria), state.structure
    if unanswered:
        found.append(f"{_count(unanswered, 'question')} of the organisation profile {_is(unanswered)} open.")
    if state.choice is None:
        found.append("The type of PMO has not been chosen.")
    if structure is None:
        return found
    if state.structure_document.is_proposal:
        found.append(
            "The structure is a proposal that nobody has taken over. It is kept with the first change, or when someone agrees."
        )
    if state.is_outdated:
        found.append(
            "The structure was made for another type or control level. Propose it anew under Counts, or say why it stays."
        )
    phased, unfilled = len(open_services(structure)), len(unfilled_posts(structure))
    if phased:
        found.append(f"{_count(phased, 'service')} {_has(phased)} no approach or no year yet.")
    if unfilled:
        found.append(f"{_count(unfilled, 'post')} {_has(unfilled)} no name yet.")
    if state.findings:
        found.append(f"The checks found {_count(len(state.findings), 'thing')} to mend in services, lines or RACI.")
    return found


def meaning_markup(state: StructureState) -> str:
    """Return in plain words what kind of PMO this is, what it takes, and what comes first."""
    choice, structure = state.choice, state.structure
    if choice is None or structure is None:
        said = [
            "Until a type is chosen, nobody can say which services the PMO gives and how many people it needs. "
            "Answer the profile, look at the advice, and choose; you may choose against the advice."
        ]
    else:
        fte, cost = structure.fte, running_cost(structure, state.catalogues.roles.days_per_fte)[1]
        first = min((line.year for line in structure.services if line.year), default=None)
        begin = sum(line.year == first for line in structure.services)
        start = f" {begin} of them begin in {first}." if first else ""
        said = [
            f"{state.unit.name} gets {type_words(choice)}: {control_meaning(choice.control)}",
            f"It gives {_count(len(structure.services), 'service')} with about {print_number(fte.likely, '.1f')} people working full time "
            f"{_range(fte, '.1f')} and costs about {print_number(cost.likely / THOUSAND, ',.0f')} thousand {state.settings.currency} a year "
            f"{_range(cost.times(1 / THOUSAND), ',.0f')}.{start} "
            "Hours and rates are expert judgement: check them with the client.",
        ]
    return "".join(f"<p>{escape(one)}</p>" for one in said)


def type_words(choice: TypeChoice) -> str:
    """Return the chosen type with its control level, such as "a controlling enterprise PMO"."""
    kind = " and ".join(choice.hybrid) + " hybrid" if choice.hybrid else choice.type
    return f"a {choice.control} {kind} PMO"


def type_choices() -> list[tuple[str, PmoType]]:
    """Return each type with its meaning, as choices."""
    guides = load_guides().types
    return [(f"{say(guides[one].name)}: {say(guides[one].meaning)}", one) for one in PMO_TYPES]


def control_choices() -> list[tuple[str, ControlLevel]]:
    """Return each control level with its meaning, as choices."""
    guides = load_guides().controls
    return [(f"{say(guides[one].name)}: {say(guides[one].meaning)}", one) for one in CONTROL_LEVELS]


def control_meaning(level: ControlLevel) -> str:
    """Return what a control level means, as the end of a sentence."""
    text = say(load_guides().controls[level].meaning)
    return f"{text[:1].lower()}{text[1:]}"


def advice_markup(state: StructureState) -> str:
    """Return the advice as it stands now, in one or two sentences."""
    advice = state.advice
    if advice.type is None:
        return "".join(f"<p>{escape(one)}</p>" for one in advice.explanation)
    control = f" Control level, apart from the type: {advice.control}." if advice.control else ""
    hybrid = f" A hybrid of {' and '.join(advice.hybrid)} is close by." if advice.hybrid else ""
    cautions = "".join(f"<p>{escape(one)}</p>" for one in advice.cautions)
    return f'{cautions}<p class="pk-lead">{escape(advice.lead[-1])}</p><p>{escape((hybrid + control).strip())}</p>'


def finding_sentences(findings: Sequence[Finding], state: StructureState) -> Iterator[str]:
    """Yield each finding as a sentence with names in place of ids."""
    for one in findings:
        where = [state.service_name(one.service)] if one.service else []
        where += [state.role_name(one.role)] if one.role else []
        place = f"{', '.join(where)}: " if where else ""
        yield f"{place}{named(one.what, state.role_name)}. {named(one.todo, state.role_name)}."


def findings_markup(findings: Sequence[Finding], state: StructureState, fine: str) -> str:
    """Return the findings as a list, or the sentence that says that there are none."""
    if not findings:
        return f"<p>{escape(fine)}</p>"
    items = "".join(f"<li>{escape(one)}</li>" for one in finding_sentences(findings, state))
    return f'<h3>To mend</h3><ul class="pk-found">{items}</ul>'


def named(text: str, name_of: Callable[[str], str]) -> str:
    """Return a text with the names of roles in place of their ids.

    Parameters
    ----------
    text
        Such as "a second A beside pmo-head".
    name_of
        Returns the name of an id, or the id where it is none.
    """
    return _ID.sub(lambda match: name_of(match.group()), text)


def _states(projects: pd.DataFrame) -> str:
    if projects.empty:
        return "none imported yet; the counts then start at nothing"
    running = int(projects["status"].isin(["active", "on-hold"]).sum())
    return f"{len(projects)}, of which {running} are running"


def _range(span: Span, how: str) -> str:
    return f"({print_number(span.low, how)} to {print_number(span.high, how)})"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _is(number: int) -> str:
    return "is" if number == 1 else "are"


def _has(number: int) -> str:
    return "has" if number == 1 else "have"
