"""What stands where in a questionnaire in Excel: the one description that its writer and its reader share."""

import datetime as dt
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from pmokit.exchange.form_words import FormWords, form_words
from pmokit.model.base import say
from pmokit.model.content import Theme
from pmokit.model.maturity import MaturityModel

FORMAT = "pmokit form 1"
KEY_SHEET, LIST_SHEET = "pmokit", "lists"
KEY_NAMES = (
    "format",
    "client",
    "model",
    "model version",
    "round",
    "unit",
    "respondent",
    "role",
    "language",
    "questions",
    "exported",
    "prefilled",
)
# Excel stops comparing a cell with the items of its list at 255 characters.
LONGEST_ITEM = 255
NUMBER, QUESTION, SCENES, ANSWER, COMMENT, EVIDENCE, KEY = range(1, 8)
HEAD_ROW, FIRST_ROW = 2, 3


@dataclass(frozen=True)
class FormKey:
    """Whom a form asks, for what, and when it was made: the cells of its key sheet.

    Parameters
    ----------
    client, model, model_version, round
        The assessment it belongs to.
    unit, respondent, role
        Who answers; the role may be empty.
    language
        Language of the texts.
    questions
        Ids of the questions that it asks, in its order.
    exported
        When it was written, UTC; later answers of the same person conflict with it.
    is_prefilled
        Whether earlier answers stand in it; if not, an empty cell takes nothing back.
    """

    client: str
    model: str
    model_version: str
    round: int
    unit: str
    respondent: str
    role: str
    language: str
    questions: tuple[str, ...]
    exported: dt.datetime
    is_prefilled: bool

    def cells(self) -> dict[str, str]:
        """Return the key as texts by name, in the order of the key sheet."""
        values = (
            FORMAT,
            self.client,
            self.model,
            self.model_version,
            str(self.round),
            self.unit,
            self.respondent,
            self.role,
            self.language,
            " ".join(self.questions),
            self.exported.isoformat(),
            "yes" if self.is_prefilled else "no",
        )
        return dict(zip(KEY_NAMES, values, strict=True))


@dataclass(frozen=True)
class DomainRow:
    """A heading between the questions; its purpose stands in the row below."""

    row: int
    name: str
    purpose: str


@dataclass(frozen=True)
class QuestionRow:
    """One question: its row on the questions sheet and on the sheet of lists, its texts, and what may be chosen."""

    row: int
    list_row: int
    id: str
    text: str
    scenes: tuple[str, ...]
    items: tuple[str, ...]
    tokens: tuple[str, ...]


@dataclass(frozen=True)
class FormSetting:
    """What a form says about its place in the engagement, besides its key.

    Parameters
    ----------
    unit_name, role_name
        Names for people; the role may be empty.
    minutes
        Expected time.
    contact
        Who asks and where the form goes back; empty for "the person who sent it".
    anonymous
        Whether figures of few people are withheld.
    theme
        Colours and font.
    """

    unit_name: str
    role_name: str
    minutes: float
    contact: str
    anonymous: bool
    theme: Theme


@dataclass(frozen=True)
class Given:
    """What someone answered before: token (option id, NA, DK, INHERITED:<unit> or nothing), comment, evidence."""

    token: str = ""
    comment: str = ""
    evidence: str = ""


class FormLayout:
    """The rows of a form.

    Parameters
    ----------
    model
        The maturity model in the version of the key.
    key
        Names the questions and the language.
    """

    def __init__(self, model: MaturityModel, key: FormKey) -> None:
        self.key, self.words = key, form_words(key.language)
        self.model_name = say(model.meta.name, key.language)
        self.domains, self.questions = _rows(model, key, self.words)

    @cached_property
    def checksum(self) -> str:
        """SHA-256 over the key and every text that an answer refers to."""
        texts = [[row.row, row.id, row.text, row.scenes, row.items] for row in self.questions]
        whole = json.dumps([self.key.cells(), texts], ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(whole.encode()).hexdigest()


def _rows(model: MaturityModel, key: FormKey, words: FormWords) -> tuple[list[DomainRow], list[QuestionRow]]:
    domains: list[DomainRow] = []
    questions: list[QuestionRow] = []
    at = FIRST_ROW
    wanted = set(key.questions)
    for domain in model.domains:
        asked = [question for question in domain.asked if question.id in wanted]
        if asked:
            domains.append(DomainRow(at, say(domain.name, key.language), say(domain.purpose, key.language)))
            at += 2
        for question in asked:
            options = model.answer_set(question.id).options
            scenes = tuple(
                f"{option.value:g} - {say(question.anchors.get(option.id, option.label), key.language)}"
                for option in options
            )
            questions.append(
                QuestionRow(
                    row=at,
                    list_row=len(questions) + 1,
                    id=question.id,
                    text=say(question.text, key.language),
                    scenes=scenes,
                    items=(*(shorten(scene) for scene in scenes), words.dont_know, words.not_applicable),
                    tokens=(*(option.id for option in options), "DK", "NA"),
                )
            )
            at += 1
    return domains, questions


def shorten(text: str, longest: int = LONGEST_ITEM) -> str:
    """Return a text cut after a word, with three dots, where it is longer than an item of a list may be."""
    return text if len(text) <= longest else f"{text[: longest - 3].rsplit(' ', 1)[0]}..."


def select_questions(model: MaturityModel, scope: str | Sequence[str], role: str = "") -> tuple[str, ...]:
    """Return the ids of the questions in scope that a role can judge; without a role, of all in scope."""
    return tuple(q for q in model.scope(scope) if not role or role in model.question_by_id[q].judges)
