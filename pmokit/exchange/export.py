"""What an engagement gives away as files: questionnaires, responses, results."""

import datetime as dt
import re
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from pmokit.assess.responses import latest
from pmokit.content.library import load_theme
from pmokit.errors import Fault, InputError, did_you_mean
from pmokit.exchange.form_layout import FormKey, FormLayout, FormSetting, Given, select_questions
from pmokit.exchange.form_read import Expected, read_form
from pmokit.exchange.form_xlsx import write_form
from pmokit.exchange.merge import CHANGED, CONFLICTING, NEW, merge
from pmokit.exchange.responses_file import answer_token, responses_table, write_responses
from pmokit.exchange.results_file import write_results
from pmokit.exchange.results_frame import results_frame
from pmokit.model.base import say
from pmokit.model.maturity import MaturityModel
from pmokit.store.engagement import Assessment, Engagement
from pmokit.study.asked import model_of, scope_of
from pmokit.study.portfolio import score_units

SUFFIXES = (".csv", ".xlsx")


def export_forms(
    engagement: Engagement,
    out: Path,
    *,
    unit: str,
    respondents: Sequence[str] = (),
    role: str = "",
    language: str = "en",
    contact: str = "",
    now: dt.datetime,
) -> list[Path]:
    """Write one questionnaire for each respondent, earlier answers filled in, and return the files.

    Parameters
    ----------
    engagement
        The open engagement.
    out
        A file ending in .xlsx for one respondent, else a folder.
    unit
        Code of the unit.
    respondents
        Who is asked; empty for all that the unit has.
    role
        Only the questions that this role can judge; empty for all in scope.
    language, contact
        Language of the texts; who asks and where the forms go back.
    now
        UTC; answers after it conflict with those of the forms.

    Raises
    ------
    PmokitError
        If there is nobody to ask, a role is unknown or another one than recorded, or a file is there that holds
        answers; then nothing is written.
    """
    assessment, model = _open_assessment(engagement)
    code = engagement.unit(unit).code
    people = engagement.respondents(assessment.id, code)
    roles = dict(zip(people["respondent"], people["role"], strict=True))
    names = list(dict.fromkeys(name.strip() for name in respondents)) or list(roles)
    _check_people(names, roles, role, model, code)
    responses = engagement.responses(assessment.id, [code])
    files = _form_files(out, code, names)
    _raise([fault for file in files if file.exists() for fault in _held_answers(file, engagement, responses)])
    questions = select_questions(model, scope_of(model, assessment), role)
    if not questions:
        raise InputError(f"--role {role}: none of the questions in scope can be judged by this role.")
    for name, file in zip(names, files, strict=True):
        key = FormKey(
            client=engagement.settings().client,
            model=model.id,
            model_version=model.version,
            round=assessment.round,
            unit=code,
            respondent=name,
            role=role or roles.get(name, ""),
            language=language,
            questions=questions,
            exported=now,
            is_prefilled=not assessment.anonymous,
        )
        given = {} if assessment.anonymous else _given(responses, name)
        setting = _setting(engagement, model, key, contact, anonymous=assessment.anonymous)
        write_form(file, FormLayout(model, key), setting, given)
    return files


def export_responses(engagement: Engagement, out: Path) -> list[Path]:
    """Write the latest responses as responses.csv and responses.xlsx, or as the one file that ``out`` names.

    Raises
    ------
    InputError
        If the assessment is anonymous, or a file cannot be written.
    """
    assessment, _ = _open_assessment(engagement)
    table = responses_table(engagement.responses(assessment.id), anonymous=assessment.anonymous)
    files = table_files(out, "responses")
    for file in files:
        write_responses(table, file, load_theme())
    return files


def export_results(engagement: Engagement, out: Path) -> list[Path]:
    """Write all scores as results.csv and results.xlsx, or as the one file that ``out`` names.

    In an anonymous assessment figures of fewer than three people are withheld.

    Raises
    ------
    InputError
        If no assessment is open, or a file cannot be written.
    """
    assessment, model = _open_assessment(engagement)
    scores = score_units(engagement, assessment, model, [unit.code for unit in engagement.units()])
    files = table_files(out, "results")
    for file in files:
        write_results(results_frame(scores), file, load_theme())
    return files


def is_anonymous(engagement: Engagement) -> bool:
    """Return whether the open assessment is anonymous."""
    assessment = engagement.assessment()
    return bool(assessment and assessment.anonymous)


def _open_assessment(engagement: Engagement) -> tuple[Assessment, MaturityModel]:
    assessment = engagement.assessment()
    if assessment is None:
        raise InputError(f"{engagement.path}: no assessment is open. Open one in the workshop first.")
    model = model_of(engagement, assessment)
    if model.version != assessment.model_version:
        raise InputError(
            f"{engagement.path}: the assessment was opened with {model.id} {assessment.model_version}, and this kit has "
            f"{model.version}. Expected: the same version."
        )
    return assessment, model


def _check_people(names: Sequence[str], roles: dict[str, str], role: str, model: MaturityModel, unit: str) -> None:
    known = [entry.id for entry in model.meta.roles]
    faults = []
    if not names:
        faults.append(Fault(what=f"nobody of {unit} has answered yet", hint="Name whom to ask with --respondent"))
    if any(not name for name in names):
        faults.append(Fault(what="--respondent is empty", expected="a name or number for who answers"))
    if role and role not in known:
        faults.append(Fault(what=f"--role {role}: unknown role", hint=did_you_mean(role, known)))
    faults += [
        Fault(
            what=f"--role {role}: {name} of {unit} answers as {roles[name]}",
            expected=f"--role {roles[name]}, or none for all questions",
        )
        for name in names
        if role and roles.get(name) not in {None, "", role}
    ]
    _raise(faults)


def _form_files(out: Path, unit: str, names: Sequence[str]) -> list[Path]:
    if out.suffix.lower() == ".xlsx":
        if len(names) > 1:
            raise InputError(f"{out}: one file for {len(names)} respondents. Expected: a folder, or one --respondent.")
        return [out]
    files: dict[str, Path] = {}
    for name in names:
        base = f"{unit}_{re.sub(r'[^A-Za-z0-9_-]+', '-', name).strip('-')[:60] or 'respondent'}"
        stem, number = base, 1
        while stem.lower() in files:
            number += 1
            stem = f"{base}-{number}"
        files[stem.lower()] = out / f"{stem}.xlsx"
    return list(files.values())


def _held_answers(file: Path, engagement: Engagement, responses: pd.DataFrame) -> list[Fault]:
    """Return why a file that is there may not be written over: it may hold answers that nobody else has."""
    assessment, model = _open_assessment(engagement)
    try:
        form = read_form(file, model, Expected(engagement.settings().client, assessment.round))
    except InputError:
        return [
            Fault(str(file), "this file is there and no form of this round", hint="Choose another name, or remove it")
        ]
    report = merge(responses, form.responses, form.key.exported)
    held = sum(report.count(verdict) for verdict in (NEW, CHANGED, CONFLICTING))
    what = f"this form is there and holds answers that the engagement does not have ({held})"
    return [Fault(str(file), what, hint="Import it, or choose another name")] if held else []


def _given(responses: pd.DataFrame, respondent: str) -> dict[str, Given]:
    mine = latest(responses[responses["respondent"] == respondent])
    columns = ["question", "status", "option", "value", "provider", "comment", "evidence"]
    return {
        question: Given(answer_token(status, option, value, provider), comment or "", evidence or "")
        for question, status, option, value, provider, comment, evidence in mine[columns].itertuples(index=False)
    }


def _setting(
    engagement: Engagement, model: MaturityModel, key: FormKey, contact: str, *, anonymous: bool
) -> FormSetting:
    role = next((say(role.name, key.language) for role in model.meta.roles if role.id == key.role), "")
    return FormSetting(
        unit_name=engagement.unit(key.unit).name,
        role_name=role,
        minutes=sum(model.question_by_id[question].minutes for question in key.questions),
        contact=contact,
        anonymous=anonymous,
        theme=load_theme(),
    )


def table_files(out: Path, name: str) -> list[Path]:
    """Return the files of a table: the one that ``out`` names, else a CSV file and a workbook in that folder."""
    if out.suffix.lower() in SUFFIXES:
        return [out]
    return [out / f"{name}{suffix}" for suffix in SUFFIXES]


def _raise(faults: Sequence[Fault]) -> None:
    if faults:
        raise InputError(faults)
