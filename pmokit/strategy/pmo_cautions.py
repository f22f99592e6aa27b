"""What no other strength makes up for: answers on which a type of PMO fails, and an organisation too small for an office."""

from collections.abc import Iterator, Sequence

from pmokit.model.base import say
from pmokit.model.guide import NoOffice, PmoTypeGuides
from pmokit.model.pmo import PmoType
from pmokit.model.printing import print_number
from pmokit.model.profile import OrganisationProfile
from pmokit.model.recommendation import CAUTION
from pmokit.strategy.decision.table import Answers
from pmokit.strategy.kpi_words import with_article

FAILS_AT = 10
"""Of 100, where 0 says that the type would fail here: a weighted sum lets other answers outweigh it, life does not."""


def fails_on(profile: OrganisationProfile, answers: Answers, pmo_type: PmoType) -> tuple[str, ...]:
    """Return the criteria on whose answer alone a type would fail, the most important first.

    Parameters
    ----------
    profile
        The criteria.
    answers
        Option id by criterion id; None or absent = unknown, which speaks against nothing.
    pmo_type
        The type.
    """
    found = [
        criterion
        for criterion in profile.criteria
        if (option := answers.get(criterion.id)) is not None and criterion.types[pmo_type].values[option] <= FAILS_AT
    ]
    return tuple(criterion.id for criterion in sorted(found, key=lambda one: one.importance))


def find_cautions(
    profile: OrganisationProfile, answers: Answers, ranked: Sequence[PmoType], guides: PmoTypeGuides | None = None
) -> Iterator[str]:
    """Yield what to settle before the advice is followed, a sentence or more in each entry.

    Parameters
    ----------
    profile
        The criteria.
    answers
        Option id by criterion id; None or absent = unknown.
    ranked
        The types, the one that is advised first.
    guides
        Say when an organisation needs no office; None: nothing is said on that.
    """
    if guides is not None and guides.no_office is not None and _is_too_small(guides.no_office, answers):
        yield f"{CAUTION}{say(guides.no_office.text)}"
    best, instead = ranked[0], begin_with(profile, answers, ranked)
    start = (
        f"begin with {with_article(instead)}, which fails on no answer, or change this first: "
        if instead
        else "change this before an office is set up, as every other type fails on an answer, too: "
    )
    for name in fails_on(profile, answers, best):
        criterion = profile.by_id[name]
        chosen = next(option for option in criterion.options if option.id == answers[name])
        value = print_number(criterion.types[best].values[chosen.id], "g")
        yield (
            f"{CAUTION}{start}“{say(chosen.label)}” On this answer alone {with_article(best)} would fail ({value} of 100, expert judgement), "
            f"whatever else speaks for it. {say(criterion.types[best].reason)}"
        )


def begin_with(profile: OrganisationProfile, answers: Answers, ranked: Sequence[PmoType]) -> PmoType | None:
    """Return the best type that fails on no answer where the first one does; None = no need, or no such type.

    Parameters
    ----------
    profile, answers, ranked
        As for :func:`find_cautions`.
    """
    first, *others = ranked
    if not fails_on(profile, answers, first):
        return None
    return next((other for other in others if not fails_on(profile, answers, other)), None)


def _is_too_small(limit: NoOffice, answers: Answers) -> bool:
    return all(answers.get(criterion) in options for criterion, options in limit.answers.items())
