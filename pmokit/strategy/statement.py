"""The strategy statement: sentences put together from the vision, which people may rewrite one by one."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from pmokit.errors import PmokitError, did_you_mean
from pmokit.model.base import say
from pmokit.model.fields import FIELD_CODES, FIELD_NAMES
from pmokit.model.printing import print_day, print_number
from pmokit.model.services import ServiceCatalogue
from pmokit.model.statement import PatternName, StatementTexts
from pmokit.model.vision import (
    ExpectedBenefit,
    Measure,
    Objective,
    StatementEdit,
    Vision,
    horizon_label,
)


@dataclass(frozen=True)
class StatementPart:
    """One part of the statement as it is read today.

    Parameters
    ----------
    id
        Such as ``mission``, ``objective:grow`` or ``contribution:grow``.
    section
        ``purpose``, ``objectives``, ``pmo`` or ``benefits``.
    text
        What is printed.
    proposal
        What the kit would write today.
    is_edited
        Whether people rewrote it.
    is_outdated
        Whether the vision has changed since: the proposal is another one than the words replaced.
    """

    id: str
    section: str
    text: str
    proposal: str
    is_edited: bool = False
    is_outdated: bool = False


@dataclass(frozen=True)
class StatementSetting:
    """What the sentences need beside the vision.

    Parameters
    ----------
    owner
        Name of the organisation or unit.
    texts, services
        Patterns, and names of services.
    language
        Language of the sentences.
    """

    owner: str
    texts: StatementTexts
    services: ServiceCatalogue
    language: str = "en"

    def word(self, text: dict[str, str]) -> str:
        """Return a text in the language."""
        return say(text, self.language)

    def fill(self, pattern: PatternName, **values: object) -> str:
        """Return a sentence; values that hold braces stay as they are."""
        return " ".join(self.word(self.texts.patterns[pattern]).format(**values).split())


def assemble_statement(vision: Vision, setting: StatementSetting) -> tuple[StatementPart, ...]:
    """Return the statement: proposals, with what people rewrote in their place.

    Parameters
    ----------
    vision
        With any of its parts; what is empty gives no sentence.
    setting
        Owner, patterns, names.
    """
    edits = {edit.part: edit for edit in vision.statement}
    parts = []
    for part in _proposals(vision, setting):
        edit = edits.get(part.id)
        if edit is None:
            parts.append(part)
            continue
        parts.append(
            StatementPart(part.id, part.section, edit.text, part.proposal, True, edit.proposal != part.proposal)  # noqa: FBT003
        )
    return tuple(parts)


def edit_statement(vision: Vision, part: str, text: str, setting: StatementSetting) -> Vision:
    """Return the vision with one part of the statement in people's words; they stay until :func:`renew_statement`.

    Parameters
    ----------
    vision, setting
        As for :func:`assemble_statement`.
    part
        Id of the part.
    text
        The words; the proposal itself takes an earlier edit back, an empty text leaves the part out.

    Raises
    ------
    PmokitError
        If the statement has no such part.
    """
    proposals = {one.id: one.proposal for one in _proposals(vision, setting)}
    if part not in proposals:
        raise PmokitError(f"the strategy statement has no part '{part}'. {did_you_mean(part, proposals)}")
    kept = tuple(edit for edit in vision.statement if edit.part != part)
    if text.strip() == proposals[part]:
        return vision.model_copy(update={"statement": kept})
    edit = StatementEdit(part=part, text=text.strip(), proposal=proposals[part])
    return vision.model_copy(update={"statement": (*kept, edit)})


def renew_statement(vision: Vision, parts: Collection[str] | None = None) -> Vision:
    """Return the vision with the kit's proposals in place of people's words.

    Parameters
    ----------
    vision
        With edits.
    parts
        Ids of the parts to propose anew; None = all.
    """
    kept = tuple(edit for edit in vision.statement if parts is not None and edit.part not in parts)
    return vision.model_copy(update={"statement": kept})


def _proposals(vision: Vision, setting: StatementSetting) -> Iterable[StatementPart]:
    owner, names = setting.owner, vision.objective_by_id
    if vision.mission:
        yield _part("mission", "purpose", setting.fill("mission", owner=owner, mission=vision.mission))
    if vision.vision:
        yield _part("vision", "purpose", setting.fill("vision", owner=owner, vision=vision.vision))
    if vision.mandate:
        yield _part("mandate", "purpose", setting.fill("mandate", owner=owner, mandate=vision.mandate))
    ordered = sorted(vision.objectives, key=lambda o: (o.priority is None, o.priority or 0, -(o.weight or 0)))
    if ordered:
        yield _part("objectives", "objectives", setting.fill("objectives", owner=owner, count=len(ordered)))
    for number, objective in enumerate(ordered, 1):
        yield _part(f"objective:{objective.id}", "objectives", _objective(objective, number, setting))
    for objective in ordered:
        if objective.pmo is not None:
            yield _part(f"contribution:{objective.id}", "pmo", _contribution(objective, setting))
    for at, benefit in enumerate(vision.benefits, 1):
        name = names[benefit.objective].name if benefit.objective in names else benefit.objective
        yield _part(f"benefit:{benefit.objective}:{at}", "benefits", _benefit(benefit, name, setting))


def _part(name: str, section: str, text: str) -> StatementPart:
    return StatementPart(name, section, text, text)


def _objective(objective: Objective, number: int, setting: StatementSetting) -> str:
    texts, measure = setting.texts, objective.measure
    common = {
        "number": number,
        "name": objective.name,
        "horizon": horizon_label(objective.horizon) if objective.horizon else setting.word(texts.no_horizon),
        "owner": str(objective.owner) if objective.owner else setting.word(texts.nobody),
    }
    if measure is None:
        return setting.fill("objective_without_measure", **common)
    common |= {"measure": measure.name, "target": _amount(measure.target, measure)}
    if measure.baseline is None:
        return setting.fill("objective_without_baseline", **common)
    return setting.fill("objective", **common, baseline=_number(measure.baseline))


def _contribution(objective: Objective, setting: StatementSetting) -> str:
    pmo, known = objective.pmo, setting.services.by_id
    if pmo is None:
        return ""
    main = [FIELD_NAMES[field].lower() for field in FIELD_CODES if pmo.fields.get(field) == "main"]
    support = [FIELD_NAMES[field].lower() for field in FIELD_CODES if pmo.fields.get(field) == "support"]
    services = [setting.word(known[name].name) if name in known else name for name in pmo.services]
    return setting.fill(
        "contribution",
        name=objective.name,
        contribution=_lower_first(pmo.contribution.rstrip(".")),
        fields=listed(main or support) or setting.word(setting.texts.nobody),
        services=listed([_lower_first(name) for name in services]) or setting.word(setting.texts.nobody),
    )


def _benefit(benefit: ExpectedBenefit, objective: str, setting: StatementSetting) -> str:
    measure: Measure = benefit.measure
    nothing = setting.word(setting.texts.not_measured)
    text = setting.fill(
        "benefit",
        objective=objective,
        measure=_upper_first(measure.name),
        baseline=nothing if measure.baseline is None else _number(measure.baseline),
        target=_amount(measure.target, measure),
        due=print_day(benefit.due),
        owner=str(benefit.owner) if benefit.owner else setting.word(setting.texts.nobody),
    )
    price = (
        setting.fill("dis_benefit", dis_benefit=_lower_first(benefit.dis_benefit.rstrip(".")))
        if benefit.dis_benefit
        else ""
    )
    return f"{text} {price}".strip()


def listed(words: Collection[str]) -> str:
    """Return words as people list them: "a, b and c".

    Parameters
    ----------
    words
        Any number; none gives an empty text.
    """
    words = list(words)
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def _lower_first(text: str) -> str:
    # PMO and other capitals stay.
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def _upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]


def _amount(value: float, measure: Measure) -> str:
    return f"{_number(value)} {measure.unit}".strip()


def _number(value: float) -> str:
    return print_number(value, ",.10g")
