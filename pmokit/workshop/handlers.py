"""What the facilitator's server answers beside Voilà's own routes."""

import json
from urllib.parse import urlencode

from jupyter_core.utils import ensure_async
from jupyter_server.auth.decorator import allow_unauthenticated
from jupyter_server.base.handlers import APIHandler
from tornado.web import HTTPError, RequestHandler, authenticated
from voila.handler import BaseVoilaHandler
from voila.shutdown_kernel_handler import VoilaShutdownKernelHandler
from voila.tornado.handler import TornadoVoilaHandler

HOME = "voila/render/home.ipynb"


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
