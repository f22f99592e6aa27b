"""The facilitator's door: Voilà on this machine only, with the kit's page template and working ends."""

import asyncio
import hashlib
import logging
import os
import secrets
import shutil
import signal
import socket
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from logging.handlers import RotatingFileHandler
from pathlib import Path
from threading import Thread
from typing import Any

import zmq
from jupyter_core.utils import ensure_async, run_sync
from jupyter_server import DEFAULT_STATIC_FILES_PATH
from jupyter_server.auth.identity import IdentityProvider
from jupyter_server.utils import url_path_join
from platformdirs import user_log_path
from tornado.httpserver import HTTPServer
from tornado.ioloop import IOLoop
from tornado.netutil import bind_sockets
from tornado.web import HTTPError
from traitlets.config import Config
from voila.app import Voila
from voila.paths import collect_static_paths, collect_template_paths
from voila.static_file_handler import MultiStaticFileHandler

from pmokit.content import places
from pmokit.content.library import load_theme
from pmokit.errors import PmokitError
from pmokit.reports.drawing_door import DOOR
from pmokit.reports.renderer import RENDERER
from pmokit.store.engagement import open_engagement
from pmokit.store.location import Address, full_address
from pmokit.warm import support
from pmokit.warm.client import PromptClient
from pmokit.warm.provisioner import prepare
from pmokit.workshop.ballot.child import Orders
from pmokit.workshop.ballot.codes import new_code
from pmokit.workshop.ballot.supervisor import Supervisor
from pmokit.workshop.downloads import DOWNLOADS, export_folder
from pmokit.workshop.handlers import Alive, Closed, Download, Entry, Missing, Page, Shutdown, Steps
from pmokit.workshop.join import join_here
from pmokit.workshop.step_list import STEPS

Announcement = dict[str, str]

HOST = "127.0.0.1"
TRIES, PORTS = 50, 65536
TEMPLATE = "pmokit"
WIDGETS = ["@jupyter-widgets/jupyterlab-manager", "@voila-dashboards/widgets-manager8", "anywidget"]
# Voilà's page needs inline scripts and eval; everything else stays on this very address.
POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' ws://{host}:{port}; worker-src 'self' blob:; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)
CELL_FAULT = "Something went wrong while this page was opened. Reload it; what was marked as saved is safe."
IDLE_SECONDS = 600
KERNEL = r"(?P<kernel_id>\w+-\w+-\w+-\w+-\w+)"


def serve(
    file: Address,
    *,
    port: int = 8765,
    lan: bool = False,
    announce: Callable[[Announcement], None],
    token: str | None = None,
) -> None:
    """Serve the workshop of an engagement until Ctrl-C or SIGTERM; then end every kernel and the participants' door.

    The session that has not ended is resumed with its join code, else a new one is opened.

    Must run in the main thread, which receives the signals.

    Parameters
    ----------
    file
        The engagement file.
    port
        Port of the participants' door; the facilitator's is the next one, or the next free one after it.
    lan
        Whether the participants' door is open to the network; the facilitator's never is.
    announce
        Called once, when connections are accepted, with the addresses ``facilitator`` and ``participants`` and the
        ``join_code``.
    token
        Opens the facilitator's door; by default a new random one.

    Raises
    ------
    StoreError
        If the file cannot be opened.
    PmokitError
        If the participants' port is taken, or no port after it is free.
    """
    address, log = full_address(file), _log_file()
    with open_engagement(address) as engagement:
        client = engagement.settings().client
        session = engagement.session() or engagement.open_session(new_code(), secrets.token_urlsafe(32))
    join = join_here(session.code, port, lan=lan)
    orders = Orders(address, session.code, port, lan, log=str(log.with_name("ballot.log")))

    def announce_both(doors: Announcement) -> None:
        announce(doors | {"participants": join.urls[0], "join_code": join.code})

    with (
        export_folder() as exports,
        _environment(
            PMOKIT_ENGAGEMENT=address,
            PMOKIT_LOG=str(log),
            PMOKIT_JOIN=join.as_variable(),
            # One process draws the charts of all pages, and no page waits for one of its own to start.
            **{DOWNLOADS: exports, DOOR: RENDERER.door()},
            **{support.PRELOAD: os.environ.get(support.PRELOAD, ",".join(support.PAGES))},
        ),
        Supervisor(orders) as participants,
    ):
        door = FacilitatorDoor(client, port + 1, token or secrets.token_urlsafe(24), announce_both)
        door.initialize([])
        try:
            participants.wait_until_ready()
        except PmokitError:
            door.clear_up()
            raise
        door.start()


class FacilitatorDoor(Voila):  # type: ignore[misc]
    """Voilà, bound to this machine.

    Parameters
    ----------
    client
        Name in the page's head.
    first_port
        The first port to try.
    token
        Opens the door.
    announce
        Called with the addresses when connections are accepted.
    """

    name = "voila"  # keeps a user's voila.json working

    def __init__(self, client: str, first_port: int, token: str, announce: Callable[[Announcement], None]) -> None:
        super().__init__()
        self._announce, self._first_port, self._secret = announce, first_port, token
        self._page = {
            "client": client,
            "theme": load_theme().model_dump(mode="json"),
            "stamp": _stamp(),
            "steps": [{"id": step.id, "file": step.notebook, "title": step.title} for step in STEPS],
        }
        self._sockets: list[socket.socket] = []

    def load_config_file(self, *arguments: Any, **options: Any) -> None:
        """Read the user's configuration, then let ours win where safety hangs on it."""
        super().load_config_file(*arguments, **options)
        self.update_config(_configuration(self._secret, self._page))

    def setup_template_dirs(self) -> None:
        """Look at our template first, then at Voilà's; an installed copy of ours is never asked."""
        ours = places.templates() / "voila" / TEMPLATE
        self.template_paths = [str(ours), *collect_template_paths(["voila", "nbconvert"], "lab", prune=True)]
        self.static_paths = [
            str(ours / "static"),
            *collect_static_paths(["voila", "nbconvert"], "lab"),
            DEFAULT_STATIC_FILES_PATH,
        ]

    def init_settings(self) -> Any:
        """Add our headers, and our pages for what goes wrong."""
        settings = super().init_settings()
        policy = POLICY.format(host=HOST, port=self.port)
        settings["headers"] = {"Content-Security-Policy": policy, "Referrer-Policy": "same-origin"}
        settings["allow_remote_access"] = False  # refuses other host names, hence DNS rebinding
        settings["default_handler_class"] = Missing
        settings["default_handler_args"] = {"voila_configuration": self.voila_configuration}
        settings["voila_jinja2_env"].globals["pmokit"] = self._page
        settings["jinja2_env"] = settings["voila_jinja2_env"]
        return settings

    def init_handlers(self) -> Any:
        """Put our routes before Voilà's; the first match wins."""
        own: dict[str, Any] = {"voila_configuration": self.voila_configuration}
        page = {**own, "template_paths": self.template_paths, "config": self.config}
        static = {"paths": self.static_paths}
        routes = [
            (r"/.*%00.*", Missing, own),  # no file has such a name; asking the disk for it would be a fault of ours
            (r"/", Entry, own),
            (r"/voila/tree(.*)", Entry, own),
            (r"/login", Closed, own),
            (r"/voila/render/(.*)", Page, page),
            (r"/voila/api/steps", Steps),
            (r"/voila/download/([\w.-]+)", Download, own),
            (rf"/voila/api/alive/{KERNEL}", Alive),
            (rf"/voila/api/shutdown/{KERNEL}", Shutdown),
            (rf"/voila/templates/{TEMPLATE}/static/(.*)", MultiStaticFileHandler, static),
        ]
        return [(url_path_join(self.server_url, route), *rest) for route, *rest in routes] + super().init_handlers()

    def start(self) -> None:
        """Take a port first, because the page's headers name it."""
        self._sockets, self.port = _next_free(self._first_port)
        support.register()
        # The first page need not wait for what is imported while the browser opens.
        Thread(target=prepare, daemon=True, name="warm").start()
        super().start()

    def listen(self) -> None:
        """Accept connections until a signal ends it."""
        HTTPServer(self.app).add_sockets(self._sockets)
        self.ioloop = IOLoop.current()
        signal.signal(signal.SIGINT, self._handle_signal_stop)
        url = f"http://{HOST}:{self.port}/?token={self._secret}"
        self.ioloop.add_callback(self._announce, {"facilitator": url})
        try:
            self.ioloop.start()
        finally:
            self.stop()

    def stop(self) -> None:
        """End every kernel, then clear up."""
        for listening in self._sockets:
            listening.close()
        run_sync(self._end_kernels)()
        self.clear_up()

    def clear_up(self) -> None:
        """Take away what was laid out on the disk."""
        shutil.rmtree(self.connection_dir, ignore_errors=True)

    async def _end_kernels(self) -> None:
        manager = self.kernel_manager
        ending = (ensure_async(manager.shutdown_kernel(kernel)) for kernel in list(manager.list_kernel_ids()))
        for fault in await asyncio.gather(*ending, return_exceptions=True):
            # A page that closes at the same moment may have ended its kernel first.
            is_gone = isinstance(fault, HTTPError) and fault.status_code == 404  # noqa: PLR2004
            if isinstance(fault, BaseException) and not is_gone:
                self.log.error("a program behind a page did not end: %s", fault)


def _configuration(token: str, page: dict[str, Any]) -> Config:
    """Return what a configuration file of the user must not change."""
    return Config(
        {
            "Voila": {
                "ip": HOST,
                "token": token,
                "open_browser": False,
                "root_dir": str(places.notebooks()),
                "identity_provider_class": IdentityProvider,
                "log_level": logging.ERROR,
            },
            "IdentityProvider": {"cookie_options": {"samesite": "Lax"}},
            "VoilaConfiguration": {
                "template": TEMPLATE,
                "theme": "light",
                "allow_template_override": "NO",
                "allow_theme_override": "NO",
                "extension_allowlist": WIDGETS,
                "file_allowlist": [],
                "show_tracebacks": False,
                "resources": {"pmokit": page},
            },
            "VoilaExecutor": {"cell_error_instruction": CELL_FAULT},
            "MappingKernelManager": {"cull_idle_timeout": IDLE_SECONDS, "cull_interval": 60, "cull_connected": False},
            # A restarted kernel would know nothing of the page it serves; the page asks people to reload instead.
            "KernelManager": {
                "autorestart": False,
                "transport_encryption": "auto" if zmq.has("curve") else "disabled",
                "client_factory": PromptClient,
            },
            # The notebooks name the stock kernel, so that they open anywhere; here it is forked.
            "KernelProvisionerFactory": {"default_provisioner_name": support.NAME},
        }
    )


def _stamp() -> str:
    """Return a word that changes with the look, so that no browser keeps an old one."""
    files = sorted((places.templates() / "voila" / TEMPLATE / "static").iterdir())
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:8]


def _next_free(first: int) -> tuple[list[socket.socket], int]:
    """Return listening sockets on the first free port from ``first`` on."""
    for port in range(first, min(first + TRIES, PORTS)):
        try:
            return bind_sockets(port, HOST), port
        except OSError:
            continue
    raise PmokitError(
        f"No port is free between {first} and {min(first + TRIES, PORTS) - 1}. Choose another with --port."
    )


def _log_file() -> Path:
    """Return the file that takes what goes wrong, and let the server's own complaints go there too."""
    try:
        path = user_log_path("pmokit", appauthor=False, ensure_exists=True) / "workshop.log"
        path.touch()
    except OSError:
        # A locked-down profile must not keep the workshop from opening.
        path = Path(tempfile.gettempdir()) / "pmokit-workshop.log"
    handler = RotatingFileHandler(path, maxBytes=1_000_000, backupCount=1, delay=True, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    for name in ("tornado", "asyncio"):
        log = logging.getLogger(name)
        log.addHandler(handler)
        log.propagate = False
    return path


@contextmanager
def _environment(**values: str) -> Iterator[None]:
    """Set what the kernels inherit, and set it back."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
