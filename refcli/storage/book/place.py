"""Where the file lies: the system's own place for it, drives that damage it, private folders."""

import errno
import os
import re
import stat
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path, PurePath

from refcli.errors import DiskFullError, ReadOnlyError, RefError, UnusableFileError

CLOUDS = {  # how the services name their folders, whatever follows ("OneDrive - Lakeside Dental")
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "icloud drive": "iCloud Drive",
    "icloud~": "iCloud Drive",
    "iclouddrive": "iCloud Drive",
    "mobile documents": "iCloud Drive",
    "com~apple~clouddocs": "iCloud Drive",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
}
CLOUD_VARIABLES = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
NETWORK_TYPES = frozenset(
    {
        *("9p", "afpfs", "afs", "beegfs", "ceph", "cifs", "davfs", "glusterfs", "lustre", "ncpfs"),
        *("fuse.ceph", "fuse.davfs2", "fuse.glusterfs", "fuse.gvfsd-fuse", "fuse.rclone"),
        *("fuse.sshfs", "macfuse", "osxfuse"),  # on macOS all that FUSE mounts looks alike
        *("nfs", "nfs4", "smb3", "smbfs", "webdav"),
    }
)
WINDOWS_REMOTE = 4  # DRIVE_REMOTE of GetDriveTypeW
OCTAL = re.compile(r"\\([0-7]{3})")
MACOS_MOUNT = re.compile(r"(?P<what>.+) on (?P<where>/.*) \((?P<type>[^,)]+).*\)")
WINDOWS_DRIVE = re.compile(r"drvfs|[A-Za-z]:.*")
FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}  # the second: a quota is used up
USER = re.compile(r"(^|//)[^/@]*@")  # and a password, if there is one

Mount = tuple[str, str, str]  # its type, where it is, what it is


def default_path() -> Path:
    """Where this system keeps the data of a program."""
    import platformdirs  # noqa: PLC0415  (17 ms that only this path needs)

    return platformdirs.user_data_path("ref", appauthor=False) / "ref.db"


def real_path(book: Path) -> Path:
    """The file that a link means: beside that lie its copies, its journal and all notes of it."""
    with suppress(OSError, RuntimeError):  # links in a circle mean nothing
        if book.is_symlink():
            return book.resolve()
    return book


def network_place(path: Path) -> str | None:
    """The network drive on which the file lies or would lie, in words; None on the PC's own."""
    whole = Path(os.path.realpath(path))  # resolve() fails where links run in a circle
    if sys.platform == "win32":
        return windows_place(str(path.absolute()), drive_type) or windows_place(
            str(whole), drive_type
        )
    return network_mount(read_mounts(), whole)


def read_mounts() -> list[Mount]:
    """What is mounted; nothing where the system does not say."""
    if sys.platform == "darwin":
        return list(macos_mounts(mount_listing()))
    for listing, read in LISTINGS.items():
        try:
            return list(read(Path(listing).read_bytes().decode(errors="surrogateescape")))
        except OSError:
            continue
    return []


def mount_listing() -> str:
    """What /sbin/mount prints; nothing where it fails or hangs on a server that is gone."""
    import subprocess  # noqa: PLC0415  (only macOS needs it)

    try:
        done = subprocess.run(["/sbin/mount"], capture_output=True, timeout=5, check=False)
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.decode(errors="surrogateescape")


def linux_mounts(text: str) -> Iterator[Mount]:
    """The lines of /proc/self/mountinfo (man 5 proc)."""
    for line in text.split("\n"):  # all else may be part of a name
        before, _, after = line.partition(" - ")
        places, kinds = before.split(" "), after.split(" ")
        if len(places) > 4 and len(kinds) > 1:  # noqa: PLR2004  (the fields that are read)
            yield kinds[0], unescape_text(places[4]), unescape_text(kinds[1])


def older_linux_mounts(text: str) -> Iterator[Mount]:
    """The lines of /proc/mounts (man 5 fstab): ``//server/x /mnt/x cifs rw 0 0``."""
    for line in text.split("\n"):  # all else may be part of a name
        match line.split(" "):
            case [what, where, kind, *_]:
                yield kind, unescape_text(where), unescape_text(what)


LISTINGS = {"/proc/self/mountinfo": linux_mounts, "/proc/mounts": older_linux_mounts}


def unescape_text(text: str) -> str:
    """Blanks and the like stand as octal figures in both."""
    return OCTAL.sub(lambda found: chr(int(found[1], 8)), text)


def macos_mounts(text: str) -> Iterator[Mount]:
    """The lines of /sbin/mount: ``//tina@server/x on /Volumes/x (smbfs, nodev)``."""
    for line in text.split("\n"):
        if found := MACOS_MOUNT.fullmatch(line):
            yield found["type"], found["where"], found["what"]


def network_mount(mounted: Iterable[Mount], path: PurePath) -> str | None:
    """The network share among these on which the path lies; the nearest mount counts."""
    around = [one for one in mounted if path.is_relative_to(one[1])]
    nearest = max(enumerate(around), key=lambda one: (len(one[1][1]), one[0]), default=None)
    if nearest is None or nearest[1][0] not in NETWORK_TYPES:
        return None
    kind, where, what = nearest[1]
    if kind == "9p" and WINDOWS_DRIVE.fullmatch(what):
        return f"a Windows drive seen from Linux ({where}), as over a network"
    share = USER.sub(r"\1", what)
    return f"the network share {share} ({kind})"


def drive_type(root: str) -> int:
    """What Windows says of the drive with this root."""
    import ctypes  # noqa: PLC0415  (only Windows needs it)

    return int(getattr(ctypes, "windll").kernel32.GetDriveTypeW(root))  # noqa: B009


def windows_place(path: str, type_of: Callable[[str], int]) -> str | None:
    """The share, or the letter of a mapped drive."""
    plain = path.replace("/", "\\")
    if plain.startswith("\\\\.\\"):  # the other way to name a device
        plain = "\\\\?\\" + plain[4:]
    if plain.upper().startswith("\\\\?\\UNC\\"):
        plain = "\\\\" + plain[8:]
    plain = plain.removeprefix("\\\\?\\")
    if plain.startswith("\\\\"):
        return "the network share \\\\" + "\\".join(plain[2:].split("\\")[:2])
    if plain[1:2] == ":" and type_of(plain[:2] + "\\") == WINDOWS_REMOTE:
        return f"the network drive {plain[:2].upper()}"
    return None


def cloud_folder(path: Path, environment: Mapping[str, str] = os.environ) -> str | None:
    """The cloud service that copies the folder of the file, by its name; None where none does."""
    typed, real = path.absolute().parent, Path(os.path.realpath(path)).parent
    return cloud_around(typed, environment) or cloud_around(real, environment)


def cloud_around(folder: PurePath, environment: Mapping[str, str]) -> str | None:
    """The cloud service that a folder or one around it belongs to."""
    roots = [root for name in CLOUD_VARIABLES if (root := environment.get(name))]
    if any(folder.is_relative_to(root) for root in roots):
        return "OneDrive"
    names = [part.lower() for part in folder.parts]
    return next((cloud for name in names if (cloud := cloud_called(name))), None)


def cloud_called(name: str) -> str | None:
    """The service whose folder has this name, alone or with something behind it."""
    for start, cloud in CLOUDS.items():
        rest = name.removeprefix(start)
        if name.startswith(start) and (not rest or start.endswith("~") or rest[0] in " -("):
            return cloud
    return "Dropbox" if name.endswith(" dropbox") else None  # a team's: "Lakeside Dental Dropbox"


def create_folder(folder: Path) -> None:
    """Make the folders that are missing, for their owner alone; leave the others as they are."""
    if not folder.exists():
        create_folder(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)


def create_private_file(path: Path) -> None:
    """Make an empty file that only its owner can read; one that is there is an error."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def other_readers(path: Path) -> str | None:
    """Who else can read a file, in words; None for nobody, and where the system does not tell."""
    if sys.platform == "win32":
        return None
    mode = path.stat().st_mode
    if mode & (stat.S_IROTH | stat.S_IWOTH):
        return "Everybody with a login on this PC"
    return "A group of users of this PC" if mode & (stat.S_IRGRP | stat.S_IWGRP) else None


def tighten_file(path: Path, say: Callable[[str], None]) -> None:
    """Let a file be read by its owner alone; say so, or what to type where that cannot be."""
    who = other_readers(path)
    if who is None:
        return
    with suppress(OSError):
        path.chmod(0o600)
    if other_readers(path) is None:
        say(f"{who} could read {path}: from now on it is yours alone.")
    else:
        say(f'{who} can read {path}. Let its owner type: chmod 600 "{path}"')


def read_only_part(book: Path) -> str:
    """The book, or its folder, where it may not be written; empty where both may be."""
    folder = book.absolute().parent
    if not may_write(book):
        return str(book)
    return "" if may_write_into(folder) else str(folder)


def may_write(path: Path) -> bool:
    """Whether the system lets us write to a file; call it while the file is not open."""
    try:
        os.close(os.open(path, os.O_RDWR))
    except OSError:
        return False
    return True


def may_write_into(folder: Path) -> bool:
    """Whether files can be made in a folder, of which Windows tells by letting us make one."""
    if sys.platform != "win32":
        return os.access(folder, os.W_OK | os.X_OK)
    probe = folder / f".ref-{os.getpid()}.probe"
    try:
        create_private_file(probe)
        probe.unlink()
    except FileExistsError:
        return True
    except OSError:
        return False
    return True


def refuse_for_system(error: OSError, path: Path) -> RefError:
    """The failure for what the system refused to do with a file or a folder."""
    if error.errno in FULL:
        return DiskFullError(path)
    if error.errno == errno.EROFS:
        return ReadOnlyError(path)
    return UnusableFileError(path, error.strerror or type(error).__name__)
