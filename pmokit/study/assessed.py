"""Step 2 of one business unit: scores, voices, gaps, agreement, findings, explanations, rounds."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import cached_property

import pandas as pd

from pmokit.assess.agenda import discussion_agenda
from pmokit.assess.bootstrap import bootstrap_scores
from pmokit.assess.domain_agreement import agreement_by_domain
from pmokit.assess.explain import Explanation, explain_parts
from pmokit.assess.findings import find_findings
from pmokit.assess.floor import DEFAULT_K
from pmokit.assess.gaps import find_gaps
from pmokit.assess.mandate import mandated_questions, score_approaches
from pmokit.assess.model_diff import diff_models
from pmokit.assess.perception import group_roles, perception_by_role, perception_gaps
from pmokit.assess.priority import prioritise
from pmokit.assess.results import Scores
from pmokit.assess.rounds import Round, RoundComparison, compare_rounds, shared_questions
from pmokit.assess.rules.registry import applicable_rules
from pmokit.assess.scoring import score_by_rules
from pmokit.assess.targets import resolve_targets
from pmokit.assess.variants import OVERALL, Setting
from pmokit.assess.voices import Voices
from pmokit.assess.what_if import StepsUp, steps_to_next_level
from pmokit.assess.withheld import withhold_scores
from pmokit.model.mandate import Mandate
from pmokit.model.maturity import MaturityModel
from pmokit.model.steps import Targets
from pmokit.model.units import Unit
from pmokit.store.engagement import RESPONSE_COLUMNS, Assessment, Engagement
from pmokit.study.asked import model_of, scope_of

SEED = 1


class UnitAssessment:
    """What the assessment says about one unit.

    Parameters
    ----------
    engagement
        The open engagement.
    unit
        Code of the unit.
    language
        Language of the explanations.
    unheard
        Questions whose responses do not count, such as the one that is being asked.
    """

    def __init__(
        self, engagement: Engagement, unit: str, *, language: str = "en", unheard: Collection[str] = ()
    ) -> None:
        self.engagement, self.language, self.unheard = engagement, language, unheard
        self.unit: Unit = engagement.unit(unit)

    @cached_property
    def assessment(self) -> Assessment | None:
        """The assessment opened last, or None."""
        return self.engagement.assessment()

    @property
    def is_anonymous(self) -> bool:
        """Whether figures of few people are withheld."""
        return bool(self.assessment and self.assessment.anonymous)

    @cached_property
    def model(self) -> MaturityModel:
        """The maturity model of the assessment, in the version it was opened with."""
        return model_of(self.engagement, self.assessment)

    @cached_property
    def responses(self) -> pd.DataFrame:
        """Responses of this unit, latest last."""
        return self._read([self.unit.code])

    @cached_property
    def needed_responses(self) -> pd.DataFrame:
        """The unit's responses, with those of the others where the unit inherits answers."""
        return self._read(None) if self.inherits else self.responses

    @property
    def inherits(self) -> bool:
        """Whether the unit takes over answers of other units."""
        return bool((self.responses["status"] == "inherited").any())

    def _read(self, units: list[str] | None) -> pd.DataFrame:
        if self.assessment is None:
            return pd.DataFrame(columns=[*RESPONSE_COLUMNS, "at"], dtype=object)
        found = self.engagement.responses(self.assessment.id, units)
        if not self.unheard:
            return found
        return found[~found["question"].isin(list(self.unheard))].reset_index(drop=True)

    @cached_property
    def voices(self) -> Voices:
        """Shows of hands, agreed values and evidence ratings of the unit, and of the others where it inherits answers."""
        return voices_of(self.engagement, self.assessment, None if self.inherits else [self.unit.code])

    @cached_property
    def is_assessed(self) -> bool:
        """Whether anyone of this unit has said anything, alone, by hand or together."""
        spoke = bool((self.responses["status"] != "unanswered").any())
        return spoke or any(
            said is not None and bool((said["unit"] == self.unit.code).any())
            for said in (self.voices.hands, self.voices.agreed)
        )

    @cached_property
    def setting(self) -> Setting:
        """Model, rule, scope and voices: all that a score depends on but the responses."""
        setting = setting_of(self.model, self.assessment, self.voices)
        if self.mandate is not None:
            return replace(setting, scope=mandated_questions(self.model, self.mandate))
        return setting

    @cached_property
    def mandate(self) -> Mandate | None:
        """The services that the PMO is asked to give; None where the model is about something else, or none is agreed."""
        if not self.model.meta.scopes:
            return None
        return self.engagement.read_document("mandate", Mandate, unit=self.unit.code)

    @cached_property
    def approaches(self) -> pd.DataFrame:
        """How mature each approach of the PMO is; no rows where the model declares none."""
        return score_approaches(self.model, self.scores)

    @cached_property
    def scores(self) -> Scores:
        """Scores of this unit; what rests on too few people of an anonymous assessment is withheld."""
        rule = self.setting.rule or self.model.meta.rule
        return self._score((rule,))[rule]

    def _score(self, rules: Sequence[str]) -> dict[str, Scores]:
        setting, frame = self.setting, self.needed_responses
        units = list(dict.fromkeys([self.unit.code, *frame["unit"]]))
        found = score_by_rules(setting.model, frame, rules, scope=setting.scope, units=units, voices=setting.voices)
        if self.is_anonymous:
            found = {rule: withhold_scores(one, self.model) for rule, one in found.items()}
        alone = units == [self.unit.code]
        return found if alone else {rule: _only(one, self.unit.code) for rule, one in found.items()}

    @cached_property
    def rule_scores(self) -> dict[str, Scores]:
        """Scores under every rule that the model can serve, that of the assessment first."""
        own = self.scores.rule
        others = [rule for rule in applicable_rules(self.model)[0] if rule != own]
        return {own: self.scores, **(self._score(others) if others else {})}

    @cached_property
    def rules_left_out(self) -> dict[str, str]:
        """Why the other rules cannot score the model."""
        return applicable_rules(self.model)[1]

    @cached_property
    def targets(self) -> Targets:
        """Targets of the unit, else of the engagement, else the model's default."""
        return self.engagement.read_document("targets", Targets, unit=self.unit.code) or Targets()

    @cached_property
    def target_table(self) -> pd.DataFrame:
        """domain, target, origin."""
        return resolve_targets(self.model, self.targets)

    @cached_property
    def target_levels(self) -> dict[str, float]:
        """Target level by domain."""
        return dict(zip(self.target_table["domain"], self.target_table["target"], strict=True))

    @cached_property
    def gaps(self) -> pd.DataFrame:
        """Gap to target by domain."""
        return find_gaps(self.model, self.scores, {self.unit.code: self.target_levels})

    @cached_property
    def priorities(self) -> pd.DataFrame:
        """Gaps with their priority, most urgent first."""
        return prioritise(self.model, self.gaps)

    @cached_property
    def findings(self) -> pd.DataFrame:
        """Strengths, weaknesses and growth areas."""
        return find_findings(self.model, self.scores, self.gaps)

    @cached_property
    def agenda(self) -> pd.DataFrame:
        """What to talk about first."""
        return discussion_agenda(self.model, self.scores, {self.unit.code: self.target_levels})

    @cached_property
    def perception(self) -> pd.DataFrame:
        """How each role sees each domain beside everybody else."""
        return perception_by_role(self.setting, self.needed_responses, self.unit.code, anonymous=self.is_anonymous)

    @cached_property
    def perception_gaps(self) -> pd.DataFrame:
        """Which roles see a domain highest and lowest."""
        return perception_gaps(self.perception)

    @cached_property
    def people_by_role(self) -> dict[str, int]:
        """People who answered by role, small roles pooled where anonymous; people without a role under an empty name."""
        spoke = self.responses[self.responses["status"] != "unanswered"]
        grouped = group_roles(spoke, anonymous=self.is_anonymous)[0]
        counted = {str(role): int(n) for role, n in grouped.groupby("role")["respondent"].nunique().items()}
        named = {role: n for role, n in counted.items() if not self.is_anonymous or n >= DEFAULT_K}
        rest = int(spoke["respondent"].nunique()) - sum(named.values())
        return named | ({"": rest} if rest > 0 else {})

    @cached_property
    def intervals(self) -> pd.DataFrame:
        """How far each score depends on who was asked; empty where too few were for it to be shown."""
        found = bootstrap_scores(self.setting, self.needed_responses, self.unit.code, seed=SEED)
        return found[found["raters"] >= DEFAULT_K] if self.is_anonymous else found

    @cached_property
    def domain_agreement(self) -> pd.DataFrame:
        """How far the raters agree on each domain; empty where too few answered for it to be shown."""
        found = agreement_by_domain(self.setting, self.responses, self.unit.code)
        return found[found["raters"] >= DEFAULT_K] if self.is_anonymous else found

    @cached_property
    def way_up(self) -> StepsUp:
        """Which answers, each moved one step, lift the overall level."""
        return steps_to_next_level(self.setting, self.needed_responses, self.unit.code)

    @cached_property
    def explained(self) -> list[Explanation]:
        """The overall score and each domain explained; nothing that is withheld."""
        shown = self.scores.domains[self.scores.domains["score"].notna()]["domain"]
        parts = [*([OVERALL] if pd.notna(self.scores.of(self.unit.code)["score"]) else []), *shown]
        return explain_parts(self.setting, self.needed_responses, self.unit.code, parts, language=self.language)

    @cached_property
    def comparison(self) -> RoundComparison | None:
        """The round beside the one before it of the same model; None where there is none, or nothing was asked in both."""
        if self.assessment is None:
            return None
        earlier = [
            a
            for a in self.engagement.assessments()
            if a.model == self.assessment.model and a.round < self.assessment.round
        ]
        if not earlier:
            return None
        before, after = (self._round(a) for a in (earlier[-1], self.assessment))
        if not shared_questions(before, after, diff_models(before.model, after.model)):
            return None
        return compare_rounds(before, after, self.unit.code, seed=SEED, rule=self.assessment.rule)

    def _round(self, assessment: Assessment) -> Round:
        model = model_of(self.engagement, assessment)
        # The mandate of today counts for both rounds: services that nobody asks for any more do not compare.
        scope = scope_of(model, assessment) if self.mandate is None else self.mandate.services
        return Round(model, self.engagement.responses(assessment.id), assessment.anonymous, scope)


def voices_of(engagement: Engagement, assessment: Assessment | None, units: list[str] | None = None) -> Voices:
    """Return the shows of hands, agreed values and evidence ratings of an assessment, of all units or of some."""
    if assessment is None:
        return Voices()
    reads = (engagement.tallies, engagement.consensus, engagement.evidence_ratings)
    parts = (read(assessment.id, units) for read in reads)
    return Voices(*(None if part.empty else part for part in parts))


def setting_of(model: MaturityModel, assessment: Assessment | None, voices: Voices) -> Setting:
    """Return what an assessment's scores depend on beside the responses."""
    if assessment is None:
        return Setting(model)
    return Setting(model, assessment.rule, scope_of(model, assessment), voices)


def _only(scores: Scores, unit: str) -> Scores:
    """Keep one unit's rows."""

    def mine(frame: pd.DataFrame) -> pd.DataFrame:
        return frame[frame["unit"] == unit].reset_index(drop=True)

    return replace(
        scores,
        overall=mine(scores.overall),
        groups=mine(scores.groups),
        domains=mine(scores.domains),
        questions=mine(scores.questions),
    )
