"""Open a round of assessment, with the content that explains it kept inside the engagement."""

from pmokit.content.library import load_catalogue
from pmokit.model.maturity import MaturityModel
from pmokit.store.engagement import Assessment, Engagement


def open_round(
    engagement: Engagement, model: MaturityModel, *, anonymous: bool = False, author: str = ""
) -> Assessment:
    """Open the next round by the model's own rule; the model and its initiatives are kept as they are now.

    Parameters
    ----------
    engagement
        The open engagement.
    model
        What is asked.
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
        model.id, model.version, model.meta.rule, anonymous=anonymous, snapshot=snapshot, author=author
    )
