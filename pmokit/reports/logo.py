"""The client's logo as a picture that Office takes: a drawing (SVG) becomes one of pixels."""

import base64
from dataclasses import dataclass

from pptx.parts.image import Image

from pmokit.errors import ReportError
from pmokit.model.content import Theme

PIXELS = 720.0
"""Width of the picture that a drawing becomes: sharp at three times the size of a logo on a slide."""


@dataclass(frozen=True)
class Logo:
    """A picture: its bytes, the end of its file's name, and its size.

    Parameters
    ----------
    content
        PNG, JPEG or GIF.
    suffix
        Such as ``png``.
    width, height
        Pixels.
    """

    content: bytes
    suffix: str
    width: int
    height: int

    def fitted(self, width: float, height: float) -> tuple[float, float]:
        """Return the largest size of the picture within a room, in the room's unit."""
        wide = min(width, height * self.width / self.height)
        return wide, wide * self.height / self.width


def logo_of(theme: Theme) -> Logo | None:
    """Return the logo of a theme; None where it has none.

    Parameters
    ----------
    theme
        With the logo's file read into it.

    Raises
    ------
    ReportError
        If the logo is no picture.
    """
    if not theme.logo:
        return None
    head, _, code = theme.logo.partition(",")
    content = base64.b64decode(code)
    try:
        if "svg" in head:
            content = _drawn(content)
        image = Image.from_blob(content)
        width, height = image.size
        return Logo(content, image.ext, width, height)
    except (OSError, ValueError, RuntimeError) as error:
        what = (
            f"theme {theme.id}: the logo is no picture that can be read. Expected: PNG, JPEG, GIF or SVG. Save it anew."
        )
        raise ReportError(what) from error


def _drawn(svg: bytes) -> bytes:
    import vl_convert  # noqa: PLC0415 - never loaded where charts are drawn by another process

    text = svg.decode("utf-8")
    width, _ = Image.from_blob(bytes(vl_convert.svg_to_png(text))).size
    return bytes(vl_convert.svg_to_png(text, scale=PIXELS / width))
