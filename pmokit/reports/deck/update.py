"""Refresh a deck that people have worked on: only what the kit wrote and nobody has changed since."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Literal

from pmokit.errors import Fault, ReportError
from pmokit.reports.deck.master import Master
from pmokit.reports.deck.package import deck_bytes
from pmokit.reports.deck.parts import MARK, Drawing, Slide, object_name
from pmokit.reports.deck.plain_text import plain
from pmokit.reports.deck.present import state_of, texts_of
from pmokit.reports.deck.record import fingerprint, keep_record, read_record
from pmokit.reports.deck.refresh import refresh_part, refresh_words
from pmokit.reports.deck.stage import Stage
from pmokit.reports.deck.story import deck_slides, deck_title
from pmokit.reports.deck.write import FOOTER, NOTES, SUBTITLE, TITLE, fitted_footer, fitted_title
from pmokit.reports.whole_file import write_whole
from pmokit.study.unit import UnitStudy

ChangeKind = Literal["refreshed", "kept", "gone", "new"]
Write = Callable[[Any], None]
SHOWN = 80


@dataclass(frozen=True)
class DeckChange:
    """What became of one object.

    Parameters
    ----------
    name
        Of the object: ``pmokit:<exhibit>:<part>``.
    slide
        Number of its slide in the deck, from 1; None where it stands on none.
    kind
        refreshed: has new content; kept: someone has changed it by hand, so it stayed; gone: someone has taken it away; new: the
        deck did not have it when it was made.
    text
        The same in words.
    """

    name: str
    slide: int | None
    kind: ChangeKind
    text: str

    def __str__(self) -> str:
        """Return one line of a list."""
        place = f"slide {self.slide}" if self.slide else "no slide"
        return f"{place}, {self.name.removeprefix(f'{MARK}:')}: {self.kind}. {self.text}"


def update_deck(
    path: Path, study: UnitStudy, *, language: str = "en", today: dt.date, out: Path | None = None
) -> list[DeckChange]:
    """Refresh the objects of a deck that carry the kit's names, and return what changed and what was kept.

    Moved shapes stay where they are, slides that were added or put in another order stay, texts and figures that someone has changed
    stay and are named.

    Parameters
    ----------
    path
        A deck of :func:`pmokit.reports.deck.write.write_deck`, perhaps worked on since.
    study
        The unit's story of today.
    language
        Language of the texts.
    today
        The date on the first slide, and that of the file's properties.
    out
        Where the refreshed deck goes; None = in the place of the old one.

    Raises
    ------
    ReportError
        If the file cannot be read or written, or has no object of the kit.
    """
    master = Master(path, keeps_slides=True)
    stage = Stage(master.area, master.letters, language, today)
    slides, _ = deck_slides(study, stage)
    found = _find(master.deck)
    if not found:
        what = "the deck has no object that the kit made"
        raise ReportError(
            Fault(where=str(path), what=what, expected="a deck of pmokit report --format pptx", hint="Make one anew")
        )
    updater = _Updater(master, found, read_record(master.deck), stage.footer(study))
    changes = [change for slide in slides for change in updater.update(slide)]
    place = out or path
    if updater.written:
        keep_record(master.deck, updater.record | updater.written)
        write_whole(deck_bytes(master.deck, today, deck_title(study)), place, called="the deck", program="PowerPoint")
    elif place != path:
        write_whole(path.read_bytes(), place, called="the deck", program="PowerPoint")
    return changes


def _find(deck: Any) -> dict[str, list[tuple[int, Any]]]:
    """Return the kit's objects by name, each with the number of its slide; a copied slide has them twice."""
    found: dict[str, list[tuple[int, Any]]] = {}
    for number, slide in enumerate(deck.slides, 1):
        notes = slide.notes_slide.shapes if slide.has_notes_slide else ()
        for shape in (*slide.shapes, *notes):
            if shape.name.startswith(f"{MARK}:"):
                found.setdefault(shape.name, []).append((number, shape))
    return found


@dataclass(frozen=True)
class Content:
    """New content of an object: what it says, and where the shapes of a drawing stand."""

    texts: tuple[str, ...]
    places: tuple[str, ...] = ()


class _Updater:
    """Holds new content against what stands in the deck, object by object."""

    def __init__(
        self, master: Master, found: dict[str, list[tuple[int, Any]]], record: dict[str, str], footer: str
    ) -> None:
        self.master, self.found, self.record, self.footer = master, found, record, footer
        # A slide that was copied has an object twice: both are held against what was written once.
        self.written: dict[str, str] = {}

    def update(self, slide: Slide) -> Iterator[DeckChange]:
        """Refresh the objects of one slide."""
        if not any(name.startswith(f"{MARK}:{slide.id}:") for name in self.found):
            yield self._missing_slide(slide)
            return
        for name, new, write in self._contents(slide):
            places = self.found.get(name, [])
            if not places:
                yield self._missing(name)
            for number, shape in places:
                yield from self._update_one(name, number, shape, new, write)

    def _contents(self, slide: Slide) -> Iterator[tuple[str, Content, Write]]:
        """Yield name, new texts and way of writing of each object of a slide."""
        palette = self.master.palette
        title = fitted_title(self.master, slide)[1]
        yield object_name(slide.id, TITLE), Content((title,)), partial(refresh_words, texts=(title,))
        if slide.subtitle:
            subtitle = plain(slide.subtitle)
            yield object_name(slide.id, SUBTITLE), Content((subtitle,)), partial(refresh_words, texts=(subtitle,))
        footer = object_name(slide.id, FOOTER)
        if footer in self.found:
            text = fitted_footer(self.master, slide, self.footer)[1]
            yield footer, Content((text,)), partial(refresh_words, texts=(text,))
        for name, part in slide.named():
            places = part.places if isinstance(part, Drawing) else ()
            yield name, Content(part.texts, places), partial(refresh_part, name=name, part=part, palette=palette)
        if slide.notes:
            notes = tuple(plain(text) for text in slide.notes)
            yield object_name(slide.id, NOTES), Content(notes), partial(refresh_words, texts=notes)

    def _update_one(self, name: str, number: int, shape: Any, new: Content, write: Write) -> Iterator[DeckChange]:
        before, told = texts_of(shape), self.record.get(name.upper())
        if state_of(shape) == (*new.texts, *new.places):
            return
        if told is None:
            yield DeckChange(
                name,
                number,
                "kept",
                f"It cannot be told whether it was changed by hand. It would now say: {_short(new.texts)}",
            )
        elif told != fingerprint(state_of(shape)):
            yield DeckChange(name, number, "kept", f"Changed by hand since. It would now say: {_short(new.texts)}")
        else:
            write(shape)
            self.written[name.upper()] = fingerprint(state_of(shape))
            yield DeckChange(name, number, "refreshed", _difference(before, new.texts))

    def _missing(self, name: str) -> DeckChange:
        if name.upper() in self.record:
            return DeckChange(name, None, "gone", "It was taken out of the deck and stays out")
        return DeckChange(name, None, "new", "The deck does not have it; make a new deck to see it")

    def _missing_slide(self, slide: Slide) -> DeckChange:
        name = object_name(slide.id, TITLE)
        missing = self._missing(name)
        return DeckChange(
            name, None, missing.kind, f"The slide '{slide.title}': {missing.text[0].lower()}{missing.text[1:]}"
        )


def _difference(before: Sequence[str], after: Sequence[str]) -> str:
    """Return the first line that differs, before and after, and how many more do."""
    if tuple(before) == tuple(after):
        return "Shapes stand in other places"
    pairs = [(old, new) for old, new in zip(before, after, strict=False) if old != new]
    more = len(pairs) - 1 + abs(len(before) - len(after))
    if not pairs:
        return f"{abs(len(before) - len(after))} lines more or fewer"
    old, new = pairs[0]
    return f"'{_cut(old)}' is now '{_cut(new)}'{f'; {more} more lines differ' if more else ''}"


def _short(texts: Sequence[str]) -> str:
    return f"'{_cut(' / '.join(texts))}'"


def _cut(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"
