"""What a schema cannot say about an organisation profile and its answers: links, gaps, grades, wording.

The checks also run on drafts, in which what could not be read is NaN, an empty text, tuple or mapping: see
:mod:`pmokit.model.checks`.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from pmokit.errors import Fault, Path, did_you_mean
from pmokit.model.base import FALLBACK_LANGUAGE
from pmokit.model.checks import double_ids, is_unknown
from pmokit.model.pmo import CONTROL_LEVELS, PMO_TYPES, ControlLevel, PmoType
from pmokit.model.profile import Criterion, OrganisationProfile, TypeValues
from pmokit.model.standard import banned_adverbs

OPTION_WORDS = (8, 30)
REASON_WORDS = 8

_YEAR = re.compile(r"\b(19|20)\d\d\b")


def find_organisation_faults(
    profile: OrganisationProfile, domains: Collection[str] = (), levels: tuple[int, int] | None = None
) -> list[Fault]:
    """Return double ids, gaps in the rank groups, missing and unknown values, links that lead nowhere.

    Parameters
    ----------
    profile
        The loaded profile, or a draft (see :mod:`pmokit.model.checks`).
    domains, levels
        Domain ids, and lowest and highest level, of the maturity model that it names; what is empty or None is not
        known and not checked.
    """
    faults = list(double_ids([c.id for c in profile.criteria], ("criteria",), "criterion"))
    faults += _importance_faults(profile.criteria)
    for at, criterion in enumerate(profile.criteria):
        path: Path = ("criteria", at)
        faults += double_ids(criterion.option_ids, (*path, "options"), f"{criterion.id}: option")
        faults += _values_faults(criterion, "types", criterion.types, PMO_TYPES, path)
        if criterion.control is not None:
            faults += _values_faults(criterion, "control", criterion.control, CONTROL_LEVELS, path)
        faults += _domain_faults(criterion, profile.model, domains, levels, path)
    return faults


def find_organisation_wording_faults(profile: OrganisationProfile) -> list[Fault]:
    """Return where a profile departs from the content standard; nothing here stops it from being used.

    Parameters
    ----------
    profile
        The loaded profile, or a draft.
    """
    faults: list[Fault] = []
    for at, criterion in enumerate(profile.criteria):
        path: Path = ("criteria", at)
        for position, option in enumerate(criterion.options):
            here: Path = (*path, "options", position, "label")
            faults += _option_faults(f"{criterion.id}: option '{option.id}'", option.label, here)
        for key, assessed in (("types", criterion.types), ("control", criterion.control or {})):
            for name, cell in assessed.items():
                faults += _reason_faults(f"{criterion.id}: the reason for {name}", cell, (*path, key, name, "reason"))
    return faults


def find_answer_faults(profile: OrganisationProfile, answers: Mapping[str, Any], path: Path = ()) -> Iterator[Fault]:
    """Yield criteria that the profile does not have, and answers that are no word or none of a criterion's options.

    Parameters
    ----------
    profile
        The criteria, or a draft of them.
    answers
        Option id by criterion id; None = could not tell. Criteria that are absent are unknown, which is no fault.
    path
        Of the answers in their file.
    """
    for name, answer in answers.items():
        criterion = profile.by_id.get(name)
        if is_unknown(name, profile.by_id):
            yield Fault(
                what=f"unknown criterion '{name}'",
                expected="a criterion of the organisation profile",
                hint=did_you_mean(name, profile.by_id),
                path=(*path, name),
            )
        elif criterion is not None and answer is not None:
            yield from _choice_faults(criterion, answer, (*path, name))


def _choice_faults(criterion: Criterion, answer: Any, path: Path) -> Iterator[Fault]:
    expected = f"one of {', '.join(criterion.option_ids)}, or null where nobody can tell"
    if not isinstance(answer, str):
        kinds: dict[type, str] = {list: "a list", dict: "a block of keys"}
        given = kinds.get(type(answer), str(answer).lower())
        yield Fault(what=f"{criterion.id}: {given} is no option of this criterion", expected=expected, path=path)
    elif is_unknown(answer, criterion.option_ids):
        near = did_you_mean(answer, criterion.option_ids)
        hint = "" if near.startswith("Known") else near
        what = f"{criterion.id}: '{answer}' is no option of this criterion"
        yield Fault(what=what, expected=expected, hint=hint, path=path)


def _importance_faults(criteria: Sequence[Criterion]) -> Iterator[Fault]:
    groups = {criterion.importance for criterion in criteria}
    if any(group != group for group in groups):  # noqa: PLR0124 - NaN could not be read, and may be the missing group
        return
    for at, criterion in enumerate(criteria):
        missing = next((n for n in range(1, criterion.importance) if n not in groups), None)
        if missing is not None:
            yield Fault(
                what=f"{criterion.id}: importance {criterion.importance}, and no criterion has {missing}",
                expected="rank groups from 1 without gaps",
                hint="Several criteria may share a group",
                path=("criteria", at, "importance"),
            )
            return


def _values_faults(
    criterion: Criterion,
    key: str,
    assessed: Mapping[PmoType, TypeValues] | Mapping[ControlLevel, TypeValues],
    known: Sequence[str],
    path: Path,
) -> Iterator[Fault]:
    missing = [name for name in known if name not in assessed]
    # A misspelt name is missing, too, and has been reported as one that is unknown.
    if len(missing) > len([name for name in assessed if name not in known]):
        yield Fault(
            what=f"{criterion.id}: no values for {', '.join(missing)}",
            expected=f"values for each of {', '.join(known)}",
            path=(*path, key),
        )
    options = criterion.option_ids
    for name, cell in assessed.items():
        here: Path = (*path, key, name)
        # An option used twice hides the one that was meant, and has been reported.
        if all(options) and len(set(options)) == len(options) and cell.values:
            yield from _option_links(f"{criterion.id}, {name}", cell.values, options, (*here, "values"))
        if cell.grade == "research" and cell.source and not _YEAR.search(cell.source):
            yield Fault(
                what=f"{criterion.id}, {name}: graded research, and the source '{cell.source}' names no year",
                expected="author and year of a published study",
                hint="Grade it practice or judgement where there is none",
                path=(*here, "source"),
            )


def _option_links(owner: str, values: Mapping[str, float], options: Sequence[str], path: Path) -> Iterator[Fault]:
    missing = [option for option in options if option not in values]
    strange = [option for option in values if option not in options]
    for option in strange:
        yield Fault(
            what=f"{owner}: value for unknown option '{option}'",
            expected="an option of this criterion",
            hint=did_you_mean(option, missing or options),
            path=(*path, option),
        )
    # A misspelt option is missing, too; one fault says both.
    if len(missing) > len(strange):
        yield Fault(
            what=f"{owner}: no value for {', '.join(repr(option) for option in missing)}",
            expected=f"one for each of {', '.join(options)}",
            path=path,
        )


def _domain_faults(
    criterion: Criterion, model: str | None, domains: Collection[str], levels: tuple[int, int] | None, path: Path
) -> Iterator[Fault]:
    domain = criterion.from_domain
    if not domain:
        return
    here: Path = (*path, "from_domain")
    if model is None:
        what = f"{criterion.id}: from_domain {domain}, and the file names no model"
        yield Fault(what=what, expected="the key 'model' with a maturity model", path=here)
    elif is_unknown(domain, domains):
        yield Fault(
            what=f"{criterion.id}: unknown domain '{domain}'",
            expected=f"a domain of {model}",
            hint=did_you_mean(domain, domains),
            path=here,
        )
    elif levels is not None and criterion.options and len(criterion.options) != levels[1] - levels[0] + 1:
        yield Fault(
            what=f"{criterion.id}: {len(criterion.options)} options for the levels {levels[0]} to {levels[1]} of {domain}",
            expected="one option for each level, lowest first",
            path=(*path, "options"),
        )


def _option_faults(owner: str, label: Mapping[str, str], path: Path) -> Iterator[Fault]:
    text = label.get(FALLBACK_LANGUAGE, "")
    low, high = OPTION_WORDS
    count = len(text.split())
    if text and not low <= count <= high:
        short = "Say what a stranger could see or count"
        yield Fault(
            what=f"{owner} has {count} {'word' if count == 1 else 'words'}",
            expected=f"{low} to {high}",
            hint=short if count < low else "Keep to one topic",
            path=path,
        )
    adverbs = banned_adverbs(text)
    if adverbs:
        yield Fault(
            what=f"{owner} says {', '.join(repr(word) for word in adverbs)}",
            expected="what a stranger could see or count",
            hint="Answers differ in behaviour or number, not in adverbs",
            path=path,
        )


def _reason_faults(owner: str, cell: TypeValues, path: Path) -> Iterator[Fault]:
    text = cell.reason.get(FALLBACK_LANGUAGE, "")
    count = len(text.split())
    if text and count < REASON_WORDS:
        yield Fault(
            what=f"{owner} has {count} {'word' if count == 1 else 'words'}",
            expected=f"one sentence of {REASON_WORDS} or more words",
            hint="Say why it fits some answers and not others",
            path=path,
        )
