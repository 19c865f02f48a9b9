"""The system is asked about its disk: with whole paths, for a moment, and without harm."""

import os
import sys
from pathlib import Path

import pytest

from refcli.core.trust.disk import UNKNOWN, BlockDevice, DiskEncryption, Protection
from refcli.storage.trust import disk

REAL = disk.read_encryption
linux = pytest.mark.skipif(sys.platform != "linux", reason="/sys is of Linux")
SAYS = """\
import sys
print("FileVault is On.")
"""


def program(folder: Path, text: str) -> str:
    """A program of the system's."""
    path = folder / "program"
    path.write_text(f"#!{sys.executable}\n{text}")
    path.chmod(0o700)
    return str(path)


@linux
def test_a_program_is_asked_for_a_moment_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk, "SECONDS", 0.5)

    assert disk.ask(program(tmp_path, "import signal; signal.pause()")) == ""


@linux
@pytest.mark.parametrize(
    ("text", "said"),
    [
        (SAYS, "FileVault is On.\n"),
        (SAYS + "sys.exit(1)", ""),
        ("import sys; print(len(sys.stdin.read()), sys.argv[1:])", "0 ['-a', '; rm x']\n"),
    ],
)
def test_a_program_is_believed_when_it_succeeds(tmp_path: Path, text: str, said: str) -> None:
    assert disk.ask(program(tmp_path, text), *(["-a", "; rm x"] if "argv" in text else [])) == said


def test_a_program_that_is_not_there_says_nothing(tmp_path: Path) -> None:
    assert disk.ask(str(tmp_path / "none")) == ""


def write_device(
    blocks: Path, number: str, *below: str, uuid: str = "", real: bool = False
) -> None:
    """A device as /sys/dev/block shows it."""
    here = blocks / number
    (here / "slaves").mkdir(parents=True)
    for one in below:
        (here / "slaves" / one.replace(":", "-")).mkdir()
        (here / "slaves" / one.replace(":", "-") / "dev").write_text(f"{one}\n")
    if uuid:
        (here / "dm").mkdir()
        (here / "dm" / "uuid").write_text(f"{uuid}\n")
    if real:
        (here / "device").mkdir()


@linux
def test_the_layers_of_a_disk_are_read_from_the_system(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk, "BLOCKS", tmp_path)
    write_device(tmp_path, "8:3", real=True)
    write_device(tmp_path, "252:0", "8:3", uuid="CRYPT-LUKS2-0a1b-home")

    assert disk.read_block("252:0") == BlockDevice("CRYPT-LUKS2-0a1b-home\n", ("8:3",), real=False)
    assert disk.read_block("8:3") == BlockDevice("", (), real=True)


@linux
def test_the_disk_of_a_book_is_looked_up_by_its_number(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocks, book = tmp_path / "blocks", tmp_path / "not" / "yet" / "ref.db"
    number = tmp_path.stat().st_dev
    name = f"{os.major(number)}:{os.minor(number)}"
    monkeypatch.setattr(disk, "BLOCKS", blocks)
    monkeypatch.setattr(disk, "device_number", lambda folder, _what: name if folder else "")
    write_device(blocks, name, "8:3", uuid="CRYPT-LUKS2-0a1b-home")

    assert REAL(book) == DiskEncryption(Protection.ENCRYPTED, "LUKS")
    assert not book.parent.exists()


@linux
@pytest.mark.parametrize(
    ("mount", "found"),
    [
        (("ecryptfs", "/", "/home/.ecryptfs"), DiskEncryption(Protection.ENCRYPTED, "eCryptfs")),
        (("zfs", "/", "-o evil"), UNKNOWN),
        (("tmpfs", "/", "tmpfs"), UNKNOWN),
    ],
)
def test_what_encrypts_without_a_disk_is_known_by_its_kind(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    mount: tuple[str, str, str],
    found: DiskEncryption,
) -> None:
    monkeypatch.setattr("refcli.storage.book.place.read_mounts", lambda: [mount])
    monkeypatch.setattr(disk, "device_number", lambda _folder, _what: "")

    assert disk.on_linux(tmp_path) == found


@linux
def test_of_this_machine_something_is_said_and_nothing_is_raised(tmp_path: Path) -> None:
    assert REAL(tmp_path / "ref.db").protection in set(Protection)
    assert not (tmp_path / "ref.db").exists()


@pytest.mark.parametrize("drive", ["", "C", "\\\\server\\x", "C:'; evil", "CC:"])
def test_only_a_letter_is_put_into_what_windows_is_asked(
    monkeypatch: pytest.MonkeyPatch, drive: str
) -> None:
    monkeypatch.setattr(disk, "ask", lambda *_words: "1")

    assert disk.on_windows(drive) == UNKNOWN


def test_windows_is_asked_by_whole_paths(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, ...]] = []
    monkeypatch.setenv("SYSTEMROOT", "/windows")

    def ask(*words: str) -> str:
        asked.append(words)
        return ""

    monkeypatch.setattr(disk, "ask", ask)
    assert disk.on_windows("D:") == UNKNOWN

    explorer, administrator = asked
    assert explorer[0] == str(Path("/windows/System32/WindowsPowerShell/v1.0/powershell.exe"))
    assert explorer[1:4] == ("-NoProfile", "-NonInteractive", "-Command")
    assert explorer[4] == (
        "(New-Object -ComObject Shell.Application).NameSpace('D:\\').Self"
        ".ExtendedProperty('System.Volume.BitLockerProtection')"
    )
    assert administrator == (str(Path("/windows/System32/manage-bde.exe")), "-status", "D:")


def test_filevault_does_not_speak_for_a_stick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk, "ask", lambda *_words: "FileVault is On.\n")

    assert disk.on_macos(Path("/Volumes/STICK/book")) == UNKNOWN
    assert disk.on_macos(Path("/Users/ann")) == DiskEncryption(Protection.ENCRYPTED, "FileVault")
