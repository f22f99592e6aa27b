"""The portfolio's risks: the 5x5 matrix, exposure, causes that projects share, and where the appetite is passed."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from pmokit.model.printing import print_number
from pmokit.model.risks import WORST, Appetite, Band, Risk, RiskRegister

ACTING = ("avoid", "reduce", "transfer")


@dataclass(frozen=True)
class Breach:
    """One place where the register passes what was agreed.

    Parameters
    ----------
    rule
        Stable name, such as ``joint-exposure``.
    what
        What is passed, with the figures.
    todo
        What to do.
    """

    rule: str
    what: str
    todo: str

    def __str__(self) -> str:
        return f"{self.what}. {self.todo}."


def band_of(points: int, appetite: Appetite) -> Band:
    """Return the band of probability times impact, 1 to 25."""
    return next(band for band in reversed(appetite.bands) if points >= band.from_points)


def loss_k(risk: Risk, appetite: Appetite) -> float:
    """Return what a risk costs if it strikes, in thousands: its impact in money on each project that it hits."""
    return appetite.impact_k[risk.impact - 1] * len(risk.hits)


def exposure_k(risk: Risk, appetite: Appetite) -> float:
    """Return the expected loss of a risk in thousands: its probability times :func:`loss_k`."""
    return appetite.probability[risk.probability - 1] * loss_k(risk, appetite)


def risk_table(register: RiskRegister, appetite: Appetite, unit: str | None = None) -> pd.DataFrame:
    """Return the open risks, the largest exposure first.

    Parameters
    ----------
    register, appetite
        The risks, and the scales and bands they are rated by.
    unit
        Only risks that hit a project of this unit; figures stay those of the whole risk. None: all.

    Returns
    -------
    pandas.DataFrame
        id, sentence (cause, event, effect), probability, impact, points, band, decides, projects, exposure_k, loss_k,
        shared_cause, owner, response, action, due.
    """
    rows = []
    for risk in _open(register):
        if unit is not None and unit not in {hit.unit for hit in risk.hits}:
            continue
        band = band_of(risk.points, appetite)
        sentence = f"Because {risk.cause}, {risk.event}, so that {risk.effect}."
        projects = ", ".join(hit.project for hit in risk.hits)
        rows.append(
            (
                *(risk.id, sentence, risk.probability, risk.impact, risk.points, band.name, band.decides, projects),
                *(exposure_k(risk, appetite), loss_k(risk, appetite), risk.shared_cause or "", risk.owner),
                *(risk.response, risk.action, risk.due),
            )
        )
    columns = [
        "id", "sentence", "probability", "impact", "points", "band", "decides", "projects", "exposure_k", "loss_k",
        "shared_cause", "owner", "response", "action", "due",
    ]  # fmt: skip
    frame = pd.DataFrame(rows, columns=columns).astype({"exposure_k": float, "loss_k": float})
    return frame.sort_values(["exposure_k", "id"], ascending=[False, True]).reset_index(drop=True)


def risk_matrix(register: RiskRegister, appetite: Appetite, unit: str | None = None) -> pd.DataFrame:
    """Return the 25 cells of the matrix with the open risks in them.

    Parameters
    ----------
    register, appetite, unit
        As for :func:`risk_table`.

    Returns
    -------
    pandas.DataFrame
        probability (5 first), impact (1 first), points, band, count, ids.
    """
    open_ = risk_table(register, appetite, unit)
    rows = []
    for probability in range(WORST, 0, -1):
        for impact in range(1, WORST + 1):
            here = open_[(open_["probability"] == probability) & (open_["impact"] == impact)]
            points = probability * impact
            band = band_of(points, appetite).name
            rows.append((probability, impact, points, band, len(here), ", ".join(sorted(here["id"]))))
    return pd.DataFrame(rows, columns=["probability", "impact", "points", "band", "count", "ids"])


def shared_causes(register: RiskRegister, appetite: Appetite) -> pd.DataFrame:
    """Return each shared cause with the joint exposure of its open risks, the largest first.

    What a shared cause sets off comes at once: expected losses add up, and so do the losses of the day it strikes.

    Parameters
    ----------
    register, appetite
        The risks, and the scales they are rated by.

    Returns
    -------
    pandas.DataFrame
        cause, name, owner, risks (ids), projects, units (codes), exposure_k, loss_k, worst_unit (the unit with the largest part of
        the exposure), worst_k, is_over (passes what one cause may carry).
    """
    rows = []
    for cause in register.causes:
        risks = [risk for risk in _open(register) if risk.shared_cause == cause.id]
        by_unit: dict[str, float] = {}
        projects: set[tuple[str, str]] = set()
        for risk in risks:
            part = exposure_k(risk, appetite) / len(risk.hits)
            for hit in risk.hits:
                by_unit[hit.unit] = by_unit.get(hit.unit, 0.0) + part
                projects.add((hit.unit, hit.project))
        exposure = sum(exposure_k(risk, appetite) for risk in risks)
        worst = max(sorted(by_unit), key=lambda unit: by_unit[unit], default="")
        rows.append(
            (
                *(cause.id, cause.name, cause.owner, ", ".join(risk.id for risk in risks), len(projects)),
                *(", ".join(sorted(by_unit)), exposure, sum(loss_k(risk, appetite) for risk in risks)),
                *(worst, by_unit.get(worst, 0.0), exposure > appetite.most_joint_k),
            )
        )
    columns = [
        "cause", "name", "owner", "risks", "projects", "units", "exposure_k", "loss_k", "worst_unit", "worst_k", "is_over",
    ]  # fmt: skip
    frame = pd.DataFrame(rows, columns=columns).astype({"exposure_k": float, "loss_k": float, "worst_k": float})
    return frame.sort_values(["exposure_k", "cause"], ascending=[False, True]).reset_index(drop=True)


def find_breaches(register: RiskRegister, appetite: Appetite, today: dt.date) -> Iterator[Breach]:
    """Yield where the register passes the appetite, and which risks nobody looks after.

    Parameters
    ----------
    register, appetite
        The risks, and what was agreed.
    today
        Date against which actions are overdue.
    """
    open_ = _open(register)
    total = sum(exposure_k(risk, appetite) for risk in open_)
    if total > appetite.most_exposure_k:
        what = f"the open risks add up to {print_number(total, ',.0f')} thousand of expected loss; {print_number(appetite.most_exposure_k, ',.0f')} may be carried"
        yield Breach("exposure", what, "Reduce the largest, or raise the limit in the portfolio review")
    for row in shared_causes(register, appetite).to_dict("records"):
        if row["is_over"]:
            what = (
                f"'{row['name']}' alone carries {print_number(row['exposure_k'], ',.0f')} thousand over {row['projects']} projects, most of it in "
                f"{row['worst_unit']} ({print_number(row['worst_k'], ',.0f')}); {print_number(appetite.most_joint_k, ',.0f')} may be carried"
            )
            yield Breach("joint-exposure", what, "Give the cause one owner and a measure that serves all projects")
    critical = [risk for risk in open_ if band_of(risk.points, appetite).name == "critical"]
    if len(critical) > appetite.most_critical:
        what = f"{len(critical)} critical risks are open ({', '.join(r.id for r in critical)}); {appetite.most_critical} may be"
        yield Breach("critical", what, "Decide on each in the next portfolio review")
    for risk in open_:
        yield from _care(risk, appetite, today)


def _care(risk: Risk, appetite: Appetite, today: dt.date) -> Iterator[Breach]:
    if not risk.owner:
        yield Breach("no-owner", f"{risk.id} has no owner", "Name a person")
    if risk.response in ACTING and not risk.action:
        yield Breach("no-action", f"{risk.id} is to be {_PAST[risk.response]} and says not how", "Write the first step")
    if risk.due is not None and risk.due < today:
        days = (today - risk.due).days
        yield Breach("overdue", f"the action on {risk.id} is {days} days overdue", f"Ask {risk.owner or 'its unit'}")
    band = band_of(risk.points, appetite)
    if risk.response == "accept" and band.name in {"high", "critical"}:
        what = f"{risk.id} is accepted in the band {band.name}"
        yield Breach(
            "accepted", what, f"Only {band.decides} may do so: record the decision, or choose another response"
        )


_PAST = {"avoid": "avoided", "reduce": "reduced", "transfer": "transferred"}


def _open(register: RiskRegister) -> list[Risk]:
    return [risk for risk in register.risks if risk.state == "open"]
