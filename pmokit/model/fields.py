"""The five fields of practice: their ids in services and questionnaires, their short codes in step documents."""

from typing import Literal, get_args

FieldOfPractice = Literal["strategic-portfolio", "resource", "demand", "financial", "communication"]
FieldCode = Literal["POR", "RES", "DEM", "FIN", "COM"]
FIELDS: tuple[FieldOfPractice, ...] = get_args(FieldOfPractice)
FIELD_CODES: tuple[FieldCode, ...] = get_args(FieldCode)
FIELD_NAMES: dict[FieldCode, str] = {
    "POR": "Strategic portfolio",
    "RES": "Resources",
    "DEM": "Demand",
    "FIN": "Finance",
    "COM": "Communication",
}
FIELD_CODE_OF: dict[FieldOfPractice, FieldCode] = dict(zip(FIELDS, FIELD_CODES, strict=True))
