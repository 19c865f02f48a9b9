"""The disk under the book: each system is asked for a moment whether it is encrypted.

No shell is started, nothing but the answer is read, and whatever fails is an answer that is not
known. The book itself is not opened.
"""

import os
import re
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from refcli.core.trust.disk import (
    UNKNOWN,
    BlockDevice,
    DiskEncryption,
    Protection,
    read_bitlocker,
    read_fdesetup,
    read_layers,
    read_manage_bde,
    read_zfs,
)
from refcli.storage.book import place

SECONDS = 5  # that a system may take to answer
DRIVE = re.compile(r"[A-Za-z]:")
DATASET = re.compile(r"[\w.:/ -]+")
ASK_EXPLORER = (
    "(New-Object -ComObject Shell.Application).NameSpace('{}\\').Self"
    ".ExtendedProperty('System.Volume.BitLockerProtection')"
)
BLOCKS = Path("/sys/dev/block")
ENCRYPTING = {"ecryptfs": "eCryptfs", "fuse.gocryptfs": "gocryptfs", "fuse.encfs": "EncFS"}
GET_FLAGS = 0x80086601  # FS_IOC_GETFLAGS (linux/fs.h), on machines of 64 bits
ENCRYPTED_FLAG = 0x800  # FS_ENCRYPT_FL


def read_encryption(book: Path) -> DiskEncryption:
    """Whether the disk is encrypted on which a book lies, or would lie."""
    folder = Path(os.path.realpath(book)).parent
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    with suppress(OSError, ValueError):
        if sys.platform == "win32":
            return on_windows(os.path.splitdrive(folder)[0])
        if sys.platform == "darwin":
            return on_macos(folder)
        return on_linux(folder)
    return UNKNOWN


def on_windows(drive: str) -> DiskEncryption:
    """As Explorer says, which anybody may ask; else as an administrator is told."""
    if not DRIVE.fullmatch(drive):
        return UNKNOWN
    system = Path(os.environ.get("SYSTEMROOT", r"C:\Windows")) / "System32"
    shell = system / "WindowsPowerShell" / "v1.0" / "powershell.exe"
    options = ("-NoProfile", "-NonInteractive", "-Command")
    found = read_bitlocker(ask(str(shell), *options, ASK_EXPLORER.format(drive)))
    if found.protection is not Protection.UNKNOWN:
        return found
    return read_manage_bde(ask(str(system / "manage-bde.exe"), "-status", drive))


def on_macos(folder: Path) -> DiskEncryption:
    """FileVault speaks for the startup disk; of others nothing is known."""
    if folder.parts[:2] == ("/", "Volumes"):
        return UNKNOWN
    return read_fdesetup(ask("/usr/bin/fdesetup", "status"))


def on_linux(folder: Path) -> DiskEncryption:
    """By the folder itself (fscrypt), the kind of its file system, or the layers of its disk."""
    if is_encrypted_folder(folder):
        return DiskEncryption(Protection.ENCRYPTED, "fscrypt")
    kind, _where, what = nearest_mount(place.read_mounts(), folder)
    if kind in ENCRYPTING:
        return DiskEncryption(Protection.ENCRYPTED, ENCRYPTING[kind])
    if kind == "zfs":
        return read_dataset(what)
    number = device_number(folder, what)
    return read_layers(number, read_block) if number else UNKNOWN


def nearest_mount(mounted: Sequence[place.Mount], folder: Path) -> place.Mount:
    """The mount on which a folder lies; one without a kind where the system does not say."""
    around = [one for one in enumerate(mounted) if folder.is_relative_to(one[1][1])]
    nearest = max(around, key=lambda one: (len(one[1][1]), one[0]), default=None)
    return nearest[1] if nearest else ("", "", "")


def read_dataset(name: str) -> DiskEncryption:
    """What ZFS says of a file system of its own."""
    if not DATASET.fullmatch(name) or name.startswith("-"):
        return UNKNOWN
    programs = ("/usr/sbin/zfs", "/sbin/zfs", "/usr/bin/zfs")
    program = next((one for one in programs if Path(one).exists()), "")
    return read_zfs(ask(program, "get", "-H", "-o", "value", "encryption", name))


def device_number(folder: Path, what: str) -> str:
    """The ``8:1`` of the disk under a folder; empty where it lies on none.

    Btrfs gives its folders numbers of their own, so there the device that was mounted is asked.
    """
    number = folder.stat().st_dev
    if os.major(number) == 0 and what.startswith("/dev/"):
        number = Path(what).stat().st_rdev
    return f"{os.major(number)}:{os.minor(number)}" if os.major(number) else ""


def read_block(number: str) -> BlockDevice:
    """A device of /sys/dev/block, with those that it lies on."""
    here = BLOCKS / number
    below = [(one / "dev").read_text().strip() for one in sorted(here.glob("slaves/*"))]
    mapping = here / "dm" / "uuid"
    real = (here / "device").exists() or (here.resolve().parent / "device").exists()
    return BlockDevice(mapping.read_text() if mapping.exists() else "", tuple(below), real)


def is_encrypted_folder(folder: Path) -> bool:
    """Whether the file system itself encrypts a folder (ext4, f2fs: fscrypt)."""
    if sys.platform != "linux" or sys.maxsize < 1 << 32:
        return False
    import fcntl  # noqa: PLC0415  (not on Windows)

    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            flags = fcntl.ioctl(handle, GET_FLAGS, bytes(8))
        finally:
            os.close(handle)
        return bool(int.from_bytes(flags[:4], sys.byteorder) & ENCRYPTED_FLAG)
    return False


def ask(program: str, *words: str) -> str:
    """What a program of the system prints; nothing where it is missing, fails or takes too long."""
    try:
        done = subprocess.run(  # noqa: S603  (a whole path, no shell, words of our own)
            [program, *words],
            capture_output=True,
            stdin=subprocess.DEVNULL,
            timeout=SECONDS,
            check=False,
        )
    except (OSError, ValueError, subprocess.SubprocessError):
        return ""
    return done.stdout.decode(errors="replace") if done.returncode == 0 else ""
