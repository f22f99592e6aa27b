"""Lessons learned: found again by words, told when nobody uses them or two say the same."""

import datetime as dt
import re
from collections.abc import Sequence
from itertools import combinations

from pmokit.model.improvement import Lesson, LessonsLearned
from pmokit.strategy.improvement.findings import Finding

UNUSED_DAYS = 180
# Judgement: two lessons that share six of ten telling words say the same in other words.
SAME = 0.6
SHORTEST = 3
# A word in the recommendation tells more than one in the story before it.
WEIGHTS = {"recommendation": 3, "why": 2, "happened": 1, "context": 1}
COMMON = (
    " about after all also and any are because been before but can could did each for from had has have her his into its "
    "more most not one only other our out over shall should than that the their them then there they this those too "
    "under until was were what when where which while who will with without would you your "
)
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


def search_lessons(
    lessons: LessonsLearned, words: str, *, project_class: str = "", process: str = ""
) -> tuple[Lesson, ...]:
    """Return the lessons in which every word occurs, the closest first.

    Parameters
    ----------
    lessons
        Where to look.
    words
        Beginnings of words, in any case and order; empty finds all.
    project_class, process
        Only lessons that apply there; a lesson that names none applies everywhere.
    """
    wanted = [word.lower() for word in _WORD.findall(words)]
    found = [
        (sum(_rank(lesson, word) for word in wanted), lesson)
        for lesson in lessons.lessons
        if all(_rank(lesson, word) for word in wanted)
        and (not project_class or not lesson.classes or project_class in lesson.classes)
        and (not process or not lesson.processes or process in lesson.processes)
    ]
    return tuple(lesson for _, lesson in sorted(found, key=lambda pair: (-pair[0], pair[1].id)))


def check_lessons(lessons: LessonsLearned, as_of: dt.date, unused_days: int = UNUSED_DAYS) -> tuple[Finding, ...]:
    """Return lessons that nobody has used for a long time, and pairs that say the same.

    Parameters
    ----------
    lessons
        The lessons.
    as_of
        Today.
    unused_days
        Days after which a lesson should have been used once.
    """
    findings = []
    for lesson in lessons.lessons:
        age = (as_of - lesson.recorded).days
        if not lesson.reused and age > unused_days:
            what = f"recorded {age} days ago and never used"
            findings.append(
                Finding("never-reused", lesson.id, what, "Put it into a checklist that is used, or delete it")
            )
    findings += [
        Finding("double", later.id, f"says much the same as '{earlier.recommendation}'", "Make one lesson of both")
        for earlier, later in combinations(lessons.lessons, 2)
        if likeness(earlier, later) >= SAME
    ]
    return tuple(findings)


def likeness(one: Lesson, other: Lesson) -> float:
    """Return how much the causes and recommendations of two lessons share: telling words in both over those in either.

    Parameters
    ----------
    one, other
        Lessons; the result is from 0 to 1 (Jaccard) and the same in both orders.
    """
    first, second = (_telling((lesson.why, lesson.recommendation)) for lesson in (one, other))
    return len(first & second) / len(first | second) if first | second else 0.0


def _rank(lesson: Lesson, word: str) -> int:
    return sum(
        weight
        for name, weight in WEIGHTS.items()
        if any(found.lower().startswith(word) for found in _WORD.findall(getattr(lesson, name)))
    )


def _telling(texts: Sequence[str]) -> set[str]:
    words = {word.lower() for text in texts for word in _WORD.findall(text)}
    return {word for word in words if len(word) >= SHORTEST and f" {word} " not in COMMON}
