"""Two rounds of each unit, units beside each other, and all of them beside figures of other organisations."""

import datetime as dt
import hashlib
from collections.abc import Sequence
from functools import cached_property

import pandas as pd

from pmokit.assess.benchmark import comparable_figures
from pmokit.assess.model_diff import ModelDiff, diff_models
from pmokit.assess.question_rounds import compare_questions
from pmokit.assess.rounds import Round, RoundComparison, compare_rounds, shared_questions
from pmokit.assess.rules.registry import find_rule
from pmokit.assess.variants import OVERALL
from pmokit.errors import Fault, InputError, did_you_mean
from pmokit.model.benchmark import BenchmarkFigure
from pmokit.model.maturity import MaturityModel
from pmokit.store.engagement import Assessment, Engagement
from pmokit.study.asked import model_of
from pmokit.study.assessed import SEED
from pmokit.study.improvement import UnitImprovement
from pmokit.study.released import RELEASED

MOST_UNITS = 24
PART_COLUMNS = ["unit", "part", "score", "level", "low", "high", "interval_low", "interval_high", "raters", "reason"]


class UnitRounds(UnitImprovement):
    """One unit in a round, and in an earlier one of the same model.

    Parameters
    ----------
    engagement, unit, language
        As in :class:`UnitAssessment`.
    before
        The earlier round; None where only one is looked at.
    after
        The round that counts.
    today
        Counts as the date up to which promises are due where the settings have no status date.
    """

    def __init__(
        self,
        engagement: Engagement,
        unit: str,
        *,
        before: Assessment | None,
        after: Assessment,
        today: dt.date,
        language: str = "en",
    ) -> None:
        super().__init__(engagement, unit, language=language)
        self._before, self._after, self._today = before, after, today

    @cached_property
    def assessment(self) -> Assessment:
        """The later round."""
        return self._after

    @property
    def as_of(self) -> dt.date:
        """Date up to which promises are due."""
        return self.engagement.settings().status_date or self._today

    @cached_property
    def was_heard(self) -> bool:
        """Whether anyone of the unit answered in both rounds."""
        if self._before is None:
            return False
        frames = [self.engagement.responses(one.id, [self.unit.code]) for one in (self._before, self._after)]
        return all(bool((frame["status"] != "unanswered").any()) for frame in frames)

    @cached_property
    def _rounds(self) -> tuple[Round, Round] | None:
        if self._before is None or not self.was_heard:
            return None
        before, after = self._round(self._before), self._round(self._after)
        return (before, after) if shared_questions(before, after, diff_models(before.model, after.model)) else None

    @property
    def diff(self) -> ModelDiff:
        """What changed in the model between the rounds."""
        return diff_models(model_of(self.engagement, self._before), self.model)

    @cached_property
    def comparison(self) -> RoundComparison | None:
        """The later round beside the earlier one; None where either is missing, or nothing was asked in both."""
        if self._rounds is None:
            return None
        return compare_rounds(*self._rounds, self.unit.code, seed=SEED, rule=self._after.rule)

    @cached_property
    def question_changes(self) -> pd.DataFrame | None:
        """The change of each question asked in both rounds; None as for ``comparison``."""
        return None if self._rounds is None else compare_questions(*self._rounds, self.unit.code, seed=SEED)

    @cached_property
    def parts(self) -> pd.DataFrame:
        """Score, bounds and the range over raters of the whole (an empty part) and of each domain."""
        overall = self.scores.overall.assign(part=OVERALL)
        scores = pd.concat([overall, self.scores.domains.rename(columns={"domain": "part"})], ignore_index=True)
        ranges = self.intervals.set_index("domain").reindex(scores["part"])
        # What is withheld has no range either; a range without its score would give it away.
        for name in ("interval_low", "interval_high"):
            scores[name] = ranges[name].where(scores["score"].notna().to_numpy()).to_numpy(dtype=float)
        return scores[PART_COLUMNS]


class ComparisonStudy:
    """What a comparison says.

    Parameters
    ----------
    engagement
        The open engagement.
    units
        Codes to compare; empty = all that are released.
    rounds
        Numbers of the earlier and the later round; empty = the last two, or the only one.
    today
        As in :class:`UnitRounds`.
    language
        Language of the texts.

    Raises
    ------
    InputError
        With every unit and round that does not exist; if nothing was assessed, or more units are asked for than one can see.
    """

    def __init__(
        self,
        engagement: Engagement,
        *,
        units: Sequence[str] = (),
        rounds: Sequence[int] = (),
        today: dt.date,
        language: str = "en",
    ) -> None:
        self.engagement, self.today, self.language = engagement, today, language
        self.settings = engagement.settings()
        self.names = {unit.code: unit.name for unit in engagement.units()}
        last = engagement.assessment()
        if last is None:
            raise InputError("there is no assessment yet, so there is nothing to compare.")
        held = {one.round: one for one in engagement.assessments() if one.model == last.model}
        faults = _round_faults(rounds, held, last.model)
        chosen, unknown = _chosen(units, self.names)
        if faults or unknown:
            raise InputError([*unknown, *faults])
        self.after = held[rounds[-1]] if rounds else last
        earlier = [number for number in held if number < self.after.round]
        first = rounds[0] if rounds else max(earlier, default=self.after.round)
        self.before = held[first] if first < self.after.round else None
        self.asked = chosen or tuple(self.names)
        if len(self.shown) > MOST_UNITS:
            what = f"{len(self.shown)} units side by side are more than one can see"
            raise InputError(Fault("--unit", what, f"at most {MOST_UNITS}", "pmokit batch shows them all"))

    @cached_property
    def states(self) -> dict[str, str]:
        """State of the results of the later round by unit."""
        found = self.engagement.unit_states(self.after.id)
        return dict(zip(found["unit"], found["state"], strict=True))

    @cached_property
    def shown(self) -> tuple[str, ...]:
        """The units whose results are released and that anyone answered for, in the order of the engagement."""
        return tuple(unit for unit in self.asked if unit not in self.left_out)

    @cached_property
    def left_out(self) -> dict[str, str]:
        """Why a unit that was asked for is not shown, by code."""
        spoke = set(self.engagement.responses(self.after.id).query("status != 'unanswered'")["unit"])
        spoke |= set(self.engagement.tallies(self.after.id)["unit"]) | set(
            self.engagement.consensus(self.after.id)["unit"]
        )
        reasons = {}
        for unit in self.asked:
            if unit not in spoke:
                reasons[unit] = f"nobody answered in round {self.after.round}"
            elif self.states[unit] != RELEASED:
                reasons[unit] = f"its results of round {self.after.round} are {self.states[unit]}, not released"
        return reasons

    @cached_property
    def by_unit(self) -> dict[str, UnitRounds]:
        """The story of each unit that is shown, by code."""
        options = {"before": self.before, "after": self.after, "today": self.today, "language": self.language}
        return {unit: UnitRounds(self.engagement, unit, **options) for unit in self.shown}  # type: ignore[arg-type]

    @cached_property
    def model(self) -> MaturityModel:
        """The maturity model of the later round."""
        return model_of(self.engagement, self.after)

    @property
    def scale(self) -> tuple[float, float]:
        """Lowest and highest score of the rule."""
        return find_rule(self.model, self.after.rule).range(self.model)

    @cached_property
    def parts(self) -> pd.DataFrame:
        """Score and range of each unit in each domain and over all."""
        frames = [study.parts for study in self.by_unit.values()]
        return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=PART_COLUMNS)

    @cached_property
    def questions(self) -> pd.DataFrame:
        """Score of each unit on each question: unit, question, score, n, reason."""
        frames = [study.scores.questions for study in self.by_unit.values()]
        columns = ["unit", "question", "score", "n", "reason"]
        return pd.concat(frames, ignore_index=True)[columns] if frames else pd.DataFrame(columns=columns)

    def benchmark(self, figures: Sequence[BenchmarkFigure]) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Return the figures that compare, and those that do not; see :func:`pmokit.assess.benchmark.comparable_figures`."""
        versions = {}
        for version in {one.version for one in figures} - {self.model.version}:
            kept = self.engagement.snapshot("model", self.model.id, version)
            if kept is not None:
                versions[version] = MaturityModel.model_validate(kept)
        return comparable_figures(figures, self.model, versions)

    def input_hash(self, figures: Sequence[BenchmarkFigure] = ()) -> str:
        """Twelve characters that change with anything the comparison rests on."""
        said = [self.model.model_dump_json(), *(one.model_dump_json() for one in figures), ",".join(self.asked)]
        for one in (self.before, self.after):
            if one is not None:
                frames = (
                    self.engagement.responses(one.id),
                    self.engagement.tallies(one.id),
                    self.engagement.consensus(one.id),
                )
                said += [frame.drop(columns=["at"], errors="ignore").to_json(default_handler=str) for frame in frames]
                said.append(f"{one.round} {one.rule} {one.scope} {one.anonymous}")
        said += [self.engagement.unit_states(self.after.id)[["unit", "state"]].to_json()]
        for study in self.by_unit.values():
            said += [
                study.promises.model_dump_json() if study.promises else "",
                study.measurements.drop(columns=["at", "author"], errors="ignore").to_json(default_handler=str),
            ]
        return hashlib.sha256("\n".join(said).encode()).hexdigest()[:12]


def _chosen(units: Sequence[str], names: dict[str, str]) -> tuple[tuple[str, ...], list[Fault]]:
    """Return the codes as the engagement writes them, in its order, and a fault for each that it does not have."""
    by_fold = {code.lower(): code for code in names}
    faults = [
        Fault("--unit", f"there is no business unit '{unit}'", hint=did_you_mean(unit, names))
        for unit in dict.fromkeys(units)
        if unit.lower() not in by_fold
    ]
    wanted = {by_fold[unit.lower()] for unit in units if unit.lower() in by_fold}
    return tuple(code for code in names if code in wanted), faults


def _round_faults(rounds: Sequence[int], held: dict[int, Assessment], model: str) -> list[Fault]:
    known = ", ".join(map(str, sorted(held)))
    faults = [
        Fault("--rounds", f"there is no round {number} of {model}", f"one of {known}")
        for number in dict.fromkeys(rounds)
        if number not in held
    ]
    if rounds and (len(rounds) != 2 or rounds[0] >= rounds[1]):  # noqa: PLR2004 - a comparison has two sides
        said = ",".join(map(str, rounds))
        faults.append(Fault("--rounds", f"'{said}' names no earlier and a later round", "two numbers, such as 1,2"))
    return faults
