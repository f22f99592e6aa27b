"""Feedback: the questionnaires of three audiences, the answers to them, and the themes that people found in the comments."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from typing import Annotated, Literal, get_args

from pydantic import Field

from pmokit.errors import Fault, Path
from pmokit.model.base import Frozen, Name, Slug, Text, Version
from pmokit.model.checks import double_ids
from pmokit.model.fields import FIELDS, FieldOfPractice
from pmokit.model.units import UnitCode

Audience = Literal["stakeholders", "teams", "pmo-members"]
AUDIENCES: tuple[Audience, ...] = get_args(Audience)
QuestionKind = Literal["recommend", "satisfaction", "open"]
HIGHEST: dict[str, int] = {"recommend": 10, "satisfaction": 5}
LOWEST: dict[str, int] = {"recommend": 0, "satisfaction": 1}
OPEN_QUESTIONS = 2
THEME_STATES = ("open", "changed", "planned", "declined")
ThemeState = Literal["open", "changed", "planned", "declined"]

FeedbackQuestionId = Annotated[
    str, Field(pattern=r"^[A-Z]{2}-\d{2}$", description="two capitals, dash, two digits, such as ST-01")
]


class FeedbackQuestion(Frozen):
    """One question: how likely one is to recommend (0 to 10), how satisfied one is (1 to 5), or in own words."""

    id: FeedbackQuestionId
    kind: QuestionKind
    field: FieldOfPractice | None = Field(default=None, description="Field of service that it is about")
    text: Text


class FeedbackForm(Frozen):
    """A file of ``questionnaires/feedback/``."""

    id: Name
    version: Version
    audience: Audience
    source: str = Field(min_length=3)
    intro: Text
    minutes: int = Field(ge=1, le=15)
    recommend_scale: tuple[Text, Text] = Field(description="What 0 and 10 stand for")
    satisfaction_scale: tuple[Text, ...] = Field(min_length=5, max_length=5, description="What 1, 2, ... 5 stand for")
    questions: tuple[FeedbackQuestion, ...] = Field(min_length=1)

    @cached_property
    def by_id(self) -> dict[str, FeedbackQuestion]:
        """Questions by id."""
        return {question.id: question for question in self.questions}


class FeedbackAnswer(Frozen):
    """What one person answered to one question; without a value where it is in words or left out."""

    survey: str = Field(min_length=1, max_length=40, description="Which asking, such as 2026-Q3")
    respondent: str = Field(min_length=1, max_length=80)
    audience: Audience
    unit: UnitCode
    question: FeedbackQuestionId
    answer: int | None = Field(default=None, ge=0, le=10)
    comment: str = ""


class Feedback(Frozen):
    """The body of the document ``feedback``: the answers of all surveys, the latest survey last."""

    answers: tuple[FeedbackAnswer, ...] = ()


class Coding(Frozen):
    """Which themes a person found in one comment; none: looked at, nothing to act on."""

    survey: str = Field(min_length=1)
    respondent: str = Field(min_length=1)
    question: FeedbackQuestionId
    themes: tuple[Slug, ...] = ()


class FeedbackTheme(Frozen):
    """What several comments say, and how it ends: changed, planned or declined."""

    id: Slug
    said: str = Field(min_length=5, description="What people said, in one sentence")
    opened: dt.date
    state: ThemeState = "open"
    did: str = Field(default="", description="What was changed, is planned, or is done instead")
    reason: str = Field(default="", description="Why so; needed where it is declined")
    owner: str = ""
    decided: dt.date | None = None
    due: dt.date | None = Field(default=None, description="When what is planned is done")
    evidence: str = Field(default="", description="Where one can see the change")


class FeedbackThemes(Frozen):
    """The body of the document ``feedback-themes``."""

    themes: tuple[FeedbackTheme, ...] = ()
    codings: tuple[Coding, ...] = ()
    coded_by: str = ""

    @property
    def by_id(self) -> dict[str, FeedbackTheme]:
        """Themes by id."""
        return {theme.id: theme for theme in self.themes}


def find_form_faults(form: FeedbackForm) -> Iterator[Fault]:
    """Yield double ids, another number than one recommend-question and two open ones, fields left out or asked twice.

    Parameters
    ----------
    form
        The questionnaire, or a draft (see :mod:`pmokit.model.checks`).
    """
    yield from double_ids([question.id for question in form.questions], ("questions",), "question")
    kinds = Counter[str](question.kind for question in form.questions)
    if "" in kinds:
        return
    for kind, wanted in (("recommend", 1), ("open", OPEN_QUESTIONS)):
        if kinds[kind] != wanted:
            what = f"{kinds[kind]} question{'' if kinds[kind] == 1 else 's'} of kind '{kind}'"
            yield Fault(what=what, expected=f"{wanted}", path=("questions",))
    asked = [question.field for question in form.questions if question.kind == "satisfaction"]
    for field in () if "" in asked else FIELDS:
        times = asked.count(field)
        if times != 1:
            what = f"the field '{field}' has {times or 'no'} question{'s' if times > 1 else ''} of satisfaction"
            yield Fault(what=what, expected="one for each of the five fields", path=("questions",))
    for at, question in enumerate(form.questions):
        path: Path = ("questions", at, "field")
        if question.field and question.kind != "satisfaction":
            what = f"{question.id}: a field on a question of kind '{question.kind}'"
            yield Fault(what=what, expected="a field on questions of satisfaction only", path=path)
