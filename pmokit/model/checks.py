"""What a schema cannot say about a maturity model: double ids, unknown links, orders, weights.

The checks also run on drafts, in which what could not be read is NaN, an empty text or an empty tuple. Comparisons
are written so that such a value never complains: what is wrong with it has been said already.
"""

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from pmokit.errors import Fault, Path, did_you_mean
from pmokit.model.maturity import (
    RESERVED_ANSWERS,
    RESERVED_SCOPES,
    AnswerSet,
    Domain,
    MaturityModel,
    ModelMeta,
    Question,
)
from pmokit.model.shape import find_shape_faults


def find_faults(model: MaturityModel) -> list[Fault]:
    """Return what a schema cannot say: double ids, unknown links, orders, weights; each with its path.

    Parameters
    ----------
    model
        The loaded model or draft; paths start with ``meta``, ``domains`` or ``answer_sets``.
    """
    return [
        *_meta_faults(model.meta),
        *find_answer_set_faults(model.answer_sets),
        *_domain_faults(model),
        *find_shape_faults(model),
    ]


def find_answer_set_faults(sets: Sequence[AnswerSet]) -> Iterator[Fault]:
    """Yield double ids, reserved ids and values out of order; paths start with ``answer_sets``."""
    yield from double_ids([s.id for s in sets], ("answer_sets",), "answer set")
    for at, answer_set in enumerate(sets):
        path: Path = ("answer_sets", at, "options")
        yield from double_ids([option.id for option in answer_set.options], path, f"{answer_set.id}: option")
        before, ids = float("nan"), [option.id.lower() for option in answer_set.options]
        for position, option in enumerate(answer_set.options):
            if option.id.upper() in RESERVED_ANSWERS:
                yield Fault(
                    what=f"{answer_set.id}: option id '{option.id}' is reserved",
                    expected=f"any id but {', '.join(sorted(RESERVED_ANSWERS))}",
                    path=(*path, position, "id"),
                )
            if option.value <= before and option.id.lower() not in ids[:position]:
                yield Fault(
                    what=f"{answer_set.id}: option '{option.id}' has value {option.value:g} after {before:g}",
                    expected="values that rise from the worst to the best answer",
                    path=(*path, position, "value"),
                )
            before = option.value


def double_ids(ids: Sequence[str], path: Path, kind: str, key: str = "id") -> Iterator[Fault]:
    """Yield a fault for every id that was used before (regardless of case), at its second place.

    Parameters
    ----------
    ids
        In the order of the file; an empty one could not be read.
    path
        Of the list.
    kind
        What the ids name, for the message.
    key
        The key that holds the id.
    """
    seen: set[str] = set()
    for position, name in enumerate(ids):
        if name and name.lower() in seen:
            yield _used_twice(f"{kind} {key} '{name}'", (*path, position, key))
        seen.add(name.lower())


def double_words(words: Sequence[str], path: Path, owner: str) -> Iterator[Fault]:
    """Yield a fault for every word that stands in a list of links for the second time."""
    for position, word in enumerate(words):
        if word and word in words[:position]:
            yield Fault(what=f"{owner}: '{word}' is listed twice", expected="each once", path=(*path, position))


def is_unknown(word: str, known: Collection[str]) -> bool:
    """Return whether a link leads nowhere; never where the word or the known words could not all be read."""
    return bool(word) and bool(known) and "" not in known and word not in known


def differs(number: float, expected: float) -> bool:
    """Return whether two numbers differ; never where one of them could not be read (NaN)."""
    return abs(number - expected) > 0


def _meta_faults(meta: ModelMeta) -> Iterator[Fault]:
    numbers = [level.number for level in meta.levels]
    for position, (before, number) in enumerate(pairwise(numbers), start=1):
        # After a wrong number the right one follows neither; it is at its place all the same.
        if differs(number, before + 1) and differs(number, numbers[0] + position):
            yield Fault(
                what=f"level {number} follows level {before}",
                expected=f"level {before + 1}",
                hint="Number the levels upwards without gaps",
                path=("meta", "levels", position, "number"),
            )
    if numbers and (meta.default_target < min(numbers) or meta.default_target > max(numbers)):
        yield Fault(
            what=f"default_target {meta.default_target:g} is outside the levels",
            expected=f"{min(numbers)} to {max(numbers)}",
            path=("meta", "default_target"),
        )
    yield from double_ids([role.id for role in meta.roles], ("meta", "roles"), "role")
    yield from double_ids([group.id for group in meta.groups], ("meta", "groups"), "group")
    yield from double_ids([scope.id for scope in meta.scopes], ("meta", "scopes"), "scope")
    yield from double_ids([approach.id for approach in meta.approaches], ("meta", "approaches"), "approach")
    for position, scope in enumerate(meta.scopes):
        if scope.id in RESERVED_SCOPES:
            yield Fault(
                what=f"scope id '{scope.id}' is reserved",
                expected=f"any id but {', '.join(sorted(RESERVED_SCOPES))}",
                path=("meta", "scopes", position, "id"),
            )
    yield from double_words(meta.domains, ("meta", "domains"), "domains")


def find_profile_faults(meta: ModelMeta, domains: Collection[str]) -> Iterator[Fault]:
    """Yield double target profiles, targets for unknown domains and targets outside the levels.

    Parameters
    ----------
    meta
        The meta file, or a draft.
    domains
        Ids of the model's domains; empty where they are not known, then links are not checked.
    """
    numbers = [level.number for level in meta.levels]
    yield from double_ids([profile.id for profile in meta.target_profiles], ("meta", "target_profiles"), "profile")
    for at, profile in enumerate(meta.target_profiles):
        for domain, level in profile.levels.items():
            path: Path = ("meta", "target_profiles", at, "levels", domain)
            if is_unknown(domain, domains):
                yield Fault(
                    what=f"profile {profile.id}: target for unknown domain '{domain}'",
                    expected="a domain of this model",
                    hint=did_you_mean(domain, domains),
                    path=path,
                )
            if numbers and (level < min(numbers) or level > max(numbers)):
                yield Fault(
                    what=f"profile {profile.id}: target {level:g} for {domain} is outside the levels",
                    expected=f"{min(numbers)} to {max(numbers)}",
                    path=path,
                )


def _domain_faults(model: MaturityModel) -> Iterator[Fault]:
    roles = {role.id for role in model.meta.roles}
    seen: set[str] = set()
    at_home = {q.id: domain.id for domain in model.domains for q in domain.questions if _is_at_home(q, domain)}
    for at, domain in enumerate(model.domains):
        path: Path = ("domains", at)
        if domain.weight < 0:
            yield _negative(f"domain {domain.id}", domain.weight, (*path, "weight"))
        if domain.questions and all(q.weight == 0 for q in domain.asked):
            yield Fault(
                what=f"no question of domain {domain.id} has a weight above 0",
                expected="at least one question that counts",
                path=(*path, "questions"),
            )
        for position, question in enumerate(domain.questions):
            here = (*path, "questions", position)
            home = at_home.get(question.id)
            if question.id and (question.id in seen or (home is not None and home != domain.id)):
                yield _used_twice(f"question id '{question.id}'", (*here, "id"), f"It stands in domain {home} already")
            elif not _is_at_home(question, domain):
                yield Fault(
                    what=f"question {question.id} stands in domain {domain.id}",
                    expected=f"an id that starts with {domain.id}-",
                    path=(*here, "id"),
                )
            if home == domain.id:
                seen.add(question.id)
            yield from _question_faults(question, model, roles, here)
    if model.domains and all(domain.weight == 0 for domain in model.domains):
        yield Fault(
            what="no domain has a weight above 0", expected="at least one that counts", path=("meta", "domains")
        )


def _is_at_home(question: Question, domain: Domain) -> bool:
    return not question.id or not domain.id or question.id.startswith(f"{domain.id}-")


def _question_faults(question: Question, model: MaturityModel, roles: set[str], path: Path) -> Iterator[Fault]:
    if question.weight < 0:
        yield _negative(f"question {question.id}", question.weight, (*path, "weight"))
    yield from _link_faults(question.id, "role", question.judges, roles, (*path, "judges"))
    scopes = [scope.id for scope in model.meta.scopes]
    yield from _link_faults(question.id, "scope", question.scopes, scopes, (*path, "scopes"))
    approaches = [approach.id for approach in model.meta.approaches]
    if question.approach and is_unknown(question.approach, approaches):
        yield _unknown_link(question.id, "approach", question.approach, approaches, (*path, "approach"))
    if is_unknown(question.answers, model.answer_set_by_id):
        yield Fault(
            what=f"{question.id}: unknown answer set '{question.answers}'",
            expected="an id of answer_sets.yaml",
            hint=did_you_mean(question.answers, model.answer_set_by_id),
            path=(*path, "answers"),
        )
    answer_set = model.answer_set_by_id.get(question.answers)
    options = [option.id for option in answer_set.options] if answer_set else []
    if answer_set and all(options) and (question.anchors or answer_set.scenes):
        yield from _anchor_faults(question, options, path)


def _link_faults(owner: str, kind: str, words: Sequence[str], known: Collection[str], path: Path) -> Iterator[Fault]:
    for position, word in enumerate(words):
        if is_unknown(word, known):
            yield _unknown_link(owner, kind, word, known, (*path, position))
    yield from double_words(words, path, owner)


def _unknown_link(owner: str, kind: str, word: str, known: Collection[str], path: Path) -> Fault:
    article = "an" if kind[0] in "aeiou" else "a"
    return Fault(
        what=f"{owner}: unknown {kind} '{word}'",
        expected=f"{article} {kind} of _meta.yaml",
        hint=did_you_mean(word, known),
        path=path,
    )


def _anchor_faults(question: Question, options: list[str], path: Path) -> Iterator[Fault]:
    missing = [option for option in options if option not in question.anchors]
    strange = [anchor for anchor in question.anchors if anchor not in options]
    for anchor in strange:
        yield Fault(
            what=f"{question.id}: anchor for unknown option '{anchor}'",
            expected=f"an option of answer set {question.answers}",
            hint=did_you_mean(anchor, missing or options),
            path=(*path, "anchors", anchor),
        )
    # A misspelt option is missing, too; one fault says both.
    if len(missing) > len(strange):
        yield Fault(
            what=f"{question.id}: no anchor for {', '.join(repr(option) for option in missing)}",
            expected=f"one text for each of {', '.join(options)}",
            path=(*path, "anchors"),
        )


def _used_twice(what: str, path: Path, first: str = "") -> Fault:
    hint = "Give the second one a new id; ids are never reused"
    return Fault(
        what=f"{what} is used twice", expected="each id once", hint=f"{first}. {hint}" if first else hint, path=path
    )


def _negative(what: str, weight: float, path: Path) -> Fault:
    return Fault(
        what=f"the weight of {what} is {weight:g}",
        expected="0 or more",
        hint="Use 0 to leave it out of the score",
        path=path,
    )
