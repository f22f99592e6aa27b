"""Workbooks for tests: made by openpyxl, or taken apart and put together again part by part."""

import zipfile

import openpyxl


def save(file, sheets, formats=None):
    """Write sheets of rows; ``formats`` gives number formats by sheet and cell."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
        for cell, number_format in (formats or {}).get(title, {}).items():
            sheet[cell].number_format = number_format
    book.save(file)
    return file


def change_part(file, part, change):
    """Rewrite one part of a workbook: ``change`` takes and gives bytes."""
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = change(parts.get(part, b""))
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file
