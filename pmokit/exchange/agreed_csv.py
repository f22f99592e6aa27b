"""What a workshop agreed on, from CSV files: agreed answers, the assessor's evidence ratings, targets."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pmokit.errors import Fault, InputError, did_you_mean
from pmokit.exchange.changes import Changes, changed_rows
from pmokit.exchange.csv_table import LINE, CsvTable, in_our_spelling, require_columns, require_rows
from pmokit.exchange.question_ids import unknown_question
from pmokit.model.maturity import MaturityModel
from pmokit.model.records import EVIDENCE_RATINGS
from pmokit.model.steps import Targets
from pmokit.store.engagement import Assessment, Engagement

AUTHOR = "import"
COLUMNS = ("unit", "question", "answer", "reason", "rating", "note", "domain", "target")
Reader = Callable[[CsvTable, MaturityModel, Collection[str]], list[dict[str, Any]]]


@dataclass(frozen=True)
class Agreed:
    """The rows of one file, ready to be written.

    Parameters
    ----------
    file
        Where they came from.
    kind
        ``agreed answers``, ``evidence ratings`` or ``targets``.
    rows
        One for each line.
    """

    file: Path
    kind: str
    rows: tuple[dict[str, Any], ...]


def read_agreed(table: CsvTable, model: MaturityModel, units: Collection[str]) -> Agreed | None:
    """Read a table of agreed answers, evidence ratings or targets; None if it is something else.

    Parameters
    ----------
    table
        With the columns unit, question, answer, reason; or unit, question, rating and perhaps note; or unit, domain,
        target (an empty unit means all of them).
    model
        Knows the questions, their options, the domains and levels.
    units
        Codes of the engagement's units.

    Raises
    ------
    InputError
        With every fault at its line.
    """
    kind = _kind_of(list(table.frame.columns))
    if kind is None:
        return None
    required, read = _KINDS[kind]
    table = in_our_spelling(table, COLUMNS)
    require_columns(table, required)
    require_rows(table, kind.removesuffix("s"))
    return Agreed(table.file, kind, tuple(read(table, model, units)))


def is_agreed_head(head: Sequence[str]) -> bool:
    """Return whether a header is that of agreed answers, evidence ratings or targets."""
    return _kind_of(head) is not None


def _kind_of(head: Sequence[str]) -> str | None:
    columns = {column.strip().lower() for column in head}
    if "respondent" in columns:
        return None
    return next((kind for kind, (required, _) in _KINDS.items() if set(required) <= columns), None)


def bring_agreed(engagement: Engagement, assessment: Assessment, agreed: Agreed) -> Changes:
    """Write what is not there yet, and return what that changes.

    Parameters
    ----------
    engagement
        The open engagement.
    assessment
        The assessment that the answers belong to.
    agreed
        From :func:`read_agreed`.
    """
    if agreed.kind == "targets":
        return _write_targets(engagement, agreed.rows)
    is_answer = agreed.kind == "agreed answers"
    there = engagement.consensus(assessment.id) if is_answer else engagement.evidence_ratings(assessment.id)
    said = ["option", "value", "reason"] if is_answer else ["rating", "note"]
    places = zip(there["unit"].tolist(), there["question"].tolist(), strict=True)
    known = dict(
        zip(
            places,
            there[said].astype(object).where(there[said].notna(), "").itertuples(index=False, name=None),
            strict=True,
        )
    )
    rows = (((row["unit"], row["question"]), tuple(row[name] for name in said), row) for row in agreed.rows)
    written, changes = changed_rows(known, rows)
    for row in written:
        if is_answer:
            engagement.set_consensus(assessment.id, **row, author=AUTHOR)
        else:
            engagement.rate_evidence(assessment.id, **row, author=AUTHOR)
    return changes


def _write_targets(engagement: Engagement, rows: Sequence[dict[str, Any]]) -> Changes:
    before = {}
    for unit in dict.fromkeys(row["unit"] for row in rows):
        history = engagement.document_history("targets", unit)
        before[unit] = Targets.model_validate(history[-1].body) if history else Targets()
    known = {(unit, domain): level for unit, targets in before.items() for domain, level in targets.levels.items()}
    written, changes = changed_rows(known, (((row["unit"], row["domain"]), row["target"], row) for row in rows))
    for unit in dict.fromkeys(row["unit"] for row in written):
        levels = before[unit].levels | {row["domain"]: row["target"] for row in written if row["unit"] == unit}
        body = before[unit].model_copy(update={"levels": levels})
        engagement.write_document("targets", body, unit=unit, author=AUTHOR)
    return changes


def _consensus(table: CsvTable, model: MaturityModel, units: Collection[str]) -> list[dict[str, Any]]:
    rows, faults = [], []
    for record in _records(table):
        where, unit, question = record["where"], record["unit"], record["question"]
        faults += [*_unit_faults(where, unit, units), *_question_faults(where, question, model)]
        if question not in model.question_by_id:
            continue
        answers = model.answer_set(question)
        option = answers.by_token.get(record["answer"].lower())
        if option is None:
            expected = ", ".join(f"{o.id} or {o.value:g}" for o in answers.options)
            faults.append(Fault(where, f"{question}: unknown answer '{record['answer']}'", expected))
            continue
        rows.append(
            {
                "unit": _spelt(unit, units),
                "question": question,
                "option": option.id,
                "value": option.value,
                "reason": record.get("reason", ""),
            }
        )
    return _checked(rows, faults)


def _evidence(table: CsvTable, model: MaturityModel, units: Collection[str]) -> list[dict[str, Any]]:
    rows, faults = [], []
    for record in _records(table):
        where, rating = record["where"], record["rating"].lower()
        faults += [*_unit_faults(where, record["unit"], units), *_question_faults(where, record["question"], model)]
        if rating not in EVIDENCE_RATINGS:
            faults.append(Fault(where, f"unknown rating '{record['rating']}'", ", ".join(EVIDENCE_RATINGS)))
        rows.append(
            {
                "unit": _spelt(record["unit"], units),
                "question": record["question"],
                "rating": rating,
                "note": record.get("note", ""),
            }
        )
    return _checked(rows, faults)


def _targets(table: CsvTable, model: MaturityModel, units: Collection[str]) -> list[dict[str, Any]]:
    rows, faults = [], []
    domains, (lowest, highest) = [domain.id for domain in model.domains], model.level_range
    for record in _records(table):
        where, domain = record["where"], record["domain"]
        if record["unit"]:
            faults += _unit_faults(where, record["unit"], units)
        if domain not in domains:
            faults.append(Fault(where, f"unknown domain '{domain}'", hint=did_you_mean(domain, domains)))
        level = _number(record["target"])
        if level is None or not lowest <= level <= highest:
            faults.append(Fault(where, f"target '{record['target']}' for {domain}", f"a level, {lowest} to {highest}"))
        rows.append({"unit": _spelt(record["unit"], units), "domain": domain, "target": level})
    return _checked(rows, faults)


_KINDS: dict[str, tuple[tuple[str, ...], Reader]] = {
    "agreed answers": (("unit", "question", "answer", "reason"), _consensus),
    "evidence ratings": (("unit", "question", "rating"), _evidence),
    "targets": (("unit", "domain", "target"), _targets),
}


def _records(table: CsvTable) -> list[dict[str, str]]:
    return [
        {str(k): str(v).strip() for k, v in row.items() if k != LINE} | {"where": table.where(row[LINE])}
        for row in table.frame.to_dict("records")
    ]


def _unit_faults(where: str, unit: str, units: Collection[str]) -> list[Fault]:
    known = unit.lower() in {code.lower() for code in units}
    return [] if known else [Fault(where, f"unknown business unit '{unit}'", hint=did_you_mean(unit, units))]


def _question_faults(where: str, question: str, model: MaturityModel) -> list[Fault]:
    if question in model.question_by_id:
        return []
    return [unknown_question(where, question, model)]


def _spelt(unit: str, units: Collection[str]) -> str:
    return next((code for code in units if code.lower() == unit.lower()), unit)


def _number(text: str) -> float | None:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return None


def _checked(rows: list[dict[str, Any]], faults: list[Fault]) -> list[dict[str, Any]]:
    if faults:
        raise InputError(faults)
    return rows
