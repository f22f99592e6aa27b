"""The hidden keys of a form's rows against those it was sent with: what was deleted, inserted, moved or changed."""

from difflib import SequenceMatcher

from pmokit.errors import Fault
from pmokit.exchange.form_layout import FIRST_ROW, KEY, FormLayout
from pmokit.exchange.office_file import Sheet

AS_SENT = "Fill in the form as it was sent; its answers can be copied over"
SHOWN = 40


def key_faults(sheet: Sheet, layout: FormLayout) -> list[Fault]:
    """Return one fault for each row that was deleted, inserted or moved, and for each key that was changed in its place.

    Parameters
    ----------
    sheet
        The questions as they came back.
    layout
        The rows as they were sent.
    """
    by_row = {row.row: row.id for row in layout.questions}
    ours = [by_row.get(at, "") for at in range(FIRST_ROW, max(by_row) + 1)]
    filled = [at for at in range(FIRST_ROW, len(sheet.rows) + 1) if sheet.text(at, KEY)]
    if not filled:
        what = "the keys of the questions are gone: a column was deleted, inserted or moved"
        return [Fault(sheet.where(FIRST_ROW, KEY), what, "the columns of the form", AS_SENT)]
    # Rows that the sheet lost at its end count as empty, so that a key deleted there is told as one.
    length = max(len(ours), max(filled, default=FIRST_ROW) - FIRST_ROW + 1)
    found = [sheet.text(FIRST_ROW + at, KEY) for at in range(length)]
    deleted: list[tuple[str, int]] = []
    inserted: list[int] = []
    faults = []
    for kind, ours_from, ours_to, from_, to in SequenceMatcher(None, ours, found, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        pairs = min(ours_to - ours_from, to - from_)
        faults += [_changed(sheet, ours[ours_from + at], from_ + at, found, ours) for at in range(pairs)]
        deleted += [(ours[at], to) for at in range(ours_from + pairs, ours_to)]
        inserted += range(from_ + pairs, to)
    last = max((at for at, text in enumerate(found) if text), default=0)
    moved = {found[at] for at in inserted if found[at]} & {name for name, _ in deleted}
    faults += [_inserted(sheet, at, found[at], is_moved=found[at] in moved) for at in inserted if at <= last]
    faults += [_deleted(sheet, at, name) for name, at in deleted if name not in moved]
    return sorted(faults, key=lambda fault: int(fault.where.rsplit("!", 1)[1].lstrip("ABCDEFG")))


def _changed(sheet: Sheet, right: str, at: int, found: list[str], ours: list[str]) -> Fault:
    text = found[at]
    if not text:
        what = f"the key '{right}' was deleted"
    elif not right:
        what = f"the key '{text[:SHOWN]}' stands where no question is"
    elif text in ours:
        what = f"the key '{right}' was replaced by '{text}', or its row was moved"
    else:
        what = f"the key '{right}' was changed to '{text[:SHOWN]}'"
    return Fault(sheet.where(FIRST_ROW + at, KEY), what, f"'{right}'" if right else "an empty cell", AS_SENT)


def _inserted(sheet: Sheet, at: int, text: str, *, is_moved: bool) -> Fault:
    where = sheet.where(FIRST_ROW + at, KEY)
    if is_moved:
        return Fault(where, f"the row of '{text}' was moved here", "the rows in their order", AS_SENT)
    if text:
        return Fault(where, f"the key '{text[:SHOWN]}' stands where no question is", "an empty cell", AS_SENT)
    return Fault(where, "a row was inserted here", "the rows of the form only", AS_SENT)


def _deleted(sheet: Sheet, at: int, name: str) -> Fault:
    what = f"the row of '{name}', which stood here, was deleted" if name else "a heading, which stood here, was deleted"
    return Fault(sheet.where(FIRST_ROW + at, KEY), what, "all rows of the form", AS_SENT)
