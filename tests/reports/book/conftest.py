"""A unit of the sample with its roadmap kept, and its workbook read anew by another library."""

import datetime as dt

import openpyxl
import pytest

from pmokit.reports.book.write import write_book
from pmokit.study.unit import UnitStudy

AS_OF, TODAY = dt.date(2026, 10, 1), dt.date(2026, 11, 2)


@pytest.fixture(scope="session")
def book_study(tmp_path_factory, copy_planned):
    with copy_planned(tmp_path_factory.mktemp("book") / "s.pmokit") as opened:
        yield UnitStudy(opened, "ENERGY", today=AS_OF)


@pytest.fixture(scope="session")
def book_file(book_study, tmp_path_factory):
    file = tmp_path_factory.mktemp("book") / "report.xlsx"
    write_book(book_study, file, today=TODAY)
    return file


@pytest.fixture(scope="session")
def book(book_file):
    return openpyxl.load_workbook(book_file)
