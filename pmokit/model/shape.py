"""The shape of a maturity model (levels, streams, groups, scopes, approaches), and which scoring rules it can serve.

Like the other checks these run on drafts too: what could not be read never complains. See :mod:`pmokit.model.checks`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pmokit.errors import Fault, did_you_mean
from pmokit.model.maturity import MaturityModel, Question

# What every question has to carry; a rule that is not named here serves any model.
_NEEDS: dict[str, tuple[str, ...]] = {"mil": ("level",), "samm": ("level", "stream")}


def find_lack(model: MaturityModel, rule: str) -> str | None:
    """Return in words why a model cannot be scored under a rule, or None where it can.

    Parameters
    ----------
    model
        The maturity model or a draft of it.
    rule
        Id of the rule.
    """
    for key in _NEEDS.get(rule, ()):
        bare = [q.id for q in model.questions if getattr(q, key) is None]
        if bare:
            most = len(bare) == len(model.questions)
            return f"the questions carry no {key}" if most else f"question {bare[0]} carries no {key}"
    # A rule that can do without levels must not guess where some of them are.
    if rule in {"staged", "nplf"} and len({q.level is None for q in model.questions}) > 1:
        return f"question {next(q.id for q in model.questions if q.level is None)} carries no level, others do"
    return None


def find_shape_faults(model: MaturityModel) -> Iterator[Fault]:
    """Yield what only a part of the model carries or what leads nowhere, and a rule out of reach.

    Levels, streams, organisational scopes and approaches stand for each question or for none, groups for each domain
    or for none; what ``_meta.yaml`` declares is named by a question.

    Parameters
    ----------
    model
        The loaded model or draft.
    """
    yield from _question_faults(model)
    yield from _group_faults(model)
    for link in _links(model):
        yield from _bare_faults(model, link)
        yield from _idle_faults(model, link)
    lack = find_lack(model, model.meta.rule) if model.questions else None
    # Where only some carry it, each of the others has its own fault.
    if lack and lack.startswith("the questions"):
        yield Fault(
            what=f"the rule {model.meta.rule} cannot score this model: {lack}",
            expected="a rule that the questions can serve",
            hint="Give the questions what is missing, or choose another rule",
            path=("meta", "rule"),
        )


def _question_faults(model: MaturityModel) -> Iterator[Fault]:
    numbers = [level.number for level in model.meta.levels]
    carried = {key: any(getattr(q, key) is not None for q in model.questions) for key in ("level", "stream")}
    for at, domain in enumerate(model.domains):
        for position, question in enumerate(domain.questions):
            path = ("domains", at, "questions", position)
            level = question.level
            if level is not None and numbers and (level < min(numbers) or level > max(numbers)):
                yield Fault(
                    what=f"{question.id}: level {level} is not among the levels of the model",
                    expected=f"{max(1, min(numbers))} to {max(numbers)}",
                    path=(*path, "level"),
                )
            for key in ("level", "stream"):
                if carried[key] and getattr(question, key) is None and not question.retired:
                    yield Fault(
                        what=f"{question.id} carries no {key}, other questions do",
                        expected=f"a {key} for each question, or for none",
                        path=path,
                    )


def _group_faults(model: MaturityModel) -> Iterator[Fault]:
    known = [group.id for group in model.meta.groups]
    grouped = any(domain.group for domain in model.domains)
    for at, domain in enumerate(model.domains):
        if domain.group is None and (grouped or known):
            yield Fault(
                what=f"domain {domain.id} belongs to no group, others do",
                expected="a group for each domain, or for none",
                path=("domains", at),
            )
        elif domain.group and known and "" not in known and domain.group not in known:
            yield Fault(
                what=f"domain {domain.id}: unknown group '{domain.group}'",
                expected="a group of _meta.yaml",
                hint=did_you_mean(domain.group, known),
                path=("domains", at, "group"),
            )


@dataclass(frozen=True)
class _Link:
    """A key of questions that names what ``_meta.yaml`` declares, and what stands on both sides."""

    kind: str
    key: str
    declared_in: str
    declared: tuple[str, ...]
    named: Callable[[Question], tuple[str, ...]]

    @property
    def a_kind(self) -> str:
        return f"{'an' if self.kind[0] in 'aeiou' else 'a'} {self.kind}"


def _links(model: MaturityModel) -> tuple[_Link, ...]:
    # An empty word could not be read: something is named, only not what.
    scopes, approaches = model.meta.scopes, model.meta.approaches
    return (
        _Link("scope", "scopes", "scopes", tuple(scope.id for scope in scopes), lambda q: q.scopes),
        _Link(
            "approach",
            "approach",
            "approaches",
            tuple(approach.id for approach in approaches),
            lambda q: () if q.approach is None else (q.approach,),
        ),
    )


def _bare_faults(model: MaturityModel, link: _Link) -> Iterator[Fault]:
    """Yield the questions that name nothing where others do, and words that nothing declares."""
    words = dict.fromkeys(word for q in model.questions for word in link.named(q))
    if words and not link.declared:
        listed = ", ".join(f"'{word}'" for word in words if word)
        yield Fault(
            what=f"questions name the {link.declared_in} {listed}, and _meta.yaml declares none",
            expected=f"{link.declared_in} with id, name, meaning and source",
            path=("meta", link.declared_in),
        )
    for at, domain in enumerate(model.domains):
        for position, question in enumerate(domain.questions):
            if words and not question.retired and not link.named(question):
                yield Fault(
                    what=f"{question.id} names no {link.kind}, other questions do",
                    expected=f"{link.a_kind} for each question, or for none",
                    path=("domains", at, "questions", position, link.key),
                )


def _idle_faults(model: MaturityModel, link: _Link) -> Iterator[Fault]:
    """Yield what is declared and named by no question, unless that only follows from another fault."""
    each = [link.named(q) for q in model.questions]
    words = {word for named in each for word in named}
    whole = len(model.domains) == len(model.meta.domains) and all(domain.questions for domain in model.domains)
    if not whole or (words and not all(each)) or not words <= set(link.declared):
        return
    for position, name in enumerate(link.declared):
        if name and name not in words and name not in link.declared[:position]:
            yield Fault(
                what=f"{link.kind} '{name}' is named by no question",
                expected="one question or more that names it",
                hint=f"Name it in a question under {link.key}, or take it out here",
                path=("meta", link.declared_in, position, "id"),
            )
