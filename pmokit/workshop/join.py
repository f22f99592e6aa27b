"""How people reach the participants' door: addresses, the QR code, and what may stand in the way."""

import base64
import datetime as dt
import io
import ipaddress
import json
import platform
import re
import socket
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import NamedTuple
from urllib.parse import urlsplit

import psutil
import segno

from pmokit.store.engagement import Engagement

VARIABLE = "PMOKIT_JOIN"
LOOPBACK = "127.0.0.1"
HTTP_PORT = 80
PRIVATE = tuple(ipaddress.ip_network(net) for net in ("192.168.0.0/16", "10.0.0.0/8", "172.16.0.0/12"))
# Beginnings of the names that machines inside the machine and tunnels have, as Linux, macOS and Windows call them.
VIRTUAL = re.compile(
    r"docker|br-|veth|virbr|vmnet|vboxnet|virtualbox|vmware|vethernet|hyper-v|lxc|lxd|podman|cni"
    r"|tun|tap|utun|wg|ppp|tailscale|zerotier|zt|vpn",
    re.IGNORECASE,
)
# Nothing is sent there: a datagram socket only asks the routing table which of our addresses it would use.
ELSEWHERE = ("192.0.2.1", 9)


class LanAddress(NamedTuple):
    """An IPv4 address of this machine.

    Parameters
    ----------
    interface
        Name that the operating system gives the network card.
    address
        In the dotted form.
    """

    interface: str
    address: str


@dataclass(frozen=True)
class Join:
    """What somebody needs in order to join.

    Parameters
    ----------
    code
        Join code of the session.
    urls
        Addresses of the participants' door without a path, the likeliest to work first.
    lan
        Whether the door is open to other devices.
    """

    code: str
    urls: tuple[str, ...]
    lan: bool

    @property
    def links(self) -> tuple[str, ...]:
        """The addresses that lead straight to the session, in the order of ``urls``."""
        return tuple(f"{url.rstrip('/')}/j/{self.code}" for url in self.urls)

    @property
    def tests(self) -> tuple[str, ...]:
        """The addresses of the page that shows whether another device reaches this one."""
        return tuple(f"{url.rstrip('/')}/reach" for url in self.urls)

    @property
    def port(self) -> int:
        """Port of the participants' door."""
        return urlsplit(self.urls[0]).port or HTTP_PORT

    def as_variable(self) -> str:
        """Return the value of the environment variable that the pages read."""
        return json.dumps(asdict(self))


@dataclass(frozen=True)
class Hint:
    """What to look at when a phone does not get through.

    Parameters
    ----------
    title
        What may stand in the way.
    steps
        Sentences on how one sees it and what to do.
    """

    title: str
    steps: tuple[str, ...]


@dataclass(frozen=True)
class Attendance:
    """Who has got through so far.

    Parameters
    ----------
    joined
        People who joined the session.
    remote
        Those of them who take part from elsewhere.
    reached
        When another device last opened the test page (UTC, without a zone), or None.
    reached_from
        From which network, in words.
    """

    joined: int = 0
    remote: int = 0
    reached: dt.datetime | None = None
    reached_from: str = ""


def join_here(code: str, port: int, *, lan: bool) -> Join:
    """Return how this machine's participants' door is reached.

    Parameters
    ----------
    code
        Join code of the session.
    port
        Port of the participants' door.
    lan
        Whether it is open to other devices; otherwise only the address of this machine to itself is named.
    """
    addresses = [*(lan_addresses() if lan else ()), LOOPBACK]
    return Join(code, tuple(f"http://{address}:{port}" for address in addresses), lan)


def join_from(environment: Mapping[str, str]) -> Join | None:
    """Return what the server told its pages, or None outside a workshop.

    Parameters
    ----------
    environment
        The process's environment variables.
    """
    told = environment.get(VARIABLE, "")
    if not told:
        return None
    said = json.loads(told)
    return Join(said["code"], tuple(said["urls"]), said["lan"])


def read_attendance(engagement: Engagement, code: str) -> Attendance:
    """Return who has got through to a session so far; nobody, where there is no session of this code.

    Parameters
    ----------
    engagement
        The open engagement.
    code
        Join code of the session.
    """
    session = engagement.session(code)
    if session is None:
        return Attendance()
    remote = engagement.participants(session.id)["remote"]
    return Attendance(len(remote), int(remote.sum()), session.reached, session.reached_from)


def lan_addresses() -> list[str]:
    """Return this machine's IPv4 addresses on networks, the likeliest to be reached by a phone first."""
    states = psutil.net_if_stats()
    found = [
        LanAddress(name, entry.address)
        for name, entries in psutil.net_if_addrs().items()
        for entry in entries
        if entry.family == socket.AF_INET and (name not in states or states[name].isup)
    ]
    return order_addresses(found, _address_towards_elsewhere())


def order_addresses(found: Iterable[LanAddress], towards_elsewhere: str | None = None) -> list[str]:
    """Return addresses in the order in which to try them, each once.

    First those of private networks, with the card that leads to other networks at the head; then public ones; those of
    virtual machines, containers and tunnels at the end. Loopback and self-assigned addresses are left out, because no
    phone gets there.

    Parameters
    ----------
    found
        The machine's addresses in the order of the operating system.
    towards_elsewhere
        The address that the machine uses towards other networks, where it has one.
    """

    def rank(entry: LanAddress) -> tuple[bool, bool, int]:
        address = ipaddress.ip_address(entry.address)
        is_virtual = VIRTUAL.match(entry.interface) is not None
        network = next((place for place, net in enumerate(PRIVATE) if address in net), len(PRIVATE))
        return is_virtual, entry.address != towards_elsewhere or network == len(PRIVATE), network

    usable = [entry for entry in found if _is_usable(entry.address)]
    return list(dict.fromkeys(entry.address for entry in sorted(usable, key=rank)))


def qr_svg(text: str) -> str:
    """Return a QR code as inline SVG that takes the size of its frame; dark on light, with the quiet zone of the norm.

    Parameters
    ----------
    text
        What the code holds, usually an address.
    """
    return str(segno.make(text, error="m").svg_inline(border=4, omitsize=True, dark="#000", light="#fff"))


def qr_image(text: str) -> str:
    """Return a QR code as the ``src`` of an image, which needs no other request.

    Parameters
    ----------
    text
        What the code holds, usually an address.
    """
    drawn = io.BytesIO()
    segno.make(text, error="m").save(drawn, kind="svg", border=4, omitsize=True, dark="#000", light="#fff")
    return "data:image/svg+xml;base64," + base64.b64encode(drawn.getvalue()).decode("ascii")


def hints(*, lan: bool, port: int, system: str = "") -> tuple[Hint, ...]:
    """Return what to look at when a phone does not get through, the likeliest first.

    Parameters
    ----------
    lan
        Whether the participants' door is open to other devices.
    port
        Port of the participants' door.
    system
        ``Windows``, ``Darwin`` or ``Linux``; by default this machine's.
    """
    if not lan:
        return (
            Hint(
                "The door is open on this laptop only",
                (
                    "Phones cannot join yet. End the workshop in its window with Ctrl+C and start it again with --lan:",
                    "pmokit workshop FILE --lan",
                    "The join code stays the same, and everything that was answered is still there.",
                ),
            ),
        )
    return (_firewall(system or platform.system(), port), *_NETWORK)


_NETWORK = (
    Hint(
        "Guest Wi-Fi keeps devices apart",
        (
            "The sign: phones see the internet, but not this laptop. Many guest networks forbid devices to talk to each other.",
            "Make a hotspot on a phone and connect both this laptop and the participants' phones to it, or ask for a "
            "network without client isolation.",
        ),
    ),
    Hint(
        "A company VPN takes all the traffic",
        ("Disconnect it on this laptop for the time of the workshop; nothing here needs it.",),
    ),
    Hint(
        "Phones on mobile data or another network",
        (
            "Phones must be in the same Wi-Fi as this laptop. The address has to be typed with http:// at its beginning.",
            "Without any network, take the questions by a show of hands; switching loses nothing.",
        ),
    ),
)


def _firewall(system: str, port: int) -> Hint:
    if system == "Windows":
        return Hint(
            "Windows Firewall asks the first time",
            (
                "It asks whether Python may communicate on networks: tick private networks and allow access.",
                "The Wi-Fi has to be set as a private network: Settings, Network & internet, properties of the Wi-Fi.",
                f"If the question was turned away, somebody with administrator rights has to let Python in on TCP port {port}.",
            ),
        )
    if system == "Darwin":
        return Hint(
            "macOS asks the first time",
            (
                "It asks whether Python may accept incoming network connections: choose Allow.",
                "If the question was turned away: System Settings, Network, Firewall, Options, then let Python in.",
            ),
        )
    return Hint(
        "A firewall on this laptop",
        (
            f"With ufw: sudo ufw allow {port}/tcp",
            f"With firewalld: sudo firewall-cmd --add-port={port}/tcp",
            "Close it again after the workshop.",
        ),
    )


def _is_usable(address: str) -> bool:
    parsed = ipaddress.ip_address(address)
    return not (parsed.is_loopback or parsed.is_link_local or parsed.is_unspecified)


def _address_towards_elsewhere() -> str | None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(ELSEWHERE)
        except OSError:
            # A laptop without any route has no such address; the order is then the operating system's.
            return None
        return str(probe.getsockname()[0])
