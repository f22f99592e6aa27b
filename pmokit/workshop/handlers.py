"""What the facilitator's server answers beside Voilà's own routes."""

import json
import os
from dataclasses import asdict
from functools import cache
from pathlib import Path
from urllib.parse import quote, urlencode

from jupyter_core.utils import ensure_async
from jupyter_server.auth.decorator import allow_unauthenticated
from jupyter_server.base.handlers import APIHandler
from tornado.web import HTTPError, RequestHandler, authenticated
from voila.handler import BaseVoilaHandler
from voila.shutdown_kernel_handler import VoilaShutdownKernelHandler
from voila.tornado.handler import TornadoVoilaHandler

from pmokit.errors import PmokitError
from pmokit.store.engagement import Engagement, open_engagement
from pmokit.workshop.downloads import DOWNLOADS, file_of
from pmokit.workshop.progress import next_step, step_progress
from pmokit.workshop.step_page import ENGAGEMENT

HOME = "voila/render/home.ipynb"
CHUNK = 1 << 16


def address_without_token(handler: RequestHandler) -> str | None:
    """Return the request's address without its token, or None when it carries none.

    The address bar is on the projector; the cookie that the token has just earned is not.

    Parameters
    ----------
    handler
        Handles the request.
    """
    given = handler.request.query_arguments
    if "token" not in given:
        return None
    rest = urlencode([(name, value) for name, values in given.items() if name != "token" for value in values])
    return f"{handler.request.path}?{rest}" if rest else str(handler.request.path)


class Entry(BaseVoilaHandler):  # type: ignore[misc]
    """The server's root: leads to the start page."""

    @authenticated
    def get(self, _path: str = "") -> None:
        """Redirect to the start page, without the token."""
        self.redirect(self.base_url + HOME)


class Page(TornadoVoilaHandler):  # type: ignore[misc]
    """A notebook as a page."""

    @authenticated
    async def get(self, path: str | None = None) -> None:
        """Show the notebook; an address with a token is replaced by the clean one first."""
        clean = address_without_token(self)
        if clean is not None:
            self.redirect(clean)
            return
        await super().get(path)


class Closed(BaseVoilaHandler):  # type: ignore[misc]
    """What someone without the link sees."""

    @allow_unauthenticated  # type: ignore[untyped-decorator]
    def get(self) -> None:
        """Say that the link is needed."""
        self.set_status(403)
        self.finish(self.render_template("closed.html"))


class Missing(BaseVoilaHandler):  # type: ignore[misc]
    """Every address that leads nowhere."""

    def prepare(self) -> None:
        """Answer 404."""
        self.current_user = None
        raise HTTPError(404)


class Alive(APIHandler):  # type: ignore[misc]
    """Tells a page whether the program behind it still runs."""

    @authenticated
    async def get(self, kernel_id: str) -> None:
        """Answer ``{"alive": true}`` or false; both are 200, so that the browser's console stays clean."""
        manager = self.kernel_manager
        alive = kernel_id in manager and bool(await ensure_async(manager.is_alive(kernel_id)))
        self.set_header("Cache-Control", "no-store")
        self.finish(json.dumps({"alive": alive}))


class Steps(APIHandler):  # type: ignore[misc]
    """How far a unit is in each step, for the head of every page."""

    @authenticated
    def get(self) -> None:
        """Answer the client's and the unit's name and its steps; an unknown unit is told as the whole organisation."""
        engagement = _engagement(os.environ[ENGAGEMENT])
        try:
            unit = engagement.unit(self.get_query_argument("unit", "")) if self.get_query_argument("unit", "") else None
        except PmokitError:
            unit = None
        steps = step_progress(engagement, unit.code if unit else "")
        following = next_step(steps)
        self.set_header("Cache-Control", "no-store")
        self.finish(
            json.dumps(
                {
                    "client": engagement.settings().client,
                    "unit": unit.name if unit else "",
                    "steps": {one.step: asdict(one) for one in steps},
                    "next": following.step if following else "",
                }
            )
        )


class Download(BaseVoilaHandler):  # type: ignore[misc]
    """A file that a page has made for people to save."""

    @authenticated
    async def get(self, signed: str) -> None:
        """Send the file; a name that is forged, too old or leads elsewhere is answered like any unknown address."""
        found = file_of(signed, os.environ[DOWNLOADS])
        if found is None:
            raise HTTPError(404)
        self.set_header("Content-Type", "application/octet-stream")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Cache-Control", "no-store")
        self.set_header("Content-Disposition", f"attachment; filename*=UTF-8''{quote(found.name)}")
        await self._send(found)

    async def _send(self, file: Path) -> None:
        with file.open("rb") as stream:
            while chunk := stream.read(CHUNK):
                self.write(chunk)
                await self.flush()
        self.finish()


@cache
def _engagement(address: str) -> Engagement:
    """Return the workshop's engagement, opened once for the server's own questions."""
    return open_engagement(address)


class Shutdown(VoilaShutdownKernelHandler):  # type: ignore[misc]
    """Ends the kernel of a page that was closed.

    The page sends this while it unloads and cannot add the token against forged requests; Voilà then refuses with 403
    and the kernel stays (voila#1458). The kernel's id is a secret of the page and the login cookie is still asked for.
    """

    def check_xsrf_cookie(self) -> None:
        """Skip the check, on this handler alone."""

    @authenticated
    async def post(self, kernel_id: str) -> None:
        """Shut the kernel down; one that is gone already is fine."""
        if kernel_id in self.kernel_manager:
            await ensure_async(self.kernel_manager.shutdown_kernel(kernel_id))
        self.set_status(204)
        self.finish()
