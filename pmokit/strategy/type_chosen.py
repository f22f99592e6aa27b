"""The type of PMO in words that a sponsor signs."""

from collections.abc import Iterator

from pmokit.model.recommendation import Recommendation, TypeChoice
from pmokit.model.structure import StructureBrief
from pmokit.strategy.kpi_words import with_article


def type_chosen(brief: StructureBrief, choice: TypeChoice | None, advice: Recommendation | None) -> str:
    """Return which type was chosen, why, and which other came closest; figures stay in the report.

    Parameters
    ----------
    brief
        What the structure was designed for.
    choice
        Supplies the reason; None where nobody has said why.
    advice
        On the type; None where nobody has answered the organisation profile.

    Returns
    -------
    str
        A few sentences; empty where neither a reason nor advice is known.
    """
    said = [*_reason(brief, choice), *_compared(brief, advice)]
    return " ".join([f"The type chosen is a {brief.control} {brief.pmo_type} PMO.", *said]) if said else ""


def _reason(brief: StructureBrief, choice: TypeChoice | None) -> Iterator[str]:
    if choice is not None and choice.type == brief.pmo_type:
        yield f"Reason: {choice.reason.rstrip('.')}."


def _compared(brief: StructureBrief, advice: Recommendation | None) -> Iterator[str]:
    if advice is None or advice.type is None:
        return
    if advice.type != brief.pmo_type:
        yield f"The organisation profile speaks for {with_article(advice.type)} instead."
        return
    yield f"The organisation profile speaks for it; the closest other is {with_article(advice.ranking[1].type)}."
    if advice.control not in {None, brief.control}:
        yield f"On control it speaks for {advice.control} rather than {brief.control}."
    if advice.begin_with is not None:
        yield f"On one answer of the profile alone it would fail, and {with_article(advice.begin_with)} would not."
    if advice.cautions:
        yield "The report says what has to be settled before it is set up."
