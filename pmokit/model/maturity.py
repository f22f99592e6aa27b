"""The maturity model: levels, domains, questions and answer sets."""

from collections.abc import Sequence
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field

from pmokit.model.base import Frozen, Language, Name, Slug, Text, Version

FIELDS = ("strategic-portfolio", "resource", "demand", "financial", "communication")
RESERVED_ANSWERS = frozenset({"NA", "DK", "INHERITED"})

RuleName = Literal["weighted-mean"]
RollUp = Literal["equal", "by-question-weight"]
OptionId = Annotated[
    str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_-]*$", max_length=24, description="a letter first, such as l3 or yes")
]
DomainId = Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9]{1,7}$", description="two to eight capitals, such as POR")]
QuestionId = Annotated[
    str,
    Field(
        pattern=r"^[A-Z][A-Z0-9]{1,7}-[0-9]{2,3}[a-z]?$",
        description="the domain id, a dash and two or three digits, such as POR-02",
    ),
]


class AnswerOption(Frozen):
    """One answer that a set offers; ``value`` orders the options, lowest is worst."""

    id: OptionId
    value: float
    label: Text


class AnswerSet(Frozen):
    """The options that questions share, in ascending order of value."""

    id: Slug
    name: Text
    meaning: Text
    scenes: bool = Field(default=False, description="Each question describes every option by a scene")
    options: tuple[AnswerOption, ...] = Field(min_length=2)

    @cached_property
    def values(self) -> tuple[float, ...]:
        """The options' values, ascending."""
        return tuple(option.value for option in self.options)

    @cached_property
    def by_token(self) -> dict[str, AnswerOption]:
        """Options by id and by value as people write it (``l3``, ``3``, ``3.0``)."""
        tokens = {option.id.lower(): option for option in self.options}
        for option in self.options:
            tokens[f"{option.value:g}"] = option
        return tokens


class Question(Frozen):
    """One practice, asked once, with a scene for every answer option."""

    id: QuestionId
    text: Text
    weight: float
    quick: bool
    answers: Slug
    judges: tuple[Slug, ...] = Field(min_length=1, description="Roles able to judge this")
    minutes: float = Field(gt=0, le=15)
    evidence: tuple[Text, ...] = Field(min_length=2, description="What one could ask to see")
    anchors: dict[OptionId, Text]
    source: str = Field(min_length=3)
    retired: bool = False


class Domain(Frozen):
    """A field of practice and its questions."""

    id: DomainId
    name: Text
    field: Literal["strategic-portfolio", "resource", "demand", "financial", "communication"] | None = None
    weight: float
    purpose: Text
    source: str = Field(min_length=3)
    questions: tuple[Question, ...] = Field(min_length=1)

    @property
    def asked(self) -> tuple[Question, ...]:
        """The questions in use: those that are not retired."""
        return tuple(q for q in self.questions if not q.retired)


class Level(Frozen):
    """One named step of the scale."""

    number: int = Field(ge=0)
    name: Text
    meaning: Text
    source: str = Field(min_length=3)


class Role(Frozen):
    """Who answers, or who is accountable."""

    id: Slug
    name: Text
    meaning: Text


class ModelMeta(Frozen):
    """The file ``_meta.yaml`` of a maturity model."""

    id: Name
    version: Version
    name: Text
    description: Text
    language: Language
    rule: RuleName
    roll_up: RollUp
    domains: tuple[DomainId, ...] = Field(min_length=1)
    coverage_threshold: float = Field(ge=0, le=1)
    default_target: float
    source: str = Field(min_length=3)
    levels: tuple[Level, ...] = Field(min_length=2)
    roles: tuple[Role, ...] = Field(min_length=1)


class MaturityModel(Frozen):
    """A whole maturity model: meta, domains in order, and the answer sets they use."""

    meta: ModelMeta
    domains: tuple[Domain, ...]
    answer_sets: tuple[AnswerSet, ...]

    @property
    def id(self) -> str:
        """The model's id."""
        return self.meta.id

    @property
    def version(self) -> str:
        """The content's version; stored with every score."""
        return self.meta.version

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """All questions in use, in questionnaire order."""
        return tuple(q for domain in self.domains for q in domain.asked)

    @cached_property
    def question_by_id(self) -> dict[str, Question]:
        """Questions in use by id."""
        return {q.id: q for q in self.questions}

    @cached_property
    def domain_of(self) -> dict[str, str]:
        """Domain id by question id."""
        return {q.id: domain.id for domain in self.domains for q in domain.asked}

    @cached_property
    def answer_set_by_id(self) -> dict[str, AnswerSet]:
        """Answer sets by id."""
        return {s.id: s for s in self.answer_sets}

    @cached_property
    def level_range(self) -> tuple[int, int]:
        """The lowest and the highest level number."""
        numbers = [level.number for level in self.meta.levels]
        return min(numbers), max(numbers)

    def answer_set(self, question: str) -> AnswerSet:
        """Return the answer set of a question in use."""
        return self.answer_set_by_id[self.question_by_id[question].answers]

    def scope(self, scope: str | Sequence[str] = "all") -> tuple[str, ...]:
        """Return the question ids of a scope.

        Parameters
        ----------
        scope
            ``all``, ``quick``, or question ids.
        """
        if scope == "all":
            return tuple(q.id for q in self.questions)
        if scope == "quick":
            return tuple(q.id for q in self.questions if q.quick)
        wanted = {scope} if isinstance(scope, str) else set(scope)
        return tuple(q.id for q in self.questions if q.id in wanted)
