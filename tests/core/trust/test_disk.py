"""What systems say of a disk, read: nothing is called encrypted that is not plainly said to be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refcli.core.trust.disk import (
    HOW_TO,
    MOST_LAYERS,
    UNKNOWN,
    BlockDevice,
    DiskEncryption,
    Protection,
    read_bitlocker,
    read_fdesetup,
    read_layers,
    read_manage_bde,
    read_zfs,
    word_encryption,
)

ENCRYPTED, OPEN = Protection.ENCRYPTED, Protection.OPEN
MANAGE_BDE = """\
BitLocker Drive Encryption: Configuration Tool version 10.0.19041
Copyright (C) 2013 Microsoft Corporation. All rights reserved.

Volume C: [Windows]
[OS Volume]

    Size:                 237.23 GB
    BitLocker Version:    2.0
    Conversion Status:    {conversion}
    Percentage Encrypted: 100.0%
    Encryption Method:    XTS-AES 128
    Protection Status:    {protection}
    Lock Status:          Unlocked
    Identification Field: Unknown
    Key Protectors:
        TPM
        Numerical Password
"""
GERMAN = """\
Volume "C:" [Windows]
    Konvertierungsstatus:      Vollständig verschlüsselt
    Schutzstatus:              Der Schutz ist aktiviert.
"""


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("1\r\n", DiskEncryption(ENCRYPTED, "BitLocker")),
        ("2\r\n", DiskEncryption(OPEN, "BitLocker is off")),
        ("3\r\n", DiskEncryption(OPEN, "BitLocker has not finished")),
        ("5\r\n", DiskEncryption(OPEN, "BitLocker is suspended")),
        ("0\r\n", UNKNOWN),
        ("", UNKNOWN),
        ("New-Object : Access is denied", UNKNOWN),
    ],
)
def test_the_lock_of_explorer_is_read(said: str, found: DiskEncryption) -> None:
    assert read_bitlocker(said) == found


@pytest.mark.parametrize(
    ("conversion", "protection", "found"),
    [
        ("Fully Encrypted", "Protection On", DiskEncryption(ENCRYPTED, "BitLocker")),
        ("Used Space Only Encrypted", "Protection On", DiskEncryption(ENCRYPTED, "BitLocker")),
        ("Fully Decrypted", "Protection Off", DiskEncryption(OPEN, "BitLocker is off")),
        ("Fully Encrypted", "Protection Off", DiskEncryption(OPEN, "BitLocker is suspended")),
        (
            "Encryption in Progress",
            "Protection Off",
            DiskEncryption(OPEN, "BitLocker has not finished"),
        ),
        ("Encryption in Progress", "Protection On", UNKNOWN),
        ("Unknown", "Protection On", UNKNOWN),
        ("Fully Encrypted", "Protection Unknown", UNKNOWN),
    ],
)
def test_what_an_administrator_is_told_is_read(
    conversion: str, protection: str, found: DiskEncryption
) -> None:
    said = MANAGE_BDE.format(conversion=conversion, protection=protection)

    assert read_manage_bde(said) == found
    assert read_manage_bde(said.replace("\n", "\r\n")) == found


@pytest.mark.parametrize("said", ["", GERMAN, "ERROR: An attempt to access a required resource"])
def test_another_language_or_a_refusal_says_nothing(said: str) -> None:
    assert read_manage_bde(said) == UNKNOWN


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("FileVault is On.\n", DiskEncryption(ENCRYPTED, "FileVault")),
        ("FileVault is Off.\n", DiskEncryption(OPEN, "FileVault is off")),
        (
            "FileVault is On.\nEncryption in progress: Percent completed = 34\n",
            DiskEncryption(OPEN, "FileVault has not finished"),
        ),
        (
            "FileVault is Off, but will be enabled after the next restart.\n",
            UNKNOWN,
        ),
        ("", UNKNOWN),
    ],
)
def test_filevault_is_read(said: str, found: DiskEncryption) -> None:
    assert read_fdesetup(said) == found


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("aes-256-gcm\n", DiskEncryption(ENCRYPTED, "ZFS")),
        ("off\n", DiskEncryption(OPEN, "ZFS encryption is off")),
        ("-\n", UNKNOWN),
        ("", UNKNOWN),
    ],
)
def test_zfs_is_read(said: str, found: DiskEncryption) -> None:
    assert read_zfs(said) == found


LAPTOP = {
    "8:0": BlockDevice(real=True),
    "8:3": BlockDevice(real=True),
    "252:0": BlockDevice("CRYPT-LUKS2-6a1c-luks", ("8:3",)),
    "252:1": BlockDevice("LVM-abcd", ("252:0",)),
    "252:2": BlockDevice("LVM-efgh", ("252:0", "8:0")),
    "252:3": BlockDevice("LVM-ijkl", ("8:0", "8:3")),
    "252:4": BlockDevice("CRYPT-PLAIN-swap", ("8:0",)),
    "7:0": BlockDevice(),
    "9:0": BlockDevice("", ("9:0",)),
}


@pytest.mark.parametrize(
    ("number", "found"),
    [
        ("252:0", DiskEncryption(ENCRYPTED, "LUKS")),
        ("252:1", DiskEncryption(ENCRYPTED, "LUKS")),
        ("252:4", DiskEncryption(ENCRYPTED, "dm-crypt")),
        ("8:3", DiskEncryption(OPEN, "no LUKS")),
        ("252:2", DiskEncryption(OPEN, "no LUKS")),
        ("252:3", DiskEncryption(OPEN, "no LUKS")),
        ("7:0", UNKNOWN),
        ("9:0", UNKNOWN),
    ],
)
def test_every_way_down_to_a_disk_has_to_go_through_luks(
    number: str, found: DiskEncryption
) -> None:
    assert read_layers(number, LAPTOP.__getitem__) == found


def test_layers_without_end_say_nothing() -> None:
    endless = lambda _name: BlockDevice(below=("x",))  # noqa: E731

    assert MOST_LAYERS < 100
    assert read_layers("x", endless) == UNKNOWN


@given(st.text())
def test_no_text_that_is_not_an_answer_calls_a_disk_encrypted(said: str) -> None:
    for read in (read_manage_bde, read_fdesetup, read_zfs):
        assert read(said).protection is not ENCRYPTED
    assert read_bitlocker(said).protection is not ENCRYPTED or said.strip() in {"1", "6"}


def test_the_person_is_told_what_is_known_and_what_to_do() -> None:
    rule = "Patients' names are in it, and it is as secret as the disk it lies on."

    assert word_encryption(DiskEncryption(ENCRYPTED, "LUKS"), "linux") == (
        f"{rule} That disk is encrypted (LUKS)."
    )
    assert word_encryption(DiskEncryption(OPEN, "BitLocker is off"), "win32") == (
        f"{rule} As far as this PC tells, it is not encrypted (BitLocker is off). To turn"
        " encryption on: Settings > Privacy & security > Device encryption, or on Windows Pro:"
        " BitLocker."
    )
    assert word_encryption(UNKNOWN, "darwin") == (
        f"{rule} Whether that is encrypted, this PC does not tell. To turn encryption on: System"
        " Settings > Privacy & Security > FileVault > Turn On."
    )
    assert HOW_TO["linux"] in word_encryption(UNKNOWN, "freebsd14")
