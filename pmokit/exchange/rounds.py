"""Open a round of assessment with the content that explains it, go deeper in it, and close it with its results."""

from collections.abc import Collection

from pmokit.content.library import load_catalogue
from pmokit.errors import Fault, InputError, StoreError, did_you_mean
from pmokit.model.maturity import MaturityModel
from pmokit.store.engagement import Assessment, Engagement
from pmokit.study.asked import model_of, scope_of


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


def deepen_round(engagement: Engagement, model: MaturityModel, domains: Collection[str], *, author: str) -> Assessment:
    """Let the open round ask all questions of some domains; the answers given so far stay, so nothing is asked twice.

    Parameters
    ----------
    engagement
        The open engagement.
    model
        What the round asks.
    domains
        Ids of the domains to go into.
    author
        Who decides it.

    Raises
    ------
    InputError
        If a domain is unknown, or none is named.
    StoreError
        If no round is open.
    """
    assessment = engagement.assessment()
    if assessment is None:
        raise StoreError("No assessment is open yet. Open it on the start page, then choose where to go deeper.")
    known = [domain.id for domain in model.domains]
    faults = [
        Fault(what=f"model {model.id} has no domain '{name}'", hint=did_you_mean(name, known))
        for name in domains
        if name not in known
    ]
    if not domains:
        faults = [Fault(what="no domain was named", expected=f"one or more of {', '.join(known)}")]
    if faults:
        raise InputError(faults)
    asked = set(model.scope(scope_of(model, assessment)))
    wanted = tuple(q.id for q in model.questions if q.id in asked or model.domain_of[q.id] in domains)
    whole = wanted == model.scope("all")
    return engagement.set_scope(assessment.id, ("all",) if whole else wanted, author=author)


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
