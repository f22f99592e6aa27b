"""Whether a theme can be read by everybody: contrast of texts and marks, palettes that need no full colour vision, months by name."""

from collections.abc import Iterator
from itertools import combinations, pairwise

from pmokit.errors import Fault
from pmokit.model.colours import SEEN, WHITE, contrast, distance, is_colour
from pmokit.model.content import Theme
from pmokit.model.printing import MONTHS, SHORT_MONTHS
from pmokit.model.projects import PLAIN_RATINGS

LEAST_TEXT, LEAST_MARK = 4.5, 3.0
"""WCAG 2.2, success criteria 1.4.3 and 1.4.11."""
LEAST_APART = 10.0
"""Five times what can just be told apart: expert judgement."""
TEXTS = ("brand", "accent", "ink", "muted")


def find_theme_faults(theme: Theme) -> Iterator[Fault]:
    """Yield colours that are hard to read, and palettes whose steps look alike to some; what is no colour is passed over.

    Parameters
    ----------
    theme
        The theme, or a draft of one.
    """
    yield from _texts(theme)
    yield from _marks(theme)
    yield from _levels(theme)
    yield from _ratings(theme)
    yield from _months(theme)


def _texts(theme: Theme) -> Iterator[Fault]:
    grounds = {"white": WHITE, "surface": theme.surface}
    for name in TEXTS:
        colour = getattr(theme, name)
        for ground, behind in grounds.items():
            if not (is_colour(colour) and is_colour(behind)):
                continue
            found = contrast(colour, behind)
            if found < LEAST_TEXT:
                what = f"{name} {colour} on {ground} has a contrast of {found:.1f}"
                yield Fault(what=what, expected=f"{LEAST_TEXT:g} or more for text", hint="Take it darker", path=(name,))
                break


def _marks(theme: Theme) -> Iterator[Fault]:
    for name, colour in theme.ratings.items():
        if is_colour(colour) and contrast(colour, WHITE) < LEAST_MARK:
            what = f"rating {name} {colour} on white has a contrast of {contrast(colour, WHITE):.1f}"
            expected = f"{LEAST_MARK:g} or more for marks"
            yield Fault(what=what, expected=expected, hint="Take it darker", path=("ratings", name))


def _levels(theme: Theme) -> Iterator[Fault]:
    for at, colour in enumerate(theme.levels):
        inks = [ink for ink in (WHITE, theme.ink) if is_colour(ink)]
        if is_colour(colour) and inks and max(contrast(colour, ink) for ink in inks) < LEAST_TEXT:
            what = f"neither white nor ink can be read on {colour}, the colour of step {at + 1}"
            yield Fault(what=what, expected=f"a contrast of {LEAST_TEXT:g} with one of them", path=("levels", at))
    for at, (one, other) in enumerate(pairwise(theme.levels)):
        yield from _alike(f"steps {at + 1} and {at + 2}", one, other, ("levels", at + 1))


def _ratings(theme: Theme) -> Iterator[Fault]:
    """The finer steps between stand beside their names; green, amber and red must be told apart at a glance."""
    for one, other in combinations(PLAIN_RATINGS, 2):
        if one in theme.ratings and other in theme.ratings:
            yield from _alike(f"{one} and {other}", theme.ratings[one], theme.ratings[other], ("ratings", other))


def _months(theme: Theme) -> Iterator[Fault]:
    for name, usual in (("months", MONTHS), ("short_months", SHORT_MONTHS)):
        if not theme.language.startswith("en") and getattr(theme.dates, name) == usual:
            what = f"the language is {theme.language}, and {name} are English"
            hint = "Name them, January first"
            yield Fault(what=what, expected="twelve names in that language", hint=hint, path=("dates",))


def _alike(names: str, one: str, other: str, path: tuple[str | int, ...]) -> Iterator[Fault]:
    if not (is_colour(one) and is_colour(other)):
        return
    worst = min(SEEN, key=lambda vision: distance(one, other, vision))
    found = distance(one, other, worst)
    if found < LEAST_APART:
        what = f"{names} ({one}, {other}) look alike with {worst}: {found:.0f} apart"
        hint = "Make one of them lighter or darker"
        yield Fault(what=what, expected=f"{LEAST_APART:g} or more in L*a*b*", hint=hint, path=path)
