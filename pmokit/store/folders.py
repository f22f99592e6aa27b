"""Folders that cannot hold an engagement safely: network shares, and folders that a sync program copies behind our back."""

import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

# Names that the programs give to their folders; the words in brackets are an account, as in "Dropbox (Acme)".
SYNC_FOLDERS = (
    ("OneDrive", re.compile(r"OneDrive( - .+)?\Z", re.IGNORECASE)),
    ("SharePoint", re.compile(r"SharePoint( - .+)?\Z|.+ - (Documents|Dokumente|Documentos)\Z", re.IGNORECASE)),
    ("Dropbox", re.compile(r"Dropbox( \(.+\))?\Z", re.IGNORECASE)),
    ("Google Drive", re.compile(r"(Google ?Drive|My Drive)\Z", re.IGNORECASE)),
    ("iCloud", re.compile(r"(iCloud ?Drive|Mobile Documents|com~apple~CloudDocs)\Z", re.IGNORECASE)),
    ("the programs of macOS's cloud storage", re.compile(r"CloudStorage\Z")),
    ("Box", re.compile(r"Box Sync\Z", re.IGNORECASE)),
    ("Nextcloud", re.compile(r"(Nextcloud|ownCloud)\Z", re.IGNORECASE)),
)
# The programs tell their folders here too, whatever these are called.
SYNC_VARIABLES = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
NETWORK_TYPES = frozenset(["nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "9p", "afs", "ceph", "glusterfs"])
DRIVE_REMOTE = 4  # GetDriveTypeW
ADVICE = (
    "Keep the engagement in a folder on this computer's own disk, and put copies there with: pmokit backup FILE OUT"
)


def unsafe_folder(
    path: PurePath, mounts: Sequence[tuple[str, str]] = (), environment: Mapping[str, str] | None = None
) -> str | None:
    """Return why an engagement must not live at a path, with what to do instead, or None.

    Parameters
    ----------
    path
        Absolute path of the file; a Windows path may be judged on any system.
    mounts
        Mount point and file system type, as ``/proc/mounts`` tells them.
    environment
        Environment variables; OneDrive's name its folders.
    """
    if isinstance(path, PureWindowsPath) and path.drive.startswith("\\\\"):
        return f"{path.drive} is a network share, where two computers can damage the file. {ADVICE}"
    for part in path.parts[:-1]:
        for program, name in SYNC_FOLDERS:
            if name.match(part):
                return _synced(program, part)
    for variable in SYNC_VARIABLES:
        root = (environment or {}).get(variable, "")
        if root and path.is_relative_to(type(path)(root)):
            return _synced("OneDrive", root)
    return _mounted(path, mounts)


def check_folder(path: Path) -> str | None:
    """Return why this computer's path cannot hold an engagement, or None."""
    import os  # noqa: PLC0415

    full = path.absolute()
    real = path.resolve()
    mounts = read_mounts()
    for candidate in dict.fromkeys((full, real)):
        found = unsafe_folder(candidate, mounts, os.environ)
        if found:
            return found
    return None


def read_mounts() -> list[tuple[str, str]]:
    """Return mount points and their file system types: from ``/proc/mounts``, or the network drives of Windows."""
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415

        drives = [f"{letter}:\\" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
        return [(drive, "smbfs") for drive in drives if ctypes.windll.kernel32.GetDriveTypeW(drive) == DRIVE_REMOTE]
    table = Path("/proc/mounts")
    return parse_mounts(table.read_text(encoding="utf-8", errors="replace")) if table.is_file() else []


def parse_mounts(table: str) -> list[tuple[str, str]]:
    r"""Return mount point and type of every line; ``\040`` stands for a space."""
    lines = (line.split() for line in table.splitlines())
    return [
        (re.sub(r"\\([0-7]{3})", lambda code: chr(int(code.group(1), 8)), fields[1]), fields[2])
        for fields in lines
        if len(fields) > 2  # noqa: PLR2004
    ]


def _mounted(path: PurePath, mounts: Sequence[tuple[str, str]]) -> str | None:
    """Judge by the mount that holds the path: the deepest one, and of those at one point the last."""
    holding = [(point, kind) for point, kind in mounts if path.is_relative_to(type(path)(point))]
    if not holding:
        return None
    depth = max(len(PurePosixPath(point).parts) for point, _ in holding)
    point, kind = [found for found in holding if len(PurePosixPath(found[0]).parts) == depth][-1]
    if kind not in NETWORK_TYPES:
        return None
    what = "a Windows drive seen from Linux" if kind == "9p" else "a network share"
    return f"{point} is {what} ({kind}), where locks do not hold and the file can be damaged. {ADVICE}"


def _synced(program: str, folder: str) -> str:
    return (
        f"the folder '{folder}' is copied by {program} while the file is in use, which can damage it or bring back "
        f"an old state. {ADVICE}"
    )
