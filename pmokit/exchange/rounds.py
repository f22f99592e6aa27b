"""Open a round of assessment with the content that explains it, and close it with its results."""

from pmokit.content.library import load_catalogue
from pmokit.model.maturity import MaturityModel
from pmokit.store.engagement import Assessment, Engagement
from pmokit.study.asked import model_of


def open_round(
    engagement: Engagement, model: MaturityModel, *, scope: str = "all", anonymous: bool = False, author: str = ""
) -> Assessment:
    """Open the next round by the model's own rule; the model and its initiatives are kept as they are now.

    Parameters
    ----------
    engagement
        The open engagement.
    model
        What is asked.
    scope
        ``all``, ``quick`` or an organisational scope of the model.
    anonymous
        Whether figures of fewer than three people are withheld.
    author
        Who opens it.
    """
    catalogue = load_catalogue(model.id)
    if catalogue is not None:
        body = catalogue.model_dump(mode="json", by_alias=True)
        engagement.save_snapshot("catalogue", "initiatives", catalogue.version, body)
    snapshot = model.model_dump(mode="json", by_alias=True)
    return engagement.open_assessment(
        model.id,
        model.version,
        model.meta.rule,
        scope=(scope,),
        anonymous=anonymous,
        snapshot=snapshot,
        author=author,
    )


def close_round(engagement: Engagement, *, author: str) -> Assessment | None:
    """Close the round that is open, with its results frozen as they are now; None where none is open.

    Parameters
    ----------
    engagement
        The open engagement.
    author
        Who closes it.
    """
    # The participants' server opens rounds and never scores any: it has no room for what scoring needs.
    from pmokit.assess.mandate import document_with_approaches  # noqa: PLC0415
    from pmokit.study.portfolio import score_units  # noqa: PLC0415

    assessment = engagement.assessment()
    if assessment is None or assessment.closed is not None:
        return None
    model = model_of(engagement, assessment)
    units = [unit.code for unit in engagement.units()]
    results = document_with_approaches(model, score_units(engagement, assessment, model, units))
    return engagement.close_assessment(assessment.id, results, author=author)
