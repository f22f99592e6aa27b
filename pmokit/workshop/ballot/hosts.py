"""Which names the door answers to: another name in ``Host`` is somebody's page that was pointed at this machine."""

import ipaddress
import socket
from collections.abc import Collection
from urllib.parse import urlsplit

import psutil

LOCAL_NAMES = frozenset({"localhost"})


def own_names() -> frozenset[str]:
    """Return the names under which a network may know this machine, in lower case."""
    name = socket.gethostname().lower()
    short = name.split(".")[0]
    return LOCAL_NAMES | {name, short, f"{short}.local"}


def own_addresses() -> frozenset[str]:
    """Return this machine's addresses."""
    return frozenset(entry.address.split("%")[0] for entries in psutil.net_if_addrs().values() for entry in entries)


def is_own_host(host: str, names: Collection[str]) -> bool:
    """Return whether a ``Host`` header may be ours: an address, or one of the machine's own names.

    A page that rebinds its own name to this machine's address sends that name. An address cannot be rebound.

    Parameters
    ----------
    host
        The header, with or without port.
    names
        From :func:`own_names`.
    """
    try:
        parts = urlsplit(f"//{host}")
        name = (parts.hostname or "").rstrip(".")
        _ = parts.port
    except ValueError:
        return False
    if not name or parts.username is not None or parts.path:
        return False
    return name in names or is_address(name)


def is_address(text: str) -> bool:
    """Return whether a text is an IP address."""
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def network_of(address: str, own: Collection[str]) -> str:
    """Return where a device is, in words that name nobody; empty for this machine itself.

    Parameters
    ----------
    address
        The device's address.
    own
        From :func:`own_addresses`.
    """
    if not is_address(address):
        return ""
    parsed = ipaddress.ip_address(address)
    mapped = getattr(parsed, "ipv4_mapped", None)
    if mapped is not None:
        parsed = mapped
    if parsed.is_loopback or str(parsed) in own:
        return ""
    return "a private network" if parsed.is_private else "another network"
