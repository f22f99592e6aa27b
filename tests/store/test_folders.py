"""Folders that cannot hold an engagement safely are told by their path."""

from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from pmokit.errors import StoreError
from pmokit.model.steps import Settings
from pmokit.model.units import Unit
from pmokit.store import folders
from pmokit.store.engagement import create_engagement, open_engagement
from pmokit.store.folders import check_folder, parse_mounts, unsafe_folder

MOUNTS = r"""
/dev/vda / ext4 rw 0 0
server:/export /home nfs4 rw 0 0
/dev/vdb /home/local ext4 rw 0 0
//server/share /mnt/client\040files cifs rw 0 0
C:\134 /mnt/c 9p rw 0 0
me@host: /mnt/far fuse.sshfs rw 0 0
"""


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (PureWindowsPath(r"\\server\share\acme.pmokit"), r"\\server\share is a network share"),
        (PureWindowsPath(r"C:\Users\x\OneDrive\acme.pmokit"), "'OneDrive' is copied by OneDrive"),
        (PureWindowsPath(r"C:\Users\x\OneDrive - Acme Ltd\Desk\acme.pmokit"), "copied by OneDrive"),
        (PureWindowsPath(r"C:\Users\x\Acme Ltd\PMO - Documents\acme.pmokit"), "copied by SharePoint"),
        (PureWindowsPath(r"D:\dropbox (Acme)\acme.pmokit"), "copied by Dropbox"),
        (PureWindowsPath(r"G:\My Drive\acme.pmokit"), "copied by Google Drive"),
        (PurePosixPath("/Users/x/Library/Mobile Documents/com~apple~CloudDocs/acme.pmokit"), "copied by iCloud"),
        (PurePosixPath("/Users/x/Library/CloudStorage/OneDrive-Acme/acme.pmokit"), "macOS's cloud storage"),
        (PurePosixPath("/home/x/acme.pmokit"), "/home is a network share (nfs4)"),
        (PurePosixPath("/mnt/client files/acme.pmokit"), "/mnt/client files is a network share (cifs)"),
        (PurePosixPath("/mnt/c/acme.pmokit"), "/mnt/c is a Windows drive seen from Linux (9p)"),
        (PurePosixPath("/mnt/far/acme.pmokit"), "(fuse.sshfs)"),
    ],
)
def test_unsafe_folders(path, words):
    """Network shares and sync folders: named, with what to do instead."""
    said = unsafe_folder(path, parse_mounts(MOUNTS))
    assert words in said
    assert "pmokit backup FILE OUT" in said


@pytest.mark.parametrize(
    "path",
    [
        PureWindowsPath(r"C:\Users\x\Documents\acme.pmokit"),
        PureWindowsPath(r"C:\clients\dropbox-analysis\acme.pmokit"),
        PureWindowsPath(r"C:\clients\acme\OneDrive"),
        PurePosixPath("/home/local/acme.pmokit"),
        PurePosixPath("/srv/acme.pmokit"),
    ],
)
def test_safe_folders(path):
    """An own disk is fine, also below a share, and a file may be called as it likes."""
    assert unsafe_folder(path, parse_mounts(MOUNTS)) is None


def test_onedrive_tells_its_folder():
    """A folder of any name is OneDrive's when the environment says so."""
    path = PureWindowsPath(r"D:\Cloud\acme.pmokit")
    assert "copied by OneDrive" in unsafe_folder(path, environment={"OneDriveCommercial": r"D:\Cloud"})
    assert unsafe_folder(path, environment={"OneDrive": ""}) is None


def test_network_drive_of_windows():
    """A letter that stands for a share is a share."""
    assert "network share" in unsafe_folder(PureWindowsPath(r"H:\acme.pmokit"), [("H:\\", "smbfs")])


def test_engagements_are_refused_there(tmp_path):
    """Neither created nor opened, and nothing is left; a link from a safe folder does not help."""
    folder = tmp_path / "Dropbox"
    folder.mkdir()
    units = [Unit(code="A", name="A")]
    with pytest.raises(StoreError, match="copied by Dropbox"):
        create_engagement(folder / "acme.pmokit", Settings(client="X"), units)
    assert not list(folder.iterdir())
    create_engagement(tmp_path / "acme.pmokit", Settings(client="X"), units).close()
    moved = (tmp_path / "acme.pmokit").rename(folder / "acme.pmokit")
    with pytest.raises(StoreError, match="copied by Dropbox"):
        open_engagement(moved)
    (tmp_path / "link.pmokit").symlink_to(moved)
    with pytest.raises(StoreError, match="copied by Dropbox"):
        open_engagement(tmp_path / "link.pmokit")


def test_mounts_of_this_computer_are_asked(tmp_path, monkeypatch):
    """What the system says about the folder counts."""
    monkeypatch.setattr(folders, "read_mounts", lambda: [("/", "ext4"), (str(tmp_path.resolve()), "nfs")])
    assert "network share (nfs)" in check_folder(tmp_path / "acme.pmokit")
    assert check_folder(Path("/acme.pmokit")) is None
