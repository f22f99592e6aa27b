"""The maturity model: levels, domains, questions and answer sets."""

from collections.abc import Sequence
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field

from pmokit.model.base import Frozen, Language, Name, Slug, Text, Version
from pmokit.model.pmo import PmoType

RESERVED_ANSWERS = frozenset({"NA", "DK", "INHERITED"})
# Names of a scope that every model has, or that scores carry; none can be an organisational scope.
RESERVED_SCOPES = frozenset({"all", "quick", "list"})

RuleName = Literal["weighted-mean", "geometric-mean", "minimum", "staged", "nplf", "mil", "samm", "ratio"]
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
GroupId = Annotated[
    str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_-]*$", max_length=48, description="a letter first, such as governance")
]
StreamId = Annotated[
    str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_-]*$", max_length=24, description="a letter first, such as A")
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
    """One practice, asked once; in an answer set of scenes it describes every option."""

    id: QuestionId
    text: Text
    weight: float
    quick: bool
    answers: Slug
    judges: tuple[Slug, ...] = Field(min_length=1, description="Roles able to judge this")
    minutes: float = Field(gt=0, le=15)
    evidence: tuple[Text, ...] = Field(min_length=2, description="What one could ask to see")
    anchors: dict[OptionId, Text] = Field(default_factory=dict, description="A scene for each option, or none at all")
    level: int | None = Field(default=None, ge=1, le=9, description="The level that this practice belongs to")
    stream: StreamId | None = Field(default=None, description="The strand of practices, or attribute, within its level")
    scopes: tuple[Slug, ...] = Field(
        default=(), description="The organisational scopes in which this service is usually asked for"
    )
    approach: Slug | None = Field(default=None, description="The approach that this service belongs to")
    source: str = Field(min_length=3)
    retired: bool = False


class Domain(Frozen):
    """A field of practice and its questions."""

    id: DomainId
    name: Text
    field: Literal["strategic-portfolio", "resource", "demand", "financial", "communication"] | None = None
    group: GroupId | None = Field(default=None, description="The group of domains that is scored together")
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


class Group(Frozen):
    """Domains that are scored together, such as a function of SAMM."""

    id: GroupId
    name: Text


class OrganisationalScope(Frozen):
    """The part of the organisation that a PMO serves; its questions are the services usually asked for there."""

    id: Slug
    name: Text
    meaning: Text
    source: str = Field(min_length=3)


class Approach(Frozen):
    """The kind of work that a service is: strategic, tactical or operational in the PMO Maturity Cube."""

    id: Slug
    name: Text
    meaning: Text
    source: str = Field(min_length=3)


class RuleSettings(Frozen):
    """What a rule leaves to the model; each has the value that its source uses."""

    theta: float = Field(default=1, gt=0, le=1, description="staged: share of a level's weight that has to be met")
    scope: Literal["domain", "model"] = Field(
        default="domain", description="staged: theta holds in each domain, or over all of them together"
    )
    met_above: float = Field(
        default=0.5, ge=0, lt=1, description="mil, staged, ratio: a practice is met above this share of the best answer"
    )
    floor: float = Field(
        default=0.01,
        gt=0,
        lt=1,
        description="geometric-mean: share that the worst answer counts for; 0 has no logarithm",
    )


class TargetProfile(Frozen):
    """Target levels that belong together, such as what a type of PMO needs; a domain not named takes the default."""

    id: Slug
    name: Text
    meaning: Text
    pmo_type: PmoType | None = Field(default=None, description="The PMO type whose targets these are")
    levels: dict[DomainId, float] = Field(min_length=1)
    source: str = Field(min_length=3)


class ModelMeta(Frozen):
    """The file ``_meta.yaml`` of a maturity model."""

    id: Name
    version: Version
    name: Text
    description: Text
    language: Language
    rule: RuleName
    rule_settings: RuleSettings = RuleSettings()
    roll_up: RollUp
    groups: tuple[Group, ...] = ()
    scopes: tuple[OrganisationalScope, ...] = Field(
        default=(), description="Parts of the organisation that a PMO serves; questions name them"
    )
    approaches: tuple[Approach, ...] = Field(default=(), description="Kinds of service; each question names one")
    domains: tuple[DomainId, ...] = Field(min_length=1)
    coverage_threshold: float = Field(ge=0, le=1)
    default_target: float
    source: str = Field(min_length=3)
    levels: tuple[Level, ...] = Field(min_length=2)
    roles: tuple[Role, ...] = Field(min_length=1)
    target_profiles: tuple[TargetProfile, ...] = ()


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
    def groups(self) -> tuple[str, ...]:
        """Group ids: those that the meta file lists, then others as the domains name them; empty without groups."""
        named = [domain.group for domain in self.domains if domain.group]
        listed = [group.id for group in self.meta.groups if group.id in named]
        return tuple(dict.fromkeys([*listed, *named]))

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

    @cached_property
    def scope_names(self) -> tuple[str, ...]:
        """The scopes that go by a name: ``all``, ``quick`` and the organisational scopes that the model declares."""
        return ("all", "quick", *(scope.id for scope in self.meta.scopes))

    def scope(self, scope: str | Sequence[str] = "all") -> tuple[str, ...]:
        """Return the question ids of a scope.

        Parameters
        ----------
        scope
            ``all``, ``quick``, the id of an organisational scope that the model declares, or question ids.
        """
        if scope == "all":
            return tuple(q.id for q in self.questions)
        if scope == "quick":
            return tuple(q.id for q in self.questions if q.quick)
        if scope in self.scope_names:
            return tuple(q.id for q in self.questions if scope in q.scopes)
        wanted = {scope} if isinstance(scope, str) else set(scope)
        return tuple(q.id for q in self.questions if q.id in wanted)
