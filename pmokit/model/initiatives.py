"""The catalogue of initiatives: what lifts a domain from one level to the next, with effort, cost and prerequisites."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property

from pydantic import Field, model_validator

from pmokit.errors import Fault, Path, did_you_mean
from pmokit.model.base import Frozen, Name, Slug, Text, Version
from pmokit.model.checks import differs, double_ids, double_words, is_unknown
from pmokit.model.maturity import DomainId

STANDARD = "standard"
"""Id of the way in which an initiative is done when none of its variants is taken."""


class Lift(Frozen):
    """One step of one domain: from a level to the next."""

    domain: DomainId
    from_level: int = Field(alias="from", ge=0)
    to: int = Field(ge=1)


class CostRange(Frozen):
    """Thousand units of the catalogue's currency in each quarter; expert judgement."""

    low: float = Field(ge=0)
    likely: float = Field(ge=0)
    high: float = Field(ge=0)

    @model_validator(mode="after")
    def _in_order(self) -> "CostRange":
        if not self.low <= self.likely <= self.high:
            msg = f"low {self.low:g}, likely {self.likely:g}, high {self.high:g} are not in ascending order"
            raise ValueError(msg)
        return self


class Variant(Frozen):
    """Another way to the same result, such as buying instead of building, or faster with more people."""

    id: Slug
    name: Text
    duration_quarters: int = Field(ge=1, le=12)
    fte: dict[Name, float] = Field(min_length=1, description="FTE by skill in each quarter that it runs")
    cost_k: CostRange
    trade: Text = Field(description="What it gives and what it costs beside the standard way")
    source: str = Field(min_length=3)


class Initiative(Frozen):
    """One improvement project of the kit's catalogue."""

    id: Slug
    name: Text
    problem: Text
    lifts: tuple[Lift, ...] = Field(min_length=1)
    first_result: Text
    owner: Slug
    duration_quarters: int = Field(ge=1, le=12)
    fte: dict[Name, float] = Field(min_length=1, description="FTE by skill in each quarter that it runs")
    cost_k: CostRange
    requires: tuple[Slug, ...] = ()
    variants: tuple[Variant, ...] = Field(default=(), description="Exclusive other ways; at most one way is taken")
    shared: bool = Field(default=False, description="Can be built once for several units, which then take it over")
    deliverables: tuple[Text, ...] = Field(min_length=1)
    done_when: Text
    adoption_measure: Text
    resistance: Text
    not_when: Text
    source: str = Field(min_length=3)


class InitiativeCatalogue(Frozen):
    """All initiatives that serve one maturity model."""

    version: Version
    model: Name
    source: str = Field(min_length=3)
    skills: dict[Name, Text] = Field(min_length=1)
    initiatives: tuple[Initiative, ...]

    @cached_property
    def by_id(self) -> dict[str, Initiative]:
        """Initiatives by id."""
        return {i.id: i for i in self.initiatives}


def find_initiative_faults(
    catalogue: InitiativeCatalogue,
    domains: Collection[str] = (),
    levels: tuple[int, int] | None = None,
    roles: Collection[str] = (),
) -> list[Fault]:
    """Return unknown links, impossible steps and circles, each with its path.

    Parameters
    ----------
    catalogue
        The loaded catalogue, or a draft (see :mod:`pmokit.model.checks`).
    domains, levels, roles
        Domain ids, lowest and highest level, and role ids of the model it serves; what is empty or None is not known
        and not checked.
    """
    faults = list(double_ids([i.id for i in catalogue.initiatives], ("initiatives",), "initiative"))
    for at, initiative in enumerate(catalogue.initiatives):
        path: Path = ("initiatives", at)
        faults += _link_faults(initiative, catalogue, roles, path)
        faults += double_words(initiative.requires, (*path, "requires"), initiative.id)
        faults += _variant_faults(initiative, catalogue, path)
        for position, lift in enumerate(initiative.lifts):
            faults += _lift_faults(initiative.id, lift, domains, levels, (*path, "lifts", position))
    return [*faults, *_circle_faults(catalogue.initiatives)]


def find_missing_steps(catalogue: InitiativeCatalogue, domains: Sequence[str], levels: tuple[int, int]) -> list[Fault]:
    """Return a fault for each domain with a step, from one level to the next, that no initiative lifts.

    A lift that cannot be may have been meant for the very step that is missing: it has been reported already, and what
    may only follow from it is left out.

    Parameters
    ----------
    catalogue
        The loaded catalogue, or a draft (see :mod:`pmokit.model.checks`).
    domains, levels
        Domain ids, and lowest and highest level, of the model it serves.
    """
    lifts = [lift for i in catalogue.initiatives for lift in i.lifts]
    unclear = {lift.domain for lift in lifts if lift.domain not in domains or not _is_step(lift, levels)}
    if not unclear <= set(domains) or not all(i.lifts for i in catalogue.initiatives):
        return []
    lifted = {(lift.domain, lift.from_level) for lift in lifts}
    faults = []
    for domain in domains:
        missing = [n for n in range(*levels) if (domain, n) not in lifted]
        if missing and domain not in unclear:
            steps = ", ".join(f"{n} to {n + 1}" for n in missing)
            faults.append(
                Fault(
                    what=f"no initiative lifts domain {domain} from level {steps}",
                    expected="an initiative for each step from a level to the next",
                    hint="Add one, or let an initiative that is there lift this step, too",
                    path=("initiatives",),
                )
            )
    return faults


def find_cycle(requires: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the ids of one circle of prerequisites in order, or an empty list.

    Parameters
    ----------
    requires
        Prerequisites by id; ids that are not keys are passed over.
    """
    done: set[str] = set()
    for start in requires:
        if start in done:
            continue
        # A dictionary keeps the order of the trail and finds a name on it at once.
        trail: dict[str, Iterator[str]] = {start: iter(requires[start])}
        while trail:
            node = next(reversed(trail))
            following = next((n for n in trail[node] if n in requires and n not in done), None)
            if following is None:
                del trail[node]
                done.add(node)
            elif following in trail:
                names = list(trail)
                return names[names.index(following) :]
            else:
                trail[following] = iter(requires[following])
    return []


def _lift_faults(
    name: str, lift: Lift, domains: Collection[str], levels: tuple[int, int] | None, path: Path
) -> Iterator[Fault]:
    if is_unknown(lift.domain, domains):
        yield Fault(
            what=f"{name}: unknown domain '{lift.domain}'",
            expected="a domain of the maturity model",
            hint=did_you_mean(lift.domain, domains),
            path=(*path, "domain"),
        )
    outside = levels is not None and (lift.from_level < levels[0] or lift.to > levels[1])
    if outside or differs(lift.to, lift.from_level + 1):
        within = f", within {levels[0]} to {levels[1]}" if levels else ""
        yield Fault(
            what=f"{name}: lifts {lift.domain} from {lift.from_level} to {lift.to}",
            expected=f"one level at a time{within}",
            path=(*path, "to"),
        )


def _is_step(lift: Lift, levels: tuple[int, int]) -> bool:
    """Return whether a lift goes from one level of the model to the next; a level that could not be read does not."""
    return lift.to == lift.from_level + 1 and levels[0] <= lift.from_level < levels[1]


def _circle_faults(initiatives: Sequence[Initiative]) -> Iterator[Fault]:
    requires = {i.id: i.requires for i in initiatives}
    positions = {i.id: at for at, i in enumerate(initiatives)}
    while cycle := find_cycle(requires):
        first, following = cycle[0], cycle[1 % len(cycle)]
        yield Fault(
            what=f"prerequisites run in a circle: {' > '.join([*cycle, first])}",
            expected="an order in which each can start",
            hint="Remove one of these prerequisites",
            path=("initiatives", positions[first], "requires", requires[first].index(following)),
        )
        # Without these, further circles that share none of them come to light.
        requires = {name: wanted for name, wanted in requires.items() if name not in cycle}


def _link_faults(
    initiative: Initiative, catalogue: InitiativeCatalogue, roles: Collection[str], path: Path
) -> Iterator[Fault]:
    for position, required in enumerate(initiative.requires):
        if is_unknown(required, catalogue.by_id):
            yield Fault(
                what=f"{initiative.id}: unknown prerequisite '{required}'",
                expected="the id of an initiative in this file",
                hint=did_you_mean(required, catalogue.by_id),
                path=(*path, "requires", position),
            )
    yield from _effort_faults(initiative.id, initiative.fte, catalogue, path)
    if is_unknown(initiative.owner, roles):
        yield Fault(
            what=f"{initiative.id}: unknown role '{initiative.owner}'",
            expected="a role of the maturity model",
            hint=did_you_mean(initiative.owner, roles),
            path=(*path, "owner"),
        )


def _effort_faults(name: str, fte: Mapping[str, float], catalogue: InitiativeCatalogue, path: Path) -> Iterator[Fault]:
    for skill, amount in fte.items():
        if is_unknown(skill, catalogue.skills):
            yield Fault(
                what=f"{name}: unknown skill '{skill}'",
                expected="a skill of this file's head",
                hint=did_you_mean(skill, catalogue.skills),
                path=(*path, "fte", skill),
            )
        if amount <= 0:
            yield Fault(what=f"{name}: {amount:g} FTE of {skill}", expected="more than 0", path=(*path, "fte", skill))


def _variant_faults(initiative: Initiative, catalogue: InitiativeCatalogue, path: Path) -> Iterator[Fault]:
    here: Path = (*path, "variants")
    yield from double_ids([variant.id for variant in initiative.variants], here, f"{initiative.id}: variant")
    for at, variant in enumerate(initiative.variants):
        if variant.id == STANDARD:
            what = f"{initiative.id}: a variant is called '{STANDARD}', which is the initiative's own way"
            yield Fault(what=what, expected="another id", path=(*here, at, "id"))
        yield from _effort_faults(f"{initiative.id}, {variant.id}", variant.fte, catalogue, (*here, at))
