"""Files for people to save: made into a folder of this run, reached through signed names that expire."""

import json
import os
import secrets
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html import escape
from pathlib import Path

import ipywidgets as widgets
from itsdangerous import BadData, URLSafeTimedSerializer

from pmokit.errors import StoreError
from pmokit.workshop.components.basic import button, html

DOWNLOADS = "PMOKIT_DOWNLOADS"
ROUTE = "/voila/download/"
VALID_SECONDS = 600
SALT = "download"


@contextmanager
def export_folder() -> Iterator[str]:
    """Make the folder of this run and the secret that signs names in it; yield both as the kernels' environment holds them."""
    folder = Path(tempfile.mkdtemp(prefix="pmokit-exports-"))
    try:
        yield json.dumps({"folder": str(folder), "secret": secrets.token_urlsafe(32)})
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def signed_name(path: Path, settings: str) -> str:
    """Return the signed name of a file below the export folder.

    Parameters
    ----------
    path
        The file.
    settings
        Of :func:`export_folder`.

    Raises
    ------
    StoreError
        If it lies elsewhere.
    """
    folder, secret = _read(settings)
    inside = path.resolve()
    if not inside.is_relative_to(folder):
        raise StoreError(f"{path.name} cannot be offered: it does not lie in the export folder of this workshop.")
    return URLSafeTimedSerializer(secret, salt=SALT).dumps(inside.relative_to(folder).as_posix())


def file_of(signed: str, settings: str, *, valid_seconds: int = VALID_SECONDS) -> Path | None:
    """Return the file behind a signed name; None where the name is forged, too old, or leads out of the folder.

    Parameters
    ----------
    signed
        As it came with the address.
    settings
        Of :func:`export_folder`.
    valid_seconds
        How old the signature may be.
    """
    folder, secret = _read(settings)
    try:
        name = URLSafeTimedSerializer(secret, salt=SALT).loads(signed, max_age=valid_seconds)
    except BadData:
        return None
    # Even a signed name is looked at: a link inside the folder may lead out of it.
    found = (folder / str(name)).resolve()
    return found if found.is_relative_to(folder) and found.is_file() else None


def download_link(label: str, path: Path) -> str:
    """Return markup that saves a file, for ten minutes; without a workshop's server, it names the file instead.

    Parameters
    ----------
    label
        What people read.
    path
        A file that was made below :func:`folder_for`.
    """
    settings = os.environ.get(DOWNLOADS, "")
    if not settings:
        return f"<p>{escape(label)}: {escape(str(path))}</p>"
    address = escape(ROUTE + signed_name(path, settings))
    return f'<a class="pk-button" href="{address}" download="{escape(path.name)}" data-pk-save>{escape(label)}</a>'


def folder_for() -> Path:
    """Return a new folder for files to save; with a workshop's server, one that it serves."""
    settings = os.environ.get(DOWNLOADS, "")
    parent = _read(settings)[0] if settings else Path(tempfile.gettempdir())
    return Path(tempfile.mkdtemp(prefix="file-", dir=parent))


class Download(widgets.VBox):  # type: ignore[misc]
    """A button that makes a file and saves it.

    Parameters
    ----------
    label
        What people read.
    make
        Writes the file into a folder and returns it.
    guard
        Wraps the handler, so that an error becomes a sentence on the page.
    """

    def __init__(
        self, label: str, make: Callable[[Path], Path], guard: Callable[[Callable[..., None]], Callable[..., None]]
    ) -> None:
        self._make = make
        self.press = button(label, guard(lambda _: self._offer()))
        self.link = html("", "pk-saved")
        super().__init__([self.press, self.link])
        self.add_class("pk-download")

    def _offer(self) -> None:
        self.press.disabled = True
        self.link.value = '<p class="pk-note">Being made …</p>'
        try:
            made = self._make(folder_for())
            self.link.value = download_link(f"Save {made.name}", made)
        except Exception:
            self.link.value = ""
            raise
        finally:
            self.press.disabled = False


def _read(settings: str) -> tuple[Path, str]:
    held = json.loads(settings)
    return Path(held["folder"]).resolve(), held["secret"]
