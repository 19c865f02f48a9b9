"""Whether the disk under the book is encrypted, out of what each system says of it.

What is not plainly said is unknown. A disk that is being encrypted, or whose protection is
suspended, is not protected yet, so it counts as open.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Protection(StrEnum):
    """What whoever takes the disk away finds on it."""

    ENCRYPTED = "encrypted"
    OPEN = "not encrypted"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class DiskEncryption:
    """Whether a disk is encrypted, and by what it is known, such as ``BitLocker``."""

    protection: Protection
    known_by: str = ""


UNKNOWN = DiskEncryption(Protection.UNKNOWN)
BITLOCKER = {  # the property System.Volume.BitLockerProtection, by which Explorer draws its lock
    "1": DiskEncryption(Protection.ENCRYPTED, "BitLocker"),
    "2": DiskEncryption(Protection.OPEN, "BitLocker is off"),
    "3": DiskEncryption(Protection.OPEN, "BitLocker has not finished"),
    "4": DiskEncryption(Protection.OPEN, "BitLocker is being turned off"),
    "5": DiskEncryption(Protection.OPEN, "BitLocker is suspended"),
    "6": DiskEncryption(Protection.ENCRYPTED, "BitLocker"),
}
CONVERSION = re.compile(r"^\s*Conversion Status:\s*(.+?)\s*$", re.MULTILINE)
PROTECTION = re.compile(r"^\s*Protection Status:\s*(.+?)\s*$", re.MULTILINE)
FULLY = {"Fully Encrypted", "Used Space Only Encrypted"}
MOST_LAYERS = 10
HOW_TO = {
    "win32": "Settings > Privacy & security > Device encryption, or on Windows Pro: BitLocker",
    "darwin": "System Settings > Privacy & Security > FileVault > Turn On",
    "linux": "LUKS, as an option when Linux is installed, or fscrypt for the folder of the book",
}


def read_bitlocker(text: str) -> DiskEncryption:
    """What PowerShell prints of the property; a number that is not known says nothing."""
    return BITLOCKER.get(text.strip(), UNKNOWN)


def read_manage_bde(text: str) -> DiskEncryption:
    """What ``manage-bde -status C:`` prints for an administrator, in English."""
    done, guarded = CONVERSION.search(text), PROTECTION.search(text)
    if not done or not guarded:
        return UNKNOWN
    if done[1] in FULLY and guarded[1] == "Protection On":
        return BITLOCKER["1"]
    if done[1] == "Fully Decrypted":
        return BITLOCKER["2"]
    if guarded[1] == "Protection Off":
        return BITLOCKER["5"] if done[1] in FULLY else BITLOCKER["3"]
    return UNKNOWN


def read_fdesetup(text: str) -> DiskEncryption:
    """What ``fdesetup status`` prints on macOS; it may add how far it has come."""
    lines = text.strip().splitlines()
    if not lines:
        return UNKNOWN
    if len(lines) > 1 and any("in progress" in line for line in lines):
        return DiskEncryption(Protection.OPEN, "FileVault has not finished")
    return {
        "FileVault is On.": DiskEncryption(Protection.ENCRYPTED, "FileVault"),
        "FileVault is Off.": DiskEncryption(Protection.OPEN, "FileVault is off"),
    }.get(lines[0].strip(), UNKNOWN)


def read_zfs(text: str) -> DiskEncryption:
    """What ``zfs get -H -o value encryption POOL/SET`` prints: ``off``, or a cipher."""
    said = text.strip()
    if said == "off":
        return DiskEncryption(Protection.OPEN, "ZFS encryption is off")
    if re.fullmatch(r"aes-\d+-[cg][cm]m", said):
        return DiskEncryption(Protection.ENCRYPTED, "ZFS")
    return UNKNOWN


@dataclass(frozen=True, slots=True)
class BlockDevice:
    """A disk, a partition or a layer over others (``below``), as /sys/dev/block shows them.

    ``mapping`` is the device mapper's identifier of the layer; the one of LUKS begins with
    CRYPT-. ``real`` is true of a disk or partition that a driver of hardware has.
    """

    mapping: str = ""
    below: Sequence[str] = ()
    real: bool = False


def read_layers(name: str, device: Callable[[str], BlockDevice], depth: int = 0) -> DiskEncryption:
    """Whether every way from a device down to a real disk goes through LUKS or dm-crypt."""
    one = device(name)
    if one.mapping.startswith("CRYPT-"):
        kind = one.mapping.split("-")[1]
        return DiskEncryption(
            Protection.ENCRYPTED, "LUKS" if kind.startswith("LUKS") else "dm-crypt"
        )
    if depth > MOST_LAYERS:
        return UNKNOWN
    found = [read_layers(lower, device, depth + 1) for lower in one.below]
    worst = next((o for o in found if o.protection is not Protection.ENCRYPTED), None)
    if found:
        return worst or found[0]
    return DiskEncryption(Protection.OPEN, "no LUKS") if one.real else UNKNOWN


def word_encryption(found: DiskEncryption, system: str) -> str:
    """What the person is told of the disk under the book; ``system`` as ``sys.platform``."""
    rule = "Patients' names are in it, and it is as secret as the disk it lies on."
    how = f"To turn encryption on: {HOW_TO.get(system, HOW_TO['linux'])}."
    if found.protection is Protection.ENCRYPTED:
        return f"{rule} That disk is encrypted ({found.known_by})."
    if found.protection is Protection.OPEN:
        return f"{rule} As far as this PC tells, it is not encrypted ({found.known_by}). {how}"
    return f"{rule} Whether that is encrypted, this PC does not tell. {how}"
