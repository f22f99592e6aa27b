"""The advice on the type of PMO as plain JSON values, and as text for a terminal."""

from typing import Any

from pmokit.exchange.text_table import table
from pmokit.model.recommendation import Flip, Recommendation
from pmokit.views.exhibit import show

FLIPS_SHOWN = 8


def recommendation_document(advice: Recommendation) -> dict[str, Any]:
    """Return the advice as plain JSON values, keys in the order that the recommend command promises.

    Parameters
    ----------
    advice
        The recommendation.
    """
    return advice.model_dump(mode="json")


def recommendation_text(advice: Recommendation) -> str:
    """Return types, reasons, changes that would change the advice, and how far each weight may move.

    Parameters
    ----------
    advice
        The recommendation.
    """
    hybrid = f" (or a hybrid of {' and '.join(advice.hybrid)})" if advice.hybrid else ""
    head = f"Type: {advice.type or 'cannot tell yet'}{hybrid}. Control: {advice.control or 'cannot tell yet'}."
    parts = [*advice.cautions, head]
    if advice.ranking:
        parts.append(_types(advice))
    parts.append("\n".join(f"- {sentence}" for sentence in (advice.lead[-1], *advice.background)))
    if advice.flips:
        parts.append(_flips(advice.flips))
    if advice.weight_intervals:
        parts.append(_weights(advice))
    if advice.ask_next:
        parts.append(f"Ask next: {', '.join(advice.ask_next)}")
    return "\n\n".join(parts)


def _types(advice: Recommendation) -> str:
    rows = [
        [ranked.type, show(ranked.score, "ratio"), show(advice.acceptability[ranked.type], "share")]
        for ranked in advice.ranking
    ]
    return table(["type", "score", "first in this share of the weights"], rows)


def _flips(flips: tuple[Flip, ...]) -> str:
    rows = [[", ".join(f"{name}: {option}" for name, option in f.change.items()), f.to] for f in flips[:FLIPS_SHOWN]]
    if len(flips) > FLIPS_SHOWN:
        rows.append([f"... and {len(flips) - FLIPS_SHOWN} more (--json lists them all)", ""])
    return table(["change of answers", "type then"], rows)


def _weights(advice: Recommendation) -> str:
    rows = [
        [name, show(low, "share"), show(high, "share"), advice.evidence[name]]
        for name, (low, high) in advice.weight_intervals.items()
    ]
    return table(["criterion", "type holds from weight", "to weight", "evidence"], rows)
