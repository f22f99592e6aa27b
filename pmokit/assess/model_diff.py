"""What changed between two versions of a maturity model, and which questions still compare."""

from dataclasses import dataclass

from pmokit.errors import Fault, ScoringError
from pmokit.model.maturity import MaturityModel, Question


@dataclass(frozen=True)
class ModelDiff:
    """The difference of two versions of one model; ids of questions unless it says otherwise.

    Parameters
    ----------
    old_version, new_version
        Versions of the content.
    added, retired
        Asked only in the new or only in the old version.
    moved
        In another domain, at another level or in another stream.
    rescoped
        Asked for in other organisational scopes, or of another approach.
    reweighted
        With another weight.
    reworded
        With another text or other scenes, the same meaning: a new meaning would have a new id.
    answers_changed
        With other answer values: the responses do not compare.
    domains_added, domains_removed
        Domain ids.
    settings_changed
        What else changes scores: rule, rule_settings, roll_up, levels, coverage_threshold, domain_weights, groups.
    comparable
        Questions that are asked in both versions with the same answer values, in the new order.
    """

    old_version: str
    new_version: str
    added: tuple[str, ...]
    retired: tuple[str, ...]
    moved: tuple[str, ...]
    rescoped: tuple[str, ...]
    reweighted: tuple[str, ...]
    reworded: tuple[str, ...]
    answers_changed: tuple[str, ...]
    domains_added: tuple[str, ...]
    domains_removed: tuple[str, ...]
    settings_changed: tuple[str, ...]
    comparable: tuple[str, ...]

    @property
    def scores_compare(self) -> bool:
        """Whether stored scores of both versions may be compared as they are."""
        changed = (*self.added, *self.retired, *self.moved, *self.rescoped, *self.reweighted, *self.answers_changed)
        return not changed and not self.settings_changed


def diff_models(old: MaturityModel, new: MaturityModel) -> ModelDiff:
    """Compare two versions of a maturity model.

    Parameters
    ----------
    old, new
        The versions.

    Raises
    ------
    ScoringError
        If they are two different models.
    """
    if old.id != new.id:
        raise ScoringError(
            Fault(what=f"models '{old.id}' and '{new.id}' do not compare", expected="two versions of one model")
        )
    before, after = old.question_by_id, new.question_by_id
    both = [q for q in after if q in before]
    answers = {q for q in both if old.answer_set(q).values != new.answer_set(q).values}
    old_domains, new_domains = [d.id for d in old.domains], [d.id for d in new.domains]
    return ModelDiff(
        old_version=old.version,
        new_version=new.version,
        added=tuple(q for q in after if q not in before),
        retired=tuple(q for q in before if q not in after),
        moved=tuple(q for q in both if _place(old, q) != _place(new, q)),
        rescoped=tuple(q for q in both if _scoping(before[q]) != _scoping(after[q])),
        reweighted=tuple(q for q in both if before[q].weight != after[q].weight),
        reworded=tuple(q for q in both if _wording(before[q]) != _wording(after[q])),
        answers_changed=tuple(q for q in both if q in answers),
        domains_added=tuple(d for d in new_domains if d not in old_domains),
        domains_removed=tuple(d for d in old_domains if d not in new_domains),
        settings_changed=_settings_changed(old, new),
        comparable=tuple(q for q in both if q not in answers),
    )


def _wording(question: Question) -> tuple[object, ...]:
    return question.text, question.anchors


def _place(model: MaturityModel, question: str) -> tuple[object, ...]:
    asked = model.question_by_id[question]
    return model.domain_of[question], asked.level, asked.stream


def _scoping(question: Question) -> tuple[object, ...]:
    return question.scopes, question.approach


def _settings_changed(old: MaturityModel, new: MaturityModel) -> tuple[str, ...]:
    changed = [
        name for name in ("rule", "rule_settings", "roll_up") if getattr(old.meta, name) != getattr(new.meta, name)
    ]
    if [level.number for level in old.meta.levels] != [level.number for level in new.meta.levels]:
        changed.append("levels")
    if old.meta.coverage_threshold != new.meta.coverage_threshold:
        changed.append("coverage_threshold")
    old_weights, new_weights = ({d.id: d.weight for d in m.domains} for m in (old, new))
    if any(old_weights[d] != new_weights[d] for d in old_weights.keys() & new_weights.keys()):
        changed.append("domain_weights")
    old_groups, new_groups = ({d.id: d.group for d in m.domains} for m in (old, new))
    if any(old_groups[d] != new_groups[d] for d in old_groups.keys() & new_groups.keys()):
        changed.append("groups")
    return tuple(changed)
