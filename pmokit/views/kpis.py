"""Exhibits of KPIs: the agreed set at a glance, a proposal with its reasons and with what it leaves out."""

from collections.abc import Mapping

import pandas as pd

from pmokit.model.base import say
from pmokit.model.kpi_set import KpiSet
from pmokit.model.kpis import KpiCatalogue
from pmokit.strategy.kpi_choice import KpiProposal
from pmokit.strategy.kpi_possible import Why
from pmokit.views.exhibit import NOTHING, Column, Exhibit
from pmokit.views.kpi_values import agreed_words, entry_edges, print_kpi, sign_of, value_now

WHY: dict[Why, str] = {
    "later": "Later",
    "no-data": "No data yet",
    "same-question": "Answered already",
    "full": "Set is full",
    "family": "Balance of families",
    "lagging": "Balance of outlook",
    "context": "Context only",
}


def kpi_set_table(
    kpi_set: KpiSet,
    catalogue: KpiCatalogue,
    history: Mapping[str, pd.DataFrame] | None = None,
    *,
    reasons: Mapping[str, str] | None = None,
    currency: str = "",
    language: str = "en",
) -> Exhibit:
    """Show the agreed KPIs with baseline, value of today, verdict by letter and shape, target and owner.

    Parameters
    ----------
    kpi_set, catalogue
        The set, and the catalogue that it was taken from.
    history
        period and value by KPI, oldest first; a KPI without one shows its baseline as the value of today.
    reasons
        Why this one, by KPI.
    currency, language
        Of amounts, and of the texts.
    """
    rows = []
    for entry in kpi_set.entries:
        kpi = catalogue.by_id.get(entry.kpi)
        if kpi is None:
            note = f"not in version {catalogue.version} of the catalogue"
            rows.append(
                (entry.kpi, note, NOTHING, NOTHING, NOTHING, NOTHING, entry.owner, entry.cadence, agreed_words(entry))
            )
            continue
        now = value_now(entry, (history or {}).get(entry.kpi))
        shown = [print_kpi(value, kpi.unit, currency) for value in (entry.baseline.value, now, entry.target)]
        rows.append(
            (
                say(kpi.name, language),
                say(kpi.question, language),
                shown[0],
                shown[1],
                sign_of(now, entry_edges(kpi, entry), kpi.direction),
                shown[2],
                entry.owner or "open",
                entry.cadence,
                agreed_words(entry),
            )
        )
    names = ["name", "question", "baseline", "now", "verdict", "target", "owner", "cadence", "agreed"]
    why = [(reasons or {}).get(entry.kpi, "") for entry in kpi_set.entries]
    open_ones = sum(entry.target is None or not entry.owner or entry.agreed_by is None for entry in kpi_set.entries)
    todo = f" Next: agree target, owner or consent of {open_ones}." if open_ones else ""
    return Exhibit(
        id="kpi-set",
        title="KPIs as agreed",
        description=(
            f"{len(kpi_set.entries)} KPIs. G ● on target side, A ▲ to be watched, R ◆ the decision agreed for red is due; "
            f"a dash: no value or no edges yet.{todo}"
        ),
        frame=pd.DataFrame(rows, columns=names).assign(note=why),
        columns=(
            Column("name", "KPI"),
            Column("question", "Its question"),
            Column("baseline", "Baseline"),
            Column("now", "Today"),
            Column("verdict", "State"),
            Column("target", "Target"),
            Column("owner", "Owner"),
            Column("cadence", "How often"),
            Column("agreed", "Agreed by"),
            Column("note", "Why this one"),
        ),
    )


def proposal_table(
    proposal: KpiProposal, catalogue: KpiCatalogue, *, currency: str = "", language: str = "en"
) -> Exhibit:
    """Show the proposed KPIs with the reasons for each.

    Parameters
    ----------
    proposal, catalogue
        The proposal, and the catalogue with the names of the families.
    currency, language
        Of amounts, and of the texts.
    """
    rows = [
        (
            say(one.kpi.name, language),
            say(one.kpi.question, language),
            ". ".join(one.reasons),
            print_kpi(one.figure.value if one.figure else None, one.kpi.unit, currency),
            say(catalogue.families[one.kpi.family], language),
            "ahead" if one.kpi.timing == "leading" else "back",
            one.points,
        )
        for one in proposal.chosen
    ]
    remarks = "".join(f" {remark}." for remark in proposal.remarks)
    return Exhibit(
        id="kpi-proposal",
        title="KPIs proposed",
        description=f"{proposal.size_reason}. Points are expert judgement: objectives, gaps, type, demand.{remarks}",
        frame=pd.DataFrame(rows, columns=["name", "question", "why", "now", "family", "looks", "points"]),
        columns=(
            Column("name", "KPI"),
            Column("question", "Its question"),
            Column("why", "Why"),
            Column("now", "Today"),
            Column("family", "Family"),
            Column("looks", "Looks"),
            Column("points", "Points", "integer"),
        ),
    )


def left_out_table(proposal: KpiProposal, language: str = "en") -> Exhibit:
    """List the KPIs that are not proposed, with the reason for each; those nearest to the set first.

    Parameters
    ----------
    proposal, language
        The proposal, and the language of the names.
    """
    rows = [(say(left.kpi.name, language), WHY[left.why], left.reason) for left in proposal.left_out]
    later = sum(left.why == "later" for left in proposal.left_out)
    return Exhibit(
        id="kpi-left-out",
        title="KPIs left out",
        description=f"{len(rows)} KPIs of the catalogue are not proposed; {later} of them come later, when the unit can measure them.",
        frame=pd.DataFrame(rows, columns=["name", "why", "reason"]),
        columns=(Column("name", "KPI"), Column("why", "Why not"), Column("reason", "In words")),
    )
