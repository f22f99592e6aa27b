"""The maturity model: levels, domains, questions, answer sets, and the checks that a schema cannot say."""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field

from pmokit.errors import Fault, Path, did_you_mean
from pmokit.model.base import Frozen, Language, Name, Slug, Text, Version

FIELDS = ("strategic-portfolio", "resource", "demand", "financial", "communication")
RESERVED_ANSWERS = frozenset({"NA", "DK", "INHERITED"})

RuleName = Literal["weighted-mean"]
RollUp = Literal["equal", "by-question-weight"]
OptionId = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_-]*$", max_length=24)]
DomainId = Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9]{1,7}$")]
QuestionId = Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9]{1,7}-[0-9]{2,3}[a-z]?$")]


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


def find_faults(model: MaturityModel) -> list[Fault]:
    """Return what a schema cannot say: double ids, unknown links, orders, weights; each with its path.

    Parameters
    ----------
    model
        The loaded model; paths start with ``meta``, ``domains`` or ``answer_sets``.
    """
    return [*_meta_faults(model.meta), *_answer_set_faults(model.answer_sets), *_domain_faults(model)]


def double_ids(ids: Sequence[str], path: Path, kind: str) -> Iterator[Fault]:
    """Yield a fault for every id that was used before (regardless of case), at its second place."""
    seen: Counter[str] = Counter()
    for position, name in enumerate(ids):
        seen[name.lower()] += 1
        if seen[name.lower()] > 1:
            yield Fault(
                what=f"{kind} id '{name}' is used twice",
                expected="each id once",
                hint="Give the second one a new id; ids are never reused",
                path=(*path, position, "id"),
            )


def _meta_faults(meta: ModelMeta) -> Iterator[Fault]:
    numbers = [level.number for level in meta.levels]
    for position, (before, number) in enumerate(zip(numbers, numbers[1:], strict=False), start=1):
        if number != before + 1:
            yield Fault(
                what=f"level {number} follows level {before}",
                expected=f"level {before + 1}",
                hint="Number the levels upwards without gaps",
                path=("meta", "levels", position, "number"),
            )
    if not numbers[0] <= meta.default_target <= numbers[-1]:
        yield Fault(
            what=f"default_target {meta.default_target:g} is outside the levels",
            expected=f"{numbers[0]} to {numbers[-1]}",
            path=("meta", "default_target"),
        )
    yield from double_ids([role.id for role in meta.roles], ("meta", "roles"), "role")


def _answer_set_faults(sets: Sequence[AnswerSet]) -> Iterator[Fault]:
    yield from double_ids([s.id for s in sets], ("answer_sets",), "answer set")
    for at, answer_set in enumerate(sets):
        path: Path = ("answer_sets", at, "options")
        yield from double_ids([option.id for option in answer_set.options], path, "option")
        values = answer_set.values
        for position, option in enumerate(answer_set.options):
            if option.id.upper() in RESERVED_ANSWERS:
                yield Fault(
                    what=f"option id '{option.id}' is reserved",
                    expected=f"any id but {', '.join(sorted(RESERVED_ANSWERS))}",
                    path=(*path, position, "id"),
                )
            if position and option.value <= values[position - 1]:
                yield Fault(
                    what=f"option '{option.id}' has value {option.value:g} after {values[position - 1]:g}",
                    expected="values that rise from the worst to the best answer",
                    path=(*path, position, "value"),
                )


def _domain_faults(model: MaturityModel) -> Iterator[Fault]:
    roles = {role.id for role in model.meta.roles}
    seen: set[str] = set()
    for at, domain in enumerate(model.domains):
        path: Path = ("domains", at)
        if domain.weight < 0:
            yield _negative(f"domain {domain.id}", domain.weight, (*path, "weight"))
        if not any(q.weight > 0 for q in domain.asked):
            yield Fault(
                what=f"no question of domain {domain.id} has a weight above 0",
                expected="at least one question that counts",
                path=(*path, "questions"),
            )
        for position, question in enumerate(domain.questions):
            if question.id in seen:
                yield Fault(
                    what=f"question id '{question.id}' is used twice",
                    expected="each id once",
                    hint="Give the second one a new id; ids are never reused",
                    path=(*path, "questions", position, "id"),
                )
            seen.add(question.id)
            yield from _question_faults(question, domain.id, model, roles, (*path, "questions", position))
    if not any(domain.weight > 0 for domain in model.domains):
        yield Fault(
            what="no domain has a weight above 0", expected="at least one that counts", path=("meta", "domains")
        )


def _question_faults(
    question: Question, domain: str, model: MaturityModel, roles: set[str], path: Path
) -> Iterator[Fault]:
    if not question.id.startswith(f"{domain}-"):
        yield Fault(
            what=f"question {question.id} stands in domain {domain}",
            expected=f"an id that starts with {domain}-",
            path=(*path, "id"),
        )
    if question.weight < 0:
        yield _negative(f"question {question.id}", question.weight, (*path, "weight"))
    for position, judge in enumerate(question.judges):
        if judge not in roles:
            yield Fault(
                what=f"{question.id}: unknown role '{judge}'",
                hint=did_you_mean(judge, roles),
                path=(*path, "judges", position),
            )
    answer_set = model.answer_set_by_id.get(question.answers)
    if answer_set is None:
        yield Fault(
            what=f"{question.id}: unknown answer set '{question.answers}'",
            hint=did_you_mean(question.answers, model.answer_set_by_id),
            path=(*path, "answers"),
        )
        return
    options = [option.id for option in answer_set.options]
    for option in options:
        if option not in question.anchors:
            yield Fault(
                what=f"{question.id}: no anchor for option '{option}'",
                expected=f"one text for each of {', '.join(options)}",
                path=(*path, "anchors"),
            )
    for anchor in question.anchors:
        if anchor not in options:
            yield Fault(
                what=f"{question.id}: anchor for unknown option '{anchor}'",
                hint=did_you_mean(anchor, options),
                path=(*path, "anchors", anchor),
            )


def _negative(what: str, weight: float, path: Path) -> Fault:
    return Fault(
        what=f"the weight of {what} is {weight:g}",
        expected="0 or more",
        hint="Use 0 to leave it out of the score",
        path=path,
    )
