"""The content standard, as far as a machine can read it: scenes, question texts, the quick set.

Nothing here stops a model from being loaded and scored; `pmokit lint` reports it. Like the checks of links and orders it
runs on drafts, in which what could not be read is empty: see :mod:`pmokit.model.checks`.
"""

import re
from collections.abc import Iterator

from pmokit.errors import Fault, Path
from pmokit.model.base import FALLBACK_LANGUAGE
from pmokit.model.maturity import Domain, MaturityModel, Question

SCENE_WORDS = (15, 35)
QUESTION_WORDS = 20
# Levels differ in behaviour, not in adverbs.
BANNED_ADVERBS = (
    "partially", "partly", "mostly", "fully", "largely", "somewhat", "completely", "entirely",
    "always", "usually", "often", "sometimes", "rarely", "generally", "typically",
)  # fmt: skip

_ADVERB = re.compile(rf"\b({'|'.join(BANNED_ADVERBS)})\b", re.IGNORECASE)
# Without a final e or y: the forms differ there. Each is something that a unit does with its projects.
_STEMS = (
    "agree", "approv", "assess", "assign", "check", "collect", "communicat", "compar", "control", "decid", "defin",
    "document", "escalat", "estimat", "evaluat", "forecast", "identif", "improv", "manag", "measur", "monitor",
    "own(?=s|ed)", "plan", "prioritis", "prioritiz", "publish", "record", "report", "review", "select", "stor", "track", "train",
    "updat", "verif",
)  # fmt: skip
_PRACTICE = re.compile(rf"(?:{'|'.join(_STEMS)})(?:e?[sd]?|y|ies|ied|[a-z]?ed|[a-z]?ing)\b", re.IGNORECASE)
_AUXILIARY = re.compile(
    r"(?:is|are|was|were|do|does|did|has|have|can|may|must|will|would|should|happens)\b", re.IGNORECASE
)
_ASKS = re.compile(r"(?:how|what|when|where|which|who|whom|whose|why)\b", re.IGNORECASE)
_JOINT = re.compile(r"\b(and|or)\s+(?:then\s+|later\s+|also\s+)?", re.IGNORECASE)


def find_standard_faults(model: MaturityModel) -> list[Fault]:
    """Return where a model departs from the content standard: faults and warnings, each with its path.

    Parameters
    ----------
    model
        The loaded model or draft; paths start with ``domains``.
    """
    scenes = {answer_set.id for answer_set in model.answer_sets if answer_set.scenes}
    found: list[Fault] = []
    for at, domain in enumerate(model.domains):
        found += _quick_faults(domain, ("domains", at, "questions"))
        for position, question in enumerate(domain.questions):
            path: Path = ("domains", at, "questions", position)
            found += _text_warnings(question, (*path, "text"))
            if question.answers in scenes:
                found += _scene_faults(question, (*path, "anchors"))
    return found


def second_practice(text: str) -> str:
    """Return the words of a question with which a second practice seems to begin; empty where it asks for one.

    A guess: "and" or "or" stands between two verbs of a short list ("identified and managed"), or opens a second
    question ("and who decides"), or there are two question marks. It misses what the list does not hold, and takes
    a noun that looks like a verb ("compare plan and forecast") for one.

    Parameters
    ----------
    text
        The question in English.
    """
    for joint in _JOINT.finditer(text):
        before, after = text[: joint.start()], text[joint.end() :]
        first, second = _last(_PRACTICE, before), _PRACTICE.match(after)
        if first and second:
            return f"{first} {joint.group()}{second.group()}"
        # "late or is about to be" names two states, "and is it checked" asks again.
        again = _AUXILIARY.match(after) if joint.group(1).lower() == "and" else None
        opening = _ASKS.match(after) or again
        if opening and (_last(_AUXILIARY, after) or _last(_PRACTICE, after)):
            return f"{joint.group()}{opening.group()}"
    _, _, rest = text.partition("?")
    return rest.strip() if "?" in rest else ""


def banned_adverbs(text: str) -> list[str]:
    """Return the banned adverbs of a text, each once, in lower case and in their order."""
    return list(dict.fromkeys(match.group().lower() for match in _ADVERB.finditer(text)))


def _last(verbs: re.Pattern[str], text: str) -> str:
    """Return the last whole word that is one of these verbs, or an empty text."""
    return next((word for word in reversed(re.findall(r"[A-Za-z]+", text)) if verbs.fullmatch(word)), "")


def _quick_faults(domain: Domain, path: Path) -> Iterator[Fault]:
    # What could not be read is None, and may have been meant as true.
    if domain.asked and all(question.quick is False for question in domain.asked):
        yield Fault(
            what=f"no question of domain {domain.id} is in the quick set",
            expected="at least one with quick: true",
            hint="Mark the question that tells most",
            path=path,
        )


def _text_warnings(question: Question, path: Path) -> Iterator[Fault]:
    # A retired question keeps its words: what it asked is what was answered.
    if question.retired:
        return
    text = question.text.get(FALLBACK_LANGUAGE, "")
    count = len(text.split())
    if count > QUESTION_WORDS:
        yield Fault(
            what=f"{question.id}: the question has {count} words",
            expected=f"at most {QUESTION_WORDS}",
            path=path,
            severity="warning",
        )
    second = second_practice(text)
    if second:
        yield Fault(
            what=f"{question.id}: '{second}' may ask for a second practice",
            expected="one practice in a question",
            hint="Give the second one a question of its own, or ask for the one that matters",
            path=path,
            severity="warning",
        )


def _scene_faults(question: Question, path: Path) -> Iterator[Fault]:
    low, high = SCENE_WORDS
    for option, texts in question.anchors.items():
        text = texts.get(FALLBACK_LANGUAGE, "")
        count = len(text.split())
        if text and not low <= count <= high:
            short = "Say who does what, how often, on which artefact, with what consequence"
            yield Fault(
                what=f"{question.id}: the scene for '{option}' has {count} {'word' if count == 1 else 'words'}",
                expected=f"{low} to {high}",
                hint=short if count < low else "Keep to one topic",
                path=(*path, option),
            )
        adverbs = banned_adverbs(text)
        if adverbs:
            yield Fault(
                what=f"{question.id}: the scene for '{option}' says {', '.join(repr(word) for word in adverbs)}",
                expected="what people do, how often, with what consequence",
                hint="Levels differ in behaviour, not in adverbs",
                path=(*path, option),
            )
