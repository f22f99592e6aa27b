"""Exhibits of a PMO's structure: services, size, cost, agreements with units, decision rights."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from pmokit.model.base import say
from pmokit.model.content import Theme
from pmokit.model.printing import print_number
from pmokit.model.services import Catalogues
from pmokit.model.structure import Structure
from pmokit.strategy.running_cost import running_cost
from pmokit.strategy.sizing import RuleOfThumb, usual_fte
from pmokit.views import marks
from pmokit.views.chart import WIDTH, finish
from pmokit.views.exhibit import Column, Exhibit

STAFFING = {"move": "move from the line", "hire": "hire", "contract": "contract"}


def service_list(structure: Structure, catalogues: Catalogues, language: str = "en") -> Exhibit:
    """List the services of the mandate with what one gets, when, and why they are there.

    Parameters
    ----------
    structure, catalogues
        The structure, and the catalogue of services.
    language
        Language of the texts.
    """
    rows = []
    for line in structure.services:
        service = catalogues.services.by_id.get(line.service)
        if service is None:
            rows.append((line.service, 0, "", "", line.hours.likely, "; ".join(line.reasons)))
            continue
        texts = (say(service.name, language), service.importance, say(service.deliverable, language))
        rows.append((*texts, say(service.service_level, language), line.hours.likely, "; ".join(line.reasons)))
    frame = pd.DataFrame(rows, columns=["name", "importance", "deliverable", "level", "hours", "why"])
    return Exhibit(
        id="services",
        title="Services of the PMO",
        description=(
            f"{len(frame)} services. Importance 3 is asked of most PMOs, 1 of few (after Hobbs and Aubry 2007; judgement beyond "
            "their 27). Hours are expert judgement times the counts of the brief."
        ),
        frame=frame,
        columns=(
            Column("name", "Service"),
            Column("importance", "Importance", "integer"),
            Column("deliverable", "One gets"),
            Column("level", "Service level"),
            Column("hours", "Hours a year, likely", "integer"),
            Column("why", "Why"),
        ),
    )


def left_out_list(structure: Structure, catalogues: Catalogues, language: str = "en") -> Exhibit:
    """List the services that are not proposed, with the reason for each.

    Parameters
    ----------
    structure, catalogues
        The structure, and the catalogue of services.
    language
        Language of the texts.
    """
    names = {service.id: say(service.name, language) for service in catalogues.services.services}
    frame = pd.DataFrame(
        [(names.get(left.service, left.service), left.reason) for left in structure.left_out],
        columns=["name", "reason"],
    )
    return Exhibit(
        id="left-out",
        title="Services left out",
        description=f"{len(frame)} services of the catalogue are not proposed. Each can be added by hand; the checks follow.",
        frame=frame,
        columns=(Column("name", "Service"), Column("reason", "Why not")),
    )


def size_range(structure: Structure, rules: Sequence[RuleOfThumb], theme: Theme) -> Exhibit:
    """Show the size that follows from the services as a range beside the published rules of thumb.

    Parameters
    ----------
    structure
        The structure.
    rules
        Of :func:`pmokit.strategy.sizing.rules_of_thumb`.
    theme
        Look.
    """
    fte = structure.fte
    own = ("This PMO, by its services", fte.low, fte.likely, fte.high, "services x counts x hours", "expert judgement")
    frame = pd.DataFrame(
        [own, *((rule.name, None, rule.fte, None, rule.says, rule.source) for rule in rules)],
        columns=["name", "low", "likely", "high", "says", "source"],
    )
    numbers = [float(rule.fte) for rule in rules if rule.fte is not None]
    outside = [number for number in numbers if not fte.low <= number <= fte.high]
    verdict = (
        f"{len(outside)} of {len(numbers)} published rules lie outside this range: talk over why." if outside else ""
    )
    description = (
        f"By its services the PMO needs {print_number(fte.low, '.1f')} to {print_number(fte.high, '.1f')} FTE, likely {print_number(fte.likely, '.1f')}. Rules of thumb know nothing "
        f"of the services asked for. {verdict}"
    ).strip()
    return Exhibit(
        id="size",
        title="How large the PMO has to be",
        description=description,
        frame=frame,
        columns=(
            Column("name", "Way of reckoning"),
            Column("low", "Low", "fte", "FTE"),
            Column("likely", "Likely", "fte", "FTE"),
            Column("high", "High", "fte", "FTE"),
            Column("says", "Rests on"),
            Column("source", "Source"),
        ),
        draw=lambda: _ranges(frame.dropna(subset=["likely"]), "FTE", theme, description),
    )


def post_list(structure: Structure, catalogues: Catalogues, language: str = "en") -> Exhibit:
    """List the posts with their FTE by services, beside the FTE that such a role usually has for the same counts.

    Parameters
    ----------
    structure, catalogues
        The structure, and the catalogue of roles.
    language
        Language of the texts.
    """
    rows = []
    for post in structure.posts:
        profile = catalogues.roles.by_id.get(post.role)
        usual = usual_fte(profile, structure.brief.demand) if profile else None
        seat = structure.seat_by_role.get(post.role)
        superior = structure.seat_by_role.get(seat.reports_to or "") if seat else None
        rows.append(
            (
                say(profile.name, language) if profile else post.role,
                post.fte.low,
                post.fte.likely,
                post.fte.high,
                f"{print_number(usual.low, '.1f')} to {print_number(usual.high, '.1f')}" if usual else "",
                superior.title if superior else "",
            )
        )
    frame = pd.DataFrame(rows, columns=["name", "low", "likely", "high", "usual", "superior"])
    return Exhibit(
        id="posts",
        title="Posts and FTE",
        description=(
            "FTE follow from hours of services; a post takes over the work of roles that are too small for one. Usual: what "
            "such a role has for the same counts where it does all of its work (expert judgement)."
        ),
        frame=frame,
        columns=(
            Column("name", "Post"),
            Column("low", "Low", "fte", "FTE"),
            Column("likely", "Likely", "fte", "FTE"),
            Column("high", "High", "fte", "FTE"),
            Column("usual", "Usual", "text", "FTE"),
            Column("superior", "Reports to"),
        ),
    )


def cost_list(
    structure: Structure, catalogues: Catalogues, currency: str, theme: Theme, language: str = "en"
) -> Exhibit:
    """Show posts with FTE, rate, staffing and what they cost in a year, low to high.

    Parameters
    ----------
    structure, catalogues
        The structure, and the catalogue of roles.
    currency
        Of the rates; printed.
    theme, language
        Look and language.
    """
    lines, total = running_cost(structure, catalogues.roles.days_per_fte)
    names = {role: say(text, language) for role, text in catalogues.roles.names.items()}
    rows: list[tuple[Any, ...]] = [
        (
            names.get(line.post.role, line.post.role),
            line.post.fte.likely,
            STAFFING[line.post.staffing],
            line.post.rate.likely,
            *(amount / 1000 for amount in (line.cost.low, line.cost.likely, line.cost.high)),
        )
        for line in lines
    ]
    whole = tuple(amount / 1000 for amount in (total.low, total.likely, total.high))
    rows.append(("The PMO", structure.fte.likely, "", None, *whole))
    frame = pd.DataFrame(rows, columns=["name", "fte", "staffing", "rate", "low", "likely", "high"])
    description = (
        f"The PMO costs {print_number(whole[0], ',.0f')} to {print_number(whole[2], ',.0f')} thousand {currency} a year, likely {print_number(whole[1], ',.0f')}: FTE x "
        f"{print_number(catalogues.roles.days_per_fte, 'g')} days x rate. Rates are expert judgement; set them with the client."
    )
    thousand = f"thousand {currency}"
    return Exhibit(
        id="cost",
        title="What the PMO costs in a year",
        description=description,
        frame=frame,
        columns=(
            Column("name", "Post"),
            Column("fte", "FTE, likely", "ratio"),
            Column("staffing", "From where"),
            Column("rate", "Rate a day", "money", currency),
            Column("low", "Low", "money", thousand),
            Column("likely", "Likely", "money", thousand),
            Column("high", "High", "money", thousand),
        ),
        draw=lambda: _ranges(frame.iloc[:-1], thousand, theme, description),
    )


def agreement_list(structure: Structure, catalogues: Catalogues, language: str = "en") -> Exhibit:
    """List what each business unit gets and brings, and how disputes are settled.

    Parameters
    ----------
    structure, catalogues
        The structure, and the catalogue of services.
    language
        Language of the texts.
    """
    services = {service.id: say(service.name, language) for service in catalogues.services.services}
    names = {unit.code: unit.name for unit in structure.brief.units}
    rows = []
    for agreement in structure.agreements:
        head = f"{names.get(agreement.unit, agreement.unit)} ({agreement.counterpart})"
        for at, promise in enumerate(agreement.promises):
            service = services.get(promise.service, promise.service)
            rows.append((head if at == 0 else "", service, promise.service_level, promise.gets))
        rows.append(("", "Meetings", agreement.meetings, ""))
        rows.append(("", "Escalation", agreement.escalation, ""))
    return Exhibit(
        id="agreements",
        title="Agreements with the business units",
        description="For each unit: the service, how well it is given, and what the unit brings.",
        frame=pd.DataFrame(rows, columns=["unit", "service", "level", "gets"]),
        columns=(
            Column("unit", "Unit and counterpart"),
            Column("service", "Service"),
            Column("level", "Service level"),
            Column("gets", "The unit brings"),
        ),
    )


def decision_list(structure: Structure, catalogues: Catalogues, language: str = "en") -> Exhibit:
    """List who takes which decision about projects.

    Parameters
    ----------
    structure, catalogues
        The structure, and the catalogue of roles.
    language
        Language of the texts.
    """
    kinds = {kind.id: say(kind.name, language) for kind in catalogues.roles.decisions}
    roles = {role: say(text, language) for role, text in catalogues.roles.names.items()}
    rows = [
        (
            kinds.get(r.decision, r.decision),
            roles.get(r.decides, r.decides),
            roles.get(r.prepares, r.prepares),
            r.within,
        )
        for r in structure.decisions
    ]
    return Exhibit(
        id="decisions",
        title="Decision rights",
        description=f"Who decides at control level {structure.brief.control}, who prepares it, and within which limits.",
        frame=pd.DataFrame(rows, columns=["name", "decides", "prepares", "within"]),
        columns=(
            Column("name", "Decision"),
            Column("decides", "Decides"),
            Column("prepares", "Prepares"),
            Column("within", "Within"),
        ),
    )


def _ranges(frame: pd.DataFrame, unit: str, theme: Theme, description: str) -> dict[str, Any]:
    """Draw a line from low to high and a point at likely for each row."""
    axis = marks.Axis(title=None, labelLimit=300)
    base = marks.Chart(frame[["name", "low", "likely", "high"]]).encode(
        y=marks.Y("name:N", sort=list(frame["name"]), axis=axis)
    )
    scale = marks.Scale(zero=True, nice=True)
    bars = base.mark_bar(height=12, cornerRadius=3, color=theme.levels[1]).encode(
        x=marks.X("low:Q", scale=scale, title=unit, axis=marks.Axis(tickCount=6)), x2=marks.X2("high:Q")
    )
    points = base.mark_point(filled=True, size=80, color=theme.brand, opacity=1).encode(x=marks.X("likely:Q"))
    words = base.mark_text(align="left", dx=8, dy=-9, fontSize=11, color=theme.ink).encode(
        x=marks.X("likely:Q"), text=marks.Text("likely:Q", format=",.1f" if unit == "FTE" else ",.0f")
    )
    chart = (bars + points + words).properties(width=WIDTH - 260, height=marks.Step(30))
    return finish(chart, theme, description)
