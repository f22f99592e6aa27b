"""Propose a decision brief from what a unit's results say."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from pmokit.model.brief import BriefOption, DecisionBrief, Sponsor

REPLY_DAYS = 14
MOST_FACTS, MOST_GAPS = 6, 3
LONGEST = 400
SAFE = "It fails on no answer of the organisation profile."
UNSAFE = "It fits the other answers best; the answer on which it would fail has to be changed first."
TYPE_WORDS = {"enterprise": "an enterprise PMO", "departmental": "a departmental PMO", "agile": "an agile PMO"}


@dataclass(frozen=True)
class BriefFacts:
    """What is known about a unit when its sponsor is asked.

    Parameters
    ----------
    unit
        Name of the unit.
    level
        The overall level as it is printed; empty where none may be printed.
    people
        People who answered.
    gaps
        Names of the domains furthest below their target, the widest first.
    targets
        Where the targets come from, in words.
    types
        PMO types by fit, the best first; empty without advice.
    begin_with
        Type to begin with where the best would fail on an answer; empty: no need.
    change
        What would change the advice, in one sentence; empty without advice.
    open_points
        Questions on which the room differs.
    proposed
        Decisions that a session proposed.
    """

    unit: str
    level: str = ""
    people: int = 0
    gaps: Sequence[str] = ()
    targets: str = ""
    types: Sequence[str] = ()
    begin_with: str = ""
    change: str = ""
    open_points: int = 0
    proposed: Sequence[str] = ()

    @property
    def has_result(self) -> bool:
        """Whether there is a result to confirm."""
        return self.people > 0


def propose_brief(facts: BriefFacts, sponsor: Sponsor | None, today: dt.date) -> DecisionBrief:
    """Return the brief that asks a sponsor for what the unit needs next: the result and its targets, else the type.

    Parameters
    ----------
    facts
        What is known.
    sponsor
        Who is asked; None where nobody is named yet.
    today
        Two weeks from then on count where the sponsor has no date.
    """
    asked, options, recommendation, without = _result(facts) if facts.has_result else _type(facts)
    by = sponsor.reply_by if sponsor and sponsor.reply_by else today + dt.timedelta(days=REPLY_DAYS)
    return DecisionBrief(
        sponsor=sponsor.name if sponsor else "",
        asked=asked[:LONGEST],
        facts=tuple(line[:LONGEST] for line in _facts(facts)[:MOST_FACTS]),
        options=tuple(BriefOption(name=name[:LONGEST], means=means[:LONGEST]) for name, means in options),
        recommendation=recommendation[:LONGEST],
        reply_by=by,
        without_reply=without[:LONGEST],
    )


Parts = tuple[str, list[tuple[str, str]], str, str]


def _result(facts: BriefFacts) -> Parts:
    first = _listed(facts.gaps[:MOST_GAPS])
    aim = f" It starts where the distance is widest: {first}." if first else ""
    options = [
        ("Confirm the result and the targets", f"The roadmap is planned with them.{aim}"),
        (
            "Confirm the result, change targets",
            "You name the domains and the level you want in each; the roadmap is planned with yours.",
        ),
        (
            "Do not confirm yet",
            "The group meets again for 45 minutes on the questions you doubt; the roadmap waits for that.",
        ),
    ]
    doubt = f" Still open: {_points(facts.open_points)}; that does not hold up the start." if facts.open_points else ""
    return (
        f"Do you confirm the maturity result of {facts.unit} and the targets proposed with it?",
        options,
        f"Confirm the result and the targets: they rest on what those who do the work answered.{doubt}",
        "Everything stays marked as proposed and out of the overall picture of the organisation. The roadmap is drafted with "
        "the proposed targets, and no money is committed.",
    )


def _type(facts: BriefFacts) -> Parts:
    named = [TYPE_WORDS.get(one, one) for one in facts.types[:2]]
    options = [(f"Set up {name}", _follows(place, facts.change)) for place, name in enumerate(named)]
    if facts.begin_with:
        named = [TYPE_WORDS.get(facts.begin_with, facts.begin_with), named[0]]
        options = [(f"Begin with {named[0]}", SAFE), (f"Set up {named[1]}", UNSAFE)]
    if len(options) < 2:  # noqa: PLR2004 -- a brief offers at least two ways
        options.append(("Choose the type in a session", "30 minutes on the organisation profile; the advice follows."))
    options.append(("Decide later", "The maturity of the unit is assessed first; the type is advised from it."))
    recommended = f"Set up {named[0]}: it fits best what is known today." if named else options[0][0] + "."
    if facts.begin_with:
        recommended = f"{options[0][0]}: {named[1]} would fail on one answer of the profile until that is changed."
    return (
        f"Which type of PMO shall {facts.unit} have, and may it start?",
        options[:3],
        recommended,
        "The type stays a proposal. The assessment goes on, and nobody is appointed.",
    )


def _follows(place: int, change: str) -> str:
    if place == 0:
        return f"The advice. {change}".strip()
    return "The runner-up; the structure is designed around it instead."


def _facts(facts: BriefFacts) -> list[str]:
    lines = []
    if facts.has_result:
        who = "1 person" if facts.people == 1 else f"{facts.people} people"
        level = f"overall level {facts.level}" if facts.level else "too much is open to name an overall level"
        lines.append(f"{who} answered: {level}.")
    if facts.gaps:
        lines.append(f"Furthest below the target: {_listed(facts.gaps[:MOST_GAPS])}.")
    if facts.targets:
        lines.append(f"Targets: {facts.targets}.")
    if facts.types:
        lines.append(f"The type that fits best: {TYPE_WORDS.get(facts.types[0], facts.types[0])}.")
    if facts.open_points:
        lines.append(f"Still open: {_points(facts.open_points)}, with an owner and a date.")
    return [*lines, *(f"Proposed in the session: {text}" for text in facts.proposed)]


def _points(count: int) -> str:
    return "1 question on which the room differs" if count == 1 else f"{count} questions on which the room differs"


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""
