"""What an assessment asks: its model in its version, and its scope.

Apart from the studies, because the participants' server needs no more than this and has to stay small.
"""

from pmokit.content.library import load_model
from pmokit.model.maturity import MaturityModel
from pmokit.store.engagement import Assessment, Engagement

DEFAULT_MODEL = "ppm_maturity"


def scope_of(model: MaturityModel, assessment: Assessment) -> str | tuple[str, ...]:
    """Return the scope of an assessment as the model understands it: a name or question ids."""
    named = len(assessment.scope) == 1 and assessment.scope[0] in model.scope_names
    return assessment.scope[0] if named else assessment.scope


def model_of(engagement: Engagement, assessment: Assessment | None) -> MaturityModel:
    """Return the kit's model, or the copy in the file where the kit has another version by now."""
    kit = load_model(assessment.model if assessment else DEFAULT_MODEL)
    if assessment is None or kit.version == assessment.model_version:
        return kit
    kept = engagement.snapshot("model", assessment.model, assessment.model_version)
    return kit if kept is None else MaturityModel.model_validate(kept)
