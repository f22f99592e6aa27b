"""Results as plain text for a terminal."""

from collections.abc import Collection, Sequence

import pandas as pd

from pmokit.assess.results import Scores, closeness
from pmokit.exchange.text_table import table
from pmokit.model.base import say
from pmokit.model.kpis import KpiCatalogue
from pmokit.model.planning import Plan, Problem
from pmokit.strategy.measures.measure import Measured
from pmokit.views.exhibit import show
from pmokit.views.kpi_values import print_kpi
from pmokit.views.roadmap import confidence


def score_text(scores: Scores, approaches: pd.DataFrame | None = None) -> str:
    """Return a unit's overall, group and domain scores, one line each, with bounds, coverage and reason.

    Parameters
    ----------
    scores
        The scores of one rule.
    approaches
        What :func:`pmokit.assess.mandate.score_approaches` found; a table of its own, none without rows.
    """
    rows = []
    for unit in scores.overall.to_dict("records"):
        lines = [(unit, "overall")]
        for kind, frame in (("group", scores.groups), ("domain", scores.domains)):
            lines += [(part, part[kind]) for part in frame[frame["unit"] == unit["unit"]].to_dict("records")]
        for row, name in lines:
            rows.append(
                [
                    str(row["unit"]),
                    str(name),
                    show(row["score"], "ratio"),
                    " ".join(filter(None, (row.get("letter"), closeness(row["score"], row["level"])))),
                    f"{show(row['low'], 'ratio')} to {show(row['high'], 'ratio')}",
                    show(row["coverage"], "share"),
                    str(row["raters"]),
                    row["reason"] or "",
                ]
            )
    head = ["unit", "domain", "score", "level", "bounds", "coverage", "raters", "reason"]
    text = f"Model {scores.model} {scores.version}, rule {scores.rule}{_scope(scores)}\n{table(head, rows)}"
    return text if approaches is None or approaches.empty else f"{text}\n\n{_approach_table(approaches)}"


def _scope(scores: Scores) -> str:
    if scores.scope == "all":
        return ""
    count = scores.questions["question"].nunique()
    name = "a chosen list" if scores.scope == "list" else scores.scope
    return f", scope {name} ({count} question{'' if count == 1 else 's'})"


def _approach_table(approaches: pd.DataFrame) -> str:
    rows = [
        [
            str(row["unit"]),
            str(row["approach"]),
            show(row["score"], "share"),
            row["band"] or "no band",
            f"{show(row['low'], 'share')} to {show(row['high'], 'share')}",
            show(row["coverage"], "share"),
            str(row["raters"]),
            row["reason"] or "",
        ]
        for row in approaches.to_dict("records")
    ]
    head = ["unit", "approach", "points", "band", "bounds", "coverage", "raters", "reason"]
    return f"Approaches: points of the mandated services as a share of the most they could have\n{table(head, rows)}"


def kpi_text(measured: dict[str, list[Measured]], catalogue: KpiCatalogue) -> str:
    """Return the KPIs of every unit: by family those with a value, then the reasons why the others have none.

    What is lacking in all of several units for the same reason is told once, at the end.

    Parameters
    ----------
    measured
        KPIs by unit.
    catalogue
        Families of the KPIs, and the order in which they stand.
    """
    reasons = [{(m.kpi.id, _why(m)) for m in found if m.reason is not None} for found in measured.values()]
    everywhere = set.intersection(*reasons) if len(reasons) > 1 else set()
    texts = [_unit_text(unit, found, catalogue, everywhere) for unit, found in measured.items()]
    if everywhere:
        order = [kpi.id for kpi in catalogue.kpis]
        pairs = [(kpi, why, 0) for kpi, why in sorted(everywhere, key=lambda pair: order.index(pair[0]))]
        texts.append("\n".join(["No value in any unit, as", *_lacking_lines(pairs, catalogue)]))
    return "\n\n".join(texts)


def _why(m: Measured) -> str:
    """Return the reason without the number of withheld figures, which differs from unit to unit."""
    return (m.reason or "").removesuffix(f"; {m.withheld} withheld")


def _unit_text(
    unit: str, found: Sequence[Measured], catalogue: KpiCatalogue, everywhere: Collection[tuple[str, str]]
) -> str:
    by_id = {m.kpi.id: m for m in found}
    ordered = [by_id[kpi.id] for kpi in catalogue.kpis if kpi.id in by_id]
    rows = []
    for family, name in catalogue.families.items():
        told = [m for m in ordered if m.value is not None and catalogue.by_id[m.kpi.id].family == family]
        heads = [say(name), *("" for _ in told[1:])]
        rows += [
            [
                head,
                say(catalogue.by_id[m.kpi.id].name),
                print_kpi(m.value, m.kpi.unit),
                str(m.n),
                str(m.withheld),
                m.note,
            ]
            for head, m in zip(heads, told, strict=False)
        ]
    head = f"{unit}: {len(rows)} indicators with a value, {len(found) - len(rows)} without"
    listed = table(["family", "indicator", "value", "projects", "withheld", "note"], rows)
    lacking = [(m.kpi.id, _why(m), m.withheld) for m in ordered if m.reason is not None]
    own = [one for one in lacking if one[:2] not in everywhere]
    return "\n".join([head, listed, *(["No value, as", *_lacking_lines(own, catalogue)] if own else [])])


def _lacking_lines(lacking: Sequence[tuple[str, str, int]], catalogue: KpiCatalogue) -> list[str]:
    """Return one line for each reason why there is no value, the reason of most KPIs first; from KPI, reason, withheld."""
    by_reason: dict[str, list[tuple[str, int]]] = {}
    for kpi, why, withheld in lacking:
        by_reason.setdefault(why, []).append((say(catalogue.by_id[kpi].name), withheld))
    lines = []
    for why, those in sorted(by_reason.items(), key=lambda pair: -len(pair[1])):
        hidden = max(withheld for _, withheld in those)
        told = f" ({hidden} withheld)" if hidden else ""
        lines.append(f"  {why}{told}: {', '.join(name for name, _ in those)}")
    return lines


def plan_text(plan: Plan, problem: Problem) -> str:
    """Return a plan as bars in quarters and its explanation."""
    tasks = {task.id: task for task in problem.initiatives}
    rows = []
    for name, start in sorted(plan.schedule.items(), key=lambda entry: (entry[1] is None, entry[1] or 0, entry[0])):
        if start is None:
            rows.append([name, "", "not chosen"])
        else:
            mode = (plan.modes or {}).get(name)
            length = tasks[name].work(mode).duration
            rows.append(
                [
                    name,
                    "." * start + "#" * length + "." * (problem.quarters - start - length),
                    f"starts in quarter {start}" + (f", as {mode}" if mode else ""),
                ]
            )
    lines = [
        f"Status: {plan.status}. Value: {show(plan.value, 'ratio')}. Bound: {show(plan.bound, 'ratio')}. {confidence(plan)}"
    ]
    lines.append(table(["initiative", "quarters", ""], rows))
    lines += [f"{reason.initiative}: {reason.text}" for reason in plan.explanation]
    if plan.clash:
        lines.append(f"These cannot stand together: {'; '.join(str(wish) for wish in plan.clash)}")
    return "\n".join(lines)
